// The exact decimal digits of a binary floating-point number, and their rounding.
#ifndef SHOAL_RUNTIME_LIBC_DECIMAL_H_
#define SHOAL_RUNTIME_LIBC_DECIMAL_H_

#include <cstdint>
#include <string>

namespace shoal::libc {

__extension__ using Mantissa = unsigned __int128;

/// The number 0.DIGITS * 10^point. DIGITS neither begins nor ends with 0; for the number 0 it is
/// empty, and point is 0.
class Decimal {
 public:
  /// mantissa * 2^exponent, exactly. For binary128, the widest format there is, that takes up to
  /// 11,563 digits and some milliseconds.
  Decimal(Mantissa mantissa, int exponent);

  const std::string& digits() const { return digits_; }
  int64_t point() const { return point_; }

  /// Keeps `count` digits, or the first digits up to a place in front of them if it is negative.
  /// Rounds to nearest, ties to even, as WebAssembly does.
  void round_to(int64_t count);

 private:
  void normalize();

  std::string digits_;
  int64_t point_ = 0;
};

}  // namespace shoal::libc

#endif  // SHOAL_RUNTIME_LIBC_DECIMAL_H_
