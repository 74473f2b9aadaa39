// The body decoder: its verdict on every module of the specification suite, what it tells its
// consumer, and how it stands hostile bodies.
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

#include "jit/body_decoder.h"
#include "jit/compiler.h"
#include "jit/module_reader.h"
#include "jit/silent_consumer.h"
#include "shoal/wat.h"
#include "tests/module_events.h"

namespace shoal::jit {
namespace {

namespace fs = std::filesystem;

std::vector<fs::path> scripts() {
  std::vector<fs::path> paths;
  // Not threads: its scripts predate Wasm 2.0 and call several tables invalid.
  for (const char* folder : {"core", "custom-page-sizes", "wide-arithmetic"}) {
    const fs::path path = fs::path(SHOAL_SPEC_DIR) / folder;
    if (!fs::is_directory(path)) continue;
    for (const fs::directory_entry& entry : fs::directory_iterator(path)) {
      if (entry.path().extension() == ".json") paths.push_back(entry.path());
    }
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

// ---- What the consumer hears

std::string list(std::span<const uint32_t> numbers) {
  std::string text;
  for (const uint32_t n : numbers) text += " " + std::to_string(n);
  return text;
}

/// Writes down what the decoder reports, one word or phrase an event.
struct Trace : SilentConsumer {
  std::string text;
  std::vector<Op> ops;

  void add(const std::string& event) { text += text.empty() ? event : ", " + event; }
  void before(Op op) { ops.push_back(op); }
  void block(const BlockType& t) {
    add("block " + std::to_string(t.params.size()) + ">" + std::to_string(t.results.size()));
  }
  void loop(const BlockType&) { add("loop"); }
  void if_(const BlockType&) { add("if"); }
  void else_(bool then_reachable) { add(then_reachable ? "else" : "else(then dead)"); }
  void end(bool fallthrough, bool live_after) {
    add(fallthrough ? "end" : live_after ? "end(joined)" : "end(dead)");
  }
  void br(uint32_t depth) { add("br " + std::to_string(depth)); }
  void br_if(uint32_t depth) { add("br_if " + std::to_string(depth)); }
  void br_table(std::span<const uint32_t> depths) { add("br_table" + list(depths)); }
  void return_() { add("return"); }
  void unreachable() { add("unreachable"); }
  void call(uint32_t f) { add("call " + std::to_string(f)); }
  void return_call(uint32_t f) { add("return_call " + std::to_string(f)); }
  void drop() { add("drop"); }
  void select(ValType type) { add("select " + std::string(to_string(type))); }
  void local_get(uint32_t i) { add("get " + std::to_string(i)); }
  void i32_const(int32_t v) { add(std::to_string(v)); }
  void i64_const(int64_t v) { add(std::to_string(v)); }
  void load(Op op, const MemArg& a) { add(std::string(name(op)) + "+" + std::to_string(a.offset)); }
  void numeric(Op op) { add(std::string(name(op))); }
};

/// The events of the module's first own function, or its error.
std::string trace_of(std::string_view wat) {
  Result<std::vector<uint8_t>> bytes = wat_to_wasm(wat, "test.wat");
  if (!bytes) return bytes.error().message;
  const ModuleEvents module = read_module(*bytes);
  if (module.error) return module.error->message;
  const BodyRange body = module.info.bodies.at(0);
  Trace trace;
  BodyDecoder<Trace> decoder(module.info, trace);
  Result<void> result = decoder.decode(
      module.info.imported_functions, std::span(*bytes).subspan(body.begin, body.size), body.begin);
  return result ? trace.text : result.error().message;
}

std::string trace_of_body(std::string_view body) {
  return trace_of("(module (memory 1) (func (param i32) (result i32) " + std::string(body) + "))");
}

TEST(BodyDecoder, ReportsReachableCode) {
  EXPECT_EQ(trace_of_body("local.get 0 i32.const -1 i32.add"), "get 0, -1, i32.add, end");
  EXPECT_EQ(trace_of_body("local.get 0 i32.load offset=70000"), "get 0, i32.load+70000, end");
}

TEST(BodyDecoder, ReportsNothingDead) {
  EXPECT_EQ(trace_of_body("local.get 0 return i32.const 1 drop block nop end"),
            "get 0, return, end(dead)");
  EXPECT_EQ(trace_of_body("unreachable (block (br 0)) (if (i32.const 1) (then)) i32.add"),
            "unreachable, end(dead)");
  EXPECT_EQ(trace_of_body("block br 0 i32.const 1 drop end i32.const 2"),
            "block 0>0, br 0, end(joined), 2, end");
}

TEST(BodyDecoder, CodeAfterABlockThatNobodyLeavesIsDead) {
  EXPECT_EQ(trace_of_body("block unreachable end i32.const 2"),
            "block 0>0, unreachable, end(dead), end(dead)");
  // The inner block's own exit is dead, the outer one's is not.
  EXPECT_EQ(trace_of_body("block block br 1 end i32.const 9 drop end i32.const 2"),
            "block 0>0, block 0>0, br 1, end(dead), end(joined), 2, end");
  // A branch to a loop leads to its beginning, never behind its end.
  EXPECT_EQ(trace_of_body("loop br 0 end i32.const 2"), "loop, br 0, end(dead), end(dead)");
}

TEST(BodyDecoder, ABranchInDeadCodeJoinsNothing) {
  EXPECT_EQ(trace_of_body("block unreachable br 0 end i32.const 2"),
            "block 0>0, unreachable, end(dead), end(dead)");
  EXPECT_EQ(trace_of_body("block unreachable (br_table 0 0 (i32.const 0)) end i32.const 2"),
            "block 0>0, unreachable, end(dead), end(dead)");
}

TEST(BodyDecoder, BothArmsOfAnIf) {
  EXPECT_EQ(trace_of_body("local.get 0 if nop end i32.const 2"), "get 0, if, end, 2, end");
  EXPECT_EQ(trace_of_body("local.get 0 if unreachable end i32.const 2"),
            "get 0, if, unreachable, end(joined), 2, end");
  EXPECT_EQ(trace_of_body("local.get 0 if (result i32) i32.const 1 else unreachable end"),
            "get 0, if, 1, else, unreachable, end(joined), end");
  EXPECT_EQ(trace_of_body("local.get 0 if (result i32) unreachable else i32.const 1 end"),
            "get 0, if, unreachable, else(then dead), 1, end, end");
  EXPECT_EQ(trace_of_body("local.get 0 if unreachable else unreachable end i32.const 2"),
            "get 0, if, unreachable, else(then dead), unreachable, end(dead), end(dead)");
}

TEST(BodyDecoder, EveryReportedEventHasItsBefore) {
  Result<std::vector<uint8_t>> bytes = wat_to_wasm(
      "(module (func (param i32) local.get 0 if return nop else unreachable end nop))", "t");
  const ModuleEvents module = read_module(*bytes);
  Trace trace;
  BodyDecoder<Trace> decoder(module.info, trace);
  const BodyRange body = module.info.bodies.at(0);
  ASSERT_TRUE(decoder.decode(0, std::span(*bytes).subspan(body.begin, body.size), body.begin));
  EXPECT_EQ(trace.ops, (std::vector<Op>{Op::kLocalGet, Op::kIf, Op::kReturn, Op::kElse,
                                        Op::kUnreachable, Op::kEnd, Op::kEnd}));
}

TEST(BodyDecoder, TablesTailCallsAndSelect) {
  EXPECT_EQ(trace_of_body("block block (br_table 0 1 0 (local.get 0)) end end i32.const 3"),
            "block 0>0, block 0>0, get 0, br_table 0 1 0, end(joined), end, 3, end");
  EXPECT_EQ(trace_of("(module (func (param i32) (result i32) local.get 0 return_call 0 drop))"),
            "get 0, return_call 0, end(dead)");
  EXPECT_EQ(trace_of_body("i64.const 1 i64.const 2 local.get 0 select drop i32.const 0"),
            "1, 2, get 0, select i64, drop, 0, end");
}

TEST(BodyDecoder, BlocksTakeParameters) {
  EXPECT_EQ(trace_of_body("local.get 0 i32.const 1 "
                          "block (param i32 i32) (result i32) i32.add br 0 end"),
            "get 0, 1, block 2>1, i32.add, br 0, end(joined), end");
}

// ---- What the validator says

TEST(Validator, MessagesSayWhatWasExpectedAndFound) {
  EXPECT_EQ(trace_of_body("local.get 0 i64.const 1 i32.add"),
            "type mismatch: i32.add expects i32, found i64");
  EXPECT_EQ(trace_of_body("i32.add"), "type mismatch: i32.add expects i32, found an empty stack");
  EXPECT_EQ(trace_of_body("i64.const 0"), "type mismatch: end expects i32, found i64");
  EXPECT_EQ(trace_of_body("local.get 0 br_if 0"), trace_of_body("i32.const 1 br_if 0"));
  EXPECT_NE(trace_of_body("local.get 7").find("unknown local: local.get refers to index 7"),
            std::string::npos);
}

TEST(Validator, BranchesRestoreTypesInDeadCode) {
  // After br_if the polymorphic stack holds the label's types again.
  EXPECT_EQ(trace_of_body("unreachable br_if 0 i64.eqz"),
            "type mismatch: i64.eqz expects i64, found i32");
  EXPECT_EQ(trace_of_body("unreachable (select (i32.const 0)) i64.eqz drop i32.const 0"),
            "unreachable, end(dead)");
}

/// A module whose one function, of type () -> (), has this body.
ModuleEvents read_body(const std::vector<uint8_t>& body, const ResourceLimits& limits = {}) {
  ModuleEvents out;
  out.info.limits = limits;
  out.info.types.push_back({});
  out.info.functions.push_back({});
  out.info.declared_functions.push_back(false);
  Result<void> result = validate_function(out.info, 0, body, 0);
  if (!result) out.error = result.error();
  return out;
}

TEST(Validator, NestingIsBoundedByItsLimitAlone) {
  constexpr uint32_t kDepth = 1'000'000;
  std::vector<uint8_t> body = {0};
  for (size_t i = 0; i < kDepth; ++i) body.insert(body.end(), {0x02, 0x40});
  body.insert(body.end(), kDepth + 1, 0x0B);
  ASSERT_TRUE(read_body(body).error);
  EXPECT_EQ(read_body(body).error->kind, ErrorKind::kLimit);
  const ResourceLimits deep{.nesting = kDepth};
  EXPECT_FALSE(read_body(body, deep).error);
  body.pop_back();
  ASSERT_TRUE(read_body(body, deep).error);
  EXPECT_EQ(read_body(body, deep).error->kind, ErrorKind::kMalformed);
}

TEST(Validator, ManyResultsDoNotFillTheHost) {
  ModuleInfo info;
  info.types = {{}, {{}, std::vector<ValType>(1000, ValType::kI64)}};
  info.functions = {{0, false}, {1, false}};
  info.declared_functions = {false, false};
  std::vector<uint8_t> body = {0};
  for (int i = 0; i < 1'000'000; ++i) body.insert(body.end(), {0x10, 0x01});
  Result<void> result = validate_function(info, 0, body, 0);
  ASSERT_FALSE(result);
  EXPECT_EQ(result.error().kind, ErrorKind::kLimit);
}

TEST(Validator, BranchTablesCheckALabelOnce) {
  // A long table to one label of many values must not cost labels times values.
  ModuleInfo info;
  info.types = {{{}, std::vector<ValType>(1000, ValType::kI64)}};
  info.functions = {{0, false}};
  info.declared_functions = {false};
  std::vector<uint8_t> body = {0, 0x00, 0x41, 0x00, 0x0E, 0x80, 0x89, 0x7A};  // 2,000,000 labels
  body.insert(body.end(), 2'000'001, 0x00);
  body.push_back(0x0B);
  EXPECT_TRUE(validate_function(info, 0, body, 0));
}

// ---- skip_immediates, the pre-scan's way over a body

TEST(SkipImmediates, AgreesWithTheDecoder) {
  Result<std::vector<uint8_t>> bytes = wat_to_wasm(R"((module
      (memory 1) (table 2 funcref) (data "x") (elem func) (global $g (mut i64) (i64.const 0))
      (func $f (param i32) (result i32)
        block loop (br_table 0 1 0 (local.get 0)) end end
        (i64.store offset=1000 align=1 (i32.const -100000) (i64.const 0x123456789abcdef))
        (drop (f32.const 1)) (drop (f64.const 2))
        (memory.init 0 (i32.const 0) (i32.const 0) (i32.const 0)) (data.drop 0)
        (memory.copy (i32.const 0) (i32.const 0) (i32.const 0))
        (memory.fill (i32.const 0) (i32.const 0) (i32.const 0))
        (table.init 0 0 (i32.const 0) (i32.const 0) (i32.const 0)) (elem.drop 0)
        (drop (i32.trunc_sat_f32_s (f32.const 0)))
        (drop (select (result funcref) (ref.null func) (ref.null func) (i32.const 0)))
        (drop (call_indirect (param i32) (result i32) (local.get 0) (local.get 0)))
        (global.set $g (global.get $g))
        (if (result i32) (local.get 0) (then (memory.size)) (else (call $f (i32.const 0))))))
  )",
                                                   "test.wat");
  ASSERT_TRUE(bytes) << bytes.error().message;
  const ModuleEvents module = read_module(*bytes);
  ASSERT_FALSE(module.error) << module.error->to_string();
  const BodyRange range = module.info.bodies.at(0);
  const auto body = std::span(*bytes).subspan(range.begin, range.size);
  const uint8_t* p = body.data() + 1;  // no locals
  const uint8_t* const end = body.data() + body.size();
  size_t instructions = 0;
  while (p != end) {
    p = skip_immediates(*p, p + 1, end);
    ASSERT_NE(p, nullptr) << "after " << instructions << " instructions";
    ++instructions;
  }
  Trace trace;
  BodyDecoder<Trace> decoder(module.info, trace);
  ASSERT_TRUE(decoder.decode(0, body, range.begin));
  EXPECT_EQ(instructions, trace.ops.size());
  // Cut anywhere, it must not read beyond the end.
  for (size_t size = 0; size < body.size(); ++size) {
    const std::vector<uint8_t> cut(body.begin() + 1,
                                   body.begin() + 1 + static_cast<ptrdiff_t>(size));
    for (const uint8_t* q = cut.data(); q && q != cut.data() + size;) {
      q = skip_immediates(*q, q + 1, cut.data() + size);
    }
  }
}

}  // namespace
}  // namespace shoal::jit
