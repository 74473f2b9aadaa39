#include "jit/code_image.h"

#include <algorithm>

namespace shoal::jit {

CodeImage::CodeImage(CodeMemory memory, std::vector<FunctionCode> functions,
                     std::vector<CodeSite> sites, std::vector<SourceRow> source,
                     std::vector<DataRange> data, Bounds bounds, uint32_t imported_functions)
    : memory_(std::move(memory)),
      functions_(std::move(functions)),
      sites_(std::move(sites)),
      source_(std::move(source)),
      data_(std::move(data)),
      bounds_(bounds),
      imported_functions_(imported_functions) {}

const CodeSite* CodeImage::first_site(uintptr_t pc) const {
  const uintptr_t offset = pc - reinterpret_cast<uintptr_t>(base());
  const auto it =
      std::lower_bound(sites_.begin(), sites_.end(), offset,
                       [](const CodeSite& s, uintptr_t at) { return s.code_offset < at; });
  return it != sites_.end() && it->code_offset == offset ? &*it : nullptr;
}

const CodeSite* CodeImage::find_call(uintptr_t pc) const {
  const CodeSite* const site = first_site(pc);
  return site != nullptr && site->kind == SiteKind::kCall ? site : nullptr;
}

const CodeSite* CodeImage::find_trap(uintptr_t pc) const {
  const CodeSite* site = first_site(pc);
  if (site == nullptr || site->kind != SiteKind::kCall) return site;
  ++site;
  const bool same_place =
      site != sites_.data() + sites_.size() && site[0].code_offset == site[-1].code_offset;
  return same_place ? site : nullptr;
}

std::optional<uint32_t> CodeImage::find_function(uintptr_t pc) const {
  const uintptr_t offset = pc - reinterpret_cast<uintptr_t>(base());
  const auto it =
      std::upper_bound(functions_.begin(), functions_.end(), offset,
                       [](uintptr_t at, const FunctionCode& f) { return at < f.external_entry; });
  if (it == functions_.begin() || offset > std::prev(it)->end) return std::nullopt;
  return imported_functions_ + static_cast<uint32_t>(it - functions_.begin() - 1);
}

}  // namespace shoal::jit
