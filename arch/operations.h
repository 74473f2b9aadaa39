// The vocabulary of the MacroAssembler interface: what is to be done, never how it is encoded.
//
// Every CPU's MacroAssembler (arch/x64, arch/a64) offers the same methods over these types
// (arch/macro_assembler.h); the function compiler is a template over it. Two rules hold for all of them:
//  - Three-operand form: the destination may be any register, also one of the sources.
//  - An i32 in a register is zero-extended to 64 bits, before and after.
#ifndef SHOAL_ARCH_OPERATIONS_H_
#define SHOAL_ARCH_OPERATIONS_H_

#include <cstdint>

#include "arch/registers.h"

namespace shoal::arch {

enum class Width : uint8_t { k32, k64 };

enum class IntOp : uint8_t { kAdd, kSub, kMul, kAnd, kOr, kXor, kShl, kShrS, kShrU, kRotl, kRotr };
enum class DivOp : uint8_t { kDivS, kDivU, kRemS, kRemU };
enum class IntUnary : uint8_t { kNeg, kClz, kCtz, kPopcnt, kExtend8S, kExtend16S, kExtend32S };
enum class FloatOp : uint8_t { kAdd, kSub, kMul, kDiv, kMin, kMax, kCopysign };
enum class FloatUnary : uint8_t { kAbs, kNeg, kSqrt, kCeil, kFloor, kTrunc, kNearest };

/// Conversions between types; names follow the specification's instructions. Truncations that trap
/// come as kTrunc*, saturating ones as kTruncSat*.
enum class Convert : uint8_t {
  kI32WrapI64,
  kI64ExtendI32S,
  kI32TruncF32S,
  kI32TruncF32U,
  kI32TruncF64S,
  kI32TruncF64U,
  kI64TruncF32S,
  kI64TruncF32U,
  kI64TruncF64S,
  kI64TruncF64U,
  kI32TruncSatF32S,
  kI32TruncSatF32U,
  kI32TruncSatF64S,
  kI32TruncSatF64U,
  kI64TruncSatF32S,
  kI64TruncSatF32U,
  kI64TruncSatF64S,
  kI64TruncSatF64U,
  kF32ConvertI32S,
  kF32ConvertI32U,
  kF32ConvertI64S,
  kF32ConvertI64U,
  kF64ConvertI32S,
  kF64ConvertI32U,
  kF64ConvertI64S,
  kF64ConvertI64U,
  kF32DemoteF64,
  kF64PromoteF32,
  kI32ReinterpretF32,
  kI64ReinterpretF64,
  kF32ReinterpretI32,
  kF64ReinterpretI64,
};

/// A condition of a compare. The float conditions are false on NaN, except kFNe and the kFNot
/// family, which are their exact complements.
enum class Cond : uint8_t {
  kEq,
  kNe,
  kLtS,
  kGeS,
  kGtS,
  kLeS,
  kLtU,
  kGeU,
  kGtU,
  kLeU,
  kFEq,
  kFNe,
  kFLt,
  kFNotLt,
  kFGt,
  kFNotGt,
  kFLe,
  kFNotLe,
  kFGe,
  kFNotGe,
};

/// The condition that holds exactly when `c` does not. Complements are neighbours in the
/// enumeration.
constexpr Cond negate(Cond c) { return static_cast<Cond>(static_cast<uint8_t>(c) ^ 1); }

/// The condition for swapped operands of an integer compare.
constexpr Cond swap_operands(Cond c) {
  switch (c) {
    case Cond::kLtS: return Cond::kGtS;
    case Cond::kGtS: return Cond::kLtS;
    case Cond::kLeS: return Cond::kGeS;
    case Cond::kGeS: return Cond::kLeS;
    case Cond::kLtU: return Cond::kGtU;
    case Cond::kGtU: return Cond::kLtU;
    case Cond::kLeU: return Cond::kGeU;
    case Cond::kGeU: return Cond::kLeU;
    default: return c;
  }
}

/// How a load fills its register: bytes read and extension.
enum class LoadKind : uint8_t {
  kI32,
  kI64,
  kF32,
  kF64,
  kI32S8,
  kI32U8,
  kI32S16,
  kI32U16,
  kI64S8,
  kI64U8,
  kI64S16,
  kI64U16,
  kI64S32,
  kI64U32,
};
/// What a store writes.
enum class StoreKind : uint8_t { kI8, kI16, kI32, kI64, kF32, kF64 };

/// log2 of the bytes accessed.
constexpr uint8_t log2_size(LoadKind k) {
  switch (k) {
    case LoadKind::kI32S8:
    case LoadKind::kI32U8:
    case LoadKind::kI64S8:
    case LoadKind::kI64U8: return 0;
    case LoadKind::kI32S16:
    case LoadKind::kI32U16:
    case LoadKind::kI64S16:
    case LoadKind::kI64U16: return 1;
    case LoadKind::kI64:
    case LoadKind::kF64: return 3;
    default: return 2;
  }
}
constexpr uint8_t log2_size(StoreKind k) {
  switch (k) {
    case StoreKind::kI8: return 0;
    case StoreKind::kI16: return 1;
    case StoreKind::kI32:
    case StoreKind::kF32: return 2;
    default: return 3;
  }
}

/// base + index + disp, as 64-bit arithmetic; the index may be absent. Of an index of width k32 the
/// low half counts, zero-extended (which it is already, as every i32 in a register).
struct Address {
  Reg base;
  Reg index = kNoReg;
  int32_t disp = 0;
  Width index_width = Width::k64;
};

/// Registers that an operation insists on; kNoReg where any will do.
struct Constraint {
  Reg lhs =
      kNoReg;  ///< The left operand must be here; it is destroyed, and the result arrives in `dst`.
  Reg rhs = kNoReg;  ///< The right operand must be here.
  Reg dst = kNoReg;
  RegSet clobbers;  ///< Destroyed besides: must hold nothing, not even the right operand.
};

/// Where the context keeps what the MacroAssembler itself touches.
struct ContextOffsets {
  uint32_t stack_limit;
  uint32_t thread;
  uint32_t thread_exit;  ///< In what `thread` points to: two words, VmThread::exit_fp and exit_at.
  uint32_t memory_base;
  uint32_t memory_limit;
};

/// The most units of fuel that one block pays for: what a short immediate of every CPU holds.
inline constexpr uint32_t kFuelBlock = 4095;

/// How far apart the ends of a function may be, which decides what branches it can use. Each CPU
/// has its own bounds; one whose branches reach everywhere ignores it.
enum class Reach : uint8_t { kShort, kMedium, kLong };

/// Bytes among the code that are data.
struct DataRange {
  uint32_t begin = 0;
  uint32_t size = 0;
};

/// A place in the code, to be bound once; jumps to it may come before and after.
struct Label {
  uint32_t id = UINT32_MAX;
  constexpr bool valid() const { return id != UINT32_MAX; }
};

}  // namespace shoal::arch

#endif  // SHOAL_ARCH_OPERATIONS_H_
