// SipHash-2-4 and xxHash64 over short and long messages: 64-bit adds, rotates and multiplies, bytes
// at odd addresses.
#include "kernel.h"

#define BYTES (1u << 16)
static uint8_t data[BYTES];

static inline uint64_t rotate(uint64_t x, int n) { return x << n | x >> (64 - n); }
static inline uint64_t load64(const uint8_t* p) {
  uint64_t v;
  __builtin_memcpy(&v, p, sizeof v);
  return v;
}

struct sip {
  uint64_t v0, v1, v2, v3;
};

static inline void sip_round(struct sip* s) {
  s->v0 += s->v1, s->v1 = rotate(s->v1, 13) ^ s->v0, s->v0 = rotate(s->v0, 32);
  s->v2 += s->v3, s->v3 = rotate(s->v3, 16) ^ s->v2;
  s->v0 += s->v3, s->v3 = rotate(s->v3, 21) ^ s->v0;
  s->v2 += s->v1, s->v1 = rotate(s->v1, 17) ^ s->v2, s->v2 = rotate(s->v2, 32);
}

NOINLINE static uint64_t siphash(const uint8_t* p, uint32_t n, uint64_t k0, uint64_t k1) {
  struct sip s = {k0 ^ 0x736f6d6570736575ull, k1 ^ 0x646f72616e646f6dull,
                  k0 ^ 0x6c7967656e657261ull, k1 ^ 0x7465646279746573ull};
  uint64_t last = (uint64_t)n << 56;
  for (; n >= 8; p += 8, n -= 8) {
    uint64_t word = load64(p);
    s.v3 ^= word;
    sip_round(&s);
    sip_round(&s);
    s.v0 ^= word;
  }
  for (uint32_t i = 0; i < n; i++) last |= (uint64_t)p[i] << 8 * i;
  s.v3 ^= last;
  sip_round(&s);
  sip_round(&s);
  s.v0 ^= last;
  s.v2 ^= 0xFF;
  for (int i = 0; i < 4; i++) sip_round(&s);
  return s.v0 ^ s.v1 ^ s.v2 ^ s.v3;
}

#define PRIME1 0x9E3779B185EBCA87ull
#define PRIME2 0xC2B2AE3D27D4EB4Full
#define PRIME3 0x165667B19E3779F9ull

static inline uint64_t xx_round(uint64_t sum, uint64_t word) {
  return rotate(sum + word * PRIME2, 31) * PRIME1;
}

NOINLINE static uint64_t xxhash(const uint8_t* p, uint32_t n, uint64_t seed) {
  uint64_t a = seed + PRIME1 + PRIME2, b = seed + PRIME2, c = seed, d = seed - PRIME1;
  for (; n >= 32; p += 32, n -= 32) {
    a = xx_round(a, load64(p));
    b = xx_round(b, load64(p + 8));
    c = xx_round(c, load64(p + 16));
    d = xx_round(d, load64(p + 24));
  }
  uint64_t hash = rotate(a, 1) + rotate(b, 7) + rotate(c, 12) + rotate(d, 18);
  for (; n > 0; p++, n--) hash = rotate(hash ^ *p * PRIME3, 11) * PRIME1;
  hash = (hash ^ hash >> 33) * PRIME2;
  hash = (hash ^ hash >> 29) * PRIME3;
  return hash ^ hash >> 32;
}

KERNEL uint32_t run(uint32_t n) {
  uint32_t random = 2012, sum = 0;
  for (uint32_t i = 0; i < BYTES; i++) data[i] = (uint8_t)next_random(&random);
  for (uint32_t round = 0; round < n; round++) {
    uint64_t key = siphash(data, BYTES, round, 1);
    for (uint32_t i = 0; i < 500; i++)
      key ^= siphash(data + i * 127, i % 60, key, i) + xxhash(data + i * 101, i % 90, key);
    sum = mix64(sum, key + xxhash(data, BYTES, key));
  }
  return sum;
}
