#include "tests/differential/module_plan.h"

#include <algorithm>

namespace shoal::differential {
namespace {

using enum ValType;

std::vector<ValType> random_types(Random& random, uint32_t count) {
  std::vector<ValType> list(count);
  for (ValType& t : list) t = random_type(random);
  return list;
}

FuncType random_signature(Random& random) {
  FuncType type;
  switch (random.weighted({50, 20, 15, 15})) {
    case 0: type.params = random_types(random, random.below(5)); break;
    case 1:  // more than any calling convention has registers for
      type.params = random_types(random, random.between(8, 20));
      break;
    case 2: {  // in this order, whatever the compiler thinks of arguments
      const ValType all = random.pick({kI32, kI64});
      type.params.assign(random.between(5, 10), all);
      break;
    }
    default: {
      const ValType all = random.pick({kF32, kF64});
      type.params.assign(random.between(7, 12), all);
    }
  }
  type.results = random_types(random, static_cast<uint32_t>(random.weighted({8, 60, 14, 8, 5, 5})));
  return type;
}

}  // namespace

ValType random_type(Random& random) {
  return random.pick({kI32, kI32, kI32, kI64, kI64, kF32, kF64, kF64});
}

ModulePlan::ModulePlan(Random& random) {
  imports = {
      {"note", {{kI32}, {}}},
      {"integers", {{kI32, kI64}, {kI64}}},
      {"floats", {{kF64, kF32}, {kF64}}},
      {"many", {{kI32, kF64, kI64, kI32, kF32, kI32, kI64, kI32, kI32, kF64}, {kI32}}},
  };
  const FuncType first = random_signature(random), second = random_signature(random);
  functions = {first, first, second, second};
  const uint32_t more = random.between(2, 4);
  for (uint32_t i = 0; i < more; i++) {
    FuncType type = random_signature(random);
    if (random.chance(35))
      type.results = random.pick(functions).results;  // a candidate for tail calls
    functions.push_back(std::move(type));
  }
  globals = {kI32, kI64, kF32, kF64};
  for (uint32_t i = random.below(4); i > 0; i--) globals.push_back(random_type(random));
}

uint32_t ModulePlan::type_index(const FuncType& type) {
  const auto found = std::find(types.begin(), types.end(), type);
  if (found != types.end()) return static_cast<uint32_t>(found - types.begin());
  types.push_back(type);
  return static_cast<uint32_t>(types.size() - 1);
}

}  // namespace shoal::differential
