// Floating-point numbers as text: the conversions a, e, f and g of the printf family.
#ifndef SHOAL_RUNTIME_LIBC_FLOAT_TEXT_H_
#define SHOAL_RUNTIME_LIBC_FLOAT_TEXT_H_

#include <cstdint>
#include <optional>
#include <string>

#include "runtime/libc/decimal.h"

namespace shoal::libc {

/// A number of any IEEE format up to binary128, taken apart.
struct Float {
  enum class Kind : uint8_t { kFinite, kInfinite, kNan };

  static Float from_binary64(uint64_t bits);
  /// `high` has the sign, the exponent and 48 bits of the fraction.
  static Float from_binary128(uint64_t low, uint64_t high);

  Kind kind = Kind::kFinite;
  bool is_negative = false;
  // A finite number is leading.FRACTION * 2^exponent, FRACTION having fraction_bits bits.
  unsigned leading = 0;  ///< 1; 0 for zero and subnormal numbers.
  Mantissa fraction = 0;
  int fraction_bits = 0;  ///< A multiple of 4.
  int exponent = 0;
};

/// A number's text in parts: SIGN body ZEROS suffix. Precisions are the guest's choice, so the
/// zeros that one asks for behind the last digit are only counted.
struct FloatText {
  std::string prefix;  ///< "0x" of hexadecimal numbers.
  std::string body;
  uint64_t zeros = 0;
  std::string suffix;  ///< The exponent.
};

/// `conversion` is one of aefg; `keeps_point` is the flag #. Not for infinities and NaNs.
FloatText to_text(const Float& value, char conversion, std::optional<uint32_t> precision,
                  bool keeps_point);

}  // namespace shoal::libc

#endif  // SHOAL_RUNTIME_LIBC_FLOAT_TEXT_H_
