#include "runtime/ems.h"

#include <algorithm>
#include <bit>
#include <cassert>
#include <random>
#include <string>
#include <utility>

#include "runtime/align.h"

namespace shoal::runtime {
namespace {

// Granules that hold `size` bytes, at least one.
uint64_t granules_for(uint64_t size) {
  return std::max<uint64_t>(round_up(size, Ems::kGranule) / Ems::kGranule, 1);
}

uint64_t random_seed() {
  std::random_device device;
  return uint64_t{device()} << 32 | device();
}

// Blocks that an aligned allocation tries in order of size before it takes one that is large enough
// for any alignment.
constexpr int kAlignedTries = 8;

}  // namespace

Ems::Ems(uint64_t size, HeapBytes& bytes)
    : end_(size / kGranule),
      bytes_(bytes),
      starts_(end_ + 1),
      live_(end_ + 1),
      free_(random_seed()) {
  assert(size <= kMaxSize);
  starts_.set(end_);
  live_.set(end_);
  if (end_ != 0) add_free({0, end_});
}

Result<uint64_t> Ems::allocate(uint64_t size, uint64_t align, uint64_t origin) {
  if (!std::has_single_bit(align)) {
    return make_error(ErrorKind::kArgument,
                      "alignment " + std::to_string(align) + " is not a power of two");
  }
  assert(origin % kGranule == 0);
  std::lock_guard lock(mutex_);
  if (size > end_ * kGranule) return no_room(size);
  reserve();
  const Granule granules = granules_for(size);
  const auto begin = take(granules, std::max(align, kGranule) / kGranule, origin / kGranule);
  if (!begin) return no_room(size);
  return *begin * kGranule;
}

Result<void> Ems::free(uint64_t offset) {
  std::lock_guard lock(mutex_);
  auto block = live_block(offset);
  if (!block) return std::move(block).error();
  release(*block);
  --blocks_;
  return {};
}

Result<uint64_t> Ems::reallocate(uint64_t offset, uint64_t size) {
  std::lock_guard lock(mutex_);
  auto block = live_block(offset);
  if (!block) return std::move(block).error();
  if (size > end_ * kGranule) return no_room(size);
  reserve();
  const Granule granules = granules_for(size);
  if (resize_in_place(*block, granules)) return offset;
  const auto begin = take(granules, 1, 0);
  if (!begin) return no_room(size);
  bytes_.copy(*begin * kGranule, offset, block->size * kGranule);
  release(*block);
  --blocks_;
  return *begin * kGranule;
}

std::optional<uint64_t> Ems::block_size(uint64_t offset) const {
  std::lock_guard lock(mutex_);
  auto block = live_block(offset);
  if (!block) return std::nullopt;
  return block->size * kGranule;
}

void Ems::reset() {
  LayeredBitmap starts(end_ + 1);
  BitArray live(end_ + 1);
  KeySet free(random_seed());
  free.reserve(1);
  std::lock_guard lock(mutex_);
  starts_ = std::move(starts);
  live_ = std::move(live);
  free_ = std::move(free);
  starts_.set(end_);
  live_.set(end_);
  if (end_ != 0) add_free({0, end_});
  used_ = 0;
  blocks_ = 0;
}

HeapUsage Ems::usage() const {
  std::lock_guard lock(mutex_);
  HeapUsage usage;
  usage.used = used_ * kGranule;
  usage.free = (end_ - used_) * kGranule;
  if (const auto largest = free_.largest()) usage.largest = block_of(*largest).size * kGranule;
  usage.blocks = blocks_;
  return usage;
}

// Allocates what one more block can make necessary until it is freed: between n live blocks there
// are at most n + 1 free ones. Everything that changes blocks then cannot fail half-way, and to free
// one cannot fail at all.
void Ems::reserve() { free_.reserve(blocks_ + 3); }

// The live block that starts at `offset`, or why there is none.
Result<Ems::Block> Ems::live_block(uint64_t offset) const {
  const auto refuse = [offset](std::string_view why) {
    return make_error(ErrorKind::kArgument, "no live block starts at offset " +
                                                std::to_string(offset) + ": " + std::string(why));
  };
  const Granule begin = offset / kGranule;
  if (begin >= end_) return refuse("it is outside the heap");
  const bool is_start = starts_.test(begin);
  const Granule holder = is_start ? begin : starts_.previous(begin);
  if (!live_.test(holder)) return refuse("it is free (freed before, or never allocated)");
  if (!is_start || offset % kGranule != 0) {
    return refuse("it is inside the block at offset " + std::to_string(holder * kGranule));
  }
  return block_at(begin);
}

// Makes a live block of `size` granules; nothing if no free block can hold one.
std::optional<Ems::Granule> Ems::take(Granule size, Granule align, Granule origin) {
  const auto aligned = [&](Granule begin) { return round_up(origin + begin, align) - origin; };
  int tries = kAlignedTries;
  auto key = free_.at_least(key_of({0, size}));
  while (key) {
    const Block candidate = block_of(*key);
    const Granule begin = aligned(candidate.begin);
    if (begin - candidate.begin + size <= candidate.size) {
      take_part(candidate, {begin, size});
      return begin;
    }
    std::optional<uint64_t> roomy;
    if (--tries == 0 && align <= end_ - size) roomy = free_.at_least(key_of({0, size + align - 1}));
    key = roomy ? roomy : free_.at_least(*key + 1);
  }
  return std::nullopt;
}

// Turns `wanted`, a part of `free_block`, into a live block, and what is left on either side into
// free ones.
void Ems::take_part(Block free_block, Block wanted) {
  const Granule wanted_end = wanted.begin + wanted.size;
  const Granule free_end = free_block.begin + free_block.size;
  free_.erase(key_of(free_block));
  if (free_block.begin < wanted.begin)
    add_free({free_block.begin, wanted.begin - free_block.begin});
  if (wanted_end < free_end) add_free({wanted_end, free_end - wanted_end});
  starts_.set(wanted.begin);
  live_.set(wanted.begin);
  used_ += wanted.size;
  ++blocks_;
}

void Ems::add_free(Block block) {
  starts_.set(block.begin);
  live_.clear(block.begin);
  free_.insert(key_of(block));
}

// Zeroes a live block, or the end of one that has been cut off, and merges it with free neighbours.
void Ems::release(Block block) {
  bytes_.zero(block.begin * kGranule, block.size * kGranule);
  used_ -= block.size;
  const Granule next = block.begin + block.size;
  if (!live_.test(next)) {
    const Block neighbour = block_at(next);
    free_.erase(key_of(neighbour));
    starts_.clear(next);
    block.size += neighbour.size;
  }
  if (block.begin != 0) {
    const Granule previous = starts_.previous(block.begin - 1);
    if (!live_.test(previous)) {
      free_.erase(key_of({previous, block.begin - previous}));
      starts_.clear(block.begin);
      block.size += block.begin - previous;
      block.begin = previous;
    }
  }
  add_free(block);
}

bool Ems::resize_in_place(Block block, Granule size) {
  const Granule end = block.begin + block.size;
  if (size < block.size) {
    starts_.set(block.begin + size);
    release({block.begin + size, block.size - size});
  } else if (size > block.size) {
    if (live_.test(end)) return false;
    const Block neighbour = block_at(end);
    if (size > block.size + neighbour.size) return false;
    free_.erase(key_of(neighbour));
    starts_.clear(end);
    if (size < block.size + neighbour.size) {
      add_free({block.begin + size, block.size + neighbour.size - size});
    }
    used_ += size - block.size;
  }
  return true;
}

Error Ems::no_room(uint64_t size) const {
  const auto largest = free_.largest();
  return make_error(ErrorKind::kLimit,
                    "no room for " + std::to_string(size) + " bytes: the largest free block has " +
                        std::to_string(largest ? block_of(*largest).size * kGranule : 0));
}

}  // namespace shoal::runtime
