// shoal compile
#include <CLI/CLI.hpp>
#include <chrono>
#include <cstdio>
#include <fstream>
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
  std::string code_file;
  bool json = false;
};

/// Bytes that a line of /proc/self/status says; 0 where there is none.
uint64_t status_bytes(const std::string& field) {
  std::ifstream in("/proc/self/status");
  for (std::string name, rest; in >> name && std::getline(in, rest);) {
    if (name == field) return std::stoull(rest) * 1024;  // Linux counts in KiB
  }
  return 0;
}

uint64_t rss_bytes() { return status_bytes("VmRSS:"); }
uint64_t peak_rss_bytes() { return status_bytes("VmHWM:"); }

/// From now on the peak is of what comes. Where Linux refuses that, it is of the whole process.
void reset_peak_rss() { std::ofstream("/proc/self/clear_refs") << '5'; }

/// What a compilation took.
struct Measured {
  uint64_t ns;
  uint64_t rss_before;
  uint64_t peak_rss;
};

void print_json(const CodeStats& stats, const Measured& m) {
  std::printf(
      "{\"ns\": %llu, \"wasm_bytes\": %llu, \"code_bytes\": %llu, \"functions\": %u, "
      "\"rss_before_bytes\": %llu, \"peak_rss_bytes\": %llu}\n",
      static_cast<unsigned long long>(m.ns), static_cast<unsigned long long>(stats.wasm_bytes),
      static_cast<unsigned long long>(stats.code_bytes), stats.functions,
      static_cast<unsigned long long>(m.rss_before), static_cast<unsigned long long>(m.peak_rss));
}

void print_text(const CodeStats& stats, const Measured& m) {
  const auto wasm = static_cast<double>(stats.wasm_bytes);
  const auto code = static_cast<double>(stats.code_bytes);
  const auto time = static_cast<double>(m.ns);
  std::printf("%u function%s, %.0f bytes of WebAssembly -> %.0f bytes of machine code",
              stats.functions, stats.functions == 1 ? "" : "s", wasm, code);
  if (stats.wasm_bytes > 0) std::printf(" (%.2f for 1)", code / wasm);
  std::printf("\n%.3f ms", time / 1e6);
  if (stats.wasm_bytes > 0 && m.ns > 0) {
    std::printf(" (%.1f ns a byte, %.1f MB/s)", time / wasm, wasm * 1e3 / time);
  }
  std::printf(" on one thread; peak memory %.1f MB\n", static_cast<double>(m.peak_rss) / 1e6);
}

Result<CodeView> code_of(const Module& module, Bounds bounds) { return module.code(bounds); }
Result<CodeView> code_of(const CompiledCode& code, Bounds) { return code.code(); }

/// Calls `compile`, which gives a Module or a CompiledCode, and reports how that went.
template <class Compile>
int measure(const Options& options, Bounds bounds, Compile compile) {
  reset_peak_rss();
  Measured measured{.ns = 0, .rss_before = rss_bytes(), .peak_rss = 0};
  const auto start = std::chrono::steady_clock::now();
  const auto compiled = compile();
  const auto time = std::chrono::steady_clock::now() - start;
  measured.ns =
      static_cast<uint64_t>(std::chrono::duration_cast<std::chrono::nanoseconds>(time).count());
  measured.peak_rss = peak_rss_bytes();
  if (!compiled) return fail(describe_module_error(options.file, compiled.error()));

  if (!options.code_file.empty()) {
    const Result<CodeView> view = code_of(*compiled, bounds);
    if (!view) return fail(view.error().to_string());
    const Result<void> written = write_file(options.code_file, view->code);
    if (!written) return fail(written.error().message);
  }
  (options.json ? print_json : print_text)(compiled->stats(), measured);
  return kOk;
}

int compile(const Options& options) {
  const Result<Config> config = options.compile.config();
  if (!config) return fail(config.error().message);
  const Result<Target> target = options.compile.parsed_target();
  if (!target) return fail(target.error().message);
  const Result<std::vector<uint8_t>> bytes = read_module(options.file);
  if (!bytes) return fail(bytes.error().message);
  if (!options.compile.target.empty()) {
    return measure(options, config->bounds, [&] { return compile_for(*target, *bytes, *config); });
  }
  // What a program would pay that runs the module here.
  const Result<Engine> engine = Engine::create(*config);
  if (!engine) return fail(engine.error().to_string());
  return measure(options, config->bounds, [&] { return Module::compile(*engine, *bytes); });
}

}  // namespace

void add_compile(CLI::App& app, int* exit_code) {
  CLI::App* command = app.add_subcommand(
      "compile", "decode, validate and compile a module, and say how much and how long");
  const auto options = std::make_shared<Options>();
  options->compile.add_to(*command);
  options->compile.add_target_to(*command);
  command
      ->add_option("--code", options->code_file,
                   "write the machine code, and nothing else, to this file")
      ->type_name("OUTPUT");
  command->add_flag("--json", options->json,
                    "print one JSON object: ns, wasm_bytes (of the code section), code_bytes, "
                    "functions; rss_before_bytes, peak_rss_bytes: resident memory just before "
                    "compiling, the file read, and its peak until just after");
  command->add_option("FILE", options->file, "a module, .wasm or .wat")->required();
  command->callback([options, exit_code] { *exit_code = compile(*options); });
}

}  // namespace shoal::cli
