// What goes wrong with the shared heaps and the ems allocator of WAMR (wasm-micro-runtime, July
// 2026), one test for each, showing that it does not here. The public API only, as a host program
// would use it.
#include <gtest/gtest.h>
#include <sys/mman.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <cstring>
#include <functional>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "shoal/shoal.h"
#include "shoal/wat.h"

namespace shoal {
namespace {

constexpr uint64_t kTop = uint64_t{1} << 32;

// A guest that does whatever it is told to.
constexpr std::string_view kGuest = R"((module
  (import "env" "shared_heap_malloc" (func $malloc (param i32) (result i32)))
  (import "env" "shared_heap_free" (func $free (param i32)))
  (import "env" "call_host" (func $call_host))
  (memory (export "memory") 1)
  (func (export "malloc") (param i32) (result i32) (call $malloc (local.get 0)))
  (func (export "free") (param i32) (call $free (local.get 0)))
  (func (export "load") (param i32) (result i32) (i32.load (local.get 0)))
  (func (export "store") (param i32 i32) (i32.store (local.get 0) (local.get 1)))
  (func (export "fill") (param i32 i32 i32)
    (memory.fill (local.get 0) (local.get 1) (local.get 2)))
  (func (export "grow") (param i32) (result i32) (memory.grow (local.get 0)))
  (func (export "size") (result i32) (memory.size))
  (func (export "load_call_load") (param i32) (result i32)
    (drop (i32.load (local.get 0)))
    (call $call_host)
    (i32.load (local.get 0)))))";

/// The guest, its functions by name.
class Guest {
 public:
  Guest(const Engine& engine, std::function<Result<void>(Caller&)> call_host = {})
      : linker_(engine), instance_(instantiate(engine, std::move(call_host))) {}

  Result<uint32_t> malloc(uint32_t size) { return function<uint32_t(uint32_t)>("malloc")(size); }
  Result<void> free(uint32_t address) { return function<void(uint32_t)>("free")(address); }
  Result<uint32_t> load(uint32_t address) { return function<uint32_t(uint32_t)>("load")(address); }
  Result<void> store(uint32_t address, uint32_t value) {
    return function<void(uint32_t, uint32_t)>("store")(address, value);
  }
  Result<void> fill(uint64_t address, uint32_t value, uint64_t n) {
    return function<void(uint32_t, uint32_t, uint32_t)>("fill")(static_cast<uint32_t>(address),
                                                                value, static_cast<uint32_t>(n));
  }
  template <class Sig>
  TypedFunc<Sig> function(std::string_view name) {
    return *instance_.function<Sig>(name);
  }
  Instance* operator->() { return &instance_; }

 private:
  Instance instantiate(const Engine& engine, std::function<Result<void>(Caller&)> call_host) {
    EXPECT_TRUE(define_shared_heap_imports(linker_).ok());
    EXPECT_TRUE(linker_
                    .define("env", "call_host",
                            [call_host = std::move(call_host)](Caller& caller) -> Result<void> {
                              return call_host ? call_host(caller) : Result<void>();
                            })
                    .ok());
    auto module = Module::compile(engine, *wat_to_wasm(kGuest, "guest"));
    EXPECT_TRUE(module.ok()) << module.error().to_string();
    auto instance = linker_.instantiate(*module);
    EXPECT_TRUE(instance.ok()) << instance.error().to_string();
    return *instance;
  }

  Linker linker_;
  Instance instance_;
};

class WamrBugs : public testing::TestWithParam<Bounds> {
 protected:
  SharedHeap managed(uint64_t size) { return *SharedHeap::create_managed(engine_, size); }
  SharedHeap over(std::span<std::byte> buffer) { return *SharedHeap::from_buffer(engine_, buffer); }
  static Engine make_engine() {
    Config config;
    config.bounds = GetParam();
    return *Engine::create(config);
  }
  static uint32_t to32(uint64_t address) { return static_cast<uint32_t>(address); }
  template <class T>
  static bool is_out_of_bounds(const Result<T>& result) {
    return !result.ok() && result.error().trap == TrapKind::kMemoryOutOfBounds;
  }

