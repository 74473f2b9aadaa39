// The printf family: against the host's own snprintf, which must give the same bytes and the same
// result for every conversion, and what has no such model.
#include <gtest/gtest.h>

#include <clocale>
#include <cmath>
#include <cstdio>
#include <limits>

#include "libc_fixture.h"
#include "random.h"

namespace shoal::testing {
namespace {

using tests::Random;

constexpr uint32_t kFormat = 0x1000;
constexpr uint32_t kList = 0x4000;
constexpr uint32_t kBuffer = 0x6000;
constexpr uint32_t kText = 0x5000;

constexpr std::string_view kOutOfBounds = "trap: out of bounds memory access";

/// A list of arguments as clang lays it out for wasm32.
class VaList {
 public:
  template <class T>
  VaList& add(T value, size_t size = sizeof(T)) {
    bytes_.resize((bytes_.size() + size - 1) / size * size);
    bytes_.append(reinterpret_cast<const char*>(&value), sizeof(T));
    return *this;
  }
  /// As binary128, whatever the host's format is.
  VaList& add_long_double(long double value) {
    struct {
      uint64_t low = 0, high = 0;
    } bits;
    __extension__ using Wide = unsigned __int128;
    int exponent = 0;
    bits.high = std::signbit(value) ? uint64_t{1} << 63 : 0;
    const long double magnitude = std::fabs(value);
    if (std::isnan(value) || std::isinf(value)) {
      bits.high |= uint64_t{0x7FFF} << 48 | (std::isnan(value) ? uint64_t{1} << 47 : 0);
    } else if (magnitude != 0) {
      // [1, 2) * 2^exponent; the fraction in two parts of 56 bits, which any format holds.
      long double rest = std::frexp(magnitude, &exponent) * 2;
      --exponent;
      Wide mantissa = 0;
      for (int part = 0; part < 2; ++part) {
        const long double scaled = std::ldexp(rest, 56);
        const auto whole = static_cast<uint64_t>(std::floor(scaled));
        rest = scaled - static_cast<long double>(whole);
        mantissa = (mantissa << 56) + whole;
      }
      const int biased = exponent + 16383;
      // Subnormal numbers of the host's are so here too.
      if (biased < 1) mantissa >>= 1 - biased;
      mantissa &= (Wide{1} << 112) - 1;
      bits.low = static_cast<uint64_t>(mantissa);
      bits.high |=
          static_cast<uint64_t>(mantissa >> 64) | static_cast<uint64_t>(std::max(biased, 0)) << 48;
    }
    return add(bits, 16);
  }
  const std::string& bytes() const { return bytes_; }

 private:
  std::string bytes_;
};

class LibcFormatTest : public ::testing::Test {
 protected:
  /// Prints to the buffer, by snprintf with all the room that there is.
  std::string print(std::string_view format, const VaList& list = {}) {
    guest_.put(kFormat, format);
    guest_.put_bytes(kList, list.bytes().data(), list.bytes().size());
    result_ = guest_.call_int("snprintf", {kBuffer, kEnd - kBuffer, kFormat, kList});
    return result_ < 0 ? "-1" : guest_.bytes(kBuffer, static_cast<size_t>(result_));
  }

  LibcGuest guest_;
  int32_t result_ = 0;
};

/// What the host prints.
template <class... T>
std::string host_print(const std::string& format, T... arguments) {
  std::string text(static_cast<size_t>(std::snprintf(nullptr, 0, format.c_str(), arguments...)) + 1,
                   '?');
  std::snprintf(text.data(), text.size(), format.c_str(), arguments...);
  text.pop_back();
  return text;
}

/// The same for %g with the flag #, by C's definition of it: glibc 2.36 loses the zeros where rounding
/// carries into another digit ("1.e+06"). `start` ends before the length modifier.
template <class T>
std::string host_print_general(std::string start, const std::string& length, char letter,
                               T number) {
  const size_t point = start.find('.');
  int precision = 6;
  if (point != std::string::npos) {
    precision = std::max(std::atoi(start.c_str() + point + 1), 1);
    start.resize(point);
  }
  const std::string scientific =
      host_print("%." + std::to_string(precision - 1) + length + "e", number);
  const int exponent = std::atoi(scientific.c_str() + scientific.find('e') + 1);
  const bool is_fixed = exponent >= -4 && exponent < precision;
  const int places = precision - 1 - (is_fixed ? exponent : 0);
  const char style = static_cast<char>((is_fixed ? 'f' : 'e') - (letter == 'G' ? 'a' - 'A' : 0));
  return host_print(start + "." + std::to_string(places) + length + style, number);
}

template <class T>
std::string host_print_float(const std::string& start, const std::string& length, char letter,
                             T number) {
  const bool is_general = letter == 'g' || letter == 'G';
  return is_general && start.find('#') != std::string::npos && std::isfinite(number)
             ? host_print_general(start, length, letter, number)
             : host_print(start + length + letter, number);
}

/// A format for the guest, its arguments, and what has to come out.
struct Case {
  std::string format;
  VaList list;
  std::string expected;
};

/// Makes conversions at random, and prints them with the host's snprintf.
class Generator {
 public:
  explicit Generator(uint64_t seed) : random_(seed) {}

