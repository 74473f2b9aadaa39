// Cholesky factors of a symmetric matrix, then a solution with them: triangular loops, divisions
// and square roots.
#include "kernel.h"

#define SIZE 160
static double original[SIZE][SIZE], l[SIZE][SIZE], x[SIZE];

NOINLINE static void factor(void) {
  for (int i = 0; i < SIZE; i++) {
    for (int j = 0; j < i; j++) {
      for (int k = 0; k < j; k++) l[i][j] -= l[i][k] * l[j][k];
      l[i][j] /= l[j][j];
    }
    for (int k = 0; k < i; k++) l[i][i] -= l[i][k] * l[i][k];
    l[i][i] = __builtin_sqrt(l[i][i]);
  }
}

NOINLINE static void solve(void) {
  for (int i = 0; i < SIZE; i++) {
    for (int j = 0; j < i; j++) x[i] -= l[i][j] * x[j];
    x[i] /= l[i][i];
  }
  for (int i = SIZE - 1; i >= 0; i--) {
    for (int j = i + 1; j < SIZE; j++) x[i] -= l[j][i] * x[j];
    x[i] /= l[i][i];
  }
}

KERNEL uint32_t run(uint32_t n) {
  // Positive definite, since the diagonal dominates.
  for (int i = 0; i < SIZE; i++) {
    for (int j = 0; j <= i; j++) original[i][j] = (double)((i * 7 + j * 3) % 19) * 0.0625 - 0.5;
    original[i][i] = SIZE + i;
  }
  uint32_t sum = 0;
  for (uint32_t round = 0; round < n; round++) {
    __builtin_memcpy(l, original, sizeof l);
    for (int i = 0; i < SIZE; i++) x[i] = (double)((i + round) % 11) - 5.0;
    factor();
    solve();
    for (int i = 0; i < SIZE; i++) sum = mix_double(sum, x[i]);
  }
  return sum;
}
