// The C API's shared heaps: WAMR's functions where its answers are right, and Shoal's own.
#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/mman.h>

#include <array>
#include <atomic>
#include <cstdlib>
#include <cstring>
#include <string>
#include <thread>
#include <vector>

#include "tests/c_api_fixture.h"

namespace shoal {
namespace {

uint32_t low(uint64_t address) { return static_cast<uint32_t>(address); }

class CApiHeapTest : public CApiTest {
 protected:
  /// A buffer that is a multiple of the OS page long and aligned to nothing.
  std::vector<uint8_t> memory_ = std::vector<uint8_t>(8 * page_ + 1);
  uint8_t* const buffer_ = memory_.data() + 1;
};

// ---- Creation and placement

TEST_F(CApiHeapTest, SizesAreRoundedUpToPages) {
  shoal_shared_heap_info_t info;
  ASSERT_TRUE(shoal_shared_heap_get_info(managed(1), &info));
  EXPECT_EQ(info.size, page_);
  EXPECT_EQ(info.start_address, kTopOfSpace - page_);
  ASSERT_TRUE(shoal_shared_heap_get_info(managed(page_ + 1), &info));
  EXPECT_EQ(info.size, 2 * page_);
  EXPECT_TRUE(info.is_managed);
  EXPECT_EQ(managed(0), nullptr);
  EXPECT_EQ(managed(0xFFFFFFFF), nullptr);
  EXPECT_EQ(managed((1u << 30) + 1), nullptr);
  EXPECT_NE(managed(1u << 30), nullptr);
}

TEST_F(CApiHeapTest, BuffersAreTakenAsTheyAre) {
  memory_[1] = 7;
  const auto heap = over(buffer_, page_);
  ASSERT_NE(heap, nullptr);
  EXPECT_NE(over(buffer_, 2 * page_), nullptr);  // One buffer may serve several heaps.
  EXPECT_EQ(over(buffer_, page_ - 1), nullptr);
  EXPECT_EQ(buffer_[0], 7);
  shoal_shared_heap_info_t info;
  ASSERT_TRUE(shoal_shared_heap_get_info(heap, &info));
  EXPECT_EQ(info.native_address, buffer_);
  EXPECT_FALSE(info.is_managed);
}

TEST_F(CApiHeapTest, AChainEndsAtTheTopHeadLowest) {
  const auto a = managed(2 * page_), b = over(buffer_, page_), c = over(buffer_, 3 * page_);
  EXPECT_EQ(wasm_runtime_chain_shared_heaps(b, c), b);
  EXPECT_EQ(wasm_runtime_chain_shared_heaps(a, b), a);
  EXPECT_EQ(start(c), kTopOfSpace - 3 * page_);
  EXPECT_EQ(start(b), kTopOfSpace - 4 * page_);
  EXPECT_EQ(start(a), kTopOfSpace - 6 * page_);
  EXPECT_EQ(shoal_shared_heap_next(a), b);
  EXPECT_EQ(shoal_shared_heap_next(c), nullptr);
  EXPECT_EQ(wasm_runtime_chain_shared_heaps(a, c), nullptr);
  EXPECT_EQ(wasm_runtime_chain_shared_heaps(managed(page_), a), nullptr);  // A second managed heap.
  EXPECT_EQ(wasm_runtime_unchain_shared_heaps(a, false), b);
  EXPECT_EQ(start(a), kTopOfSpace - 2 * page_);
  EXPECT_EQ(wasm_runtime_chain_shared_heaps(a, b), a);
  EXPECT_EQ(wasm_runtime_unchain_shared_heaps(a, true), c);
  EXPECT_EQ(start(b), kTopOfSpace - page_);
  EXPECT_EQ(wasm_runtime_unchain_shared_heaps(a, false), nullptr);
}

TEST_F(CApiHeapTest, ResetZeroes) {
  const auto head = managed(page_), tail = over(buffer_, page_);
  ASSERT_EQ(wasm_runtime_chain_shared_heaps(head, tail), head);
  CProgram p(kTouch);
  ASSERT_TRUE(wasm_runtime_attach_shared_heap(p.instance, head));
  const uint32_t block = p.result("malloc_shared", {64});
  ASSERT_TRUE(p.call("store", {block, 5}));
  buffer_[0] = 9;
  EXPECT_FALSE(wasm_runtime_reset_shared_heap_chain(head));
  wasm_runtime_detach_shared_heap(p.instance);
  EXPECT_TRUE(wasm_runtime_reset_shared_heap_chain(head));
  EXPECT_EQ(buffer_[0], 0);
  shoal_shared_heap_info_t info;
  ASSERT_TRUE(shoal_shared_heap_get_info(head, &info));
  EXPECT_EQ(info.block_count, 0u);
  EXPECT_EQ(*static_cast<uint32_t*>(shoal_shared_heap_to_native(head, block, 4)), 0u);
}

// ---- Attachment

TEST_F(CApiHeapTest, GuestAndHostSeeTheSameBytes) {
  CProgram p(kTouch), q(kTouch);
  const auto heap = managed(page_);
  ASSERT_TRUE(wasm_runtime_attach_shared_heaps(p.instance, heap));  // The other spelling.
  ASSERT_TRUE(wasm_runtime_attach_shared_heap(q.instance, heap));
  EXPECT_EQ(shoal_shared_heap_attached_to(p.instance), heap);
  void* native = nullptr;
  const uint64_t address = wasm_runtime_shared_heap_malloc(p.instance, 100, &native);
  ASSERT_GE(address, kTopOfSpace - page_);
  EXPECT_EQ(address % 16, 0u);
  std::memset(native, 0, 4);
  *static_cast<uint32_t*>(native) = 41;
  EXPECT_EQ(p.result("load", {low(address)}), 41u);
  ASSERT_TRUE(p.call("store", {low(address), 42}));
  EXPECT_EQ(q.result("load", {low(address)}), 42u);
  // A native address of one instance is good in another.
  EXPECT_EQ(wasm_runtime_addr_native_to_app(q.instance, native), address);
  EXPECT_EQ(wasm_runtime_addr_app_to_native(q.instance, address), native);
  wasm_runtime_shared_heap_free(q.instance, address);
  wasm_runtime_detach_shared_heap(p.instance);
  wasm_runtime_detach_shared_heap(p.instance);
  EXPECT_EQ(shoal_shared_heap_attached_to(p.instance), nullptr);
  EXPECT_FALSE(p.call("load", {low(address)}));
  EXPECT_EQ(p.exception(), "Exception: out of bounds memory access");
  EXPECT_EQ(q.result("load", {low(address)}), 0u);
}

TEST_F(CApiHeapTest, AttachmentIsRefused) {
  const auto heap = managed(page_);
  CProgram p(kTouch), none("(module)");
  EXPECT_FALSE(wasm_runtime_attach_shared_heap(none.instance, heap));
  EXPECT_FALSE(wasm_runtime_attach_shared_heap(nullptr, heap));
  EXPECT_TRUE(wasm_runtime_attach_shared_heap(p.instance, heap));
  EXPECT_FALSE(wasm_runtime_attach_shared_heap(p.instance, heap));
  EXPECT_FALSE(wasm_runtime_attach_shared_heap(p.instance, managed(page_)));
}

TEST_F(CApiHeapTest, MemoryGrowsUpToAChainAndNotIntoIt) {
  CProgram p(R"((module (memory (export "memory") 16384)
      (func (export "grow") (param i32) (result i32) (memory.grow (local.get 0)))))");
  const auto tail = over(buffer_, page_);
  const auto head = shoal_shared_heap_create((3ull << 30) - 2 * 65536 - page_);
  ASSERT_NE(shoal_shared_heap_chain(head, tail), nullptr);
  ASSERT_TRUE(wasm_runtime_attach_shared_heap(p.instance, head));
  EXPECT_EQ(start(head), (1ull << 30) + 2 * 65536);
  EXPECT_EQ(p.result("grow", {3}), 0xFFFFFFFFu);
  EXPECT_FALSE(wasm_runtime_enlarge_memory(p.instance, 3));
  EXPECT_EQ(p.result("grow", {2}), 16384u);  // Exactly up to it.
  wasm_runtime_detach_shared_heap(p.instance);
  EXPECT_EQ(p.result("grow", {1}), 16386u);
  EXPECT_FALSE(wasm_runtime_attach_shared_heap(p.instance, head));
}

TEST_F(CApiHeapTest, TheMiddleOfAChainCanBeAttached) {
  const auto head = managed(page_), tail = over(buffer_, page_);
  ASSERT_EQ(wasm_runtime_chain_shared_heaps(head, tail), head);
  CProgram p(kTouch);
  ASSERT_TRUE(wasm_runtime_attach_shared_heap(p.instance, tail));
  buffer_[0] = 5;
  EXPECT_EQ(p.result("load8", {low(start(tail))}), 5u);
  EXPECT_FALSE(p.call("load8", {low(start(head))}));
  EXPECT_EQ(wasm_runtime_shared_heap_malloc(p.instance, 1, nullptr), 0u);  // None is managed.
  EXPECT_EQ(p.result("malloc_shared", {1}), 0u);
}

// ---- Addresses

TEST_F(CApiHeapTest, RangesLieInOneHeap) {
  const auto head = managed(page_), tail = over(buffer_, page_);
  ASSERT_EQ(wasm_runtime_chain_shared_heaps(head, tail), head);
  CProgram p(kTouch);
  const auto i = p.instance;
  ASSERT_TRUE(wasm_runtime_attach_shared_heap(i, head));
  const uint64_t first = start(head), second = start(tail);
  EXPECT_TRUE(wasm_runtime_validate_app_addr(i, first, page_));
  EXPECT_TRUE(wasm_runtime_validate_app_addr(i, second, page_));
  EXPECT_EQ(wasm_runtime_get_exception(i), nullptr);
  EXPECT_FALSE(wasm_runtime_validate_app_addr(i, second - 1, 2));
  EXPECT_EQ(p.exception(), "Exception: out of bounds memory access");
  EXPECT_FALSE(wasm_runtime_validate_app_addr(i, second, page_ + 1));
  EXPECT_FALSE(wasm_runtime_validate_app_addr(i, first - 1, 1));
  EXPECT_FALSE(wasm_runtime_validate_app_addr(i, kTopOfSpace, 0));
  EXPECT_FALSE(wasm_runtime_validate_app_addr(i, second, UINT64_MAX));
  EXPECT_TRUE(wasm_runtime_validate_native_addr(i, buffer_, page_));
  EXPECT_FALSE(wasm_runtime_validate_native_addr(i, buffer_, page_ + 1));
  EXPECT_EQ(wasm_runtime_addr_app_to_native(i, second + 3), buffer_ + 3);
  EXPECT_EQ(wasm_runtime_addr_native_to_app(i, buffer_ + 3), second + 3);
  EXPECT_EQ(wasm_runtime_addr_native_to_app(i, buffer_ + page_), 0u);
  EXPECT_FALSE(wasm_runtime_get_app_addr_range(i, second, nullptr, nullptr));
  EXPECT_FALSE(wasm_runtime_get_native_addr_range(i, buffer_, nullptr, nullptr));
  std::memset(buffer_, 'x', page_);
  EXPECT_FALSE(wasm_runtime_validate_app_str_addr(i, second + 1));
  buffer_[page_ - 1] = 0;
  EXPECT_TRUE(wasm_runtime_validate_app_str_addr(i, second + 1));
  std::memset(wasm_runtime_addr_app_to_native(i, first), 'y', page_);
  EXPECT_FALSE(wasm_runtime_validate_app_str_addr(i, first));  // It would end in the next heap.
}

std::string native_text;
void take_text(wasm_exec_env_t, const char* text) { native_text = text; }
void take_buffer(wasm_exec_env_t, char* buffer, uint32_t size) {
  native_text.assign(buffer, size);
  buffer[0] = '!';
}
void look_at(wasm_exec_env_t, const char* buffer, uint32_t size) {
  native_text.assign(buffer, size);
}

NativeSymbol text_natives[] = {EXPORT_WASM_API_WITH_SIG(take_text, "($)"),
                               EXPORT_WASM_API_WITH_SIG(take_buffer, "(*~)"),
                               EXPORT_WASM_API_WITH_SIG(look_at, "(#~)")};

constexpr std::string_view kTexts = R"((module
  (import "host" "take_text" (func $text (param i32)))
  (import "host" "take_buffer" (func $buffer (param i32 i32)))
  (import "host" "look_at" (func $look (param i32 i32)))
  (memory 1)
  (func (export "text") (param i32) (call $text (local.get 0)))
  (func (export "buffer") (param i32 i32) (call $buffer (local.get 0) (local.get 1)))
  (func (export "look") (param i32 i32) (call $look (local.get 0) (local.get 1)))))";

