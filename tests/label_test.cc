// What is known in front of a label is not known behind it, where other paths arrive: the newest
// load may not move into an instruction there, nor do the flags tell of the newest result.
#include <gtest/gtest.h>

#include <cstdint>

#include "shoal/shoal.h"
#include "tests/wat_instance.h"

namespace shoal {
namespace {

using testing::instantiate;
using testing::make_engine;
using testing::must;

class LabelTest : public ::testing::TestWithParam<Bounds> {
 protected:
  Engine engine = make_engine({.bounds = GetParam()});
};

TEST_P(LabelTest, ALoadStaysBeforeIt) {
  const Instance instance = instantiate(engine, R"((module
    (memory 1)
    (data (i32.const 64) "\07\00\00\00\00\00\00\00")
    (func (export "add") (param $x i32) (param $skip i32) (result i32)
      (local.set $x (i32.add
        (block (result i32)
          (drop (br_if 0 (i32.const 100) (local.get $skip)))
          (i32.load (i32.const 64)))
        (local.get $x)))
      (local.get $x))
    (func (export "add64") (param $x i64) (param $skip i32) (result i64)
      (local.set $x (i64.xor
        (block (result i64)
          (drop (br_if 0 (i64.const 100) (local.get $skip)))
          (i64.load (i32.const 64)))
        (local.get $x)))
      (local.get $x))
    (func (export "compare") (param $x i32) (param $skip i32) (result i32)
      (i32.lt_u (local.get $x)
        (block (result i32)
          (drop (br_if 0 (i32.const 100) (local.get $skip)))
          (i32.load (i32.const 64)))))))");
  const auto add = must(instance.function<int32_t(int32_t, int32_t)>("add"));
  EXPECT_EQ(must(add(1, 0)), 8);
  EXPECT_EQ(must(add(1, 1)), 101);
  const auto add64 = must(instance.function<int64_t(int64_t, int32_t)>("add64"));
  EXPECT_EQ(must(add64(8, 0)), 15);
  EXPECT_EQ(must(add64(8, 1)), 108);
  const auto compare = must(instance.function<int32_t(int32_t, int32_t)>("compare"));
  EXPECT_EQ(must(compare(50, 0)), 0);
  EXPECT_EQ(must(compare(50, 1)), 1);
}

TEST_P(LabelTest, FlagsTellNothingBehindIt) {
  const Instance instance = instantiate(engine, R"((module
    (func (export "if") (param $n i32) (param $skip i32) (result i32)
      (block
        (br_if 0 (local.get $skip))
        (local.set $n (i32.and (local.get $n) (i32.const 3))))
      (if (result i32) (local.get $n) (then (i32.const 1)) (else (i32.const 2))))
    (func (export "eqz") (param $n i64) (param $skip i32) (result i32)
      (block
        (br_if 0 (local.get $skip))
        (local.set $n (i64.sub (local.get $n) (i64.const 1))))
      (i64.eqz (local.get $n)))
    (func (export "select") (param $n i32) (param $skip i32) (result i32)
      (if (local.get $skip)
        (then (local.set $skip (i32.const 5)))
        (else (local.set $n (i32.add (local.get $n) (local.get $n)))))
      (select (i32.const 1) (i32.const 2) (local.get $n)))))");
  const auto if_ = must(instance.function<int32_t(int32_t, int32_t)>("if"));
  EXPECT_EQ(must(if_(0, 1)), 2);
  EXPECT_EQ(must(if_(4, 1)), 1);
  EXPECT_EQ(must(if_(4, 0)), 2);
  EXPECT_EQ(must(if_(1, 0)), 1);
  const auto eqz = must(instance.function<int32_t(int64_t, int32_t)>("eqz"));
  EXPECT_EQ(must(eqz(0, 1)), 1);
  EXPECT_EQ(must(eqz(1, 1)), 0);
  EXPECT_EQ(must(eqz(1, 0)), 1);
  const auto select = must(instance.function<int32_t(int32_t, int32_t)>("select"));
  EXPECT_EQ(must(select(0, 1)), 2);
  EXPECT_EQ(must(select(3, 1)), 1);
  EXPECT_EQ(must(select(0, 0)), 2);
}

INSTANTIATE_TEST_SUITE_P(Bounds, LabelTest, ::testing::Values(Bounds::kGuarded, Bounds::kChecked));

}  // namespace
}  // namespace shoal
