// Merge sort of records of 24 bytes by a comparison that is called through a pointer, then binary
// searches: copies of structs, doubles compared, indirect calls.
#include "kernel.h"

#define COUNT 10000
struct record {
  double key;
  uint64_t stamp;
  uint32_t id, group;
};
typedef int (*compare_t)(const struct record*, const struct record*);
static struct record records[COUNT], spare[COUNT];

static int by_key(const struct record* a, const struct record* b) {
  return (a->key > b->key) - (a->key < b->key);
}
static int by_stamp(const struct record* a, const struct record* b) {
  return (a->stamp > b->stamp) - (a->stamp < b->stamp);
}
static int by_group(const struct record* a, const struct record* b) {
  if (a->group != b->group) return a->group < b->group ? -1 : 1;
  return by_key(a, b);
}

NOINLINE static void merge_sort(struct record* v, struct record* to, uint32_t n, compare_t less) {
  if (n < 2) return;
  uint32_t half = n / 2, i = 0, j = half;
  merge_sort(v, to, half, less);
  merge_sort(v + half, to, n - half, less);
  for (uint32_t k = 0; k < n; k++)
    to[k] = j == n || (i < half && less(&v[i], &v[j]) <= 0) ? v[i++] : v[j++];
  __builtin_memcpy(v, to, n * sizeof *v);
}

NOINLINE static uint32_t find(const struct record* wanted, compare_t compare) {
  uint32_t low = 0, high = COUNT;
  while (low < high) {
    uint32_t middle = low + (high - low) / 2;
    if (compare(&records[middle], wanted) < 0)
      low = middle + 1;
    else
      high = middle;
  }
  return low;
}

KERNEL uint32_t run(uint32_t n) {
  static const compare_t orders[] = {by_key, by_stamp, by_group};
  uint32_t random = 1945, sum = 0;
  for (uint32_t i = 0; i < COUNT; i++) {
    uint32_t r = next_random(&random);
    records[i] = (struct record){(double)(int32_t)r * 0.5, (uint64_t)next_random(&random) << 20 | i,
                                 i, r >> 28};
  }
  for (uint32_t round = 0; round < n; round++) {
    compare_t order = orders[round % 3];
    merge_sort(records, spare, COUNT, order);
    for (uint32_t i = 0; i < COUNT; i += 7) {
      struct record wanted = records[i];
      wanted.key += 3.0;
      sum = mix(sum, find(&wanted, order) + records[i].id);
    }
  }
  return sum;
}
