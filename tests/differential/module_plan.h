// What all functions of a generated module share: types, signatures, globals, the table.
#ifndef SHOAL_TESTS_DIFFERENTIAL_MODULE_PLAN_H_
#define SHOAL_TESTS_DIFFERENTIAL_MODULE_PLAN_H_

#include <cstdint>
#include <string_view>
#include <vector>

#include "shoal/types.h"
#include "tests/random.h"

namespace shoal::differential {

using tests::Random;

/// The most instructions that one call may execute, callees included.
inline constexpr uint64_t kMaxCost = 60'000;

struct ImportedFunction {
  std::string_view name;
  FuncType type;
};

/// The module's function index space is: imports, leaves, the rest. Leaves call nothing, so that
/// any function behind them may call them, also through the table, without recursion. The first two
/// leaves have one type and the other two another; table slot i (of kTableSize) holds leaf i % 4,
/// but the last slot is null.
struct ModulePlan {
  static constexpr uint32_t kLeaves = 4;
  static constexpr uint32_t kTableSize = 8;
  static constexpr uint32_t kPassiveBytes = 256;
  static constexpr uint32_t kMaxPages = 3;

  std::vector<FuncType> types;
  std::vector<ImportedFunction> imports;
  std::vector<FuncType> functions;  ///< The module's own.
  std::vector<uint64_t> costs;      ///< Of the functions that are done.
  std::vector<ValType> globals;     ///< All mutable.

  explicit ModulePlan(Random& random);

  /// Index of `type` in the type section, adding it if need be.
  uint32_t type_index(const FuncType& type);
};

/// One of the four number types.
ValType random_type(Random& random);

}  // namespace shoal::differential

#endif  // SHOAL_TESTS_DIFFERENTIAL_MODULE_PLAN_H_
