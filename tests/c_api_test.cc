// The C API where it concerns everything but shared heaps: the runtime, modules, instances, calls,
// natives, linear memory. (Shared heaps: c_api_heap_test.cc; WAMR's bugs: c_api_bugs_test.cc.)
#include <gtest/gtest.h>

#include <atomic>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <iterator>
#include <string>
#include <thread>
#include <vector>

#include "tests/c_api_fixture.h"

namespace shoal {
namespace {

// ---- Calls

constexpr std::string_view kCalls = R"((module
  (memory (export "memory") 1 3)
  (global (export "counter") (mut i64) (i64.const 5))
  (table 4 funcref)
  (elem (i32.const 1) $add)
  (func $add (export "add") (param i32 i32) (result i32)
    (i32.add (local.get 0) (local.get 1)))
  (func (export "wide") (param i64 i32 f64) (result i64)
    (i64.add (i64.add (local.get 0) (i64.extend_i32_s (local.get 1)))
             (i64.trunc_f64_s (local.get 2))))
  (func (export "half") (param f32) (result f32) (f32.mul (local.get 0) (f32.const 0.5)))
  (func (export "pass") (param externref) (result externref) (local.get 0))
  (func (export "nothing") (param i32))
  (func (export "two") (param i32) (result i64 i32)
    (i64.const 0x100000002) (local.get 0))
  (func (export "unreachable") unreachable)
  (func (export "divide") (param i32) (result i32) (i32.div_u (i32.const 1) (local.get 0)))
  (func $deep (export "deep") (call $deep))
  (func (export "load") (param i32) (result i32) (i32.load (local.get 0)))
  (func (export "bump") (global.set 0 (i64.add (global.get 0) (i64.const 1))))))";

TEST_F(CApiTest, CallsWithCells) {
  CProgram p(kCalls);
  EXPECT_EQ(p.result("add", {2, 40}), 42u);
  ASSERT_TRUE(p.call("wide", {1, 1, 0xFFFFFFFF, 0, 0x40080000}));  // 2^32 + 1 - 1 + 3.0
  EXPECT_EQ(p.cells[0], 3u);
  EXPECT_EQ(p.cells[1], 1u);
  ASSERT_TRUE(p.call("two", {7}));
  EXPECT_EQ(p.cells[0], 2u);
  EXPECT_EQ(p.cells[1], 1u);
  EXPECT_EQ(p.cells[2], 7u);
  ASSERT_TRUE(p.call("pass", {0x89ABCDEF, 0x01234567}));
  EXPECT_EQ(p.cells[0], 0x89ABCDEFu);
  EXPECT_EQ(p.cells[1], 0x01234567u);
}

TEST_F(CApiTest, AFunctionWithoutResultsLeavesTheCells) {
  CProgram p(kCalls);
  ASSERT_TRUE(p.call("nothing", {77}));
  EXPECT_EQ(p.cells[0], 77u);
  EXPECT_EQ(p.cells[1], 0u);
}

TEST_F(CApiTest, CallsWithValues) {
  CProgram p(kCalls);
  const auto add = wasm_runtime_lookup_function(p.instance, "add");
  wasm_val_t args[2] = {}, result = {};
  args[0].kind = args[1].kind = WASM_I32;
  args[0].of.i32 = 50;
  args[1].of.i32 = -8;
  ASSERT_TRUE(wasm_runtime_call_wasm_a(p.environment, add, 1, &result, 2, args));
  EXPECT_EQ(result.kind, WASM_I32);
  EXPECT_EQ(result.of.i32, 42);
  args[1].kind = WASM_I64;
  EXPECT_FALSE(wasm_runtime_call_wasm_a(p.environment, add, 1, &result, 2, args));
  EXPECT_FALSE(wasm_runtime_call_wasm_a(p.environment, add, 1, &result, 1, args));
  EXPECT_FALSE(wasm_runtime_call_wasm_a(p.environment, add, 0, nullptr, 2, args));
}

TEST_F(CApiTest, CallsWithVariableArguments) {
  CProgram p(kCalls);
  wasm_val_t result = {};
  const auto wide = wasm_runtime_lookup_function(p.instance, "wide");
  ASSERT_TRUE(wasm_runtime_call_wasm_v(p.environment, wide, 1, &result, 3, int64_t{1} << 40,
                                       int32_t{-1}, 4.0));
  EXPECT_EQ(result.of.i64, (int64_t{1} << 40) + 3);
  const auto half = wasm_runtime_lookup_function(p.instance, "half");
  ASSERT_TRUE(wasm_runtime_call_wasm_v(p.environment, half, 1, &result, 1, 3.0));
  EXPECT_EQ(result.kind, WASM_F32);
  EXPECT_EQ(result.of.f32, 1.5f);
  const auto pass = wasm_runtime_lookup_function(p.instance, "pass");
  ASSERT_TRUE(
      wasm_runtime_call_wasm_v(p.environment, pass, 1, &result, 1, static_cast<void*>(this)));
  EXPECT_EQ(result.kind, WASM_EXTERNREF);
  EXPECT_EQ(result.of.foreign, reinterpret_cast<uintptr_t>(this));
}

TEST_F(CApiTest, CallsThroughTheTable) {
  CProgram p(kCalls);
  uint32_t argv[2] = {20, 22};
  EXPECT_TRUE(wasm_runtime_call_indirect(p.environment, 1, 2, argv));
  EXPECT_EQ(argv[0], 42u);
  EXPECT_FALSE(wasm_runtime_call_indirect(p.environment, 0, 2, argv));
  EXPECT_EQ(p.exception(), "Exception: uninitialized element");
  EXPECT_FALSE(wasm_runtime_call_indirect(p.environment, 9, 2, argv));
  EXPECT_EQ(p.exception(), "Exception: undefined element");
}

TEST_F(CApiTest, FunctionsTellTheirTypes) {
  CProgram p(kCalls);
  const auto wide = wasm_runtime_lookup_function(p.instance, "wide");
  ASSERT_EQ(wasm_func_get_param_count(wide, p.instance), 3u);
  ASSERT_EQ(wasm_func_get_result_count(wide, p.instance), 1u);
  wasm_valkind_t params[3], result;
  wasm_func_get_param_types(wide, p.instance, params);
  wasm_func_get_result_types(wide, p.instance, &result);
  EXPECT_EQ(params[0], WASM_I64);
  EXPECT_EQ(params[1], WASM_I32);
  EXPECT_EQ(params[2], WASM_F64);
  EXPECT_EQ(result, WASM_I64);
  EXPECT_EQ(wasm_runtime_lookup_function(p.instance, "missing"), nullptr);
  EXPECT_EQ(wasm_runtime_lookup_function(p.instance, "memory"), nullptr);
  EXPECT_EQ(wasm_runtime_lookup_function(p.instance, "wide"), wide);
}

