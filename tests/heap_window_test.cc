// Windows: heaps over a part of a buffer or file that begins or ends inside a page. Emitted code, in
// both bounds modes, reaches their bytes and not their neighbours'.
#include <fcntl.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <cstdlib>
#include <cstring>
#include <optional>
#include <vector>

#include "shoal/shared_heap.h"
#include "tests/wat_instance.h"

namespace shoal::testing {
namespace {

constexpr uint64_t kTop = uint64_t{1} << 32;

/// What lies where, in a file and in a buffer.
uint8_t byte_at(uint64_t i) { return static_cast<uint8_t>(i * 7 + i / 256 + 1); }

class HeapWindowTest : public ::testing::TestWithParam<Bounds> {
 protected:
  HeapWindowTest() {
    char path[] = "/tmp/shoal-window-XXXXXX";
    fd_ = mkstemp(path);
    unlink(path);
    for (uint64_t i = 0; i < 4 * page_; ++i) content_.push_back(static_cast<std::byte>(byte_at(i)));
    EXPECT_EQ(write(fd_, content_.data(), content_.size()), static_cast<ssize_t>(content_.size()));
    buffer_ = content_;
  }
  ~HeapWindowTest() override { close(fd_); }

  SharedHeap file(uint64_t offset, uint64_t length, Access access = Access::kReadWrite) {
    return must(SharedHeap::from_fd(engine_, fd_, offset, length, access));
  }
  SharedHeap buffer(uint64_t offset, uint64_t length) {
    return must(SharedHeap::from_buffer(engine_, std::span(buffer_).subspan(offset, length)));
  }
  Instance attached(const SharedHeap& heap, const AttachOptions& options = {}) {
    Instance instance = instantiate(engine_, R"((module (memory 1)
      (func (export "load8") (param i32) (result i64) (i64.load8_u (local.get 0)))
      (func (export "load16") (param i32) (result i64) (i64.load16_u (local.get 0)))
      (func (export "load32") (param i32) (result i64) (i64.load32_u (local.get 0)))
      (func (export "load64") (param i32) (result i64) (i64.load (local.get 0)))
      (func (export "store8") (param i32 i32) (i32.store8 (local.get 0) (local.get 1)))
      (func (export "store64") (param i32 i64) (i64.store (local.get 0) (local.get 1)))
      (func (export "fill") (param i32 i32 i32)
        (memory.fill (local.get 0) (local.get 1) (local.get 2)))
      (func (export "sum") (param $at i32) (param $end i32) (result i32) (local $sum i32)
        (loop $l
          (local.set $sum (i32.add (local.get $sum) (i32.load8_u (local.get $at))))
          (br_if $l (i32.ne (local.tee $at (i32.add (local.get $at) (i32.const 1)))
                            (local.get $end))))
        (local.get $sum))))");
    must(instance.attach(heap, options));
    return instance;
  }

  /// Loads of every width at `address` see the bytes of a heap of the chain, or trap if they do not
  /// lie in one.
  static void expect_loads(const Instance& instance, const SharedHeap& head, uint64_t address) {
    const char* const names[] = {"load8", "load16", "load32", "load64"};
    for (uint64_t log2 = 0; log2 < 4; ++log2) {
      const uint64_t n = uint64_t{1} << log2;
      std::optional<uint64_t> expected;
      for (const SharedHeap& heap : head.heaps()) {
        const uint64_t at = address - heap.start_address();
        if (at >= heap.size() || n > heap.size() - at) continue;
        std::memcpy(&expected.emplace(0), heap.bytes().data() + at, n);
      }
      const auto load = must(instance.function<uint64_t(uint32_t)>(names[log2]));
      const Result<uint64_t> loaded = load(static_cast<uint32_t>(address));
      ASSERT_EQ(loaded.ok(), expected.has_value()) << names[log2] << " at " << address;
      if (expected) {
        ASSERT_EQ(*loaded, *expected);
      }
    }
  }
  /// Around all edges of the heap and of the pages in it.
  void expect_exactly(const Instance& instance, const SharedHeap& head) {
    for (const SharedHeap& heap : head.heaps()) expect_edges(instance, head, heap);
  }
  void expect_edges(const Instance& instance, const SharedHeap& head, const SharedHeap& heap) {
    const uint64_t start = heap.start_address();
    const uint64_t end = start + heap.size();
    for (uint64_t edge : {start, end, start / page_ * page_, (end + page_ - 1) / page_ * page_,
                          (start / page_ + 1) * page_, end / page_ * page_}) {
      for (uint64_t address = edge - 9; address <= edge + 9; ++address) {
        if (address < kTop) expect_loads(instance, head, address);
      }
    }
  }

