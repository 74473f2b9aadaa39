// ExportIndex: a module's exports by name.
#ifndef SHOAL_JIT_EXPORT_INDEX_H_
#define SHOAL_JIT_EXPORT_INDEX_H_

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "shoal/types.h"

namespace shoal::jit {

struct ExportInfo {
  std::string name;
  ExternKind kind;
  uint32_t index;
};

/// Hashes in order, and names in order where hashes are equal: sorting and searching hardly ever
/// look at the names themselves, and take O(n log n) and O(log n) whatever names somebody chooses.
class ExportIndex {
 public:
  /// Takes all exports of a module; returns the number of one whose name another one has, too.
  std::optional<uint32_t> build(std::span<const ExportInfo> exports);
  /// The number of the export of this name. `exports` are those that it was built of.
  std::optional<uint32_t> find(std::span<const ExportInfo> exports, std::string_view name) const;

 private:
  struct Entry {
    uint64_t hash;
    uint32_t number;
  };
  std::vector<Entry> entries_;
};

}  // namespace shoal::jit

#endif  // SHOAL_JIT_EXPORT_INDEX_H_
