// Shoal and the process that it lives in: what is mapped and how, forks, threads that end in a host
// function, libraries that are unloaded.
#include <dlfcn.h>
#include <gtest/gtest.h>
#include <pthread.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <csignal>
#include <cstdint>
#include <fstream>
#include <functional>
#include <string>
#include <thread>
#include <vector>

#include "shoal/shoal.h"
#include "tests/wat_instance.h"

namespace shoal {
namespace {

using testing::compile;
using testing::error_of;
using testing::instantiate;
using testing::make_engine;
using testing::must;

// --- W^X -----------------------------------------------------------------------------------------

/// What is mapped executable and writable at once, as the kernel says it.
std::vector<std::string> writable_code() {
  std::vector<std::string> found;
  std::ifstream maps("/proc/self/maps");
  for (std::string line; std::getline(maps, line);) {
    const std::string permissions = line.substr(line.find(' ') + 1, 4);
    if (permissions.find('w') != std::string::npos && permissions.find('x') != std::string::npos) {
      found.push_back(line);
    }
  }
  return found;
}

class ProcessTest : public ::testing::TestWithParam<Bounds> {
 protected:
  Engine engine = make_engine({.bounds = GetParam()});
  Linker linker{engine};
};
INSTANTIATE_TEST_SUITE_P(Bounds, ProcessTest, ::testing::Values(Bounds::kGuarded, Bounds::kChecked),
                         [](const auto& info) {
                           return info.param == Bounds::kGuarded ? "guarded" : "checked";
                         });

TEST_P(ProcessTest, NothingIsWritableAndExecutable) {
  if (!writable_code().empty()) GTEST_SKIP() << "something else is: " << writable_code()[0];
  const auto expect_none = [](const char* when) {
    const std::vector<std::string> found = writable_code();
    EXPECT_TRUE(found.empty()) << when << ": " << found[0];
  };
  must(linker.define("env", "look", [&] { expect_none("while it runs"); }));
  std::string wat =
      "(module (import \"env\" \"look\" (func $look)) (memory 1) (export \"f\" (func 1))";
  for (int i = 0; i < 200; ++i)
    wat += "(func (call $look) (i32.store (i32.const 0) (i32.const 1)))";
  const std::vector<uint8_t> wasm = must(wat_to_wasm(wat + ")", "test.wat"));
  ModuleStream stream(engine);
  for (size_t at = 0; at < wasm.size(); at += 100) {
    must(stream.feed(std::span(wasm).subspan(at, std::min<size_t>(100, wasm.size() - at))));
    if (at % 1000 == 0) expect_none("while it is compiled");
  }
  const Module module = must(stream.finish());
  expect_none("compiled");
  Instance instance = must(linker.instantiate(module));
  const auto f = must(instance.function<void()>("f"));
  must(f());
  // A host's buffer moves the instance to its module's other code.
  std::vector<std::byte> buffer(4096);
  must(instance.attach(must(SharedHeap::from_buffer(engine, std::span(buffer)))));
  must(f());
  expect_none("with both codes");
  must(instance.detach());
}

// --- Forks ---------------------------------------------------------------------------------------

/// The exit code of a child process that runs `body`.
int in_child(const std::function<bool()>& body) {
  const pid_t child = fork();
  if (child == 0) {
    bool good = false;
    try {
      good = body();
    } catch (...) {
    }
    _exit(good ? 0 : 1);
  }
  int status = 0;
  EXPECT_EQ(waitpid(child, &status, 0), child);
  return WIFEXITED(status) ? WEXITSTATUS(status) : 1000 + status;
}

TEST_P(ProcessTest, AChildHasCopiesOfInstancesAndTheSameSharedHeaps) {
  Instance instance = instantiate(engine, R"((module (memory 1 4)
    (func (export "load") (param i32) (result i32) (i32.load (local.get 0)))
    (func (export "store") (param i32 i32) (i32.store (local.get 0) (local.get 1)))
    (func (export "grow") (result i32) (memory.grow (i32.const 1)))))");
  const auto load = must(instance.function<int32_t(int32_t)>("load"));
  const auto store = must(instance.function<void(int32_t, int32_t)>("store"));
  const auto grow = must(instance.function<int32_t()>("grow"));
  const SharedHeap heap = must(SharedHeap::create_managed(engine, 65536));
  must(instance.attach(heap));
  const auto shared = static_cast<int32_t>(heap.start_address());
  must(store(0, 1));
  must(store(shared, 1));
  EXPECT_EQ(in_child([&] {
              must(store(0, 2));
              must(store(shared, 2));
              if (must(grow()) != 1 || must(load(65536)) != 0) return false;
              if (error_of(load(2 * 65536)).trap != TrapKind::kMemoryOutOfBounds) return false;
              // All else works, too.
              const Instance other = instantiate(make_engine(), R"((module
                  (func (export "f") unreachable)))");
              return error_of(must(other.function<void()>("f"))()).trap == TrapKind::kUnreachable;
            }),
            0);
  EXPECT_EQ(must(load(0)), 1) << "memories are the process's own";
  EXPECT_EQ(error_of(load(65536)).trap, TrapKind::kMemoryOutOfBounds);
  EXPECT_EQ(must(load(shared)), 2) << "shared heaps are shared with the child";
}

