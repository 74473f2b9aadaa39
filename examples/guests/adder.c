// The other guest of wamr_heap_chain.c: adds up numbers that lie in the shared heaps.
#include <stdint.h>

__attribute__((export_name("add_numbers"))) uint32_t add_numbers(const uint32_t* numbers,
                                                                 uint32_t count) {
  uint32_t sum = 0;
  for (uint32_t i = 0; i < count; ++i) sum += numbers[i];
  return sum;
}
