// shoal: runs, compiles and disassembles WebAssembly modules.
#include <CLI/CLI.hpp>
#include <iostream>
#include <string>
#include <utility>
#include <vector>

#include "cli/command.h"

namespace shoal::cli {

void CompileOptions::add_to(CLI::App& command) {
  command
      .add_option("--bounds", bounds,
                  "how code stays inside memory: guarded (no checks, 4 GiB reserved; the default) "
                  "or checked")
      ->type_name("guarded|checked");
  std::string help = "switch optimisations off or on: NAME=off,NAME=on,...; the names are ";
  std::string separator;
  for (const Tuning::Switch& s : Tuning::switches()) {
    help += std::exchange(separator, ", ") + std::string(s.name);
  }
  command.add_option("--tuning", tuning, help)->type_name("LIST");
}

void CompileOptions::add_target_to(CLI::App& command) {
  std::string names;
  for (const Target t : all_targets())
    names += (names.empty() ? "" : "|") + std::string(to_string(t));
  command
      .add_option("--target", target,
                  "compile for this instead of for the best that this machine can run; gives the "
                  "same code on every machine")
      ->type_name(names);
}

Result<Target> CompileOptions::parsed_target() const {
  if (target.empty()) return host_target();
  Result<Target> parsed = parse_target(target);
  if (!parsed) return make_error(ErrorKind::kArgument, "--target: " + parsed.error().message);
  return parsed;
}

Result<Config> CompileOptions::config() const {
  Config config;
  if (bounds == "checked") {
    config.bounds = Bounds::kChecked;
  } else if (bounds != "guarded") {
    return make_error(ErrorKind::kArgument,
                      "--bounds: '" + bounds + "' is neither guarded nor checked");
  }
  if (Result<void> applied = config.tuning.apply(tuning); !applied) {
    return make_error(ErrorKind::kArgument, "--tuning: " + applied.error().message);
  }
  return config;
}

int fail(const std::string& message) {
  std::cerr << "shoal: " << message << '\n';
  return kBadUsage;
}

}  // namespace shoal::cli

int main(int argc, char** argv) {
  using namespace shoal::cli;
  CLI::App app("Shoal: a WebAssembly runtime.", "shoal");
  app.set_version_flag("--version", "shoal " SHOAL_VERSION);
  app.require_subcommand(0, 1);
  int exit_code = kOk;
  add_run(app, &exit_code);
  add_compile(app, &exit_code);
  add_objdump(app, &exit_code);
  add_layout(app, &exit_code);
  app.add_subcommand("help", "print this help")->callback([&app] { std::cout << app.help(); });
  app.allow_extras();  // after the subcommands, which would inherit it
  try {
    app.parse(argc, argv);
  } catch (const CLI::Success& e) {  // --help, --version
    return app.exit(e);
  } catch (const CLI::ParseError& e) {
    return fail(std::string(e.what()) +
                "; 'shoal help' and 'shoal COMMAND --help' list what there is");
  }
  if (app.get_subcommands().empty()) {
    const std::vector<std::string> words = app.remaining();
    return fail(
        (words.empty() ? "a command is missing" : "there is no command '" + words[0] + "'") +
        ": it is one of run, compile, objdump, layout and help");
  }
  return exit_code;
}
