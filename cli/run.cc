// shoal run
#include <CLI/CLI.hpp>
#include <cstdlib>
#include <iostream>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "cli/arguments.h"
#include "cli/command.h"
#include "cli/module_file.h"
#include "cli/run_limits.h"
#include "shoal/objdump.h"
#include "shoal/shoal.h"
#include "shoal/wasi.h"

namespace shoal::cli {
namespace {

struct RunOptions {
  CompileOptions compile;
  RunLimits limits;
  std::optional<std::string> invoke;
  bool trace = false;
  bool layout = false;
  uint64_t heap_size = 0;
};

/// Reports an error of the guest's run: its own exit code, a trap, or what kept it from running.
int report(const std::string& path, const Error& e) {
  switch (e.kind) {
    case ErrorKind::kExit: return e.exit_code;
    case ErrorKind::kTrap:
      std::cerr << "shoal: " << path << ": " << e.to_string() << '\n';
      return kTrapped;
    case ErrorKind::kLink:
      return fail(
          "'" + path + "' cannot be instantiated: " + e.to_string() +
          "; `shoal run` offers what Shoal has of WASI preview 1 and, in the module env, of "
          "a C library");
    default: return fail("'" + path + "': " + e.to_string());
  }
}

/// The same, and which option was to blame.
int end_with(const std::string& path, const RunLimits& limits, const Error& e) {
  const int code = report(path, e);
  if (const std::string advice = limits.advice(e); !advice.empty()) {
    std::cerr << "shoal: " << advice << '\n';
  }
  return code;
}

/// Ends the process, since the guest does not come back from a host function.
[[noreturn]] void give_up(const std::string& path, const RunLimits& limits) {
  Error error = make_error(ErrorKind::kTrap, "interrupted while it waits in a host function");
  error.trap = TrapKind::kInterrupt;
  const int code = end_with(path, limits, error);
  std::cout << std::flush;
  std::_Exit(code);
}

/// Runs the function `name` of the instance if it exports one that takes nothing.
std::optional<Error> run_plain(const Instance& instance, const std::string& name) {
  const Result<TypedFunc<void()>> func = instance.function<void()>(name);
  if (!func) return func.error();
  Result<void> result = (*func)();
  if (!result) return std::move(result).error();
  return std::nullopt;
}

int run_start(const std::string& path, const RunLimits& limits, const Instance& instance) {
  if (!instance.find_export("_start")) {
    return fail("'" + path +
                "' exports no function '_start': it is no program but a library; "
                "name one of its functions with --invoke NAME");
  }
  const std::optional<Error> error = run_plain(instance, "_start");
  return error ? end_with(path, limits, *error) : kOk;
}

int run_function(const std::string& path, const RunLimits& limits, const Instance& instance,
                 const std::string& name, const std::vector<std::string>& texts) {
  // A library made for WASI ("reactor") sets itself up in _initialize.
  if (instance.find_export("_initialize")) {
    if (const auto error = run_plain(instance, "_initialize")) {
      return end_with(path, limits, *error);
    }
  }
  Result<Func> func = instance.func(name);
  if (!func) return fail("'" + path + "': " + func.error().message);
  Result<std::vector<Value>> arguments = parse_values(texts, name, func->type());
  if (!arguments) return fail(arguments.error().message);
  Result<std::vector<Value>> results = func->call(*arguments);
  if (!results) return end_with(path, limits, results.error());
  for (const Value& v : *results) std::cout << to_string(v) << '\n';
  return kOk;
}

int run(RunOptions& options, const std::string& path, std::vector<std::string> guest_arguments) {
  if (const Result<void> good = options.limits.parse(); !good) return fail(good.error().message);
  Result<Config> config = options.compile.config();
  if (!config) return fail(config.error().message);
  options.limits.apply_to(&*config);
  if (options.trace) {
    config->trace = &std::cerr;
    config->trace_code = trace_instructions;
  }
  const Result<std::vector<uint8_t>> bytes = read_module(path);
  if (!bytes) return fail(bytes.error().message);
  const Result<Engine> engine = Engine::create(*config);
  if (!engine) return fail(engine.error().to_string());
  const Result<Module> module = Module::compile(*engine, *bytes);
  if (!module) return fail(describe_module_error(path, module.error()));

  wasi::Config world;
  std::vector<std::string> program_arguments = {path};
  if (!options.invoke) {
    program_arguments.insert(program_arguments.end(), guest_arguments.begin(),
                             guest_arguments.end());
  }
  world.args(std::move(program_arguments)).inherit_stdio();
  Linker linker(*engine);
  if (const Result<void> defined = wasi::define(linker, std::move(world)); !defined) {
    return fail(defined.error().message);
  }
  // For guests that were built without a C library. What they print comes as they print it.
  const auto print = [](std::string_view text) { std::cout << text << std::flush; };
  if (const Result<void> defined = linker.define_libc({.output = print}); !defined) {
    return fail(defined.error().message);
  }
  if (const Result<void> defined = define_shared_heap_imports(linker); !defined) {
    return fail(defined.error().message);
  }
  InstantiateOptions instantiation{.host_managed_heap_size = options.heap_size};
  options.limits.apply_to(&instantiation);
  std::optional<Timeout> timeout;
  if (const auto time = options.limits.timeout()) {
    instantiation.interrupt.emplace();
    timeout.emplace(*time, *instantiation.interrupt, [&] { give_up(path, options.limits); });
  }
  const Result<Instance> instance = linker.instantiate(*module, instantiation);
  if (!instance) return end_with(path, options.limits, instance.error());
  if (instance->bounds() != config->bounds) {
    std::cerr << "shoal: note: there is too little address space (ulimit -v?) for guard pages: "
                 "each access is checked instead, and memory may not grow to its maximum\n";
  }
  if (options.layout) {
    std::cout << instance->memory_layout().to_string() << std::flush;
    if (!options.invoke && !instance->find_export("_start")) return kOk;
  }
  if (!options.invoke) return run_start(path, options.limits, *instance);
  return run_function(path, options.limits, *instance, *options.invoke, guest_arguments);
}

}  // namespace

void add_run(CLI::App& app, int* exit_code) {
  CLI::App* command = app.add_subcommand("run",
                                         "run a program (its _start), or one exported function "
                                         "with --invoke: shoal run [OPTIONS] FILE [ARG...]");
  const auto options = std::make_shared<RunOptions>();
  options->compile.add_to(*command);
  command
      ->add_option("--invoke", options->invoke,
                   "call this exported function with the ARGs and print its results, one a line")
      ->type_name("NAME");
  command
      ->add_option("--heap-size", options->heap_size,
                   "give the module's memory a heap of so many bytes that the host manages")
      ->type_name("BYTES");
  options->limits.add_to(*command);
  command->add_flag("--layout", options->layout,
                    "first print a picture of the module's memory: data, stack, heaps; a module "
                    "that is no program may be looked at, too");
  command->add_flag("--trace", options->trace,
                    "while compiling, print each opcode, the abstract stack and the emitted "
                    "instructions to standard error (debugging aid)");
  // FILE is the first word that is no option of ours; all that follows belongs to the guest, so
  // CLI11 must not look at it.
  command->prefix_command();
  command->callback([command, options, exit_code] {
    std::vector<std::string> words = command->remaining();
    if (words.empty()) {
      *exit_code = fail("run: FILE is missing: shoal run [OPTIONS] FILE [ARG...]");
    } else if (words[0].starts_with('-')) {
      *exit_code = fail("run: there is no option '" + words[0] + "'; see 'shoal run --help'");
    } else {
      const std::string path = words[0];
      words.erase(words.begin());
      *exit_code = run(*options, path, std::move(words));
    }
  });
}

}  // namespace shoal::cli
