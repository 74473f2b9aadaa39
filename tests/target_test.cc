// Code for targets that need not be this machine: compile_for.
#include "shoal/target.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "shoal/code.h"
#include "shoal/objdump.h"
#include "tests/same_code.h"
#include "tests/wat_instance.h"

namespace shoal {
namespace {

using testing::contains;
using testing::error_of;
using testing::make_engine;
using testing::must;

/// A program in C with its library.
std::vector<uint8_t> program() {
  std::ifstream file(SHOAL_GUEST_DIR "/hello.wasm", std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

std::vector<uint8_t> wasm(std::string_view wat) { return must(wat_to_wasm(wat, "test.wat")); }

TEST(Target, HasAWord) {
  for (const Target target : all_targets()) {
    EXPECT_EQ(must(parse_target(to_string(target))), target) << to_string(target);
  }
  const Error error = error_of(parse_target("x86"));
  EXPECT_EQ(error.kind, ErrorKind::kArgument);
  EXPECT_EQ(error.message, "'x86' is no target; the targets are x86_64, x86_64_v3, aarch64");
}

struct Settings {
  std::string name;
  Config config;
};

class CompileFor : public ::testing::TestWithParam<Settings> {
 protected:
  const Config& config() const { return GetParam().config; }
};

TEST_P(CompileFor, ThisMachineGivesWhatModuleCompileGives) {
  const std::vector<uint8_t> bytes = program();
  const Module module = must(Module::compile(make_engine(config()), bytes));
  const CompiledCode code = must(compile_for(host_target(), bytes, config()));
  EXPECT_EQ(code.target(), host_target());
  testing::expect_same_code(must(module.code(config().bounds)), code.code());
  EXPECT_EQ(code.stats().functions, module.stats().functions);
  EXPECT_EQ(code.stats().wasm_bytes, module.stats().wasm_bytes);
  EXPECT_EQ(code.stats().code_bytes, module.stats().code_bytes);
  EXPECT_EQ(code.stats().code_bytes, code.code().code.size());
}

TEST_P(CompileFor, TheSameAgainGivesTheSame) {
  const std::vector<uint8_t> bytes = program();
  for (const Target target : all_targets()) {
    const CompiledCode a = must(compile_for(target, bytes, config()));
    const CompiledCode b = must(compile_for(target, bytes, config()));
    testing::expect_same_code(a.code(), b.code());
  }
}

INSTANTIATE_TEST_SUITE_P(
    , CompileFor,
    ::testing::Values(Settings{"Guarded", {}}, Settings{"Checked", {.bounds = Bounds::kChecked}},
                      Settings{"Untuned", {.tuning = {.homes = false, .lazy_adds = false}}},
                      Settings{"Spectre", {.bounds = Bounds::kChecked, .spectre = true}},
                      Settings{"Interruptible", {.interruptible = true, .source_map = true}}),
    [](const auto& param) { return param.param.name; });

/// The machine code of a module's only function as text.
std::string listing(Target target, const std::vector<uint8_t>& bytes) {
  const CompiledCode code = must(compile_for(target, bytes));
  const std::vector<FunctionListing> functions = must(list_functions(code.code()));
  std::string text;
  for (const ListingRow& row : functions.at(0).rows) text += row.text + "\n";
  return text;
}

TEST(Target, ATargetsInstructionsAreUsedAndNoOthers) {
  const std::vector<uint8_t> bytes = wasm(R"((module
    (func (param f64 f64 i32 i32) (result f64 i32)
      (f64.add (local.get 0) (local.get 1))
      (i32.shl (local.get 2) (local.get 3)))))");
  const std::string baseline = listing(Target::kX86_64, bytes);
  EXPECT_TRUE(contains(baseline, "addsd")) << baseline;
  EXPECT_FALSE(contains(baseline, "vaddsd")) << baseline;
  EXPECT_FALSE(contains(baseline, "shlx")) << baseline;
  const std::string v3 = listing(Target::kX86_64V3, bytes);
  EXPECT_TRUE(contains(v3, "vaddsd")) << v3;
  EXPECT_TRUE(contains(v3, "shlx")) << v3;
}

TEST(Target, CodeHoldsAllThatItsViewShows) {
  std::vector<uint8_t> bytes = wasm(R"((module
    (import "env" "log" (func $log (param i32)))
    (func $f (export "g") (call $log (i32.const 1)))
    (func (export "h") (call $f))))");
  CompiledCode code = must(compile_for(host_target(), bytes));
  const std::vector<uint8_t> original = bytes;
  std::fill(bytes.begin(), bytes.end(), uint8_t{0});
  const CompiledCode moved = std::move(code);
  const CodeView view = moved.code();
  EXPECT_TRUE(std::ranges::equal(view.module_bytes, original));
  ASSERT_EQ(view.imports, std::vector<std::string>{"env.log"});
  ASSERT_EQ(view.functions.size(), 2u);
  EXPECT_EQ(view.functions[0].index, 1u);
  EXPECT_EQ(view.functions[0].name, "f");
  EXPECT_EQ(view.functions[1].name, "h");
}

TEST(Target, BadModulesAreErrors) {
  std::vector<uint8_t> bytes = wasm("(module (func (export \"f\")))");
  bytes.pop_back();
  EXPECT_EQ(error_of(compile_for(Target::kX86_64, bytes)).kind, ErrorKind::kMalformed);
  EXPECT_EQ(error_of(compile_for(Target::kX86_64, {})).kind, ErrorKind::kMalformed);
}

}  // namespace
}  // namespace shoal
