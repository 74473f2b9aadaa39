#include "runtime/libc/float_text.h"

#include <algorithm>

namespace shoal::libc {
namespace {

constexpr uint32_t kDefaultPrecision = 6;

/// The number of an IEEE format with `exponent_bits` and `fraction_bits`.
Float take_apart(bool is_negative, int exponent, int exponent_bits, Mantissa fraction,
                 int fraction_bits) {
  const int special = (1 << exponent_bits) - 1;
  const int bias = special / 2;
  Float f;
  f.is_negative = is_negative;
  f.fraction = fraction;
  f.fraction_bits = fraction_bits;
  if (exponent == special) {
    f.kind = fraction == 0 ? Float::Kind::kInfinite : Float::Kind::kNan;
  } else if (exponent != 0) {
    f.leading = 1;
    f.exponent = exponent - bias;
  } else if (fraction != 0) {
    f.exponent = 1 - bias;
  }
  return f;
}

std::string exponent_text(char letter, int64_t exponent, size_t least_digits) {
  std::string digits = std::to_string(exponent < 0 ? -exponent : exponent);
  if (digits.size() < least_digits) digits.insert(0, least_digits - digits.size(), '0');
  return std::string(1, letter) + (exponent < 0 ? '-' : '+') + digits;
}

/// Digits with `places` behind the point.
FloatText fixed_text(const Decimal& n, uint64_t places, bool keeps_point) {
  const std::string& digits = n.digits();
  const size_t whole = static_cast<size_t>(std::max<int64_t>(n.point(), 0));
  FloatText text;
  text.body = whole == 0 ? "0" : digits.substr(0, whole);
  if (whole > digits.size()) text.body.append(whole - digits.size(), '0');
  if (places > 0 || keeps_point) text.body += '.';
  uint64_t shown = 0;
  if (digits.size() > whole) {
    const size_t gap = static_cast<size_t>(std::max<int64_t>(-n.point(), 0));
    shown = gap + digits.size() - whole;
    text.body.append(gap, '0').append(digits, whole);
  }
  text.zeros = places - shown;
  return text;
}

/// One digit, the point, `places` digits, and a power of ten.
FloatText scientific_text(const Decimal& n, uint64_t places, bool keeps_point) {
  const std::string& digits = n.digits();
  FloatText text;
  text.body = digits.empty() ? "0" : digits.substr(0, 1);
  if (places > 0 || keeps_point) text.body += '.';
  if (!digits.empty()) text.body.append(digits, 1);
  text.zeros = places - (digits.empty() ? 0 : digits.size() - 1);
  text.suffix = exponent_text('e', digits.empty() ? 0 : n.point() - 1, 2);
  return text;
}

/// The shorter of both, with `significant` digits or, without #, those before the zeros.
FloatText general_text(Decimal n, uint64_t significant, bool keeps_zeros) {
  significant = std::max<uint64_t>(significant, 1);
  n.round_to(static_cast<int64_t>(significant));
  const int64_t exponent = n.digits().empty() ? 0 : n.point() - 1;
  const bool is_fixed = exponent >= -4 && exponent < static_cast<int64_t>(significant);
  const int64_t before_places = is_fixed ? exponent + 1 : 1;  // Of the significant digits.
  const int64_t all = static_cast<int64_t>(keeps_zeros ? significant : n.digits().size());
  const auto places = static_cast<uint64_t>(std::max<int64_t>(all - before_places, 0));
  return is_fixed ? fixed_text(n, places, keeps_zeros) : scientific_text(n, places, keeps_zeros);
}

FloatText hexadecimal_text(const Float& value, std::optional<uint32_t> precision,
                           bool keeps_point) {
  constexpr char kDigits[] = "0123456789abcdef";
  unsigned leading = value.leading;
  Mantissa fraction = value.fraction;
  int places = value.fraction_bits / 4;
  if (precision && *precision < static_cast<uint32_t>(places)) {
    // To nearest, ties to even, as in decimal. A carry out of the fraction goes to the digit ahead.
    const int dropped = 4 * (places - static_cast<int>(*precision));
    places = static_cast<int>(*precision);
    const Mantissa all = (Mantissa{leading} << value.fraction_bits) + fraction;
    const Mantissa half = Mantissa{1} << (dropped - 1);
    const Mantissa rest = all & ((half << 1) - 1);
    Mantissa kept = all >> dropped;
    if (rest > half || (rest == half && kept % 2 == 1)) ++kept;
    leading = static_cast<unsigned>(kept >> (4 * places));
    fraction = kept & ((Mantissa{1} << (4 * places)) - 1);
  }
  std::string digits;
  for (int i = places - 1; i >= 0; --i) {
    digits += kDigits[static_cast<unsigned>(fraction >> (4 * i)) % 16];
  }
  if (!precision) digits.erase(digits.find_last_not_of('0') + 1);

  FloatText text;
  text.prefix = "0x";
  text.body = kDigits[leading];
  if (!digits.empty() || precision.value_or(0) > 0 || keeps_point) text.body += '.';
  text.body += digits;
  text.zeros = precision ? *precision - digits.size() : 0;
  text.suffix = exponent_text('p', value.exponent, 1);
  return text;
}

}  // namespace

Float Float::from_binary64(uint64_t bits) {
  return take_apart(bits >> 63 != 0, static_cast<int>(bits >> 52) & 0x7FF, 11,
                    bits & ((uint64_t{1} << 52) - 1), 52);
}

Float Float::from_binary128(uint64_t low, uint64_t high) {
  const Mantissa fraction = Mantissa{high & ((uint64_t{1} << 48) - 1)} << 64 | low;
  return take_apart(high >> 63 != 0, static_cast<int>(high >> 48) & 0x7FFF, 15, fraction, 112);
}

FloatText to_text(const Float& value, char conversion, std::optional<uint32_t> precision,
                  bool keeps_point) {
  if (conversion == 'a') return hexadecimal_text(value, precision, keeps_point);
  const Mantissa mantissa = (Mantissa{value.leading} << value.fraction_bits) | value.fraction;
  Decimal n(mantissa, value.exponent - value.fraction_bits);
  const uint64_t places = precision.value_or(kDefaultPrecision);
  switch (conversion) {
    case 'e':
      n.round_to(static_cast<int64_t>(places) + 1);
      return scientific_text(n, places, keeps_point);
    case 'f':
      n.round_to(n.point() + static_cast<int64_t>(places));
      return fixed_text(n, places, keeps_point);
    default: return general_text(std::move(n), places, keeps_point);
  }
}

}  // namespace shoal::libc
