#include "runtime/engine.h"

#include "runtime/interrupt.h"
#include "runtime/limits.h"
#include "runtime/signals.h"
#include "shoal/detail/guarded.h"
#include "shoal/engine.h"

namespace shoal {
namespace runtime {

Result<std::shared_ptr<EngineImpl>> EngineImpl::create(const Config& config) {
  if (Result<void> good = check_limits(config.limits); !good) return std::move(good).error();
  if (Result<void> installed = install_signal_handler(); !installed) {
    return std::move(installed).error();
  }
  prepare_barrier();
  auto stubs = jit::StubRegistry::create({.fuel = config.fuel, .spectre = config.spectre});
  if (!stubs) return std::move(stubs).error();
  return std::shared_ptr<EngineImpl>(new EngineImpl(config, std::move(*stubs)));
}

bool EngineImpl::add_instance() {
  uint64_t have = instances_.load(std::memory_order_relaxed);
  do {
    if (have >= config_.limits.instances) return false;
  } while (!instances_.compare_exchange_weak(have, have + 1, std::memory_order_relaxed));
  return true;
}

jit::CompileOptions compile_options(const Config& config, Bounds bounds) {
  jit::CompileOptions options;
  options.bounds = bounds;
  options.exact =
      config.limits.memory_bytes < jit::kAddressSpace32;  // No memory will span the whole space.
  options.tuning = config.tuning;
  options.interruptible = config.interruptible;
  options.spectre = config.spectre;
  options.fuel = config.fuel;
  options.check_aux_stack = config.check_aux_stack;
  options.limits = config.limits;
  options.source_map = config.source_map;
  options.trace = config.trace;
  options.trace_code = config.trace_code;
  return options;
}

}  // namespace runtime

Result<Engine> Engine::create(const Config& config) {
  return detail::guarded([&]() -> Result<Engine> {
    auto impl = runtime::EngineImpl::create(config);
    if (!impl) return std::move(impl).error();
    return Engine(std::move(*impl));
  });
}

const Config& Engine::config() const { return impl_->config(); }

}  // namespace shoal
