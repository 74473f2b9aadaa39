// Integer division. Part of FunctionCompiler: by constants, with shifts and multiplications
// (division.h), and the CPU's own for the rest.
#ifndef SHOAL_JIT_FUNCTION_COMPILER_DIVISION_H_
#define SHOAL_JIT_FUNCTION_COMPILER_DIVISION_H_

#include <bit>

#include "jit/division.h"
#include "jit/function_compiler.h"

namespace shoal::jit {

// --- By constants --------------------------------------------------------------------------------

/// False: nothing was emitted, and the CPU has to divide.
template <class Masm>
bool FunctionCompiler<Masm>::divide_by_constant(arch::DivOp op, Width w, Operand& a,
                                                const Operand& b) {
  using arch::DivOp, arch::IntOp;
  if (!b.is_const() || b.bits == 0) return false;
  const bool is_signed = op == DivOp::kDivS || op == DivOp::kRemS;
  if (!is_signed && std::has_single_bit(b.bits)) {
    const auto mask = static_cast<int64_t>(b.bits - 1);
    if (op == DivOp::kDivU) {
      binary_imm(IntOp::kShrU, w, a, std::countr_zero(b.bits));
      return true;
    }
    if (!Masm::fits(IntOp::kAnd, w, mask)) return false;
    binary_imm(IntOp::kAnd, w, a, mask);
    return true;
  }
  const unsigned bits = w == Width::k32 ? 32 : 64;
  const bool negative = is_signed && signed_value(b) < 0;
  const uint64_t size = negative ? 0 - static_cast<uint64_t>(signed_value(b)) : b.bits;
  if (!options_.tuning.constant_division || size == 1) return false;
  if (is_signed && size >> (bits - 1) != 0) return false;  // The smallest integer.

  // `a` may be in any of the registers that a high product insists on.
  RegSet fixed = Masm::kHighProduct.clobbers;
  if (Masm::kHighProduct.lhs.valid()) fixed.add(Masm::kHighProduct.lhs);
  const Reg t = target(int_type(w));
  const Reg x = stack_.to_reg(a, fixed);
  Reg q;
  if (std::has_single_bit(size)) {
    q = round_to_power(w, x, t, static_cast<uint8_t>(std::countr_zero(size)));
  } else if (is_signed) {
    q = multiply_by_inverse(divide_signed(size, bits), true, w, x, t);
  } else {
    q = multiply_by_inverse(divide_unsigned(size, bits), false, w, x, t);
  }
  if (op == DivOp::kRemS || op == DivOp::kRemU) {
    finish_remainder(w, a, x, q, size, t);
    return true;
  }
  if (std::has_single_bit(size)) {
    masm_.binary_imm(IntOp::kShrS, w, q, q, std::countr_zero(size));
  }
  if (negative) masm_.unary(arch::IntUnary::kNeg, w, q, q);
  stack_.release(a);
  stack_.push_reg(int_type(w), q);
  return true;
}

/// A register for a quotient: the target, if the dividend need not stay there.
template <class Masm>
arch::Reg FunctionCompiler<Masm>::quotient_register(Reg x, Reg t) {
  return t.valid() && t != x ? t : stack_.allocate(arch::Bank::kInt);
}

/// The dividend, signed, plus what rounds its quotient by 2^k towards zero.
template <class Masm>
arch::Reg FunctionCompiler<Masm>::round_to_power(Width w, Reg x, Reg t, uint8_t k) {
  using arch::IntOp;
  const int64_t bits = w == Width::k32 ? 32 : 64;
  const Reg q = quotient_register(x, t);
  if (k == 1) {
    masm_.binary_imm(IntOp::kShrU, w, q, x, bits - 1);
  } else {
    masm_.binary_imm(IntOp::kShrS, w, q, x, bits - 1);
    masm_.binary_imm(IntOp::kShrU, w, q, q, bits - k);
  }
  masm_.binary(IntOp::kAdd, w, q, q, x);
  return q;
}

/// The quotient by the divisor's magnitude.
template <class Masm>
arch::Reg FunctionCompiler<Masm>::multiply_by_inverse(const Division& d, bool is_signed, Width w,
                                                      Reg x, Reg t) {
  using arch::IntOp;
  Operand magic = Operand::constant(ValType::kI64, d.magic);
  Reg q;
  if (d.high) {
    const arch::Constraint& c = Masm::kHighProduct;
    if (c.lhs.valid()) stack_.to_fixed(magic, c.lhs);
    const Reg factor = stack_.to_reg(magic);
    q = c.dst;
    if (q.valid()) {
      stack_.take(q);
    } else {
      q = quotient_register(x, t);
    }
    Reg dividend = x;
    if (d.pre_shift != 0) {
      masm_.binary_imm(IntOp::kShrU, w, q, x, d.pre_shift);
      dividend = q;
    }
    masm_.multiply_high(is_signed, q, factor, dividend);
  } else {
    q = quotient_register(x, t);
    Reg dividend = x;
    if (is_signed) {
      masm_.convert(arch::Convert::kI64ExtendI32S, q, x);
      dividend = q;
    } else if (d.pre_shift != 0) {
      masm_.binary_imm(IntOp::kShrU, w, q, x, d.pre_shift);
      dividend = q;
    }
    if (Masm::fits(IntOp::kMul, Width::k64, static_cast<int64_t>(d.magic))) {
      masm_.binary_imm(IntOp::kMul, Width::k64, q, dividend, static_cast<int64_t>(d.magic));
    } else if (dividend == q) {
      masm_.binary(IntOp::kMul, Width::k64, q, q, stack_.to_reg(magic));
    } else {
      stack_.load(q, magic);
      masm_.binary(IntOp::kMul, Width::k64, q, q, x);
    }
  }
  stack_.release(magic);

  if (d.adds && is_signed) {
    masm_.binary(IntOp::kAdd, w, q, q, x);
  } else if (d.adds) {
    const Reg rest = stack_.allocate(arch::Bank::kInt);
    masm_.binary(IntOp::kSub, w, rest, x, q);
    masm_.binary_imm(IntOp::kShrU, w, rest, rest, 1);
    masm_.binary(IntOp::kAdd, w, q, q, rest);
    stack_.release(rest);
  }
  if (d.post_shift != 0) {
    masm_.binary_imm(is_signed ? IntOp::kShrS : IntOp::kShrU, Width::k64, q, q, d.post_shift);
  }
  if (is_signed) {
    const Reg sign = stack_.allocate(arch::Bank::kInt);
    masm_.binary_imm(IntOp::kShrU, w, sign, x, w == Width::k32 ? 31 : 63);
    masm_.binary(IntOp::kAdd, w, q, q, sign);
    stack_.release(sign);
  }
  return q;
}

/// Pushes x - quotient * size. For a power of two, `q` is the dividend that was rounded.
template <class Masm>
void FunctionCompiler<Masm>::finish_remainder(Width w, Operand& a, Reg x, Reg q, uint64_t size,
                                              Reg t) {
  using arch::IntOp;
  const auto value = static_cast<int64_t>(size);
  if (std::has_single_bit(size)) {
    const int64_t mask = -value;
    if (Masm::fits(IntOp::kAnd, w, mask)) {
      masm_.binary_imm(IntOp::kAnd, w, q, q, mask);
    } else {
      const int64_t k = std::countr_zero(size);
      masm_.binary_imm(IntOp::kShrU, w, q, q, k);
      masm_.binary_imm(IntOp::kShl, w, q, q, k);
    }
  } else if (Masm::fits(IntOp::kMul, w, value)) {
    masm_.binary_imm(IntOp::kMul, w, q, q, value);
  } else {
    Operand factor = Operand::constant(int_type(w), size);
    masm_.binary(IntOp::kMul, w, q, q, stack_.to_reg(factor));
    stack_.release(factor);
  }
  const Reg dst = stack_.destination(int_type(w), t, a, Operand::in_reg(int_type(w), q));
  masm_.binary(IntOp::kSub, w, dst, x, q, stack_.dead());
  stack_.push_reg(int_type(w), dst);
}

// --- By anything ---------------------------------------------------------------------------------

template <class Masm>
void FunctionCompiler<Masm>::divide(arch::DivOp op, Width w) {
  Operand b = stack_.pop(), a = stack_.pop();
  if (divide_by_constant(op, w, a, b)) return;
  const bool is_signed = op == arch::DivOp::kDivS || op == arch::DivOp::kRemS;
  const bool may_be_zero = !b.is_const() || b.bits == 0;
  const bool may_be_minus_one = is_signed && (!b.is_const() || signed_value(b) == -1);

  const arch::Constraint c = masm_.constraint(op);
  RegSet fixed = c.clobbers;
  if (c.lhs.valid()) fixed.add(c.lhs);
  Reg lhs, rhs;
  if (c.lhs.valid()) {
    // The dividend may hold the last register that the divisor could go to: it moves first, if the
    // divisor is where it must go, out of the way.
    if (!stack_.owned(b).has(c.lhs)) {
      stack_.to_fixed(a, c.lhs);
    } else if (!(stack_.owned(a) - fixed).empty()) {
      stack_.to_fixed(a, c.clobbers.first());
    }
    rhs = stack_.to_reg(b, fixed);
    stack_.to_fixed(a, c.lhs);
    lhs = c.lhs;
  } else {
    rhs = stack_.to_reg(b, fixed);
    lhs = stack_.to_reg(a);
  }
  for (Reg r : c.clobbers) stack_.take(r);
  if (may_be_zero) masm_.branch_zero(w, rhs, trap(TrapKind::kIntegerDivideByZero));
  for (Reg r : c.clobbers) stack_.release(r);

  Reg dst = c.dst;
  if (dst.valid()) {
    stack_.release(a);
    stack_.release(b);
    stack_.take(dst);
  } else {
    dst = stack_.destination(int_type(w), target(int_type(w)), a, b);
  }
  Label minus_one;
  if (may_be_minus_one) {
    const Label overflow = op == arch::DivOp::kDivS ? trap(TrapKind::kIntegerOverflow) : Label{};
    OutOfLine& o = out_of_line(OutOfLine::Kind::kDivideByMinusOne);
    o.resume = masm_.new_label();
    o.div_op = op;
    o.width = w;
    o.reg = dst;
    o.source = lhs;
    o.label1 = overflow;
    minus_one = o.entry;
    masm_.divide(op, w, dst, lhs, rhs, minus_one);
    masm_.bind(out_of_line_.back().resume);
  } else {
    masm_.divide(op, w, dst, lhs, rhs, minus_one);
  }
  stack_.push_reg(int_type(w), dst);
}

}  // namespace shoal::jit

#endif  // SHOAL_JIT_FUNCTION_COMPILER_DIVISION_H_