TEST_F(CApiHeapTest, NativesGetAddressesInHeaps) {
  ASSERT_TRUE(wasm_runtime_register_natives("host", text_natives, std::size(text_natives)));
  const auto heap = over(buffer_, page_);
  const uint32_t at = low(start(heap));
  std::memcpy(buffer_, "shared", 7);
  CProgram p(kTexts);
  ASSERT_TRUE(wasm_runtime_attach_shared_heap(p.instance, heap));
  ASSERT_TRUE(p.call("text", {at}));
  EXPECT_EQ(native_text, "shared");
  ASSERT_TRUE(p.call("buffer", {at + 1, 5}));
  EXPECT_EQ(native_text, "hared");
  EXPECT_EQ(buffer_[1], '!');
  EXPECT_FALSE(p.call("buffer", {at + page_ - 1, 2}));
  EXPECT_EQ(p.exception(), "Exception: out of bounds memory access");
}

TEST_F(CApiHeapTest, ReadOnlyHeapsAreReadOnly) {
  ASSERT_TRUE(wasm_runtime_register_natives("host", text_natives, std::size(text_natives)));
  std::memcpy(buffer_, "shared", 7);
  const auto heap = shoal_shared_heap_create_from_buffer(buffer_, page_, false);
  const uint32_t at = low(start(heap));
  CProgram reader(kTouch), writer(kTouch), p(kTexts);
  ASSERT_TRUE(shoal_shared_heap_attach(reader.instance, heap, SHOAL_ATTACH_READ_ONLY));
  ASSERT_TRUE(shoal_shared_heap_attach(writer.instance, heap, SHOAL_ATTACH_DEFAULT));
  ASSERT_TRUE(shoal_shared_heap_attach(p.instance, heap, SHOAL_ATTACH_READ_ONLY));
  EXPECT_FALSE(shoal_shared_heap_attach(p.instance, heap, 4));
  EXPECT_EQ(reader.result("load8", {at}), unsigned{'s'});
  EXPECT_FALSE(reader.call("store", {at + 8, 1}));
  EXPECT_TRUE(writer.call("store", {at + 8, 1}));
  // Whoever may write through a native address gets none.
  EXPECT_FALSE(wasm_runtime_validate_app_addr(p.instance, at, 4));
  EXPECT_TRUE(shoal_runtime_validate_app_addr_to_read(p.instance, at, 4));
  EXPECT_TRUE(wasm_runtime_validate_app_str_addr(p.instance, at));
  EXPECT_FALSE(wasm_runtime_validate_native_addr(p.instance, buffer_, 4));
  EXPECT_EQ(shoal_runtime_app_range_to_native(p.instance, at, 4, false), buffer_);
  EXPECT_EQ(shoal_runtime_app_range_to_native(p.instance, at, 4, true), nullptr);
  EXPECT_TRUE(p.call("text", {at}));
  EXPECT_TRUE(p.call("look", {at, 4}));
  EXPECT_EQ(native_text, "shar");
  EXPECT_FALSE(p.call("buffer", {at, 4}));
  EXPECT_EQ(buffer_[0], 's');
}

