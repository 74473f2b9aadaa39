// Reads a module through ModuleReader and records what it tells its sink, with every body
// validated: what the reader's and the validator's tests compare.
#ifndef SHOAL_TESTS_MODULE_EVENTS_H_
#define SHOAL_TESTS_MODULE_EVENTS_H_

#include <algorithm>
#include <cstdint>
#include <fstream>
#include <iterator>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "jit/compiler.h"
#include "jit/module_reader.h"

namespace shoal::jit {

struct ModuleEvents {
  std::vector<std::string> events;
  std::optional<Error> error;
  ModuleInfo info;
};

/// Writes events down, and validates each function.
class RecordingSink : public ModuleSink {
 public:
  explicit RecordingSink(ModuleEvents& out) : out_(out) {}

  Result<void> on_code_start() override {
    out_.events.push_back("code of " + std::to_string(out_.info.functions.size()) + " functions");
    return {};
  }
  Result<void> on_function_body(uint32_t func_index, std::span<const uint8_t> body,
                                uint64_t wasm_offset) override {
    uint32_t sum = 0;
    for (const uint8_t byte : body) sum = sum * 31 + byte;
    out_.events.push_back("body " + std::to_string(func_index) + " at " +
                          std::to_string(wasm_offset) + ", " + std::to_string(body.size()) +
                          " bytes, sum " + std::to_string(sum));
    return validate_function(out_.info, func_index, body, wasm_offset);
  }

 private:
  ModuleEvents& out_;
};

/// Feeds `bytes` in pieces: `next_size(remaining)` says how long each is.
template <class NextSize>
ModuleEvents read_module_in_pieces(std::span<const uint8_t> bytes, NextSize next_size) {
  ModuleEvents out;
  RecordingSink sink(out);
  ModuleReader reader(out.info, sink);
  size_t at = 0;
  while (at < bytes.size()) {
    const size_t size = std::min<size_t>(next_size(bytes.size() - at), bytes.size() - at);
    Result<void> fed = reader.feed(bytes.subspan(at, size));
    if (!fed) {
      out.error = fed.error();
      return out;
    }
    at += size;
  }
  Result<void> finished = reader.finish();
  if (!finished) out.error = finished.error();
  return out;
}

inline ModuleEvents read_module(std::span<const uint8_t> bytes) {
  return read_module_in_pieces(bytes, [](size_t remaining) { return remaining; });
}

inline std::vector<uint8_t> load_file(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

}  // namespace shoal::jit

#endif  // SHOAL_TESTS_MODULE_EVENTS_H_