TEST_F(CApiTest, TrapsAreExceptions) {
  CProgram p(kCalls);
  EXPECT_EQ(wasm_runtime_get_exception(p.instance), nullptr);
  EXPECT_FALSE(p.call("unreachable"));
  EXPECT_EQ(p.exception(), "Exception: unreachable");
  EXPECT_FALSE(p.call("divide", {0}));
  EXPECT_EQ(p.exception(), "Exception: integer divide by zero");
  EXPECT_EQ(p.cells[0], 0u);
  EXPECT_FALSE(p.call("load", {65533}));
  EXPECT_EQ(p.exception(), "Exception: out of bounds memory access");
  EXPECT_FALSE(p.call("deep"));
  EXPECT_EQ(p.exception(), "Exception: native stack overflow");
  wasm_runtime_clear_exception(p.instance);
  EXPECT_EQ(wasm_runtime_get_exception(p.instance), nullptr);
  wasm_runtime_set_exception(p.instance, "of the host");
  EXPECT_EQ(p.exception(), "Exception: of the host");
  EXPECT_EQ(p.result("add", {1, 2}), 3u);  // Forgotten by the next call.
  EXPECT_EQ(wasm_runtime_get_exception(p.instance), nullptr);
}

TEST_F(CApiTest, TooFewArgumentsAreRefused) {
  CProgram p(kCalls);
  EXPECT_FALSE(p.call("wide", {1, 1, 1, 1}));
  EXPECT_EQ(p.exception(), "Exception: invalid argument count 4, must be no smaller than 5");
}

TEST_F(CApiTest, TerminatesFromAnotherThread) {
  CProgram p(R"((module (func $f) (func (export "spin") (loop (call $f) (br 0)))))");
  std::atomic<bool> done = false;
  std::thread other([&] {
    while (!done) wasm_runtime_terminate(p.instance);
  });
  EXPECT_FALSE(p.call("spin"));
  done = true;
  other.join();
  EXPECT_EQ(p.exception(), "Exception: terminated by user");
}

TEST_F(CApiTest, GlobalsAreReachedInPlace) {
  CProgram p(kCalls);
  wasm_global_inst_t global = {};
  ASSERT_TRUE(wasm_runtime_get_export_global_inst(p.instance, "counter", &global));
  EXPECT_EQ(global.kind, WASM_I64);
  EXPECT_TRUE(global.is_mutable);
  ASSERT_TRUE(p.call("bump"));
  EXPECT_EQ(*static_cast<int64_t*>(global.global_data), 6);
  EXPECT_FALSE(wasm_runtime_get_export_global_inst(p.instance, "add", &global));
}

// ---- Natives

struct Seen {
  wasm_exec_env_t environment = nullptr;
  std::string text;
  std::vector<char> bytes;
  void* attachment = nullptr;
} seen;

int32_t take_all(wasm_exec_env_t exec_env, int32_t a, int64_t b, float c, double d, uintptr_t e) {
  seen.environment = exec_env;
  seen.text = std::to_string(a) + " " + std::to_string(b) + " " + std::to_string(c) + " " +
              std::to_string(d) + " " + std::to_string(e);
  return a - 1;
}
int64_t take_many(wasm_exec_env_t, int64_t a, int64_t b, int64_t c, int64_t d, int64_t e, int32_t f,
                  double g, int64_t h, float i, double j, double k, double l, double m, double n,
                  double o, float p, int32_t q) {
  seen.text =
      std::to_string(g + static_cast<double>(i) + j + k + l + m + n + o + static_cast<double>(p));
  return a + 10 * b + 100 * c + 1000 * d + 10000 * e + 100000 * f + 1000000 * h + 10000000 * q;
}
void take_bytes(wasm_exec_env_t, char* buffer, uint32_t size) {
  seen.bytes.assign(buffer, buffer + size);
  if (size != 0) buffer[0] = 'X';
}
void take_string(wasm_exec_env_t, const char* string) { seen.text = string; }
void take_cell(wasm_exec_env_t, uint32_t* cell) { *cell = 99; }
void set_exception(wasm_exec_env_t exec_env) {
  wasm_runtime_set_exception(get_module_inst(exec_env), "the host is unhappy");
}
float half_of(wasm_exec_env_t, float x) { return x / 2; }
double twice(wasm_exec_env_t, double x) { return x * 2; }
void see_attachment(wasm_exec_env_t exec_env) {
  seen.attachment = wasm_runtime_get_function_attachment(exec_env);
}
void raw_sum(wasm_exec_env_t, uint64_t* args) {
  native_raw_return_type(int64_t, args);
  native_raw_get_arg(int32_t, a, args);
  native_raw_get_arg(int64_t, b, args);
  native_raw_get_arg(const char*, text, args);
  seen.text = text;
  native_raw_set_return(a + b);
}

int some_object;
NativeSymbol natives[] = {
    EXPORT_WASM_API_WITH_SIG(take_all, "(iIfFr)i"),
    EXPORT_WASM_API_WITH_SIG(take_many, "(IIIIIiFIfFFFFFFfi)I"),
    EXPORT_WASM_API_WITH_SIG(take_bytes, "(*~)"),
    EXPORT_WASM_API_WITH_SIG(take_string, "($)"),
    EXPORT_WASM_API_WITH_SIG(take_cell, "(*)"),
    EXPORT_WASM_API_WITH_SIG(set_exception, "()"),
    EXPORT_WASM_API_WITH_SIG(half_of, "(f)f"),
    EXPORT_WASM_API(twice),
    EXPORT_WASM_API_WITH_ATT(see_attachment, "()", &some_object),
};
NativeSymbol raw_natives[] = {EXPORT_WASM_API_WITH_SIG(raw_sum, "(iI$)I")};

