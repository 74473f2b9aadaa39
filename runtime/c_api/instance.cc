// Instances and environments: making, releasing, and what they keep for the program.
#include "runtime/instance.h"

#include <algorithm>
#include <array>
#include <atomic>
#include <string>
#include <utility>

#include "runtime/c_api/call.h"
#include "runtime/c_api/link.h"
#include "runtime/c_api/log.h"
#include "runtime/c_api/runtime.h"
#include "runtime/c_api/shared_heap.h"

namespace shoal::c_api {
namespace {

wasm_exec_env_t add_environment(wasm_module_inst_t handle, InstanceState& instance,
                                bool is_singleton) {
  auto state = std::make_shared<ExecEnvState>();
  state->instance = state->made_for = handle;
  state->is_singleton = is_singleton;
  const wasm_exec_env_t environment = the_runtime().environments.add(std::move(state));
  const std::lock_guard lock(instance.environments_mutex);
  instance.environments.push_back(environment);
  return environment;
}

void release(wasm_module_inst_t handle) {
  Runtime& runtime = the_runtime();
  const std::shared_ptr<InstanceState> state = runtime.instances.remove(handle);
  if (!state) return;
  (void)detach_heaps(*state);
  const std::lock_guard lock(state->environments_mutex);
  for (const wasm_exec_env_t environment : state->environments) {
    (void)runtime.environments.remove(environment);
  }
}

/// Runs `name`, if it is exported and takes and returns nothing. False: it failed.
bool run_if_exported(InstanceState& instance, std::string_view name) {
  const Function* const function = lookup(instance, name);
  if (!function || function->type() != FuncType{}) return true;
  uint64_t slot = 0;
  return call(instance.singleton, instance, *function, &slot);
}

/// What WAMR runs after the start function. False: it failed, and the instance has an exception.
bool run_initializers(InstanceState& instance) {
  const Function* const initialize = lookup(instance, "_initialize");
  if (!run_if_exported(instance, "_initialize")) return false;
  if (!run_if_exported(instance, "__post_instantiate")) return false;
  // _initialize calls the constructors itself.
  if (initialize || instance.module->uses_wasi) return true;
  return run_if_exported(instance, "__wasm_call_ctors");
}

Result<void> instantiate(const Core& core, InstanceState& instance, const InstantiationArgs& args) {
  auto imports = imports_of_instance(core, *instance.module);
  if (!imports) return std::move(imports).error();
  InstantiateOptions options;
  constexpr uint64_t kMostHeap = uint64_t{1} << 30;
  options.host_managed_heap_size = std::min<uint64_t>(args.host_managed_heap_size, kMostHeap);
  if (args.max_memory_pages != 0) options.max_memory_pages = args.max_memory_pages;
  {
    const CallScope scope(instance.singleton,
                          instance);  // For natives that a start function calls.
    auto made = Instance::create(instance.module->module, *imports, options);
    if (!made) {
      if (settle(instance, made.error())) return make_error(ErrorKind::kExit, "wasi proc exit");
      return std::move(made).error();
    }
    instance.instance = std::move(*made);
  }
  if (run_initializers(instance)) return {};
  return make_error(ErrorKind::kTrap, instance.exception);
}

wasm_memory_inst_t memory_handle(InstanceState& instance, runtime::MemoryImpl* memory) {
  if (!memory) return nullptr;
  for (WASMMemoryInstance& known : instance.memories) {
    if (known.memory == memory) return &known;
  }
  return &instance.memories.emplace_back(WASMMemoryInstance{memory});
}

bool is_known_mode(RunningMode mode) { return mode >= Mode_Interp && mode <= Mode_Multi_Tier_JIT; }

std::atomic<RunningMode> default_mode = Mode_Interp;

}  // namespace
}  // namespace shoal::c_api

using namespace shoal;
using namespace shoal::c_api;

// ---- Instances

wasm_module_inst_t wasm_runtime_instantiate(const wasm_module_t module, uint32_t default_stack_size,
                                            uint32_t host_managed_heap_size, char* error_buf,
                                            uint32_t error_buf_size) {
  const InstantiationArgs args = {default_stack_size, host_managed_heap_size, 0};
  return wasm_runtime_instantiate_ex(module, &args, error_buf, error_buf_size);
}

