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

using namespace asmjit;
using I = arm::Inst;

constexpr bool is_sum(IntOp op) { return op == IntOp::kAdd || op == IntOp::kSub; }
constexpr bool is_logical(IntOp op) {
  return op == IntOp::kAnd || op == IntOp::kOr || op == IntOp::kXor;
}
constexpr bool is_shift(IntOp op) { return op >= IntOp::kShl; }
constexpr bool is_commutative(IntOp op) { return op != IntOp::kSub && !is_shift(op); }

constexpr int bits_of(Width w) { return w == Width::k32 ? 32 : 64; }
constexpr uint64_t truncated(Width w, int64_t value) {
  return w == Width::k32 ? static_cast<uint32_t>(value) : static_cast<uint64_t>(value);
}

/// By IntOp; those that shift take a register or an immediate. Rotations left have no instruction.
constexpr I::Id kInstructions[] = {
    I::kIdAdd, I::kIdSub, I::kIdMul,  // kAdd kSub kMul
    I::kIdAnd, I::kIdOrr, I::kIdEor,  // kAnd kOr kXor
    I::kIdLsl, I::kIdAsr, I::kIdLsr,  // kShl kShrS kShrU
    I::kIdRor, I::kIdRor,             // kRotl kRotr
};
constexpr I::Id instruction(IntOp op) { return kInstructions[static_cast<uint8_t>(op)]; }

/// A noted shift, as a part of an operand.
arm::Shift shifted(IntOp op, uint8_t amount) {
  switch (op) {
    case IntOp::kShl: return arm::lsl(amount);
    case IntOp::kShrS: return arm::asr(amount);
    case IntOp::kShrU: return arm::lsr(amount);
    default: return arm::ror(amount);
  }
}

constexpr I::Id with_complement(IntOp op) {
  return op == IntOp::kAnd ? I::kIdBic : op == IntOp::kOr ? I::kIdOrn : I::kIdEon;
}

// Sums with an extended operand, which asmjit does not know.
constexpr uint32_t kAddSxtw = 0x8B20C000, kSubSxtw = 0xCB20C000;
constexpr uint8_t kMaxExtendedShift = 4;
constexpr uint32_t sum_sxtw(IntOp op, Reg dst, Reg lhs, Reg rhs, uint32_t shift) {
  return (op == IntOp::kAdd ? kAddSxtw : kSubSxtw) | static_cast<uint32_t>(rhs.code()) << 16 |
         shift << 10 | static_cast<uint32_t>(lhs.code()) << 5 | dst.code();
}

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
    asm_.neg(gp(w, kScratch2), gp(w, rhs));
    rhs = kScratch2;
  }
  asm_.emit(instruction(op), gp(w, dst), gp(w, lhs), gp(w, rhs));
  if (op == IntOp::kMul)
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
    asm_.emit(op == IntOp::kAdd ? I::kIdMadd : I::kIdMsub, gp(w, dst), gp(w, product.lhs),
              gp(w, product.rhs), gp(w, lhs));
    return true;
  }
  if (is_sum(op) && lhs != kZero && feeds(Last::Kind::kExtend32S, rhs, dst, dead) &&
      last_.amount <= kMaxExtendedShift) {  // Number 31 would be the stack pointer there.
    const Last extended = take_back();
    put(sum_sxtw(op, dst, lhs, extended.lhs, extended.amount));
    return true;
  }
  if ((is_logical(op) || (is_sum(op) && last_.op != IntOp::kRotr)) &&
      feeds(Last::Kind::kShift, rhs, dst, dead)) {
    const Last shift = take_back();
    asm_.emit(instruction(op), gp(w, dst), gp(w, lhs), gp(w, shift.lhs),
              Imm(shifted(shift.op, shift.amount)));
    return true;
  }
  if (is_logical(op) && feeds(Last::Kind::kNot, rhs, dst, dead)) {
    const Last complement = take_back();
    asm_.emit(with_complement(op), gp(w, dst), gp(w, lhs), gp(w, complement.lhs));
    return true;
  }
  return false;
}

