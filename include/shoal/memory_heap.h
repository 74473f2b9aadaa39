// MemoryHeap: an allocator over a part of a linear memory, for the guests that use the memory and
// for their host.
//
// It is WAMR's "host-managed heap" (InstantiateOptions::host_managed_heap_size makes one), and what
// instances that share one memory can allocate from without overwriting each other. What it hands
// out is ordinary linear memory, which every user of the memory can read and write; the allocator's
// books are elsewhere, so no guest can damage them.
#ifndef SHOAL_MEMORY_HEAP_H_
#define SHOAL_MEMORY_HEAP_H_

#include <cstdint>
#include <memory>
#include <optional>

#include "shoal/api.h"
#include "shoal/error.h"

namespace shoal {

namespace runtime {
class MemoryHeapImpl;
class MemoryImpl;
}  // namespace runtime

/// What an allocator holds. Bytes.
struct HeapUsage {
  uint64_t used = 0;  ///< In live blocks, rounded up as the allocator does.
  uint64_t free = 0;
  uint64_t largest = 0;  ///< The largest block that allocate could give now.
  uint64_t blocks = 0;   ///< Live blocks.
};

/// A handle, cheap to copy; keeps the memory alive. Thread-safe.
class SHOAL_API MemoryHeap {
 public:
  /// Address of a new block of `size` bytes (0 counts as 1) at a multiple of `align`, a power of
  /// two; less than 16 counts as 16. Its bytes are zero unless a guest wrote where it owned
  /// nothing. Errors: kArgument (a bad `align`), kLimit (no room).
  Result<uint64_t> allocate(uint64_t size, uint64_t align = 16) const;
  /// Makes the block at `address` `size` bytes long, in place if possible; gives its address.
  /// Contents are kept up to the smaller size; a moved block is aligned to 16. Errors as allocate
  /// and free; the block is untouched then.
  Result<uint64_t> reallocate(uint64_t address, uint64_t size) const;
  /// Frees the block that starts at `address` and zeroes it. Error (kArgument), without any effect:
  /// no live block starts there.
  Result<void> free(uint64_t address) const;
  /// Bytes of the live block at `address`, rounded up as the allocator does; nothing if none starts
  /// there.
  std::optional<uint64_t> block_size(uint64_t address) const;

  /// The part of the memory: [begin, begin + size). Bytes.
  uint64_t begin() const;
  uint64_t size() const;
  HeapUsage usage() const;

  /// True if both handles stand for the same heap.
  bool operator==(const MemoryHeap&) const = default;

  /// For Shoal's own layers. `heap` shares in the ownership of its memory.
  explicit MemoryHeap(std::shared_ptr<runtime::MemoryHeapImpl> heap) : impl_(std::move(heap)) {}
  const std::shared_ptr<runtime::MemoryHeapImpl>& impl() const { return impl_; }

 private:
  std::shared_ptr<runtime::MemoryHeapImpl> impl_;
};

}  // namespace shoal

#endif  // SHOAL_MEMORY_HEAP_H_
