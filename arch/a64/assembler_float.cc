// Floating-point arithmetic, compares and conversions.
//
// The instructions are WebAssembly's: fmin and fmax order zeros and propagate NaN, conversions to
// integers saturate and give 0 for NaN. Only truncations that trap need more than one.
#include "arch/a64/macro_assembler.h"
#include "arch/truncation.h"

namespace shoal::arch::a64 {
namespace {

using namespace asmjit;
using I = arm::Inst;

/// By FloatOp, without kCopysign.
constexpr I::Id kBinary[] = {
    I::kIdFadd_v, I::kIdFsub_v, I::kIdFmul_v, I::kIdFdiv_v, I::kIdFmin_v, I::kIdFmax_v,
};

/// By FloatUnary.
constexpr I::Id kUnary[] = {
    I::kIdFabs_v,   I::kIdFneg_v,   I::kIdFsqrt_v,                   // kAbs kNeg kSqrt
    I::kIdFrintp_v, I::kIdFrintm_v, I::kIdFrintz_v, I::kIdFrintn_v,  // kCeil kFloor kTrunc kNearest
};

/// What ccmp sets the flags to if its condition fails, and the conditions that go with it.
constexpr uint32_t kFlagZ = 4, kFlagV = 1;
constexpr uint32_t kOverflow = 0x6;

}  // namespace

void MacroAssembler::binary_float(FloatOp op, Width w, Reg dst, Reg lhs, Reg rhs) {
  if (op == FloatOp::kCopysign) return copysign(w, dst, lhs, rhs);
  asm_.emit(kBinary[static_cast<uint8_t>(op)], fp(w, dst), fp(w, lhs), fp(w, rhs));
}

// The inserting shifts keep the bits of their destination that they do not shift anything into, so
// no mask is needed: either the sign goes into the left operand, or all but the sign into the right
// one.
void MacroAssembler::copysign(Width w, Reg dst, Reg lhs, Reg rhs) {
  const int sign = w == Width::k64 ? 63 : 31;
  auto lanes = [w](Reg r) {
    const arm::Vec whole = fp(Width::k64, r);
    return w == Width::k64 ? whole : whole.s2();
  };
  if (dst == rhs && dst != lhs) {
    asm_.shl(lanes(kFloatScratch), lanes(lhs), Imm(1));
    asm_.sri(lanes(dst), lanes(kFloatScratch), Imm(1));
    return;
  }
  asm_.ushr(lanes(kFloatScratch), lanes(rhs), Imm(sign));
  move_float(dst, lhs);
  asm_.sli(lanes(dst), lanes(kFloatScratch), Imm(sign));
}

void MacroAssembler::unary_float(FloatUnary op, Width w, Reg dst, Reg src) {
  asm_.emit(kUnary[static_cast<uint8_t>(op)], fp(w, dst), fp(w, src));
}

void MacroAssembler::compare_float(Width w, Cond, Reg lhs, Reg rhs) {
  asm_.fcmp(fp(w, lhs), fp(w, rhs));
  note({.kind = Last::Kind::kCompareFloat, .width = w, .lhs = lhs, .rhs = rhs});
}

// --- Conversions ---------------------------------------------------------------------------------

void MacroAssembler::convert(Convert op, Reg dst, Reg src) {
  constexpr Width k32 = Width::k32, k64 = Width::k64;
  switch (op) {
    case Convert::kI32WrapI64:
      asm_.mov(gpw(dst), gpw(src));
      note({.kind = Last::Kind::kWrap, .width = k32, .dst = dst, .lhs = src});
      break;
    case Convert::kI64ExtendI32S: unary(IntUnary::kExtend32S, k64, dst, src); break;
    case Convert::kF32ConvertI32S: asm_.scvtf(fp(k32, dst), gpw(src)); break;
    case Convert::kF32ConvertI32U: asm_.ucvtf(fp(k32, dst), gpw(src)); break;
    case Convert::kF32ConvertI64S: asm_.scvtf(fp(k32, dst), gpx(src)); break;
    case Convert::kF32ConvertI64U: asm_.ucvtf(fp(k32, dst), gpx(src)); break;
    case Convert::kF64ConvertI32S: asm_.scvtf(fp(k64, dst), gpw(src)); break;
    case Convert::kF64ConvertI32U: asm_.ucvtf(fp(k64, dst), gpw(src)); break;
    case Convert::kF64ConvertI64S: asm_.scvtf(fp(k64, dst), gpx(src)); break;
    case Convert::kF64ConvertI64U: asm_.ucvtf(fp(k64, dst), gpx(src)); break;
    case Convert::kF32DemoteF64: asm_.fcvt(fp(k32, dst), fp(k64, src)); break;
    case Convert::kF64PromoteF32: asm_.fcvt(fp(k64, dst), fp(k32, src)); break;
    case Convert::kI32ReinterpretF32: asm_.fmov(gpw(dst), fp(k32, src)); break;
    case Convert::kI64ReinterpretF64: asm_.fmov(gpx(dst), fp(k64, src)); break;
    case Convert::kF32ReinterpretI32: asm_.fmov(fp(k32, dst), gpw(src)); break;
    case Convert::kF64ReinterpretI64: asm_.fmov(fp(k64, dst), gpx(src)); break;
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
  const arm::Gp result = gp(t.to, dst);
  const arm::Vec operand = fp(t.from, src);
  asm_.emit(t.is_signed ? I::kIdFcvtzs_v : I::kIdFcvtzu_v, result, operand);
  if (t.saturates) return;
  if (t.is_signed) {
    asm_.fcmp(operand, operand);
    asm_.ccmn(result, result, Imm(kFlagV), Imm(arm::CondCode::kVC));
    branch_flags(kOverflow, slow);
  } else {
    asm_.fcmp(operand, Imm(0.0));
    asm_.ccmn(result, Imm(1), Imm(kFlagZ), Imm(arm::CondCode::kGE));
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
    asm_.fcmp(fp(t.from, src), fp(t.from, kFloatScratch));
  };
  const double range = t.to == Width::k32 ? 0x1p32 : 0x1p64;
  asm_.fcmp(fp(t.from, src), fp(t.from, src));
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
