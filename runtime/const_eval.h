// Evaluation of constant expressions (core specification, 3.3.13): initial values and offsets.
#ifndef SHOAL_RUNTIME_CONST_EVAL_H_
#define SHOAL_RUNTIME_CONST_EVAL_H_

#include <cstdint>

#include "jit/module_info.h"
#include "runtime/instance.h"

namespace shoal::runtime {

/// The value of a validated expression in `instance`, whose functions, and globals as far as the
/// expression refers to them, are set. As in a cell: i32 and f32 in the low half, the upper half
/// zero.
uint64_t evaluate(const jit::ConstExpr& expr, const InstanceImpl& instance);
/// The value of one instruction that takes no operands.
uint64_t evaluate(const jit::ConstInst& inst, const InstanceImpl& instance);

}  // namespace shoal::runtime

#endif  // SHOAL_RUNTIME_CONST_EVAL_H_
