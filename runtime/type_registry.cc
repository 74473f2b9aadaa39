#include "runtime/type_registry.h"

#include <algorithm>
#include <cassert>
#include <tuple>
#include <utility>

namespace shoal::runtime {

bool TypeRegistry::Less::operator()(const FuncType& a, const FuncType& b) const {
  return std::tie(a.params, a.results) < std::tie(b.params, b.results);
}

/// All or nothing, whichever allocation fails; and release() never has to allocate.
const InternedType* TypeRegistry::acquire(const FuncType& type) {
  const std::lock_guard lock(mutex_);
  if (const auto known = types_.find(type); known != types_.end()) {
    ++known->second->holders;
    return known->second.get();
  }
  const auto has_funcref = [](const std::vector<ValType>& types) {
    return std::find(types.begin(), types.end(), ValType::kFuncRef) != types.end();
  };
  auto made = std::make_unique<InternedType>();
  made->type = type;
  made->takes_funcref = has_funcref(type.params);
  made->returns_funcref = has_funcref(type.results);
  made->holders = 1;
  made->id = free_ids_.empty() ? next_id_ : free_ids_.back();
  if (free_ids_.capacity() <= next_id_) free_ids_.reserve(2 * size_t{next_id_} + 16);
  const auto [added, is_new] = types_.emplace(type, std::move(made));
  assert(is_new);
  if (free_ids_.empty()) {
    ++next_id_;
  } else {
    free_ids_.pop_back();
  }
  return added->second.get();
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
