// Quicksort with insertion sort for the short ends, then heapsort: unpredictable compares, swaps,
// recursion.
#include "kernel.h"

#define COUNT 40000
static int32_t values[COUNT];

static inline void swap(int32_t* a, int32_t* b) {
  int32_t t = *a;
  *a = *b;
  *b = t;
}

static void insertion_sort(int32_t* v, int32_t n) {
  for (int32_t i = 1; i < n; i++) {
    int32_t x = v[i], j = i;
    for (; j > 0 && v[j - 1] > x; j--) v[j] = v[j - 1];
    v[j] = x;
  }
}

NOINLINE static void quicksort(int32_t* v, int32_t n) {
  while (n > 16) {
    int32_t pivot = v[n / 2], i = 0, j = n - 1;
    while (i <= j) {
      while (v[i] < pivot) i++;
      while (v[j] > pivot) j--;
      if (i <= j) swap(&v[i++], &v[j--]);
    }
    quicksort(v, j + 1);
    v += i;
    n -= i;
  }
  insertion_sort(v, n);
}

static void sift(int32_t* v, uint32_t root, uint32_t n) {
  for (uint32_t child; (child = 2 * root + 1) < n; root = child) {
    if (child + 1 < n && v[child] < v[child + 1]) child++;
    if (v[root] >= v[child]) return;
    swap(&v[root], &v[child]);
  }
}

NOINLINE static void heapsort(int32_t* v, uint32_t n) {
  for (uint32_t i = n / 2; i-- > 0;) sift(v, i, n);
  for (uint32_t end = n; end-- > 1;) {
    swap(&v[0], &v[end]);
    sift(v, 0, end);
  }
}

static void fill(uint32_t seed) {
  for (uint32_t i = 0; i < COUNT; i++) values[i] = (int32_t)next_random(&seed);
}

static uint32_t checksum(uint32_t sum) {
  for (uint32_t i = 0; i < COUNT; i += 7) sum = mix(sum, (uint32_t)values[i]);
  return sum;
}

KERNEL uint32_t run(uint32_t n) {
  uint32_t sum = 0;
  for (uint32_t round = 1; round <= n; round++) {
    fill(round);
    quicksort(values, COUNT);
    sum = checksum(sum);
    fill(round + 1000);
    heapsort(values, COUNT);
    sum = checksum(sum);
  }
  return sum;
}
