#include "jit/name_section.h"

#include <string>
#include <string_view>

namespace shoal::jit {
namespace {

constexpr uint8_t kModuleName = 0;
constexpr uint8_t kFunctionNames = 1;

void read_module_name(ByteReader in, ModuleInfo& info) {
  std::string_view name;
  if (in.read_name(&name, "module name")) info.name = name;
}

void read_function_names(ByteReader in, ModuleInfo& info) {
  uint32_t count = 0;
  if (!in.read_count(&count, "number of function names")) return;
  for (uint32_t i = 0; i < count; ++i) {
    uint32_t index = 0;
    std::string_view name;
    if (!in.read_u32(&index, "function index") || !in.read_name(&name, "function name")) return;
    if (index >= info.functions.size()) return;
    if (index >= info.function_names.size()) info.function_names.resize(size_t{index} + 1);
    info.function_names[index] = name;
  }
}

}  // namespace

void read_name_section(ByteReader in, ModuleInfo& info) {
  uint8_t id = 0;
  std::span<const uint8_t> contents;
  while (!in.at_end() && in.read_byte(&id, "name subsection") &&
         in.read_bytes(&contents, "name subsection")) {
    if (id == kModuleName) read_module_name(ByteReader(contents, 0), info);
    if (id == kFunctionNames) read_function_names(ByteReader(contents, 0), info);
  }
}

}  // namespace shoal::jit
