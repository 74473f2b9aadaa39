// What goes wrong in WAMR (wasm-micro-runtime, July 2026) for a C program that uses shared heaps and
// the heap in linear memory, one test for each, showing that it does not here. (wamr_bugs_test.cc is
// the same for the C++ API.) Each test begins with what WAMR does.
#include <gtest/gtest.h>
#include <sys/mman.h>

#include <atomic>
#include <cstring>
#include <deque>
#include <string>
#include <thread>
#include <vector>

#include "tests/c_api_fixture.h"

namespace shoal {
namespace {

uint32_t low(uint64_t address) { return static_cast<uint32_t>(address); }

class CApiBugs : public CApiTest {
 protected:
  static uint64_t blocks(wasm_shared_heap_t heap) {
    shoal_shared_heap_info_t info = {};
    EXPECT_TRUE(shoal_shared_heap_get_info(heap, &info));
    return info.block_count;
  }
  static uint64_t attached(wasm_shared_heap_t heap) {
    shoal_shared_heap_info_t info = {};
    EXPECT_TRUE(shoal_shared_heap_get_info(heap, &info));
    return info.attached_count;
  }
  /// A managed heap of one page in front of the buffer.
  wasm_shared_heap_t chain() {
    const auto head = managed(page_);
    tail_ = over(buffer_.data(), page_);
    EXPECT_EQ(wasm_runtime_chain_shared_heaps(head, tail_), head);
    return head;
  }

