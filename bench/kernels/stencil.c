// Jacobi relaxation on a grid: five loads, three adds, a multiply and a store an element.
#include "kernel.h"

#define SIDE 256
static double grid[2][SIDE][SIDE];

NOINLINE static void relax(const double (*from)[SIDE], double (*to)[SIDE]) {
  for (uint32_t y = 1; y < SIDE - 1; y++) {
    for (uint32_t x = 1; x < SIDE - 1; x++) {
      to[y][x] =
          0.2 * (from[y][x] + from[y - 1][x] + from[y + 1][x] + from[y][x - 1] + from[y][x + 1]);
    }
  }
}

KERNEL uint32_t run(uint32_t n) {
  for (uint32_t y = 0; y < SIDE; y++) {
    for (uint32_t x = 0; x < SIDE; x++) {
      grid[0][y][x] = grid[1][y][x] = (double)((x * 31 + y * 17) % 101) * 0.125;
    }
  }
  for (uint32_t i = 0; i < n; i++) relax(grid[i & 1], grid[(i + 1) & 1]);
  uint32_t sum = 0;
  for (uint32_t y = 0; y < SIDE; y += 5) {
    for (uint32_t x = 0; x < SIDE; x += 3) sum = mix_double(sum, grid[n & 1][y][x]);
  }
  return sum;
}
