// References as the runtime stores them: 64 bits, a pointer to a jit::VmFuncRef or an externref's
// host value; 0 is null.
#ifndef SHOAL_RUNTIME_REFERENCE_H_
#define SHOAL_RUNTIME_REFERENCE_H_

#include <cstdint>

#include "runtime/lifetime.h"
#include "shoal/error.h"
#include "shoal/func.h"
#include "shoal/types.h"
#include "shoal/value.h"

namespace shoal::jit {
struct VmFuncRef;
}

namespace shoal::runtime {

/// A handle's worth of the function that `record` describes: with an owner, but without an entry
/// stub.
detail::CallTarget target_of(jit::VmFuncRef* record);

/// Makes `holder` keep alive what the funcref `bits` (or null) refers to. Error (kArgument): a
/// function of another engine.
Result<void> hold(Member& holder, uint64_t funcref_bits);

/// Checks that `value` has type `want` and, for a funcref, that `holder` may hold it; makes it do
/// so.
Result<void> accept(Member& holder, ValType want, const Value& value);

}  // namespace shoal::runtime

#endif  // SHOAL_RUNTIME_REFERENCE_H_
