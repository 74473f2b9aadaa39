// Base64, there and back: three bytes into four letters by shifts and masks, and by table back.
#include "kernel.h"

#define BYTES (3u << 15)
static uint8_t input[BYTES], encoded[BYTES / 3 * 4], decoded[BYTES], value_of[256];
static const char letters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

NOINLINE static uint32_t encode(const uint8_t* from, uint32_t bytes, uint8_t* to) {
  uint8_t* start = to;
  for (const uint8_t* end = from + bytes; from < end; from += 3) {
    uint32_t group = (uint32_t)from[0] << 16 | (uint32_t)from[1] << 8 | from[2];
    *to++ = (uint8_t)letters[group >> 18];
    *to++ = (uint8_t)letters[group >> 12 & 63];
    *to++ = (uint8_t)letters[group >> 6 & 63];
    *to++ = (uint8_t)letters[group & 63];
  }
  return (uint32_t)(to - start);
}

NOINLINE static uint32_t decode(const uint8_t* from, uint32_t count, uint8_t* to) {
  uint32_t bad = 0;
  for (uint32_t i = 0; i < count; i += 4) {
    uint32_t group = 0;
    for (uint32_t k = 0; k < 4; k++) {
      uint8_t v = value_of[from[i + k]];
      bad |= v;
      group = group << 6 | v;
    }
    *to++ = (uint8_t)(group >> 16);
    *to++ = (uint8_t)(group >> 8);
    *to++ = (uint8_t)group;
  }
  return bad >> 6;
}

KERNEL uint32_t run(uint32_t n) {
  uint32_t random = 64, sum = 0;
  for (uint32_t i = 0; i < BYTES; i++) input[i] = (uint8_t)next_random(&random);
  for (int i = 0; i < 256; i++) value_of[i] = 0xC0;
  for (uint8_t i = 0; i < 64; i++) value_of[(uint8_t)letters[i]] = i;
  for (uint32_t round = 0; round < n; round++) {
    input[round % BYTES] ^= 0x55;
    uint32_t size = encode(input, BYTES, encoded);
    sum = mix(mix(sum, size), decode(encoded, size, decoded));
    for (uint32_t i = 0; i < BYTES; i += 101) sum = mix(mix(sum, decoded[i]), encoded[i]);
  }
  return sum;
}
