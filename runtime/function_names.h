// What to call a function.
#ifndef SHOAL_RUNTIME_FUNCTION_NAMES_H_
#define SHOAL_RUNTIME_FUNCTION_NAMES_H_

#include <cstdint>
#include <string>
#include <unordered_map>

#include "jit/module_info.h"

namespace shoal::runtime {

/// The names of a module's functions. The ModuleInfo must outlive it. Immutable and thread-safe.
class FunctionNames {
 public:
  explicit FunctionNames(const jit::ModuleInfo& info) : info_(info) {
    for (const jit::ExportInfo& e : info.exports) {
      if (e.kind == ExternKind::kFunc) exports_.emplace(e.index, &e);
    }
  }

  /// From the name section, or else the first export's name; empty if neither names it.
  std::string operator[](uint32_t func_index) const {
    const auto& names = info_.function_names;
    if (func_index < names.size() && !names[func_index].empty()) return names[func_index];
    const auto exported = exports_.find(func_index);
    return exported == exports_.end() ? std::string() : exported->second->name;
  }

 private:
  const jit::ModuleInfo& info_;
  std::unordered_map<uint32_t, const jit::ExportInfo*> exports_;  ///< First, by index.
};

}  // namespace shoal::runtime

#endif  // SHOAL_RUNTIME_FUNCTION_NAMES_H_
