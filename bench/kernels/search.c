// String search: Boyer-Moore-Horspool with its skip table, and the plain quadratic search, over
// made-up text.
#include "kernel.h"

#define LENGTH (1u << 18)
static uint8_t text[LENGTH];
static uint32_t skip[256];

static int equal(const uint8_t* a, const uint8_t* b, uint32_t n) {
  while (n > 0 && a[n - 1] == b[n - 1]) n--;
  return n == 0;
}

NOINLINE static uint32_t count_horspool(const uint8_t* needle, uint32_t n) {
  for (int i = 0; i < 256; i++) skip[i] = n;
  for (uint32_t i = 0; i + 1 < n; i++) skip[needle[i]] = n - 1 - i;
  uint32_t found = 0;
  for (uint32_t i = 0; i + n <= LENGTH; i += skip[text[i + n - 1]])
    found += (uint32_t)equal(text + i, needle, n);
  return found;
}

NOINLINE static uint32_t count_plain(const uint8_t* needle, uint32_t n) {
  uint32_t found = 0;
  for (uint32_t i = 0; i + n <= LENGTH; i++) {
    uint32_t k = 0;
    while (k < n && text[i + k] == needle[k]) k++;
    found += k == n;
  }
  return found;
}

KERNEL uint32_t run(uint32_t n) {
  uint32_t random = 31337;
  for (uint32_t i = 0; i < LENGTH; i++) text[i] = "etaoinsh rdlu"[next_random(&random) % 13];
  uint32_t sum = 0;
  for (uint32_t round = 0; round < n; round++) {
    uint32_t at = next_random(&random) % (LENGTH - 64);
    sum = mix(sum, count_horspool(text + at, 4 + round % 9));
    sum = mix(sum, count_plain(text + at, 2 + round % 5));
  }
  return sum;
}
