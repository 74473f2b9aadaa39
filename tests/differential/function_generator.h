// One function body of a generated module. Expressions leave one value on the stack, statements
// none; both are drawn recursively, so the code is valid by construction and deep operand stacks
// arise by themselves.
#ifndef SHOAL_TESTS_DIFFERENTIAL_FUNCTION_GENERATOR_H_
#define SHOAL_TESTS_DIFFERENTIAL_FUNCTION_GENERATOR_H_

#include <cstdint>
#include <map>
#include <vector>

#include "jit/opcodes.h"
#include "tests/differential/module_plan.h"
#include "tests/differential/wasm_writer.h"

namespace shoal::differential {

class FunctionGenerator {
 public:
  /// For own function `index` of `plan`. All functions in front of it must be done.
  FunctionGenerator(Random& random, ModulePlan& plan, uint32_t index);

  /// The function's entry in the code section: locals and instructions. Call once.
  WasmWriter generate();
  /// The most instructions that a call of the function executes. After generate().
  uint64_t cost() const { return cost_; }

 private:
  using Op = jit::Op;
  using Types = std::vector<ValType>;

  struct Label {
    Types types;  ///< What a branch to it carries.
    bool is_loop = false;
    uint32_t counter = 0;    ///< For loops: the local that guards branches back.
    bool continued = false;  ///< For loops: there is a guarded branch besides the one at the end.
  };
  /// What the operand of an access may do.
  struct MemoryOp {
    Op op;
    ValType type;
    uint32_t bytes;
  };

  // Emission. Every instruction counts against the budget and for the cost.
  void op(Op op);
  void op(Op op, uint64_t immediate);
  void constant_i32(int32_t v);
  void constant_i64(int64_t v);
  void constant_f32(uint32_t bits);
  void constant_f64(uint64_t bits);
  void block_type(const Types& params, const Types& results);

  // Expressions (expressions.cc).
  void expression(ValType type, int depth);
  void expressions(const Types& types, int depth);
  void leaf(ValType type);
  void constant(ValType type);
  uint64_t fresh_constant(ValType type);
  void operation(ValType type, int depth);
  void integer_operation(ValType type, int depth);
  void update(int local);
  void division(ValType type, int depth);
  void float_operation(ValType type, int depth);
  void unary(ValType type, int depth);
  void conversion(ValType to, int depth);
  void trapping_truncation(ValType to, int depth);
  void compare(int depth);
  void condition(int depth);
  void add_shift_chain(ValType type, int depth);
  void select_value(ValType type, int depth);
  void fold_many(ValType type);
  void reference_test(int depth);
  void memory_expression(int depth);
  void canonical_nan(ValType type);
  void fold(ValType type);

  // Memory (memory.cc).
  void address(uint32_t bytes, int depth, uint32_t* offset);
  void access(const MemoryOp& m, int depth, bool store);
  void load(ValType type, int depth);
  void store(int depth);
  void bulk_memory(int depth);

  // Control flow (control.cc).
  void statements(int depth, uint32_t count);
  void statement(int depth);
  void body_of(const Types& params, const Types& results, int depth);
  void block(const Types& params, const Types& results, int depth);
  void if_else(const Types& params, const Types& results, int depth);
  void loop(const Types& params, const Types& results, int depth);
  void back_edge(const Label& label, uint32_t relative, int depth);
  void structured(int depth);
  void branch_if(int depth);
  void jump_away(int depth);
  void switch_statement(int depth);
  void dead_code(int depth);
  void consume(ValType type, int depth);
  void consume_all(const Types& types, int depth);
  int forward_label();
  void branch_table_targets(const Types& types);

  // Calls (calls.cc).
  bool call_expression(ValType type, int depth);
  void call_statement(int depth);
  void call_results(const Types& results, ValType wanted, bool keep, int depth);
  void call_function(uint32_t own_index, int depth);
  void call_import(uint32_t index, int depth);
  void call_indirect(uint32_t leaf, int depth);
  void tail_call(int depth);
  bool affordable(uint64_t callee_cost) const;
  void table_statement(int depth);
  void slot_index(uint32_t leaf, int depth);

  // Locals.
  uint32_t new_local(ValType type);
  /// A local of `type` that code may write (no loop counter, no scratch), or -1.
  int writable_local(ValType type);
  /// A local of `type` that code may read, loop counters included, or -1.
  int readable_local(ValType type);
  uint32_t function_index(uint32_t own_index) const {
    return static_cast<uint32_t>(plan_.imports.size()) + own_index;
  }
  bool spent() const { return budget_ <= 0; }
  ValType random_type();

  Random& random_;
  ModulePlan& plan_;
  const uint32_t index_;
  const FuncType type_;  // a copy: the plan's vectors may grow
  WasmWriter code_;
  Types locals_;                // parameters first
  std::vector<bool> reserved_;  // by local: not to be written by random code
  std::vector<uint32_t> hot_;   // the locals that most code uses
  std::vector<Label> labels_;   // innermost last
  std::map<ValType, std::vector<uint64_t>> favourites_;  // constants to use again
  uint32_t scratch_f32_ = 0, scratch_f64_ = 0;
  uint64_t cost_ = 0;
  uint64_t multiplicity_ = 1;  // how often the code here runs at most
  int budget_ = 0;             // instructions still to be drawn, roughly
  bool float_leaning_ = false;
};

}  // namespace shoal::differential

#endif  // SHOAL_TESTS_DIFFERENTIAL_FUNCTION_GENERATOR_H_
