// How a guest of the demo talks to the outside: exported functions, and two imports for the shared
// heap. Compiled natively, for comparison, the exports are plain functions and the heap is
// malloc's.
#ifndef SHOAL_EXAMPLES_GUEST_H_
#define SHOAL_EXAMPLES_GUEST_H_

#include <stdint.h>

#ifdef __wasm__
#define EXPORT(name) __attribute__((export_name(#name)))
// Allocates `size` bytes in the managed shared heap that is attached to this instance; null if
// there is no room.
__attribute__((import_module("env"), import_name("shared_heap_malloc"))) void* shared_heap_malloc(
    uint32_t size);
#else
#define EXPORT(name)
#include <stdlib.h>
static inline void* shared_heap_malloc(uint32_t size) { return calloc(1, size); }
#endif

// Where data is copied in pieces when it is not shared.
#define PIECE 65536

#endif  // SHOAL_EXAMPLES_GUEST_H_
