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

using namespace asmjit;

bool is_double(Width w) { return w == Width::k64; }

}  // namespace

void MacroAssembler::float3(x86::Inst::Id avx, x86::Inst::Id sse, Reg dst, Reg lhs, Reg rhs,
                            bool commutative) {
  if (features_.avx) {
    asm_.emit(avx, vec(dst), vec(lhs), vec(rhs));
    return;
  }
  if (dst != lhs && dst == rhs) {
    if (commutative) {
      std::swap(lhs, rhs);
    } else {
      assert(rhs != kFloatScratch);
      asm_.movaps(vec(kFloatScratch), vec(rhs));
      rhs = kFloatScratch;
    }
  }
  move_float(dst, lhs);
  asm_.emit(sse, vec(dst), vec(rhs));
}

void MacroAssembler::binary_float(FloatOp op, Width w, Reg dst, Reg lhs, Reg rhs) {
  const bool d = is_double(w);
  namespace I = x86::Inst;
  switch (op) {
    case FloatOp::kAdd:
      return float3(d ? I::kIdVaddsd : I::kIdVaddss, d ? I::kIdAddsd : I::kIdAddss, dst, lhs, rhs,
                    true);
    case FloatOp::kSub:
      return float3(d ? I::kIdVsubsd : I::kIdVsubss, d ? I::kIdSubsd : I::kIdSubss, dst, lhs, rhs,
                    false);
    case FloatOp::kMul:
      return float3(d ? I::kIdVmulsd : I::kIdVmulss, d ? I::kIdMulsd : I::kIdMulss, dst, lhs, rhs,
                    true);
    case FloatOp::kDiv:
      return float3(d ? I::kIdVdivsd : I::kIdVdivss, d ? I::kIdDivsd : I::kIdDivss, dst, lhs, rhs,
                    false);
    case FloatOp::kMin:
    case FloatOp::kMax: return min_max(op, w, dst, lhs, rhs);
    case FloatOp::kCopysign: return copysign(w, dst, lhs, rhs);
  }
}

void MacroAssembler::compare_ordered(Width w, Reg lhs, Reg rhs) {
  if (is_double(w)) {
    features_.avx ? asm_.vucomisd(vec(lhs), vec(rhs)) : asm_.ucomisd(vec(lhs), vec(rhs));
  } else {
    features_.avx ? asm_.vucomiss(vec(lhs), vec(rhs)) : asm_.ucomiss(vec(lhs), vec(rhs));
  }
}

// minss and maxss return their second operand for NaN and for zeros of different sign; WebAssembly
// wants a NaN, and -0 below +0. Different and ordered operands, the usual case, take the first
// branch.
void MacroAssembler::min_max(FloatOp op, Width w, Reg dst, Reg lhs, Reg rhs) {
  namespace I = x86::Inst;
  const bool d = is_double(w), min = op == FloatOp::kMin;
  const Label differ = new_label(), nan = new_label(), done = new_label();
  compare_ordered(w, lhs, rhs);
  jump_condition(0x5, differ);
  jump_condition(0xA, nan);
  if (min) {  // Equal: or joins the sign bits of zeros for min, and clears one for max.
    float3(I::kIdVorps, I::kIdOrps, dst, lhs, rhs, true);
  } else {
    float3(I::kIdVandps, I::kIdAndps, dst, lhs, rhs, true);
  }
  jump(done);
  bind(nan);
  binary_float(FloatOp::kAdd, w, dst, lhs, rhs);
  jump(done);
  bind(differ);
  if (min) {
    float3(d ? I::kIdVminsd : I::kIdVminss, d ? I::kIdMinsd : I::kIdMinss, dst, lhs, rhs, true);
  } else {
    float3(d ? I::kIdVmaxsd : I::kIdVmaxss, d ? I::kIdMaxsd : I::kIdMaxss, dst, lhs, rhs, true);
  }
  bind(done);
}

void MacroAssembler::copysign(Width w, Reg dst, Reg lhs, Reg rhs) {
  move_float(kFloatScratch, rhs);
  move_float(dst, lhs);
  if (is_double(w)) {
    asm_.psrlq(vec(kFloatScratch), 63);
    asm_.psllq(vec(kFloatScratch), 63);
    asm_.psllq(vec(dst), 1);
    asm_.psrlq(vec(dst), 1);
  } else {
    asm_.psrld(vec(kFloatScratch), 31);
    asm_.pslld(vec(kFloatScratch), 31);
    asm_.pslld(vec(dst), 1);
    asm_.psrld(vec(dst), 1);
  }
  asm_.orps(vec(dst), vec(kFloatScratch));
}

