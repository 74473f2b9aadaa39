#include "shoal/linker.h"

#include <utility>
#include <vector>

#include "runtime/module.h"
#include "shoal/detail/guarded.h"

namespace shoal {

Result<void> Linker::define(std::string_view module, std::string_view name, Extern value) {
  return detail::guarded([&]() -> Result<void> {
    const Name key{module, name};
    definitions_.insert_or_assign(key, std::move(value));
    overloads_.erase(key);
    return {};
  });
}

Result<void> Linker::define_overload(std::string_view module, std::string_view name,
                                     const Func& func) {
  return detail::guarded([&]() -> Result<void> {
    const Name key{module, name};
    if (!definitions_.contains(key)) {
      return make_error(ErrorKind::kArgument, "there is no " + key.first + "." + key.second +
                                                  " to overload: define it first");
    }
    overloads_.emplace(key, func);
    return {};
  });
}

Result<void> Linker::define_instance(std::string_view module, const Instance& instance) {
  return detail::guarded([&]() -> Result<void> {
    for (auto& [name, value] : instance.exports()) {
      if (Result<void> done = define(module, name, std::move(value)); !done) return done;
    }
    return {};
  });
}

std::optional<Extern> Linker::find(std::string_view module, std::string_view name) const {
  const auto it = definitions_.find(Name{module, name});
  if (it == definitions_.end()) return std::nullopt;
  return it->second;
}

std::optional<Extern> Linker::find(std::string_view module, std::string_view name,
                                   const ExternType& type) const {
  if (const auto* wanted = std::get_if<FuncType>(&type)) {
    auto [it, end] = overloads_.equal_range(Name{module, name});
    for (; it != end; ++it) {
      if (it->second.type() == *wanted) return it->second;
    }
  }
  return find(module, name);
}

Result<Instance> Linker::instantiate(const Module& module,
                                     const InstantiateOptions& options) const {
  return detail::guarded([&]() -> Result<Instance> {
    std::vector<Extern> imports;
    for (const jit::ImportInfo& i : module.impl()->info().imports) {
      const ExternType type = module.impl()->type_of(i.kind, i.index);
      std::optional<Extern> found = find(i.module, i.name, type);
      if (!found) {
        return make_error(ErrorKind::kLink, "unknown import: " + i.module + "." + i.name + " (" +
                                                to_string(type) + ")");
      }
      imports.push_back(*std::move(found));
    }
    return Instance::create(module, imports, options);
  });
}

}  // namespace shoal