  void add_literal(Case& c) {
    const std::string text = random_.pick({"", " ", "abc", "%%", "x=", "\xC3\xA9", "\n"});
    c.format += text;
    c.expected += text == "%%" ? "%" : text;
  }
  void add_conversion(Case& c) {
    switch (random_.weighted({6, 5, 2, 1})) {
      case 0: return integer(c);
      case 1: return floating(c);
      case 2: return long_double(c);
      default: return character(c);
    }
  }

 private:
  /// "%", flags, width and precision; the last two as numbers or as arguments.
  std::string start(Case& c, std::string_view flags, uint32_t most_precision) {
    std::string guest = "%", host = "%";
    for (const char flag : flags) {
      if (random_.chance(25)) guest += flag, host += flag;
    }
    if (random_.chance(50)) {
      number(c, guest, host, static_cast<int32_t>(random_.between(1, 40)), random_.chance(20));
    }
    if (random_.chance(50)) {
      guest += '.', host += '.';
      number(c, guest, host, static_cast<int32_t>(random_.below(most_precision + 1)),
             random_.chance(10));
    }
    c.format += guest;
    return host;
  }
  void number(Case& c, std::string& guest, std::string& host, int32_t value, bool negative) {
    if (!random_.chance(30)) {
      guest += std::to_string(value), host += std::to_string(value);
      return;
    }
    // C: a negative width is the flag - and a width, a negative precision is none.
    negative = negative && value > 0;
    if (negative) value = -value;
    const bool is_precision = host.back() == '.';
    guest += '*';
    c.list.add(value);
    if (is_precision && negative) {
      host.pop_back();
    } else {
      host += std::to_string(value);
    }
  }

  uint64_t value() {
    const uint64_t bits = random_.bits() >> random_.below(64);
    return random_.chance(20) ? 0 : random_.chance(50) ? bits : 0 - bits;
  }

  void integer(Case& c) {
    const char letter = random_.pick({'d', 'i', 'o', 'u', 'x', 'X'});
    const bool is_signed = letter == 'd' || letter == 'i';
    const std::string length = random_.pick({"", "", "hh", "h", "l", "ll", "j", "z", "t"});
    // What C leaves undefined is not asked for.
    const bool has_alternate = letter == 'o' || letter == 'x' || letter == 'X';
    const std::string host = start(c, has_alternate ? "-#0" : is_signed ? "-+ 0" : "-0", 30);
    c.format += length + letter;
    const uint64_t bits = value();
    if (length == "ll" || length == "j") {
      c.list.add(bits);
      c.expected += host_print(host + length + letter, bits);
    } else if (length == "l" || length == "z" || length == "t") {
      // 32 bits there, 64 here.
      const auto word = static_cast<uint32_t>(bits);
      c.list.add(word);
      const uint64_t same = is_signed ? static_cast<uint64_t>(static_cast<int32_t>(word)) : word;
      c.expected += host_print(host + length + letter, same);
    } else {
      c.list.add(static_cast<uint32_t>(bits));
      c.expected += host_print(host + length + letter, static_cast<uint32_t>(bits));
    }
  }

