#include "jit/checked_locals.h"

#include <gtest/gtest.h>

namespace shoal::jit {
namespace {

TEST(CheckedLocals, FactsEndWithTheirLocal) {
  CheckedLocals c;
  c.begin_function();
  EXPECT_FALSE(c.has(0));
  c.add(0);
  c.add(3);
  EXPECT_TRUE(c.has(0));
  c.change(0);
  EXPECT_FALSE(c.has(0));
  EXPECT_TRUE(c.has(3));
  c.change_all();
  EXPECT_FALSE(c.has(3));
}

TEST(CheckedLocals, OfTwoLocalsInASlotTheLaterCounts) {
  CheckedLocals c;
  c.begin_function();
  c.add(1);
  const auto outer = c.open_block();
  EXPECT_FALSE(c.has(65));
  c.add(65);
  EXPECT_TRUE(c.has(65));
  EXPECT_FALSE(c.has(1));
  c.close(outer, /*merges=*/true);
  EXPECT_FALSE(c.has(65));  // Another path may not have checked it,
  EXPECT_FALSE(c.has(1));   // and this one has lost its slot.
}

TEST(CheckedLocals, AMergeKeepsWhatNothingInsideEnded) {
  CheckedLocals c;
  c.begin_function();
  c.add(1);
  c.add(2);
  const auto outer = c.open_block();
  EXPECT_TRUE(c.has(1));
  const auto inner = c.open_block();
  c.change(2);
  c.add(2);
  c.add(3);
  c.close(inner, true);
  EXPECT_TRUE(c.has(1));
  EXPECT_FALSE(c.has(2));
  EXPECT_FALSE(c.has(3));
  c.add(4);
  c.close(outer, /*merges=*/false);
  EXPECT_TRUE(c.has(1));
  EXPECT_FALSE(c.has(2));
  EXPECT_TRUE(c.has(4));
}

TEST(CheckedLocals, ElseBeginsWithWhatHeldBefore) {
  CheckedLocals c;
  c.begin_function();
  c.add(1);
  c.add(2);
  const auto outer = c.open_block();
  c.add(3);
  c.change(1);
  c.reach_else(outer);
  EXPECT_TRUE(c.has(2));
  EXPECT_FALSE(c.has(3));
  c.close(outer, true);
  EXPECT_FALSE(c.has(1));
  EXPECT_TRUE(c.has(2));
}

TEST(CheckedLocals, ALoopBeginsWithNothing) {
  CheckedLocals c;
  c.begin_function();
  c.add(1);
  c.add(2);
  const auto outer = c.open_loop();
  EXPECT_FALSE(c.has(1));
  c.change(2);
  c.close(outer, false);
  EXPECT_TRUE(c.has(1));
  EXPECT_FALSE(c.has(2));
}

}  // namespace
}  // namespace shoal::jit