void MacroAssembler::unary_float(FloatUnary op, Width w, Reg dst, Reg src) {
  const bool d = is_double(w);
  namespace I = x86::Inst;
  auto round = [&](int mode) {
    constexpr int kQuiet = 8;  // No precision exception.
    if (features_.avx) {
      asm_.emit(d ? I::kIdVroundsd : I::kIdVroundss, vec(dst), vec(src), vec(src), mode | kQuiet);
    } else {
      asm_.emit(d ? I::kIdRoundsd : I::kIdRoundss, vec(dst), vec(src), mode | kQuiet);
    }
  };
  switch (op) {
    case FloatUnary::kAbs:
      move_float(dst, src);
      if (d) {
        asm_.psllq(vec(dst), 1);
        asm_.psrlq(vec(dst), 1);
      } else {
        asm_.pslld(vec(dst), 1);
        asm_.psrld(vec(dst), 1);
      }
      break;
    case FloatUnary::kNeg:
      asm_.pcmpeqd(vec(kFloatScratch), vec(kFloatScratch));
      if (d) {
        asm_.psllq(vec(kFloatScratch), 63);
      } else {
        asm_.pslld(vec(kFloatScratch), 31);
      }
      float3(I::kIdVxorps, I::kIdXorps, dst, src, kFloatScratch, true);
      break;
    case FloatUnary::kSqrt:
      if (features_.avx) {
        asm_.emit(d ? I::kIdVsqrtsd : I::kIdVsqrtss, vec(dst), vec(src), vec(src));
      } else {
        asm_.emit(d ? I::kIdSqrtsd : I::kIdSqrtss, vec(dst), vec(src));
      }
      break;
    case FloatUnary::kNearest: round(0); break;
    case FloatUnary::kFloor: round(1); break;
    case FloatUnary::kCeil: round(2); break;
    case FloatUnary::kTrunc: round(3); break;
  }
}

// ucomis sets "below" for unordered operands, so orders are asked as "above": less-than with
// swapped operands.
void MacroAssembler::compare_float(Width w, Cond c, Reg lhs, Reg rhs) {
  switch (c) {
    case Cond::kFLt:
    case Cond::kFNotLt:
    case Cond::kFLe:
    case Cond::kFNotLe: return compare_ordered(w, rhs, lhs);
    default: return compare_ordered(w, lhs, rhs);
  }
}

// --- Conversions ---------------------------------------------------------------------------------

void MacroAssembler::int_to_float(Width to, Width from, Reg dst, Reg src) {
  namespace I = x86::Inst;
  const bool d = is_double(to);
  // Cleared first: the instruction merges into its destination, which would make it wait for the
  // old value.
  if (features_.avx) {
    asm_.vxorps(vec(dst), vec(dst), vec(dst));
    asm_.emit(d ? I::kIdVcvtsi2sd : I::kIdVcvtsi2ss, vec(dst), vec(dst), gp(from, src));
  } else {
    asm_.xorps(vec(dst), vec(dst));
    asm_.emit(d ? I::kIdCvtsi2sd : I::kIdCvtsi2ss, vec(dst), gp(from, src));
  }
}

// Values with the top bit set are halved, keeping the lost bit as a sticky one for rounding,
// converted, doubled.
void MacroAssembler::u64_to_float(Width to, Reg dst, Reg src) {
  const Label large = new_label(), even = new_label(), done = new_label();
  asm_.test(gpq(src), gpq(src));
  jump_condition(0x8, large);
  int_to_float(to, Width::k64, dst, src);
  jump(done);
  bind(large);
  asm_.mov(gpq(kScratch), gpq(src));
  asm_.shr(gpq(kScratch), 1);
  jump_condition(0x3, even);
  asm_.or_(gpq(kScratch), 1);
  bind(even);
  int_to_float(to, Width::k64, dst, kScratch);
  binary_float(FloatOp::kAdd, to, dst, dst, dst);
  bind(done);
}