constexpr std::string_view kNatives = R"((module
  (import "env" "take_all" (func $all (param i32 i64 f32 f64 externref) (result i32)))
  (import "env" "take_many" (func $many
    (param i64 i64 i64 i64 i64 i32 f64 i64 f32 f64 f64 f64 f64 f64 f64 f32 i32) (result i64)))
  (import "env" "take_bytes" (func $bytes (param i32 i32)))
  (import "env" "take_string" (func $string (param i32)))
  (import "env" "_take_cell" (func $cell (param i32)))
  (import "env" "set_exception" (func $exception))
  (import "env" "half_of" (func $half (param f32) (result f32)))
  (import "env" "twice" (func $twice (param f64) (result f64)))
  (import "env" "see_attachment" (func $attachment))
  (import "env" "raw_sum" (func $raw (param i32 i64 i32) (result i64)))
  (import "env" "missing" (func $missing))
  (memory (export "memory") 1)
  (data (i32.const 16) "hello\00")
  (data (i32.const 65534) "no")
  (func (export "all") (param externref) (result i32)
    (call $all (i32.const -5) (i64.const 0x7fffffffff) (f32.const 1.5) (f64.const -2.5)
          (local.get 0)))
  (func (export "many") (result i64)
    (call $many (i64.const 1) (i64.const 2) (i64.const 3) (i64.const 4) (i64.const 5) (i32.const 6)
      (f64.const 1) (i64.const 7) (f32.const 2) (f64.const 3) (f64.const 4) (f64.const 5)
      (f64.const 6) (f64.const 7) (f64.const 8) (f32.const 9) (i32.const 8)))
  (func (export "bytes") (param i32 i32) (call $bytes (local.get 0) (local.get 1)))
  (func (export "string") (param i32) (call $string (local.get 0)))
  (func (export "cell") (param i32) (result i32)
    (call $cell (local.get 0)) (i32.load (local.get 0)))
  (func (export "exception") (result i32) (call $exception) (i32.const 1))
  (func (export "floats") (result f64)
    (call $twice (f64.promote_f32 (call $half (f32.const 42)))))
  (func (export "attachment") (call $attachment))
  (func (export "raw") (result i64) (call $raw (i32.const -1) (i64.const 43) (i32.const 16)))
  (func (export "missing") (call $missing))))";

class CApiNativeTest : public CApiTest {
 protected:
  void SetUp() override {
    CApiTest::SetUp();
    ASSERT_TRUE(wasm_runtime_register_natives("env", natives, std::size(natives)));
    ASSERT_TRUE(wasm_runtime_register_natives_raw("env", raw_natives, 1));
    seen = {};
  }
};

TEST_F(CApiNativeTest, ArgumentsOfEveryType) {
  CProgram p(kNatives);
  ASSERT_TRUE(p.call("all", {7, 0}));
  EXPECT_EQ(p.cells[0], static_cast<uint32_t>(-6));
  EXPECT_EQ(seen.text, "-5 549755813887 1.500000 -2.500000 7");
  EXPECT_EQ(seen.environment, p.environment);
  ASSERT_TRUE(p.call("floats"));
  EXPECT_EQ(p.cells[1], 0x40450000u);  // 42.0
}

TEST_F(CApiNativeTest, MoreArgumentsThanRegisters) {
  CProgram p(kNatives);
  ASSERT_TRUE(p.call("many"));
  EXPECT_EQ(p.cells[0], 87654321u);
  EXPECT_EQ(seen.text, "45.000000");
}

TEST_F(CApiNativeTest, BuffersAndStringsAreCheckedAndConverted) {
  CProgram p(kNatives);
  ASSERT_TRUE(p.call("bytes", {16, 5}));
  EXPECT_EQ(std::string(seen.bytes.begin(), seen.bytes.end()), "hello");
  ASSERT_TRUE(p.call("string", {16}));
  EXPECT_EQ(seen.text, "Xello");
  ASSERT_TRUE(p.call("bytes", {65536, 0}));  // An empty buffer at the end.
  EXPECT_EQ(p.result("cell", {1000}), 99u);
  seen = {};
  EXPECT_FALSE(p.call("bytes", {65535, 2}));
  EXPECT_EQ(p.exception(), "Exception: out of bounds memory access");
  EXPECT_FALSE(p.call("bytes", {0, 0xFFFFFFFF}));
  EXPECT_FALSE(p.call("bytes", {0xFFFFFFFF, 0xFFFFFFFF}));
  EXPECT_FALSE(p.call("string", {65534}));  // No NUL before the end.
  EXPECT_FALSE(p.call("string", {70000}));
  EXPECT_FALSE(p.call("cell", {65536}));
  EXPECT_TRUE(seen.text.empty() && seen.bytes.empty());  // Nothing was called.
}

TEST_F(CApiNativeTest, AnExceptionEndsTheGuestsCall) {
  CProgram p(kNatives);
  EXPECT_FALSE(p.call("exception"));
  EXPECT_EQ(p.exception(), "Exception: the host is unhappy");
}

TEST_F(CApiNativeTest, AnUnresolvedImportTrapsWhenCalled) {
  CProgram p(kNatives);
  EXPECT_FALSE(p.call("missing"));
  EXPECT_EQ(p.exception(), "Exception: failed to call unlinked import function (env, missing)");
  EXPECT_FALSE(wasm_runtime_resolve_symbols(p.module));
}

TEST_F(CApiNativeTest, RawNativesAndAttachments) {
  CProgram p(kNatives);
  ASSERT_TRUE(p.call("raw"));
  EXPECT_EQ(p.cells[0], 42u);
  EXPECT_EQ(seen.text, "hello");
  ASSERT_TRUE(p.call("attachment"));
  EXPECT_EQ(seen.attachment, &some_object);
  EXPECT_EQ(wasm_runtime_get_function_attachment(p.environment), nullptr);
}

int32_t one(wasm_exec_env_t) { return 1; }
int32_t two(wasm_exec_env_t) { return 2; }

