// Open-addressing hash table of 64-bit keys: 64-bit multiplies and shifts, unpredictable loads.
#include "kernel.h"

#define SLOTS (1u << 16)
static uint64_t keys[SLOTS];
static uint32_t counts[SLOTS];

static inline uint32_t slot_of(uint64_t key) {
  key ^= key >> 33;
  key *= 0xFF51AFD7ED558CCDull;
  key ^= key >> 29;
  return (uint32_t)(key >> 7) & (SLOTS - 1);
}

KERNEL uint32_t run(uint32_t n) {
  __builtin_memset(keys, 0, sizeof keys);
  __builtin_memset(counts, 0, sizeof counts);
  uint32_t random = 1, used = 0, probes = 0;
  for (uint32_t i = 0; i < n; i++) {
    uint64_t key = (uint64_t)(next_random(&random) % 45000 + 1) * 0x9E3779B97F4A7C15ull;
    uint32_t slot = slot_of(key);
    while (keys[slot] != 0 && keys[slot] != key) {
      slot = (slot + 1) & (SLOTS - 1);
      probes++;
    }
    used += keys[slot] == 0;
    keys[slot] = key;
    counts[slot]++;
  }
  uint32_t sum = mix(mix(0, used), probes);
  for (uint32_t i = 0; i < SLOTS; i++) sum = mix(sum, counts[i]);
  return sum;
}
