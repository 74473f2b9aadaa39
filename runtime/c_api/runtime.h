// The one runtime of a process.
#ifndef SHOAL_RUNTIME_C_API_RUNTIME_H_
#define SHOAL_RUNTIME_C_API_RUNTIME_H_

#include <memory>
#include <mutex>
#include <optional>

#include "runtime/c_api/objects.h"
#include "shoal/engine.h"
#include "shoal/linker.h"

namespace shoal::c_api {

/// What lives from wasm_runtime_init to wasm_runtime_destroy and needs an engine.
struct Core {
  Engine engine;
  Linker offered;  ///< What the runtime itself offers to guests, by module and name.
};

struct Runtime {
  std::mutex mutex;  ///< Guards starting and ending, and `core`.
  uint32_t references = 0;
  std::shared_ptr<const Core> core;  ///< Null: the runtime does not run.
  bool use_checked_code = false;

  Slots<WASMModuleCommon> modules;
  Slots<WASMModuleInstanceCommon> instances;
  Slots<WASMExecEnv> environments;
  Slots<WASMSharedHeap> heaps;
};

/// Never destroyed: programs end with threads running.
Runtime& the_runtime();
/// Null, which is refused already, if the runtime does not run.
std::shared_ptr<const Core> running_core();

}  // namespace shoal::c_api

#endif  // SHOAL_RUNTIME_C_API_RUNTIME_H_