wasm_module_inst_t wasm_runtime_instantiate_ex(const wasm_module_t module,
                                               const InstantiationArgs* args, char* error_buf,
                                               uint32_t error_buf_size) {
  constexpr std::string_view kFailed = "WASM module instantiate failed: ";
  Runtime& runtime = the_runtime();
  const std::shared_ptr<const Core> core = running_core();
  auto state = std::make_shared<InstanceState>();
  state->module = runtime.modules.find(module);
  if (!core || !state->module) {
    report(error_buf, error_buf_size,
           std::string(kFailed) + "the module is NULL or has been unloaded");
    return nullptr;
  }
  state->module_handle = module;
  state->running_mode = default_mode;
  const wasm_module_inst_t handle = runtime.instances.add(state);
  state->singleton = add_environment(handle, *state, /*is_singleton=*/true);
  const Result<void> done = instantiate(*core, *state, args ? *args : InstantiationArgs{});
  if (done) return handle;
  report(error_buf, error_buf_size, std::string(kFailed) + done.error().message);
  release(handle);
  return nullptr;
}

void wasm_runtime_deinstantiate(wasm_module_inst_t module_inst) {
  if (!module_inst) return;
  const auto state = the_runtime().instances.find(module_inst);
  if (!state) {
    refuse("wasm_runtime_deinstantiate: the instance is gone already");
  } else if (state->depth != 0) {
    refuse("wasm_runtime_deinstantiate: the instance is running");
  } else {
    release(module_inst);
  }
}

wasm_module_t wasm_runtime_get_module(wasm_module_inst_t module_inst) {
  const InstanceState* const instance = state_of(module_inst);
  if (!instance) return nullptr;
  // The slot may have been given to another module since.
  const bool is_loaded = the_runtime().modules.find(instance->module_handle) == instance->module;
  return is_loaded ? instance->module_handle : nullptr;
}

bool wasm_runtime_is_wasi_mode(wasm_module_inst_t module_inst) {
  const InstanceState* const instance = state_of(module_inst);
  return instance && instance->module->uses_wasi;
}

wasm_function_inst_t wasm_runtime_lookup_wasi_start_function(wasm_module_inst_t module_inst) {
  InstanceState* const instance = state_of(module_inst);
  Function* const start = instance ? lookup(*instance, "_start") : nullptr;
  return start && start->type() == FuncType{} ? start : nullptr;
}

uint32_t wasm_runtime_get_wasi_exit_code(wasm_module_inst_t module_inst) {
  const InstanceState* const instance = state_of(module_inst);
  return instance ? instance->wasi_exit_code : 0;
}

const uint8_t* wasm_runtime_get_custom_section(wasm_module_t const module, const char* name,
                                               uint32_t* len) {
  const auto state = the_runtime().modules.find(module);
  if (!state || !name) return nullptr;
  const auto sections = state->module.custom_sections(name);
  if (sections.empty()) return nullptr;
  if (len) *len = static_cast<uint32_t>(sections[0].size());
  return sections[0].data();
}

bool wasm_runtime_get_export_global_inst(const wasm_module_inst_t module_inst, const char* name,
                                         wasm_global_inst_t* global_inst) {
  const InstanceState* const instance = state_of(module_inst);
  if (!instance || !instance->instance || !name || !global_inst) return false;
  runtime::InstanceImpl& impl = *instance->impl();
  const jit::ExportInfo* const found = impl.module()->find_export(name);
  if (!found || found->kind != ExternKind::kGlobal) return false;
  const GlobalType type = instance->instance->global(name)->type();
  const std::array<std::pair<ValType, wasm_valkind_t>, 6> kinds = {
      {{ValType::kI32, WASM_I32},
       {ValType::kI64, WASM_I64},
       {ValType::kF32, WASM_F32},
       {ValType::kF64, WASM_F64},
       {ValType::kExternRef, WASM_EXTERNREF},
       {ValType::kFuncRef, WASM_FUNCREF}}};
  for (const auto& [val_type, kind] : kinds) {
    if (val_type != type.type) continue;
    *global_inst = {kind, type.is_mutable, impl.global_cell(found->index)};
    return true;
  }
  return false;
}

void wasm_runtime_set_custom_data(wasm_module_inst_t module_inst, void* custom_data) {
  if (InstanceState* instance = state_of(module_inst)) instance->custom_data = custom_data;
}

void* wasm_runtime_get_custom_data(wasm_module_inst_t module_inst) {
  const InstanceState* const instance = state_of(module_inst);
  return instance ? instance->custom_data : nullptr;
}

// ---- Exceptions

const char* wasm_runtime_get_exception(wasm_module_inst_t module_inst) {
  const InstanceState* const instance = state_of(module_inst);
  return instance && !instance->exception.empty() ? instance->exception.c_str() : nullptr;
}

