// What a truncation of a float to an integer is, for every CPU.
#ifndef SHOAL_ARCH_TRUNCATION_H_
#define SHOAL_ARCH_TRUNCATION_H_

#include <bit>
#include <cassert>
#include <cstdint>

#include "arch/operations.h"

namespace shoal::arch {

struct Truncation {
  Width from;
  Width to;
  bool is_signed;
  bool saturates;
};

/// `op` must be one of the sixteen truncations, which lie side by side in the enumeration.
constexpr Truncation describe_truncation(Convert op) {
  const auto n = static_cast<uint8_t>(op) - static_cast<uint8_t>(Convert::kI32TruncF32S);
  assert(n < 16 && "not a truncation");
  return {(n & 2) != 0 ? Width::k64 : Width::k32, (n & 4) != 0 ? Width::k64 : Width::k32,
          (n & 1) == 0, n >= 8};
}

/// The bits of `value` as a float of width `w`.
constexpr uint64_t float_bits(Width w, double value) {
  return w == Width::k64 ? std::bit_cast<uint64_t>(value)
                         : std::bit_cast<uint32_t>(static_cast<float>(value));
}

}  // namespace shoal::arch

#endif  // SHOAL_ARCH_TRUNCATION_H_
