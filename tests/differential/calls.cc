// Calls: FunctionGenerator's direct, indirect, imported and tail calls, and the table behind them.
#include <algorithm>

#include "tests/differential/function_generator.h"

namespace shoal::differential {

using enum ValType;
using jit::Op;

namespace {

constexpr uint64_t kImportCost = 20;

}  // namespace

bool FunctionGenerator::affordable(uint64_t callee_cost) const {
  return index_ >= ModulePlan::kLeaves && cost_ + multiplicity_ * callee_cost < kMaxCost;
}

// Calls something that has a result of `type`, leaving just that. False, and nothing done, if there
// is nothing to call.
bool FunctionGenerator::call_expression(ValType type, int depth) {
  const auto has = [&](const FuncType& f) {
    return std::find(f.results.begin(), f.results.end(), type) != f.results.end();
  };
  const auto own = static_cast<uint32_t>(plan_.costs.size());
  for (uint32_t attempt = 0; attempt < 6; attempt++) {
    const uint32_t choice = random_.below(own + 4);
    if (choice >= own) {
      const uint32_t import = choice - own;
      if (!has(plan_.imports[import].type) || !affordable(kImportCost)) continue;
      call_import(import, depth);
      call_results(plan_.imports[import].type.results, type, true, depth);
      return true;
    }
    if (!has(plan_.functions[choice]) || !affordable(plan_.costs[choice])) continue;
    if (choice < ModulePlan::kLeaves && random_.chance(50)) {
      call_indirect(choice, depth);
    } else {
      call_function(choice, depth);
    }
    call_results(plan_.functions[choice].results, type, true, depth);
    return true;
  }
  return false;
}

void FunctionGenerator::call_statement(int depth) {
  const auto own = static_cast<uint32_t>(plan_.costs.size());
  const uint32_t choice = random_.below(own + 4);
  if (choice >= own) {
    if (!affordable(kImportCost)) return;
    call_import(choice - own, depth);
    return call_results(plan_.imports[choice - own].type.results, kI32, false, depth);
  }
  if (!affordable(plan_.costs[choice])) return;
  if (choice < ModulePlan::kLeaves && random_.chance(50)) {
    call_indirect(choice, depth);
  } else {
    call_function(choice, depth);
  }
  call_results(plan_.functions[choice].results, kI32, false, depth);
}

// Takes a call's results off the stack; with `keep` all but the first one of type `wanted`, which
// stays.
void FunctionGenerator::call_results(const Types& results, ValType wanted, bool keep, int depth) {
  size_t kept = results.size();
  if (keep)
    kept = static_cast<size_t>(std::find(results.begin(), results.end(), wanted) - results.begin());
  for (size_t i = results.size(); i > 0; i--) {
    if (i - 1 != kept) {
      consume(results[i - 1], depth);
    } else if (kept > 0) {  // what lies below it still has to go
      const uint32_t aside = new_local(wanted);
      reserved_[aside] = true;
      op(Op::kLocalSet, aside);
      for (size_t below = kept; below > 0; below--) consume(results[below - 1], depth);
      return op(Op::kLocalGet, aside);
    }
  }
}

void FunctionGenerator::call_function(uint32_t own_index, int depth) {
  expressions(plan_.functions[own_index].params, std::min(depth, 2));
  op(Op::kCall, function_index(own_index));
  cost_ += multiplicity_ * plan_.costs[own_index];
}

void FunctionGenerator::call_import(uint32_t index, int depth) {
  expressions(plan_.imports[index].type.params, std::min(depth, 2));
  op(Op::kCall, index);
  cost_ += multiplicity_ * kImportCost;
}

void FunctionGenerator::call_indirect(uint32_t leaf_function, int depth) {
  const FuncType type = plan_.functions[leaf_function];
  expressions(type.params, std::min(depth, 2));
  slot_index(leaf_function, depth);
  op(Op::kCallIndirect, plan_.type_index(type));
  code_.byte(0);
  cost_ += multiplicity_ *
           *std::max_element(plan_.costs.begin(), plan_.costs.begin() + ModulePlan::kLeaves);
}

// An index of a table slot that holds a function of the leaf's type; now and then any index.
void FunctionGenerator::slot_index(uint32_t leaf_function, int depth) {
  const auto first =
      static_cast<int32_t>(leaf_function & 2);  // slots first and first + 1 have that type
  switch (random_.weighted({30, 60, 6, 4})) {
    case 0: return constant_i32(static_cast<int32_t>(leaf_function));
    case 1:
      expression(kI32, depth);
      constant_i32(1);
      op(Op::kI32And);
      constant_i32(first);
      return op(Op::kI32Or);
    case 2:
      expression(kI32, depth);
      constant_i32(7);
      return op(Op::kI32And);
    default: return expression(kI32, depth);
  }
}

// Ends the function by a call of one with the same results, directly or through the table, if there
// is one. Code may follow: it is dead then.
void FunctionGenerator::tail_call(int depth) {
  std::vector<uint32_t> candidates;
  for (uint32_t i = 0; i < plan_.costs.size(); i++) {
    if (plan_.functions[i].results == type_.results && affordable(plan_.costs[i]))
      candidates.push_back(i);
  }
  if (candidates.empty()) return;
  const uint32_t callee = random_.pick(candidates);
  const FuncType type = plan_.functions[callee];
  expressions(type.params, std::min(depth, 2));
  if (callee < ModulePlan::kLeaves && random_.chance(40)) {
    slot_index(callee, 0);
    op(Op::kReturnCallIndirect, plan_.type_index(type));
    code_.byte(0);
    cost_ += *std::max_element(plan_.costs.begin(), plan_.costs.begin() + ModulePlan::kLeaves);
  } else {
    op(Op::kReturnCall, function_index(callee));
    cost_ += plan_.costs[callee];
  }
}

// Puts a leaf into a slot of its type.
void FunctionGenerator::table_statement(int depth) {
  const uint32_t leaf_function = random_.below(ModulePlan::kLeaves);
  constant_i32(static_cast<int32_t>(leaf_function & 2));
  expression(kI32, depth);
  constant_i32(1);
  op(Op::kI32And);
  op(Op::kI32Add);
  op(Op::kRefFunc, function_index(leaf_function));
  op(Op::kTableSet, 0);
}

}  // namespace shoal::differential
