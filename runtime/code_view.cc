#include "runtime/code_view.h"

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "runtime/function_names.h"
#include "runtime/module.h"
#include "shoal/detail/guarded.h"
#include "shoal/module.h"

namespace shoal {
namespace runtime {
namespace {

std::string_view describe(jit::SiteKind kind) {
  switch (kind) {
    case jit::SiteKind::kCall: return "call";
    case jit::SiteKind::kPending: return "trap of a runtime function";
    case jit::SiteKind::kHost: return "host function failed";
    case jit::SiteKind::kLoopPoll: return to_string(TrapKind::kInterrupt);
    case jit::SiteKind::kStackCheck: return to_string(TrapKind::kStackOverflow);
  }
  return to_string(static_cast<TrapKind>(kind));
}

std::vector<std::string> function_imports(const jit::ModuleInfo& info) {
  std::vector<std::string> names;
  for (const jit::ImportInfo& import : info.imports) {
    if (import.kind == ExternKind::kFunc) names.push_back(import.module + "." + import.name);
  }
  return names;
}

std::vector<CodeView::Function> functions(const jit::ModuleInfo& info,
                                          const jit::CodeTables& tables) {
  const FunctionNames names(info);
  std::vector<CodeView::Function> result;
  for (uint32_t i = 0; i < info.bodies.size(); ++i) {
    const jit::FunctionCode& f = tables.functions[i];
    const uint32_t index = info.imported_functions + i;
    result.push_back({index, names[index], std::min(f.external_entry, f.direct_entry),
                      f.direct_entry, f.end, info.bodies[i].begin, info.bodies[i].size});
  }
  return result;
}

}  // namespace

CodeStats code_stats(const jit::ModuleInfo& info, uint64_t code_bytes) {
  return {static_cast<uint32_t>(info.bodies.size()), info.code_section_size, code_bytes};
}

CodeView code_view(Target target, const jit::ModuleInfo& info,
                   std::span<const uint8_t> module_bytes, std::span<const uint8_t> code,
                   const jit::CodeTables& tables) {
  CodeView view;
  view.target = target;
  view.code = code;
  view.module_bytes = module_bytes;
  view.imports = function_imports(info);
  view.functions = functions(info, tables);
  for (const jit::CodeSite& s : tables.sites) {
    view.sites.push_back({s.code_offset, s.wasm_offset, describe(s.kind)});
  }
  for (const jit::SourceRow& r : tables.source) {
    view.source_map.push_back({r.code_offset, r.wasm_offset});
  }
  for (const jit::DataRange& d : tables.data) view.jump_tables.push_back({d.begin, d.size});
  return view;
}

}  // namespace runtime

Result<CodeView> Module::code(Bounds bounds) const {
  return detail::guarded([&]() -> Result<CodeView> {
    const Result<const jit::CodeImage*> image = impl_->image(bounds);
    if (!image) return image.error();
    return runtime::code_view(host_target(), impl_->info(), impl_->bytes(), (*image)->bytes(),
                              (*image)->tables());
  });
}

}  // namespace shoal
