#include "runtime/const_eval.h"

#include <cassert>
#include <vector>

namespace shoal::runtime {
namespace {

using jit::Op;

bool is_narrow(Op op) { return op == Op::kI32Add || op == Op::kI32Sub || op == Op::kI32Mul; }

uint64_t combine(Op op, uint64_t a, uint64_t b) {
  switch (op) {
    case Op::kI32Add:
    case Op::kI64Add: return a + b;
    case Op::kI32Sub:
    case Op::kI64Sub: return a - b;
    default: assert(op == Op::kI32Mul || op == Op::kI64Mul); return a * b;
  }
}

bool is_leaf(Op op) {
  switch (op) {
    case Op::kI32Const:
    case Op::kI64Const:
    case Op::kF32Const:
    case Op::kF64Const:
    case Op::kRefNull:
    case Op::kRefFunc:
    case Op::kGlobalGet: return true;
    default: return false;
  }
}

}  // namespace

uint64_t evaluate(const jit::ConstInst& inst, const InstanceImpl& instance) {
  switch (inst.op) {
    case Op::kI32Const:
    case Op::kF32Const: return static_cast<uint32_t>(inst.bits);
    case Op::kRefNull: return 0;
    case Op::kRefFunc:
      return reinterpret_cast<uintptr_t>(instance.func_record(static_cast<uint32_t>(inst.bits)));
    case Op::kGlobalGet: return *instance.global_cell(static_cast<uint32_t>(inst.bits));
    default: assert(inst.op == Op::kI64Const || inst.op == Op::kF64Const); return inst.bits;
  }
}

uint64_t evaluate(const jit::ConstExpr& expr, const InstanceImpl& instance) {
  if (expr.size() == 1) return evaluate(expr[0], instance);
  std::vector<uint64_t> stack;
  for (const jit::ConstInst& inst : expr) {
    if (is_leaf(inst.op)) {
      stack.push_back(evaluate(inst, instance));
      continue;
    }
    const uint64_t right = stack.back();
    stack.pop_back();
    const uint64_t value = combine(inst.op, stack.back(), right);
    stack.back() = is_narrow(inst.op) ? static_cast<uint32_t>(value) : value;
  }
  return stack.back();
}

}  // namespace shoal::runtime
