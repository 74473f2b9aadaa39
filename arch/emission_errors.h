// asmjit reports that it has no memory, and goes on with the next instruction. This remembers it.
#ifndef SHOAL_ARCH_EMISSION_ERRORS_H_
#define SHOAL_ARCH_EMISSION_ERRORS_H_

#include <asmjit/core.h>

#include <new>

namespace shoal::arch {

/// For a CodeHolder that this outlives.
struct EmissionErrors final : asmjit::ErrorHandler {
  void handleError(asmjit::Error, const char*, asmjit::BaseEmitter*) override { failed = true; }
  /// Throws std::bad_alloc: nothing else goes wrong with what Shoal emits.
  void check(asmjit::Error error = asmjit::kErrorOk) const {
    if (failed || error != asmjit::kErrorOk) throw std::bad_alloc();
  }

  bool failed = false;
};

}  // namespace shoal::arch

#endif  // SHOAL_ARCH_EMISSION_ERRORS_H_
