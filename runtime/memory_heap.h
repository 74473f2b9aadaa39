// The inside of a MemoryHeap: an Ems over a part of a memory.
#ifndef SHOAL_RUNTIME_MEMORY_HEAP_H_
#define SHOAL_RUNTIME_MEMORY_HEAP_H_

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <optional>

#include "runtime/ems.h"
#include "shoal/error.h"
#include "shoal/memory_heap.h"

namespace shoal::runtime {

/// Thread-safe. Part of a memory, whose addresses it speaks: what Ems counts from 0 begins at
/// `begin`, a multiple of Ems::kGranule.
class MemoryHeapImpl {
 public:
  /// `memory` is the host's address of the guest's 0, where [begin, begin + size) stays accessible
  /// while the heap lives.
  MemoryHeapImpl(std::byte* memory, uint64_t begin, uint64_t size)
      : begin_(begin), size_(size), bytes_(memory + begin), ems_(size, bytes_) {}

  Result<uint64_t> allocate(uint64_t size, uint64_t align);
  Result<uint64_t> reallocate(uint64_t address, uint64_t size);
  Result<void> free(uint64_t address);
  std::optional<uint64_t> block_size(uint64_t address) const;
  bool contains(uint64_t address) const { return address - begin_ < size_; }

  uint64_t begin() const { return begin_; }
  uint64_t size() const { return size_; }
  HeapUsage usage() const { return ems_.usage(); }

 private:
  class Bytes final : public HeapBytes {
   public:
    explicit Bytes(std::byte* base) : base_(base) {}
    void zero(uint64_t offset, uint64_t size) override { std::memset(base_ + offset, 0, size); }
    void copy(uint64_t to, uint64_t from, uint64_t size) override {
      std::memmove(base_ + to, base_ + from, size);
    }

   private:
    std::byte* const base_;
  };

  Error no_block(uint64_t address) const;

  const uint64_t begin_;
  const uint64_t size_;
  Bytes bytes_;
  Ems ems_;
};

}  // namespace shoal::runtime

#endif  // SHOAL_RUNTIME_MEMORY_HEAP_H_
