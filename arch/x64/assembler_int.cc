// Integer arithmetic and compares.
#include "arch/x64/macro_assembler.h"

namespace shoal::arch::x64 {
namespace {

using namespace asmjit;

constexpr bool is_shift(IntOp op) { return op >= IntOp::kShl; }
constexpr bool is_rotate(IntOp op) { return op == IntOp::kRotl || op == IntOp::kRotr; }

constexpr x86::Inst::Id instruction(IntOp op) {
  switch (op) {
    case IntOp::kAdd: return x86::Inst::kIdAdd;
    case IntOp::kSub: return x86::Inst::kIdSub;
    case IntOp::kMul: return x86::Inst::kIdImul;
    case IntOp::kAnd: return x86::Inst::kIdAnd;
    case IntOp::kOr: return x86::Inst::kIdOr;
    case IntOp::kXor: return x86::Inst::kIdXor;
    case IntOp::kShl: return x86::Inst::kIdShl;
    case IntOp::kShrS: return x86::Inst::kIdSar;
    case IntOp::kShrU: return x86::Inst::kIdShr;
    case IntOp::kRotl: return x86::Inst::kIdRol;
    case IntOp::kRotr: return x86::Inst::kIdRor;
  }
  return x86::Inst::kIdNone;
}

}  // namespace

Constraint MacroAssembler::constraint(IntOp op) const {
  Constraint c;
  if (is_shift(op) && (is_rotate(op) || !features_.bmi2)) c.rhs = rcx;
  return c;
}

void MacroAssembler::binary(IntOp op, Width w, Reg dst, Reg lhs, Reg rhs, RegSet) {
  if (is_shift(op)) {
    if (!is_rotate(op) && features_.bmi2) {
      const x86::Inst::Id id = op == IntOp::kShl    ? x86::Inst::kIdShlx
                               : op == IntOp::kShrS ? x86::Inst::kIdSarx
                                                    : x86::Inst::kIdShrx;
      asm_.emit(id, gp(w, dst), gp(w, lhs), gp(w, rhs));
      return;
    }
    assert(rhs == rcx);
    const Reg work = dst == rcx ? kScratch : dst;
    move(w, work, lhs);
    asm_.emit(instruction(op), gp(w, work), x86::cl);
    move(w, dst, work);
    return;
  }
  if (dst != lhs && dst == rhs) {
    if (op == IntOp::kSub) {
      asm_.neg(gp(w, dst));
      asm_.add(gp(w, dst), gp(w, lhs));
      return;
    }
    std::swap(lhs, rhs);
  }
  if (dst != lhs && op == IntOp::kAdd) {
    asm_.lea(gp(w, dst), x86::ptr(gpq(lhs), gpq(rhs)));
    return;
  }
  move(w, dst, lhs);
  asm_.emit(instruction(op), gp(w, dst), gp(w, rhs));
  if (op != IntOp::kMul) note_result(w, dst);
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
    const int64_t count = rhs & (w == Width::k32 ? 31 : 63);
    if (is_rotate(op) && features_.bmi2 && dst != lhs) {
      const int64_t bits = w == Width::k32 ? 32 : 64;
      asm_.rorx(gp(w, dst), gp(w, lhs), op == IntOp::kRotr ? count : (bits - count) & (bits - 1));
      return;
    }
    move(w, dst, lhs);
    asm_.emit(instruction(op), gp(w, dst), count);
    return;
  }
  const int64_t value = static_cast<int32_t>(rhs);
  if (op == IntOp::kMul) {
    asm_.imul(gp(w, dst), gp(w, lhs), value);
    return;
  }
  if (dst != lhs && op == IntOp::kAdd) {
    asm_.lea(gp(w, dst), x86::ptr(gpq(lhs), static_cast<int32_t>(value)));
    return;
  }
  if (op == IntOp::kAnd && value == 0xFF) {
    asm_.movzx(gpd(dst), x86::gpb_lo(lhs.code()));
    return;
  }
  if (op == IntOp::kAnd && value == 0xFFFF) {
    asm_.movzx(gpd(dst), x86::gpw(lhs.code()));
    return;
  }
  move(w, dst, lhs);
  if (op == IntOp::kXor && value == -1) {
    asm_.not_(gp(w, dst));
    return;
  }
  asm_.emit(instruction(op), gp(w, dst), value);
  note_result(w, dst);
}

