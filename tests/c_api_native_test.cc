// The C API: natives, their signatures, and the C library that guests find.
#include <gtest/gtest.h>

#include <cstdio>
#include <iterator>
#include <string>
#include <vector>

#include "tests/c_api_fixture.h"

namespace shoal {
namespace {

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

// What is in a result that nobody wrote is neither the native's argument, which may be an address of
// the host's, nor what lay on the stack.
void raw_forgets(wasm_exec_env_t, uint64_t*) {}

TEST_F(CApiTest, ARawNativeThatForgetsItsResultGivesNothingAway) {
  NativeSymbol forgets[] = {{"of_string", reinterpret_cast<void*>(raw_forgets), "($)I", nullptr},
                            {"of_nothing", reinterpret_cast<void*>(raw_forgets), "()I", nullptr},
                            {"narrow", reinterpret_cast<void*>(raw_forgets), "(*)i", nullptr}};
  ASSERT_TRUE(wasm_runtime_register_natives_raw("env", forgets, 3));
  CProgram p(R"((module
    (import "env" "of_string" (func $of_string (param i32) (result i64)))
    (import "env" "of_nothing" (func $of_nothing (result i64)))
    (import "env" "narrow" (func $narrow (param i32) (result i32)))
    (memory (export "memory") 1)
    (func (export "f") (result i32)
      (i32.or (i64.ne (i64.const 0) (call $of_string (i32.const 16)))
        (i32.or (i64.ne (i64.const 0) (call $of_nothing)) (call $narrow (i32.const 16)))))))");
  EXPECT_EQ(p.result("f"), 0u);
  wasm_runtime_unregister_natives("env", forgets);
}

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

}  // namespace
}  // namespace shoal
