#include "shoal/linker.h"

#include <utility>
#include <vector>

#include "runtime/module.h"

namespace shoal {

Result<void> Linker::define(std::string_view module, std::string_view name, Extern value) {
  definitions_.insert_or_assign(std::pair(std::string(module), std::string(name)),
                                std::move(value));
  return {};
}

Result<void> Linker::define_instance(std::string_view module, const Instance& instance) {
  for (auto& [name, value] : instance.exports()) {
    if (Result<void> done = define(module, name, std::move(value)); !done) return done;
  }
  return {};
}

std::optional<Extern> Linker::find(std::string_view module, std::string_view name) const {
  const auto it = definitions_.find(std::pair(std::string(module), std::string(name)));
  if (it == definitions_.end()) return std::nullopt;
  return it->second;
}

Result<Instance> Linker::instantiate(const Module& module,
                                     const InstantiateOptions& options) const {
  std::vector<Extern> imports;
  for (const jit::ImportInfo& i : module.impl()->info().imports) {
    const auto it = definitions_.find(std::pair(i.module, i.name));
    if (it == definitions_.end()) {
      return make_error(ErrorKind::kLink, "unknown import: " + i.module + "." + i.name + " (" +
                                              to_string(module.impl()->type_of(i.kind, i.index)) +
                                              ")");
    }
    imports.push_back(it->second);
  }
  return Instance::create(module, imports, options);
}

}  // namespace shoal
