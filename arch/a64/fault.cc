#include "arch/fault.h"

#include <ucontext.h>

#include "arch/a64/registers.h"

namespace shoal::arch {

FaultState read_fault(const void* ucontext) {
  const mcontext_t& state = static_cast<const ucontext_t*>(ucontext)->uc_mcontext;
  return {state.pc, state.regs[a64::kFramePointer.code()],
          state.regs[a64::Registers::kContext.code()]};
}

uintptr_t exit_address(uintptr_t exit_at) { return exit_at; }

void resume_at(void* ucontext, uintptr_t pc, uintptr_t argument) {
  mcontext_t& state = static_cast<ucontext_t*>(ucontext)->uc_mcontext;
  state.pc = pc;
  state.regs[0] = argument;
}

void continue_at(void* ucontext, uintptr_t pc) {
  static_cast<ucontext_t*>(ucontext)->uc_mcontext.pc = pc;
}

}  // namespace shoal::arch