void MacroAssembler::add_scaled(Width w, Reg dst, Reg base, Reg index, uint8_t shift, int32_t disp,
                                RegSet) {
  assert(shift <= kMaxScale);
  if (!index.valid()) {
    if (disp == 0) {
      move(w, dst, base);
    } else {
      asm_.lea(gp(w, dst), x86::ptr(gpq(base), disp));
    }
    return;
  }
  if (!base.valid() && shift == 1) {
    base = index;  // Shorter than a scaled index without a base, which takes a 32-bit displacement.
    shift = 0;
  }
  if (!base.valid()) {
    asm_.lea(gp(w, dst),
             x86::ptr(static_cast<uint64_t>(static_cast<int64_t>(disp)), gpq(index), shift));
    return;
  }
  asm_.lea(gp(w, dst), x86::ptr(gpq(base), gpq(index), shift, disp));
}

void MacroAssembler::unary(IntUnary op, Width w, Reg dst, Reg src, RegSet) {
  const int64_t bits = w == Width::k32 ? 32 : 64;
  switch (op) {
    case IntUnary::kNeg:
      move(w, dst, src);
      asm_.neg(gp(w, dst));
      note_result(w, dst);
      break;
    case IntUnary::kClz:
      if (features_.lzcnt) {
        asm_.lzcnt(gp(w, dst), gp(w, src));
      } else {
        // bsr leaves its destination undefined for 0: give it 2 * bits - 1, which the xor turns
        // into `bits`.
        asm_.bsr(gp(w, kScratch), gp(w, src));
        move_imm(dst, static_cast<uint64_t>(2 * bits - 1));
        asm_.cmovne(gp(w, dst), gp(w, kScratch));
        asm_.xor_(gp(w, dst), bits - 1);
      }
      break;
    case IntUnary::kCtz:
      if (features_.tzcnt) {
        asm_.tzcnt(gp(w, dst), gp(w, src));
      } else {
        move_imm(kScratch, static_cast<uint64_t>(bits));
        asm_.bsf(gp(w, dst), gp(w, src));
        asm_.cmove(gp(w, dst), gp(w, kScratch));
      }
      break;
    case IntUnary::kPopcnt: asm_.popcnt(gp(w, dst), gp(w, src)); break;
    case IntUnary::kExtend8S: asm_.movsx(gp(w, dst), x86::gpb_lo(src.code())); break;
    case IntUnary::kExtend16S: asm_.movsx(gp(w, dst), x86::gpw(src.code())); break;
    case IntUnary::kExtend32S: asm_.movsxd(gpq(dst), gpd(src)); break;
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
      asm_.cmp(gp(w, rhs), -1);
      jump_condition(0x4, minus_one);
    }
    if (w == Width::k32) {
      asm_.cdq();
    } else {
      asm_.cqo();
    }
    asm_.idiv(gp(w, rhs));
  } else {
    asm_.xor_(gpd(rdx), gpd(rdx));
    asm_.div(gp(w, rhs));
  }
}

void MacroAssembler::divide_by_minus_one(DivOp op, Width w, Reg dst, Reg lhs, Label resume,
                                         Label overflow) {
  (void)dst, (void)lhs;
  if (op == DivOp::kDivS) {
    asm_.neg(gp(w, rax));
    jump_condition(0x0, overflow);
  } else {
    asm_.xor_(gpd(rdx), gpd(rdx));
  }
  jump(resume);
}

// --- Compares ------------------------------------------------------------------------------------

void MacroAssembler::compare(Width w, Reg lhs, Reg rhs) { asm_.cmp(gp(w, lhs), gp(w, rhs)); }

void MacroAssembler::compare_imm(Width w, Reg lhs, int64_t rhs, Cond c) {
  if (rhs == 0) {
    const bool known = result_end_ == offset() && result_reg_ == lhs && result_width_ == w;
    if (known && (c == Cond::kEq || c == Cond::kNe)) return;
    asm_.test(gp(w, lhs), gp(w, lhs));
  } else {
    asm_.cmp(gp(w, lhs), static_cast<int32_t>(rhs));
  }
}

void MacroAssembler::test(Width w, Reg lhs, Reg rhs) { asm_.test(gp(w, lhs), gp(w, rhs)); }

void MacroAssembler::test_imm(Width w, Reg lhs, int64_t rhs, RegSet) {
  asm_.test(gp(w, lhs), static_cast<int32_t>(rhs));
}

}  // namespace shoal::arch::x64
