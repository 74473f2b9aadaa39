// Numbers from text. A long has 32 bits.
#include <algorithm>
#include <limits>

#include "runtime/libc/ascii.h"
#include "runtime/libc/functions.h"

namespace shoal::libc {
namespace {

/// What strtol and strtoul read.
struct Number {
  uint64_t magnitude = 0;  ///< At most 2^32: from there on it grows no more.
  bool is_negative = false;
  uint64_t size = 0;  ///< In bytes, with the spaces before it; 0 if there is no number.
};

/// The value of a digit in `base`, or -1.
int32_t digit_value(int32_t c, int32_t base) {
  const int32_t value = is_digit(c) ? c - '0' : is_alpha(c) ? to_lower(c) - 'a' + 10 : base;
  return value < base ? value : -1;
}

Result<Number> read_number(Guest guest, GuestPtr s, int32_t base) {
  constexpr uint64_t kTooMuch = uint64_t{1} << 32;
  Number n;
  if (base < 0 || base == 1 || base > 36) return n;
  CharReader text(guest, s);
  while (is_space(text.peek())) text.advance();
  if (text.peek() == '-' || text.peek() == '+') {
    n.is_negative = text.peek() == '-';
    text.advance();
  }
  if (text.peek() == '0') {
    text.advance();
    n.size = text.position();
    // An x behind it counts only if a digit follows.
    if ((base == 0 || base == 16) && to_lower(text.peek()) == 'x') {
      base = 16;
      text.advance();
    } else if (base == 0) {
      base = 8;
    }
  } else if (base == 0) {
    base = 10;
  }
  for (int32_t digit; (digit = digit_value(text.peek(), base)) >= 0; n.size = text.position()) {
    n.magnitude = std::min(n.magnitude * static_cast<uint32_t>(base) + static_cast<uint32_t>(digit),
                           kTooMuch);
    text.advance();
  }
  if (Result<void> read = text.status(); !read) return std::move(read).error();
  return n;
}

int32_t to_long(const Number& n) {
  using Limits = std::numeric_limits<int32_t>;
  if (n.is_negative) {
    const uint64_t most = uint64_t{1} << 31;
    return static_cast<int32_t>(-static_cast<int64_t>(std::min(n.magnitude, most)));
  }
  return static_cast<int32_t>(std::min<uint64_t>(n.magnitude, Limits::max()));
}

uint32_t to_unsigned_long(const Number& n) {
  constexpr uint32_t kMax = std::numeric_limits<uint32_t>::max();
  if (n.magnitude > kMax) return kMax;
  const auto value = static_cast<uint32_t>(n.magnitude);
  return n.is_negative ? 0 - value : value;
}

/// Stores where the number ends, unless `end` is 0.
template <auto convert>
auto convert_and_store_end(Guest guest, GuestPtr s, GuestPtr end, int32_t base)
    -> Result<decltype(convert(Number()))> {
  const Result<Number> n = read_number(guest, s, base);
  if (!n) return n.error();
  if (end != 0) {
    if (Result<void> stored = guest.store(end, static_cast<GuestPtr>(s + n->size)); !stored) {
      return std::move(stored).error();
    }
  }
  return convert(*n);
}

Result<int32_t> atoi(Guest guest, GuestPtr s) {
  const Result<Number> n = read_number(guest, s, 10);
  if (!n) return n.error();
  return to_long(*n);
}

}  // namespace

void define_stdlib(Definer& definer) {
  definer.function("atoi", atoi);
  definer.function("strtol", convert_and_store_end<to_long>);
  definer.function("strtoul", convert_and_store_end<to_unsigned_long>);
}

}  // namespace shoal::libc
