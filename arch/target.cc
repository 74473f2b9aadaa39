#include "shoal/target.h"

#include <array>
#include <cstddef>
#include <string>

namespace shoal {
namespace {

constexpr std::array<Target, 3> kTargets = {Target::kX86_64, Target::kX86_64V3, Target::kAarch64};
constexpr std::array<std::string_view, kTargets.size()> kNames = {"x86_64", "x86_64_v3", "aarch64"};

}  // namespace

std::span<const Target> all_targets() { return kTargets; }

std::string_view to_string(Target target) { return kNames[static_cast<size_t>(target)]; }

Result<Target> parse_target(std::string_view name) {
  std::string known;
  for (const Target target : kTargets) {
    if (to_string(target) == name) return target;
    known += (known.empty() ? "" : ", ") + std::string(to_string(target));
  }
  return make_error(ErrorKind::kArgument,
                    "'" + std::string(name) + "' is no target; the targets are " + known);
}

}  // namespace shoal
