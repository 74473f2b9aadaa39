// Starting and ending the runtime, and what a thread has to do with it.
#include "runtime/c_api/runtime.h"

#include <utility>

#include "runtime/c_api/allocator.h"
#include "runtime/c_api/call.h"
#include "runtime/c_api/log.h"
#include "runtime/c_api/native.h"
#include "shoal/shared_heap.h"

namespace shoal::c_api {
namespace {

thread_local bool thread_is_prepared = false;

Result<std::shared_ptr<const Core>> make_core(bool checked) {
  Config config;
  if (checked) config.bounds = Bounds::kChecked;
  Result<Engine> engine = Engine::create(config);
  if (!engine) return std::move(engine).error();
  auto core = std::make_shared<Core>(Core{*engine, Linker(*engine)});
  if (auto done = define_shared_heap_imports(core->offered); !done) return std::move(done).error();
  if (auto done = core->offered.define_libc(); !done) return std::move(done).error();
  return std::shared_ptr<const Core>(std::move(core));
}

bool start(const RuntimeInitArgs* args) {
  Runtime& runtime = the_runtime();
  const std::lock_guard lock(runtime.mutex);
  if (runtime.references == 0) {
    if (args && !set_allocator(*args)) return false;
    if (!args) use_system_allocator();
    auto core = make_core(runtime.use_checked_code);
    if (!core) return refuse(core.error());
    runtime.core = std::move(*core);
  }
  ++runtime.references;
  thread_is_prepared = true;
  return true;
}

}  // namespace

Runtime& the_runtime() {
  static Runtime* const runtime = new Runtime;
  return *runtime;
}

std::shared_ptr<const Core> running_core() {
  Runtime& runtime = the_runtime();
  const std::lock_guard lock(runtime.mutex);
  if (!runtime.core) refuse("the runtime does not run: call wasm_runtime_init first");
  return runtime.core;
}

}  // namespace shoal::c_api

using namespace shoal::c_api;

bool wasm_runtime_init(void) { return start(nullptr); }

bool wasm_runtime_full_init(RuntimeInitArgs* init_args) {
  if (!init_args) return refuse("wasm_runtime_full_init: the arguments are NULL");
  if (!start(init_args)) return false;
  if (init_args->running_mode != 0) {
    (void)wasm_runtime_set_default_running_mode(init_args->running_mode);
  }
  if (init_args->n_native_symbols == 0) return true;
  if (wasm_runtime_register_natives(init_args->native_module_name, init_args->native_symbols,
                                    init_args->n_native_symbols)) {
    return true;
  }
  wasm_runtime_destroy();
  return false;
}

void wasm_runtime_destroy(void) {
  Runtime& runtime = the_runtime();
  if (running_environment()) {
    refuse("wasm_runtime_destroy was called by a native that WebAssembly has called");
    return;
  }
  std::unique_lock lock(runtime.mutex);
  if (runtime.references == 0 || --runtime.references != 0) return;
  // What refers to others goes first, though any order would do.
  runtime.environments.clear();
  runtime.instances.clear();
  runtime.modules.clear();
  runtime.heaps.clear();
  forget_natives();
  runtime.core = nullptr;
  release_allocator();
  (void)wasm_runtime_set_default_running_mode(Mode_Interp);
  thread_is_prepared = false;
}

void wasm_runtime_get_version(uint32_t* major, uint32_t* minor, uint32_t* patch) {
  if (major) *major = 2;
  if (minor) *minor = 4;
  if (patch) *patch = 4;
}

bool wasm_runtime_init_thread_env(void) {
  if (!running_core()) return false;
  thread_is_prepared = true;
  return true;
}

void wasm_runtime_destroy_thread_env(void) { thread_is_prepared = false; }

bool wasm_runtime_thread_env_inited(void) { return thread_is_prepared; }

bool shoal_runtime_use_checked_code(bool use) {
  Runtime& runtime = the_runtime();
  const std::lock_guard lock(runtime.mutex);
  if (runtime.references != 0) {
    return refuse("shoal_runtime_use_checked_code: the runtime runs already");
  }
  runtime.use_checked_code = use;
  return true;
}
