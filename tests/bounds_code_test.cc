// The two-range rule through emitted code: loads, stores and bulk operations of every width around
// every edge of a memory and the heaps above it, in guarded and in checked code, against a model
// that goes byte by byte.
#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/mman.h>
#include <unistd.h>

#include <cstring>
#include <string>
#include <vector>

#include "shoal/shoal.h"
#include "shoal/wat.h"
#include "tests/bounds_model.h"

namespace shoal {
namespace {

constexpr uint64_t kTop = uint64_t{1} << 32;

/// Offsets: small, at what checked code tests without a slow path, at what guarded code need not
/// test, huge.
const tests::AccessShape kShape = {
    .offsets = {0, 1, 8, 4095, 65519, 65528, 65536, (64u << 20) - 16, (64u << 20) - 15, 64u << 20,
                0x7FFFFFFF, 0x80000000, 0xFFFF0000, 0xFFFFFFF8, 0xFFFFFFFF},
    .addends = {0, 16, 70000, (64u << 20) - 16, 0xFFFFFFF0}};

class BoundsCodeTest : public testing::TestWithParam<std::tuple<Bounds, bool, bool>> {
 protected:
  void SetUp() override {
    Config config;
    config.bounds = std::get<0>(GetParam());
    config.tuning.heap_inline = std::get<1>(GetParam());
    config.spectre = std::get<2>(GetParam());
    // Checked code of a memory that spans the whole space tests less than that of a small one.
    shape_.max_pages = std::get<1>(GetParam()) ? 65536 : 4;
    engine_.emplace(*Engine::create(config));
    const auto wasm = wat_to_wasm(tests::access_module_text(shape_), "bounds");
    ASSERT_TRUE(wasm.ok()) << wasm.error().message;
    auto module = Module::compile(*engine_, *wasm);
    ASSERT_TRUE(module.ok()) << module.error().to_string();
    auto instance = Instance::create(*module, {});
    ASSERT_TRUE(instance.ok()) << instance.error().to_string();
    instance_.emplace(*instance);
    checker_.emplace(*instance_, shape_, random_);
    memory_.emplace(checker_->memory());
  }

  SharedHeap managed(uint64_t size) { return *SharedHeap::create_managed(*engine_, size); }

  void attach(const SharedHeap& head, const AttachOptions& options = {}) {
    auto done = checker_->attach(head, options);
    ASSERT_TRUE(done.ok()) << done.error().message;
  }

  template <class T>
  static void expect_out_of_bounds(const Result<T>& result) {
    ASSERT_FALSE(result.ok());
    ASSERT_EQ(result.error().trap, TrapKind::kMemoryOutOfBounds) << result.error().message;
  }

  void check_everything(int rounds = 4) {
    ASSERT_NO_THROW({
      for (int round = 0; round < rounds; ++round) {
        for (size_t i = 0; i < checker_->access_count(); ++i) checker_->check_access(i);
      }
      for (int i = 0; i < 500; ++i) checker_->check_bulk();
    });
  }

