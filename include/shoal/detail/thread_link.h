// What a thread and the WebAssembly on its stack know of each other. Not part of the API: typed
// calls (shoal/func.h) and emitted code touch it; runtime/call.cc says how.
#ifndef SHOAL_DETAIL_THREAD_LINK_H_
#define SHOAL_DETAIL_THREAD_LINK_H_

#include <cstddef>
#include <cstdint>

#include "shoal/api.h"

namespace shoal::detail {

/// One per thread. Describes the innermost entry from the host into WebAssembly; while there are
/// outer ones, their descriptions wait on the stack, in the frames of the calls that enter.
struct ThreadLink {
  void* record = nullptr;     ///< jit::VmFuncRef of the function that was entered; null if none is.
  uintptr_t stack_limit = 0;  ///< Of the last outermost entry and all within it.
  /// The limit is good for entries from the kWindow bytes of stack that begin here.
  uintptr_t window = 0;
  ThreadLink* previous = nullptr;  ///< The entry around this one.
  /// Where WebAssembly was last left for a host function: the frame pointer there, and what the CPU
  /// needs to find the address (arch::exit_address); the latter 0 if the frame is a stub's.
  uintptr_t exit_fp = 0;
  uintptr_t exit_at = 0;
  /// What is left of the fuel of the outermost entry, while code that counts it is not running on
  /// the thread (it has a register for that then); below 0: used up.
  int64_t fuel = 0;
  /// The frame pointer where the entry's frames end; then what the stub or the trap exit puts back.
  uintptr_t saved[16] = {};

  static constexpr uintptr_t kWindow = 4096;

  bool is_running() const { return record != nullptr; }
};

/// The calling thread's. Never by a function call: it is small enough for the static block.
extern constinit SHOAL_API thread_local ThreadLink this_thread_link
    __attribute__((tls_model("initial-exec")));

/// What an entry stub returns: the function's result, and 0 if it trapped (the result is then
/// undefined). Returned as the C convention says: in two registers.
template <class T>
struct Outcome {
  T value;
  uint64_t done;
};

}  // namespace shoal::detail

#endif  // SHOAL_DETAIL_THREAD_LINK_H_
