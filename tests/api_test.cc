// The API as a host uses it: calls, host functions, memories, tables, globals, streaming,
// lifetimes.
#include <gtest/gtest.h>

#include <atomic>
#include <cmath>
#include <cstring>
#include <limits>
#include <memory>
#include <string>
#include <thread>
#include <tuple>
#include <vector>

#include "shoal/shoal.h"
#include "tests/wat_instance.h"

namespace shoal {
namespace {

using testing::compile;
using testing::contains;
using testing::error_of;
using testing::instantiate;
using testing::make_engine;
using testing::must;
using testing::summary;

class ApiTest : public ::testing::TestWithParam<Bounds> {
 protected:
  Engine engine = make_engine({.bounds = GetParam()});
  Linker linker{engine};
};
INSTANTIATE_TEST_SUITE_P(Bounds, ApiTest, ::testing::Values(Bounds::kGuarded, Bounds::kChecked),
                         [](const auto& info) {
                           return info.param == Bounds::kGuarded ? "guarded" : "checked";
                         });

// Values and text.

TEST(ValueTest, KeepsTypeAndBits) {
  EXPECT_EQ(Value::i32(-1).bits(), 0xFFFFFFFFu);
  EXPECT_EQ(Value::i64(-1).i64(), -1);
  EXPECT_EQ(Value::f32_bits(0x7FA00001).bits(), 0x7FA00001u);
  EXPECT_EQ(Value::from_bits(ValType::kI32, 0xAAAAAAAA00000007).i32(), 7);
  EXPECT_EQ(Value::f64(0.1), Value::f64(0.1));
  EXPECT_NE(Value::f64(0.0), Value::f64(-0.0));
  EXPECT_TRUE(Value::zero(ValType::kFuncRef).is_null());
  EXPECT_FALSE(Value::externref(ExternRef(7)).is_null());
}

TEST(ValueTest, PrintsShortestText) {
  EXPECT_EQ(to_string(Value::i32(-5)), "-5");
  EXPECT_EQ(to_string(Value::i64(std::numeric_limits<int64_t>::min())), "-9223372036854775808");
  EXPECT_EQ(to_string(Value::f64(0.1)), "0.1");
  EXPECT_EQ(to_string(Value::f32(0.1f)), "0.1");
  EXPECT_EQ(to_string(Value::f64(-INFINITY)), "-inf");
  EXPECT_EQ(to_string(Value::f32(NAN)), "nan");
  EXPECT_EQ(to_string(Value::f32(-NAN)), "nan");
  EXPECT_EQ(to_string(Value::zero(ValType::kExternRef)), "null");
  EXPECT_EQ(to_string(Value::externref(ExternRef(7))), "externref(7)");
}

TEST(TuningTest, AppliesSwitchesByName) {
  Tuning tuning;
  must(tuning.apply("homes=off,constants=off,homes=on"));
  EXPECT_TRUE(tuning.homes);
  EXPECT_FALSE(tuning.constants);
  for (const std::string_view bad : {"nonsense=off", "homes", "homes=maybe", "homes=off,,"}) {
    const Error error = error_of(tuning.apply(bad));
    EXPECT_EQ(error.kind, ErrorKind::kArgument) << bad;
    EXPECT_TRUE(contains(error.message, "latent_locals")) << error.message;
  }
  EXPECT_TRUE(tuning.homes);
}

TEST(ExternTest, NamesTypes) {
  EXPECT_EQ(to_string(ExternType(FuncType{{ValType::kI32}, {ValType::kI64}})),
            "func (i32) -> (i64)");
  EXPECT_EQ(to_string(ExternType(MemoryType{{1, 2, true}})), "memory 1..2");
  EXPECT_EQ(to_string(ExternType(TableType{ValType::kFuncRef, {10, 20, true}})),
            "table 10..20 funcref");
  EXPECT_EQ(to_string(ExternType(GlobalType{ValType::kI32, true})), "global mut i32");
}

// Calls into WebAssembly.

TEST_P(ApiTest, CallsTypedAndDynamic) {
  const Instance instance = instantiate(engine, R"((module
    (func (export "add") (param i32 i32) (result i32) local.get 0 local.get 1 i32.add)
    (func (export "nothing"))
    (func (export "half") (param f64) (result f64) local.get 0 f64.const 0.5 f64.mul)))");
  const auto add = must(instance.function<int32_t(int32_t, int32_t)>("add"));
  EXPECT_EQ(must(add(2, 3)), 5);
  EXPECT_EQ(must(add(-1, 1)), 0);
  const auto unsigned_add = must(instance.function<uint32_t(uint32_t, uint32_t)>("add"));
  EXPECT_EQ(must(unsigned_add(0xFFFFFFFFu, 0u)), 0xFFFFFFFFu);
  must(must(instance.function<void()>("nothing"))());
  EXPECT_EQ(must(must(instance.function<double(double)>("half"))(3.0)), 1.5);

