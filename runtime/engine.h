// The inside of an Engine.
#ifndef SHOAL_RUNTIME_ENGINE_H_
#define SHOAL_RUNTIME_ENGINE_H_

#include <atomic>
#include <cstdint>
#include <memory>
#include <mutex>
#include <utility>

#include "jit/compiler.h"
#include "jit/stubs.h"
#include "runtime/heap_domain.h"
#include "runtime/type_registry.h"
#include "shoal/config.h"
#include "shoal/error.h"

namespace shoal::runtime {

/// What `config` says to the compiler, but for `bounds`.
jit::CompileOptions compile_options(const Config& config, Bounds bounds);

/// Thread-safe.
class EngineImpl {
 public:
  static Result<std::shared_ptr<EngineImpl>> create(const Config& config);

  const Config& config() const { return config_; }
  TypeRegistry& types() { return types_; }
  jit::StubRegistry& stubs() { return *stubs_; }
  /// Of the shared heaps that are made with this engine.
  const std::shared_ptr<HeapDomain>& heap_domain() const { return heap_domain_; }
  /// One instance more; false if that would be one too many. Each that was counted is given back.
  bool add_instance();
  void remove_instance() { instances_.fetch_sub(1, std::memory_order_relaxed); }
  /// Guards which object belongs to which group (runtime/lifetime.h).
  std::mutex& lifetime_mutex() { return lifetime_mutex_; }

 private:
  EngineImpl(const Config& config, std::unique_ptr<jit::StubRegistry> stubs)
      : config_(config), stubs_(std::move(stubs)) {}

  const Config config_;
  TypeRegistry types_;
  const std::unique_ptr<jit::StubRegistry> stubs_;
  std::mutex lifetime_mutex_;
  std::atomic<uint64_t> instances_ = 0;
  const std::shared_ptr<HeapDomain> heap_domain_ = std::make_shared<HeapDomain>();
};

}  // namespace shoal::runtime

#endif  // SHOAL_RUNTIME_ENGINE_H_
