// Ties the function compiler to one module and one CPU's MacroAssembler. Compiled once for each
// CPU; SHOAL_CPU is the namespace of its MacroAssembler (see CMakeLists.txt).
#include "jit/module_compiler_for.h"

#include "arch/targets.h"
#include "jit/function_compiler.h"
#include "jit/function_compiler_calls.h"
#include "jit/function_compiler_control.h"
#include "jit/function_compiler_division.h"
#include "jit/function_compiler_fuel.h"
#include "jit/function_compiler_memory.h"
#include "jit/function_compiler_numeric.h"

namespace shoal::jit {
namespace {

constexpr arch::ContextOffsets kContextOffsets = {
    offsetof(VmContext, stack_limit),
    offsetof(VmContext, thread),
    offsetof(VmThread, exit_fp),
    offsetof(VmContext, memory0) + offsetof(VmMemory, base),
    offsetof(VmContext, memory0) + offsetof(VmMemory, limit),
};

/// Bytes of code for a byte of WebAssembly, hardly ever more.
constexpr size_t kExpectedCode = 2;
/// The limit is looked at between instructions: by so much one of them may go beyond it.
constexpr size_t kOverrun = 16u << 20;

/// Reads the local declarations only.
class HeadDecoder : private ValidationState {
 public:
  explicit HeadDecoder(const ModuleInfo& info) : ValidationState(info) {}

  template <class Masm>
  Result<void> plan(FunctionCompiler<Masm>& functions, uint32_t func_index,
                    std::span<const uint8_t> body, uint64_t wasm_offset) {
    if (!begin(func_index, body, wasm_offset)) return result();
    functions.plan(func_index, locals_, {in_.pc(), in_.remaining()});
    return {};
  }
};

template <class Masm>
class ModuleCompilerFor final : public ModuleCompiler {
 public:
  template <class Features>
  ModuleCompilerFor(const ModuleInfo& info, const CompileOptions& options, const Features& features)
      : options_(options),
        vm_(info),
        memory_(CodeMemory::reserve(code_limit(info, Masm::kCodeReach) + kOverrun,
                                    kExpectedCode * info.code_section_size)),
        masm_(features, kContextOffsets, memory_ ? memory_->writable() : std::span<uint8_t>()),
        functions_(info, vm_, options_, masm_, code_),
        heads_(info) {
    masm_.set_folding(options.tuning.folding);
    code_.bounds = options.bounds;
    code_.exact = is_exact(info, options);
    code_.imported_functions = info.imported_functions;
    code_.functions.reserve(info.bodies.size());
  }

  Result<void> add_function(uint32_t func_index, std::span<const uint8_t> body,
                            uint64_t wasm_offset) override {
    if (!memory_) return memory_.error();
    return functions_.compile(func_index, body, wasm_offset);
  }

  Result<void> plan_function(uint32_t func_index, std::span<const uint8_t> body,
                             uint64_t wasm_offset) override {
    return heads_.plan(functions_, func_index, body, wasm_offset);
  }

  Result<LinkedCode> finish() override {
    if (!memory_) return memory_.error();
    if (masm_.failed()) return make_error(ErrorKind::kSystem, "out of memory while emitting code");
    uint8_t* const bytes = memory_->writable().data();
    for (const CallLink& link : code_.links) {
      Masm::link_call(bytes, link.return_offset, code_.functions[link.own_index].direct_entry);
    }
    if (Result<void> trimmed = memory_->trim(masm_.offset()); !trimmed) {
      return std::move(trimmed).error();
    }
    return LinkedCode{std::move(*memory_), std::move(code_)};
  }

 private:
  const CompileOptions options_;
  const VmLayout vm_;
  Result<CodeMemory> memory_;
  Masm masm_;
  ModuleCode code_;
  FunctionCompiler<Masm> functions_;
  HeadDecoder heads_;
};

}  // namespace

template <class Masm, class Features>
std::unique_ptr<ModuleCompiler> make_module_compiler(const ModuleInfo& info,
                                                     const CompileOptions& options,
                                                     const Features& features) {
  return std::make_unique<ModuleCompilerFor<Masm>>(info, options, features);
}

namespace cpu = arch::SHOAL_CPU;
template std::unique_ptr<ModuleCompiler> make_module_compiler<cpu::MacroAssembler, cpu::Features>(
    const ModuleInfo&, const CompileOptions&, const cpu::Features&);

}  // namespace shoal::jit
