// Valid modules from seeds, for running the same code in different ways and comparing what it did.
//
// The generator leans towards what a baseline compiler treats specially: locals in loops, compares
// that feed br_if, if and select, chains of adds and shifts, address arithmetic, accesses of every
// width near the memory's end, br_table, blocks with parameters and several results, calls with
// more arguments than registers, call_indirect, tail calls, conversions of odd floats, traps,
// unreachable code, deep operand stacks, more live locals than registers.
//
// What it guarantees:
//  - Validity.
//  - Termination: a function calls only functions in front of it, every backward branch is guarded
//  by a counter that
//    nothing else writes, and the product of all loop counts along the calls is bounded (kMaxCost).
//  - Determinism: the specification leaves only the bits of NaNs open, so a NaN is made canonical
//  before its bits can
//    be seen (a store, a reinterpretation, the sign operand of copysign); whoever compares results
//    or globals treats all NaNs as equal.
#ifndef SHOAL_TESTS_DIFFERENTIAL_GENERATOR_H_
#define SHOAL_TESTS_DIFFERENTIAL_GENERATOR_H_

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "shoal/types.h"
#include "shoal/value.h"

namespace shoal::differential {

/// A call to make, in order: each leaves its traces in memory and globals for the next.
struct Invocation {
  uint32_t function;  ///< Exported as function_name(function).
  std::vector<Value> arguments;
};

/// A module with the export "memory", globals exported as "g0", "g1"..., and functions; and calls
/// to make. Its imports are those of host_functions.h.
struct GeneratedModule {
  uint64_t seed = 0;
  std::vector<uint8_t> bytes;
  uint32_t functions = 0;
  uint32_t globals = 0;
  std::vector<Invocation> calls;
};

inline std::string function_name(uint32_t index) { return "f" + std::to_string(index); }
inline std::string global_name(uint32_t index) { return "g" + std::to_string(index); }

/// The module of `seed`: always the same one.
GeneratedModule generate_module(uint64_t seed);
/// The module that a fuzzer's bytes choose, as tests::Random draws from them. Its seed is 0.
GeneratedModule generate_module(std::span<const uint8_t> entropy);

}  // namespace shoal::differential

#endif  // SHOAL_TESTS_DIFFERENTIAL_GENERATOR_H_
