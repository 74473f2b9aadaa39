// spec_runner: runs the WebAssembly specification suite through the public API.
#include <CLI/CLI.hpp>
#include <algorithm>
#include <filesystem>
#include <iostream>
#include <map>
#include <string>
#include <vector>

#include "tests/spec/report.h"
#include "tests/spec/script.h"
#include "tests/spec/session.h"

namespace {

namespace fs = std::filesystem;

/// The scripts at `path` (a script, or a directory of them), in alphabetical order.
std::vector<fs::path> find_scripts(const fs::path& path) {
  if (!fs::is_directory(path)) return {path};
  std::vector<fs::path> scripts;
  for (const fs::directory_entry& entry : fs::recursive_directory_iterator(path)) {
    if (entry.path().extension() == ".json") scripts.push_back(entry.path());
  }
  std::sort(scripts.begin(), scripts.end());
  return scripts;
}

/// Exit codes: 0 all is well, 1 some command failed, 2 bad usage.
int run(const shoal::Config& config, const std::vector<std::string>& paths, bool quiet) {
  shoal::Result<shoal::Engine> engine = shoal::Engine::create(config);
  if (!engine) {
    std::cerr << "spec_runner: " << engine.error().to_string() << '\n';
    return 2;
  }
  shoal::spec::Report report(std::cout);
  for (const std::string& path : paths) {
    for (const fs::path& script : find_scripts(path)) {
      const auto commands = shoal::spec::read_script(script);
      if (!commands) {
        std::cerr << "spec_runner: " << commands.error().message << '\n';
        return 2;
      }
      shoal::spec::Session(*engine, script, report).run(*commands);
    }
  }
  if (!quiet) report.print_skips(std::cout);
  report.print_totals(std::cout);
  return report.failed() == 0 ? 0 : 1;
}

int list_tuning() {
  for (const shoal::Tuning::Switch& s : shoal::Tuning::switches()) std::cout << s.name << '\n';
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  CLI::App app("Runs specification scripts (JSON + .wasm, as wast2json writes them).");
  shoal::Config config;
  std::string tuning;
  std::vector<std::string> paths;
  bool quiet = false;
  bool list = false;
  app.add_option("--bounds", config.bounds, "guarded (default) or checked")
      ->transform(CLI::CheckedTransformer(std::map<std::string, shoal::Bounds>{
          {"guarded", shoal::Bounds::kGuarded}, {"checked", shoal::Bounds::kChecked}}));
  app.add_option("--tuning", tuning, "switch optimisations: name=off,name=on,...");
  app.add_flag("--spectre", config.spectre, "code hardened against misspeculation");
  app.add_flag("--quiet", quiet, "no table of what was skipped");
  app.add_flag("--list-tuning", list, "print the names of the tuning switches and exit");
  app.add_option("PATH", paths, "scripts, or directories of them")->check(CLI::ExistingPath);
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& e) {
    return app.exit(e) == 0 ? 0 : 2;
  }
  if (list) return list_tuning();
  if (paths.empty()) {
    std::cerr << "spec_runner: give at least one PATH: a script, or a directory of scripts\n";
    return 2;
  }
  if (const shoal::Result<void> applied = config.tuning.apply(tuning); !applied) {
    std::cerr << "spec_runner: --tuning: " << applied.error().message << '\n';
    return 2;
  }
  return run(config, paths, quiet);
}
