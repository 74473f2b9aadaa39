#include "arch/targets.h"
#include "jit/compiler.h"
#include "jit/module_compiler_for.h"

namespace shoal::jit {

std::unique_ptr<ModuleCompiler> ModuleCompiler::create(const ModuleInfo& info,
                                                       const CompileOptions& options,
                                                       Target target) {
  return arch::visit_target(target,
                            [&]<class Masm>(std::type_identity<Masm>, const auto& features) {
                              return make_module_compiler<Masm>(info, options, features);
                            });
}

}  // namespace shoal::jit