/// lhs + 1 if the condition that was just turned into a register holds.
bool MacroAssembler::fold_increment(Width w, Reg dst, Reg lhs, Reg rhs, RegSet dead) {
  if (lhs == rhs || !feeds(Last::Kind::kSet, rhs, dst, dead)) return false;
  const Last set = take_back();
  asm_.cinc(gp(w, dst), gp(w, lhs), cond(set.condition));
  return true;
}

// --- Immediates ----------------------------------------------------------------------------------

bool MacroAssembler::fits(IntOp op, Width w, int64_t value) {
  if (is_shift(op)) return true;
  if (w == Width::k32) value = static_cast<int32_t>(value);
  if (is_sum(op)) return is_sum_imm(value);
  if (op == IntOp::kXor && value == -1) return true;
  return is_logical(op) && is_logical_imm(w, truncated(w, value));
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
    asm_.mvn(gp(w, dst), gp(w, lhs));
    note({.kind = Last::Kind::kNot, .width = w, .dst = dst, .lhs = lhs});
    return;
  }
  const uint64_t value = truncated(w, rhs);
  // Low bits, maybe of what was just shifted to the right.
  const bool masks = op == IntOp::kAnd && value != 0 && (value & (value + 1)) == 0;
  const int ones = std::popcount(value);
  if (masks && fold_extract(false, w, dst, lhs, ones, dead)) return;
  if (is_logical(op) && is_logical_imm(w, value)) {
    asm_.emit(instruction(op), gp(w, dst), gp(w, lhs), Imm(value));
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
  asm_.emit(instruction(op), gp(w, dst), gp(w, lhs), gp(w, kScratch2));
}

void MacroAssembler::shift_imm(IntOp op, Width w, Reg dst, Reg src, uint8_t count, RegSet dead) {
  if (count == 0) return move(w, dst, src);
  if (op == IntOp::kRotl) {
    op = IntOp::kRotr;
    count = static_cast<uint8_t>(bits_of(w) - count);
  }
  if (fold_shift(op, w, dst, src, count, dead)) return;
  asm_.emit(instruction(op), gp(w, dst), gp(w, src), Imm(count));
  note({.kind = Last::Kind::kShift, .width = w, .op = op, .amount = count, .dst = dst, .lhs = src});
}

/// Shifts to the left of what was extended or masked, and back to the right of what was shifted to the left:
/// how modules without instructions for it extend bytes and half words.
bool MacroAssembler::fold_shift(IntOp op, Width w, Reg dst, Reg src, uint8_t count, RegSet dead) {
  const int bits = bits_of(w);
  if (last_.width != w) return false;
  if (op == IntOp::kShl && feeds(Last::Kind::kExtend32S, src, dst, dead) && last_.amount == 0) {
    Last extended = take_back();
    extended.amount = count;
    asm_.sbfiz(gpx(dst), gpx(extended.lhs), Imm(count), Imm(std::min(32, bits - count)));
    extended.dst = dst;
    note(extended);
    return true;
  }
  if (op == IntOp::kShl && feeds(Last::Kind::kMask, src, dst, dead)) {
    const Last masked = take_back();
    asm_.ubfiz(gp(w, dst), gp(w, masked.lhs), Imm(count),
               Imm(std::min(int{masked.amount}, bits - count)));
    return true;
  }
  const bool back = op == IntOp::kShrS || op == IntOp::kShrU;
  if (!back || last_.op != IntOp::kShl || !feeds(Last::Kind::kShift, src, dst, dead)) return false;
  const Last left = take_back();
  const bool is_signed = op == IntOp::kShrS;
  if (count >= left.amount) {
    asm_.emit(is_signed ? I::kIdSbfx : I::kIdUbfx, gp(w, dst), gp(w, left.lhs),
              Imm(count - left.amount), Imm(bits - count));
  } else {
    asm_.emit(is_signed ? I::kIdSbfiz : I::kIdUbfiz, gp(w, dst), gp(w, left.lhs),
              Imm(left.amount - count), Imm(bits - left.amount));
  }
  return true;
}

