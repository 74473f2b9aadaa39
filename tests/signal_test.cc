// The signal handler among others: handlers of the host's that came before or later, signals that
// somebody sent, faults that are the host's own, alternate stacks, stacks that are nearly used up,
// and faults on many threads at once while modules come and go.
//
// What has to die, dies in a child process: GoogleTest's death tests.
#include <gtest/gtest.h>
#include <pthread.h>
#include <sys/mman.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <csetjmp>
#include <csignal>
#include <cstdint>
#include <cstdlib>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "shoal/shoal.h"
#include "tests/thread_stack.h"
#include "tests/wat_instance.h"

namespace shoal {
namespace {

using testing::compile;
using testing::error_of;
using testing::instantiate;
using testing::make_engine;
using testing::must;
using testing::on_stack_of;

constexpr std::string_view kLoad = R"((module (memory 1)
  (func (export "load") (param i32) (result i32) (i32.load (local.get 0)))))";

constexpr uintptr_t kHostAddress = 8;

/// A fault of the host's own.
void fault() {
  volatile uintptr_t address = kHostAddress;
  *reinterpret_cast<volatile int*>(address) = 1;
}

uint64_t page_size() { return static_cast<uint64_t>(sysconf(_SC_PAGESIZE)); }

struct sigaction install(int signal, void (*handler)(int, siginfo_t*, void*), int flags = 0) {
  struct sigaction action = {}, previous = {};
  action.sa_sigaction = handler;
  action.sa_flags = SA_SIGINFO | flags;
  sigemptyset(&action.sa_mask);
  EXPECT_EQ(sigaction(signal, &action, &previous), 0);
  return previous;
}

// --- Handlers of the host's ----------------------------------------------------------------------

// What a host's handler does: it mends the host's own fault and hands on any other.
sigjmp_buf host_recovery;
struct sigaction handler_before_hosts;
std::atomic<int> host_faults, other_faults;

void host_handler(int signal, siginfo_t* info, void* context) {
  if (info->si_addr == reinterpret_cast<void*>(kHostAddress)) {
    ++host_faults;
    siglongjmp(host_recovery, 1);
  }
  ++other_faults;
  handler_before_hosts.sa_sigaction(signal, info, context);
}

[[gnu::noinline]] bool recovers_from_fault() {
  if (sigsetjmp(host_recovery, /*savemask=*/1) != 0) return true;
  fault();
  return false;
}

/// The exit code that says how a process fares in which both meet: 0, or the line that failed.
int mix_faults(bool host_first) {
  if (host_first) handler_before_hosts = install(SIGSEGV, host_handler);
  const Instance instance = instantiate(make_engine(), kLoad);
  if (!host_first) handler_before_hosts = install(SIGSEGV, host_handler);
  const auto load = must(instance.function<int32_t(int32_t)>("load"));
  for (int i = 0; i < 100; ++i) {
    if (error_of(load(65536)).trap != TrapKind::kMemoryOutOfBounds) return __LINE__;
    if (!recovers_from_fault()) return __LINE__;
    if (must(load(0)) != 0) return __LINE__;
  }
  if (host_faults != 100) return __LINE__;
  return other_faults == (host_first ? 0 : 100) ? 0 : __LINE__;
}

TEST(SignalDeathTest, AnEarlierHandlerSeesTheHostsFaultsOnly) {
  EXPECT_EXIT(_exit(mix_faults(true)), ::testing::ExitedWithCode(0), "");
}

TEST(SignalDeathTest, ALaterHandlerThatHandsOnWorks) {
  EXPECT_EXIT(_exit(mix_faults(false)), ::testing::ExitedWithCode(0), "");
}

std::atomic<int> signals_received;

// Sent to a thread that is in emitted code, even a signal that traps are made of is no trap.
TEST(SignalDeathTest, SentSignalsAreNoTraps) {
  EXPECT_EXIT(
      {
        install(SIGSEGV, [](int, siginfo_t*, void*) { ++signals_received; });
        const Engine engine = make_engine({.interruptible = true});
        const Instance instance = instantiate(engine, R"((module (memory 1)
          (func (export "spin") (loop (drop (i32.load (i32.const 0))) (br 0)))))");
        const pthread_t guest = pthread_self();
        std::thread sender([&] {
          for (int sent = 0; sent < 50;) {
            pthread_kill(guest, SIGSEGV);
            ++sent;
            while (signals_received < sent) std::this_thread::yield();
          }
          instance.interrupt();
        });
        const Error error = error_of(must(instance.function<void()>("spin"))());
        sender.join();
        _exit(error.trap == TrapKind::kInterrupt && signals_received == 50 ? 0 : 1);
      },
      ::testing::ExitedWithCode(0), "");
}

