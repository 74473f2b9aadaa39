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

#include "runtime/align.h"
#include "tests/heap_fixture.h"

namespace shoal::runtime {
namespace {

constexpr int kHeaps = 7;
constexpr int kInstances = 3;
constexpr int kNone = -1;

/// A heap as the rules see it.
struct ModelHeap {
  uint64_t size = 0;
  bool is_managed = false;
  bool is_read_only = false;
  bool is_alive = true;
  int next = kNone;
  int previous = kNone;
  int attached = 0;
};

enum Operation { kChain, kUnchain, kReset, kDestroy, kAttach, kAllocate, kOperations };

class HeapModelTest : public HeapTest, public testing::WithParamInterface<int> {
 protected:
  HeapModelTest() : random_(GetParam()) {
    for (int i = 0; i < kHeaps; ++i) make_heap(i);
  }

  int some_heap() { return static_cast<int>(random_() % kHeaps); }

  void make_heap(int i) {
    ModelHeap& model = model_[i];
    model = {};
    model.size = page_ * (1 + random_() % 4);
    model.is_managed = random_() % 2 == 0;
    model.is_read_only = !model.is_managed && random_() % 2 == 0;
    if (model.is_managed) {
      heaps_[i] = managed(model.size);
    } else {
      if (random_() % 2 == 0) model.size -= random_() % page_;  // A window.
      buffers_[i] = std::vector<std::byte>(model.size);
      heaps_[i] = over(buffers_[i], model.is_read_only ? Access::kReadOnly : Access::kReadWrite);
    }
  }

  /// The heaps from `i` on.
  std::vector<int> tail_of(int i) const {
    std::vector<int> list;
    for (; i != kNone; i = model_[i].next) list.push_back(i);
    return list;
  }
  uint64_t start_of(int i) const {
    uint64_t start = kTop;
    for (const int heap : tail_of(i)) start -= round_up(model_[heap].size, page_);
    return start;
  }
  bool none_attached(const std::vector<int>& list) const {
    for (const int heap : list) {
      if (model_[heap].attached != 0) return false;
    }
    return true;
  }

  void chain_two() {
    const int head = some_heap();
    const int body = some_heap();
    ModelHeap& h = model_[head];
    ModelHeap& b = model_[body];
    const bool allowed = h.is_alive && b.is_alive && head != body && h.attached == 0 &&
                         b.attached == 0 && h.next == kNone && h.previous == kNone &&
                         b.previous == kNone;
    ASSERT_EQ(SharedHeap::chain(heaps_[head], heaps_[body]).ok(), allowed);
    count(kChain, allowed);
    if (!allowed) return;
    h.next = body;
    b.previous = head;
  }

  void unchain() {
    const int head = some_heap();
    const bool entire = random_() % 2 == 0;
    const std::vector<int> list = tail_of(head);
    const bool allowed = model_[head].is_alive && list.size() > 1 &&
                         (entire ? none_attached(list) : model_[head].attached == 0);
    auto result = SharedHeap::unchain(heaps_[head], entire);
    ASSERT_EQ(result.ok(), allowed);
    count(kUnchain, allowed);
    if (!allowed) return;
    ASSERT_EQ(*result, heaps_[entire ? list.back() : list[1]]);
    for (size_t i = 0; i + 1 < list.size() && (entire || i == 0); ++i) {
      model_[list[i]].next = kNone;
      model_[list[i + 1]].previous = kNone;
    }
  }

  void reset() {
    const int head = some_heap();
    const std::vector<int> list = tail_of(head);
    bool allowed = model_[head].is_alive && none_attached(list);
    for (const int heap : list) allowed = allowed && !model_[heap].is_read_only;
    ASSERT_EQ(heaps_[head].reset().ok(), allowed);
    count(kReset, allowed);
    if (!allowed) return;
    for (const int heap : list) ASSERT_EQ(heaps_[heap].usage().blocks, 0u);
  }

  void destroy() {
    const int i = some_heap();
    const ModelHeap& heap = model_[i];
    if (heap.is_alive && random_() % 4 != 0) return;
    const bool allowed =
        heap.is_alive && heap.attached == 0 && heap.next == kNone && heap.previous == kNone;
    ASSERT_EQ(heaps_[i].destroy().ok(), allowed);
    count(kDestroy, allowed);
    if (!heap.is_alive) make_heap(i);
    if (!allowed) return;
    model_[i].is_alive = false;
    model_[i].size = 0;
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
      for (const int heap : tail_of(*attached)) --model_[heap].attached;
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
    const std::vector<int> list = tail_of(head);
    bool allowed = model_[head].is_alive && !attached;
    for (const int heap : list) {
      if (options.contiguous && list.size() > 1 && !model_[heap].is_managed) allowed = false;
    }
    ASSERT_EQ(attach(*instance, heaps_[head], options).ok(), allowed);
    count(kAttach, allowed);
    if (!allowed) return;
    attached = head;
    for (const int heap : list) ++model_[heap].attached;
  }

  void allocate() {
    const int head = some_heap();
    const uint64_t size = 1 + random_() % (2 * page_);
    uint64_t largest = 0;
    for (const int heap : tail_of(head)) largest = std::max(largest, heaps_[heap].usage().largest);
    auto block = heaps_[head].allocate(size);
    ASSERT_EQ(block.ok(), size <= largest);
    count(kAllocate, block.ok());
    if (!block) return;
    ASSERT_GE(*block, start_of(head));
    ASSERT_TRUE(heaps_[head].valid_range(*block, size));
    if (random_() % 2 == 0) {
      ASSERT_TRUE(heaps_[head].free(*block).ok());
      ASSERT_FALSE(heaps_[head].free(*block).ok());
    }
  }

  void check() {
    for (int i = 0; i < kHeaps; ++i) {
      ASSERT_EQ(heaps_[i].size(), model_[i].size);
      ASSERT_EQ(heaps_[i].start_address(), start_of(i));
      ASSERT_EQ(heaps_[i].attached_count(), static_cast<uint64_t>(model_[i].attached));
      std::vector<SharedHeap> list;
      for (const int heap : tail_of(i)) list.push_back(heaps_[heap]);
      ASSERT_EQ(heaps_[i].heaps(), list);
    }
    for (int i = 0; i < kInstances; ++i) {
      if (!attached_[i]) continue;
      for (const int heap : tail_of(*attached_[i])) check_reachable(*instances_[i], heap);
    }
  }

  /// The heap's first and last byte are where the instance would look for them.
  void check_reachable(FakeInstance& instance, int heap) {
    const std::span<const std::byte> bytes = heaps_[heap].bytes();
    for (const uint64_t offset : {uint64_t{0}, bytes.size() - 1}) {
      const std::byte* at = instance.attachment.translate(start_of(heap) + offset, 1, false);
      ASSERT_NE(at, nullptr);
      ASSERT_EQ(*at, bytes[offset]);
    }
  }

  void count(Operation operation, bool allowed) { ++(allowed ? done_ : refused_)[operation]; }

  std::array<int, kOperations> done_{};
  std::array<int, kOperations> refused_{};
  std::mt19937_64 random_;
  std::array<ModelHeap, kHeaps> model_;
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
