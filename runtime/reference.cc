#include "runtime/reference.h"

#include <string>
#include <utility>

#include "runtime/host_func.h"
#include "runtime/instance.h"
#include "shoal/detail/guarded.h"

namespace shoal {
namespace runtime {

detail::CallTarget target_of(jit::VmFuncRef* record) {
  detail::CallTarget target;
  target.record = record;
  if (HostFunc* host = HostFunc::from(record)) {
    target.type = host->type();
    target.engine = &host->engine();
    target.owner = host->shared_from_this();
  } else {
    InstanceImpl* const instance = InstanceImpl::of(record->context);
    target.type = instance->module()->type_of(record->func_index);
    target.engine = &instance->engine();
    target.owner = Lifetime::handle(instance);
  }
  return target;
}

Result<void> hold(Member& holder, uint64_t funcref_bits) {
  const FuncRef ref = FuncRef::from_bits(funcref_bits);
  if (ref.is_null()) return {};
  auto* const record = reinterpret_cast<jit::VmFuncRef*>(static_cast<uintptr_t>(funcref_bits));
  HostFunc* const host = HostFunc::from(record);
  InstanceImpl* const instance = host ? nullptr : InstanceImpl::of(record->context);
  if ((host ? &host->engine() : &instance->engine()) != &holder.engine()) {
    return make_error(ErrorKind::kArgument, "the function belongs to another engine");
  }
  if (host) {
    Lifetime::keep(holder, host->shared_from_this());
  } else {
    Lifetime::connect(holder, *instance);
  }
  return {};
}

Result<void> accept(Member& holder, ValType want, const Value& value) {
  if (value.type() != want) {
    return make_error(ErrorKind::kArgument, "expected a value of type " +
                                                std::string(to_string(want)) + ", found " +
                                                std::string(to_string(value.type())));
  }
  return want == ValType::kFuncRef ? hold(holder, value.bits()) : Result<void>();
}

}  // namespace runtime

Result<Func> FuncRef::func() const {
  return detail::guarded([&]() -> Result<Func> {
    if (is_null()) return make_error(ErrorKind::kArgument, "the function reference is null");
    return Func(runtime::target_of(static_cast<jit::VmFuncRef*>(const_cast<void*>(record_))));
  });
}

}  // namespace shoal
