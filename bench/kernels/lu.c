// LU decomposition with partial pivoting over an array of rows: an inner loop that subtracts a
// multiple of one row from another, a search for a pivot, swaps of pointers.
#include "kernel.h"

#define SIZE 140
static float cells[SIZE][SIZE];
static float* rows[SIZE];

NOINLINE static uint32_t decompose(void) {
  uint32_t swaps = 0;
  for (int k = 0; k < SIZE; k++) {
    int pivot = k;
    for (int i = k + 1; i < SIZE; i++) {
      if (__builtin_fabsf(rows[i][k]) > __builtin_fabsf(rows[pivot][k])) pivot = i;
    }
    if (pivot != k) {
      float* row = rows[k];
      rows[k] = rows[pivot];
      rows[pivot] = row;
      swaps++;
    }
    for (int i = k + 1; i < SIZE; i++) {
      float factor = rows[i][k] /= rows[k][k];
      for (int j = k + 1; j < SIZE; j++) rows[i][j] -= factor * rows[k][j];
    }
  }
  return swaps;
}

KERNEL uint32_t run(uint32_t n) {
  uint32_t random = 5150, sum = 0;
  for (uint32_t round = 0; round < n; round++) {
    for (int i = 0; i < SIZE; i++) {
      rows[i] = cells[i];
      for (int j = 0; j < SIZE; j++) rows[i][j] = (float)(next_random(&random) >> 16) / 65536;
    }
    sum = mix(sum, decompose());
    for (int i = 0; i < SIZE; i++) sum = mix_double(sum, rows[i][i]);
  }
  return sum;
}