  void floating(Case& c) {
    const char letter = random_.pick({'e', 'E', 'f', 'F', 'g', 'G', 'a', 'A'});
    const std::string host = start(c, "-+ #0", 25);
    const std::string length = random_.chance(20) ? "l" : "";
    c.format += length + letter;
    const double number = random_double();
    c.list.add(number);
    c.expected += host_print_float(host, length, letter, number);
  }
  double random_double() {
    using Limits = std::numeric_limits<double>;
    switch (random_.below(6)) {
      case 0: return std::bit_cast<double>(random_.bits());
      case 1: return static_cast<double>(static_cast<int64_t>(value()));
      case 2: return static_cast<double>(static_cast<int32_t>(value())) / 1024;  // Many ties.
      case 3: return static_cast<double>(random_.below(100000)) / 1000;
      case 4: return std::ldexp(static_cast<double>(random_.below(16)), -1074);
      default:
        return random_.pick({0.0, -0.0, Limits::infinity(), -Limits::infinity(),
                             Limits::quiet_NaN(), Limits::max(), Limits::min(), 0.5, 1.5, 2.5, 9.5,
                             99999.5, 999999.5, 1e15, 1e16, 1e-5, 0.0001, 123456789.0});
    }
  }

  void long_double(Case& c) {
    const char letter = random_.pick({'e', 'E', 'f', 'F', 'g', 'G'});
    const std::string host = start(c, "-+ #0", 40);
    c.format += std::string("L") + letter;
    long double number = static_cast<long double>(random_double());
    if (std::isfinite(number) && random_.chance(50)) {
      number = std::ldexp(number + static_cast<long double>(random_.bits()) / 3,
                          static_cast<int>(random_.below(2000)) - 1000);
    }
    c.list.add_long_double(number);
    c.expected += host_print_float(host, "L", letter, number);
  }

  void character(Case& c) {
    const std::string host = start(c, "-", 0);
    if (random_.chance(50)) {
      c.format += 'c';
      const uint32_t value = random_.between(1, 255);
      c.list.add(value);
      c.expected += host_print(host.substr(0, host.find('.')) + "c", value);
    } else {
      c.format += 's';
      c.list.add(kText);
      c.expected += host_print(host + "s", kString);
    }
  }

 public:
  static constexpr char kString[] = "the string";

