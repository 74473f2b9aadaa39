// Ties the function compiler to one module and the host's MacroAssembler.
#include "arch/host.h"
#include "jit/compiler.h"
#include "jit/function_compiler.h"
#include "jit/function_compiler_calls.h"
#include "jit/function_compiler_control.h"
#include "jit/function_compiler_memory.h"
#include "jit/function_compiler_numeric.h"

namespace shoal::jit {
namespace {

constexpr arch::ContextOffsets kContextOffsets = {
    offsetof(VmContext, stack_limit),
    offsetof(VmContext, memory0) + offsetof(VmMemory, base),
    offsetof(VmContext, memory0) + offsetof(VmMemory, limit),
};

template <class Masm>
class ModuleCompilerFor final : public ModuleCompiler {
 public:
  template <class Features>
  ModuleCompilerFor(const ModuleInfo& info, const CompileOptions& options, const Features& features)
      : info_(info),
        options_(options),
        vm_(info),
        masm_(features, kContextOffsets),
        functions_(info_, vm_, options_, masm_, code_) {
    code_.functions.reserve(info.bodies.size());
  }

  Result<void> add_function(uint32_t func_index, std::span<const uint8_t> body,
                            uint64_t wasm_offset) override {
    return functions_.compile(func_index, body, wasm_offset);
  }

  Result<CodeImage> finish() override {
    if (masm_.failed()) return make_error(ErrorKind::kSystem, "out of memory while emitting code");
    // Links are patched in the assembler's own buffer, which is then copied to where it is
    // executed.
    auto* const bytes = const_cast<uint8_t*>(masm_.code().data());
    for (const CallLink& link : code_.links) {
      Masm::link_call(bytes, link.return_offset, code_.functions[link.own_index].direct_entry);
    }
    Result<CodeMemory> memory = CodeMemory::seal(masm_.code());
    if (!memory.ok()) return std::move(memory).error();
    return CodeImage(std::move(*memory), std::move(code_.functions), std::move(code_.sites),
                     std::move(code_.source), std::move(code_.data), options_.bounds,
                     info_.imported_functions);
  }

 private:
  const ModuleInfo& info_;
  const CompileOptions options_;
  const VmLayout vm_;
  Masm masm_;
  ModuleCode code_;
  FunctionCompiler<Masm> functions_;
};

}  // namespace

std::unique_ptr<ModuleCompiler> ModuleCompiler::create(const ModuleInfo& info,
                                                       const CompileOptions& options) {
  return std::make_unique<ModuleCompilerFor<arch::HostMacroAssembler>>(info, options,
                                                                       arch::HostFeatures::host());
}

}  // namespace shoal::jit
