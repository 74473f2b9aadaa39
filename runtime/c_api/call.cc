// Calls into instances.
//
// An instance's exception is what WAMR's programs see of a failure. A call that traps sets it. A
// native sets it to end the guest's call: the host function looks at it when the native returns
// (native.cc). An outermost call begins without one; an inner one, from a native, leaves alone what
// the native has set, so that the guest around it still stops.
#include "runtime/c_api/call.h"

#include <algorithm>
#include <array>
#include <cstdarg>
#include <cstring>
#include <span>
#include <string>
#include <utility>

#include "runtime/c_api/log.h"
#include "runtime/engine.h"
#include "runtime/host_func.h"
#include "runtime/instance.h"

namespace shoal::c_api {
namespace {

thread_local wasm_exec_env_t running = nullptr;

/// Arguments and results of one call; rarely allocated.
class CallSlots {
 public:
  explicit CallSlots(const FuncType& type) {
    const size_t count = std::max(type.params.size(), type.results.size());
    if (count > few_.size()) many_.resize(count);
  }
  uint64_t* data() { return many_.empty() ? few_.data() : many_.data(); }
  uint64_t& operator[](size_t i) { return data()[i]; }

 private:
  std::array<uint64_t, 16> few_;
  std::vector<uint64_t> many_;
};

/// What WAMR calls a trap.
std::string_view text_of(const Error& error) {
  if (error.trap == TrapKind::kStackOverflow) return "native stack overflow";
  if (error.trap == TrapKind::kInterrupt) return "terminated by user";
  if (error.trap && *error.trap != TrapKind::kHost) return to_string(*error.trap);
  return error.message;
}

bool is_wide(ValType type) {
  return type == ValType::kI64 || type == ValType::kF64 || type == ValType::kExternRef;
}

uint32_t cells_of(const std::vector<ValType>& types) {
  uint32_t cells = 0;
  for (const ValType type : types) cells += is_wide(type) ? 2 : 1;
  return cells;
}

void slots_from_cells(const std::vector<ValType>& types, const uint32_t* cells, CallSlots& slots) {
  for (size_t i = 0; i < types.size(); ++i) {
    if (is_wide(types[i])) {
      std::memcpy(&slots[i], cells, 8);
      cells += 2;
    } else {
      slots[i] = *cells++;
    }
  }
}

void cells_from_slots(const std::vector<ValType>& types, CallSlots& slots, uint32_t* cells) {
  for (size_t i = 0; i < types.size(); ++i) {
    if (is_wide(types[i])) {
      std::memcpy(cells, &slots[i], 8);
      cells += 2;
    } else {
      *cells++ = static_cast<uint32_t>(slots[i]);
    }
  }
}

bool fail_call(InstanceState& instance, std::string text) {
  instance.set_exception(text);
  return refuse(std::move(text));
}

/// The kind of a type; nothing for what has no value in C.
std::optional<wasm_valkind_t> kind_of(ValType type) {
  switch (type) {
    case ValType::kI32: return WASM_I32;
    case ValType::kI64: return WASM_I64;
    case ValType::kF32: return WASM_F32;
    case ValType::kF64: return WASM_F64;
    case ValType::kExternRef: return WASM_EXTERNREF;
    case ValType::kV128:
    case ValType::kFuncRef: break;
  }
  return std::nullopt;
}

/// A function that takes or returns references to functions cannot be called from C.
bool has_c_types(const FuncType& type) {
  const auto good = [](ValType t) { return kind_of(t).has_value(); };
  return std::all_of(type.params.begin(), type.params.end(), good) &&
         std::all_of(type.results.begin(), type.results.end(), good);
}

uint64_t slot_of(const wasm_val_t& value) {
  switch (value.kind) {
    case WASM_I32: return static_cast<uint32_t>(value.of.i32);
    case WASM_F32: return std::bit_cast<uint32_t>(value.of.f32);
    case WASM_F64: return std::bit_cast<uint64_t>(value.of.f64);
    case WASM_EXTERNREF: return value.of.foreign;
    default: return static_cast<uint64_t>(value.of.i64);
  }
}

wasm_val_t value_of(ValType type, uint64_t slot) {
  wasm_val_t value = {};
  value.kind = *kind_of(type);
  switch (value.kind) {
    case WASM_I32: value.of.i32 = static_cast<int32_t>(slot); break;
    case WASM_F32: value.of.f32 = std::bit_cast<float>(static_cast<uint32_t>(slot)); break;
    case WASM_F64: value.of.f64 = std::bit_cast<double>(slot); break;
    case WASM_EXTERNREF: value.of.foreign = slot; break;
    default: value.of.i64 = static_cast<int64_t>(slot); break;
  }
  return value;
}

/// The parts of a call, if they belong together.
struct Callee {
  InstanceState* instance = nullptr;
  const Function* function = nullptr;
};

Callee callee_of(wasm_exec_env_t exec_env, wasm_function_inst_t handle) {
  ExecEnvState* const environment = state_of(exec_env);
  InstanceState* const instance = environment ? state_of(environment->instance) : nullptr;
  if (!instance) {
    refuse("the call's environment is NULL or gone");
    return {};
  }
  const bool was_checked =
      handle == environment->checked && instance->id == environment->checked_in;
  if (!handle || (!was_checked && !instance->known_functions.contains(handle))) {
    fail_call(*instance, "the function is NULL or not of the environment's instance");
    return {};
  }
  environment->checked = handle;
  environment->checked_in = instance->id;
  const auto* const function = static_cast<const Function*>(handle);
  if (!function->has_c_types) {
    fail_call(*instance,
              "functions of type " + to_string(function->type()) + " cannot be called from C");
    return {};
  }
  return {instance, function};
}

bool call_with_cells(wasm_exec_env_t exec_env, InstanceState& instance, const Function& function,
                     uint32_t argc, uint32_t* argv) {
  const FuncType& type = function.type();
  const uint32_t wanted = function.param_cells;
  if (argc < wanted || (!argv && (wanted != 0 || !type.results.empty()))) {
    return fail_call(instance, "invalid argument count " + std::to_string(argv ? argc : 0) +
                                   ", must be no smaller than " + std::to_string(wanted));
  }
  CallSlots slots(type);
  slots_from_cells(type.params, argv, slots);
  if (!call(exec_env, instance, function, slots.data())) return false;
  cells_from_slots(type.results, slots, argv);
  return true;
}

bool call_with_values(wasm_exec_env_t exec_env, InstanceState& instance, const Function& function,
                      std::span<wasm_val_t> results, std::span<const wasm_val_t> args) {
  const FuncType& type = function.type();
  if (args.size() != type.params.size() || results.size() != type.results.size()) {
    return fail_call(instance,
                     "the numbers of arguments and results are not those of " + to_string(type));
  }
  CallSlots slots(type);
  for (size_t i = 0; i < args.size(); ++i) {
    if (args[i].kind != kind_of(type.params[i])) {
      return fail_call(instance, "the kind of argument " + std::to_string(i) +
                                     " is not that of the function's type " + to_string(type));
    }
    slots[i] = slot_of(args[i]);
  }
  if (!call(exec_env, instance, function, slots.data())) return false;
  for (size_t i = 0; i < results.size(); ++i) results[i] = value_of(type.results[i], slots[i]);
  return true;
}

}  // namespace

wasm_exec_env_t running_environment() { return running; }

CallScope::CallScope(wasm_exec_env_t environment, InstanceState& instance)
    : instance_(instance), previous_(std::exchange(running, environment)) {
  ++instance_.depth;
}

CallScope::~CallScope() {
  --instance_.depth;
  running = previous_;
}

Result<Function> prepare(const Func& func) {
  Function function{func, func.target(), has_c_types(func.type()), cells_of(func.type().params)};
  detail::CallTarget& target = function.target;
  const auto* const record = static_cast<const jit::VmFuncRef*>(target.record);
  if (!target.stub && !runtime::HostFunc::from(record)) {
    Result<jit::EntryStub> stub = target.engine->stubs().entry(func.type());
    if (!stub) return std::move(stub).error();
    target.stub = reinterpret_cast<const void*>(*stub);
  }
  return function;
}

Function* lookup(InstanceState& instance, std::string_view name) {
  if (const auto it = instance.functions.find(name); it != instance.functions.end()) {
    return it->second.get();
  }
  if (!instance.instance) return nullptr;
  const std::optional<Extern> found = instance.instance->find_export(name);
  if (!found || kind(*found) != ExternKind::kFunc) return nullptr;
  Result<Function> function = prepare(std::get<Func>(*found));
  if (!function) {
    refuse(function.error());
    return nullptr;
  }
  auto& slot = instance.functions[std::string(name)];
  slot = std::make_unique<Function>(std::move(*function));
  instance.known_functions.insert(slot.get());
  return slot.get();
}

bool settle(InstanceState& instance, const Error& error) {
  if (error.kind == ErrorKind::kExit && instance.module->uses_wasi) {
    instance.wasi_exit_code = static_cast<uint32_t>(error.exit_code);
    return true;
  }
  std::string text(text_of(error));
  if (error.kind == ErrorKind::kExit) text = "env.exit(" + std::to_string(error.exit_code) + ")";
  if (instance.exception.empty()) instance.set_exception(text);
  log(WASM_LOG_LEVEL_DEBUG, error.to_string());
  note(std::move(text));
  return false;
}

bool call(wasm_exec_env_t environment, InstanceState& instance, const Function& function,
          uint64_t* slots) {
  if (instance.depth == 0) instance.exception.clear();
  const CallScope scope(environment, instance);
  return detail::invoke(function.target, slots) || settle(instance, detail::take_error());
}

}  // namespace shoal::c_api

