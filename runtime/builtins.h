// The operations that emitted code leaves to C++ (jit/vm_context.h, Builtin).
#ifndef SHOAL_RUNTIME_BUILTINS_H_
#define SHOAL_RUNTIME_BUILTINS_H_

namespace shoal::runtime {

/// VmContext::builtins: one function pointer for each jit::Builtin.
const void* const* builtin_table();

}  // namespace shoal::runtime

#endif  // SHOAL_RUNTIME_BUILTINS_H_
