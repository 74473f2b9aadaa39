// AES-128 byte by byte (FIPS 197): look-ups in the S-box, products in GF(2^8), a chain of blocks.
#include "kernel.h"

#define BLOCKS 1024
static uint8_t sbox[256], round_keys[11][16], data[BLOCKS][16];

static inline uint8_t rotate(uint8_t x, int n) { return (uint8_t)(x << n | x >> (8 - n)); }
static inline uint8_t twice(uint8_t x) { return (uint8_t)(x << 1 ^ (x >> 7) * 0x1B); }

// p runs through all elements but 0 by multiplying by 3, q by dividing: they are inverses.
static void make_sbox(void) {
  uint8_t p = 1, q = 1;
  do {
    p ^= twice(p);
    q ^= q << 1;
    q ^= q << 2;
    q ^= q << 4;
    if (q & 0x80) q ^= 0x09;
    sbox[p] = q ^ rotate(q, 1) ^ rotate(q, 2) ^ rotate(q, 3) ^ rotate(q, 4) ^ 0x63;
  } while (p != 1);
  sbox[0] = 0x63;
}

static void expand_key(const uint8_t key[16]) {
  uint8_t* bytes = round_keys[0];
  uint8_t constant = 1;
  for (int i = 0; i < 16; i++) bytes[i] = key[i];
  for (int i = 16; i < 176; i += 4) {
    for (int k = 0; k < 4; k++) {
      uint8_t previous = i % 16 ? bytes[i - 4 + k] : sbox[bytes[i - 4 + (k + 1) % 4]];
      bytes[i + k] = bytes[i - 16 + k] ^ previous;
    }
    if (i % 16 == 0) {
      bytes[i] ^= constant;
      constant = twice(constant);
    }
  }
}

NOINLINE static void encrypt(uint8_t state[16]) {
  for (int i = 0; i < 16; i++) state[i] ^= round_keys[0][i];
  for (int round = 1; round <= 10; round++) {
    uint8_t shifted[16];
    for (int i = 0; i < 16; i++) shifted[i] = sbox[state[(i + 4 * (i % 4)) % 16]];
    for (int c = 0; c < 16; c += 4) {
      const uint8_t* s = shifted + c;
      uint8_t all = s[0] ^ s[1] ^ s[2] ^ s[3];
      for (int k = 0; k < 4; k++) {
        uint8_t mixed = round == 10 ? s[k] : s[k] ^ all ^ twice(s[k] ^ s[(k + 1) % 4]);
        state[c + k] = mixed ^ round_keys[round][c + k];
      }
    }
  }
}

KERNEL uint32_t run(uint32_t n) {
  static const uint8_t key[16] = {0x2b, 0x7e, 0x15, 0x16, 0x28, 0xae, 0xd2, 0xa6,
                                  0xab, 0xf7, 0x15, 0x88, 0x09, 0xcf, 0x4f, 0x3c};
  make_sbox();
  expand_key(key);
  uint32_t random = 197;
  for (uint32_t b = 0; b < BLOCKS; b++) {
    for (int i = 0; i < 16; i++) data[b][i] = (uint8_t)next_random(&random);
  }
  for (uint32_t round = 0; round < n; round++) {
    for (uint32_t b = 0; b < BLOCKS; b++) {
      const uint8_t* previous = data[(b + BLOCKS - 1) % BLOCKS];
      for (int i = 0; i < 16; i++) data[b][i] ^= previous[i];
      encrypt(data[b]);
    }
  }
  uint32_t sum = 0;
  for (uint32_t b = 0; b < BLOCKS; b++) sum = mix(sum, data[b][b % 16]);
  return sum;
}
