// Whether two pieces of machine code are the same.
#ifndef SHOAL_TESTS_SAME_CODE_H_
#define SHOAL_TESTS_SAME_CODE_H_

#include <gtest/gtest.h>

#include <algorithm>

#include "shoal/code.h"

namespace shoal::testing {

/// Byte for byte, and row for row of the tables: traps and backtraces depend on them.
inline void expect_same_code(const CodeView& x, const CodeView& y) {
  ASSERT_FALSE(x.code.empty());
  EXPECT_EQ(x.target, y.target);
  EXPECT_TRUE(std::ranges::equal(x.code, y.code));
  EXPECT_TRUE(std::ranges::equal(x.module_bytes, y.module_bytes));
  EXPECT_EQ(x.imports, y.imports);
  EXPECT_TRUE(x.functions == y.functions);
  EXPECT_TRUE(x.sites == y.sites);
  EXPECT_TRUE(x.source_map == y.source_map);
  EXPECT_TRUE(x.jump_tables == y.jump_tables);
}

}  // namespace shoal::testing

#endif  // SHOAL_TESTS_SAME_CODE_H_
