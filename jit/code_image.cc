#include "jit/code_image.h"

#include <algorithm>

namespace shoal::jit {

Result<CodeImage> CodeImage::seal(LinkedCode code) {
  if (Result<void> sealed = code.code.seal(); !sealed) return std::move(sealed).error();
  return CodeImage(std::move(code.code), std::move(code.tables));
}

SiteTable::Iterator CodeImage::first_site(uintptr_t pc) const {
  const uintptr_t offset = pc - reinterpret_cast<uintptr_t>(base());
  if (offset > size()) return {};  // A call that ends the code would return right behind it.
  const SiteTable::Iterator site = tables_.sites.from(static_cast<uint32_t>(offset));
  return site != tables_.sites.end() && site->code_offset == offset ? site : SiteTable::Iterator();
}

std::optional<CodeSite> CodeImage::find_call(uintptr_t pc) const {
  const SiteTable::Iterator site = first_site(pc);
  const bool found = site != tables_.sites.end() && site->kind == SiteKind::kCall;
  return found ? std::optional(*site) : std::nullopt;
}

std::optional<CodeSite> CodeImage::find_trap(uintptr_t pc) const {
  SiteTable::Iterator site = first_site(pc);
  if (site == tables_.sites.end()) return std::nullopt;
  const uint32_t place = site->code_offset;
  if (site->kind == SiteKind::kCall) ++site;
  const bool found = site != tables_.sites.end() && site->code_offset == place;
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
