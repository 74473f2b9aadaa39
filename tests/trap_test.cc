// Traps: every kind, backtraces, stack overflow on stacks of all sizes, errors of host functions on
// their way through WebAssembly, interruption, and the manners of the signal handler.
#include <gtest/gtest.h>
#include <pthread.h>
#include <unistd.h>

#include <atomic>
#include <chrono>
#include <csignal>
#include <cstdlib>
#include <functional>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

#include "shoal/shoal.h"
#include "tests/thread_stack.h"
#include "tests/wat_instance.h"

namespace shoal {
namespace {

using testing::compile;
using testing::contains;
using testing::error_of;
using testing::instantiate;
using testing::make_engine;
using testing::must;
using testing::on_stack_of;
using testing::summary;

class TrapTest : public ::testing::TestWithParam<Bounds> {
 protected:
  Engine engine = make_engine({.bounds = GetParam()});
  Linker linker{engine};
};
INSTANTIATE_TEST_SUITE_P(Bounds, TrapTest, ::testing::Values(Bounds::kGuarded, Bounds::kChecked),
                         [](const auto& info) {
                           return info.param == Bounds::kGuarded ? "guarded" : "checked";
                         });

TEST_P(TrapTest, EveryKindSaysTheSpecificationsWords) {
  const Instance instance = instantiate(engine, R"((module
    (memory 1) (table $t 2 funcref) (elem (i32.const 0) $id) (data $d "abc") (elem $e func $id)
    (type $proc (func))
    (func $id (param i32) (result i32) local.get 0)
    (func (export "unreachable") unreachable)
    (func (export "load") (drop (i32.load (i32.const 65533))))
    (func (export "load far") (drop (i64.load offset=0xfffffff0 (i32.const -1))))
    (func (export "store") (i64.store (i32.const 65529) (i64.const 0)))
    (func (export "fill") (memory.fill (i32.const 65535) (i32.const 0) (i32.const 2)))
    (func (export "copy") (memory.copy (i32.const 0) (i32.const -1) (i32.const 2)))
    (func (export "init") (memory.init $d (i32.const 0) (i32.const 1) (i32.const 3)))
    (func (export "table.get") (drop (table.get $t (i32.const 2))))
    (func (export "table.fill") (table.fill $t (i32.const 1) (ref.null func) (i32.const 2)))
    (func (export "table.copy") (table.copy $t $t (i32.const 2) (i32.const 0) (i32.const 1)))
    (func (export "table.init") (table.init $t $e (i32.const 0) (i32.const 1) (i32.const 1)))
    (func (export "undefined") (call_indirect (type $proc) (i32.const 2)))
    (func (export "uninitialized") (call_indirect (type $proc) (i32.const 1)))
    (func (export "mismatch") (call_indirect (type $proc) (i32.const 0)))
    (func (export "div") (param i32) (result i32) (i32.div_s (i32.const 1) (local.get 0)))
    (func (export "div0") (drop (i64.rem_u (i64.const 1) (i64.const 0))))
    (func (export "overflow") (drop (i32.div_s (i32.const 0x80000000) (i32.const -1))))
    (func (export "trunc") (drop (i32.trunc_f64_s (f64.const 3e9))))
    (func (export "nan") (drop (i64.trunc_f32_u (f32.const nan))))))");
  const std::vector<std::pair<std::string, std::string>> expected = {
      {"unreachable", "unreachable"},
      {"load", "out of bounds memory access"},
      {"load far", "out of bounds memory access"},
      {"store", "out of bounds memory access"},
      {"fill", "out of bounds memory access"},
      {"copy", "out of bounds memory access"},
      {"init", "out of bounds memory access"},
      {"table.get", "out of bounds table access"},
      {"table.fill", "out of bounds table access"},
      {"table.copy", "out of bounds table access"},
      {"table.init", "out of bounds table access"},
      {"undefined", "undefined element"},
      {"uninitialized", "uninitialized element"},
      {"mismatch", "indirect call type mismatch"},
      {"div0", "integer divide by zero"},
      {"overflow", "integer overflow"},
      {"trunc", "integer overflow"},
      {"nan", "invalid conversion to integer"},
  };
  for (const auto& [name, message] : expected) {
    const Error error = error_of(must(instance.function<void()>(name))());
    EXPECT_EQ(summary(error), "trap: " + message) << name;
    ASSERT_EQ(error.backtrace.size(), 1u) << name;
    EXPECT_EQ(error.backtrace[0].func_name, name);
    EXPECT_GT(error.backtrace[0].wasm_offset, 0u) << name;
  }
  const auto div = must(instance.function<int32_t(int32_t)>("div"));
  EXPECT_EQ(error_of(div(0)).trap, TrapKind::kIntegerDivideByZero);
  EXPECT_EQ(must(div(-1)), -1);
}

// A start and a length whose sum is small modulo 2^32: nothing may be done, least of all from there.
TEST_P(TrapTest, BulkRangesDoNotWrap) {
  const Instance instance = instantiate(engine, R"((module
    (memory (export "memory") 1) (table $t 8 funcref) (data $d "abcdefgh")
    (elem $e func $f $f $f $f $f $f $f $f)
    (func $f (export "f"))
    (func (export "memory.fill") (param i32 i32 i32)
      (memory.fill (local.get 0) (i32.const 1) (local.get 2)))
    (func (export "memory.copy") (param i32 i32 i32)
      (memory.copy (local.get 0) (local.get 1) (local.get 2)))
    (func (export "memory.init") (param i32 i32 i32)
      (memory.init $d (local.get 0) (local.get 1) (local.get 2)))
    (func (export "table.fill") (param i32 i32 i32)
      (table.fill $t (local.get 0) (ref.func $f) (local.get 2)))
    (func (export "table.copy") (param i32 i32 i32)
      (table.copy $t $t (local.get 0) (local.get 1) (local.get 2)))
    (func (export "table.init") (param i32 i32 i32)
      (table.init $t $e (local.get 0) (local.get 1) (local.get 2)))
    (func (export "filled") (param i32) (result i32)
      (i32.eqz (ref.is_null (table.get $t (local.get 0)))))))");
  struct Range {
    int32_t to, from, n;
  };
  constexpr Range kRanges[] = {{4, 4, -4}, {4, 4, -1},  {4, 0, -2},
                               {0, 4, -2}, {-1, -1, 2}, {-1, 0, 1}};
  for (const char* name :
       {"memory.fill", "memory.copy", "memory.init", "table.fill", "table.copy", "table.init"}) {
    const auto bulk = must(instance.function<void(int32_t, int32_t, int32_t)>(name));
    for (const Range& r : kRanges) {
      const Error error = error_of(bulk(r.to, r.from, r.n));
      EXPECT_TRUE(contains(summary(error), "trap: out of bounds"))
          << name << " " << r.to << " " << r.from << " " << r.n << ": " << summary(error);
    }
  }
  for (const std::byte b : must(instance.memory()).data()) ASSERT_EQ(b, std::byte{0});
  const auto filled = must(instance.function<int32_t(int32_t)>("filled"));
  for (int32_t i = 0; i < 8; ++i) EXPECT_EQ(must(filled(i)), 0) << i;
}

