// The allocator of managed heaps against a simple model: random calls, good and hostile, on both at
// once. For a test that runs them from seeds and a fuzzer that chooses them.
#ifndef SHOAL_TESTS_EMS_MODEL_H_
#define SHOAL_TESTS_EMS_MODEL_H_

#include <algorithm>
#include <cstring>
#include <map>
#include <string>
#include <vector>

#include "runtime/ems.h"
#include "tests/random.h"
#include "tests/require.h"

namespace shoal::tests {

/// The heap's bytes, as an owner would keep them.
class EmsBytes : public runtime::HeapBytes {
 public:
  explicit EmsBytes(uint64_t size) : bytes(size) {}
  void zero(uint64_t offset, uint64_t size) override {
    require_inside(offset, size);
    std::memset(bytes.data() + offset, 0, size);
  }
  void copy(uint64_t to, uint64_t from, uint64_t size) override {
    require_inside(to, size);
    require_inside(from, size);
    std::memcpy(bytes.data() + to, bytes.data() + from, size);
  }
  std::vector<uint8_t> bytes;

 private:
  void require_inside(uint64_t offset, uint64_t size) const {
    require(size <= bytes.size() && offset <= bytes.size() - size, "bytes outside the heap");
  }
};

/// The allocator as one would write it without a thought to speed: every block in a map.
class EmsModel {
 public:
  explicit EmsModel(uint64_t size) : size_(size) {}

  static uint64_t rounded(uint64_t size) { return std::max<uint64_t>((size + 15) / 16, 1) * 16; }

  /// Some gap between live blocks holds `size` bytes at a multiple of `align`.
  bool fits(uint64_t size, uint64_t align, uint64_t origin) const {
    uint64_t gap = 0;
    const auto fits_before = [&](uint64_t end) {
      const uint64_t begin = (origin + gap + align - 1) / align * align - origin;
      return begin + size <= end;
    };
    for (const auto& [begin, length] : live) {
      if (fits_before(begin)) return true;
      gap = begin + length;
    }
    return fits_before(size_);
  }

  bool is_free(uint64_t offset, uint64_t size) const {
    if (offset + size > size_) return false;
    const auto next = live.lower_bound(offset);
    if (next != live.end() && next->first < offset + size) return false;
    return next == live.begin() || std::prev(next)->first + std::prev(next)->second <= offset;
  }

  uint64_t used() const {
    uint64_t sum = 0;
    for (const auto& [begin, length] : live) sum += length;
    return sum;
  }

  uint64_t largest_gap() const {
    uint64_t gap = 0;
    uint64_t largest = 0;
    for (const auto& [begin, length] : live) {
      largest = std::max(largest, begin - gap);
      gap = begin + length;
    }
    return std::max(largest, size_ - gap);
  }

  std::map<uint64_t, uint64_t> live;  ///< Sizes by offset.

 private:
  uint64_t size_;
};

/// Random calls on an allocator and its model at once. Throws (tests/require.h) if they disagree,
/// or if a block's bytes are not what its owner left there.
class EmsChecker {
 public:
  /// A heap of `size` bytes; `random` must outlive the checker.
  EmsChecker(uint64_t size, Random& random)
      : size_(size / 16 * 16), bytes_(size), ems_(size, bytes_), model_(size_), random_(random) {}

  void step() {
    switch (random_.below(9)) {
      case 0:
      case 1:
      case 2: allocate(); break;
      case 3:
      case 4: free_live(); break;
      case 5: free_anything(); break;
      case 6: reallocate(); break;
      case 7: reallocate_anything(); break;
      default: scribble_or_reset();
    }
    check_usage();
  }

  /// Frees all that is live: the heap must then be one piece again.
  void finish() {
    while (!model_.live.empty()) free_live();
    require(ems_.usage().largest == size_, "the empty heap is not one piece");
  }

 private:
  using BlockAt = std::map<uint64_t, uint64_t>::iterator;

  void check_usage() const {
    const HeapUsage usage = ems_.usage();
    require(usage.used == model_.used(), "used is wrong");
    require(usage.free == size_ - model_.used(), "free is wrong");
    require(usage.largest == model_.largest_gap(), "largest is wrong");
    require(usage.blocks == model_.live.size(), "blocks is wrong");
  }

  uint64_t below(uint64_t bound) { return random_.below(static_cast<uint32_t>(bound)); }
  uint64_t some_size() {
    switch (below(4)) {
      case 0: return below(65);
      case 1: return below(size_ / 8 + 1);
      case 2: return below(size_ + 32);
      default: return below(2) == 0 ? UINT64_MAX - below(64) : below(600);
    }
  }
  uint64_t some_offset() { return below(4) == 0 ? random_.bits() : below(size_ + 64); }
  BlockAt some_block() {
    const auto at = model_.live.lower_bound(below(size_));
    return at == model_.live.end() ? model_.live.begin() : at;
  }
  /// What `size` takes; more than the heap if it cannot be had.
  uint64_t rounded(uint64_t size) const {
    return size > size_ ? size_ + 16 : EmsModel::rounded(size);
  }

