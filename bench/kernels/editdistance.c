// Edit distances between words, and the longest common subsequence of two texts, by dynamic
// programming over rows: minima of three, bytes compared.
#include "kernel.h"

#define LENGTH 1500
static uint8_t left[LENGTH], right[LENGTH];
static uint16_t row[LENGTH + 1], common[2][LENGTH + 1];

NOINLINE static uint32_t edit_distance(void) {
  for (uint32_t j = 0; j <= LENGTH; j++) row[j] = (uint16_t)j;
  for (uint32_t i = 0; i < LENGTH; i++) {
    uint32_t diagonal = row[0], before = row[0] = (uint16_t)(i + 1);
    for (uint32_t j = 0; j < LENGTH; j++) {
      uint32_t best = diagonal + (left[i] != right[j]);
      diagonal = row[j + 1];
      if (diagonal + 1 < best) best = diagonal + 1;
      if (before + 1 < best) best = before + 1;
      row[j + 1] = (uint16_t)(before = best);
    }
  }
  return row[LENGTH];
}

NOINLINE static uint32_t longest_common(void) {
  __builtin_memset(common, 0, sizeof common);
  for (uint32_t i = 0; i < LENGTH; i++) {
    const uint16_t* above = common[i & 1];
    uint16_t* here = common[(i + 1) & 1];
    for (uint32_t j = 0; j < LENGTH; j++) {
      if (left[i] == right[j])
        here[j + 1] = above[j] + 1;
      else
        here[j + 1] = above[j + 1] > here[j] ? above[j + 1] : here[j];
    }
  }
  return common[LENGTH & 1][LENGTH];
}

KERNEL uint32_t run(uint32_t n) {
  uint32_t random = 1965, sum = 0;
  for (uint32_t round = 0; round < n; round++) {
    for (uint32_t i = 0; i < LENGTH; i++) {
      left[i] = "acgt"[next_random(&random) >> 30];
      right[i] = "acgt"[next_random(&random) >> 30];
    }
    sum = mix(mix(sum, edit_distance()), longest_common());
  }
  return sum;
}
