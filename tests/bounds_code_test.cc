// The two-range rule through emitted code: loads, stores and bulk operations of every width around
// every edge of a memory and the heaps above it, in guarded and in checked code, against a model
// that goes byte by byte.
#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/mman.h>
#include <unistd.h>

#include <array>
#include <cstring>
#include <functional>
#include <random>
#include <string>
#include <vector>

#include "shoal/shoal.h"
#include "shoal/wat.h"

namespace shoal {
namespace {

constexpr uint64_t kTop = uint64_t{1} << 32;

/// A load and a store of one width, as functions from an i32 address to an i64 and back.
struct AccessKind {
  const char* name;
  uint64_t bytes;
  const char* load;  ///< Around the address: "PREFIX address SUFFIX".
  const char* load_end;
  const char* store;  ///< The value is `(local.get 1)`, an i64.
  const char* value;
};

constexpr AccessKind kKinds[] = {
    {"i64_8", 1, "(i64.load8_u", ")", "i64.store8", "(local.get 1)"},
    {"i64_16", 2, "(i64.load16_u", ")", "i64.store16", "(local.get 1)"},
    {"i32", 4, "(i64.extend_i32_u (i32.load", "))", "i32.store", "(i32.wrap_i64 (local.get 1))"},
    {"i64", 8, "(i64.load", ")", "i64.store", "(local.get 1)"},
    {"f32", 4, "(i64.extend_i32_u (i32.reinterpret_f32 (f32.load", ")))", "f32.store",
     "(f32.reinterpret_i32 (i32.wrap_i64 (local.get 1)))"},
    {"f64", 8, "(i64.reinterpret_f64 (f64.load", "))", "f64.store",
     "(f64.reinterpret_i64 (local.get 1))"},
};

/// Constant offsets: small, at what checked code tests without a slow path, at what guarded code
/// need not test, huge.
constexpr uint64_t kOffsets[] = {0,
                                 1,
                                 8,
                                 4095,
                                 65519,
                                 65528,
                                 65536,
                                 (64u << 20) - 16,
                                 (64u << 20) - 15,
                                 64u << 20,
                                 0x7FFFFFFF,
                                 0x80000000,
                                 0xFFFF0000,
                                 0xFFFFFFF8,
                                 0xFFFFFFFF};
/// What is added to the index by an i32.add, which wraps at 2^32.
constexpr uint32_t kAdds[] = {0, 16, 0xFFFFFFF0};

std::string module_text() {
  std::string text = "(module (memory (export \"memory\") 1 4)\n(data $d \"0123456789\")\n";
  for (const AccessKind& kind : kKinds) {
    for (const uint64_t offset : kOffsets) {
      for (const uint32_t add : kAdds) {
        const std::string id =
            std::string(kind.name) + "_" + std::to_string(offset) + "_" + std::to_string(add);
        const std::string index =
            add == 0 ? "(local.get 0)"
                     : "(i32.add (local.get 0) (i32.const " + std::to_string(add) + "))";
        const std::string at = " offset=" + std::to_string(offset) + " " + index + " ";
        text += "(func (export \"load_" + id + "\") (param i32) (result i64) " + kind.load + at +
                kind.load_end + ")\n";
        text += "(func (export \"store_" + id + "\") (param i32 i64) (" + kind.store + at +
                kind.value + "))\n";
      }
    }
  }
  text += R"(
    (func (export "fill") (param i32 i32 i32)
      (memory.fill (local.get 0) (local.get 1) (local.get 2)))
    (func (export "copy") (param i32 i32 i32)
      (memory.copy (local.get 0) (local.get 1) (local.get 2)))
    (func (export "init") (param i32 i32 i32)
      (memory.init $d (local.get 0) (local.get 1) (local.get 2)))
    (func (export "grow") (param i32) (result i32) (memory.grow (local.get 0)))
    (func (export "size") (result i32) (memory.size))))";
  return text;
}

/// What an instance has attached, described for the model.
struct Attached {
  struct Heap {
    uint64_t start;
    std::span<const std::byte> bytes;
    bool is_writable;
  };
  std::vector<Heap> heaps;
  bool contiguous = false;
};