  void fill(uint64_t offset, uint64_t size) {
    const auto byte = static_cast<uint8_t>(1 + below(255));
    std::memset(bytes_.bytes.data() + offset, byte, size);
  }

  void allocate() {
    const uint64_t size = some_size();
    const uint64_t align = below(3) == 0 ? uint64_t{1} << below(16) : 16;
    const uint64_t origin = below(2) == 0 ? 0 : 4096 * below(1 << 20);
    const uint64_t effective = std::max<uint64_t>(align, 16);
    auto block = ems_.allocate(size, align, origin);
    require(block.ok() == model_.fits(rounded(size), effective, origin),
            block.ok() ? "a block where none fits" : block.error().message);
    if (!block) {
      require(block.error().kind == ErrorKind::kLimit, "another error than no room");
      return;
    }
    require((origin + *block) % effective == 0, "a block is not aligned");
    require(model_.is_free(*block, rounded(size)), "a block overlaps another");
    model_.live[*block] = rounded(size);
    require(ems_.block_size(*block) == rounded(size), "a new block's size is wrong");
    fill(*block, rounded(size));
  }

  void free_live() {
    if (model_.live.empty()) return;
    const BlockAt block = some_block();
    require(ems_.free(block->first).ok(), "a live block cannot be freed");
    const auto begin = bytes_.bytes.begin() + static_cast<ptrdiff_t>(block->first);
    require(std::all_of(begin, begin + static_cast<ptrdiff_t>(block->second),
                        [](uint8_t byte) { return byte == 0; }),
            "a freed block keeps its owner's bytes");
    model_.live.erase(block);
  }

  void free_anything() {
    const uint64_t offset = some_offset();
    if (model_.live.contains(offset)) return;
    const std::vector<uint8_t> before = bytes_.bytes;
    auto freed = ems_.free(offset);
    require(!freed.ok() && freed.error().kind == ErrorKind::kArgument,
            "something was freed that is no block");
    require(bytes_.bytes == before, "a refused free changed the heap");
  }

  void reallocate_anything() {
    const uint64_t offset = some_offset();
    if (model_.live.contains(offset)) return;
    const std::vector<uint8_t> before = bytes_.bytes;
    auto moved = ems_.reallocate(offset, some_size());
    require(!moved.ok() && moved.error().kind == ErrorKind::kArgument,
            "something was reallocated that is no block");
    require(bytes_.bytes == before, "a refused reallocate changed the heap");
  }

  void reallocate() {
    if (model_.live.empty()) return;
    const auto [offset, old_size] = *some_block();
    const uint64_t size = some_size();
    const uint64_t new_size = rounded(size);
    const auto begin = bytes_.bytes.begin() + static_cast<ptrdiff_t>(offset);
    const std::vector<uint8_t> before(begin, begin + static_cast<ptrdiff_t>(old_size));
    auto moved = ems_.reallocate(offset, size);
    model_.live.erase(offset);
    if (!moved) {
      require(!model_.is_free(offset, new_size), "it could have stayed in place");
      model_.live[offset] = old_size;
      require(!model_.fits(new_size, 16, 0), "it could have moved");
      require(std::equal(before.begin(), before.end(), begin), "a refused reallocate lost bytes");
      return;
    }
    require(model_.is_free(*moved, new_size), "a moved block overlaps another");
    model_.live[*moved] = new_size;
    const auto kept = static_cast<ptrdiff_t>(std::min(old_size, new_size));
    require(std::equal(before.begin(), before.begin() + kept,
                       bytes_.bytes.begin() + static_cast<ptrdiff_t>(*moved)),
            "reallocate lost bytes");
  }

  // A guest writes all over the heap: nothing of the allocator may notice.
  void scribble_or_reset() {
    if (below(20) != 0) return;
    if (below(4) == 0) {
      ems_.reset();
      model_.live.clear();
      return;
    }
    for (uint8_t& byte : bytes_.bytes) byte = static_cast<uint8_t>(scribble_.bits());
  }

  uint64_t size_;
  EmsBytes bytes_;
  runtime::Ems ems_;
  EmsModel model_;
  Random& random_;
  Random scribble_{1};  ///< Its own, so that scribbling does not use up a fuzzer's bytes.
};

}  // namespace shoal::tests

#endif  // SHOAL_TESTS_EMS_MODEL_H_