TEST_P(TrapTest, BacktraceNamesFramesAcrossInstancesAndHost) {
  const Instance inner = instantiate(engine, R"((module $inner
    (func $deep (param i32) (i32.div_u (i32.const 1) (local.get 0)) drop)
    (func (export "enter") (param i32) (call $deep (local.get 0)))))");
  must(linker.define_instance("inner", inner));
  must(linker.define("host", "back", [&inner](int32_t x) -> Result<void> {
    return must(inner.function<void(int32_t)>("enter"))(x);
  }));
  const Instance outer = must(linker.instantiate(compile(engine, R"((module $outer
    (import "inner" "enter" (func $enter (param i32)))
    (import "host" "back" (func $back (param i32)))
    (func $middle (param i32) (call $enter (local.get 0)))
    (func (export "direct") (param i32) (call $middle (local.get 0)))
    (func (export "by host") (param i32) (call $back (local.get 0)))))")));
  const auto names = [](const Error& error) {
    std::string text;
    for (const Frame& f : error.backtrace) text += f.module_name + "!" + f.func_name + " ";
    return text;
  };
  const Error direct = error_of(must(outer.function<void(int32_t)>("direct"))(0));
  EXPECT_EQ(names(direct), "inner!deep inner!enter outer!middle outer!direct ");
  EXPECT_EQ(direct.backtrace[1].func_index, 1u);
  EXPECT_TRUE(contains(direct.to_string(), "inner!deep")) << direct.to_string();
  const Error by_host = error_of(must(outer.function<void(int32_t)>("by host"))(0));
  EXPECT_EQ(names(by_host), "inner!deep inner!enter outer!by host ");
  EXPECT_EQ(summary(by_host), "trap: integer divide by zero");
  // Offsets name the instruction: the call, not what follows it.
  const auto bytes = must(outer.module().code(GetParam())).module_bytes;
  EXPECT_EQ(bytes[direct.backtrace[3].wasm_offset], 0x10) << "the opcode of call";
}