 private:
  Random random_;
};

TEST_F(LibcFormatTest, PrintsWhatTheHostPrints) {
  for (uint64_t seed = 0; seed < 20000; ++seed) {
    Generator generator(seed);
    Random random(seed);
    Case c;
    for (uint32_t n = random.between(1, 4); n > 0; --n) {
      generator.add_literal(c);
      generator.add_conversion(c);
    }
    generator.add_literal(c);
    guest_.put(kText, Generator::kString);
    ASSERT_EQ(print(c.format, c.list), c.expected) << "seed " << seed << ": " << c.format;
    ASSERT_EQ(result_, static_cast<int32_t>(c.expected.size())) << c.format;

    // The same with too little room.
    const uint32_t room = random.below(static_cast<uint32_t>(c.expected.size()) + 2);
    guest_.put_bytes(kBuffer, std::string(c.expected.size() + 2, '#').data(),
                     c.expected.size() + 2);
    ASSERT_EQ(guest_.call_int("vsnprintf", {kBuffer, room, kFormat, kList}),
              static_cast<int32_t>(c.expected.size()));
    std::string left(c.expected.size() + 2, '#');
    if (room > 0) left.replace(0, room, c.expected.substr(0, room - 1) + '\0');
    left.resize(c.expected.size() + 2, '#');
    if (room > c.expected.size()) left[c.expected.size()] = '\0';
    ASSERT_EQ(guest_.bytes(kBuffer, c.expected.size() + 2), left) << c.format << ", " << room;
  }
}

TEST_F(LibcFormatTest, PrintsExactDigitsOfBinary128) {
  const auto with = [](uint64_t high, uint64_t low) {
    struct {
      uint64_t low, high;
    } bits{low, high};
    return VaList().add(bits, 16);
  };
  // Well known: the largest, the smallest normal and the smallest number of all, and pi.
  EXPECT_EQ(print("%.33Le", with(0x7FFEFFFFFFFFFFFF, ~uint64_t{0})),
            "1.189731495357231765085759326628007e+4932");
  EXPECT_EQ(print("%.33Le", with(0x0001000000000000, 0)),
            "3.362103143112093506262677817321753e-4932");
  EXPECT_EQ(print("%.33Le", with(0, 1)), "6.475175119438025110924438958227647e-4966");
  EXPECT_EQ(print("%.33Lf", with(0x4000921FB54442D1, 0x8469898CC51701B8)),
            "3.141592653589793238462643383279503");
  // All of its digits.
  const std::string largest = print("%.0Lf", with(0x7FFEFFFFFFFFFFFF, ~uint64_t{0}));
  EXPECT_EQ(largest.size(), 4933u);
  EXPECT_EQ(largest.substr(0, 20), "11897314953572317650");
  const std::string smallest = print("%.16494Lf", with(0, 1));
  EXPECT_EQ(smallest.size(), 2u + 16494);
  EXPECT_EQ(smallest.substr(smallest.size() - 5), "15625");  // 5^16494 ends in these.
  EXPECT_EQ(print("%La", with(0x4000921FB54442D1, 0x8469898CC51701B8)),
            "0x1.921fb54442d18469898cc51701b8p+1");
  EXPECT_EQ(print("%La %LA", with(0, 1)), "0x0.0000000000000000000000000001p-16382 0X0P+0");
  EXPECT_EQ(print("%.0La %.1La", with(0x3FFF800000000000, 0)), "0x2p+0 0x0.0p+0");
}

TEST_F(LibcFormatTest, PrintsPointers) {
  EXPECT_EQ(print("%p", VaList().add(0xDEADBEEFu)), "0xdeadbeef");
  EXPECT_EQ(print("[%12p|%-12p]", VaList().add(0x1F0u).add(0u)), "[       0x1f0|0x0         ]");
}

TEST_F(LibcFormatTest, StoresTheCount) {
  guest_.put_bytes(kText, "\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF", 9);
  EXPECT_EQ(print("abc%n%5d%hhn", VaList().add(kText).add(7).add(kText + 4)), "abc    7");
  EXPECT_EQ(guest_.load<uint32_t>(kText), 3u);
  EXPECT_EQ(guest_.load<uint32_t>(kText + 4), 0xFFFFFF08u);
  EXPECT_EQ(print("ab%hn%lln", VaList().add(kText).add(kText + 8)), "ab");
  EXPECT_EQ(guest_.load<uint16_t>(kText), 2u);
  EXPECT_EQ(guest_.load<uint16_t>(kText + 2), 0u) << "from the 3 before";
  EXPECT_EQ(guest_.load<uint64_t>(kText + 8), 2u);
  guest_.put(kFormat, "%n");
  const uint32_t outside = kEnd - 3;
  guest_.put_bytes(kList, &outside, 4);
  EXPECT_EQ(guest_.failure("printf", {kFormat, kList}).substr(0, kOutOfBounds.size()),
            kOutOfBounds);
}

TEST_F(LibcFormatTest, PrintsWideCharactersAsUtf8) {
  const uint32_t text[] = {'a', 0xE9, 0x20AC, 0x1F41F, 0};
  guest_.put_bytes(kText, text, sizeof(text));
  EXPECT_EQ(print("%ls|%lc|", VaList().add(kText).add(0x1F41Fu)), "aé€🐟|🐟|");
  // The precision counts bytes, and no character is split.
  for (const auto& [precision, expected] : {std::pair(0, ""),
                                            {1, "a"},
                                            {2, "a"},
                                            {3, "aé"},
                                            {5, "aé"},
                                            {6, "aé€"},
                                            {9, "aé€"},
                                            {10, "aé€🐟"}}) {
    EXPECT_EQ(print("%.*ls", VaList().add(precision).add(kText)), expected);
  }
  EXPECT_EQ(print("%12ls", VaList().add(kText)), "  aé€🐟");
  for (const uint32_t bad : {0xD800u, 0xDFFFu, 0x110000u, 0xFFFFFFFFu}) {
    EXPECT_EQ(print("%lc", VaList().add(bad)), "-1");
  }
}

TEST_F(LibcFormatTest, RefusesWhatIsNoConversion) {
  for (const char* format : {"%", "abc%", "%y", "%5", "%-", "%.", "%l", "%lld%Ld", "%hs", "%Ls",
                             "%qd", "%m", "%1$d", "%'d", "%hhf", "%zc", "%hhhd", "%llld"}) {
    EXPECT_EQ(print(format, VaList().add(uint64_t{0}).add(uint64_t{0})), "-1") << format;
  }
  guest_.put(kFormat, "so far%!");
  EXPECT_EQ(guest_.call_int("printf", {kFormat, kList}), -1);
  EXPECT_EQ(guest_.take_output(), "so far");
}

TEST_F(LibcFormatTest, LimitsTheResult) {
  // Exactly INT_MAX, for no more than its counting; one more is too much.
  guest_.put(kFormat, "%2147483646dx");
  EXPECT_EQ(guest_.call_int("snprintf", {0, 0, kFormat, kList}), 2147483647);
  guest_.put(kFormat, "%2147483647dx");
  EXPECT_EQ(guest_.call_int("snprintf", {0, 0, kFormat, kList}), -1);
  for (const char* format : {"%2147483648d", "%99999999999999999999d", "%.2147483648d",
                             "%.99999999999999999999f", "%.2147483647f", "%1d%2147483647d"}) {
    EXPECT_EQ(print(format, VaList().add(1.0)), "-1") << format;
  }
  const int32_t least = std::numeric_limits<int32_t>::min();
  EXPECT_EQ(print("%*d", VaList().add(least).add(1)), "-1");
  EXPECT_EQ(print("%.*d", VaList().add(least).add(1)), "1") << "a negative precision is none";
  guest_.put(kFormat, "%.2147483645f");
  const double one = 1;
  guest_.put_bytes(kList, &one, 8);
  EXPECT_EQ(guest_.call_int("snprintf", {kBuffer, 8, kFormat, kList}), 2147483647);
  EXPECT_EQ(guest_.string(kBuffer), "1.00000");
}

TEST_F(LibcFormatTest, StreamsWhatIsLong) {
  guest_.put(kFormat, "%10000000s|%-1000000s|");
  guest_.put(kText, "x");
  const uint32_t list[] = {kText, kText};
  guest_.put_bytes(kList, list, sizeof(list));
  EXPECT_EQ(guest_.call_int("printf", {kFormat, kList}), 11000002);
  const std::string output = guest_.take_output();
  ASSERT_EQ(output.size(), 11000002u);
  EXPECT_EQ(output.substr(9999998, 5), " x|x ");
  for (const size_t piece : guest_.take_pieces()) ASSERT_LE(piece, 4096u);
}

TEST_F(LibcFormatTest, PrintsInOnePiece) {
  guest_.put(kFormat, "%d and %s\n");
  guest_.put(kText, "text");
  const uint32_t list[] = {42, kText};
  guest_.put_bytes(kList, list, sizeof(list));
  EXPECT_EQ(guest_.call_int("printf", {kFormat, kList}), 12);
  EXPECT_EQ(guest_.call_int("_printf", {kFormat, kList}), 12);
  EXPECT_EQ(guest_.call_int("vprintf", {kFormat, kList}), 12);
  EXPECT_EQ(guest_.take_output(), "42 and text\n42 and text\n42 and text\n");
  EXPECT_EQ(guest_.take_pieces(), (std::vector<size_t>{12, 12, 12}));
}

TEST_F(LibcFormatTest, ChecksEveryByte) {
  const auto traps = [&](const std::string& name, const std::vector<uint32_t>& arguments) {
    return guest_.failure(name, arguments).starts_with(kOutOfBounds);
  };
  // The format: up to the last byte, then one too far.
  guest_.put_bytes(kEnd - 3, "abc", 3);
  EXPECT_TRUE(traps("printf", {kEnd - 3, kList}));
  EXPECT_EQ(guest_.take_output(), "abc") << "what came before the trap";
  guest_.put_bytes(kEnd - 3, "ab", 3);
  EXPECT_EQ(guest_.call_int("printf", {kEnd - 3, kList}), 2);
  guest_.put_bytes(kEnd - 3, "%5.", 3);
  EXPECT_TRUE(traps("printf", {kEnd - 3, kList}));
  EXPECT_TRUE(traps("printf", {kEnd, kList}));
  EXPECT_TRUE(traps("printf", {0xFFFFFFFF, kList}));

  // Arguments.
  const int32_t last = -123456789;
  guest_.put_bytes(kEnd - 4, &last, sizeof(last));
  guest_.put(kFormat, "%d");
  EXPECT_EQ(guest_.call_int("printf", {kFormat, kEnd - 4}), 10) << guest_.take_output();
  EXPECT_TRUE(traps("printf", {kFormat, kEnd - 3}));
  guest_.put(kFormat, "%lld");
  EXPECT_TRUE(traps("printf", {kFormat, kEnd - 7}));
  EXPECT_TRUE(traps("printf", {kFormat, 0xFFFFFFF9}));
  guest_.put(kFormat, "%Lf");
  EXPECT_TRUE(traps("printf", {kFormat, kEnd - 8}));

  // Strings, with and without a limit.
  guest_.put_bytes(kEnd - 3, "abc", 3);
  const uint32_t list[] = {kEnd - 3};
  guest_.put_bytes(kList, list, sizeof(list));
  guest_.put(kFormat, "%s");
  EXPECT_TRUE(traps("printf", {kFormat, kList}));
  guest_.put(kFormat, "%.4s");
  EXPECT_TRUE(traps("printf", {kFormat, kList}));
  guest_.put(kFormat, "%.3s");
  guest_.take_output();
  EXPECT_EQ(guest_.call_int("printf", {kFormat, kList}), 3);
  EXPECT_EQ(guest_.take_output(), "abc");
  guest_.put(kFormat, "%ls");
  EXPECT_TRUE(traps("printf", {kFormat, kList}));

  // Where it goes.
  guest_.put(kFormat, "abcd");
  EXPECT_EQ(guest_.call_int("sprintf", {kEnd - 5, kFormat, kList}), 4);
  EXPECT_EQ(guest_.string(kEnd - 5), "abcd");
  EXPECT_TRUE(traps("sprintf", {kEnd - 4, kFormat, kList}));
  EXPECT_EQ(guest_.call_int("snprintf", {kEnd - 4, 4, kFormat, kList}), 4);
  EXPECT_EQ(guest_.string(kEnd - 4), "abc");
  EXPECT_TRUE(traps("snprintf", {kEnd - 3, 4, kFormat, kList}));
  EXPECT_EQ(guest_.call_int("snprintf", {0xFFFFFFFF, 0, kFormat, kList}), 4);
}

TEST_F(LibcFormatTest, ReadsEmptyStringsOfNoLengthAnywhere) {
  EXPECT_EQ(print("<%.0s>", VaList().add(0xFFFFFFFFu)), "<>");
}

TEST_F(LibcFormatTest, ReadsAStringThatEndsWithTheMemory) {
  for (uint32_t size = 0; size < 300; ++size) {
    guest_.put(kEnd - size - 1, std::string(size, 'x'));
    ASSERT_EQ(guest_.call("strlen", {kEnd - size - 1}), size);
    ASSERT_EQ(print("%s", VaList().add(kEnd - size - 1)), std::string(size, 'x'));
  }
}

TEST_F(LibcFormatTest, TakesAnythingForAFormat) {
  constexpr std::string_view kLetters = "%%%%-+ #0*.123456789hhllLjztdiouxXcsspeEfFgGaA !";
  Random random(7);
  const auto any = [&]() -> uint32_t {
    return random.pick({0u, 1u, kText, kEnd - 1, kEnd, 0x7FFFFFFFu, 0x80000000u, 0xFFFFFFFFu,
                        static_cast<uint32_t>(random.bits())});
  };
  for (int i = 0; i < 20000; ++i) {
    std::string format(random.below(24), '%');
    for (char& c : format) c = kLetters[random.below(static_cast<uint32_t>(kLetters.size()))];
    guest_.put(kFormat, format);
    for (uint32_t at = kList; at < kList + 256; at += 4) {
      const uint32_t word = any();
      guest_.put_bytes(at, &word, sizeof(word));
    }
    const uint32_t buffer = random.chance(80) ? kBuffer + random.below(1000) : any();
    const uint32_t room = random.chance(80) ? random.below(300) : any();
    const std::string before = guest_.bytes(0, kEnd);
    const Result<uint32_t> result = guest_.try_call("snprintf", {buffer, room, kFormat, kList});
    if (!result) {
      ASSERT_EQ(result.error().trap, TrapKind::kMemoryOutOfBounds) << format;
    } else {
      ASSERT_GE(static_cast<int32_t>(*result), -1) << format;
    }
    // Nothing but the buffer has changed.
    const std::string after = guest_.bytes(0, kEnd);
    const size_t begin = std::min(buffer, kEnd);
    const size_t end = begin + std::min(room, kEnd - static_cast<uint32_t>(begin));
    ASSERT_EQ(before.compare(0, begin, after, 0, begin), 0) << format;
    ASSERT_EQ(before.compare(end, std::string::npos, after, end, std::string::npos), 0) << format;
  }
}

TEST_F(LibcFormatTest, SurvivesOutputOverItsOwnFormatAndArguments) {
  // C leaves the outcome open; all of it stays inside.
  guest_.put(kFormat, "%s%s%s%s%s");
  guest_.put(kText, std::string(3000, '%'));
  for (uint32_t i = 0; i < 5; ++i) guest_.put_bytes(kList + 4 * i, &kText, 4);
  for (const uint32_t to : {kFormat, kFormat + 1, kFormat - 100, kList, kList - 5, kText + 1}) {
    (void)guest_.try_call("sprintf", {to, kFormat, kList});
  }
}

}  // namespace
}  // namespace shoal::testing
