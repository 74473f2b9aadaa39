// WebAssembly backtraces: code addresses gathered where a trap happens, names and offsets looked up
// later.
#ifndef SHOAL_RUNTIME_BACKTRACE_H_
#define SHOAL_RUNTIME_BACKTRACE_H_

#include <cstdint>
#include <vector>

#include "runtime/thread_state.h"
#include "shoal/error.h"

namespace shoal::runtime {

/// What every frame of emitted code begins with, at its frame pointer.
struct FrameRecord {
  const FrameRecord* caller;
  uintptr_t return_address;
};

/// Calls `visit` with the return address of each frame of emitted code on this thread's stack,
/// innermost first, until it returns true; tells whether it did. `fp` is the frame pointer of
/// emitted code that stopped in the activation `top`, or 0 if C++ code is running: the walk then
/// starts where WebAssembly was last left. Async-signal-safe if `visit` is.
template <class Visit>
bool visit_frames(uintptr_t fp, const jit::VmActivation* top, Visit visit) {
  for (; top; top = top->previous, fp = 0) {
    const uintptr_t first = fp ? fp : top->exit_fp;
    if (!first) continue;  // Left through a runtime function, which never calls back.
    const auto* const entry = reinterpret_cast<const FrameRecord*>(top->entry_fp);
    const auto* frame = reinterpret_cast<const FrameRecord*>(first);
    for (; frame != entry; frame = frame->caller) {
      if (visit(frame->return_address)) return true;
    }
  }
  return false;
}

/// Fills `out`, innermost first. `pc` and `fp` are those of the emitted code that stopped, or 0 as
/// for visit_frames. Async-signal-safe.
void collect(RawBacktrace& out, uintptr_t pc, uintptr_t fp, const jit::VmActivation* top);

/// The frames that are WebAssembly functions. Their modules must still be alive.
std::vector<Frame> resolve(const RawBacktrace& raw);

/// An Error of kind kTrap with the specification's message.
Error trap_error(TrapKind kind);

}  // namespace shoal::runtime

#endif  // SHOAL_RUNTIME_BACKTRACE_H_