TEST_P(TrapTest, InstanceWorksAfterATrap) {
  const Instance instance = instantiate(engine, R"((module (memory 1)
    (global $g (mut i32) (i32.const 0))
    (func (export "f") (param i32) (result i32)
      (global.set $g (i32.add (global.get $g) (i32.const 1)))
      (drop (i32.load (local.get 0)))
      (global.get $g))))");
  const auto f = must(instance.function<int32_t(int32_t)>("f"));
  for (int i = 0; i < 1000; ++i) {
    EXPECT_EQ(must(f(0)), 2 * i + 1);
    EXPECT_EQ(error_of(f(65536)).trap, TrapKind::kMemoryOutOfBounds);
  }
}

// Host functions that fail.

TEST_P(TrapTest, HostErrorsComeOutUnchanged) {
  must(linker.define("env", "fail", [](int32_t how) -> Result<int32_t> {
    if (how == 0) return 1;
    if (how == 1) return make_error(ErrorKind::kSystem, "no such file");
    if (how == 2) throw std::runtime_error("thrown");
    if (how == 3) throw 42;
    Error exit = make_error(ErrorKind::kExit, "exit");
    exit.exit_code = 7;
    return exit;
  }));
  const Instance instance = must(linker.instantiate(compile(engine, R"((module
    (import "env" "fail" (func $fail (param i32) (result i32)))
    (func $inner (param i32) (result i32) (call $fail (local.get 0)))
    (func (export "f") (param i32) (result i32) (call $inner (local.get 0)))))")));
  const auto f = must(instance.function<int32_t(int32_t)>("f"));
  EXPECT_EQ(must(f(0)), 1);
  const Error system = error_of(f(1));
  EXPECT_EQ(system.kind, ErrorKind::kSystem);
  EXPECT_EQ(system.message, "no such file");
  EXPECT_EQ(system.backtrace.size(), 2u);
  const Error thrown = error_of(f(2));
  EXPECT_EQ(thrown.trap, TrapKind::kHost);
  EXPECT_TRUE(contains(thrown.message, "thrown")) << thrown.message;
  EXPECT_EQ(thrown.backtrace.size(), 2u);
  EXPECT_EQ(error_of(f(3)).trap, TrapKind::kHost);
  const Error exit = error_of(f(4));
  EXPECT_EQ(summary(exit), "exit: 7");
  EXPECT_TRUE(exit.backtrace.empty());
  EXPECT_EQ(must(f(0)), 1);
}

// Stack overflow.

constexpr std::string_view kRecursion = R"((module
  (func $f (export "f") (param i32) (result i32)
    (if (result i32) (local.get 0)
      (then (i32.add (i32.const 1) (call $f (i32.sub (local.get 0) (i32.const 1)))))
      (else (i32.const 0)))))
)";