TEST_F(CApiHeapTest, AReaderDoesNotAllocate) {
  const auto heap = managed(page_);
  const uint64_t block = shoal_shared_heap_malloc(heap, 16, 1, nullptr);
  CProgram p(kTouch);
  ASSERT_TRUE(shoal_shared_heap_attach(p.instance, heap, SHOAL_ATTACH_READ_ONLY));
  EXPECT_EQ(wasm_runtime_shared_heap_malloc(p.instance, 1, nullptr), 0u);
  wasm_runtime_shared_heap_free(p.instance, block);
  shoal_shared_heap_info_t info;
  ASSERT_TRUE(shoal_shared_heap_get_info(heap, &info));
  EXPECT_EQ(info.block_count, 1u);
  EXPECT_EQ(info.attached_count, 1u);
}

TEST_F(CApiHeapTest, ContiguousChainsAreOneRange) {
  const auto head = managed(page_), tail = shoal_shared_heap_create(page_);
  ASSERT_EQ(wasm_runtime_chain_shared_heaps(head, tail), nullptr);
  ASSERT_EQ(shoal_shared_heap_chain(head, tail), head);
  CProgram p(kTouch);
  const auto i = p.instance;
  ASSERT_TRUE(shoal_shared_heap_attach(i, head, SHOAL_ATTACH_CONTIGUOUS));
  const uint64_t seam = start(tail) - 2;
  EXPECT_TRUE(p.call("store", {low(seam), 0x04030201}));
  EXPECT_TRUE(wasm_runtime_validate_app_addr(i, seam, 4));
  auto* const native = static_cast<uint8_t*>(shoal_runtime_app_range_to_native(i, seam, 4, true));
  ASSERT_NE(native, nullptr);
  EXPECT_EQ(std::memcmp(native, "\1\2\3\4", 4), 0);
  EXPECT_EQ(wasm_runtime_addr_native_to_app(i, native + 1), seam + 1);
  EXPECT_TRUE(wasm_runtime_validate_native_addr(i, native, 4));
  EXPECT_FALSE(wasm_runtime_validate_app_addr(i, start(tail), page_ + 1));
  EXPECT_FALSE(shoal_shared_heap_destroy(tail));
}

