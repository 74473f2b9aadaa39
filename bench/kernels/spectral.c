// The spectral norm of an infinite matrix whose elements are computed as needed: conversions,
// divisions and integer products inside a reduction.
#include "kernel.h"

#define SIZE 300
static double u[SIZE], v[SIZE], w[SIZE];

static inline double element(int i, int j) { return 1.0 / ((i + j) * (i + j + 1) / 2 + i + 1); }

NOINLINE static void times(const double* from, double* to) {
  for (int i = 0; i < SIZE; i++) {
    to[i] = 0;
    for (int j = 0; j < SIZE; j++) to[i] += element(i, j) * from[j];
  }
}

NOINLINE static void times_transposed(const double* from, double* to) {
  for (int i = 0; i < SIZE; i++) {
    to[i] = 0;
    for (int j = 0; j < SIZE; j++) to[i] += element(j, i) * from[j];
  }
}

KERNEL uint32_t run(uint32_t n) {
  for (int i = 0; i < SIZE; i++) u[i] = 1;
  for (uint32_t round = 0; round < n; round++) {
    times(u, w);
    times_transposed(w, v);
    times(v, w);
    times_transposed(w, u);
  }
  double uv = 0, vv = 0;
  for (int i = 0; i < SIZE; i++) {
    uv += u[i] * v[i];
    vv += v[i] * v[i];
  }
  return mix_double(0, __builtin_sqrt(uv / vv));
}
