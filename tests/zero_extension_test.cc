// An i32 in a register has nothing above its 32 bits, whatever instruction made it: guarded code
// adds it to the memory's base as it is, so a bit up there is a way out of the sandbox.
//
// Each instruction that results in an i32 makes a negative one here, which is then extended to 64
// bits unsigned, directly, through a local and through a label, and used as an address.
#include <gtest/gtest.h>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "shoal/shoal.h"
#include "tests/wat_instance.h"

namespace shoal {
namespace {

using testing::compile;
using testing::make_engine;
using testing::must;

/// An expression over $i = -5, $l = -6, $f = -7 and $d = -8, and its value.
struct Case {
  std::string_view expression;
  int32_t value;
};

constexpr Case kCases[] = {
    {"(local.get $i)", -5},
    {"(i32.const -3)", -3},
    {"(i32.add (local.get $i) (i32.const 1))", -4},
    {"(i32.add (local.get $i) (local.get $i))", -10},
    {"(i32.sub (local.get $i) (i32.const 1))", -6},
    {"(i32.sub (i32.const 0) (local.get $i))", 5},
    {"(i32.sub (i32.const 4) (i32.const 6))", -2},
    {"(i32.mul (local.get $i) (i32.const 3))", -15},
    {"(i32.mul (local.get $i) (i32.const 4))", -20},
    {"(i32.div_s (local.get $i) (i32.const 2))", -2},
    {"(i32.div_s (local.get $i) (i32.const -1))", 5},
    {"(i32.div_u (local.get $i) (i32.const 1))", -5},
    {"(i32.rem_s (local.get $i) (i32.const 3))", -2},
    {"(i32.rem_u (local.get $i) (i32.const -1))", -5},
    {"(i32.and (local.get $i) (i32.const -2))", -6},
    {"(i32.or (local.get $i) (i32.const 1))", -5},
    {"(i32.xor (local.get $i) (i32.const 1))", -6},
    {"(i32.xor (i32.const 4) (i32.const -1))", -5},
    {"(i32.shl (local.get $i) (i32.const 1))", -10},
    {"(i32.shl (local.get $i) (i32.const 30))", -1073741824},
    {"(i32.shr_s (local.get $i) (i32.const 1))", -3},
    {"(i32.shr_u (local.get $i) (i32.const 0))", -5},
    {"(i32.rotl (local.get $i) (i32.const 1))", -9},
    {"(i32.rotr (local.get $i) (i32.const 31))", -9},
    {"(i32.rotl (local.get $i) (local.get $i))", -536870913},
    {"(i32.extend8_s (i32.const 0x80))", -128},
    {"(i32.extend8_s (local.get $i))", -5},
    {"(i32.extend16_s (local.get $i))", -5},
    {"(i32.wrap_i64 (local.get $l))", -6},
    {"(i32.wrap_i64 (i64.add (local.get $l) (i64.const 1)))", -5},
    {"(i32.wrap_i64 (i64.const -2))", -2},
    {"(i32.trunc_f32_s (local.get $f))", -7},
    {"(i32.trunc_f64_s (local.get $d))", -8},
    {"(i32.trunc_sat_f32_s (local.get $f))", -7},
    {"(i32.trunc_sat_f64_s (local.get $d))", -8},
    {"(i32.trunc_sat_f64_u (f64.const 1e300))", -1},
    {"(i32.trunc_f64_u (f64.const 4294967295))", -1},
    {"(i32.reinterpret_f32 (local.get $f))", -1059061760},
    {"(i32.load8_s (i32.const 64))", -2},
    {"(i32.load16_s (i32.const 64))", -2},
    {"(i32.load (i32.const 64))", -2},
    {"(global.get $g)", -9},
    {"(select (local.get $i) (i32.const 1) (i32.const 1))", -5},
    {"(call $id (local.get $i))", -5},
    {"(call $host (local.get $i))", -5},
    {"(call_indirect (param i32) (result i32) (local.get $i) (i32.const 0))", -5},
    {"(memory.grow (i32.const 65536))", -1},
    {"(memory.grow (i32.const -1))", -1},
    {"(table.grow 0 (ref.null func) (i32.const -1))", -1},
};

constexpr std::string_view kBegin = R"((module
  (import "env" "host" (func $host (param i32) (result i32)))
  (memory 1 2)
  (data (i32.const 64) "\fe\ff\ff\ff")
  (global $g (mut i32) (i32.const -9))
  (table 1 1 funcref)
  (elem (i32.const 0) $id)
  (func $id (param i32) (result i32) (local.get 0))
)";
constexpr std::string_view kParams = "(param $i i32) (param $l i64) (param $f f32) (param $d f64) ";

std::string function(std::string_view name, size_t i, std::string_view body) {
  return "(func (export \"" + std::string(name) + std::to_string(i) + "\") " +
         std::string(kParams) + std::string(body) + ")\n";
}

std::string module_text() {
  std::string text(kBegin);
  for (size_t i = 0; i < std::size(kCases); ++i) {
    const std::string e(kCases[i].expression);
    text += function("value", i, "(result i32) " + e);
    text += function("extended", i, "(result i64) (i64.extend_i32_u " + e + ")");
    text += function(
        "local", i,
        "(result i64) (local $t i32) (local.set $t " + e + ") (i64.extend_i32_u (local.get $t))");
    text += function("label", i,
                     "(result i64) (i64.extend_i32_u (block (result i32) " + e +
                         " (br_if 0 (local.get $i)) (drop) (i32.const 7)))");
    text += function("address", i, "(result i32) (i32.load8_u offset=70000 " + e + ")");
    text += function("near", i, "(result i32) (i32.load8_u " + e + ")");
  }
  return text + ")";
}

class ZeroExtensionTest : public ::testing::TestWithParam<Bounds> {
 protected:
  template <class R>
  Result<R> run(std::string_view name, size_t i) {
    const auto f = must(instance_->function<R(int32_t, int64_t, float, double)>(std::string(name) +
                                                                                std::to_string(i)));
    return f(-5, -6, -7.0f, -8.0);
  }

