#include "runtime/libc/conversion.h"

#include <limits>
#include <string_view>

namespace shoal::libc {
namespace {

constexpr int64_t kIntMax = std::numeric_limits<int32_t>::max();

void read_flags(CharReader& format, Conversion& c) {
  for (;; format.advance()) {
    switch (format.peek()) {
      case '-': c.left = true; break;
      case '+': c.plus = true; break;
      case ' ': c.space = true; break;
      case '#': c.alternate = true; break;
      case '0': c.zero = true; break;
      default: return;
    }
  }
}

/// A width or precision: digits (none are 0) or an asterisk. It may be negative, or more than an
/// int holds.
Result<int64_t> read_number(CharReader& format, Arguments& arguments) {
  if (format.peek() == '*') {
    format.advance();
    const Result<int32_t> value = arguments.next<int32_t>();
    if (!value) return value.error();
    return int64_t{*value};
  }
  int64_t value = 0;
  for (char c = format.peek(); c >= '0' && c <= '9'; format.advance(), c = format.peek()) {
    if (value <= kIntMax) value = 10 * value + (c - '0');
  }
  return value;
}

void read_length(CharReader& format, Conversion& c) {
  const char first = format.peek();
  switch (first) {
    case 'h': c.length = Length::k16; break;
    case 'l':
    case 'z':
    case 't': c.length = Length::k32; break;
    case 'j': c.length = Length::k64; break;
    case 'L': c.length = Length::kLongDouble; break;
    default: return;
  }
  format.advance();
  c.has_l = first == 'l';
  if ((first != 'h' && first != 'l') || format.peek() != first) return;
  format.advance();
  c.length = first == 'h' ? Length::k8 : Length::k64;
  c.has_l = false;
}

/// C99's table of the lengths that a conversion may have.
bool is_known(const Conversion& c) {
  switch (c.letter) {
    case 'd':
    case 'i':
    case 'o':
    case 'u':
    case 'x':
    case 'X':
    case 'n': return c.length != Length::kLongDouble;
    case 'a':
    case 'A':
    case 'e':
    case 'E':
    case 'f':
    case 'F':
    case 'g':
    case 'G': return c.length == Length::kNone || c.length == Length::kLongDouble || c.has_l;
    case 'c':
    case 's': return c.length == Length::kNone || c.has_l;
    case 'p':
    case '%': return c.length == Length::kNone;
    default: return false;
  }
}

}  // namespace

Result<std::optional<Conversion>> read_conversion(CharReader& format, Arguments& arguments) {
  Conversion c;
  read_flags(format, c);
  Result<int64_t> width = read_number(format, arguments);
  if (!width) return width.error();
  if (*width < 0) {
    c.left = true;
    *width = -*width;
  }
  if (*width > kIntMax) return std::optional<Conversion>();
  c.width = static_cast<uint32_t>(*width);

  if (format.peek() == '.') {
    format.advance();
    const Result<int64_t> precision = read_number(format, arguments);
    if (!precision) return precision.error();
    if (*precision > kIntMax) return std::optional<Conversion>();
    if (*precision >= 0) c.precision = static_cast<uint32_t>(*precision);
  }
  read_length(format, c);
  c.letter = format.peek();
  if (!is_known(c)) return std::optional<Conversion>();
  format.advance();
  return std::optional(c);
}

}  // namespace shoal::libc