TEST_F(CApiTest, TheLastRegistrationIsFoundFirst) {
  constexpr std::string_view kGuest = R"((module (import "host" "f" (func $f (result i32)))
      (func (export "f") (result i32) (call $f))))";
  NativeSymbol first[] = {{"f", reinterpret_cast<void*>(one), "()i", nullptr}};
  NativeSymbol second[] = {{"f", reinterpret_cast<void*>(two), "()i", nullptr}};
  ASSERT_TRUE(wasm_runtime_register_natives("host", first, 1));
  EXPECT_EQ(CProgram(kGuest).result("f"), 1u);
  ASSERT_TRUE(wasm_runtime_register_natives("host", second, 1));
  CProgram p(kGuest);
  EXPECT_EQ(p.result("f"), 2u);
  ASSERT_TRUE(wasm_runtime_unregister_natives("host", second));
  EXPECT_EQ(p.result("f"), 2u);  // It is linked already.
  EXPECT_EQ(CProgram(kGuest).result("f"), 1u);
  EXPECT_FALSE(wasm_runtime_unregister_natives("host", second));
  EXPECT_TRUE(wasm_runtime_is_import_func_linked("host", "f"));
  EXPECT_FALSE(wasm_runtime_is_import_func_linked("host", "g"));
}

TEST_F(CApiTest, ASignatureMustFitTheImport) {
  constexpr std::string_view kGuest = R"((module (import "host" "f" (func $f (param i32)))
      (func (export "f") (call $f (i32.const 0)))))";
  for (const char* signature : {"(I)", "(i)i", "()", "(ii)", "i", "(~)", "($", "(x)"}) {
    NativeSymbol symbols[] = {{"f", reinterpret_cast<void*>(one), signature, nullptr}};
    ASSERT_TRUE(wasm_runtime_register_natives("host", symbols, 1));
    CProgram p(kGuest);
    EXPECT_FALSE(p.call("f")) << signature;
    EXPECT_EQ(p.exception(), "Exception: failed to call unlinked import function (host, f)");
    ASSERT_TRUE(wasm_runtime_unregister_natives("host", symbols));
  }
}

// A native calls back into its guest; what happens there is the native's to see.
struct BackCall {
  const char* function;
  bool clears;
  bool result;
} back_call;

void call_back(wasm_exec_env_t exec_env) {
  const wasm_module_inst_t module_inst = get_module_inst(exec_env);
  const auto function = wasm_runtime_lookup_function(module_inst, back_call.function);
  back_call.result = wasm_runtime_call_wasm(exec_env, function, 0, nullptr);
  if (back_call.clears) wasm_runtime_clear_exception(module_inst);
  wasm_runtime_deinstantiate(module_inst);  // Refused: it runs.
  wasm_runtime_destroy();                   // Likewise.
}

TEST_F(CApiTest, NativesCallBack) {
  NativeSymbol symbols[] = {EXPORT_WASM_API_WITH_SIG(call_back, "()")};
  ASSERT_TRUE(wasm_runtime_register_natives("host", symbols, 1));
  CProgram p(R"((module (import "host" "call_back" (func $back))
      (global $n (mut i32) (i32.const 0))
      (func (export "good") (global.set $n (i32.add (global.get $n) (i32.const 1))))
      (func (export "bad") unreachable)
      (func (export "run") (result i32) (call $back) (global.get $n))))");
  back_call = {"good", false, false};
  EXPECT_EQ(p.result("run"), 1u);
  EXPECT_TRUE(back_call.result);
  back_call = {"bad", true, true};
  EXPECT_EQ(p.result("run"), 1u);
  EXPECT_FALSE(back_call.result);
  back_call = {"bad", false, true};
  EXPECT_FALSE(p.call("run"));
  EXPECT_EQ(p.exception(), "Exception: unreachable");
}

TEST_F(CApiTest, AStartFunctionCallsNatives) {
  NativeSymbol symbols[] = {EXPORT_WASM_API_WITH_SIG(take_string, "($)")};
  ASSERT_TRUE(wasm_runtime_register_natives("host", symbols, 1));
  seen = {};
  CProgram p(R"((module (import "host" "take_string" (func $take (param i32))) (memory 1)
      (data (i32.const 8) "started\00") (start $start)
      (func $start (call $take (i32.const 8)))))");
  EXPECT_EQ(seen.text, "started");
}

TEST_F(CApiTest, InitializersRunInOrder) {
  CProgram p(R"((module (global $n (mut i32) (i32.const 0))
      (func $add (param i32)
        (global.set $n (i32.add (i32.mul (global.get $n) (i32.const 10)) (local.get 0))))
      (func $start (call $add (i32.const 1))) (start $start)
      (func (export "__post_instantiate") (call $add (i32.const 2)))
      (func (export "__wasm_call_ctors") (call $add (i32.const 3)))
      (func (export "get") (result i32) (global.get $n))))");
  EXPECT_EQ(p.result("get"), 123u);
}

// ---- The C library that the runtime offers

int32_t own_strlen(wasm_exec_env_t, const char*) { return 42; }

constexpr std::string_view kLibc = R"((module
  (import "env" "printf" (func $printf (param i32 i32) (result i32)))
  (import "env" "_strlen" (func $strlen (param i32) (result i32)))
  (import "env" "malloc" (func $malloc (param i32) (result i32)))
  (import "env" "free" (func $free (param i32)))
  (import "env" "exit" (func $exit (param i32)))
  (memory (export "memory") 1)
  (data (i32.const 16) "%d and %s\0a\00")
  (data (i32.const 32) "\07\00\00\00\10\00\00\00")
  (func (export "print") (result i32) (call $printf (i32.const 16) (i32.const 32)))
  (func (export "length") (result i32) (call $strlen (i32.const 16)))
  (func (export "malloc") (param i32) (result i32) (call $malloc (local.get 0)))
  (func (export "leave") (call $exit (i32.const 3)))))";

TEST_F(CApiTest, GuestsFindACLibrary) {
  CProgram p(kLibc, 8192);
  testing::internal::CaptureStdout();
  EXPECT_EQ(p.result("print"), 17u);
  std::fflush(stdout);
  EXPECT_EQ(testing::internal::GetCapturedStdout(), "7 and %d and %s\n\n");
  EXPECT_EQ(p.result("length"), 10u);
  const uint32_t block = p.result("malloc", {100});
  EXPECT_TRUE(wasm_runtime_validate_app_addr(p.instance, block, 100));
  EXPECT_NE(wasm_runtime_module_malloc(p.instance, 100, nullptr), block);
  EXPECT_FALSE(p.call("leave"));
  EXPECT_EQ(p.exception(), "Exception: env.exit(3)");
}

TEST_F(CApiTest, NativesComeBeforeTheCLibrary) {
  NativeSymbol symbols[] = {{"strlen", reinterpret_cast<void*>(own_strlen), "($)i", nullptr}};
  ASSERT_TRUE(wasm_runtime_register_natives("env", symbols, 1));
  EXPECT_EQ(CProgram(kLibc).result("length"), 42u);
}

