// A system that runs out of something: linked into a test program, functions of the C library fail
// when the test says so. What they gave and what came back is counted.
#ifndef SHOAL_TESTS_EXHAUSTION_SHIM_H_
#define SHOAL_TESTS_EXHAUSTION_SHIM_H_

#include <cstdint>

namespace shoal::tests {

/// What there is no more of.
enum class Scarce : uint8_t {
  kMemory,  ///< malloc and its kin, and so operator new.
  kSystem,  ///< mmap, mprotect, memfd_create and other calls that ask the system for something.
};

/// While it lives, the n-th call for `what` (from 1) on this thread fails; with `stays` every later
/// one, too. One at a time.
class Exhaustion {
 public:
  Exhaustion(Scarce what, uint64_t n, bool stays);
  ~Exhaustion();
  Exhaustion(const Exhaustion&) = delete;
  Exhaustion& operator=(const Exhaustion&) = delete;

  /// Calls so far.
  static uint64_t calls();
};

/// What the process has at the moment.
struct Holdings {
  int64_t blocks = 0;            ///< Of malloc.
  int64_t mapped_bytes = 0;      ///< By mmap.
  int64_t file_descriptors = 0;  ///< Open.
  bool operator==(const Holdings&) const = default;

  static Holdings now();
};

/// Bytes that malloc gave at most at one time since the last call of the first; beyond what it had
/// given before.
void begin_peak();
uint64_t peak_bytes();

}  // namespace shoal::tests

#endif  // SHOAL_TESTS_EXHAUSTION_SHIM_H_
