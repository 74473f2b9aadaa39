#include "runtime/limits.h"

#include <string>
#include <string_view>

#include "shoal/types.h"

namespace shoal {
namespace runtime {
namespace {

struct Range {
  std::string_view name;
  uint64_t value;
  uint64_t least;
  uint64_t most;
};

}  // namespace

Result<void> check_limits(const ResourceLimits& limits) {
  const Range ranges[] = {
      {"module_bytes", limits.module_bytes, 0, UINT32_MAX},
      {"functions", limits.functions, 0, 10'000'000},
      {"function_locals", limits.function_locals, 0, 1'000'000},
      {"memory_bytes", limits.memory_bytes, 0, kMaxPages32 * kPageSize},
      {"stack_bytes", limits.stack_bytes, 4096, UINT64_MAX},
  };
  for (const Range& range : ranges) {
    if (range.value >= range.least && range.value <= range.most) continue;
    const bool is_low = range.value < range.least;
    std::string message = "Config::limits: ";
    message += range.name;
    message += " is " + std::to_string(range.value) + (is_low ? ", below " : ", beyond ") +
               std::to_string(is_low ? range.least : range.most) + ", its " +
               (is_low ? "least" : "greatest") + " value";
    return make_error(ErrorKind::kArgument, std::move(message));
  }
  return {};
}

Growth::Growth(const Limiters& limiters, Of what, uint64_t current, uint64_t wanted,
               std::optional<uint64_t> maximum)
    : what_(what), current_(current), wanted_(wanted) {
  const auto agrees = [&](ResourceLimiter& limiter) {
    return what == Of::kMemory ? limiter.memory_growing(current, wanted, maximum)
                               : limiter.table_growing(current, wanted, maximum);
  };
  if (limiters.instance_) {
    if (!agrees(*limiters.instance_)) return;
    instance_ = limiters.instance_.get();
  }
  if (limiters.engine_) {
    if (!agrees(*limiters.engine_)) return;
    engine_ = limiters.engine_.get();
  }
  allowed_ = true;
}

Growth::~Growth() {
  for (ResourceLimiter* const limiter : {engine_, instance_}) {
    if (!limiter) continue;
    if (what_ == Of::kMemory) {
      limiter->memory_growth_failed(current_, wanted_);
    } else {
      limiter->table_growth_failed(current_, wanted_);
    }
  }
}

}  // namespace runtime

ResourceLimiter::~ResourceLimiter() = default;

bool ResourceLimiter::memory_growing(uint64_t, uint64_t, std::optional<uint64_t>) noexcept {
  return true;
}

bool ResourceLimiter::table_growing(uint64_t, uint64_t, std::optional<uint64_t>) noexcept {
  return true;
}

void ResourceLimiter::memory_growth_failed(uint64_t, uint64_t) noexcept {}

void ResourceLimiter::table_growth_failed(uint64_t, uint64_t) noexcept {}

}  // namespace shoal
