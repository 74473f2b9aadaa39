// Shoal's own calling convention: where each argument and result of a call is.
//
// Arguments go to the bank's argument registers in order; what is left over goes to the stack, 8
// bytes each, the first at the lowest address, the whole rounded up to 16. The *callee* pops them,
// so that a tail call may have more or fewer than its caller had. Results go to the bank's result
// registers in order; those left over are written to the returning instance's result buffer
// (VmContext tail), and the scratch register returns the buffer's address, so a caller in another
// instance finds them too.
#ifndef SHOAL_ARCH_CALL_LAYOUT_H_
#define SHOAL_ARCH_CALL_LAYOUT_H_

#include <cstdint>
#include <span>
#include <vector>

#include "arch/registers.h"

namespace shoal::arch {

/// A value as the machine sees it. References are kI64.
enum class ValueKind : uint8_t { kI32, kI64, kF32, kF64 };
constexpr Bank bank_of(ValueKind k) {
  return k == ValueKind::kF32 || k == ValueKind::kF64 ? Bank::kFloat : Bank::kInt;
}

/// One argument's or result's place: a register, or the index of an 8-byte cell (of the stack
/// arguments, or of the result buffer).
struct ValuePlace {
  ValueKind kind;
  Reg reg = kNoReg;
  uint32_t cell = 0;
};

/// Integer arguments before the function's own where the C convention is used: for entry stubs, and
/// for calls of imports.
inline constexpr uint32_t kEntryHiddenArguments = 2;
inline constexpr uint32_t kImportHiddenArguments = 1;

struct CallLayout {
  std::vector<ValuePlace> args;
  std::vector<ValuePlace> results;
  uint32_t stack_bytes = 0;  ///< Of stack arguments; a multiple of 16.
  uint32_t buffered_results = 0;

  /// The C convention's places for a function with so many integer arguments before `params`, and
  /// one result at most. Arguments beyond the registers are on the stack in the same form as ours;
  /// but the caller pops them.
  template <class Registers>
  void assign_c(uint32_t hidden, std::span<const ValueKind> params,
                std::span<const ValueKind> result_kinds) {
    const auto ints = std::span(Registers::kCArgs).subspan(hidden);
    stack_bytes = (8 * place(params, ints, Registers::kCFloatArgs, args) + 15) & ~15u;
    buffered_results =
        place(result_kinds, Registers::kIntResults, Registers::kFloatResults, results);
  }
  /// Of the C convention's: nothing but registers is used.
  bool fits_c() const { return stack_bytes == 0 && results.size() <= 1; }
  /// Recomputes the layout in place (vectors are reused).
  template <class Registers>
  void assign(std::span<const ValueKind> params, std::span<const ValueKind> result_kinds) {
    stack_bytes = (8 * place(params, Registers::kIntArgs, Registers::kFloatArgs, args) + 15) & ~15u;
    buffered_results =
        place(result_kinds, Registers::kIntResults, Registers::kFloatResults, results);
  }

 private:
  template <class Ints, class Floats>
  static uint32_t place(std::span<const ValueKind> kinds, const Ints& ints, const Floats& floats,
                        std::vector<ValuePlace>& out) {
    size_t next_int = 0, next_float = 0;
    uint32_t cells = 0;
    out.clear();
    for (ValueKind kind : kinds) {
      ValuePlace p{kind};
      if (bank_of(kind) == Bank::kInt && next_int < ints.size()) {
        p.reg = ints[next_int++];
      } else if (bank_of(kind) == Bank::kFloat && next_float < floats.size()) {
        p.reg = floats[next_float++];
      } else {
        p.cell = cells++;
      }
      out.push_back(p);
    }
    return cells;
  }
};

}  // namespace shoal::arch

#endif  // SHOAL_ARCH_CALL_LAYOUT_H_
