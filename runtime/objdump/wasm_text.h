// One WebAssembly instruction as text.
#ifndef SHOAL_RUNTIME_OBJDUMP_WASM_TEXT_H_
#define SHOAL_RUNTIME_OBJDUMP_WASM_TEXT_H_

#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace shoal::objdump {

/// The instruction at the start of `bytes` in the text format's words, with its immediates
/// ("i32.load offset=8"). `function_names` is indexed by function index. Bytes that are no
/// instruction give "?".
std::string instruction_text(std::span<const uint8_t> bytes,
                             const std::vector<std::string>& function_names);

}  // namespace shoal::objdump

#endif  // SHOAL_RUNTIME_OBJDUMP_WASM_TEXT_H_
