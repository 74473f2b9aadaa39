// CRC-32 by table: a chain of dependent byte loads and table look-ups.
#include "kernel.h"

#define BYTES (1u << 18)
static uint8_t input[BYTES];
static uint32_t table[256];

KERNEL uint32_t run(uint32_t n) {
  for (uint32_t i = 0; i < 256; i++) {
    uint32_t c = i;
    for (int k = 0; k < 8; k++) c = c & 1 ? 0xEDB88320u ^ (c >> 1) : c >> 1;
    table[i] = c;
  }
  uint32_t random = 7;
  for (uint32_t i = 0; i < BYTES; i++) input[i] = (uint8_t)next_random(&random);
  uint32_t crc = 0xFFFFFFFFu;
  for (uint32_t round = 0; round < n; round++) {
    for (uint32_t i = 0; i < BYTES; i++) crc = table[(crc ^ input[i]) & 0xFF] ^ (crc >> 8);
  }
  return ~crc;
}