// ---- What modules tell of themselves

TEST_F(CApiTest, ModulesListImportsAndExports) {
  CProgram p(R"((module (import "env" "strlen" (func (param i32) (result i32)))
      (import "env" "missing" (func)) (import "env" "memory" (memory 1))
      (func (export "f")) (global (export "g") i32 (i32.const 1))))");
  ASSERT_EQ(wasm_runtime_get_import_count(p.module), 3);
  wasm_import_t import;
  wasm_runtime_get_import_type(p.module, 0, &import);
  EXPECT_STREQ(import.module_name, "env");
  EXPECT_STREQ(import.name, "strlen");
  EXPECT_EQ(import.kind, WASM_IMPORT_EXPORT_KIND_FUNC);
  EXPECT_TRUE(import.linked);
  wasm_runtime_get_import_type(p.module, 1, &import);
  EXPECT_FALSE(import.linked);
  wasm_runtime_get_import_type(p.module, 2, &import);
  EXPECT_EQ(import.kind, WASM_IMPORT_EXPORT_KIND_MEMORY);
  wasm_runtime_get_import_type(p.module, 3, &import);
  EXPECT_EQ(import.name, nullptr);
  ASSERT_EQ(wasm_runtime_get_export_count(p.module), 2);
  wasm_export_t exported;
  wasm_runtime_get_export_type(p.module, 1, &exported);
  EXPECT_STREQ(exported.name, "g");
  EXPECT_EQ(exported.kind, WASM_IMPORT_EXPORT_KIND_GLOBAL);
}

TEST_F(CApiTest, CustomSectionsAreRead) {
  auto bytes = wat_to_wasm("(module)", "m");
  for (const char c : {'\0', '\x06', '\x03', 'a', 'b', 'c', 'x', 'y'}) {
    bytes->push_back(static_cast<uint8_t>(c));
  }
  const auto module =
      wasm_runtime_load(bytes->data(), static_cast<uint32_t>(bytes->size()), nullptr, 0);
  ASSERT_NE(module, nullptr);
  uint32_t length = 0;
  const uint8_t* const contents = wasm_runtime_get_custom_section(module, "abc", &length);
  ASSERT_EQ(length, 2u);
  EXPECT_EQ(contents[1], 'y');
  EXPECT_EQ(wasm_runtime_get_custom_section(module, "abd", &length), nullptr);
}

// ---- The runtime and what misuse it bears

TEST_F(CApiTest, BadModulesSayWhy) {
  char error[128];
  uint8_t garbage[] = {1, 2, 3, 4, 5, 6, 7, 8};
  EXPECT_EQ(wasm_runtime_load(garbage, sizeof(garbage), error, sizeof(error)), nullptr);
  EXPECT_EQ(std::string(error).find("WASM module load failed: "), 0u) << error;
  EXPECT_EQ(wasm_runtime_load(nullptr, 0, error, sizeof(error)), nullptr);
  EXPECT_EQ(wasm_runtime_load(garbage, sizeof(garbage), nullptr, 0), nullptr);
  char tiny[5];
  EXPECT_EQ(wasm_runtime_load(garbage, sizeof(garbage), tiny, sizeof(tiny)), nullptr);
  EXPECT_STREQ(tiny, "WASM");
  uint8_t aot[] = {0, 'a', 'o', 't', 5, 0, 0, 0};
  EXPECT_EQ(wasm_runtime_load(aot, sizeof(aot), error, sizeof(error)), nullptr);
  EXPECT_NE(std::string(error).find("AOT"), std::string::npos);
  EXPECT_EQ(get_package_type(aot, sizeof(aot)), Wasm_Module_AoT);
  EXPECT_EQ(get_package_type(garbage, sizeof(garbage)), Package_Type_Unknown);
}

TEST_F(CApiTest, AFailedInstantiationSaysWhy) {
  auto bytes = wat_to_wasm("(module (start $f) (func $f unreachable))", "m");
  char error[128] = "";
  const auto module =
      wasm_runtime_load(bytes->data(), static_cast<uint32_t>(bytes->size()), error, sizeof(error));
  ASSERT_NE(module, nullptr);
  EXPECT_EQ(wasm_runtime_instantiate(module, 0, 0, error, sizeof(error)), nullptr);
  EXPECT_STREQ(error, "WASM module instantiate failed: unreachable");
}

TEST_F(CApiTest, NullHandlesFail) {
  EXPECT_EQ(wasm_runtime_instantiate(nullptr, 0, 0, nullptr, 0), nullptr);
  EXPECT_EQ(wasm_runtime_create_exec_env(nullptr, 0), nullptr);
  EXPECT_EQ(wasm_runtime_get_exec_env_singleton(nullptr), nullptr);
  EXPECT_EQ(wasm_runtime_get_module_inst(nullptr), nullptr);
  EXPECT_EQ(wasm_runtime_get_module(nullptr), nullptr);
  EXPECT_EQ(wasm_runtime_lookup_function(nullptr, "f"), nullptr);
  EXPECT_EQ(wasm_runtime_get_exception(nullptr), nullptr);
  EXPECT_FALSE(wasm_runtime_call_wasm(nullptr, nullptr, 0, nullptr));
  EXPECT_FALSE(wasm_runtime_call_wasm_a(nullptr, nullptr, 0, nullptr, 0, nullptr));
  EXPECT_FALSE(wasm_runtime_call_wasm_v(nullptr, nullptr, 0, nullptr, 0));
  EXPECT_FALSE(wasm_runtime_call_indirect(nullptr, 0, 0, nullptr));
  EXPECT_FALSE(wasm_application_execute_main(nullptr, 0, nullptr));
  EXPECT_FALSE(wasm_application_execute_func(nullptr, "f", 0, nullptr));
  EXPECT_EQ(wasm_runtime_module_malloc(nullptr, 1, nullptr), 0u);
  EXPECT_EQ(wasm_runtime_module_dup_data(nullptr, "x", 1), 0u);
  EXPECT_FALSE(wasm_runtime_validate_app_addr(nullptr, 0, 1));
  EXPECT_FALSE(wasm_runtime_validate_app_str_addr(nullptr, 0));
  EXPECT_FALSE(wasm_runtime_validate_native_addr(nullptr, nullptr, 1));
  EXPECT_EQ(wasm_runtime_addr_app_to_native(nullptr, 0), nullptr);
  EXPECT_EQ(wasm_runtime_addr_native_to_app(nullptr, nullptr), 0u);
  EXPECT_FALSE(wasm_runtime_get_app_addr_range(nullptr, 0, nullptr, nullptr));
  EXPECT_FALSE(wasm_runtime_get_native_addr_range(nullptr, nullptr, nullptr, nullptr));
  EXPECT_EQ(wasm_runtime_get_default_memory(nullptr), nullptr);
  EXPECT_EQ(wasm_memory_get_cur_page_count(nullptr), 0u);
  EXPECT_FALSE(wasm_memory_enlarge(nullptr, 1));
  EXPECT_FALSE(wasm_runtime_register_natives(nullptr, nullptr, 0));
  EXPECT_FALSE(wasm_runtime_full_init(nullptr));
  EXPECT_EQ(wasm_runtime_get_import_count(nullptr), -1);
  wasm_runtime_deinstantiate(nullptr);
  wasm_runtime_unload(nullptr);
  wasm_runtime_destroy_exec_env(nullptr);
  wasm_runtime_module_free(nullptr, 1);
  wasm_runtime_set_exception(nullptr, "x");
  wasm_runtime_terminate(nullptr);
  wasm_runtime_free(nullptr);
  CProgram p(kCalls);
  EXPECT_FALSE(wasm_runtime_call_wasm(p.environment, nullptr, 0, nullptr));
  EXPECT_EQ(p.exception(), "Exception: the function is NULL or not of the environment's instance");
  EXPECT_EQ(wasm_runtime_lookup_function(p.instance, nullptr), nullptr);
}