// ---- The heap itself

TEST_F(CApiHeapTest, AHeapNeedsNoInstance) {
  const auto heap = managed(4 * page_);
  void* native = nullptr;
  const uint64_t block = shoal_shared_heap_malloc(heap, 100, 256, &native);
  EXPECT_EQ(block % 256, 0u);
  EXPECT_EQ(shoal_shared_heap_to_native(heap, block, 100), native);
  EXPECT_EQ(shoal_shared_heap_to_app(heap, native, 100), block);
  std::memcpy(native, "kept", 5);
  const uint64_t moved = shoal_shared_heap_realloc(heap, block, 2 * page_, &native);
  ASSERT_NE(moved, 0u);
  EXPECT_STREQ(static_cast<char*>(native), "kept");
  EXPECT_EQ(shoal_shared_heap_realloc(heap, moved, 8 * page_, nullptr), 0u);
  EXPECT_EQ(shoal_shared_heap_malloc(heap, 1, 3, nullptr), 0u);
  EXPECT_TRUE(shoal_shared_heap_free(heap, moved));
  EXPECT_FALSE(shoal_shared_heap_free(heap, moved));
  EXPECT_EQ(shoal_shared_heap_to_native(heap, 0, 1), nullptr);
  EXPECT_EQ(shoal_shared_heap_to_app(heap, this, 1), 0u);
}

