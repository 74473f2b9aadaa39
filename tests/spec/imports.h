// Which modules a binary imports from, also of a module that Shoal does not support.
#ifndef SHOAL_TESTS_SPEC_IMPORTS_H_
#define SHOAL_TESTS_SPEC_IMPORTS_H_

#include <cstdint>
#include <set>
#include <span>
#include <string>

namespace shoal::spec {

/// The module names in the import section of `bytes`, as far as it can be read.
std::set<std::string> imported_modules(std::span<const uint8_t> bytes);

}  // namespace shoal::spec

#endif  // SHOAL_TESTS_SPEC_IMPORTS_H_