// --- Faults that are the host's ------------------------------------------------------------------

/// Calls the export `f` of a module that imports env.host; does not come back if that kills.
void call_with_host(std::string_view wat, std::function<void(Caller&)> host) {
  signal(SIGSEGV, SIG_DFL);  // A sanitizer has its own handler.
  const Engine engine = make_engine();
  Linker linker(engine);
  must(linker.define("env", "host", std::move(host)));
  const Instance instance = must(linker.instantiate(compile(engine, wat)));
  (void)must(instance.function<void()>("f"))();
  _exit(0);
}

TEST(SignalDeathTest, AFaultInALibraryFunctionIsNoTrap) {
  // The guest may copy from the heap; the host took the heap's bytes away behind Shoal's back.
  EXPECT_EXIT(
      {
        signal(SIGSEGV, SIG_DFL);
        const Engine engine = make_engine();
        Instance instance = instantiate(engine, R"((module (memory 1) (func (export "f")
          (memory.copy (i32.const 0) (i32.const 0xFFFF0000) (i32.const 1000)))))");
        constexpr size_t kSize = 65536;
        void* const bytes =
            mmap(nullptr, kSize, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
        must(instance.attach(must(
            SharedHeap::from_buffer(engine, std::span(static_cast<std::byte*>(bytes), kSize)))));
        const auto f = must(instance.function<void()>("f"));
        must(f());
        mprotect(bytes, kSize, PROT_NONE);
        (void)f();
        _exit(0);
      },
      ::testing::KilledBySignal(SIGSEGV), "");
}

TEST(SignalDeathTest, AFaultInEmittedCodeThatIsNoTrapSiteIsNoTrap) {
  // The code itself is taken away: what faults is no access of the guest's.
  EXPECT_EXIT(call_with_host(R"((module (import "env" "host" (func $host)) (memory 1)
          (func (export "f") (call $host) (i32.store (i32.const 0) (i32.const 1)))))",
                             [](Caller& caller) {
                               const Instance instance = must(caller.instance());
                               const CodeView view =
                                   must(instance.module().code(instance.bounds()));
                               const auto begin = reinterpret_cast<uintptr_t>(view.code.data());
                               const uintptr_t first = begin / page_size() * page_size();
                               mprotect(reinterpret_cast<void*>(first),
                                        begin + view.code.size() - first, PROT_NONE);
                             }),
              ::testing::KilledBySignal(SIGSEGV), "");
}

// --- Stacks --------------------------------------------------------------------------------------

/// An alternate signal stack with nothing accessible below it; the thread's while this lives.
class AlternateStack {
 public:
  explicit AlternateStack(size_t size) {
    size_ = (size + page_size() - 1) / page_size() * page_size() + page_size();
    low_ = static_cast<std::byte*>(
        mmap(nullptr, size_, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0));
    mprotect(low_, page_size(), PROT_NONE);
    stack_t stack = {};
    stack.ss_sp = low_ + size_ - size;
    stack.ss_size = size;
    EXPECT_EQ(sigaltstack(&stack, &before_), 0);
  }
  ~AlternateStack() {
    sigaltstack(&before_, nullptr);
    munmap(low_, size_);
  }
  AlternateStack(const AlternateStack&) = delete;
  AlternateStack& operator=(const AlternateStack&) = delete;

 private:
  size_t size_ = 0;
  std::byte* low_ = nullptr;
  stack_t before_ = {};
};

TEST(Signals, ASmallAlternateStackWillDo) {
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
  constexpr size_t kOurs = 64 << 10;
#else
  constexpr size_t kOurs = 4 << 10;
#endif
  const Instance instance = instantiate(make_engine(), kLoad);
  const auto load = must(instance.function<int32_t(int32_t)>("load"));
  std::thread(
      [&] {  // A thread that knows nothing of Shoal, with the least stack that signals need.
        const auto kernels = static_cast<size_t>(std::max(sysconf(_SC_MINSIGSTKSZ), 2048L));
        const AlternateStack stack(kernels + kOurs);
        for (int i = 0; i < 100; ++i) {
          ASSERT_EQ(error_of(load(65536)).trap, TrapKind::kMemoryOutOfBounds);
          ASSERT_EQ(must(load(0)), 0);
        }
      })
      .join();
}

