// Fuel (Config::fuel): what instructions cost, where code stops, who pays, and that neither the way of
// compiling nor the CPU makes a difference. The expected numbers are counted by hand, by the rules at
// Instance::set_fuel.
#include <gtest/gtest.h>

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
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
using testing::summary;

class FuelTest : public ::testing::TestWithParam<Bounds> {
 protected:
  /// What `call` consumes of `fuel`.
  template <class Call>
  uint64_t consumed(const Instance& instance, Call call, uint64_t fuel = 1'000'000'000) {
    must(instance.set_fuel(fuel));
    call();
    return fuel - must(instance.fuel());
  }

  Engine engine = make_engine({.bounds = GetParam(), .fuel = true});
  Linker linker{engine};
};
INSTANTIATE_TEST_SUITE_P(Bounds, FuelTest, ::testing::Values(Bounds::kGuarded, Bounds::kChecked),
                         [](const auto& info) {
                           return info.param == Bounds::kGuarded ? "guarded" : "checked";
                         });

TEST_P(FuelTest, EachInstructionCostsOne) {
  const Instance instance = instantiate(engine, R"((module
    (func (export "nothing"))
    (func (export "three") (result i32) (i32.add (i32.const 1) (i32.const 2)))
    (func (export "free") (block (nop) (nop) (drop (i32.const 1))))
    (func (export "branches") (param i32) (result i32)
      (if (result i32) (local.get 0)
        (then (i32.const 1))
        (else (i32.add (i32.const 1) (i32.const 1)))))
    (func (export "early") (param i32) (result i32)
      (block (br_if 0 (local.get 0)) (return (i32.const 5)))
      (i32.mul (i32.const 2) (local.get 0)))))");
  const auto nothing = must(instance.function<void()>("nothing"));
  const auto three = must(instance.function<int32_t()>("three"));
  const auto free = must(instance.function<void()>("free"));
  const auto branches = must(instance.function<int32_t(int32_t)>("branches"));
  const auto early = must(instance.function<int32_t(int32_t)>("early"));
  EXPECT_EQ(consumed(instance, [&] { must(nothing()); }), 0);
  EXPECT_EQ(consumed(instance, [&] { EXPECT_EQ(must(three()), 3); }), 3);
  EXPECT_EQ(consumed(instance, [&] { must(free()); }), 1);
  EXPECT_EQ(consumed(instance, [&] { EXPECT_EQ(must(branches(1)), 1); }), 3);
  EXPECT_EQ(consumed(instance, [&] { EXPECT_EQ(must(branches(0)), 2); }), 5);
  EXPECT_EQ(consumed(instance, [&] { EXPECT_EQ(must(early(0)), 5); }), 4);
  EXPECT_EQ(consumed(instance, [&] { EXPECT_EQ(must(early(4)), 8); }), 5);
}

constexpr const char* kLoops = R"((module
  (func (export "sum") (param i32) (result i32) (local i32)
    (loop
      (local.set 1 (i32.add (local.get 1) (local.get 0)))
      (br_if 0 (local.tee 0 (i32.sub (local.get 0) (i32.const 1)))))
    (local.get 1))
  (func $fib (export "fib") (param i64) (result i64)
    (if (result i64) (i64.lt_u (local.get 0) (i64.const 2))
      (then (local.get 0))
      (else (i64.add (call $fib (i64.sub (local.get 0) (i64.const 1)))
                     (call $fib (i64.sub (local.get 0) (i64.const 2)))))))
  (func $down (export "down") (param i32)
    (if (local.get 0) (then (return_call $down (i32.sub (local.get 0) (i32.const 1))))))
))";

TEST_P(FuelTest, LoopsAndCallsCostWhatTheyRun) {
  const Instance instance = instantiate(engine, kLoops);
  const auto sum = must(instance.function<int32_t(int32_t)>("sum"));
  const auto fib = must(instance.function<int64_t(int64_t)>("fib"));
  const auto down = must(instance.function<void(int32_t)>("down"));
  EXPECT_EQ(consumed(instance, [&] { EXPECT_EQ(must(sum(1000)), 500500); }), 9 * 1000 + 1);
  // fib(20) makes 21,891 calls, of which 10,946 are leaves: 5 units; the others: 13.
  EXPECT_EQ(consumed(instance, [&] { EXPECT_EQ(must(fib(20)), 6765); }), 5 * 10946 + 13 * 10945);
  EXPECT_EQ(consumed(instance, [&] { must(down(100)); }), 100 * 6 + 2);
}

TEST_P(FuelTest, CodeStopsBeforeTheBlockThatItCannotPay) {
  const Instance instance = instantiate(engine, R"((module
    (global (export "n") (mut i32) (i32.const 0))
    (func (export "f")
      (loop (global.set 0 (i32.add (global.get 0) (i32.const 1))) (br 0)))))");
  const auto f = must(instance.function<void()>("f"));
  const Global n = must(instance.global("n"));
  for (const uint64_t fuel : {0, 4, 5, 9, 10, 1003}) {
    must(n.set(Value::i32(0)));
    must(instance.set_fuel(fuel));
    const Error error = error_of(f());
    EXPECT_EQ(error.trap, TrapKind::kOutOfFuel);
    EXPECT_EQ(summary(error), "trap: all fuel consumed");
    ASSERT_EQ(error.backtrace.size(), 1u);
    EXPECT_EQ(n.get().i32(), static_cast<int32_t>(fuel / 5)) << fuel;
    EXPECT_EQ(must(instance.fuel()), 0u) << fuel;
  }
}