TEST_F(CApiHeapTest, AlignedAllocationThroughAnInstance) {
  CProgram p(kTouch);
  ASSERT_TRUE(wasm_runtime_attach_shared_heap(p.instance, managed(4 * page_)));
  for (const uint64_t alignment : {1, 16, 64, 1024, 4096}) {
    void* native = nullptr;
    const uint64_t address =
        shoal_runtime_shared_heap_aligned_malloc(p.instance, 10, alignment, &native);
    ASSERT_NE(address, 0u);
    EXPECT_EQ(address % std::max<uint64_t>(alignment, 16), 0u);
    EXPECT_EQ(wasm_runtime_addr_native_to_app(p.instance, native), address);
  }
  EXPECT_EQ(shoal_runtime_shared_heap_aligned_malloc(p.instance, 10, 24, nullptr), 0u);
}

TEST_F(CApiHeapTest, OneHeapIsDestroyed) {
  const auto a = managed(page_), b = managed(page_), c = over(buffer_, page_);
  EXPECT_EQ(shoal_shared_heap_count(), 3u);
  CProgram p(kTouch);
  ASSERT_TRUE(wasm_runtime_attach_shared_heap(p.instance, a));
  EXPECT_FALSE(shoal_shared_heap_destroy(a));
  wasm_runtime_detach_shared_heap(p.instance);
  EXPECT_TRUE(shoal_shared_heap_destroy(a));
  EXPECT_FALSE(shoal_shared_heap_destroy(a));
  EXPECT_FALSE(wasm_runtime_attach_shared_heap(p.instance, a));
  EXPECT_EQ(wasm_runtime_chain_shared_heaps(a, c), nullptr);
  EXPECT_FALSE(wasm_runtime_reset_shared_heap_chain(a));
  ASSERT_EQ(wasm_runtime_chain_shared_heaps(b, c), b);
  EXPECT_FALSE(shoal_shared_heap_destroy(b));
  EXPECT_NE(std::string(shoal_last_error()).find("part of a chain"), std::string::npos);
  EXPECT_EQ(shoal_shared_heap_count(), 2u);
}

class TemporaryFile {
 public:
  explicit TemporaryFile(uint64_t size) : fd_(memfd_create("c_api_test", 0)) {
    EXPECT_EQ(ftruncate(fd_, static_cast<off_t>(size)), 0);
  }
  ~TemporaryFile() { close(fd_); }
  int fd() const { return fd_; }
  void write(uint64_t offset, std::string_view text) {
    EXPECT_EQ(pwrite(fd_, text.data(), text.size(), static_cast<off_t>(offset)),
              static_cast<ssize_t>(text.size()));
  }

 private:
  const int fd_;
};

