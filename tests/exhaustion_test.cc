// A scenario that uses everything, again and again: each time another allocation, or another call
// of the system, fails, and so do all that follow or only that one. What must come of it is an
// Error, or a guest that is told; whatever was made is given back, and the next try works.
#include <fcntl.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <fstream>
#include <iterator>
#include <memory>
#include <new>
#include <optional>
#include <span>
#include <stdexcept>
#include <string>
#include <tuple>
#include <type_traits>
#include <utility>
#include <vector>

#include "shoal/code.h"
#include "shoal/dylink.h"
#include "shoal/shoal.h"
#include "shoal/wasi.h"
#include "tests/exhaustion_shim.h"
#include "tests/wat_instance.h"

namespace shoal {
namespace {

using tests::Exhaustion;
using tests::Holdings;
using tests::Scarce;

/// A step of the scenario failed: the rest is left out. Holds nothing, so that it can be thrown
/// where there is no memory.
struct Stopped {};

/// What the scenario needs, made where nothing fails.
struct Files {
  std::vector<uint8_t> worker, memory_user, importer, dylink, hello;
  int fd = -1;  ///< A file of two pages.
};

/// One run.
class Scenario {
 public:
  Scenario(Bounds bounds, const Files& files) : bounds_(bounds), files_(files) {}

  /// False: a step failed.
  bool run() {
    try {
      steps();
      return true;
    } catch (const Stopped&) {
      return false;
    } catch (const std::bad_alloc&) {  // Of the scenario's own, and what gives no Result.
      return false;
    }
  }

  /// A function that gives a Result has thrown.
  bool threw() const { return threw_; }
  /// The first error that does not tell of exhaustion.
  const char* wrong() const { return wrong_.c_str(); }

 private:
  /// The value of what `make` gives, unless it fails.
  template <class F>
  auto must(F make) {
    auto result = attempt(make);
    if (!result || !*result) throw Stopped();
    if constexpr (!std::is_same_v<decltype(make()), Result<void>>) return std::move(**result);
  }
  /// For a call into a guest that traps: it may do so for want of memory, too.
  template <class F>
  void must_trap(F call) {
    auto result = attempt(call, /*may_trap=*/true);
    if (!result) throw Stopped();
    if (*result) note("a call that traps did not");
  }

  template <class F>
  auto attempt(F make, bool may_trap = false) -> std::optional<decltype(make())> {
    try {
      auto result = make();
      if (!result && !may_trap && !tells_of_exhaustion(result.error())) {
        note(result.error().message.c_str());
      }
      return result;
    } catch (const std::bad_alloc&) {
      threw_ = true;
      return std::nullopt;
    }
  }

  static bool tells_of_exhaustion(const Error& error) {
    const bool is_host_trap = error.kind == ErrorKind::kTrap && error.trap == TrapKind::kHost;
    return error.kind == ErrorKind::kSystem || error.kind == ErrorKind::kLimit || is_host_trap;
  }
  void note(const char* what) {
    if (!wrong_[0]) std::copy_n(what, std::min(strlen_of(what), wrong_.size() - 1), wrong_.begin());
  }
  static size_t strlen_of(const char* text) { return std::char_traits<char>::length(text); }

  void steps();
  void use_guests(const Engine& engine, const Module& worker);
  void use_memories(const Engine& engine);
  void use_heaps(const Engine& engine, const Module& worker);
  void use_tables(const Engine& engine);
  void use_programs(const Engine& engine);
  Linker make_linker(const Engine& engine);

