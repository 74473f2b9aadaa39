// Widths, precisions and lengths are the guest's choice, up to 2^31 - 1 each, and there may be as
// many conversions as its memory holds. So nothing is ever put together as a whole: a field is a
// sequence of parts, of which those of free length are strings in guest memory, copied piece by
// piece, and runs of one character. Its length is known before any of it is written, which makes the
// limit of the result exact; and the guest can be interrupted at every conversion and piece.
#include "runtime/libc/format.h"

#include <algorithm>
#include <limits>
#include <optional>
#include <string>

#include "runtime/libc/ascii.h"
#include "runtime/libc/conversion.h"
#include "runtime/libc/float_text.h"

namespace shoal::libc {
namespace {

constexpr uint64_t kIntMax = std::numeric_limits<int32_t>::max();

/// Why formatting ended before the format did.
enum class Stop : uint8_t { kNo, kRefused, kTrapped };

/// A field of a number: prefix, zeros, body, zeros, suffix.
struct Number {
  std::string prefix;
  uint64_t zeros_before = 0;
  std::string body;
  uint64_t zeros_behind = 0;
  std::string suffix;

  uint64_t size() const {
    return prefix.size() + zeros_before + body.size() + zeros_behind + suffix.size();
  }
};

/// UTF-8; empty if `c` is no character.
std::string utf8(uint32_t c) {
  const auto byte = [](uint32_t bits) { return static_cast<char>(bits); };
  const auto rest = [&](int shift) { return byte(0x80 | (c >> shift & 0x3F)); };
  if (c < 0x80) return {byte(c)};
  if (c < 0x800) return {byte(0xC0 | c >> 6), rest(0)};
  if (c >= 0xD800 && c < 0xE000) return {};
  if (c < 0x10000) return {byte(0xE0 | c >> 12), rest(6), rest(0)};
  if (c < 0x110000) return {byte(0xF0 | c >> 18), rest(12), rest(6), rest(0)};
  return {};
}

std::string digits_of(uint64_t value, unsigned base, const char* alphabet) {
  std::string digits;
  for (; value != 0; value /= base) digits += alphabet[value % base];
  std::reverse(digits.begin(), digits.end());
  return digits;
}

class Formatter {
 public:
  Formatter(const Guest& guest, GuestPtr format, GuestPtr list, Output& output)
      : guest_(guest), format_(guest, format), arguments_(guest, list), output_(output) {}

  Result<int32_t> run();

 private:
  void literal();
  void convert(const Conversion& c);
  void integer(const Conversion& c);
  void pointer(const Conversion& c);
  void floating(const Conversion& c);
  void character(const Conversion& c);
  void string(const Conversion& c);
  void wide_string(const Conversion& c);
  void store_count(const Conversion& c);

  std::optional<uint64_t> integer_argument(const Conversion& c, bool is_signed);
  std::optional<Float> float_argument(const Conversion& c);

  /// Counts a field of `size` bytes; false if the result cannot hold it.
  bool admit(uint64_t size);
  /// Admits `size` bytes padded to the width, which `body` writes.
  template <class Body>
  void padded(const Conversion& c, uint64_t size, Body body);
  void number(const Conversion& c, const Number& n, bool pads_with_zeros);

  void write(std::string_view bytes) {
    if (stop_ == Stop::kNo && !bytes.empty()) check(output_.write(bytes));
  }
  void fill(char byte, uint64_t count) {
    if (stop_ == Stop::kNo && count > 0) check(output_.fill(byte, count));
  }
  void copy(uint64_t address, uint64_t size);

  // Results, with errors kept for run(). After the first nothing is written.
  void check(Result<void> done) {
    if (!done) trap(std::move(done).error());
  }
  template <class T>
  std::optional<T> take(Result<T> result) {
    if (result) return std::move(*result);
    trap(std::move(result).error());
    return std::nullopt;
  }
  void trap(Error error) {
    stop_ = Stop::kTrapped;
    error_ = std::move(error);
  }
  void refuse() {
    if (stop_ == Stop::kNo) stop_ = Stop::kRefused;
  }

