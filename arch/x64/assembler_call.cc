// Frames, calls, traps.
//
//   [rbp + 16 ...]   stack arguments, popped by us on return
//   [rbp + 8]        return address
//   [rbp]            the caller's rbp
//   [rbp - 8 ...]    slots: saved context, preserved registers, locals, operands
//   [rsp ...]        outgoing stack arguments
// rsp is a multiple of 16 between instructions of a function's body.
#include <cstring>

#include "arch/x64/macro_assembler.h"

namespace shoal::arch::x64 {

using namespace asmjit;

void MacroAssembler::external_entry(bool loads_memory, bool checked) {
  const auto limit = static_cast<int32_t>(context_.stack_limit);
  asm_.mov(gpq(rax), x86::qword_ptr(gpq(kScratch), limit));
  asm_.mov(x86::qword_ptr(gpq(kContext), limit), gpq(rax));
  if (loads_memory) reload_memory(checked);
}

uint32_t MacroAssembler::expected_far_bytes(uint32_t known, bool calls) {
  if (known == 0 && !calls) return 0;
  constexpr uint32_t kOperands = 32;
  return known + kOperands <= kShortFrame ? kShortFrame : INT32_MAX;
}

uint32_t MacroAssembler::enter([[maybe_unused]] uint32_t near_bytes, uint32_t far_limit, bool) {
  assert(near_bytes == 0);
  far_limit_ = far_limit;
  asm_.push(gpq(rbp));
  asm_.mov(gpq(rbp), gpq(rsp));
  const uint32_t at = offset();
  if (far_limit > kShortFrame) {
    put({0x48, 0x81, 0xEC, 0, 0, 0, 0});  // sub rsp, imm32
  } else if (far_limit != 0) {
    put({0x48, 0x83, 0xEC, 0});  // sub rsp, imm8
  }
  return at;
}

void MacroAssembler::patch_frame(uint32_t enter_offset, uint32_t far_bytes) {
  assert(far_bytes % 16 == 0 && far_bytes <= far_limit_);
  if (errors_.failed || far_limit_ == 0) return;
  uint8_t* const at = asm_.bufferData() + enter_offset;
  constexpr uint8_t kNop4[] = {0x0F, 0x1F, 0x40, 0}, kNop7[] = {0x0F, 0x1F, 0x80, 0, 0, 0, 0};
  if (far_limit_ > kShortFrame) {
    far_bytes == 0 ? std::memcpy(at, kNop7, sizeof kNop7) : std::memcpy(at + 3, &far_bytes, 4);
  } else {
    far_bytes == 0 ? std::memcpy(at, kNop4, sizeof kNop4) : std::memcpy(at + 3, &far_bytes, 1);
  }
}

void MacroAssembler::branch_stack_exhausted(Label l) {
  asm_.cmp(gpq(rsp), x86::qword_ptr(gpq(kContext), static_cast<int32_t>(context_.stack_limit)));
  jump_condition(0x2, l);
}

void MacroAssembler::drop_frame() { asm_.mov(gpq(rsp), gpq(rbp)); }

void MacroAssembler::pop_frame() { far_limit_ == 0 ? asm_.pop(gpq(rbp)) : asm_.leave(); }

void MacroAssembler::leave(uint32_t stack_bytes) {
  pop_frame();
  if (stack_bytes == 0) {
    asm_.ret();
  } else {
    asm_.ret(stack_bytes);
  }
}

uint32_t MacroAssembler::call_direct() {
  put({0xE8});
  put_u32(0);
  return offset();
}

uint32_t MacroAssembler::jump_direct() {
  put({0xE9});
  put_u32(0);
  return offset();
}

void MacroAssembler::link_call(uint8_t* code, uint32_t return_offset, uint32_t target_offset) {
  const uint32_t relative = target_offset - return_offset;
  std::memcpy(code + return_offset - 4, &relative, 4);
}

uint32_t MacroAssembler::call_record(uint32_t context_field, uint32_t code_field) {
  asm_.mov(gpq(kScratch), gpq(kContext));
  asm_.mov(gpq(kContext), x86::qword_ptr(gpq(kCallRecord), static_cast<int32_t>(context_field)));
  asm_.call(x86::qword_ptr(gpq(kCallRecord), static_cast<int32_t>(code_field)));
  return offset();
}

uint32_t MacroAssembler::call_record_direct(uint32_t direct_field) {
  asm_.call(x86::qword_ptr(gpq(kCallRecord), static_cast<int32_t>(direct_field)));
  return offset();
}

void MacroAssembler::jump_record_direct(uint32_t direct_field) {
  asm_.jmp(x86::qword_ptr(gpq(kCallRecord), static_cast<int32_t>(direct_field)));
}

void MacroAssembler::compare_record_context(uint32_t context_field) {
  asm_.cmp(gpq(kContext), x86::qword_ptr(gpq(kCallRecord), static_cast<int32_t>(context_field)));
}

uint32_t MacroAssembler::call_builtin(uint32_t table, uint32_t index) {
  asm_.mov(gpq(rdi), gpq(kContext));
  asm_.mov(gpq(kScratch), x86::qword_ptr(gpq(kContext), static_cast<int32_t>(table)));
  asm_.call(x86::qword_ptr(gpq(kScratch), static_cast<int32_t>(8 * index)));
  return offset();
}

void MacroAssembler::restore_argument_area(uint32_t bytes) {
  if (bytes != 0) asm_.sub(gpq(rsp), bytes);
}

// The callee's arguments must end where ours ended: at rbp + 16 + from. They may overlap our own
// frame, and even the outgoing area they come from, which lies lower: so they move from the highest
// down, after the two words at [rbp] are safe. The caller's rbp waits in r10, the return address in
// kScratch, rax carries.
void MacroAssembler::begin_tail_call(uint32_t from_bytes, uint32_t to_bytes, uint32_t spill,
                                     bool checked) {
  if (from_bytes == 0 && to_bytes == 0) return pop_frame();
  store_context(Width::k64, spill, kCallRecord);
  asm_.mov(gpq(r10), x86::qword_ptr(gpq(rbp)));
  asm_.mov(gpq(kScratch), x86::qword_ptr(gpq(rbp), 8));
  constexpr auto kFrameRecord = static_cast<int32_t>(MacroAssembler::kFrameRecord);
  const int32_t shift = static_cast<int32_t>(from_bytes) - static_cast<int32_t>(to_bytes);
  for (int32_t at = static_cast<int32_t>(to_bytes) - 8; at >= 0; at -= 8) {
    asm_.mov(gpq(rax), x86::qword_ptr(gpq(rsp), at));
    asm_.mov(x86::qword_ptr(gpq(rbp), kFrameRecord + shift + at), gpq(rax));
  }
  asm_.lea(gpq(rsp), x86::ptr(gpq(rbp), kFrameRecord + shift - 8));
  asm_.mov(x86::qword_ptr(gpq(rsp)), gpq(kScratch));
  asm_.mov(gpq(rbp), gpq(r10));
  load_context(Width::k64, kCallRecord, spill);
  if (checked) {
    asm_.mov(gpq(kMemoryLimit),
             x86::qword_ptr(gpq(kContext), static_cast<int32_t>(context_.memory_limit)));
  }
}

uint32_t MacroAssembler::trap() {
  const uint32_t at = offset();
  asm_.ud2();
  return at;
}

}  // namespace shoal::arch::x64
