// Module::code: a look at machine code for tools.
#include <algorithm>

#include "runtime/module.h"
#include "shoal/module.h"

namespace shoal {
namespace {

std::string_view describe(jit::SiteKind kind) {
  switch (kind) {
    case jit::SiteKind::kCall: return "call";
    case jit::SiteKind::kPending: return "trap of a runtime function";
    case jit::SiteKind::kHost: return "host function failed";
    case jit::SiteKind::kStackCheck: return to_string(TrapKind::kStackOverflow);
  }
  return to_string(static_cast<TrapKind>(kind));
}

}  // namespace

Result<CodeView> Module::code(Bounds bounds) const {
  const Result<const jit::CodeImage*> image = impl_->image(bounds);
  if (!image) return image.error();
  const jit::ModuleInfo& info = impl_->info();
  CodeView view;
  view.code = (*image)->bytes();
  view.module_bytes = impl_->bytes();
  for (uint32_t i = 0; i < info.bodies.size(); ++i) {
    const jit::FunctionCode& f = (*image)->function(i);
    const uint32_t index = info.imported_functions + i;
    view.functions.push_back({index, impl_->function_name(index),
                              std::min(f.external_entry, f.direct_entry), f.direct_entry, f.end,
                              info.bodies[i].begin, info.bodies[i].size});
  }
  for (const jit::CodeSite& s : (*image)->sites()) {
    view.sites.push_back({s.code_offset, s.wasm_offset, describe(s.kind)});
  }
  for (const jit::SourceRow& r : (*image)->source_map()) {
    view.source_map.push_back({r.code_offset, r.wasm_offset});
  }
  for (const jit::DataRange& d : (*image)->data_ranges()) {
    view.jump_tables.push_back({d.begin, d.size});
  }
  return view;
}

}  // namespace shoal