// --- Threads that end ----------------------------------------------------------------------------

// Nothing can unwind emitted code: pthread_exit in a host function, as an exception that nobody may
// stop, ends the process and not the thread.
TEST(ProcessDeathTest, AThreadThatEndsInAHostFunctionEndsTheProcess) {
  EXPECT_EXIT(
      {
        const Engine engine = make_engine();
        Linker linker(engine);
        must(linker.define("env", "leave", [] { pthread_exit(nullptr); }));
        const Instance instance = must(linker.instantiate(compile(engine, R"((module
            (import "env" "leave" (func $leave)) (func (export "f") (call $leave))))")));
        std::thread([&] { (void)must(instance.function<void()>("f"))(); }).join();
        _exit(0);
      },
      ::testing::KilledBySignal(SIGABRT), "");
}

TEST(ProcessTest, ThreadsMayEndBetweenCalls) {
  const Instance instance = instantiate(make_engine(), R"((module
    (func (export "f") (result i32) (i32.const 7)) (func (export "trap") unreachable)))");
  const auto f = must(instance.function<int32_t()>("f"));
  const auto trap = must(instance.function<void()>("trap"));
  for (int i = 0; i < 20; ++i) {
    std::thread([&] {
      EXPECT_EQ(must(f()), 7);
      EXPECT_EQ(error_of(trap()).trap, TrapKind::kUnreachable);
      if (i % 2 == 0) pthread_exit(nullptr);
    }).join();
    EXPECT_EQ(must(f()), 7);
  }
}

// --- Libraries that are unloaded -----------------------------------------------------------------

#ifdef SHOAL_PLUGIN
// The handler stays installed, so the code that it is must stay.
TEST(ProcessDeathTest, ALibraryThatContainsShoalStaysLoaded) {
  EXPECT_EXIT(
      {
        struct sigaction action = {};
        action.sa_sigaction = [](int, siginfo_t*, void*) { _exit(42); };
        action.sa_flags = SA_SIGINFO;
        sigaction(SIGSEGV, &action, nullptr);
        void* const library = dlopen(SHOAL_PLUGIN, RTLD_NOW | RTLD_LOCAL);
        if (library == nullptr) _exit(1);
        const auto run = reinterpret_cast<int (*)()>(dlsym(library, "run_and_trap"));
        if (run == nullptr || run() != 0) _exit(2);
        dlclose(library);
        volatile uintptr_t address = 8;
        *reinterpret_cast<volatile int*>(address) = 1;
        _exit(3);
      },
      ::testing::ExitedWithCode(42), "");
}
#endif

}  // namespace
}  // namespace shoal
