// Engine: the configuration and everything that modules share.
#ifndef SHOAL_ENGINE_H_
#define SHOAL_ENGINE_H_

#include <memory>

#include "shoal/api.h"
#include "shoal/config.h"
#include "shoal/error.h"

namespace shoal {

namespace runtime {
class EngineImpl;
}

/// A shared handle to an engine. Thread-safe; copying is cheap. Modules, and everything made from
/// them, keep their engine alive. Objects of different engines cannot be linked with each other.
class SHOAL_API Engine {
 public:
  /// Makes an engine. The first one in the process installs the handler of SIGSEGV, SIGBUS, SIGILL,
  /// SIGFPE and SIGTRAP; it acts only on faults in code that Shoal emitted and passes all others on
  /// to the handler it found. A program that installs its own handlers later must chain to it, and
  /// threads that run WebAssembly must not block these signals.
  /// Errors: kSystem, kArgument.
  static Result<Engine> create(const Config& config = {});

  const Config& config() const;

  /// For Shoal's own layers.
  explicit Engine(std::shared_ptr<runtime::EngineImpl> impl) : impl_(std::move(impl)) {}
  const std::shared_ptr<runtime::EngineImpl>& impl() const { return impl_; }

 private:
  std::shared_ptr<runtime::EngineImpl> impl_;
};

}  // namespace shoal

#endif  // SHOAL_ENGINE_H_
