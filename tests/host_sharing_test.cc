// A host that shares its memory, functions and globals with guests, by the comfortable ways of the
// API: modules as text, memories and globals in one line, typed views.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <optional>
#include <ranges>
#include <span>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

#include "shoal/shoal.h"
#include "tests/wat_instance.h"

namespace shoal {
namespace {

using testing::contains;
using testing::error_of;
using testing::make_engine;
using testing::must;

template <class T, class Index>
concept CanSetElement = requires(T view, Index index) {
  view[index] = {};
};

class HostSharingTest : public ::testing::TestWithParam<Bounds> {
 protected:
  Instance instantiate(std::string_view wat) {
    return must(linker.instantiate(must(Module::from_wat(engine, wat))));
  }

  Engine engine = make_engine({.bounds = GetParam()});
  Linker linker{engine};
};

INSTANTIATE_TEST_SUITE_P(Bounds, HostSharingTest,
                         ::testing::Values(Bounds::kGuarded, Bounds::kChecked),
                         [](const auto& info) {
                           return info.param == Bounds::kGuarded ? "guarded" : "checked";
                         });

// Modules as text.

TEST_P(HostSharingTest, TextBecomesAModule) {
  const Module module = must(Module::from_wat(engine, R"((module $tide
    (func (export "high") (result i32) i32.const 7)))"));
  EXPECT_EQ(module.name(), "tide");
  const Instance instance = must(linker.instantiate(module));
  EXPECT_EQ(must(must(instance.function<int32_t()>("high"))()), 7);
}

TEST_P(HostSharingTest, MistakesInTextHaveLineAndColumn) {
  const Error unnamed = error_of(Module::from_wat(engine, "(module\n\n  (func i32.cosnt 1))"));
  EXPECT_EQ(unnamed.kind, ErrorKind::kMalformed);
  EXPECT_TRUE(unnamed.message.starts_with("<wat>:3:9: ")) << unnamed.message;
  const Error named =
      error_of(Module::from_wat(engine, "(module\n (func $f)\n (func $f))", "tide.wat"));
  EXPECT_TRUE(named.message.starts_with("tide.wat:3:")) << named.message;
  EXPECT_TRUE(contains(named.message, "$f")) << named.message;
  EXPECT_EQ(error_of(Module::from_wat(engine, "")).kind, ErrorKind::kMalformed);
  EXPECT_EQ(error_of(Module::from_wat(engine, std::string_view("(module \0)", 10))).kind,
            ErrorKind::kMalformed);
}

TEST_P(HostSharingTest, EveryMistakeHasItsLine) {
  const Error error =
      error_of(Module::from_wat(engine, "(module\n (func $f)\n (func $f)\n (func $f))", "a.wat"));
  EXPECT_TRUE(contains(error.message, "a.wat:3:")) << error.message;
  EXPECT_TRUE(contains(error.message, "\na.wat:4:")) << error.message;
}

TEST_P(HostSharingTest, InvalidTextIsTheCompilersError) {
  const Error error = error_of(Module::from_wat(engine, "(module (func (result i32)))"));
  EXPECT_EQ(error.kind, ErrorKind::kInvalid);
  EXPECT_TRUE(error.offset.has_value());
}

// Functions.

TEST_P(HostSharingTest, OverloadedFunctionsAreChosenByTheirSignature) {
  must(linker.define<double(double)>("math", "sin", std::sin));
  must(linker.define<float(float)>("math", "log", std::log));
  const Instance instance = instantiate(R"((module
    (import "math" "sin" (func $sin (param f64) (result f64)))
    (import "math" "log" (func $log (param f32) (result f32)))
    (func (export "sin") (param f64) (result f64) (call $sin (local.get 0)))
    (func (export "log") (param f32) (result f32) (call $log (local.get 0)))))");
  EXPECT_EQ(must(must(instance.function<double(double)>("sin"))(0.5)), std::sin(0.5));
  EXPECT_EQ(must(must(instance.function<float(float)>("log"))(0.5f)), std::log(0.5f));
}

// Memories.

TEST_P(HostSharingTest, MemoriesAreMadeInWords) {
  const Memory one = must(Memory::create(engine, {.initial = 1}));
  EXPECT_EQ(one.type(), (MemoryType{.limits = {.min = 1, .max = 0, .has_max = false}}));
  const Memory two = must(Memory::create(engine, {.initial = 1, .maximum = 2}));
  EXPECT_EQ(must(two.grow(1)), 1u);
  EXPECT_EQ(error_of(two.grow(1)).kind, ErrorKind::kLimit);
  EXPECT_EQ(error_of(Memory::create(engine, {.initial = 2, .maximum = 1})).kind,
            ErrorKind::kArgument);
  EXPECT_EQ(must(Memory::create(engine, {.maximum = 1})).size_pages(), 0u);
  // The words mean the same as the type.
  EXPECT_EQ((MemoryDescriptor{.initial = 1, .maximum = 4, .shared = true}).type(),
            (MemoryType{.limits = {1, 4, true}, .index = IndexType::kI32, .shared = true}));
  EXPECT_EQ(must(Memory::create(engine, {{1}})).size_pages(), 1u);
  EXPECT_EQ(must(Memory::create(engine, {.limits = {.min = 1}})).size_pages(), 1u);
}

TEST_P(HostSharingTest, SharedMemoriesNeedAMaximum) {
  const Error error = error_of(Memory::create(engine, {.initial = 1, .shared = true}));
  EXPECT_EQ(error.kind, ErrorKind::kArgument);
  EXPECT_TRUE(contains(error.message, "shared") && contains(error.message, "maximum"))
      << error.message;
  const Error in_text = error_of(Module::from_wat(engine, "(module (memory 1 shared))"));
  EXPECT_TRUE(contains(in_text.message, "shared") && contains(in_text.message, "maximum"))
      << in_text.message;
}

TEST_P(HostSharingTest, GuestsImportSharedMemories) {
  const Memory memory = must(Memory::create(engine, {.initial = 1, .maximum = 3, .shared = true}));
  EXPECT_TRUE(memory.type().shared);
  must(linker.define("js", "shared_mem", memory));
  constexpr std::string_view kGuest = R"((module
    (import "js" "shared_mem" (memory 1 3 shared))
    (func (export "grow") (result i32) (memory.grow (i32.const 1)))
    (func (export "store") (param i32 i32) (i32.store (local.get 0) (local.get 1)))))";
  const Instance instance = instantiate(kGuest);
  const auto store = must(instance.function<void(int32_t, int32_t)>("store"));
  const auto view = must(memory.view<int32_t>(65532, 1));
  must(store(65532, 5));
  EXPECT_EQ(view[0], 5);
  EXPECT_FALSE(store(65536, 6).ok());
  EXPECT_EQ(must(must(instance.function<int32_t()>("grow"))()), 1);
  must(store(65536, 6));
  EXPECT_EQ(must(memory.view<int32_t>(65532, 2))[1], 6);
  EXPECT_EQ(view[0], 5);

  // A memory that is not shared is not what the guest asks for, nor the other way round.
  Linker other(engine);
  must(
      other.define("js", "shared_mem", must(Memory::create(engine, {.initial = 1, .maximum = 3}))));
  const Module module = must(Module::from_wat(engine, kGuest));
  EXPECT_EQ(error_of(other.instantiate(module)).kind, ErrorKind::kLink);
  const Module unshared =
      must(Module::from_wat(engine, R"((module (import "js" "shared_mem" (memory 1 3))))"));
  EXPECT_EQ(error_of(linker.instantiate(unshared)).kind, ErrorKind::kLink);
}

