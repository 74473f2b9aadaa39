// Matrix times vector in PolyBench's ways (mvt, bicg, gesummv): by rows, by columns, both at once.
#include "kernel.h"

#define SIZE 400
static double a[SIZE][SIZE], b[SIZE][SIZE], x[SIZE], y[SIZE], p[SIZE], q[SIZE];

NOINLINE static void by_rows_then_columns(void) {
  for (int i = 0; i < SIZE; i++) {
    for (int j = 0; j < SIZE; j++) x[i] += a[i][j] * p[j];
  }
  for (int i = 0; i < SIZE; i++) {
    for (int j = 0; j < SIZE; j++) y[i] += a[j][i] * q[j];
  }
}

NOINLINE static void both_at_once(void) {
  for (int j = 0; j < SIZE; j++) x[j] = 0;
  for (int i = 0; i < SIZE; i++) {
    y[i] = 0;
    for (int j = 0; j < SIZE; j++) {
      x[j] += q[i] * a[i][j];
      y[i] += a[i][j] * p[j];
    }
  }
}

NOINLINE static void sum_of_two(double alpha, double beta) {
  for (int i = 0; i < SIZE; i++) {
    double from_a = 0, from_b = 0;
    for (int j = 0; j < SIZE; j++) {
      from_a += a[i][j] * x[j];
      from_b += b[i][j] * x[j];
    }
    y[i] = alpha * from_a + beta * from_b;
  }
}

KERNEL uint32_t run(uint32_t n) {
  for (int i = 0; i < SIZE; i++) {
    p[i] = (double)(i % 7) * 0.5;
    q[i] = 1.0 - (double)(i % 5) * 0.25;
    x[i] = y[i] = 0;
    for (int j = 0; j < SIZE; j++) {
      a[i][j] = (double)((i * j + 1) % SIZE) / SIZE;
      b[i][j] = (double)((i + 3 * j) % SIZE) / SIZE;
    }
  }
  uint32_t sum = 0;
  for (uint32_t round = 0; round < n; round++) {
    by_rows_then_columns();
    sum = mix_double(sum, x[round % SIZE] + y[SIZE / 2]);
    both_at_once();
    sum = mix_double(sum, x[SIZE / 3] + y[round % SIZE]);
    sum_of_two(1.5, 1.25);
    for (int i = 0; i < SIZE; i += 3) sum = mix_double(sum, y[i]);
  }
  return sum;
}
