// String search by Knuth, Morris and Pratt, by Rabin and Karp, and with Shift-Or's bit masks: a
// failure table, a rolling hash, 64-bit shifts, all byte by byte.
#include "kernel.h"

#define LENGTH (1u << 17)
#define LONGEST 48
static uint8_t text[LENGTH];
static uint32_t failure[LONGEST + 1];
static uint64_t masks[256];

NOINLINE static uint32_t by_failures(const uint8_t* needle, uint32_t n) {
  failure[0] = failure[1] = 0;
  for (uint32_t i = 1, k = 0; i < n; i++) {
    while (k > 0 && needle[i] != needle[k]) k = failure[k];
    k += needle[i] == needle[k];
    failure[i + 1] = k;
  }
  uint32_t found = 0;
  for (uint32_t i = 0, k = 0; i < LENGTH; i++) {
    while (k > 0 && (k == n || text[i] != needle[k])) k = failure[k];
    k += text[i] == needle[k];
    found += k == n;
  }
  return found;
}

NOINLINE static uint32_t by_hash(const uint8_t* needle, uint32_t n) {
  uint32_t wanted = 0, hash = 0, leaving = 1, found = 0;
  for (uint32_t i = 0; i < n; i++) {
    wanted = wanted * 257 + needle[i];
    hash = hash * 257 + text[i];
    if (i > 0) leaving *= 257;
  }
  for (uint32_t i = 0; i + n < LENGTH; i++) {
    if (hash == wanted) {
      uint32_t k = 0;
      while (k < n && text[i + k] == needle[k]) k++;
      found += k == n;
    }
    hash = (hash - text[i] * leaving) * 257 + text[i + n];
  }
  return found;
}

NOINLINE static uint32_t by_bits(const uint8_t* needle, uint32_t n) {
  for (int i = 0; i < 256; i++) masks[i] = ~0ull;
  for (uint32_t i = 0; i < n; i++) masks[needle[i]] &= ~(1ull << i);
  uint64_t state = ~0ull;
  uint32_t found = 0;
  for (uint32_t i = 0; i < LENGTH; i++) {
    state = state << 1 | masks[text[i]];
    found += !(state >> (n - 1) & 1);
  }
  return found;
}

KERNEL uint32_t run(uint32_t n) {
  uint32_t random = 1977, sum = 0;
  for (uint32_t i = 0; i < LENGTH; i++) text[i] = "aaab"[next_random(&random) >> 30];
  for (uint32_t round = 0; round < n; round++) {
    const uint8_t* needle = text + next_random(&random) % (LENGTH - LONGEST);
    uint32_t length = 5 + round * 7 % (LONGEST - 5);
    sum = mix(sum, by_failures(needle, length));
    sum = mix(sum, by_hash(needle, length));
    sum = mix(sum, by_bits(needle, length));
  }
  return sum;
}
