// Target: the machines that code can be compiled for, whichever machine compiles it.
#ifndef SHOAL_TARGET_H_
#define SHOAL_TARGET_H_

#include <cstdint>
#include <span>
#include <string_view>

#include "shoal/api.h"
#include "shoal/error.h"

namespace shoal {

/// A CPU architecture and the instructions of it that code may use. The same module compiled for
/// the same target with the same options gives the same bytes on every host.
enum class Target : uint8_t {
  kX86_64,    ///< "x86_64": x86-64-v2 (SSE4.1, POPCNT), the least that Shoal runs on.
  kX86_64V3,  ///< "x86_64_v3": with AVX, BMI1, BMI2 and LZCNT.
  kAarch64,   ///< "aarch64": Armv8.0-A. Branch target hints are always emitted.
};

/// Every target, in the order of the enumeration.
SHOAL_API std::span<const Target> all_targets();
/// The word for a target, as in `shoal compile --target`.
SHOAL_API std::string_view to_string(Target target);
/// The target that `name` is the word for. Error (kArgument) lists the words.
SHOAL_API Result<Target> parse_target(std::string_view name);
/// What Module::compile compiles for: the best target that this machine can run. Thread-safe.
SHOAL_API Target host_target();

}  // namespace shoal

#endif  // SHOAL_TARGET_H_
