// How much of the C++ heap a piece of code uses at most: for the promise that a module costs no
// more memory than a bound set by its size.
#ifndef SHOAL_FUZZ_HEAP_METER_H_
#define SHOAL_FUZZ_HEAP_METER_H_

#include <cstdint>

namespace shoal::fuzz {

/// Counts this thread's allocations while it lives; one at a time.
class HeapMeter {
 public:
  HeapMeter();
  ~HeapMeter();
  HeapMeter(const HeapMeter&) = delete;
  HeapMeter& operator=(const HeapMeter&) = delete;

  /// The most bytes that were allocated at once since construction, beyond what was before.
  uint64_t peak() const;
};

}  // namespace shoal::fuzz

#endif  // SHOAL_FUZZ_HEAP_METER_H_