  tests::AccessShape shape_ = kShape;
  std::optional<Engine> engine_;
  std::optional<Instance> instance_;
  std::optional<Memory> memory_;
  tests::Random random_{uint64_t{7}};
  std::optional<tests::BoundsChecker> checker_;
  const uint64_t page_ = static_cast<uint64_t>(sysconf(_SC_PAGESIZE));
};

TEST_P(BoundsCodeTest, MemoryAlone) {
  check_everything();
  ASSERT_TRUE(memory_->grow(2).ok());
  check_everything();
}

TEST_P(BoundsCodeTest, OneManagedHeap) {
  attach(managed(2 * page_));
  EXPECT_EQ(instance_->bounds(), std::get<0>(GetParam()));
  check_everything();
}

TEST_P(BoundsCodeTest, OneHeapReadOnly) {
  SharedHeap heap = managed(page_);
  std::memset(heap.writable_bytes().data(), 0x21, page_);
  attach(heap, {Access::kReadOnly, false});
  check_everything();
}

TEST_P(BoundsCodeTest, ABufferAtAnOddAddress) {
  std::vector<std::byte> buffer(3 * page_, std::byte{0x11});
  const auto odd = std::span(buffer).subspan(1, 2 * page_);
  attach(*SharedHeap::from_buffer(*engine_, odd));
  EXPECT_EQ(instance_->bounds(), Bounds::kChecked);
  check_everything();
  EXPECT_EQ(buffer[0], std::byte{0x11});
  EXPECT_EQ(buffer[2 * page_ + 1], std::byte{0x11});
  checker_->detach();
  EXPECT_EQ(instance_->bounds(), std::get<0>(GetParam()));
  check_everything(1);
}

TEST_P(BoundsCodeTest, AChain) {
  std::vector<std::byte> buffer(page_, std::byte{0x11});
  SharedHeap tail = *SharedHeap::from_buffer(*engine_, std::span<const std::byte>(buffer));
  SharedHeap middle = managed(2 * page_);
  SharedHeap head = managed(page_);
  ASSERT_TRUE(SharedHeap::chain(middle, tail).ok());
  ASSERT_TRUE(SharedHeap::chain(head, middle).ok());
  attach(head);
  check_everything();
}

// All of its heaps can be mapped, so checked code finds them where guarded code would, but for
// pages where two of them meet.
TEST_P(BoundsCodeTest, AChainThatCanBeMapped) {
  const int fd = memfd_create("bounds", 0);
  ASSERT_EQ(ftruncate(fd, static_cast<off_t>(2 * page_)), 0);
  SharedHeap tail = *SharedHeap::from_fd(*engine_, fd, 0, 2 * page_, Access::kReadOnly);
  close(fd);
  SharedHeap third = managed(page_);
  SharedHeap second = managed(page_);
  SharedHeap head = managed(3 * page_);
  ASSERT_TRUE(SharedHeap::chain(third, tail).ok());
  ASSERT_TRUE(SharedHeap::chain(second, third).ok());
  ASSERT_TRUE(SharedHeap::chain(head, second).ok());
  attach(head);
  EXPECT_EQ(instance_->bounds(), Bounds::kChecked);
  check_everything();
  checker_->detach();
  attach(head, {Access::kReadOnly});
  check_everything(1);
}

// Back and forth between two heaps, where they meet: too often for a page to be turned each time,
// and the limit that the running loop has in a register changes.
TEST_P(BoundsCodeTest, ALoopThatAlternatesBetweenHeaps) {
  constexpr std::string_view kGuest = R"((module (memory 1)
    (func (export "count") (param $a i32) (param $b i32) (param $rounds i32)
      (loop $next
        (i64.store (local.get $a) (i64.add (i64.load (local.get $b)) (i64.const 1)))
        (i64.store (local.get $b) (i64.add (i64.load (local.get $a)) (i64.const 1)))
        (local.set $rounds (i32.sub (local.get $rounds) (i32.const 1)))
        (br_if $next (local.get $rounds))))
    (func (export "first_bytes") (param $from i32) (param $to i32) (result i32) (local $sum i32)
      (loop $next
        (local.set $sum (i32.add (local.get $sum) (i32.load8_u (local.get $from))))
        (local.set $from (i32.add (local.get $from) (i32.const 1)))
        (br_if $next (i32.ne (local.get $from) (local.get $to))))
      (local.get $sum))))";
  Instance guest =
      *Instance::create(*Module::compile(*engine_, *wat_to_wasm(kGuest, "alternating")), {});
  SharedHeap head = managed(2 * page_), tail = managed(40 * page_);
  ASSERT_TRUE(SharedHeap::chain(head, tail).ok());
  ASSERT_TRUE(guest.attach(head).ok());
  const auto seam = static_cast<uint32_t>(tail.start_address());
  auto count = *guest.function<void(uint32_t, uint32_t, uint32_t)>("count");
  auto sum = *guest.function<uint32_t(uint32_t, uint32_t)>("first_bytes");
  ASSERT_TRUE(count(seam - 8, seam, 20'000).ok());
  uint64_t counted = 0;
  std::memcpy(&counted, tail.bytes().data(), sizeof(counted));
  EXPECT_EQ(counted, 40'000u);
  std::memcpy(&counted, head.bytes().data() + 2 * page_ - 8, sizeof(counted));
  EXPECT_EQ(counted, 39'999u);
  expect_out_of_bounds(count(seam - 4, seam, 1));
  expect_out_of_bounds(count(seam, seam - 1, 1));
  std::memset(head.writable_bytes().data(), 1, 2 * page_);
  std::memset(tail.writable_bytes().data(), 1, 40 * page_);
  EXPECT_EQ(*sum(static_cast<uint32_t>(head.start_address()), 0), 42 * page_);
}

TEST_P(BoundsCodeTest, AContiguousChain) {
  const int fd = memfd_create("bounds", 0);
  ASSERT_EQ(ftruncate(fd, static_cast<off_t>(page_)), 0);
  SharedHeap middle = *SharedHeap::from_fd(*engine_, fd, 0, page_, Access::kReadOnly);
  close(fd);
  SharedHeap tail = managed(page_);
  SharedHeap second = managed(page_);
  SharedHeap head = managed(page_);
  ASSERT_TRUE(SharedHeap::chain(middle, tail).ok());
  ASSERT_TRUE(SharedHeap::chain(second, middle).ok());
  ASSERT_TRUE(SharedHeap::chain(head, second).ok());
  attach(head, {Access::kReadWrite, true});
  EXPECT_EQ(instance_->bounds(), std::get<0>(GetParam()));
  check_everything();
}

// The chain begins right behind the memory, or within what checked code touches behind an index
// without a test.
TEST_P(BoundsCodeTest, AHeapThatTouchesTheMemory) {
  for (const uint64_t gap : {uint64_t{0}, page_, uint64_t{65536}}) {
    attach(managed(kTop - 65536 - gap));
    check_everything();
    checker_->detach();
  }
}

TEST_P(BoundsCodeTest, MemoryGrowsToTheHeap) {
  auto grow = *instance_->function<uint32_t(uint32_t)>("grow");
  auto size = *instance_->function<uint32_t()>("size");
  attach(managed(kTop - 3 * 65536));
  EXPECT_EQ(*grow(3), UINT32_MAX);
  EXPECT_EQ(*size(), 1u);
  EXPECT_EQ(*grow(1), 1u);
  check_everything(1);
  EXPECT_EQ(*grow(1), 2u);  // Exactly to the chain.
  check_everything(1);
  EXPECT_EQ(*grow(1), UINT32_MAX);
  EXPECT_EQ(memory_->grow(1).error().kind, ErrorKind::kLimit);
  EXPECT_EQ(*size(), 3u);
  ASSERT_TRUE(instance_->detach().ok());
  EXPECT_EQ(*grow(1), 3u);
}

// Whoever shares a memory with an instance does not share its heaps, whichever came first.
TEST_P(BoundsCodeTest, HeapsAreNotSharedWithTheMemory) {
  constexpr std::string_view kOther = R"((module (import "a" "memory" (memory 1))
    (func (export "load") (param i32) (result i32) (i32.load (local.get 0)))))";
  const Module module = *Module::compile(*engine_, *wat_to_wasm(kOther, "other"));
  const Extern imports[] = {*memory_};
  SharedHeap heap = managed(page_);
  heap.writable_bytes()[0] = std::byte{77};
  const auto address = static_cast<uint32_t>(heap.start_address());
  const auto load = [&](Instance& instance) {
    return (*instance.function<uint32_t(uint32_t)>("load"))(address);
  };
  auto own_load = *instance_->function<uint64_t(uint32_t)>("load_i32_0_0");

  attach(heap);
  {
    Instance other = *Instance::create(module, imports);
    expect_out_of_bounds(load(other));
    EXPECT_EQ(*own_load(address), 77u);
    ASSERT_TRUE(other.attach(heap).ok());
    EXPECT_EQ(*load(other), 77u);
    EXPECT_EQ(heap.attached_count(), 2u);
    ASSERT_TRUE(instance_->detach().ok());
    expect_out_of_bounds(own_load(address));
    EXPECT_EQ(*load(other), 77u);
    ASSERT_TRUE(instance_->attach(heap).ok());  // The memory has two users now.
    EXPECT_EQ(instance_->bounds(), Bounds::kChecked);
    EXPECT_EQ(*own_load(address), 77u);
    ASSERT_TRUE(other.detach().ok());
    expect_out_of_bounds(load(other));
    EXPECT_EQ(*own_load(address), 77u);
  }
  EXPECT_EQ(heap.attached_count(), 1u);
  check_everything(1);
}

// Pages that a file loses under a mapping are out of bounds, not the end of the host.
TEST_P(BoundsCodeTest, ATruncatedFileTraps) {
  const int fd = memfd_create("bounds", 0);
  ASSERT_EQ(ftruncate(fd, static_cast<off_t>(2 * page_)), 0);
  SharedHeap heap = *SharedHeap::from_fd(*engine_, fd, 0, 2 * page_, Access::kReadWrite);
  attach(heap);
  const auto second_page = static_cast<uint32_t>(heap.start_address() + page_);
  auto load = *instance_->function<uint64_t(uint32_t)>("load_i32_0_0");
  auto store = *instance_->function<void(uint32_t, uint64_t)>("store_i32_0_0");
  EXPECT_EQ(*load(second_page), 0u);
  ASSERT_EQ(ftruncate(fd, static_cast<off_t>(page_)), 0);
  expect_out_of_bounds(load(second_page));
  expect_out_of_bounds(store(second_page, 1));
  EXPECT_EQ(*load(second_page - 4), 0u);
  close(fd);
}

// Functions whose accesses lean on earlier ones with the same local, where a path, a call or an
// assignment may come between: each gives the sum of what it loads.
constexpr std::string_view kLeaning = R"((module
  (memory (export "memory") 2)
  (global $sum (mut i64) (i64.const 0))
  (func $add (param i64) (global.set $sum (i64.add (global.get $sum) (local.get 0))))
  (func (export "row") (param $p i32) (param $q i32) (result i64)
    (i64.add
      (i64.add (i64.load offset=65536 (local.get $p)) (i64.load8_u (local.get $p)))
      (i64.add (i64.load (i32.add (local.get $p) (i32.const 1000)))
               (i64.load32_u offset=8 (i32.add (local.get $p) (i32.const 120000))))))
  (func (export "assigned") (param $p i32) (param $q i32) (result i64) (local $s i64)
    (local.set $s (i64.load8_u (local.get $p)))
    (local.set $p (i32.add (local.get $p) (local.get $q)))
    (local.set $s (i64.add (local.get $s) (i64.load8_u offset=1 (local.get $p))))
    (i64.add (local.get $s)
      (i64.add (i64.load8_u (local.tee $p (i32.add (local.get $q) (i32.const 3))))
               (i64.load16_u offset=2 (local.get $p)))))
  (func (export "branches") (param $p i32) (param $q i32) (result i64) (local $s i64)
    (if (i32.and (local.get $q) (i32.const 1))
      (then (local.set $s (i64.load8_u (local.get $p))))
      (else (if (i32.and (local.get $q) (i32.const 2)) (then (local.set $p (local.get $q))))))
    (local.set $s (i64.add (local.get $s) (i64.load8_u offset=5 (local.get $p))))
    (block $out
      (br_if $out (i32.and (local.get $q) (i32.const 4)))
      (local.set $p (i32.sub (local.get $p) (local.get $q)))
      (br_if $out (i32.and (local.get $q) (i32.const 8)))
      (local.set $s (i64.add (local.get $s) (i64.load (local.get $p)))))
    (i64.add (local.get $s) (i64.load offset=16 (local.get $p))))
  (func (export "loops") (param $p i32) (param $q i32) (result i64) (local $s i64) (local $i i32)
    (local.set $s (i64.load8_u (local.get $p)))
    (loop $next
      (local.set $s (i64.add (local.get $s) (i64.load16_u offset=4 (local.get $p))))
      (local.set $p (i32.add (local.get $p) (local.get $q)))
      (local.set $i (i32.add (local.get $i) (i32.const 1)))
      (br_if $next (i32.lt_u (local.get $i) (i32.const 3))))
    (i64.add (local.get $s) (i64.load8_u offset=9 (local.get $p))))
  (func (export "called") (param $p i32) (param $q i32) (result i64)
    (global.set $sum (i64.const 0))
    (call $add (i64.load8_u (local.get $p)))
    (call $add (i64.load8_u offset=7 (local.get $p)))
    (i32.store8 offset=3 (local.get $p) (i32.load8_u offset=4 (local.get $p)))
    (call $add (i64.load32_u (local.get $p)))
    (global.get $sum))))";

