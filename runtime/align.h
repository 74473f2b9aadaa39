// Rounding to powers of two.
#ifndef SHOAL_RUNTIME_ALIGN_H_
#define SHOAL_RUNTIME_ALIGN_H_

#include <cstdint>

namespace shoal::runtime {

/// `n` rounded up to a multiple of `unit`, a power of two. `n` must not be within `unit` of 2^64.
constexpr uint64_t round_up(uint64_t n, uint64_t unit) { return (n + unit - 1) & ~(unit - 1); }

}  // namespace shoal::runtime

#endif  // SHOAL_RUNTIME_ALIGN_H_