TEST_P(TrapTest, EndlessRecursionTraps) {
  const Instance instance = instantiate(engine, kRecursion);
  const auto f = must(instance.function<int32_t(int32_t)>("f"));
  EXPECT_EQ(must(f(1000)), 1000);
  const Error error = error_of(f(-1));
  EXPECT_EQ(summary(error), "trap: call stack exhausted");
  EXPECT_GE(error.backtrace.size(), 90u) << "both ends of a deep stack";
  EXPECT_EQ(must(f(1000)), 1000);
}

TEST_P(TrapTest, MaxWasmStackCounts) {
  const auto depth = [](const Engine& e) {
    const Instance instance = instantiate(e, R"((module
      (global $depth (export "depth") (mut i32) (i32.const 0))
      (func $f (export "f") (global.set $depth (i32.add (global.get $depth) (i32.const 1)))
        (call $f))))");
    EXPECT_EQ(error_of(must(instance.function<void()>("f"))()).trap, TrapKind::kStackOverflow);
    return must(instance.global("depth")).get().i32();
  };
  const int small = depth(make_engine({.bounds = GetParam(), .limits = {.stack_bytes = 64 << 10}}));
  const int large =
      depth(make_engine({.bounds = GetParam(), .limits = {.stack_bytes = 256 << 10}}));
  EXPECT_GT(small, 100);
  EXPECT_NEAR(large, 4 * small, small);
}

