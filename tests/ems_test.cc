// The allocator of managed heaps: its parts against simple models, its rules one by one, and
// hostile use.
#include "runtime/ems.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstring>
#include <map>
#include <random>
#include <set>
#include <string>
#include <thread>
#include <vector>

namespace shoal::runtime {
namespace {

// The heap's bytes, as an owner would keep them.
class Bytes : public HeapBytes {
 public:
  explicit Bytes(uint64_t size) : bytes(size) {}
  void zero(uint64_t offset, uint64_t size) override {
    ASSERT_LE(offset + size, bytes.size());
    std::memset(bytes.data() + offset, 0, size);
  }
  void copy(uint64_t to, uint64_t from, uint64_t size) override {
    ASSERT_LE(to + size, bytes.size());
    ASSERT_LE(from + size, bytes.size());
    std::memcpy(bytes.data() + to, bytes.data() + from, size);
  }
  std::vector<uint8_t> bytes;
};

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

// The allocator as one would write it without a thought to speed: every block in a map.
class Model {
 public:
  explicit Model(uint64_t size) : size_(size) {}

  static uint64_t rounded(uint64_t size) { return std::max<uint64_t>((size + 15) / 16, 1) * 16; }

  // Some gap between live blocks holds `size` bytes at a multiple of `align`.
  bool fits(uint64_t size, uint64_t align, uint64_t origin) const {
    uint64_t gap = 0;
    const auto fits_before = [&](uint64_t end) {
      const uint64_t begin = (origin + gap + align - 1) / align * align - origin;
      return begin + size <= end;
    };
    for (const auto& [begin, length] : live) {
      if (fits_before(begin)) return true;
      gap = begin + length;
    }
    return fits_before(size_);
  }

  bool is_free(uint64_t offset, uint64_t size) const {
    if (offset + size > size_) return false;
    const auto next = live.lower_bound(offset);
    if (next != live.end() && next->first < offset + size) return false;
    return next == live.begin() || std::prev(next)->first + std::prev(next)->second <= offset;
  }

  uint64_t used() const {
    uint64_t sum = 0;
    for (const auto& [begin, length] : live) sum += length;
    return sum;
  }

  uint64_t largest_gap() const {
    uint64_t gap = 0;
    uint64_t largest = 0;
    for (const auto& [begin, length] : live) {
      largest = std::max(largest, begin - gap);
      gap = begin + length;
    }
    return std::max(largest, size_ - gap);
  }

  std::map<uint64_t, uint64_t> live;

 private:
  uint64_t size_;
};

// Random calls, good and hostile, on an allocator and its model at once.
class Fuzz {
 public:
  Fuzz(uint64_t size, uint64_t seed)
      : size_(size / 16 * 16), bytes_(size), ems_(size, bytes_), model_(size_), random_(seed) {}

  void step() {
    switch (random_() % 8) {
      case 0:
      case 1:
      case 2:
        return allocate();
      case 3:
      case 4:
        return free_live();
      case 5:
        return free_anything();
      case 6:
        return reallocate();
      default:
        return scribble();
    }
  }

  void check() {
    const SharedHeap::Usage usage = ems_.usage();
    ASSERT_EQ(usage.used, model_.used());
    ASSERT_EQ(usage.free, size_ - model_.used());
    ASSERT_EQ(usage.largest, model_.largest_gap());
    ASSERT_EQ(usage.blocks, model_.live.size());
  }

 private:
  uint64_t below(uint64_t bound) { return random_() % bound; }
  uint64_t some_size() {
    switch (below(4)) {
      case 0:
        return below(65);
      case 1:
        return below(size_ / 8 + 1);
      case 2:
        return below(size_ + 32);
      default:
        return below(2) == 0 ? UINT64_MAX - below(64) : below(600);
    }
  }
  std::map<uint64_t, uint64_t>::iterator some_block() {
    auto at = model_.live.lower_bound(below(size_));
    return at == model_.live.end() ? model_.live.begin() : at;
  }

  void allocate() {
    const uint64_t size = some_size();
    const uint64_t align = below(3) == 0 ? uint64_t{1} << below(16) : 16;
    const uint64_t origin = below(2) == 0 ? 0 : 4096 * below(1 << 20);
    const uint64_t rounded = size > size_ ? size_ + 16 : Model::rounded(size);
    auto block = ems_.allocate(size, align, origin);
    ASSERT_EQ(block.ok(), model_.fits(rounded, std::max<uint64_t>(align, 16), origin));
    if (!block) {
      ASSERT_EQ(block.error().kind, ErrorKind::kLimit);
      return;
    }
    ASSERT_EQ((origin + *block) % std::max<uint64_t>(align, 16), 0u);
    ASSERT_TRUE(model_.is_free(*block, rounded));
    model_.live[*block] = rounded;
    std::memset(bytes_.bytes.data() + *block, static_cast<int>(1 + below(255)), rounded);
  }

  void free_live() {
    if (model_.live.empty()) return;
    const auto block = some_block();
    ASSERT_TRUE(ems_.free(block->first).ok());
    for (uint64_t i = 0; i < block->second; ++i) ASSERT_EQ(bytes_.bytes[block->first + i], 0);
    model_.live.erase(block);
  }

  void free_anything() {
    const uint64_t offset = below(4) == 0 ? random_() : below(size_ + 64);
    if (model_.live.count(offset) == 1) return;
    const std::vector<uint8_t> before = bytes_.bytes;
    auto freed = ems_.free(offset);
    ASSERT_FALSE(freed.ok());
    ASSERT_EQ(freed.error().kind, ErrorKind::kArgument);
    ASSERT_EQ(bytes_.bytes, before);
  }

  void reallocate() {
    if (model_.live.empty()) return;
    const auto [offset, old_size] = *some_block();
    const uint64_t size = some_size();
    const std::vector<uint8_t> before(bytes_.bytes.begin() + offset,
                                      bytes_.bytes.begin() + offset + old_size);
    auto moved = ems_.reallocate(offset, size);
    const uint64_t rounded = size > size_ ? size_ + 16 : Model::rounded(size);
    model_.live.erase(offset);
    if (!moved) {
      ASSERT_FALSE(model_.is_free(offset, rounded));
      model_.live[offset] = old_size;
      ASSERT_FALSE(model_.fits(rounded, 16, 0));
      ASSERT_TRUE(std::equal(before.begin(), before.end(), bytes_.bytes.begin() + offset));
      return;
    }
    ASSERT_TRUE(model_.is_free(*moved, rounded));
    model_.live[*moved] = rounded;
    ASSERT_TRUE(std::equal(before.begin(), before.begin() + std::min(old_size, rounded),
                           bytes_.bytes.begin() + *moved));
  }

  // A guest writes all over the heap: nothing of the allocator may notice.
  void scribble() {
    if (below(20) != 0) return;
    for (uint8_t& byte : bytes_.bytes) byte = static_cast<uint8_t>(random_());
  }

  uint64_t size_;
  Bytes bytes_;
  Ems ems_;
  Model model_;
  std::mt19937_64 random_;
};

TEST(Ems, AgreesWithAModel) {
  for (uint64_t size : {16, 256, 4096, 4100, 65536}) {
    for (uint64_t seed = 0; seed < 6; ++seed) {
      Fuzz fuzz(size, seed);
      for (int step = 0; step < 3'000; ++step) {
        fuzz.step();
        fuzz.check();
        if (testing::Test::HasFatalFailure())
          FAIL() << "size " << size << " seed " << seed << " step " << step;
      }
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
