#include "arch/fault.h"

#include <ucontext.h>

#include "arch/a64/registers.h"

namespace shoal::arch {

FaultState read_fault(const void* ucontext) {
  const mcontext_t& state = static_cast<const ucontext_t*>(ucontext)->uc_mcontext;
  return {state.pc, state.regs[a64::kFramePointer.code()],
          state.regs[a64::Registers::kContext.code()],
          static_cast<int64_t>(state.regs[a64::Registers::kFuel.code()])};
}

uintptr_t exit_address(uintptr_t exit_at) { return exit_at; }

void resume_at(void* ucontext, uintptr_t pc, uintptr_t argument) {
  mcontext_t& state = static_cast<ucontext_t*>(ucontext)->uc_mcontext;
  state.pc = pc;
  state.regs[0] = argument;
}

void skip_trap(void* ucontext) { static_cast<ucontext_t*>(ucontext)->uc_mcontext.pc += 4; }

// The record was stored by a pair with pre-index, the first instruction but for a landing pad: how far
// it moved the stack pointer is in there.
void restart_function(void* ucontext, uintptr_t entry) {
  constexpr uint32_t kPreIndexedPair = 0xA9800000, kPairMask = 0xFFC00000;
  mcontext_t& state = static_cast<ucontext_t*>(ucontext)->uc_mcontext;
  const auto* code = reinterpret_cast<const uint32_t*>(entry);
  while ((*code & kPairMask) != kPreIndexedPair) ++code;
  const auto step = static_cast<int32_t>(*code << 10) >> 25;  // 7 bits, signed, of 8 bytes each.
  const auto* const record = reinterpret_cast<const uint64_t*>(state.sp);
  state.pc = entry;
  state.regs[a64::kFramePointer.code()] = record[0];
  state.regs[a64::kLinkRegister.code()] = record[1];
  state.sp -= static_cast<int64_t>(step) * 8;
}

void continue_at(void* ucontext, uintptr_t pc) {
  static_cast<ucontext_t*>(ucontext)->uc_mcontext.pc = pc;
}

}  // namespace shoal::arch
