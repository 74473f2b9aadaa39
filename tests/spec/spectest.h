// The module "spectest" that scripts import from.
#ifndef SHOAL_TESTS_SPEC_SPECTEST_H_
#define SHOAL_TESTS_SPEC_SPECTEST_H_

#include "shoal/linker.h"

namespace shoal::spec {

/// Defines every item of "spectest". What the engine cannot make yet (a shared memory, say) stays
/// undefined: a module that imports it does not compile either.
void define_spectest(Linker& linker);

}  // namespace shoal::spec

#endif  // SHOAL_TESTS_SPEC_SPECTEST_H_
