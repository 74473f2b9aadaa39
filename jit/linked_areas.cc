#include "jit/linked_areas.h"

#include <string_view>

#include "jit/module_info.h"

namespace shoal::jit {
namespace {

/// The value of a global of the module's own that is an i32.const.
std::optional<uint32_t> initial_i32(const ModuleInfo& info, uint32_t index, bool is_mutable) {
  if (index < info.imported_globals) return std::nullopt;
  const GlobalInfo& global = info.globals[index];
  const bool is_i32 = global.type.type == ValType::kI32 && global.type.is_mutable == is_mutable;
  if (!is_i32 || global.init.size() != 1 || global.init[0].op != Op::kI32Const) return std::nullopt;
  return static_cast<uint32_t>(global.init[0].bits);
}

struct Constant {
  uint32_t global;
  uint32_t value;
};

std::optional<Constant> exported_constant(const ModuleInfo& info, std::string_view name) {
  const std::optional<uint32_t> number = info.exports_by_name.find(info.exports, name);
  if (!number || info.exports[*number].kind != ExternKind::kGlobal) return std::nullopt;
  const uint32_t global = info.exports[*number].index;
  const std::optional<uint32_t> value = initial_i32(info, global, /*is_mutable=*/false);
  if (!value) return std::nullopt;
  return Constant{global, *value};
}

}  // namespace

std::optional<LinkedAreas> find_linked_areas(const ModuleInfo& info) {
  constexpr uint64_t kStackAlign = 16;
  if (info.memories.empty()) return std::nullopt;
  const auto data_end = exported_constant(info, "__data_end");
  const auto heap_base = exported_constant(info, "__heap_base");
  if (!data_end || !heap_base) return std::nullopt;
  const uint64_t aligned = (data_end->value + kStackAlign - 1) / kStackAlign * kStackAlign;
  if (aligned > heap_base->value) return std::nullopt;
  LinkedAreas areas{static_cast<uint32_t>(aligned), heap_base->value, heap_base->global, {}};
  for (uint32_t i = info.imported_globals; i < info.globals.size(); ++i) {
    const auto value = initial_i32(info, i, /*is_mutable=*/true);
    // wasm-ld aligns the stack's end; what begins as 0 is some other variable.
    if (!value || *value > areas.heap_base || *value == 0 || *value % kStackAlign != 0) continue;
    areas.stack = {i, *value > areas.data_end ? areas.data_end : 0, *value};
    break;
  }
  return areas;
}

}  // namespace shoal::jit
