// From a fault in emitted code to a failed call.
//
// Emitted code traps by faulting: an access to an inaccessible page, an undefined instruction, a
// division. The handler below acts on a fault only if all of this holds:
//  - the kernel raised it for an instruction (si_code > 0), on a thread inside emitted code;
//  - the instruction is one that the compiler listed as able to trap: a site of the image that owns
//    its address, or the failure exit of a host stub;
//  - the signal is one that such a site can raise.
// It then notes kind and backtrace in the thread's state (while the frames still stand) and makes
// the thread continue at the trap exit, which unwinds to the innermost entry stub; that returns to
// its C++ caller that the call was not done. Everything the handler touches is async-signal-safe: thread-local plain
// data, and the lock-free code registry.
//
// Code that noticed a poke goes on as if nothing had been, if it was for nothing.
//
// A memory access of checked code that faults is no trap yet: its slow path, where the thread
// continues with its registers as they are, decides (runtime/heap_mirror.h says why).
//
// Any other fault is not Shoal's: the handler that was installed before gets it exactly as the
// kernel gave it, and where there was none the default action happens, with the faulting
// instruction as the place of death.
#include "runtime/signals.h"

#include <csignal>
#include <cstring>
#include <mutex>
#include <optional>
#include <string>

#include "arch/fault.h"
#include "jit/code_image.h"
#include "runtime/backtrace.h"
#include "runtime/code_registry.h"
#include "runtime/engine.h"
#include "runtime/instance.h"
#include "runtime/interrupt.h"
#include "runtime/keep_loaded.h"
#include "runtime/thread_state.h"

namespace shoal::runtime {
namespace {

constexpr int kSignals[] = {SIGSEGV, SIGBUS, SIGILL, SIGFPE, SIGTRAP};

/// What was installed before, by signal number.
struct sigaction previous_actions[NSIG];

bool is_memory_fault(int signal) { return signal == SIGSEGV || signal == SIGBUS; }

/// The trap that `site` stands for; nothing if it cannot raise `signal`.
std::optional<TrapKind> trap_at(const jit::CodeSite& site, int signal,
                                const jit::VmContext& context) {
  const auto kind = static_cast<TrapKind>(site.kind);
  // An indirect call reads its callee's type without a test for null: page 0 faults for it.
  const bool by_access =
      kind == TrapKind::kMemoryOutOfBounds || kind == TrapKind::kUninitializedElement;
  if (by_access || is_memory_fault(signal)) return by_access ? std::optional(kind) : std::nullopt;
  switch (site.kind) {
    case jit::SiteKind::kCall:
    case jit::SiteKind::kHost: return std::nullopt;
    case jit::SiteKind::kPending: return static_cast<TrapKind>(context.pending_trap);
    case jit::SiteKind::kStackCheck:
    case jit::SiteKind::kLoopPoll: return TrapKind::kStackOverflow;
    default: return kind;
  }
}

/// What code that was poked (runtime/interrupt.h) has to do.
enum class Poke : uint8_t { kNone, kStop, kGoOn };

Poke look_at_poke(jit::SiteKind site, jit::VmContext& context) {
  if (site != jit::SiteKind::kStackCheck && site != jit::SiteKind::kLoopPoll) return Poke::kNone;
  if (std::atomic_ref(context.stack_limit).load() != kPoked) return Poke::kNone;
  return must_stop(context) ? Poke::kStop : Poke::kGoOn;
}

/// Makes code go on that was poked for nothing.
void go_on(jit::SiteKind site, const jit::CodeImage& image, uintptr_t pc, void* ucontext) {
  if (site == jit::SiteKind::kLoopPoll) return arch::skip_trap(ucontext);
  arch::restart_function(ucontext, reinterpret_cast<uintptr_t>(image.direct_entry_at(pc)));
}

/// Deals with the fault if it is emitted code's.
bool handle_fault(int signal, const siginfo_t* info, void* ucontext) {
  ThreadState& thread = thread_state();
  jit::VmThread& link = thread_link();
  if (!link.is_running() || info->si_code <= 0) return false;
  const arch::FaultState fault = arch::read_fault(ucontext);
  const auto* const entered = static_cast<const jit::VmFuncRef*>(link.record);
  const jit::StubRegistry& stubs = InstanceImpl::of(entered->context)->engine().stubs();
  if (stubs.is_host_trap(fault.pc) && !is_memory_fault(signal)) {
    thread.trap.by_host = true;
  } else {
    const std::optional<CodeRange> range = CodeRegistry::instance().find(fault.pc);
    if (!range) return false;
    if (const uint8_t* slow =
            is_memory_fault(signal) ? range->image->find_slow_path(fault.pc) : nullptr) {
      arch::continue_at(ucontext, reinterpret_cast<uintptr_t>(slow));
      return true;
    }
    const std::optional<jit::CodeSite> site = range->image->find_trap(fault.pc);
    if (!site) return false;
    auto& context = *reinterpret_cast<jit::VmContext*>(fault.context);
    std::optional<TrapKind> kind = trap_at(*site, signal, context);
    if (!kind) return false;
    const Poke poke = look_at_poke(site->kind, context);
    if (poke == Poke::kGoOn) {
      go_on(site->kind, *range->image, fault.pc, ucontext);
      return true;
    }
    if (poke == Poke::kStop) kind = TrapKind::kInterrupt;
    thread.trap.by_host = false;
    thread.trap.kind = *kind;
  }
  link.fuel = fault.fuel;  // Of no meaning, and no harm, in code that does not count it.
  collect(thread.trap.backtrace, fault.pc, fault.fp);
  arch::resume_at(ucontext, reinterpret_cast<uintptr_t>(stubs.trap_exit()),
                  reinterpret_cast<uintptr_t>(&link));
  return true;
}

/// Hands a fault that is not ours to whoever was there before.
void pass_on(int signal, siginfo_t* info, void* ucontext) {
  const struct sigaction& previous = previous_actions[signal];
  if (previous.sa_flags & SA_SIGINFO) return previous.sa_sigaction(signal, info, ucontext);
  // A fault of an instruction cannot be ignored: returning would only raise it again.
  const bool raised_by_instruction = info->si_code > 0;
  if (previous.sa_handler == SIG_IGN && !raised_by_instruction) return;
  if (previous.sa_handler != SIG_DFL && previous.sa_handler != SIG_IGN) {
    return previous.sa_handler(signal);
  }
  struct sigaction fallback = {};
  fallback.sa_handler = SIG_DFL;
  sigaction(signal, &fallback, nullptr);
  // The instruction faults again when we return; a signal that somebody sent has to be sent again.
  if (!raised_by_instruction) raise(signal);
}

void on_signal(int signal, siginfo_t* info, void* ucontext) {
  if (!handle_fault(signal, info, ucontext)) pass_on(signal, info, ucontext);
}

Result<void> install() {
  CodeRegistry::instance();  // Made now, not in the handler.
  keep_loaded(reinterpret_cast<const void*>(on_signal));
  for (const int signal : kSignals) {
    struct sigaction action = {};
    action.sa_sigaction = on_signal;
    // On the alternate stack where the thread has one, as its other handlers expect.
    action.sa_flags = SA_SIGINFO | SA_ONSTACK;
    sigemptyset(&action.sa_mask);
    if (sigaction(signal, &action, &previous_actions[signal]) != 0) {
      return make_error(ErrorKind::kSystem, std::string("cannot install the handler of ") +
                                                strsignal(signal) + ": " + strerror(errno));
    }
  }
  return {};
}

}  // namespace

Result<void> install_signal_handler() {
  static const Result<void> installed = install();
  return installed;
}

}  // namespace shoal::runtime
