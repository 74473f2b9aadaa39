// Config::limits: each of them at its edge. ResourceLimiter: what it is asked, and what its answer
// does.
#include <gtest/gtest.h>

#include <atomic>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <thread>
#include <tuple>
#include <utility>
#include <vector>

#include "shoal/code.h"
#include "shoal/shoal.h"
#include "tests/bytes.h"
#include "tests/wat_instance.h"

namespace shoal {
namespace {

using testing::compile;
using testing::contains;
using testing::error_of;
using testing::instantiate;
using testing::make_engine;
using testing::must;

using tests::Bytes;
using tests::leb;
using tests::operator+;

/// An engine with these limits, in a bounds mode.
Engine engine_with(Bounds bounds, const ResourceLimits& limits) {
  return make_engine({.bounds = bounds, .limits = limits});
}

Bytes wasm(const std::string& wat) { return must(wat_to_wasm(wat, "limits.wat")); }

std::string times(int n, std::string_view text) {
  std::string all;
  for (int i = 0; i < n; ++i) all += text;
  return all;
}

/// A function in `depth` blocks, loops and ifs.
std::string nest(int depth) {
  constexpr std::string_view kOpening[] = {"block ", "loop ", "i32.const 1 if "};
  std::string code;
  for (int i = 0; i < depth; ++i) code += kOpening[i % 3];
  return "(module (func (export \"other\")) (func " + code + times(depth, "end ") + "))";
}

/// A function's body, from its locals on, as a module.
Bytes module_of(const Bytes& body) {
  const Bytes sized = Bytes{1} + leb(body.size()) + body;
  return Bytes{0, 'a', 's', 'm', 1, 0, 0, 0, 1, 4, 1, 0x60, 0, 0, 3, 2, 1, 0, 10} +
         leb(sized.size()) + sized;
}

/// Deeper than recursive readers of text go.
Bytes deep_nest(size_t depth) {
  Bytes body = {0};
  for (size_t i = 0; i < depth; ++i)
    body.insert(body.end(), {i % 2 == 0 ? uint8_t{2} : uint8_t{3}, 0x40});
  body.resize(body.size() + depth + 1, 0x0B);
  return module_of(body);
}

class LimitsTest : public ::testing::TestWithParam<Bounds> {
 protected:
  /// `bytes` is good with `least`, and one less is refused: in one piece, byte by byte, by the
  /// validator of the other CPU's compiler, always with the same words, which name the limit.
  void expect_edge(const Bytes& bytes, const ResourceLimits& least, const ResourceLimits& less,
                   const std::string& name) {
    Result<Module> good = Module::compile(engine_with(GetParam(), least), bytes);
    EXPECT_TRUE(good.ok()) << good.error().to_string();
    const Engine engine = engine_with(GetParam(), less);
    const Error error = error_of(Module::compile(engine, bytes));
    EXPECT_EQ(error.kind, ErrorKind::kLimit) << error.to_string();
    EXPECT_TRUE(contains(error.message, "(ResourceLimits::" + name + ";")) << error.to_string();
    EXPECT_TRUE(contains(error.message, "raise it in Config::limits")) << error.to_string();
    EXPECT_TRUE(error.offset.has_value()) << error.to_string();
    EXPECT_EQ(one_by_one(engine, bytes).to_string(), error.to_string());
    if (name == "code_bytes") return;  // Another number for each CPU.
    for (const Target target : {Target::kX86_64, Target::kAarch64}) {
      const Error other = error_of(compile_for(target, bytes, engine.config()));
      EXPECT_EQ(other.to_string(), error.to_string());
    }
  }

