// The mirror of a chain in the memory of an instance that runs checked code: what is accessible
// there, which page of a seam is hidden, and when the mirror goes.
#include "runtime/heap_mirror.h"

#include <gtest/gtest.h>

#include <array>
#include <random>
#include <thread>

#include "tests/heap_fixture.h"

namespace shoal::runtime {
namespace {

class HeapMirrorTest : public HeapTest {
 protected:
  /// What code finds at this address of the guest.
  static bool shows(const FakeInstance& instance, uint64_t address) {
    return Touch::can_read(instance.reservation.base() + address);
  }
  static uint64_t limit(FakeInstance& instance) { return instance.context().memory0.limit; }

  /// A chain of managed heaps of so many pages each, head first.
  SharedHeap chain_of(std::vector<uint64_t> pages) {
    SharedHeap head = managed(pages.back() * page_);
    for (size_t i = pages.size() - 1; i-- > 0;) head = chain(managed(pages[i] * page_), head);
    return head;
  }
  alignas(65536) std::array<std::byte, 65536> buffer_{};
};

TEST_F(HeapMirrorTest, AnOrdinaryChainHidesAPageOfEverySeam) {
  SharedHeap head = chain_of({3, 2, 3});
  const uint64_t a = head.start_address(), b = a + 3 * page_, c = b + 2 * page_;
  FakeInstance instance;
  ASSERT_TRUE(attach(instance, head).ok());
  EXPECT_EQ(instance.bounds(), Bounds::kChecked);
  EXPECT_EQ(limit(instance), kTop);
  EXPECT_EQ(instance.context().heap.load_span[0], 0u);
  EXPECT_FALSE(shows(instance, a - 1));
  for (const uint64_t address : {a, b - 1, b + page_, c - 1, c + page_, kTop - 1}) {
    EXPECT_TRUE(shows(instance, address));
  }
  EXPECT_FALSE(shows(instance, b));
  EXPECT_FALSE(shows(instance, c));

  // A slow access turns the seam.
  ASSERT_NE(instance.attachment.walk(b + 8, 4, false), nullptr);
  EXPECT_TRUE(shows(instance, b));
  EXPECT_FALSE(shows(instance, b - 1));
  EXPECT_TRUE(shows(instance, b - page_ - 1));
  // Across both ends of the heap in the middle: each of its seams turns.
  ASSERT_NE(instance.attachment.walk(b + page_ - 4, 8, true), nullptr);
  EXPECT_TRUE(shows(instance, c - 1));
  EXPECT_FALSE(shows(instance, c));
  // Across a seam: nothing is good, nothing turns.
  EXPECT_EQ(instance.attachment.walk(c - 4, 8, false), nullptr);
  EXPECT_EQ(instance.attachment.walk(b - 1, 2, false), nullptr);
  EXPECT_TRUE(shows(instance, c - 1));
  EXPECT_FALSE(shows(instance, c));

  ASSERT_TRUE(instance.attachment.detach().ok());
  for (uint64_t address = a; address < kTop; address += page_) {
    EXPECT_FALSE(shows(instance, address));
  }
  EXPECT_EQ(limit(instance), 65536u);
}

// Whatever is accessed, no two pages that meet at a seam are accessible at once, and the page that
// was accessed last is.
TEST_F(HeapMirrorTest, AtMostOnePageOfASeamShows) {
  const std::vector<uint64_t> pages = {1, 1, 2, 1, 3, 1};
  SharedHeap head = chain_of(pages);
  std::mt19937 random(5);
  for (int round = 0; round < 10; ++round) {  // Few turns each: none of the mirrors has to rest.
    FakeInstance instance(65536, Bounds::kChecked);
    ASSERT_TRUE(attach(instance, head).ok());
    for (int i = 0; i < 8; ++i) {
      const uint64_t page = random() % 9;
      const uint64_t address = head.start_address() + page * page_ + 16 * (random() % 4);
      ASSERT_NE(instance.attachment.walk(address, 8, random() % 2 != 0), nullptr);
      EXPECT_TRUE(shows(instance, address)) << page;
      uint64_t seam = head.start_address();
      for (const uint64_t n : pages) {
        seam += n * page_;
        if (seam == kTop) break;
        EXPECT_FALSE(shows(instance, seam - 1) && shows(instance, seam));
      }
    }
  }
}

TEST_F(HeapMirrorTest, ABusySeamLetsTheMirrorRest) {
  SharedHeap head = chain_of({3, 40});
  const uint64_t seam = head.start_address() + 3 * page_;
  FakeInstance instance(65536, Bounds::kChecked);
  ASSERT_TRUE(attach(instance, head).ok());
  const jit::VmHeapWindow& window = instance.context().heap;
  int turns = 0;
  while (limit(instance) == kTop) {
    ASSERT_LT(++turns, 100'000);
    ASSERT_NE(instance.attachment.walk(seam, 4, false), nullptr);
    ASSERT_NE(instance.attachment.walk(seam - 4, 4, false), nullptr);
  }
  // As if there were no mirror, a block of a heap at a time.
  EXPECT_EQ(limit(instance), 65536u);
  ASSERT_NE(instance.attachment.walk(seam + 8, 4, false), nullptr);
  if (limit(instance) != kTop) {
    EXPECT_EQ(window.start, seam);
    EXPECT_EQ(window.load_span[2], std::min(HeapMirror::kBlock, 40 * page_) - 3);
    EXPECT_EQ(window.store_span[2], window.load_span[2]);
  }
  EXPECT_EQ(instance.attachment.walk(seam - 2, 4, true), nullptr);
  std::this_thread::sleep_for(std::chrono::milliseconds(3));
  ASSERT_NE(instance.attachment.walk(kTop - 4, 4, false), nullptr);
  EXPECT_EQ(limit(instance), kTop);
  EXPECT_EQ(window.load_span[0], 0u);
}

TEST_F(HeapMirrorTest, ReadOnlyHeapsStayReadOnly) {
  SharedHeap head = chain_of({2, 2});
  FakeInstance instance(65536, Bounds::kChecked);
  ASSERT_TRUE(attach(instance, head, {Access::kReadOnly}).ok());
  const uint64_t seam = head.start_address() + 2 * page_;
  ASSERT_NE(instance.attachment.walk(seam, 4, false), nullptr);
  EXPECT_EQ(instance.attachment.walk(seam, 4, true), nullptr);
  EXPECT_TRUE(shows(instance, seam));
  EXPECT_FALSE(Touch::can_write(instance.reservation.base() + seam));
  EXPECT_FALSE(Touch::can_write(instance.reservation.base() + seam + page_));
}

TEST_F(HeapMirrorTest, JoinedChainsAndSingleHeapsHaveNoSeams) {
  for (const bool single : {false, true}) {
    SharedHeap head = single ? managed(4 * page_) : chain_of({2, 2});
    FakeInstance instance(65536, Bounds::kChecked);
    ASSERT_TRUE(attach(instance, head, {Access::kReadWrite, true}).ok());
    EXPECT_EQ(limit(instance), kTop);
    for (uint64_t i = 0; i < 4; ++i) EXPECT_TRUE(shows(instance, kTop - 1 - i * page_));
  }
}

TEST_F(HeapMirrorTest, WhatCannotBeMirroredIsNot) {
  SharedHeap with_buffer = chain(managed(page_), over(std::span(buffer_).first(page_)));
  FakeInstance any(65536, Bounds::kChecked);
  ASSERT_TRUE(attach(any, with_buffer).ok());
  EXPECT_EQ(limit(any), 65536u);
  EXPECT_TRUE(any.is_exact);
  ASSERT_TRUE(any.attachment.detach().ok());
  EXPECT_FALSE(any.is_exact);
  EXPECT_FALSE(shows(any, with_buffer.start_address()));

  SharedHeap head = chain_of({1, 1});
  FakeInstance shared(65536, Bounds::kChecked);
  shared.is_shared = true;
  ASSERT_TRUE(attach(shared, head).ok());
  EXPECT_EQ(limit(shared), 65536u);
  // Code that is not exact may touch all of the whole space.
  FakeInstance small(65536, Bounds::kChecked, jit::kWholeSpace - page_);
  ASSERT_TRUE(attach(small, head).ok());
  EXPECT_EQ(limit(small), 65536u);
  FakeInstance enough(65536, Bounds::kChecked, jit::kWholeSpace);
  ASSERT_TRUE(attach(enough, head).ok());
  EXPECT_EQ(limit(enough), kTop);
  // Nothing inaccessible lies between memory and chain.
  SharedHeap touching = managed(kTop - 65536);
  FakeInstance full(65536, Bounds::kChecked);
  ASSERT_TRUE(attach(full, touching).ok());
  EXPECT_EQ(limit(full), 0u);
}

TEST_F(HeapMirrorTest, GoesWhenMemoryGrowsToTheChain) {
  SharedHeap heap = managed(kTop - 3 * 65536);
  FakeInstance instance(65536, Bounds::kChecked);
  ASSERT_TRUE(attach(instance, heap).ok());
  EXPECT_TRUE(instance.grow_to(2 * 65536));
  EXPECT_EQ(limit(instance), kTop);
  EXPECT_TRUE(shows(instance, 3 * 65536));
  EXPECT_FALSE(instance.is_exact);
  EXPECT_TRUE(instance.grow_to(3 * 65536));
  EXPECT_EQ(limit(instance), 2 * 65536u);
  EXPECT_FALSE(shows(instance, 3 * 65536));
  EXPECT_TRUE(instance.is_exact);
  EXPECT_EQ(instance.attachment.walk(3 * 65536 - 4, 8, false), nullptr);
  ASSERT_NE(instance.attachment.walk(3 * 65536, 8, false), nullptr);
  EXPECT_EQ(instance.context().heap.start, 3 * 65536u);
}

}  // namespace
}  // namespace shoal::runtime
