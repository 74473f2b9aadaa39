// ModuleCompiler for one MacroAssembler.
#ifndef SHOAL_JIT_MODULE_COMPILER_FOR_H_
#define SHOAL_JIT_MODULE_COMPILER_FOR_H_

#include <memory>

#include "jit/compiler.h"
#include "jit/module_info.h"

namespace shoal::jit {

/// Instantiated in module_compiler_for.cc, which is compiled once for each CPU.
template <class Masm, class Features>
std::unique_ptr<ModuleCompiler> make_module_compiler(const ModuleInfo& info,
                                                     const CompileOptions& options,
                                                     const Features& features);

}  // namespace shoal::jit

#endif  // SHOAL_JIT_MODULE_COMPILER_FOR_H_