  static Error one_by_one(const Engine& engine, const Bytes& bytes) {
    ModuleStream stream(engine);
    for (const uint8_t byte : bytes) {
      if (Result<void> fed = stream.feed({&byte, 1}); !fed) return fed.error();
    }
    return error_of(stream.finish());
  }
};
INSTANTIATE_TEST_SUITE_P(Bounds, LimitsTest, ::testing::Values(Bounds::kGuarded, Bounds::kChecked),
                         [](const auto& info) {
                           return info.param == Bounds::kGuarded ? "guarded" : "checked";
                         });

// Modules.

TEST_P(LimitsTest, ModuleBytes) {
  const Bytes bytes = wasm("(module (func (export \"f\")))");
  expect_edge(bytes, {.module_bytes = bytes.size()}, {.module_bytes = bytes.size() - 1},
              "module_bytes");
  expect_edge(bytes, {.module_bytes = bytes.size()}, {.module_bytes = 3}, "module_bytes");
}

TEST_P(LimitsTest, Functions) {
  const Bytes bytes = wasm("(module (import \"m\" \"f\" (func)) (func) (func))");
  expect_edge(bytes, {.functions = 3}, {.functions = 2}, "functions");
  expect_edge(wasm("(module (import \"m\" \"f\" (func)))"), {.functions = 1}, {.functions = 0},
              "functions");
}

TEST_P(LimitsTest, FunctionBytes) {
  // Without locals and with an `end` a body has two bytes more than its instructions.
  const Bytes bytes = wasm("(module (func) (func " + times(100, "nop ") + "))");
  expect_edge(bytes, {.function_bytes = 102}, {.function_bytes = 101}, "function_bytes");
}

TEST_P(LimitsTest, FunctionLocals) {
  const Bytes bytes = wasm("(module (func) (func (param i64 i32) (local i32 f64 i32)))");
  expect_edge(bytes, {.function_locals = 5}, {.function_locals = 4}, "function_locals");
  expect_edge(bytes, {.function_locals = 5}, {.function_locals = 1}, "function_locals");
}

TEST_P(LimitsTest, Nesting) {
  expect_edge(wasm(nest(10)), {.nesting = 10}, {.nesting = 9}, "nesting");
  expect_edge(wasm(nest(1)), {.nesting = 1}, {.nesting = 0}, "nesting");
  expect_edge(deep_nest(100'000), {}, {.nesting = 99'999}, "nesting");
  const Bytes dead = wasm("(module (func unreachable block block end end))");
  expect_edge(dead, {.nesting = 2}, {.nesting = 1}, "nesting");
  const Bytes row = wasm("(module (func " + times(5, "block end ") + "))");
  EXPECT_TRUE(Module::compile(engine_with(GetParam(), {.nesting = 1}), row).ok());
}

TEST_P(LimitsTest, CodeBytes) {
  // The last function's slow paths and traps belong to it.
  const Bytes bytes = wasm(R"((module (memory 1)
    (func (param i32 i32) (result i32)
      (i32.div_s (i32.load (local.get 0)) (i32.load offset=4000000000 (local.get 1))))))");
  const uint64_t size =
      must(Module::compile(make_engine({.bounds = GetParam()}), bytes)).stats().code_bytes;
  expect_edge(bytes, {.code_bytes = size}, {.code_bytes = size - 1}, "code_bytes");
}

TEST_P(LimitsTest, CodeBytesOfTheOtherImage) {
  // An instance that needs code of the other kind gets an error, and goes on as it was.
  const Bytes bytes =
      wasm(R"((module (memory (export "memory") 1)
    (func (export "f") (param i32) (result i32) )" +
           times(200, "(i32.load (local.get 0)) drop ") + "(i32.load (local.get 0))))");
  const uint64_t guarded =
      must(Module::compile(make_engine({.bounds = Bounds::kGuarded}), bytes)).stats().code_bytes;
  const uint64_t checked =
      must(Module::compile(make_engine({.bounds = Bounds::kChecked}), bytes)).stats().code_bytes;
  ASSERT_LT(guarded, checked);
  if (GetParam() == Bounds::kChecked) return;
  const Engine engine = engine_with(Bounds::kGuarded, {.code_bytes = checked - 1});
  Instance instance = must(Linker(engine).instantiate(must(Module::compile(engine, bytes))));
  std::vector<std::byte> buffer(4096);
  const SharedHeap heap = must(SharedHeap::from_buffer(engine, std::span(buffer)));
  const Error error = error_of(instance.attach(heap));
  EXPECT_EQ(error.kind, ErrorKind::kLimit) << error.to_string();
  EXPECT_FALSE(instance.has_shared_heap());
  EXPECT_EQ(must(must(instance.function<int32_t(int32_t)>("f"))(0)), 0);
}

TEST(LimitsDefaultTest, ZeroIsALimit) {
  const Bytes empty = wasm("(module)");
  const Engine engine = make_engine({.limits = {.functions = 0,
                                                .function_bytes = 0,
                                                .function_locals = 0,
                                                .nesting = 0,
                                                .code_bytes = 0,
                                                .memory_bytes = 0,
                                                .table_elements = 0}});
  must(Linker(engine).instantiate(must(Module::compile(engine, empty))));
  EXPECT_EQ(error_of(Module::compile(engine, wasm("(module (func))"))).kind, ErrorKind::kLimit);
  must(Memory::create(engine, {.initial = 0}));
  EXPECT_EQ(error_of(Memory::create(engine, {.initial = 1})).kind, ErrorKind::kLimit);
}

TEST(LimitsDefaultTest, ValuesOutOfRangeAreRefused) {
  const std::pair<ResourceLimits, std::string> cases[] = {
      {{.module_bytes = uint64_t{1} << 32}, "module_bytes is 4294967296, beyond 4294967295"},
      {{.functions = 10'000'001}, "functions is 10000001, beyond 10000000"},
      {{.function_locals = 1'000'001}, "function_locals is 1000001, beyond 1000000"},
      {{.memory_bytes = (uint64_t{1} << 32) + 1}, "memory_bytes is 4294967297, beyond 4294967296"},
      {{.stack_bytes = 4095}, "stack_bytes is 4095, below 4096"},
  };
  for (const auto& [limits, words] : cases) {
    const Error error = error_of(Engine::create({.limits = limits}));
    EXPECT_EQ(error.kind, ErrorKind::kArgument);
    EXPECT_TRUE(contains(error.message, words)) << error.message;
    EXPECT_EQ(error_of(compile_for(host_target(), wasm("(module)"), {.limits = limits})).message,
              error.message);
  }
}

TEST(LimitsDefaultTest, EverythingAtItsGreatestValueRuns) {
  for (const Bounds bounds : {Bounds::kGuarded, Bounds::kChecked}) {
    const Engine engine = engine_with(bounds, {.module_bytes = UINT32_MAX,
                                               .functions = 10'000'000,
                                               .function_bytes = UINT32_MAX,
                                               .function_locals = 1'000'000,
                                               .nesting = UINT32_MAX,
                                               .code_bytes = UINT64_MAX,
                                               .memory_bytes = uint64_t{1} << 32,
                                               .table_elements = UINT64_MAX,
                                               .instances = UINT64_MAX,
                                               .stack_bytes = UINT64_MAX});
    const Instance instance = instantiate(engine, R"((module (memory 1) (table 1 funcref)
      (func (export "f") (result i32) (memory.grow (i32.const 1)))))");
    EXPECT_EQ(must(must(instance.function<int32_t()>("f"))()), 1);
    must(Module::compile(engine, deep_nest(150'000)));
    // A frame of so many locals exhausts any stack: the compiler refuses it, in words.
    const Result<Module> huge =
        Module::compile(engine, module_of({1, 0xC0, 0x84, 0x3D, 0x7E, 0x0B}));
    if (!huge) {
      EXPECT_EQ(huge.error().kind, ErrorKind::kLimit) << huge.error().to_string();
    }
  }
}

// Instances.

TEST_P(LimitsTest, MemoryBytes) {
  const Engine engine = engine_with(GetParam(), {.memory_bytes = 3 * kPageSize + 4095});
  const auto with = [&](const std::string& memory) {
    return Linker(engine).instantiate(compile(engine, "(module (memory (export \"memory\") " +
                                                          memory +
                                                          R"()
      (func (export "grow") (param i32) (result i32) (memory.grow (local.get 0)))))"));
  };
  const Error error = error_of(with("4"));
  EXPECT_EQ(error.kind, ErrorKind::kLimit);
  EXPECT_TRUE(contains(error.message, "ResourceLimits::memory_bytes (196608)")) << error.message;
  for (const std::string type : {"1", "1 2", "1 10"}) {
    const Instance instance = must(with(type));
    const auto grow = must(instance.function<int32_t(int32_t)>("grow"));
    const Memory memory = must(instance.memory());
    const int32_t most = type == "1 2" ? 2 : 3;
    EXPECT_EQ(must(grow(most)), -1) << type;
    EXPECT_EQ(must(grow(most - 1)), 1) << type;
    EXPECT_EQ(must(grow(1)), -1) << type;
    EXPECT_EQ(must(grow(0)), most) << type;
    const Error full = error_of(memory.grow(1));
    EXPECT_EQ(full.kind, ErrorKind::kLimit);
    EXPECT_EQ(contains(full.message, "ResourceLimits::memory_bytes"), type != "1 2")
        << full.message;
    EXPECT_EQ(memory.size_pages(), static_cast<uint64_t>(most));
  }
}

TEST_P(LimitsTest, MemoryBytesHoldForHostManagedHeaps) {
  const Engine engine = engine_with(GetParam(), {.memory_bytes = 3 * kPageSize});
  const Module module = compile(engine,
                                "(module (memory (export \"memory\") 2) "
                                "(func (result i32) memory.size))");
  const Linker linker(engine);
  must(linker.instantiate(module, {.host_managed_heap_size = kPageSize}));
  const Error error =
      error_of(linker.instantiate(module, {.host_managed_heap_size = kPageSize + 1}));
  EXPECT_EQ(error.kind, ErrorKind::kLimit);
  EXPECT_TRUE(contains(error.message, "ResourceLimits::memory_bytes is 196608")) << error.message;
}

TEST_P(LimitsTest, TableElements) {
  const Engine engine = engine_with(GetParam(), {.table_elements = 10});
  const auto with = [&](const std::string& tables) {
    return Linker(engine).instantiate(compile(engine, "(module " + tables + R"(
      (func (export "grow") (param i32) (result i32)
        (table.grow 0 (ref.null func) (local.get 0)))))"));
  };
  for (const std::string tables : {"(table 11 funcref)", "(table 6 funcref) (table 5 funcref)"}) {
    const Error error = error_of(with(tables));
    EXPECT_EQ(error.kind, ErrorKind::kLimit);
    EXPECT_TRUE(contains(error.message, "ResourceLimits::table_elements (10)")) << error.message;
  }
  must(with("(table 6 funcref) (table 4 funcref)"));
  const Instance instance = must(with("(table (export \"t\") 1 20 funcref)"));
  const auto grow = must(instance.function<int32_t(int32_t)>("grow"));
  const Table table = must(instance.table("t"));
  EXPECT_EQ(must(grow(10)), -1);
  EXPECT_EQ(must(grow(-1)), -1);
  EXPECT_EQ(must(grow(9)), 1);
  EXPECT_EQ(must(grow(1)), -1);
  const Error full = error_of(table.grow(1, Value::funcref(FuncRef())));
  EXPECT_EQ(full.kind, ErrorKind::kLimit);
  EXPECT_TRUE(contains(full.message, "ResourceLimits::table_elements")) << full.message;
  EXPECT_EQ(table.size(), 10u);
  const TableType type{.element = ValType::kFuncRef, .limits = {.min = 11}};
  EXPECT_EQ(error_of(Table::create(engine, type, Value::funcref(FuncRef()))).kind,
            ErrorKind::kLimit);
}

TEST_P(LimitsTest, Instances) {
  const Engine engine = engine_with(GetParam(), {.instances = 2});
  const Module module = compile(engine, "(module (func (export \"f\")))");
  const Module trapping = compile(engine, "(module (func $f unreachable) (start $f))");
  const Linker linker(engine);
  std::optional<Instance> a = must(linker.instantiate(module));
  EXPECT_EQ(error_of(linker.instantiate(trapping)).kind, ErrorKind::kTrap);
  std::optional<Instance> b = must(linker.instantiate(module));
  const Error error = error_of(linker.instantiate(module));
  EXPECT_EQ(error.kind, ErrorKind::kLimit);
  EXPECT_TRUE(contains(error.message, "ResourceLimits::instances")) << error.message;
  // Another engine counts for itself.
  instantiate(engine_with(GetParam(), {.instances = 1}), "(module)");
  // An instance lives as long as a function of it.
  std::optional<Func> f = must(a->func("f"));
  a.reset();
  EXPECT_FALSE(linker.instantiate(module).ok());
  f.reset();
  a = must(linker.instantiate(module));
  EXPECT_FALSE(linker.instantiate(module).ok());
}

TEST_P(LimitsTest, InstancesOfManyThreads) {
  constexpr uint64_t kMost = 8;
  const Engine engine = engine_with(GetParam(), {.instances = kMost});
  const Module module = compile(engine, "(module)");
  std::atomic<uint64_t> alive = 0;
  std::atomic<bool> too_many = false;
  std::vector<std::thread> threads;
  for (int t = 0; t < 4; ++t) {
    threads.emplace_back([&] {
      for (int round = 0; round < 50; ++round) {
        std::vector<Instance> mine;
        for (int i = 0; i < 5; ++i) {
          Result<Instance> made = Linker(engine).instantiate(module);
          if (!made) continue;
          mine.push_back(std::move(*made));
          if (alive.fetch_add(1) >= kMost) too_many = true;
        }
        alive -= mine.size();
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_FALSE(too_many);
  std::vector<Instance> all;
  for (uint64_t i = 0; i < kMost; ++i) all.push_back(must(Linker(engine).instantiate(module)));
  EXPECT_FALSE(Linker(engine).instantiate(module).ok());
}

TEST_P(LimitsTest, StackBytes) {
  const auto depth = [](const Engine& engine) {
    const Instance instance = instantiate(engine, R"((module
      (global $depth (export "depth") (mut i32) (i32.const 0))
      (func $down (export "down")
        (global.set $depth (i32.add (global.get $depth) (i32.const 1))) (call $down))))");
    EXPECT_EQ(error_of(must(instance.function<void()>("down"))()).trap, TrapKind::kStackOverflow);
    return must(instance.global("depth")).get().i32();
  };
  const int32_t small = depth(engine_with(GetParam(), {.stack_bytes = 4096}));
  const int32_t large = depth(engine_with(GetParam(), {.stack_bytes = 64 << 10}));
  EXPECT_GT(small, 0);
  EXPECT_GE(large, 15 * small);
}

// ResourceLimiter.

/// Lets so many bytes, and elements, be in use at one time, and notes what it was asked.
class Quota final : public ResourceLimiter {
 public:
  explicit Quota(uint64_t most) : most_(most) {}

  bool memory_growing(uint64_t current, uint64_t wanted,
                      std::optional<uint64_t> maximum) noexcept override {
    asked_ = {current, wanted, maximum};
    return take(wanted - current);
  }
  bool table_growing(uint64_t current, uint64_t wanted,
                     std::optional<uint64_t> maximum) noexcept override {
    return memory_growing(current, wanted, maximum);
  }
  void memory_growth_failed(uint64_t current, uint64_t wanted) noexcept override {
    EXPECT_EQ(std::tuple(current, wanted), std::tuple(std::get<0>(asked_), std::get<1>(asked_)));
    used_ -= wanted - current;
    ++failures;
  }
  void table_growth_failed(uint64_t current, uint64_t wanted) noexcept override {
    memory_growth_failed(current, wanted);
  }

  uint64_t used() const { return used_; }
  using Question = std::tuple<uint64_t, uint64_t, std::optional<uint64_t>>;
  const Question& asked() const { return asked_; }
  int failures = 0;

 private:
  bool take(uint64_t more) {
    if (more > most_ - used_) return false;
    used_ += more;
    return true;
  }

  const uint64_t most_;
  uint64_t used_ = 0;
  Question asked_ = {};
};

constexpr uint64_t kPage = kPageSize;

class LimiterTest : public LimitsTest {
 protected:
  Engine make(std::shared_ptr<ResourceLimiter> limiter) {
    return make_engine({.bounds = GetParam(), .limiter = std::move(limiter)});
  }
};
INSTANTIATE_TEST_SUITE_P(Bounds, LimiterTest, ::testing::Values(Bounds::kGuarded, Bounds::kChecked),
                         [](const auto& info) {
                           return info.param == Bounds::kGuarded ? "guarded" : "checked";
                         });

TEST_P(LimiterTest, IsAskedAboutMemories) {
  const auto quota = std::make_shared<Quota>(6 * kPage);
  const Engine engine = make(quota);
  const Instance instance = instantiate(engine, R"((module (memory (export "memory") 1 50)
    (func (export "grow") (param i32) (result i32) (memory.grow (local.get 0)))))");
  const auto grow = must(instance.function<int32_t(int32_t)>("grow"));
  const Memory memory = must(instance.memory());
  EXPECT_EQ(quota->asked(), Quota::Question(0, kPage, 50 * kPage));
  EXPECT_EQ(must(grow(2)), 1);
  EXPECT_EQ(quota->asked(), Quota::Question(kPage, 3 * kPage, 50 * kPage));
  EXPECT_EQ(must(grow(4)), -1);
  EXPECT_EQ(quota->asked(), Quota::Question(3 * kPage, 7 * kPage, 50 * kPage));
  EXPECT_EQ(must(memory.grow(1)), 3u);
  EXPECT_EQ(error_of(memory.grow(3)).kind, ErrorKind::kLimit);
  EXPECT_TRUE(contains(error_of(memory.grow(3)).message, "ResourceLimiter refused"));
  EXPECT_EQ(must(grow(0)), 4);
  EXPECT_EQ(memory.size_pages(), 4u);
  EXPECT_EQ(quota->used(), 4 * kPage);

  const Memory own = must(Memory::create(engine, {.initial = 1}));
  EXPECT_EQ(quota->asked(), Quota::Question(0, kPage, std::nullopt));
  const Error error = error_of(Memory::create(engine, {.initial = 2}));
  EXPECT_EQ(error.kind, ErrorKind::kLimit);
  EXPECT_TRUE(contains(error.message, "ResourceLimiter")) << error.message;
  // What cannot happen anyway is no question.
  const Quota::Question last = quota->asked();
  EXPECT_FALSE(memory.grow(60).ok());
  EXPECT_FALSE(memory.grow(UINT64_MAX).ok());
  EXPECT_EQ(must(grow(0)), 4);
  EXPECT_EQ(quota->asked(), last);
  EXPECT_EQ(quota->failures, 0);
}

TEST_P(LimiterTest, IsAskedAboutTables) {
  const auto quota = std::make_shared<Quota>(10);
  const Engine engine = make(quota);
  const Instance instance = instantiate(engine, R"((module (table (export "t") 2 50 funcref)
    (func (export "grow") (param i32) (result i32)
      (table.grow 0 (ref.null func) (local.get 0)))))");
  const auto grow = must(instance.function<int32_t(int32_t)>("grow"));
  const Table table = must(instance.table("t"));
  const Value null = Value::funcref(FuncRef());
  EXPECT_EQ(quota->asked(), Quota::Question(0, 2, 50));
  EXPECT_EQ(must(grow(3)), 2);
  EXPECT_EQ(quota->asked(), Quota::Question(2, 5, 50));
  EXPECT_EQ(must(grow(6)), -1);
  EXPECT_EQ(must(table.grow(1, null)), 5u);
  const Error error = error_of(table.grow(5, null));
  EXPECT_EQ(error.kind, ErrorKind::kLimit);
  EXPECT_TRUE(contains(error.message, "ResourceLimiter")) << error.message;
  EXPECT_EQ(table.size(), 6u);
  EXPECT_EQ(quota->used(), 6u);
  const TableType type{.element = ValType::kFuncRef, .limits = {.min = 5}};
  EXPECT_EQ(error_of(Table::create(engine, type, null)).kind, ErrorKind::kLimit);
  EXPECT_EQ(quota->asked(), Quota::Question(0, 5, std::nullopt));
  EXPECT_EQ(quota->used(), 6u);
}

TEST_P(LimiterTest, BothMustAgree) {
  const auto engines = std::make_shared<Quota>(5 * kPage);
  const auto own = std::make_shared<Quota>(3 * kPage);
  const Engine engine = make(engines);
  const Module module = compile(engine, R"((module (memory (export "memory") 1)))");
  const Linker linker(engine);
  const Instance limited = must(linker.instantiate(module, {.limiter = own}));
  const Instance free = must(linker.instantiate(module));
  const Memory a = must(limited.memory());
  const Memory b = must(free.memory());
  EXPECT_EQ(must(a.grow(2)), 1u);
  EXPECT_FALSE(a.grow(1).ok());
  EXPECT_EQ(std::tuple(engines->used(), own->used()), std::tuple(4 * kPage, 3 * kPage));
  EXPECT_EQ(must(b.grow(1)), 1u);
  EXPECT_FALSE(b.grow(1).ok());
  // The engine's refusal reaches the instance's limiter, which had agreed.
  const auto wide = std::make_shared<Quota>(100 * kPage);
  EXPECT_EQ(error_of(linker.instantiate(module, {.limiter = wide})).kind, ErrorKind::kLimit);
  EXPECT_EQ(wide->used(), 0u);
  EXPECT_EQ(wide->failures, 1);
  EXPECT_EQ(engines->used(), 5 * kPage);
}

TEST_P(LimiterTest, OneThatIsBothIsAskedOnce) {
  const auto quota = std::make_shared<Quota>(2 * kPage);
  const Engine engine = make(quota);
  const Module module = compile(engine, "(module (memory 2))");
  must(Linker(engine).instantiate(module, {.limiter = quota}));
  EXPECT_EQ(quota->used(), 2 * kPage);
}

TEST_P(LimiterTest, HostManagedHeapsCount) {
  const auto quota = std::make_shared<Quota>(4 * kPage);
  const Engine engine = make(quota);
  const Module module =
      compile(engine, "(module (memory (export \"memory\") 1) (func (result i32) memory.size))");
  const Linker linker(engine);
  must(linker.instantiate(module, {.host_managed_heap_size = 2 * kPage}));
  EXPECT_EQ(quota->asked(), Quota::Question(0, 3 * kPage, std::nullopt));
  EXPECT_EQ(error_of(linker.instantiate(module, {.host_managed_heap_size = kPage})).kind,
            ErrorKind::kLimit);
  // A heap on new pages of an imported memory.
  const Memory memory = must(Memory::create(engine, {.initial = 1}));
  Linker importing(engine);
  must(importing.define("m", "memory", memory));
  const Module importer = compile(engine, "(module (import \"m\" \"memory\" (memory 1)))");
  const Error error = error_of(importing.instantiate(importer, {.host_managed_heap_size = kPage}));
  EXPECT_EQ(error.kind, ErrorKind::kLimit) << error.to_string();
  EXPECT_EQ(quota->asked(), Quota::Question(kPage, 2 * kPage, std::nullopt));
  EXPECT_EQ(memory.size_pages(), 1u);
  EXPECT_EQ(quota->used(), 4 * kPage);
}

TEST_P(LimiterTest, LivesAsLongAsWhatItAllowed) {
  struct Watched final : ResourceLimiter {
    explicit Watched(bool* gone) : gone(gone) {}
    ~Watched() override { *gone = true; }
    bool* const gone;
  };
  bool gone = false;
  const Engine engine = make(nullptr);
  const Module module = compile(engine, "(module (memory (export \"memory\") 1))");
  std::optional<Instance> instance =
      must(Linker(engine).instantiate(module, {.limiter = std::make_shared<Watched>(&gone)}));
  std::optional<Memory> memory = must(instance->memory());
  instance.reset();
  EXPECT_FALSE(gone);
  memory.reset();
  EXPECT_TRUE(gone);
}

/// A quota for several threads.
class SharedQuota final : public ResourceLimiter {
 public:
  explicit SharedQuota(uint64_t most) : left_(most) {}
  bool memory_growing(uint64_t current, uint64_t wanted,
                      std::optional<uint64_t>) noexcept override {
    uint64_t left = left_;
    do {
      if (wanted - current > left) return false;
    } while (!left_.compare_exchange_weak(left, left - (wanted - current)));
    return true;
  }
  void memory_growth_failed(uint64_t current, uint64_t wanted) noexcept override {
    left_ += wanted - current;
  }
  uint64_t left() const { return left_; }

 private:
  std::atomic<uint64_t> left_;
};

TEST_P(LimiterTest, OneQuotaForManyInstancesOfManyThreads) {
  constexpr uint64_t kPages = 100;
  const auto quota = std::make_shared<SharedQuota>(kPages * kPage);
  const Engine engine = make(quota);
  const Module module = compile(engine, R"((module (memory (export "memory") 1)
    (func (export "grow") (result i32) (memory.grow (i32.const 1)))))");
  std::vector<std::vector<Instance>> instances(4);
  for (std::vector<Instance>& of_thread : instances) {
    for (int i = 0; i < 4; ++i) of_thread.push_back(must(Linker(engine).instantiate(module)));
  }
  std::vector<std::thread> threads;
  for (const std::vector<Instance>& of_thread : instances) {
    threads.emplace_back([&of_thread] {
      for (bool grown = true; grown;) {
        grown = false;
        for (const Instance& instance : of_thread) {
          grown |= must(must(instance.function<int32_t()>("grow"))()) != -1;
        }
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  uint64_t pages = 0;
  for (const std::vector<Instance>& of_thread : instances) {
    for (const Instance& instance : of_thread) pages += must(instance.memory()).size_pages();
  }
  EXPECT_EQ(pages, kPages);
  EXPECT_EQ(quota->left(), 0u);
}

}  // namespace
}  // namespace shoal
