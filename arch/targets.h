// From a target's name to its MacroAssembler. All of them exist on every host. CMakeLists.txt lists
// the namespaces of the CPUs, so that what is a template over the MacroAssembler can be compiled in
// one object file for each.
#ifndef SHOAL_ARCH_TARGETS_H_
#define SHOAL_ARCH_TARGETS_H_

#include <cstdlib>
#include <type_traits>

#include "arch/a64/macro_assembler.h"
#include "arch/x64/macro_assembler.h"
#include "shoal/target.h"

namespace shoal::arch {

/// Calls `visit` with the type of the target's MacroAssembler and the features to make one with:
/// `visit(std::type_identity<x64::MacroAssembler>(), x64::Features())`.
template <class Visitor>
auto visit_target(Target target, Visitor visit) {
  switch (target) {
    case Target::kX86_64: return visit(std::type_identity<x64::MacroAssembler>(), x64::Features());
    case Target::kX86_64V3:
      return visit(std::type_identity<x64::MacroAssembler>(), x64::Features::v3());
    case Target::kAarch64:
      return visit(std::type_identity<a64::MacroAssembler>(), a64::Features());
  }
  std::abort();  // Not one of the enumeration's values.
}

}  // namespace shoal::arch

#endif  // SHOAL_ARCH_TARGETS_H_
