// What fuzz/heap.cc plays with: heaps over bytes that are known, instances that reach them, and
// threads with a list of things to do.
#ifndef SHOAL_FUZZ_HEAP_PARTS_H_
#define SHOAL_FUZZ_HEAP_PARTS_H_

#include <sys/mman.h>
#include <unistd.h>

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <memory>
#include <optional>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

#include "fuzz/engines.h"
#include "shoal/shoal.h"
#include "tests/chain_model.h"
#include "tests/ems_model.h"
#include "tests/require.h"

namespace shoal::fuzz {

using tests::ChainModel;
using tests::EmsModel;
using tests::require;

inline constexpr std::string_view kHeapGuest = R"((module
  (import "env" "shared_heap_malloc" (func $malloc (param i32) (result i32)))
  (import "env" "shared_heap_free" (func $free (param i32)))
  (memory (export "memory") 1 3)
  (func (export "malloc") (param i32) (result i32) (call $malloc (local.get 0)))
  (func (export "free") (param i32) (call $free (local.get 0)))
  (func (export "load8") (param i32) (result i64) (i64.load8_u (local.get 0)))
  (func (export "load64") (param i32) (result i64) (i64.load (local.get 0)))
  (func (export "store64") (param i32 i64) (i64.store (local.get 0) (local.get 1)))
  (func (export "fill") (param i32 i32 i32)
    (memory.fill (local.get 0) (local.get 1) (local.get 2)))
  (func (export "copy") (param i32 i32 i32)
    (memory.copy (local.get 0) (local.get 1) (local.get 2)))
  (func (export "grow") (param i32) (result i32) (memory.grow (local.get 0)))
  (func (export "sum") (param i32 i32) (result i32) (local $sum i32)
    (block $done
      (loop $next
        (br_if $done (i32.eqz (local.get 1)))
        (local.set $sum (i32.add (i32.mul (local.get $sum) (i32.const 31))
                                 (i32.load8_u (local.get 0))))
        (local.set 0 (i32.add (local.get 0) (i32.const 1)))
        (local.set 1 (i32.sub (local.get 1) (i32.const 1)))
        (br $next)))
    (local.get $sum))))";

/// What the guest's "sum" computes.
template <class Bytes>
uint32_t sum_of(const Bytes& bytes) {
  uint32_t sum = 0;
  for (const auto byte : bytes) sum = sum * 31 + static_cast<uint8_t>(byte);
  return sum;
}

inline bool is_out_of_bounds(const Error& error) {
  return error.trap == TrapKind::kMemoryOutOfBounds;
}

inline uint32_t low(uint64_t address) { return static_cast<uint32_t>(address); }

/// Bytes that buffers and files give to heaps, and what they should be.
class Bytes {
 public:
  Bytes(uint64_t size, bool is_file) : expected(size), is_file_(is_file) {
    if (!is_file) {
      buffer_.resize(size);
      return;
    }
    fd_ = memfd_create("fuzz", MFD_CLOEXEC);
    require(fd_ >= 0 && ftruncate(fd_, static_cast<off_t>(size)) == 0, "no file");
  }
  ~Bytes() {
    if (is_file_) close(fd_);
  }
  Bytes(const Bytes&) = delete;
  Bytes& operator=(const Bytes&) = delete;

  SharedHeap heap(const Engine& engine, uint64_t offset, uint64_t size, Access access) {
    if (is_file_) return good(SharedHeap::from_fd(engine, fd_, offset, size, access));
    return good(SharedHeap::from_buffer(engine, std::span(buffer_).subspan(offset, size), access));
  }
  bool is_file() const { return is_file_; }

  std::vector<uint8_t> expected;

 private:
  bool is_file_;
  int fd_ = -1;
  std::vector<std::byte> buffer_;
};

struct Heap {
  SharedHeap handle;
  std::shared_ptr<Bytes> bytes;  ///< Of a managed heap only `expected` counts.
  uint64_t offset = 0;           ///< Of the heap in them.
  std::optional<EmsModel> blocks;
};

/// An instance, and its memory as it should be.
struct Guest {
  explicit Guest(Instance made)
      : instance(std::move(made)),
        memory(good(instance.memory())),
        malloc(good(instance.function<uint32_t(uint32_t)>("malloc"))),
        free(good(instance.function<void(uint32_t)>("free"))),
        sum(good(instance.function<uint32_t(uint32_t, uint32_t)>("sum"))),
        fill(good(instance.function<void(uint32_t, uint32_t, uint32_t)>("fill"))),
        expected(memory.size_bytes()) {}

  bool can_write() const { return attached != ChainModel::kNone && !is_reader; }

  Instance instance;
  Memory memory;
  TypedFunc<uint32_t(uint32_t)> malloc;
  TypedFunc<void(uint32_t)> free;
  TypedFunc<uint32_t(uint32_t, uint32_t)> sum;
  TypedFunc<void(uint32_t, uint32_t, uint32_t)> fill;
  std::vector<uint8_t> expected;
  int attached = ChainModel::kNone;
  AttachOptions options;
  bool is_reader = false;
};