// Typed views.

TEST_P(HostSharingTest, AViewIsTheMemoryItself) {
  const Memory memory = must(Memory::create(engine, {.initial = 1}));
  must(linker.define("env", "memory", memory));
  const Instance instance = instantiate(R"((module
    (import "env" "memory" (memory 1))
    (func (export "store") (param i32 i32) (i32.store (local.get 0) (local.get 1)))
    (func (export "load") (param i32) (result i32) (i32.load (local.get 0)))))");
  const auto store = must(instance.function<void(int32_t, int32_t)>("store"));
  const auto load = must(instance.function<int32_t(int32_t)>("load"));

  const auto view = must(memory.view<int32_t>(8, 3));
  EXPECT_EQ(view.size(), 3u);
  EXPECT_EQ(view.size_bytes(), 12u);
  EXPECT_EQ(view.address(), 8u);
  must(store(12, -5));
  EXPECT_EQ(view[1], -5);
  view[2] = 42;
  EXPECT_EQ(must(load(16)), 42);
  EXPECT_EQ((std::vector<int32_t>(view.begin(), view.end())), (std::vector<int32_t>{0, -5, 42}));
  EXPECT_EQ(view.front(), 0);
  EXPECT_EQ(view.back(), 42);
  // Little-endian, whatever the type.
  EXPECT_EQ(must(memory.view<uint8_t>(12, 1))[0], 0xFB);
  EXPECT_EQ(must(memory.view<int64_t>(8, 1))[0], int64_t{-5} * (int64_t{1} << 32));
}

