// A host function: the record that emitted code calls it by, and the C++ callable behind it.
#ifndef SHOAL_RUNTIME_HOST_FUNC_H_
#define SHOAL_RUNTIME_HOST_FUNC_H_

#include <memory>

#include "jit/vm_context.h"
#include "runtime/engine.h"
#include "runtime/type_registry.h"
#include "shoal/error.h"
#include "shoal/func.h"

namespace shoal::runtime {

/// Immutable; the callable itself may be entered from several threads if instances on several
/// threads import it.
class HostFunc : public jit::VmHostContext, public std::enable_shared_from_this<HostFunc> {
 public:
  static Result<std::shared_ptr<HostFunc>> create(std::shared_ptr<EngineImpl> engine,
                                                  const FuncType& type,
                                                  std::unique_ptr<detail::HostBody> body);
  ~HostFunc();
  HostFunc(const HostFunc&) = delete;
  HostFunc& operator=(const HostFunc&) = delete;

  /// The host function that `record` belongs to, or null if it is a WebAssembly function's.
  static HostFunc* from(const jit::VmFuncRef* record);

  EngineImpl& engine() const { return *engine_; }
  jit::VmFuncRef* record() { return &record_; }
  const InternedType* type() const { return type_; }
  detail::HostBody& body() const { return *body_; }

  /// Calls the body. `caller` is the calling instance's context, or null if the host itself calls.
  /// False: the thread's pending error (runtime/thread_state.h) is set.
  bool call(jit::VmContext* caller, uint64_t* slots) noexcept;

 private:
  HostFunc(std::shared_ptr<EngineImpl> engine, const FuncType& type,
           std::unique_ptr<detail::HostBody> body);

  /// VmHostContext::invoke.
  static bool enter(jit::VmHostContext* self, jit::VmContext* caller, uint64_t* slots, void* frame);

  const std::shared_ptr<EngineImpl> engine_;
  const InternedType* const type_;
  const std::unique_ptr<detail::HostBody> body_;
  jit::VmFuncRef record_;
};

}  // namespace shoal::runtime

#endif  // SHOAL_RUNTIME_HOST_FUNC_H_