  const Func dynamic = must(instance.func("add"));
  EXPECT_EQ(must(dynamic.call(std::vector{Value::i32(2), Value::i32(40)})),
            std::vector{Value::i32(42)});
  EXPECT_EQ(to_string(dynamic.type()), "(i32, i32) -> (i32)");
}

TEST_P(ApiTest, ReportsWrongCalls) {
  const Instance instance = instantiate(engine, R"((module
    (func (export "add") (param i32 i32) (result i32) i32.const 0)
    (memory (export "memory") 1)))");
  EXPECT_TRUE(contains(error_of(instance.func("sub")).message, "'add'"));
  EXPECT_TRUE(contains(error_of(instance.func("memory")).message, "named 'memory'"));
  EXPECT_TRUE(contains(error_of(instance.global("g")).message, "none at all"));
  const Error error = error_of(instance.function<int64_t(int32_t)>("add"));
  EXPECT_EQ(error.kind, ErrorKind::kArgument);
  EXPECT_TRUE(contains(error.message, "(i32, i32) -> (i32)")) << error.message;
  EXPECT_TRUE(contains(error.message, "(i32) -> (i64)")) << error.message;
  const Func add = must(instance.func("add"));
  EXPECT_TRUE(contains(error_of(add.call(std::vector{Value::i32(1)})).message, "1 arguments"));
  EXPECT_TRUE(contains(error_of(add.call(std::vector{Value::i32(1), Value::f32(1)})).message,
                       "argument 1"));
}

TEST_P(ApiTest, PassesEveryTypeAndManyValues) {
  const Instance instance = instantiate(engine, R"((module
    (func (export "mix") (param i32 i64 f32 f64 externref) (result externref f64 f32 i64 i32)
      local.get 4 local.get 3 local.get 2 local.get 1 local.get 0)
    (func (export "many")
      (param i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 f64 f64 f64 f64 f64 f64 f64 f64 f64 f64)
      (result i32 f64)
      local.get 0 local.get 9 i32.sub local.get 10 local.get 19 f64.sub)))");
  const auto mix = must(instance.function<std::tuple<ExternRef, double, float, int64_t, int32_t>(
                            int32_t, int64_t, float, double, ExternRef)>("mix"));
  const auto [e, d, f, l, i] = must(mix(-7, -8, 1.5f, 2.5, ExternRef(99)));
  EXPECT_EQ(e.value, 99u);
  EXPECT_EQ(d, 2.5);
  EXPECT_EQ(f, 1.5f);
  EXPECT_EQ(l, -8);
  EXPECT_EQ(i, -7);
  std::vector<Value> arguments;
  for (int n = 0; n < 10; ++n) arguments.push_back(Value::i32(n * n));
  for (int n = 0; n < 10; ++n) arguments.push_back(Value::f64(n * 0.5));
  EXPECT_EQ(must(must(instance.func("many")).call(arguments)),
            (std::vector{Value::i32(-81), Value::f64(-4.5)}));
}