TEST_P(HostSharingTest, ViewsAreRanges) {
  using View = MemoryView<int32_t>;
  static_assert(std::ranges::contiguous_range<View> && std::ranges::sized_range<View>);
  static_assert(std::is_convertible_v<View&, std::span<int32_t>>);
  static_assert(std::is_convertible_v<View&, std::span<const int32_t>>);
  static_assert(std::is_convertible_v<View, MemoryView<const int32_t>>);
  static_assert(!std::is_convertible_v<MemoryView<const int32_t>, View>);
  static_assert(CanSetElement<View, size_t> && !CanSetElement<MemoryView<const int32_t>, size_t>);

  const Memory memory = must(Memory::create(engine, {.initial = 1}));
  const auto view = must(memory.view<int32_t>(0, 4));
  std::ranges::copy(std::vector{4, 2, 3, 1}, view.begin());
  std::ranges::sort(view);
  const std::span<const int32_t> span = view;
  EXPECT_TRUE(std::ranges::equal(span, std::vector{1, 2, 3, 4}));
  const MemoryView<const int32_t> reader = view;
  EXPECT_EQ(reader.data(), view.data());
  EXPECT_EQ(must(memory.view<const int32_t>(4, 1))[0], 2);
  const auto middle = view.subview(1, 2);
  EXPECT_EQ(middle.address(), 4u);
  EXPECT_TRUE(std::ranges::equal(middle, std::vector{2, 3}));
  EXPECT_TRUE(view.subview(4, 0).empty());
  EXPECT_TRUE(View().empty());
  EXPECT_EQ(View().begin(), View().end());
}

TEST_P(HostSharingTest, ViewsAreInside) {
  const Memory memory = must(Memory::create(engine, {.initial = 1}));
  EXPECT_TRUE(memory.view<int32_t>(0, 16384).ok());
  EXPECT_TRUE(memory.view<int32_t>(65532, 1).ok());
  EXPECT_TRUE(memory.view<int32_t>(65536, 0).ok());
  EXPECT_TRUE(memory.view<uint8_t>(65535, 1).ok());
  const std::pair<uint64_t, uint64_t> outside[] = {
      {0, 16385},
      {4, 16384},
      {65536, 1},
      {65540, 0},
      {uint64_t{1} << 32, 0},
      {0, UINT64_MAX},
      {0, UINT64_MAX / 4 + 1},
      {UINT64_MAX - 3, 1},
      {UINT64_MAX - 3, 2},
  };
  for (const auto& [address, count] : outside) {
    const Error error = error_of(memory.view<int32_t>(address, count));
    EXPECT_EQ(error.kind, ErrorKind::kArgument);
    EXPECT_TRUE(contains(error.message, "not inside the memory of 65536 bytes")) << error.message;
  }
}

TEST_P(HostSharingTest, ViewsAreAligned) {
  struct Record {
    uint8_t tag;
    double value;
  };
  const Memory memory = must(Memory::create(engine, {.initial = 1}));
  for (uint64_t address = 0; address < 32; address++) {
    EXPECT_TRUE(memory.view<uint8_t>(address, 1).ok());
    EXPECT_EQ(memory.view<uint16_t>(address, 1).ok(), address % 2 == 0) << address;
    EXPECT_EQ(memory.view<int32_t>(address, 1).ok(), address % 4 == 0) << address;
    EXPECT_EQ(memory.view<Record>(address, 1).ok(), address % 8 == 0) << address;
  }
  const Error error = error_of(memory.view<int32_t>(6, 1));
  EXPECT_EQ(error.kind, ErrorKind::kArgument);
  EXPECT_TRUE(contains(error.message, "address 6")) << error.message;
  EXPECT_TRUE(contains(error.message, "alignment 4")) << error.message;
}

