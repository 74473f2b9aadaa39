// What the handles of include/wasm_export.h stand for.
//
// WAMR's objects map to Shoal's like this:
//   the runtime      one Engine, from wasm_runtime_init to wasm_runtime_destroy, and one Linker
//                    that holds what the runtime itself offers to guests (Runtime, runtime.h)
//   wasm_module_t    a Module, and for each imported function the host function that it was linked
//                    to when it was loaded (ModuleState)
//   wasm_module_inst_t   an Instance, with what WAMR keeps there: the exception, custom data, and
//                    the heaps attached to it (InstanceState)
//   wasm_exec_env_t  only the instance and the user's data (ExecEnvState): a guest's stack is the
//                    thread's. Which environment a native is given is a matter of the thread: the
//                    one that its innermost wasm_runtime_call_wasm was made with (call.h).
//   wasm_shared_heap_t   a SharedHeap (HeapState)
//
// Handles. C programs release things twice, in any order, or never. So a handle points to a slot
// that is never freed, only emptied and used again: one whose object is gone is found empty, and
// the function fails. Functions that make, release, chain or attach go further and look the slot
// up, so that they refuse any pointer (Slots::find); those that run often only look into it
// (state_of). Objects hold each other by shared ownership of their states, so the order in which a
// program releases them does not matter.
//
// Locks. The runtime's mutex guards what is global: its own state, the slots' books, the list of
// natives. It is never held while a guest or a native runs, nor while the engine compiles. An
// instance's state has no lock: one thread at a time uses it.
#ifndef SHOAL_RUNTIME_C_API_OBJECTS_H_
#define SHOAL_RUNTIME_C_API_OBJECTS_H_

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <unordered_set>
#include <utility>
#include <vector>

#include "runtime/memory.h"
#include "shoal/extern.h"
#include "shoal/instance.h"
#include "shoal/module.h"
#include "shoal/shared_heap.h"
#include "wasm_export.h"

namespace shoal::c_api {

struct ModuleState;
struct InstanceState;

struct ExecEnvState {
  wasm_module_inst_t instance = nullptr;
  wasm_module_inst_t made_for = nullptr;  ///< Goes with this one.
  void* user_data = nullptr;
  void* attachment = nullptr;     ///< Of the native that runs.
  bool is_singleton = false;      ///< Owned by the instance.
  const void* checked = nullptr;  ///< The function that was last found to be the instance's,
  uint64_t checked_in = 0;        ///< which was this one (InstanceState::id).
};

struct HeapState {
  SharedHeap heap;
};

}  // namespace shoal::c_api

// The slots. Their names are the interface's.
struct WASMModuleCommon {
  std::shared_ptr<shoal::c_api::ModuleState> state;
};
struct WASMModuleInstanceCommon {
  std::shared_ptr<shoal::c_api::InstanceState> state;
};
struct WASMExecEnv {
  std::shared_ptr<shoal::c_api::ExecEnvState> state;
};
struct WASMSharedHeap {
  std::shared_ptr<shoal::c_api::HeapState> state;
};
struct WASMMemoryInstance {
  shoal::runtime::MemoryImpl* memory;  ///< Kept alive by the instance.
};

namespace shoal::c_api {

/// All slots of one kind. Thread-safe.
template <class Slot>
class Slots {
 public:
  using State = typename std::remove_reference_t<decltype(*Slot::state)>;

  Slot* add(std::shared_ptr<State> state) {
    const std::lock_guard lock(mutex_);
    Slot* slot;
    if (empty_.empty()) {
      slot = &slots_.emplace_back();
      known_.insert(slot);
    } else {
      slot = empty_.back();
      empty_.pop_back();
    }
    slot->state = std::move(state);
    ++live_;
    return slot;
  }
  /// The state behind any pointer; null if it is no handle, or its object is gone.
  std::shared_ptr<State> find(const Slot* handle) const {
    const std::lock_guard lock(mutex_);
    return known_.contains(handle) ? handle->state : nullptr;
  }
  /// Empties the slot; gives what was in it.
  std::shared_ptr<State> remove(Slot* handle) {
    const std::lock_guard lock(mutex_);
    if (!known_.contains(handle) || !handle->state) return nullptr;
    empty_.push_back(handle);
    --live_;
    return std::exchange(handle->state, nullptr);
  }
  /// Empties all slots, the last first.
  void clear() {
    for (Slot* slot : all()) (void)remove(slot);
  }
  /// Those that are not empty, the last first.
  std::vector<Slot*> all() {
    const std::lock_guard lock(mutex_);
    std::vector<Slot*> list;
    for (auto it = slots_.rbegin(); it != slots_.rend(); ++it) {
      if (it->state) list.push_back(&*it);
    }
    return list;
  }
  size_t size() const {
    const std::lock_guard lock(mutex_);
    return live_;
  }

