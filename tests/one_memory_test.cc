// One imported memory, several instances: what goes wrong when a module's allocator takes the
// memory for its own, the two ways out, and that all instances see a memory grow at once.
#include <gtest/gtest.h>

#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "shoal/layout.h"
#include "tests/wat_instance.h"

namespace shoal {
namespace {

using testing::compile;
using testing::make_engine;
using testing::must;
using Bytes = std::vector<uint8_t>;

Bytes guest(const std::string& name) {
  std::ifstream in(std::string(SHOAL_GUEST_DIR "/") + name + ".wasm", std::ios::binary);
  if (!in) throw std::runtime_error("there is no guest " + name);
  return {std::istreambuf_iterator<char>(in), {}};
}

class OneMemoryTest : public ::testing::TestWithParam<Bounds> {
 protected:
  Engine engine = make_engine({.bounds = GetParam()});
  Linker linker{engine};
  Memory memory = must(Memory::create(engine, {.initial = 2, .maximum = 100}));

  void SetUp() override { must(linker.define("env", "memory", memory)); }

  Instance instantiate(const Bytes& bytes) {
    return must(linker.instantiate(must(Module::compile(engine, bytes))));
  }

  /// alloc_11 of the first module, then the other instances come, then five rounds of add_23: what
  /// each call returned.
  std::vector<int32_t> rounds(const std::vector<Bytes>& modules) {
    std::vector<Instance> instances = {instantiate(modules[0])};
    const uint32_t number = must(must(instances[0].function<uint32_t()>("alloc_11"))());
    std::vector<int32_t> seen = {must(memory.view<int32_t>(number, 1))[0]};
    for (size_t i = 1; i < modules.size(); ++i) instances.push_back(instantiate(modules[i]));
    for (int round = 0; round < 5; ++round) {
      for (const Instance& i : instances) {
        seen.push_back(must(must(i.function<int32_t(uint32_t)>("add_23"))(number)));
      }
    }
    return seen;
  }

  static std::vector<int32_t> right() {
    std::vector<int32_t> values;
    for (int i = 0; i <= 15; ++i) values.push_back(11 + 23 * i);
    return values;
  }

  /// malloc and free of a heap behind what the modules use.
  MemoryHeap serve_heap() {
    const uint64_t begin = memory.size_bytes();
    must(memory.grow(1));
    const MemoryHeap heap = must(memory.create_heap(begin, kPageSize));
    must(linker.define_malloc());
    return heap;
  }
};

INSTANTIATE_TEST_SUITE_P(Bounds, OneMemoryTest,
                         ::testing::Values(Bounds::kGuarded, Bounds::kChecked));

TEST_P(OneMemoryTest, AllocatorsThatOwnTheSameMemoryOverwriteEachOther) {
  const std::vector<int32_t> seen = rounds(std::vector<Bytes>(3, guest("one_memory")));
  // Instantiating the others has reset the allocator: what it hands out next is the number itself.
  EXPECT_EQ(seen[0], 11);
  EXPECT_EQ(seen[1], 46);
  EXPECT_NE(seen, right());
}

TEST_P(OneMemoryTest, OneAllocatorServedByTheHostCannotClash) {
  const MemoryHeap heap = serve_heap();
  EXPECT_EQ(rounds(std::vector<Bytes>(3, guest("one_memory_host"))), right());
  EXPECT_EQ(heap.usage().blocks, 1u);  // The number; every other block was freed.
}

TEST_P(OneMemoryTest, InstancesWithRegionsOfTheirOwnCannotClash) {
  Layout layout;
  for (int i = 0; i < 3; ++i) must(layout.add(guest("one_memory"), {.own_heap = 4096}));
  const CombinedLayout combined = must(layout.combine());
  must(memory.grow(combined.needed_pages - memory.size_pages()));
  std::vector<Bytes> modules;
  for (const RelocatedModule& m : combined.modules) modules.push_back(m.bytes);
  EXPECT_EQ(rounds(modules), right());
}

TEST_P(OneMemoryTest, BothWaysTogetherAndDifferentModules) {
  Layout layout;
  must(layout.add(guest("one_memory_host"), {.name = "host"}));
  must(layout.add(guest("one_memory"), {.name = "own", .own_heap = 1024}));
  must(layout.add(guest("one_memory"), {.name = "common"}));
  const CombinedLayout combined = must(layout.combine());
  must(memory.grow(combined.needed_pages - memory.size_pages()));
  serve_heap();
  std::vector<Bytes> modules;
  for (const RelocatedModule& m : combined.modules) modules.push_back(m.bytes);
  EXPECT_EQ(rounds(modules), right());
}

// ---- Growth

constexpr std::string_view kGrower = R"((module
  (import "env" "memory" (memory 2))
  (func (export "grow") (param i32) (result i32) (memory.grow (local.get 0)))))";

/// Looks at the memory, has it grown by a call, and looks again: one activation.
constexpr std::string_view kWatcher = R"((module
  (import "env" "memory" (memory 2))
  (import "env" "grow" (func $grow (param i32) (result i32)))
  (func (export "watch") (param $pages i32) (result i32)
    (local $before i32)
    (local $last i32)
    (local.set $before (memory.size))
    (i32.store (i32.sub (i32.mul (memory.size) (i32.const 65536)) (i32.const 4)) (i32.const 7))
    (drop (call $grow (local.get $pages)))
    (local.set $last (i32.sub (i32.mul (memory.size) (i32.const 65536)) (i32.const 4)))
    (i32.store (local.get $last) (i32.const 99))
    (i32.add
      (i32.mul (i32.sub (memory.size) (local.get $before)) (i32.const 1000))
      (i32.load (local.get $last))))
  (func (export "size") (result i32) (memory.size))
  (func (export "load") (param i32) (result i32) (i32.load (local.get 0)))))";

TEST_P(OneMemoryTest, GrowthByOneIsSeenByAllAtOnce) {
  const Instance grower = must(linker.instantiate(compile(engine, kGrower)));
  must(linker.define("env", "grow", must(grower.func("grow"))));
  const Module watching = compile(engine, kWatcher);
  const Instance first = must(linker.instantiate(watching));
  const Instance second = must(linker.instantiate(watching));
  const auto size = must(second.function<int32_t()>("size"));
  const auto load = must(second.function<int32_t(uint32_t)>("load"));
  for (int32_t round = 1; round <= 4; ++round) {
    const uint64_t before = memory.size_pages();
    const uint64_t last = (before + static_cast<uint64_t>(round)) * kPageSize - 4;
    const Result<int32_t> beyond = load(static_cast<uint32_t>(last));
    ASSERT_FALSE(beyond);
    EXPECT_EQ(beyond.error().trap, TrapKind::kMemoryOutOfBounds);
    // Inside one activation of the first, growth by the grower; then the second, and the host.
    EXPECT_EQ(must(must(first.function<int32_t(int32_t)>("watch"))(round)), round * 1000 + 99);
    EXPECT_EQ(static_cast<uint64_t>(must(size())), before + static_cast<uint64_t>(round));
    EXPECT_EQ(must(load(static_cast<uint32_t>(last))), 99);
    EXPECT_EQ(must(memory.view<int32_t>(last, 1))[0], 99);
  }
  must(memory.grow(1));
  EXPECT_EQ(must(size()), 13);
}

}  // namespace
}  // namespace shoal
