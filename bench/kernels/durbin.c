// Durbin's recursion for Toeplitz systems: short vector loops, one of them backwards, that each
// wait for a division.
#include "kernel.h"

#define SIZE 1000
static double r[SIZE], y[SIZE], z[SIZE];

NOINLINE static void durbin(void) {
  y[0] = -r[0];
  double beta = 1, alpha = -r[0];
  for (int k = 1; k < SIZE; k++) {
    beta = (1 - alpha * alpha) * beta;
    double sum = 0;
    for (int i = 0; i < k; i++) sum += r[k - i - 1] * y[i];
    alpha = -(r[k] + sum) / beta;
    for (int i = 0; i < k; i++) z[i] = y[i] + alpha * y[k - i - 1];
    for (int i = 0; i < k; i++) y[i] = z[i];
    y[k] = alpha;
  }
}

KERNEL uint32_t run(uint32_t n) {
  uint32_t sum = 0;
  for (uint32_t round = 0; round < n; round++) {
    for (int i = 0; i < SIZE; i++) r[i] = 0.25 / (1 + i + round % 3);
    durbin();
    for (int i = 0; i < SIZE; i += 3) sum = mix_double(sum, y[i]);
  }
  return sum;
}
