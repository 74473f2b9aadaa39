#include "jit/vm_layout.h"

#include <algorithm>

namespace shoal::jit {
namespace {

constexpr uint32_t align_up(uint32_t n, uint32_t to) { return (n + to - 1) & ~(to - 1); }

}  // namespace

VmLayout::VmLayout(const ModuleInfo& info) {
  uint32_t at = align_up(sizeof(VmContext), 16);
  auto take = [&at](size_t count, size_t size) {
    const uint32_t begin = at;
    at = align_up(at + static_cast<uint32_t>(count * size), 8);
    return begin;
  };
  size_t max_results = 0;
  for (const FuncType& type : info.types) max_results = std::max(max_results, type.results.size());
  type_ids = take(info.types.size(), 4);
  tables = take(info.tables.size(), sizeof(VmTable));
  imported_globals = take(info.imported_globals, 8);
  globals = take(info.globals.size() - info.imported_globals, 8);
  imported_functions = take(info.imported_functions, sizeof(VmImport));
  results = take(max_results, 8);
  size = align_up(at, 16);
}

}  // namespace shoal::jit