TEST_F(CApiTest, ThingsAreReleasedTwiceAndInAnyOrder) {
  CProgram p(kCalls);
  const auto instance = p.instance;
  wasm_runtime_unload(p.module);
  wasm_runtime_unload(p.module);
  EXPECT_EQ(p.result("add", {1, 2}), 3u);
  EXPECT_EQ(wasm_runtime_get_module(instance), nullptr);
  EXPECT_EQ(wasm_runtime_instantiate(p.module, 0, 0, nullptr, 0), nullptr);
  wasm_runtime_deinstantiate(instance);
  wasm_runtime_deinstantiate(instance);
  EXPECT_EQ(wasm_runtime_get_module_inst(p.environment), nullptr);
  EXPECT_FALSE(wasm_runtime_call_wasm(p.environment, nullptr, 0, nullptr));
  EXPECT_EQ(wasm_runtime_get_exception(instance), nullptr);
  int unknown = 0;
  wasm_runtime_deinstantiate(reinterpret_cast<wasm_module_inst_t>(&unknown));
  wasm_runtime_unload(reinterpret_cast<wasm_module_t>(&unknown));
  EXPECT_FALSE(shoal_shared_heap_destroy(reinterpret_cast<wasm_shared_heap_t>(&unknown)));
}

TEST_F(CApiTest, WhatIsLeftGoesWithTheRuntime) {
  auto* const leaked = new CProgram(kCalls);  // Never released.
  EXPECT_NE(wasm_runtime_malloc(100), nullptr);
  EXPECT_NE(managed(page_), nullptr);
  wasm_runtime_destroy();
  EXPECT_EQ(wasm_runtime_get_module_inst(leaked->environment), nullptr);
  EXPECT_EQ(wasm_runtime_malloc(1), nullptr);
  EXPECT_EQ(shoal_shared_heap_count(), 0u);
  EXPECT_EQ(managed(page_), nullptr);
  EXPECT_STREQ(shoal_last_error(), "the runtime does not run: call wasm_runtime_init first");
  ASSERT_TRUE(wasm_runtime_init());
  delete leaked;  // Handles of the runtime before: refused.
  EXPECT_EQ(CProgram(kCalls).result("add", {1, 1}), 2u);
}

TEST_F(CApiTest, TheRuntimeCountsItsUsers) {
  ASSERT_TRUE(wasm_runtime_init());
  wasm_runtime_destroy();
  EXPECT_EQ(CProgram(kCalls).result("add", {1, 1}), 2u);
}

TEST_F(CApiTest, DataOfTheProgram) {
  CProgram p(kCalls);
  wasm_runtime_set_custom_data(p.instance, &p);
  EXPECT_EQ(wasm_runtime_get_custom_data(p.instance), &p);
  wasm_runtime_set_user_data(p.environment, this);
  EXPECT_EQ(wasm_runtime_get_user_data(p.environment), this);
  const auto singleton = wasm_runtime_get_exec_env_singleton(p.instance);
  EXPECT_EQ(wasm_runtime_get_exec_env_singleton(p.instance), singleton);
  EXPECT_EQ(wasm_runtime_get_user_data(singleton), nullptr);
  wasm_runtime_destroy_exec_env(singleton);  // Refused.
  EXPECT_EQ(wasm_runtime_get_module_inst(singleton), p.instance);
  EXPECT_EQ(wasm_runtime_get_module(p.instance), p.module);
}

TEST_F(CApiTest, ThreadsHaveEnvironments) {
  EXPECT_TRUE(wasm_runtime_thread_env_inited());
  std::thread([] {
    EXPECT_FALSE(wasm_runtime_thread_env_inited());
    EXPECT_TRUE(wasm_runtime_init_thread_env());
    EXPECT_TRUE(wasm_runtime_thread_env_inited());
    EXPECT_EQ(CProgram(kCalls).result("add", {3, 4}), 7u);
    wasm_runtime_destroy_thread_env();
    EXPECT_FALSE(wasm_runtime_thread_env_inited());
  }).join();
}

TEST_F(CApiTest, MemoryOfTheProgram) {
  auto* const block = static_cast<char*>(wasm_runtime_malloc(10));
  ASSERT_NE(block, nullptr);
  std::memcpy(block, "123456789", 10);
  auto* const more = static_cast<char*>(wasm_runtime_realloc(block, 1000));
  EXPECT_STREQ(more, "123456789");
  wasm_runtime_free(more);
  mem_alloc_info_t info;
  EXPECT_FALSE(wasm_runtime_get_mem_alloc_info(&info));
  void* const aligned = wasm_runtime_aligned_alloc(256, 128);
  EXPECT_EQ(reinterpret_cast<uintptr_t>(aligned) % 128, 0u);
  EXPECT_EQ(wasm_runtime_aligned_alloc(100, 48), nullptr);
  wasm_runtime_free(aligned);
}

