#include "runtime/thread_state.h"

#include <pthread.h>

#include <algorithm>
#include <cassert>
#include <memory>
#include <utility>

namespace shoal::runtime {
namespace {

/// What emitted code leaves of a thread's stack to the C++ functions it calls and to signal
/// handlers: a quarter of a small stack, but enough for a signal frame with wide vector registers.
constexpr uint64_t kMinReserve = 24 << 10;
constexpr uint64_t kMaxReserve = 96 << 10;

constinit thread_local ThreadState this_thread;

/// Finds the bounds of the calling thread's stack; slow for a process's first thread, so done once.
void find_stack(ThreadState& thread) {
  pthread_attr_t attributes;
  if (pthread_getattr_np(pthread_self(), &attributes) != 0) return;
  void* low = nullptr;
  size_t size = 0;
  if (pthread_attr_getstack(&attributes, &low, &size) == 0) {
    thread.stack_low = reinterpret_cast<uintptr_t>(low);
    thread.stack_high = thread.stack_low + size;
  }
  pthread_attr_destroy(&attributes);
}

}  // namespace

ThreadState& thread_state() { return this_thread; }

uintptr_t outermost_stack_limit(ThreadState& thread, uintptr_t sp, uint64_t max_wasm_stack) {
  if (thread.stack_high == 0) find_stack(thread);
  const uintptr_t wanted = sp > max_wasm_stack ? sp - max_wasm_stack : 0;
  // On a stack that is not the thread's own (a fiber's) its bounds are unknown:
  // Config::max_wasm_stack decides alone.
  if (sp - thread.stack_low >= thread.stack_high - thread.stack_low) return wanted;
  const uint64_t reserve =
      std::clamp((thread.stack_high - thread.stack_low) / 4, kMinReserve, kMaxReserve);
  return std::max<uintptr_t>(wanted, thread.stack_low + reserve);
}

void set_error(ThreadState& thread, Error error) noexcept {
  delete std::exchange(thread.error, new Error(std::move(error)));
}

Error take_error(ThreadState& thread) noexcept {
  assert(thread.error);
  const std::unique_ptr<Error> error(std::exchange(thread.error, nullptr));
  return std::move(*error);
}

}  // namespace shoal::runtime
