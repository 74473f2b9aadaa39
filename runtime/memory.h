// The inside of a Memory: its pages, and the mirrors of it in the contexts of the instances that
// use it.
//
// The base address never changes: all that the memory can ever grow to is reserved at once. A
// memory of an engine with guarded bounds reserves 4 GiB and a guard, so that guarded code needs no
// checks; otherwise the maximum size and a tail that catches what checked code may touch behind its
// limit (jit/vm_context.h, VmMemory). Where the address space is too small for that (ulimit -v,
// vm.max_map_count, 39-bit kernels), a memory makes do with a smaller reservation: its instances
// run checked code, and it can grow as far as the reservation goes.
//
// Threads. Several threads may use one memory, each through instances of its own. One mutex, the
// memory's, guards everything about it that changes: its size, its users, and the heaps that they
// have attached, since these decide how far it may grow and whether another user would see them.
// HeapAttachment takes it for attaching and detaching. Sizes can be read without it: they only
// grow, and the bytes below them stay where they are. A thread that runs code learns of another's
// growth when it next loads its mirror; until then accesses to what is new are out of bounds of an
// older size for checked code's fast path, whose slow path looks again.
#ifndef SHOAL_RUNTIME_MEMORY_H_
#define SHOAL_RUNTIME_MEMORY_H_

#include <atomic>
#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <span>
#include <vector>

#include "runtime/engine.h"
#include "runtime/limits.h"
#include "runtime/memory_heap.h"
#include "runtime/memory_shape.h"
#include "runtime/reservation.h"
#include "shoal/error.h"
#include "shoal/types.h"

namespace shoal::runtime {

class InstanceImpl;

/// Thread-safe.
class MemoryImpl {
 public:
  /// `limiter` is asked beside the engine's; may be null.
  static Result<std::shared_ptr<MemoryImpl>> create(
      std::shared_ptr<EngineImpl> engine, const MemoryShape& shape,
      std::shared_ptr<ResourceLimiter> limiter = nullptr);

  EngineImpl& engine() const { return *engine_; }
  /// The type, with the current size as the minimum.
  MemoryType type() const;
  std::byte* base() const { return reservation_.base(); }
  /// What is accessible.
  uint64_t byte_size() const { return byte_size_.load(std::memory_order_relaxed); }
  std::span<std::byte> bytes() const { return {base(), byte_size()}; }
  /// memory.size.
  uint64_t pages() const { return pages_.load(std::memory_order_relaxed); }
  /// True if guarded code can use it: nothing but this memory (and heaps mapped into it) lies
  /// within its reach.
  bool guarded() const { return guarded_; }
  /// The most it can ever have, whatever heaps are attached now.
  uint64_t max_bytes() const { return max_bytes_; }
  /// Begins at the memory's address 0.
  Reservation& reservation() { return reservation_; }

  /// Old size in pages. Errors: kLimit (maximum, configured limit, an attached chain of heaps),
  /// kSystem; nothing has changed then.
  Result<uint64_t> grow(uint64_t pages);

  /// See Memory::create_heap.
  Result<MemoryHeapImpl*> create_heap(uint64_t begin, uint64_t size);
  /// Null if there is none.
  MemoryHeapImpl* heap() const;
  /// The heap there is, or one of `size` bytes on new pages. Errors as grow.
  Result<MemoryHeapImpl*> require_heap(uint64_t size);

  /// What attaching and detaching heaps holds, too. To be taken before no other lock.
  std::mutex& mutex() const { return mutex_; }
  /// The instances that use this memory, importers included. With the mutex held.
  std::span<InstanceImpl* const> users() const { return users_; }
  /// Hides heaps that another user has mapped for its checked code. True: it has some mapped for its
  /// guarded code, which the new user must not see. Error (kSystem): nothing has changed.
  Result<bool> add_user(InstanceImpl* instance);
  void remove_user(InstanceImpl* instance);
  /// Rewrites the mirrors of all users: after a change of the size or of the heaps attached to a
  /// user. With the mutex held.
  void publish() const;

 private:
  struct Space {
    Reservation reservation;
    uint64_t max_bytes;
    bool guarded;
  };
  MemoryImpl(std::shared_ptr<EngineImpl> engine, std::shared_ptr<ResourceLimiter> limiter,
             const MemoryShape& shape, Space space)
      : engine_(std::move(engine)),
        limiters_(engine_->config().limiter, std::move(limiter)),
        type_(shape.type),
        reservation_(std::move(space.reservation)),
        max_bytes_(space.max_bytes),
        guarded_(space.guarded) {}

  static Result<Space> reserve(const EngineImpl& engine, const MemoryShape& shape);

  // With the mutex held.
  Result<uint64_t> grow_locked(uint64_t pages);
  Result<MemoryHeapImpl*> create_heap_locked(uint64_t begin, uint64_t size);
  Result<void> check_growth(uint64_t pages) const;
  bool allowed_by_heaps(uint64_t bytes) const;
  std::optional<uint64_t> declared_maximum() const;
  uint64_t first_heap_address() const;

  const std::shared_ptr<EngineImpl> engine_;
  const Limiters limiters_;
  const MemoryType type_;
  Reservation reservation_;
  const uint64_t max_bytes_;
  const bool guarded_;
  std::atomic<uint64_t> byte_size_ = 0;
  std::atomic<uint64_t> pages_ = 0;

  mutable std::mutex mutex_;
  std::vector<InstanceImpl*> users_;
  std::unique_ptr<MemoryHeapImpl> heap_;
};

}  // namespace shoal::runtime

#endif  // SHOAL_RUNTIME_MEMORY_H_
