// The WebAssembly text format as bytes; Module::from_wat compiles it at once. Not part of the core
// library: link shoal_wat (in CMake shoal::wat), which needs wabt.
#ifndef SHOAL_WAT_H_
#define SHOAL_WAT_H_

#include <cstdint>
#include <string_view>
#include <vector>

#include "shoal/api.h"
#include "shoal/error.h"

namespace shoal {

/// Translates one module from the text format to the binary format, with a name section. `name`
/// stands for the input in messages (a file name, say). The module is not validated: that is the
/// compiler's task. Knows what wabt 1.0.32 knows (Wasm 2.0, threads, tail calls, extended constant
/// expressions, memory64, multi-memory). Errors: kMalformed, with one line for each mistake
/// ("NAME:LINE:COLUMN: what"). Thread-safe.
SHOAL_API Result<std::vector<uint8_t>> wat_to_wasm(std::string_view text, std::string_view name);

}  // namespace shoal

#endif  // SHOAL_WAT_H_
