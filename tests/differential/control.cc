// Control flow: FunctionGenerator's statements, blocks, loops and branches.
#include <algorithm>

#include "tests/differential/function_generator.h"

namespace shoal::differential {

using enum ValType;
using jit::Op;

void FunctionGenerator::statements(int depth, uint32_t count) {
  for (uint32_t i = 0; i < count && !spent(); i++) statement(depth);
}

void FunctionGenerator::statement(int depth) {
  if (depth <= 0) depth = 1;
  switch (random_.weighted({30, 4, 16, 18, 9, 5, 4, 6, 3, 2, 1})) {
    case 0: {
      const ValType type = random_type();
      const int local = writable_local(type);
      expression(type, depth);
      return local < 0 ? op(Op::kDrop) : op(Op::kLocalSet, static_cast<uint64_t>(local));
    }
    case 1: {
      const uint32_t global = random_.below(static_cast<uint32_t>(plan_.globals.size()));
      expression(plan_.globals[global], depth);
      return op(Op::kGlobalSet, global);
    }
    case 2: return store(depth - 1);
    case 3: return structured(depth - 1);
    case 4: return branch_if(depth - 1);
    case 5: return call_statement(depth - 1);
    case 6: return switch_statement(depth - 1);
    case 7: {  // several values of mixed types at once, taken off in reverse
      Types types(random_.between(2, 12));
      for (ValType& t : types) t = random_type();
      expressions(types, 1);
      return consume_all(types, 1);
    }
    case 8: return jump_away(depth - 1);
    case 9: return bulk_memory(depth - 1);
    default: return table_statement(depth - 1);
  }
}

// A block, if or loop, with any number of parameters and results.
void FunctionGenerator::structured(int depth) {
  Types params, results;
  if (random_.chance(30)) {
    for (uint32_t i = random_.below(3); i > 0; i--) params.push_back(random_type());
    for (uint32_t i = random_.below(5); i > 0; i--) results.push_back(random_type());
  }
  expressions(params, 1);
  switch (random_.weighted({30, 35, 35})) {
    case 0: block(params, results, depth); break;
    case 1: if_else(params, results, depth); break;
    default: loop(params, results, depth); break;
  }
  consume_all(results, depth);
}

// Takes the parameters, does something, leaves the results: the inside of a block whose label is
// open already.
void FunctionGenerator::body_of(const Types& params, const Types& results, int depth) {
  consume_all(params, depth);
  if (depth > 0) statements(depth, random_.between(0, 4));
  expressions(results, depth);
}

void FunctionGenerator::block(const Types& params, const Types& results, int depth) {
  op(Op::kBlock);
  block_type(params, results);
  labels_.push_back({.types = results});
  body_of(params, results, depth);
  if (random_.chance(10)) {  // leave by a branch; what follows is dead
    op(Op::kBr, 0);
    dead_code(depth);
  }
  labels_.pop_back();
  op(Op::kEnd);
}

void FunctionGenerator::if_else(const Types& params, const Types& results, int depth) {
  condition(depth);
  op(Op::kIf);
  block_type(params, results);
  labels_.push_back({.types = results});
  body_of(params, results, depth);
  if (params != results || random_.chance(60)) {
    op(Op::kElse);
    body_of(params, results, depth);
  }
  labels_.pop_back();
  op(Op::kEnd);
}

void FunctionGenerator::loop(const Types& params, const Types& results, int depth) {
  const uint32_t rounds = random_.pick({1u, 2u, 3u, 5u, 8u, 13u});
  // Parameters are on the stack already: what comes here leaves them alone.
  const uint32_t counter = new_local(kI32);
  reserved_[counter] = true;
  constant_i32(static_cast<int32_t>(rounds));
  op(Op::kLocalSet, counter);
  op(Op::kLoop);
  block_type(params, results);
  const uint64_t outside = multiplicity_;
  multiplicity_ *= rounds;
  if (multiplicity_ * 40 > kMaxCost) budget_ = std::min(budget_, 0);  // often enough: draw no more
  labels_.push_back({.types = params, .is_loop = true, .counter = counter});
  consume_all(params, depth);
  statements(depth, random_.between(1, 4));
  expressions(params, 1);
  back_edge(labels_.back(), 0, depth);
  consume_all(params, 1);
  expressions(results, 1);
  labels_.pop_back();
  multiplicity_ = outside;
  op(Op::kEnd);
}

// A branch back to `label` that counts its counter down and ends when it is used up. The label's
// parameters are on the stack and stay there if the branch is not taken.
void FunctionGenerator::back_edge(const Label& label, uint32_t relative, int depth) {
  const bool alone = !label.continued;
  op(Op::kLocalGet, label.counter);
  if (random_.chance(50)) {
    constant_i32(1);
    op(Op::kI32Sub);
  } else {
    constant_i32(-1);
    op(Op::kI32Add);
  }
  if (alone && random_.chance(60)) {
    op(Op::kLocalTee, label.counter);  // nobody else counts: it meets zero
  } else if (random_.chance(50)) {
    op(Op::kLocalTee, label.counter);
    constant_i32(0);
    op(Op::kI32GtS);
  } else {
    op(Op::kLocalSet, label.counter);
    constant_i32(0);
    op(Op::kLocalGet, label.counter);
    op(random_.chance(50) ? Op::kI32LtS : Op::kI32LeS);
    if (random_.chance(30)) {  // and something else, so that it often ends early
      condition(depth);
      op(Op::kI32And);
    }
  }
  op(Op::kBrIf, relative);
}

// br_if to an outer label, its operands staying behind when it is not taken.
void FunctionGenerator::branch_if(int depth) {
  const uint32_t relative = random_.below(static_cast<uint32_t>(labels_.size()));
  const size_t index = labels_.size() - 1 - relative;
  const Types types = labels_[index].types;
  expressions(types, depth);
  if (labels_[index].is_loop) {
    labels_[index].continued = true;
    back_edge(labels_[index], relative, depth);
  } else {
    condition(depth);
    op(Op::kBrIf, relative);
  }
  consume_all(types, depth);
}

// Relative index of a label that is no loop. There always is one: the function's.
int FunctionGenerator::forward_label() {
  const auto count = static_cast<uint32_t>(labels_.size());
  const uint32_t start = random_.below(count);
  for (uint32_t i = 0; i < count; i++) {
    const uint32_t relative = (start + i) % count;
    if (!labels_[count - 1 - relative].is_loop) return static_cast<int>(relative);
  }
  return static_cast<int>(count - 1);
}

// if (condition) { br, br_table, return, tail call or (rarely) unreachable; dead code }
void FunctionGenerator::jump_away(int depth) {
  condition(depth);
  op(Op::kIf);
  code_.byte(0x40);
  labels_.push_back({});
  switch (random_.weighted({40, 20, 25, 12, 3})) {
    case 0:
    case 1: {
      const auto relative = static_cast<uint32_t>(forward_label());
      const Types types = labels_[labels_.size() - 1 - relative].types;
      expressions(types, depth);
      if (random_.chance(60)) {
        op(Op::kBr, relative);
      } else {
        expression(kI32, depth);
        op(Op::kBrTable);
        branch_table_targets(types);
      }
      break;
    }
    case 2:
      expressions(type_.results, depth);
      op(Op::kReturn);
      break;
    case 3:
      tail_call(depth);
      expressions(type_.results, 0);
      op(Op::kReturn);
      break;
    default: op(Op::kUnreachable); break;
  }
  dead_code(depth);
  labels_.pop_back();
  op(Op::kEnd);
}

// The immediates of a br_table: targets among the labels that are no loops and take `types`.
void FunctionGenerator::branch_table_targets(const Types& types) {
  std::vector<uint32_t> candidates;
  for (uint32_t relative = 0; relative < labels_.size(); relative++) {
    const Label& label = labels_[labels_.size() - 1 - relative];
    if (!label.is_loop && label.types == types) candidates.push_back(relative);
  }
  const uint32_t count = random_.pick({0u, 1u, 2u, 3u, 5u, 9u});
  code_.unsigned_leb(count);
  for (uint32_t i = 0; i <= count; i++) code_.unsigned_leb(random_.pick(candidates));
}

// The usual lowering of a switch: nested blocks, a br_table inside the innermost, the cases behind
// their ends.
void FunctionGenerator::switch_statement(int depth) {
  const uint32_t cases = random_.between(1, 5);
  op(Op::kBlock);
  code_.byte(0x40);
  labels_.push_back({});
  for (uint32_t i = 0; i < cases; i++) {
    op(Op::kBlock);
    code_.byte(0x40);
    labels_.push_back({});
  }
  expression(kI32, depth);
  if (random_.chance(60)) {
    constant_i32(7);
    op(Op::kI32And);
  }
  op(Op::kBrTable, cases);
  for (uint32_t i = 0; i <= cases; i++) code_.unsigned_leb(i);
  for (uint32_t i = 0; i < cases; i++) {
    labels_.pop_back();
    op(Op::kEnd);
    statements(depth, random_.between(0, 2));
    if (random_.chance(60)) {  // break
      op(Op::kBr, cases - 1 - i);
      dead_code(depth);
    }
  }
  labels_.pop_back();
  op(Op::kEnd);
}

// Code that nothing reaches, on a stack of unknown types: has to validate and to be skipped.
void FunctionGenerator::dead_code(int depth) {
  const uint64_t cost = cost_;
  for (uint32_t i = random_.below(4); i > 0; i--) {
    switch (random_.below(7)) {
      case 0:
        op(random_.pick(
            {Op::kI32Add, Op::kI64Mul, Op::kF64Div, Op::kI64Eqz, Op::kF32Sqrt, Op::kI32WrapI64}));
        op(Op::kDrop);
        break;
      case 1:
        op(Op::kSelect);
        op(Op::kDrop);
        break;
      case 2:
        op(Op::kI32Load);
        code_.bytes({2, 0});
        op(Op::kDrop);
        break;
      case 3: op(Op::kDrop); break;
      case 4: {  // what it would carry is known again behind it
        const auto relative = static_cast<uint32_t>(forward_label());
        op(Op::kBrIf, relative);
        const size_t values = labels_[labels_.size() - 1 - relative].types.size();
        for (size_t k = 0; k < values; k++) op(Op::kDrop);
        break;
      }
      case 5:
        op(Op::kBlock);
        code_.byte(0x40);
        op(Op::kUnreachable);
        op(Op::kEnd);
        break;
      default: statement(depth - 1); break;
    }
  }
  cost_ = cost;
}

// Takes one value off the stack: into a local or global, into a bigger computation, or away.
void FunctionGenerator::consume(ValType type, int depth) {
  const int local = writable_local(type);
  switch (random_.weighted({55, 25, 20})) {
    case 0:
      if (local >= 0) return op(Op::kLocalSet, static_cast<uint64_t>(local));
      return op(Op::kDrop);
    case 1:
      if (local < 0) return op(Op::kDrop);
      expression(type, std::min(depth, 1));
      fold(type);
      return op(Op::kLocalSet, static_cast<uint64_t>(local));
    default: return op(Op::kDrop);
  }
}

void FunctionGenerator::consume_all(const Types& types, int depth) {
  for (auto t = types.rbegin(); t != types.rend(); ++t) consume(*t, depth);
}

}  // namespace shoal::differential
