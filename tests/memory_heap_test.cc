// Linear memory as its users lay it out: the areas that a linker made, the heap that the host
// manages and where it lies, the guest's own allocator, and the check of the stack pointer.
#include "shoal/memory_heap.h"

#include <gtest/gtest.h>

#include <cstring>
#include <set>
#include <string>

#include "tests/wat_instance.h"

namespace shoal::testing {
namespace {

constexpr uint64_t kPage = 65536;

/// A module with what wasm-ld exports. Data first: [0, 0x1000) data, [0x1000, 0x2400) stack.
std::string linked(const std::string& memory, const std::string& more = "") {
  return "(module " + memory + R"(
    (global $sp (mut i32) (i32.const 0x2400))
    (global (export "__data_end") i32 (i32.const 0x1000))
    (global (export "__heap_base") i32 (i32.const 0x2400))
    (func (export "load") (param i32) (result i32) (i32.load8_u (local.get 0)))
    (func (export "set_sp") (param i32) (global.set $sp (local.get 0)))
    (func (export "heap_base") (result i32) (global.get 2))
    )" + more +
         ")";
}

const std::string kSizeAware = R"(
  (func (export "size") (result i32) (memory.size))
  (func (export "grow") (param i32) (result i32) (memory.grow (local.get 0))))";

class MemoryHeapTest : public ::testing::TestWithParam<Bounds> {
 protected:
  Instance make(const std::string& wat, const InstantiateOptions& options) {
    return must(Linker(engine_).instantiate(compile(engine_, wat), options));
  }
  static bool can_load(const Instance& instance, uint32_t address) {
    const auto load = must(instance.function<uint32_t(uint32_t)>("load"));
    const Result<uint32_t> loaded = load(address);
    if (!loaded) {
      EXPECT_EQ(loaded.error().trap, TrapKind::kMemoryOutOfBounds);
    }
    return loaded.ok();
  }
  static uint32_t call(const Instance& instance, const char* name) {
    return must(must(instance.function<uint32_t()>(name))());
  }

  Engine engine_ = make_engine({.bounds = GetParam()});
};

INSTANTIATE_TEST_SUITE_P(, MemoryHeapTest, ::testing::Values(Bounds::kGuarded, Bounds::kChecked),
                         [](const auto& info) {
                           return info.param == Bounds::kGuarded ? "Guarded" : "Checked";
                         });

// ---- Where the host's heap lies (the letters are those of WAMR's cases)

TEST_P(MemoryHeapTest, AGuestWithMallocAndFreeGetsNone) {
  const std::string wat = R"((module (memory 1)
      (func (export "malloc") (param i32) (result i32) (i32.const 64))
      (func (export "free") (param i32))))";
  const Instance instance = make(wat, {.host_managed_heap_size = 8192});
  EXPECT_EQ(instance.allocator(), GuestAllocator::kMalloc);
  EXPECT_FALSE(instance.memory_layout().host_heap);
  EXPECT_EQ(instance.memory_layout().memory.size(), kPage);
}

TEST_P(MemoryHeapTest, AFullMemoryHasNoPlace) {
  const Module full = compile(engine_, "(module (memory 65536))");
  const Error error = error_of(Linker(engine_).instantiate(full, {.host_managed_heap_size = 1}));
  EXPECT_EQ(error.kind, ErrorKind::kLimit);
  EXPECT_TRUE(contains(error.message, "host-managed heap")) << error.message;
}

TEST_P(MemoryHeapTest, OnePageThatCannotGrowIsMadeLonger) {
  const Instance instance = make("(module (memory (export \"memory\") 1 1)" + kSizeAware + ")",
                                 {.host_managed_heap_size = 3 * kPage});
  const MemoryLayout layout = instance.memory_layout();
  EXPECT_EQ(layout.host_heap, (MemoryArea{kPage, 4 * kPage}));
  EXPECT_EQ(layout.memory.end, 4 * kPage);
  EXPECT_EQ(call(instance, "size"), 1u);
  EXPECT_EQ(must(must(instance.function<int32_t(int32_t)>("grow"))(1)), -1);
  EXPECT_EQ(must(instance.memory()).size_pages(), 1u);
  EXPECT_EQ(must(instance.memory()).size_bytes(), 4 * kPage);
  EXPECT_EQ(must(instance.allocate(16)), kPage);
}