  std::vector<uint8_t> buffer_ = std::vector<uint8_t>(page_);
  wasm_shared_heap_t tail_ = nullptr;
};

// ---- Heaps, chains, attachments

// create and attach dereference NULL.
TEST_F(CApiBugs, NullIsRefused) {
  CProgram p(kTouch);
  EXPECT_EQ(wasm_runtime_create_shared_heap(nullptr), nullptr);
  EXPECT_FALSE(wasm_runtime_attach_shared_heap(p.instance, nullptr));
  EXPECT_EQ(wasm_runtime_chain_shared_heaps(nullptr, managed(page_)), nullptr);
  EXPECT_EQ(wasm_runtime_unchain_shared_heaps(nullptr, true), nullptr);
  EXPECT_FALSE(wasm_runtime_reset_shared_heap_chain(nullptr));
  EXPECT_EQ(wasm_runtime_shared_heap_malloc(nullptr, 1, nullptr), 0u);
  wasm_runtime_shared_heap_free(nullptr, 1);
  wasm_runtime_detach_shared_heap(nullptr);
}

// A chain of 5 GiB is accepted, and can be attached.
TEST_F(CApiBugs, AChainFitsTheAddressSpace) {
  void* const buffer = mmap(nullptr, 1u << 30, PROT_READ | PROT_WRITE,
                            MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
  ASSERT_NE(buffer, MAP_FAILED);
  auto head = over(buffer, 1u << 30);
  for (int i = 0; i < 3; ++i) {
    const auto next = over(buffer, 1u << 30);
    ASSERT_EQ(wasm_runtime_chain_shared_heaps(next, head), next);
    head = next;
  }
  EXPECT_EQ(start(head), 0u);
  EXPECT_EQ(wasm_runtime_chain_shared_heaps(over(buffer, 1u << 30), head), nullptr);
  CProgram p(kTouch);
  EXPECT_FALSE(wasm_runtime_attach_shared_heap(p.instance, head));  // Memory is in the way.
  munmap(buffer, 1u << 30);
}

// A buffer's heap chained to itself makes a circle, in which the first access never ends.
TEST_F(CApiBugs, NoHeapIsItsOwnSuccessor) {
  const auto heap = over(buffer_.data(), page_);
  EXPECT_EQ(wasm_runtime_chain_shared_heaps(heap, heap), nullptr);
  CProgram p(kTouch);
  ASSERT_TRUE(wasm_runtime_attach_shared_heap(p.instance, heap));
  EXPECT_FALSE(p.call("load", {low(start(heap) - 1)}));
}

// unchain looks at the head's attachments only: the rest moves under the guest's feet.
TEST_F(CApiBugs, AnAttachedChainIsNotCutInTheMiddle) {
  const auto middle = chain();
  const auto head = over(buffer_.data(), page_);
  ASSERT_EQ(wasm_runtime_chain_shared_heaps(head, middle), head);
  CProgram p(kTouch);
  ASSERT_TRUE(wasm_runtime_attach_shared_heap(p.instance, head));
  EXPECT_EQ(wasm_runtime_unchain_shared_heaps(middle, false), nullptr);
  EXPECT_EQ(start(head), kTopOfSpace - 3 * page_);
}

// reset does too.
TEST_F(CApiBugs, ABodyThatIsAttachedIsNotReset) {
  const auto head = chain();
  CProgram p(kTouch);
  ASSERT_TRUE(wasm_runtime_attach_shared_heap(p.instance, head));
  buffer_[0] = 1;
  EXPECT_FALSE(wasm_runtime_reset_shared_heap_chain(tail_));
  EXPECT_EQ(buffer_[0], 1);
}

// The count of attachments is a byte: with 256 a heap counts as free.
TEST_F(CApiBugs, AttachmentsAreCountedBeyond256) {
  const auto heap = managed(page_);
  std::deque<CProgram> programs;
  for (int i = 0; i < 256; ++i) {
    programs.emplace_back(kTouch);
    ASSERT_TRUE(wasm_runtime_attach_shared_heap(programs.back().instance, heap));
  }
  EXPECT_EQ(attached(heap), 256u);
  EXPECT_FALSE(wasm_runtime_reset_shared_heap_chain(heap));
  EXPECT_EQ(wasm_runtime_chain_shared_heaps(managed(page_), heap), nullptr);
}

// deinstantiate does not detach; the heap can then never be changed again.
TEST_F(CApiBugs, AnInstanceThatGoesDetaches) {
  const auto heap = managed(page_);
  {
    CProgram p(kTouch);
    ASSERT_TRUE(wasm_runtime_attach_shared_heap(p.instance, heap));
  }
  EXPECT_EQ(attached(heap), 0u);
  EXPECT_TRUE(wasm_runtime_reset_shared_heap_chain(heap));
  EXPECT_TRUE(shoal_shared_heap_destroy(heap));
}

// wasm_memory_enlarge dereferences NULL in every build with shared heaps.
TEST_F(CApiBugs, TheHostEnlargesMemory) {
  CProgram p(kTouch);
  ASSERT_TRUE(wasm_runtime_attach_shared_heap(p.instance, managed(page_)));
  EXPECT_TRUE(wasm_memory_enlarge(wasm_runtime_get_default_memory(p.instance), 1));
  EXPECT_EQ(p.result("grow", {1}), 2u);
}

// The size to allocate is cut to 32 bits: 4 GiB + 16 gives 16 bytes.
TEST_F(CApiBugs, AllocationSizesDoNotWrap) {
  CProgram p(kTouch);
  const auto heap = managed(page_);
  ASSERT_TRUE(wasm_runtime_attach_shared_heap(p.instance, heap));
  void* native = this;
  EXPECT_EQ(wasm_runtime_shared_heap_malloc(p.instance, kTopOfSpace + 16, &native), 0u);
  EXPECT_EQ(native, this);
  EXPECT_EQ(blocks(heap), 0u);
}

// free does not look where the managed heap ends.
TEST_F(CApiBugs, WhatIsNoBlockIsNotFreed) {
  CProgram p(kTouch);
  const auto heap = chain();
  ASSERT_TRUE(wasm_runtime_attach_shared_heap(p.instance, heap));
  const uint64_t block = wasm_runtime_shared_heap_malloc(p.instance, 64, nullptr);
  for (const uint64_t bad : {start(tail_), start(tail_) + 16, block + 16, block - 16, block + 1,
                             kTopOfSpace, UINT64_MAX, uint64_t{0}, uint64_t{100}}) {
    wasm_runtime_shared_heap_free(p.instance, bad);
  }
  EXPECT_EQ(blocks(heap), 1u);
  EXPECT_EQ(wasm_runtime_get_exception(p.instance), nullptr);
}

// Converting an address overwrites the running instance's last-used heap, unsynchronised.
TEST_F(CApiBugs, ConvertingDoesNotDisturbARunningInstance) {
  CProgram p(kTouch);
  const auto head = chain();
  ASSERT_TRUE(wasm_runtime_attach_shared_heap(p.instance, head));
  auto* const managed_bytes =
      static_cast<uint8_t*>(shoal_shared_heap_to_native(head, start(head), page_));
  std::memset(managed_bytes, 0x11, page_);
  std::memset(buffer_.data(), 0x22, page_);
  std::atomic<bool> stop = false;
  std::thread host([&] {
    while (!stop) {
      EXPECT_EQ(wasm_runtime_addr_app_to_native(p.instance, start(tail_)), buffer_.data());
      EXPECT_EQ(wasm_runtime_addr_app_to_native(p.instance, start(head)), managed_bytes);
    }
  });
  for (int i = 0; i < 2000; ++i) {
    EXPECT_EQ(p.result("load", {low(start(head))}), 0x11111111u);
    EXPECT_EQ(p.result("load", {low(start(tail_))}), 0x22222222u);
  }
  stop = true;
  host.join();
}

// An empty range at a heap's address is good for one function, and not for another.
TEST_F(CApiBugs, EmptyRangesHaveOneRule) {
  CProgram p(kTouch);
  const auto heap = over(buffer_.data(), page_);
  ASSERT_TRUE(wasm_runtime_attach_shared_heap(p.instance, heap));
  EXPECT_TRUE(wasm_runtime_validate_app_addr(p.instance, start(heap), 0));
  EXPECT_TRUE(wasm_runtime_validate_native_addr(p.instance, buffer_.data(), 0));
  EXPECT_FALSE(wasm_runtime_validate_native_addr(p.instance, buffer_.data() + page_, 0));
}

// ---- Code and natives

wasm_shared_heap_t to_attach;
bool was_attached;

void swap_heap(wasm_exec_env_t exec_env) {
  const wasm_module_inst_t module_inst = get_module_inst(exec_env);
  wasm_runtime_detach_shared_heap(module_inst);
  was_attached = to_attach && wasm_runtime_attach_shared_heap(module_inst, to_attach);
}

constexpr std::string_view kSwap = R"((module
  (import "host" "swap_heap" (func $swap))
  (memory 1)
  (func (export "run") (param i32) (result i32)
    (drop (i32.load8_u (local.get 0)))
    (call $swap)
    (i32.load8_u (local.get 0)))))";

NativeSymbol swap_natives[] = {EXPORT_WASM_API_WITH_SIG(swap_heap, "()")};

// Frames of AOT code that run already do not see what a native attaches and detaches.
TEST_F(CApiBugs, RunningFramesSeeAttachAndDetach) {
  ASSERT_TRUE(wasm_runtime_register_natives("host", swap_natives, 1));
  const auto first = managed(page_), second = managed(page_);
  *static_cast<uint8_t*>(shoal_shared_heap_to_native(second, start(second), 1)) = 42;
  CProgram p(kSwap);
  ASSERT_TRUE(wasm_runtime_attach_shared_heap(p.instance, first));
  to_attach = second;
  EXPECT_EQ(p.result("run", {low(start(first))}), 42u);
  EXPECT_TRUE(was_attached);
  to_attach = nullptr;
  EXPECT_FALSE(p.call("run", {low(start(first))}));
  EXPECT_EQ(p.exception(), "Exception: out of bounds memory access");
}

// What cannot be mapped into a running guest is refused, and the log says what to do.
TEST_F(CApiBugs, WhatRunningFramesCannotSeeIsRefused) {
  ASSERT_TRUE(wasm_runtime_register_natives("host", swap_natives, 1));
  CProgram p(kSwap);
  to_attach = chain();
  EXPECT_EQ(p.result("run", {0}), 0u);
  EXPECT_FALSE(was_attached);
  EXPECT_NE(std::string(shoal_last_error()).find("shoal_runtime_use_checked_code"),
            std::string::npos);
  EXPECT_TRUE(wasm_runtime_attach_shared_heap(p.instance, to_attach));  // Now it does not run.
}

// The same for what cannot be mapped into the guest: in checked code.
TEST_F(CApiBugs, RunningFramesSeeBuffersInCheckedCode) {
  EXPECT_FALSE(shoal_runtime_use_checked_code(true));
  wasm_runtime_destroy();
  ASSERT_TRUE(shoal_runtime_use_checked_code(true));
  ASSERT_TRUE(wasm_runtime_init());
  ASSERT_TRUE(wasm_runtime_register_natives("host", swap_natives, 1));
  const auto heap = chain();
  buffer_[3] = 42;
  CProgram p(kSwap);
  const auto other = managed(2 * page_);
  ASSERT_TRUE(wasm_runtime_attach_shared_heap(p.instance, other));
  to_attach = heap;
  EXPECT_EQ(p.result("run", {low(start(tail_) + 3)}), 42u);
  to_attach = nullptr;
  EXPECT_FALSE(p.call("run", {low(start(tail_))}));
  EXPECT_TRUE(shoal_shared_heap_destroy(other));
  EXPECT_FALSE(shoal_runtime_use_checked_code(false));
  wasm_runtime_destroy();
  EXPECT_TRUE(shoal_runtime_use_checked_code(false));
  ASSERT_TRUE(wasm_runtime_init());
}

uint32_t length_seen;
void measure(wasm_exec_env_t, const char*, uint32_t size) { length_seen = size; }
void measure_one(wasm_exec_env_t, const char* at) { length_seen = static_cast<uint32_t>(*at); }

// In AOT and JIT code a buffer in a heap needs a NUL behind it.
TEST_F(CApiBugs, BuffersInHeapsNeedNoNul) {
  NativeSymbol symbols[] = {EXPORT_WASM_API_WITH_SIG(measure, "(*~)"),
                            EXPORT_WASM_API_WITH_SIG(measure_one, "(*)")};
  ASSERT_TRUE(wasm_runtime_register_natives("host", symbols, 2));
  std::memset(buffer_.data(), 'x', page_);
  const auto heap = over(buffer_.data(), page_);
  CProgram p(R"((module (import "host" "measure" (func $measure (param i32 i32)))
      (import "host" "measure_one" (func $one (param i32))) (memory 1)
      (func (export "run") (param i32 i32) (call $measure (local.get 0) (local.get 1)))
      (func (export "one") (param i32) (call $one (local.get 0)))))");
  ASSERT_TRUE(wasm_runtime_attach_shared_heap(p.instance, heap));
  ASSERT_TRUE(p.call("run", {low(start(heap)), page_}));
  EXPECT_EQ(length_seen, page_);
  ASSERT_TRUE(p.call("one", {low(start(heap)) + page_ - 1}));
  EXPECT_EQ(length_seen, uint32_t{'x'});
}

