// The C API: the runtime, modules, instances and calls. Natives, linear memory, shared heaps and
// WAMR's bugs have files of their own (c_api_*_test.cc).
#include <gtest/gtest.h>

#include <atomic>
#include <cstring>
#include <string>
#include <thread>
#include <vector>

#include "tests/c_api_fixture.h"

namespace shoal {
namespace {

// ---- Calls

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

// The environment of one instance, lent to another, which goes; a third gets that one's handle.
TEST_F(CApiTest, AFunctionIsNotCalledInTheInstanceAfterItsOwn) {
  CProgram lender(kCalls), third(kCalls);
  const wasm_module_inst_t second = wasm_runtime_instantiate(lender.module, 8192, 0, nullptr, 0);
  wasm_runtime_set_module_inst(lender.environment, second);
  const wasm_function_inst_t add = wasm_runtime_lookup_function(second, "add");
  uint32_t cells[2] = {1, 2};
  ASSERT_TRUE(wasm_runtime_call_wasm(lender.environment, add, 2, cells));
  wasm_runtime_deinstantiate(second);
  EXPECT_FALSE(wasm_runtime_call_wasm(lender.environment, add, 2, cells));
  const wasm_module_inst_t next = wasm_runtime_instantiate(third.module, 8192, 0, nullptr, 0);
  ASSERT_EQ(next, second);
  EXPECT_FALSE(wasm_runtime_call_wasm(lender.environment, add, 2, cells));
  wasm_runtime_deinstantiate(next);
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

int32_t one(wasm_exec_env_t) { return 1; }

// Each thread makes and releases what it likes, while the others do.
TEST_F(CApiTest, ThreadsMakeAndReleaseEverything) {
  std::vector<std::thread> threads;
  std::atomic<uint32_t> sum = 0;
  for (int t = 0; t < 4; ++t) {
    threads.emplace_back([this, &sum] {
      NativeSymbol symbols[] = {{"f", reinterpret_cast<void*>(one), "()i", nullptr}};
      for (int i = 0; i < 12; ++i) {
        EXPECT_TRUE(wasm_runtime_register_natives("host", symbols, 1));
        CProgram p(R"((module (import "host" "f" (func $f (result i32))) (memory 1)
            (func (export "f") (result i32) (call $f))))");
        const auto heap = managed(page_);
        EXPECT_TRUE(wasm_runtime_attach_shared_heap(p.instance, heap));
        const auto other = wasm_runtime_create_exec_env(p.instance, 0);
        sum += p.result("f");
        void* const block = wasm_runtime_malloc(64);
        EXPECT_EQ(wasm_runtime_get_module(p.instance), p.module);
        EXPECT_NE(wasm_runtime_shared_heap_malloc(p.instance, 64, nullptr), 0u);
        wasm_runtime_free(block);
        wasm_runtime_destroy_exec_env(other);
        wasm_runtime_detach_shared_heap(p.instance);
        EXPECT_TRUE(shoal_shared_heap_destroy(heap));
        EXPECT_TRUE(wasm_runtime_unregister_natives("host", symbols));
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(sum, 4u * 12u);
  EXPECT_EQ(shoal_shared_heap_count(), 0u);
}

}  // namespace
}  // namespace shoal
