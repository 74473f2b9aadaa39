#include "arch/fault.h"

#include <ucontext.h>

namespace shoal::arch {

FaultState read_fault(const void* ucontext) {
  const auto& regs = static_cast<const ucontext_t*>(ucontext)->uc_mcontext.gregs;
  return {static_cast<uintptr_t>(regs[REG_RIP]), static_cast<uintptr_t>(regs[REG_RBP]),
          static_cast<uintptr_t>(regs[REG_R14]), static_cast<int64_t>(regs[REG_R13])};
}

// The stack pointer before the call.
uintptr_t exit_address(uintptr_t exit_at) {
  return reinterpret_cast<const uintptr_t*>(exit_at)[-1];
}

void resume_at(void* ucontext, uintptr_t pc, uintptr_t argument) {
  auto& regs = static_cast<ucontext_t*>(ucontext)->uc_mcontext.gregs;
  regs[REG_RIP] = static_cast<greg_t>(pc);
  regs[REG_RDI] = static_cast<greg_t>(argument);
}

void skip_trap(void* ucontext) {
  constexpr greg_t kUd2Bytes = 2;
  static_cast<ucontext_t*>(ucontext)->uc_mcontext.gregs[REG_RIP] += kUd2Bytes;
}

void restart_function(void* ucontext, uintptr_t entry) {
  auto& regs = static_cast<ucontext_t*>(ucontext)->uc_mcontext.gregs;
  regs[REG_RIP] = static_cast<greg_t>(entry);
  regs[REG_RSP] = regs[REG_RBP] + 8;
  regs[REG_RBP] = *reinterpret_cast<const greg_t*>(regs[REG_RBP]);
}

void continue_at(void* ucontext, uintptr_t pc) {
  static_cast<ucontext_t*>(ucontext)->uc_mcontext.gregs[REG_RIP] = static_cast<greg_t>(pc);
}

}  // namespace shoal::arch
