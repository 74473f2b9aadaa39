#include "shoal/libc.h"

#include <utility>

#include "runtime/libc/functions.h"
#include "shoal/detail/guarded.h"

namespace shoal {

Result<void> Linker::define_libc(LibcOptions options) {
  return detail::guarded([&]() -> Result<void> {
    libc::Definer definer(*this, options.module);
    libc::define_allocation(definer);
    libc::define_ctype(definer);
    libc::define_process(definer);
    libc::define_stdio(definer, std::move(options.output));
    libc::define_stdlib(definer);
    libc::define_string(definer);
    libc::define_time(definer);
    return definer.result();
  });
}

Result<void> Linker::define_malloc(std::string_view module) {
  return detail::guarded([&]() -> Result<void> {
    libc::Definer definer(*this, module);
    libc::define_allocation(definer);
    return definer.result();
  });
}

}  // namespace shoal
