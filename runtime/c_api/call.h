// Calls into instances, and which environment a thread is in.
#ifndef SHOAL_RUNTIME_C_API_CALL_H_
#define SHOAL_RUNTIME_C_API_CALL_H_

#include <cstdint>
#include <string_view>
#include <vector>

#include "runtime/c_api/objects.h"
#include "shoal/error.h"

namespace shoal::c_api {

/// The environment of the thread's innermost call into WebAssembly; null outside any.
wasm_exec_env_t running_environment();

/// Makes `environment` the running one, and counts the call in its instance.
class CallScope {
 public:
  CallScope(wasm_exec_env_t environment, InstanceState& instance);
  ~CallScope();
  CallScope(const CallScope&) = delete;
  CallScope& operator=(const CallScope&) = delete;

 private:
  InstanceState& instance_;
  wasm_exec_env_t previous_;
};

/// Makes `func` ready to be called.
Result<Function> prepare(const Func& func);
/// The exported function `name`; null if there is none.
Function* lookup(InstanceState& instance, std::string_view name);
/// What a failed call leaves in its instance. True: it was an exit, and so no failure.
bool settle(InstanceState& instance, const Error& error);
/// Calls with arguments in, and results from, `slots`, of which there are enough for the larger of
/// both. False: the instance has an exception.
bool call(wasm_exec_env_t environment, InstanceState& instance, const Function& function,
          uint64_t* slots);

}  // namespace shoal::c_api

#endif  // SHOAL_RUNTIME_C_API_CALL_H_
