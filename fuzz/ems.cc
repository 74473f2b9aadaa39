// The allocator of managed heaps against a model: allocate, reallocate, free, aligned or not,
// hostile arguments, a guest that scribbles all over the heap. The first choice is the heap's size,
// the others are the calls.
#include <cstdint>
#include <span>

#include "tests/ems_model.h"
#include "tests/random.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  shoal::tests::Random random(std::span(data, size));
  const uint64_t heap_size = random.pick({16, 32, 256, 1000, 4096, 4100, 65536});
  shoal::tests::EmsChecker checker(heap_size, random);
  while (!random.is_exhausted()) checker.step();
  checker.finish();
  return 0;
}