void touch_hole(wasm_exec_env_t exec_env) {
  *static_cast<volatile char*>(wasm_runtime_get_function_attachment(exec_env)) = 1;
}

// Any fault of the host within 8 GiB behind a heap is reported as the guest's.
TEST_F(CApiBugs, AFaultOfTheHostIsNotTheGuests) {
  auto* const both = static_cast<uint8_t*>(
      mmap(nullptr, 2 * page_, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0));
  ASSERT_EQ(mprotect(both, page_, PROT_READ | PROT_WRITE), 0);
  NativeSymbol symbols[] = {EXPORT_WASM_API_WITH_ATT(touch_hole, "()", both + page_)};
  ASSERT_TRUE(wasm_runtime_register_natives("host", symbols, 1));
  CProgram p(R"((module (import "host" "touch_hole" (func $touch)) (memory 1)
      (func (export "run") (call $touch))))");
  ASSERT_TRUE(wasm_runtime_attach_shared_heap(p.instance, over(both, page_)));
  EXPECT_DEATH((void)p.call("run"), "");  // A trap would let the statement end.
  munmap(both, 2 * page_);
}

// An exception that nobody cleared makes the next call fail, though it ran.
TEST_F(CApiBugs, AnOldExceptionIsNotTheNextCalls) {
  CProgram p(kTouch);
  EXPECT_FALSE(wasm_runtime_validate_app_addr(p.instance, kTopOfSpace, 1));
  EXPECT_NE(wasm_runtime_get_exception(p.instance), nullptr);
  EXPECT_EQ(p.result("load", {0}), 0u);
}

