// The way from the host into a function: what every call of a TypedFunc or Func goes through.
//
// A thread's link (shoal/detail/thread_link.h) describes the innermost entry. The first outermost
// call on a thread takes the long way, invoke(): it finds the stack's limit, gives it to the context
// and leaves the link prepared. From then on TypedFunc's operator() needs three compares to know
// that all is as it was:
//  - no WebAssembly is running on the thread;
//  - the context's stack limit is the link's. They differ if the instance ran on another thread in
//    the meantime, if it was interrupted, and if the function is the host's (kNeverPrepared);
//  - the stack is about as deep as then, so the limit still gives the guest what it was promised
//    (and fibers, whose stacks are elsewhere, get limits of their own).
// It then calls the signature's entry stub as a C function, arguments in registers; the stub notes
// the function's record in the link, which marks the thread as running. Nothing is marshalled,
// allocated or locked. What counts, besides the two calls and returns, is the number of stores:
// CPUs retire few of them.
//
// Who saves what. WebAssembly code preserves the registers that the C convention preserves, but for
// the pinned ones: the stub puts these back. The others it stores in the link, and only a trap needs
// them: the signal handler leaves for the trap exit, which loads them from there, steps into the
// stub's frame and returns to the stub's caller that the call was not done. An entry from a host
// function would overwrite all this for the entry around it, so it keeps a copy of the link on its
// stack and puts it back; `previous` makes the copies a list for backtraces.
//
// What would break it: a way out of emitted code that unwinds other than by the trap exit; code that
// keeps C++ values in preserved registers without saving them first; a second user of the words
// that the compares look at.
//
// Entries also are where requests to stop begin to count: runtime/interrupt.h. And where code counts
// fuel, they give what the called instance has left to the thread, and take it back: what is called
// from within consumes the same.
#include <algorithm>
#include <memory>
#include <new>
#include <string>
#include <utility>

#include "jit/vm_context.h"
#include "runtime/backtrace.h"
#include "runtime/host_func.h"
#include "runtime/instance.h"
#include "runtime/interrupt.h"
#include "runtime/reference.h"
#include "runtime/thread_state.h"
#include "shoal/func.h"

namespace shoal {
namespace runtime {
namespace {

/// Turns what stopped emitted code into this thread's pending error.
void note_trap(ThreadState& thread) noexcept {
  const TrapReport& trap = thread.trap;
  try {
    if (!trap.by_host) set_error(thread, trap_error(trap.kind));
    Error* const error = thread.error;
    if (error && error->kind != ErrorKind::kExit && error->backtrace.empty()) {
      error->backtrace = resolve(trap.backtrace);
    }
  } catch (const std::bad_alloc&) {  // Then it has no words, or no backtrace.
    if (trap.by_host || thread.error) return;
    thread.lost = {ErrorKind::kTrap, trap.kind, 0};
  }
}

bool stack_exhausted(ThreadState& thread) noexcept {
  thread.trap.by_host = false;
  thread.trap.kind = TrapKind::kStackOverflow;
  collect(thread.trap.backtrace, 0, 0);
  note_trap(thread);
  return false;
}

/// What an entry costs when nothing is prepared for it yet. Leaves it prepared.
bool enter_outermost(const detail::CallTarget& target, jit::VmFuncRef& record, uint64_t* slots,
                     uintptr_t sp) noexcept {
  ThreadState& thread = thread_state();
  jit::VmThread& link = thread_link();
  const uint64_t max_stack = target.engine->config().limits.stack_bytes;
  const uintptr_t limit = outermost_stack_limit(thread, sp, max_stack);
  if (sp <= limit) [[unlikely]]
    return stack_exhausted(thread);
  link.window = sp - jit::VmThread::kWindow / 2;
  link.previous = nullptr;
  InstanceImpl& instance = *InstanceImpl::of(record.context);
  link.stack_limit = limit;
  link.fuel = instance.fuel();
  begin_call(*record.context, limit, instance.starting());
  const auto stub = reinterpret_cast<jit::EntryStub>(const_cast<void*>(target.stub));
  const bool done = stub(&link, &record, slots).done != 0;
  link.record = nullptr;
  instance.set_fuel(std::max<int64_t>(link.fuel, 0));
  if (!done) [[unlikely]]
    note_trap(thread);
  return done;
}

/// An entry from a host function that WebAssembly called.
bool enter_inner(const detail::CallTarget& target, jit::VmFuncRef& record, uint64_t* slots,
                 uintptr_t sp) noexcept {
  jit::VmThread& link = thread_link();
  if (sp <= link.stack_limit) [[unlikely]]
    return stack_exhausted(thread_state());
  // All contexts on a thread's stack have the same limit: nothing needs to be put back afterwards.
  begin_inner_call(*record.context, InstanceImpl::of(record.context)->is_entered());
  jit::VmThread outer = link;
  link.previous = &outer;
  const auto stub = reinterpret_cast<jit::EntryStub>(const_cast<void*>(target.stub));
  const bool done = stub(&link, &record, slots).done != 0;
  outer.fuel = link.fuel;
  link = outer;
  if (!done) [[unlikely]]
    note_trap(thread_state());
  return done;
}

}  // namespace
}  // namespace runtime

namespace detail {

constinit const uintptr_t kNeverPrepared = ~uintptr_t{1};  // All ones mean an interrupt.

bool invoke(const CallTarget& target, uint64_t* slots) noexcept {
  auto& record = *static_cast<jit::VmFuncRef*>(target.record);
  if (!target.stub) return runtime::HostFunc::from(&record)->call(nullptr, slots);
  const auto sp = reinterpret_cast<uintptr_t>(__builtin_frame_address(0));
  return runtime::thread_link().is_running() ? runtime::enter_inner(target, record, slots, sp)
                                             : runtime::enter_outermost(target, record, slots, sp);
}

std::unique_ptr<Error> take_trap() {
  runtime::ThreadState& thread = runtime::thread_state();
  runtime::note_trap(thread);
  if (!thread.error) return std::make_unique<Error>(runtime::take_error(thread));
  return std::unique_ptr<Error>(std::exchange(thread.error, nullptr));
}

Error take_error() noexcept { return runtime::take_error(runtime::thread_state()); }

bool fail(Error error) noexcept {
  runtime::set_error(runtime::thread_state(), std::move(error));
  return false;
}

bool connect(const CallTarget& target, FuncRef f) {
  const auto& record = *static_cast<const jit::VmFuncRef*>(target.record);
  if (runtime::HostFunc::from(&record)) return true;
  return runtime::hold(*runtime::InstanceImpl::of(record.context), f.bits()).ok();
}

}  // namespace detail
}  // namespace shoal
