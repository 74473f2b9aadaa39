// How large a module may be, where ResourceLimits does not say it (ModuleInfo::limits has those). The
// numbers follow the other engines' common limits, so that what runs elsewhere runs here. A module
// beyond them is refused with an error of kind kLimit.
#ifndef SHOAL_JIT_LIMITS_H_
#define SHOAL_JIT_LIMITS_H_

#include <cstdint>
#include <string>
#include <string_view>

namespace shoal::jit {

inline constexpr uint32_t kMaxTypes = 1'000'000;
inline constexpr uint32_t kMaxImports = 1'000'000;
inline constexpr uint32_t kMaxExports = 1'000'000;
inline constexpr uint32_t kMaxGlobals = 1'000'000;
/// Far beyond what modules have; keeps what an instance allocates for each of them in bounds.
inline constexpr uint32_t kMaxTables = 1u << 16;
inline constexpr uint32_t kMaxElementSegments = 1u << 16;
inline constexpr uint32_t kMaxDataSegments = 1'000'000;
inline constexpr uint32_t kMaxParams = 1'000;
inline constexpr uint32_t kMaxResults = 1'000;

/// Locals of all functions of a module: so many, and so many for each byte of its code. To declare
/// 50,000 takes six bytes, and no compiler passes over them for nothing.
inline constexpr uint64_t kMaxLocalsBase = 10'000'000;
inline constexpr uint64_t kMaxLocalsPerByte = 4;

/// "WHAT: the limit is VALUE (ResourceLimits::NAME)" and what to do about it.
[[gnu::cold]] std::string beyond(std::string_view what, std::string_view name, uint64_t value);

}  // namespace shoal::jit

#endif  // SHOAL_JIT_LIMITS_H_
