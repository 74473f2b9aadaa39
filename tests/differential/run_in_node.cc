#include <sys/wait.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>
#include <nlohmann/json.hpp>

#include "tests/differential/outcome.h"

namespace shoal::differential {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;

/// A directory that is gone when its owner is.
struct TemporaryDirectory {
  fs::path path;
  TemporaryDirectory() {
    std::string name = (fs::temp_directory_path() / "shoal-differential-XXXXXX").string();
    if (mkdtemp(name.data()) != nullptr) path = name;
  }
  ~TemporaryDirectory() {
    std::error_code ignored;
    if (!path.empty()) fs::remove_all(path, ignored);
  }
};

std::string type_name(const Value& v) { return std::string(to_string(v.type())); }

json manifest_of(const GeneratedModule& module) {
  json calls = json::array();
  for (const Invocation& call : module.calls) {
    json arguments = json::array();
    for (const Value& v : call.arguments)
      arguments.push_back({type_name(v), std::to_string(v.bits())});
    calls.push_back({{"function", function_name(call.function)}, {"arguments", arguments}});
  }
  json globals = json::array();
  for (uint32_t i = 0; i < module.globals; i++) globals.push_back(global_name(i));
  return {{"file", std::to_string(module.seed) + ".wasm"}, {"calls", calls}, {"globals", globals}};
}

/// Runs `node node_runner.mjs DIRECTORY`; its exit code, or 127 if there is no node.
int run_node(const fs::path& directory) {
  const pid_t child = fork();
  if (child == 0) {
    const std::string script = SHOAL_TEST_DIR "/differential/node_runner.mjs";
    execlp("node", "node", script.c_str(), directory.c_str(), static_cast<char*>(nullptr));
    _exit(127);
  }
  int status = 0;
  if (child < 0 || waitpid(child, &status, 0) != child || !WIFEXITED(status)) return -1;
  return WEXITSTATUS(status);
}

}  // namespace

Result<std::optional<std::vector<std::vector<Outcome>>>> run_in_node(
    const std::vector<GeneratedModule>& modules) {
  const TemporaryDirectory directory;
  if (directory.path.empty())
    return make_error(ErrorKind::kSystem, "cannot make a temporary directory");
  json manifest = json::array();
  for (const GeneratedModule& module : modules) {
    manifest.push_back(manifest_of(module));
    std::ofstream out(directory.path / (std::to_string(module.seed) + ".wasm"), std::ios::binary);
    out.write(reinterpret_cast<const char*>(module.bytes.data()),
              static_cast<std::streamsize>(module.bytes.size()));
  }
  std::ofstream(directory.path / "manifest.json") << manifest;

  const int code = run_node(directory.path);
  if (code == 127) return std::optional<std::vector<std::vector<Outcome>>>();
  if (code != 0)
    return make_error(ErrorKind::kSystem, "node_runner.mjs failed; its message is above");
  const json results = json::parse(std::ifstream(directory.path / "results.json"));
  std::vector<std::vector<Outcome>> all;
  for (const json& module : results) {
    std::vector<Outcome>& outcomes = all.emplace_back();
    for (const json& call : module) outcomes.push_back({call.at(0), call.at(1)});
  }
  return std::optional(std::move(all));
}

std::string node_trap_class(const std::string& result) {
  static const std::map<std::string, std::string, std::less<>> classes = {
      {"trap: unreachable", "trap: unreachable"},
      {"trap: out of bounds memory access", "trap: memory"},
      {"trap: out of bounds table access", "trap: table"},
      {"trap: undefined element", "trap: table"},
      {"trap: uninitialized element", "trap: signature"},
      {"trap: indirect call type mismatch", "trap: signature"},
      {"trap: integer divide by zero", "trap: zero"},
      {"trap: integer overflow", "trap: overflow"},
      {"trap: invalid conversion to integer", "trap: overflow"},
  };
  const auto found = classes.find(result);
  return found == classes.end() ? result : found->second;
}

}  // namespace shoal::differential
