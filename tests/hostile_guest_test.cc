// The hostile guest of hostile_guest.h, attached to heaps in which others have blocks, through the
// C++ API: nothing that it does changes what is not its own, and the host goes on.
#include "tests/hostile_guest.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <atomic>
#include <cstring>
#include <string>
#include <thread>
#include <vector>

#include "tests/wat_instance.h"

namespace shoal {
namespace {

using testing::compile;
using testing::must;

constexpr uint64_t kTop = uint64_t{1} << 32;

class HostileGuest : public ::testing::TestWithParam<Bounds> {
 protected:
  HostileGuest() {
    must(define_shared_heap_imports(linker_));
    must(linker_.define_malloc());
    EXPECT_TRUE(SharedHeap::chain(heap_, tail_).ok());
    std::memset(buffer_.data(), 0x5A, buffer_.size());
    for (int i = 0; i < 8; ++i) {
      blocks_.push_back(*heap_.allocate(64));
      std::memset(heap_.native_address(blocks_.back(), 64), 0xB0 + i, 64);
    }
  }

  Instance guest(uint64_t own_heap = 0) {
    return must(linker_.instantiate(module_, {.host_managed_heap_size = own_heap}));
  }
  /// A guest with the chain attached.
  Instance attached() {
    Instance instance = guest();
    must(instance.attach(heap_));
    return instance;
  }
  template <class... Args>
  static int32_t call(const Instance& instance, const char* name, Args... args) {
    std::vector<Value> values = {Value::i32(static_cast<int32_t>(args))...};
    const auto results = must(must(instance.func(name)).call(values));
    return results.empty() ? 0 : results[0].i32();
  }
  uint32_t start() const { return static_cast<uint32_t>(heap_.start_address()); }

  /// The blocks of the others, and the buffer that nobody had a right to, are as they were.
  void expect_unharmed(bool and_bytes = true) {
    EXPECT_EQ(heap_.usage().blocks, blocks_.size());
    EXPECT_EQ(heap_.usage().used, 64 * blocks_.size());
    for (size_t i = 0; and_bytes && i < blocks_.size(); ++i) {
      const std::vector<uint8_t> bytes(64, static_cast<uint8_t>(0xB0 + i));
      EXPECT_EQ(std::memcmp(heap_.native_address(blocks_[i], 64), bytes.data(), 64), 0);
    }
    EXPECT_EQ(std::vector(buffer_.size(), std::byte{0x5A}), buffer_);
    for (const uint64_t block : blocks_) EXPECT_TRUE(heap_.free(block).ok());
    EXPECT_EQ(heap_.usage().largest, heap_.size());
  }

  const uint64_t page_ = static_cast<uint64_t>(sysconf(_SC_PAGESIZE));
  Engine engine_ = testing::make_engine({.bounds = GetParam()});
  Linker linker_{engine_};
  Module module_ = compile(engine_, tests::kHostileGuest);
  std::vector<std::byte> buffer_ = std::vector<std::byte>(page_);
  SharedHeap tail_ = *SharedHeap::from_buffer(engine_, std::span(buffer_));
  SharedHeap heap_ = *SharedHeap::create_managed(engine_, 4 * page_);
  std::vector<uint64_t> blocks_;  ///< Of the others: one behind the other.
};

TEST_P(HostileGuest, SeesNothingOfTheBooks) {
  const Instance instance = attached();
  call(instance, "churn", 3);
  EXPECT_EQ(call(instance, "count", start(), 4 * page_), 64 * 8);
  expect_unharmed();
}

TEST_P(HostileGuest, FreesEveryAddress) {
  const Instance instance = attached();
  for (size_t i = 0; i + 1 < blocks_.size(); ++i) {
    // Inside each block of another, and between them.
    call(instance, "free_all", blocks_[i] + 1, 63, 1, 0);
  }
  call(instance, "free_all", start(), kTop - start(), blocks_.front(), blocks_.back());
  call(instance, "free_all", 0, 65536, 1, 0);
  const auto beyond = must(instance.func("free_shared")).call({{Value::i32(65536)}});
  EXPECT_EQ(beyond.error().trap, TrapKind::kMemoryOutOfBounds);
  expect_unharmed();
}

TEST_P(HostileGuest, ForgesEveryHeader) {
  const Instance instance = attached();
  const auto behind = static_cast<uint32_t>(blocks_.back()) + 64;
  for (const uint32_t header : tests::kHeaders) {
    // Everywhere that it may write, then as if each word were a header.
    call(instance, "forge", behind, start() + 4 * page_ - behind, header);
    call(instance, "free_all", start(), 4 * page_, blocks_.front(), blocks_.back());
    const auto block = static_cast<uint32_t>(call(instance, "malloc_shared", 100));
    ASSERT_GE(block, behind);
    call(instance, "forge", block, 96, header);
    call(instance, "free_shared", block);
    call(instance, "free_shared", block);
    call(instance, "churn", 1);
  }
  expect_unharmed();
}

TEST_P(HostileGuest, AsksForAnySize) {
  const Instance instance = attached();
  for (const uint32_t size : tests::kSizes) {
    const auto block = static_cast<uint32_t>(call(instance, "malloc_shared", size));
    EXPECT_EQ(block != 0, size <= 3 * page_) << size;
    if (block != 0) call(instance, "free_shared", block);
  }
  expect_unharmed();
}

TEST_P(HostileGuest, SpoilsTheHeapInItsMemory) {
  const Instance instance = guest(16384);
  const MemoryHeap heap = *must(instance.memory()).heap();
  const uint64_t mine = must(instance.allocate(64));
  for (int round = 0; round < 3; ++round) {
    for (const uint32_t header : tests::kHeaders) {
      call(instance, "forge", heap.begin(), heap.size(), header);
      call(instance, "malloc_own", 24);
    }
    EXPECT_GT(call(instance, "grow", 1), 0);
  }
  call(instance, "free_all_own", 0, heap.begin());
  call(instance, "free_all_own", mine + 1, 63);
  EXPECT_EQ(heap.block_size(mine), 64u);
  EXPECT_EQ(heap.usage().blocks, 1u + 3 * std::size(tests::kHeaders));
  call(instance, "free_all_own", 0, 65536);
  call(instance, "free_all_own", heap.begin(), heap.size());
  EXPECT_EQ(heap.usage().largest, heap.usage().free);
  EXPECT_EQ(heap.usage().blocks, 0u);
}

// One guest writes all over the heap, all the time; another, and the host, allocate.
TEST_P(HostileGuest, ScribblesWhileOthersAllocate) {
  const Instance scribbler = attached(), other = attached();
  std::atomic<bool> is_done = false;
  std::thread thread([&] {
    call(scribbler, "scribble", start(), 4 * page_);
    is_done = true;
  });
  do {
    call(other, "churn", 1);
    const uint64_t block = must(heap_.allocate(200));
    EXPECT_FALSE(heap_.free(block + 8).ok());
    EXPECT_TRUE(heap_.free(block).ok());
  } while (!is_done);
  thread.join();
  expect_unharmed(/*and_bytes=*/false);
}

INSTANTIATE_TEST_SUITE_P(, HostileGuest, ::testing::Values(Bounds::kGuarded, Bounds::kChecked),
                         [](const auto& info) {
                           return info.param == Bounds::kGuarded ? "Guarded" : "Checked";
                         });

}  // namespace
}  // namespace shoal
