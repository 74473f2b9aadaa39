// Conway's game of life on a torus, a byte a cell: eight loads and adds, wrapped indices, a rule.
#include "kernel.h"

#define WIDTH 256
#define HEIGHT 192
static uint8_t cells[2][HEIGHT][WIDTH];

NOINLINE static uint32_t step(const uint8_t (*from)[WIDTH], uint8_t (*to)[WIDTH]) {
  uint32_t alive = 0;
  for (uint32_t y = 0; y < HEIGHT; y++) {
    const uint8_t* above = from[(y + HEIGHT - 1) % HEIGHT];
    const uint8_t* here = from[y];
    const uint8_t* below = from[(y + 1) % HEIGHT];
    for (uint32_t x = 0; x < WIDTH; x++) {
      uint32_t left = (x - 1) % WIDTH, right = (x + 1) % WIDTH;
      uint32_t neighbours = above[left] + above[x] + above[right] + here[left] + here[right] +
                            below[left] + below[x] + below[right];
      to[y][x] = neighbours == 3 || (neighbours == 2 && here[x]);
      alive += to[y][x];
    }
  }
  return alive;
}

KERNEL uint32_t run(uint32_t n) {
  uint32_t random = 1970, sum = 0;
  for (uint32_t y = 0; y < HEIGHT; y++) {
    for (uint32_t x = 0; x < WIDTH; x++) cells[0][y][x] = next_random(&random) >> 30 == 0;
  }
  for (uint32_t i = 0; i < n; i++) sum = mix(sum, step(cells[i & 1], cells[(i + 1) & 1]));
  return sum;
}
