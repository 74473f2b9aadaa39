// Modules in files.
#ifndef SHOAL_CLI_MODULE_FILE_H_
#define SHOAL_CLI_MODULE_FILE_H_

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "shoal/error.h"

namespace shoal::cli {

/// The binary module in the file at `path`: as it is, or translated if the name ends in .wat and
/// the contents are not binary. Errors: kSystem (the file cannot be read), kMalformed (text that is
/// no module).
Result<std::vector<uint8_t>> read_module(const std::string& path);

/// Makes `bytes` the contents of the file at `path`. Error: kSystem.
Result<void> write_file(const std::string& path, std::span<const uint8_t> bytes);

/// `e`, which compiling the module at `path` gave, as a message.
std::string describe_module_error(const std::string& path, const Error& e);

}  // namespace shoal::cli

#endif  // SHOAL_CLI_MODULE_FILE_H_
