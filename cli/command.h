// What the subcommands of `shoal` share.
#ifndef SHOAL_CLI_COMMAND_H_
#define SHOAL_CLI_COMMAND_H_

#include <string>

#include "shoal/config.h"
#include "shoal/error.h"
#include "shoal/target.h"

namespace CLI {
class App;
}

namespace shoal::cli {

/// Exit codes. A guest's own exit code is passed on instead.
inline constexpr int kOk = 0;
inline constexpr int kTrapped = 1;   ///< The guest trapped.
inline constexpr int kBadUsage = 2;  ///< A file, an export, an argument or an option is wrong.

/// Options that every subcommand which compiles has: --bounds and --tuning; and --target of those
/// that do not run the code.
struct CompileOptions {
  std::string bounds = "guarded";
  std::string tuning;
  std::string target;  ///< Empty: this machine.

  void add_to(CLI::App& command);
  void add_target_to(CLI::App& command);
  /// What the options say. Error (kArgument) says which of them is wrong and what it may be.
  Result<Config> config() const;
  /// host_target() if none is named. Error (kArgument) lists the targets.
  Result<Target> parsed_target() const;
};

/// Prints "shoal: MESSAGE" to standard error; returns kBadUsage.
int fail(const std::string& message);

// Each adds its subcommand to `app`; it runs when the command line has been read, and leaves its
// exit code in `exit_code`.
void add_run(CLI::App& app, int* exit_code);
void add_compile(CLI::App& app, int* exit_code);
void add_objdump(CLI::App& app, int* exit_code);
void add_layout(CLI::App& app, int* exit_code);

}  // namespace shoal::cli

#endif  // SHOAL_CLI_COMMAND_H_
