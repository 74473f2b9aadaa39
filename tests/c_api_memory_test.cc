// The C API: linear memory, programs, and the memory that wasm_runtime_malloc gives.
#include <gtest/gtest.h>

#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <string>

#include "tests/c_api_fixture.h"

namespace shoal {
namespace {

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

int32_t one(wasm_exec_env_t) { return 1; }

TEST(CApiRuntimeTest, APool) {
  alignas(16) static char pool[64 * 1024];
  NativeSymbol symbols[] = {{"f", reinterpret_cast<void*>(one), "()i", nullptr}};
  RuntimeInitArgs args = {};
  args.mem_alloc_type = Alloc_With_Pool;
  args.mem_alloc_option.pool.heap_buf = pool;
  args.mem_alloc_option.pool.heap_size = sizeof(pool);
  args.running_mode = Mode_LLVM_JIT;
  args.native_module_name = "host";
  args.native_symbols = symbols;
  args.n_native_symbols = 1;
  ASSERT_TRUE(wasm_runtime_full_init(&args));
  wasm_runtime_set_log_level(WASM_LOG_LEVEL_ERROR);
  EXPECT_TRUE(wasm_runtime_is_import_func_linked("host", "f"));
  EXPECT_EQ(wasm_runtime_get_running_mode(CProgram("(module)").instance), Mode_LLVM_JIT);
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
