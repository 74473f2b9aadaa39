// Constant expressions: the initial values of globals and tables, the offsets and items of
// segments.
#ifndef SHOAL_JIT_CONST_EXPR_H_
#define SHOAL_JIT_CONST_EXPR_H_

#include "jit/byte_reader.h"
#include "jit/module_info.h"
#include "shoal/types.h"

namespace shoal::jit {

/// Reads and validates a constant expression that yields one value of `type`, up to and with its
/// `end`. It may read the immutable globals that `info` has by now. A function that it names
/// becomes declared and escapes.
bool read_const_expr(ByteReader& in, ModuleInfo& info, ValType type, ConstExpr* expr);

/// Notes that something outside the code refers to a function.
void declare_function(ModuleInfo& info, uint32_t func_index);

}  // namespace shoal::jit

#endif  // SHOAL_JIT_CONST_EXPR_H_
