// The site table holds what was added, whatever the distances, and finds rows from anywhere.
#include "jit/site_table.h"

#include <gtest/gtest.h>

#include <random>
#include <vector>

namespace shoal::jit {
namespace {

constexpr SiteKind kBounds = static_cast<SiteKind>(TrapKind::kMemoryOutOfBounds);
constexpr SiteKind kUnreachable = static_cast<SiteKind>(TrapKind::kUnreachable);

std::vector<CodeSite> rows_of(const SiteTable& table) {
  std::vector<CodeSite> rows;
  for (const CodeSite& row : table) rows.push_back(row);
  return rows;
}

/// Rows as compilers make them: mostly short steps, and now and then everything else.
std::vector<CodeSite> random_rows(size_t count, uint32_t seed) {
  std::mt19937 random(seed);
  std::vector<CodeSite> rows;
  uint32_t code = random() % 3, wasm = random();
  const SiteKind kinds[] = {kBounds, kBounds, SiteKind::kCall, kUnreachable, SiteKind::kStackCheck};
  while (rows.size() < count) {
    const SiteKind kind = kinds[random() % std::size(kinds)];
    const bool is_far = random() % 16 == 0;
    const uint32_t step = is_far ? random() % 5'000'000 : random() % 130;
    // A call comes before a trap at the same place.
    code += step == 0 && kind == SiteKind::kCall ? 1 : step;
    wasm = is_far ? random() : wasm + random() % 140 - 5;
    rows.push_back({code, wasm, kind});
  }
  return rows;
}

TEST(SiteTable, AnEmptyTableHasNoRows) {
  const SiteTable table;
  EXPECT_EQ(table.size(), 0u);
  EXPECT_TRUE(table.begin() == table.end());
  EXPECT_TRUE(table.from(0) == table.end());
}

TEST(SiteTable, HoldsTheLongestDistances) {
  const std::vector<CodeSite> rows = {{UINT32_MAX, UINT32_MAX, SiteKind::kHost},
                                      {UINT32_MAX, 0, kBounds},
                                      {UINT32_MAX, 0x80000000, kBounds},
                                      {UINT32_MAX, 0x7FFFFFFF, SiteKind::kPending}};
  EXPECT_EQ(rows_of(SiteTable(rows)), rows);
}

TEST(SiteTable, MostRowsTakeTwoBytesSoShortAndLongMeetAtTheBorder) {
  for (uint32_t step : {0u, 1u, 127u, 128u}) {
    for (SiteKind kind : {kBounds, SiteKind::kCall, kUnreachable}) {
      const std::vector<CodeSite> rows = {{step, 127, kind}, {step + step, 127 + step, kind}};
      EXPECT_EQ(rows_of(SiteTable(rows)), rows) << step;
    }
  }
}

TEST(SiteTable, FindsTheFirstRowAtOrBehindAnyPlace) {
  for (const size_t count : {1u, 63u, 64u, 65u, 1000u}) {
    const std::vector<CodeSite> rows = random_rows(count, static_cast<uint32_t>(count));
    const SiteTable table(rows);
    ASSERT_EQ(table.size(), count);
    ASSERT_EQ(rows_of(table), rows);
    for (const CodeSite& row : rows) {
      for (const uint32_t at : {row.code_offset - 1, row.code_offset, row.code_offset + 1}) {
        size_t expected = 0;
        while (expected < count && rows[expected].code_offset < at) ++expected;
        SiteTable::Iterator found = table.from(at);
        for (size_t i = expected; i < std::min(count, expected + 3); ++i, ++found) {
          ASSERT_TRUE(found != table.end()) << at;
          ASSERT_EQ(*found, rows[i]) << at;
        }
        if (expected == count) {
          EXPECT_TRUE(found == table.end());
        }
      }
    }
  }
}

TEST(SiteTable, ManyRowsAtOnePlaceAreAllFound) {
  std::vector<CodeSite> rows = {{5, 1, kBounds}};
  for (uint32_t i = 0; i < 200; ++i) rows.push_back({7, i, kUnreachable});
  const SiteTable table(rows);
  EXPECT_EQ(*table.from(6), rows[1]);
  EXPECT_EQ(*table.from(7), rows[1]);
  EXPECT_TRUE(table.from(8) == table.end());
}

TEST(SiteTable, WhatCameAfterAMarkCanBeForgotten) {
  for (const size_t kept : {0u, 1u, 64u, 65u, 128u}) {
    const std::vector<CodeSite> rows = random_rows(300, 7);
    SiteTable table(std::span<const CodeSite>(rows).first(kept));
    const SiteTable::Mark mark = table.mark();
    for (size_t i = kept; i < rows.size(); i += 2) table.add(rows[i]);
    table.rewind(mark);
    for (size_t i = kept; i < rows.size(); ++i) table.add(rows[i]);
    EXPECT_EQ(rows_of(table), rows);
    EXPECT_TRUE(table == SiteTable(rows));
    EXPECT_EQ(*table.from(rows[200].code_offset), rows[200]);
  }
}

}  // namespace
}  // namespace shoal::jit