  Engine engine_ = make_engine();
  const uint64_t page_ = static_cast<uint64_t>(sysconf(_SC_PAGESIZE));
  std::vector<std::byte> buffer_ = std::vector<std::byte>(4 * page_);
};

// ---- Section 1: sizes, chains, attachments

// create: 0xffffffff bytes are rounded up in 32 bits, to 0, and refused.
TEST_P(WamrBugs, SizesDoNotWrapInThirtyTwoBits) {
  SharedHeap heap = managed(0xFFFFFFFF);
  EXPECT_EQ(heap.size(), kTop);
  EXPECT_EQ(heap.start_address(), 0u);
}

// malloc truncates its size to 32 bits: 4 GiB + 16 gives 16 bytes.
TEST_P(WamrBugs, AllocationSizesDoNotWrap) {
  SharedHeap heap = managed(page_);
  EXPECT_FALSE(heap.allocate(kTop + 16).ok());
  EXPECT_FALSE(heap.allocate(UINT64_MAX).ok());
  EXPECT_EQ(heap.usage().blocks, 0u);
}

// A fifth GiB in a chain wraps the start address.
TEST_P(WamrBugs, AChainCannotBeLongerThanTheAddressSpace) {
  SharedHeap head = managed(1 << 30);
  for (int i = 0; i < 3; ++i) head = *SharedHeap::chain(managed(1 << 30), head);
  EXPECT_EQ(head.start_address(), 0u);
  EXPECT_FALSE(SharedHeap::chain(managed(page_), head).ok());
}

// Chaining a preallocated heap to itself is accepted; the first access that walks the chain never
// ends.
TEST_P(WamrBugs, AChainHasNoCycle) {
  SharedHeap heap = over(buffer_);
  EXPECT_FALSE(SharedHeap::chain(heap, heap).ok());
  SharedHeap other = over(buffer_);
  ASSERT_TRUE(SharedHeap::chain(heap, other).ok());
  EXPECT_FALSE(SharedHeap::chain(other, heap).ok());
  Guest guest(engine_);
  ASSERT_TRUE(guest->attach(heap).ok());
  EXPECT_EQ(*guest.load(to32(kTop - 4)), 0u);
}

// Unchaining in the middle of an attached chain leaves placements that are stale.
TEST_P(WamrBugs, AnAttachedChainCannotBeCutInTheMiddle) {
  SharedHeap tail = managed(page_);
  SharedHeap middle = managed(page_);
  SharedHeap head = managed(page_);
  ASSERT_TRUE(SharedHeap::chain(middle, tail).ok());
  ASSERT_TRUE(SharedHeap::chain(head, middle).ok());
  Guest guest(engine_);
  ASSERT_TRUE(guest->attach(head).ok());
  EXPECT_FALSE(SharedHeap::unchain(middle, false).ok());
  EXPECT_FALSE(SharedHeap::unchain(middle, true).ok());
  ASSERT_TRUE(guest->detach().ok());
  ASSERT_TRUE(SharedHeap::unchain(middle, false).ok());
  EXPECT_EQ(head.start_address(), kTop - 2 * page_);  // Not stale.
}

// reset looks at the head's attachments only.
TEST_P(WamrBugs, ABodyThatIsAttachedThroughItsHeadCannotBeReset) {
  SharedHeap body = managed(page_);
  SharedHeap head = managed(page_);
  ASSERT_TRUE(SharedHeap::chain(head, body).ok());
  Guest guest(engine_);
  ASSERT_TRUE(guest->attach(head).ok());
  EXPECT_FALSE(body.reset().ok());
}

// A reset that fails midway leaves a heap without memory.
TEST_P(WamrBugs, AResetIsAllOrNothing) {
  SharedHeap body = *SharedHeap::from_buffer(engine_, std::span<const std::byte>(buffer_));
  SharedHeap head = managed(page_);
  const uint64_t block = *head.allocate(16);
  const uint64_t offset = block - head.start_address();
  ASSERT_TRUE(SharedHeap::chain(head, body).ok());
  EXPECT_FALSE(head.reset().ok());
  EXPECT_TRUE(head.free(head.start_address() + offset).ok());
}

