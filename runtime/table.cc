#include "runtime/table.h"

#include <algorithm>
#include <new>
#include <optional>
#include <string>
#include <utility>

#include "runtime/reference.h"
#include "shoal/detail/guarded.h"
#include "shoal/table.h"

namespace shoal {
namespace runtime {

Result<std::unique_ptr<TableImpl>> TableImpl::create(std::shared_ptr<EngineImpl> engine,
                                                     const TableType& type, uint64_t init,
                                                     std::shared_ptr<ResourceLimiter> limiter) {
  if (type.index != IndexType::kI32) {
    return make_error(ErrorKind::kUnsupported, "tables with 64-bit indices are not supported");
  }
  if (!is_reference(type.element)) {
    return make_error(ErrorKind::kArgument, "a table's elements are references, not " +
                                                std::string(to_string(type.element)));
  }
  if (type.limits.has_max && type.limits.max < type.limits.min) {
    return make_error(ErrorKind::kArgument, "a table's maximum is below its minimum");
  }
  const uint64_t most = engine->config().limits.table_elements;
  if (type.limits.min > most) {
    return make_error(ErrorKind::kLimit,
                      "a table of " + std::to_string(type.limits.min) +
                          " elements is beyond ResourceLimits::table_elements (" +
                          std::to_string(most) + "): raise it in Config::limits");
  }
  auto table = std::make_unique<TableImpl>(std::move(engine), type, std::move(limiter));
  if (Result<void> made = table->add_elements(type.limits.min, init); !made) {
    return std::move(made).error();
  }
  return table;
}

TableType TableImpl::type() const {
  TableType now = type_;
  now.limits.min = elements_.size();
  return now;
}

uint64_t TableImpl::max_size() const {
  const uint64_t declared = type_.limits.has_max ? type_.limits.max : UINT32_MAX;
  return std::min(declared, engine().config().limits.table_elements);
}

Result<uint64_t> TableImpl::grow(uint64_t count, uint64_t init) {
  const uint64_t old_size = elements_.size();
  if (count > max_size() || old_size > max_size() - count) {
    std::string message = "the table cannot grow by " + std::to_string(count) +
                          " elements: its maximum is " + std::to_string(max_size());
    if (!type_.limits.has_max || max_size() < type_.limits.max) {
      message += " by ResourceLimits::table_elements: raise it in Config::limits for more";
    }
    return make_error(ErrorKind::kLimit, std::move(message));
  }
  if (count == 0) return old_size;
  if (Result<void> grown = add_elements(count, init); !grown) return std::move(grown).error();
  publish();
  return old_size;
}

/// As many as it may have, if the limiters agree and there is memory.
Result<void> TableImpl::add_elements(uint64_t count, uint64_t init) {
  const uint64_t wanted = elements_.size() + count;
  const auto maximum =
      type_.limits.has_max ? std::optional<uint64_t>(type_.limits.max) : std::nullopt;
  Growth growth(limiters_, Growth::Of::kTable, elements_.size(), wanted, maximum);
  if (!growth.allowed()) {
    return make_error(ErrorKind::kLimit, "a table of " + std::to_string(wanted) +
                                             " elements was refused by a ResourceLimiter");
  }
  try {
    elements_.resize(wanted, init);
  } catch (const std::bad_alloc&) {
    return make_error(ErrorKind::kSystem,
                      "no memory for a table of " + std::to_string(wanted) + " elements");
  }
  growth.done();
  return {};
}

void TableImpl::add_mirror(jit::VmTable* mirror) {
  mirrors_.push_back(mirror);
  publish();
}

void TableImpl::remove_mirror(jit::VmTable* mirror) { std::erase(mirrors_, mirror); }

void TableImpl::publish() {
  for (jit::VmTable* mirror : mirrors_) *mirror = {elements_.data(), elements_.size()};
}

}  // namespace runtime

namespace {

Error no_element(uint64_t index, uint64_t size) {
  return make_error(ErrorKind::kArgument, "element " + std::to_string(index) +
                                              " is not inside the table of " +
                                              std::to_string(size) + " elements");
}

}  // namespace

Result<Table> Table::create(const Engine& engine, const TableType& type, Value init) {
  return detail::guarded([&]() -> Result<Table> {
    // A funcref can be held only once the table has a group.
    auto table = runtime::TableImpl::create(engine.impl(), type, 0);
    if (!table) return std::move(table).error();
    auto impl = runtime::Lifetime::start(std::move(*table));
    if (Result<void> good = runtime::accept(*impl, type.element, init); !good) {
      return std::move(good).error();
    }
    std::fill(impl->elements().begin(), impl->elements().end(), init.bits());
    return Table(std::move(impl));
  });
}

TableType Table::type() const { return impl_->type(); }
uint64_t Table::size() const { return impl_->elements().size(); }

Result<Value> Table::get(uint64_t index) const {
  return detail::guarded([&]() -> Result<Value> {
    if (index >= size()) return no_element(index, size());
    return Value::from_bits(impl_->type().element, impl_->elements()[index]);
  });
}

Result<void> Table::set(uint64_t index, Value value) const {
  return detail::guarded([&]() -> Result<void> {
    if (index >= size()) return no_element(index, size());
    if (Result<void> good = runtime::accept(*impl_, impl_->type().element, value); !good)
      return good;
    impl_->elements()[index] = value.bits();
    return {};
  });
}

Result<uint64_t> Table::grow(uint64_t count, Value init) const {
  return detail::guarded([&]() -> Result<uint64_t> {
    if (Result<void> good = runtime::accept(*impl_, impl_->type().element, init); !good) {
      return std::move(good).error();
    }
    return impl_->grow(count, init.bits());
  });
}

}  // namespace shoal
