// Config::limits checked, and everybody asked who has a say when something grows.
#ifndef SHOAL_RUNTIME_LIMITS_H_
#define SHOAL_RUNTIME_LIMITS_H_

#include <cstdint>
#include <memory>
#include <optional>
#include <utility>

#include "shoal/error.h"
#include "shoal/limits.h"

namespace shoal::runtime {

/// Error (kArgument): one of them is out of its range.
Result<void> check_limits(const ResourceLimits& limits);

/// The limiters that a memory or a table was made with: the instance's and the engine's, each of
/// them maybe none. As thread-safe as they are.
class Limiters {
 public:
  Limiters(std::shared_ptr<ResourceLimiter> engine, std::shared_ptr<ResourceLimiter> instance)
      : engine_(std::move(engine)),
        instance_(instance == engine_ ? nullptr : std::move(instance)) {}

 private:
  friend class Growth;

  const std::shared_ptr<ResourceLimiter> engine_;
  const std::shared_ptr<ResourceLimiter> instance_;  ///< Null if it is the engine's: asked once.
};

/// One growth of a memory or a table. Unless it is said to be done, the limiters that have allowed
/// it hear at the end that it has failed.
class Growth {
 public:
  enum class Of : uint8_t { kMemory, kTable };

  /// Asks.
  Growth(const Limiters& limiters, Of what, uint64_t current, uint64_t wanted,
         std::optional<uint64_t> maximum);
  ~Growth();
  Growth(const Growth&) = delete;
  Growth& operator=(const Growth&) = delete;

  /// All have agreed.
  bool allowed() const { return allowed_; }
  /// It has happened.
  void done() { engine_ = instance_ = nullptr; }

 private:
  const Of what_;
  const uint64_t current_;
  const uint64_t wanted_;
  bool allowed_ = false;
  ResourceLimiter* engine_ = nullptr;  ///< Those that have agreed and would have to hear.
  ResourceLimiter* instance_ = nullptr;
};

}  // namespace shoal::runtime

#endif  // SHOAL_RUNTIME_LIMITS_H_
