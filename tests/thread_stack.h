// For tests: threads with stacks of any size.
#ifndef SHOAL_TESTS_THREAD_STACK_H_
#define SHOAL_TESTS_THREAD_STACK_H_

#include <gtest/gtest.h>
#include <pthread.h>

#include <cstddef>
#include <functional>

namespace shoal::testing {

/// Runs `body` on a thread with a stack of `bytes`.
inline void on_stack_of(size_t bytes, std::function<void()> body) {
  pthread_attr_t attributes;
  ASSERT_EQ(pthread_attr_init(&attributes), 0);
  ASSERT_EQ(pthread_attr_setstacksize(&attributes, bytes), 0);
  pthread_t thread;
  const auto run = [](void* body) -> void* {
    (*static_cast<std::function<void()>*>(body))();
    return nullptr;
  };
  ASSERT_EQ(pthread_create(&thread, &attributes, run, &body), 0);
  pthread_join(thread, nullptr);
  pthread_attr_destroy(&attributes);
}

}  // namespace shoal::testing

#endif  // SHOAL_TESTS_THREAD_STACK_H_
