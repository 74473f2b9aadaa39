// Bytes, in chunks of any size, to a ModuleImpl: the reader hands each function body to the
// compiler as it comes.
#ifndef SHOAL_RUNTIME_MODULE_BUILDER_H_
#define SHOAL_RUNTIME_MODULE_BUILDER_H_

#include <cstdint>
#include <memory>
#include <span>

#include "jit/compiler.h"
#include "jit/module_info.h"
#include "jit/module_reader.h"
#include "runtime/engine.h"
#include "runtime/module.h"
#include "shoal/error.h"

namespace shoal::runtime {

/// One module; one thread at a time. The first error sticks.
class ModuleBuilder final : private jit::ModuleSink {
 public:
  explicit ModuleBuilder(std::shared_ptr<EngineImpl> engine)
      : engine_(std::move(engine)),
        info_(std::make_unique<jit::ModuleInfo>()),
        reader_(*info_, *this) {}

  Result<void> feed(std::span<const uint8_t> bytes) { return reader_.feed(bytes); }
  /// The builder is spent afterwards.
  Result<std::shared_ptr<const ModuleImpl>> finish();

 private:
  Result<void> on_code_start() override;
  Result<void> on_function_body(uint32_t func_index, std::span<const uint8_t> body,
                                uint64_t wasm_offset) override;

  const std::shared_ptr<EngineImpl> engine_;
  std::unique_ptr<jit::ModuleInfo> info_;
  jit::ModuleReader reader_;
  std::unique_ptr<jit::ModuleCompiler> compiler_;
};

}  // namespace shoal::runtime

#endif  // SHOAL_RUNTIME_MODULE_BUILDER_H_
