// What the tests of the C API have in common: a runtime, and a module with an instance.
#ifndef SHOAL_TESTS_C_API_FIXTURE_H_
#define SHOAL_TESTS_C_API_FIXTURE_H_

#include <gtest/gtest.h>
#include <unistd.h>

#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

#include "shoal/wat.h"
#include "wasm_export.h"

namespace shoal {

inline std::string text(const char* s) { return s ? s : "(null)"; }

/// A module and an instance of it, released in the order that programs have.
class CProgram {
 public:
  explicit CProgram(std::string_view wat, uint32_t heap_size = 0) {
    auto bytes = wat_to_wasm(wat, "test");
    EXPECT_TRUE(bytes.ok()) << bytes.error().message;
    if (!bytes) return;
    char error[256] = "";
    module = wasm_runtime_load(bytes->data(), static_cast<uint32_t>(bytes->size()), error,
                               sizeof(error));
    EXPECT_NE(module, nullptr) << error;
    if (!module) return;
    instance = wasm_runtime_instantiate(module, 8192, heap_size, error, sizeof(error));
    EXPECT_NE(instance, nullptr) << error;
    if (instance) environment = wasm_runtime_create_exec_env(instance, 8192);
  }
  ~CProgram() {
    if (environment) wasm_runtime_destroy_exec_env(environment);
    if (instance) wasm_runtime_deinstantiate(instance);
    if (module) wasm_runtime_unload(module);
  }
  CProgram(const CProgram&) = delete;
  CProgram& operator=(const CProgram&) = delete;

  /// Calls with i32 arguments; the cells afterwards are in `cells`. False: it trapped.
  bool call(const char* name, std::initializer_list<uint32_t> arguments = {}) {
    cells.assign(arguments);
    const auto argc = static_cast<uint32_t>(cells.size());
    cells.resize(16);
    const wasm_function_inst_t function = wasm_runtime_lookup_function(instance, name);
    EXPECT_NE(function, nullptr) << name;
    return wasm_runtime_call_wasm(environment, function, argc, cells.data());
  }
  /// The result of a call that must not trap.
  uint32_t result(const char* name, std::initializer_list<uint32_t> arguments = {}) {
    EXPECT_TRUE(call(name, arguments)) << name << ": " << exception();
    return cells[0];
  }
  std::string exception() const { return text(wasm_runtime_get_exception(instance)); }

  wasm_module_t module = nullptr;
  wasm_module_inst_t instance = nullptr;
  wasm_exec_env_t environment = nullptr;
  std::vector<uint32_t> cells;
};

/// A guest with functions of all kinds.
inline constexpr std::string_view kCalls = R"((module
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

/// A guest that touches whatever address it is told.
inline constexpr std::string_view kTouch = R"((module
  (import "env" "shared_heap_malloc" (func $malloc (param i32) (result i32)))
  (import "env" "shared_heap_free" (func $free (param i32)))
  (memory (export "memory") 1)
  (func (export "malloc_shared") (param i32) (result i32) (call $malloc (local.get 0)))
  (func (export "free_shared") (param i32) (call $free (local.get 0)))
  (func (export "load8") (param i32) (result i32) (i32.load8_u (local.get 0)))
  (func (export "load") (param i32) (result i32) (i32.load (local.get 0)))
  (func (export "store") (param i32 i32) (i32.store (local.get 0) (local.get 1)))
  (func (export "fill") (param i32 i32 i32)
    (memory.fill (local.get 0) (local.get 1) (local.get 2)))
  (func (export "grow") (param i32) (result i32) (memory.grow (local.get 0)))))";

class CApiTest : public testing::Test {
 protected:
  void SetUp() override {
    ASSERT_TRUE(wasm_runtime_init());
    wasm_runtime_set_log_level(WASM_LOG_LEVEL_ERROR);
  }
  void TearDown() override { wasm_runtime_destroy(); }

  static wasm_shared_heap_t managed(uint32_t size) {
    SharedHeapInitArgs args = {size, nullptr};
    return wasm_runtime_create_shared_heap(&args);
  }
  static wasm_shared_heap_t over(void* buffer, uint32_t size) {
    SharedHeapInitArgs args = {size, buffer};
    return wasm_runtime_create_shared_heap(&args);
  }
  static uint64_t start(wasm_shared_heap_t heap) {
    shoal_shared_heap_info_t info = {};
    EXPECT_TRUE(shoal_shared_heap_get_info(heap, &info));
    return info.start_address;
  }

  const uint32_t page_ = static_cast<uint32_t>(sysconf(_SC_PAGESIZE));
};

inline constexpr uint64_t kTopOfSpace = uint64_t{1} << 32;

}  // namespace shoal

#endif  // SHOAL_TESTS_C_API_FIXTURE_H_
