// SHA-256 over a buffer: rotates, adds and xors on many live values.
#include "../../examples/guests/sha256.h"

#include "kernel.h"

#define BYTES (1u << 16)
static uint8_t input[BYTES];

KERNEL uint32_t run(uint32_t n) {
  uint32_t random = 99;
  for (uint32_t i = 0; i < BYTES; i++) input[i] = (uint8_t)next_random(&random);
  struct sha256 state;
  sha256_start(&state);
  for (uint32_t i = 0; i < n; i++) sha256_add(&state, input, BYTES);
  uint8_t digest[32];
  sha256_finish(&state, digest);
  uint32_t sum = 0;
  for (int i = 0; i < 32; i++) sum = mix(sum, digest[i]);
  return sum;
}
