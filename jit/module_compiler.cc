#include "arch/targets.h"
#include "jit/compiler.h"
#include "jit/module_compiler_for.h"
#include "jit/module_info.h"
#include "jit/vm_context.h"

namespace shoal::jit {

bool is_exact(const ModuleInfo& info, const CompileOptions& options) {
  if (options.bounds != Bounds::kChecked) return false;
  if (options.exact || info.memories.empty()) return options.exact;
  const Limits& limits = info.memories[0].limits;
  return limits.has_max && limits.max * kPageSize < kAddressSpace32;
}

std::unique_ptr<ModuleCompiler> ModuleCompiler::create(const ModuleInfo& info,
                                                       const CompileOptions& options,
                                                       Target target) {
  CompileOptions targeted = options;
  targeted.target = target;
  return arch::visit_target(target,
                            [&]<class Masm>(std::type_identity<Masm>, const auto& features) {
                              return make_module_compiler<Masm>(info, targeted, features);
                            });
}

}  // namespace shoal::jit
