// Correlation of the columns of a table (PolyBench's correlation): means, deviations, then products
// down two columns at a time.
#include "kernel.h"

#define ROWS 150
#define COLUMNS 130
static double data[ROWS][COLUMNS], correlation[COLUMNS][COLUMNS], mean[COLUMNS], deviation[COLUMNS];

NOINLINE static void standardise(void) {
  for (int j = 0; j < COLUMNS; j++) {
    mean[j] = 0;
    for (int i = 0; i < ROWS; i++) mean[j] += data[i][j];
    mean[j] /= ROWS;
    double squares = 0;
    for (int i = 0; i < ROWS; i++) squares += (data[i][j] - mean[j]) * (data[i][j] - mean[j]);
    deviation[j] = __builtin_sqrt(squares / ROWS);
    if (deviation[j] <= 0.1) deviation[j] = 1;
  }
  double root = __builtin_sqrt((double)ROWS);
  for (int i = 0; i < ROWS; i++) {
    for (int j = 0; j < COLUMNS; j++) data[i][j] = (data[i][j] - mean[j]) / (root * deviation[j]);
  }
}

NOINLINE static void correlate(void) {
  for (int i = 0; i < COLUMNS; i++) {
    correlation[i][i] = 1;
    for (int j = i + 1; j < COLUMNS; j++) {
      double sum = 0;
      for (int k = 0; k < ROWS; k++) sum += data[k][i] * data[k][j];
      correlation[i][j] = correlation[j][i] = sum;
    }
  }
}

KERNEL uint32_t run(uint32_t n) {
  uint32_t sum = 0;
  for (uint32_t round = 0; round < n; round++) {
    for (int i = 0; i < ROWS; i++) {
      for (int j = 0; j < COLUMNS; j++)
        data[i][j] = (double)((i * j + (int)round) % 37) / COLUMNS + i;
    }
    standardise();
    correlate();
    for (int i = 0; i < COLUMNS; i += 2) sum = mix_double(sum, correlation[i][COLUMNS - 1 - i / 2]);
  }
  return sum;
}
