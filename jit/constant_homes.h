// Constants in registers: those that loops use, that take more than an immediate, get the homes
// that locals left over. They are loaded at the function's start, and again behind calls that
// destroy them.
//
// What a home saves at a use depends on the CPU and on the instruction that comes next, which most
// often consumes the constant: constant_worth() asks the MacroAssembler. It is a guess; where a
// constant is wanted in a register and has a home, the home is read, whatever the guess was.
#ifndef SHOAL_JIT_CONSTANT_HOMES_H_
#define SHOAL_JIT_CONSTANT_HOMES_H_

#include <bit>
#include <cstdint>
#include <span>
#include <vector>

#include "arch/operations.h"
#include "arch/registers.h"
#include "jit/opcodes.h"
#include "jit/value_stack.h"
#include "shoal/types.h"

namespace shoal::jit {

class ConstantHomes {
 public:
  struct Constant {
    uint64_t bits;
    ValType type;
    uint64_t weight;  ///< Instructions saved by a home, times how often.
    uint32_t cost;    ///< Instructions that load it.
    arch::Reg home;
  };

  void clear() {
    candidates_.clear();
    placed_.clear();
  }
  void use(ValType type, uint64_t bits, uint64_t weight, uint32_t cost);
  /// Gives the bank's heaviest constants the registers, in order of preference, as long as they
  /// are worth it: of being loaded `loads` times, and of what using a register costs besides.
  /// Returns what was given.
  arch::RegSet place(arch::Bank bank, std::span<const arch::Reg> order, arch::RegSet free,
                     uint64_t loads, uint64_t extra);

  /// Where the constant is, or kNoReg. An i32 and an i64 of the same bits are the same in a
  /// register, and so are an f32 and an f64.
  arch::Reg home(arch::Bank bank, uint64_t bits) const {
    for (const Constant& c : placed_) {
      if (c.bits == bits && c.home.bank() == bank) return c.home;
    }
    return arch::kNoReg;
  }
  std::span<const Constant> placed() const { return placed_; }

 private:
  /// Bounds every search. Loops with more constants than registers are rare.
  static constexpr size_t kMaxCandidates = 32;
  std::vector<Constant> candidates_;
  std::vector<Constant> placed_;
};

/// What LocalPlan asks of a CPU: the instructions that load a constant, and how many of them a home
/// saves between the instructions `before` and `consumer`.
struct ConstantWorth {
  uint32_t cost = 0;
  uint32_t saved = 0;
};
using ConstantWorthFunction = ConstantWorth (*)(ValType, uint64_t, Op before, Op consumer);

template <class Masm>
ConstantWorth constant_worth(ValType type, uint64_t bits, Op before, Op consumer) {
  using arch::IntOp;
  const uint32_t cost = Masm::constant_cost(bank_of(type), bits);
  const auto in = [consumer](Op first, Op last) { return consumer >= first && consumer <= last; };
  const auto unless = [cost](bool immediate) { return ConstantWorth{cost, immediate ? 0 : cost}; };
  if (is_float(type)) {
    if (bits == 0 || in(Op::kI32Load, Op::kI64Store32)) return {};  // Stored as an integer.
    if (in(Op::kF32Eq, Op::kF64Ge) || in(Op::kF32Abs, Op::kF64Copysign)) return unless(false);
    return unless(cost < 2);
  }
  const arch::Width w = width_of(type);
  const auto value = w == arch::Width::k32 ? static_cast<int32_t>(static_cast<uint32_t>(bits))
                                           : static_cast<int64_t>(bits);
  // Sums and compares take long immediates in two steps.
  const auto in_sum = [&] {
    if (Masm::is_immediate(IntOp::kAdd, w, value)) return ConstantWorth{};
    return ConstantWorth{cost, Masm::fits(IntOp::kAdd, w, value) ? 1 : cost};
  };
  if (in(Op::kI32Eq, Op::kI32GeU) || in(Op::kI64Eq, Op::kI64GeU)) return in_sum();
  switch (consumer) {
    case Op::kI32Add:  // To an index that was just scaled, as the address of a static array.
      if (before == Op::kI32Shl && Masm::fits(IntOp::kAdd, w, value)) {
        const bool fits = Masm::fits_sum(false, true, 2, static_cast<int32_t>(value));
        return {cost, fits ? 0u : 1u};
      }
      [[fallthrough]];
    case Op::kI64Add:
    case Op::kI32Sub:
    case Op::kI64Sub: return in_sum();
    case Op::kI32And:
    case Op::kI64And: return unless(Masm::fits(IntOp::kAnd, w, value));
    case Op::kI32Or:
    case Op::kI64Or: return unless(Masm::fits(IntOp::kOr, w, value));
    case Op::kI32Xor:
    case Op::kI64Xor: return unless(Masm::fits(IntOp::kXor, w, value));
    case Op::kI32Mul:
    case Op::kI64Mul:
      return unless(Masm::fits(IntOp::kMul, w, value) || std::has_single_bit(bits) ||
                    std::has_single_bit(bits - 1));
    case Op::kI32DivS:
    case Op::kI64DivS:
    case Op::kI32DivU:
    case Op::kI64DivU:
    case Op::kI32RemS:
    case Op::kI64RemS:
    case Op::kI32RemU:
    case Op::kI64RemU: return {};  // It multiplies by another one.
    default: break;
  }
  if (in(Op::kI32Shl, Op::kI32Rotr) || in(Op::kI64Shl, Op::kI64Rotr)) return {};
  if (in(Op::kI32Load, Op::kI64Load32U)) return {};
  if (in(Op::kI32Store, Op::kI64Store32))
    return unless(Masm::fits_store(arch::StoreKind::kI64, bits));
  return unless(cost < 2);
}

}  // namespace shoal::jit

#endif  // SHOAL_JIT_CONSTANT_HOMES_H_
