#include "fuzz/api_model.h"

#include <string_view>
#include <utility>

#include "fuzz/engines.h"
#include "shoal/wat.h"

namespace shoal::fuzz {
namespace {

constexpr std::string_view kGuest = R"((module $guest
  (type $unary (func (param i32) (result i32)))
  (import "env" "f" (func $f (type $unary)))
  (import "env" "memory" (memory $memory 0))
  (import "env" "table" (table $table 2 funcref))
  (import "env" "global" (global $global (mut i64)))
  (export "memory" (memory $memory))
  (export "table" (table $table))
  (export "global" (global $global))
  (export "f" (func $f))
  (elem (i32.const 0) $stored)
  (func $stored (export "stored") (type $unary) (i32.add (local.get 0) (i32.const 1)))
  (func (export "add_to_global") (type $unary)
    (i32.wrap_i64 (global.get $global))
    (global.set $global (i64.add (global.get $global) (i64.extend_i32_u (local.get 0)))))
  (func (export "grow") (type $unary)
    (memory.grow (i32.rem_u (local.get 0) (i32.const 3))))
  (func (export "call") (type $unary) (call $f (local.get 0)))
  (func (export "hop") (type $unary)
    (if (result i32) (local.get 0)
      (then (call_indirect (type $unary) (i32.shr_u (local.get 0) (i32.const 3))
                                         (i32.and (local.get 0) (i32.const 7))))
      (else (i32.const 0))))
  (func (export "divide") (type $unary) (i32.div_u (i32.const 100) (local.get 0)))))";

constexpr std::string_view kLibc = R"((module
  (import "env" "printf" (func $printf (param i32 i32) (result i32)))
  (import "wasi_snapshot_preview1" "args_sizes_get" (func $sizes (param i32 i32) (result i32)))
  (memory (export "memory") 1)
  (data (i32.const 16) "number %d\0a\00")
  (func (export "run") (param i32) (result i32)
    (drop (call $sizes (i32.const 64) (i32.const 68)))
    (i32.store (i32.const 128) (local.get 0))
    (call $printf (i32.const 16) (i32.const 128)))))";

Outcome of(uint32_t value) { return {value, {}, {}}; }
Outcome trap(TrapKind kind) { return {{}, ErrorKind::kTrap, kind}; }

Outcome evaluate_hop(FunctionModel& function, uint32_t x) {
  if (x == 0) return of(0);
  const TableModel& table = *function.instance->table;
  const uint32_t index = x % 8;
  if (index >= table.elements.size()) return trap(TrapKind::kUndefinedElement);
  const FunctionModelPtr callee = table.elements[index];
  if (!callee) return trap(TrapKind::kUninitializedElement);
  return evaluate(*callee, x / 8);
}

}  // namespace

FunctionModelPtr function_of(const std::shared_ptr<InstanceModel>& instance,
                             FunctionModel::Kind kind) {
  return std::make_shared<FunctionModel>(FunctionModel{kind, 0, {}, instance});
}

const char* export_name(FunctionModel::Kind kind) {
  constexpr const char* kNames[] = {"stored", "add_to_global", "grow", "call", "hop", "divide"};
  return kNames[kind];
}

Outcome evaluate(FunctionModel& function, uint32_t x) {
  switch (function.kind) {
    case FunctionModel::kStored: return of(x + 1);
    case FunctionModel::kGlobal: {
      GlobalModel& global = *function.instance->global;
      const auto old = static_cast<uint64_t>(global.value.i64());
      global.value = Value::i64(static_cast<int64_t>(old + x));
      return of(static_cast<uint32_t>(old));
    }
    case FunctionModel::kGrow: {
      MemoryModel& memory = *function.instance->memory;
      if (memory.pages + x % 3 > memory.most) return of(UINT32_MAX);
      const uint64_t old = memory.pages;
      memory.pages += x % 3;
      return of(static_cast<uint32_t>(old));
    }
    case FunctionModel::kCall: return evaluate(*function.instance->function, x);
    case FunctionModel::kHop: return evaluate_hop(function, x);
    case FunctionModel::kTrap: return x == 0 ? trap(TrapKind::kIntegerDivideByZero) : of(100 / x);
    case FunctionModel::kHostAdds: return of(x + function.number);
    case FunctionModel::kHostFails: return {{}, ErrorKind::kLimit, {}};
    case FunctionModel::kHostThrows: return trap(TrapKind::kHost);
    case FunctionModel::kHostCalls: return evaluate(*function.inner, x);
  }
  __builtin_unreachable();
}

const std::vector<uint8_t>& guest_module() {
  static const std::vector<uint8_t> bytes = good(wat_to_wasm(kGuest, "guest"));
  return bytes;
}

const std::vector<uint8_t>& libc_module() {
  static const std::vector<uint8_t> bytes = good(wat_to_wasm(kLibc, "libc"));
  return bytes;
}

}  // namespace shoal::fuzz
