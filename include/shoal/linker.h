// Linker: names for what modules import.
#ifndef SHOAL_LINKER_H_
#define SHOAL_LINKER_H_

#include <concepts>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "shoal/api.h"
#include "shoal/engine.h"
#include "shoal/error.h"
#include "shoal/extern.h"
#include "shoal/func.h"
#include "shoal/global.h"
#include "shoal/instance.h"
#include "shoal/module.h"
#include "shoal/value.h"

namespace shoal {

/// Definitions by module and field name, from which instances take their imports. A value type that
/// shares in the ownership of what it names: copies are independent of each other. Defining a name
/// again replaces it. Threads may share a const Linker; defining needs exclusive use.
class SHOAL_API Linker {
 public:
  explicit Linker(const Engine& engine) : engine_(engine) {}

  /// Defines a host function from any HostCallable: `linker.define("env", "now", [] { return
  /// clock(); })`. An overloaded function needs its signature:
  /// `linker.define<double(double)>("math", "sin", std::sin)`. See Func::wrap for what a host
  /// function may do. Error: kSystem.
  template <HostCallable F>
  Result<void> define(std::string_view module, std::string_view name, F&& f) {
    Result<Func> func = Func::wrap(engine_, std::forward<F>(f));
    if (!func) return std::move(func).error();
    return define(module, name, Extern(std::move(*func)));
  }
  /// Defines a Func, Memory, Table or Global.
  Result<void> define(std::string_view module, std::string_view name, Extern value);
  /// Defines an immutable global: `linker.define("env", "offset", Value::i32(0))`. Error: as
  /// Global::create.
  Result<void> define(std::string_view module, std::string_view name, Value constant) {
    Result<Global> global = Global::constant(engine_, constant);
    if (!global) return std::move(global).error();
    return define(module, name, Extern(std::move(*global)));
  }
  /// Defines every export of `instance` under the module name `module`.
  Result<void> define_instance(std::string_view module, const Instance& instance);
  /// What `module`.`name` stands for.
  std::optional<Extern> find(std::string_view module, std::string_view name) const;

  /// Instantiates `module` with imports taken from the definitions, and runs its start function.
  /// Errors: kLink "unknown import: module.name (type)" or "incompatible import type: ..." with
  /// both types; otherwise as Instance::create.
  Result<Instance> instantiate(const Module& module, const InstantiateOptions& options = {}) const;

  const Engine& engine() const { return engine_; }

 private:
  Engine engine_;
  std::map<std::pair<std::string, std::string>, Extern> definitions_;
};

}  // namespace shoal

#endif  // SHOAL_LINKER_H_
