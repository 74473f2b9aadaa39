// Gauss-Seidel sweeps over nine neighbours, in place (PolyBench's seidel-2d): each element waits
// for the one before it.
#include "kernel.h"

#define SIDE 200
static double grid[SIDE][SIDE];

KERNEL uint32_t run(uint32_t n) {
  for (int i = 0; i < SIDE; i++) {
    for (int j = 0; j < SIDE; j++) grid[i][j] = ((double)i * (j + 2) + 2) / SIDE;
  }
  for (uint32_t step = 0; step < n; step++) {
    for (int i = 1; i < SIDE - 1; i++) {
      for (int j = 1; j < SIDE - 1; j++) {
        grid[i][j] = (grid[i - 1][j - 1] + grid[i - 1][j] + grid[i - 1][j + 1] + grid[i][j - 1] +
                      grid[i][j] + grid[i][j + 1] + grid[i + 1][j - 1] + grid[i + 1][j] +
                      grid[i + 1][j + 1]) /
                     9.0;
      }
    }
  }
  uint32_t sum = 0;
  for (int i = 0; i < SIDE; i++) {
    for (int j = 0; j < SIDE; j += 3) sum = mix_double(sum, grid[i][j]);
  }
  return sum;
}
