// Floating-point arithmetic, compares and conversions.
//
// The instructions are WebAssembly's: fmin and fmax order zeros and propagate NaN, conversions to
// integers saturate and give 0 for NaN. Only truncations that trap need more than one.
#include "arch/a64/macro_assembler.h"
#include "arch/truncation.h"

namespace shoal::arch::a64 {
namespace {

/// By FloatOp, without kCopysign.
constexpr Float2 kBinary[] = {Float2::kFadd, Float2::kFsub, Float2::kFmul,
                              Float2::kFdiv, Float2::kFmin, Float2::kFmax};

/// By FloatUnary.
constexpr Float1 kUnary[] = {
    Float1::kFabs,   Float1::kFneg,   Float1::kFsqrt,  // kAbs kNeg kSqrt
    Float1::kFrintp, Float1::kFrintm, Float1::kFrintz,
    Float1::kFrintn,  // kCeil kFloor kTrunc kNearest
};

/// What ccmp sets the flags to if its condition fails, and the conditions that go with it.
constexpr uint32_t kFlagZ = 4, kFlagV = 1;
constexpr uint32_t kOverflow = 0x6;

}  // namespace

void MacroAssembler::binary_float(FloatOp op, Width w, Reg dst, Reg lhs, Reg rhs, RegSet) {
  if (op == FloatOp::kCopysign) return copysign(w, dst, lhs, rhs);
  code_.op(kBinary[static_cast<uint8_t>(op)], w, dst, lhs, rhs);
}

// The inserting shifts keep the bits of their destination that they do not shift anything into, so
// no mask is needed: either the sign goes into the left operand, or all but the sign into the right
// one.
void MacroAssembler::copysign(Width w, Reg dst, Reg lhs, Reg rhs) {
  const uint32_t sign = w == Width::k64 ? 63 : 31;
  if (dst == rhs && dst != lhs) {
    code_.op(VectorShift::kShl, w, kFloatScratch, lhs, 1);
    code_.op(VectorShift::kSri, w, dst, kFloatScratch, 1);
    return;
  }
  code_.op(VectorShift::kUshr, w, kFloatScratch, rhs, sign);
  move_float(dst, lhs);
  code_.op(VectorShift::kSli, w, dst, kFloatScratch, sign);
}

void MacroAssembler::unary_float(FloatUnary op, Width w, Reg dst, Reg src) {
  code_.op(kUnary[static_cast<uint8_t>(op)], w, dst, src);
}

void MacroAssembler::compare_float(Width w, Cond, Reg lhs, Reg rhs, RegSet) {
  code_.fcmp(w, lhs, rhs);
  note({.kind = Last::Kind::kCompareFloat, .width = w, .lhs = lhs, .rhs = rhs});
}

// --- Conversions ---------------------------------------------------------------------------------

void MacroAssembler::convert(Convert op, Reg dst, Reg src) {
  switch (op) {
    case Convert::kI32WrapI64:
      code_.mov(k32, dst, src);
      note({.kind = Last::Kind::kWrap, .width = k32, .dst = dst, .lhs = src});
      break;
    case Convert::kI64ExtendI32S: unary(IntUnary::kExtend32S, k64, dst, src); break;
    case Convert::kF32ConvertI32S: code_.op(IntFloat::kScvtf, k32, k32, dst, src); break;
    case Convert::kF32ConvertI32U: code_.op(IntFloat::kUcvtf, k32, k32, dst, src); break;
    case Convert::kF32ConvertI64S: code_.op(IntFloat::kScvtf, k64, k32, dst, src); break;
    case Convert::kF32ConvertI64U: code_.op(IntFloat::kUcvtf, k64, k32, dst, src); break;
    case Convert::kF64ConvertI32S: code_.op(IntFloat::kScvtf, k32, k64, dst, src); break;
    case Convert::kF64ConvertI32U: code_.op(IntFloat::kUcvtf, k32, k64, dst, src); break;
    case Convert::kF64ConvertI64S: code_.op(IntFloat::kScvtf, k64, k64, dst, src); break;
    case Convert::kF64ConvertI64U: code_.op(IntFloat::kUcvtf, k64, k64, dst, src); break;
    case Convert::kF32DemoteF64: code_.fcvt(k64, dst, src); break;
    case Convert::kF64PromoteF32: code_.fcvt(k32, dst, src); break;
    case Convert::kI32ReinterpretF32: code_.op(IntFloat::kToGp, k32, k32, dst, src); break;
    case Convert::kI64ReinterpretF64: code_.op(IntFloat::kToGp, k64, k64, dst, src); break;
    case Convert::kF32ReinterpretI32: code_.op(IntFloat::kFromGp, k32, k32, dst, src); break;
    case Convert::kF64ReinterpretI64: code_.op(IntFloat::kFromGp, k64, k64, dst, src); break;
    default: assert(false && "truncations have their own method");
  }
}

// A result is wrong where the conversion saturated, or gave 0 for NaN. One compare and one
// conditional compare find all such, and a few results that are right, which the slow path sorts
// out:
//  - Signed: a compare of the operand with itself sets V for NaN. Else the result is added to
//    itself, which sets V if its two highest bits differ, as they do in both bounds (and in every
//    result of at least half their magnitude).
//  - Unsigned: a compare with 0 fails "greater or equal" for NaN and whatever is below 0 (also the
//    fractions that give 0 rightly). Else 1 is added to the result, which gives 0 for the highest.
void MacroAssembler::truncate(Convert op, Reg dst, Reg src, Label slow) {
  const Truncation t = describe_truncation(op);
  code_.op(t.is_signed ? IntFloat::kFcvtzs : IntFloat::kFcvtzu, t.to, t.from, dst, src);
  if (t.saturates) return;
  if (t.is_signed) {
    constexpr ConditionBits kNoOverflow = kOverflow ^ 1;
    code_.fcmp(t.from, src, src);
    code_.op(CompareIf::kCcmn, t.to, dst, dst, kFlagV, kNoOverflow);
    branch_flags(kOverflow, slow);
  } else {
    code_.fcmp_zero(t.from, src);
    code_.op(CompareIf::kCcmn, t.to, dst, 1, kFlagZ, condition_bits(Cond::kFGe));
    branch_flags(condition_bits(Cond::kEq), slow);
  }
}

// The result is in dst already; what remains is to see whether it is right.
void MacroAssembler::truncate_slow(Convert op, Reg dst, Reg src, Label resume, Label invalid,
                                   Label overflow) {
  const Truncation t = describe_truncation(op);
  (void)dst;
  assert(!t.saturates && "saturating forms take no slow path");
  auto compare_with = [&](double bound) {
    move_float_imm(t.from, kFloatScratch, float_bits(t.from, bound));
    code_.fcmp(t.from, src, kFloatScratch);
  };
  const double range = t.to == Width::k32 ? 0x1p32 : 0x1p64;
  code_.fcmp(t.from, src, src);
  branch_flags(kOverflow, invalid);
  compare_with(t.is_signed ? range / 2 : range);
  branch(Cond::kFGe, overflow);
  if (!t.is_signed) {
    compare_with(-1);
    branch(Cond::kFLe, overflow);
  } else if (t.from == Width::k64 && t.to == Width::k32) {
    compare_with(-range / 2 - 1);  // Fractions below the lowest integer are cut off.
    branch(Cond::kFLe, overflow);
  } else {
    compare_with(-range / 2);
    branch(Cond::kFLt, overflow);
  }
  jump(resume);
}

}  // namespace shoal::arch::a64
