#include "jit/export_index.h"

#include <algorithm>
#include <functional>

namespace shoal::jit {
namespace {

uint64_t hash_of(std::string_view name) { return std::hash<std::string_view>{}(name); }

}  // namespace

std::optional<uint32_t> ExportIndex::build(std::span<const ExportInfo> exports) {
  entries_.clear();
  entries_.reserve(exports.size());
  for (const ExportInfo& e : exports) {
    entries_.push_back({hash_of(e.name), static_cast<uint32_t>(entries_.size())});
  }
  const auto name = [&](const Entry& e) -> std::string_view { return exports[e.number].name; };
  std::sort(entries_.begin(), entries_.end(), [&](const Entry& a, const Entry& b) {
    return a.hash != b.hash ? a.hash < b.hash : name(a) < name(b);
  });
  for (size_t i = 1; i < entries_.size(); ++i) {
    const Entry &a = entries_[i - 1], &b = entries_[i];
    if (a.hash == b.hash && name(a) == name(b)) return b.number;
  }
  return std::nullopt;
}

std::optional<uint32_t> ExportIndex::find(std::span<const ExportInfo> exports,
                                          std::string_view name) const {
  const uint64_t hash = hash_of(name);
  const auto found = std::lower_bound(
      entries_.begin(), entries_.end(), name, [&](const Entry& e, std::string_view wanted) {
        return e.hash != hash ? e.hash < hash : exports[e.number].name < wanted;
      });
  if (found == entries_.end() || exports[found->number].name != name) return std::nullopt;
  return found->number;
}

}  // namespace shoal::jit
