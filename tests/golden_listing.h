// How golden files show code: the machine code of both CPUs side by side, below each WebAssembly
// instruction that it belongs to. tests/golden/README.md explains the form to its readers.
#ifndef SHOAL_TESTS_GOLDEN_LISTING_H_
#define SHOAL_TESTS_GOLDEN_LISTING_H_

#include <string>
#include <string_view>

#include "shoal/objdump.h"

namespace shoal::golden {

/// Begins each line of a listing.
inline constexpr std::string_view kPrefix = ";; ";
/// Begins the first line of a listing, the function's name, and no comment that a person writes.
inline constexpr std::string_view kHeading = ";; $";

enum class Show {
  kBody,   ///< Without what every function has: entry, stack check, the last return.
  kFrame,  ///< Everything.
};

/// The listings of the same function for x86-64 and for AArch64 in two columns.
std::string side_by_side(const FunctionListing& x64, const FunctionListing& a64, Show show);

}  // namespace shoal::golden

#endif  // SHOAL_TESTS_GOLDEN_LISTING_H_
