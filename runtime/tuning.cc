#include "shoal/tuning.h"

#include <algorithm>
#include <string>

namespace shoal {

const std::array<Tuning::Switch, 14>& Tuning::switches() {
  static constexpr std::array<Switch, 14> kSwitches = {{
      {"homes", &Tuning::homes, "hot locals live in registers, around loops too"},
      {"latent_locals", &Tuning::latent_locals, "local.get is read only when it is needed"},
      {"constants", &Tuning::constants, "constants fold and become immediates"},
      {"fused_compares", &Tuning::fused_compares, "compares stay in the flags for branches"},
      {"lazy_adds", &Tuning::lazy_adds, "adds and shifts join into one instruction"},
      {"targeting", &Tuning::targeting, "results are computed into the local that they are set to"},
      {"local_cache", &Tuning::local_cache, "other locals are cached in registers within a block"},
      {"heap_inline", &Tuning::heap_inline, "checked code tests the last-used heap inline"},
      {"heap_mirror", &Tuning::heap_mirror,
       "checked code reaches mapped heaps without a further test"},
      {"check_elision", &Tuning::check_elision, "checked code tests an unchanged local once"},
      {"zero_elision", &Tuning::zero_elision, "locals set before they are read are not zeroed"},
      {"folding", &Tuning::folding, "an instruction may absorb the one before"},
      {"constant_homes", &Tuning::constant_homes, "constants of loops live in registers left over"},
      {"constant_division", &Tuning::constant_division, "division by constants multiplies"},
  }};
  return kSwitches;
}

namespace {

Error bad_switch(std::string_view item) {
  std::string known;
  for (const Tuning::Switch& s : Tuning::switches()) {
    known += (known.empty() ? "" : ", ") + std::string(s.name);
  }
  return make_error(
      ErrorKind::kArgument,
      "tuning '" + std::string(item) + "': expected NAME=on or NAME=off, NAME one of " + known);
}

}  // namespace

Result<void> Tuning::apply(std::string_view spec) {
  Tuning changed = *this;
  while (!spec.empty()) {
    const std::string_view item = spec.substr(0, spec.find(','));
    spec.remove_prefix(std::min(spec.size(), item.size() + 1));
    const size_t equals = item.find('=');
    if (equals == std::string_view::npos) return bad_switch(item);
    const std::string_view name = item.substr(0, equals);
    const std::string_view state = item.substr(equals + 1);
    const auto& all = switches();
    const auto it =
        std::find_if(all.begin(), all.end(), [name](const Switch& s) { return s.name == name; });
    if (it == all.end() || (state != "on" && state != "off")) return bad_switch(item);
    changed.*(it->member) = state == "on";
  }
  *this = changed;
  return {};
}

}  // namespace shoal
