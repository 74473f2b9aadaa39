// Division by constants without dividing: which multiplication and shifts give the quotient.
//
// For a divisor d, 2^k <= d < 2^(k+1), the quotient of a dividend of n bits is the product with
// m = floor(2^(n+k) / d) + 1, shifted right by n + k: m / 2^(n+k) exceeds 1/d so little that no
// dividend notices, provided that the excess m * d - 2^(n+k) is at most 2^k. Where it is more
// (m would need another bit), an even divisor's zeros are shifted out of the dividend first; else
// a wider product serves, or the missing bit is made up for with an addition. (Granlund and
// Montgomery, "Division by Invariant Integers using Multiplication", 1994.)
#ifndef SHOAL_JIT_DIVISION_H_
#define SHOAL_JIT_DIVISION_H_

#include <bit>
#include <cstdint>

namespace shoal::jit {

__extension__ using uint128_t = unsigned __int128;

/// How to divide.
struct Division {
  uint64_t magic = 0;      ///< The factor.
  uint8_t pre_shift = 0;   ///< The dividend is shifted to the right first.
  uint8_t post_shift = 0;  ///< What follows is shifted to the right last.
  bool high = false;       ///< Of the product of 64 by 64 bits the upper half; else the lower.
  bool adds = false;       ///< The dividend is added to the product.
};

namespace division_detail {

struct Factor {
  uint64_t floor;   ///< Of 2^exponent / d.
  uint64_t excess;  ///< By which (floor + 1) * d exceeds 2^exponent.
};
constexpr Factor factor(unsigned exponent, uint64_t d) {
  const uint128_t power = uint128_t{1} << exponent;
  return {static_cast<uint64_t>(power / d), d - static_cast<uint64_t>(power % d)};
}
constexpr uint8_t log2_of(uint64_t v) { return static_cast<uint8_t>(std::bit_width(v) - 1); }

}  // namespace division_detail

/// Unsigned; `d` is no power of two and fits in `bits` (32 or 64). With `adds`, the quotient is
/// (((dividend - product) >> 1) + product) >> post_shift, without pre_shift.
constexpr Division divide_unsigned(uint64_t d, unsigned bits) {
  using namespace division_detail;
  Division r;
  uint8_t k = log2_of(d);
  Factor f = factor(bits + k, d);
  // The dividend loses as many bits as the divisor: the bound stays, and now holds.
  const uint64_t bound = uint64_t{1} << k;
  if (f.excess > bound && d % 2 == 0) {
    r.pre_shift = static_cast<uint8_t>(std::countr_zero(d));
    d >>= r.pre_shift;
    k = log2_of(d);
    f = factor(bits + k, d);
  }
  r.high = bits == 64;
  r.magic = f.floor + 1;
  r.post_shift = static_cast<uint8_t>(r.high ? k : bits + k);
  if (f.excess <= bound) return r;
  if (bits == 32) {  // The upper half of a product with 64 bits of 1/d is exact.
    r.high = true;
    r.magic = factor(64, d).floor + 1;
    r.post_shift = 0;
    return r;
  }
  // The factor's bit 64 is the addition.
  const uint64_t rest = d - f.excess, twice = rest * 2;
  r.magic = f.floor * 2 + 1 + (twice >= d || twice < rest ? 1 : 0);
  r.adds = true;
  return r;
}

/// Signed; `d` is the magnitude of the divisor, above 2 and no power of two. Factor and shift are
/// signed; 1 is added for negative dividends.
constexpr Division divide_signed(uint64_t d, unsigned bits) {
  using namespace division_detail;
  Division r;
  const uint8_t k = log2_of(d);
  const Factor f = factor(bits - 1 + k, d);
  const uint64_t bound = uint64_t{1} << k;
  r.high = bits == 64;
  if (f.excess <= bound) {
    r.magic = f.floor + 1;
    r.post_shift = static_cast<uint8_t>(r.high ? k - 1 : bits - 1 + k);
    return r;
  }
  const uint64_t rest = d - f.excess;
  r.magic = f.floor * 2 + 1 + (rest * 2 >= d ? 1 : 0);
  r.post_shift = static_cast<uint8_t>(r.high ? k : bits + k);
  r.adds = r.high;  // As a signed number of 64 bits the factor is 2^64 too small.
  return r;
}

}  // namespace shoal::jit

#endif  // SHOAL_JIT_DIVISION_H_
