#include "shoal/extern.h"

#include <string>

namespace shoal {
namespace {

std::string to_string(const Limits& limits) {
  std::string text = std::to_string(limits.min);
  if (limits.has_max) text += ".." + std::to_string(limits.max);
  return text;
}

/// Wide indices are named; 32-bit ones go without saying.
std::string prefix(IndexType index) { return index == IndexType::kI64 ? "i64 " : ""; }

struct Describe {
  std::string operator()(const FuncType& t) const { return "func " + shoal::to_string(t); }
  std::string operator()(const TableType& t) const {
    return "table " + prefix(t.index) + to_string(t.limits) + " " +
           std::string(shoal::to_string(t.element));
  }
  std::string operator()(const MemoryType& t) const {
    return "memory " + prefix(t.index) + to_string(t.limits) + (t.shared ? " shared" : "");
  }
  std::string operator()(const GlobalType& t) const {
    return (t.is_mutable ? "global mut " : "global ") + std::string(shoal::to_string(t.type));
  }
};

}  // namespace

ExternType type_of(const Extern& e) {
  return std::visit([](const auto& object) -> ExternType { return object.type(); }, e);
}

std::string to_string(const ExternType& t) { return std::visit(Describe(), t); }

}  // namespace shoal
