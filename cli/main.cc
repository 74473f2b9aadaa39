// shoal: runs, compiles and disassembles WebAssembly modules.
#include <CLI/CLI.hpp>
#include <iostream>
#include <map>
#include <string>

#include "cli/command.h"

namespace shoal::cli {

void CompileOptions::add_to(CLI::App& command) {
  const std::map<std::string, Bounds> modes = {{"guarded", Bounds::kGuarded},
                                               {"checked", Bounds::kChecked}};
  command
      .add_option(
          "--bounds", config.bounds,
          "how code stays inside memory: guarded (no checks, 4 GiB reserved; default) or checked")
      ->transform(CLI::CheckedTransformer(modes).description(""))
      ->type_name("guarded|checked");
  std::string help = "switch optimisations off or on: name=off,name=on,...; the names are";
  for (const Tuning::Switch& s : Tuning::switches()) help += " " + std::string(s.name);
  command.add_option("--tuning", tuning, help)->type_name("LIST");
}

Result<void> CompileOptions::finish() { return config.tuning.apply(tuning); }

int fail(const std::string& message) {
  std::cerr << "shoal: " << message << '\n';
  return kBadUsage;
}

}  // namespace shoal::cli

int main(int argc, char** argv) {
  using namespace shoal::cli;
  CLI::App app("Shoal: a WebAssembly runtime.", "shoal");
  app.set_version_flag("--version", "shoal " SHOAL_VERSION);
  app.require_subcommand(1);
  int exit_code = kOk;
  add_run(app, &exit_code);
  add_compile(app, &exit_code);
  add_objdump(app, &exit_code);
  app.add_subcommand("help", "print this help")->callback([&app] { std::cout << app.help(); });
  try {
    app.parse(argc, argv);
  } catch (const CLI::Success& e) {  // --help, --version
    return app.exit(e);
  } catch (const CLI::ParseError& e) {
    return fail(std::string(e.what()) +
                "; 'shoal help' and 'shoal COMMAND --help' list what there is");
  }
  return exit_code;
}
