// must(): what the examples do about errors. A program of yours may hand them on instead: each says
// what went wrong, and where.
#ifndef SHOAL_EXAMPLES_MUST_H_
#define SHOAL_EXAMPLES_MUST_H_

#include <cstdio>
#include <cstdlib>
#include <type_traits>
#include <utility>

#include "shoal/error.h"

namespace example {

/// Ends the program with the error's message.
[[noreturn]] inline void give_up(const shoal::Error& error) {
  std::fflush(stdout);
  std::fprintf(stderr, "%s\n", error.to_string().c_str());
  std::exit(1);
}

/// The value of a result that the example cannot do without.
template <class T>
T must(shoal::Result<T> result) {
  if (!result) give_up(result.error());
  if constexpr (!std::is_void_v<T>) return std::move(result).value();
}

}  // namespace example

#endif  // SHOAL_EXAMPLES_MUST_H_
