// The hostile guest of hostile_guest.h through wasm_export.h; hostile_guest_test.cc is the same for
// the C++ API.
#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <cstring>
#include <thread>
#include <vector>

#include "tests/c_api_fixture.h"
#include "tests/hostile_guest.h"

namespace shoal {
namespace {

uint32_t low(uint64_t address) { return static_cast<uint32_t>(address); }

/// With guarded and with checked code.
class CApiHostileGuest : public CApiTest, public testing::WithParamInterface<bool> {
 protected:
  void SetUp() override {
    ASSERT_TRUE(shoal_runtime_use_checked_code(GetParam()));
    CApiTest::SetUp();
    wasm_runtime_set_log_level(WASM_LOG_LEVEL_FATAL);
    heap_ = managed(4 * page_);
    ASSERT_EQ(wasm_runtime_chain_shared_heaps(heap_, over(buffer_.data(), page_)), heap_);
    for (uint8_t i = 0; i < 8; ++i) {
      void* native = nullptr;
      blocks_.push_back(low(shoal_shared_heap_malloc(heap_, 64, 16, &native)));
      std::memset(native, 0xB0 + i, 64);
    }
  }
  void TearDown() override {
    CApiTest::TearDown();
    EXPECT_TRUE(shoal_runtime_use_checked_code(false));
  }

  shoal_shared_heap_info_t info() const {
    shoal_shared_heap_info_t info = {};
    EXPECT_TRUE(shoal_shared_heap_get_info(heap_, &info));
    return info;
  }
  void expect_unharmed(bool and_bytes = true) {
    EXPECT_EQ(info().block_count, blocks_.size());
    for (size_t i = 0; i < blocks_.size(); ++i) {
      const auto* native =
          static_cast<const uint8_t*>(shoal_shared_heap_to_native(heap_, blocks_[i], 64));
      ASSERT_NE(native, nullptr);
      EXPECT_TRUE(!and_bytes ||
                  std::all_of(native, native + 64, [i](uint8_t byte) { return byte == 0xB0 + i; }));
      EXPECT_TRUE(shoal_shared_heap_free(heap_, blocks_[i]));
    }
    EXPECT_EQ(buffer_, std::vector<uint8_t>(page_, 0x5A));
    EXPECT_EQ(info().largest_free, 4 * page_);
  }

