// What a call of generated code did, in a form that engines can be compared by.
#ifndef SHOAL_TESTS_DIFFERENTIAL_OUTCOME_H_
#define SHOAL_TESTS_DIFFERENTIAL_OUTCOME_H_

#include <optional>
#include <string>
#include <vector>

#include "shoal/shoal.h"
#include "tests/differential/generator.h"

namespace shoal::differential {

/// The visible effects of one invocation. Floats are shown by their bits, all NaNs alike.
struct Outcome {
  std::string result;  ///< The results, or "trap: " and the kind.
  std::string
      state;  ///< Afterwards: what the host functions saw, memory (pages and hash), globals.
  std::optional<uint64_t> fuel = {};  ///< What it consumed, if that was counted.

  /// Fuel is compared if it was counted in both.
  bool operator==(const Outcome& o) const {
    return result == o.result && state == o.state && (!fuel || !o.fuel || *fuel == *o.fuel);
  }
};

/// Runs the module's invocations in a fresh instance. Error: it cannot be compiled or instantiated,
/// or a call failed in a way that is no trap. `fuel` is what each invocation has, if the engine counts.
Result<std::vector<Outcome>> run_in_shoal(const Engine& engine, const GeneratedModule& module,
                                          uint64_t fuel = uint64_t{1} << 40);

/// The same in node (V8), for all modules at once: traps by V8's classes (see node_trap_class).
/// Nothing if node is not there; an Error if it failed.
Result<std::optional<std::vector<std::vector<Outcome>>>> run_in_node(
    const std::vector<GeneratedModule>& modules);

/// The coarser kind of trap that V8's messages allow to tell, for a result of run_in_shoal.
std::string node_trap_class(const std::string& result);

}  // namespace shoal::differential

#endif  // SHOAL_TESTS_DIFFERENTIAL_OUTCOME_H_
