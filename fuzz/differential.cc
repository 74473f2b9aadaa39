// Valid modules that the input's bytes choose (tests/differential/generator.h), compiled in every
// way that must not matter: guarded, checked, with each optimisation off and with all off. Results,
// traps, memory and globals must be the same; where code counts what it executes, the fuel that is
// left, too, and the place where it runs out. To be quick, an input is compiled in a few ways only,
// which follow from it.
#include <cstdint>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "shoal/shoal.h"
#include "tests/differential/outcome.h"
#include "tests/random.h"
#include "tests/require.h"

namespace shoal::fuzz {
namespace {

using tests::require;

struct Variant {
  std::string name;
  Engine engine;
};

/// The first is what the others are compared with.
std::vector<Variant> make_variants(bool fuel) {
  std::vector<Variant> variants;
  const auto add = [&](std::string name, Config config) {
    config.fuel = fuel;
    auto engine = Engine::create(config);
    require(engine.ok(), engine.ok() ? "" : engine.error().to_string());
    variants.push_back({std::move(name), std::move(*engine)});
  };
  for (const Bounds bounds : {Bounds::kGuarded, Bounds::kChecked}) {
    const std::string mode = bounds == Bounds::kGuarded ? "guarded" : "checked";
    Config all_off{.bounds = bounds};
    add(mode, {.bounds = bounds});
    for (const Tuning::Switch& s : Tuning::switches()) {
      Config config{.bounds = bounds};
      config.tuning.*s.member = false;
      all_off.tuning.*s.member = false;
      add(mode + ", " + std::string(s.name) + " off", config);
    }
    add(mode + ", all off", all_off);
  }
  return variants;
}

std::vector<differential::Outcome> run(const Variant& variant,
                                       const differential::GeneratedModule& module, uint64_t fuel) {
  auto outcomes = differential::run_in_shoal(variant.engine, module, fuel);
  require(outcomes.ok(), outcomes.ok() ? "" : variant.name + ": " + outcomes.error().to_string());
  return std::move(*outcomes);
}

std::string show(const differential::Outcome& outcome) {
  return outcome.result + "; " + outcome.state + "; fuel " +
         (outcome.fuel ? std::to_string(*outcome.fuel) : "not counted");
}

void check(std::span<const uint8_t> entropy) {
  constexpr int kOthers = 3;
  static const std::vector<Variant> plain = make_variants(false), counting = make_variants(true);
  const differential::GeneratedModule module = differential::generate_module(entropy);
  // The input's first bytes also choose the module's first traits; its size does not.
  tests::Random random(entropy.size());
  const std::vector<Variant>& variants = random.below(2) == 0 ? counting : plain;
  const uint64_t fuel = random.pick<uint64_t>({uint64_t{1} << 40, 10'000, random.below(2000)});
  const std::vector<differential::Outcome> expected = run(variants[0], module, fuel);
  for (int n = 0; n < kOthers; ++n) {
    const Variant& variant = random.pick(variants);
    const std::vector<differential::Outcome> outcomes = run(variant, module, fuel);
    for (size_t i = 0; i < expected.size(); ++i) {
      const differential::Outcome &a = expected[i], &b = outcomes[i];
      require(a == b, "call " + std::to_string(i) + " of " +
                          differential::function_name(module.calls[i].function) +
                          "\n  guarded: " + show(a) + "\n  " + variant.name + ": " + show(b));
    }
  }
}

}  // namespace
}  // namespace shoal::fuzz

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  shoal::fuzz::check({data, size});
  return 0;
}
