// What every kernel shares.
//
// A kernel is one C file with one entry, `uint32_t run(uint32_t n)`: it builds its own input from
// `n`, does its work and returns a checksum. The same file is compiled to WebAssembly
// (freestanding: no libc, no imports) and to native code, so every engine does the same work and
// must return the same checksum. A kernel leaves nothing behind that changes a second run.
// Floating-point kernels use only + - * / and sqrt, which are exact in IEEE 754, so their checksums
// are as portable as the integer ones.
#ifndef SHOAL_BENCH_KERNEL_H_
#define SHOAL_BENCH_KERNEL_H_

#include <stddef.h>
#include <stdint.h>

#ifdef __wasm__
#define KERNEL __attribute__((export_name("run")))
#else
#define KERNEL
#endif

// Keeps a call a call: what a kernel measures must not be inlined away.
#define NOINLINE __attribute__((noinline))

// The one entry; the native host links against it.
uint32_t run(uint32_t n);

// xorshift32: the inputs' random numbers. Never zero.
static inline uint32_t next_random(uint32_t* state) {
  uint32_t x = *state;
  x ^= x << 13;
  x ^= x >> 17;
  x ^= x << 5;
  return *state = x;
}

// Folds a value into a checksum.
static inline uint32_t mix(uint32_t sum, uint32_t value) { return (sum ^ value) * 0x01000193u; }

static inline uint32_t mix64(uint32_t sum, uint64_t value) {
  return mix(mix(sum, (uint32_t)value), (uint32_t)(value >> 32));
}

static inline uint32_t mix_double(uint32_t sum, double value) {
  uint64_t bits;
  __builtin_memcpy(&bits, &value, sizeof bits);
  return mix64(sum, bits);
}

#endif  // SHOAL_BENCH_KERNEL_H_
