// The inside of a Memory: its pages, and the mirrors of it in the contexts of the instances that
// use it.
//
// The base address never changes: all that the memory can ever grow to is reserved at once. A
// memory of an engine with guarded bounds reserves 4 GiB and a guard, so that guarded code needs no
// checks; otherwise the maximum size and a tail that catches what checked code may touch behind its
// limit (jit/vm_context.h, VmMemory). Where the address space is too small for that (ulimit -v,
// vm.max_map_count, 39-bit kernels), a memory makes do with a smaller reservation: its instances
// run checked code, and it can grow as far as the reservation goes.
#ifndef SHOAL_RUNTIME_MEMORY_H_
#define SHOAL_RUNTIME_MEMORY_H_

#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "runtime/engine.h"
#include "runtime/reservation.h"
#include "shoal/error.h"
#include "shoal/types.h"

namespace shoal::runtime {

class InstanceImpl;

/// One thread at a time, like the instances that use it.
class MemoryImpl {
 public:
  static Result<std::shared_ptr<MemoryImpl>> create(std::shared_ptr<EngineImpl> engine,
                                                    const MemoryType& type);

  EngineImpl& engine() const { return *engine_; }
  /// The type, with the current size as the minimum.
  MemoryType type() const;
  std::byte* base() const { return reservation_.base(); }
  uint64_t byte_size() const { return byte_size_; }
  std::span<std::byte> bytes() const { return {base(), byte_size_}; }
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

  /// The instances that use this memory, importers included.
  std::span<InstanceImpl* const> users() const { return users_; }
  /// To be called before there is a second user: hides the heaps that the first one has mapped for
  /// its checked code. Error: kSystem.
  Result<void> hide_heaps();
  void add_user(InstanceImpl* instance);
  void remove_user(InstanceImpl* instance);
  /// Rewrites the mirrors of all users: after a change of the size or of the heaps attached to a
  /// user.
  void publish() const;

 private:
  struct Space {
    Reservation reservation;
    uint64_t max_bytes;
    bool guarded;
  };
  MemoryImpl(std::shared_ptr<EngineImpl> engine, const MemoryType& type, Space space)
      : engine_(std::move(engine)),
        type_(type),
        reservation_(std::move(space.reservation)),
        max_bytes_(space.max_bytes),
        guarded_(space.guarded) {}

  static Result<Space> reserve(const EngineImpl& engine, const MemoryType& type);

  bool allowed_by_heaps(uint64_t bytes) const;
  uint64_t first_heap_address() const;

  const std::shared_ptr<EngineImpl> engine_;
  const MemoryType type_;
  Reservation reservation_;
  const uint64_t max_bytes_;
  const bool guarded_;
  uint64_t byte_size_ = 0;
  std::vector<InstanceImpl*> users_;
};

}  // namespace shoal::runtime

#endif  // SHOAL_RUNTIME_MEMORY_H_