  void make(const Tuning& tuning) {
    const Engine engine = make_engine({.bounds = GetParam(), .tuning = tuning});
    Linker linker(engine);
    must(linker.define("env", "host", [](int32_t v) { return v; }));
    instance_ = must(linker.instantiate(compile(engine, module_text())));
  }

  void check() {
    for (size_t i = 0; i < std::size(kCases); ++i) {
      SCOPED_TRACE(kCases[i].expression);
      const int64_t want = static_cast<uint32_t>(kCases[i].value);
      EXPECT_EQ(must(run<int32_t>("value", i)), kCases[i].value);
      for (const char* way : {"extended", "local", "label"}) {
        EXPECT_EQ(must(run<int64_t>(way, i)), want) << way;
      }
      // 70,000 beyond a number just below 2^32 is beyond all memory, as is the number.
      for (const char* way : {"address", "near"}) {
        const Result<int32_t> loaded = run<int32_t>(way, i);
        if (want + (way[0] == 'a' ? 70000 : 0) < 65536) continue;
        ASSERT_FALSE(loaded.ok()) << way;
        EXPECT_EQ(loaded.error().trap, TrapKind::kMemoryOutOfBounds) << way;
      }
    }
  }

  std::optional<Instance> instance_;
};

TEST_P(ZeroExtensionTest, NothingIsAboveAnI32) {
  make({});
  check();
}

TEST_P(ZeroExtensionTest, NorWithoutHomesAndFolding) {
  Tuning tuning;
  tuning.homes = false;
  tuning.folding = false;
  tuning.lazy_adds = false;
  make(tuning);
  check();
}

INSTANTIATE_TEST_SUITE_P(Bounds, ZeroExtensionTest,
                         ::testing::Values(Bounds::kGuarded, Bounds::kChecked));

}  // namespace
}  // namespace shoal
