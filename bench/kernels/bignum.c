// Powers modulo a number of 1024 bits by Montgomery's products: 32-bit limbs, 64-bit products and
// carries.
#include "kernel.h"

#define LIMBS 32
typedef uint32_t number[LIMBS];
static number modulus, base, result;
static uint32_t inverse;  // of -modulus, modulo 2^32

static int at_least(const uint32_t* a, const uint32_t* b) {
  for (int i = LIMBS - 1; i >= 0; i--) {
    if (a[i] != b[i]) return a[i] > b[i];
  }
  return 1;
}

static void subtract(uint32_t* a, const uint32_t* b) {
  uint64_t borrow = 0;
  for (int i = 0; i < LIMBS; i++) {
    uint64_t difference = (uint64_t)a[i] - b[i] - borrow;
    a[i] = (uint32_t)difference;
    borrow = difference >> 63;
  }
}

// to = a * b / 2^1024 modulo modulus
NOINLINE static void multiply(uint32_t* to, const uint32_t* a, const uint32_t* b) {
  uint32_t t[LIMBS + 2] = {0};
  for (int i = 0; i < LIMBS; i++) {
    uint64_t carry = 0;
    for (int j = 0; j < LIMBS; j++) {
      carry += (uint64_t)a[i] * b[j] + t[j];
      t[j] = (uint32_t)carry;
      carry >>= 32;
    }
    carry += t[LIMBS];
    t[LIMBS] = (uint32_t)carry;
    t[LIMBS + 1] = (uint32_t)(carry >> 32);
    uint32_t factor = t[0] * inverse;
    carry = ((uint64_t)factor * modulus[0] + t[0]) >> 32;
    for (int j = 1; j < LIMBS; j++) {
      carry += (uint64_t)factor * modulus[j] + t[j];
      t[j - 1] = (uint32_t)carry;
      carry >>= 32;
    }
    carry += t[LIMBS];
    t[LIMBS - 1] = (uint32_t)carry;
    t[LIMBS] = t[LIMBS + 1] + (uint32_t)(carry >> 32);
  }
  if (t[LIMBS] || at_least(t, modulus)) subtract(t, modulus);
  for (int i = 0; i < LIMBS; i++) to[i] = t[i];
}

KERNEL uint32_t run(uint32_t n) {
  uint32_t random = 1985;
  for (int i = 0; i < LIMBS; i++) {
    modulus[i] = next_random(&random);
    base[i] = result[i] = next_random(&random);
  }
  modulus[0] |= 1;
  modulus[LIMBS - 1] |= 0x80000000u;
  base[LIMBS - 1] = result[LIMBS - 1] = 1;
  inverse = 1;  // by Newton's iteration
  for (int i = 0; i < 5; i++) inverse *= 2 - modulus[0] * inverse;
  inverse = -inverse;
  for (uint32_t bit = 0; bit < n; bit++) {
    multiply(result, result, result);
    if (next_random(&random) & 1) multiply(result, result, base);
  }
  uint32_t sum = 0;
  for (int i = 0; i < LIMBS; i++) sum = mix(sum, result[i]);
  return sum;
}
