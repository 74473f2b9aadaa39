// Table: a table of references.
#ifndef SHOAL_TABLE_H_
#define SHOAL_TABLE_H_

#include <cstdint>
#include <memory>

#include "shoal/api.h"
#include "shoal/engine.h"
#include "shoal/error.h"
#include "shoal/types.h"
#include "shoal/value.h"

namespace shoal {

namespace runtime {
class TableImpl;
}

/// A shared handle to a table. Functions that a table has held stay alive with it. One thread at a
/// time together with the instances that use it.
class SHOAL_API Table {
 public:
  /// A table of `type.limits.min` elements, each `init` (a reference of the element type).
  /// Errors: kArgument (type, or `init` of another type or engine), kLimit (beyond
  /// ResourceLimits::table_elements).
  static Result<Table> create(const Engine& engine, const TableType& type, Value init);

  /// The type; `limits.min` is the current size.
  TableType type() const;
  uint64_t size() const;
  /// Error (kArgument): `index` is not below size().
  Result<Value> get(uint64_t index) const;
  /// Errors (kArgument): `index` is not below size(), or `value` has another type or engine.
  Result<void> set(uint64_t index, Value value) const;
  /// Adds `count` elements, each `init`; gives the old size. Errors: kLimit (maximum,
  /// ResourceLimits::table_elements), kArgument (`init`). Nothing changes then.
  Result<uint64_t> grow(uint64_t count, Value init) const;

  /// True if both handles stand for the same table.
  bool operator==(const Table& other) const { return impl_.get() == other.impl_.get(); }

  /// For Shoal's own layers.
  explicit Table(std::shared_ptr<runtime::TableImpl> impl) : impl_(std::move(impl)) {}
  const std::shared_ptr<runtime::TableImpl>& impl() const { return impl_; }

 private:
  std::shared_ptr<runtime::TableImpl> impl_;
};

}  // namespace shoal

#endif  // SHOAL_TABLE_H_
