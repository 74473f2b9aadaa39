#include "runtime/host_func.h"

#include <exception>
#include <string>
#include <utility>

#include "runtime/backtrace.h"
#include "runtime/instance.h"
#include "runtime/reference.h"
#include "runtime/thread_state.h"
#include "shoal/caller.h"
#include "shoal/detail/guarded.h"

namespace shoal {
namespace runtime {
namespace {

Error trap_of_exception(const char* what) {
  Error error = make_error(ErrorKind::kTrap, std::string("exception in a host function: ") + what);
  error.trap = TrapKind::kHost;
  return error;
}

/// The exception at hand.
Error describe_exception() {
  try {
    throw;
  } catch (const std::exception& e) {
    return trap_of_exception(e.what());
  } catch (...) {
    return trap_of_exception("not a std::exception");
  }
}

/// In a handler: makes the exception this thread's pending error; returns false.
bool fail_by_exception() noexcept {
  Error error = detail::out_of_memory();
  try {
    error = describe_exception();
  } catch (...) {
    error.kind = ErrorKind::kTrap;
    error.trap = TrapKind::kHost;
  }
  return detail::fail(std::move(error));
}

}  // namespace

Result<std::shared_ptr<HostFunc>> HostFunc::create(std::shared_ptr<EngineImpl> engine,
                                                   const FuncType& type,
                                                   std::unique_ptr<detail::HostBody> body) {
  Result<const void*> code = engine->stubs().host(type);
  if (!code) return std::move(code).error();
  std::shared_ptr<HostFunc> func(new HostFunc(std::move(engine), type, std::move(body)));
  func->record_.code = *code;
  return func;
}

HostFunc::HostFunc(std::shared_ptr<EngineImpl> engine, const FuncType& type,
                   std::unique_ptr<detail::HostBody> body)
    : engine_(std::move(engine)), type_(engine_->types().acquire(type)), body_(std::move(body)) {
  invoke = &enter;
  jit::VmHostContext* const context = this;
  record_.context = reinterpret_cast<jit::VmContext*>(context);
  record_.type_id = type_->id;
}

HostFunc::~HostFunc() { engine_->types().release(type_); }

HostFunc* HostFunc::from(const jit::VmFuncRef* record) {
  if (record->direct_code) return nullptr;
  return static_cast<HostFunc*>(reinterpret_cast<jit::VmHostContext*>(record->context));
}

bool HostFunc::call(jit::VmContext* caller, uint64_t* slots) noexcept {
  InstanceImpl* const instance = caller ? InstanceImpl::of(caller) : nullptr;
  Caller face(instance);
  try {
    if (!body_->call(face, slots)) return false;
    if (!instance || !type_->returns_funcref) return true;
    for (size_t i = 0; i < type_->type.results.size(); ++i) {
      if (type_->type.results[i] != ValType::kFuncRef) continue;
      if (Result<void> held = hold(*instance, slots[i]); !held) {
        return detail::fail(std::move(held).error());
      }
    }
    return true;
  } catch (...) {
    return fail_by_exception();
  }
}

bool HostFunc::enter(jit::VmHostContext* self, jit::VmContext* caller, uint64_t* slots,
                     void* frame) {
  jit::VmThread& thread = thread_link();
  thread.exit_fp = reinterpret_cast<uintptr_t>(frame);
  thread.exit_at = 0;
  return static_cast<HostFunc*>(self)->call(caller, slots);
}

}  // namespace runtime

namespace detail {

void note_exception() noexcept { (void)runtime::fail_by_exception(); }

void abandon() noexcept {
  jit::VmThread& link = runtime::thread_link();
  runtime::TrapReport& trap = runtime::thread_state().trap;
  trap.by_host = true;
  runtime::collect(trap.backtrace, 0, 0);
  const auto* const entered = static_cast<const jit::VmFuncRef*>(link.record);
  const void* const exit =
      runtime::InstanceImpl::of(entered->context)->engine().stubs().trap_exit();
  reinterpret_cast<void (*)(jit::VmThread*)>(const_cast<void*>(exit))(&link);
  __builtin_unreachable();
}

}  // namespace detail
}  // namespace shoal
