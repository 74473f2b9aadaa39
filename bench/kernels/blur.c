// Separable blur of a single-precision image with edge clamping: f32 arithmetic, conversions, short
// inner loops.
#include "kernel.h"

#define WIDTH 320
#define HEIGHT 200
#define RADIUS 3
static uint8_t image[HEIGHT][WIDTH];
static float rows[HEIGHT][WIDTH];

static inline int clamp(int v, int max) { return v < 0 ? 0 : v > max ? max : v; }

KERNEL uint32_t run(uint32_t n) {
  static const float weight[2 * RADIUS + 1] = {0.03125f, 0.109375f, 0.21875f, 0.28125f,
                                               0.21875f, 0.109375f, 0.03125f};
  uint32_t random = 12345;
  for (int y = 0; y < HEIGHT; y++) {
    for (int x = 0; x < WIDTH; x++) image[y][x] = (uint8_t)next_random(&random);
  }
  for (uint32_t round = 0; round < n; round++) {
    for (int y = 0; y < HEIGHT; y++) {
      for (int x = 0; x < WIDTH; x++) {
        float sum = 0;
        for (int k = -RADIUS; k <= RADIUS; k++)
          sum += weight[k + RADIUS] * image[y][clamp(x + k, WIDTH - 1)];
        rows[y][x] = sum;
      }
    }
    for (int y = 0; y < HEIGHT; y++) {
      for (int x = 0; x < WIDTH; x++) {
        float sum = 0;
        for (int k = -RADIUS; k <= RADIUS; k++)
          sum += weight[k + RADIUS] * rows[clamp(y + k, HEIGHT - 1)][x];
        image[y][x] = (uint8_t)(int)(sum + (float)(round & 1));
      }
    }
  }
  uint32_t checksum = 0;
  for (int y = 0; y < HEIGHT; y++) {
    for (int x = 0; x < WIDTH; x++) checksum = mix(checksum, image[y][x]);
  }
  return checksum;
}
