#include "tests/decode/module_check.h"

#include <algorithm>
#include <fstream>
#include <iterator>

#include "jit/compiler.h"
#include "runtime/compilation.h"
#include "shoal/target.h"
#include "tests/decode/code_check.h"

namespace shoal::tests {
namespace {

namespace fs = std::filesystem;

/// One way to compile.
struct Way {
  std::string name;
  jit::CompileOptions options;
};

std::vector<Way> ways(bool thorough) {
  std::vector<Way> result;
  for (const Bounds bounds : {Bounds::kGuarded, Bounds::kChecked}) {
    const std::string name = bounds == Bounds::kGuarded ? "guarded" : "checked";
    Way usual{name, {}};
    usual.options.bounds = bounds;
    Way plain{name + ", untuned", usual.options};
    plain.options.interruptible = plain.options.source_map = true;
    for (const Tuning::Switch& s : Tuning::switches()) plain.options.tuning.*s.member = false;
    Way hardened{name + ", against misspeculation", usual.options};
    hardened.options.spectre = true;
    result.push_back(usual);
    if (thorough) result.push_back(plain);
    if (thorough) result.push_back(hardened);
  }
  return result;
}

/// The error that compiling gives, if it does.
std::optional<Error> check(const std::string& name, std::span<const uint8_t> module, Target target,
                           const jit::CompileOptions& options, ModuleReport& report) {
  runtime::Compilation compilation(options, target);
  if (Result<void> fed = compilation.feed(module); !fed) return fed.error();
  Result<jit::LinkedCode> code = compilation.finish();
  if (!code) return std::move(code).error();
  const CodeReport checked = check_code(target, code->code.bytes(), code->tables);
  report.code_bytes += code->code.size();
  report.instructions += checked.instructions;
  for (const std::string& complaint : checked.complaints) {
    report.complaints.push_back(name + ": " + complaint);
  }
  return std::nullopt;
}

}  // namespace

void check_module(const std::string& name, std::span<const uint8_t> module, bool thorough,
                  ModuleReport& report) {
  const size_t complaints = report.complaints.size();
  std::optional<std::string> verdict;
  for (const Target target : all_targets()) {
    for (const Way& way : ways(thorough)) {
      const std::string what = name + " for " + std::string(to_string(target)) + ", " + way.name;
      const std::optional<Error> error = check(what, module, target, way.options, report);
      const std::string now = error ? error->to_string() : "it is good";
      if (verdict && *verdict != now) {
        report.complaints.push_back(what + ": \"" + *verdict + "\" became \"" + now + "\"");
      }
      verdict = now;
    }
  }
  if (report.complaints.size() > complaints) {
    ++report.failed;
  } else {
    ++(verdict == "it is good" ? report.modules : report.rejected);
  }
}

std::vector<fs::path> modules_below(const fs::path& path) {
  std::vector<fs::path> found;
  if (!fs::is_directory(path)) return {path};
  constexpr auto kLinks = fs::directory_options::follow_directory_symlink;
  for (const fs::directory_entry& entry : fs::recursive_directory_iterator(path, kLinks)) {
    if (entry.path().extension() == ".wasm") found.push_back(entry.path());
  }
  std::sort(found.begin(), found.end());
  return found;
}

std::vector<uint8_t> read_file(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

}  // namespace shoal::tests
