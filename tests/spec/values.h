// Script values as WebAssembly values, and back.
#ifndef SHOAL_TESTS_SPEC_VALUES_H_
#define SHOAL_TESTS_SPEC_VALUES_H_

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "shoal/value.h"
#include "tests/spec/script.h"

namespace shoal::spec {

/// An argument; nothing if its type is none that Shoal has values of.
std::optional<Value> to_value(const ScriptValue& v);
/// True if `got` is one of the values that `expected` allows.
bool matches(const ScriptValue& expected, const Value& got);
bool matches(const std::vector<ScriptValue>& expected, std::span<const Value> got);
/// Values in the script's notation, for messages.
std::string to_script(std::span<const Value> values);

}  // namespace shoal::spec

#endif  // SHOAL_TESTS_SPEC_VALUES_H_
