#include "shoal/types.h"

namespace shoal {
namespace {

std::string list(const std::vector<ValType>& types) {
  std::string text = "(";
  for (const ValType type : types) {
    if (text.size() > 1) text += ", ";
    text += to_string(type);
  }
  return text + ")";
}

}  // namespace

std::string_view to_string(ValType t) {
  switch (t) {
    case ValType::kI32: return "i32";
    case ValType::kI64: return "i64";
    case ValType::kF32: return "f32";
    case ValType::kF64: return "f64";
    case ValType::kV128: return "v128";
    case ValType::kFuncRef: return "funcref";
    case ValType::kExternRef: return "externref";
  }
  return "unknown type";
}

std::string to_string(const FuncType& t) { return list(t.params) + " -> " + list(t.results); }

std::string_view to_string(ExternKind k) {
  switch (k) {
    case ExternKind::kFunc: return "function";
    case ExternKind::kTable: return "table";
    case ExternKind::kMemory: return "memory";
    case ExternKind::kGlobal: return "global";
  }
  return "unknown kind";
}

}  // namespace shoal