  Guest guest_;
  CharReader format_;
  Arguments arguments_;
  Output& output_;
  uint64_t count_ = 0;
  Stop stop_ = Stop::kNo;
  Error error_;
};

Result<int32_t> Formatter::run() {
  while (stop_ == Stop::kNo) {
    literal();
    if (stop_ != Stop::kNo || format_.peek() == '\0') break;
    format_.advance();
    check(guest_.poll());
    auto conversion = take(read_conversion(format_, arguments_));
    if (!conversion) break;
    if (*conversion) {
      convert(**conversion);
    } else {
      refuse();
    }
  }
  if (stop_ == Stop::kTrapped) return std::move(error_);
  // The format's end, or the end of what it takes to read it.
  if (Result<void> read = format_.status(); !read) return std::move(read).error();
  return stop_ == Stop::kRefused ? -1 : static_cast<int32_t>(count_);
}

void Formatter::literal() {
  char run[256];
  while (stop_ == Stop::kNo) {
    size_t n = 0;
    for (char c; n < sizeof(run) && (c = format_.peek()) != '\0' && c != '%'; format_.advance()) {
      run[n++] = c;
    }
    if (n == 0) return;
    if (admit(n)) write({run, n});
  }
}

void Formatter::convert(const Conversion& c) {
  switch (c.letter) {
    case 'd':
    case 'i':
    case 'o':
    case 'u':
    case 'x':
    case 'X': return integer(c);
    case 'p': return pointer(c);
    case 'c': return character(c);
    case 's': return c.has_l ? wide_string(c) : string(c);
    case 'n': return store_count(c);
    case '%':
      if (admit(1)) write("%");
      return;
    default: return floating(c);
  }
}

bool Formatter::admit(uint64_t size) {
  if (size > kIntMax - count_) {
    refuse();
    return false;
  }
  count_ += size;
  return true;
}

template <class Body>
void Formatter::padded(const Conversion& c, uint64_t size, Body body) {
  const uint64_t padding = c.width > size ? c.width - size : 0;
  if (!admit(size + padding)) return;
  if (!c.left) fill(' ', padding);
  body();
  if (c.left) fill(' ', padding);
}

void Formatter::number(const Conversion& c, const Number& n, bool pads_with_zeros) {
  const uint64_t size = n.size();
  const uint64_t zeros = pads_with_zeros && c.width > size ? c.width - size : 0;
  padded(c, size + zeros, [&] {
    write(n.prefix);
    fill('0', zeros + n.zeros_before);
    write(n.body);
    fill('0', n.zeros_behind);
    write(n.suffix);
  });
}

/// As the length says, sign-extended if `is_signed`.
std::optional<uint64_t> Formatter::integer_argument(const Conversion& c, bool is_signed) {
  if (c.length == Length::k64) return take(arguments_.next<uint64_t>());
  const std::optional<uint32_t> word = take(arguments_.next<uint32_t>());
  if (!word) return std::nullopt;
  const int dropped = c.length == Length::k8 ? 24 : c.length == Length::k16 ? 16 : 0;
  const uint32_t high = *word << dropped;
  if (is_signed) return static_cast<uint64_t>(int64_t{static_cast<int32_t>(high) >> dropped});
  return uint64_t{high >> dropped};
}

void Formatter::integer(const Conversion& c) {
  const bool is_signed = c.letter == 'd' || c.letter == 'i';
  const std::optional<uint64_t> argument = integer_argument(c, is_signed);
  if (!argument) return;
  uint64_t value = *argument;
  Number n;
  if (is_signed) {
    const bool is_negative = static_cast<int64_t>(value) < 0;
    if (is_negative) value = 0 - value;
    n.prefix = is_negative ? "-" : c.plus ? "+" : c.space ? " " : "";
  }
  const bool is_hex = c.letter == 'x' || c.letter == 'X';
  n.body = digits_of(value,
                     is_hex            ? 16
                     : c.letter == 'o' ? 8
                                       : 10,
                     c.letter == 'X' ? "0123456789ABCDEF" : "0123456789abcdef");
  if (is_hex && c.alternate && value != 0) n.prefix = c.letter == 'X' ? "0X" : "0x";
  const uint64_t least = c.precision.value_or(1);
  if (n.body.size() < least) n.zeros_before = least - n.body.size();
  if (c.letter == 'o' && c.alternate && n.zeros_before == 0) n.zeros_before = 1;
  number(c, n, c.zero && !c.left && !c.precision);
}

void Formatter::pointer(const Conversion& c) {
  const auto address = take(arguments_.next<GuestPtr>());
  if (!address) return;
  Number n;
  n.prefix = "0x";
  n.body = *address == 0 ? "0" : digits_of(*address, 16, "0123456789abcdef");
  number(c, n, c.zero && !c.left);
}

std::optional<Float> Formatter::float_argument(const Conversion& c) {
  struct alignas(16) Quad {
    uint64_t low, high;
  };
  if (c.length == Length::kLongDouble) {
    const auto bits = take(arguments_.next<Quad>());
    return bits ? std::optional(Float::from_binary128(bits->low, bits->high)) : std::nullopt;
  }
  const auto bits = take(arguments_.next<uint64_t>());
  return bits ? std::optional(Float::from_binary64(*bits)) : std::nullopt;
}

void Formatter::floating(const Conversion& c) {
  const std::optional<Float> value = float_argument(c);
  if (!value) return;
  const bool is_upper = c.letter >= 'A' && c.letter <= 'Z';
  const std::string sign = value->is_negative ? "-" : c.plus ? "+" : c.space ? " " : "";
  Number n;
  if (value->kind == Float::Kind::kFinite) {
    const char letter = static_cast<char>(is_upper ? c.letter - 'A' + 'a' : c.letter);
    FloatText text = to_text(*value, letter, c.precision, c.alternate);
    n = {std::move(text.prefix), 0, std::move(text.body), text.zeros, std::move(text.suffix)};
  } else {
    n.body = value->kind == Float::Kind::kNan ? "nan" : "inf";
  }
  if (is_upper) {
    for (std::string* part : {&n.prefix, &n.body, &n.suffix}) {
      for (char& letter : *part) letter = static_cast<char>(to_upper(letter));
    }
  }
  n.prefix.insert(0, sign);
  number(c, n, c.zero && !c.left && value->kind == Float::Kind::kFinite);
}

void Formatter::character(const Conversion& c) {
  const auto value = take(arguments_.next<uint32_t>());
  if (!value) return;
  const std::string text = c.has_l ? utf8(*value) : std::string(1, static_cast<char>(*value));
  if (text.empty()) return refuse();
  padded(c, text.size(), [&] { write(text); });
}

void Formatter::copy(uint64_t address, uint64_t size) {
  // Found again for each piece: the output is the host's, which may do what it likes meanwhile.
  char piece[1024];
  for (uint64_t done = 0; done < size && stop_ == Stop::kNo;) {
    const uint64_t n = std::min<uint64_t>(size - done, sizeof(piece));
    const auto text = take(guest_.text(address + done, n));
    if (!text) return;
    text->copy(piece, n);
    write({piece, n});
    done += n;
  }
}

void Formatter::string(const Conversion& c) {
  const auto address = take(arguments_.next<GuestPtr>());
  if (!address) return;
  const uint64_t most = c.precision ? *c.precision : std::numeric_limits<uint64_t>::max();
  const auto text = take(guest_.string(*address, most));
  if (!text) return;
  const uint64_t size = text->size();
  padded(c, size, [&] { copy(*address, size); });
}

void Formatter::wide_string(const Conversion& c) {
  const auto address = take(arguments_.next<GuestPtr>());
  if (!address) return;
  // Its size first. The precision limits bytes, and no character is split.
  const uint64_t most = c.precision ? *c.precision : kIntMax + 1;
  uint64_t size = 0;
  uint64_t characters = 0;
  for (;; ++characters) {
    if (size == most) break;
    const auto at = take(guest_.load<uint32_t>(*address + 4 * characters));
    if (!at) return;
    if (*at == 0) break;
    const uint64_t n = utf8(*at).size();
    if (n == 0) return refuse();
    if (size + n > most) break;
    size += n;
    if (characters % 4096 == 4095) check(guest_.poll());
    if (stop_ != Stop::kNo) return;
  }
  padded(c, size, [&] {
    uint64_t written = 0;
    for (uint64_t i = 0; i < characters && stop_ == Stop::kNo; ++i) {
      const auto at = take(guest_.load<uint32_t>(*address + 4 * i));
      if (!at) return;
      // Another thread may have written something longer meanwhile.
      const std::string text = utf8(*at).substr(0, size - written);
      written += text.size();
      write(text);
    }
  });
}

void Formatter::store_count(const Conversion& c) {
  const auto address = take(arguments_.next<GuestPtr>());
  if (!address) return;
  switch (c.length) {
    case Length::k8: return check(guest_.store(*address, static_cast<uint8_t>(count_)));
    case Length::k16: return check(guest_.store(*address, static_cast<uint16_t>(count_)));
    case Length::k64: return check(guest_.store(*address, count_));
    default: return check(guest_.store(*address, static_cast<uint32_t>(count_)));
  }
}

}  // namespace

Result<int32_t> format(const Guest& guest, GuestPtr format, GuestPtr list, Output& output) {
  return Formatter(guest, format, list, output).run();
}

}  // namespace shoal::libc
