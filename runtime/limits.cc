#include "shoal/limits.h"

namespace shoal {

ResourceLimiter::~ResourceLimiter() = default;

bool ResourceLimiter::memory_growing(uint64_t, uint64_t, std::optional<uint64_t>) noexcept {
  return true;
}

bool ResourceLimiter::table_growing(uint64_t, uint64_t, std::optional<uint64_t>) noexcept {
  return true;
}

}  // namespace shoal
