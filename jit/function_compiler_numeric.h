// Arithmetic. Part of FunctionCompiler: first the table of all numeric instructions, then the few
// shapes behind it.
#ifndef SHOAL_JIT_FUNCTION_COMPILER_NUMERIC_H_
#define SHOAL_JIT_FUNCTION_COMPILER_NUMERIC_H_

#include <bit>

#include "jit/function_compiler.h"

namespace shoal::jit {

template <class Masm>
void FunctionCompiler<Masm>::numeric(Op op) {
  using arch::Convert, arch::DivOp, arch::FloatOp, arch::FloatUnary, arch::IntOp, arch::IntUnary;
  constexpr Width w32 = Width::k32, w64 = Width::k64;
  switch (op) {
    case Op::kI32Eqz: return eqz(w32);
    case Op::kI32Eq: return compare(Cond::kEq, w32);
    case Op::kI32Ne: return compare(Cond::kNe, w32);
    case Op::kI32LtS: return compare(Cond::kLtS, w32);
    case Op::kI32LtU: return compare(Cond::kLtU, w32);
    case Op::kI32GtS: return compare(Cond::kGtS, w32);
    case Op::kI32GtU: return compare(Cond::kGtU, w32);
    case Op::kI32LeS: return compare(Cond::kLeS, w32);
    case Op::kI32LeU: return compare(Cond::kLeU, w32);
    case Op::kI32GeS: return compare(Cond::kGeS, w32);
    case Op::kI32GeU: return compare(Cond::kGeU, w32);
    case Op::kI64Eqz: return eqz(w64);
    case Op::kI64Eq: return compare(Cond::kEq, w64);
    case Op::kI64Ne: return compare(Cond::kNe, w64);
    case Op::kI64LtS: return compare(Cond::kLtS, w64);
    case Op::kI64LtU: return compare(Cond::kLtU, w64);
    case Op::kI64GtS: return compare(Cond::kGtS, w64);
    case Op::kI64GtU: return compare(Cond::kGtU, w64);
    case Op::kI64LeS: return compare(Cond::kLeS, w64);
    case Op::kI64LeU: return compare(Cond::kLeU, w64);
    case Op::kI64GeS: return compare(Cond::kGeS, w64);
    case Op::kI64GeU: return compare(Cond::kGeU, w64);
    case Op::kF32Eq: return compare_float(Cond::kFEq, w32);
    case Op::kF32Ne: return compare_float(Cond::kFNe, w32);
    case Op::kF32Lt: return compare_float(Cond::kFLt, w32);
    case Op::kF32Gt: return compare_float(Cond::kFGt, w32);
    case Op::kF32Le: return compare_float(Cond::kFLe, w32);
    case Op::kF32Ge: return compare_float(Cond::kFGe, w32);
    case Op::kF64Eq: return compare_float(Cond::kFEq, w64);
    case Op::kF64Ne: return compare_float(Cond::kFNe, w64);
    case Op::kF64Lt: return compare_float(Cond::kFLt, w64);
    case Op::kF64Gt: return compare_float(Cond::kFGt, w64);
    case Op::kF64Le: return compare_float(Cond::kFLe, w64);
    case Op::kF64Ge: return compare_float(Cond::kFGe, w64);

    case Op::kI32Clz: return unary(IntUnary::kClz, w32);
    case Op::kI32Ctz: return unary(IntUnary::kCtz, w32);
    case Op::kI32Popcnt: return unary(IntUnary::kPopcnt, w32);
    case Op::kI32Add: return add(w32);
    case Op::kI32Sub: return sub(w32);
    case Op::kI32Mul: return mul(w32);
    case Op::kI32DivS: return divide(DivOp::kDivS, w32);
    case Op::kI32DivU: return divide(DivOp::kDivU, w32);
    case Op::kI32RemS: return divide(DivOp::kRemS, w32);
    case Op::kI32RemU: return divide(DivOp::kRemU, w32);
    case Op::kI32And: return and_(w32);
    case Op::kI32Or: return or_(w32);
    case Op::kI32Xor: return binary(IntOp::kXor, w32);
    case Op::kI32Shl: return shl(w32);
    case Op::kI32ShrS: return binary(IntOp::kShrS, w32);
    case Op::kI32ShrU: return binary(IntOp::kShrU, w32);
    case Op::kI32Rotl: return binary(IntOp::kRotl, w32);
    case Op::kI32Rotr: return binary(IntOp::kRotr, w32);
    case Op::kI64Clz: return unary(IntUnary::kClz, w64);
    case Op::kI64Ctz: return unary(IntUnary::kCtz, w64);
    case Op::kI64Popcnt: return unary(IntUnary::kPopcnt, w64);
    case Op::kI64Add: return add(w64);
    case Op::kI64Sub: return sub(w64);
    case Op::kI64Mul: return mul(w64);
    case Op::kI64DivS: return divide(DivOp::kDivS, w64);
    case Op::kI64DivU: return divide(DivOp::kDivU, w64);
    case Op::kI64RemS: return divide(DivOp::kRemS, w64);
    case Op::kI64RemU: return divide(DivOp::kRemU, w64);
    case Op::kI64And: return and_(w64);
    case Op::kI64Or: return binary(IntOp::kOr, w64);
    case Op::kI64Xor: return binary(IntOp::kXor, w64);
    case Op::kI64Shl: return shl(w64);
    case Op::kI64ShrS: return binary(IntOp::kShrS, w64);
    case Op::kI64ShrU: return binary(IntOp::kShrU, w64);
    case Op::kI64Rotl: return binary(IntOp::kRotl, w64);
    case Op::kI64Rotr: return binary(IntOp::kRotr, w64);

    case Op::kF32Abs: return unary_float(FloatUnary::kAbs, w32);
    case Op::kF32Neg: return unary_float(FloatUnary::kNeg, w32);
    case Op::kF32Ceil: return unary_float(FloatUnary::kCeil, w32);
    case Op::kF32Floor: return unary_float(FloatUnary::kFloor, w32);
    case Op::kF32Trunc: return unary_float(FloatUnary::kTrunc, w32);
    case Op::kF32Nearest: return unary_float(FloatUnary::kNearest, w32);
    case Op::kF32Sqrt: return unary_float(FloatUnary::kSqrt, w32);
    case Op::kF32Add: return binary_float(FloatOp::kAdd, w32);
    case Op::kF32Sub: return binary_float(FloatOp::kSub, w32);
    case Op::kF32Mul: return binary_float(FloatOp::kMul, w32);
    case Op::kF32Div: return binary_float(FloatOp::kDiv, w32);
    case Op::kF32Min: return binary_float(FloatOp::kMin, w32);
    case Op::kF32Max: return binary_float(FloatOp::kMax, w32);
    case Op::kF32Copysign: return binary_float(FloatOp::kCopysign, w32);
    case Op::kF64Abs: return unary_float(FloatUnary::kAbs, w64);
    case Op::kF64Neg: return unary_float(FloatUnary::kNeg, w64);
    case Op::kF64Ceil: return unary_float(FloatUnary::kCeil, w64);
    case Op::kF64Floor: return unary_float(FloatUnary::kFloor, w64);
    case Op::kF64Trunc: return unary_float(FloatUnary::kTrunc, w64);
    case Op::kF64Nearest: return unary_float(FloatUnary::kNearest, w64);
    case Op::kF64Sqrt: return unary_float(FloatUnary::kSqrt, w64);
    case Op::kF64Add: return binary_float(FloatOp::kAdd, w64);
    case Op::kF64Sub: return binary_float(FloatOp::kSub, w64);
    case Op::kF64Mul: return binary_float(FloatOp::kMul, w64);
    case Op::kF64Div: return binary_float(FloatOp::kDiv, w64);
    case Op::kF64Min: return binary_float(FloatOp::kMin, w64);
    case Op::kF64Max: return binary_float(FloatOp::kMax, w64);
    case Op::kF64Copysign: return binary_float(FloatOp::kCopysign, w64);

    case Op::kI32WrapI64: return convert(Convert::kI32WrapI64, ValType::kI32);
    case Op::kI32TruncF32S: return truncate(Convert::kI32TruncF32S, ValType::kI32);
    case Op::kI32TruncF32U: return truncate(Convert::kI32TruncF32U, ValType::kI32);
    case Op::kI32TruncF64S: return truncate(Convert::kI32TruncF64S, ValType::kI32);
    case Op::kI32TruncF64U: return truncate(Convert::kI32TruncF64U, ValType::kI32);
    case Op::kI64ExtendI32S: return convert(Convert::kI64ExtendI32S, ValType::kI64);
    case Op::kI64ExtendI32U: return extend_u();
    case Op::kI64TruncF32S: return truncate(Convert::kI64TruncF32S, ValType::kI64);
    case Op::kI64TruncF32U: return truncate(Convert::kI64TruncF32U, ValType::kI64);
    case Op::kI64TruncF64S: return truncate(Convert::kI64TruncF64S, ValType::kI64);
    case Op::kI64TruncF64U: return truncate(Convert::kI64TruncF64U, ValType::kI64);
    case Op::kF32ConvertI32S: return convert(Convert::kF32ConvertI32S, ValType::kF32);
    case Op::kF32ConvertI32U: return convert(Convert::kF32ConvertI32U, ValType::kF32);
    case Op::kF32ConvertI64S: return convert(Convert::kF32ConvertI64S, ValType::kF32);
    case Op::kF32ConvertI64U: return convert(Convert::kF32ConvertI64U, ValType::kF32);
    case Op::kF32DemoteF64: return convert(Convert::kF32DemoteF64, ValType::kF32);
    case Op::kF64ConvertI32S: return convert(Convert::kF64ConvertI32S, ValType::kF64);
    case Op::kF64ConvertI32U: return convert(Convert::kF64ConvertI32U, ValType::kF64);
    case Op::kF64ConvertI64S: return convert(Convert::kF64ConvertI64S, ValType::kF64);
    case Op::kF64ConvertI64U: return convert(Convert::kF64ConvertI64U, ValType::kF64);
    case Op::kF64PromoteF32: return convert(Convert::kF64PromoteF32, ValType::kF64);
    case Op::kI32ReinterpretF32: return convert(Convert::kI32ReinterpretF32, ValType::kI32);
    case Op::kI64ReinterpretF64: return convert(Convert::kI64ReinterpretF64, ValType::kI64);
    case Op::kF32ReinterpretI32: return convert(Convert::kF32ReinterpretI32, ValType::kF32);
    case Op::kF64ReinterpretI64: return convert(Convert::kF64ReinterpretI64, ValType::kF64);
    case Op::kI32Extend8S: return unary(IntUnary::kExtend8S, w32);
    case Op::kI32Extend16S: return unary(IntUnary::kExtend16S, w32);
    case Op::kI64Extend8S: return unary(IntUnary::kExtend8S, w64);
    case Op::kI64Extend16S: return unary(IntUnary::kExtend16S, w64);
    case Op::kI64Extend32S: return unary(IntUnary::kExtend32S, w64);

    case Op::kI32TruncSatF32S: return truncate(Convert::kI32TruncSatF32S, ValType::kI32);
    case Op::kI32TruncSatF32U: return truncate(Convert::kI32TruncSatF32U, ValType::kI32);
    case Op::kI32TruncSatF64S: return truncate(Convert::kI32TruncSatF64S, ValType::kI32);
    case Op::kI32TruncSatF64U: return truncate(Convert::kI32TruncSatF64U, ValType::kI32);
    case Op::kI64TruncSatF32S: return truncate(Convert::kI64TruncSatF32S, ValType::kI64);
    case Op::kI64TruncSatF32U: return truncate(Convert::kI64TruncSatF32U, ValType::kI64);
    case Op::kI64TruncSatF64S: return truncate(Convert::kI64TruncSatF64S, ValType::kI64);
    case Op::kI64TruncSatF64U: return truncate(Convert::kI64TruncSatF64U, ValType::kI64);
    default: assert(false && "not a numeric instruction");
  }
}

constexpr bool is_commutative(arch::IntOp op) {
  using arch::IntOp;
  return op == IntOp::kAdd || op == IntOp::kMul || op == IntOp::kAnd || op == IntOp::kOr ||
         op == IntOp::kXor;
}

// --- Sums: adds and shifts that wait on the stack ------------------------------------------------
//
// A sum reg + (index << shift) + disp grows as long as one machine instruction can still compute
// it. It holds at most one temporary, so a stack of sums does not starve the registers.

/// Makes a popped operand usable as a part of a sum: a register, in place.
template <class Masm>
bool FunctionCompiler<Masm>::as_address_part(Operand& o) {
  if (o.kind == Kind::kReg || o.kind == Kind::kSum) return true;
  const bool at_home = o.kind == Kind::kLocal ||
                       (o.kind == Kind::kConst && plan_.constant_home(o.bank(), o.bits).valid());
  if (!at_home) return false;
  const Reg r = stack_.to_reg(o);
  o = Operand::in_reg(o.type, r);  // A home is referred to like a temporary, but stays its local's.
  return true;
}

template <class Masm>
bool FunctionCompiler<Masm>::fits(const Operand& sum) const {
  return Masm::fits_sum(sum.reg.valid(), sum.index.valid(), sum.shift, sum.disp);
}

template <class Masm>
void FunctionCompiler<Masm>::push_sum(Operand& sum) {
  const Reg t = target(sum.type);
  if (t.valid()) {
    // In place an addition is the shorter instruction, and the flags tell of its result.
    if (t == sum.reg && !sum.index.valid()) {
      masm_.binary_imm(arch::IntOp::kAdd, sum.width(), t, t, sum.disp);
    } else if ((t == sum.reg || t == sum.index) && sum.reg.valid() && sum.shift == 0 &&
               sum.disp == 0) {
      masm_.binary(arch::IntOp::kAdd, sum.width(), t, sum.reg, sum.index, stack_.owned(sum));
    } else {
      stack_.load(t, sum, stack_.owned(sum));
    }
    stack_.release(sum);
    stack_.push_reg(sum.type, t);
    return;
  }
  stack_.push(sum);
}

/// Tries a + b as a sum; false leaves both as they were, held.
template <class Masm>
bool FunctionCompiler<Masm>::try_sum(Operand a, Operand b, Width w) {
  if (!as_address_part(a) || !as_address_part(b)) return false;
  auto is_plain = [](const Operand& o) { return o.kind == Kind::kReg; };
  auto is_scaled = [](const Operand& o) { return o.kind == Kind::kSum && !o.reg.valid(); };
  auto is_displaced = [](const Operand& o) { return o.kind == Kind::kSum && !o.index.valid(); };
  if (is_plain(a) && !is_plain(b)) std::swap(a, b);
  const ValType type = int_type(w);
  Operand sum;
  if (is_plain(a)) {
    sum = Operand::sum(type, a.reg, b.reg, 0, 0);
  } else if (is_plain(b) && is_scaled(a)) {
    sum = Operand::sum(type, b.reg, a.index, a.shift, a.disp);
  } else if (is_plain(b) && is_displaced(a)) {
    sum = Operand::sum(type, a.reg, b.reg, 0, a.disp);
  } else {
    return false;
  }
  if (!fits(sum)) return false;
  if (sum.reg != sum.index && stack_.is_temporary(sum.reg) && stack_.is_temporary(sum.index))
    return false;
  push_sum(sum);
  return true;
}

/// Tries a + imm as a sum; false leaves `a` as it was, or in a register, held.
template <class Masm>
bool FunctionCompiler<Masm>::try_displace(Operand& a, int64_t imm, Width w) {
  Operand sum =
      a.kind == Kind::kSum ? a : Operand::sum(int_type(w), stack_.to_reg(a), arch::kNoReg, 0, 0);
  // 32-bit displacements wrap as i32 does; of an i64 they may not.
  const int64_t disp = sum.disp + imm;
  sum.disp = static_cast<int32_t>(static_cast<uint32_t>(disp));
  if ((w == Width::k64 && disp != sum.disp) || !fits(sum)) return false;
  push_sum(sum);
  return true;
}

template <class Masm>
void FunctionCompiler<Masm>::add(Width w) {
  Operand b = stack_.pop(), a = stack_.pop();
  if (a.is_const()) std::swap(a, b);
  if (options_.tuning.lazy_adds && !a.is_const()) {
    if (b.is_const()) {
      const int64_t imm = signed_value(b);
      if (imm == static_cast<int32_t>(imm) && try_displace(a, imm, w)) return;
      if (a.kind == Kind::kSum && try_sum(a, b, w)) return;
    } else {
      // Bring frame locals and slots into registers first, so that nothing is half popped if the
      // sum is refused.
      if (a.kind != Kind::kSum) stack_.to_reg(a);
      if (b.kind != Kind::kSum) stack_.to_reg(b);
      if (try_sum(a, b, w)) return;
    }
  }
  binary_operands(arch::IntOp::kAdd, w, a, b);
}

template <class Masm>
void FunctionCompiler<Masm>::sub(Width w) {
  if (stack_.peek().is_const()) {
    const int64_t imm = signed_value(stack_.peek());
    if (imm != INT32_MIN && imm == static_cast<int32_t>(imm)) {
      stack_.pop();
      const uint64_t bits = static_cast<uint64_t>(-imm);
      stack_.push(
          Operand::constant(int_type(w), w == Width::k32 ? static_cast<uint32_t>(bits) : bits));
      return add(w);
    }
  }
  if (stack_.peek(1).is_const() && stack_.peek(1).bits == 0) {
    Operand b = stack_.pop();
    stack_.pop();
    stack_.push(b);
    return unary(arch::IntUnary::kNeg, w);
  }
  binary(arch::IntOp::kSub, w);
}

template <class Masm>
void FunctionCompiler<Masm>::shl(Width w) {
  if (options_.tuning.lazy_adds && stack_.peek().is_const()) {
    const uint64_t count = stack_.peek().bits & (w == Width::k32 ? 31 : 63);
    if (count != 0 && count <= Masm::kMaxScale && !stack_.peek(1).is_const()) {
      stack_.pop();
      Operand a = stack_.pop();
      const Reg r = stack_.to_reg(a);
      const Reg t = target(int_type(w));
      if (t == r) {  // In place, a shift is the shorter instruction.
        masm_.binary_imm(arch::IntOp::kShl, w, r, r, static_cast<int64_t>(count));
        return stack_.push_reg(int_type(w), r);
      }
      Operand sum = Operand::sum(int_type(w), arch::kNoReg, r, static_cast<uint8_t>(count), 0);
      return push_sum(sum);
    }
  }
  binary(arch::IntOp::kShl, w);
}

template <class Masm>
void FunctionCompiler<Masm>::mul(Width w) {
  if (stack_.peek().is_const()) {
    const uint64_t factor = stack_.peek().bits;
    if (std::has_single_bit(factor)) {
      stack_.pop();
      stack_.push(
          Operand::constant(ValType::kI32, static_cast<uint64_t>(std::countr_zero(factor))));
      return shl(w);
    }
    const auto shift = static_cast<uint8_t>(std::countr_zero(factor - 1));
    if (options_.tuning.lazy_adds && std::has_single_bit(factor - 1) &&
        Masm::fits_sum(true, true, shift, 0) && !stack_.peek(1).is_const()) {
      stack_.pop();
      Operand a = stack_.pop();
      const Reg r = stack_.to_reg(a);
      Operand sum = Operand::sum(int_type(w), r, r, shift, 0);
      return push_sum(sum);
    }
  }
  binary(arch::IntOp::kMul, w);
}

// --- Integers ------------------------------------------------------------------------------------

template <class Masm>
void FunctionCompiler<Masm>::binary(arch::IntOp op, Width w) {
  Operand b = stack_.pop(), a = stack_.pop();
  if (a.is_const() && is_commutative(op)) std::swap(a, b);
  binary_operands(op, w, a, b);
}

/// True if the next instruction asks only whether the result of this one is 0.
template <class Masm>
bool FunctionCompiler<Masm>::is_tested_next(Width w) const {
  if (!options_.tuning.fused_compares || decoder_.pc() >= decoder_.end()) return false;
  const auto next = static_cast<Op>(*decoder_.pc());
  if (w == Width::k64) return next == Op::kI64Eqz;
  return next == Op::kBrIf || next == Op::kIf || next == Op::kI32Eqz;
}

/// A compare that waits in the flags, and the result of the one before: one condition, if the CPU
/// can.
template <class Masm>
bool FunctionCompiler<Masm>::try_join_conditions(bool both) {
  if (stack_.peek().kind != Kind::kFlags) return false;
  const Cond second = stack_.peek().cond;
  const Operand& first = stack_.peek(1);
  if (first.kind != Kind::kReg || !stack_.is_temporary(first.reg) ||
      !masm_.join_conditions(both, first.reg, second)) {
    stack_.settle_flags();
    return false;
  }
  stack_.pop();
  Operand joined = stack_.pop();
  stack_.release(joined);
  push_condition(second);
  return true;
}

template <class Masm>
void FunctionCompiler<Masm>::or_(Width w) {
  if (!try_join_conditions(false)) binary(arch::IntOp::kOr, w);
}

template <class Masm>
void FunctionCompiler<Masm>::and_(Width w) {
  if (try_join_conditions(true)) return;
  if (w == Width::k64 && stack_.peek().is_const() && stack_.peek().bits == UINT32_MAX) {
    stack_.pop();
    return emit_unary(ValType::kI64, [&](Reg dst, Reg src) {
      masm_.convert(arch::Convert::kI32WrapI64, dst, src);
    });
  }
  if (!is_tested_next(w)) return binary(arch::IntOp::kAnd, w);
  Operand b = stack_.pop(), a = stack_.pop();
  if (a.is_const()) std::swap(a, b);
  const Reg lhs = stack_.to_reg(a);
  if (b.is_const() && Masm::fits(arch::IntOp::kAnd, w, signed_value(b))) {
    stack_.release(a);
    masm_.test_imm(w, lhs, signed_value(b), stack_.dead());
  } else {
    masm_.test(w, lhs, stack_.to_reg(b));
    stack_.release(a);
    stack_.release(b);
  }
  stack_.push_flags(Cond::kNe);
}

/// A constant is better an immediate than read from its home, if it has one, where that takes no
/// instruction of its own.
template <class Masm>
bool FunctionCompiler<Masm>::takes_immediate(arch::IntOp op, Width w, const Operand& b) const {
  const int64_t value = signed_value(b);
  if (!Masm::fits(op, w, value)) return false;
  return Masm::is_immediate(op, w, value) || !plan_.constant_home(b.bank(), b.bits).valid();
}

template <class Masm>
void FunctionCompiler<Masm>::binary_imm(arch::IntOp op, Width w, Operand& a, int64_t imm) {
  Reg t = target(int_type(w));
  if (!t.valid()) t = target_in_place(int_type(w), a);
  const Reg lhs = stack_.to_reg(a);
  const Reg dst = stack_.destination(int_type(w), t, a);
  masm_.binary_imm(op, w, dst, lhs, imm, stack_.dead());
  stack_.push_reg(int_type(w), dst);
}

template <class Masm>
void FunctionCompiler<Masm>::binary_operands(arch::IntOp op, Width w, Operand& a, Operand& b) {
  if (b.is_const() && takes_immediate(op, w, b)) return binary_imm(op, w, a, signed_value(b));
  Reg t = target(int_type(w));
  if (!t.valid()) t = target_in_place(int_type(w), a);
  if (!t.valid() && is_commutative(op)) t = target_in_place(int_type(w), b);
  const arch::Constraint c = masm_.constraint(op);
  Reg lhs, rhs;
  if (c.rhs.valid()) {
    lhs = stack_.to_reg(a, {c.rhs});
    stack_.to_fixed(b, c.rhs);
    rhs = c.rhs;
  } else {
    lhs = stack_.to_reg(a);
    rhs = stack_.to_reg(b);
  }
  Reg dst;
  if (c.rhs.valid()) {  // A result there would have to be moved.
    dst = stack_.destination(int_type(w), t, a);
    stack_.release(b);
  } else {
    dst = stack_.destination(int_type(w), t, a, b);
  }
  masm_.binary(op, w, dst, lhs, rhs, stack_.dead());
  stack_.push_reg(int_type(w), dst);
}

/// One operand into one result: emit(dst, src).
template <class Masm>
template <class Emit>
void FunctionCompiler<Masm>::emit_unary(ValType result, Emit emit) {
  Operand a = stack_.pop();
  const Reg t = target(result);
  const Reg src = stack_.to_reg(a);
  const Reg dst = stack_.destination(result, t, a);
  emit(dst, src);
  stack_.push_reg(result, dst);
}

template <class Masm>
void FunctionCompiler<Masm>::unary(arch::IntUnary op, Width w) {
  emit_unary(int_type(w), [&](Reg dst, Reg src) { masm_.unary(op, w, dst, src, stack_.dead()); });
}

/// Turns a comparison with 1 or -1 into one with 0 where that says the same: tests of the sign and of
/// zero are the shortest there are.
inline arch::Cond compare_with_zero(arch::Cond cond, Operand& constant) {
  using arch::Cond;
  struct Rule {
    Cond cond;
    int64_t constant;
    Cond with_zero;
  };
  constexpr Rule kRules[] = {
      {Cond::kGtS, -1, Cond::kGeS}, {Cond::kLeS, -1, Cond::kLtS}, {Cond::kLtS, 1, Cond::kLeS},
      {Cond::kGeS, 1, Cond::kGtS},  {Cond::kLtU, 1, Cond::kEq},   {Cond::kGeU, 1, Cond::kNe},
      {Cond::kLeU, 0, Cond::kEq},   {Cond::kGtU, 0, Cond::kNe},
  };
  for (const Rule& rule : kRules) {
    if (rule.cond != cond || rule.constant != signed_value(constant)) continue;
    constant.bits = 0;
    return rule.with_zero;
  }
  return cond;
}

template <class Masm>
void FunctionCompiler<Masm>::compare(Cond cond, Width w) {
  Operand b = stack_.pop(), a = stack_.pop();
  if (a.is_const()) {
    std::swap(a, b);
    cond = swap_operands(cond);
  }
  if (b.is_const()) cond = compare_with_zero(cond, b);
  const Reg lhs = stack_.to_reg(a);
  if (b.is_const() && takes_immediate(arch::IntOp::kSub, w, b)) {
    masm_.compare_imm(w, lhs, signed_value(b), cond);
  } else {
    const Reg rhs = stack_.to_reg(b);
    stack_.release(a);
    stack_.release(b);
    masm_.compare(w, lhs, rhs, stack_.dead());
    return push_condition(cond);
  }
  stack_.release(a);
  push_condition(cond);
}

template <class Masm>
void FunctionCompiler<Masm>::eqz(Width w) {
  Operand a = stack_.pop();
  if (a.kind == Kind::kFlags) return push_condition(negate(a.cond));
  masm_.compare_imm(w, stack_.to_reg(a), 0, Cond::kEq);
  stack_.release(a);
  push_condition(Cond::kEq);
}

// --- Floating point ------------------------------------------------------------------------------

template <class Masm>
void FunctionCompiler<Masm>::binary_float(arch::FloatOp op, Width w) {
  Operand b = stack_.pop(), a = stack_.pop();
  const Reg t = target(float_type(w));
  const Reg lhs = stack_.to_reg(a), rhs = stack_.to_reg(b);
  const Reg dst = stack_.destination(float_type(w), t, a, b);
  masm_.binary_float(op, w, dst, lhs, rhs, stack_.dead());
  stack_.push_reg(float_type(w), dst);
}

template <class Masm>
void FunctionCompiler<Masm>::unary_float(arch::FloatUnary op, Width w) {
  emit_unary(float_type(w), [&](Reg dst, Reg src) { masm_.unary_float(op, w, dst, src); });
}

template <class Masm>
void FunctionCompiler<Masm>::compare_float(Cond cond, Width w) {
  Operand b = stack_.pop(), a = stack_.pop();
  const Reg lhs = stack_.to_reg(a), rhs = stack_.to_reg(b);
  stack_.release(a);
  stack_.release(b);
  masm_.compare_float(w, cond, lhs, rhs, stack_.dead());
  push_condition(cond);
}

// --- Conversions ---------------------------------------------------------------------------------

template <class Masm>
void FunctionCompiler<Masm>::convert(arch::Convert op, ValType to) {
  emit_unary(to, [&](Reg dst, Reg src) { masm_.convert(op, dst, src); });
}

/// An i32 in a register is its own zero extension.
template <class Masm>
void FunctionCompiler<Masm>::extend_u() {
  const Operand& a = stack_.peek();
  if (a.is_const()) {
    const uint64_t bits = stack_.pop().bits;
    return constant(ValType::kI64, bits);
  }
  if (a.kind == Kind::kLocal && plan_.home(a.local).valid()) {
    return stack_.push(Operand::of_local(ValType::kI64, stack_.pop().local));
  }
  emit_unary(ValType::kI64, [&](Reg dst, Reg src) { masm_.move(Width::k32, dst, src); });
}

template <class Masm>
void FunctionCompiler<Masm>::truncate(arch::Convert op, ValType to) {
  Operand a = stack_.pop();
  const Reg t = target(to);
  const Reg src = stack_.to_reg(a);
  // The slow path reads the source again: it stays held until the destination is chosen, which is
  // of the other bank.
  const Reg dst = t.valid() ? t : stack_.allocate(arch::Bank::kInt);
  stack_.release(a);
  const bool saturates = op >= arch::Convert::kI32TruncSatF32S;
  const Label invalid = saturates ? Label{} : trap(TrapKind::kInvalidConversion);
  const Label overflow = saturates ? Label{} : trap(TrapKind::kIntegerOverflow);
  OutOfLine& o = out_of_line(OutOfLine::Kind::kTruncate);
  o.resume = masm_.new_label();
  o.convert_op = op;
  o.reg = dst;
  o.source = src;
  o.label1 = invalid;
  o.label2 = overflow;
  masm_.truncate(op, dst, src, o.entry);
  masm_.bind(out_of_line_.back().resume);
  stack_.push_reg(to, dst);
}

}  // namespace shoal::jit

#endif  // SHOAL_JIT_FUNCTION_COMPILER_NUMERIC_H_
