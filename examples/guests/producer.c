// The producer of wamr_heap.c: writes messages into the shared heap, and posts them.
#include <stdint.h>

#define IMPORT(name) __attribute__((import_module("env"), import_name(name)))

IMPORT("shared_heap_malloc") char* shared_heap_malloc(uint32_t size);
IMPORT("snprintf") int print_to(char* to, uint32_t size, const char* format, ...);
IMPORT("post") void post(const char* message);

__attribute__((export_name("produce"))) void produce(uint32_t count) {
  for (uint32_t i = 1; i <= count; ++i) {
    char* const message = shared_heap_malloc(32);
    if (!message) __builtin_trap();
    print_to(message, 32, "message %u of %u", i, count);
    post(message);
  }
}