TEST_F(CApiHeapTest, AFileIsAHeap) {
  TemporaryFile file(4 * page_);
  file.write(page_, "in the file");
  const auto heap = shoal_shared_heap_create_from_fd(file.fd(), page_, 2 * page_, true);
  ASSERT_NE(heap, nullptr) << shoal_last_error();
  CProgram p(kTouch);
  ASSERT_TRUE(wasm_runtime_attach_shared_heap(p.instance, heap));
  const uint32_t at = low(start(heap));
  EXPECT_EQ(p.result("load8", {at + 3}), unsigned{'t'});
  file.write(page_ + 3, "T");
  EXPECT_EQ(p.result("load8", {at + 3}), unsigned{'T'});
  EXPECT_FALSE(p.call("store", {at, 0}));
  EXPECT_EQ(shoal_shared_heap_create_from_fd(file.fd(), page_, 4 * page_, true), nullptr);
  EXPECT_EQ(shoal_shared_heap_create_from_fd(file.fd(), UINT64_MAX, 2, true), nullptr);
  EXPECT_EQ(shoal_shared_heap_create_from_fd(-1, 0, page_, true), nullptr);
}

// A window of any offset and length: what lies beside it in its pages is out of reach.
TEST_F(CApiHeapTest, AWindowShowsNoNeighbours) {
  TemporaryFile file(4 * page_);
  file.write(page_ + 100, "<window>");
  const auto of_file = shoal_shared_heap_create_from_fd(file.fd(), page_ + 101, 6, false);
  ASSERT_NE(of_file, nullptr) << shoal_last_error();
  std::memcpy(buffer_ + 100, "<window>", 9);
  const auto of_buffer = shoal_shared_heap_create_from_buffer(buffer_ + 101, 6, false);
  ASSERT_NE(of_buffer, nullptr) << shoal_last_error();
  for (const auto heap : {of_file, of_buffer}) {
    CProgram p(kTouch);
    ASSERT_TRUE(wasm_runtime_attach_shared_heap(p.instance, heap));
    shoal_shared_heap_info_t info = {};
    ASSERT_TRUE(shoal_shared_heap_get_info(heap, &info));
    EXPECT_EQ(info.size, 6u);
    const uint32_t at = low(info.start_address);
    EXPECT_EQ(p.result("load8", {at}), unsigned{'w'});
    EXPECT_EQ(p.result("load8", {at + 5}), unsigned{'w'});
    EXPECT_FALSE(p.call("load8", {at - 1}));
    EXPECT_FALSE(p.call("load8", {at + 6}));
    EXPECT_FALSE(p.call("load", {at + 3}));
    EXPECT_TRUE(wasm_runtime_validate_app_addr(p.instance, at, 6));
    EXPECT_FALSE(wasm_runtime_validate_app_addr(p.instance, at, 7));
    EXPECT_EQ(wasm_runtime_addr_native_to_app(p.instance, info.native_address), at);
  }
}

// ---- Several threads, each with a module of its own, on one chain

TEST_F(CApiHeapTest, ThreadsShareAChain) {
  const auto head = managed(64 * page_), tail = over(buffer_, page_);
  ASSERT_EQ(wasm_runtime_chain_shared_heaps(head, tail), head);
  std::vector<std::thread> threads;
  std::atomic<int> good = 0;
  for (uint32_t t = 0; t < 4; ++t) {
    threads.emplace_back([&, t] {
      ASSERT_TRUE(wasm_runtime_init_thread_env());
      CProgram p(kTouch);
      ASSERT_TRUE(wasm_runtime_attach_shared_heap(p.instance, head));
      for (uint32_t i = 0; i < 300; ++i) {
        const uint32_t block = p.result("malloc_shared", {16 + i});
        ASSERT_NE(block, 0u);
        ASSERT_TRUE(p.call("store", {block, t * 1000 + i}));
        void* const native = wasm_runtime_addr_app_to_native(p.instance, block);
        if (*static_cast<uint32_t*>(native) == t * 1000 + i) ++good;
        ASSERT_TRUE(p.call("store", {low(start(tail)) + 4 * t, i}));
        p.call("free_shared", {block});
      }
      wasm_runtime_destroy_thread_env();
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(good, 4 * 300);
  for (uint32_t t = 0; t < 4; ++t) EXPECT_EQ(buffer_[4 * t], 299 % 256);
  shoal_shared_heap_info_t info;
  ASSERT_TRUE(shoal_shared_heap_get_info(head, &info));
  EXPECT_EQ(info.block_count, 0u);
  EXPECT_EQ(info.attached_count, 0u);
}

}  // namespace
}  // namespace shoal
