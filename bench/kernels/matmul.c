// Dense matrix product, double precision, the textbook triple loop: short reductions with two
// strides.
#include "kernel.h"

#define SIZE 160
static double a[SIZE][SIZE], b[SIZE][SIZE], c[SIZE][SIZE];

KERNEL uint32_t run(uint32_t n) {
  for (uint32_t i = 0; i < SIZE; i++) {
    for (uint32_t j = 0; j < SIZE; j++) {
      a[i][j] = (double)((i * 7 + j * 3) % 11) * 0.25;
      b[i][j] = (double)((i * 5 + j) % 13) * 0.5 - 2.0;
      c[i][j] = 0.0;
    }
  }
  for (uint32_t round = 0; round < n; round++) {
    for (uint32_t i = 0; i < SIZE; i++) {
      for (uint32_t j = 0; j < SIZE; j++) {
        double sum = c[i][j] * 0.5;
        for (uint32_t k = 0; k < SIZE; k++) sum += a[i][k] * b[k][j];
        c[i][j] = sum;
      }
    }
  }
  uint32_t checksum = 0;
  for (uint32_t i = 0; i < SIZE; i++) {
    for (uint32_t j = 0; j < SIZE; j++) checksum = mix_double(checksum, c[i][j]);
  }
  return checksum;
}
