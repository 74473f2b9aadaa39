// WebAssembly backtraces: code addresses gathered where a trap happens, names and offsets looked up
// later.
#ifndef SHOAL_RUNTIME_BACKTRACE_H_
#define SHOAL_RUNTIME_BACKTRACE_H_

#include <cstdint>
#include <vector>

#include "arch/fault.h"
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
/// emitted code that stopped, or 0 if a host function is running: the walk then starts where
/// WebAssembly was last left for it. Async-signal-safe if `visit` is.
template <class Visit>
bool visit_frames(uintptr_t fp, Visit visit) {
  if (!thread_link().is_running()) return false;
  for (const jit::VmThread* entry = &thread_link(); entry; entry = entry->previous, fp = 0) {
    if (fp == 0) {
      fp = entry->exit_fp;
      if (entry->exit_at != 0 && visit(arch::exit_address(entry->exit_at))) return true;
    }
    const auto* const end = reinterpret_cast<const FrameRecord*>(entry->saved[0]);
    const auto* frame = reinterpret_cast<const FrameRecord*>(fp);
    for (; frame != end; frame = frame->caller) {
      if (visit(frame->return_address)) return true;
    }
  }
  return false;
}

/// Fills `out`, innermost first. `pc` and `fp` are those of the emitted code that stopped, or 0 as
/// for visit_frames. Async-signal-safe.
void collect(RawBacktrace& out, uintptr_t pc, uintptr_t fp);

/// The frames that are WebAssembly functions. Their modules must still be alive.
std::vector<Frame> resolve(const RawBacktrace& raw);

/// An Error of kind kTrap with the specification's message.
Error trap_error(TrapKind kind);

}  // namespace shoal::runtime

#endif  // SHOAL_RUNTIME_BACKTRACE_H_