// attach(NULL) crashes, as does create(NULL).
TEST_P(WamrBugs, NullHandlesAreErrors) {
  Guest guest(engine_);
  EXPECT_EQ(guest->attach(SharedHeap()).error().kind, ErrorKind::kArgument);
  EXPECT_FALSE(SharedHeap::from_buffer(engine_, std::span<std::byte>()).ok());
}

// The count of attachments is 8 bits wide: after 256 of them the heap can be unchained while
// attached.
TEST_P(WamrBugs, AttachmentsAreCountedBeyond256) {
  SharedHeap heap = managed(page_);
  const Module module = *Module::compile(engine_, *wat_to_wasm("(module (memory 0))", "m"));
  std::vector<Instance> instances;
  for (int i = 0; i < 256; ++i) {
    instances.push_back(*Instance::create(module, {}));
    ASSERT_TRUE(instances.back().attach(heap).ok());
  }
  EXPECT_EQ(heap.attached_count(), 256u);
  EXPECT_FALSE(heap.reset().ok());
  EXPECT_FALSE(SharedHeap::chain(managed(page_), heap).ok());
}

// Deinstantiation does not detach: the heap can never be chained, unchained or reset again.
TEST_P(WamrBugs, AnInstanceThatGoesDetaches) {
  SharedHeap heap = managed(page_);
  {
    Guest guest(engine_);
    ASSERT_TRUE(guest->attach(heap).ok());
    EXPECT_EQ(heap.attached_count(), 1u);
  }
  EXPECT_EQ(heap.attached_count(), 0u);
  EXPECT_TRUE(heap.reset().ok());
  EXPECT_TRUE(heap.destroy().ok());
}

// wasm_memory_enlarge crashes in any build with shared heaps.
TEST_P(WamrBugs, TheHostGrowsMemoryWithAHeapAttached) {
  Guest guest(engine_);
  SharedHeap heap = managed(page_);
  ASSERT_TRUE(guest->attach(heap).ok());
  EXPECT_EQ(*guest->memory()->grow(1), 1u);
  EXPECT_EQ(*guest.load(2 * 65536 - 4), 0u);
  EXPECT_TRUE(is_out_of_bounds(guest.load(2 * 65536)));
  EXPECT_EQ(*guest.load(to32(heap.start_address())), 0u);
  EXPECT_EQ(*guest.function<uint32_t()>("size")(), 2u);
}

// Converting addresses overwrites the running instance's last-used heap, unsynchronised.
TEST_P(WamrBugs, ConvertingAddressesDoesNotDisturbARunningInstance) {
  SharedHeap tail = over(buffer_);
  SharedHeap head = managed(page_);
  ASSERT_TRUE(SharedHeap::chain(head, tail).ok());
  Guest guest(engine_);
  ASSERT_TRUE(guest->attach(head).ok());
  std::memset(buffer_.data(), 0x22, buffer_.size());
  std::memset(head.writable_bytes().data(), 0x11, page_);
  std::atomic<bool> stop = false;
  std::thread host([&] {
    while (!stop) {
      EXPECT_EQ(head.native_address(tail.start_address()), buffer_.data());
      EXPECT_EQ(head.native_address(head.start_address()), head.bytes().data());
    }
  });
  for (int i = 0; i < 2'000; ++i) {
    EXPECT_EQ(*guest.load(to32(head.start_address())), 0x11111111u);
    EXPECT_EQ(*guest.load(to32(tail.start_address())), 0x22222222u);
  }
  stop = true;
  host.join();
}

// An empty range at a heap's address is invalid in one function and counts as one byte in another.
TEST_P(WamrBugs, EmptyRangesHaveOneRule) {
  SharedHeap heap = managed(page_);
  EXPECT_TRUE(heap.valid_range(heap.start_address(), 0));
  EXPECT_TRUE(heap.guest_address(heap.bytes().data(), 0).has_value());
  EXPECT_FALSE(heap.valid_range(kTop, 0));
}

