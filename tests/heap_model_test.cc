// Chains in random order against a model: some heaps, some instances, and every operation on them,
// sensible or not. After each step the heaps must be where the model says, and what the rules
// forbid must have failed.
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <memory>
#include <optional>
#include <random>
#include <vector>

#include "tests/chain_model.h"
#include "tests/heap_fixture.h"

namespace shoal::runtime {
namespace {

constexpr int kHeaps = 7;
constexpr int kInstances = 3;

using tests::ChainModel;

enum Operation { kChain, kUnchain, kReset, kDestroy, kAttach, kAllocate, kOperations };

class HeapModelTest : public HeapTest, public testing::WithParamInterface<int> {
 protected:
  HeapModelTest() : random_(GetParam()) {
    for (int i = 0; i < kHeaps; ++i) make_heap(i);
  }

  int some_heap() { return static_cast<int>(random_() % kHeaps); }

  void make_heap(int i) {
    ChainModel::Heap heap;
    heap.size = page_ * (1 + random_() % 4);
    heap.is_managed = random_() % 2 == 0;
    heap.is_buffer = !heap.is_managed;
    heap.is_read_only = !heap.is_managed && random_() % 2 == 0;
    if (heap.is_managed) {
      heaps_[i] = managed(heap.size);
    } else {
      if (random_() % 2 == 0) heap.size -= random_() % page_;  // A window.
      buffers_[i] = std::vector<std::byte>(heap.size);
      heaps_[i] = over(buffers_[i], heap.is_read_only ? Access::kReadOnly : Access::kReadWrite);
    }
    model_.set(i, heap);
  }

  void chain_two() {
    const int head = some_heap();
    const int body = some_heap();
    const bool allowed = model_.can_chain(head, body);
    ASSERT_EQ(SharedHeap::chain(heaps_[head], heaps_[body]).ok(), allowed);
    count(kChain, allowed);
    if (allowed) model_.chain(head, body);
  }

  void unchain() {
    const int head = some_heap();
    const bool entire = random_() % 2 == 0;
    const bool allowed = model_.can_unchain(head, entire);
    auto result = SharedHeap::unchain(heaps_[head], entire);
    ASSERT_EQ(result.ok(), allowed);
    count(kUnchain, allowed);
    if (!allowed) return;
    ASSERT_EQ(*result, heaps_[model_.unchain(head, entire)]);
  }

  void reset() {
    const int head = some_heap();
    const bool allowed = model_.can_reset(head);
    ASSERT_EQ(heaps_[head].reset().ok(), allowed);
    count(kReset, allowed);
    if (!allowed) return;
    for (const int heap : model_.tail_of(head)) ASSERT_EQ(heaps_[heap].usage().blocks, 0u);
  }

  void destroy() {
    const int i = some_heap();
    const bool was_alive = model_[i].is_alive;
    if (was_alive && random_() % 4 != 0) return;
    const bool allowed = model_.can_destroy(i);
    ASSERT_EQ(heaps_[i].destroy().ok(), allowed);
    count(kDestroy, allowed);
    if (!was_alive) make_heap(i);
    if (!allowed) return;
    model_.destroy(i);
    ASSERT_FALSE(heaps_[i].allocate(1).ok());
  }

  void attach_or_detach() {
    const size_t at = random_() % kInstances;
    std::unique_ptr<FakeInstance>& instance = instances_[at];
    std::optional<int>& attached = attached_[at];
    if (!instance)
      instance = std::make_unique<FakeInstance>(
          65536, random_() % 2 == 0 ? Bounds::kGuarded : Bounds::kChecked);
    if (attached && random_() % 2 == 0) {
      model_.detach(*attached);
      attached.reset();
      if (random_() % 2 == 0) {
        instance.reset();  // It detaches by itself.
      } else {
        ASSERT_TRUE(instance->attachment.detach().ok());
      }
      return;
    }
    const int head = some_heap();
    AttachOptions options;
    options.contiguous = random_() % 2 == 0;
    options.access = random_() % 2 == 0 ? Access::kReadOnly : Access::kReadWrite;
    const bool allowed = !attached && model_.can_attach(head, options.contiguous);
    ASSERT_EQ(attach(*instance, heaps_[head], options).ok(), allowed);
    count(kAttach, allowed);
    if (!allowed) return;
    attached = head;
    model_.attach(head);
  }

  void allocate() {
    const int head = some_heap();
    const uint64_t size = 1 + random_() % (2 * page_);
    uint64_t largest = 0;
    for (const int heap : model_.tail_of(head)) {
      largest = std::max(largest, heaps_[heap].usage().largest);
    }
    auto block = heaps_[head].allocate(size);
    ASSERT_EQ(block.ok(), size <= largest);
    count(kAllocate, block.ok());
    if (!block) return;
    ASSERT_GE(*block, model_.start_of(head));
    ASSERT_TRUE(heaps_[head].valid_range(*block, size));
    if (random_() % 2 == 0) {
      ASSERT_TRUE(heaps_[head].free(*block).ok());
      ASSERT_FALSE(heaps_[head].free(*block).ok());
    }
  }

  void check() {
    for (int i = 0; i < kHeaps; ++i) {
      ASSERT_EQ(heaps_[i].size(), model_[i].size);
      ASSERT_EQ(heaps_[i].start_address(), model_.start_of(i));
      ASSERT_EQ(heaps_[i].attached_count(), model_[i].attached);
      std::vector<SharedHeap> list;
      for (const int heap : model_.tail_of(i)) list.push_back(heaps_[heap]);
      ASSERT_EQ(heaps_[i].heaps(), list);
    }
    for (int i = 0; i < kInstances; ++i) {
      if (!attached_[i]) continue;
      for (const int heap : model_.tail_of(*attached_[i])) check_reachable(*instances_[i], heap);
    }
  }

  /// The heap's first and last byte are where the instance would look for them.
  void check_reachable(FakeInstance& instance, int heap) {
    const std::span<const std::byte> bytes = heaps_[heap].bytes();
    for (const uint64_t offset : {uint64_t{0}, bytes.size() - 1}) {
      const std::byte* at = instance.attachment.translate(model_.start_of(heap) + offset, 1, false);
      ASSERT_NE(at, nullptr);
      ASSERT_EQ(*at, bytes[offset]);
    }
  }

  void count(Operation operation, bool allowed) { ++(allowed ? done_ : refused_)[operation]; }

  std::array<int, kOperations> done_{};
  std::array<int, kOperations> refused_{};
  std::mt19937_64 random_;
  ChainModel model_;
  std::array<SharedHeap, kHeaps> heaps_;
  std::array<std::vector<std::byte>, kHeaps> buffers_;
  std::array<std::unique_ptr<FakeInstance>, kInstances> instances_;
  std::array<std::optional<int>, kInstances> attached_;
};

TEST_P(HeapModelTest, Agrees) {
  for (int step = 0; step < 3'000 && !HasFatalFailure(); ++step) {
    SCOPED_TRACE(step);
    switch (random_() % 8) {
      case 0:
      case 1: chain_two(); break;
      case 2: unchain(); break;
      case 3: reset(); break;
      case 4: destroy(); break;
      case 5:
      case 6: attach_or_detach(); break;
      default: allocate();
    }
    if (!HasFatalFailure()) check();
  }
  for (int operation = 0; operation < kOperations; ++operation) {
    EXPECT_GT(done_[operation], 10) << operation;
    EXPECT_GT(refused_[operation], 10) << operation;
  }
}

INSTANTIATE_TEST_SUITE_P(Seeds, HeapModelTest, testing::Range(0, 8));

}  // namespace
}  // namespace shoal::runtime
