// check_code for everything that a module can be compiled to.
#ifndef SHOAL_TESTS_DECODE_MODULE_CHECK_H_
#define SHOAL_TESTS_DECODE_MODULE_CHECK_H_

#include <cstdint>
#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "shoal/error.h"

namespace shoal::tests {

/// What came of checking modules.
struct ModuleReport {
  uint64_t modules = 0;   ///< Whose code is all right.
  uint64_t failed = 0;    ///< With a complaint.
  uint64_t rejected = 0;  ///< That could not be compiled.
  uint64_t code_bytes = 0;
  uint64_t instructions = 0;
  std::vector<std::string> complaints;
};

/// Compiles `module` for every target and both bounds modes, with the optimisations all on and, if
/// `thorough`, all off and with polling loops, and checks the code. Whether a module can be
/// compiled must not depend on the target.
void check_module(const std::string& name, std::span<const uint8_t> module, bool thorough,
                  ModuleReport& report);

/// The .wasm files at `path` and below, in order of their names.
std::vector<std::filesystem::path> modules_below(const std::filesystem::path& path);
std::vector<uint8_t> read_file(const std::filesystem::path& path);

}  // namespace shoal::tests

#endif  // SHOAL_TESTS_DECODE_MODULE_CHECK_H_
