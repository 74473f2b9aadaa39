// Generated modules must do the same whichever way they are compiled, and the same as in V8.
//
// SHOAL_DIFF_SEEDS is the number of modules (fixed seeds 1, 2, ...); SHOAL_DIFF_SEED is one seed to
// run alone. A module that fails is written to differential-SEED.wasm in the working directory.
#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <string>
#include <utility>
#include <vector>

#include "tests/differential/outcome.h"

namespace shoal::differential {
namespace {

constexpr uint64_t kDefaultSeeds = 300;

/// More mismatches than this say nothing new.
constexpr int kMaxReports = 5;

std::vector<GeneratedModule> modules() {
  std::vector<GeneratedModule> all;
  if (const char* seed = std::getenv("SHOAL_DIFF_SEED")) {
    all.push_back(generate_module(std::strtoull(seed, nullptr, 10)));
    return all;
  }
  const char* count_text = std::getenv("SHOAL_DIFF_SEEDS");
  const uint64_t count = count_text ? std::strtoull(count_text, nullptr, 10) : kDefaultSeeds;
  for (uint64_t seed = 1; seed <= count; seed++) all.push_back(generate_module(seed));
  return all;
}

struct Variant {
  std::string name;
  Engine engine;
};

/// What `extra` sets stays, beside `bounds` and `tuning`.
Variant variant(std::string name, Bounds bounds, std::string_view tuning,
                const Config& extra = {}) {
  Config config = extra;
  config.bounds = bounds;
  if (!tuning.empty()) {
    EXPECT_TRUE(config.tuning.apply(tuning).ok());
  }
  auto engine = Engine::create(config);
  if (!engine) {
    ADD_FAILURE() << engine.error().to_string();
    std::abort();
  }
  return {std::move(name), std::move(*engine)};
}

/// Every way to compile that must not matter; the first is what the others are compared with.
std::vector<Variant> variants() {
  std::vector<Variant> all;
  std::string everything_off;
  for (const Tuning::Switch& s : Tuning::switches()) {
    everything_off += (everything_off.empty() ? "" : ",") + std::string(s.name) + "=off";
  }
  for (Bounds bounds : {Bounds::kGuarded, Bounds::kChecked}) {
    const std::string mode = bounds == Bounds::kGuarded ? "guarded" : "checked";
    all.push_back(variant(mode, bounds, ""));
    for (const Tuning::Switch& s : Tuning::switches()) {
      const std::string off = std::string(s.name) + "=off";
      all.push_back(variant(mode + ", " + off, bounds, off));
    }
    all.push_back(variant(mode + ", all off", bounds, everything_off));
    const Config spectre{.spectre = true}, fuel{.interruptible = true, .fuel = true};
    all.push_back(variant(mode + ", spectre", bounds, "", spectre));
    all.push_back(variant(mode + ", spectre, all off", bounds, everything_off, spectre));
    all.push_back(variant(mode + ", fuel", bounds, "", fuel));
    all.push_back(variant(mode + ", fuel, all off", bounds, everything_off, fuel));
  }
  return all;
}

std::string describe(const Invocation& call) {
  std::string text = function_name(call.function) + "(";
  for (const Value& v : call.arguments) text += (text.back() == '(' ? "" : ", ") + to_string(v);
  return text + ")";
}

std::string fuel_of(const Outcome& a, const Outcome& b) {
  if (!a.fuel || !b.fuel) return "";
  return "\n  fuel: " + std::to_string(*a.fuel) + " and " + std::to_string(*b.fuel);
}

void keep(const GeneratedModule& module) {
  std::ofstream out("differential-" + std::to_string(module.seed) + ".wasm", std::ios::binary);
  out.write(reinterpret_cast<const char*>(module.bytes.data()),
            static_cast<std::streamsize>(module.bytes.size()));
}

/// Reports the first invocation that differs, if any, and keeps the module. True if all are the
/// same.
bool same(const GeneratedModule& module, const std::string& left,
          const std::vector<Outcome>& expected, const std::string& right,
          const std::vector<Outcome>& got) {
  for (size_t i = 0; i < module.calls.size(); i++) {
    if (expected[i] == got[i]) continue;
    keep(module);
    ADD_FAILURE() << "seed " << module.seed << ", call " << i << ": " << describe(module.calls[i])
                  << "\n  " << left << ": " << expected[i].result << "; " << expected[i].state
                  << "\n  " << right << ": " << got[i].result << "; " << got[i].state
                  << fuel_of(expected[i], got[i]);
    return false;
  }
  return true;
}

TEST(Differential, TheSameSeedGivesTheSameModule) {
  EXPECT_EQ(generate_module(42).bytes, generate_module(42).bytes);
  EXPECT_NE(generate_module(42).bytes, generate_module(43).bytes);
}

TEST(Differential, EveryVariantDoesTheSame) {
  const std::vector<Variant> all = variants();
  int reports = 0;
  for (const GeneratedModule& module : modules()) {
    auto expected = run_in_shoal(all[0].engine, module);
    ASSERT_TRUE(expected.ok()) << "seed " << module.seed << ": " << expected.error().to_string();
    for (size_t i = 1; i < all.size(); i++) {
      auto got = run_in_shoal(all[i].engine, module);
      ASSERT_TRUE(got.ok()) << "seed " << module.seed << ", " << all[i].name << ": "
                            << got.error().to_string();
      for (size_t call = 0; call < got->size(); ++call) {
        std::optional<uint64_t>& known = (*expected)[call].fuel;
        if (!known) known = (*got)[call].fuel;
      }
      if (same(module, all[0].name, *expected, all[i].name, *got)) continue;
      if (++reports == kMaxReports) return;
      break;
    }
  }
}

TEST(Differential, V8DoesTheSame) {
  const std::vector<GeneratedModule> all = modules();
  auto node = run_in_node(all);
  ASSERT_TRUE(node.ok()) << node.error().to_string();
  if (!node->has_value()) GTEST_SKIP() << "node was not found";
  const Variant guarded = variant("Shoal", Bounds::kGuarded, "");
  int reports = 0;
  for (size_t i = 0; i < all.size(); i++) {
    auto got = run_in_shoal(guarded.engine, all[i]);
    ASSERT_TRUE(got.ok()) << "seed " << all[i].seed << ": " << got.error().to_string();
    for (Outcome& outcome : *got) outcome.result = node_trap_class(outcome.result);
    if (!same(all[i], "V8", (**node)[i], "Shoal", *got) && ++reports == kMaxReports) return;
  }
}

// The number is x86-64's; under an emulator, and on other hosts, this compares CPUs.
TEST(Differential, EveryCpuCountsTheSameFuel) {
  const Variant counting = variant("fuel", Bounds::kGuarded, "", {.fuel = true});
  uint64_t total = 0;
  for (uint64_t seed = 1; seed <= 30; seed++) {
    auto outcomes = run_in_shoal(counting.engine, generate_module(seed));
    ASSERT_TRUE(outcomes.ok()) << outcomes.error().to_string();
    for (const Outcome& outcome : *outcomes) total += *outcome.fuel;
  }
  EXPECT_EQ(total, 175999u);
}

// If nearly every call trapped at once, the comparisons above would prove little.
TEST(Differential, MostGeneratedCallsReturn) {
  const Variant guarded = variant("guarded", Bounds::kGuarded, "");
  size_t calls = 0, traps = 0;
  for (uint64_t seed = 1; seed <= 50; seed++) {
    auto outcomes = run_in_shoal(guarded.engine, generate_module(seed));
    ASSERT_TRUE(outcomes.ok()) << outcomes.error().to_string();
    for (const Outcome& outcome : *outcomes) traps += outcome.result.starts_with("trap");
    calls += outcomes->size();
  }
  EXPECT_GT(calls, 800u);
  EXPECT_LT(traps * 2, calls);
  EXPECT_GT(traps, 0u);
}

}  // namespace
}  // namespace shoal::differential
