// Counting fuel: jit/fuel.h has the rules. Part of FunctionCompiler.
#ifndef SHOAL_JIT_FUNCTION_COMPILER_FUEL_H_
#define SHOAL_JIT_FUNCTION_COMPILER_FUEL_H_

#include "jit/fuel.h"
#include "jit/function_compiler.h"

namespace shoal::jit {

/// Before each instruction.
template <class Masm>
void FunctionCompiler<Masm>::count_fuel(Op op) {
  if (joins(op)) return end_fuel_block();
  if (is_free(op)) return;
  if (!fuel_block_.is_open || fuel_block_.units == Masm::kMaxFuelCharge) {
    stack_.settle_flags();  // In the middle of a long block a compare may wait in them.
    begin_fuel_block();
  }
  ++fuel_block_.units;
  if (splits(op)) end_fuel_block();
}

template <class Masm>
void FunctionCompiler<Masm>::begin_fuel_block() {
  end_fuel_block();
  fuel_block_ = {.is_open = true, .at = masm_.charge_fuel(trap(TrapKind::kOutOfFuel))};
}

template <class Masm>
void FunctionCompiler<Masm>::end_fuel_block() {
  if (fuel_block_.is_open) masm_.patch_fuel(fuel_block_.at, fuel_block_.units);
  fuel_block_ = {};
}

/// Of a bulk operation, before it does anything: `amount` holds its bytes or elements.
template <class Masm>
void FunctionCompiler<Masm>::charge_bulk(Builtin builtin, Reg amount) {
  switch (builtin) {
    case Builtin::kMemoryFill:
    case Builtin::kMemoryCopy:
    case Builtin::kMemoryInit:
      return masm_.charge_fuel(amount, kFuelBytesLog2, trap(TrapKind::kOutOfFuel));
    case Builtin::kTableGrow:
    case Builtin::kTableFill:
    case Builtin::kTableCopy:
    case Builtin::kTableInit:
      return masm_.charge_fuel(amount, kFuelElementsLog2, trap(TrapKind::kOutOfFuel));
    default: return;
  }
}

}  // namespace shoal::jit

#endif  // SHOAL_JIT_FUNCTION_COMPILER_FUEL_H_
