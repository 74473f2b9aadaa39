// The way from the host into a function: what every call of a TypedFunc or Func goes through.
//
// A call costs: a link in the thread's chain of activations, the stack limit, and the entry stub
// that moves the arguments from slots into registers. Nothing is allocated and nothing locked
// unless the call fails.
//
// The stack limit of a context doubles as its interrupt word (jit/vm_context.h):
// Instance::interrupt stores all ones from any thread. An outermost entry sets a fresh limit and so
// forgets an interrupt that came too late for the call before. An inner entry (host function ->
// guest) must not forget one that is meant for the outer call: hence its compare-and-swap.
#include <atomic>
#include <string>
#include <utility>

#include "jit/vm_context.h"
#include "runtime/backtrace.h"
#include "runtime/host_func.h"
#include "runtime/instance.h"
#include "runtime/reference.h"
#include "runtime/thread_state.h"
#include "shoal/func.h"

namespace shoal {
namespace runtime {
namespace {

constexpr uintptr_t kInterrupted = ~uintptr_t{0};

/// Sets the limit of a context that is entered from a host function. All contexts on a thread's
/// stack have the same limit, so nothing needs to be put back afterwards.
void set_inner_limit(jit::VmContext& context, uintptr_t limit) {
  const std::atomic_ref word(context.stack_limit);
  if (!InstanceImpl::of(&context)->is_entered()) return word.store(limit);
  uintptr_t seen = word.load();
  while (seen != kInterrupted && !word.compare_exchange_weak(seen, limit)) {
  }
}

/// Turns what stopped emitted code into this thread's pending error.
void note_trap(ThreadState& thread) noexcept {
  const TrapReport& trap = thread.trap;
  if (!trap.by_host) set_error(thread, trap_error(trap.kind));
  Error& error = *thread.error;
  if (error.kind != ErrorKind::kExit && error.backtrace.empty()) {
    error.backtrace = resolve(trap.backtrace);
  }
}

bool stack_exhausted(ThreadState& thread) noexcept {
  thread.trap.by_host = false;
  thread.trap.kind = TrapKind::kStackOverflow;
  collect(thread.trap.backtrace, 0, 0, thread.top);
  note_trap(thread);
  return false;
}

bool run(ThreadState& thread, const jit::VmFuncRef& record, jit::EntryStub stub, uint64_t* slots,
         EngineImpl* engine) noexcept {
  Activation activation;
  activation.engine = engine;
  activation.previous = thread.top;
  thread.top = &activation;
  InstanceImpl* const instance = InstanceImpl::of(record.context);
  instance->enter();
  const bool done = stub(record.context, record.code, slots, &activation) != 0;
  instance->leave();
  thread.top = static_cast<Activation*>(activation.previous);
  if (!done) [[unlikely]]
    note_trap(thread);
  return done;
}

}  // namespace
}  // namespace runtime

namespace detail {

bool invoke(const CallTarget& target, uint64_t* slots) noexcept {
  const auto& record = *static_cast<const jit::VmFuncRef*>(target.record);
  if (!target.stub) return runtime::HostFunc::from(&record)->call(nullptr, slots);
  const auto stub = reinterpret_cast<jit::EntryStub>(const_cast<void*>(target.stub));
  runtime::ThreadState& thread = runtime::thread_state();
  const auto sp = reinterpret_cast<uintptr_t>(__builtin_frame_address(0));
  if (!thread.top) [[likely]] {
    const uint64_t max_stack = target.engine->config().max_wasm_stack;
    thread.stack_limit = runtime::outermost_stack_limit(thread, sp, max_stack);
    if (sp <= thread.stack_limit) [[unlikely]]
      return runtime::stack_exhausted(thread);
    std::atomic_ref(record.context->stack_limit)
        .store(thread.stack_limit, std::memory_order_relaxed);
    return runtime::run(thread, record, stub, slots, target.engine);
  }
  if (sp <= thread.stack_limit) [[unlikely]]
    return runtime::stack_exhausted(thread);
  runtime::set_inner_limit(*record.context, thread.stack_limit);
  return runtime::run(thread, record, stub, slots, target.engine);
}

Error take_error() noexcept { return runtime::take_error(runtime::thread_state()); }

bool fail(Error error) noexcept {
  runtime::set_error(runtime::thread_state(), std::move(error));
  return false;
}

bool connect(const CallTarget& target, FuncRef f) noexcept {
  const auto& record = *static_cast<const jit::VmFuncRef*>(target.record);
  if (runtime::HostFunc::from(&record)) return true;
  return runtime::hold(*runtime::InstanceImpl::of(record.context), f.bits()).ok();
}

}  // namespace detail
}  // namespace shoal
