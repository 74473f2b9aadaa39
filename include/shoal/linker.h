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
#include "shoal/libc.h"
#include "shoal/module.h"
#include "shoal/value.h"

namespace shoal {

struct Placement;  // shoal/dylink.h

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
  /// Adds a function under a name that is defined already, for imports of another type: the same
  /// function as another compiler declares it. Error (kArgument): the name is not defined.
  Result<void> define_overload(std::string_view module, std::string_view name, const Func& func);
  /// Defines the C library that guests import if they are built without one (WAMR: libc-builtin).
  /// runtime/libc/libc.cc lists what there is. Pointers are i32 and printf's arguments a wasm32
  /// va_list, so it is for 32-bit memories. Each function exists with an underscore before its name
  /// too.
  ///
  /// A guest address that is bad by the rule of Caller::bytes traps "out of bounds memory access",
  /// as does a string that has no NUL before the end of its memory or heap; exit ends the guest's
  /// call with kExit; abort and __cxa_throw trap. malloc and its kin are those of define_malloc.
  /// Instance::interrupt stops also what is at work in here. Error: kSystem.
  Result<void> define_libc(LibcOptions options = {});
  /// Defines malloc, calloc, realloc, free and strdup (also _malloc, ...), served by the calling
  /// instance's allocator (Instance::allocate): instances that share a memory share the heap in it.
  /// malloc, calloc and strdup give 0 where there is no room, realloc traps "out of memory". What
  /// is no live block is left alone by free, and realloc gives 0 for it; free traps for an address
  /// that is out of bounds. Error: kSystem.
  Result<void> define_malloc(std::string_view module = "env");
  /// What `module`.`name` stands for.
  std::optional<Extern> find(std::string_view module, std::string_view name) const;
  /// The same for an import of `type`: an overload if one has just that type.
  std::optional<Extern> find(std::string_view module, std::string_view name,
                             const ExternType& type) const;

  /// Instantiates `module` with imports taken from the definitions, and runs its start function.
  /// Errors: kLink "unknown import: module.name (type)" or "incompatible import type: ..." with
  /// both types; otherwise as Instance::create.
  Result<Instance> instantiate(const Module& module, const InstantiateOptions& options = {}) const;

  /// Instantiates a shared module (`wasm-ld -shared`; its custom section is "dylink.0") at `place`,
  /// without rewriting it. Of this linker's definitions it takes env.memory,
  /// env.__indirect_function_table and env.__stack_pointer (which must be defined; memory and
  /// table are grown if the place needs it, and the module's bytes in memory are zeroed first), and
  /// the symbols that it imports: functions from "env"; addresses from GOT.mem, or from "env" if an
  /// i32 global is defined there; functions' indices from GOT.func, or from "env", a new element
  /// of the table. Then it runs __wasm_apply_data_relocs and __wasm_call_ctors, and defines what
  /// the module exports for those who come later: functions in "env", addresses of data in GOT.mem;
  /// what is defined already stays. DynamicLinker (shoal/dylink.h) does that for several modules,
  /// cycles and order included. Errors: kArgument (not a shared module; alignment), kLink, and
  /// otherwise as instantiate().
  Result<Instance> instantiate_at(const Module& module, const Placement& place);

  const Engine& engine() const { return engine_; }

 private:
  Engine engine_;
  using Name = std::pair<std::string, std::string>;
  std::map<Name, Extern> definitions_;
  std::multimap<Name, Func> overloads_;
};

}  // namespace shoal

#endif  // SHOAL_LINKER_H_