class BoundsCodeTest : public testing::TestWithParam<std::tuple<Bounds, bool>> {
 protected:
  void SetUp() override {
    Config config;
    config.bounds = std::get<0>(GetParam());
    config.tuning.heap_inline = std::get<1>(GetParam());
    engine_.emplace(*Engine::create(config));
    const auto wasm = wat_to_wasm(module_text(), "bounds");
    ASSERT_TRUE(wasm.ok()) << wasm.error().message;
    auto module = Module::compile(*engine_, *wasm);
    ASSERT_TRUE(module.ok()) << module.error().to_string();
    auto instance = Instance::create(*module, {});
    ASSERT_TRUE(instance.ok()) << instance.error().to_string();
    instance_.emplace(*instance);
    memory_.emplace(*instance_->memory());
    for (const AccessKind& kind : kKinds) {
      for (const uint64_t offset : kOffsets) {
        for (const uint32_t add : kAdds) {
          const std::string id =
              std::string(kind.name) + "_" + std::to_string(offset) + "_" + std::to_string(add);
          accesses_.push_back({kind.bytes, offset, add,
                               *instance_->function<uint64_t(uint32_t)>("load_" + id),
                               *instance_->function<void(uint32_t, uint64_t)>("store_" + id)});
        }
      }
    }
  }

  SharedHeap managed(uint64_t size) { return *SharedHeap::create_managed(*engine_, size); }

  void attach(const SharedHeap& head, const AttachOptions& options = {}) {
    auto done = instance_->attach(head, options);
    ASSERT_TRUE(done.ok()) << done.error().message;
    attached_.contiguous = options.contiguous;
    for (const SharedHeap& heap : head.heaps()) {
      attached_.heaps.push_back(
          {heap.start_address(), heap.bytes(),
           heap.access() == Access::kReadWrite && options.access == Access::kReadWrite});
    }
  }

  // ---- The model

  /// The byte at `address`, or null if nothing is there that may be read (or written).
  const std::byte* byte_at(uint64_t address, bool is_store) const {
    if (address < memory_->size_bytes()) return memory_->data().data() + address;
    for (const Attached::Heap& heap : attached_.heaps) {
      if (address >= heap.start && address - heap.start < heap.bytes.size()) {
        return is_store && !heap.is_writable ? nullptr : &heap.bytes[address - heap.start];
      }
    }
    return nullptr;
  }
  /// Which range `address` belongs to: accesses must stay inside of one.
  int range_of(uint64_t address) const {
    if (address < memory_->size_bytes()) return -1;
    if (attached_.contiguous) return 0;
    for (size_t i = 0; i < attached_.heaps.size(); ++i) {
      const Attached::Heap& heap = attached_.heaps[i];
      if (address >= heap.start && address - heap.start < heap.bytes.size())
        return static_cast<int>(i);
    }
    return -2;
  }
  bool is_good(uint64_t address, uint64_t n, bool is_store) const {
    if (n == 0) return address <= memory_->size_bytes() || byte_at(address, is_store) != nullptr;
    for (uint64_t i = 0; i < n; ++i) {
      if (byte_at(address + i, is_store) == nullptr) return false;
      if (range_of(address + i) != range_of(address)) return false;
    }
    return true;
  }
  std::vector<std::byte> bytes_at(uint64_t address, uint64_t n) const {
    std::vector<std::byte> bytes;
    for (uint64_t i = 0; i < n; ++i) bytes.push_back(*byte_at(address + i, false));
    return bytes;
  }

  // ---- Edges, and what is around them

  std::vector<uint64_t> edges() const {
    std::vector<uint64_t> list = {0, memory_->size_bytes(), kTop};
    for (const Attached::Heap& heap : attached_.heaps) list.push_back(heap.start);
    return list;
  }
  uint64_t near_an_edge() {
    const std::vector<uint64_t> list = edges();
    return list[random_() % list.size()] + random_() % 40 - 20;
  }
  /// All bytes close to an edge.
  std::vector<std::byte> watched() const {
    std::vector<std::byte> bytes;
    for (const uint64_t edge : edges()) {
      for (uint64_t i = 0; i < 128; ++i) {
        const std::byte* byte = byte_at(edge + i - 64, false);
        bytes.push_back(byte ? *byte : std::byte{0xEE});
      }
    }
    return bytes;
  }

  template <class T>
  static void expect_out_of_bounds(const Result<T>& result) {
    ASSERT_FALSE(result.ok());
    ASSERT_EQ(result.error().trap, TrapKind::kMemoryOutOfBounds) << result.error().message;
  }

  struct AccessUnderTest {
    uint64_t bytes;
    uint64_t offset;
    uint32_t add;
    TypedFunc<uint64_t(uint32_t)> load;
    TypedFunc<void(uint32_t, uint64_t)> store;
  };

