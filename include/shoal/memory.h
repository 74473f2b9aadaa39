// Memory: a linear memory.
#ifndef SHOAL_MEMORY_H_
#define SHOAL_MEMORY_H_

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <type_traits>

#include "shoal/api.h"
#include "shoal/engine.h"
#include "shoal/error.h"
#include "shoal/memory_heap.h"
#include "shoal/memory_view.h"
#include "shoal/types.h"

namespace shoal {

namespace runtime {
class MemoryImpl;
}

/// What Memory::create makes, in words: `{.initial = 1}`, `{.initial = 1, .maximum = 16}`,
/// `{.initial = 1, .maximum = 16, .shared = true}`. Sizes are in pages of 64 KiB.
struct MemoryDescriptor {
  uint64_t initial = 0;
  std::optional<uint64_t> maximum = {};  ///< None: it may grow as far as Config allows.
  bool shared = false;                   ///< Several threads may use it; it needs a maximum.

  MemoryType type() const {
    return {.limits = {.min = initial, .max = maximum.value_or(0), .has_max = maximum.has_value()},
            .index = IndexType::kI32,
            .shared = shared};
  }
};

/// A shared handle to a linear memory, which lives while a handle or an instance uses it. A Memory
/// is the linear memory only: shared heaps that are attached to an instance are reached through
/// Instance::bytes or the SharedHeap itself.
///
/// Thread-safe, whether its type says `shared` or not: several threads may use and grow one memory,
/// each with instances of its own. Its bytes are another matter: plain accesses of guests and host
/// to the same bytes at the same time race, and what they then read is unspecified.
class SHOAL_API Memory {
 public:
  /// A memory of its own, zero-filled, to be imported by instances. Errors: kArgument (a type that
  /// no memory can have: also one that is shared and has no maximum), kLimit (beyond
  /// ResourceLimits::memory_bytes), kSystem.
  static Result<Memory> create(const Engine& engine, const MemoryType& type);
  /// The same: `Memory::create(engine, {.initial = 1})`. (A template, so that the one above is
  /// preferred where both could be meant.)
  template <std::same_as<MemoryDescriptor> Descriptor = MemoryDescriptor>
  static Result<Memory> create(const Engine& engine, const Descriptor& descriptor) {
    return create(engine, descriptor.type());
  }

  /// The type; `limits.min` is the current size in pages.
  MemoryType type() const;
  uint64_t size_pages() const;
  uint64_t size_bytes() const;
  /// Adds `pages` zero-filled pages of 64 KiB; gives the old size in pages. The base address does
  /// not change. Errors: kLimit if the maximum, ResourceLimits::memory_bytes or an attached shared heap
  /// is in the way; kSystem. Nothing changes then.
  Result<uint64_t> grow(uint64_t pages) const;
  /// All bytes. The span's address stays valid while the memory lives, its length until the memory
  /// grows.
  std::span<std::byte> data() const;

  /// Puts an allocator over [begin, begin + size), which nobody else must use: guests can be given
  /// it as malloc and free (Linker::define_libc), the host has it as heap(). A memory has one at
  /// most. Errors (kArgument): not inside the memory, `size` is 0, or there is one.
  Result<MemoryHeap> create_heap(uint64_t begin, uint64_t size) const;
  /// The allocator that create_heap or InstantiateOptions::host_managed_heap_size made.
  std::optional<MemoryHeap> heap() const;

  /// Copy out of and into the memory. Error (kArgument): [address, address + size) is not inside;
  /// nothing is copied.
  Result<void> read(uint64_t address, std::span<std::byte> into) const;
  Result<void> write(uint64_t address, std::span<const std::byte> from) const;
  /// `count` objects of T at `address`, in place: `memory.view<int32_t>(16, 4)`; with a const T to
  /// read only. Error (kArgument): not inside, or `address` is no multiple of T's alignment.
  template <class T>
  requires std::is_trivially_copyable_v<T> Result<MemoryView<T>> view(uint64_t address,
                                                                      uint64_t count)
  const {
    Result<std::byte*> at = locate(address, count, sizeof(T), alignof(T));
    if (!at) return std::move(at).error();
    return MemoryView<T>(impl_, address, reinterpret_cast<T*>(*at), count);
  }

  /// True if both handles stand for the same memory.
  bool operator==(const Memory&) const = default;

  /// For Shoal's own layers.
  explicit Memory(std::shared_ptr<runtime::MemoryImpl> impl) : impl_(std::move(impl)) {}
  const std::shared_ptr<runtime::MemoryImpl>& impl() const { return impl_; }

 private:
  Result<std::byte*> locate(uint64_t address, uint64_t count, uint64_t size, uint64_t align) const;

  std::shared_ptr<runtime::MemoryImpl> impl_;
};

}  // namespace shoal

#endif  // SHOAL_MEMORY_H_