TEST_P(ApiTest, RunsOnSeveralThreads) {
  const Module module = compile(engine, R"((module
    (memory 1)
    (func (export "count") (param i32) (result i32)
      (loop
        (i32.store (i32.const 0) (i32.add (i32.load (i32.const 0)) (i32.const 1)))
        (br_if 0 (local.tee 0 (i32.sub (local.get 0) (i32.const 1)))))
      (i32.load (i32.const 0)))
    (func (export "trap") unreachable)))");
  std::atomic<int> good = 0;
  std::vector<std::thread> threads;
  for (int t = 0; t < 4; ++t) {
    threads.emplace_back([&] {
      for (int i = 0; i < 50; ++i) {
        const Instance instance = must(Linker(engine).instantiate(module));
        const auto count = must(instance.function<int32_t(int32_t)>("count"));
        const auto trap = must(instance.function<void()>("trap"));
        good += must(count(1000)) == 1000 && !trap().ok() && must(count(1)) == 1001;
      }
    });
  }
  for (std::thread& t : threads) t.join();
  EXPECT_EQ(good, 200);
}

// Host functions.

TEST_P(ApiTest, HostFunctionsOfEveryShape) {
  int calls = 0;
  must(linker.define("env", "lambda", [&calls](int32_t x) { return calls += x; }));
  must(linker.define("env", "pair", [](int64_t a, double b) { return std::tuple(b, a); }));
  must(linker.define("env", "caller", [](Caller& caller, uint32_t at) -> Result<uint32_t> {
    Result<std::span<std::byte>> bytes = caller.bytes(at, 4);
    if (!bytes) return std::move(bytes).error();
    uint32_t value;
    std::memcpy(&value, bytes->data(), 4);
    return value;
  }));
  must(linker.define(
      "env", "pointer", +[](float x) { return x * 2; }));
  const FuncType many = {std::vector(20, ValType::kI64), std::vector(9, ValType::kI64)};
  must(linker.define("env", "dynamic",
                     Extern(must(Func::create(engine, many,
                                              [](Caller&, std::span<const Value> in,
                                                 std::span<Value> out) -> Result<void> {
                                                for (size_t i = 0; i < out.size(); ++i) {
                                                  out[i] = Value::i64(in[i].i64() + in[19].i64());
                                                }
                                                return {};
                                              })))));
  const Instance instance = must(linker.instantiate(compile(engine, R"((module
    (import "env" "lambda" (func $lambda (param i32) (result i32)))
    (import "env" "pair" (func $pair (param i64 f64) (result f64 i64)))
    (import "env" "caller" (func $caller (param i32) (result i32)))
    (import "env" "pointer" (func $pointer (param f32) (result f32)))
    (import "env" "dynamic" (func $dynamic
      (param i64 i64 i64 i64 i64 i64 i64 i64 i64 i64 i64 i64 i64 i64 i64 i64 i64 i64 i64 i64)
      (result i64 i64 i64 i64 i64 i64 i64 i64 i64)))
    (memory 1) (data (i32.const 8) "\01\02\03\04")
    (func (export "lambda") (param i32) (result i32) (call $lambda (local.get 0)))
    (func (export "pair") (param i64 f64) (result f64 i64)
      (call $pair (local.get 0) (local.get 1)))
    (func (export "caller") (param i32) (result i32) (call $caller (local.get 0)))
    (func (export "pointer") (param f32) (result f32) (call $pointer (local.get 0)))
    (func (export "dynamic") (result i64 i64 i64 i64 i64 i64 i64 i64 i64)
      i64.const 0 i64.const 1 i64.const 2 i64.const 3 i64.const 4 i64.const 5 i64.const 6
      i64.const 7 i64.const 8 i64.const 9 i64.const 10 i64.const 11 i64.const 12 i64.const 13
      i64.const 14 i64.const 15 i64.const 16 i64.const 17 i64.const 18 i64.const 100
      call $dynamic)))")));
  const auto lambda = must(instance.function<int32_t(int32_t)>("lambda"));
  EXPECT_EQ(must(lambda(3)), 3);
  EXPECT_EQ(must(lambda(4)), 7);
  EXPECT_EQ(calls, 7);
  const auto pair = must(instance.function<std::tuple<double, int64_t>(int64_t, double)>("pair"));
  EXPECT_EQ(must(pair(-5, 0.25)), std::tuple(0.25, int64_t{-5}));
  const auto caller = must(instance.function<uint32_t(uint32_t)>("caller"));
  EXPECT_EQ(must(caller(8)), 0x04030201u);
  const Error error = error_of(caller(65533));
  EXPECT_EQ(error.trap, TrapKind::kMemoryOutOfBounds);
  EXPECT_EQ(error.backtrace.size(), 1u);
  EXPECT_EQ(must(must(instance.function<float(float)>("pointer"))(1.5f)), 3.0f);
  std::vector<Value> sums;
  for (int i = 0; i < 9; ++i) sums.push_back(Value::i64(100 + i));
  EXPECT_EQ(must(must(instance.func("dynamic")).call({})), sums);
}

TEST_P(ApiTest, HostFunctionCalledByTheHost) {
  const Func f = must(Func::wrap(engine, [](Caller& caller, int32_t x) -> Result<int32_t> {
    if (x < 0) return make_error(ErrorKind::kArgument, "negative");
    EXPECT_FALSE(caller.has_instance());
    EXPECT_EQ(error_of(caller.bytes(0, 1)).kind, ErrorKind::kArgument);
    return x + 1;
  }));
  const auto typed = must(f.typed<int32_t(int32_t)>());
  EXPECT_EQ(must(typed(1)), 2);
  EXPECT_EQ(error_of(typed(-1)).message, "negative");
}

TEST_P(ApiTest, HostFunctionCallsBack) {
  must(linker.define("env", "twice", [](Caller& caller, int32_t x) -> Result<int32_t> {
    const Instance instance = must(caller.instance());
    const auto inner = must(instance.function<int32_t(int32_t)>("inner"));
    Result<int32_t> once = inner(x);
    if (!once) return once;
    return inner(*once);
  }));
  const Instance instance = must(linker.instantiate(compile(engine, R"((module
    (import "env" "twice" (func $twice (param i32) (result i32)))
    (func (export "inner") (param i32) (result i32)
      (if (i32.gt_u (local.get 0) (i32.const 100)) (then unreachable))
      (i32.mul (local.get 0) (i32.const 10)))
    (func (export "outer") (param i32) (result i32)
      (i32.add (call $twice (local.get 0)) (i32.const 1)))))")));
  const auto outer = must(instance.function<int32_t(int32_t)>("outer"));
  EXPECT_EQ(must(outer(5)), 501);
  EXPECT_EQ(error_of(outer(50)).trap, TrapKind::kUnreachable);
  EXPECT_EQ(must(outer(1)), 101);
}

// Moving to checked code is refused exactly while an instance's code is on the stack.
// A host function that takes no Caller is entered straight from emitted code, and a repeated typed
// call straight from C++: through both, five entries deep, in and out and out by traps.
TEST_P(ApiTest, DirectHostFunctionCallsBack) {
  std::optional<TypedFunc<int32_t(int32_t, int32_t)>> outer;
  must(linker.define("env", "again", [&outer](int32_t depth, int32_t bad) -> Result<int32_t> {
    if (depth == 0 && bad == 1) return make_error(ErrorKind::kSystem, "refused");
    if (depth == 0 && bad == 2) throw std::runtime_error("thrown");
    if (depth == 0) return 0;
    Result<int32_t> first = (*outer)(depth - 1, bad == 3 ? 1 : bad);
    if (bad == 3) return static_cast<int32_t>(100 + first.error().backtrace.size());
    if (!first) return first;
    return *first + *(*outer)(depth - 1, bad);
  }));
  const Instance instance = must(linker.instantiate(compile(engine, R"((module
    (import "env" "again" (func $again (param i32 i32) (result i32)))
    (memory 1)
    (func (export "outer") (param i32 i32) (result i32)
      (local $before i32)
      (if (i32.eq (local.get 1) (i32.const 4))
        (then (if (i32.eqz (local.get 0)) (then unreachable))))
      (local.set $before (i32.load (i32.const 0)))
      (i32.store (i32.const 0) (i32.const 7))
      (i32.add (i32.add (call $again (local.get 0) (local.get 1)) (i32.const 1))
               (i32.mul (local.get $before) (i32.const 0))))))")));
  outer = must(instance.function<int32_t(int32_t, int32_t)>("outer"));
  for (int i = 0; i < 3; ++i) {
    EXPECT_EQ(must((*outer)(0, 0)), 1);
    EXPECT_EQ(must((*outer)(4, 0)), 31);
    const Error refused = error_of((*outer)(4, 1));
    EXPECT_EQ(refused.message, "refused");
    EXPECT_EQ(refused.backtrace.size(), 5u);
    EXPECT_TRUE(testing::contains(error_of((*outer)(2, 2)).message, "thrown"));
    EXPECT_EQ(must((*outer)(1, 3)), 103) << "an inner failure with its backtrace, then success";
    EXPECT_EQ(error_of((*outer)(3, 4)).trap, TrapKind::kUnreachable);
  }
}

TEST_P(ApiTest, DirectHostFunctionsOfEveryType) {
  must(linker.define("env", "i64", [](int64_t a, float b, int32_t c, double d) {
    return a + static_cast<int64_t>(b) + c + static_cast<int64_t>(d);
  }));
  must(linker.define("env", "f32", [](float a, uint64_t b) { return a + static_cast<float>(b); }));
  must(linker.define("env", "f64", [](double a) -> Result<double> { return a / 2; }));
  must(linker.define("env", "negative", [](int32_t a) { return -a; }));
  must(linker.define("env", "extern", [](ExternRef a) { return ExternRef(a.value + 1); }));
  double seen = 0;
  must(linker.define("env", "nothing", [&seen](double a) { seen = a; }));
  const Instance instance = must(linker.instantiate(compile(engine, R"((module
    (import "env" "i64" (func $i64 (param i64 f32 i32 f64) (result i64)))
    (import "env" "f32" (func $f32 (param f32 i64) (result f32)))
    (import "env" "f64" (func $f64 (param f64) (result f64)))
    (import "env" "negative" (func $negative (param i32) (result i32)))
    (import "env" "extern" (func $extern (param externref) (result externref)))
    (import "env" "nothing" (func $nothing (param f64)))
    (func (export "f") (param i64 f64) (result f64)
      (call $nothing (local.get 1))
      (f64.add (call $f64 (local.get 1))
        (f64.add (f64.promote_f32 (call $f32 (f32.const 0.5) (local.get 0)))
                 (f64.convert_i64_s
                   (call $i64 (local.get 0) (f32.const 2) (i32.const -3) (local.get 1))))))
    (func (export "zero extended") (param i32) (result i64)
      (i64.extend_i32_u (call $negative (local.get 0))))
    (func (export "extern") (param externref) (result externref) (call $extern (local.get 0)))))")));
  const auto f = must(instance.function<double(int64_t, double)>("f"));
  for (int i = 0; i < 2; ++i) EXPECT_EQ(must(f(10, 4)), 2 + 10.5 + (10 + 2 - 3 + 4));
  EXPECT_EQ(seen, 4);
  EXPECT_EQ(must(must(instance.function<uint64_t(int32_t)>("zero extended"))(1)), 0xFFFFFFFFu);
  EXPECT_EQ(must(must(instance.function<ExternRef(ExternRef)>("extern"))(ExternRef(41))).value,
            42u);
}

TEST(RunningTest, DecidesWhetherHeapsMayMoveAnInstance) {
  const Engine engine = make_engine();
  std::vector<std::byte> buffer(65536);
  const SharedHeap heap = must(SharedHeap::from_buffer(engine, std::span<std::byte>(buffer)));
  std::optional<Instance> target;
  Linker linker(engine);
  must(linker.define("env", "attach", [&] { return target->attach(heap); }));
  const Module module = compile(engine, R"((module
    (import "env" "attach" (func $attach))
    (memory 1)
    (func (export "f") (call $attach))))");
  const Instance a = must(linker.instantiate(module)), b = must(linker.instantiate(module));
  const auto f = must(a.function<void()>("f"));
  target = a;
  EXPECT_TRUE(contains(error_of(f()).message, "running"));
  target = b;
  must(f());
  EXPECT_EQ(b.bounds(), Bounds::kChecked);
  must(target->detach());
  EXPECT_EQ(b.bounds(), Bounds::kGuarded);
  EXPECT_FALSE(must(b.function<void()>("f"))().ok());

  // Called by another instance, not by the host.
  must(linker.define_instance("a", a));
  const Instance caller = must(linker.instantiate(compile(engine, R"((module
    (import "a" "f" (func $f)) (func (export "g") (call $f))))")));
  target = a;
  EXPECT_TRUE(contains(error_of(must(caller.function<void()>("g"))()).message, "running"));
  must(target->attach(heap));
  EXPECT_EQ(a.bounds(), Bounds::kChecked);
  target = b;
  must(must(caller.function<void()>("g"))());
}

// Memories, tables, globals.

TEST_P(ApiTest, MemoryViewsAndGrowth) {
  const Instance instance = instantiate(engine, R"((module
    (memory (export "memory") 1 3)
    (func (export "load") (param i32) (result i32) (i32.load (local.get 0)))
    (func (export "grow") (param i32) (result i32) (memory.grow (local.get 0)))
    (func (export "size") (result i32) (memory.size))))");
  const Memory memory = must(instance.memory());
  EXPECT_EQ(memory.size_pages(), 1u);
  EXPECT_EQ(memory.data().size(), kPageSize);
  const auto load = must(instance.function<uint32_t(uint32_t)>("load"));
  must(memory.write(65532, std::as_bytes(std::span("\1\2\3", 4))));
  EXPECT_EQ(must(load(65532)), 0x00030201u);
  EXPECT_FALSE(load(65533).ok());
  EXPECT_EQ(error_of(memory.write(65533, std::as_bytes(std::span("\1\2\3", 4)))).kind,
            ErrorKind::kArgument);
  must(memory.view<uint32_t>(0, 16384))[1] = 77;
  EXPECT_EQ(must(load(4)), 77u);
  EXPECT_FALSE(memory.view<uint32_t>(0, 16385).ok());
  EXPECT_FALSE(memory.view<uint32_t>(2, 1).ok());
  EXPECT_FALSE(memory.view<uint64_t>(8, UINT64_MAX / 8).ok());
  EXPECT_FALSE(memory.view<std::byte>(UINT64_MAX, 2).ok());

  EXPECT_EQ(must(memory.grow(1)), 1u);
  EXPECT_EQ(must(must(instance.function<int32_t()>("size"))()), 2);
  EXPECT_EQ(must(load(65533)), 0x00000302u);
  const auto grow = must(instance.function<int32_t(int32_t)>("grow"));
  EXPECT_EQ(must(grow(1)), 2);
  EXPECT_EQ(must(grow(1)), -1);
  EXPECT_EQ(must(grow(-1)), -1);
  EXPECT_EQ(error_of(memory.grow(1)).kind, ErrorKind::kLimit);
  EXPECT_EQ(memory.size_pages(), 3u);
  EXPECT_EQ(must(load(3 * 65536 - 4)), 0u);
  EXPECT_FALSE(load(3 * 65536 - 3).ok());
}

TEST_P(ApiTest, SharedMemoryIsOneMemory) {
  must(linker.define("env", "m", must(Memory::create(engine, {{1, 2, true}}))));
  const Module module = compile(engine, R"((module
    (import "env" "m" (memory 1))
    (func (export "grow") (result i32) (memory.grow (i32.const 1)))
    (func (export "store") (param i32 i32) (i32.store (local.get 0) (local.get 1)))
    (func (export "load") (param i32) (result i32) (i32.load (local.get 0)))))");
  const Instance a = must(linker.instantiate(module)), b = must(linker.instantiate(module));
  const auto load = must(b.function<int32_t(int32_t)>("load"));
  EXPECT_FALSE(load(65536).ok());
  EXPECT_EQ(must(must(a.function<int32_t()>("grow"))()), 1);
  must(must(a.function<void(int32_t, int32_t)>("store"))(65536, 42));
  EXPECT_EQ(must(load(65536)), 42);
}

TEST_P(ApiTest, MemoryTypesAreChecked) {
  EXPECT_EQ(error_of(Memory::create(engine, {{2, 1, true}})).kind, ErrorKind::kArgument);
  EXPECT_EQ(error_of(Memory::create(engine, {{65537, 0, false}})).kind, ErrorKind::kArgument);
  const Engine small = make_engine({.bounds = GetParam(), .limits = {.memory_bytes = 2 * 65536}});
  EXPECT_EQ(error_of(Memory::create(small, {{3, 0, false}})).kind, ErrorKind::kLimit);
  const Memory memory = must(Memory::create(small, {{1, 10, true}}));
  EXPECT_EQ(must(memory.grow(1)), 1u);
  EXPECT_EQ(error_of(memory.grow(1)).kind, ErrorKind::kLimit);
}

TEST_P(ApiTest, TablesHoldFunctions) {
  const Instance instance = instantiate(engine, R"((module
    (table (export "t") 2 4 funcref)
    (elem (i32.const 0) $one)
    (func $one (result i32) i32.const 1)
    (func (export "call") (param i32) (result i32) (call_indirect (result i32) (local.get 0)))))");
  const Table table = must(instance.table("t"));
  const auto call = must(instance.function<int32_t(int32_t)>("call"));
  EXPECT_EQ(must(call(0)), 1);
  EXPECT_EQ(error_of(call(1)).trap, TrapKind::kUninitializedElement);
  EXPECT_EQ(error_of(call(2)).trap, TrapKind::kUndefinedElement);
  EXPECT_TRUE(must(table.get(1)).is_null());

  const Func seven = must(Func::wrap(engine, [] { return 7; }));
  must(table.set(1, Value::funcref(seven)));
  EXPECT_EQ(must(call(1)), 7);
  EXPECT_EQ(must(table.grow(1, Value::funcref(seven))), 2u);
  EXPECT_EQ(must(call(2)), 7);
  const Func wrong = must(Func::wrap(engine, [](int32_t) { return 7; }));
  must(table.set(0, Value::funcref(wrong)));
  EXPECT_EQ(error_of(call(0)).trap, TrapKind::kIndirectCallMismatch);
  const Func held = must(must(table.get(1)).funcref().func());
  EXPECT_EQ(must(must(held.typed<int32_t()>())()), 7);
  EXPECT_EQ(held, seven);

  EXPECT_EQ(error_of(table.grow(2, Value::funcref({}))).kind, ErrorKind::kLimit);
  EXPECT_EQ(error_of(table.set(0, Value::i32(0))).kind, ErrorKind::kArgument);
  EXPECT_EQ(error_of(table.get(3)).kind, ErrorKind::kArgument);
  const Engine other = make_engine();
  const Func foreign = must(Func::wrap(other, [] { return 8; }));
  EXPECT_TRUE(contains(error_of(table.set(0, Value::funcref(foreign))).message, "another engine"));
}

TEST_P(ApiTest, GlobalsAreShared) {
  const Global global = must(Global::create(engine, {ValType::kI64, true}, Value::i64(5)));
  must(linker.define("env", "g", global));
  const Instance instance = must(linker.instantiate(compile(engine, R"((module
    (import "env" "g" (global $g (mut i64)))
    (global $copy (export "const") i32 (i32.const 12))
    (global (export "own") (mut f32) (f32.const 1.5))
    (func (export "add") (global.set $g (i64.add (global.get $g) (i64.const 1))))))")));
  must(must(instance.function<void()>("add"))());
  EXPECT_EQ(global.get(), Value::i64(6));
  must(global.set(Value::i64(100)));
  must(must(instance.function<void()>("add"))());
  EXPECT_EQ(global.get().i64(), 101);
  EXPECT_EQ(error_of(global.set(Value::i32(1))).kind, ErrorKind::kArgument);

  const Global constant = must(instance.global("const"));
  EXPECT_EQ(constant.get(), Value::i32(12));
  EXPECT_TRUE(contains(error_of(constant.set(Value::i32(1))).message, "immutable"));
  const Global own = must(instance.global("own"));
  EXPECT_EQ(own, must(instance.global("own")));
  must(own.set(Value::f32(2)));
  EXPECT_EQ(must(instance.global("own")).get().f32(), 2);
  EXPECT_EQ(error_of(Global::create(engine, {ValType::kI32, false}, Value::i64(0))).kind,
            ErrorKind::kArgument);
}

// Modules.

TEST_P(ApiTest, ModulesDescribeThemselves) {
  const Module module = compile(engine, R"((module $named
    (import "a" "f" (func (param i32)))
    (import "a" "t" (table 1 2 funcref))
    (memory (export "m") 1)
    (global (export "g") (mut i64) (i64.const 0))
    (func (export "e") (result f32) f32.const 0)))");
  EXPECT_EQ(module.name(), "named");
  ASSERT_EQ(module.imports().size(), 2u);
  EXPECT_EQ(module.imports()[0].module, "a");
  EXPECT_EQ(to_string(module.imports()[0].type), "func (i32) -> ()");
  EXPECT_EQ(to_string(module.imports()[1].type), "table 1..2 funcref");
  ASSERT_EQ(module.exports().size(), 3u);
  EXPECT_EQ(module.exports()[2].name, "e");
  EXPECT_EQ(to_string(module.exports()[2].type), "func () -> (f32)");
  EXPECT_EQ(module.stats().functions, 1u);
  EXPECT_GT(module.stats().wasm_bytes, 0u);
  EXPECT_GT(module.stats().code_bytes, 0u);
  for (const Bounds bounds : {Bounds::kGuarded, Bounds::kChecked}) {
    const CodeView view = must(module.code(bounds));
    ASSERT_EQ(view.functions.size(), 1u);
    EXPECT_EQ(view.functions[0].index, 1u);
    EXPECT_EQ(view.functions[0].name, "e");
    EXPECT_LT(view.functions[0].begin, view.functions[0].end);
    EXPECT_LE(view.functions[0].end, view.code.size());
  }
}

TEST_P(ApiTest, StreamedCodeIsTheSame) {
  const std::vector<uint8_t> bytes = must(wat_to_wasm(R"((module
    (memory 1) (data (i32.const 0) "streamed")
    (func $f (param i32) (result i32) (i32.load8_u (local.get 0)))
    (func (export "g") (param i32) (result i32) (call $f (i32.add (local.get 0) (i32.const 1))))))",
                                                      "stream.wat"));
  const Module whole = must(Module::compile(engine, bytes));
  const CodeView expected = must(whole.code(GetParam()));
  for (const size_t step : {1, 2, 3, 7, 64}) {
    ModuleStream stream(engine);
    for (size_t at = 0; at < bytes.size(); at += step) {
      must(stream.feed(std::span(bytes).subspan(at, std::min(step, bytes.size() - at))));
    }
    const Module module = must(stream.finish());
    const CodeView view = must(module.code(GetParam()));
    EXPECT_TRUE(
        std::equal(view.code.begin(), view.code.end(), expected.code.begin(), expected.code.end()))
        << step;
    EXPECT_FALSE(stream.finish().ok());
    EXPECT_FALSE(stream.feed(bytes).ok());
    const Instance instance = must(Linker(engine).instantiate(module));
    EXPECT_EQ(must(must(instance.function<int32_t(int32_t)>("g"))(0)), 't');
  }
}

TEST_P(ApiTest, BadModulesAreErrors) {
  std::vector<uint8_t> bytes = must(wat_to_wasm("(module (func (export \"f\")))", "x.wat"));
  bytes.pop_back();
  EXPECT_EQ(error_of(Module::compile(engine, bytes)).kind, ErrorKind::kMalformed);
  EXPECT_EQ(error_of(Module::compile(engine, {})).kind, ErrorKind::kMalformed);
  const Error invalid = error_of(Module::compile(
      engine, must(wat_to_wasm("(module (func (result i32) i64.const 0))", "x.wat"))));
  EXPECT_EQ(invalid.kind, ErrorKind::kInvalid);
  EXPECT_TRUE(invalid.offset.has_value());
}

}  // namespace
}  // namespace shoal
