// Integer arithmetic and compares.
#include "arch/x64/macro_assembler.h"

namespace shoal::arch::x64 {
namespace {

constexpr bool is_shift(IntOp op) { return op >= IntOp::kShl; }
constexpr bool is_rotate(IntOp op) { return op == IntOp::kRotl || op == IntOp::kRotr; }

constexpr Alu alu(IntOp op) {
  assert(op <= IntOp::kXor && op != IntOp::kMul);
  constexpr Alu kAlu[] = {Alu::kAdd, Alu::kSub, {}, Alu::kAnd, Alu::kOr, Alu::kXor};
  return kAlu[static_cast<uint8_t>(op)];
}

constexpr Shift shift(IntOp op) {
  assert(is_shift(op));
  constexpr Shift kShifts[] = {Shift::kShl, Shift::kSar, Shift::kShr, Shift::kRol, Shift::kRor};
  return kShifts[static_cast<uint8_t>(op) - static_cast<uint8_t>(IntOp::kShl)];
}

constexpr bool is_commutative(IntOp op) { return op != IntOp::kSub && !is_shift(op); }
constexpr LoadKind whole(Width w) { return w == k32 ? LoadKind::kI32 : LoadKind::kI64; }

}  // namespace

Constraint MacroAssembler::constraint(IntOp op) const {
  Constraint c;
  if (is_shift(op) && (is_rotate(op) || !features_.bmi2)) c.rhs = rcx;
  return c;
}

void MacroAssembler::binary(IntOp op, Width w, Reg dst, Reg lhs, Reg rhs, RegSet dead) {
  if (is_shift(op)) {
    if (!is_rotate(op) && features_.bmi2) {
      code_.shift(shift(op), w, dst, lhs, rhs);
      return;
    }
    assert(rhs == rcx);
    const Reg work = dst == rcx ? kScratch : dst;
    move(w, work, lhs);
    code_.shift(shift(op), w, work);
    move(w, dst, work);
    return;
  }
  if (lhs != rhs && dst == rhs && is_commutative(op)) std::swap(lhs, rhs);
  if (dst == lhs && lhs != rhs && was_loaded(whole(w), rhs, kNoReg, dead)) {
    const Mem from = take_back_load();
    if (op == IntOp::kMul) return code_.imul(w, dst, from);
    code_.alu(alu(op), w, dst, from);
    return note_result(w, dst);
  }
  if (dst != lhs && dst == rhs) {
    if (op == IntOp::kSub) {
      code_.neg(w, dst);
      code_.add(w, dst, lhs);
      return;
    }
    std::swap(lhs, rhs);
  }
  if (dst != lhs && op == IntOp::kAdd) {
    code_.lea(w, dst, Mem(lhs, rhs, 0));
    return;
  }
  move(w, dst, lhs);
  if (op == IntOp::kMul) return code_.imul(w, dst, rhs);
  code_.alu(alu(op), w, dst, rhs);
  note_result(w, dst);
}

/// The instruction just emitted left `dst` and a zero flag that describes it.
void MacroAssembler::note_result(Width w, Reg dst) {
  if (!folds_) return;
  result_end_ = offset();
  result_reg_ = dst;
  result_width_ = w;
}

bool MacroAssembler::fits(IntOp op, Width w, int64_t value) {
  if (is_shift(op) || w == Width::k32) return true;
  return value == static_cast<int32_t>(value);
}

void MacroAssembler::binary_imm(IntOp op, Width w, Reg dst, Reg lhs, int64_t rhs, RegSet) {
  if (is_shift(op)) {
    const uint8_t bits = w == Width::k32 ? 32 : 64;
    const auto count = static_cast<uint8_t>(rhs & (bits - 1));
    if (is_rotate(op) && features_.bmi2 && dst != lhs) {
      const int right = op == IntOp::kRotr ? count : bits - count;
      return code_.rorx(w, dst, lhs, static_cast<uint8_t>(right & (bits - 1)));
    }
    move(w, dst, lhs);
    code_.shift(shift(op), w, dst, count);
    return;
  }
  const auto value = static_cast<int32_t>(rhs);
  if (op == IntOp::kMul) {
    code_.imul(w, dst, lhs, value);
    return;
  }
  if (dst != lhs && op == IntOp::kAdd) {
    code_.lea(w, dst, Mem(lhs, value));
    return;
  }
  if (op == IntOp::kAnd && value == 0xFF) {
    code_.movzx8(dst, lhs);
    return;
  }
  if (op == IntOp::kAnd && value == 0xFFFF) {
    code_.movzx16(dst, lhs);
    return;
  }
  move(w, dst, lhs);
  if (op == IntOp::kXor && value == -1) {
    code_.group3(Group3::kNot, w, dst);
    return;
  }
  // What is masked to 31 bits has nothing above: no need to ask for 64.
  code_.alu(alu(op), op == IntOp::kAnd && value >= 0 ? k32 : w, dst, value);
  note_result(w, dst);
}

void MacroAssembler::add_scaled(Width w, Reg dst, Reg base, Reg index, uint8_t shift, int32_t disp,
                                RegSet) {
  assert(shift <= kMaxScale);
  if (!index.valid()) {
    if (disp == 0) {
      move(w, dst, base);
    } else {
      code_.lea(w, dst, Mem(base, disp));
    }
    return;
  }
  if (!base.valid() && shift == 1) {
    base = index;  // Shorter than a scaled index without a base, which takes a 32-bit displacement.
    shift = 0;
  }
  if (base.valid()) {
    code_.lea(w, dst, Mem(base, index, shift, disp));
  } else {
    code_.lea(w, dst, index, shift, disp);
  }
}

void MacroAssembler::unary(IntUnary op, Width w, Reg dst, Reg src, RegSet) {
  const int32_t bits = w == Width::k32 ? 32 : 64;
  switch (op) {
    case IntUnary::kNeg:
      move(w, dst, src);
      code_.neg(w, dst);
      note_result(w, dst);
      break;
    case IntUnary::kClz:
      if (features_.lzcnt) {
        code_.lzcnt(w, dst, src);
      } else {
        // bsr leaves its destination undefined for 0: give it 2 * bits - 1, which the xor turns
        // into `bits`.
        code_.bsr(w, kScratch, src);
        move_imm(dst, static_cast<uint64_t>(2 * bits - 1));
        code_.cmov(Flags::kNotEqual, w, dst, kScratch);
        code_.alu(Alu::kXor, w, dst, bits - 1);
      }
      break;
    case IntUnary::kCtz:
      if (features_.tzcnt) {
        code_.tzcnt(w, dst, src);
      } else {
        move_imm(kScratch, static_cast<uint64_t>(bits));
        code_.bsf(w, dst, src);
        code_.cmov(Flags::kEqual, w, dst, kScratch);
      }
      break;
    case IntUnary::kPopcnt: code_.popcnt(w, dst, src); break;
    case IntUnary::kExtend8S: code_.movsx8(w, dst, src); break;
    case IntUnary::kExtend16S: code_.movsx16(w, dst, src); break;
    case IntUnary::kExtend32S: code_.movsxd(dst, src); break;
  }
}

// --- Division ------------------------------------------------------------------------------------

Constraint MacroAssembler::constraint(DivOp op) const {
  Constraint c;
  c.lhs = rax;
  c.clobbers = {rdx};
  c.dst = op == DivOp::kDivS || op == DivOp::kDivU ? rax : rdx;
  return c;
}

void MacroAssembler::divide(DivOp op, Width w, Reg dst, Reg lhs, Reg rhs, Label minus_one) {
  assert(lhs == rax && rhs != rax && rhs != rdx);
  (void)dst, (void)lhs;
  const bool is_signed = op == DivOp::kDivS || op == DivOp::kRemS;
  if (is_signed) {
    if (minus_one.valid()) {
      code_.cmp(w, rhs, -1);
      jump_condition(Flags::kEqual, minus_one);
    }
    code_.extend_dividend(w);
    code_.group3(Group3::kIdiv, w, rhs);
  } else {
    clear(rdx);
    code_.group3(Group3::kDiv, w, rhs);
  }
}

void MacroAssembler::divide_by_minus_one(DivOp op, Width w, Reg dst, Reg lhs, Label resume,
                                         Label overflow) {
  (void)dst, (void)lhs;
  if (op == DivOp::kDivS) {
    code_.neg(w, rax);
    jump_condition(Flags::kOverflow, overflow);
  } else {
    clear(rdx);
  }
  jump(resume);
}

void MacroAssembler::multiply_high(bool is_signed, Reg dst, Reg lhs, Reg rhs) {
  assert(dst == rdx && lhs == rax && rhs != rax);
  (void)dst, (void)lhs;
  code_.group3(is_signed ? Group3::kImul : Group3::kMul, k64, rhs);
}

// --- Compares ------------------------------------------------------------------------------------

void MacroAssembler::compare(Width w, Reg lhs, Reg rhs, RegSet dead) {
  if (lhs != rhs && was_loaded(whole(w), rhs, kNoReg, dead)) {
    code_.cmp(w, lhs, take_back_load());
  } else if (lhs != rhs && was_loaded(whole(w), lhs, kNoReg, dead)) {
    code_.cmp(w, take_back_load(), rhs);
  } else {
    code_.cmp(w, lhs, rhs);
  }
}

void MacroAssembler::compare_imm(Width w, Reg lhs, int64_t rhs, Cond c) {
  if (rhs == 0) {
    const bool known = result_end_ == offset() && result_reg_ == lhs && result_width_ == w;
    if (known && (c == Cond::kEq || c == Cond::kNe)) return;
    code_.test(w, lhs, lhs);
  } else {
    code_.cmp(w, lhs, static_cast<int32_t>(rhs));
  }
}

void MacroAssembler::test(Width w, Reg lhs, Reg rhs) { code_.test(w, lhs, rhs); }

void MacroAssembler::test_imm(Width w, Reg lhs, int64_t rhs, RegSet) {
  const auto value = static_cast<int32_t>(rhs);
  if (value >= 0 && value <= UINT8_MAX) return code_.test8(lhs, static_cast<uint8_t>(value));
  code_.test(value >= 0 ? k32 : w, lhs, value);
}

}  // namespace shoal::arch::x64
