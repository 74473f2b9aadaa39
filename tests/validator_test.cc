// The verdict of the module reader and the validator on every module of the specification suite.
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <vector>

#include "jit/module_reader.h"
#include "tests/module_events.h"

namespace shoal::jit {
namespace {

namespace fs = std::filesystem;

std::vector<fs::path> scripts() {
  std::vector<fs::path> paths;
  const fs::path core = fs::path(SHOAL_SPEC_DIR) / "core";
  if (!fs::is_directory(core)) return paths;
  for (const fs::directory_entry& entry : fs::directory_iterator(core)) {
    if (entry.path().extension() == ".json") paths.push_back(entry.path());
  }
  std::sort(paths.begin(), paths.end());
  return paths;
}

/// The feature between quotation marks in the message of an `unsupported` error.
std::string feature(const Error& error) {
  const size_t begin = error.message.find('"');
  const size_t end = error.message.rfind('"');
  return begin < end ? error.message.substr(begin + 1, end - begin - 1) : error.message;
}

/// What the suite expects of a module, as the kind of its error.
std::optional<ErrorKind> expected_error(const std::string& command) {
  if (command == "assert_malformed") return ErrorKind::kMalformed;
  if (command == "assert_invalid") return ErrorKind::kInvalid;
  return std::nullopt;
}

TEST(SpecificationSuite, VerdictOnEveryModule) {
  const std::vector<fs::path> paths = scripts();
  if (paths.empty()) GTEST_SKIP() << "the specification suite is not at " << SHOAL_SPEC_DIR;
  const std::vector<std::string> kinds = {
      "module",         "module_definition", "assert_malformed",
      "assert_invalid", "assert_unlinkable", "assert_uninstantiable"};
  size_t checked = 0;
  std::map<std::string, size_t> unsupported;
  for (const fs::path& path : paths) {
    std::ifstream file(path);
    const nlohmann::json script = nlohmann::json::parse(file);
    for (const auto& command : script.at("commands")) {
      const std::string type = command.at("type");
      if (std::find(kinds.begin(), kinds.end(), type) == kinds.end()) continue;
      if (!command.contains("filename") || command.value("module_type", "binary") == "text")
        continue;
      const fs::path module = path.parent_path() / command.at("filename").get<std::string>();
      const ModuleEvents seen = read_module(load_file(module.string()));
      const std::string where = path.filename().string() + ":" +
                                std::to_string(command.at("line").get<int>()) + " " + type + " \"" +
                                command.value("text", "") + "\", " + module.filename().string();
      ++checked;
      if (seen.error && seen.error->kind == ErrorKind::kUnsupported) {
        ++unsupported[feature(*seen.error)];
        continue;
      }
      const std::optional<ErrorKind> expected = expected_error(type);
      if (!expected) {
        EXPECT_FALSE(seen.error) << where << ": " << seen.error->to_string();
      } else if (!seen.error) {
        ADD_FAILURE() << where << ": accepted";
      } else {
        EXPECT_EQ(to_string(seen.error->kind), to_string(*expected))
            << where << ": " << seen.error->to_string();
        EXPECT_TRUE(seen.error->offset) << where << ": no offset in " << seen.error->message;
      }
    }
  }
  for (const auto& [name, count] : unsupported) {
    std::cout << "unsupported: " << count << " modules need " << name << "\n";
  }
  std::cout << checked << " modules checked\n";
  EXPECT_GT(checked, 5000u);
}

}  // namespace
}  // namespace shoal::jit
