// LayeredBitmap: a set of small integers that finds the neighbours of a number fast.
//
// Layer 0 has a bit for each number; bit i of layer k + 1 says that word i of layer k is not zero.
// So the next or previous member is found by going up until a word has a candidate and down again:
// O(log64 n), five layers for 2^30 numbers. The words come from calloc, so a large, sparse set
// costs only the pages that it touches.
#ifndef SHOAL_RUNTIME_LAYERED_BITMAP_H_
#define SHOAL_RUNTIME_LAYERED_BITMAP_H_

#include <array>
#include <bit>
#include <cassert>
#include <cstdint>
#include <cstdlib>
#include <memory>
#include <new>

namespace shoal::runtime {

/// A fixed number of bits, all clear at first.
class BitArray {
 public:
  BitArray() = default;
  explicit BitArray(uint64_t bits)
      : words_(static_cast<uint64_t*>(std::calloc(bits / 64 + 1, sizeof(uint64_t)))) {
    if (words_ == nullptr) throw std::bad_alloc();
  }

  bool test(uint64_t i) const { return (words_[i / 64] >> (i % 64) & 1) != 0; }
  void set(uint64_t i) { words_[i / 64] |= uint64_t{1} << (i % 64); }
  void clear(uint64_t i) { words_[i / 64] &= ~(uint64_t{1} << (i % 64)); }
  uint64_t word(uint64_t index) const { return words_[index]; }

 private:
  struct Free {
    void operator()(uint64_t* words) const { std::free(words); }
  };
  std::unique_ptr<uint64_t[], Free> words_;
};

/// A set of numbers below a bound given at construction.
class LayeredBitmap {
 public:
  explicit LayeredBitmap(uint64_t bound) {
    assert(bound <= uint64_t{1} << (6 * kLayers));
    for (BitArray& layer : layers_) {
      layer = BitArray(bound);
      bound = bound / 64 + 1;
    }
  }

  bool test(uint64_t i) const { return layers_[0].test(i); }

  void set(uint64_t i) {
    for (BitArray& layer : layers_) {
      const bool known = layer.word(i / 64) != 0;
      layer.set(i);
      if (known) return;
      i /= 64;
    }
  }

  void clear(uint64_t i) {
    for (BitArray& layer : layers_) {
      layer.clear(i);
      i /= 64;
      if (layer.word(i) != 0) return;
    }
  }

  /// The smallest member that is >= i. There must be one.
  uint64_t next(uint64_t i) const {
    for (uint32_t k = 0;; ++k) {
      assert(k < kLayers);
      const uint64_t candidates = layers_[k].word(i / 64) >> (i % 64);
      if (candidates != 0) return descend_low(k, i + std::countr_zero(candidates));
      i = i / 64 + 1;
    }
  }

  /// The largest member that is <= i. There must be one.
  uint64_t previous(uint64_t i) const {
    for (uint32_t k = 0;; ++k) {
      assert(k < kLayers);
      const uint64_t candidates = layers_[k].word(i / 64) << (63 - i % 64);
      if (candidates != 0) return descend_high(k, i - std::countl_zero(candidates));
      assert(i >= 64);
      i = i / 64 - 1;
    }
  }

 private:
  static constexpr uint32_t kLayers = 6;

  uint64_t descend_low(uint32_t k, uint64_t i) const {
    while (k-- > 0) i = i * 64 + std::countr_zero(layers_[k].word(i));
    return i;
  }
  uint64_t descend_high(uint32_t k, uint64_t i) const {
    while (k-- > 0) i = i * 64 + 63 - std::countl_zero(layers_[k].word(i));
    return i;
  }

  std::array<BitArray, kLayers> layers_;
};

}  // namespace shoal::runtime

#endif  // SHOAL_RUNTIME_LAYERED_BITMAP_H_
