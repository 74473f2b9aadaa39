// Threads: instances that share memories, host functions and shared heaps, one thread each. What
// guests do to each other's bytes is theirs; sizes, allocators, attachments and lifetimes are ours.
//
// These run under ThreadSanitizer too (./dev test --tsan). It sees the runtime, not emitted code.
#include <gtest/gtest.h>

#include <atomic>
#include <barrier>
#include <chrono>
#include <cstring>
#include <exception>
#include <optional>
#include <set>
#include <string>
#include <thread>
#include <vector>

#include "shoal/shoal.h"
#include "tests/wat_instance.h"

namespace shoal {
namespace {

using testing::compile;
using testing::make_engine;
using testing::must;

#if defined(__SANITIZE_THREAD__) || defined(SHOAL_EMULATED)
constexpr int kEffort = 1;
#else
constexpr int kEffort = 5;
#endif
constexpr int kThreads = 4;
constexpr uint32_t kPage = 65536;

/// Runs body(0), body(1), ... at once, each on a thread; throws on what one of them threw.
template <class Body>
void on_threads(int count, Body body) {
  std::barrier start(count);
  std::vector<std::exception_ptr> failures(static_cast<size_t>(count));
  std::vector<std::thread> threads;
  for (int id = 0; id < count; ++id) {
    threads.emplace_back([&, id] {
      start.arrive_and_wait();
      try {
        body(id);
      } catch (...) {
        failures[static_cast<size_t>(id)] = std::current_exception();
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  for (const std::exception_ptr& failure : failures) {
    if (failure) std::rethrow_exception(failure);
  }
}

/// Leaves `barrier` with its scope, so that a thread that fails lets the others go on.
class Leave {
 public:
  explicit Leave(std::barrier<>& barrier) : barrier_(barrier) {}
  ~Leave() { barrier_.arrive_and_drop(); }
  Leave(const Leave&) = delete;
  Leave& operator=(const Leave&) = delete;

 private:
  std::barrier<>& barrier_;
};

/// Works on the memory env.memory, whose type is `memory`.
std::string guest(const std::string& memory) {
  return "(module (import \"env\" \"memory\" (memory " + memory + "))" +
         R"(
  (import "env" "yield" (func $yield))
  (import "env" "malloc" (func $malloc (param i32) (result i32)))
  (import "env" "free" (func $free (param i32)))
  (import "env" "shared_heap_malloc" (func $heap_malloc (param i32) (result i32)))
  (import "env" "shared_heap_free" (func $heap_free (param i32)))
  (func (export "load") (param i32) (result i32) (i32.load (local.get 0)))
  (func (export "store") (param i32 i32) (i32.store (local.get 0) (local.get 1)))
  (func (export "size") (result i32) (memory.size))
  (func (export "grow") (param i32) (result i32) (memory.grow (local.get 0)))
  (func (export "spin") (loop (br 0)))
  ;; Adds the word at 0 to each of $count words at $at, $rounds times.
  (func (export "add") (param $at i32) (param $count i32) (param $rounds i32)
    (local $i i32)
    (loop $round
      (local.set $i (i32.const 0))
      (loop $word
        (i32.store (i32.add (local.get $at) (i32.shl (local.get $i) (i32.const 2)))
          (i32.add (i32.load (i32.const 0))
            (i32.load (i32.add (local.get $at) (i32.shl (local.get $i) (i32.const 2))))))
        (br_if $word (i32.lt_u (local.tee $i (i32.add (local.get $i) (i32.const 1)))
                               (local.get $count))))
      (br_if $round (local.tee $rounds (i32.sub (local.get $rounds) (i32.const 1))))))
  ;; Waits, calling nothing, until there are $pages, and gives the last word of them.
  (func (export "await") (param $pages i32) (result i32)
    (loop $wait (br_if $wait (i32.lt_u (memory.size) (local.get $pages))))
    (i32.load (i32.sub (i32.shl (local.get $pages) (i32.const 16)) (i32.const 4))))
  ;; The same without asking for the size: waits until the word that was put at address 4 is not 0.
  (func (export "await_word") (param $at i32) (result i32)
    (loop $wait (br_if $wait (i32.eqz (i32.load (i32.const 4)))))
    (i32.load (local.get $at)))
  ;; Allocates, fills with $id, looks whether that is still there, and frees. Gives how many bytes
  ;; were not, or -1 if there was no room.
  (func $check (param $block i32) (param $size i32) (param $id i32) (result i32)
    (local $bad i32)
    (memory.fill (local.get $block) (local.get $id) (local.get $size))
    (call $yield)
    (loop $byte
      (local.set $size (i32.sub (local.get $size) (i32.const 1)))
      (local.set $bad (i32.add (local.get $bad)
        (i32.ne (local.get $id) (i32.load8_u (i32.add (local.get $block) (local.get $size))))))
      (br_if $byte (local.get $size)))
    (local.get $bad))
  (func (export "churn") (param $rounds i32) (param $id i32) (result i32)
    (local $block i32) (local $size i32) (local $bad i32)
    (loop $again
      (local.set $size (i32.add (i32.const 1)
        (i32.and (i32.mul (local.get $rounds) (i32.const 37)) (i32.const 511))))
      (if (i32.eqz (local.tee $block (call $malloc (local.get $size))))
        (then (return (i32.const -1))))
      (local.set $bad (i32.add (local.get $bad)
        (call $check (local.get $block) (local.get $size) (local.get $id))))
      (call $free (local.get $block))
      (br_if $again (local.tee $rounds (i32.sub (local.get $rounds) (i32.const 1)))))
    (local.get $bad))
  (func (export "churn_heap") (param $rounds i32) (param $id i32) (result i32)
    (local $block i32) (local $size i32) (local $bad i32)
    (loop $again
      (local.set $size (i32.add (i32.const 1)
        (i32.and (i32.mul (local.get $rounds) (i32.const 37)) (i32.const 511))))
      (if (i32.eqz (local.tee $block (call $heap_malloc (local.get $size))))
        (then (return (i32.const -1))))
      (local.set $bad (i32.add (local.get $bad)
        (call $check (local.get $block) (local.get $size) (local.get $id))))
      (call $heap_free (local.get $block))
      (br_if $again (local.tee $rounds (i32.sub (local.get $rounds) (i32.const 1)))))
    (local.get $bad)))
)";
}

struct Mode {
  Bounds bounds;
  bool shared;  ///< A memory of the type that the threads proposal has for this.
};

class ConcurrencyTest : public ::testing::TestWithParam<Mode> {
 protected:
  ConcurrencyTest() : engine(make_engine(config())), linker(engine) {
    must(linker.define("env", "yield", [] {
      // On a busy machine each takes a while.
      static thread_local int calls = 0;
      if (++calls % 16 == 0) std::this_thread::yield();
    }));
    must(linker.define_malloc());
    must(define_shared_heap_imports(linker));
    must(linker.define("env", "memory", memory));
  }

  static Config config() {
    Config config;
    config.bounds = GetParam().bounds;
    config.interruptible = true;
    return config;
  }
  Instance instantiate() const { return must(linker.instantiate(module)); }

  static int32_t call(const Instance& instance, const char* name) {
    return must(must(instance.function<int32_t()>(name))());
  }
  static int32_t call(const Instance& instance, const char* name, int32_t a) {
    return must(must(instance.function<int32_t(int32_t)>(name))(a));
  }
  static int32_t call(const Instance& instance, const char* name, int32_t a, int32_t b) {
    return must(must(instance.function<int32_t(int32_t, int32_t)>(name))(a, b));
  }
  static void store(const Instance& instance, int32_t at, int32_t value) {
    must(must(instance.function<void(int32_t, int32_t)>("store"))(at, value));
  }

  static constexpr uint64_t kMaxPages = 400;
  const Engine engine;
  Linker linker;
  const Memory memory =
      must(Memory::create(engine, {.limits = {.min = 1, .max = kMaxPages, .has_max = true},
                                   .shared = GetParam().shared}));
  const Module module = compile(engine, guest(GetParam().shared ? "1 400 shared" : "1 400"));
};

TEST_P(ConcurrencyTest, PartsOfOneMemoryAreIndependent) {
  store(instantiate(), 0, 3);
  on_threads(kThreads, [&](int id) {
    const Instance instance = instantiate();
    const auto add = must(instance.function<void(int32_t, int32_t, int32_t)>("add"));
    must(add(1024 * (id + 1), 200, 1000 * kEffort));
  });
  for (int id = 0; id < kThreads; ++id) {
    for (uint32_t i = 0; i < 200; ++i) {
      int32_t word;
      std::memcpy(&word, memory.data().data() + 1024 * (id + 1) + 4 * i, 4);
      ASSERT_EQ(word, 3000 * kEffort) << id;
    }
  }
}

TEST_P(ConcurrencyTest, EveryoneGrowsTheMemory) {
  constexpr int kGrowths = 20;
  std::vector<std::vector<int32_t>> old_sizes(kThreads);
  on_threads(kThreads, [&](int id) {
    const Instance instance = instantiate();
    for (int i = 0; i < kGrowths; ++i) {
      const int32_t old_size = call(instance, "grow", 1);
      old_sizes[static_cast<size_t>(id)].push_back(old_size);
      ASSERT_GT(call(instance, "size"), old_size);
      // The page is this thread's own.
      const int32_t at = old_size * static_cast<int32_t>(kPage);
      ASSERT_EQ(call(instance, "load", at), 0);
      store(instance, at + static_cast<int32_t>(kPage) - 4, id + 1);
    }
    for (const int32_t page : old_sizes[static_cast<size_t>(id)]) {
      ASSERT_EQ(call(instance, "load", (page + 1) * static_cast<int32_t>(kPage) - 4), id + 1);
    }
  });
  EXPECT_EQ(memory.size_pages(), 1u + kThreads * kGrowths);
  std::set<int32_t> all;
  for (const auto& sizes : old_sizes) all.insert(sizes.begin(), sizes.end());
  EXPECT_EQ(all.size(), size_t{kThreads} * kGrowths) << "each growth adds a page of its own";
  const Instance late = instantiate();
  EXPECT_EQ(call(late, "size"), 1 + kThreads * kGrowths);
}

TEST_P(ConcurrencyTest, GrowthEndsAtTheMaximum) {
  std::atomic<int> grown = 0;
  on_threads(kThreads, [&](int id) {
    const Instance instance = instantiate();
    while (id % 2 == 0 ? call(instance, "grow", 3) >= 0 : memory.grow(3).ok()) ++grown;
  });
  EXPECT_EQ(grown, static_cast<int>((kMaxPages - 1) / 3));
  EXPECT_EQ(memory.size_pages(), 1 + (kMaxPages - 1) / 3 * 3);
}

TEST_P(ConcurrencyTest, RunningCodeSeesGrowth) {
  const Instance first = instantiate();
  const Instance second = instantiate();
  on_threads(3, [&](int id) {
    if (id == 2) {
      std::this_thread::sleep_for(std::chrono::milliseconds(20));
      must(memory.grow(2));
      const Instance instance = instantiate();
      ASSERT_EQ(call(instance, "grow", 2), 3);
      return;
    }
    ASSERT_EQ(call(id == 0 ? first : second, "await", 5), 0);
  });
}

TEST_P(ConcurrencyTest, RunningCodeReachesWhatAnotherHasAdded) {
  const Instance reader = instantiate();
  on_threads(2, [&](int id) {
    if (id == 0) {
      // In the page that was not there when this call began.
      ASSERT_EQ(call(reader, "await_word", static_cast<int32_t>(2 * kPage - 4)), 42);
      return;
    }
    const Instance instance = instantiate();
    std::this_thread::sleep_for(std::chrono::milliseconds(20));
    ASSERT_EQ(call(instance, "grow", 1), 1);
    store(instance, static_cast<int32_t>(2 * kPage - 4), 42);
    store(instance, 4, 1);
  });
}

TEST_P(ConcurrencyTest, InstancesComeAndGo) {
  const Module with_data =
      compile(engine, std::string("(module (import \"env\" \"memory\" (memory 1 400") +
                          (GetParam().shared ? " shared" : "") + R"())
    (import "env" "yield" (func $yield))
    (data (i32.const 16) "data")
    (func (export "get") (result i32) (call $yield) (i32.load (i32.const 16)))))");
  on_threads(kThreads, [&](int id) {
    for (int i = 0; i < 40 * kEffort; ++i) {
      if (id == 0) {
        const Instance instance = must(linker.instantiate(with_data));
        ASSERT_EQ(call(instance, "get"), 0x61746164);
        continue;
      }
      const Instance instance = instantiate();
      if (i % 10 == 0) (void)call(instance, "grow", 1);
      store(instance, 1024 * id, i);
      ASSERT_EQ(call(instance, "load", 1024 * id), i);
    }
  });
}

TEST_P(ConcurrencyTest, InterruptsReachOneInstance) {
  const Instance stuck = instantiate();
  std::atomic<bool> stopped = false;
  on_threads(3, [&](int id) {
    if (id == 0) {
      const Result<void> result = must(stuck.function<void()>("spin"))();
      stopped = true;
      ASSERT_FALSE(result.ok());
      ASSERT_EQ(result.error().trap, TrapKind::kInterrupt);
    } else if (id == 1) {
      const Instance other = instantiate();
      const auto add = must(other.function<void(int32_t, int32_t, int32_t)>("add"));
      while (!stopped) must(add(1024, 100, 100));
    } else {
      while (!stopped) {
        stuck.interrupt();
        std::this_thread::sleep_for(std::chrono::milliseconds(1));
      }
    }
  });
}

TEST_P(ConcurrencyTest, AllocatorOfTheMemoryServesAll) {
  must(memory.grow(4));
  const MemoryHeap heap = must(memory.create_heap(kPage, 4 * kPage));
  on_threads(kThreads + 1, [&](int id) {
    if (id == kThreads) {
      for (int i = 0; i < 100 * kEffort; ++i) {
        const uint64_t size = 1 + static_cast<uint64_t>(i) % 700;
        uint64_t block = must(heap.allocate(size));
        std::memset(memory.data().data() + block, 0x5A, size);
        std::this_thread::yield();
        ASSERT_EQ(memory.data()[block + size - 1], std::byte{0x5A});
        block = must(heap.reallocate(block, 2 * size));
        ASSERT_EQ(memory.data()[block + size - 1], std::byte{0x5A});
        ASSERT_GE(heap.usage().blocks, 1u);
        must(heap.free(block));
      }
      return;
    }
    const Instance instance = instantiate();
    ASSERT_EQ(call(instance, "churn", 100 * kEffort, id + 1), 0);
    const uint64_t mine = must(instance.allocate(100));
    must(instance.free(mine));
  });
  EXPECT_EQ(heap.usage().blocks, 0u);
  EXPECT_EQ(heap.usage().largest, heap.size());
}

TEST_P(ConcurrencyTest, OneSharedHeapServesAll) {
  SharedHeap heap = must(SharedHeap::create_managed(engine, 4 * kPage));
  std::vector<std::byte> buffer(kPage);
  const SharedHeap tail = must(SharedHeap::from_buffer(engine, std::span(buffer)));
  must(SharedHeap::chain(heap, tail));
  on_threads(kThreads + 1, [&](int id) {
    if (id == kThreads) {
      for (int i = 0; i < 100 * kEffort; ++i) {
        const uint64_t block = must(heap.allocate(200));
        std::memset(heap.native_address(block, 200), 0x5A, 200);
        ASSERT_TRUE(heap.valid_range(block, 200));
        ASSERT_GE(heap.attached_count(), 0u);
        must(heap.free(block));
      }
      return;
    }
    // Of one memory, or with a memory each.
    Linker own(linker);
    if (id % 2 == 1) {
      must(own.define("env", "memory", must(Memory::create(engine, memory.type()))));
    }
    Instance instance = must(own.instantiate(module));
    for (int round = 0; round < 10; ++round) {
      must(instance.attach(heap));
      ASSERT_EQ(call(instance, "churn_heap", 20 * kEffort, id + 1), 0);
      store(instance, static_cast<int32_t>(tail.start_address()) + 64 * id, round);
      ASSERT_EQ(call(instance, "load", static_cast<int32_t>(tail.start_address()) + 64 * id),
                round);
      must(instance.detach());
    }
  });
  EXPECT_EQ(heap.attached_count(), 0u);
}

TEST_P(ConcurrencyTest, AHeapThatIsMappedServesAll) {
  SharedHeap heap = must(SharedHeap::create_managed(engine, 4 * kPage));
  on_threads(kThreads, [&](int id) {
    for (int round = 0; round < 5 * kEffort; ++round) {
      Linker own(linker);
      must(own.define("env", "memory", must(Memory::create(engine, memory.type()))));
      Instance instance = must(own.instantiate(module));
      must(instance.attach(heap));
      ASSERT_EQ(call(instance, "churn_heap", 20, id + 1), 0);
      // Some detach, some just go.
      if (round % 2 == 0) must(instance.detach());
    }
  });
  EXPECT_EQ(heap.attached_count(), 0u);
  must(heap.reset());
}

TEST_P(ConcurrencyTest, OthersComeWhileAHeapIsInReach) {
  // Alone with its memory, an instance has its heaps mapped behind it; others must not see them
  // there, nor keep it from reaching them while it runs.
  SharedHeap head = must(SharedHeap::create_managed(engine, 2 * kPage));
  const SharedHeap tail = must(SharedHeap::create_managed(engine, kPage));
  must(SharedHeap::chain(head, tail));
  const auto word = static_cast<int32_t>(tail.start_address());
  for (const bool contiguous : {false, true}) {
    std::barrier rounds(2);
    on_threads(2, [&](int id) {
      const Leave leave(rounds);
      std::optional<Instance> instance;
      if (id == 0) instance = instantiate();
      for (int round = 0; round < 10 * kEffort; ++round) {
        if (id == 0) {
          must(instance->attach(head, {.access = Access::kReadWrite, .contiguous = contiguous}));
          store(*instance, word, round);
        }
        rounds.arrive_and_wait();
        if (id == 0) {
          ASSERT_EQ(call(*instance, "churn_heap", 30, 7), 0);
          ASSERT_EQ(call(*instance, "load", word), round);
          must(instance->detach());
        } else {
          const Instance other = instantiate();
          const auto load = must(other.function<int32_t(int32_t)>("load"));
          for (const uint64_t heap : {head.start_address(), tail.start_address()}) {
            const Result<int32_t> bad = load(static_cast<int32_t>(heap));
            ASSERT_FALSE(bad.ok()) << "a heap that it has not attached";
            ASSERT_EQ(bad.error().trap, TrapKind::kMemoryOutOfBounds);
          }
          ASSERT_FALSE(other.bytes(tail.start_address(), 1).ok());
          ASSERT_TRUE(load(0).ok());
        }
        rounds.arrive_and_wait();
      }
    });
  }
  EXPECT_EQ(head.attached_count(), 0u);
}

TEST_P(ConcurrencyTest, GrowthAndAttachingMeet) {
  // A chain whose start limits the growth of the one memory that all use.
  SharedHeap heap = must(SharedHeap::create_managed(engine, kPage));
  on_threads(kThreads, [&](int id) {
    Instance instance = instantiate();
    for (int round = 0; round < 20 * kEffort; ++round) {
      if (id % 2 == 0) {
        must(instance.attach(heap));
        store(instance, -4 - 4 * id, round);
        ASSERT_EQ(call(instance, "load", -4 - 4 * id), round);
        must(instance.detach());
      } else {
        const int32_t old_size = call(instance, "grow", round % 8 == 0 ? 1 : 0);
        ASSERT_GE(old_size, 1);
        ASSERT_EQ(call(instance, "load", old_size * static_cast<int32_t>(kPage) - 4), 0);
      }
    }
  });
  EXPECT_EQ(heap.attached_count(), 0u);
}

TEST_P(ConcurrencyTest, TrapsStayWithTheirThread) {
  on_threads(kThreads, [&](int id) {
    const Instance instance = instantiate();
    const auto load = must(instance.function<int32_t(int32_t)>("load"));
    for (int i = 0; i < 50 * kEffort; ++i) {
      const Result<int32_t> bad = load(static_cast<int32_t>(kMaxPages * kPage) + id);
      ASSERT_FALSE(bad.ok());
      ASSERT_EQ(bad.error().trap, TrapKind::kMemoryOutOfBounds);
      ASSERT_TRUE(load(4 * id).ok());
    }
  });
}

INSTANTIATE_TEST_SUITE_P(
    Modes, ConcurrencyTest,
    ::testing::Values(Mode{Bounds::kGuarded, false}, Mode{Bounds::kChecked, false},
                      Mode{Bounds::kGuarded, true}, Mode{Bounds::kChecked, true}),
    [](const auto& info) {
      return std::string(info.param.bounds == Bounds::kGuarded ? "Guarded" : "Checked") +
             (info.param.shared ? "Shared" : "");
    });

}  // namespace
}  // namespace shoal
