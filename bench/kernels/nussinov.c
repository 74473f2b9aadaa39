// Folding of RNA by dynamic programming (PolyBench's nussinov): maxima over a triangle, with a
// reduction along a row and a column.
#include "kernel.h"

#define LENGTH 220
static uint8_t base[LENGTH];
static int32_t score[LENGTH][LENGTH];

static inline int32_t larger(int32_t a, int32_t b) { return a > b ? a : b; }
static inline int32_t match(uint8_t a, uint8_t b) { return a + b == 3; }

NOINLINE static int32_t fold(void) {
  for (int i = LENGTH - 1; i >= 0; i--) {
    for (int j = i + 1; j < LENGTH; j++) {
      int32_t best = larger(score[i][j - 1], i + 1 < LENGTH ? score[i + 1][j] : 0);
      if (i + 1 < LENGTH) {
        int32_t pair = i < j - 1 ? match(base[i], base[j]) : 0;
        best = larger(best, score[i + 1][j - 1] + pair);
      }
      for (int k = i + 1; k < j; k++) best = larger(best, score[i][k] + score[k + 1][j]);
      score[i][j] = best;
    }
  }
  return score[0][LENGTH - 1];
}

KERNEL uint32_t run(uint32_t n) {
  uint32_t random = 64, sum = 0;
  for (uint32_t round = 0; round < n; round++) {
    for (int i = 0; i < LENGTH; i++) base[i] = next_random(&random) >> 30;
    __builtin_memset(score, 0, sizeof score);
    sum = mix(sum, (uint32_t)fold());
    for (int i = 0; i < LENGTH; i++) sum = mix(sum, (uint32_t)score[i / 2][i]);
  }
  return sum;
}