// ---- Section 2: code

// AOT code copies the heap in each function's prologue: it does not see what a host function
// attaches or detaches.
TEST_P(WamrBugs, RunningCodeSeesAttachAndDetach) {
  SharedHeap heap = managed(page_);
  const uint32_t address = to32(heap.start_address());
  Guest detaching(engine_, [](Caller& caller) { return caller.instance()->detach(); });
  ASSERT_TRUE(detaching->attach(heap).ok());
  auto run = detaching.function<uint32_t(uint32_t)>("load_call_load");
  auto result = run(address);
  EXPECT_TRUE(is_out_of_bounds(result));
  EXPECT_EQ(heap.attached_count(), 0u);

  SharedHeap second = managed(page_);
  second.writable_bytes()[0] = std::byte{42};
  Guest swapping(engine_, [&](Caller& caller) -> Result<void> {
    auto done = caller.instance()->detach();
    return done ? caller.instance()->attach(second) : std::move(done);
  });
  ASSERT_TRUE(swapping->attach(heap).ok());
  EXPECT_EQ(*swapping.function<uint32_t(uint32_t)>("load_call_load")(address), 42u);
}

// A module that was compiled without a flag does not see heaps, and nobody says so.
TEST_P(WamrBugs, AnyModuleSeesHeaps) {
  SharedHeap heap = over(buffer_);
  const Module module = *Module::compile(engine_, *wat_to_wasm(R"((module (memory 1)
        (func (export "load") (param i32) (result i32) (i32.load8_u (local.get 0)))))",
                                                               "m"));
  Instance instance = *Instance::create(module, {});
  buffer_[1] = std::byte{9};
  ASSERT_TRUE(instance.attach(heap).ok());
  EXPECT_EQ(*(*instance.function<uint32_t(uint32_t)>("load"))(to32(heap.start_address() + 1)), 9u);
}

