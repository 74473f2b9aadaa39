// The consumer of wamr_heap.c: prints messages that lie in the shared heap, and frees them.
#include <stdint.h>

#define IMPORT(name) __attribute__((import_module("env"), import_name(name)))

IMPORT("shared_heap_free") void shared_heap_free(void* block);
IMPORT("printf") int print(const char* format, ...);

__attribute__((export_name("consume"))) void consume(char* message) {
  print("consumer: %s\n", message);
  shared_heap_free(message);
}
