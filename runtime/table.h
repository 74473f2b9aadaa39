// The inside of a Table: its elements, and the mirrors of it in the contexts of the instances that
// use it.
#ifndef SHOAL_RUNTIME_TABLE_H_
#define SHOAL_RUNTIME_TABLE_H_

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "jit/vm_context.h"
#include "runtime/lifetime.h"
#include "shoal/error.h"
#include "shoal/types.h"

namespace shoal::runtime {

/// One thread at a time, like the instances that use it, which are members of the same lifetime
/// group.
class TableImpl final : public Member {
 public:
  /// Elements are references as 64 bits (runtime/reference.h). `init` must be one that the table
  /// may hold.
  static Result<std::unique_ptr<TableImpl>> create(std::shared_ptr<EngineImpl> engine,
                                                   const TableType& type, uint64_t init);

  TableImpl(std::shared_ptr<EngineImpl> engine, const TableType& type)
      : Member(std::move(engine)), type_(type) {}

  /// The type, with the current size as the minimum.
  TableType type() const;
  std::span<uint64_t> elements() { return elements_; }
  /// Old size; nothing if that is not allowed or there is no memory for it.
  std::optional<uint64_t> grow(uint64_t count, uint64_t init);
  /// The most elements it may have.
  uint64_t max_size() const;

  /// `mirror` follows the table until it is removed.
  void add_mirror(jit::VmTable* mirror);
  void remove_mirror(jit::VmTable* mirror);

 private:
  void publish();

  const TableType type_;
  std::vector<uint64_t> elements_;
  std::vector<jit::VmTable*> mirrors_;
};

}  // namespace shoal::runtime

#endif  // SHOAL_RUNTIME_TABLE_H_
