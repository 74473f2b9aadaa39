// InterruptHandle: every place where a guest can be stopped, from threads and from a signal handler;
// that nothing else stops; and that handles and instances may go in any order while it happens.
#include <gtest/gtest.h>
#include <sys/time.h>

#include <atomic>
#include <csignal>
#include <cstdint>
#include <functional>
#include <optional>
#include <thread>
#include <vector>

#include "shoal/shoal.h"
#include "tests/wat_instance.h"

namespace shoal {
namespace {

using testing::compile;
using testing::contains;
using testing::error_of;
using testing::make_engine;
using testing::must;
using testing::summary;

/// Every way in which a guest can take for ever.
constexpr const char* kEndless = R"((module
  (import "env" "begins" (func $begins))
  (import "env" "sleeps" (func $sleeps))
  (memory (export "memory") 16384)
  (table $t 2000000 funcref)
  (elem (table $t) (i32.const 0) func $once)
  (func (export "loop") (call $begins) (loop (br 0)))
  (func $once)
  (func (export "loop with calls") (call $begins)
    (loop (call $once) (call_indirect (i32.const 0)) (br 0)))
  (func $deep (param i32) (result i32)
    (if (result i32) (local.get 0)
      (then (i32.add (call $deep (i32.sub (local.get 0) (i32.const 1)))
                     (call $deep (i32.sub (local.get 0) (i32.const 1)))))
      (else (i32.const 1))))
  (func (export "recursion") (call $begins) (drop (call $deep (i32.const 1000))))
  (func $tail (return_call $tail))
  (func (export "tail calls") (call $begins) (call $tail))
  (func (export "fill") (call $begins)
    (loop (memory.fill (i32.const 0) (i32.const 0) (i32.const 0x40000000)) (br 0)))
  (func (export "copy") (call $begins)
    (loop (memory.copy (i32.const 1) (i32.const 0) (i32.const 0x3FFFFFFF)) (br 0)))
  (func (export "table") (call $begins)
    (loop (table.copy $t $t (i32.const 0) (i32.const 1) (i32.const 1999999)) (br 0)))
  (func (export "host") (call $begins) (loop (call $sleeps) (br 0)))
  (func (export "add") (param i32 i32) (result i32) (i32.add (local.get 0) (local.get 1)))))";

class InterruptTest : public ::testing::TestWithParam<Bounds> {
 protected:
  InterruptTest() {
    must(linker.define("env", "begins", [this] { runs = true; }));
    must(linker.define("env", "sleeps", [](Caller& caller) {
      while (!caller.is_interrupted()) std::this_thread::yield();
    }));
  }
  /// Asks `handle` to stop once a guest has said that it begins.
  std::thread stopper(const InterruptHandle& handle) {
    return std::thread([this, handle] {
      while (!runs.exchange(false)) std::this_thread::yield();
      handle.interrupt();
    });
  }

  Engine engine = make_engine({.bounds = GetParam(), .interruptible = true});
  Linker linker{engine};
  std::atomic<bool> runs = false;
};
INSTANTIATE_TEST_SUITE_P(Bounds, InterruptTest,
                         ::testing::Values(Bounds::kGuarded, Bounds::kChecked),
                         [](const auto& info) {
                           return info.param == Bounds::kGuarded ? "guarded" : "checked";
                         });

TEST_P(InterruptTest, StopsGuestsWhereverTheyAre) {
  const Instance instance = must(linker.instantiate(compile(engine, kEndless)));
  const auto add = must(instance.function<int32_t(int32_t, int32_t)>("add"));
  const InterruptHandle handle = instance.interrupt_handle();
  for (const char* name :
       {"loop", "loop with calls", "recursion", "tail calls", "fill", "copy", "table", "host"}) {
    const auto endless = must(instance.function<void()>(name));
    for (int i = 0; i < 3; ++i) {
      std::thread other = stopper(handle);
      const Error error = error_of(endless());
      other.join();
      EXPECT_EQ(error.trap, TrapKind::kInterrupt) << name;
      EXPECT_EQ(summary(error), "trap: interrupted") << name;
      EXPECT_FALSE(error.backtrace.empty()) << name;
      EXPECT_EQ(must(add(i, 2)), i + 2) << "usable after " << name;
    }
  }
}