TEST_P(FuelTest, ExactlyEnoughIsEnough) {
  const Instance instance = instantiate(engine, kLoops);
  const auto fib = must(instance.function<int64_t(int64_t)>("fib"));
  const uint64_t cost = consumed(instance, [&] { must(fib(12)); });
  must(instance.set_fuel(cost));
  EXPECT_EQ(must(fib(12)), 144);
  EXPECT_EQ(must(instance.fuel()), 0u);
  must(instance.set_fuel(cost - 1));
  EXPECT_EQ(error_of(fib(12)).trap, TrapKind::kOutOfFuel);
  must(instance.set_fuel(UINT64_MAX));
  EXPECT_EQ(must(instance.fuel()), static_cast<uint64_t>(INT64_MAX));
  EXPECT_EQ(must(fib(12)), 144);
}

TEST_P(FuelTest, BlocksLongerThanAChargeCanSay) {
  constexpr int kAdds = 20'000;
  std::string wat = "(module (func (export \"f\") (param i32) (result i32) (local.get 0)";
  for (int i = 0; i < kAdds; ++i) wat += "(i32.eqz)";
  wat += "(if (result i32) (then (i32.const 10)) (else (i32.const 20)))))";
  const Instance instance = instantiate(engine, wat);
  const auto f = must(instance.function<int32_t(int32_t)>("f"));
  EXPECT_EQ(consumed(instance, [&] { EXPECT_EQ(must(f(0)), 20); }), kAdds + 3);
  EXPECT_EQ(consumed(instance, [&] { EXPECT_EQ(must(f(7)), 10); }), kAdds + 3);
}

TEST_P(FuelTest, BulkOperationsCostTheirSize) {
  const Instance instance = instantiate(engine, R"((module
    (memory 4) (table $t 100 1000 funcref) (data $d "0123456789") (elem $e func $f)
    (func $f)
    (func (export "fill") (param i32) (memory.fill (i32.const 0) (i32.const 1) (local.get 0)))
    (func (export "copy") (param i32) (memory.copy (i32.const 8) (i32.const 0) (local.get 0)))
    (func (export "init") (param i32) (memory.init $d (i32.const 0) (i32.const 0) (local.get 0)))
    (func (export "tfill") (param i32)
      (table.fill $t (i32.const 0) (ref.null func) (local.get 0)))
    (func (export "tcopy") (param i32)
      (table.copy $t $t (i32.const 1) (i32.const 0) (local.get 0)))
    (func (export "tgrow") (param i32)
      (drop (table.grow $t (ref.null func) (local.get 0))))))");
  const auto cost = [&](const char* name, int32_t n) {
    const auto f = must(instance.function<void(int32_t)>(name));
    return consumed(instance, [&] { must(f(n)); });
  };
  for (const char* name : {"fill", "copy"}) {
    EXPECT_EQ(cost(name, 0), 4u);
    EXPECT_EQ(cost(name, 63), 4u);
    EXPECT_EQ(cost(name, 64), 5u);
    EXPECT_EQ(cost(name, 65536), 4u + 1024);
  }
  EXPECT_EQ(cost("init", 10), 4u);
  EXPECT_EQ(cost("tfill", 100), 4u + 12);
  EXPECT_EQ(cost("tcopy", 64), 4u + 8);
  EXPECT_EQ(cost("tgrow", 16), 3u + 2);
  // The bytes are not touched if they cannot be paid, whatever the size.
  const auto fill = must(instance.function<void(int32_t)>("fill"));
  must(instance.set_fuel(100));
  EXPECT_EQ(error_of(fill(-1)).trap, TrapKind::kOutOfFuel);
  must(instance.set_fuel(1'000'000'000));
  EXPECT_EQ(error_of(fill(-1)).trap, TrapKind::kMemoryOutOfBounds);
}

TEST_P(FuelTest, TrapsLeaveWhatIsLeft) {
  const Instance instance = instantiate(engine, R"((module (memory 1)
    (func (export "f") (drop (i32.const 1)) (drop (i32.load (i32.const -1))) (drop (i32.const 2)))
    (func $g (export "g") (call $g))))");
  const auto f = must(instance.function<void()>("f"));
  EXPECT_EQ(
      consumed(instance, [&] { EXPECT_EQ(error_of(f()).trap, TrapKind::kMemoryOutOfBounds); }), 4u)
      << "a block is paid for as a whole";
  const auto g = must(instance.function<void()>("g"));
  const uint64_t cost =
      consumed(instance, [&] { EXPECT_EQ(error_of(g()).trap, TrapKind::kStackOverflow); });
  EXPECT_GT(cost, 1000u);
}

