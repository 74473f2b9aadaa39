// How functions that give a Result deal with want of memory: it is an Error, too (kSystem, "out of
// memory"). Only if there is none even for that Error, which takes some hundred bytes, they throw
// std::bad_alloc, and nothing has been lost or left half-done then. Functions that return containers
// or handles without a Result throw std::bad_alloc.
#ifndef SHOAL_DETAIL_GUARDED_H_
#define SHOAL_DETAIL_GUARDED_H_

#include <new>
#include <type_traits>

#include "shoal/error.h"

namespace shoal::detail {

/// Needs no memory.
inline Error out_of_memory() { return make_error(ErrorKind::kSystem, "out of memory"); }

/// What `f` gives, a Result; if there is no memory for what it does, an Error that says so. If not
/// even for that, std::bad_alloc goes on to the caller.
template <class F>
std::invoke_result_t<F> guarded(F&& f) {
  try {
    return f();
  } catch (const std::bad_alloc&) {
    return out_of_memory();
  }
}

}  // namespace shoal::detail

#endif  // SHOAL_DETAIL_GUARDED_H_
