// The two-range rule against a ten-line model, and the shortcuts of checked code against the rule.
#include <gtest/gtest.h>

#include <random>

#include "runtime/address_rule.h"
#include "tests/heap_fixture.h"

namespace shoal::runtime {
namespace {

using Wide = unsigned __int128;

// What the rule says, byte for byte as it is written, on numbers that are too wide to wrap.
const std::byte* model(const jit::VmMemory& memory, const std::vector<HeapSpan>& heaps, uint64_t ea,
                       uint64_t n) {
  if (Wide{ea} + n <= memory.byte_size) return memory.base + ea;
  for (const HeapSpan& heap : heaps) {
    const uint64_t length = n == 0 ? 1 : n;
    if (ea >= heap.start && Wide{ea} + length <= Wide{heap.start} + heap.size) {
      return heap.base + (ea - heap.start);
    }
  }
  return nullptr;
}

// Random memories with random chains above them. Nothing is touched: the bases are numbers.
class Space {
 public:
  explicit Space(uint64_t seed) : random(seed) {
    memory.base = reinterpret_cast<std::byte*>(uint64_t{1} << 40);
    memory.byte_size = 65536 * below(4);
    uint64_t end = kTop;
    for (uint64_t count = below(5); count > 0; --count) {
      const uint64_t size = 4096 * (1 + below(40));
      const HeapSpan heap{end - size, size, reinterpret_cast<std::byte*>((2 + count) << 40)};
      heaps.readable.insert(heaps.readable.begin(), heap);
      if (below(3) != 0) heaps.writable.insert(heaps.writable.begin(), heap);
      end -= size;
    }
    // Sometimes the chain begins right behind the memory, or close to it.
    if (!heaps.readable.empty() && below(2) == 0) {
      const uint64_t shift = end - memory.byte_size - 4096 * below(30);
      for (auto* list : {&heaps.readable, &heaps.writable}) {
        for (HeapSpan& heap : *list) heap.start -= shift;
      }
    }
    memory.limit = checked_limit(memory.byte_size, first(), 4096);
  }

  uint64_t below(uint64_t bound) { return random() % bound; }
  uint64_t first() const {
    return heaps.readable.empty() ? kNoHeapAddress : heaps.readable[0].start;
  }