using namespace shoal;
using namespace shoal::c_api;

wasm_function_inst_t wasm_runtime_lookup_function(const wasm_module_inst_t module_inst,
                                                  const char* name) {
  InstanceState* const instance = state_of(module_inst);
  if (!instance || !name) return nullptr;
  return lookup(*instance, name);
}

bool wasm_runtime_call_wasm(wasm_exec_env_t exec_env, wasm_function_inst_t function, uint32_t argc,
                            uint32_t argv[]) {
  const Callee callee = callee_of(exec_env, function);
  return callee.instance &&
         call_with_cells(exec_env, *callee.instance, *callee.function, argc, argv);
}

bool wasm_runtime_call_wasm_a(wasm_exec_env_t exec_env, wasm_function_inst_t function,
                              uint32_t num_results, wasm_val_t results[], uint32_t num_args,
                              wasm_val_t* args) {
  const Callee callee = callee_of(exec_env, function);
  if (!callee.instance) return false;
  if (!results) num_results = 0;
  if (!args) num_args = 0;
  return call_with_values(exec_env, *callee.instance, *callee.function, {results, num_results},
                          {args, num_args});
}

bool wasm_runtime_call_wasm_v(wasm_exec_env_t exec_env, wasm_function_inst_t function,
                              uint32_t num_results, wasm_val_t results[], uint32_t num_args, ...) {
  const Callee callee = callee_of(exec_env, function);
  if (!callee.instance) return false;
  const std::vector<ValType>& params = callee.function->type().params;
  std::vector<wasm_val_t> args;
  va_list list;
  va_start(list, num_args);
  // Of what is too much nobody knows the type; call_with_values refuses it.
  for (size_t i = 0; i < num_args && i < params.size(); ++i) {
    wasm_val_t value = {};
    value.kind = *kind_of(params[i]);
    switch (value.kind) {
      case WASM_I32: value.of.i32 = va_arg(list, int32_t); break;
      case WASM_F32: value.of.f32 = static_cast<float>(va_arg(list, double)); break;
      case WASM_F64: value.of.f64 = va_arg(list, double); break;
      case WASM_EXTERNREF:
        value.of.foreign = reinterpret_cast<uintptr_t>(va_arg(list, void*));
        break;
      default: value.of.i64 = va_arg(list, int64_t); break;
    }
    args.push_back(value);
  }
  va_end(list);
  args.resize(num_args);
  return wasm_runtime_call_wasm_a(exec_env, function, num_results, results, num_args, args.data());
}

