// The compile-time operand stack: what each operand is, and where, before anything is done with it.
#ifndef SHOAL_JIT_VALUE_STACK_H_
#define SHOAL_JIT_VALUE_STACK_H_

#include <cassert>
#include <cstdint>
#include <cstring>

#include "arch/call_layout.h"
#include "arch/operations.h"
#include "arch/registers.h"
#include "shoal/types.h"

namespace shoal::jit {

constexpr arch::ValueKind value_kind(ValType t) {
  switch (t) {
    case ValType::kI32: return arch::ValueKind::kI32;
    case ValType::kF32: return arch::ValueKind::kF32;
    case ValType::kF64: return arch::ValueKind::kF64;
    default: return arch::ValueKind::kI64;  // i64 and references.
  }
}
constexpr arch::Bank bank_of(ValType t) {
  return is_float(t) ? arch::Bank::kFloat : arch::Bank::kInt;
}
constexpr arch::Width width_of(ValType t) {
  return t == ValType::kI32 || t == ValType::kF32 ? arch::Width::k32 : arch::Width::k64;
}

constexpr ValType int_type(arch::Width w) {
  return w == arch::Width::k32 ? ValType::kI32 : ValType::kI64;
}
constexpr ValType float_type(arch::Width w) {
  return w == arch::Width::k32 ? ValType::kF32 : ValType::kF64;
}

/// One operand.
struct Operand {
  enum class Kind : uint8_t {
    kSlot,  ///< In the frame, at `disp`.
    /// In `reg`: a temporary that it owns, or, just computed there, the home of the local that it
    /// is about to go to, if need be through an operation with a constant.
    kReg,
    kConst,  ///< `bits`.
    kLocal,  ///< Local `local`, not read yet.
    kSum,  ///< reg + (index << shift) + disp, not computed yet. Each register is an owned temporary or a home.
    kFlags,  ///< 1 if `cond` holds of the flags, else 0. Only on top, and only until the next instruction.
  };
  Kind kind = Kind::kSlot;
  ValType type = ValType::kI32;
  arch::Reg reg;
  arch::Reg index;
  uint8_t shift = 0;
  arch::Cond cond = arch::Cond::kEq;
  union {
    uint64_t bits = 0;
    uint32_t local;
    int32_t disp;
  };

  Operand() = default;
  Operand(const Operand& o) { copy(o); }
  Operand& operator=(const Operand& o) {
    copy(o);
    return *this;
  }

  arch::Bank bank() const { return bank_of(type); }
  arch::Width width() const { return width_of(type); }
  bool is_const() const { return kind == Kind::kConst; }

  static Operand slot(ValType t, int32_t offset) {
    return make(Kind::kSlot, t, static_cast<uint32_t>(offset));
  }
  static Operand in_reg(ValType t, arch::Reg r) { return make(Kind::kReg, t, 0, r); }
  static Operand constant(ValType t, uint64_t bits) { return make(Kind::kConst, t, bits); }
  static Operand of_local(ValType t, uint32_t index) { return make(Kind::kLocal, t, index); }
  static Operand sum(ValType t, arch::Reg base, arch::Reg index, uint8_t shift, int32_t disp) {
    return make(Kind::kSum, t, static_cast<uint32_t>(disp), base, index, shift);
  }
  static Operand flags(arch::Cond c) { return make(Kind::kFlags, ValType::kI32, 0, {}, {}, 0, c); }

 private:
  // Operands are composed in two registers and copied in two halves. A load that needs more than one
  // of the stores before it waits until they have reached the cache; stored byte by byte or by
  // halves and copied whole, operands would cost each instruction that wait several times.
  void copy(const Operand& o) {
    uint64_t head, payload;
    std::memcpy(&head, &o, 8);
    std::memcpy(&payload, &o.bits, 8);
    set(head, payload);
  }
  void set(uint64_t head, uint64_t payload) {
    std::memcpy(static_cast<void*>(this), &head, 8);
    bits = payload;
  }
  static Operand make(Kind kind, ValType type, uint64_t payload, arch::Reg reg = {},
                      arch::Reg index = {}, uint8_t shift = 0, arch::Cond cond = arch::Cond::kEq) {
    const uint64_t head = uint64_t{static_cast<uint8_t>(kind)} |
                          uint64_t{static_cast<uint8_t>(type)} << 8 | uint64_t{reg.id} << 16 |
                          uint64_t{index.id} << 24 | uint64_t{shift} << 32 |
                          uint64_t{static_cast<uint8_t>(cond)} << 40;
    Operand o;
    o.set(head, payload);
    return o;
  }
};
static_assert(sizeof(Operand) == 16);

/// An i32 constant as the signed value that immediates take.
inline int64_t signed_value(const Operand& o) {
  assert(o.is_const());
  return o.width() == arch::Width::k32 ? static_cast<int32_t>(static_cast<uint32_t>(o.bits))
                                       : static_cast<int64_t>(o.bits);
}

}  // namespace shoal::jit

#endif  // SHOAL_JIT_VALUE_STACK_H_
