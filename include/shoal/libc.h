// LibcOptions: for Linker::define_libc, the C library that guests built without one import.
//
//   linker.define_libc({.output = [&](std::string_view text) { log += text; }});
#ifndef SHOAL_LIBC_H_
#define SHOAL_LIBC_H_

#include <functional>
#include <string>
#include <string_view>

namespace shoal {

/// What guests find in the C library that the host serves (WAMR: libc-builtin).
struct LibcOptions {
  /// Takes what a guest prints, in pieces: what one call prints comes as one if it has no more than
  /// 4096 bytes. It is called on the guest's thread, so with guests on several threads it has to
  /// expect several calls at once.
  using Output = std::function<void(std::string_view)>;

  /// Where printf, puts and putchar write. Default: C's stdout of the host process, with its
  /// buffer.
  Output output = nullptr;
  /// The module name that guests import from.
  std::string module = "env";
};

}  // namespace shoal

#endif  // SHOAL_LIBC_H_
