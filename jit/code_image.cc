#include "jit/code_image.h"

#include <algorithm>

namespace shoal::jit {

Result<CodeImage> CodeImage::seal(LinkedCode code) {
  if (Result<void> sealed = code.code.seal(); !sealed) return std::move(sealed).error();
  return CodeImage(std::move(code.code), std::move(code.tables));
}

std::optional<CodeSite> CodeImage::find_call(uintptr_t pc) const {
  const auto offset = static_cast<uint32_t>(pc - reinterpret_cast<uintptr_t>(base()));
  if (!contains_end(pc)) return std::nullopt;
  const SiteTable::Iterator site = tables_.sites.from(offset);
  const bool found =
      site != tables_.sites.end() && site->code_offset == offset && site->kind == SiteKind::kCall;
  return found ? std::optional(*site) : std::nullopt;
}

std::optional<CodeSite> CodeImage::find_trap(uintptr_t pc) const {
  const auto offset = static_cast<uint32_t>(pc - reinterpret_cast<uintptr_t>(base()));
  if (!contains_end(pc)) return std::nullopt;
  SiteTable::Iterator site = tables_.sites.from(offset);
  if (site != tables_.sites.end() && site->code_offset == offset && site->kind == SiteKind::kCall) {
    ++site;
  }
  const bool found = site != tables_.sites.end() && site->code_offset == offset;
  return found ? std::optional(*site) : std::nullopt;
}

const uint8_t* CodeImage::find_slow_path(uintptr_t pc) const {
  const uintptr_t offset = pc - reinterpret_cast<uintptr_t>(base());
  const std::vector<SlowPath>& paths = tables_.slow_paths;
  const auto it = std::lower_bound(paths.begin(), paths.end(), offset,
                                   [](const SlowPath& p, uintptr_t at) { return p.access < at; });
  return it != paths.end() && it->access == offset ? base() + it->begin : nullptr;
}

std::optional<uint32_t> CodeImage::find_function(uintptr_t pc) const {
  const uintptr_t offset = pc - reinterpret_cast<uintptr_t>(base());
  const std::vector<FunctionCode>& functions = tables_.functions;
  const auto it =
      std::upper_bound(functions.begin(), functions.end(), offset,
                       [](uintptr_t at, const FunctionCode& f) { return at < f.external_entry; });
  if (it == functions.begin() || offset > std::prev(it)->end) return std::nullopt;
  return tables_.imported_functions + static_cast<uint32_t>(it - functions.begin() - 1);
}

}  // namespace shoal::jit
