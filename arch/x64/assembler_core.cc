// The buffer, labels and jumps, moves.
#include <cstring>

#include "arch/x64/macro_assembler.h"

namespace shoal::arch::x64 {
namespace {

using namespace asmjit;

/// What an integer or ordered-float condition asks of the flags.
Flags flags_of(Cond c) {
  // compare_float swaps the operands of less-than, so that "above" and "above or equal", which an
  // unordered result makes false, express all four orders.
  constexpr Flags kFlags[] = {
      Flags::kEqual,      Flags::kNotEqual,      // kEq kNe
      Flags::kLess,       Flags::kGreaterEqual,  // kLtS kGeS
      Flags::kGreater,    Flags::kLessEqual,     // kGtS kLeS
      Flags::kBelow,      Flags::kAboveEqual,    // kLtU kGeU
      Flags::kAbove,      Flags::kBelowEqual,    // kGtU kLeU
      Flags::kEqual,      Flags::kNotEqual,      // kFEq kFNe: two flags; see the users
      Flags::kAbove,      Flags::kBelowEqual,    // kFLt kFNotLt
      Flags::kAbove,      Flags::kBelowEqual,    // kFGt kFNotGt
      Flags::kAboveEqual, Flags::kBelow,         // kFLe kFNotLe
      Flags::kAboveEqual, Flags::kBelow,         // kFGe kFNotGe
  };
  assert(c != Cond::kFEq && c != Cond::kFNe);
  return kFlags[static_cast<uint8_t>(c)];
}

}  // namespace

Features Features::host() {
  const CpuFeatures::X86& f = CpuInfo::host().features().x86();
  return {f.hasAVX(), f.hasBMI2(), f.hasLZCNT(), f.hasBMI()};
}

const char* Features::host_lacks() {
  const CpuFeatures::X86& f = CpuInfo::host().features().x86();
  return f.hasSSE4_1() && f.hasPOPCNT() ? nullptr : "x86-64-v2 (SSE4.1 and POPCNT) is required";
}

Target host_target() {
  const Features f = Features::host();
  return f.avx && f.bmi2 && f.lzcnt && f.tzcnt ? Target::kX86_64V3 : Target::kX86_64;
}

MacroAssembler::MacroAssembler(Features features, ContextOffsets context, std::span<uint8_t> buffer)
    : features_(features), context_(context), code_(features.avx, buffer) {}

void MacroAssembler::end_function() {
  for (const TableFixup& f : table_fixups_) {
    const int32_t target = labels_[f.label].position;
    assert(target != kNowhere);
    code_.write_u32(f.at, static_cast<uint32_t>(target) - f.table);
  }
  table_fixups_.clear();
#ifndef NDEBUG
  for (const LabelState& l : labels_)
    assert(l.chain == kNowhere && "a label was used and never bound");
#endif
  labels_.clear();
}

void MacroAssembler::rewind(uint32_t offset) {
  code_.rewind(offset);
  labels_.clear();
  table_fixups_.clear();
  result_end_ = UINT32_MAX;
  load_.end = UINT32_MAX;
  absorbed_from_ = UINT32_MAX;
}

void MacroAssembler::align(uint32_t to) {
  for (uint32_t rest; !failed() && (rest = (0 - offset()) & (to - 1)) != 0;) {
    code_.nop(std::min(rest, 9u));
  }
}

// --- Labels and jumps ----------------------------------------------------------------------------

void MacroAssembler::bind(Label l) {
  LabelState& state = labels_[l.id];
  assert(state.position == kNowhere);
  const int32_t here = static_cast<int32_t>(offset());
  state.position = here;
  result_end_ = UINT32_MAX;
  load_.end = UINT32_MAX;
  for (int32_t at = state.chain; at != kNowhere && !failed();) {
    const int32_t older = static_cast<int32_t>(code_.read_u32(static_cast<uint32_t>(at)));
    code_.write_u32(static_cast<uint32_t>(at), static_cast<uint32_t>(here - (at + 4)));
    at = older;
    state.jumped = true;
  }
  state.chain = kNowhere;
}

void MacroAssembler::jump(Label l) {
  LabelState& state = labels_[l.id];
  if (state.position == kNowhere) {
    code_.jmp_relative(state.chain);
    state.chain = static_cast<int32_t>(offset() - 4);
    return;
  }
  state.jumped = true;
  const int32_t distance = state.position - static_cast<int32_t>(offset());
  if (distance - 2 >= INT8_MIN) {
    code_.jmp_short(static_cast<int8_t>(distance - 2));
  } else {
    code_.jmp_relative(distance - 5);
  }
}

void MacroAssembler::jump_condition(Flags f, Label l) {
  LabelState& state = labels_[l.id];
  if (state.position == kNowhere) {
    code_.branch_relative(f, state.chain);
    state.chain = static_cast<int32_t>(offset() - 4);
    return;
  }
  state.jumped = true;
  const int32_t distance = state.position - static_cast<int32_t>(offset());
  if (distance - 2 >= INT8_MIN) {
    code_.branch_short(f, static_cast<int8_t>(distance - 2));
  } else {
    code_.branch_relative(f, distance - 6);
  }
}

void MacroAssembler::branch(Cond c, Label l) {
  if (c == Cond::kFEq) {
    // Equal and ordered: skip the jump on parity (2 bytes + the 2 or 6 of the jump).
    const Label unordered = new_label();
    jump_condition(Flags::kParity, unordered);
    jump_condition(Flags::kEqual, l);
    bind(unordered);
  } else if (c == Cond::kFNe) {
    jump_condition(Flags::kParity, l);
    jump_condition(Flags::kNotEqual, l);
  } else {
    jump_condition(flags_of(c), l);
  }
}

// Conditional moves are not predicted. Jumps and moves leave the flags as they are.
void MacroAssembler::branch_clamped(Cond c, Label l, Reg dst, Reg src, Reg fallback) {
  const Flags fails = flags_of(c);
  jump_condition(fails, l);
  if (fallback.valid()) {
    move(k64, dst, src);
    code_.cmov(fails, k64, dst, fallback);
  } else if (dst != src) {
    code_.mov_imm(dst, 0);
    code_.cmov(flags_of(negate(c)), k64, dst, src);
  } else {
    const bool is_scratch = dst == kScratch;
    const Reg zero = is_scratch ? rax : kScratch;
    if (is_scratch) code_.push(zero);
    code_.mov_imm(zero, 0);
    code_.cmov(fails, k64, dst, zero);
    if (is_scratch) code_.pop(zero);
  }
}

void MacroAssembler::branch_zero(Width w, Reg r, Label l) {
  code_.test(w, r, r);
  jump_condition(Flags::kEqual, l);
}

void MacroAssembler::branch_nonzero(Width w, Reg r, Label l) {
  code_.test(w, r, r);
  jump_condition(Flags::kNotEqual, l);
}

DataRange MacroAssembler::jump_table(Reg index, Reg temp, std::span<const Label> targets) {
  code_.lea_relative(kScratch, 0);
  const uint32_t after = offset();
  code_.movsxd(temp, Mem(kScratch, index, 2));
  code_.add(k64, temp, kScratch);
  code_.jmp_untracked(temp);
  const uint32_t table = offset();
  code_.write_u32(after - 4, table - after);
  for (Label l : targets) {
    labels_[l.id].jumped = true;
    table_fixups_.push_back({offset(), table, l.id});
    code_.word(0);
  }
  return {table, static_cast<uint32_t>(4 * targets.size())};
}

// --- Moves ---------------------------------------------------------------------------------------

void MacroAssembler::move(Width w, Reg dst, Reg src) {
  if (dst != src) code_.mov(w, dst, src);
}

void MacroAssembler::move_float(Reg dst, Reg src) {
  if (dst != src) code_.move_float(dst, src);
}

void MacroAssembler::move_imm(Reg dst, uint64_t value) { code_.mov_imm(dst, value); }

void MacroAssembler::clear(Reg dst) { code_.alu(Alu::kXor, k32, dst, dst); }

void MacroAssembler::move_float_imm(Width w, Reg dst, uint64_t bits) {
  if (bits == 0) return code_.simd(simd::kXor, dst, dst, dst);
  move_imm(kScratch, bits);
  code_.simd_gp(simd::kFromGp, w, dst, kScratch);
}

uint8_t MacroAssembler::constant_cost(Bank bank, uint64_t bits) {
  const auto value = static_cast<int64_t>(bits);
  const uint8_t cost = bits <= UINT32_MAX || value == static_cast<int32_t>(value) ? 1 : 2;
  if (bank == Bank::kInt) return cost;
  return bits == 0 ? 1 : cost + 1;
}

// --- Results of compares -------------------------------------------------------------------------

void MacroAssembler::set(Cond c, Reg dst) {
  if (c == Cond::kFEq || c == Cond::kFNe) {
    const bool equal = c == Cond::kFEq;
    code_.set(equal ? Flags::kNoParity : Flags::kParity, kScratch);
    code_.set(equal ? Flags::kEqual : Flags::kNotEqual, dst);
    code_.alu(equal ? Alu::kAnd : Alu::kOr, k32, dst, kScratch);
  } else {
    code_.set(flags_of(c), dst);
  }
  code_.movzx8(dst, dst);
}

void MacroAssembler::select(Cond c, Width w, Reg dst, Reg if_true, Reg if_false) {
  if (c == Cond::kFEq || c == Cond::kFNe) {
    // dst = if_equal, then replaced by if_not when not equal or unordered.
    const Reg if_equal = c == Cond::kFEq ? if_true : if_false;
    Reg if_not = c == Cond::kFEq ? if_false : if_true;
    if (dst == if_not && dst != if_equal) {
      move(w, kScratch, if_not);
      if_not = kScratch;
    }
    move(w, dst, if_equal);
    code_.cmov(Flags::kNotEqual, w, dst, if_not);
    code_.cmov(Flags::kParity, w, dst, if_not);
    return;
  }
  if (dst == if_false) {
    code_.cmov(flags_of(c), w, dst, if_true);
  } else {
    move(w, dst, if_true);
    code_.cmov(flags_of(negate(c)), w, dst, if_false);
  }
}

void MacroAssembler::select_float(Cond c, Reg dst, Reg if_true, Reg if_false) {
  const Label done = new_label();
  if (dst == if_false) {
    branch(negate(c), done);
    move_float(dst, if_true);
  } else if (dst == if_true) {
    branch(c, done);
    move_float(dst, if_false);
  } else {
    move_float(dst, if_true);
    branch(c, done);
    move_float(dst, if_false);
  }
  bind(done);
}

}  // namespace shoal::arch::x64
