// Electric and magnetic fields on a grid (PolyBench's fdtd-2d): three arrays that update each other.
#include "kernel.h"

#define WIDTH 200
#define HEIGHT 160
static double ex[WIDTH][HEIGHT], ey[WIDTH][HEIGHT], hz[WIDTH][HEIGHT];

NOINLINE static void step(double source) {
  for (int j = 0; j < HEIGHT; j++) ey[0][j] = source;
  for (int i = 1; i < WIDTH; i++) {
    for (int j = 0; j < HEIGHT; j++) ey[i][j] -= 0.5 * (hz[i][j] - hz[i - 1][j]);
  }
  for (int i = 0; i < WIDTH; i++) {
    for (int j = 1; j < HEIGHT; j++) ex[i][j] -= 0.5 * (hz[i][j] - hz[i][j - 1]);
  }
  for (int i = 0; i < WIDTH - 1; i++) {
    for (int j = 0; j < HEIGHT - 1; j++)
      hz[i][j] -= 0.7 * (ex[i][j + 1] - ex[i][j] + ey[i + 1][j] - ey[i][j]);
  }
}

KERNEL uint32_t run(uint32_t n) {
  for (int i = 0; i < WIDTH; i++) {
    for (int j = 0; j < HEIGHT; j++) {
      ex[i][j] = (double)(i * (j + 1)) / WIDTH;
      ey[i][j] = (double)(i * (j + 2)) / HEIGHT;
      hz[i][j] = (double)(i * (j + 3)) / WIDTH;
    }
  }
  for (uint32_t t = 0; t < n; t++) step((double)t);
  uint32_t sum = 0;
  for (int i = 0; i < WIDTH; i += 2) {
    for (int j = 0; j < HEIGHT; j += 3) sum = mix_double(mix_double(sum, ex[i][j]), hz[i][j]);
  }
  return sum;
}
