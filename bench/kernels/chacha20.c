// The ChaCha20 stream cipher (RFC 8439): sixteen words that all stay alive, adds, xors and rotates.
#include "kernel.h"

#define BYTES (1u << 16)
static uint8_t message[BYTES];

static inline uint32_t rotate(uint32_t x, int n) { return x << n | x >> (32 - n); }

#define QUARTER(a, b, c, d)                                                                    \
  (a += b, d = rotate(d ^ a, 16), c += d, b = rotate(b ^ c, 12), a += b, d = rotate(d ^ a, 8), \
   c += d, b = rotate(b ^ c, 7))

NOINLINE static void block(const uint32_t in[16], uint32_t out[16]) {
  uint32_t x[16];
  for (int i = 0; i < 16; i++) x[i] = in[i];
  for (int round = 0; round < 20; round += 2) {
    QUARTER(x[0], x[4], x[8], x[12]);
    QUARTER(x[1], x[5], x[9], x[13]);
    QUARTER(x[2], x[6], x[10], x[14]);
    QUARTER(x[3], x[7], x[11], x[15]);
    QUARTER(x[0], x[5], x[10], x[15]);
    QUARTER(x[1], x[6], x[11], x[12]);
    QUARTER(x[2], x[7], x[8], x[13]);
    QUARTER(x[3], x[4], x[9], x[14]);
  }
  for (int i = 0; i < 16; i++) out[i] = x[i] + in[i];
}

static void encrypt(uint32_t state[16]) {
  for (uint32_t at = 0; at < BYTES; at += 64, state[12]++) {
    uint32_t key[16];
    block(state, key);
    for (int i = 0; i < 64; i++) message[at + i] ^= (uint8_t)(key[i / 4] >> 8 * (i % 4));
  }
}

KERNEL uint32_t run(uint32_t n) {
  uint32_t random = 8439;
  for (uint32_t i = 0; i < BYTES; i++) message[i] = (uint8_t)next_random(&random);
  uint32_t state[16] = {0x61707865, 0x3320646e, 0x79622d32, 0x6b206574};
  for (int i = 4; i < 16; i++) state[i] = next_random(&random);
  for (uint32_t round = 0; round < n; round++) encrypt(state);
  uint32_t sum = 0;
  for (uint32_t i = 0; i < BYTES; i += 13) sum = mix(sum, message[i]);
  return sum;
}