// ---- Linear memory

TEST_F(CApiTest, MemoriesTellAboutThemselves) {
  CProgram p(kCalls);
  const auto memory = wasm_runtime_get_default_memory(p.instance);
  ASSERT_NE(memory, nullptr);
  EXPECT_EQ(wasm_runtime_lookup_memory(p.instance, "memory"), memory);
  EXPECT_EQ(wasm_runtime_get_memory(p.instance, 0), memory);
  EXPECT_EQ(wasm_runtime_get_memory(p.instance, 1), nullptr);
  EXPECT_EQ(wasm_runtime_lookup_memory(p.instance, "add"), nullptr);
  EXPECT_EQ(wasm_memory_get_cur_page_count(memory), 1u);
  EXPECT_EQ(wasm_memory_get_max_page_count(memory), 3u);
  EXPECT_EQ(wasm_memory_get_bytes_per_page(memory), 65536u);
  EXPECT_FALSE(wasm_memory_get_shared(memory));
  void* const base = wasm_memory_get_base_address(memory);
  EXPECT_EQ(wasm_runtime_addr_app_to_native(p.instance, 0), base);
  EXPECT_TRUE(wasm_memory_enlarge(memory, 1));
  EXPECT_TRUE(wasm_runtime_enlarge_memory(p.instance, 1));
  EXPECT_FALSE(wasm_memory_enlarge(memory, 1));
  EXPECT_EQ(wasm_memory_get_cur_page_count(memory), 3u);
  EXPECT_EQ(wasm_memory_get_base_address(memory), base);
}

TEST_F(CApiTest, AddressesInLinearMemory) {
  CProgram p(kCalls);
  const auto i = p.instance;
  auto* const base = static_cast<uint8_t*>(wasm_runtime_addr_app_to_native(i, 0));
  EXPECT_TRUE(wasm_runtime_validate_app_addr(i, 0, 65536));
  EXPECT_TRUE(wasm_runtime_validate_app_addr(i, 65536, 0));
  EXPECT_EQ(wasm_runtime_get_exception(i), nullptr);
  EXPECT_FALSE(wasm_runtime_validate_app_addr(i, 1, 65536));
  EXPECT_EQ(p.exception(), "Exception: out of bounds memory access");
  EXPECT_FALSE(wasm_runtime_validate_app_addr(i, UINT64_MAX, 2));
  EXPECT_FALSE(wasm_runtime_validate_app_addr(i, 2, UINT64_MAX));
  EXPECT_TRUE(wasm_runtime_validate_app_str_addr(i, 65535));  // Memory is zero.
  base[65535] = 1;
  EXPECT_FALSE(wasm_runtime_validate_app_str_addr(i, 65535));
  EXPECT_TRUE(wasm_runtime_validate_native_addr(i, base, 65536));
  EXPECT_FALSE(wasm_runtime_validate_native_addr(i, base, 65537));
  EXPECT_FALSE(wasm_runtime_validate_native_addr(i, base - 1, 1));
  EXPECT_EQ(wasm_runtime_addr_app_to_native(i, 65536), nullptr);
  EXPECT_EQ(wasm_runtime_addr_app_to_native(i, kTopOfSpace + 4), nullptr);
  EXPECT_EQ(wasm_runtime_addr_native_to_app(i, base + 100), 100u);
  EXPECT_EQ(wasm_runtime_addr_native_to_app(i, base + 65536), 0u);
  uint64_t begin = 1, end = 1;
  EXPECT_TRUE(wasm_runtime_get_app_addr_range(i, 65535, &begin, &end));
  EXPECT_EQ(begin, 0u);
  EXPECT_EQ(end, 65536u);
  EXPECT_FALSE(wasm_runtime_get_app_addr_range(i, 65536, &begin, &end));
  uint8_t *native_begin = nullptr, *native_end = nullptr;
  EXPECT_TRUE(wasm_runtime_get_native_addr_range(i, base + 9, &native_begin, &native_end));
  EXPECT_EQ(native_begin, base);
  EXPECT_EQ(native_end, base + 65536);
  EXPECT_FALSE(wasm_runtime_get_native_addr_range(i, base + 65536, nullptr, nullptr));
}

TEST_F(CApiTest, TheHostManagedHeap) {
  CProgram p(kCalls, 8192);
  void* native = nullptr;
  const uint64_t block = wasm_runtime_module_malloc(p.instance, 100, &native);
  ASSERT_NE(block, 0u);
  EXPECT_EQ(wasm_runtime_addr_app_to_native(p.instance, block), native);
  EXPECT_TRUE(wasm_runtime_validate_app_addr(p.instance, block, 100));
  const uint64_t copy = wasm_runtime_module_dup_data(p.instance, "copied", 7);
  EXPECT_STREQ(static_cast<char*>(wasm_runtime_addr_app_to_native(p.instance, copy)), "copied");
  EXPECT_EQ(wasm_runtime_module_malloc(p.instance, 1 << 20, &native), 0u);
  EXPECT_EQ(wasm_runtime_get_exception(p.instance), nullptr);
  wasm_runtime_module_free(p.instance, block);
  wasm_runtime_module_free(p.instance, block);
  wasm_runtime_module_free(p.instance, 3);
  wasm_runtime_module_free(p.instance, copy);
  EXPECT_EQ(wasm_runtime_get_exception(p.instance), nullptr);
}

TEST_F(CApiTest, WithoutMemoryNothingIsAllocated) {
  CProgram p("(module)");
  EXPECT_EQ(wasm_runtime_module_malloc(p.instance, 1, nullptr), 0u);
  EXPECT_EQ(p.exception(), "Exception: uninitialized memory");
  EXPECT_EQ(wasm_runtime_get_default_memory(p.instance), nullptr);
}

// ---- Programs

