#include "tests/spec/values.h"

#include <algorithm>
#include <charconv>

namespace shoal::spec {
namespace {

/// The script's externref 0 is a host value like any other; ExternRef's 0 is null. So host values
/// are shifted.
constexpr uint64_t kHostValueShift = 1;

std::optional<uint64_t> parse_bits(const std::string& text) {
  uint64_t bits = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), bits);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return bits;
}

std::optional<ValType> number_type(const std::string& name) {
  for (const ValType t : {ValType::kI32, ValType::kI64, ValType::kF32, ValType::kF64}) {
    if (name == to_string(t)) return t;
  }
  return std::nullopt;
}

/// An arithmetic NaN has the top bit of its payload set; a canonical one has no other bit of it.
bool matches_nan(const std::string& pattern, const Value& got) {
  const bool narrow = got.type() == ValType::kF32;
  const uint64_t canonical = narrow ? 0x7FC00000 : 0x7FF8000000000000;
  const uint64_t magnitude = got.bits() & (narrow ? 0x7FFFFFFF : 0x7FFFFFFFFFFFFFFF);
  if (pattern == "nan:canonical") return magnitude == canonical;
  return (magnitude & canonical) == canonical;
}

bool matches_reference(const ScriptValue& expected, const Value& got) {
  if (expected.type == "refnull") return is_reference(got.type()) && got.is_null();
  if (expected.type != to_string(got.type())) return false;
  if (!expected.value) return !got.is_null();
  if (*expected.value == "null") return got.is_null();
  return got == to_value(expected);
}

}  // namespace

std::optional<Value> to_value(const ScriptValue& v) {
  if (const std::optional<ValType> number = number_type(v.type)) {
    if (!v.value) return std::nullopt;
    const std::optional<uint64_t> bits = parse_bits(*v.value);
    if (!bits) return std::nullopt;
    return Value::from_bits(*number, *bits);
  }
  const bool is_null = v.value == "null";
  if (v.type == "funcref" && is_null) return Value::zero(ValType::kFuncRef);
  if (v.type != "externref" || !v.value) return std::nullopt;
  if (is_null) return Value::zero(ValType::kExternRef);
  const std::optional<uint64_t> host_value = parse_bits(*v.value);
  if (!host_value) return std::nullopt;
  return Value::externref(ExternRef(*host_value + kHostValueShift));
}

bool matches(const ScriptValue& expected, const Value& got) {
  if (expected.type == "either") {
    return std::any_of(expected.alternatives.begin(), expected.alternatives.end(),
                       [&got](const ScriptValue& e) { return matches(e, got); });
  }
  if (!number_type(expected.type)) return matches_reference(expected, got);
  if (expected.type != to_string(got.type()) || !expected.value) return false;
  if (expected.value->starts_with("nan:")) return matches_nan(*expected.value, got);
  return got == to_value(expected);
}

bool matches(const std::vector<ScriptValue>& expected, std::span<const Value> got) {
  return std::equal(
      expected.begin(), expected.end(), got.begin(), got.end(),
      [](const ScriptValue& want, const Value& value) { return matches(want, value); });
}

std::string to_script(std::span<const Value> values) {
  std::string s;
  for (const Value& v : values) {
    if (!s.empty()) s += ", ";
    s += to_string(v.type());
    s += ':';
    if (!is_reference(v.type())) {
      s += std::to_string(v.bits());
    } else if (v.is_null()) {
      s += "null";
    } else {
      s += v.type() == ValType::kExternRef ? std::to_string(v.bits() - kHostValueShift) : "any";
    }
  }
  return "(" + s + ")";
}

}  // namespace shoal::spec
