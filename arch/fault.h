// Reading and redirecting the CPU state that a signal handler receives.
#ifndef SHOAL_ARCH_FAULT_H_
#define SHOAL_ARCH_FAULT_H_

#include <cstdint>

namespace shoal::arch {

/// The registers that a trap needs to know.
struct FaultState {
  uintptr_t pc = 0;
  uintptr_t fp =
      0;  ///< Frame pointer: head of the chain [fp] = caller's fp, [fp + 8] = return address.
  uintptr_t context = 0;  ///< The pinned VmContext register.
  int64_t fuel = 0;       ///< What is left, in code that counts it.
};

/// `ucontext` is the third argument of an SA_SIGINFO handler. Async-signal-safe.
FaultState read_fault(const void* ucontext);
/// The return address of the call by which emitted code left for a host function, of which it noted
/// `exit_at` (MacroAssembler::call_import).
uintptr_t exit_address(uintptr_t exit_at);
/// Makes the interrupted thread continue at `pc` with `argument` in the first argument register of
/// the C convention. Async-signal-safe.
void resume_at(void* ucontext, uintptr_t pc, uintptr_t argument);

/// Makes a thread that faulted at MacroAssembler::trap() continue behind it. Async-signal-safe.
void skip_trap(void* ucontext);

/// Makes a thread that faulted in a prologue, when the frame record was built and the stack pointer
/// back at it (MacroAssembler::drop_frame), call the function again: its direct entry is `entry`.
/// Nothing but the record has been done. Async-signal-safe.
void restart_function(void* ucontext, uintptr_t entry);

/// Makes the interrupted thread continue at `pc` with all other registers as they are.
/// Async-signal-safe.
void continue_at(void* ucontext, uintptr_t pc);

}  // namespace shoal::arch

#endif  // SHOAL_ARCH_FAULT_H_
