#include "shoal/value.h"

#include <charconv>
#include <cmath>
#include <string>

namespace shoal {
namespace {

template <class T>
std::string shortest(T v) {
  if (std::isnan(v)) return "nan";
  char text[32];
  return std::string(text, std::to_chars(text, text + sizeof(text), v).ptr);
}

}  // namespace

std::string to_string(const Value& v) {
  switch (v.type()) {
    case ValType::kI32: return std::to_string(v.i32());
    case ValType::kI64: return std::to_string(v.i64());
    case ValType::kF32: return shortest(v.f32());
    case ValType::kF64: return shortest(v.f64());
    case ValType::kFuncRef: return v.is_null() ? "null" : "funcref";
    case ValType::kExternRef:
      return v.is_null() ? "null" : "externref(" + std::to_string(v.externref().value) + ")";
    case ValType::kV128: break;
  }
  return "v128";
}

}  // namespace shoal