  const Bounds bounds_;
  const Files& files_;
  bool threw_ = false;
  std::string wrong_ = std::string(300, '\0');  ///< Of a fixed size: nothing is allocated later.
};

void Scenario::steps() {
  const Engine engine = must([&] { return Engine::create({.bounds = bounds_}); });
  const Module worker = must([&] { return Module::compile(engine, files_.worker); });
  use_guests(engine, worker);
  use_memories(engine);
  use_heaps(engine, worker);
  use_tables(engine);
  use_programs(engine);
}

Linker Scenario::make_linker(const Engine& engine) {
  Linker linker(engine);
  wasi::Config world;
  world.stdout_to([](std::string_view) {});
  must([&] { return wasi::define(linker, std::move(world)); });
  must([&] { return linker.define_libc(); });
  must([&] { return define_shared_heap_imports(linker); });
  must([&] { return linker.define("host", "twice", [](int32_t x) { return 2 * x; }); });
  must([&] {
    return linker.define("host", "size", [](Caller& caller) -> Result<int32_t> {
      const Result<Memory> memory = caller.memory();
      if (!memory) return memory.error();
      return static_cast<int32_t>(memory->size_pages());
    });
  });
  return linker;
}

/// Calls, traps and growth.
void Scenario::use_guests(const Engine& engine, const Module& worker) {
  const Linker linker = make_linker(engine);
  const Instance instance =
      must([&] { return linker.instantiate(worker, {.host_managed_heap_size = 1000}); });
  const auto add = must([&] { return instance.function<int32_t(int32_t, int32_t)>("add"); });
  if (must([&] { return add(2, 3); }) != 10) note("add");
  const Func dynamic = must([&] { return instance.func("add"); });
  const std::array<Value, 2> arguments = {Value::i32(4), Value::i32(5)};
  must([&] { return dynamic.call(arguments); });
  const auto grow = must([&] { return instance.function<int32_t(int32_t)>("grow"); });
  const Memory memory = must([&] { return instance.memory(); });
  const uint64_t pages = memory.size_pages();
  const bool grew = must([&] { return grow(1); }) != -1;
  if ((memory.size_pages() != pages) != grew) note("memory.grow");
  must([&] { return must([&] { return instance.function<int32_t()>("size"); })(); });
  must([&] { return must([&] { return instance.function<int32_t(int32_t)>("grow_table"); })(3); });
  const auto trap = must([&] { return instance.function<void(int32_t)>("trap"); });
  must_trap([&] { return trap(0); });
  must_trap([&] { return trap(100'000'000); });
  const uint64_t block = must([&] { return instance.allocate(100); });
  must([&] { return instance.free(block); });
  must([&] { return compile_for(Target::kAarch64, files_.worker); });
}

/// A memory of two instances; heaps of the host in memories.
void Scenario::use_memories(const Engine& engine) {
  const Memory memory =
      must([&] { return Memory::create(engine, {.initial = 1, .maximum = 10, .shared = true}); });
  Linker linker(engine);
  must([&] { return linker.define("host", "memory", memory); });
  ModuleStream stream(engine);
  std::span<const uint8_t> rest = files_.memory_user;
  for (; !rest.empty(); rest = rest.subspan(std::min<size_t>(rest.size(), 50))) {
    must([&] { return stream.feed(rest.first(std::min<size_t>(rest.size(), 50))); });
  }
  const Module module = must([&] { return stream.finish(); });
  const Instance a = must([&] { return linker.instantiate(module); });
  const Instance b = must([&] { return linker.instantiate(module); });
  must([&] { return must([&] { return a.function<void(int32_t)>("store"); })(77); });
  if (must([&] { return must([&] { return b.function<int32_t()>("load"); })(); }) != 77) {
    note("a memory is not shared");
  }
  must([&] { return memory.grow(1); });
  const MemoryHeap heap = must([&] { return memory.create_heap(65536, 65536); });
  std::array<uint64_t, 8> blocks = {};
  for (uint64_t& block : blocks) block = must([&] { return heap.allocate(100); });
  for (size_t i = 0; i < blocks.size(); i += 2) must([&] { return heap.free(blocks[i]); });
  must([&] { return heap.reallocate(blocks[1], 5000); });
  if (heap.usage().blocks != 4) note("blocks are lost");
}

/// Heaps of each kind, alone and in a chain, attached in each way.
void Scenario::use_heaps(const Engine& engine, const Module& worker) {
  const Linker linker = make_linker(engine);
  Instance instance = must([&] { return linker.instantiate(worker); });
  std::vector<std::byte> buffer(10000);
  SharedHeap managed = must([&] { return SharedHeap::create_managed(engine, 65536); });
  const SharedHeap over_buffer =
      must([&] { return SharedHeap::from_buffer(engine, std::span(buffer)); });
  const SharedHeap over_file =
      must([&] { return SharedHeap::from_fd(engine, files_.fd, 0, 8192, Access::kReadWrite); });
  const auto poke = must([&] { return instance.function<int32_t(int32_t)>("poke"); });
  const auto use = [&](const SharedHeap& heap, bool contiguous) {
    must([&] { return instance.attach(heap, {.contiguous = contiguous}); });
    if (must([&] { return poke(static_cast<int32_t>(heap.start_address())); }) != 42) note("poke");
    must([&] { return must([&] { return instance.function<int32_t()>("allocate"); })(); });
    must([&] { return instance.detach(); });
  };
  use(managed, false);
  use(over_buffer, false);
  SharedHeap chain = must([&] { return SharedHeap::chain(managed, over_file); });
  use(chain, true);
  use(chain, false);
  const uint64_t block = must([&] { return chain.allocate(1000); });
  must([&] { return chain.reallocate(block, 2000); });
  must([&] { return chain.free(block); });
  must([&] { return chain.reset(); });
  must([&] { return instance.attach(chain); });  // Goes with the instance.
  SharedHeap other = must([&] { return SharedHeap::create_managed(engine, 4096); });
  must([&] { return other.destroy(); });
}

/// References that flow between instances.
void Scenario::use_tables(const Engine& engine) {
  const Value null = Value::funcref(FuncRef());
  const TableType type{.element = ValType::kFuncRef, .limits = {.min = 4}};
  const Table table = must([&] { return Table::create(engine, type, null); });
  const Func host = must([&] { return Func::wrap(engine, [](int32_t x) { return x + 1; }); });
  const FuncType maps_one{{ValType::kI32}, {ValType::kI32}};
  const DynamicBody body = [](Caller&, std::span<const Value> arguments, std::span<Value> results) {
    results[0] = arguments[0];
    return Result<void>();
  };
  const Func dynamic = must([&] { return Func::create(engine, maps_one, body); });
  must([&] { return table.set(0, Value::funcref(host)); });
  must([&] { return table.set(1, Value::funcref(dynamic)); });
  must([&] { return table.grow(10, Value::funcref(host)); });
  const Global global = must([&] { return Global::variable(engine, null); });
  Linker linker(engine);
  must([&] { return linker.define("host", "table", table); });
  must([&] { return linker.define("host", "global", global); });
  const Module importer = must([&] { return Module::compile(engine, files_.importer); });
  const Instance a = must([&] { return linker.instantiate(importer); });
  const Instance b = must([&] { return linker.instantiate(importer); });
  must([&] { return must([&] { return a.function<int32_t(int32_t)>("call"); })(0); });
  must([&] { return must([&] { return b.function<int32_t(int32_t)>("call"); })(2); });
  const Func own = must([&] { return b.func("own"); });
  must([&] { return global.set(Value::funcref(own)); });
  const auto take = must([&] { return a.function<void(FuncRef)>("take"); });
  must([&] { return take(own); });
  must([&] { return linker.define_instance("b", b); });
}

/// Programs for WASI, and modules that are linked when they are loaded.
void Scenario::use_programs(const Engine& engine) {
  const Linker linker = make_linker(engine);
  const Module hello = must([&] { return Module::compile(engine, files_.hello); });
  const Instance program = must([&] { return linker.instantiate(hello); });
  const auto start = must([&] { return program.function<void()>("_start"); });
  // A program whose output fails says so by its exit code.
  const auto ended = attempt([&] { return start(); }, /*may_trap=*/true);
  if (!ended) throw Stopped();
  const Module dylink = must([&] { return Module::compile(engine, files_.dylink); });
  DynamicLinker dynamic(linker);
  must([&] { return dynamic.add("base", dylink); });
  must([&] { return dynamic.link(); });
  must([&] { return dynamic.instance("base"); });
}

std::vector<uint8_t> read_file(const std::string& name) {
  std::ifstream in(SHOAL_GUEST_DIR "/" + name, std::ios::binary);
  if (!in) throw std::runtime_error("there is no guest " + name);
  return {std::istreambuf_iterator<char>(in), {}};
}

class ExhaustionTest : public ::testing::TestWithParam<std::tuple<Bounds, Scarce, bool>> {
 protected:
  void SetUp() override {
    const auto wasm = [](const char* wat) { return testing::must(wat_to_wasm(wat, "guest.wat")); };
    files_.worker = wasm(R"((module
      (import "host" "twice" (func $twice (param i32) (result i32)))
      (import "host" "size" (func $size (result i32)))
      (import "env" "shared_heap_malloc" (func $malloc (param i32) (result i32)))
      (memory (export "memory") 1 20)
      (table $t 2 funcref)
      (elem (i32.const 0) $add)
      (func $add (export "add") (param i32 i32) (result i32)
        (call $twice (i32.add (local.get 0) (local.get 1))))
      (func (export "grow") (param i32) (result i32) (memory.grow (local.get 0)))
      (func (export "size") (result i32) (call $size))
      (func (export "grow_table") (param i32) (result i32)
        (table.grow $t (ref.null func) (local.get 0)))
      (func (export "trap") (param i32) (drop (i32.load (local.get 0))) unreachable)
      (func (export "allocate") (result i32) (call $malloc (i32.const 100)))
      (func (export "poke") (param i32) (result i32)
        (i32.store (local.get 0) (i32.const 42)) (i32.load (local.get 0)))))");
    files_.memory_user = wasm(R"((module
      (import "host" "memory" (memory 1 10 shared))
      (func (export "store") (param i32) (i32.store (i32.const 8) (local.get 0)))
      (func (export "load") (result i32) (i32.load (i32.const 8)))))");
    files_.importer = wasm(R"((module
      (import "host" "table" (table 14 funcref))
      (import "host" "global" (global (mut funcref)))
      (elem (i32.const 2) $own)
      (func $own (export "own") (param i32) (result i32) (local.get 0))
      (func (export "take") (param funcref) (table.set 0 (i32.const 3) (local.get 0)))
      (func (export "call") (param i32) (result i32)
        (call_indirect (param i32) (result i32) (i32.const 7) (local.get 0)))))");
    files_.hello = read_file("hello.wasm");
    files_.dylink = read_file("dylink_base.wasm");
    std::string name = ::testing::TempDir() + "shoal-exhaustion-XXXXXX";
    files_.fd = mkstemp(name.data());
    ASSERT_GE(files_.fd, 0);
    unlink(name.c_str());
    ASSERT_EQ(ftruncate(files_.fd, 8192), 0);
  }
  void TearDown() override { close(files_.fd); }

  Files files_;
};