// Any fault of the host close to a heap is reported as the guest's.
TEST_P(WamrBugs, AFaultOfTheHostIsNotTheGuests) {
  void* const hole = mmap(nullptr, page_, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  EXPECT_DEATH(  // Under whatever signal or sanitizer: a trap would let the statement end.
      {
        SharedHeap heap = managed(page_);
        Guest guest(engine_, [&](Caller&) -> Result<void> {
          *static_cast<volatile char*>(hole) = 1;
          return {};
        });
        (void)guest->attach(heap);
        (void)guest.function<uint32_t(uint32_t)>("load_call_load")(0);
      },
      "");
  munmap(hole, page_);
}

// A heap buffer that a guest passes to the host is refused if no NUL follows in the heap.
TEST_P(WamrBugs, BuffersInHeapsNeedNoTerminator) {
  SharedHeap heap = managed(page_);
  std::memset(heap.writable_bytes().data(), 'x', page_);
  Guest guest(engine_);
  ASSERT_TRUE(guest->attach(heap).ok());
  EXPECT_EQ(guest->const_bytes(heap.start_address(), page_)->size(), page_);
}

// ---- Section 3: the guest's own allocation

TEST_P(WamrBugs, GuestAllocationNeverTrapsAndFreeIsSafe) {
  Guest guest(engine_);
  EXPECT_EQ(*guest.malloc(16), 0u);  // Nothing attached.
  SharedHeap heap = managed(page_);
  ASSERT_TRUE(guest->attach(heap).ok());
  const uint32_t block = *guest.malloc(100);
  EXPECT_NE(block, 0u);
  EXPECT_EQ(block % 16, 0u);
  EXPECT_EQ(*guest.malloc(0xFFFFFFFF), 0u);
  EXPECT_TRUE(guest.free(0).ok());           // A null pointer,
  EXPECT_TRUE(guest.free(64).ok());          // linear memory,
  EXPECT_TRUE(guest.free(block + 16).ok());  // the inside of a block,
  EXPECT_TRUE(guest.free(block + 3).ok());   // no multiple of anything,
  EXPECT_TRUE(guest.free(0xFFFFFFFF).ok());  // the last bytes of the heap (WAMR traps): ignored.
  EXPECT_EQ(heap.usage().blocks, 1u);
  EXPECT_TRUE(is_out_of_bounds(guest.free(0x7FFFFFFF)));
  EXPECT_TRUE(guest.free(block).ok());
  EXPECT_EQ(heap.usage().blocks, 0u);
  EXPECT_TRUE(guest.free(block).ok());  // Twice.
  EXPECT_EQ(heap.usage().free, page_);
}

TEST_P(WamrBugs, AReaderNeitherAllocatesNorFrees) {
  SharedHeap heap = managed(page_);
  const uint64_t block = *heap.allocate(16);
  *heap.native_address(block) = std::byte{1};
  Guest guest(engine_);
  ASSERT_TRUE(guest->attach(heap, {Access::kReadOnly, false}).ok());
  EXPECT_EQ(*guest.malloc(16), 0u);
  EXPECT_TRUE(guest.free(to32(block)).ok());
  EXPECT_EQ(*guest.load(to32(block)), 1u);
  EXPECT_TRUE(is_out_of_bounds(guest.store(to32(block), 2)));
}

// ---- Section 5: ems

// a. Native pointers of the allocator are readable in freed blocks.
TEST_P(WamrBugs, EmsA_NoHostPointerIsReadable) {
  SharedHeap heap = managed(4 * page_);
  std::vector<uint64_t> blocks;
  for (int i = 0; i < 40; ++i) blocks.push_back(*heap.allocate(300));
  for (size_t i = 0; i < blocks.size(); i += 2) ASSERT_TRUE(heap.free(blocks[i]).ok());
  for (const std::byte byte : heap.bytes()) ASSERT_EQ(byte, std::byte{0});
}

// b. Freeing the heap's first address reads in front of it: the host dies.
TEST_P(WamrBugs, EmsB_FreeingTheFirstAddressIsHarmless) {
  SharedHeap heap = managed(page_);
  Guest guest(engine_);
  ASSERT_TRUE(guest->attach(heap).ok());
  EXPECT_TRUE(guest.free(to32(heap.start_address())).ok());
  EXPECT_FALSE(heap.free(heap.start_address()).ok());
  EXPECT_NE(*guest.malloc(16), 0u);
}

// c. A forged header makes free write far beyond the heap, or dead-locks the next malloc.
TEST_P(WamrBugs, EmsC_ForgedHeadersMeanNothing) {
  SharedHeap heap = managed(page_);
  Guest guest(engine_);
  ASSERT_TRUE(guest->attach(heap).ok());
  const uint32_t first = *guest.malloc(32);
  const uint32_t second = *guest.malloc(32);
  for (const uint32_t header : {0x7FFFFFFFu, 0x47FFFFFFu, 0xA11C0010u, 0xFFFFFFFFu, 0u}) {
    ASSERT_TRUE(guest.fill(heap.start_address(), header & 0xFF, page_).ok());
    for (uint32_t at = to32(heap.start_address()); at != 0; at += 16) {
      ASSERT_TRUE(guest.store(at, header).ok());
      if (at == first || at == second) continue;
      ASSERT_TRUE(guest.free(at).ok());
    }
  }
  EXPECT_EQ(heap.usage().blocks, 2u);
  EXPECT_TRUE(guest.free(first).ok());
  EXPECT_TRUE(guest.free(second).ok());
  EXPECT_EQ(heap.usage().largest, page_);
  EXPECT_NE(*guest.malloc(16), 0u);
}

// d. Freeing a pointer into a chained preallocated heap reads beyond the managed one.
TEST_P(WamrBugs, EmsD_FreeingInAChainedBufferIsHarmless) {
  SharedHeap tail = over(buffer_);
  SharedHeap head = managed(page_);
  ASSERT_TRUE(SharedHeap::chain(head, tail).ok());
  Guest guest(engine_);
  ASSERT_TRUE(guest->attach(head).ok());
  std::memset(buffer_.data(), 0x5A, buffer_.size());
  for (uint64_t at = tail.start_address(); at < kTop; at += 8)
    ASSERT_TRUE(guest.free(to32(at)).ok());
  for (const std::byte byte : buffer_) ASSERT_EQ(byte, std::byte{0x5A});
  EXPECT_FALSE(head.free(tail.start_address()).ok());
}

// e. Blocks of 148,897,792 to 149,422,072 bytes look like aligned ones: free does nothing, realloc
// fails.
TEST_P(WamrBugs, EmsE_NoSizeIsMagic) {
  SharedHeap heap = managed(uint64_t{512} << 20);
  for (const uint64_t size : {148'897'792, 149'000'000, 149'422'072}) {
    const uint64_t block = *heap.allocate(size - 4);
    EXPECT_EQ(*heap.reallocate(block, size + 1000), block);
    ASSERT_TRUE(heap.free(block).ok());
    EXPECT_EQ(heap.usage().used, 0u);
  }
}

// f. After a move of the memory any small free block makes the heap corrupt for ever. Ours is at an
// address that no
//    attachment, chain or move changes, and its books hold no address.
TEST_P(WamrBugs, EmsF_TheBooksHoldNoAddresses) {
  SharedHeap heap = managed(page_);
  const uint64_t first = *heap.allocate(16);
  const uint64_t second = *heap.allocate(16);
  ASSERT_TRUE(heap.free(first).ok());
  const uint64_t offset = second - heap.start_address();
  ASSERT_TRUE(SharedHeap::chain(heap, managed(3 * page_)).ok());  // All addresses change.
  EXPECT_EQ(*heap.allocate(16), heap.start_address());
  EXPECT_TRUE(heap.free(heap.start_address() + offset).ok());
}

// g. WAMR's own sample crashes: a chain of a managed and a preallocated heap, written by two
// instances.
TEST_P(WamrBugs, EmsG_TheSampleWorks) {
  SharedHeap tail = over(buffer_);
  SharedHeap head = managed(page_);
  ASSERT_TRUE(SharedHeap::chain(head, tail).ok());
  Guest producer(engine_);
  Guest consumer(engine_);
  ASSERT_TRUE(producer->attach(head).ok());
  ASSERT_TRUE(consumer->attach(head).ok());
  const uint32_t message = *producer.malloc(64);
  ASSERT_TRUE(producer.store(message, 0x6C6C6568).ok());
  ASSERT_TRUE(producer.store(to32(tail.start_address()), 7).ok());
  EXPECT_EQ(*consumer.load(message), 0x6C6C6568u);
  EXPECT_EQ(*consumer.load(to32(tail.start_address())), 7u);
  EXPECT_TRUE(consumer.free(message).ok());
  EXPECT_EQ(head.usage().blocks, 0u);
  EXPECT_EQ(buffer_[0], std::byte{7});
}

// h. Filling the heap with garbage disables malloc for ever.
TEST_P(WamrBugs, EmsH_GarbageDoesNotDisableTheAllocator) {
  SharedHeap heap = managed(4 * page_);
  Guest guest(engine_);
  ASSERT_TRUE(guest->attach(heap).ok());
  std::vector<uint32_t> blocks;
  for (int round = 0; round < 10; ++round) {
    for (int i = 0; i < 10; ++i)
      blocks.push_back(*guest.malloc(static_cast<uint32_t>(10 + 50 * i)));
    ASSERT_TRUE(
        guest.fill(heap.start_address(), static_cast<uint32_t>(0xA5 + round), 4 * page_).ok());
    for (const uint32_t block : blocks) {
      EXPECT_NE(block, 0u);
      ASSERT_TRUE(guest.free(block).ok());
    }
    blocks.clear();
    EXPECT_EQ(heap.usage().largest, 4 * page_);
  }
}

INSTANTIATE_TEST_SUITE_P(, WamrBugs, testing::Values(Bounds::kGuarded, Bounds::kChecked),
                         [](const auto& info) {
                           return info.param == Bounds::kGuarded ? "Guarded" : "Checked";
                         });

}  // namespace
}  // namespace shoal
