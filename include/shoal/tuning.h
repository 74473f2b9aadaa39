// Tuning: one switch per optimisation of the compiler. Off is always correct, only slower; the
// tests run the specification suite with each switch off.
#ifndef SHOAL_TUNING_H_
#define SHOAL_TUNING_H_

#include <array>
#include <string_view>

#include "shoal/api.h"
#include "shoal/error.h"

namespace shoal {

/// Compiler optimisations. All on by default; none changes what a program means.
struct SHOAL_API Tuning {
  bool homes = true;  ///< Hot locals live in registers for the whole function, around loops too.
  bool latent_locals =
      true;               ///< local.get pushes a reference, read only when (and if) it is needed.
  bool constants = true;  ///< Constants stay on the value stack, fold, and become immediates.
  bool fused_compares = true;  ///< Compares stay in the flags for br_if, if, select and eqz.
  bool lazy_adds = true;  ///< Adds and shifts wait on the value stack to join into one instruction.
  bool targeting = true;  ///< An operation followed by local.set computes into the local's home.
  bool local_cache = true;  ///< Locals without a home are cached in free registers within a block.
  bool heap_inline =
      true;  ///< Checked code tests the last-used shared heap inline before the walk.
  bool heap_mirror =
      true;  ///< Checked code reaches heaps that can be mapped without a further test.
  bool check_elision =
      true;  ///< Checked code tests a local once, while it and memory stay as they are.
  bool zero_elision = true;  ///< Locals that are set before they are read are not zeroed first.
  bool folding =
      true;  ///< An instruction may absorb the one before: a shift, a product, a compare.
  bool constant_homes =
      true;  ///< Constants that loops use live in registers that locals left over.
  bool constant_division = true;  ///< Division by a constant is a multiplication and shifts.

  struct Switch {
    std::string_view name;
    bool Tuning::*member;
    std::string_view help;
  };
  /// Every switch, by name.
  static const std::array<Switch, 14>& switches();
  /// Applies "name=off,name=on,...". Error (kArgument) names the unknown switch and lists the
  /// known.
  Result<void> apply(std::string_view spec);
  bool operator==(const Tuning&) const = default;
};

/// How emitted code keeps an access inside its memory; README has the picture.
enum class Bounds {
  kGuarded,  ///< No check: 4 GiB and a guard are reserved; an access outside faults and traps.
  kChecked,  ///< One compare; shared heaps and exact sizes are handled out of line.
};

}  // namespace shoal

#endif  // SHOAL_TUNING_H_