TEST_P(MemoryHeapTest, AMemoryOfNoPagesIsAllHeap) {
  const Instance instance = make(
      "(module (memory 0 0)"
      "  (func (export \"load\") (param i32) (result i32) (i32.load8_u (local.get 0)))" +
          kSizeAware + ")",
      {.host_managed_heap_size = 8192});
  EXPECT_EQ(instance.memory_layout().host_heap, (MemoryArea{16, 8192}));
  EXPECT_EQ(must(instance.allocate(16)), 16u);  // No block looks like a null pointer.
  EXPECT_EQ(call(instance, "size"), 1u);
  EXPECT_TRUE(can_load(instance, 8191));
  EXPECT_FALSE(can_load(instance, 8192));
}

TEST_P(MemoryHeapTest, ItBeginsAtHeapBase) {
  const Instance instance = make(linked("(memory 1)"), {.host_managed_heap_size = 8192});
  const MemoryLayout layout = instance.memory_layout();
  EXPECT_EQ(layout.host_heap, (MemoryArea{0x2400, 0x4400}));
  EXPECT_EQ(layout.memory.end, kPage);  // It fits where it is.
  // Whoever reads the exported constant finds what is free now.
  EXPECT_EQ(call(instance, "heap_base"), 0x4400u);
  EXPECT_EQ(must(instance.global("__heap_base")).get().i32(), 0x4400);
  EXPECT_EQ(must(instance.allocate(100)), 0x2400u);
}

TEST_P(MemoryHeapTest, PagesAreAddedBehindHeapBaseAndToTheMaximum) {
  const Instance instance =
      make(linked("(memory (export \"memory\") 1 2)"), {.host_managed_heap_size = 2 * kPage});
  EXPECT_EQ(instance.memory_layout().host_heap, (MemoryArea{0x2400, 0x2400 + 2 * kPage}));
  const MemoryType type = must(instance.memory()).type();
  EXPECT_EQ(type.limits.min, 3u);
  EXPECT_EQ(type.limits.max, 4u);
  EXPECT_EQ(must(must(instance.memory()).grow(1)), 3u);
  EXPECT_FALSE(must(instance.memory()).grow(1));
}

TEST_P(MemoryHeapTest, SomethingIsLeftBehindAHeapThatEndsWithThePage) {
  const Instance instance =
      make(linked("(memory 1)"), {.host_managed_heap_size = kPage - 0x2400 - 512});
  EXPECT_EQ(instance.memory_layout().memory.end, 2 * kPage);
}

TEST_P(MemoryHeapTest, OtherwiseOnPagesOfItsOwn) {
  const Instance instance =
      make("(module (memory (export \"memory\") 2 5))", {.host_managed_heap_size = 8192});
  EXPECT_EQ(instance.memory_layout().host_heap, (MemoryArea{2 * kPage, 3 * kPage}));
  EXPECT_EQ(must(instance.memory()).type().limits.min, 3u);
  EXPECT_EQ(must(instance.memory()).type().limits.max, 6u);
}

// An allocator of the guest's own takes what memory.size says, and then what memory.grow gives. It
// must not take the heap.
TEST_P(MemoryHeapTest, AGuestThatLooksAtItsMemorysSizeDoesNotFindTheHeap) {
  const Instance instance =
      make(linked("(memory 1)", kSizeAware), {.host_managed_heap_size = 8192});
  EXPECT_EQ(instance.memory_layout().host_heap, (MemoryArea{kPage, 2 * kPage}));
  EXPECT_EQ(call(instance, "size"), 1u);
  EXPECT_TRUE(can_load(instance, kPage + 1));
  const auto grow = must(instance.function<int32_t(int32_t)>("grow"));
  EXPECT_EQ(must(grow(0)), 1);
  EXPECT_EQ(must(grow(3)), 2);  // The new pages begin behind the heap.
  EXPECT_EQ(call(instance, "size"), 5u);
  EXPECT_EQ(must(grow(0)), 5);
}

