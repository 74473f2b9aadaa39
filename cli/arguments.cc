#include "cli/arguments.h"

#include <charconv>
#include <limits>
#include <optional>
#include <string_view>
#include <type_traits>

namespace shoal::cli {
namespace {

Error expected(const std::string& text, ValType type, const std::string& what) {
  return make_error(ErrorKind::kArgument,
                    "'" + text + "' is no " + std::string(to_string(type)) + ": give " + what);
}

template <class T, class... Base>
std::optional<T> parse_whole(std::string_view text, Base... base) {
  T value{};
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value, base...);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return value;
}

/// An integer in the range of `Signed` or of its unsigned twin.
template <class Signed>
std::optional<Signed> parse_integer(std::string_view text) {
  using Unsigned = std::make_unsigned_t<Signed>;
  const bool negative = text.starts_with('-');
  std::string_view digits = text.substr(negative ? 1 : 0);
  const int base = digits.starts_with("0x") || digits.starts_with("0X") ? 16 : 10;
  if (base == 16) digits.remove_prefix(2);
  const std::optional<Unsigned> magnitude = parse_whole<Unsigned>(digits, base);
  if (!magnitude) return std::nullopt;
  if (!negative) return static_cast<Signed>(*magnitude);
  constexpr auto kLowest = static_cast<Unsigned>(std::numeric_limits<Signed>::min());
  if (*magnitude > kLowest) return std::nullopt;
  return static_cast<Signed>(Unsigned{0} - *magnitude);
}

Result<Value> parse_reference(const std::string& text, ValType type) {
  if (text == "null") return Value::zero(type);
  if (type == ValType::kFuncRef) return expected(text, type, "null");
  if (const std::optional<int64_t> host_value = parse_integer<int64_t>(text)) {
    return Value::externref(ExternRef(static_cast<uint64_t>(*host_value)));
  }
  return expected(text, type, "null or a number, which stands for itself");
}

}  // namespace

Result<Value> parse_value(const std::string& text, ValType type) {
  switch (type) {
    case ValType::kI32:
      if (const auto v = parse_integer<int32_t>(text)) return Value::i32(*v);
      return expected(text, type, "an integer from -2147483648 to 4294967295");
    case ValType::kI64:
      if (const auto v = parse_integer<int64_t>(text)) return Value::i64(*v);
      return expected(text, type, "an integer from -9223372036854775808 to 18446744073709551615");
    case ValType::kF32:
      if (const auto v = parse_whole<float>(text)) return Value::f32(*v);
      return expected(text, type, "a decimal number like 1.5 or -2e10, inf or nan");
    case ValType::kF64:
      if (const auto v = parse_whole<double>(text)) return Value::f64(*v);
      return expected(text, type, "a decimal number like 1.5 or -2e10, inf or nan");
    default: return parse_reference(text, type);
  }
}

Result<std::vector<Value>> parse_values(const std::vector<std::string>& texts,
                                        const std::string& name, const FuncType& type) {
  if (texts.size() != type.params.size()) {
    return make_error(ErrorKind::kArgument,
                      "'" + name + "' has the type " + to_string(type) + ", but " +
                          std::to_string(texts.size()) +
                          (texts.size() == 1 ? " argument was given" : " arguments were given"));
  }
  std::vector<Value> values;
  for (size_t i = 0; i < texts.size(); ++i) {
    Result<Value> value = parse_value(texts[i], type.params[i]);
    if (!value) {
      return make_error(ErrorKind::kArgument, "argument " + std::to_string(i + 1) + " of '" + name +
                                                  "': " + value.error().message);
    }
    values.push_back(*value);
  }
  return values;
}

}  // namespace shoal::cli
