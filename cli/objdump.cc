// shoal objdump
#include "shoal/objdump.h"

#include <CLI/CLI.hpp>
#include <iostream>
#include <memory>
#include <string>
#include <vector>

#include "cli/command.h"
#include "cli/module_file.h"
#include "shoal/shoal.h"

namespace shoal::cli {
namespace {

struct Options {
  CompileOptions compile;
  std::string file;
  std::string function;
};

int objdump(const Options& options) {
  Result<Config> config = options.compile.config();
  if (!config) return fail(config.error().message);
  config->source_map = true;
  const Result<Target> target = options.compile.parsed_target();
  if (!target) return fail(target.error().message);
  const Result<std::vector<uint8_t>> bytes = read_module(options.file);
  if (!bytes) return fail(bytes.error().message);
  const Result<CompiledCode> compiled = compile_for(*target, *bytes, *config);
  if (!compiled) return fail(describe_module_error(options.file, compiled.error()));
  const Result<std::vector<FunctionListing>> functions =
      list_functions(compiled->code(), options.function);
  if (!functions) return fail("'" + options.file + "': " + functions.error().message);
  for (const FunctionListing& function : *functions) {
    print(std::cout, function);
    std::cout << '\n';
  }
  return kOk;
}

}  // namespace

void add_objdump(CLI::App& app, int* exit_code) {
  CLI::App* command = app.add_subcommand(
      "objdump", "print the machine code of a module beside the WebAssembly that it came from");
  const auto options = std::make_shared<Options>();
  options->compile.add_to(*command);
  options->compile.add_target_to(*command);
  command->add_option("--func", options->function, "only this function")
      ->type_name("NAME-OR-INDEX");
  command->add_option("FILE", options->file, "a module, .wasm or .wat")->required();
  command->callback([options, exit_code] { *exit_code = objdump(*options); });
}

}  // namespace shoal::cli