void wasm_runtime_set_exception(wasm_module_inst_t module_inst, const char* exception) {
  InstanceState* const instance = state_of(module_inst);
  if (!instance) return;
  if (exception) {
    instance->set_exception(exception);
  } else {
    instance->exception.clear();
  }
}

void wasm_runtime_clear_exception(wasm_module_inst_t module_inst) {
  wasm_runtime_set_exception(module_inst, nullptr);
}

void wasm_runtime_terminate(wasm_module_inst_t module_inst) {
  const auto instance = the_runtime().instances.find(module_inst);
  if (instance && instance->instance) instance->instance->interrupt();
}

// ---- Running modes: there is one way to run code.

bool wasm_runtime_is_running_mode_supported(RunningMode running_mode) {
  return is_known_mode(running_mode);
}

bool wasm_runtime_set_default_running_mode(RunningMode running_mode) {
  if (!is_known_mode(running_mode)) return false;
  default_mode = running_mode;
  return true;
}

bool wasm_runtime_set_running_mode(wasm_module_inst_t module_inst, RunningMode running_mode) {
  InstanceState* const instance = state_of(module_inst);
  if (!instance || !is_known_mode(running_mode)) return false;
  instance->running_mode = running_mode;
  return true;
}

RunningMode wasm_runtime_get_running_mode(wasm_module_inst_t module_inst) {
  const InstanceState* const instance = state_of(module_inst);
  return instance ? instance->running_mode : Mode_Interp;
}

// ---- Environments

wasm_exec_env_t wasm_runtime_create_exec_env(wasm_module_inst_t module_inst, uint32_t) {
  const auto instance = the_runtime().instances.find(module_inst);
  if (!instance) {
    refuse("wasm_runtime_create_exec_env: the instance is NULL or gone");
    return nullptr;
  }
  return add_environment(module_inst, *instance, /*is_singleton=*/false);
}

void wasm_runtime_destroy_exec_env(wasm_exec_env_t exec_env) {
  if (!exec_env) return;
  const auto state = the_runtime().environments.find(exec_env);
  if (!state) {
    refuse("wasm_runtime_destroy_exec_env: the environment is gone already");
  } else if (state->is_singleton) {
    refuse("wasm_runtime_destroy_exec_env: the environment belongs to its instance");
  } else {
    (void)the_runtime().environments.remove(exec_env);
    if (const auto instance = the_runtime().instances.find(state->made_for)) {
      const std::lock_guard lock(instance->environments_mutex);
      std::erase(instance->environments, exec_env);
    }
  }
}

wasm_exec_env_t wasm_runtime_get_exec_env_singleton(wasm_module_inst_t module_inst) {
  const InstanceState* const instance = state_of(module_inst);
  return instance ? instance->singleton : nullptr;
}

wasm_module_inst_t wasm_runtime_get_module_inst(wasm_exec_env_t exec_env) {
  const ExecEnvState* const state = state_of(exec_env);
  return state ? state->instance : nullptr;
}

void wasm_runtime_set_module_inst(wasm_exec_env_t exec_env, const wasm_module_inst_t module_inst) {
  ExecEnvState* const state = state_of(exec_env);
  if (!state || !state_of(module_inst)) return;
  state->instance = module_inst;
}

void wasm_runtime_set_user_data(wasm_exec_env_t exec_env, void* user_data) {
  if (ExecEnvState* state = state_of(exec_env)) state->user_data = user_data;
}

void* wasm_runtime_get_user_data(wasm_exec_env_t exec_env) {
  const ExecEnvState* const state = state_of(exec_env);
  return state ? state->user_data : nullptr;
}

// ---- Memories' handles

wasm_memory_inst_t wasm_runtime_lookup_memory(const wasm_module_inst_t module_inst,
                                              const char* name) {
  InstanceState* const instance = state_of(module_inst);
  if (!instance || !instance->instance || !name) return nullptr;
  const Result<Memory> memory = instance->instance->memory(name);
  return memory ? memory_handle(*instance, memory->impl().get()) : nullptr;
}

wasm_memory_inst_t wasm_runtime_get_default_memory(const wasm_module_inst_t module_inst) {
  return wasm_runtime_get_memory(module_inst, 0);
}

wasm_memory_inst_t wasm_runtime_get_memory(const wasm_module_inst_t module_inst, uint32_t index) {
  InstanceState* const instance = state_of(module_inst);
  if (!instance || !instance->impl() || index != 0) return nullptr;
  return memory_handle(*instance, instance->impl()->memory0());
}
