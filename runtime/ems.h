// Ems, the allocator of managed heaps.
//
// The heap's bytes belong to guests, which may write any of them at any time. So the allocator
// neither keeps anything there nor reads anything there to decide something: it works on offsets,
// and its books are elsewhere. No guest byte can mislead it, and no pointer of the host is ever
// where a guest could read it.
//
// The heap is a row of granules of 16 bytes, cut without gaps into blocks, each live or free. The
// books are
//   starts_  a bit for each granule: a block starts here. One more, always set, stands behind
//            the last granule.
//   live_    a bit for each granule, meaningful where a block starts: that block is live. Set
//            for the one behind the end, so that nothing merges with it.
//   free_    the free blocks as an ordered set of (size, start).
// A block ends where the next one starts, which LayeredBitmap finds in a few steps, so live blocks
// need no record: the books are two bits a granule (1.6 % of the heap) and 16 bytes for each free
// block. The worst case, 16 bytes free and 16 bytes live in turn, is half of the heap's size.
//
// Invariants
//  - No two neighbouring blocks are both free: free() merges at once.
//  - free_ holds exactly the free blocks, so what it lacks does not exist: an allocation fails
//    only if no free block could hold it.
//  - Only offsets with both bits set are accepted by free() and reallocate(): the starts of
//    live blocks.
//
// Allocation is best fit, lowest address first. Every operation is O(log n) in the number of free
// blocks, but for allocations aligned beyond 16, which may have to try several blocks.
#ifndef SHOAL_RUNTIME_EMS_H_
#define SHOAL_RUNTIME_EMS_H_

#include <cstdint>
#include <mutex>
#include <optional>

#include "runtime/key_set.h"
#include "runtime/layered_bitmap.h"
#include "shoal/error.h"
#include "shoal/memory_heap.h"

namespace shoal::runtime {

/// What the allocator asks for to be done to the heap's bytes. Called with its lock held.
class HeapBytes {
 public:
  virtual ~HeapBytes() = default;
  virtual void zero(uint64_t offset, uint64_t size) = 0;
  virtual void copy(uint64_t to, uint64_t from, uint64_t size) = 0;
};

/// Hands out pieces of [0, size). Thread-safe.
class Ems {
 public:
  static constexpr uint64_t kGranule = 16;
  /// The largest heap: granules are counted in 32 bits.
  static constexpr uint64_t kMaxSize = (uint64_t{1} << 32) * kGranule - kGranule;

  /// A heap of `size` bytes, 0 < size <= kMaxSize; the part of a granule at its end is not used.
  /// `bytes` must outlive the Ems. A block's bytes are zeroed when they leave their owner, not when
  /// they get one: what one owner wrote does not outlive it, and since a guest can write to free
  /// space too, zeroing again could not promise more.
  Ems(uint64_t size, HeapBytes& bytes);

  /// Offset of a new block of `size` bytes (0 counts as 1, up to the next multiple of 16) such that
  /// origin + offset is a multiple of `align`, a power of two (less than 16 counts as 16); `origin`
  /// must be a multiple of 16. Errors: kArgument for a bad `align`, kLimit if there is no room.
  Result<uint64_t> allocate(uint64_t size, uint64_t align = kGranule, uint64_t origin = 0);
  /// Frees the live block at `offset`. Error (kArgument): none starts there; nothing is changed.
  Result<void> free(uint64_t offset);
  /// Makes the live block at `offset` `size` bytes long, in place if possible; gives its offset.
  /// Contents are kept up to the smaller size. Errors as allocate and free; the block stays as it
  /// was.
  Result<uint64_t> reallocate(uint64_t offset, uint64_t size);
  /// Bytes of the live block at `offset`.
  std::optional<uint64_t> block_size(uint64_t offset) const;
  /// Frees everything without touching a byte.
  void reset();

  HeapUsage usage() const;

 private:
  using Granule = uint64_t;  // Index of a granule, or a count of them.
  struct Block {
    Granule begin;
    Granule size;
  };
  static uint64_t key_of(Block b) { return b.size << 32 | b.begin; }
  static Block block_of(uint64_t key) { return {key & UINT32_MAX, key >> 32}; }

  Block block_at(Granule begin) const { return {begin, starts_.next(begin + 1) - begin}; }
  void reserve();
  Result<Block> live_block(uint64_t offset) const;
  std::optional<Granule> take(Granule size, Granule align, Granule origin);
  void take_part(Block free_block, Block wanted);
  void add_free(Block block);
  void release(Block block);
  bool resize_in_place(Block block, Granule size);
  Error no_room(uint64_t size) const;

  const Granule end_;
  HeapBytes& bytes_;
  mutable std::mutex mutex_;
  LayeredBitmap starts_;
  BitArray live_;
  KeySet free_;
  Granule used_ = 0;
  uint64_t blocks_ = 0;
};

}  // namespace shoal::runtime

#endif  // SHOAL_RUNTIME_EMS_H_