TEST_P(HostSharingTest, GrowthLeavesViewsAsTheyAre) {
  must(linker.define("env", "memory",
                     must(Memory::create(engine, {.initial = 1, .maximum = 2000}))));
  const Instance instance = instantiate(R"((module
    (import "env" "memory" (memory 1))
    (export "memory" (memory 0))
    (func (export "grow") (param i32) (result i32) (memory.grow (local.get 0)))
    (func (export "store") (param i32 i32) (i32.store (local.get 0) (local.get 1)))))");
  const Memory memory = must(instance.memory());
  const auto store = must(instance.function<void(int32_t, int32_t)>("store"));
  const auto view = must(memory.view<int32_t>(65532, 1));
  const int32_t* const data = view.data();
  view[0] = 11;

  EXPECT_EQ(must(must(instance.function<int32_t(int32_t)>("grow"))(1)), 1);  // by the guest
  EXPECT_EQ(must(memory.grow(1000)), 2u);                                    // by the host
  EXPECT_EQ(view.data(), data);
  EXPECT_EQ(view.size(), 1u);
  EXPECT_EQ(view[0], 11);
  must(store(65532, 12));
  EXPECT_EQ(view[0], 12);
  // The view of then and a view of now show the same.
  const auto now = must(memory.view<int32_t>(65532, 2));
  EXPECT_EQ(now.data(), data);
  view[0] = 13;
  EXPECT_EQ(now[0], 13);
}

TEST_P(HostSharingTest, AViewKeepsItsMemory) {
  std::optional<MemoryView<int32_t>> view;
  {
    const Memory memory = must(Memory::create(engine, {.initial = 1}));
    view = must(memory.view<int32_t>(0, 4));
  }
  (*view)[3] = 9;
  EXPECT_EQ((*view)[3], 9);
  const auto part = view->subview(3, 1);
  view.reset();
  EXPECT_EQ(part[0], 9);
}

#ifndef NDEBUG
using HostSharingDeathTest = HostSharingTest;
INSTANTIATE_TEST_SUITE_P(Bounds, HostSharingDeathTest, ::testing::Values(Bounds::kGuarded));
TEST_P(HostSharingDeathTest, DebugBuildsCheckTheIndex) {
  const Memory memory = must(Memory::create(engine, {.initial = 1}));
  const auto view = must(memory.view<int32_t>(0, 4));
  EXPECT_DEATH(view[4], "index < size_");
  EXPECT_DEATH(static_cast<void>(view.subview(3, 2)), "count <= size_ - first");
}
#endif

// Globals.

TEST_P(HostSharingTest, BothSidesChangeAGlobal) {
  const Global counter = must(Global::variable(engine, Value::i64(5)));
  must(linker.define("host", "counter", counter));
  const Module module = must(Module::from_wat(engine, R"((module
    (import "host" "counter" (global $counter (mut i64)))
    (export "counter" (global $counter))
    (func (export "add") (param i64) (global.set $counter (i64.add (global.get $counter) (local.get 0))))
    (func (export "get") (result i64) (global.get $counter))))"));
  const Instance a = must(linker.instantiate(module)), b = must(linker.instantiate(module));
  const auto add = must(a.function<void(int64_t)>("add"));
  const auto get = must(b.function<int64_t()>("get"));
  must(add(2));
  EXPECT_EQ(counter.get().i64(), 7);
  EXPECT_EQ(must(get()), 7);
  must(counter.set(Value::i64(-1)));
  EXPECT_EQ(must(get()), -1);
  must(add(-1));
  EXPECT_EQ(counter.get().i64(), -2);
  EXPECT_EQ(must(a.global("counter")), counter);
}

TEST_P(HostSharingTest, ConstantsAreImmutableGlobals) {
  must(linker.define("js", "data_offset", Value::i32(16)));
  const Instance instance = instantiate(R"((module
    (import "js" "data_offset" (global $data_offset i32))
    (memory (export "memory") 1)
    (data (global.get $data_offset) "\2a")
    (func (export "get") (result i32) (global.get $data_offset))))");
  EXPECT_EQ(must(must(instance.function<int32_t()>("get"))()), 16);
  EXPECT_EQ(must(must(instance.memory()).view<const int32_t>(16, 1))[0], 42);
  EXPECT_EQ(error_of(must(Global::constant(engine, Value::i32(1))).set(Value::i32(2))).kind,
            ErrorKind::kArgument);
  // A guest that wants to change it does not get it.
  const Module writer =
      must(Module::from_wat(engine, R"((module (import "js" "data_offset" (global (mut i32)))))"));
  EXPECT_EQ(error_of(linker.instantiate(writer)).kind, ErrorKind::kLink);
}

}  // namespace
}  // namespace shoal
