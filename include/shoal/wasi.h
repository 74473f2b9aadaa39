// WASI preview 1: what a C program built with wasi-libc imports. So far the part that it takes to
// read and write the standard streams, see arguments and environment, read clocks, get random bytes
// and exit; every other import of "wasi_snapshot_preview1" stays undefined, so a module that needs
// one fails to link with its name. In the installed library; in a build of Shoal itself it is the
// target shoal_wasi.
//
//   shoal::wasi::Config wasi;
//   wasi.args({"prog", "-v"}).inherit_stdio();
//   shoal::wasi::define(linker, std::move(wasi));
#ifndef SHOAL_WASI_H_
#define SHOAL_WASI_H_

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "shoal/api.h"
#include "shoal/error.h"
#include "shoal/linker.h"

namespace shoal::wasi {

namespace internal {
class Descriptor;
}

/// Takes what a guest writes, in the pieces in which it writes.
using Sink = std::function<void(std::string_view)>;

/// What a guest finds in its world. It starts with nothing: no arguments, an empty environment,
/// standard input at its end, and standard output and error that swallow everything.
class SHOAL_API Config {
 public:
  /// The arguments; the first is by custom the program's name.
  Config& args(std::vector<std::string> args);
  /// Adds a variable to the environment.
  Config& env(std::string_view name, std::string_view value);
  /// Adds all variables of the host's own environment.
  Config& inherit_env();

  /// The host's own standard streams.
  Config& inherit_stdio();
  /// Standard input is a file descriptor of the host's, which must stay open while guests use it
  /// and is not closed by Shoal.
  Config& stdin_from_fd(int fd);
  /// Standard input reads `bytes` and then ends.
  Config& stdin_from(std::string bytes);
  /// Standard output or error is a file descriptor of the host's, under the same terms.
  Config& stdout_to_fd(int fd);
  Config& stderr_to_fd(int fd);
  /// Standard output or error goes to `sink`, which is called on the guest's thread.
  Config& stdout_to(Sink sink);
  Config& stderr_to(Sink sink);

 private:
  friend Result<void> define(Linker& linker, Config config);

  std::vector<std::string> args_;
  std::vector<std::string> environment_;  ///< "NAME=value".
  std::shared_ptr<internal::Descriptor> standard_[3];
};

/// Defines the functions of "wasi_snapshot_preview1" in `linker`. All instances made from the
/// linker share one world: arguments, environment and open descriptors. One thread at a time may
/// run them.
///
/// proc_exit ends the guest's call with an Error of kind kExit and the guest's exit code. A guest
/// that hands over an address outside its memory (by the rule of Caller::bytes, so shared heaps
/// count) gets the errno "fault". Errors: kArgument (a NUL in an argument or variable, or a
/// variable's name that is empty or has a '='), kSystem.
SHOAL_API Result<void> define(Linker& linker, Config config);

}  // namespace shoal::wasi

#endif  // SHOAL_WASI_H_
