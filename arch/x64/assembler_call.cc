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

void MacroAssembler::external_entry(bool loads_memory, bool checked) {
  code_.landing_pad();
  code_.mov(k64, rax, field(kScratch, context_.thread));
  code_.mov(k64, field(kContext, context_.thread), rax);
  const Label again = new_label();
  bind(again);
  code_.mov(k64, rax, field(kScratch, context_.stack_limit));
  code_.mov(k64, field(kContext, context_.stack_limit), rax);
  code_.cmp(k64, rax, field(kScratch, context_.stack_limit));
  jump_condition(Flags::kNotEqual, again);
  if (loads_memory) reload_memory(checked);
}

uint32_t MacroAssembler::expected_far_bytes(uint32_t known, size_t body_bytes, bool calls) {
  constexpr size_t kSmallBody = 2048;
  constexpr uint32_t kOperands = 32;
  if (body_bytes > kSmallBody) return INT32_MAX;
  if (known == 0 && !calls) return 0;
  return known + kOperands <= kShortFrame ? kShortFrame : INT32_MAX;
}

uint32_t MacroAssembler::enter([[maybe_unused]] uint32_t near_bytes, uint32_t far_limit,
                               bool escapes) {
  assert(near_bytes == 0);
  far_limit_ = far_limit;
  if (escapes) code_.landing_pad();
  code_.push(rbp);
  code_.mov(k64, rbp, rsp);
  const uint32_t at = offset();
  if (far_limit > kShortFrame) {
    code_.sub(k64, rsp, INT32_MAX);  // Takes 4 bytes for the immediate.
  } else if (far_limit != 0) {
    code_.sub(k64, rsp, 0);
  }
  return at;
}

void MacroAssembler::patch_frame(uint32_t enter_offset, uint32_t far_bytes) {
  assert(far_bytes % 16 == 0 && far_bytes <= far_limit_);
  if (far_limit_ == 0) return;
  constexpr uint8_t kNop4[] = {0x0F, 0x1F, 0x40, 0}, kNop7[] = {0x0F, 0x1F, 0x80, 0, 0, 0, 0};
  const bool is_short = far_limit_ <= kShortFrame;
  if (far_bytes == 0) {
    is_short ? code_.write(enter_offset, kNop4, sizeof kNop4)
             : code_.write(enter_offset, kNop7, sizeof kNop7);
  } else {
    code_.write(enter_offset + 3, &far_bytes, is_short ? 1 : 4);
  }
}

void MacroAssembler::branch_stack_exhausted(Label l) {
  code_.cmp(k64, rsp, field(kContext, context_.stack_limit));
  jump_condition(Flags::kBelow, l);
}

void MacroAssembler::drop_frame() { code_.mov(k64, rsp, rbp); }

void MacroAssembler::pop_frame() { far_limit_ == 0 ? code_.pop(rbp) : code_.leave(); }

void MacroAssembler::leave(uint32_t stack_bytes) {
  pop_frame();
  if (stack_bytes == 0) {
    code_.ret();
  } else {
    code_.ret(static_cast<uint16_t>(stack_bytes));
  }
}

uint32_t MacroAssembler::call_direct() {
  code_.call_relative(0);
  return offset();
}

uint32_t MacroAssembler::jump_direct() {
  code_.jmp_relative(0);
  return offset();
}

void MacroAssembler::link_call(uint8_t* code, uint32_t return_offset, uint32_t target_offset) {
  const uint32_t relative = target_offset - return_offset;
  std::memcpy(code + return_offset - 4, &relative, 4);
}

uint32_t MacroAssembler::call_record(uint32_t context_field, uint32_t code_field) {
  code_.mov(k64, kScratch, kContext);
  code_.mov(k64, kContext, field(kCallRecord, context_field));
  code_.call(field(kCallRecord, code_field));
  return offset();
}

uint32_t MacroAssembler::call_record_direct(uint32_t direct_field) {
  code_.call(field(kCallRecord, direct_field));
  return offset();
}

void MacroAssembler::jump_record_direct(uint32_t direct_field) {
  code_.jmp(field(kCallRecord, direct_field));
}

void MacroAssembler::compare_record_context(uint32_t context_field) {
  code_.cmp(k64, kContext, field(kCallRecord, context_field));
}

uint32_t MacroAssembler::call_builtin(uint32_t table, uint32_t index) {
  code_.mov(k64, rdi, kContext);
  code_.mov(k64, kScratch, field(kContext, table));
  code_.call(field(kScratch, 8 * index));
  return offset();
}

uint32_t MacroAssembler::call_import(uint32_t code, uint32_t self) {
  code_.mov(k64, kScratch, field(kContext, context_.thread));
  code_.mov(k64, field(kScratch, context_.thread_exit), rbp);
  code_.mov(k64, field(kScratch, context_.thread_exit + 8), rsp);
  code_.mov(k64, kCArgs[0], field(kContext, self));
  code_.call(field(kContext, code));
  return offset();
}

void MacroAssembler::restore_argument_area(uint32_t bytes) {
  if (bytes != 0) code_.sub(k64, rsp, static_cast<int32_t>(bytes));
}

// The callee's arguments must end where ours ended: at rbp + 16 + from. They may overlap our own
// frame, and even the outgoing area they come from, which lies lower: so they move from the highest
// down, after the two words at [rbp] are safe. The caller's rbp waits in r10, the return address in
// kScratch, rax carries.
void MacroAssembler::begin_tail_call(uint32_t from_bytes, uint32_t to_bytes, uint32_t spill,
                                     bool checked) {
  if (from_bytes == 0 && to_bytes == 0) return pop_frame();
  store_context(Width::k64, spill, kCallRecord);
  code_.mov(k64, r10, Mem(rbp));
  code_.mov(k64, kScratch, Mem(rbp, 8));
  constexpr auto kFrameRecord = static_cast<int32_t>(MacroAssembler::kFrameRecord);
  const int32_t shift = static_cast<int32_t>(from_bytes) - static_cast<int32_t>(to_bytes);
  for (int32_t at = static_cast<int32_t>(to_bytes) - 8; at >= 0; at -= 8) {
    code_.mov(k64, rax, Mem(rsp, at));
    code_.mov(k64, Mem(rbp, kFrameRecord + shift + at), rax);
  }
  code_.lea(k64, rsp, Mem(rbp, kFrameRecord + shift - 8));
  code_.mov(k64, Mem(rsp), kScratch);
  code_.mov(k64, rbp, r10);
  load_context(Width::k64, kCallRecord, spill);
  if (checked) {
    code_.mov(k64, kMemoryLimit, field(kContext, context_.memory_limit));
  }
}

uint32_t MacroAssembler::charge_fuel(Label exhausted) {
  code_.sub(k64, kFuel, INT32_MAX);  // Takes 4 bytes for the immediate.
  const uint32_t at = offset() - 4;
  jump_condition(Flags::kSign, exhausted);
  return at;
}

void MacroAssembler::patch_fuel(uint32_t at, uint32_t units) {
  assert(units <= kMaxFuelCharge);
  code_.write(at, &units, 4);
}

void MacroAssembler::charge_fuel(Reg units, uint8_t shift, Label exhausted) {
  code_.mov(k64, kScratch, units);
  code_.shift(Shift::kShr, k64, kScratch, shift);
  code_.sub(k64, kFuel, kScratch);
  jump_condition(Flags::kSign, exhausted);
}

uint32_t MacroAssembler::trap() {
  const uint32_t at = offset();
  code_.ud2();
  return at;
}

}  // namespace shoal::arch::x64