TEST_P(MemoryHeapTest, TheMaximumCanBeLowered) {
  const Module module = compile(engine_, "(module (memory (export \"memory\") 2))");
  const Linker linker(engine_);
  const Instance instance = must(linker.instantiate(module, {.max_memory_pages = 3}));
  EXPECT_EQ(must(instance.memory()).type().limits.max, 3u);
  EXPECT_TRUE(must(instance.memory()).grow(1));
  EXPECT_FALSE(must(instance.memory()).grow(1));
  EXPECT_EQ(error_of(linker.instantiate(module, {.max_memory_pages = 1})).kind, ErrorKind::kLimit);
}

TEST_P(MemoryHeapTest, AnImportedMemoryGetsOneHeapForAllItsUsers) {
  const Memory memory = must(Memory::create(engine_, {.limits = {1, 4, true}}));
  Linker linker(engine_);
  must(linker.define("env", "memory", memory));
  const Module module = compile(engine_, "(module (import \"env\" \"memory\" (memory 1)))");
  const Instance first = must(linker.instantiate(module, {.host_managed_heap_size = 100}));
  const Instance second = must(linker.instantiate(module, {.host_managed_heap_size = 100'000}));
  EXPECT_EQ(first.memory_layout().host_heap, (MemoryArea{kPage, 2 * kPage}));
  EXPECT_EQ(second.memory_layout().host_heap, first.memory_layout().host_heap);
  const uint64_t a = must(first.allocate(1000));
  const uint64_t b = must(second.allocate(1000));
  EXPECT_GE(b, a + 1000);
  EXPECT_EQ(memory.heap()->usage().blocks, 2u);
  must(first.free(b));
  EXPECT_EQ(memory.heap()->usage().blocks, 1u);
}

// ---- The heap itself

TEST_P(MemoryHeapTest, BlocksAreDisjointAlignedAndZero) {
  const Memory memory = must(Memory::create(engine_, {.limits = {1, 1, true}}));
  const MemoryHeap heap = must(memory.create_heap(1000, 50'000));
  EXPECT_EQ(heap.begin(), 1008u);  // The first multiple of 16.
  EXPECT_EQ(heap.begin() + heap.size(), 51'000u);
  std::set<uint64_t> seen;
  for (uint64_t size = 0; size < 200; ++size) {
    const uint64_t at = must(heap.allocate(size));
    EXPECT_EQ(at % 16, 0u);
    for (uint64_t i = 0; i < *heap.block_size(at); i += 16) EXPECT_TRUE(seen.insert(at + i).second);
    const auto bytes = must(memory.view<uint8_t>(at, size));
    for (const uint8_t b : bytes) EXPECT_EQ(b, 0);
    std::memset(bytes.data(), 0xAA, size);
  }
  EXPECT_EQ(must(heap.allocate(1, 4096)) % 4096, 0u);
  EXPECT_EQ(error_of(heap.allocate(60'000)).kind, ErrorKind::kLimit);
  EXPECT_EQ(error_of(heap.allocate(1, 24)).kind, ErrorKind::kArgument);
}

TEST_P(MemoryHeapTest, OnlyLiveBlocksAreFreed) {
  const Memory memory = must(Memory::create(engine_, {.limits = {1, 1, true}}));
  const MemoryHeap heap = must(memory.create_heap(16, 1024));
  const uint64_t at = must(heap.allocate(100));
  for (const uint64_t wrong : {at + 16, at + 8, uint64_t{0}, at - 16, uint64_t{1} << 40}) {
    EXPECT_EQ(error_of(heap.free(wrong)).kind, ErrorKind::kArgument) << wrong;
    EXPECT_EQ(error_of(heap.reallocate(wrong, 8)).kind, ErrorKind::kArgument) << wrong;
    EXPECT_FALSE(heap.block_size(wrong)) << wrong;
  }
  std::memset(memory.data().data(), 0xFF, memory.data().size());  // No books in there.
  must(heap.free(at));
  EXPECT_EQ(error_of(heap.free(at)).kind, ErrorKind::kArgument);
  EXPECT_EQ(heap.usage().used, 0u);
}

TEST_P(MemoryHeapTest, HeapsAreMadeInsideMemoryAndOnce) {
  const Memory memory = must(Memory::create(engine_, {.limits = {1, 2, true}}));
  for (const auto& [begin, size] : {std::pair<uint64_t, uint64_t>(kPage, 16),
                                    {0, kPage + 1},
                                    {5, 16},
                                    {0, 0},
                                    {UINT64_MAX, 2},
                                    {kPage - 8, 8}}) {
    EXPECT_EQ(error_of(memory.create_heap(begin, size)).kind, ErrorKind::kArgument) << begin;
  }
  EXPECT_FALSE(memory.heap());
  const MemoryHeap heap = must(memory.create_heap(0, kPage));
  EXPECT_EQ(memory.heap(), heap);
  EXPECT_TRUE(contains(error_of(memory.create_heap(0, 16)).message, "already"));
}

// ---- The guest's own allocator

TEST_P(MemoryHeapTest, WhatTheGuestsMallocReturnsIsChecked) {
  const std::string wat = R"((module (memory 1)
      (global $next (export "next") (mut i32) (i32.const 0))
      (global $freed (export "freed") (mut i32) (i32.const 0))
      (func (export "malloc") (param i32) (result i32) (global.get $next))
      (func (export "free") (param i32) (global.set $freed (local.get 0)))))";
  const Instance instance = make(wat, {});
  const Global next = must(instance.global("next"));
  EXPECT_EQ(error_of(instance.allocate(10)).kind, ErrorKind::kLimit);
  for (const uint32_t lie : {0x7FFF0000u, 65'530u, UINT32_MAX}) {
    must(next.set(Value::i32(static_cast<int32_t>(lie))));
    const Error error = error_of(instance.allocate(10));
    EXPECT_EQ(error.trap, TrapKind::kMemoryOutOfBounds);
    EXPECT_TRUE(contains(error.message, std::to_string(lie))) << error.message;
  }
  must(next.set(Value::i32(65'526)));
  const std::string text = "0123456789";
  EXPECT_EQ(must(instance.duplicate(std::as_bytes(std::span(text)))), 65'526u);
  EXPECT_EQ(must(instance.bytes(65'526, 10))[9], std::byte{'9'});
  must(instance.free(65'526));
  EXPECT_EQ(must(instance.global("freed")).get().i32(), 65'526);
  EXPECT_EQ(error_of(instance.free(65'536)).kind, ErrorKind::kArgument);
  EXPECT_EQ(error_of(instance.allocate(uint64_t{1} << 32)).kind, ErrorKind::kLimit);
  EXPECT_EQ(error_of(instance.reallocate(65'526, 8)).kind, ErrorKind::kArgument);
}

TEST_P(MemoryHeapTest, AssemblyScriptsPairIsAnAllocator) {
  const std::string wat = R"((module (memory 1)
      (global $pinned (export "pinned") (mut i32) (i32.const 0))
      (func (export "__new") (param i32 i32) (result i32) (i32.const 1024))
      (func (export "__pin") (param i32) (result i32)
        (global.set $pinned (local.get 0)) (local.get 0))
      (func (export "__unpin") (param i32) (global.set $pinned (i32.const 0)))))";
  const Instance instance = make(wat, {.host_managed_heap_size = 8192});
  EXPECT_EQ(instance.allocator(), GuestAllocator::kAssemblyScript);
  EXPECT_EQ(must(instance.allocate(10)), 1024u);
  EXPECT_EQ(must(instance.global("pinned")).get().i32(), 1024);
  must(instance.free(1024));
  EXPECT_EQ(must(instance.global("pinned")).get().i32(), 0);
}

TEST_P(MemoryHeapTest, ATrapInMallocComesOut) {
  const std::string wat = R"((module (memory 1)
      (func (export "malloc") (param i32) (result i32) unreachable)
      (func (export "free") (param i32) unreachable)))";
  const Instance instance = make(wat, {});
  EXPECT_EQ(error_of(instance.allocate(1)).trap, TrapKind::kUnreachable);
  EXPECT_EQ(error_of(instance.free(1)).trap, TrapKind::kUnreachable);
}

TEST_P(MemoryHeapTest, HalfAnAllocatorIsNone) {
  for (const char* half : {"(func (export \"malloc\") (param i32) (result i32) (i32.const 8))",
                           "(func (export \"malloc\") (param i64) (result i32) (i32.const 8))"
                           "(func (export \"free\") (param i32))",
                           "(func (export \"__new\") (param i32 i32) (result i32) (i32.const 8))"
                           "(func (export \"__unpin\") (param i32))"}) {
    const Instance instance = make("(module (memory 1)" + std::string(half) + ")", {});
    EXPECT_EQ(instance.allocator(), GuestAllocator::kNone) << half;
    EXPECT_EQ(error_of(instance.allocate(1)).kind, ErrorKind::kArgument);
    EXPECT_EQ(error_of(instance.free(8)).kind, ErrorKind::kArgument);
  }
}

// ---- The linker's areas

TEST_P(MemoryHeapTest, TheAreasOfDataFirst) {
  const Instance instance = make(linked("(memory 2)"), {});
  const MemoryLayout layout = instance.memory_layout();
  EXPECT_EQ(layout.memory, (MemoryArea{0, 2 * kPage}));
  EXPECT_EQ(layout.data, (MemoryArea{0, 0x1000}));
  EXPECT_EQ(layout.stack, (MemoryArea{0x1000, 0x2400}));
  EXPECT_EQ(layout.heap, (MemoryArea{0x2400, 2 * kPage}));
  EXPECT_EQ(layout.stack_pointer, 0u);
  EXPECT_FALSE(layout.host_heap);
  const std::string picture = layout.to_string();
  for (const char* part : {"0x00000000  | data", "0x00001000  | stack", "0x00002400  | heap of the",
                           "5,120", "0x00020000    end of memory", "stack pointer: global 0"}) {
    EXPECT_TRUE(contains(picture, part)) << part << "\n" << picture;
  }
}

TEST_P(MemoryHeapTest, TheAreasOfStackFirst) {
  const Instance instance = make(R"((module (memory 1)
      (global $sp (mut i32) (i32.const 0x800))
      (global (export "__data_end") i32 (i32.const 0x1234))
      (global (export "__heap_base") i32 (i32.const 0x1240))))",
                                 {});
  const MemoryLayout layout = instance.memory_layout();
  EXPECT_EQ(layout.stack, (MemoryArea{0, 0x800}));
  EXPECT_EQ(layout.data, (MemoryArea{0x800, 0x1240}));
  EXPECT_EQ(layout.heap, (MemoryArea{0x1240, kPage}));
}

TEST_P(MemoryHeapTest, ModulesWithoutTheConstantsAreNotGuessedAt) {
  for (const char* globals : {"", "(global (export \"__heap_base\") i32 (i32.const 64))",
                              "(global (export \"__heap_base\") (mut i32) (i32.const 64))"
                              "(global (export \"__data_end\") i32 (i32.const 32))",
                              "(global (export \"__heap_base\") i32 (i32.const 64))"
                              "(global (export \"__data_end\") i32 (i32.const 65))",
                              "(global (export \"__heap_base\") i64 (i64.const 64))"
                              "(global (export \"__data_end\") i32 (i32.const 32))"}) {
    const Instance instance = make("(module (memory 1)" + std::string(globals) + ")", {});
    EXPECT_FALSE(instance.memory_layout().data) << globals;
    EXPECT_FALSE(instance.memory_layout().stack_pointer) << globals;
  }
  EXPECT_TRUE(make("(module)", {}).memory_layout().memory.empty());
}

// ---- The stack pointer

TEST_P(MemoryHeapTest, TheStackPointerStaysInItsArea) {
  const Instance instance = make(linked("(memory 1)"), {});
  const auto set_sp = must(instance.function<void(uint32_t)>("set_sp"));
  must(set_sp(0x2400));  // Empty.
  must(set_sp(0x1001));
  for (const uint32_t low : {0x1000u, 0xFFFu, 0u}) {
    EXPECT_EQ(summary(error_of(set_sp(low))), "trap: wasm auxiliary stack overflow") << low;
  }
  for (const uint32_t high : {0x2401u, 0x80000000u, UINT32_MAX}) {
    EXPECT_EQ(summary(error_of(set_sp(high))), "trap: wasm auxiliary stack underflow") << high;
  }
}

TEST_P(MemoryHeapTest, TheCheckCanBeSwitchedOff) {
  engine_ = make_engine({.bounds = GetParam(), .check_aux_stack = false});
  const Instance instance = make(linked("(memory 1)"), {});
  must(must(instance.function<void(uint32_t)>("set_sp"))(0));
}

TEST_P(MemoryHeapTest, OtherMutableGlobalsAreNotTheStackPointer) {
  const Instance instance = make(R"((module (memory 1)
      (global $high (mut i32) (i32.const 0x3000))
      (global $zero (mut i32) (i32.const 0))
      (global $odd (mut i32) (i32.const 0x1804))
      (global $sp (mut i32) (i32.const 0x2000))
      (global (export "__data_end") i32 (i32.const 0x1000))
      (global (export "__heap_base") i32 (i32.const 0x2000))
      (func (export "set_high") (param i32) (global.set $high (local.get 0)))
      (func (export "set_sp") (param i32) (global.set $sp (local.get 0)))))",
                                 {});
  must(must(instance.function<void(uint32_t)>("set_high"))(0));
  EXPECT_FALSE(must(instance.function<void(uint32_t)>("set_sp"))(0));
  EXPECT_EQ(instance.memory_layout().stack_pointer, 3u);
}

// ---- Memory cut down to what the linker laid out

TEST_P(MemoryHeapTest, TruncatedMemoryEndsAtHeapBase) {
  const std::string constant = R"((func (export "constant") (result i32)
      (i32.load8_u (i32.const 0x23FF)))
      (func (export "beyond") (result i32) (i32.load8_u (i32.const 0x3000))))";
  const Instance instance = make(linked("(memory 1)", constant), {.truncate_memory = true});
  // Exact where accesses are tested; to the page of the system (here at most 4 KiB) where not.
  if (GetParam() == Bounds::kChecked) {
    EXPECT_EQ(instance.memory_layout().memory.end, 0x2400u);
    EXPECT_FALSE(can_load(instance, 0x2400));
    EXPECT_FALSE(must(instance.function<uint32_t()>("beyond"))());
  }
  EXPECT_TRUE(can_load(instance, 0x23FF));
  must(must(instance.function<uint32_t()>("constant"))());
  EXPECT_FALSE(can_load(instance, kPage - 1));
  EXPECT_FALSE(instance.bytes(0x2300, kPage));
}

TEST_P(MemoryHeapTest, TruncatedMemoryHasItsHeapBehindIt) {
  const Instance instance =
      make(linked("(memory 1)"), {.host_managed_heap_size = 1000, .truncate_memory = true});
  EXPECT_EQ(instance.memory_layout().host_heap, (MemoryArea{0x2400, 0x2400 + 1008}));
  EXPECT_TRUE(can_load(instance, 0x2400 + 1007));
  if (GetParam() == Bounds::kChecked) {
    EXPECT_FALSE(can_load(instance, 0x2400 + 1008));
  }
}

TEST_P(MemoryHeapTest, MemoryThatMayGrowIsNotTruncated) {
  const Instance instance = make(linked("(memory 1)", kSizeAware), {.truncate_memory = true});
  EXPECT_EQ(instance.memory_layout().memory.end, kPage);
  EXPECT_TRUE(can_load(instance, kPage - 1));
}

// ---- Shared memories

TEST_P(MemoryHeapTest, ASharedMemoryNeedsAMaximum) {
  MemoryType type{.limits = {1, 0, false}, .shared = true};
  const Error error = error_of(Memory::create(engine_, type));
  EXPECT_EQ(error.kind, ErrorKind::kArgument);
  EXPECT_TRUE(contains(error.message, "shared memory needs a maximum")) << error.message;
  type.limits = {1, 3, true};
  const Memory memory = must(Memory::create(engine_, type));
  EXPECT_TRUE(memory.type().shared);
  const std::byte* const before = memory.data().data();
  EXPECT_EQ(must(memory.grow(2)), 1u);
  EXPECT_EQ(memory.data().data(), before);
}

TEST_P(MemoryHeapTest, SharednessHasToMatch) {
  const Module module = compile(engine_, "(module (import \"m\" \"m\" (memory 1 2 shared)))");
  for (const bool shared : {true, false}) {
    Linker linker(engine_);
    must(linker.define("m", "m",
                       must(Memory::create(engine_, {.limits = {1, 2, true}, .shared = shared}))));
    EXPECT_EQ(linker.instantiate(module).ok(), shared);
  }
}

}  // namespace
}  // namespace shoal::testing
