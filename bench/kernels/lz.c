// LZ77 with a hash of three bytes, byte-aligned output, and its decompressor: hashing, match loops,
// byte copies.
#include "kernel.h"

#define LENGTH (1u << 17)
#define HASH_BITS 13
#define MIN_MATCH 4
#define MAX_MATCH 130
static uint8_t input[LENGTH], packed[LENGTH + LENGTH / 8 + 64], unpacked[LENGTH];
static uint32_t head[1u << HASH_BITS];

static void make_text(void) {
  uint32_t random = 2024;
  uint32_t i = 0;
  while (i < LENGTH) {
    if (i > 1000 && next_random(&random) % 3) {  // repeat something from before
      uint32_t from = next_random(&random) % (i - 500), n = 4 + next_random(&random) % 40;
      while (n-- && i < LENGTH) input[i++] = input[from++];
    } else {
      input[i++] = (uint8_t)("abcdefghijklmnop"[next_random(&random) & 15]);
    }
  }
}

static inline uint32_t hash3(const uint8_t* p) {
  uint32_t v = p[0] | (uint32_t)p[1] << 8 | (uint32_t)p[2] << 16;
  return v * 2654435761u >> (32 - HASH_BITS);
}

// Output: 0x00-0x7F = literals (count - 1) and the bytes; 0x80-0xFF = match length - MIN_MATCH and
// a 2-byte distance.
NOINLINE static uint32_t compress(void) {
  for (uint32_t i = 0; i < 1u << HASH_BITS; i++) head[i] = 0;
  uint32_t out = 0, literals = 0, i = 0;
  while (i < LENGTH) {
    uint32_t length = 0, distance = 0;
    if (i + 3 < LENGTH) {
      uint32_t* slot = &head[hash3(input + i)];
      distance = i - *slot;
      if (*slot != 0 && distance < 65536) {
        const uint8_t* candidate = input + *slot;
        while (length < MAX_MATCH && i + length < LENGTH && candidate[length] == input[i + length])
          length++;
      }
      *slot = i;
    }
    if (length >= MIN_MATCH) {
      packed[out++] = (uint8_t)(0x80 + length - MIN_MATCH);
      packed[out++] = (uint8_t)distance;
      packed[out++] = (uint8_t)(distance >> 8);
      i += length;
      literals = 0;
    } else {
      if (literals == 0 || packed[literals - 1] == 0x7F) {
        literals = ++out;  // position behind the count byte; 0 means no open run
        packed[out - 1] = 0;
      } else {
        packed[literals - 1]++;
      }
      packed[out++] = input[i++];
    }
  }
  return out;
}

NOINLINE static uint32_t decompress(uint32_t size) {
  uint32_t in = 0, out = 0;
  while (in < size) {
    uint32_t tag = packed[in++];
    if (tag < 0x80) {
      for (uint32_t k = 0; k <= tag; k++) unpacked[out++] = packed[in++];
    } else {
      uint32_t distance = packed[in] | (uint32_t)packed[in + 1] << 8;
      in += 2;
      for (uint32_t k = 0; k < tag - 0x80 + MIN_MATCH; k++, out++)
        unpacked[out] = unpacked[out - distance];
    }
  }
  return out;
}

KERNEL uint32_t run(uint32_t n) {
  make_text();
  uint32_t sum = 0;
  for (uint32_t round = 0; round < n; round++) {
    input[round] ^= 1;
    uint32_t size = compress();
    uint32_t length = decompress(size);
    sum = mix(mix(sum, size), length);
    for (uint32_t i = 0; i < LENGTH; i += 97) sum = mix(sum, unpacked[i]);
  }
  return sum;
}
