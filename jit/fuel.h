// What instructions cost where code counts fuel (Config::fuel), and where basic blocks begin and end.
//
// A block is paid for when it is entered, with one subtraction whose size is patched in when the block
// is over. Both rules are about WebAssembly alone, so that what a run consumes, and the instruction
// that it stops at, are the same on every CPU, in every mode and with every optimisation on or off.
#ifndef SHOAL_JIT_FUEL_H_
#define SHOAL_JIT_FUEL_H_

#include <cstdint>

#include "jit/opcodes.h"

namespace shoal::jit {

/// Bulk operations cost one unit more for each so many bytes, or table elements: powers of two.
inline constexpr uint8_t kFuelBytesLog2 = 6, kFuelElementsLog2 = 3;

/// Only says how code is laid out, or does nothing.
constexpr bool is_free(Op op) { return op == Op::kBlock || op == Op::kNop || op == Op::kDrop; }

/// Other code than what comes before may lead to what follows. Free as well.
constexpr bool joins(Op op) { return op == Op::kLoop || op == Op::kElse || op == Op::kEnd; }

/// What follows may not be reached.
constexpr bool splits(Op op) {
  switch (op) {
    case Op::kIf:
    case Op::kBr:
    case Op::kBrIf:
    case Op::kBrTable:
    case Op::kReturn:
    case Op::kReturnCall:
    case Op::kReturnCallIndirect:
    case Op::kUnreachable: return true;
    default: return false;
  }
}

}  // namespace shoal::jit

#endif  // SHOAL_JIT_FUEL_H_