  const uint64_t page_ = static_cast<uint64_t>(sysconf(_SC_PAGESIZE));
  Engine engine_ = make_engine({.bounds = GetParam()});
  int fd_ = -1;
  std::vector<std::byte> content_;
  std::vector<std::byte> buffer_;
};

INSTANTIATE_TEST_SUITE_P(, HeapWindowTest, ::testing::Values(Bounds::kGuarded, Bounds::kChecked),
                         [](const auto& info) {
                           return info.param == Bounds::kGuarded ? "Guarded" : "Checked";
                         });

TEST_P(HeapWindowTest, AnyRangeOfAFileIsReachedToTheByte) {
  const std::pair<uint64_t, uint64_t> ranges[] = {
      {0, 1},          {1, 1},         {5, 7},         {page_ - 1, 2}, {page_ - 3, page_ + 6},
      {1, page_ - 1},  {page_, 100},   {100, page_},   {3, 3 * page_}, {0, 3 * page_ + 1},
      {page_ - 8, 16}, {page_, page_}, {0, 4 * page_},
  };
  for (const auto& [offset, length] : ranges) {
    SCOPED_TRACE(std::to_string(offset) + " + " + std::to_string(length));
    const SharedHeap heap = file(offset, length);
    ASSERT_EQ(heap.size(), length);
    ASSERT_EQ(heap.start_address() % page_, offset % page_);
    ASSERT_EQ(heap.bytes()[0], content_[offset]);
    const bool is_whole = offset % page_ == 0 && length % page_ == 0;
    EXPECT_EQ(heap.is_mappable(), is_whole);
    const Instance instance = attached(heap);
    EXPECT_EQ(instance.bounds(), is_whole ? GetParam() : Bounds::kChecked);
    expect_exactly(instance, heap);
  }
}

TEST_P(HeapWindowTest, ChainsOfWindows) {
  const SharedHeap tail = file(10, page_ + 1);
  const SharedHeap middle = buffer(3, 2 * page_ + 5);
  const SharedHeap second = file(2 * page_ - 1, page_ + 2);
  const SharedHeap head = must(SharedHeap::create_managed(engine_, page_));
  must(SharedHeap::chain(middle, tail));
  must(SharedHeap::chain(second, middle));
  must(SharedHeap::chain(head, second));
  const Instance instance = attached(head);
  expect_exactly(instance, head);
  EXPECT_EQ(tail.start_address(), kTop - 2 * page_ + 10);
  EXPECT_EQ(middle.start_address(),
            kTop - 5 * page_);  // Of a buffer, the first byte begins a page.
  EXPECT_EQ(second.start_address(), kTop - 8 * page_ + (page_ - 1));
  EXPECT_EQ(head.start_address(), kTop - 9 * page_);
}

TEST_P(HeapWindowTest, StoresChangeNoNeighbour) {
  const uint64_t offset = page_ - 5;
  const uint64_t length = page_ + 10;
  const SharedHeap heap = file(offset, length);
  const Instance instance = attached(heap);
  const auto store8 = must(instance.function<void(uint32_t, uint32_t)>("store8"));
  const auto store64 = must(instance.function<void(uint32_t, uint64_t)>("store64"));
  const auto fill = must(instance.function<void(uint32_t, uint32_t, uint32_t)>("fill"));
  const auto start = static_cast<uint32_t>(heap.start_address());
  const auto end = static_cast<uint32_t>(start + length);
  EXPECT_FALSE(store8(start - 1, 0));
  EXPECT_FALSE(store8(end, 0));
  for (uint32_t i = 1; i < 8; ++i) {
    EXPECT_FALSE(store64(start - i, 0)) << i;
    EXPECT_FALSE(store64(end - i, 0)) << i;
  }
  EXPECT_FALSE(fill(start - 1, 0, 2));
  EXPECT_FALSE(fill(start, 0, static_cast<uint32_t>(length) + 1));
  EXPECT_EQ(std::memcmp(heap.bytes().data(), content_.data() + offset, length), 0);
  must(store8(start, 0xEE));
  must(store8(end - 1, 0xEE));
  must(store64(end - 9, ~uint64_t{0}));
  must(fill(start + 1, 0xAA, 100));
  std::vector<std::byte> now(content_.size());
  ASSERT_EQ(pread(fd_, now.data(), now.size(), 0), static_cast<ssize_t>(now.size()));
  std::vector<std::byte> expected = content_;
  expected[offset] = expected[offset + length - 1] = std::byte{0xEE};
  std::fill_n(expected.begin() + static_cast<ptrdiff_t>(offset + length - 9), 8, std::byte{0xFF});
  std::fill_n(expected.begin() + static_cast<ptrdiff_t>(offset + 1), 100, std::byte{0xAA});
  EXPECT_EQ(now, expected);
}

TEST_P(HeapWindowTest, LoopsOverAWindowSeeEachByteOnce) {
  const uint64_t offset = 11;
  const uint64_t length = 3 * page_ + 100;
  for (const SharedHeap& heap : {file(offset, length), buffer(offset, length)}) {
    uint32_t expected = 0;
    for (uint64_t i = 0; i < length; ++i) expected += byte_at(offset + i);
    const Instance instance = attached(heap);
    const auto sum = must(instance.function<uint32_t(uint32_t, uint32_t)>("sum"));
    const auto start = static_cast<uint32_t>(heap.start_address());
    EXPECT_EQ(must(sum(start, static_cast<uint32_t>(start + length))), expected);
    EXPECT_FALSE(sum(start, static_cast<uint32_t>(start + length + 1)));
  }
}

TEST_P(HeapWindowTest, ReadOnlyWindows) {
  const SharedHeap heap = file(7, 100, Access::kReadOnly);
  const Instance instance = attached(heap);
  const auto start = static_cast<uint32_t>(heap.start_address());
  EXPECT_FALSE(must(instance.function<void(uint32_t, uint32_t)>("store8"))(start, 0));
  expect_exactly(instance, heap);
}

TEST_P(HeapWindowTest, AddressesAreTranslatedToTheByte) {
  const SharedHeap heap = file(page_ + 5, 10);
  const uint64_t start = heap.start_address();
  const std::byte* const native = heap.bytes().data();
  EXPECT_EQ(heap.native_address(start, 10), native);
  EXPECT_EQ(heap.native_address(start + 9), native + 9);
  EXPECT_EQ(heap.native_address(start, 11), nullptr);
  EXPECT_EQ(heap.native_address(start - 1), nullptr);
  EXPECT_EQ(heap.guest_address(native + 3, 7), start + 3);
  EXPECT_FALSE(heap.guest_address(native - 1));
  EXPECT_FALSE(heap.guest_address(native + 10));
}

TEST_P(HeapWindowTest, ResetZeroesTheWindowOnly) {
  SharedHeap heap = file(page_ - 1, 3);
  must(heap.reset());
  std::vector<std::byte> expected = content_;
  std::fill_n(expected.begin() + static_cast<ptrdiff_t>(page_ - 1), 3, std::byte{0});
  std::vector<std::byte> now(content_.size());
  ASSERT_EQ(pread(fd_, now.data(), now.size(), 0), static_cast<ssize_t>(now.size()));
  EXPECT_EQ(now, expected);
}

TEST_P(HeapWindowTest, WindowsAreNotJoined) {
  const SharedHeap head = file(0, page_ - 1);
  must(SharedHeap::chain(head, file(page_, page_)));
  Instance instance = instantiate(engine_, "(module (memory 1))");
  const Error error = error_of(instance.attach(head, {.contiguous = true}));
  EXPECT_TRUE(contains(error.message, "whole pages")) << error.message;
}

// A frame that runs sees what a host function attaches to its instance.
TEST_P(HeapWindowTest, FramesThatRunSeeAnAttachment) {
  const Engine engine = make_engine({.bounds = Bounds::kChecked});
  const SharedHeap heap = must(SharedHeap::from_fd(engine, fd_, 3, page_, Access::kReadWrite));
  Linker linker(engine);
  must(linker.define("host", "attach", [&heap](Caller& caller) -> Result<void> {
    Result<Instance> instance = caller.instance();
    if (!instance) return std::move(instance).error();
    return instance->attach(heap);
  }));
  must(linker.define("host", "detach", [](Caller& caller) -> Result<void> {
    Result<Instance> instance = caller.instance();
    if (!instance) return std::move(instance).error();
    return instance->detach();
  }));
  const Module module = compile(engine, R"((module
      (import "host" "attach" (func $attach)) (import "host" "detach" (func $detach))
      (memory 1)
      (func (export "run") (param $at i32) (param $stay i32) (result i32) (local $sum i32)
        (local.set $sum (i32.load8_u (i32.const 0)))
        (call $attach)
        (local.set $sum (i32.add (local.get $sum) (i32.load8_u (local.get $at))))
        (if (i32.eqz (local.get $stay)) (then (call $detach)))
        (i32.add (local.get $sum) (i32.load8_u (local.get $at))))))");
  Instance instance = must(linker.instantiate(module));
  const auto run = must(instance.function<uint32_t(uint32_t, uint32_t)>("run"));
  const auto start = static_cast<uint32_t>(heap.start_address());
  EXPECT_EQ(must(run(start, 1)), 2u * byte_at(3));
  must(instance.detach());
  EXPECT_EQ(error_of(run(start, 0)).trap, TrapKind::kMemoryOutOfBounds);
  EXPECT_FALSE(instance.has_shared_heap());
}

}  // namespace
}  // namespace shoal::testing
