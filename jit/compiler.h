// The compiler's face to the runtime: bytes in (through ModuleReader), LinkedCode out.
#ifndef SHOAL_JIT_COMPILER_H_
#define SHOAL_JIT_COMPILER_H_

#include <cstdint>
#include <iosfwd>
#include <memory>
#include <span>

#include "jit/code_tables.h"
#include "jit/module_info.h"
#include "shoal/error.h"
#include "shoal/limits.h"
#include "shoal/target.h"
#include "shoal/tuning.h"

namespace shoal::jit {

struct CompileOptions {
  Bounds bounds = Bounds::kGuarded;
  Tuning tuning;
  /// Checked code for any memory: every access is tested, and touches at most kTailGuard bytes
  /// behind the limit. Without it code wants what guarded code wants: nothing but memory, heaps
  /// where they belong, and inaccessible pages in the kWholeSpace bytes from the memory's start.
  bool exact = false;
  bool interruptible = false;  ///< Poll the interrupt word at loop headers, not only in prologues.
  bool spectre = false;        ///< Clamp what was tested against misprediction (Config::spectre).
  bool fuel = false;  ///< Count what is executed (jit/fuel.h); calls of imports go through records.
  bool check_aux_stack = true;  ///< Check what is assigned to the stack pointer (LinkedAreas).
  ResourceLimits limits;        ///< What modules are held to, for their ModuleInfo.
  bool source_map = false;      ///< Keep a wasm offset for every instruction (objdump, profilers).
  std::ostream* trace = nullptr;  ///< Print opcode, abstract stack and emitted code.
  /// How to print code (Config::trace_code).
  void (*trace_code)(std::ostream&, Target, std::span<const uint8_t> code,
                     uint32_t begin) = nullptr;
  Target target{};  ///< Set by ModuleCompiler::create.
};

/// Whether the code is checked and exact: that was asked for, or the memory will be too small for
/// anything else.
bool is_exact(const ModuleInfo& info, const CompileOptions& options);

/// Compiles the functions of one module, one after the other as they arrive, on one thread. The
/// result depends on the module, the options and the target alone: not on the host, nor on how the
/// module's bytes were cut into chunks.
class ModuleCompiler {
 public:
  /// `info` must outlive the compiler and hold everything up to the code section by the first
  /// add_function.
  static std::unique_ptr<ModuleCompiler> create(const ModuleInfo& info,
                                                const CompileOptions& options, Target target);
  virtual ~ModuleCompiler() = default;

  /// Validates and compiles function `func_index` (index space of all functions). `body` runs from
  /// the local declarations to the final `end`; `wasm_offset` is its place in the module, for
  /// errors and tables. Functions must be added in index order. After an error the compiler is
  /// spent.
  virtual Result<void> add_function(uint32_t func_index, std::span<const uint8_t> body,
                                    uint64_t wasm_offset) = 0;
  /// Links direct calls. Call once, after all functions.
  virtual Result<LinkedCode> finish() = 0;
  /// Chooses the function's homes as add_function does, and does nothing else: to measure that.
  virtual Result<void> plan_function(uint32_t func_index, std::span<const uint8_t> body,
                                     uint64_t wasm_offset) = 0;
};

/// Validates the bodies of one module without compiling them.
class Validator {
 public:
  /// `info` must outlive the validator.
  explicit Validator(const ModuleInfo& info);
  ~Validator();
  Result<void> validate(uint32_t func_index, std::span<const uint8_t> body, uint64_t wasm_offset);

 private:
  struct Decoder;
  std::unique_ptr<Decoder> decoder_;
};

/// Validates one body.
Result<void> validate_function(const ModuleInfo& info, uint32_t func_index,
                               std::span<const uint8_t> body, uint64_t wasm_offset);

}  // namespace shoal::jit

#endif  // SHOAL_JIT_COMPILER_H_
