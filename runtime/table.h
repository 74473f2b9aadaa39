// The inside of a Table: its elements, and the mirrors of it in the contexts of the instances that
// use it.
#ifndef SHOAL_RUNTIME_TABLE_H_
#define SHOAL_RUNTIME_TABLE_H_

#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "jit/vm_context.h"
#include "runtime/lifetime.h"
#include "runtime/limits.h"
#include "shoal/error.h"
#include "shoal/types.h"

namespace shoal::runtime {

/// One thread at a time, like the instances that use it, which are members of the same lifetime
/// group.
class TableImpl final : public Member {
 public:
  /// Elements are references as 64 bits (runtime/reference.h). `init` must be one that the table
  /// may hold. `limiter` is asked beside the engine's; may be null.
  static Result<std::unique_ptr<TableImpl>> create(
      std::shared_ptr<EngineImpl> engine, const TableType& type, uint64_t init,
      std::shared_ptr<ResourceLimiter> limiter = nullptr);

  TableImpl(std::shared_ptr<EngineImpl> engine, const TableType& type,
            std::shared_ptr<ResourceLimiter> limiter)
      : Member(std::move(engine)),
        type_(type),
        limiters_(this->engine().config().limiter, std::move(limiter)) {}

  /// The type, with the current size as the minimum.
  TableType type() const;
  std::span<uint64_t> elements() { return elements_; }
  /// Old size. Errors: kLimit, kSystem (no memory); nothing has changed then.
  Result<uint64_t> grow(uint64_t count, uint64_t init);
  /// The most elements it may have.
  uint64_t max_size() const;

  /// `mirror` follows the table until it is removed.
  void add_mirror(jit::VmTable* mirror);
  void remove_mirror(jit::VmTable* mirror);

 private:
  Result<void> add_elements(uint64_t count, uint64_t init);
  void publish();

  const TableType type_;
  const Limiters limiters_;
  std::vector<uint64_t> elements_;
  std::vector<jit::VmTable*> mirrors_;
};

}  // namespace shoal::runtime

#endif  // SHOAL_RUNTIME_TABLE_H_
