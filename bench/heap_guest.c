// Loops over bytes whose place the host decides: in linear memory or in a shared heap. The code
// cannot tell.
#include <stdint.h>

#define EXPORT(name) __attribute__((export_name(#name)))

// The host asks where the guest's own memory is free.
static uint8_t buffer[1 << 18];
EXPORT(buffer) uint8_t* own_buffer(void) { return buffer; }

EXPORT(sum_words) uint32_t sum_words(const uint32_t* words, uint32_t bytes) {
  uint32_t sum = 0;
  for (const uint32_t* end = words + bytes / 4; words != end; words++) sum += *words;
  return sum;
}

EXPORT(sum_bytes) uint32_t sum_bytes(const uint8_t* p, uint32_t bytes) {
  uint32_t sum = 0;
  for (uint32_t i = 0; i < bytes; i++) sum += p[i];
  return sum;
}

EXPORT(count_bytes) uint32_t count_bytes(const uint8_t* p, uint32_t bytes) {
  uint32_t count = 0;
  for (uint32_t i = 0; i < bytes; i++) count += p[i] == '\n';
  return count;
}

EXPORT(scale_doubles) uint32_t scale_doubles(double* values, uint32_t bytes) {
  for (uint32_t i = 0; i < bytes / 8; i++) values[i] = values[i] * 0.5 + 1.0;
  return (uint32_t)values[0];
}

EXPORT(copy_half) uint32_t copy_half(uint64_t* p, uint32_t bytes) {
  const uint32_t half = bytes / 16;
  for (uint32_t i = 0; i < half; i++) p[half + i] = p[i];
  return (uint32_t)p[half];
}

EXPORT(fill_words) uint32_t fill_words(uint32_t* words, uint32_t bytes) {
  for (uint32_t i = 0; i < bytes / 4; i++) words[i] = 0x01020304;  // not bytes that memset could do
  return words[1];
}

EXPORT(scatter) uint32_t scatter(uint32_t* words, uint32_t bytes) {
  uint32_t mask = bytes / 4 - 1, at = 1;
  for (uint32_t i = 0; i < bytes / 8; i++) {
    at = at * 1664525u + 1013904223u;
    words[(at >> 8) & mask] += i;
  }
  return words[1];
}