/// A thread of a phase: an instance, the heap that it allocates from, and what it does.
class Worker {
 public:
  enum What { kAllocate, kFree, kVerify, kReattach, kRefused, kPrivate, kHostile, kWhats };
  struct Step {
    What what;
    uint32_t a, b;
  };

  Worker(const Engine& engine, Guest& guest, SharedHeap heap, bool is_frozen, uint8_t mark)
      : engine_(engine),
        guest_(guest),
        heap_(std::move(heap)),
        is_frozen_(is_frozen),
        mark_(mark) {}

  std::vector<Step> steps;

  void run() {
    for (const Step& step : steps) this->step(step);
    while (!blocks_.empty()) free(0);
  }

 private:
  struct Block {
    uint64_t address, size;
    uint8_t mark;
  };

  void step(const Step& step) {
    switch (step.what) {
      case kAllocate: return allocate(16 * (1 + step.a % 64), step.b);
      case kFree: return blocks_.empty() ? void() : free(step.a % blocks_.size());
      case kVerify: return blocks_.empty() ? void() : verify(blocks_[step.a % blocks_.size()]);
      case kReattach: return reattach();
      case kRefused: return try_what_is_forbidden();
      case kPrivate: return use_a_private_chain(step.a);
      default: return free_nonsense(step.a);
    }
  }

  bool is_reachable() const { return guest_.attached != ChainModel::kNone; }

  void allocate(uint64_t size, uint32_t how) {
    uint64_t address = 0;
    if (guest_.can_write() && how % 2 == 0) {
      address = good(guest_.malloc(low(size)));
      if (address == 0) return;
    } else {
      auto block = heap_.allocate(size);
      if (!block) return;
      address = *block;
    }
    const Block block{address, size, static_cast<uint8_t>(mark_ + blocks_.size() * 16)};
    if (guest_.can_write()) {
      good(guest_.fill(low(address), block.mark, low(size)));
    } else {
      std::memset(heap_.native_address(address, size), block.mark, size);
    }
    blocks_.push_back(block);
    verify(block);
  }

  void verify(const Block& block) const {
    const std::vector<uint8_t> bytes(block.size, block.mark);
    const std::byte* native = heap_.native_address(block.address, block.size);
    require(native != nullptr && std::memcmp(native, bytes.data(), block.size) == 0,
            "another thread wrote to a block");
    if (!is_reachable()) return;
    require(good(guest_.sum(low(block.address), low(block.size))) == sum_of(bytes),
            "a guest sees other bytes in its block");
  }

  void free(size_t i) {
    const Block block = blocks_[i];
    verify(block);
    if (guest_.can_write() && block.mark % 32 < 16) {
      good(guest_.free(low(block.address)));
    } else {
      good(heap_.free(block.address));
    }
    blocks_.erase(blocks_.begin() + static_cast<ptrdiff_t>(i));
  }

  void reattach() {
    if (!is_reachable()) return;
    const SharedHeap head = heap_;
    good(guest_.instance.detach());
    require(!guest_.instance.has_shared_heap(), "detached, but there is a heap");
    good(guest_.instance.attach(head, guest_.options));
  }

  /// Another instance has the chain attached all the time.
  void try_what_is_forbidden() {
    if (!is_frozen_) return;
    require(!heap_.reset().ok() && !heap_.destroy().ok() &&
                !SharedHeap::unchain(heap_, true).ok() && !SharedHeap::chain(heap_, heap_).ok(),
            "an attached chain was changed");
  }

  void use_a_private_chain(uint32_t choice) {
    SharedHeap a = good(SharedHeap::create_managed(engine_, 4096));
    SharedHeap b = good(SharedHeap::create_managed(engine_, 4096 * (1 + choice % 3)));
    good(SharedHeap::chain(a, b));
    const uint64_t block = good(a.allocate(4096));
    require(b.usage().blocks == 0, "the second heap is used before the first is full");
    good(a.free(block));
    if (choice % 2 == 0) good(SharedHeap::unchain(a, false));
  }

  void free_nonsense(uint32_t address) {
    // Inside a block: nothing may happen to it.
    if (!blocks_.empty()) address = low(blocks_[address % blocks_.size()].address) + 8;
    require(!heap_.free(address).ok(), "a block was freed by an address inside it");
    if (guest_.can_write() && !blocks_.empty()) good(guest_.free(address));
  }

  const Engine& engine_;
  Guest& guest_;
  SharedHeap heap_;
  bool is_frozen_;
  uint8_t mark_;
  std::vector<Block> blocks_;
};

}  // namespace shoal::fuzz

#endif  // SHOAL_FUZZ_HEAP_PARTS_H_
