// Golden assembly: each tests/golden/*.wat holds a construct and, in comments, the machine code
// that is expected for it. The comment block is rewritten by
//   golden_test --update        (./dev test --update-golden)
// Comments at the top may set `;; bounds: checked` and `;; tuning: NAME=off,...`.
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <string>
#include <string_view>
#include <vector>

#include "shoal/objdump.h"
#include "shoal/shoal.h"
#include "shoal/wat.h"

namespace shoal {
namespace {

namespace fs = std::filesystem;

/// Begins each line of the block that holds the expectation.
constexpr std::string_view kPrefix = ";; x64:";

std::string read_text(const fs::path& path) {
  std::ifstream file(path);
  return {std::istreambuf_iterator<char>(file), {}};
}

/// A golden file, cut into what a person wrote and what is compared.
struct Golden {
  std::string source;
  std::string expected;
};

Golden split(const std::string& text) {
  const size_t block = text.find("\n" + std::string(kPrefix));
  if (block == std::string::npos) return {text, ""};
  return {text.substr(0, block + 1), text.substr(block + 1)};
}

/// The value of the comment `;; key: value`, or nothing.
std::string setting(const std::string& source, const std::string& key) {
  const std::string mark = ";; " + key + ": ";
  const size_t at = source.find(mark);
  if (at == std::string::npos) return "";
  const size_t begin = at + mark.size();
  return source.substr(begin, source.find('\n', begin) - begin);
}

std::string render(const FunctionListing& function) {
  const std::string prefix(kPrefix);
  std::string text = prefix + " " + function.name + "\n";
  for (const ListingRow& row : function.rows) {
    switch (row.kind) {
      case ListingRow::Kind::kWasm: text += prefix + "   " + row.text + "\n"; break;
      case ListingRow::Kind::kLabel: text += prefix + "     " + row.text + ":\n"; break;
      case ListingRow::Kind::kMachine:
        text += prefix + "       " + row.text + (row.note.empty() ? "" : "  ; " + row.note) + "\n";
        break;
    }
  }
  return text;
}

/// The machine code that the source gives now, in the block's form.
Result<std::string> actual(const std::string& source, const std::string& name) {
  Config config;
  config.source_map = true;
  if (setting(source, "bounds") == "checked") config.bounds = Bounds::kChecked;
  if (Result<void> applied = config.tuning.apply(setting(source, "tuning")); !applied) {
    return std::move(applied).error();
  }
  Result<std::vector<uint8_t>> wasm = wat_to_wasm(source, name);
  if (!wasm) return std::move(wasm).error();
  Result<Engine> engine = Engine::create(config);
  if (!engine) return std::move(engine).error();
  Result<Module> module = Module::compile(*engine, *wasm);
  if (!module) return std::move(module).error();
  Result<std::vector<FunctionListing>> functions = list_functions(*module, config.bounds);
  if (!functions) return std::move(functions).error();
  std::string text;
  for (const FunctionListing& function : *functions) text += render(function);
  return text;
}

std::vector<fs::path> golden_files() {
  std::vector<fs::path> files;
  for (const fs::directory_entry& entry : fs::directory_iterator(SHOAL_TEST_DIR "/golden")) {
    if (entry.path().extension() == ".wat") files.push_back(entry.path());
  }
  std::sort(files.begin(), files.end());
  return files;
}

class GoldenTest : public testing::TestWithParam<fs::path> {};

TEST_P(GoldenTest, MachineCodeIsAsExpected) {
  const Golden golden = split(read_text(GetParam()));
  const Result<std::string> now = actual(golden.source, GetParam().filename());
  ASSERT_TRUE(now.ok()) << now.error().to_string();
  EXPECT_EQ(golden.expected, *now)
      << "if the new code is better, ./dev test --update-golden takes it over";
}

INSTANTIATE_TEST_SUITE_P(Constructs, GoldenTest, testing::ValuesIn(golden_files()),
                         [](const auto& param) { return param.param.stem().string(); });

/// Rewrites the expectation of every golden file. Returns the exit code.
int update() {
  for (const fs::path& path : golden_files()) {
    const Golden golden = split(read_text(path));
    const Result<std::string> now = actual(golden.source, path.filename());
    if (!now) {
      std::cerr << path.filename().string() << ": " << now.error().to_string() << '\n';
      return 1;
    }
    std::ofstream(path) << golden.source << *now;
    if (*now != golden.expected) std::cout << "updated " << path.filename().string() << '\n';
  }
  return 0;
}

}  // namespace
}  // namespace shoal

int main(int argc, char** argv) {
  if (argc == 2 && std::string_view(argv[1]) == "--update") return shoal::update();
  testing::InitGoogleTest(&argc, argv);
  return RUN_ALL_TESTS();
}