/// What checked code that leans on earlier checks says, and guarded code, which has none.
TEST(ElidedChecks, MeanWhatTheRuleMeans) {
  Config checked;
  checked.bounds = Bounds::kChecked;
  const Engine engines[] = {*Engine::create(), *Engine::create(checked)};
  const auto wasm = *wat_to_wasm(kLeaning, "leaning");
  const uint64_t heap_size = 131072;
  std::vector<std::byte> buffers[2];
  enum class With { kNothing, kHeap, kBuffer };
  for (const With with : {With::kNothing, With::kHeap, With::kBuffer}) {
    std::vector<Instance> instances;
    for (int i = 0; i < 2; ++i) {
      instances.push_back(*Instance::create(*Module::compile(engines[i], wasm), {}));
      std::vector<std::byte> content(heap_size);
      tests::Random random{uint64_t{11}};
      for (std::byte& b : content) b = static_cast<std::byte>(random.below(256));
      ASSERT_TRUE(instances[i].memory("memory")->write(0, content));
      if (with == With::kNothing) continue;
      buffers[i] = content;
      const SharedHeap heap =
          with == With::kHeap
              ? *SharedHeap::create_managed(engines[i], heap_size)
              : *SharedHeap::from_buffer(engines[i], std::span<std::byte>(buffers[i]));
      if (with == With::kHeap) {
        std::copy(content.begin(), content.end(), heap.writable_bytes().begin());
      }
      ASSERT_TRUE(instances[i].attach(heap).ok());
    }
    const uint64_t edges[] = {0,
                              65536,
                              131072,
                              kTop - heap_size,
                              kTop - heap_size / 2,
                              65536 - 1000,
                              kTop - 120000,
                              kTop - 1000};
    tests::Random random{uint64_t{12}};
    for (const char* name : {"row", "assigned", "branches", "loops", "called"}) {
      auto guarded = *instances[0].function<uint64_t(uint32_t, uint32_t)>(name);
      auto elided = *instances[1].function<uint64_t(uint32_t, uint32_t)>(name);
      int good = 0;
      for (int i = 0; i < 1500; ++i) {
        const auto near = [&] {
          return static_cast<uint32_t>(edges[random.below(8)] + random.below(64) - 32);
        };
        const uint32_t p = near(), q = random.below(2) == 0 ? random.below(64) : near() - p;
        const auto x = guarded(p, q), y = elided(p, q);
        ASSERT_EQ(x.ok(), y.ok()) << name << " " << p << " " << q;
        if (x.ok()) {
          ASSERT_EQ(*x, *y) << name << " " << p << " " << q;
          ++good;
        } else {
          ASSERT_EQ(y.error().trap, TrapKind::kMemoryOutOfBounds);
        }
      }
      EXPECT_GT(good, 50) << name;
    }
  }
}

