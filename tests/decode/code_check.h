// A second opinion on emitted code: decoded again by somebody else's decoder, every byte of it must
// make sense.
#ifndef SHOAL_TESTS_DECODE_CODE_CHECK_H_
#define SHOAL_TESTS_DECODE_CODE_CHECK_H_

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "jit/code_tables.h"
#include "shoal/target.h"

namespace shoal::tests {

struct CodeReport {
  uint64_t instructions = 0;
  std::vector<std::string> complaints;  ///< The first few.
};

/// Decodes `code`, a module's for `target`, and holds it against its tables. It must be
///  - functions, one behind the other, and between them short runs of instructions that do nothing;
///  - in a function: instructions, and jump tables where the data ranges say so, and nothing runs
///    off its end or into a table.
/// Relative jumps and entries of tables lead to instructions of the same function or, tail calls,
/// to functions; relative calls to functions. A call's row in the site table lies behind a call.
/// Undefined instructions have a row that says why they trap; other rows of traps are of
/// instructions that access memory or divide.
/// On AArch64 also: the platform's register is not touched, and whatever may be entered indirectly
/// begins with the landing pad for that.
CodeReport check_code(Target target, std::span<const uint8_t> code, const jit::CodeTables& tables);

}  // namespace shoal::tests

#endif  // SHOAL_TESTS_DECODE_CODE_CHECK_H_