// A fault needs stack, too: of the thread itself, if it has no alternate one. The deepest call that
// a guest gets to make still leaves enough.
TEST(Signals, ThereIsStackForAFaultAtAnyDepth) {
  const Instance instance = instantiate(make_engine(), R"((module (memory 1)
    (func $f (export "f") (param i32) (result i32)
      (if (result i32) (local.get 0)
        (then (i32.add (i32.const 1) (call $f (i32.sub (local.get 0) (i32.const 1)))))
        (else (i32.load (i32.const 65536)))))))");
  const auto f = must(instance.function<int32_t(int32_t)>("f"));
  for (const size_t kib : {128, 256, 1024}) {
    on_stack_of(kib << 10, [&] {
      int faults = 0, overflows = 0;
      for (int depth = 1; overflows < 3; depth += 1 + depth / 8) {
        const auto trap = error_of(f(depth)).trap;
        ASSERT_TRUE(trap == TrapKind::kMemoryOutOfBounds || trap == TrapKind::kStackOverflow);
        ++(trap == TrapKind::kStackOverflow ? overflows : faults);
      }
      EXPECT_GT(faults, 10) << kib;
      // The depth at which the guest still gets to its fault, to the frame.
      int low = 1, high = 1 << 20;
      while (high - low > 1) {
        const int middle = low + (high - low) / 2;
        (error_of(f(middle)).trap == TrapKind::kStackOverflow ? high : low) = middle;
      }
      EXPECT_EQ(error_of(f(low)).trap, TrapKind::kMemoryOutOfBounds);
    });
  }
}

// --- Many threads --------------------------------------------------------------------------------

constexpr int kFaulting = 4, kCompiling = 2;
#if defined(__SANITIZE_THREAD__) || defined(__SANITIZE_ADDRESS__)
constexpr int kFaults = 200, kModules = 20;
#else
constexpr int kFaults = 2000, kModules = 100;
#endif

// The handler looks for the code that faulted in a registry that other threads are changing, and
// interrupts whatever they do, in malloc too.
TEST(Signals, ThreadsFaultWhileModulesComeAndGo) {
  constexpr std::string_view kTraps = R"((module (memory 1) (table 1 funcref)
    (func (export "memory") (drop (i32.load (i32.const 65536))))
    (func (export "undefined") (call_indirect (i32.const 1)))
    (func (export "null") (call_indirect (i32.const 0)))
    (func (export "divide") (param i32) (drop (i32.div_u (i32.const 1) (local.get 0))))
    (func (export "unreachable") unreachable)))";
  const Engine guarded = make_engine();
  const Engine checked = make_engine({.bounds = Bounds::kChecked});
  const std::vector<uint8_t> wasm = must(wat_to_wasm(kTraps, "traps.wat"));
  const auto trap_everywhere = [](const Instance& instance) {
    const auto kind = [&](const char* name) {
      return error_of(must(instance.function<void()>(name))()).trap;
    };
    EXPECT_EQ(kind("memory"), TrapKind::kMemoryOutOfBounds);
    EXPECT_EQ(kind("undefined"), TrapKind::kUndefinedElement);
    EXPECT_EQ(kind("null"), TrapKind::kUninitializedElement);
    EXPECT_EQ(kind("unreachable"), TrapKind::kUnreachable);
    EXPECT_EQ(error_of(must(instance.function<void(int32_t)>("divide"))(0)).trap,
              TrapKind::kIntegerDivideByZero);
  };
  std::vector<std::thread> threads;
  for (int id = 0; id < kFaulting; ++id) {
    threads.emplace_back([&, id] {
      const Engine& engine = id % 2 == 0 ? guarded : checked;
      const Module module = must(Module::compile(engine, wasm));
      const Instance instance = must(Linker(engine).instantiate(module));
      for (int i = 0; i < kFaults; ++i) trap_everywhere(instance);
    });
  }
  for (int id = 0; id < kCompiling; ++id) {
    threads.emplace_back([&, id] {
      for (int i = 0; i < kModules; ++i) {
        // Now and then an engine with its stubs goes, too.
        const Engine& long_lived = id % 2 == 0 ? guarded : checked;
        const Engine engine = i % 10 == 0 ? make_engine() : long_lived;
        const Module module = must(Module::compile(engine, wasm));
        trap_everywhere(must(Linker(engine).instantiate(module)));
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
}

}  // namespace
}  // namespace shoal
