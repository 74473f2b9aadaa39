#include "jit/code_image.h"

#include <algorithm>

namespace shoal::jit {

Result<CodeImage> CodeImage::seal(LinkedCode code) {
  Result<CodeMemory> memory = CodeMemory::seal(code.bytes);
  if (!memory) return std::move(memory).error();
  return CodeImage(std::move(*memory), std::move(code.tables));
}

const CodeSite* CodeImage::first_site(uintptr_t pc) const {
  const uintptr_t offset = pc - reinterpret_cast<uintptr_t>(base());
  const std::vector<CodeSite>& sites = tables_.sites;
  const auto it =
      std::lower_bound(sites.begin(), sites.end(), offset,
                       [](const CodeSite& s, uintptr_t at) { return s.code_offset < at; });
  return it != sites.end() && it->code_offset == offset ? &*it : nullptr;
}

const CodeSite* CodeImage::find_call(uintptr_t pc) const {
  const CodeSite* const site = first_site(pc);
  return site != nullptr && site->kind == SiteKind::kCall ? site : nullptr;
}

const CodeSite* CodeImage::find_trap(uintptr_t pc) const {
  const CodeSite* site = first_site(pc);
  if (site == nullptr || site->kind != SiteKind::kCall) return site;
  ++site;
  const CodeSite* const end = tables_.sites.data() + tables_.sites.size();
  const bool same_place = site != end && site[0].code_offset == site[-1].code_offset;
  return same_place ? site : nullptr;
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
