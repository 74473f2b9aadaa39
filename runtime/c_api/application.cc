// Running a module as a program: its main function, or one function with arguments as text.
#include <algorithm>
#include <cinttypes>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "runtime/c_api/addresses.h"
#include "runtime/c_api/call.h"
#include "runtime/c_api/log.h"
#include "runtime/c_api/runtime.h"

namespace shoal::c_api {
namespace {

bool fail_program(InstanceState& instance, std::string text) {
  instance.set_exception(text);
  return refuse(std::move(text));
}

/// argv in linear memory: the pointers, then the strings. 0: no room.
uint64_t put_arguments(wasm_module_inst_t handle, std::span<char* const> argv) {
  uint64_t size = 4 * (argv.size() + 1);
  for (const char* arg : argv) size += std::strlen(arg) + 1;
  void* native = nullptr;
  const uint64_t address = wasm_runtime_module_malloc(handle, size, &native);
  if (address == 0) return 0;
  auto* const base = static_cast<char*>(native);
  uint64_t at = 4 * (argv.size() + 1);
  for (size_t i = 0; i <= argv.size(); ++i) {
    const bool is_end = i == argv.size();
    const auto pointer = static_cast<uint32_t>(is_end ? 0 : address + at);
    std::memcpy(base + 4 * i, &pointer, 4);
    if (is_end) break;
    const size_t length = std::strlen(argv[i]) + 1;
    std::memcpy(base + at, argv[i], length);
    at += length;
  }
  return address;
}

Function* find_main(InstanceState& instance) {
  for (const std::string_view name : {"main", "__main_argc_argv", "_main"}) {
    if (Function* const function = lookup(instance, name)) return function;
  }
  return nullptr;
}

/// Calls int main(int, char**), or int main(void).
bool run_main(wasm_module_inst_t handle, InstanceState& instance, const Function& main,
              int32_t argc, char** argv) {
  const FuncType& type = main.type();
  const bool takes_arguments = type.params == std::vector{ValType::kI32, ValType::kI32};
  const bool has_result = type.results == std::vector{ValType::kI32};
  if ((!takes_arguments && !type.params.empty()) || (!has_result && !type.results.empty())) {
    return fail_program(instance, "invalid function type of main function");
  }
  uint64_t slots[2] = {static_cast<uint32_t>(argc), 0};
  if (takes_arguments && argc > 0) {
    slots[1] = put_arguments(handle, {argv, static_cast<size_t>(argc)});
    if (slots[1] == 0) {
      if (!instance.exception.empty()) return false;
      return fail_program(instance, "allocate memory failed");
    }
  }
  const uint64_t arguments = slots[1];
  const bool done = call(instance.singleton, instance, main, slots);
  if (done && has_result && argc > 0) {
    const auto result = static_cast<int>(slots[0]);
    std::memcpy(argv, &result, sizeof(result));
  }
  if (done) wasm_runtime_module_free(handle, arguments);
  return done;
}

/// A value of `type` from all of `text`.
std::optional<uint64_t> parse_value(ValType type, const char* text) {
  char* end = nullptr;
  uint64_t bits = 0;
  switch (type) {
    case ValType::kI32: bits = static_cast<uint32_t>(std::strtoll(text, &end, 0)); break;
    case ValType::kI64:
      bits = text[0] == '-' ? static_cast<uint64_t>(std::strtoll(text, &end, 0))
                            : std::strtoull(text, &end, 0);
      break;
    case ValType::kF32: bits = std::bit_cast<uint32_t>(std::strtof(text, &end)); break;
    case ValType::kF64: bits = std::bit_cast<uint64_t>(std::strtod(text, &end)); break;
    default: return std::nullopt;
  }
  if (end == text || *end != '\0') return std::nullopt;
  return bits;
}

std::string print_value(ValType type, uint64_t bits) {
  char text[64] = "";
  switch (type) {
    case ValType::kI32:
      std::snprintf(text, sizeof(text), "0x%" PRIx32 ":i32", static_cast<uint32_t>(bits));
      break;
    case ValType::kI64: std::snprintf(text, sizeof(text), "0x%" PRIx64 ":i64", bits); break;
    case ValType::kF32:
      std::snprintf(text, sizeof(text), "%.7g:f32",
                    static_cast<double>(std::bit_cast<float>(static_cast<uint32_t>(bits))));
      break;
    case ValType::kF64:
      std::snprintf(text, sizeof(text), "%.7g:f64", std::bit_cast<double>(bits));
      break;
    case ValType::kExternRef:
      std::snprintf(text, sizeof(text), "0x%" PRIx64 ":ref.extern", bits);
      break;
    default: std::snprintf(text, sizeof(text), "func:ref.func"); break;
  }
  return text;
}

}  // namespace
}  // namespace shoal::c_api

using namespace shoal;
using namespace shoal::c_api;

bool wasm_application_execute_main(wasm_module_inst_t module_inst, int32_t argc, char* argv[]) {
  InstanceState* const instance = state_of(module_inst);
  if (!instance || !instance->instance) return refuse("the instance is NULL or gone");
  if (argc < 0 || (argc > 0 && !argv)) return fail_program(*instance, "invalid argument count");
  if (auto* start = static_cast<Function*>(wasm_runtime_lookup_wasi_start_function(module_inst))) {
    uint64_t slot = 0;
    return call(instance->singleton, *instance, *start, &slot);
  }
  const Function* const main = find_main(*instance);
  if (!main) {
    return fail_program(*instance,
                        "lookup the entry point symbol (like _start, main, _main, "
                        "__main_argc_argv) failed");
  }
  return run_main(module_inst, *instance, *main, argc, argv);
}

bool wasm_application_execute_func(wasm_module_inst_t module_inst, const char* name, int32_t argc,
                                   char* argv[]) {
  InstanceState* const instance = state_of(module_inst);
  if (!instance || !instance->instance) return refuse("the instance is NULL or gone");
  if (!name) return fail_program(*instance, "lookup function failed: the name is NULL");
  const Function* const function = lookup(*instance, name);
  if (!function) return fail_program(*instance, "lookup function " + std::string(name) + " failed");
  const FuncType& type = function->type();
  if (argc < 0 || static_cast<size_t>(argc) != type.params.size() || (argc > 0 && !argv)) {
    return fail_program(*instance, "invalid input argument count");
  }
  std::vector<uint64_t> slots(std::max({type.params.size(), type.results.size(), size_t{1}}));
  for (size_t i = 0; i < type.params.size(); ++i) {
    const std::optional<uint64_t> value = parse_value(type.params[i], argv[i]);
    if (!value) {
      return fail_program(
          *instance, "invalid input argument " + std::to_string(i) + ": " + std::string(argv[i]));
    }
    slots[i] = *value;
  }
  if (!call(instance->singleton, *instance, *function, slots.data())) return false;
  std::string line;
  for (size_t i = 0; i < type.results.size(); ++i) {
    if (i != 0) line += ',';
    line += print_value(type.results[i], slots[i]);
  }
  std::printf("%s\n", line.c_str());
  return true;
}
