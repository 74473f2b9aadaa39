// Stopping calls from outside, from any thread and from signal handlers (InterruptHandle).
//
// Emitted code compares the stack pointer with VmContext::stack_limit where functions and, if so
// configured, loops begin; all ones there make it fault, and the signal handler ends the call. So
// whoever wants a call to stop
//  1. says so in VmContext::interrupt of the instance that the host called;
//  2. stores all ones to that context's stack limit, and to those of all contexts that have last run
//     on the same thread, as the call may be in any of them.
// The second is a poke that may hit a context which is another call's by now. Therefore the thread
// itself, at the place where it noticed, puts the limit right and then looks whether one of the calls
// on its stack is to stop (must_stop). If none is, it goes on: a poke is never wrong, only late.
//
// What must not happen is that a request is overlooked: that a thread passes its look at (1) while
// the poke (2) is overwritten by a limit that was read earlier. A context's limit is written
//  - by an outermost or inner entry (runtime/call.cc) and by must_stop: both look at (1) after it;
//  - by an external entry in emitted code, which copies the limit of its caller's context: it looks
//    at the caller's once more after the copy.
// On the other side, (1) and (2) are separated by a barrier on every thread of the process
// (membarrier), so that emitted code needs none of its own: whatever a thread wrote before it looked,
// the poke comes after.
//
// A request ends with the calls that it stops: the next entry into the instance from the host clears
// it, unless the instance is on the stack already.
#ifndef SHOAL_RUNTIME_INTERRUPT_H_
#define SHOAL_RUNTIME_INTERRUPT_H_

#include <atomic>
#include <cstdint>
#include <memory>
#include <mutex>
#include <vector>

#include "jit/vm_context.h"

namespace shoal::runtime {

/// What VmContext::stack_limit holds when code has to look whether it must stop.
inline constexpr uintptr_t kPoked = ~uintptr_t{0};

/// All contexts of the process. Readers take no lock and may be signal handlers; who removes a
/// context waits until none of them can hold it any more.
class ContextList {
 public:
  static ContextList& instance();

  /// Thread-safe. Returns the context's place.
  uint32_t add(jit::VmContext* context);
  /// Thread-safe. Not in a signal handler.
  void remove(uint32_t place);

  /// While one lives, no context that it sees goes away. Async-signal-safe.
  class Reader {
   public:
    explicit Reader(ContextList& list) : list_(list) { ++list_.readers_; }
    ~Reader() { --list_.readers_; }
    Reader(const Reader&) = delete;
    Reader& operator=(const Reader&) = delete;
    template <class F>
    void for_each(F f) const {
      for (const Block* b = &list_.first_; b; b = b->next.load()) {
        for (const auto& slot : b->contexts) {
          if (jit::VmContext* const context = slot.load()) f(*context);
        }
      }
    }

   private:
    ContextList& list_;
  };
  /// After something was taken from where readers find it: returns when none holds it any more.
  void wait_for_readers() const;

 private:
  /// Blocks are never freed.
  struct Block {
    static constexpr uint32_t kSize = 512;
    std::atomic<jit::VmContext*> contexts[kSize] = {};
    std::atomic<Block*> next = nullptr;
  };
  std::atomic<jit::VmContext*>& slot(uint32_t place);

  Block first_;
  std::atomic<uint32_t> readers_ = 0;
  std::mutex writers_;
  std::vector<uint32_t> free_;  // Under writers_.
  uint32_t used_ = 0;           // Under writers_.
};

/// What the InterruptHandles of an instance and the instance share. Thread-safe.
class InterruptState {
 public:
  /// Async-signal-safe.
  void request() noexcept;
  /// False if it is another context's.
  bool tie(jit::VmContext* context) noexcept;
  /// The context goes away.
  void untie() noexcept;
  /// Somebody asked, at any time.
  bool is_requested() const noexcept { return requested_.load(); }

 private:
  std::atomic<jit::VmContext*> context_ = nullptr;
  std::atomic<bool> was_tied_ = false;
  std::atomic<bool> requested_ = false;
};

/// A barrier on all threads, for InterruptState. To be prepared once, before the first use.
void prepare_barrier() noexcept;

/// The host begins an outermost call into `context`: requests that are older are forgotten, but for
/// those to `starting`, if that is not null: the instance's, whose start function this is.
void begin_call(jit::VmContext& context, uintptr_t stack_limit,
                const InterruptState* starting) noexcept;
/// A host function begins a call into `context`; `is_entered`: such a call, or the outermost one, is
/// on the stack already.
void begin_inner_call(jit::VmContext& context, bool is_entered) noexcept;
/// True if a call on this thread's stack, whose innermost code runs in `context`, is to stop.
/// Async-signal-safe.
bool is_stop_requested(const jit::VmContext& context) noexcept;
/// The same, for code that was poked: puts the limit right if not.
bool must_stop(jit::VmContext& context) noexcept;
/// For long work on behalf of a guest: has it been poked, and must it stop?
inline bool polls_stop(jit::VmContext& context) noexcept {
  return std::atomic_ref(context.stack_limit).load(std::memory_order_relaxed) == kPoked &&
         must_stop(context);
}

}  // namespace shoal::runtime

#endif  // SHOAL_RUNTIME_INTERRUPT_H_
