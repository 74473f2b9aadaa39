// The groups of libc functions. A new function goes into the group of its subject.
#ifndef SHOAL_RUNTIME_LIBC_FUNCTIONS_H_
#define SHOAL_RUNTIME_LIBC_FUNCTIONS_H_

#include <string>
#include <string_view>
#include <utility>

#include "runtime/libc/guest.h"
#include "shoal/libc.h"
#include "shoal/linker.h"

namespace shoal::libc {

/// Defines functions under one module name, each by its name and with an underscore before it;
/// remembers the first error.
class Definer {
 public:
  Definer(Linker& linker, std::string_view module) : linker_(linker), module_(module) {}

  /// Defines `f`, an R (Guest, Args...).
  template <class R, class... Args>
  void function(std::string_view name, R (*f)(Guest, Args...)) {
    define(name, with_guest(f));
  }
  /// Defines any host function.
  template <class F>
  void define(std::string_view name, F f) {
    add(name, Func::wrap(linker_.engine(), std::move(f)), &Definer::set);
  }
  /// A second form of a function that compilers import with different types.
  template <class R, class... Args>
  void overload(std::string_view name, R (*f)(Guest, Args...)) {
    add(name, Func::wrap(linker_.engine(), with_guest(f)), &Definer::set_overload);
  }

  Result<void> result() { return std::move(result_); }

 private:
  template <class R, class... Args>
  static auto with_guest(R (*f)(Guest, Args...)) {
    return [f](Caller& caller, Args... args) { return f(Guest(caller), args...); };
  }
  using Set = Result<void> (Definer::*)(const std::string& name, const Func& func);
  Result<void> set(const std::string& name, const Func& func) {
    return linker_.define(module_, name, Extern(func));
  }
  Result<void> set_overload(const std::string& name, const Func& func) {
    return linker_.define_overload(module_, name, func);
  }
  void add(std::string_view name, const Result<Func>& func, Set set) {
    const std::string plain(name);
    if (result_ && !func) result_ = func.error();
    if (result_) result_ = (this->*set)(plain, *func);
    if (result_) result_ = (this->*set)("_" + plain, *func);
  }

  Linker& linker_;
  std::string module_;
  Result<void> result_;
};

/// malloc: the address of a new block, or 0 if there is no room.
Result<GuestPtr> allocate(Guest guest, uint32_t size);

void define_allocation(Definer& definer);  ///< malloc, calloc, realloc, free, strdup
void define_ctype(Definer& definer);       ///< is*, to*
void define_process(Definer& definer);     ///< exit, abort, __cxa_*
void define_stdio(Definer& definer, LibcOptions::Output output);  ///< printf and its kin
void define_stdlib(Definer& definer);                             ///< atoi, strtol, strtoul
void define_string(Definer& definer);                             ///< mem*, str*
void define_time(Definer& definer);                               ///< clock*

}  // namespace shoal::libc

#endif  // SHOAL_RUNTIME_LIBC_FUNCTIONS_H_