TEST_P(InterruptTest, StopsWhatTheInstanceHasCalledInOthers) {
  const Instance callee = must(linker.instantiate(compile(engine, kEndless)));
  must(linker.define_instance("callee", callee));
  must(linker.define("env", "enter", [&callee](int32_t which) -> Result<void> {
    return must(callee.function<void()>(which == 0 ? "loop" : "recursion"))();
  }));
  const Instance caller = must(linker.instantiate(compile(engine, R"((module
    (import "callee" "loop" (func $loop))
    (import "callee" "recursion" (func $recursion))
    (import "env" "enter" (func $enter (param i32)))
    (table funcref (elem $loop))
    (func (export "loop") (call $loop))
    (func (export "recursion") (call $recursion))
    (func (export "indirect") (call_indirect (i32.const 0)))
    (func (export "enter loop") (call $enter (i32.const 0)))
    (func (export "enter recursion") (call $enter (i32.const 1)))))")));
  for (int i = 0; i < 20; ++i) {
    for (const char* name : {"loop", "recursion", "indirect", "enter loop", "enter recursion"}) {
      std::thread other = stopper(caller.interrupt_handle());
      EXPECT_EQ(error_of(must(caller.function<void()>(name))()).trap, TrapKind::kInterrupt) << name;
      other.join();
    }
  }
}

// The request may come at any moment of the way into another instance and back.
TEST_P(InterruptTest, NoMomentBetweenInstancesOverlooksIt) {
  const Instance callee = must(linker.instantiate(compile(engine, R"((module
    (func (export "short"))
    (func (export "endless") (loop (br 0)))))")));
  must(linker.define_instance("callee", callee));
  const Instance caller = must(linker.instantiate(compile(engine, R"((module
    (import "env" "begins" (func $begins))
    (import "callee" "short" (func $short))
    (import "callee" "endless" (func $endless))
    (func (export "f") (param i32)
      (call $begins)
      (loop (call $short)
        (br_if 0 (local.tee 0 (i32.sub (local.get 0) (i32.const 1)))))
      (call $endless))))")));
  const auto f = must(caller.function<void(int32_t)>("f"));
  const InterruptHandle handle = caller.interrupt_handle();
  for (int i = 0; i < 300; ++i) {
    std::thread other = stopper(handle);
    EXPECT_EQ(error_of(f(1 + i % 400)).trap, TrapKind::kInterrupt);
    other.join();
  }
}

constexpr const char* kWork = R"((module
  ;; fib, of which each leaf adds up the other arguments: they have to survive.
  (func $sum9 (param i64 f64 i32 i32 i32 i32 i32 i64) (result i64) (local i32)
    (local.set 8 (i32.add (local.get 2) (i32.add (i32.add (local.get 3) (local.get 4))
                                                 (i32.add (local.get 5) (local.get 6)))))
    (i64.add (i64.add (local.get 0) (i64.trunc_f64_s (local.get 1)))
             (i64.add (i64.extend_i32_u (local.get 8)) (local.get 7))))
  (func $fib (export "fib") (param i32 i64 f64 i32 i32 i32 i32 i32 i64) (result i64)
    (if (result i64) (i32.lt_u (local.get 0) (i32.const 2))
      (then (call $sum9 (local.get 1) (local.get 2) (local.get 3) (local.get 4) (local.get 5)
                        (local.get 6) (local.get 7) (local.get 8)))
      (else (i64.add
        (call $fib (i32.sub (local.get 0) (i32.const 1)) (local.get 1) (local.get 2) (local.get 3)
          (local.get 4) (local.get 5) (local.get 6) (local.get 7) (local.get 8))
        (call $fib (i32.sub (local.get 0) (i32.const 2)) (local.get 1) (local.get 2) (local.get 3)
          (local.get 4) (local.get 5) (local.get 6) (local.get 7) (local.get 8))))))
  (func (export "sum") (param i32) (result i64) (local i64)
    (loop
      (local.set 1 (i64.add (local.get 1) (i64.extend_i32_u (local.get 0))))
      (br_if 0 (local.tee 0 (i32.sub (local.get 0) (i32.const 1)))))
    (local.get 1))))";

// Pokes are meant for a thread's other instances: the one that runs must go on as if nothing were.
TEST_P(InterruptTest, OtherCallsOnTheThreadGoOn) {
  const Instance idle = must(linker.instantiate(compile(engine, kEndless)));
  const Instance busy = must(linker.instantiate(compile(engine, kWork)));
  const auto add = must(idle.function<int32_t(int32_t, int32_t)>("add"));
  const auto fib = must(busy.function<int64_t(int32_t, int64_t, double, int32_t, int32_t, int32_t,
                                              int32_t, int32_t, int64_t)>("fib"));
  const auto sum = must(busy.function<int64_t(int32_t)>("sum"));
  EXPECT_EQ(must(add(1, 2)), 3);  // From now on both have run on this thread.
  std::atomic<bool> done = false;
  std::thread pest([&, handle = idle.interrupt_handle()] {
    while (!done) handle.interrupt();
  });
  for (int i = 0; i < 30; ++i) {
    // fib(20) has 10,946 leaves, each of which adds up its other arguments.
    EXPECT_EQ(must(fib(20, i, 2.0, 3, 4, 5, 6, 7, 8)), 10946 * (i + 35));
    EXPECT_EQ(must(sum(100000)), 5000050000);
  }
  done = true;
  pest.join();
}

TEST_P(InterruptTest, RequestsThatComeTooLateAreForgotten) {
  const Instance instance = must(linker.instantiate(compile(engine, kEndless)));
  const auto add = must(instance.function<int32_t(int32_t, int32_t)>("add"));
  for (int i = 0; i < 3; ++i) {
    instance.interrupt();
    EXPECT_EQ(must(add(i, 1)), i + 1);
    EXPECT_EQ(must(add(i, 2)), i + 2);
  }
}

TEST_P(InterruptTest, AHandleFromBeforeStopsTheStartFunction) {
  const Module module = compile(engine, R"((module
    (import "env" "begins" (func $begins))
    (func $start (call $begins) (loop (br 0)))
    (start $start)))");
  const InterruptHandle handle;
  std::thread other = stopper(handle);
  EXPECT_EQ(error_of(linker.instantiate(module, {.interrupt = handle})).trap, TrapKind::kInterrupt);
  other.join();

  const InterruptHandle early;
  early.interrupt();
  EXPECT_EQ(error_of(linker.instantiate(module, {.interrupt = early})).trap, TrapKind::kInterrupt);

  const InterruptHandle used;
  const Module empty = compile(engine, "(module)");
  const Instance instance = must(linker.instantiate(empty, {.interrupt = used}));
  const Error again = error_of(linker.instantiate(empty, {.interrupt = used}));
  EXPECT_EQ(again.kind, ErrorKind::kArgument);
  EXPECT_TRUE(contains(again.message, "another instance")) << again.message;
}