/// The low `count` bits of what was just shifted to the right.
bool MacroAssembler::fold_extract(bool is_signed, Width w, Reg dst, Reg src, int count,
                                  RegSet dead) {
  if (last_.width != w || !feeds(Last::Kind::kShift, src, dst, dead)) return false;
  const bool right = last_.op == IntOp::kShrS || last_.op == IntOp::kShrU;
  if (!right || last_.amount + count > bits_of(w)) return false;
  const Last shift = take_back();
  asm_.emit(is_signed ? I::kIdSbfx : I::kIdUbfx, gp(w, dst), gp(w, shift.lhs), Imm(shift.amount),
            Imm(count));
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
      last_.amount + shift <= kMaxExtendedShift) {
    const Last extended = take_back();
    put(sum_sxtw(IntOp::kAdd, dst, base, extended.lhs, extended.amount + uint32_t{shift}));
    return;
  }
  asm_.add(gp(w, dst), gp(w, base), gp(w, index), arm::lsl(shift));
}

// --- One operand ---------------------------------------------------------------------------------

void MacroAssembler::unary(IntUnary op, Width w, Reg dst, Reg src, RegSet dead) {
  Reg none;
  if (w == Width::k32 || op >= IntUnary::kExtend8S) skip_wrap(dst, src, none, dead);
  switch (op) {
    case IntUnary::kNeg:
      if (last_.width == w && feeds(Last::Kind::kMultiply, src, dst, {})) {
        const Last product = take_back();
        asm_.mneg(gp(w, dst), gp(w, product.lhs), gp(w, product.rhs));
      } else {
        asm_.neg(gp(w, dst), gp(w, src));
      }
      break;
    case IntUnary::kClz: asm_.clz(gp(w, dst), gp(w, src)); break;
    case IntUnary::kCtz:
      asm_.rbit(gp(w, dst), gp(w, src));
      asm_.clz(gp(w, dst), gp(w, dst));
      break;
    case IntUnary::kPopcnt: popcnt(w, dst, src); break;
    case IntUnary::kExtend8S:
      if (!fold_extract(true, w, dst, src, 8, dead)) asm_.sxtb(gp(w, dst), gpw(src));
      break;
    case IntUnary::kExtend16S:
      if (!fold_extract(true, w, dst, src, 16, dead)) asm_.sxth(gp(w, dst), gpw(src));
      break;
    case IntUnary::kExtend32S:
      if (fold_extract(true, w, dst, src, 32, dead)) break;
      asm_.sxtw(gpx(dst), gpw(src));
      note({.kind = Last::Kind::kExtend32S, .dst = dst, .lhs = src});
      break;
  }
}

// Only vectors can count bits: of each byte, then the sum of those.
void MacroAssembler::popcnt(Width w, Reg dst, Reg src) {
  const arm::Vec vector = fp(Width::k64, kFloatScratch);
  asm_.fmov(fp(w, kFloatScratch), gp(w, src));
  asm_.cnt(vector.b8(), vector.b8());
  asm_.addv(vector.b(), vector.b8());
  asm_.fmov(gpw(dst), fp(Width::k32, kFloatScratch));
}

// --- Division ------------------------------------------------------------------------------------

// Division never traps; it gives 0 for a divisor of 0, which the compiler has excluded, and wraps
// the one overflow. The remainder that follows from a wrapped quotient is right: 0.
void MacroAssembler::divide(DivOp op, Width w, Reg dst, Reg lhs, Reg rhs, Label minus_one) {
  const bool is_signed = op == DivOp::kDivS || op == DivOp::kRemS;
  const I::Id quotient = is_signed ? I::kIdSdiv : I::kIdUdiv;
  if (op == DivOp::kRemS || op == DivOp::kRemU) {
    asm_.emit(quotient, gp(w, kScratch2), gp(w, lhs), gp(w, rhs));
    asm_.msub(gp(w, dst), gp(w, kScratch2), gp(w, rhs), gp(w, lhs));
    return;
  }
  if (op == DivOp::kDivS && minus_one.valid()) {
    asm_.cmn(gp(w, rhs), Imm(1));
    branch(Cond::kEq, minus_one);
  }
  asm_.emit(quotient, gp(w, dst), gp(w, lhs), gp(w, rhs));
}