TEST_F(CApiTest, MainGetsItsArguments) {
  // Adds up the lengths of its arguments.
  CProgram p(R"((module (memory 1 8)
      (func $length (param $at i32) (result i32) (local $n i32)
        (block (loop
          (br_if 1 (i32.eqz (i32.load8_u (i32.add (local.get $at) (local.get $n)))))
          (local.set $n (i32.add (local.get $n) (i32.const 1))) (br 0)))
        (local.get $n))
      (func (export "main") (param $argc i32) (param $argv i32) (result i32) (local $sum i32)
        (block (loop
          (br_if 1 (i32.eqz (local.get $argc)))
          (local.set $argc (i32.sub (local.get $argc) (i32.const 1)))
          (local.set $sum (i32.add (local.get $sum) (call $length (i32.load
            (i32.add (local.get $argv) (i32.shl (local.get $argc) (i32.const 2)))))))
          (br 0)))
        (local.get $sum))))",
             8192);
  char name[] = "prog", arg[] = "four";
  char* argv[] = {name, arg};
  ASSERT_TRUE(wasm_application_execute_main(p.instance, 2, argv)) << p.exception();
  int result = 0;
  std::memcpy(&result, argv, sizeof(result));
  EXPECT_EQ(result, 8);
}

TEST_F(CApiTest, FunctionsFromTheCommandLine) {
  CProgram p(kCalls);
  char two[] = "2", hex[] = "0x28", bad[] = "4x", wide[] = "-4294967296", real[] = "2.5";
  char* argv[] = {two, hex};
  testing::internal::CaptureStdout();
  EXPECT_TRUE(wasm_application_execute_func(p.instance, "add", 2, argv));
  char* wide_argv[] = {wide, two, real};
  EXPECT_TRUE(wasm_application_execute_func(p.instance, "wide", 3, wide_argv));
  char* half_argv[] = {real};
  EXPECT_TRUE(wasm_application_execute_func(p.instance, "half", 1, half_argv));
  std::fflush(stdout);
  EXPECT_EQ(testing::internal::GetCapturedStdout(), "0x2a:i32\n0xffffffff00000004:i64\n1.25:f32\n");
  argv[1] = bad;
  EXPECT_FALSE(wasm_application_execute_func(p.instance, "add", 2, argv));
  EXPECT_EQ(p.exception(), "Exception: invalid input argument 1: 4x");
  EXPECT_FALSE(wasm_application_execute_func(p.instance, "missing", 0, nullptr));
  EXPECT_EQ(p.exception(), "Exception: lookup function missing failed");
  EXPECT_FALSE(wasm_application_execute_main(p.instance, 0, nullptr));
}

TEST_F(CApiTest, WasiProgramsSeeTheirWorld) {
  auto bytes = wat_to_wasm(R"((module
      (import "wasi_snapshot_preview1" "args_sizes_get" (func $sizes (param i32 i32) (result i32)))
      (import "wasi_snapshot_preview1" "proc_exit" (func $exit (param i32)))
      (memory (export "memory") 1)
      (func (export "_start") (drop (call $sizes (i32.const 0) (i32.const 4)))
        (call $exit (i32.load (i32.const 4))))))",
                           "wasi");
  const auto module =
      wasm_runtime_load(bytes->data(), static_cast<uint32_t>(bytes->size()), nullptr, 0);
  ASSERT_NE(module, nullptr);
  char name[] = "prog", arg[] = "four";
  char* argv[] = {name, arg};
  wasm_runtime_set_wasi_args(module, nullptr, 0, nullptr, 0, nullptr, 0, argv, 2);
  const auto instance = wasm_runtime_instantiate(module, 0, 0, nullptr, 0);
  ASSERT_NE(instance, nullptr);
  EXPECT_TRUE(wasm_runtime_is_wasi_mode(instance));
  EXPECT_NE(wasm_runtime_lookup_wasi_start_function(instance), nullptr);
  EXPECT_TRUE(wasm_application_execute_main(instance, 0, nullptr));
  EXPECT_EQ(wasm_runtime_get_exception(instance), nullptr);
  EXPECT_EQ(wasm_runtime_get_wasi_exit_code(instance), 10u);
}

// ---- Allocators

TEST(CApiRuntimeTest, APool) {
  alignas(16) static char pool[64 * 1024];
  NativeSymbol symbols[] = {{"f", reinterpret_cast<void*>(one), "()i", nullptr}};
  RuntimeInitArgs args = {};
  args.mem_alloc_type = Alloc_With_Pool;
  args.mem_alloc_option.pool.heap_buf = pool;
  args.mem_alloc_option.pool.heap_size = sizeof(pool);
  args.native_module_name = "host";
  args.native_symbols = symbols;
  args.n_native_symbols = 1;
  ASSERT_TRUE(wasm_runtime_full_init(&args));
  wasm_runtime_set_log_level(WASM_LOG_LEVEL_ERROR);
  EXPECT_TRUE(wasm_runtime_is_import_func_linked("host", "f"));
  auto* const block = static_cast<char*>(wasm_runtime_malloc(1000));
  EXPECT_TRUE(block >= pool && block + 1000 <= pool + sizeof(pool));
  EXPECT_EQ(wasm_runtime_malloc(sizeof(pool)), nullptr);
  mem_alloc_info_t info = {};
  ASSERT_TRUE(wasm_runtime_get_mem_alloc_info(&info));
  EXPECT_EQ(info.total_size, sizeof(pool));
  EXPECT_EQ(info.total_free_size, sizeof(pool) - 1008);
  wasm_runtime_free(block);
  ASSERT_TRUE(wasm_runtime_get_mem_alloc_info(&info));
  EXPECT_EQ(info.total_free_size, sizeof(pool));
  EXPECT_EQ(info.highmark_size, 1008u);
  wasm_runtime_destroy();
}

int live_blocks = 0;
void* counted_malloc(unsigned int size) { return ++live_blocks, std::malloc(size); }
void counted_free(void* block) { --live_blocks, std::free(block); }

TEST(CApiRuntimeTest, AnAllocatorOfTheProgram) {
  RuntimeInitArgs args = {};
  args.mem_alloc_type = Alloc_With_Allocator;
  EXPECT_FALSE(wasm_runtime_full_init(&args));
  args.mem_alloc_option.allocator.malloc_func = reinterpret_cast<void*>(counted_malloc);
  args.mem_alloc_option.allocator.free_func = reinterpret_cast<void*>(counted_free);
  ASSERT_TRUE(wasm_runtime_full_init(&args));
  auto* block = static_cast<char*>(wasm_runtime_malloc(4));
  std::memcpy(block, "abc", 4);
  block = static_cast<char*>(wasm_runtime_realloc(block, 400));
  EXPECT_STREQ(block, "abc");
  EXPECT_EQ(live_blocks, 1);
  wasm_runtime_destroy();
  EXPECT_EQ(live_blocks, 0);
}

}  // namespace
}  // namespace shoal
