// Floating-point arithmetic, compares and conversions.
//
// With AVX every operation has three operands; without, float3() makes do with moves. Sign
// manipulation uses shifts and all-ones patterns instead of masks in memory, so emitted code needs
// no constant pool.
#include <cmath>

#include "arch/truncation.h"
#include "arch/x64/macro_assembler.h"

namespace shoal::arch::x64 {
namespace {

bool is_double(Width w) { return w == Width::k64; }
LoadKind whole(Width w) { return w == k32 ? LoadKind::kF32 : LoadKind::kF64; }

}  // namespace

void MacroAssembler::float3(Opcode op, Reg dst, Reg lhs, Reg rhs, bool commutative) {
  if (features_.avx) {
    // The short form of VEX has no fourth bit for the number of the last operand.
    if (commutative && rhs.code() >= 8 && lhs.code() < 8) std::swap(lhs, rhs);
    return code_.simd(op, dst, lhs, rhs);
  }
  if (dst != lhs && dst == rhs) {
    if (commutative) {
      std::swap(lhs, rhs);
    } else {
      assert(rhs != kFloatScratch);
      move_float(kFloatScratch, rhs);
      rhs = kFloatScratch;
    }
  }
  move_float(dst, lhs);
  code_.simd(op, dst, dst, rhs);
}

/// Takes the right operand, or either of a commutative operation, from where it was just loaded.
bool MacroAssembler::fold_float_load(FloatOp op, Width w, Reg dst, Reg lhs, Reg rhs, RegSet dead) {
  const LoadKind k = whole(w);
  const bool commutes = op == FloatOp::kAdd || op == FloatOp::kMul;
  if (lhs == rhs || !(commutes || op == FloatOp::kSub || op == FloatOp::kDiv)) return false;
  if (commutes && was_loaded(k, lhs, dst, dead)) std::swap(lhs, rhs);
  if (!was_loaded(k, rhs, dst, dead) || !(features_.avx || dst == lhs)) return false;
  const Opcode code = op == FloatOp::kAdd   ? simd::add(w)
                      : op == FloatOp::kSub ? simd::sub(w)
                      : op == FloatOp::kMul ? simd::mul(w)
                                            : simd::div(w);
  code_.simd(code, dst, lhs, take_back_load());
  return true;
}

void MacroAssembler::binary_float(FloatOp op, Width w, Reg dst, Reg lhs, Reg rhs, RegSet dead) {
  if (fold_float_load(op, w, dst, lhs, rhs, dead)) return;
  switch (op) {
    case FloatOp::kAdd: return float3(simd::add(w), dst, lhs, rhs, true);
    case FloatOp::kSub: return float3(simd::sub(w), dst, lhs, rhs, false);
    case FloatOp::kMul: return float3(simd::mul(w), dst, lhs, rhs, true);
    case FloatOp::kDiv: return float3(simd::div(w), dst, lhs, rhs, false);
    case FloatOp::kMin:
    case FloatOp::kMax: return min_max(op, w, dst, lhs, rhs);
    case FloatOp::kCopysign: return copysign(w, dst, lhs, rhs);
  }
}

void MacroAssembler::compare_ordered(Width w, Reg lhs, Reg rhs) {
  code_.simd(simd::compare(w), lhs, rhs);
}

// minss and maxss return their second operand for NaN and for zeros of different sign; WebAssembly
// wants a NaN, and -0 below +0. Different and ordered operands, the usual case, take the first
// branch.
void MacroAssembler::min_max(FloatOp op, Width w, Reg dst, Reg lhs, Reg rhs) {
  const bool min = op == FloatOp::kMin;
  const Label differ = new_label(), nan = new_label(), done = new_label();
  compare_ordered(w, lhs, rhs);
  jump_condition(Flags::kNotEqual, differ);
  jump_condition(Flags::kParity, nan);
  // Equal: or joins the sign bits of zeros for min, and clears one for max.
  float3(min ? simd::kOr : simd::kAnd, dst, lhs, rhs, true);
  jump(done);
  bind(nan);
  binary_float(FloatOp::kAdd, w, dst, lhs, rhs);
  jump(done);
  bind(differ);
  float3(min ? simd::min(w) : simd::max(w), dst, lhs, rhs, true);
  bind(done);
}

void MacroAssembler::shift_float(Shift op, Width w, Reg dst, Reg src, uint8_t count) {
  if (!features_.avx) {
    move_float(dst, src);
    src = dst;
  }
  code_.simd_shift(op, w, dst, src, count);
}

void MacroAssembler::copysign(Width w, Reg dst, Reg lhs, Reg rhs) {
  const uint8_t sign = is_double(w) ? 63 : 31;
  shift_float(Shift::kShr, w, kFloatScratch, rhs, sign);
  code_.simd_shift(Shift::kShl, w, kFloatScratch, kFloatScratch, sign);
  shift_float(Shift::kShl, w, dst, lhs, 1);
  code_.simd_shift(Shift::kShr, w, dst, dst, 1);
  code_.simd(simd::kOr, dst, dst, kFloatScratch);
}

void MacroAssembler::unary_float(FloatUnary op, Width w, Reg dst, Reg src) {
  auto round = [&](uint8_t mode) {
    constexpr uint8_t kQuiet = 8;  // No precision exception.
    code_.simd(simd::round(w), dst, src, src, mode | kQuiet);
  };
  switch (op) {
    case FloatUnary::kAbs:
      shift_float(Shift::kShl, w, dst, src, 1);
      code_.simd_shift(Shift::kShr, w, dst, dst, 1);
      break;
    case FloatUnary::kNeg:
      code_.simd(simd::kCompareEqual, kFloatScratch, kFloatScratch, kFloatScratch);
      code_.simd_shift(Shift::kShl, w, kFloatScratch, kFloatScratch, is_double(w) ? 63 : 31);
      float3(simd::kXor, dst, src, kFloatScratch, true);
      break;
    case FloatUnary::kSqrt: code_.simd_unary(simd::sqrt(w), dst, src); break;
    case FloatUnary::kNearest: round(0); break;
    case FloatUnary::kFloor: round(1); break;
    case FloatUnary::kCeil: round(2); break;
    case FloatUnary::kTrunc: round(3); break;
  }
}

// ucomis sets "below" for unordered operands, so orders are asked as "above": less-than with
// swapped operands.
void MacroAssembler::compare_float(Width w, Cond c, Reg lhs, Reg rhs, RegSet dead) {
  if (c == Cond::kFLt || c == Cond::kFNotLt || c == Cond::kFLe || c == Cond::kFNotLe) {
    std::swap(lhs, rhs);
  }
  if (lhs != rhs && was_loaded(whole(w), rhs, kNoReg, dead)) {
    code_.simd(simd::compare(w), lhs, take_back_load());
  } else {
    compare_ordered(w, lhs, rhs);
  }
}

// --- Conversions ---------------------------------------------------------------------------------

void MacroAssembler::int_to_float(Width to, Width from, Reg dst, Reg src) {
  // Cleared first: the instruction merges into its destination, which would make it wait for the
  // old value.
  code_.simd(simd::kXor, dst, dst, dst);
  code_.simd_gp(simd::from_int(to), from, dst, dst, src);
}

// Values with the top bit set are halved, keeping the lost bit as a sticky one for rounding,
// converted, doubled.
void MacroAssembler::u64_to_float(Width to, Reg dst, Reg src) {
  const Label large = new_label(), even = new_label(), done = new_label();
  code_.test(k64, src, src);
  jump_condition(Flags::kSign, large);
  int_to_float(to, Width::k64, dst, src);
  jump(done);
  bind(large);
  code_.mov(k64, kScratch, src);
  code_.shift(Shift::kShr, k64, kScratch, 1);
  jump_condition(Flags::kAboveEqual, even);
  code_.alu(Alu::kOr, k64, kScratch, 1);
  bind(even);
  int_to_float(to, Width::k64, dst, kScratch);
  binary_float(FloatOp::kAdd, to, dst, dst, dst);
  bind(done);
}

void MacroAssembler::convert(Convert op, Reg dst, Reg src) {
  switch (op) {
    case Convert::kI32WrapI64: code_.mov(k32, dst, src); break;
    case Convert::kI64ExtendI32S: code_.movsxd(dst, src); break;
    case Convert::kF32ConvertI32S: int_to_float(Width::k32, Width::k32, dst, src); break;
    case Convert::kF64ConvertI32S: int_to_float(Width::k64, Width::k32, dst, src); break;
    // An i32 is zero-extended: unsigned, it is a non-negative i64.
    case Convert::kF32ConvertI32U:
    case Convert::kF32ConvertI64S: int_to_float(Width::k32, Width::k64, dst, src); break;
    case Convert::kF64ConvertI32U:
    case Convert::kF64ConvertI64S: int_to_float(Width::k64, Width::k64, dst, src); break;
    case Convert::kF32ConvertI64U: u64_to_float(Width::k32, dst, src); break;
    case Convert::kF64ConvertI64U: u64_to_float(Width::k64, dst, src); break;
    case Convert::kF32DemoteF64: code_.simd_unary(simd::convert(k64), dst, src); break;
    case Convert::kF64PromoteF32: code_.simd_unary(simd::convert(k32), dst, src); break;
    case Convert::kI32ReinterpretF32: code_.simd_gp(simd::kToGp, k32, src, dst); break;
    case Convert::kI64ReinterpretF64: code_.simd_gp(simd::kToGp, k64, src, dst); break;
    case Convert::kF32ReinterpretI32: code_.simd_gp(simd::kFromGp, k32, dst, src); break;
    case Convert::kF64ReinterpretI64: code_.simd_gp(simd::kFromGp, k64, dst, src); break;
    default: assert(false && "truncations have their own method");
  }
}

void MacroAssembler::float_to_int(Width from, Width to, Reg dst, Reg src) {
  code_.simd_gp(simd::to_int_truncated(from), to, dst, src);
}

// cvtt returns the smallest integer for whatever it cannot represent, NaN included.
void MacroAssembler::truncate(Convert op, Reg dst, Reg src, Label slow) {
  const Truncation t = describe_truncation(op);
  if (t.is_signed) {
    float_to_int(t.from, t.to, dst, src);
    code_.cmp(t.to, dst, 1);
    jump_condition(Flags::kOverflow, slow);  // Overflow: dst was the smallest integer.
  } else if (t.to == Width::k32) {
    float_to_int(t.from, Width::k64, dst, src);
    code_.mov(k32, kScratch, dst);
    code_.cmp(k64, kScratch, dst);
    jump_condition(Flags::kNotEqual, slow);
  } else {
    float_to_int(t.from, Width::k64, dst, src);
    code_.test(k64, dst, dst);
    jump_condition(Flags::kSign, slow);
  }
}

void MacroAssembler::truncate_slow(Convert op, Reg dst, Reg src, Label resume, Label invalid,
                                   Label overflow) {
  const Truncation t = describe_truncation(op);
  auto compare_with = [&](double bound) {
    move_float_imm(t.from, kFloatScratch, float_bits(t.from, bound));
    compare_ordered(t.from, src, kFloatScratch);
  };
  const double two_to_bits = t.to == Width::k32 ? 4294967296.0 : 18446744073709551616.0;

  if (!t.saturates) {
    compare_ordered(t.from, src, src);
    jump_condition(Flags::kParity, invalid);
  }
  if (t.is_signed && !t.saturates) {
    // Good only if it really is the smallest integer; then dst is right already.
    const double lowest = -two_to_bits / 2;
    if (t.to == Width::k32 && is_double(t.from)) {
      compare_with(lowest - 1);
      jump_condition(Flags::kBelowEqual, overflow);
    } else {
      compare_with(lowest);
      jump_condition(Flags::kBelow, overflow);
    }
    compare_with(0);
    jump_condition(Flags::kAbove, overflow);
    jump(resume);
    return;
  }
  if (!t.is_signed && t.to == Width::k32 && !t.saturates) {
    jump(overflow);  // Everything representable took the fast path.
    return;
  }
  if (t.saturates) {
    // NaN and, for unsigned targets, negatives give 0; signed negatives the smallest, the rest the
    // largest.
    const Label not_nan = new_label(), positive = new_label();
    compare_ordered(t.from, src, src);
    jump_condition(Flags::kNoParity, not_nan);
    move_imm(dst, 0);
    jump(resume);
    bind(not_nan);
    compare_with(0);
    jump_condition(Flags::kAbove, positive);
    move_imm(dst, t.is_signed ? (t.to == Width::k32 ? 0x80000000u : 0x8000000000000000u) : 0);
    jump(resume);
    bind(positive);
    if (t.is_signed || t.to == Width::k32) {
      move_imm(dst, t.is_signed ? (t.to == Width::k32 ? INT32_MAX : INT64_MAX) : UINT32_MAX);
      jump(resume);
      return;
    }
  }
  // Unsigned 64 bits: [2^63, 2^64) is converted shifted down by 2^63.
  const Label beyond = new_label();
  compare_with(two_to_bits);
  jump_condition(Flags::kAboveEqual, beyond);
  compare_with(0);
  jump_condition(Flags::kBelow, beyond);  // Saturating forms have dealt with negatives.
  // Added to the negated bound: a subtraction from `src` into the bound's register would need
  // another without AVX.
  move_float_imm(t.from, kFloatScratch, float_bits(t.from, -two_to_bits / 2));
  binary_float(FloatOp::kAdd, t.from, kFloatScratch, src, kFloatScratch);
  float_to_int(t.from, Width::k64, dst, kFloatScratch);
  code_.btc(k64, dst, 63);
  jump(resume);
  bind(beyond);
  if (t.saturates) {
    move_imm(dst, UINT64_MAX);
    jump(resume);
  } else {
    jump(overflow);
  }
}

}  // namespace shoal::arch::x64