void MacroAssembler::divide_by_minus_one(DivOp op, Width w, Reg dst, Reg lhs, Label resume,
                                         Label overflow) {
  assert(op == DivOp::kDivS && "remainders need no code of their own");
  (void)op;
  constexpr uint32_t kOverflow = 0x6;
  asm_.negs(gp(w, dst), gp(w, lhs));
  branch_flags(kOverflow, overflow);
  jump(resume);
}

// --- Compares ------------------------------------------------------------------------------------

void MacroAssembler::compare(Width w, Reg lhs, Reg rhs) {
  asm_.cmp(gp(w, lhs), gp(w, rhs));
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
    asm_.emit(negative ? I::kIdAdd : I::kIdSub, gp(w, kScratch2), gp(w, lhs), Imm(size - low));
    lhs = kScratch2;
  }
  asm_.emit(negative ? I::kIdCmn : I::kIdCmp, gp(w, lhs), Imm(whole ? size : low));
  if (!whole) return;
  note({.kind = rhs == 0 ? Last::Kind::kCompareZero : Last::Kind::kCompare,
        .width = w,
        .lhs = lhs,
        .immediate = static_cast<int32_t>(rhs)});
}

void MacroAssembler::test(Width w, Reg lhs, Reg rhs) { asm_.tst(gp(w, lhs), gp(w, rhs)); }

void MacroAssembler::test_imm(Width w, Reg lhs, int64_t rhs, RegSet dead) {
  const uint64_t value = truncated(w, rhs);
  if (!is_logical_imm(w, value)) {
    move_imm(kScratch2, value);
    return test(w, lhs, kScratch2);
  }
  if (!std::has_single_bit(value)) {
    asm_.tst(gp(w, lhs), Imm(value));
    return;
  }
  auto bit = static_cast<uint8_t>(std::countr_zero(value));
  // A bit of what was shifted to the right is another one of what was there before.
  if (last_.width == w && last_.op != IntOp::kShl && last_.op != IntOp::kRotr &&
      last_.amount + bit < bits_of(w) && feeds(Last::Kind::kShift, lhs, kNoReg, dead)) {
    const Last shift = take_back();
    bit = static_cast<uint8_t>(bit + shift.amount);
    lhs = shift.lhs;
  }
  asm_.tst(gp(w, lhs), Imm(uint64_t{1} << bit));
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
  const arm::CondCode matters = cond(both ? set.condition : negate(set.condition));
  const uint32_t bits = condition_bits(second);
  const Imm otherwise(kHolding[both ? bits ^ 1 : bits]);
  if (compare.kind == K::kCompareFloat) {
    asm_.fccmp(fp(w, compare.lhs), fp(w, compare.rhs), otherwise, Imm(matters));
  } else if (compare.rhs.valid()) {
    asm_.ccmp(gp(w, compare.lhs), gp(w, compare.rhs), otherwise, Imm(matters));
  } else if (compare.immediate >= 0 && compare.immediate <= 31) {
    asm_.ccmp(gp(w, compare.lhs), Imm(compare.immediate), otherwise, Imm(matters));
  } else if (compare.immediate < 0 && compare.immediate >= -31) {
    asm_.ccmn(gp(w, compare.lhs), Imm(-compare.immediate), otherwise, Imm(matters));
  } else {
    move_imm(kScratch2, truncated(w, compare.immediate));
    asm_.ccmp(gp(w, compare.lhs), gp(w, kScratch2), otherwise, Imm(matters));
  }
  return true;
}

}  // namespace shoal::arch::a64