 private:
  mutable std::mutex mutex_;
  std::deque<Slot> slots_;
  std::vector<Slot*> empty_;
  std::unordered_set<const Slot*> known_;
  size_t live_ = 0;
};

/// The state behind a handle that is one, or NULL; null if its object is gone.
template <class Slot>
auto* state_of(const Slot* handle) {
  return handle ? handle->state.get() : nullptr;
}

/// An imported function, linked.
struct ImportPlan {
  const ImportType* import;  ///< In ModuleState::imports.
  std::optional<Func> func;  ///< Nothing: only when an instance is made, or not at all.
  bool from_wasi = false;    ///< An instance gets it from a world of its own.
};

struct WasiArguments {
  std::vector<std::string> args, env;
  int64_t fds[3] = {-1, -1, -1};
};

struct ModuleState {
  explicit ModuleState(Module compiled)
      : module(std::move(compiled)), imports(module.imports()), exports(module.exports()) {}

  const Module module;
  const std::vector<ImportType> imports;
  const std::vector<ExportType> exports;
  std::mutex mutex;               ///< Guards what follows.
  std::vector<ImportPlan> plans;  ///< One for each import; of functions only.
  WasiArguments wasi;
  bool uses_wasi = false;
};

/// An exported function, ready to be called.
struct Function {
  Func func;
  detail::CallTarget target;  ///< With its entry stub.
  bool has_c_types;           ///< A C program has values for all of its types.
  uint32_t param_cells;       ///< 32-bit cells of its arguments.

  const FuncType& type() const { return func.type(); }
};

/// A heap of the attached chain, as long as it is attached.
struct AttachedHeap {
  uint64_t start;
  uint64_t size;
  std::byte* native;
  bool is_writable;
};

struct Attachment {
  wasm_shared_heap_t handle = nullptr;  ///< Null: nothing is attached.
  SharedHeap head;
  bool is_read_only = false;
  bool is_contiguous = false;
  std::vector<AttachedHeap> heaps;  ///< In order of address.
};

struct InstanceState {
  /// Never used again, as addresses and slots are.
  const uint64_t id = [] {
    static std::atomic<uint64_t> last = 0;
    return ++last;
  }();
  std::shared_ptr<ModuleState> module;
  wasm_module_t module_handle = nullptr;
  /// Null until instantiation has got so far that there is one (its start function may run before).
  std::optional<Instance> instance;

  std::string exception;  ///< "Exception: ..."; empty: none.
  uint32_t wasi_exit_code = 0;
  uint32_t depth = 0;  ///< Calls into it that have not returned.
  void* custom_data = nullptr;
  RunningMode running_mode = Mode_Interp;
  Attachment attached;
  wasm_exec_env_t singleton = nullptr;
  std::mutex environments_mutex;              ///< Guards what follows.
  std::vector<wasm_exec_env_t> environments;  ///< All that were made for it.
  std::map<std::string, std::unique_ptr<Function>, std::less<>> functions;  ///< Those looked up.
  std::unordered_set<const void*> known_functions;                          ///< Their addresses.
  std::deque<WASMMemoryInstance> memories;                                  ///< Those looked up.

  runtime::InstanceImpl* impl() const { return instance ? instance->impl().get() : nullptr; }
  void set_exception(std::string_view text) { exception = "Exception: " + std::string(text); }
};

}  // namespace shoal::c_api

#endif  // SHOAL_RUNTIME_C_API_OBJECTS_H_