  // Close to where something begins or ends.
  uint64_t some_address() {
    uint64_t edge = below(3) == 0 ? kTop : memory.byte_size;
    if (!heaps.readable.empty() && below(2) == 0) {
      const HeapSpan& heap = heaps.readable[below(heaps.readable.size())];
      edge = heap.start + (below(2) == 0 ? heap.size : 0);
    }
    if (below(50) == 0) return random();
    return edge + below(40) - 20;  // May wrap: the guest's offsets may as well.
  }
  uint64_t some_length() {
    switch (below(4)) {
      case 0: return below(40);
      case 1: return below(200'000);
      case 2: return random() >> below(64);
      default: return uint64_t{1} << below(5);
    }
  }

  jit::VmMemory memory;
  HeapSpans heaps;
  std::mt19937_64 random;
};

TEST(TwoRangeRule, AgreesWithItsModel) {
  for (uint64_t seed = 0; seed < 500; ++seed) {
    Space space(seed);
    for (int i = 0; i < 500; ++i) {
      const uint64_t ea = space.some_address();
      const uint64_t n = space.some_length();
      ASSERT_EQ(translate(space.memory, space.heaps, ea, n, false),
                model(space.memory, space.heaps.readable, ea, n));
      ASSERT_EQ(translate(space.memory, space.heaps, ea, n, true),
                model(space.memory, space.heaps.writable, ea, n));
    }
  }
}

TEST(TwoRangeRule, EmptyRanges) {
  const jit::VmMemory memory{reinterpret_cast<std::byte*>(4096), 65536, 65536};
  const HeapSpans heaps{{{kTop - 4096, 4096, reinterpret_cast<std::byte*>(1 << 20)}}, {}};
  EXPECT_NE(translate(memory, heaps, 65536, 0, true), nullptr);
  EXPECT_EQ(translate(memory, heaps, 65537, 0, true), nullptr);
  EXPECT_NE(translate(memory, heaps, kTop - 1, 0, false), nullptr);
  EXPECT_EQ(translate(memory, heaps, kTop - 1, 0, true), nullptr);  // Read-only.
  EXPECT_EQ(translate(memory, heaps, kTop, 0, false), nullptr);
  EXPECT_EQ(translate({}, {}, 0, 0, false), nullptr);  // No memory at all.
}

// What an index below the limit says of an access: it is good, or its bytes are inaccessible and no
// heap's.
TEST(CheckedLimit, NeverSaysMoreThanTheRule) {
  for (uint64_t seed = 0; seed < 2'000; ++seed) {
    Space space(seed);
    for (int i = 0; i < 200; ++i) {
      const uint64_t n = uint64_t{1} << space.below(5);
      const uint64_t offset =
          space.below(2) == 0 ? jit::kTailGuard - n : space.below(jit::kTailGuard - n + 1);
      const uint64_t index =
          space.below(2) == 0 ? space.memory.limit - 1 - space.below(20) : space.below(300'000);
      if (index >= space.memory.limit) continue;
      const uint64_t ea = index + offset;
      const auto* native = translate(space.memory, space.heaps, ea, n, false);
      if (ea + n <= space.memory.byte_size) {
        ASSERT_EQ(native, space.memory.base + ea);
      } else {
        ASSERT_EQ(native, nullptr);
        ASSERT_LE(ea + n, space.first());
      }
    }
  }
}

TEST(CheckedLimit, Values) {
  constexpr uint64_t kPage = 4096;
  EXPECT_EQ(checked_limit(65536, kNoHeapAddress, kPage), 65536u);
  EXPECT_EQ(checked_limit(65536, kTop - 4096, kPage), 65536u);
  EXPECT_EQ(checked_limit(kTop, kNoHeapAddress, kPage), kTop);
  EXPECT_EQ(checked_limit(3 * 65536, 4 * 65536, kPage), 3 * 65536u);  // Just room enough.
  EXPECT_EQ(checked_limit(3 * 65536, 4 * 65536 - 4096, kPage), 3 * 65536u - 4096);
  EXPECT_EQ(checked_limit(3 * 65536, 3 * 65536, kPage), 2 * 65536u);  // They touch.
  EXPECT_EQ(checked_limit(0, 0, kPage), 0u);
  EXPECT_EQ(checked_limit(65536, 65536, kPage), 0u);
  EXPECT_EQ(checked_limit(100'000, kNoHeapAddress, kPage),
            100'000u - jit::kTailGuard);  // Ends inside a page.
  EXPECT_EQ(checked_limit(100, kNoHeapAddress, kPage), 0u);
  EXPECT_EQ(checked_limit(65536, kNoHeapAddress, 65536), 65536u);
}

TEST(Window, IsTheSpan) {
  std::mt19937_64 random(3);
  for (const uint64_t size : {1, 3, 8, 15, 16, 4096}) {
    const HeapSpan span{kTop - size, size, nullptr};
    const jit::VmHeapWindow both = make_window(span, true);
    const jit::VmHeapWindow load = make_window(span, false);
    for (uint64_t k = 0; k < 5; ++k) {
      const uint64_t n = uint64_t{1} << k;
      for (uint64_t a = span.start - 20; a < kTop + 20; ++a) {
        ASSERT_EQ(a - both.start < both.load_span[k], span.contains(a, n)) << size << " " << n;
      }
      EXPECT_EQ(both.store_span[k], both.load_span[k]);
      EXPECT_EQ(load.store_span[k], 0u);
    }
  }
}

}  // namespace
}  // namespace shoal::runtime
