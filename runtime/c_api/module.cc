// Modules: loading, and what they say of themselves.
#include <cstring>
#include <string>
#include <utility>

#include "runtime/c_api/link.h"
#include "runtime/c_api/log.h"
#include "runtime/c_api/native.h"
#include "runtime/c_api/runtime.h"

namespace shoal::c_api {
namespace {

std::shared_ptr<ModuleState> find_module(wasm_module_t handle) {
  auto module = the_runtime().modules.find(handle);
  if (!module) refuse("the module is NULL or has been unloaded");
  return module;
}

wasm_import_export_kind_t kind_in_c(ExternKind kind) {
  switch (kind) {
    case ExternKind::kFunc: return WASM_IMPORT_EXPORT_KIND_FUNC;
    case ExternKind::kTable: return WASM_IMPORT_EXPORT_KIND_TABLE;
    case ExternKind::kMemory: return WASM_IMPORT_EXPORT_KIND_MEMORY;
    case ExternKind::kGlobal: break;
  }
  return WASM_IMPORT_EXPORT_KIND_GLOBAL;
}

wasm_module_t load(const Core& core, std::span<const uint8_t> bytes, bool resolve, char* error_buf,
                   uint32_t error_buf_size) {
  if (get_package_type(bytes.data(), static_cast<uint32_t>(bytes.size())) == Wasm_Module_AoT) {
    report(error_buf, error_buf_size,
           "WASM module load failed: the file is WAMR's AOT code; load the .wasm file instead");
    return nullptr;
  }
  Result<Module> compiled = Module::compile(core.engine, bytes);
  if (!compiled) {
    report(error_buf, error_buf_size, "WASM module load failed: " + compiled.error().message);
    return nullptr;
  }
  auto module = std::make_shared<ModuleState>(std::move(*compiled));
  for (const ImportType& import : module->imports) {
    module->plans.push_back({&import, std::nullopt});
    module->uses_wasi |= is_wasi(import.module);
  }
  if (resolve) link_functions(core, *module);
  return the_runtime().modules.add(std::move(module));
}

template <class T>
std::vector<std::string> strings(const T* const* list, uint32_t count) {
  std::vector<std::string> copies;
  for (uint32_t i = 0; list && i < count; ++i) {
    if (list[i]) copies.emplace_back(list[i]);
  }
  return copies;
}

}  // namespace
}  // namespace shoal::c_api

using namespace shoal;
using namespace shoal::c_api;

package_type_t get_package_type(const uint8_t* buf, uint32_t size) {
  if (!buf || size < 4) return Package_Type_Unknown;
  if (std::memcmp(buf, "\0asm", 4) == 0) return Wasm_Module_Bytecode;
  if (std::memcmp(buf, "\0aot", 4) == 0) return Wasm_Module_AoT;
  return Package_Type_Unknown;
}

package_type_t wasm_runtime_get_file_package_type(const uint8_t* buf, uint32_t size) {
  return get_package_type(buf, size);
}

wasm_module_t wasm_runtime_load(uint8_t* buf, uint32_t size, char* error_buf,
                                uint32_t error_buf_size) {
  return wasm_runtime_load_ex(buf, size, nullptr, error_buf, error_buf_size);
}

wasm_module_t wasm_runtime_load_ex(uint8_t* buf, uint32_t size, const LoadArgs* args,
                                   char* error_buf, uint32_t error_buf_size) {
  const std::shared_ptr<const Core> core = running_core();
  if (!core || !buf) {
    report(error_buf, error_buf_size,
           std::string("WASM module load failed: ") +
               (core ? "the buffer is NULL" : "the runtime does not run"));
    return nullptr;
  }
  const bool resolve = !args || !args->no_resolve;
  return load(*core, {buf, size}, resolve, error_buf, error_buf_size);
}

bool wasm_runtime_resolve_symbols(wasm_module_t module) {
  const std::shared_ptr<const Core> core = running_core();
  const std::shared_ptr<ModuleState> state = find_module(module);
  return core && state && link_functions(*core, *state);
}

void wasm_runtime_unload(wasm_module_t module) {
  if (module && !the_runtime().modules.remove(module)) {
    refuse("wasm_runtime_unload: the module has been unloaded");
  }
}

void wasm_runtime_set_wasi_args_ex(wasm_module_t module, const char*[], uint32_t dir_count,
                                   const char*[], uint32_t map_dir_count, const char* env[],
                                   uint32_t env_count, char* argv[], int argc, int64_t stdinfd,
                                   int64_t stdoutfd, int64_t stderrfd) {
  const std::shared_ptr<ModuleState> state = find_module(module);
  if (!state) return;
  if (dir_count != 0 || map_dir_count != 0) {
    log(WASM_LOG_LEVEL_WARNING, "wasm_runtime_set_wasi_args: directories are not supported");
  }
  const std::lock_guard lock(state->mutex);
  state->wasi = {strings(argv, argc < 0 ? 0 : static_cast<uint32_t>(argc)),
                 strings(env, env_count),
                 {stdinfd, stdoutfd, stderrfd}};
}

void wasm_runtime_set_wasi_args(wasm_module_t module, const char* dir_list[], uint32_t dir_count,
                                const char* map_dir_list[], uint32_t map_dir_count,
                                const char* env[], uint32_t env_count, char* argv[], int argc) {
  wasm_runtime_set_wasi_args_ex(module, dir_list, dir_count, map_dir_list, map_dir_count, env,
                                env_count, argv, argc, -1, -1, -1);
}

int32_t wasm_runtime_get_import_count(const wasm_module_t module) {
  const auto state = find_module(module);
  return state ? static_cast<int32_t>(state->imports.size()) : -1;
}

void wasm_runtime_get_import_type(const wasm_module_t module, int32_t import_index,
                                  wasm_import_t* import_type) {
  if (!import_type) return;
  *import_type = {};
  const auto state = find_module(module);
  if (!state || import_index < 0 || static_cast<size_t>(import_index) >= state->imports.size()) {
    return;
  }
  const ImportType& import = state->imports[import_index];
  const std::lock_guard lock(state->mutex);
  const ImportPlan& plan = state->plans[import_index];
  *import_type = {import.module.c_str(), import.name.c_str(), kind_in_c(kind(import.type)),
                  plan.func.has_value() || plan.from_wasi};
}

int32_t wasm_runtime_get_export_count(const wasm_module_t module) {
  const auto state = find_module(module);
  return state ? static_cast<int32_t>(state->exports.size()) : -1;
}

void wasm_runtime_get_export_type(const wasm_module_t module, int32_t export_index,
                                  wasm_export_t* export_type) {
  if (!export_type) return;
  *export_type = {};
  const auto state = find_module(module);
  if (!state || export_index < 0 || static_cast<size_t>(export_index) >= state->exports.size()) {
    return;
  }
  const ExportType& found = state->exports[export_index];
  *export_type = {found.name.c_str(), kind_in_c(kind(found.type))};
}

bool wasm_runtime_is_import_func_linked(const char* module_name, const char* func_name) {
  if (!module_name || !func_name) return false;
  if (find_native(module_name, func_name)) return true;
  const std::shared_ptr<const Core> core = running_core();
  return core && core->offered.find(module_name, func_name).has_value();
}