TEST_P(ExhaustionTest, EachFailureIsAnErrorAndLeavesNothing) {
  const auto [bounds, scarce, stays] = GetParam();
  for (int i = 0; i < 3; ++i) {  // What is made once in a process is made now.
    Scenario warm(bounds, files_);
    ASSERT_TRUE(warm.run()) << warm.wrong();
    ASSERT_STREQ(warm.wrong(), "");
  }
  const Holdings before = Holdings::now();
  // Where all fails from some call on, its exact place matters less.
  const uint64_t step = stays && scarce == Scarce::kMemory ? 7 : 1;
  uint64_t n = 1;
  for (bool reached = true; reached; n += step) {
    Scenario scenario(bounds, files_);
    {
      const Exhaustion exhaustion(scarce, n, stays);
      (void)scenario.run();
      reached = Exhaustion::calls() >= n;
    }
    ASSERT_STREQ(scenario.wrong(), "") << "call " << n;
    // Where all fails there may be no memory for an Error.
    EXPECT_FALSE(scenario.threw() && !stays) << "call " << n << ": a Result was thrown";
    Holdings after = Holdings::now();
    after.blocks -= 1;  // The scenario's own text.
    ASSERT_EQ(after.blocks, before.blocks) << "call " << n << " leaves blocks behind";
    ASSERT_EQ(after.mapped_bytes, before.mapped_bytes) << "call " << n;
    ASSERT_EQ(after.file_descriptors, before.file_descriptors) << "call " << n;
  }
  RecordProperty("calls", std::to_string(n));
  Scenario last(bounds, files_);
  EXPECT_TRUE(last.run()) << last.wrong();
}

using Param = std::tuple<Bounds, Scarce, bool>;

std::string name_of(const ::testing::TestParamInfo<Param>& info) {
  const auto [bounds, scarce, stays] = info.param;
  return std::string(bounds == Bounds::kGuarded ? "guarded" : "checked") +
         (scarce == Scarce::kMemory ? "_memory" : "_system") + (stays ? "_for_good" : "_once");
}

INSTANTIATE_TEST_SUITE_P(All, ExhaustionTest,
                         ::testing::Combine(::testing::Values(Bounds::kGuarded, Bounds::kChecked),
                                            ::testing::Values(Scarce::kMemory, Scarce::kSystem),
                                            ::testing::Bool()),
                         name_of);

}  // namespace
}  // namespace shoal
