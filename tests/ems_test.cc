// The allocator of managed heaps: its parts against simple models, its rules one by one, and
// hostile use.
#include "runtime/ems.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <cstring>
#include <future>
#include <map>
#include <random>
#include <set>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "tests/ems_model.h"

namespace shoal::runtime {
namespace {

using Bytes = tests::EmsBytes;

bool mentions(const Error& error, std::string_view words) {
  return error.message.find(words) != std::string::npos;
}

TEST(LayeredBitmap, AgreesWithASet) {
  constexpr uint64_t kBound = 300'000;
  LayeredBitmap bitmap(kBound);
  std::set<uint64_t> model = {0, kBound - 1};
  bitmap.set(0);
  bitmap.set(kBound - 1);
  std::mt19937_64 random(1);
  for (int step = 0; step < 20'000; ++step) {
    const uint64_t i = 1 + random() % (kBound - 2);
    if (random() % 2 == 0) {
      bitmap.set(i);
      model.insert(i);
    } else {
      const uint64_t victim = *model.lower_bound(i);
      if (victim != kBound - 1) {
        bitmap.clear(victim);
        model.erase(victim);
      }
    }
    const uint64_t probe = random() % kBound;
    ASSERT_EQ(bitmap.test(probe), model.count(probe) == 1);
    ASSERT_EQ(bitmap.next(probe), *model.lower_bound(probe));
    ASSERT_EQ(bitmap.previous(probe), *std::prev(model.upper_bound(probe)));
  }
}

TEST(KeySet, AgreesWithASet) {
  KeySet keys(42);
  std::set<uint64_t> model;
  std::mt19937_64 random(2);
  for (int step = 0; step < 50'000; ++step) {
    const uint64_t key = random() % 5'000;
    if (model.insert(key).second) {
      keys.insert(key);
    } else {
      keys.erase(key);
      model.erase(key);
    }
    const uint64_t probe = random() % 5'000;
    const auto found = model.lower_bound(probe);
    ASSERT_EQ(keys.at_least(probe).has_value(), found != model.end());
    if (found != model.end()) {
      ASSERT_EQ(*keys.at_least(probe), *found);
    }
    ASSERT_EQ(keys.empty(), model.empty());
    if (!model.empty()) {
      ASSERT_EQ(*keys.largest(), *model.rbegin());
    }
  }
}

TEST(Ems, AgreesWithAModel) {
  for (uint64_t size : {16, 256, 4096, 4100, 65536}) {
    for (uint64_t seed = 0; seed < 6; ++seed) {
      SCOPED_TRACE("size " + std::to_string(size) + " seed " + std::to_string(seed));
      tests::Random random(seed);
      tests::EmsChecker checker(size, random);
      EXPECT_NO_THROW({
        for (int step = 0; step < 3'000; ++step) checker.step();
        checker.finish();
      });
    }
  }
}

TEST(Ems, WholeHeapIsUsable) {
  Bytes bytes(4096);
  Ems ems(4096, bytes);
  EXPECT_EQ(*ems.allocate(4096), 0u);
  EXPECT_FALSE(ems.allocate(0).ok());
  ASSERT_TRUE(ems.free(0).ok());
  for (uint64_t i = 0; i < 256; ++i) EXPECT_EQ(*ems.allocate(16), i * 16);
  EXPECT_EQ(ems.usage().free, 0u);
  for (uint64_t i = 0; i < 256; i += 2) ASSERT_TRUE(ems.free(i * 16).ok());
  EXPECT_EQ(ems.usage().largest, 16u);
  for (uint64_t i = 1; i < 256; i += 2) ASSERT_TRUE(ems.free(i * 16).ok());
  EXPECT_EQ(ems.usage().largest, 4096u);
}

TEST(Ems, AlignsTheAddressNotTheOffset) {
  Bytes bytes(65536);
  Ems ems(65536, bytes);
  const uint64_t origin = 0xffff3000;
  EXPECT_EQ((origin + *ems.allocate(100, 16384, origin)) % 16384, 0u);
  EXPECT_EQ(*ems.allocate(1), 0u);  // The gap in front of it was not lost.
  auto bad = ems.allocate(1, 24);
  ASSERT_FALSE(bad.ok());
  EXPECT_TRUE(mentions(bad.error(), "power of two"));
  EXPECT_FALSE(ems.allocate(1, 0).ok());
  EXPECT_FALSE(ems.allocate(1, uint64_t{1} << 63, 16).ok());
}

TEST(Ems, RefusesWhatIsNoBlockAndSaysWhy) {
  Bytes bytes(4096);
  Ems ems(4096, bytes);
  const uint64_t block = *ems.allocate(64);
  const auto message = [&](uint64_t offset) { return ems.free(offset).error().message; };
  EXPECT_NE(message(block + 16).find("inside the block at offset 0"), std::string::npos);
  EXPECT_NE(message(block + 1).find("inside the block at offset 0"), std::string::npos);
  EXPECT_NE(message(64).find("it is free"), std::string::npos);
  EXPECT_NE(message(2048).find("it is free"), std::string::npos);
  EXPECT_NE(message(4096).find("outside the heap"), std::string::npos);
  EXPECT_NE(message(UINT64_MAX).find("outside the heap"), std::string::npos);
  ASSERT_TRUE(ems.free(block).ok());
  EXPECT_NE(message(block).find("it is free"), std::string::npos);
  EXPECT_FALSE(ems.reallocate(block, 10).ok());
  EXPECT_FALSE(ems.block_size(block).has_value());
}

TEST(Ems, ReallocateStaysInPlaceIfItCan) {
  Bytes bytes(4096);
  Ems ems(4096, bytes);
  const uint64_t block = *ems.allocate(64);
  EXPECT_EQ(*ems.reallocate(block, 1024), block);
  EXPECT_EQ(*ems.block_size(block), 1024u);
  EXPECT_EQ(*ems.reallocate(block, 32), block);
  EXPECT_EQ(ems.usage().largest, 4096u - 32);
  const uint64_t wall = *ems.allocate(16);
  bytes.bytes[block] = 7;
  const uint64_t moved = *ems.reallocate(block, 100);
  EXPECT_GT(moved, wall);
  EXPECT_EQ(bytes.bytes[moved], 7);
  EXPECT_EQ(bytes.bytes[block], 0);
}

TEST(Ems, BeyondFourGiB) {
  class NoBytes : public HeapBytes {
    void zero(uint64_t, uint64_t) override {}
    void copy(uint64_t, uint64_t, uint64_t) override {}
  } bytes;
  const uint64_t size = uint64_t{20} << 30;
  Ems ems(size, bytes);
  const uint64_t first = *ems.allocate((uint64_t{5} << 30) + 16);
  const uint64_t second = *ems.allocate(uint64_t{8} << 30, 4096);
  EXPECT_EQ(*ems.block_size(second), uint64_t{8} << 30);
  ASSERT_TRUE(ems.free(first).ok());
  ASSERT_TRUE(ems.free(second).ok());
  EXPECT_EQ(ems.usage().largest, size);
}

/// Bytes that take their time: meanwhile another thread comes to the allocator, and has to wait.
class SlowBytes : public Bytes {
 public:
  using Bytes::Bytes;
  void zero(uint64_t offset, uint64_t size) override {
    let_another_try();
    Bytes::zero(offset, size);
  }
  void copy(uint64_t to, uint64_t from, uint64_t size) override {
    let_another_try();
    Bytes::copy(to, from, size);
  }
  /// Whether there was another thread since the last call, and it had to wait.
  bool kept_another_waiting() {
    if (!other_.valid()) return false;
    other_.get();
    return !std::exchange(overtook_, false);
  }
  Ems* ems = nullptr;

 private:
  void let_another_try() {
    if (other_.valid()) return;
    other_ = std::async(std::launch::async, [this] { (void)ems->usage(); });
    overtook_ = other_.wait_for(std::chrono::milliseconds(50)) == std::future_status::ready;
  }

  std::future<void> other_;
  bool overtook_ = false;
};

TEST(Ems, EveryChangeKeepsOthersOut) {
  SlowBytes bytes(1 << 16);
  Ems ems(1 << 16, bytes);
  bytes.ems = &ems;
  const uint64_t first = *ems.allocate(1000), second = *ems.allocate(1000);
  ASSERT_EQ(*ems.reallocate(first, 100), first);
  EXPECT_TRUE(bytes.kept_another_waiting()) << "while a block shrinks";
  const uint64_t moved = *ems.reallocate(first, 5000);
  ASSERT_NE(moved, first);
  EXPECT_TRUE(bytes.kept_another_waiting()) << "while a block moves";
  ASSERT_TRUE(ems.free(second).ok());
  EXPECT_TRUE(bytes.kept_another_waiting()) << "while a block is freed";
}

TEST(Ems, ManyThreadsShareOneHeap) {
  Bytes bytes(1 << 16);
  Ems ems(1 << 16, bytes);
  std::vector<std::thread> threads;
  for (uint8_t id = 1; id <= 4; ++id) {
    threads.emplace_back([&, id] {
      std::mt19937 random(id);
      std::vector<uint64_t> mine;
      for (int step = 0; step < 3'000; ++step) {
        if (mine.size() < 20) {
          if (auto block = ems.allocate(1 + random() % 200)) {
            std::memset(bytes.bytes.data() + *block, id, 16);
            mine.push_back(*block);
          }
        } else {
          const uint64_t block = mine[random() % mine.size()];
          EXPECT_EQ(bytes.bytes[block], id);
          EXPECT_TRUE(ems.free(block).ok());
          mine.erase(std::find(mine.begin(), mine.end(), block));
        }
      }
      for (uint64_t block : mine) EXPECT_TRUE(ems.free(block).ok());
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(ems.usage().used, 0u);
  EXPECT_EQ(ems.usage().largest, uint64_t{1} << 16);
}

}  // namespace
}  // namespace shoal::runtime
