// Euclid and modular powers: 32-bit and 64-bit division in tight loops with few locals.
#include "kernel.h"

NOINLINE static uint32_t gcd(uint32_t a, uint32_t b) {
  while (b != 0) {
    uint32_t t = a % b;
    a = b;
    b = t;
  }
  return a;
}

NOINLINE static uint64_t power(uint64_t base, uint32_t exponent, uint64_t modulus) {
  uint64_t result = 1;
  for (base %= modulus; exponent != 0; exponent >>= 1) {
    if (exponent & 1) result = result * base % modulus;
    base = base * base % modulus;
  }
  return result;
}

KERNEL uint32_t run(uint32_t n) {
  uint32_t random = 17, sum = 0;
  for (uint32_t i = 0; i < n; i++) {
    uint32_t a = next_random(&random), b = next_random(&random);
    sum = mix(sum, gcd(a, b));
    sum = mix64(sum, power(a, b & 0xFFF, 4294967291u));
  }
  return sum;
}
