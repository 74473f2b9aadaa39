// The inside of a Global: a typed pointer to the cell that holds the value.
#ifndef SHOAL_RUNTIME_GLOBAL_H_
#define SHOAL_RUNTIME_GLOBAL_H_

#include <cstdint>
#include <memory>
#include <utility>

#include "runtime/lifetime.h"
#include "shoal/types.h"

namespace shoal::runtime {

/// One thread at a time, like the instances that use it. Cells hold i32 and f32 in the low half,
/// the upper half zero; references as 64 bits (runtime/reference.h).
class GlobalImpl final : public Member {
 public:
  /// A global of the host, which holds its own cell.
  GlobalImpl(std::shared_ptr<EngineImpl> engine, const GlobalType& type)
      : Member(std::move(engine)), type_(type), cell_(&own_cell_) {}
  /// A global that an instance defines: `cell` is in its context. Joins the instance's lifetime
  /// group.
  GlobalImpl(std::shared_ptr<EngineImpl> engine, const GlobalType& type, uint64_t* cell)
      : Member(std::move(engine)), type_(type), cell_(cell) {}

  const GlobalType& type() const { return type_; }
  uint64_t* cell() const { return cell_; }

 private:
  const GlobalType type_;
  uint64_t own_cell_ = 0;
  uint64_t* const cell_;
};

}  // namespace shoal::runtime

#endif  // SHOAL_RUNTIME_GLOBAL_H_