// ---- What guests free

// Within the last 7 bytes of a heap free traps, since it looks at 8; elsewhere it may do anything.
TEST_F(CApiBugs, GuestsFreeWhatTheyLike) {
  CProgram p(kTouch);
  const auto heap = chain();
  ASSERT_TRUE(wasm_runtime_attach_shared_heap(p.instance, heap));
  const uint32_t block = p.result("malloc_shared", {64});
  for (const uint32_t bad : {0u, 1u, 65535u, low(start(heap)), low(start(tail_) - 1),
                             low(start(tail_)), low(start(tail_) + 8), 0xFFFFFFFFu, block + 8}) {
    if (bad == block) continue;
    EXPECT_TRUE(p.call("free_shared", {bad})) << bad << ": " << p.exception();
  }
  EXPECT_EQ(blocks(heap), 1u);
  EXPECT_FALSE(p.call("free_shared", {65536}));  // In neither memory nor heaps.
  EXPECT_EQ(p.exception(), "Exception: out of bounds memory access");
  EXPECT_TRUE(p.call("free_shared", {block}));
  EXPECT_TRUE(p.call("free_shared", {block}));
  EXPECT_EQ(blocks(heap), 0u);
}

// ---- The allocator in linear memory

// A malloc of the module's that returns 0x7fff0000 gives that, and a native address outside.
TEST_F(CApiBugs, TheGuestsMallocIsNotBelieved) {
  CProgram p(R"((module (memory (export "memory") 1)
      (func (export "malloc") (param i32) (result i32) (i32.const 0x7fff0000))
      (func (export "free") (param i32))))",
             8192);
  void* native = this;
  EXPECT_EQ(wasm_runtime_module_malloc(p.instance, 16, &native), 0u);
  EXPECT_EQ(native, this);
  EXPECT_EQ(wasm_runtime_module_dup_data(p.instance, "data", 5), 0u);
}