TEST_P(FuelTest, HostFunctionsSeeAndChangeIt) {
  std::vector<uint64_t> seen;
  must(linker.define("env", "look", [&](Caller& caller) { seen.push_back(must(caller.fuel())); }));
  must(linker.define("env", "pay", [](Caller& caller, int64_t n) {
    const uint64_t left = must(caller.fuel());
    const auto price = static_cast<uint64_t>(n);
    must(caller.set_fuel(left > price ? left - price : 0));
  }));
  must(linker.define("env", "cheap", [](int32_t a) -> int32_t { return a + 1; }));
  const Instance instance = must(linker.instantiate(compile(engine, R"((module
    (import "env" "look" (func $look))
    (import "env" "pay" (func $pay (param i64)))
    (import "env" "cheap" (func $cheap (param i32) (result i32)))
    (func (export "f") (result i32)
      (call $look)
      (block (br 0))
      (call $pay (i64.const 100))
      (call $look)
      (call $cheap (i32.const 6)))))")));
  const auto f = must(instance.function<int32_t()>("f"));
  EXPECT_EQ(consumed(
                instance, [&] { EXPECT_EQ(must(f()), 7); }, 1000),
            2 + 5 + 100);
  EXPECT_EQ(seen, (std::vector<uint64_t>{998, 893}));
  must(instance.set_fuel(50));
  EXPECT_EQ(must(f()), 7) << "nothing was left, and nothing had to be paid any more";
  EXPECT_EQ(must(instance.fuel()), 0u);
}

TEST_P(FuelTest, TheInstanceThatTheHostCalledPays) {
  std::optional<Instance> inner;
  must(linker.define("env", "back", [&](int32_t n) -> Result<int32_t> {
    return must(inner->function<int32_t(int32_t)>("sum"))(n);
  }));
  inner = instantiate(engine, kLoops);
  must(linker.define_instance("inner", *inner));
  const Instance outer = must(linker.instantiate(compile(engine, R"((module
    (import "inner" "sum" (func $sum (param i32) (result i32)))
    (import "env" "back" (func $back (param i32) (result i32)))
    (table funcref (elem $sum))
    (func (export "direct") (result i32) (call $sum (i32.const 10)))
    (func (export "indirect") (result i32)
      (call_indirect (param i32) (result i32) (i32.const 10) (i32.const 0)))
    (func (export "through host") (result i32) (call $back (i32.const 10)))))")));
  must(inner->set_fuel(5));
  const std::pair<const char*, uint64_t> calls[] = {
      {"direct", 2 + 91}, {"indirect", 3 + 91}, {"through host", 2 + 91}};
  for (const auto& [name, cost] : calls) {
    const auto f = must(outer.function<int32_t()>(name));
    EXPECT_EQ(consumed(outer, [&] { EXPECT_EQ(must(f()), 55); }), cost) << name;
    EXPECT_EQ(must(inner->fuel()), 5u) << name;
    must(outer.set_fuel(50));
    EXPECT_EQ(error_of(f()).trap, TrapKind::kOutOfFuel) << name;
    EXPECT_EQ(must(outer.fuel()), 0u) << name;
  }
  EXPECT_EQ(error_of(must(inner->function<int32_t(int32_t)>("sum"))(10)).trap,
            TrapKind::kOutOfFuel);
}

TEST_P(FuelTest, StartFunctionsHaveWhatTheOptionsGive) {
  const Module module = compile(engine, R"((module
    (global (export "n") (mut i32) (i32.const 0))
    (func $start (loop (global.set 0 (i32.add (global.get 0) (i32.const 1)))
      (br_if 0 (i32.lt_u (global.get 0) (i32.const 10)))))
    (start $start)))");
  EXPECT_EQ(error_of(linker.instantiate(module)).trap, TrapKind::kOutOfFuel);
  EXPECT_EQ(error_of(linker.instantiate(module, {.fuel = 79})).trap, TrapKind::kOutOfFuel);
  const Instance instance = must(linker.instantiate(module, {.fuel = 90}));
  EXPECT_EQ(must(instance.fuel()), 10u);
}

TEST(FuelErrorTest, OnlyWhereItIsCounted) {
  const Instance instance = instantiate(make_engine(), "(module)");
  EXPECT_EQ(error_of(instance.set_fuel(1)).kind, ErrorKind::kArgument);
  EXPECT_EQ(error_of(instance.fuel()).kind, ErrorKind::kArgument);
  const Engine engine = make_engine({.fuel = true});
  Linker linker(engine);
  std::optional<Instance> running;
  must(linker.define("env", "f", [&] {
    EXPECT_EQ(error_of(running->set_fuel(1)).kind, ErrorKind::kArgument);
    EXPECT_EQ(error_of(running->fuel()).kind, ErrorKind::kArgument);
  }));
  running = must(linker.instantiate(
      compile(engine, R"((module (import "env" "f" (func $f)) (func (export "g") (call $f))))"),
      {.fuel = 10}));
  must(must(running->function<void()>("g"))());
}

}  // namespace
}  // namespace shoal