void MacroAssembler::convert(Convert op, Reg dst, Reg src) {
  namespace I = x86::Inst;
  auto single = [&](I::Id avx, I::Id sse, const Operand_& d, const Operand_& s) {
    asm_.emit(features_.avx ? avx : sse, d, s);
  };
  switch (op) {
    case Convert::kI32WrapI64: asm_.mov(gpd(dst), gpd(src)); break;
    case Convert::kI64ExtendI32S: asm_.movsxd(gpq(dst), gpd(src)); break;
    case Convert::kF32ConvertI32S: int_to_float(Width::k32, Width::k32, dst, src); break;
    case Convert::kF64ConvertI32S: int_to_float(Width::k64, Width::k32, dst, src); break;
    // An i32 is zero-extended: unsigned, it is a non-negative i64.
    case Convert::kF32ConvertI32U:
    case Convert::kF32ConvertI64S: int_to_float(Width::k32, Width::k64, dst, src); break;
    case Convert::kF64ConvertI32U:
    case Convert::kF64ConvertI64S: int_to_float(Width::k64, Width::k64, dst, src); break;
    case Convert::kF32ConvertI64U: u64_to_float(Width::k32, dst, src); break;
    case Convert::kF64ConvertI64U: u64_to_float(Width::k64, dst, src); break;
    case Convert::kF32DemoteF64:
      if (features_.avx) {
        asm_.vcvtsd2ss(vec(dst), vec(src), vec(src));
      } else {
        asm_.cvtsd2ss(vec(dst), vec(src));
      }
      break;
    case Convert::kF64PromoteF32:
      if (features_.avx) {
        asm_.vcvtss2sd(vec(dst), vec(src), vec(src));
      } else {
        asm_.cvtss2sd(vec(dst), vec(src));
      }
      break;
    case Convert::kI32ReinterpretF32: single(I::kIdVmovd, I::kIdMovd, gpd(dst), vec(src)); break;
    case Convert::kI64ReinterpretF64: single(I::kIdVmovq, I::kIdMovq, gpq(dst), vec(src)); break;
    case Convert::kF32ReinterpretI32: single(I::kIdVmovd, I::kIdMovd, vec(dst), gpd(src)); break;
    case Convert::kF64ReinterpretI64: single(I::kIdVmovq, I::kIdMovq, vec(dst), gpq(src)); break;
    default: assert(false && "truncations have their own method");
  }
}

void MacroAssembler::float_to_int(Width from, Width to, Reg dst, Reg src) {
  namespace I = x86::Inst;
  const I::Id id = is_double(from) ? (features_.avx ? I::kIdVcvttsd2si : I::kIdCvttsd2si)
                                   : (features_.avx ? I::kIdVcvttss2si : I::kIdCvttss2si);
  asm_.emit(id, gp(to, dst), vec(src));
}

// cvtt returns the smallest integer for whatever it cannot represent, NaN included.
void MacroAssembler::truncate(Convert op, Reg dst, Reg src, Label slow) {
  const Truncation t = describe_truncation(op);
  if (t.is_signed) {
    float_to_int(t.from, t.to, dst, src);
    asm_.cmp(gp(t.to, dst), 1);
    jump_condition(0x0, slow);  // Overflow: dst was the smallest integer.
  } else if (t.to == Width::k32) {
    float_to_int(t.from, Width::k64, dst, src);
    asm_.mov(gpd(kScratch), gpd(dst));
    asm_.cmp(gpq(kScratch), gpq(dst));
    jump_condition(0x5, slow);
  } else {
    float_to_int(t.from, Width::k64, dst, src);
    asm_.test(gpq(dst), gpq(dst));
    jump_condition(0x8, slow);
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
    jump_condition(0xA, invalid);
  }
  if (t.is_signed && !t.saturates) {
    // Good only if it really is the smallest integer; then dst is right already.
    const double lowest = -two_to_bits / 2;
    if (t.to == Width::k32 && is_double(t.from)) {
      compare_with(lowest - 1);
      jump_condition(0x6, overflow);
    } else {
      compare_with(lowest);
      jump_condition(0x2, overflow);
    }
    compare_with(0);
    jump_condition(0x7, overflow);
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
    jump_condition(0xB, not_nan);
    move_imm(dst, 0);
    jump(resume);
    bind(not_nan);
    compare_with(0);
    jump_condition(0x7, positive);
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
  jump_condition(0x3, beyond);
  compare_with(0);
  jump_condition(0x2, beyond);  // Saturating forms have dealt with negatives.
  // Added to the negated bound: a subtraction from `src` into the bound's register would need
  // another without AVX.
  move_float_imm(t.from, kFloatScratch, float_bits(t.from, -two_to_bits / 2));
  binary_float(FloatOp::kAdd, t.from, kFloatScratch, src, kFloatScratch);
  float_to_int(t.from, Width::k64, dst, kFloatScratch);
  asm_.btc(gpq(dst), 63);
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