// One that fits in part only.
TEST_F(CApiBugs, TheGuestsMallocIsCheckedToTheLastByte) {
  CProgram p(R"((module (memory (export "memory") 1)
      (func (export "malloc") (param i32) (result i32) (i32.const 65530))
      (func (export "free") (param i32))))");
  EXPECT_NE(wasm_runtime_module_malloc(p.instance, 6, nullptr), 0u);
  EXPECT_EQ(wasm_runtime_module_malloc(p.instance, 7, nullptr), 0u);
}

// (Right in WAMR too:) a trap in the module's malloc is its exception.
TEST_F(CApiBugs, ATrapInTheGuestsMallocIsAnException) {
  CProgram p(R"((module (memory (export "memory") 1)
      (func (export "malloc") (param i32) (result i32) unreachable)
      (func (export "free") (param i32))))");
  EXPECT_EQ(wasm_runtime_module_malloc(p.instance, 16, nullptr), 0u);
  EXPECT_EQ(p.exception(), "Exception: unreachable");
}

// A heap of less than 256 bytes fails for some modules, and is 63 KiB for others.
TEST_F(CApiBugs, SmallHeapsAreHeaps) {
  for (const char* memory : {"(memory 1 1)", "(memory 0 0)", "(memory 1)", "(memory 1 4)"}) {
    CProgram p("(module " + std::string(memory) + ")", 100);
    EXPECT_NE(p.instance, nullptr) << memory;
    EXPECT_NE(wasm_runtime_module_malloc(p.instance, 16, nullptr), 0u) << memory;
  }
}

// ---- The allocator itself

// a. Freed blocks hold native pointers.
TEST_F(CApiBugs, EmsA_NoNativePointerIsReadable) {
  CProgram p(kTouch);
  const auto heap = managed(page_);
  ASSERT_TRUE(wasm_runtime_attach_shared_heap(p.instance, heap));
  std::vector<uint32_t> addresses;
  for (int i = 0; i < 4; ++i) addresses.push_back(p.result("malloc_shared", {512}));
  for (const int i : {0, 2, 1}) ASSERT_TRUE(p.call("free_shared", {addresses[i]}));
  for (uint32_t at = low(start(heap)); at != low(start(heap)) + page_; at += 4) {
    ASSERT_EQ(p.result("load", {at}), 0u);
  }
}

