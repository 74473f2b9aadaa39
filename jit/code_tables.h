// The tables that lead from machine code back to WebAssembly, and the code of a whole module as the
// compiler hands it over.
#ifndef SHOAL_JIT_CODE_TABLES_H_
#define SHOAL_JIT_CODE_TABLES_H_

#include <cstdint>
#include <span>
#include <vector>

#include "arch/operations.h"
#include "shoal/tuning.h"

namespace shoal::jit {

/// What can happen at an instruction of emitted code.
enum class SiteKind : uint8_t {
  // The first values are TrapKind's: the instruction traps for that reason when it faults.
  kCall = 0x40,     ///< Return address of a call: a frame of a backtrace. Never faults.
  kPending = 0x41,  ///< Undefined instruction; the reason is VmContext::pending_trap.
  kHost =
      0x42,  ///< Undefined instruction; a host function failed, the reason is in the thread's state.
  kStackCheck =
      0x43,  ///< Undefined instruction: kInterrupt if the limit word is all ones, else kStackOverflow.
};

/// A row of the site table; rows are sorted by `code_offset`, a call before a trap at the same
/// place.
struct CodeSite {
  uint32_t code_offset;  ///< Of the instruction (traps) or of the return address (calls).
  uint32_t wasm_offset;  ///< In the module's bytes.
  SiteKind kind;
};

/// A row of the source map (built on request): code from here on belongs to this wasm instruction.
struct SourceRow {
  uint32_t code_offset;
  uint32_t wasm_offset;
};

using arch::DataRange;

struct FunctionCode {
  uint32_t external_entry = 0;  ///< Offset; equals direct_entry if the function does not escape.
  uint32_t direct_entry = 0;
  uint32_t end = 0;
};

struct CodeTables {
  Bounds bounds = Bounds::kGuarded;
  uint32_t imported_functions = 0;
  std::vector<FunctionCode> functions;  ///< By index among the module's own functions.
  std::vector<CodeSite> sites;
  std::vector<SourceRow> source;
  std::vector<DataRange> data;
};

/// The finished code of a module. Position-independent.
struct LinkedCode {
  std::span<const uint8_t> bytes;  ///< Valid while the compiler that made them lives.
  CodeTables tables;
};

}  // namespace shoal::jit

#endif  // SHOAL_JIT_CODE_TABLES_H_
