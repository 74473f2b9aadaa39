// Global: a global variable.
#ifndef SHOAL_GLOBAL_H_
#define SHOAL_GLOBAL_H_

#include <memory>

#include "shoal/api.h"
#include "shoal/engine.h"
#include "shoal/error.h"
#include "shoal/types.h"
#include "shoal/value.h"

namespace shoal {

namespace runtime {
class GlobalImpl;
}

/// A shared handle to a global, which lives while a handle or an instance uses it. A function that
/// a global refers to stays alive with it. One thread at a time together with the instances that
/// use it.
class SHOAL_API Global {
 public:
  /// A global of its own, to be imported by instances. Error (kArgument): `value` is not of
  /// `type.type`.
  static Result<Global> create(const Engine& engine, const GlobalType& type, Value value);

  /// A global that is `value` for ever.
  static Result<Global> constant(const Engine& engine, Value value) {
    return create(engine, {.type = value.type(), .is_mutable = false}, value);
  }
  /// A global that starts as `value` and that host and guests may change.
  static Result<Global> variable(const Engine& engine, Value value) {
    return create(engine, {.type = value.type(), .is_mutable = true}, value);
  }

  GlobalType type() const;
  Value get() const;
  /// Errors (kArgument): the global is not mutable, or `value` has another type or engine.
  Result<void> set(Value value) const;

  /// True if both handles stand for the same global.
  bool operator==(const Global& other) const { return impl_.get() == other.impl_.get(); }

  /// For Shoal's own layers.
  explicit Global(std::shared_ptr<runtime::GlobalImpl> impl) : impl_(std::move(impl)) {}
  const std::shared_ptr<runtime::GlobalImpl>& impl() const { return impl_; }

 private:
  std::shared_ptr<runtime::GlobalImpl> impl_;
};

}  // namespace shoal

#endif  // SHOAL_GLOBAL_H_
