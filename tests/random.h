// A source of choices for tests and fuzzers. From a seed: the same seed gives the same choices on
// every machine. From a fuzzer's bytes: each choice takes two of them, so that changing a byte of
// the input changes one choice.
#ifndef SHOAL_TESTS_RANDOM_H_
#define SHOAL_TESTS_RANDOM_H_

#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <span>
#include <vector>

namespace shoal::tests {

/// SplitMix64, its high bits replaced by the bytes as long as there are any, with the few ways of
/// drawing that a generator needs.
class Random {
 public:
  explicit Random(uint64_t seed) : state_(seed) {}
  /// `entropy` must outlive the object.
  explicit Random(std::span<const uint8_t> entropy) : state_(0), entropy_(entropy) {}

  /// No bytes are left: choices have become those of a fixed seed.
  bool is_exhausted() const { return entropy_.empty(); }

  uint64_t bits() {
    uint64_t z = (state_ += 0x9E3779B97F4A7C15);
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
    z ^= z >> 31;
    if (entropy_.size() < 2) {
      entropy_ = {};
      return z;
    }
    // below() looks at the high bits.
    const uint64_t chosen = uint64_t{entropy_[0]} << 8 | entropy_[1];
    entropy_ = entropy_.subspan(2);
    return chosen << 48 | z >> 16;
  }
  /// Evenly in [0, n); n > 0.
  uint32_t below(uint32_t n) { return static_cast<uint32_t>((bits() >> 32) * n >> 32); }
  /// Evenly in [low, high].
  uint32_t between(uint32_t low, uint32_t high) { return low + below(high - low + 1); }
  bool chance(uint32_t percent) { return below(100) < percent; }
  template <class T>
  T pick(std::initializer_list<T> list) {
    return list.begin()[below(static_cast<uint32_t>(list.size()))];
  }
  template <class T>
  const T& pick(const std::vector<T>& list) {
    return list[below(static_cast<uint32_t>(list.size()))];
  }
  /// An index, drawn with the given weights.
  size_t weighted(std::initializer_list<uint32_t> weights) {
    uint32_t sum = 0;
    for (uint32_t w : weights) sum += w;
    uint32_t at = below(sum);
    size_t index = 0;
    for (uint32_t w : weights) {
      if (at < w) break;
      at -= w;
      index++;
    }
    return index;
  }

 private:
  uint64_t state_;
  std::span<const uint8_t> entropy_;
};

}  // namespace shoal::tests

#endif  // SHOAL_TESTS_RANDOM_H_