TEST_P(TrapTest, RecursionThroughTheHostTraps) {
  int depth = 0;
  must(linker.define("env", "again", [&depth](Caller& caller) -> Result<void> {
    ++depth;
    return must(must(caller.instance()).function<void()>("f"))();
  }));
  const Instance instance = must(linker.instantiate(compile(engine, R"((module
    (import "env" "again" (func $again)) (func (export "f") (call $again))))")));
  const Error error = error_of(must(instance.function<void()>("f"))());
  EXPECT_EQ(error.trap, TrapKind::kStackOverflow);
  EXPECT_GT(depth, 10);
  EXPECT_GE(error.backtrace.size(), 10u);
  depth = 0;
  EXPECT_FALSE(must(instance.function<void()>("f"))().ok());
}

TEST_P(TrapTest, StackOverflowOnThreadsOfAnySize) {
  const Instance instance = instantiate(engine, kRecursion);
  const auto f = must(instance.function<int32_t(int32_t)>("f"));
  for (const size_t kib : {64, 128, 160, 256, 1024, 16 * 1024}) {
    if (static_cast<long>(kib << 10) < sysconf(_SC_THREAD_STACK_MIN)) continue;
    on_stack_of(kib << 10, [&] {
      EXPECT_EQ(summary(error_of(f(-1))), "trap: call stack exhausted") << kib;
      if (kib >= 128) {
        EXPECT_EQ(must(f(100)), 100) << kib;
      }
    });
  }
}

TEST_P(TrapTest, LargeFramesTrapBeforeTheyTouch) {
  std::string wat = "(module (func $f (export \"f\") (param i64) (result i64) (local";
  for (int i = 0; i < 40000; ++i) wat += " i64";
  wat += ") (local.set 39999 (local.get 0)) (i64.add (local.get 39999) (call $f (local.get 0)))))";
  const Instance instance = instantiate(engine, wat);
  const auto f = must(instance.function<int64_t(int64_t)>("f"));
  on_stack_of(256 << 10, [&] { EXPECT_EQ(error_of(f(1)).trap, TrapKind::kStackOverflow); });
  EXPECT_EQ(error_of(f(1)).trap, TrapKind::kStackOverflow);
}

// Interruption.

TEST_P(TrapTest, InterruptStopsALoop) {
  const Engine interruptible = make_engine({.bounds = GetParam(), .interruptible = true});
  std::atomic<bool> running = false;
  Linker local(interruptible);
  must(local.define("env", "running", [&running] { running = true; }));
  const Instance instance = must(local.instantiate(compile(interruptible, R"((module
    (import "env" "running" (func $running))
    (func (export "spin") (call $running) (loop (br 0)))
    (func (export "f") (result i32) (i32.const 1))))")));
  std::thread other([&] {
    while (!running) std::this_thread::yield();
    instance.interrupt();
  });
  const Error error = error_of(must(instance.function<void()>("spin"))());
  other.join();
  EXPECT_EQ(summary(error), "trap: interrupted");
  EXPECT_EQ(must(must(instance.function<int32_t()>("f"))()), 1);
  instance.interrupt();
  EXPECT_EQ(must(must(instance.function<int32_t()>("f"))()), 1) << "nothing was running";
}

TEST_P(TrapTest, InterruptReachesTheOuterCallThroughAHostFunction) {
  must(linker.define("env", "stop", [](Caller& caller) {
    const Instance instance = must(caller.instance());
    instance.interrupt();
    EXPECT_EQ(error_of(must(instance.function<void()>("leaf"))()).trap, TrapKind::kInterrupt);
  }));
  const Instance instance = must(linker.instantiate(compile(engine, R"((module
    (import "env" "stop" (func $stop))
    (func $leaf (export "leaf"))
    (func (export "f") (call $stop) (call $leaf))))")));
  EXPECT_EQ(error_of(must(instance.function<void()>("f"))()).trap, TrapKind::kInterrupt);
}

// The signal handler. GoogleTest runs what is called DeathTest first: before this process has an
// engine, and so a handler.

void die_by_null() {
  volatile uintptr_t address = 8;
  *reinterpret_cast<volatile int*>(address) = 1;
}

TEST(SignalDeathTest, OtherFaultsStillKill) {
  EXPECT_EXIT(
      {
        signal(SIGSEGV, SIG_DFL);  // A sanitizer has its own handler.
        const Instance instance = instantiate(make_engine(), "(module (func (export \"f\")))");
        must(must(instance.function<void()>("f"))());
        die_by_null();
      },
      ::testing::KilledBySignal(SIGSEGV), "");
}

TEST(SignalDeathTest, FaultsInHostFunctionsAreNotTraps) {
  EXPECT_EXIT(
      {
        signal(SIGSEGV, SIG_DFL);
        const Engine engine = make_engine();
        Linker linker(engine);
        must(linker.define("env", "die", [] { die_by_null(); }));
        const Instance instance = must(linker.instantiate(compile(
            engine, R"((module (import "env" "die" (func $d)) (func (export "f") call $d)))")));
        (void)must(instance.function<void()>("f"))();
        _exit(0);
      },
      ::testing::KilledBySignal(SIGSEGV), "");
}

TEST(SignalDeathTest, EarlierHandlersGetWhatIsNotOurs) {
  EXPECT_EXIT(
      {
        struct sigaction action = {};
        action.sa_sigaction = [](int, siginfo_t* info, void*) {
          _exit(info->si_addr == reinterpret_cast<void*>(8) ? 42 : 1);
        };
        action.sa_flags = SA_SIGINFO;
        sigaction(SIGSEGV, &action, nullptr);
        const Instance instance = instantiate(make_engine(), R"((module (memory 1)
              (func (export "f") (drop (i32.load (i32.const 65536))))))");
        if (must(instance.function<void()>("f"))().ok()) _exit(2);
        die_by_null();
      },
      ::testing::ExitedWithCode(42), "");
}

TEST(SignalDeathTest, SentSignalsTakeTheirDefault) {
  EXPECT_EXIT(
      {
        make_engine();
        raise(SIGILL);
        _exit(0);
      },
      ::testing::KilledBySignal(SIGILL), "");
  EXPECT_EXIT(
      {
        signal(SIGTRAP, SIG_IGN);
        make_engine();
        raise(SIGTRAP);
        _exit(3);
      },
      ::testing::ExitedWithCode(3), "");
}

}  // namespace
}  // namespace shoal
