#include "runtime/thread_state.h"

#include <pthread.h>

#include <algorithm>
#include <memory>
#include <new>
#include <utility>

#include "shoal/detail/guarded.h"

namespace shoal {

// Initial-exec: a program reaches it by one load more than if it were its own, whether it links
// libshoal.so or libshoal.a, and a typed call costs the same. The price is that the thread-local
// variables of libshoal.so (about 1 KiB) come out of what glibc sets aside for libraries that are
// loaded by dlopen; tests/install/plugin.c shows that they fit.
constinit thread_local detail::ThreadLink detail::this_thread_link;

namespace runtime {
namespace {

/// What emitted code leaves of a thread's stack to the C++ functions it calls and to signal
/// handlers: a quarter of a small stack, but enough for a signal frame with wide vector registers.
constexpr uint64_t kMinReserve = 24 << 10;
constexpr uint64_t kMaxReserve = 96 << 10;

}  // namespace

constinit thread_local ThreadState this_thread_state;

void find_stack(ThreadState& thread) {
  pthread_attr_t attributes;
  if (pthread_getattr_np(pthread_self(), &attributes) != 0) return;
  void* low = nullptr;
  size_t size = 0;
  if (pthread_attr_getstack(&attributes, &low, &size) == 0) {
    thread.stack_low = reinterpret_cast<uintptr_t>(low);
    thread.stack_high = thread.stack_low + size;
    thread.stack_floor =
        thread.stack_low + std::clamp<uint64_t>(size / 4, kMinReserve, kMaxReserve);
  }
  pthread_attr_destroy(&attributes);
}

void set_error(ThreadState& thread, Error error) noexcept {
  thread.lost = {error.kind, error.trap, error.exit_code};
  delete std::exchange(thread.error, new (std::nothrow) Error(std::move(error)));
}

Error take_error(ThreadState& thread) noexcept {
  const std::unique_ptr<Error> error(std::exchange(thread.error, nullptr));
  if (error) return std::move(*error);
  Error rest = detail::out_of_memory();
  rest.kind = thread.lost.kind;
  rest.trap = thread.lost.trap;
  rest.exit_code = thread.lost.exit_code;
  return rest;
}

}  // namespace runtime
}  // namespace shoal
