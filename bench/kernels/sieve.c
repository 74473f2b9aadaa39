// Sieve of Eratosthenes over bytes: strided stores, then a scan.
#include "kernel.h"

#define LIMIT (1u << 20)
static uint8_t composite[LIMIT];

KERNEL uint32_t run(uint32_t n) {
  uint32_t sum = 0;
  for (uint32_t round = 0; round < n; round++) {
    __builtin_memset(composite, 0, LIMIT);
    for (uint32_t p = 2; p * p < LIMIT; p++) {
      if (composite[p]) continue;
      for (uint32_t m = p * p; m < LIMIT; m += p) composite[m] = 1;
    }
    uint32_t primes = 0, last = 0;
    for (uint32_t i = 2; i < LIMIT; i++) {
      if (!composite[i]) {
        primes++;
        last = i;
      }
    }
    sum = mix(mix(sum, primes), last + round);
  }
  return sum;
}
