#include "runtime/interrupt.h"

#include <linux/membarrier.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <cerrno>
#include <thread>

#include "runtime/thread_state.h"
#include "shoal/interrupt.h"

namespace shoal {
namespace runtime {
namespace {

long membarrier(int command) { return syscall(SYS_membarrier, command, 0, 0); }

/// Without membarrier (a sandbox may forbid it) a thread could overlook a request that is made in the
/// few nanoseconds in which it enters another instance; it then stops when it is back.
void barrier_on_all_threads() noexcept {
  const int error = errno;
  std::atomic_thread_fence(std::memory_order_seq_cst);
  membarrier(MEMBARRIER_CMD_PRIVATE_EXPEDITED);
  errno = error;
}

void poke(jit::VmContext& context) noexcept { std::atomic_ref(context.stack_limit).store(kPoked); }

bool is_flagged(const jit::VmContext& context) noexcept {
  return std::atomic_ref(const_cast<uint32_t&>(context.interrupt)).load() != 0;
}

}  // namespace

// --- ContextList ---------------------------------------------------------------------------------

ContextList& ContextList::instance() {
  static ContextList& list = *new ContextList;  // Never destroyed: a late signal may look into it.
  return list;
}

std::atomic<jit::VmContext*>& ContextList::slot(uint32_t place) {
  Block* block = &first_;
  for (; place >= Block::kSize; place -= Block::kSize) block = block->next.load();
  return block->contexts[place];
}

uint32_t ContextList::add(jit::VmContext* context) {
  const std::lock_guard lock(writers_);
  if (free_.empty()) {
    // Room to give every place back without allocating.
    free_.reserve(used_ + 1);
    if (used_ != 0 && used_ % Block::kSize == 0) {
      Block* last = &first_;
      while (Block* next = last->next.load()) last = next;
      last->next.store(new Block);
    }
    free_.push_back(used_++);
  }
  const uint32_t place = free_.back();
  free_.pop_back();
  slot(place).store(context);
  return place;
}

void ContextList::remove(uint32_t place) {
  {
    const std::lock_guard lock(writers_);
    slot(place).store(nullptr);
    free_.push_back(place);
  }
  wait_for_readers();
}

void ContextList::wait_for_readers() const {
  while (readers_.load() != 0) std::this_thread::yield();
}

// --- InterruptState ------------------------------------------------------------------------------

void InterruptState::request() noexcept {
  requested_.store(true);
  const ContextList::Reader contexts(ContextList::instance());
  jit::VmContext* const context = context_.load();
  if (!context) return;
  std::atomic_ref(context->interrupt).store(1);
  poke(*context);
  barrier_on_all_threads();
  const jit::VmThread* const thread = std::atomic_ref(context->thread).load();
  if (!thread) return;
  contexts.for_each([thread](jit::VmContext& other) {
    if (std::atomic_ref(other.thread).load() == thread) poke(other);
  });
}

bool InterruptState::tie(jit::VmContext* context) noexcept {
  if (was_tied_.exchange(true)) return false;
  context_.store(context);
  return true;
}

void InterruptState::untie() noexcept {
  context_.store(nullptr);
  ContextList::instance().wait_for_readers();
}

void prepare_barrier() noexcept { membarrier(MEMBARRIER_CMD_REGISTER_PRIVATE_EXPEDITED); }

// --- The running thread's side -------------------------------------------------------------------

void begin_call(jit::VmContext& context, uintptr_t stack_limit,
                const InterruptState* starting) noexcept {
  std::atomic_ref(context.interrupt).store(0, std::memory_order_relaxed);
  std::atomic_ref(context.stack_limit).store(stack_limit);
  if (!starting || !starting->is_requested()) return;
  std::atomic_ref(context.interrupt).store(1);
  poke(context);
}

void begin_inner_call(jit::VmContext& context, bool is_entered) noexcept {
  if (!is_entered) std::atomic_ref(context.interrupt).store(0, std::memory_order_relaxed);
  std::atomic_ref(context.thread).store(&thread_link());  // From now on pokes find it.
  (void)must_stop(context);
}

bool is_stop_requested(const jit::VmContext& context) noexcept {
  if (is_flagged(context)) return true;
  if (!thread_link().is_running()) return false;
  for (const jit::VmThread* entry = &thread_link(); entry; entry = entry->previous) {
    if (is_flagged(*static_cast<const jit::VmFuncRef*>(entry->record)->context)) return true;
  }
  return false;
}

bool must_stop(jit::VmContext& context) noexcept {
  std::atomic_ref(context.stack_limit).store(thread_link().stack_limit);
  if (!is_stop_requested(context)) return false;
  poke(context);  // What is on the stack further out has to notice, too.
  return true;
}

}  // namespace runtime

InterruptHandle::InterruptHandle() : impl_(std::make_shared<runtime::InterruptState>()) {}

void InterruptHandle::interrupt() const noexcept { impl_->request(); }

}  // namespace shoal
