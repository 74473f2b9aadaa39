// What the fuzzers that run code have in common: engines that compile in different ways, made once,
// and the value of what must not fail.
#ifndef SHOAL_FUZZ_ENGINES_H_
#define SHOAL_FUZZ_ENGINES_H_

#include <array>
#include <utility>

#include "shoal/shoal.h"
#include "tests/require.h"

namespace shoal::fuzz {

template <class T>
T good(Result<T> result) {
  tests::require(result.ok(), result.ok() ? "" : result.error().to_string());
  if constexpr (!std::is_void_v<T>) return std::move(*result);
}

/// Guarded and checked, with all optimisations and with none.
inline const std::array<Engine, 4>& engines() {
  static const std::array<Engine, 4> engines = [] {
    Tuning plain;
    for (const Tuning::Switch& s : Tuning::switches()) plain.*s.member = false;
    return std::array{good(Engine::create({.bounds = Bounds::kGuarded})),
                      good(Engine::create({.bounds = Bounds::kChecked})),
                      good(Engine::create({.bounds = Bounds::kGuarded, .tuning = plain})),
                      good(Engine::create({.bounds = Bounds::kChecked, .tuning = plain}))};
  }();
  return engines;
}

}  // namespace shoal::fuzz

#endif  // SHOAL_FUZZ_ENGINES_H_
