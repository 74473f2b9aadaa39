// Integer arithmetic and compares.
//
// An instruction here can do part of another's work: shift or extend its second operand, add a
// product, extract bits from anywhere. The compiler hands over one operation after the other, so
// the work is joined backwards: when the newest instruction made an operand that nobody else needs
// (feeds()), it is taken back and its own operands are used instead. They still hold what they
// held: the newest instruction was the only one that could have overwritten them. But where both
// operands of the new one are that result, the register itself is needed; fold() leaves them alone.
//
// What is taken back must have been computed at the width of the instruction that takes over, as
// the bits that fall out differ. One exception: a wrap to 32 bits before an operation of 32 bits,
// which reads the low half anyway.
#include "arch/a64/macro_assembler.h"

namespace shoal::arch::a64 {
namespace {

constexpr bool is_sum(IntOp op) { return op == IntOp::kAdd || op == IntOp::kSub; }
constexpr bool is_logical(IntOp op) {
  return op == IntOp::kAnd || op == IntOp::kOr || op == IntOp::kXor;
}
constexpr bool is_shift(IntOp op) { return op >= IntOp::kShl; }
constexpr bool is_commutative(IntOp op) { return op != IntOp::kSub && !is_shift(op); }

constexpr uint32_t bits_of(Width w) { return w == Width::k32 ? 32 : 64; }
constexpr uint64_t truncated(Width w, int64_t value) {
  return w == Width::k32 ? static_cast<uint32_t>(value) : static_cast<uint64_t>(value);
}

/// Sums and logical operations.
constexpr Shifted shifted(IntOp op) {
  assert(is_sum(op) || is_logical(op));
  constexpr Shifted kShifted[] = {Shifted::kAdd, Shifted::kSub, {},
                                  Shifted::kAnd, Shifted::kOrr, Shifted::kEor};
  return kShifted[static_cast<uint8_t>(op)];
}
constexpr Shifted with_complement(IntOp op) {
  return op == IntOp::kAnd ? Shifted::kBic : op == IntOp::kOr ? Shifted::kOrn : Shifted::kEon;
}
constexpr LogicalImm logical(IntOp op) {
  return op == IntOp::kAnd  ? LogicalImm::kAnd
         : op == IntOp::kOr ? LogicalImm::kOrr
                            : LogicalImm::kEor;
}

constexpr uint8_t shift_index(IntOp op) {
  return static_cast<uint8_t>(static_cast<uint8_t>(op) - static_cast<uint8_t>(IntOp::kShl));
}
/// By a register. Rotations left have no instruction.
constexpr TwoSource shift_by_register(IntOp op) {
  constexpr TwoSource kShifts[] = {TwoSource::kLslv, TwoSource::kAsrv, TwoSource::kLsrv,
                                   TwoSource::kRorv, TwoSource::kRorv};
  return kShifts[shift_index(op)];
}
/// By a constant, also as part of an operand.
constexpr ShiftKind shift_kind(IntOp op) {
  assert(op != IntOp::kRotl);
  constexpr ShiftKind kShifts[] = {
      ShiftKind::kLsl, ShiftKind::kAsr, ShiftKind::kLsr, {}, ShiftKind::kRor};
  return kShifts[shift_index(op)];
}

constexpr uint32_t kMaxExtendedShift = 4;

}  // namespace

Constraint MacroAssembler::constraint(IntOp) const { return {}; }
Constraint MacroAssembler::constraint(DivOp) const { return {}; }

// --- Two operands --------------------------------------------------------------------------------

void MacroAssembler::binary(IntOp op, Width w, Reg dst, Reg lhs, Reg rhs, RegSet dead) {
  if (w == Width::k32) skip_wrap(dst, lhs, rhs, dead);
  if (fold(op, w, dst, lhs, rhs, dead)) return;
  if (is_commutative(op) && fold(op, w, dst, rhs, lhs, dead)) return;
  if (op == IntOp::kAdd &&
      (fold_increment(w, dst, lhs, rhs, dead) || fold_increment(w, dst, rhs, lhs, dead))) {
    return;
  }
  if (op == IntOp::kRotl) {
    code_.neg(w, kScratch2, rhs);
    rhs = kScratch2;
  }
  if (is_shift(op)) return code_.op(shift_by_register(op), w, dst, lhs, rhs);
  if (op != IntOp::kMul) return code_.op(shifted(op), w, dst, lhs, rhs);
  code_.mul(w, dst, lhs, rhs);
  note({.kind = Last::Kind::kMultiply, .width = w, .dst = dst, .lhs = lhs, .rhs = rhs});
}

/// For an operation of 32 bits: of a value that was just wrapped it can read the low half itself.
void MacroAssembler::skip_wrap(Reg dst, Reg& lhs, Reg& rhs, RegSet dead) {
  const Reg wrapped = last_.dst;
  if (wrapped != lhs && wrapped != rhs) return;
  if (!feeds(Last::Kind::kWrap, wrapped, dst, dead)) return;
  const Reg whole = take_back().lhs;
  if (lhs == wrapped) lhs = whole;
  if (rhs == wrapped) rhs = whole;
}

/// Joins the newest instruction and this one, if it only made the right operand.
bool MacroAssembler::fold(IntOp op, Width w, Reg dst, Reg lhs, Reg rhs, RegSet dead) {
  if (lhs == rhs || last_.width != w) return false;
  if (is_sum(op) && feeds(Last::Kind::kMultiply, rhs, dst, dead)) {
    const Last product = take_back();
    code_.op(op == IntOp::kAdd ? MultiplyAdd::kMadd : MultiplyAdd::kMsub, w, dst, product.lhs,
             product.rhs, lhs);
    return true;
  }
  if (is_sum(op) && lhs != kZero && feeds(Last::Kind::kExtend32S, rhs, dst, dead) &&
      last_.amount <= kMaxExtendedShift) {  // Number 31 would be the stack pointer there.
    const Last extended = take_back();
    code_.op(op == IntOp::kAdd ? Extended::kAdd : Extended::kSub, k64, dst, lhs, extended.lhs,
             Extension::kSxtw, extended.amount);
    return true;
  }
  if ((is_logical(op) || (is_sum(op) && last_.op != IntOp::kRotr)) &&
      feeds(Last::Kind::kShift, rhs, dst, dead)) {
    const Last shift = take_back();
    code_.op(shifted(op), w, dst, lhs, shift.lhs, shift_kind(shift.op), shift.amount);
    return true;
  }
  if (is_logical(op) && feeds(Last::Kind::kNot, rhs, dst, dead)) {
    const Last complement = take_back();
    code_.op(with_complement(op), w, dst, lhs, complement.lhs);
    return true;
  }
  return false;
}

/// lhs + 1 if the condition that was just turned into a register holds.
bool MacroAssembler::fold_increment(Width w, Reg dst, Reg lhs, Reg rhs, RegSet dead) {
  if (lhs == rhs || !feeds(Last::Kind::kSet, rhs, dst, dead)) return false;
  const Last set = take_back();
  code_.op(Select::kCsinc, w, dst, lhs, lhs, condition_bits(negate(set.condition)));
  return true;
}

// --- Immediates ----------------------------------------------------------------------------------

bool MacroAssembler::fits(IntOp op, Width w, int64_t value) {
  if (is_shift(op)) return true;
  if (w == Width::k32) value = static_cast<int32_t>(value);
  if (is_sum(op)) return is_sum_imm(value);
  if (op == IntOp::kXor && value == -1) return true;
  return is_logical(op) && logical_imm(w, truncated(w, value)) != kNoPattern;
}

bool MacroAssembler::is_immediate(IntOp op, Width w, int64_t value) {
  if (w == Width::k32) value = static_cast<int32_t>(value);
  return is_sum(op) ? is_arithmetic_imm(value) : fits(op, w, value);
}

void MacroAssembler::binary_imm(IntOp op, Width w, Reg dst, Reg lhs, int64_t rhs, RegSet dead) {
  const auto count = static_cast<uint8_t>(rhs & (bits_of(w) - 1));
  if (is_shift(op) && count == 0) return move(w, dst, lhs);  // Needs a wrap before it.
  if (w == Width::k32) {
    rhs = static_cast<int32_t>(rhs);
    Reg none;
    skip_wrap(dst, lhs, none, dead);
  }
  if (is_shift(op)) return shift_imm(op, w, dst, lhs, count, dead);
  if (is_sum(op)) return add_imm(w, dst, lhs, op == IntOp::kAdd ? rhs : -rhs);
  if (op == IntOp::kXor && rhs == -1) {
    code_.op(Shifted::kOrn, w, dst, kZero, lhs);
    note({.kind = Last::Kind::kNot, .width = w, .dst = dst, .lhs = lhs});
    return;
  }
  const uint64_t value = truncated(w, rhs);
  // Low bits, maybe of what was just shifted to the right.
  const bool masks = op == IntOp::kAnd && value != 0 && (value & (value + 1)) == 0;
  const auto ones = static_cast<uint32_t>(std::popcount(value));
  if (masks && fold_extract(Bitfield::kUnsigned, w, dst, lhs, ones, dead)) return;
  const uint32_t pattern = is_logical(op) ? logical_imm(w, value) : kNoPattern;
  if (pattern != kNoPattern) {
    code_.op(logical(op), w, dst, lhs, pattern);
    if (masks) {
      note({.kind = Last::Kind::kMask,
            .width = w,
            .amount = static_cast<uint8_t>(ones),
            .dst = dst,
            .lhs = lhs});
    }
    return;
  }
  move_imm(kScratch2, value);
  if (op == IntOp::kMul) return code_.mul(w, dst, lhs, kScratch2);
  code_.op(shifted(op), w, dst, lhs, kScratch2);
}

void MacroAssembler::shift_imm(IntOp op, Width w, Reg dst, Reg src, uint8_t count, RegSet dead) {
  if (count == 0) return move(w, dst, src);
  if (op == IntOp::kRotl) {
    op = IntOp::kRotr;
    count = static_cast<uint8_t>(bits_of(w) - count);
  }
  if (fold_shift(op, w, dst, src, count, dead)) return;
  code_.shift(shift_kind(op), w, dst, src, count);
  note({.kind = Last::Kind::kShift, .width = w, .op = op, .amount = count, .dst = dst, .lhs = src});
}

/// Shifts to the left of what was extended or masked, and back to the right of what was shifted to the left:
/// how modules without instructions for it extend bytes and half words.
bool MacroAssembler::fold_shift(IntOp op, Width w, Reg dst, Reg src, uint8_t count, RegSet dead) {
  const uint32_t bits = bits_of(w);
  if (last_.width != w) return false;
  if (op == IntOp::kShl && feeds(Last::Kind::kExtend32S, src, dst, dead) && last_.amount == 0) {
    Last extended = take_back();
    extended.amount = count;
    code_.insert(Bitfield::kSigned, k64, dst, extended.lhs, count, std::min(32u, bits - count));
    extended.dst = dst;
    note(extended);
    return true;
  }
  if (op == IntOp::kShl && feeds(Last::Kind::kMask, src, dst, dead)) {
    const Last masked = take_back();
    code_.insert(Bitfield::kUnsigned, w, dst, masked.lhs, count,
                 std::min(uint32_t{masked.amount}, bits - count));
    return true;
  }
  const bool back = op == IntOp::kShrS || op == IntOp::kShrU;
  if (!back || last_.op != IntOp::kShl || !feeds(Last::Kind::kShift, src, dst, dead)) return false;
  const Last left = take_back();
  const Bitfield sign = op == IntOp::kShrS ? Bitfield::kSigned : Bitfield::kUnsigned;
  if (count >= left.amount) {
    code_.extract(sign, w, dst, left.lhs, uint32_t{count} - left.amount, bits - count);
  } else {
    code_.insert(sign, w, dst, left.lhs, uint32_t{left.amount} - count, bits - left.amount);
  }
  return true;
}

/// The low `count` bits of what was just shifted to the right.
bool MacroAssembler::fold_extract(Bitfield sign, Width w, Reg dst, Reg src, uint32_t count,
                                  RegSet dead) {
  if (last_.width != w || !feeds(Last::Kind::kShift, src, dst, dead)) return false;
  const bool right = last_.op == IntOp::kShrS || last_.op == IntOp::kShrU;
  if (!right || last_.amount + count > bits_of(w)) return false;
  const Last shift = take_back();
  code_.extract(sign, w, dst, shift.lhs, shift.amount, count);
  return true;
}

// --- Sums ----------------------------------------------------------------------------------------

bool MacroAssembler::fits_sum(bool has_base, bool has_index, uint8_t shift, int32_t disp) {
  if (!has_index) return is_arithmetic_imm(disp);
  return disp == 0 && shift <= kMaxScale && (has_base || shift != 0);
}

void MacroAssembler::add_scaled(Width w, Reg dst, Reg base, Reg index, uint8_t shift, int32_t disp,
                                RegSet dead) {
  assert(shift <= kMaxScale);
  if (!index.valid()) return disp == 0 ? move(w, dst, base) : add_imm(w, dst, base, disp);
  if (!base.valid()) {
    shift_imm(IntOp::kShl, w, dst, index, shift, dead);
  } else if (shift == 0) {
    binary(IntOp::kAdd, w, dst, base, index, dead);
  } else {
    add_shifted(w, dst, base, index, shift, dead);
  }
  if (disp != 0) add_imm(w, dst, dst, disp);
}

void MacroAssembler::add_shifted(Width w, Reg dst, Reg base, Reg index, uint8_t shift,
                                 RegSet dead) {
  if (w == Width::k32) skip_wrap(dst, base, index, dead);
  if (base != index && base != kZero && last_.width == w &&
      feeds(Last::Kind::kExtend32S, index, dst, dead) &&
      uint32_t{last_.amount} + shift <= kMaxExtendedShift) {
    const Last extended = take_back();
    return code_.op(Extended::kAdd, k64, dst, base, extended.lhs, Extension::kSxtw,
                    uint32_t{extended.amount} + shift);
  }
  code_.op(Shifted::kAdd, w, dst, base, index, ShiftKind::kLsl, shift);
}

// --- One operand ---------------------------------------------------------------------------------

void MacroAssembler::unary(IntUnary op, Width w, Reg dst, Reg src, RegSet dead) {
  Reg none;
  if (w == Width::k32 || op >= IntUnary::kExtend8S) skip_wrap(dst, src, none, dead);
  switch (op) {
    case IntUnary::kNeg:
      if (last_.width == w && feeds(Last::Kind::kMultiply, src, dst, {})) {
        const Last product = take_back();
        code_.op(MultiplyAdd::kMsub, w, dst, product.lhs, product.rhs, kZero);
      } else {
        code_.neg(w, dst, src);
      }
      break;
    case IntUnary::kClz: code_.op(OneSource::kClz, w, dst, src); break;
    case IntUnary::kCtz:
      code_.op(OneSource::kRbit, w, dst, src);
      code_.op(OneSource::kClz, w, dst, dst);
      break;
    case IntUnary::kPopcnt: popcnt(w, dst, src); break;
    case IntUnary::kExtend8S:
      if (fold_extract(Bitfield::kSigned, w, dst, src, 8, dead)) break;
      code_.extract(Bitfield::kSigned, w, dst, src, 0, 8);
      break;
    case IntUnary::kExtend16S:
      if (fold_extract(Bitfield::kSigned, w, dst, src, 16, dead)) break;
      code_.extract(Bitfield::kSigned, w, dst, src, 0, 16);
      break;
    case IntUnary::kExtend32S:
      if (fold_extract(Bitfield::kSigned, w, dst, src, 32, dead)) break;
      code_.extract(Bitfield::kSigned, k64, dst, src, 0, 32);
      note({.kind = Last::Kind::kExtend32S, .dst = dst, .lhs = src});
      break;
  }
}

// Only vectors can count bits: of each byte, then the sum of those.
void MacroAssembler::popcnt(Width w, Reg dst, Reg src) {
  code_.op(IntFloat::kFromGp, w, w, kFloatScratch, src);
  code_.cnt8(kFloatScratch, kFloatScratch);
  code_.addv8(kFloatScratch, kFloatScratch);
  code_.op(IntFloat::kToGp, k32, k32, dst, kFloatScratch);
}

// --- Division ------------------------------------------------------------------------------------

// Division never traps; it gives 0 for a divisor of 0, which the compiler has excluded, and wraps
// the one overflow. The remainder that follows from a wrapped quotient is right: 0.
void MacroAssembler::divide(DivOp op, Width w, Reg dst, Reg lhs, Reg rhs, Label minus_one) {
  const bool is_signed = op == DivOp::kDivS || op == DivOp::kRemS;
  const TwoSource quotient = is_signed ? TwoSource::kSdiv : TwoSource::kUdiv;
  if (op == DivOp::kRemS || op == DivOp::kRemU) {
    code_.op(quotient, w, kScratch2, lhs, rhs);
    code_.op(MultiplyAdd::kMsub, w, dst, kScratch2, rhs, lhs);
    return;
  }
  if (op == DivOp::kDivS && minus_one.valid()) {
    code_.op(SumImm::kAdds, w, kZero, rhs, 1);
    branch(Cond::kEq, minus_one);
  }
  code_.op(quotient, w, dst, lhs, rhs);
}

void MacroAssembler::divide_by_minus_one(DivOp op, Width w, Reg dst, Reg lhs, Label resume,
                                         Label overflow) {
  assert(op == DivOp::kDivS && "remainders need no code of their own");
  (void)op;
  constexpr uint32_t kOverflow = 0x6;
  code_.op(Shifted::kSubs, w, dst, kZero, lhs);
  branch_flags(kOverflow, overflow);
  jump(resume);
}

void MacroAssembler::multiply_high(bool is_signed, Reg dst, Reg lhs, Reg rhs) {
  const MultiplyAdd high = is_signed ? MultiplyAdd::kSmulh : MultiplyAdd::kUmulh;
  code_.op(high, Width::k64, dst, lhs, rhs, kZero);
}

// --- Compares ------------------------------------------------------------------------------------

void MacroAssembler::compare(Width w, Reg lhs, Reg rhs, RegSet) {
  code_.cmp(w, lhs, rhs);
  note({.kind = Last::Kind::kCompare, .width = w, .lhs = lhs, .rhs = rhs});
}

// Equality with 24 bits is that of what is left without the upper 12 with the lower.
void MacroAssembler::compare_imm(Width w, Reg lhs, int64_t rhs, Cond c) {
  if (w == Width::k32) rhs = static_cast<int32_t>(rhs);
  const bool equality = c == Cond::kEq || c == Cond::kNe;
  if (!is_arithmetic_imm(rhs) && !(equality && is_sum_imm(rhs))) {
    move_imm(kScratch2, truncated(w, rhs));
    return compare(w, lhs, kScratch2);
  }
  const bool negative = rhs < 0;
  const int64_t size = negative ? -rhs : rhs, low = size & 0xFFF;
  const bool whole = is_add_imm(static_cast<uint64_t>(size));
  if (!whole) {
    code_.op(negative ? SumImm::kAdd : SumImm::kSub, w, kScratch2, lhs,
             static_cast<uint64_t>(size - low));
    lhs = kScratch2;
  }
  code_.op(negative ? SumImm::kAdds : SumImm::kSubs, w, kZero, lhs,
           static_cast<uint64_t>(whole ? size : low));
  if (!whole) return;
  note({.kind = rhs == 0 ? Last::Kind::kCompareZero : Last::Kind::kCompare,
        .width = w,
        .lhs = lhs,
        .immediate = static_cast<int32_t>(rhs)});
}

void MacroAssembler::test(Width w, Reg lhs, Reg rhs) { code_.tst(w, lhs, rhs); }

void MacroAssembler::test_imm(Width w, Reg lhs, int64_t rhs, RegSet dead) {
  const uint64_t value = truncated(w, rhs);
  const uint32_t pattern = logical_imm(w, value);
  if (pattern == kNoPattern) {
    move_imm(kScratch2, value);
    return test(w, lhs, kScratch2);
  }
  if (!std::has_single_bit(value)) return code_.op(LogicalImm::kAnds, w, kZero, lhs, pattern);
  auto bit = static_cast<uint8_t>(std::countr_zero(value));
  // A bit of what was shifted to the right is another one of what was there before.
  if (last_.width == w && last_.op != IntOp::kShl && last_.op != IntOp::kRotr &&
      last_.amount + bit < bits_of(w) && feeds(Last::Kind::kShift, lhs, kNoReg, dead)) {
    const Last shift = take_back();
    bit = static_cast<uint8_t>(bit + shift.amount);
    lhs = shift.lhs;
  }
  code_.op(LogicalImm::kAnds, w, kZero, lhs, logical_imm(w, uint64_t{1} << bit));
  note({.kind = Last::Kind::kTestBit, .width = w, .amount = bit, .lhs = lhs});
}

// --- Two compares as one condition ---------------------------------------------------------------

namespace {

/// Flags (NZCV) for which a condition, as instructions encode it, holds.
constexpr uint8_t kHolding[] = {4, 0, 2, 0, 8, 0, 1, 0, 2, 0, 0, 8, 0, 4};

}  // namespace

// The second compare becomes a conditional one: it is made only if it still matters after the
// first; else the flags are set so that it seems to have come out as the first did.
bool MacroAssembler::join_conditions(bool both, Reg first, Cond second) {
  using K = Last::Kind;
  const Last compare = last_, set = before_last_;
  const bool known = last_is(K::kCompare) || last_is(K::kCompareZero) || last_is(K::kCompareFloat);
  if (!known || set.kind != K::kSet || set.dst != first) return false;
  if (compare.lhs == first || compare.rhs == first || compare.rhs == kScratch2) return false;
  take_back();
  last_ = set;
  take_back();
  const Width w = compare.width;
  const ConditionBits matters = condition_bits(both ? set.condition : negate(set.condition));
  const ConditionBits bits = condition_bits(second);
  const uint32_t otherwise = kHolding[both ? bits ^ 1 : bits];
  if (compare.kind == K::kCompareFloat) {
    code_.fccmp(w, compare.lhs, compare.rhs, otherwise, matters);
  } else if (compare.rhs.valid()) {
    code_.op(CompareIf::kCcmp, w, compare.lhs, compare.rhs, otherwise, matters);
  } else if (compare.immediate >= 0 && compare.immediate <= 31) {
    code_.op(CompareIf::kCcmp, w, compare.lhs, static_cast<uint32_t>(compare.immediate), otherwise,
             matters);
  } else if (compare.immediate < 0 && compare.immediate >= -31) {
    code_.op(CompareIf::kCcmn, w, compare.lhs, static_cast<uint32_t>(-compare.immediate), otherwise,
             matters);
  } else {
    move_imm(kScratch2, truncated(w, compare.immediate));
    code_.op(CompareIf::kCcmp, w, compare.lhs, kScratch2, otherwise, matters);
  }
  return true;
}

}  // namespace shoal::arch::a64
