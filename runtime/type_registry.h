// Function types, each once for a whole engine, so that two functions have the same type exactly if
// their type ids are equal: what call_indirect compares.
#ifndef SHOAL_RUNTIME_TYPE_REGISTRY_H_
#define SHOAL_RUNTIME_TYPE_REGISTRY_H_

#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <vector>

#include "shoal/types.h"

namespace shoal::runtime {

/// A function type with its id. Address and contents stay while anybody holds it.
struct InternedType {
  FuncType type;
  uint32_t id = 0;
  bool takes_funcref = false;    ///< Some parameter is a funcref.
  bool returns_funcref = false;  ///< Some result is a funcref.
  uint64_t holders = 0;          ///< Under the registry's mutex.
};

/// Thread-safe. Ids of types that nobody holds any more are given out again, so that loading
/// modules for ever does not grow the registry for ever.
class TypeRegistry {
 public:
  TypeRegistry() = default;
  TypeRegistry(const TypeRegistry&) = delete;
  TypeRegistry& operator=(const TypeRegistry&) = delete;

  /// Equal types give the same result while any holder is left. Each acquire needs one release.
  const InternedType* acquire(const FuncType& type);
  void release(const InternedType* type);
  /// Types held now.
  size_t size() const;

 private:
  struct Less {
    bool operator()(const FuncType& a, const FuncType& b) const;
  };

  mutable std::mutex mutex_;
  std::map<FuncType, std::unique_ptr<InternedType>, Less> types_;
  std::vector<uint32_t> free_ids_;
  uint32_t next_id_ = 0;
};

}  // namespace shoal::runtime

#endif  // SHOAL_RUNTIME_TYPE_REGISTRY_H_
