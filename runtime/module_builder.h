// The inside of a ModuleStream: a compilation for this machine that ends in a ModuleImpl.
#ifndef SHOAL_RUNTIME_MODULE_BUILDER_H_
#define SHOAL_RUNTIME_MODULE_BUILDER_H_

#include <cstdint>
#include <memory>
#include <span>
#include <utility>

#include "runtime/compilation.h"
#include "runtime/engine.h"
#include "runtime/module.h"
#include "shoal/error.h"

namespace shoal::runtime {

/// One module; one thread at a time. The first error sticks.
class ModuleBuilder {
 public:
  explicit ModuleBuilder(std::shared_ptr<EngineImpl> engine)
      : engine_(std::move(engine)),
        compilation_(compile_options(engine_->config(), engine_->config().bounds), host_target()) {}

  Result<void> feed(std::span<const uint8_t> bytes) { return compilation_.feed(bytes); }
  Result<void> adopt(std::vector<uint8_t> bytes) { return compilation_.adopt(std::move(bytes)); }
  /// The builder is spent afterwards.
  Result<std::shared_ptr<const ModuleImpl>> finish();

 private:
  const std::shared_ptr<EngineImpl> engine_;
  Compilation compilation_;
};

}  // namespace shoal::runtime

#endif  // SHOAL_RUNTIME_MODULE_BUILDER_H_