// A running instance cannot change to code that tests every access of a buffer: what it leaves out,
// faults find.
TEST(ElidedChecks, ABufferIsAttachedWhileTheCodeRuns) {
  Config config;
  config.bounds = Bounds::kChecked;
  const Engine engine = *Engine::create(config);
  const auto page = static_cast<uint64_t>(sysconf(_SC_PAGESIZE));
  std::vector<std::byte> buffer(page, std::byte{5});
  const SharedHeap heap = *SharedHeap::from_buffer(engine, std::span<std::byte>(buffer));
  Linker linker(engine);
  const auto attach = [&heap](Caller& caller) { return caller.instance()->attach(heap); };
  ASSERT_TRUE(linker.define("host", "attach", attach).ok());
  constexpr std::string_view kGuest = R"((module (import "host" "attach" (func $attach)) (memory 1)
    (func (export "run") (param $p i32) (result i32)
      (call $attach)
      (i32.store8 offset=1 (local.get $p) (i32.load8_u (local.get $p)))
      (i32.store8 offset=2 (local.get $p) (i32.const 7))
      (i32.add (i32.load offset=3 (local.get $p)) (i32.load16_u offset=1 (local.get $p))))))";
  Instance guest = *linker.instantiate(*Module::compile(engine, *wat_to_wasm(kGuest, "attaching")));
  auto run = *guest.function<uint32_t(uint32_t)>("run");
  EXPECT_EQ(*run(static_cast<uint32_t>(kTop - page)), 0x05050505u + 0x0705u);
  ASSERT_TRUE(guest.detach().ok());
  buffer.assign(page, std::byte{5});
  const auto beyond = run(static_cast<uint32_t>(kTop - 6));  // The i32 spans the heap's end.
  ASSERT_FALSE(beyond.ok());
  EXPECT_EQ(beyond.error().trap, TrapKind::kMemoryOutOfBounds);
  EXPECT_EQ(buffer[page - 4], std::byte{7});
}

INSTANTIATE_TEST_SUITE_P(, BoundsCodeTest,
                         testing::Values(std::make_tuple(Bounds::kGuarded, true, false),
                                         std::make_tuple(Bounds::kChecked, true, false),
                                         std::make_tuple(Bounds::kChecked, false, false),
                                         std::make_tuple(Bounds::kGuarded, true, true),
                                         std::make_tuple(Bounds::kChecked, true, true),
                                         std::make_tuple(Bounds::kChecked, false, true)),
                         [](const auto& info) {
                           const bool guarded = std::get<0>(info.param) == Bounds::kGuarded;
                           std::string name = guarded ? "Guarded" : "Checked";
                           if (!std::get<1>(info.param)) name += "NoInline";
                           return std::get<2>(info.param) ? name + "Spectre" : name;
                         });

}  // namespace
}  // namespace shoal