  void check_access(AccessUnderTest& access) {
    // The index that reaches the edge with this offset and addend, if one does.
    const uint64_t target = near_an_edge();
    const auto index = static_cast<uint32_t>(target - access.offset - access.add);
    const uint64_t ea = uint64_t{static_cast<uint32_t>(index + access.add)} + access.offset;
    SCOPED_TRACE("n " + std::to_string(access.bytes) + " offset " + std::to_string(access.offset) +
                 " add " + std::to_string(access.add) + " index " + std::to_string(index) + " ea " +
                 std::to_string(ea));
    auto loaded = access.load(index);
    ASSERT_EQ(loaded.ok(), is_good(ea, access.bytes, false));
    if (loaded) {
      uint64_t expected = 0;
      std::memcpy(&expected, bytes_at(ea, access.bytes).data(), access.bytes);
      ASSERT_EQ(*loaded, expected);
    } else {
      expect_out_of_bounds(loaded);
    }
    const std::vector<std::byte> before = watched();
    // No NaN: its bits need not survive a float register.
    const uint64_t value = random_() & 0x3FFFFFFF3FFFFFFF;
    auto stored = access.store(index, value);
    ASSERT_EQ(stored.ok(), is_good(ea, access.bytes, true));
    if (stored) {
      const std::vector<std::byte> now = bytes_at(ea, access.bytes);
      ASSERT_EQ(std::memcmp(now.data(), &value, access.bytes), 0);
    } else {
      expect_out_of_bounds(stored);
      ASSERT_EQ(watched(), before);
    }
  }

  void check_bulk() {
    auto fill = *instance_->function<void(uint32_t, uint32_t, uint32_t)>("fill");
    auto copy = *instance_->function<void(uint32_t, uint32_t, uint32_t)>("copy");
    auto init = *instance_->function<void(uint32_t, uint32_t, uint32_t)>("init");
    const auto to = static_cast<uint32_t>(near_an_edge());
    const auto from = static_cast<uint32_t>(near_an_edge());
    const uint32_t n = random_() % 3 == 0 ? 0 : static_cast<uint32_t>(random_() % 60);
    SCOPED_TRACE("to " + std::to_string(to) + " from " + std::to_string(from) + " n " +
                 std::to_string(n));
    std::vector<std::byte> before = watched();
    const auto check = [&](const Result<void>& done, bool expected) {
      ASSERT_EQ(done.ok(), expected);
      if (!expected) {
        expect_out_of_bounds(done);
        ASSERT_EQ(watched(), before);
      }
      before = watched();
    };
    check(fill(to, 0x5A, n), is_good(to, n, true));
    const bool can_copy = is_good(to, n, true) && is_good(from, n, false);
    const std::vector<std::byte> source = can_copy ? bytes_at(from, n) : std::vector<std::byte>();
    check(copy(to, from, n), can_copy);
    if (can_copy) {
      ASSERT_EQ(bytes_at(to, n), source);
    }
    const uint32_t skip = static_cast<uint32_t>(random_() % 12);
    check(init(to, skip, n), is_good(to, n, true) && uint64_t{skip} + n <= 10);
  }

  void check_everything(int rounds = 4) {
    for (int round = 0; round < rounds; ++round) {
      for (AccessUnderTest& access : accesses_) {
        check_access(access);
        if (HasFatalFailure()) return;
      }
    }
    for (int i = 0; i < 500; ++i) {
      check_bulk();
      if (HasFatalFailure()) return;
    }
  }

  bool is_guarded() const { return std::get<0>(GetParam()) == Bounds::kGuarded; }

  std::optional<Engine> engine_;
  std::optional<Instance> instance_;
  std::optional<Memory> memory_;
  std::vector<AccessUnderTest> accesses_;
  Attached attached_;
  std::mt19937_64 random_{7};
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
  ASSERT_TRUE(instance_->detach().ok());
  attached_ = {};
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
    ASSERT_TRUE(instance_->detach().ok());
    attached_ = {};
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

INSTANTIATE_TEST_SUITE_P(, BoundsCodeTest,
                         testing::Values(std::make_tuple(Bounds::kGuarded, true),
                                         std::make_tuple(Bounds::kChecked, true),
                                         std::make_tuple(Bounds::kChecked, false)),
                         [](const auto& info) {
                           if (std::get<0>(info.param) == Bounds::kGuarded) return "Guarded";
                           return std::get<1>(info.param) ? "Checked" : "CheckedNoInline";
                         });

}  // namespace
}  // namespace shoal
