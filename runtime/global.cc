#include "runtime/global.h"

#include "runtime/reference.h"
#include "shoal/detail/guarded.h"
#include "shoal/global.h"

namespace shoal {

Result<Global> Global::create(const Engine& engine, const GlobalType& type, Value value) {
  return detail::guarded([&]() -> Result<Global> {
    if (type.type == ValType::kV128) {
      return make_error(ErrorKind::kUnsupported, "SIMD is not supported: a global of type v128");
    }
    auto impl =
        runtime::Lifetime::start(std::make_unique<runtime::GlobalImpl>(engine.impl(), type));
    if (Result<void> good = runtime::accept(*impl, type.type, value); !good) {
      return std::move(good).error();
    }
    *impl->cell() = value.bits();
    return Global(std::move(impl));
  });
}

GlobalType Global::type() const { return impl_->type(); }

Value Global::get() const { return Value::from_bits(impl_->type().type, *impl_->cell()); }

Result<void> Global::set(Value value) const {
  return detail::guarded([&]() -> Result<void> {
    if (!impl_->type().is_mutable) {
      return make_error(ErrorKind::kArgument, "the global is immutable");
    }
    if (Result<void> good = runtime::accept(*impl_, impl_->type().type, value); !good) return good;
    *impl_->cell() = value.bits();
    return {};
  });
}

}  // namespace shoal
