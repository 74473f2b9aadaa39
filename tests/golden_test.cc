// Golden assembly: each tests/golden/*.wat holds constructs and, in comments behind them, the
// machine code of both CPUs that is expected for them. The comments are rewritten by
//   golden_test --update        (./dev test --update-golden)
// tests/golden/README.md says how to read and write these files.
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <set>
#include <span>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

#include "golden_listing.h"
#include "jit/opcodes.h"
#include "shoal/objdump.h"
#include "shoal/shoal.h"
#include "shoal/wat.h"

namespace shoal {
namespace {

namespace fs = std::filesystem;

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
  const size_t block = text.find("\n" + std::string(golden::kHeading));
  if (block == std::string::npos) return {text, ""};
  return {text.substr(0, block + 1), text.substr(block + 1)};
}

std::vector<fs::path> golden_files() {
  std::vector<fs::path> files;
  for (const fs::directory_entry& entry : fs::directory_iterator(SHOAL_TEST_DIR "/golden")) {
    if (entry.path().extension() == ".wat") files.push_back(entry.path());
  }
  std::sort(files.begin(), files.end());
  return files;
}

// --- Settings ------------------------------------------------------------------------------------

/// What the comments `;; key: value` at the top of a file ask for.
struct Settings {
  Config config;
  /// The left column's. Every host compiles for it, also one that could not run it.
  Target x86 = Target::kX86_64V3;
  golden::Show show = golden::Show::kBody;
};

Result<Settings> read_settings(const std::string& source) {
  Settings settings;
  settings.config.source_map = true;
  std::istringstream lines(source);
  for (std::string line; std::getline(lines, line) && line.starts_with(";; ");) {
    const size_t colon = line.find(": ");
    const std::string key = line.substr(3, colon == std::string::npos ? 0 : colon - 3);
    // A sentence is no setting.
    if (key.empty() ||
        !std::all_of(key.begin(), key.end(), [](char c) { return c >= 'a' && c <= 'z'; })) {
      continue;
    }
    const std::string value = line.substr(colon + 2);
    if (key == "tuning") {
      if (Result<void> applied = settings.config.tuning.apply(value); !applied) {
        return std::move(applied).error();
      }
    } else if (key == "bounds" && value == "checked") {
      settings.config.bounds = Bounds::kChecked;
    } else if (key == "interruptible" && value == "yes") {
      settings.config.interruptible = true;
    } else if (key == "spectre" && value == "yes") {
      settings.config.spectre = true;
    } else if (key == "fuel" && value == "yes") {
      settings.config.fuel = true;
    } else if (key == "target" && value == to_string(Target::kX86_64)) {
      settings.x86 = Target::kX86_64;
    } else if (key == "show" && value == "frame") {
      settings.show = golden::Show::kFrame;
    } else {
      return make_error(ErrorKind::kArgument, "unknown setting '" + line + "'");
    }
  }
  return settings;
}

// --- Listings ------------------------------------------------------------------------------------

Result<std::vector<FunctionListing>> list(Target target, std::span<const uint8_t> wasm,
                                          const Config& config) {
  Result<CompiledCode> code = compile_for(target, wasm, config);
  if (!code) return std::move(code).error();
  return list_functions(code->code());
}

/// The machine code that the source gives now, in a golden file's form.
Result<std::string> actual(const std::string& source, const std::string& name) {
  Result<Settings> settings = read_settings(source);
  if (!settings) return std::move(settings).error();
  Result<std::vector<uint8_t>> wasm = wat_to_wasm(source, name);
  if (!wasm) return std::move(wasm).error();
  Result<std::vector<FunctionListing>> x64 = list(settings->x86, *wasm, settings->config);
  if (!x64) return std::move(x64).error();
  Result<std::vector<FunctionListing>> a64 = list(Target::kAarch64, *wasm, settings->config);
  if (!a64) return std::move(a64).error();
  std::string text;
  for (size_t i = 0; i < x64->size(); ++i) {
    if (i != 0) text += ";;\n";
    text += golden::side_by_side((*x64)[i], (*a64)[i], settings->show);
  }
  return text;
}

// --- Tests ---------------------------------------------------------------------------------------

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

TEST(GoldenFiles, ShowEveryInstruction) {
  std::set<std::string> shown;
  size_t functions = 0;
  for (const fs::path& path : golden_files()) {
    const Golden golden = split(read_text(path));
    std::istringstream lines(golden.expected);
    for (std::string line; std::getline(lines, line);) {
      functions += line.starts_with(golden::kHeading) ? 1 : 0;
      std::istringstream words(line);
      std::string comment, name;
      words >> comment >> name;
      shown.insert(name);
    }
  }
  for (uint32_t number = 0; number < jit::kOpCount; ++number) {
    if (!jit::is_known(number)) continue;
    const std::string name(jit::name(static_cast<jit::Op>(number)));
    EXPECT_TRUE(shown.count(name) != 0) << name << " is in no golden file";
  }
  EXPECT_GE(functions, 300u);
}

// --- Updating ------------------------------------------------------------------------------------

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
