// shoal layout
#include "shoal/layout.h"

#include <CLI/CLI.hpp>
#include <filesystem>
#include <iostream>
#include <memory>
#include <set>
#include <string>
#include <system_error>
#include <vector>

#include "cli/command.h"
#include "cli/module_file.h"

namespace shoal::cli {
namespace {

struct Options {
  std::vector<std::string> files;
  std::string directory;
  uint64_t stack = 0;
  uint64_t heap = kPageSize;
  std::vector<std::string> own_heaps;  ///< "NAME=BYTES".
  bool trust_data = false;
};

/// The bytes that an --own-heap gives to the module `name`; 0 if none does.
Result<uint64_t> own_heap_of(const Options& options, const std::string& name) {
  for (const std::string& own : options.own_heaps) {
    const size_t equals = own.rfind('=');
    if (equals == std::string::npos) {
      return make_error(ErrorKind::kArgument, "--own-heap: '" + own + "' is not NAME=BYTES");
    }
    if (own.substr(0, equals) != name) continue;
    uint64_t bytes = 0;
    if (!CLI::detail::lexical_cast(own.substr(equals + 1), bytes) || bytes == 0) {
      return make_error(ErrorKind::kArgument,
                        "--own-heap: '" + own.substr(equals + 1) + "' is no number of bytes");
    }
    return bytes;
  }
  return 0;
}

int run_layout(const Options& options) {
  Layout layout;
  std::set<std::string> names;
  for (const std::string& file : options.files) {
    const std::string name = std::filesystem::path(file).stem().string();
    if (!names.insert(name).second) {
      return fail("there are two modules called '" + name + "': their files would be one");
    }
    const Result<std::vector<uint8_t>> bytes = read_module(file);
    if (!bytes) return fail(bytes.error().message);
    const Result<uint64_t> own_heap = own_heap_of(options, name);
    if (!own_heap) return fail(own_heap.error().message);
    const Result<void> added =
        layout.add(*bytes, {.name = name, .own_heap = *own_heap, .trust_data = options.trust_data});
    if (!added) return fail("'" + file + "': " + added.error().to_string());
  }
  const Result<CombinedLayout> combined = layout.combine(options.stack, options.heap);
  if (!combined) return fail(combined.error().message);

  std::error_code error;
  std::filesystem::create_directories(options.directory, error);
  if (error) return fail("cannot make '" + options.directory + "': " + error.message());
  for (const RelocatedModule& module : combined->modules) {
    const std::string path = options.directory + "/" + module.name + ".wasm";
    if (const Result<void> written = write_file(path, module.bytes); !written) {
      return fail(written.error().message);
    }
  }
  std::cout << to_string(*combined);
  return kOk;
}

}  // namespace

void add_layout(CLI::App& app, int* exit_code) {
  CLI::App* command = app.add_subcommand(
      "layout",
      "put position-independent modules side by side in one memory: write them relocated, and "
      "print the map");
  const auto options = std::make_shared<Options>();
  command->add_option("-o,--output", options->directory, "where the relocated modules are written")
      ->type_name("DIR")
      ->required();
  command->add_option("--stack", options->stack,
                      "bytes that each module's stack gets more than it was linked with");
  command->add_option("--heap", options->heap,
                      "the least number of bytes of the common heap behind the modules (65536)");
  command
      ->add_option("--own-heap", options->own_heaps,
                   "give the module of this name a heap of its own; may be repeated")
      ->type_name("NAME=BYTES")
      ->allow_extra_args(false);
  command->add_flag("--trust-data", options->trust_data,
                    "words in data that look like addresses are numbers");
  command->add_option("FILE", options->files, "modules, .wasm or .wat, in order")->required();
  command->callback([options, exit_code] { *exit_code = run_layout(*options); });
}

}  // namespace shoal::cli
