#include "runtime/type_registry.h"

#include <algorithm>
#include <cassert>
#include <tuple>

namespace shoal::runtime {

bool TypeRegistry::Less::operator()(const FuncType& a, const FuncType& b) const {
  return std::tie(a.params, a.results) < std::tie(b.params, b.results);
}

const InternedType* TypeRegistry::acquire(const FuncType& type) {
  const std::lock_guard lock(mutex_);
  std::unique_ptr<InternedType>& slot = types_[type];
  if (!slot) {
    const auto has_funcref = [](const std::vector<ValType>& types) {
      return std::find(types.begin(), types.end(), ValType::kFuncRef) != types.end();
    };
    slot = std::make_unique<InternedType>();
    slot->type = type;
    slot->takes_funcref = has_funcref(type.params);
    slot->returns_funcref = has_funcref(type.results);
    if (free_ids_.empty()) {
      slot->id = next_id_++;
    } else {
      slot->id = free_ids_.back();
      free_ids_.pop_back();
    }
  }
  ++slot->holders;
  return slot.get();
}

void TypeRegistry::release(const InternedType* type) {
  const std::lock_guard lock(mutex_);
  const auto it = types_.find(type->type);
  assert(it != types_.end() && it->second.get() == type);
  if (--it->second->holders > 0) return;
  free_ids_.push_back(type->id);
  types_.erase(it);
}

size_t TypeRegistry::size() const {
  const std::lock_guard lock(mutex_);
  return types_.size();
}

}  // namespace shoal::runtime