TEST_P(InterruptTest, InstancesComeAndGoWhileHandlesAreUsed) {
  const Module module = compile(engine, kWork);
  std::atomic<bool> done = false;
  std::mutex mutex;
  InterruptHandle newest;
  std::thread other([&] {
    while (!done) {
      std::unique_lock lock(mutex);
      const InterruptHandle handle = newest;
      lock.unlock();
      for (int i = 0; i < 10; ++i) handle.interrupt();
    }
  });
  int stopped = 0;
  for (int i = 0; i < 1500; ++i) {
    const Instance instance = must(Linker(engine).instantiate(module));
    {
      const std::lock_guard lock(mutex);
      newest = instance.interrupt_handle();
    }
    const Result<int64_t> sum = must(instance.function<int64_t(int32_t)>("sum"))(20000);
    if (sum) {
      EXPECT_EQ(*sum, 200010000);
    } else {
      EXPECT_EQ(sum.error().trap, TrapKind::kInterrupt);
      ++stopped;
    }
  }
  done = true;
  other.join();
  EXPECT_GT(stopped, 0);
}

// A signal handler has nothing but what is constant and lock-free.
std::atomic<const InterruptHandle*> handle_for_signal = nullptr;

TEST_P(InterruptTest, SignalHandlersMayAsk) {
  const Instance instance = must(linker.instantiate(compile(engine, kEndless)));
  const InterruptHandle handle = instance.interrupt_handle();
  handle_for_signal = &handle;
  struct sigaction action = {}, old = {};
  action.sa_handler = [](int) { handle_for_signal.load()->interrupt(); };
  ASSERT_EQ(sigaction(SIGALRM, &action, &old), 0);
  for (const char* name : {"loop", "recursion", "fill", "host"}) {
    const itimerval once = {.it_interval = {}, .it_value = {.tv_sec = 0, .tv_usec = 3000}};
    // It may come before the call has begun, and is then forgotten: so again and again.
    const itimerval often = {.it_interval = once.it_value, .it_value = once.it_value};
    ASSERT_EQ(setitimer(ITIMER_REAL, &often, nullptr), 0);
    EXPECT_EQ(error_of(must(instance.function<void()>(name))()).trap, TrapKind::kInterrupt) << name;
    const itimerval none = {};
    ASSERT_EQ(setitimer(ITIMER_REAL, &none, nullptr), 0);
  }
  ASSERT_EQ(sigaction(SIGALRM, &old, nullptr), 0);
}

}  // namespace
}  // namespace shoal
