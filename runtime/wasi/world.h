// The world of one guest, and the groups of functions that act on it. A new function goes into the
// group of its subject; a new subject is a file with a define_SUBJECT.
#ifndef SHOAL_RUNTIME_WASI_WORLD_H_
#define SHOAL_RUNTIME_WASI_WORLD_H_

#include <memory>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include "runtime/wasi/abi.h"
#include "runtime/wasi/descriptor.h"
#include "runtime/wasi/guest.h"
#include "shoal/linker.h"

namespace shoal::wasi {

struct World {
  std::vector<std::string> args;
  std::vector<std::string> environment;  ///< "NAME=value".
  DescriptorTable descriptors;
};

/// Defines functions of one WASI module name in a linker; remembers the first error.
class Definer {
 public:
  Definer(Linker& linker, std::string_view module, std::shared_ptr<World> world)
      : linker_(linker), module_(module), world_(std::move(world)) {}

  /// Defines `f`, an Errno (World&, Guest, Args...), as an i32 function of Args.
  template <class... Args>
  void function(std::string_view name, Errno (*f)(World&, Guest, Args...)) {
    define(name, [world = world_, f](Caller& caller, Args... args) {
      return static_cast<uint32_t>(f(*world, Guest(caller), args...));
    });
  }
  /// Defines any host function.
  template <class F>
  void define(std::string_view name, F f) {
    if (result_) result_ = linker_.define(module_, name, std::move(f));
  }

  Result<void> result() { return std::move(result_); }

 private:
  Linker& linker_;
  std::string_view module_;
  std::shared_ptr<World> world_;
  Result<void> result_;
};

void define_arguments(Definer& definer);    ///< args_*, environ_*
void define_clocks(Definer& definer);       ///< clock_*
void define_descriptors(Definer& definer);  ///< fd_*
void define_process(Definer& definer);      ///< proc_*, sched_*, random_*

}  // namespace shoal::wasi

#endif  // SHOAL_RUNTIME_WASI_WORLD_H_
