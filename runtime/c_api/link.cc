// What a module's imports stand for. Functions are linked when a module is loaded, in this order: a
// native of the program; what the runtime offers; WASI, whose functions belong to a world that each
// instance has for itself. What is left is a function that traps. Memories and tables are made anew
// for each instance.
#include "runtime/c_api/link.h"

#include <unistd.h>

#include <string>
#include <utility>

#include "runtime/c_api/log.h"
#include "runtime/c_api/native.h"
#include "shoal/wasi.h"

namespace shoal::c_api {
namespace {

constexpr std::string_view kPreview1 = "wasi_snapshot_preview1";

/// A definition of `linker`, if it is a function of that type.
std::optional<Func> find_func(const Linker& linker, std::string_view module, std::string_view name,
                              const FuncType& type) {
  const std::optional<Extern> found = linker.find(module, name, type);
  if (!found || kind(*found) != ExternKind::kFunc) return std::nullopt;
  const Func& func = std::get<Func>(*found);
  return func.type() == type ? std::optional(func) : std::nullopt;
}

std::optional<Func> find_offered(const Linker& linker, const ImportType& import) {
  const FuncType& type = std::get<FuncType>(import.type);
  std::optional<Func> func = find_func(linker, import.module, import.name, type);
  if (!func && import.name.starts_with('_')) {
    func = find_func(linker, import.module, std::string_view(import.name).substr(1), type);
  }
  return func;
}

std::optional<Func> find_function(const Core& core, const ImportType& import) {
  if (const std::optional<Native> native = find_native(import.module, import.name)) {
    Result<Func> func = link_native(core.engine, *native, std::get<FuncType>(import.type));
    if (func) return *func;
    log(WASM_LOG_LEVEL_WARNING,
        "import function (" + import.module + ", " + import.name + "): " + func.error().message);
  }
  return find_offered(core.offered, import);
}

Result<Linker> make_world(const Core& core, const WasiArguments& arguments) {
  wasi::Config config;
  config.args(arguments.args);
  for (const std::string& variable : arguments.env) {
    const size_t equals = variable.find('=');
    if (equals == std::string::npos) {
      return make_error(ErrorKind::kArgument, "a WASI variable is not NAME=value: " + variable);
    }
    config.env(variable.substr(0, equals), std::string_view(variable).substr(equals + 1));
  }
  const auto fd = [&arguments](int standard) {
    return arguments.fds[standard] < 0 ? standard : static_cast<int>(arguments.fds[standard]);
  };
  config.stdin_from_fd(fd(STDIN_FILENO));
  config.stdout_to_fd(fd(STDOUT_FILENO)).stderr_to_fd(fd(STDERR_FILENO));
  Linker linker(core.engine);
  if (auto done = wasi::define(linker, std::move(config)); !done) return std::move(done).error();
  return linker;
}

/// The plan's function for a new instance.
Result<Extern> function_of(const Core& core, const ImportPlan& plan, const Linker* world) {
  if (plan.func) return Extern(*plan.func);
  const ImportType& import = *plan.import;
  const FuncType& type = std::get<FuncType>(import.type);
  if (plan.from_wasi && world) {
    if (auto func = find_func(*world, kPreview1, import.name, type)) return Extern(*func);
  }
  Result<Func> trap = unlinked(core.engine, type, import.module, import.name);
  if (!trap) return std::move(trap).error();
  return Extern(std::move(*trap));
}

template <class T>
Result<Extern> as_extern(Result<T> made) {
  if (!made) return std::move(made).error();
  return Extern(std::move(*made));
}

Result<Extern> make_import(const Core& core, const ImportType& import) {
  if (const auto* memory = std::get_if<MemoryType>(&import.type)) {
    return as_extern(Memory::create(core.engine, *memory));
  }
  if (const auto* table = std::get_if<TableType>(&import.type)) {
    return as_extern(Table::create(core.engine, *table, Value::zero(table->element)));
  }
  if (std::optional<Extern> found = core.offered.find(import.module, import.name)) return *found;
  return make_error(ErrorKind::kLink, "unknown import: " + import.module + "." + import.name +
                                          " (" + to_string(import.type) + ")");
}

}  // namespace

bool is_wasi(std::string_view module) { return module == kPreview1; }

bool link_functions(const Core& core, ModuleState& module) {
  const std::lock_guard lock(module.mutex);
  bool is_complete = true;
  std::optional<Linker> world;  // To see which functions there are.
  for (ImportPlan& plan : module.plans) {
    if (plan.func || kind(plan.import->type) != ExternKind::kFunc) continue;
    plan.func = find_function(core, *plan.import);
    if (plan.func) continue;
    if (is_wasi(plan.import->module)) {
      if (!world) {
        if (auto made = make_world(core, {})) world = std::move(*made);
      }
      const auto& type = std::get<FuncType>(plan.import->type);
      plan.from_wasi = world && find_func(*world, kPreview1, plan.import->name, type).has_value();
      if (plan.from_wasi) continue;
    }
    is_complete = false;
    log(WASM_LOG_LEVEL_WARNING,
        "failed to link import function (" + plan.import->module + ", " + plan.import->name + ")");
  }
  return is_complete;
}

Result<std::vector<Extern>> imports_of_instance(const Core& core, ModuleState& module) {
  const std::lock_guard lock(module.mutex);
  std::optional<Linker> world;
  if (module.uses_wasi) {
    Result<Linker> made = make_world(core, module.wasi);
    if (!made) return std::move(made).error();
    world = std::move(*made);
  }
  std::vector<Extern> imports;
  for (const ImportPlan& plan : module.plans) {
    Result<Extern> import = kind(plan.import->type) == ExternKind::kFunc
                                ? function_of(core, plan, world ? &*world : nullptr)
                                : make_import(core, *plan.import);
    if (!import) return std::move(import).error();
    imports.push_back(std::move(*import));
  }
  return imports;
}

}  // namespace shoal::c_api