  std::vector<uint8_t> buffer_ = std::vector<uint8_t>(page_, 0x5A);
  wasm_shared_heap_t heap_ = nullptr;
  std::vector<uint32_t> blocks_;
};

TEST_P(CApiHostileGuest, SeesNothingOfTheBooks) {
  CProgram p(tests::kHostileGuest);
  ASSERT_TRUE(wasm_runtime_attach_shared_heap(p.instance, heap_));
  ASSERT_TRUE(p.call("churn", {3}));
  EXPECT_EQ(p.result("count", {low(start(heap_)), 4 * page_}), 64u * 8);
  expect_unharmed();
}

TEST_P(CApiHostileGuest, FreesEveryAddress) {
  CProgram p(tests::kHostileGuest);
  ASSERT_TRUE(wasm_runtime_attach_shared_heap(p.instance, heap_));
  const uint32_t first = low(start(heap_));
  for (const uint32_t block : blocks_) ASSERT_TRUE(p.call("free_all", {block + 1, 15, 1, 0}));
  ASSERT_TRUE(p.call("free_all", {first, 5 * page_, blocks_.front(), blocks_.back()}));
  ASSERT_TRUE(p.call("free_all", {0, 65536, 1, 0}));
  for (uint64_t at = first; at < kTopOfSpace; ++at) {
    const bool is_block = std::find(blocks_.begin(), blocks_.end(), low(at)) != blocks_.end();
    if (!is_block) wasm_runtime_shared_heap_free(p.instance, at);
  }
  expect_unharmed();
}

TEST_P(CApiHostileGuest, ForgesEveryHeader) {
  CProgram p(tests::kHostileGuest);
  ASSERT_TRUE(wasm_runtime_attach_shared_heap(p.instance, heap_));
  const uint32_t first = low(start(heap_)), behind = blocks_.back() + 64;
  for (const uint32_t header : tests::kHeaders) {
    ASSERT_TRUE(p.call("forge", {behind, first + 4 * page_ - behind, header}));
    ASSERT_TRUE(p.call("free_all", {first, 4 * page_, blocks_.front(), blocks_.back()}));
    const uint64_t block = wasm_runtime_shared_heap_malloc(p.instance, 100, nullptr);
    ASSERT_GE(block, behind);
    ASSERT_TRUE(p.call("forge", {low(block), 96, header}));
    wasm_runtime_shared_heap_free(p.instance, block);
    wasm_runtime_shared_heap_free(p.instance, block);
    ASSERT_TRUE(p.call("churn", {1}));
  }
  expect_unharmed();
}

TEST_P(CApiHostileGuest, AsksForAnySize) {
  CProgram p(tests::kHostileGuest);
  ASSERT_TRUE(wasm_runtime_attach_shared_heap(p.instance, heap_));
  for (const uint32_t size : tests::kSizes) {
    const uint32_t block = p.result("malloc_shared", {size});
    EXPECT_EQ(block != 0, size <= 3 * page_) << size;
    ASSERT_TRUE(p.call("free_shared", {block}));
    EXPECT_EQ(wasm_runtime_shared_heap_malloc(p.instance, (uint64_t{1} << 32) + size, nullptr), 0u);
  }
  expect_unharmed();
}

TEST_P(CApiHostileGuest, SpoilsTheHeapInItsMemory) {
  CProgram p(tests::kHostileGuest, 16384);
  const uint32_t mine = low(wasm_runtime_module_malloc(p.instance, 64, nullptr));
  ASSERT_NE(mine, 0u);
  for (int round = 0; round < 3; ++round) {
    for (const uint32_t header : tests::kHeaders) {
      ASSERT_TRUE(p.call("forge", {mine, 8192, header}));
      ASSERT_NE(p.result("malloc_own", {24}), 0u);
    }
    ASSERT_NE(p.result("grow", {1}), 0xFFFFFFFFu);
  }
  ASSERT_TRUE(p.call("free_all_own", {0, mine}));
  ASSERT_TRUE(p.call("free_all_own", {mine + 1, 63}));
  EXPECT_EQ(p.result("load", {mine}), tests::kHeaders[std::size(tests::kHeaders) - 1]);
  wasm_runtime_module_free(p.instance, mine);
  EXPECT_EQ(wasm_runtime_module_malloc(p.instance, 64, nullptr), mine);
  EXPECT_EQ(wasm_runtime_get_exception(p.instance), nullptr);
}

TEST_P(CApiHostileGuest, ScribblesWhileOthersAllocate) {
  CProgram scribbler(tests::kHostileGuest), other(tests::kHostileGuest);
  ASSERT_TRUE(wasm_runtime_attach_shared_heap(scribbler.instance, heap_));
  ASSERT_TRUE(wasm_runtime_attach_shared_heap(other.instance, heap_));
  std::atomic<bool> is_done = false;
  std::thread thread([&] {
    EXPECT_TRUE(scribbler.call("scribble", {low(start(heap_)), 4 * page_}));
    is_done = true;
  });
  do {
    ASSERT_TRUE(other.call("churn", {1}));
    const uint64_t block = shoal_shared_heap_malloc(heap_, 200, 16, nullptr);
    EXPECT_FALSE(shoal_shared_heap_free(heap_, block + 8));
    EXPECT_TRUE(shoal_shared_heap_free(heap_, block));
  } while (!is_done);
  thread.join();
  expect_unharmed(/*and_bytes=*/false);
}

INSTANTIATE_TEST_SUITE_P(, CApiHostileGuest, testing::Bool(),
                         [](const auto& info) { return info.param ? "Checked" : "Guarded"; });

}  // namespace
}  // namespace shoal
