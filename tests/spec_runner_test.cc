// The specification runner itself: that it finds mistakes, skips only what it should, and says so.
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "shoal/wat.h"
#include "tests/command_test.h"

namespace shoal {
namespace {

/// Runs scripts that a test writes.
class SpecRunner : public CommandTest {
 protected:
  void SetUp() override {
    CommandTest::SetUp();
    module("good.wasm", R"((module
      (func (export "seven") (result i32) (i32.const 7))
      (func (export "nan") (result f32) (f32.const nan:0x600000))
      (func (export "same") (param externref) (result externref) (local.get 0))
      (func (export "trap") unreachable)
      (global (export "g") i64 (i64.const -1))))");
    module("simd.wasm", R"((module (func (export "f") (drop (v128.const i32x4 0 0 0 0)))))");
    module("importer.wasm", R"((module (import "lib" "f" (func)) (func (export "f"))))");
  }

  void module(const std::string& name, const std::string& text) {
    const Result<std::vector<uint8_t>> wasm = wat_to_wasm(text, name);
    ASSERT_TRUE(wasm.ok()) << wasm.error().message;
    write(name, {reinterpret_cast<const char*>(wasm->data()), wasm->size()});
  }

  /// Runs a script of these commands; `good.wasm` is instantiated before them, at line 1.
  CommandOutcome run(const std::string& commands) {
    write("t.json", R"({"source_filename": "t.wast", "commands": [
        {"type": "module", "line": 1, "name": "$good", "filename": "good.wasm"},)" +
                        commands + "]}");
    return run_program(SHOAL_SPEC_RUNNER, "t.json");
  }

  static std::string invoke(const std::string& type, const std::string& field,
                            const std::string& rest, const std::string& arguments = "") {
    return R"({"type": ")" + type + R"(", "line": 5, "action": {"type": "invoke", "field": ")" +
           field + R"(", "args": [)" + arguments + "]}, " + rest + "}";
  }
};

#define EXPECT_LAST_LINE(outcome, line) \
  EXPECT_TRUE((outcome).out.ends_with(line "\n")) << (outcome).out

TEST_F(SpecRunner, CountsWhatPasses) {
  const CommandOutcome outcome =
      run(invoke("assert_return", "seven", R"("expected": [{"type": "i32", "value": "7"}])") + "," +
          invoke("assert_trap", "trap", R"("text": "unreachable")") + "," +
          R"({"type": "assert_return", "line": 6, "action": {"type": "get", "field": "g"},
              "expected": [{"type": "i64", "value": "18446744073709551615"}]})");
  EXPECT_EQ(outcome.code, 0);
  EXPECT_LAST_LINE(outcome, "4 passed, 0 failed, 0 skipped");
}

TEST_F(SpecRunner, ReportsFileLineExpectedAndGot) {
  const CommandOutcome outcome =
      run(invoke("assert_return", "seven", R"("expected": [{"type": "i32", "value": "8"}])") + "," +
          invoke("assert_trap", "seven", R"("text": "unreachable")") + "," +
          invoke("assert_trap", "trap", R"("text": "integer overflow")"));
  EXPECT_EQ(outcome.code, 1);
  EXPECT_NE(outcome.out.find("t.json:5: expected (i32:8), got (i32:7)"), std::string::npos)
      << outcome.out;
  EXPECT_LAST_LINE(outcome, "1 passed, 3 failed, 0 skipped");
}

TEST_F(SpecRunner, TellsNansApart) {
  const auto nan = [](const std::string& pattern) {
    return invoke("assert_return", "nan",
                  R"("expected": [{"type": "f32", "value": ")" + pattern + R"("}])");
  };
  EXPECT_LAST_LINE(run(nan("nan:arithmetic")), "2 passed, 0 failed, 0 skipped");
  EXPECT_LAST_LINE(run(nan("nan:canonical")), "1 passed, 1 failed, 0 skipped");
  EXPECT_LAST_LINE(run(nan("2145386496")), "2 passed, 0 failed, 0 skipped");
}

TEST_F(SpecRunner, PassesHostValuesAndTakesAlternatives) {
  const auto same = [](const std::string& argument, const std::string& expected) {
    return invoke("assert_return", "same", R"("expected": [)" + expected + "]", argument);
  };
  const std::string zero = R"({"type": "externref", "value": "0"})";
  const std::string null = R"({"type": "externref", "value": "null"})";
  const std::string any = R"({"type": "externref"})";
  EXPECT_EQ(run(same(zero, zero)).code, 0);
  EXPECT_EQ(run(same(zero, any)).code, 0);
  EXPECT_EQ(run(same(null, R"({"type": "refnull"})")).code, 0);
  EXPECT_EQ(run(same(null, any)).code, 1);
  EXPECT_EQ(run(same(zero, null)).code, 1);
  EXPECT_EQ(run(same(zero, R"({"type": "either", "values": [)" + null + "," + zero + "]}")).code,
            0);
}

TEST_F(SpecRunner, SkipsWhatDependsOnAnUnsupportedModule) {
  const CommandOutcome outcome =
      run(R"({"type": "module", "line": 2, "name": "$simd", "filename": "simd.wasm"},)" +
          invoke("assert_return", "f", R"("expected": [])") + "," +
          R"({"type": "register", "line": 6, "name": "$simd", "as": "lib"},
             {"type": "module", "line": 7, "filename": "importer.wasm"},)" +
          invoke("assert_return", "f", R"("expected": [])"));
  EXPECT_EQ(outcome.code, 0) << outcome.out;
  EXPECT_NE(outcome.out.find("5  SIMD"), std::string::npos) << outcome.out;
  EXPECT_LAST_LINE(outcome, "1 passed, 0 failed, 5 skipped");
}

TEST_F(SpecRunner, SkipsTextAndNothingElse) {
  const CommandOutcome outcome = run(
      R"({"type": "assert_malformed", "line": 2, "filename": "t.0.wat", "module_type": "text"},
         {"type": "assert_unlinkable", "line": 3, "filename": "importer.wasm",
          "module_type": "binary", "text": "unknown import"},
         {"type": "module", "line": 4, "filename": "absent.wasm"},
         {"type": "assert_sunshine", "line": 5})");
  EXPECT_EQ(outcome.code, 1);
  EXPECT_LAST_LINE(outcome, "2 passed, 2 failed, 1 skipped");
}

TEST_F(SpecRunner, InstantiatesDefinitionsAndRunsThreads) {
  const CommandOutcome outcome = run(
      R"({"type": "module_definition", "line": 2, "name": "$d", "filename": "good.wasm"},
         {"type": "module_instance", "line": 3, "instance": "$i", "module": "$d"},
         {"type": "thread", "line": 4, "name": "$t", "shared": ["$good"], "commands": [
           {"type": "register", "line": 5, "name": "$good", "as": "good"}]},
         {"type": "wait", "line": 6, "thread": "$t"},
         {"type": "wait", "line": 7, "thread": "$t"})");
  EXPECT_LAST_LINE(outcome, "6 passed, 1 failed, 0 skipped");
}

}  // namespace
}  // namespace shoal
