// One guest of wamr_heap_chain.c: doubles numbers of the host's in place.
#include <stdint.h>

#define IMPORT(name) __attribute__((import_module("env"), import_name(name)))

IMPORT("shared_heap_malloc") char* shared_heap_malloc(uint32_t size);
IMPORT("snprintf") int print_to(char* to, uint32_t size, const char* format, ...);

/// Gives a text in the shared heap that says what it did.
__attribute__((export_name("double_numbers"))) char* double_numbers(uint32_t* numbers,
                                                                    uint32_t count) {
  for (uint32_t i = 0; i < count; ++i) numbers[i] *= 2;
  char* const report = shared_heap_malloc(64);
  if (!report) __builtin_trap();
  print_to(report, 64, "%u numbers are doubled", count);
  return report;
}
