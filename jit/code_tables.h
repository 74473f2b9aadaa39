// The tables that lead from machine code back to WebAssembly, and the code of a whole module as the
// compiler hands it over.
#ifndef SHOAL_JIT_CODE_TABLES_H_
#define SHOAL_JIT_CODE_TABLES_H_

#include <cstdint>
#include <vector>

#include "arch/operations.h"
#include "jit/code_memory.h"
#include "jit/site_table.h"
#include "shoal/tuning.h"

namespace shoal::jit {

/// A memory access of checked code, and where its slow path begins (jit/function_compiler_memory.h):
/// there a fault at the access continues. Rows are sorted.
struct SlowPath {
  uint32_t access;
  uint32_t begin;
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
  bool exact = false;  ///< See CompileOptions.
  uint32_t imported_functions = 0;
  std::vector<FunctionCode> functions;  ///< By index among the module's own functions.
  SiteTable sites;
  std::vector<SlowPath> slow_paths;
  std::vector<SourceRow> source;
  std::vector<DataRange> data;
};

/// The finished code of a module, not sealed yet. Position-independent.
struct LinkedCode {
  CodeMemory code;
  CodeTables tables;
};

}  // namespace shoal::jit

#endif  // SHOAL_JIT_CODE_TABLES_H_
