// Division by constants (jit/division.h) against the division itself.
#include "jit/division.h"

#include <gtest/gtest.h>

#include <vector>

#include "tests/random.h"

namespace shoal::jit {
namespace {

__extension__ using int128_t = __int128;

uint64_t quotient_unsigned(uint64_t x, const Division& d) {
  const uint64_t shifted = x >> d.pre_shift;
  uint64_t q =
      d.high ? static_cast<uint64_t>((uint128_t{shifted} * d.magic) >> 64) : shifted * d.magic;
  if (d.adds) q = ((x - q) >> 1) + q;
  return q >> d.post_shift;
}

int64_t quotient_signed(int64_t x, const Division& d) {
  const auto magic = static_cast<int64_t>(d.magic);
  uint64_t q = d.high ? static_cast<uint64_t>((int128_t{x} * magic) >> 64)
                      : static_cast<uint64_t>(x) * d.magic;
  if (d.adds) q += static_cast<uint64_t>(x);
  return (static_cast<int64_t>(q) >> d.post_shift) + (x < 0 ? 1 : 0);
}

class DivisionTest : public testing::TestWithParam<unsigned> {
 protected:
  uint64_t mask() const { return ~uint64_t{0} >> (64 - GetParam()); }
  /// Small ones, those around powers of two, random ones of every size.
  std::vector<uint64_t> divisors() {
    std::vector<uint64_t> all;
    for (uint64_t d = 3; d < 2000; d++) all.push_back(d);
    for (unsigned k = 2; k < GetParam(); k++) {
      for (uint64_t d : {(uint64_t{1} << k) - 1, (uint64_t{1} << k) + 1, uint64_t{3} << (k - 1)}) {
        all.push_back(d & mask());
      }
    }
    for (int i = 0; i < 2000; i++)
      all.push_back((random_.bits() & mask()) >> (i % (GetParam() - 2)));
    std::erase_if(all, [](uint64_t d) { return d < 3 || std::has_single_bit(d); });
    return all;
  }
  /// Around multiples of the divisor, where a quotient that is too large or small shows first.
  std::vector<uint64_t> dividends(uint64_t d) {
    std::vector<uint64_t> all = {0, 1, mask(), mask() - 1, mask() / 2, mask() / 2 + 1};
    for (uint64_t multiple :
         {d, mask() / d * d, mask() / 2 / d * d, (random_.bits() & mask()) / d * d}) {
      for (uint64_t x : {multiple - 1, multiple, multiple + 1}) all.push_back(x & mask());
    }
    return all;
  }
  tests::Random random_{1};
};

TEST_P(DivisionTest, Unsigned) {
  for (uint64_t d : divisors()) {
    const Division how = divide_unsigned(d, GetParam());
    for (uint64_t x : dividends(d)) ASSERT_EQ(quotient_unsigned(x, how), x / d) << x << " / " << d;
  }
}

TEST_P(DivisionTest, Signed) {
  for (uint64_t d : divisors()) {
    if (d > mask() / 2) continue;
    const Division how = divide_signed(d, GetParam());
    for (uint64_t bits : dividends(d)) {
      const int64_t positive =
          GetParam() == 32 ? static_cast<int32_t>(bits) : static_cast<int64_t>(bits);
      const auto negative = static_cast<int64_t>((0 - static_cast<uint64_t>(positive)));
      for (int64_t x : {positive, GetParam() == 32 ? static_cast<int32_t>(negative) : negative}) {
        ASSERT_EQ(quotient_signed(x, how), x / static_cast<int64_t>(d)) << x << " / " << d;
      }
    }
  }
}

INSTANTIATE_TEST_SUITE_P(Bits, DivisionTest, testing::Values(32u, 64u));

}  // namespace
}  // namespace shoal::jit
