// shoal compile
#include <time.h>

#include <CLI/CLI.hpp>
#include <chrono>
#include <cstdio>
#include <fstream>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <utility>
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
  bool phases = true;  ///< In the JSON.
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

/// What this thread had of a core so far.
uint64_t cpu_ns() {
  timespec t{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
  return static_cast<uint64_t>(t.tv_sec) * 1'000'000'000 + static_cast<uint64_t>(t.tv_nsec);
}

/// What a compilation took.
struct Measured {
  uint64_t ns;
  uint64_t cpu_ns;
  uint64_t rss_before;
  uint64_t peak_rss;
  std::optional<CompilePhases> phases;
};

void print_field(const char* name, uint64_t value, const char* end) {
  std::printf("\"%s\": %llu%s", name, static_cast<unsigned long long>(value), end);
}

void print_json(const CodeStats& stats, const Measured& m) {
  std::printf("{");
  print_field("ns", m.ns, ", ");
  print_field("cpu_ns", m.cpu_ns, ", ");
  print_field("wasm_bytes", stats.wasm_bytes, ", ");
  print_field("code_bytes", stats.code_bytes, ", ");
  print_field("functions", stats.functions, ", ");
  print_field("rss_before_bytes", m.rss_before, ", ");
  print_field("peak_rss_bytes", m.peak_rss, "");
  if (m.phases) {
    std::printf(", \"phases_ns\": {");
    print_field("read", m.phases->read_ns, ", ");
    print_field("validate", m.phases->validate_ns, ", ");
    print_field("plan", m.phases->plan_ns, ", ");
    print_field("emit", m.phases->emit_ns, ", ");
    print_field("finish", m.phases->finish_ns, "}");
  }
  std::printf("}\n");
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
int measure(const Options& options, Target target, const Config& config, Compile compile) {
  reset_peak_rss();
  Measured measured{.ns = 0, .cpu_ns = 0, .rss_before = rss_bytes(), .peak_rss = 0, .phases = {}};
  const uint64_t cpu_start = cpu_ns();
  const auto start = std::chrono::steady_clock::now();
  const auto compiled = compile();
  const auto time = std::chrono::steady_clock::now() - start;
  measured.cpu_ns = cpu_ns() - cpu_start;
  measured.ns =
      static_cast<uint64_t>(std::chrono::duration_cast<std::chrono::nanoseconds>(time).count());
  measured.peak_rss = peak_rss_bytes();
  if (!compiled) return fail(describe_module_error(options.file, compiled.error()));

  if (!options.code_file.empty()) {
    const Result<CodeView> view = code_of(*compiled, config.bounds);
    if (!view) return fail(view.error().to_string());
    const Result<void> written = write_file(options.code_file, view->code);
    if (!written) return fail(written.error().message);
  }
  if (options.json && options.phases) {
    const Result<CodeView> view = code_of(*compiled, config.bounds);
    if (!view) return fail(view.error().to_string());
    const Result<CompilePhases> phases = measure_compile_phases(target, view->module_bytes, config);
    if (!phases) return fail(phases.error().to_string());
    measured.phases = *phases;
  }
  (options.json ? print_json : print_text)(compiled->stats(), measured);
  return kOk;
}

int compile(const Options& options) {
  const Result<Config> config = options.compile.config();
  if (!config) return fail(config.error().message);
  const Result<Target> target = options.compile.parsed_target();
  if (!target) return fail(target.error().message);
  Result<std::vector<uint8_t>> bytes = read_module(options.file);
  if (!bytes) return fail(bytes.error().message);
  if (!options.compile.target.empty()) {
    return measure(options, *target, *config,
                   [&] { return compile_for(*target, *bytes, *config); });
  }
  // What a program would pay that runs the module here.
  const Result<Engine> engine = Engine::create(*config);
  if (!engine) return fail(engine.error().to_string());
  return measure(options, host_target(), *config,
                 [&] { return Module::compile(*engine, std::move(*bytes)); });
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
  command->add_flag(
      "--json", options->json,
      "print one JSON object: ns, cpu_ns (without the time that others had the core), wasm_bytes "
      "(of the code section), code_bytes, "
      "functions; rss_before_bytes, peak_rss_bytes: resident memory just before "
      "compiling, the file read, and its peak until just after; phases_ns: where the "
      "time goes, found by compiling again after ns was taken, in passes that do more "
      "and more: read (sections), validate (and decode), plan (registers), emit, "
      "finish (link, make executable)");
  command->add_flag("--phases,!--no-phases", options->phases,
                    "with --json: also measure the phases (the default)");
  command->add_option("FILE", options->file, "a module, .wasm or .wat")->required();
  command->callback([options, exit_code] { *exit_code = compile(*options); });
}

}  // namespace shoal::cli