bool wasm_runtime_call_indirect(wasm_exec_env_t exec_env, uint32_t element_index, uint32_t argc,
                                uint32_t argv[]) {
  ExecEnvState* const environment = state_of(exec_env);
  InstanceState* const instance = environment ? state_of(environment->instance) : nullptr;
  if (!instance || !instance->instance) return refuse("the call's environment is NULL or gone");
  runtime::InstanceImpl& impl = *instance->impl();
  if (impl.module()->info().tables.empty()) return fail_call(*instance, "unknown table");
  const Table table(runtime::Lifetime::handle(&impl.table(0)));
  const Result<Value> element = table.get(element_index);
  if (!element || element->type() != ValType::kFuncRef) {
    return fail_call(*instance, "undefined element");
  }
  if (element->is_null()) return fail_call(*instance, "uninitialized element");
  const Result<Func> func = element->funcref().func();
  if (!func) return fail_call(*instance, func.error().message);
  const Result<Function> function = prepare(*func);
  if (!function) return fail_call(*instance, function.error().message);
  if (!function->has_c_types) {
    return fail_call(*instance,
                     "functions of type " + to_string(func->type()) + " cannot be called from C");
  }
  return call_with_cells(exec_env, *instance, *function, argc, argv);
}

namespace {

const FuncType* type_of(const wasm_function_inst_t handle, const wasm_module_inst_t module_inst) {
  const InstanceState* const instance = state_of(module_inst);
  if (!instance || !instance->known_functions.contains(handle)) return nullptr;
  return &static_cast<const Function*>(handle)->type();
}

void copy_kinds(const std::vector<ValType>& types, wasm_valkind_t* kinds) {
  if (!kinds) return;
  for (const ValType type : types) {
    const auto other = type == ValType::kFuncRef ? WASM_FUNCREF : WASM_V128;
    *kinds++ = kind_of(type).value_or(static_cast<wasm_valkind_t>(other));
  }
}

}  // namespace

uint32_t wasm_func_get_param_count(const wasm_function_inst_t func_inst,
                                   const wasm_module_inst_t module_inst) {
  const FuncType* const type = type_of(func_inst, module_inst);
  return type ? static_cast<uint32_t>(type->params.size()) : 0;
}

uint32_t wasm_func_get_result_count(const wasm_function_inst_t func_inst,
                                    const wasm_module_inst_t module_inst) {
  const FuncType* const type = type_of(func_inst, module_inst);
  return type ? static_cast<uint32_t>(type->results.size()) : 0;
}

void wasm_func_get_param_types(const wasm_function_inst_t func_inst,
                               const wasm_module_inst_t module_inst, wasm_valkind_t* param_types) {
  if (const FuncType* type = type_of(func_inst, module_inst)) copy_kinds(type->params, param_types);
}

void wasm_func_get_result_types(const wasm_function_inst_t func_inst,
                                const wasm_module_inst_t module_inst,
                                wasm_valkind_t* result_types) {
  if (const FuncType* type = type_of(func_inst, module_inst)) {
    copy_kinds(type->results, result_types);
  }
}
