// Three matrix products in a row (PolyBench's 3mm): matrices of different shapes, passed by pointer.
#include "kernel.h"

#define P 90
#define Q 100
#define R 110
#define S 120
#define T 130
static double a[P * Q], b[Q * R], c[R * S], d[S * T], ab[P * R], cd[R * T], abcd[P * T];

NOINLINE static void multiply(double* to, const double* left, const double* right, int rows,
                              int inner, int columns) {
  for (int i = 0; i < rows; i++) {
    for (int j = 0; j < columns; j++) {
      double sum = 0;
      for (int k = 0; k < inner; k++) sum += left[i * inner + k] * right[k * columns + j];
      to[i * columns + j] = sum;
    }
  }
}

static void fill(double* to, int rows, int columns, int seed) {
  for (int i = 0; i < rows; i++) {
    for (int j = 0; j < columns; j++)
      to[i * columns + j] = (double)((i * j + seed) % rows) / (5 * rows);
  }
}

KERNEL uint32_t run(uint32_t n) {
  fill(a, P, Q, 1);
  fill(b, Q, R, 2);
  fill(c, R, S, 3);
  fill(d, S, T, 4);
  uint32_t sum = 0;
  for (uint32_t round = 0; round < n; round++) {
    a[round % (P * Q)] += 0.5;
    multiply(ab, a, b, P, Q, R);
    multiply(cd, c, d, R, S, T);
    multiply(abcd, ab, cd, P, R, T);
    for (int i = 0; i < P * T; i += 7) sum = mix_double(sum, abcd[i]);
  }
  return sum;
}
