// Frames, calls, traps.
//
//   [x29 + 16 + near ...]   stack arguments, popped by us on return
//   [x29 + 16 ...]          near cells: saved context, preserved registers, locals
//   [x29 + 8]               return address
//   [x29]                   the caller's x29
//   [x29 - 8 ...]           far cells: what did not fit above, operands
//   [sp ...]                outgoing stack arguments
//
// Cells above the record are a short positive displacement away and number the same for the whole
// function, so the record can be stored by one pre-indexed pair. sp is a multiple of 16 always.
#include <cstring>

#include "arch/a64/macro_assembler.h"

namespace shoal::arch::a64 {

namespace {

constexpr uint32_t kBtiC = 0xD503245F;
constexpr uint32_t kNop = 0xD503201F;
constexpr uint32_t kSubSp = 0xD10003FF;              // sub sp, sp, #0
constexpr uint32_t kSubSpPages = kSubSp | 1u << 22;  // ... #0, lsl #12
constexpr uint32_t kUdf = 0;
constexpr uint32_t kAdr = 0x10000000;
/// What a post-indexed pair can add.
constexpr uint32_t kMaxPairStep = 504;

}  // namespace

void MacroAssembler::external_entry(bool loads_memory, bool checked) {
  code_.word(kBtiC);
  load_field(Width::k64, kScratch2, kScratch, static_cast<int32_t>(context_.thread));
  store_context(Width::k64, context_.thread, kScratch2);
  const Label again = new_label();
  bind(again);
  load_field(Width::k64, kScratch2, kScratch, static_cast<int32_t>(context_.stack_limit));
  store_context(Width::k64, context_.stack_limit, kScratch2);
  load_field(Width::k64, x(9), kScratch, static_cast<int32_t>(context_.stack_limit));
  code_.cmp(k64, kScratch2, x(9));
  branch_flags(condition_bits(Cond::kNe), again);
  if (loads_memory) reload_memory(checked);
}

// Without anything below the record the stack pointer need not move. What saves an instruction or
// two must not have many functions compiled twice: bodies of this size seldom outgrow their near
// cells.
uint32_t MacroAssembler::expected_far_bytes(uint32_t known, size_t body_bytes, bool calls) {
  const size_t small_body = calls ? 512 : 2048;
  return known == 0 && body_bytes <= small_body ? 0 : INT32_MAX;
}

uint32_t MacroAssembler::enter(uint32_t near_bytes, uint32_t far_limit, bool escapes) {
  assert(near_bytes % 16 == 0 && near_bytes <= 8 * kNearCells);
  near_bytes_ = near_bytes;
  far_limit_ = far_limit;
  if (escapes) code_.word(kBtiC);
  code_.pair(false, Encoder::PairMode::kPre, kFramePointer, kLinkRegister, kStackPointer,
             -static_cast<int32_t>(kFrameRecord + near_bytes));
  code_.mov_sp(kFramePointer, kStackPointer);
  const uint32_t at = offset();
  if (far_limit != 0) code_.word(kSubSp);
  return at;
}

// One instruction for any size: what does not fit 12 bits is rounded up to whole 4 KiB.
void MacroAssembler::patch_frame(uint32_t enter_offset, uint32_t far_bytes) {
  assert(far_bytes % 16 == 0 && far_bytes <= 0xFFF000);
  if (far_limit_ == 0) return;
  uint32_t word = kSubSp | far_bytes << 10;
  if (far_bytes == 0) word = kNop;
  if (far_bytes > 0xFFF) word = kSubSpPages | (far_bytes + 0xFFF) / 0x1000 << 10;
  code_.write_u32(enter_offset, word);
}

void MacroAssembler::branch_stack_exhausted(Label l) {
  load_context_scratch(context_.stack_limit);
  code_.op(Extended::kSubs, k64, kZero, kStackPointer, kScratch2, Extension::kUxtx);
  branch_flags(condition_bits(Cond::kLtU), l);
}

void MacroAssembler::drop_frame() { code_.mov_sp(kStackPointer, kFramePointer); }

void MacroAssembler::pop_frame(uint32_t popped_bytes) {
  const uint32_t step = kFrameRecord + near_bytes_ + popped_bytes;
  if (far_limit_ != 0) drop_frame();
  if (step <= kMaxPairStep) {
    return code_.pair(true, Encoder::PairMode::kPost, kFramePointer, kLinkRegister, kStackPointer,
                      static_cast<int32_t>(step));
  }
  code_.pair(true, Encoder::PairMode::kOffset, kFramePointer, kLinkRegister, kStackPointer, 0);
  add_imm(Width::k64, kStackPointer, kStackPointer, step);
}

void MacroAssembler::leave(uint32_t stack_bytes) {
  pop_frame(stack_bytes);
  code_.ret(kLinkRegister);
}

uint32_t MacroAssembler::call_record(uint32_t context_field, uint32_t code_field) {
  code_.mov(k64, kScratch, kContext);
  load_field(Width::k64, kScratch2, kCallRecord, static_cast<int32_t>(code_field));
  load_field(Width::k64, kContext, kCallRecord, static_cast<int32_t>(context_field));
  code_.blr(kScratch2);
  return offset();
}

uint32_t MacroAssembler::call_record_direct(uint32_t direct_field) {
  load_field(Width::k64, kScratch2, kCallRecord, static_cast<int32_t>(direct_field));
  code_.blr(kScratch2);
  return offset();
}

// Through one of the two registers from which a branch counts as a call for landing pads.
void MacroAssembler::jump_record_direct(uint32_t direct_field) {
  load_field(Width::k64, kScratch2, kCallRecord, static_cast<int32_t>(direct_field));
  code_.br(kScratch2);
}

void MacroAssembler::compare_record_context(uint32_t context_field) {
  load_field(Width::k64, kScratch2, kCallRecord, static_cast<int32_t>(context_field));
  code_.cmp(k64, kContext, kScratch2);
}

uint32_t MacroAssembler::call_builtin(uint32_t table, uint32_t index) {
  code_.mov(k64, kCArgs[0], kContext);
  load_context_scratch(table);
  load_field(Width::k64, kScratch2, kScratch2, static_cast<int32_t>(8 * index));
  code_.blr(kScratch2);
  return offset();
}

uint32_t MacroAssembler::call_import(uint32_t code, uint32_t self) {
  load_context_scratch(context_.thread);
  const uint32_t at = offset();
  code_.word(0);
  code_.pair(false, Encoder::PairMode::kOffset, kFramePointer, kScratch, kScratch2,
             static_cast<int32_t>(context_.thread_exit));
  load_context(Width::k64, kCArgs[0], self);
  load_context_scratch(code);
  code_.blr(kScratch2);
  const uint32_t ahead = offset() - at;
  code_.write_u32(at, kAdr | (ahead & 3) << 29 | (ahead >> 2) << 5 | kScratch.code());
  return offset();
}

void MacroAssembler::call_scratch_stub(uint32_t table, uint32_t index) {
  load_context_scratch(table);
  load_field(Width::k64, kScratch2, kScratch2, static_cast<int32_t>(8 * index));
  code_.blr(kScratch2);
}

void MacroAssembler::restore_argument_area(uint32_t bytes) {
  if (bytes != 0) add_imm(Width::k64, kStackPointer, kStackPointer, -int64_t{bytes});
}

// The callee's arguments must end where ours ended. They may overlap our own frame, and even the
// outgoing area they come from, which lies lower: so they move from the highest down, after the
// record is safe. Temporaries hold no arguments any more but x0, x1 and the record's x8.
void MacroAssembler::begin_tail_call(uint32_t from_bytes, uint32_t to_bytes, uint32_t spill,
                                     bool checked) {
  (void)spill, (void)checked;
  if (from_bytes == 0 && to_bytes == 0) return pop_frame(0);
  constexpr Reg kDestination = x(9), kCallersFrame = x(10);
  code_.pair(true, Encoder::PairMode::kOffset, kCallersFrame, kLinkRegister, kFramePointer, 0);
  add_imm(Width::k64, kDestination, kFramePointer,
          int64_t{kFrameRecord} + near_bytes_ + from_bytes - to_bytes);
  for (int32_t at = static_cast<int32_t>(to_bytes) - 8; at >= 0; at -= 8) {
    load(LoadKind::kI64, kScratch, {kStackPointer, kNoReg, at});
    store(StoreKind::kI64, {kDestination, kNoReg, at}, kScratch);
  }
  code_.mov_sp(kStackPointer, kDestination);
  code_.mov(k64, kFramePointer, kCallersFrame);
}

uint32_t MacroAssembler::charge_fuel(Label exhausted) {
  const uint32_t at = offset();
  code_.op(SumImm::kSubs, k64, kFuel, kFuel, 0);
  branch_flags(condition_bits(Cond::kLtS), exhausted);
  return at;
}

void MacroAssembler::patch_fuel(uint32_t at, uint32_t units) {
  assert(units <= kMaxFuelCharge);
  constexpr uint32_t kSubsFuel = 0xF1000000 | kFuel.code() << 5 | kFuel.code();
  code_.write_u32(at, kSubsFuel | units << 10);
}

void MacroAssembler::charge_fuel(Reg units, uint8_t shift, Label exhausted) {
  code_.op(Shifted::kSubs, k64, kFuel, kFuel, units, ShiftKind::kLsr, shift);
  branch_flags(condition_bits(Cond::kLtS), exhausted);
}

uint32_t MacroAssembler::trap() {
  const uint32_t at = offset();
  code_.word(kUdf);
  return at;
}

}  // namespace shoal::arch::a64