// b. Freeing a heap's first address kills the process.  d. So may one in a chained buffer.
// (GuestsFreeWhatTheyLike.)
// c. A forged header makes free write beyond the heap, and leaves its lock held.
TEST_F(CApiBugs, EmsC_ForgedHeadersMeanNothing) {
  CProgram p(kTouch);
  const auto heap = managed(page_);
  ASSERT_TRUE(wasm_runtime_attach_shared_heap(p.instance, heap));
  const uint32_t block = p.result("malloc_shared", {256});
  for (const uint32_t header : {0x67FFFFFFu, 0x60000001u, 0x7FFFFFFFu, 0xA11C0010u, 0u}) {
    for (uint32_t at = block; at < block + 256; at += 4) {
      ASSERT_TRUE(p.call("store", {at, header}));
    }
    for (uint32_t at = block + 4; at < block + 256; at += 4) {
      ASSERT_TRUE(p.call("free_shared", {at}));
    }
  }
  EXPECT_EQ(blocks(heap), 1u);
  EXPECT_NE(p.result("malloc_shared", {256}), 0u);
}

// e. Blocks of 142 MiB look like something else: free does nothing, realloc fails.
TEST_F(CApiBugs, EmsE_NoSizeIsMagic) {
  const auto heap = managed(512u << 20);
  const uint64_t block = shoal_shared_heap_malloc(heap, 149'000'000, 1, nullptr);
  ASSERT_NE(block, 0u);
  EXPECT_NE(shoal_shared_heap_realloc(heap, block, 149'100'000, nullptr), 0u);
  EXPECT_TRUE(shoal_shared_heap_free(heap, block));
  EXPECT_EQ(blocks(heap), 0u);
}

// f. When memory moves as it grows, small free blocks make the heap in it unusable.
TEST_F(CApiBugs, EmsF_GrowthLeavesTheHeapAlone) {
  CProgram p(kTouch, 16384);
  std::vector<uint64_t> small;
  for (int i = 0; i < 8; ++i) small.push_back(wasm_runtime_module_malloc(p.instance, 24, nullptr));
  for (int i = 0; i < 8; i += 2) wasm_runtime_module_free(p.instance, small[i]);
  ASSERT_NE(p.result("grow", {100}), 0xFFFFFFFFu);
  for (int i = 0; i < 8; ++i) EXPECT_NE(wasm_runtime_module_malloc(p.instance, 24, nullptr), 0u);
  EXPECT_EQ(wasm_runtime_get_exception(p.instance), nullptr);
}

// g. wasm_runtime_free of what is none of its blocks dereferences it: the sample crashes, which
// passes a guest's address.
TEST_F(CApiBugs, EmsG_OnlyBlocksAreFreed) {
  wasm_runtime_free(reinterpret_cast<void*>(uintptr_t{0xFFFFD008}));
  EXPECT_NE(std::string(shoal_last_error()).find("no block"), std::string::npos);
  char local[16];
  wasm_runtime_free(local);
  void* const block = wasm_runtime_malloc(16);
  wasm_runtime_free(static_cast<char*>(block) + 8);
  wasm_runtime_free(block);
  wasm_runtime_free(block);
  EXPECT_EQ(wasm_runtime_realloc(block, 32), nullptr);
}

// h. A heap that a guest fills with garbage never allocates again.
TEST_F(CApiBugs, EmsH_GarbageDoesNoHarm) {
  CProgram p(kTouch);
  const auto heap = managed(page_);
  ASSERT_TRUE(wasm_runtime_attach_shared_heap(p.instance, heap));
  const uint32_t block = p.result("malloc_shared", {64});
  ASSERT_TRUE(p.call("fill", {low(start(heap)), 0xA5, page_}));
  ASSERT_TRUE(p.call("free_shared", {block}));
  EXPECT_NE(p.result("malloc_shared", {64}), 0u);
  EXPECT_EQ(blocks(heap), 1u);
}

}  // namespace
}  // namespace shoal
