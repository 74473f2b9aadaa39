// Listings of emitted code beside the WebAssembly that it came from, for people and for golden
// tests. Not part of the core library: link the target shoal_objdump, which needs Zydis and capstone.
#ifndef SHOAL_OBJDUMP_H_
#define SHOAL_OBJDUMP_H_

#include <cstdint>
#include <iosfwd>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "shoal/api.h"
#include "shoal/code.h"
#include "shoal/error.h"
#include "shoal/module.h"
#include "shoal/tuning.h"

namespace shoal {

/// One line of a listing.
struct ListingRow {
  enum class Kind : uint8_t {
    kWasm,     ///< An instruction of the module. Machine code for it follows (or none was needed).
    kMachine,  ///< A machine instruction.
    kLabel,    ///< A place that a jump inside the function goes to.
  };
  Kind kind = Kind::kMachine;
  /// Of a kWasm row: in the module's bytes. Otherwise: in the function's code, from its first byte.
  uint32_t offset = 0;
  std::string text;
  /// Of a kMachine row: what the instruction means beyond itself ("trap: integer divide by zero").
  std::string note;
  uint32_t size = 0;  ///< Of a kMachine row: bytes.
};

/// The code of one function.
struct FunctionListing {
  uint32_t index = 0;        ///< In the module's function index space.
  std::string name;          ///< "$fib", or "$3" of a function without a name.
  uint32_t code_offset = 0;  ///< Of its first byte in the module's code.
  uint32_t code_size = 0;    ///< In bytes, slow paths included.
  std::vector<ListingRow> rows;
};

/// Disassembles the functions of `code`, for whichever target it is: all of them, or only
/// `function`, given by name or index. Rows of kind kWasm are there only if it was compiled with
/// Config::source_map. Calls inside the module name their function, trap sites say why they trap.
/// Error (kArgument): there is no such function. Thread-safe.
SHOAL_API Result<std::vector<FunctionListing>> list_functions(const CodeView& code,
                                                              std::string_view function = {});
/// The same for `module`'s code for `bounds`. Errors: also those of Module::code.
SHOAL_API Result<std::vector<FunctionListing>> list_functions(const Module& module, Bounds bounds,
                                                              std::string_view function = {});

/// For Config::trace_code: prints an instruction a line.
SHOAL_API void trace_instructions(std::ostream& out, Target target, std::span<const uint8_t> code,
                                  uint32_t begin);

/// Prints one function for people: offsets, instructions, notes.
SHOAL_API void print(std::ostream& out, const FunctionListing& function);

}  // namespace shoal

#endif  // SHOAL_OBJDUMP_H_
