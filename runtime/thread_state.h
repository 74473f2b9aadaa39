// What the runtime itself needs to know of a thread that runs WebAssembly: where its stack ends, and
// why the innermost entry failed. (shoal/detail/thread_link.h has its entries into emitted code.)
#ifndef SHOAL_RUNTIME_THREAD_STATE_H_
#define SHOAL_RUNTIME_THREAD_STATE_H_

#include <algorithm>
#include <cstdint>
#include <optional>

#include "jit/vm_context.h"
#include "shoal/error.h"

namespace shoal::runtime {

/// Code addresses of a backtrace, innermost first, gathered where nothing may be allocated (in a
/// signal handler). A deep stack keeps its ends.
struct RawBacktrace {
  static constexpr uint32_t kInner = 64;
  static constexpr uint32_t kOuter = 32;

  uint32_t frames = 0;   ///< Of the whole stack, those that are not kept included.
  bool faulted = false;  ///< The first is the instruction that stopped, not a return address.
  uintptr_t inner[kInner] = {};  ///< The innermost frames.
  uintptr_t outer[kOuter] = {};  ///< Frame number i >= kInner, if kept, is at i % kOuter.

  void add(uintptr_t pc) {
    if (frames < kInner) {
      inner[frames] = pc;
    } else {
      outer[frames % kOuter] = pc;
    }
    ++frames;
  }
};

/// Why emitted code stopped, as the signal handler leaves it.
struct TrapReport {
  TrapKind kind = TrapKind::kUnreachable;
  bool by_host =
      false;  ///< A host function failed: ThreadState::error says why; `kind` says nothing.
  RawBacktrace backtrace;
};

/// Trivially destructible and constant-initialised, so that reaching it is one address computation,
/// in a signal handler too.
struct ThreadState {
  uintptr_t stack_low = 0;  ///< The thread's stack, once known.
  uintptr_t stack_high = 0;
  uintptr_t stack_floor = 0;  ///< Below it nothing but host functions and signal handlers may run.
  Error* error = nullptr;     ///< Owned: set by the failing side, taken by the host caller.
  /// What is left of it if there was no memory for it.
  struct {
    ErrorKind kind;
    std::optional<TrapKind> trap;
    int exit_code;
  } lost = {};
  TrapReport trap;
};

extern constinit thread_local ThreadState this_thread_state;
inline ThreadState& thread_state() { return this_thread_state; }
inline jit::VmThread& thread_link() { return detail::this_thread_link; }

/// Finds the bounds of the calling thread's stack; slow for a process's first thread, so done once.
void find_stack(ThreadState& thread);

/// The lowest address that emitted code entered from a frame at `sp` may use: `stack_bytes`
/// below it, but leaving room for host functions and signal handlers on this thread's stack.
inline uintptr_t outermost_stack_limit(ThreadState& thread, uintptr_t sp, uint64_t stack_bytes) {
  if (thread.stack_high == 0) [[unlikely]]
    find_stack(thread);
  const uintptr_t wanted = sp > stack_bytes ? sp - stack_bytes : 0;
  // On a stack that is not the thread's own (a fiber's) the bounds are unknown:
  // ResourceLimits::stack_bytes decides alone.
  const bool own_stack = sp - thread.stack_low < thread.stack_high - thread.stack_low;
  return own_stack ? std::max(wanted, thread.stack_floor) : wanted;
}

/// Replaces the pending error.
void set_error(ThreadState& thread, Error error) noexcept;
/// Takes the pending error; there must be one.
Error take_error(ThreadState& thread) noexcept;

}  // namespace shoal::runtime

#endif  // SHOAL_RUNTIME_THREAD_STATE_H_
