// Natives: how a guest's call becomes a call of a C function.
//
// Emitted code calls a host function like any other (runtime/host_func.h); its body finds the
// environment that the thread's call was made with, turns addresses into pointers, and calls the
// native through a stub that is made once for each machine type (StubRegistry::native_call). When
// the native has set an exception, or something that it called has left one, the guest traps.
#include "runtime/c_api/native.h"

#include <algorithm>
#include <array>
#include <memory>
#include <mutex>
#include <span>
#include <utility>

#include "runtime/c_api/addresses.h"
#include "runtime/c_api/call.h"
#include "runtime/c_api/log.h"
#include "runtime/c_api/objects.h"
#include "runtime/engine.h"
#include "shoal/caller.h"

namespace shoal::c_api {
namespace {

// ---- What is registered

struct Registration {
  std::string module;
  const NativeSymbol* table;  ///< Its name for unregistering; not looked into.
  std::vector<Native> natives;
};

struct Registrations {
  std::mutex mutex;
  std::vector<Registration> list;  ///< The last is found first.
};

Registrations& the_registrations() {
  static Registrations* const registrations = new Registrations;
  return *registrations;
}

bool register_natives(const char* module, const NativeSymbol* symbols, uint32_t count,
                      bool is_raw) {
  if (!module || (!symbols && count != 0)) {
    return refuse("wasm_runtime_register_natives: the module's name or the table is NULL");
  }
  Registration registration{module, symbols, {}};
  for (const NativeSymbol& symbol : std::span(symbols, count)) {
    if (!symbol.symbol || !symbol.func_ptr) {
      return refuse("wasm_runtime_register_natives: a symbol of '" + std::string(module) +
                    "' lacks its name or function");
    }
    registration.natives.push_back({symbol.symbol, symbol.func_ptr,
                                    symbol.signature ? symbol.signature : "", symbol.attachment,
                                    is_raw});
  }
  Registrations& registrations = the_registrations();
  const std::lock_guard lock(registrations.mutex);
  registrations.list.push_back(std::move(registration));
  return true;
}

const Native* find_in(const Registration& registration, std::string_view name) {
  const auto it = std::find_if(registration.natives.begin(), registration.natives.end(),
                               [name](const Native& native) { return native.name == name; });
  return it == registration.natives.end() ? nullptr : &*it;
}

// ---- Calls

Error native_trap(std::string text) {
  Error error = make_error(ErrorKind::kTrap, std::move(text));
  error.trap = TrapKind::kHost;
  return error;
}

bool trap_out_of_bounds() {
  Error error = make_error(ErrorKind::kTrap, std::string(to_string(TrapKind::kMemoryOutOfBounds)));
  error.trap = TrapKind::kMemoryOutOfBounds;
  return detail::fail(std::move(error));
}

/// The type that the C function has: addresses become pointers.
FuncType machine_type(FuncType type, std::span<const Argument> arguments) {
  for (size_t i = 0; i < arguments.size(); ++i) {
    if (arguments[i].rule != ArgumentRule::kAsItIs) type.params[i] = ValType::kI64;
  }
  return type;
}

class NativeBody final : public detail::HostBody {
 public:
  NativeBody(Native native, const FuncType& type, std::vector<Argument> arguments,
             jit::NativeCall call)
      : native_(std::move(native)),
        type_(type),
        arguments_(std::move(arguments)),
        converts_(native_.is_raw ||
                  std::any_of(arguments_.begin(), arguments_.end(),
                              [](Argument a) { return a.rule != ArgumentRule::kAsItIs; })),
        has_narrow_result_(!type.results.empty() && !is_wide(type.results[0])),
        may_leave_address_(native_.is_raw && !type.results.empty() && !arguments_.empty() &&
                           arguments_[0].rule != ArgumentRule::kAsItIs),
        call_(call) {}

  bool call(Caller& caller, uint64_t* slots) override {
    const wasm_exec_env_t environment = running_environment();
    ExecEnvState* const state = state_of(environment);
    InstanceState* const instance = state ? state_of(state->instance) : nullptr;
    if (!instance) {
      return detail::fail(
          make_error(ErrorKind::kArgument, "a native was called by no environment"));
    }
    if (!instance->instance) {  // A start function, before instantiation has given a handle.
      if (auto made = caller.instance()) instance->instance = *made;
    }
    if (converts_) {
      for (size_t i = 0; i < type_.params.size(); ++i) {
        if (!convert(*instance, i, slots)) return trap_out_of_bounds();
      }
    }
    const uint64_t first = may_leave_address_ ? slots[0] : 0;
    void* const outer = std::exchange(state->attachment, native_.attachment);
    if (native_.is_raw) {
      using Raw = void (*)(wasm_exec_env_t, uint64_t*);
      reinterpret_cast<Raw>(const_cast<void*>(native_.function))(environment, slots);
    } else {
      call_(native_.function, environment, slots);
    }
    state->attachment = outer;
    if (!instance->exception.empty()) {
      return detail::fail(native_trap(instance->exception));
    }
    if (may_leave_address_ && slots[0] == first) slots[0] = 0;
    if (has_narrow_result_) slots[0] = static_cast<uint32_t>(slots[0]);
    return true;
  }

 private:
  static bool is_wide(ValType type) { return type != ValType::kI32 && type != ValType::kF32; }

  /// Makes of argument `i` what the native takes. The length of a buffer comes after it, so it is
  /// there still.
  bool convert(const InstanceState& instance, size_t i, uint64_t* slots) const {
    const Argument argument = arguments_[i];
    if (!is_wide(type_.params[i])) slots[i] = static_cast<uint32_t>(slots[i]);
    if (argument.rule == ArgumentRule::kAsItIs) return true;
    const void* native = nullptr;
    if (argument.rule == ArgumentRule::kString) {
      native = to_native_string(instance, slots[i]);
    } else {
      const uint64_t size = argument.has_length ? static_cast<uint32_t>(slots[i + 1]) : 1;
      const bool is_const = argument.rule == ArgumentRule::kConstBuffer;
      native = to_native(instance, slots[i], size, is_const ? Use::kRead : Use::kWrite);
    }
    slots[i] = reinterpret_cast<uintptr_t>(native);
    return native != nullptr;
  }

  const Native native_;
  const FuncType type_;
  const std::vector<Argument> arguments_;
  const bool
      converts_;  ///< Slots have to be prepared: addresses, and upper halves for raw natives.
  const bool has_narrow_result_;
  /// A raw native that forgets its result leaves the native address there that it got as its first
  /// argument: no guest may see that.
  const bool may_leave_address_;
  const jit::NativeCall call_;
};

Error bad_signature(std::string_view signature, const FuncType& type) {
  return make_error(ErrorKind::kArgument, "the signature '" + std::string(signature) +
                                              "' does not fit the type " + to_string(type));
}

/// The type that a letter stands for.
std::optional<ValType> type_of_letter(char letter) {
  switch (letter) {
    case 'i':
    case '*':
    case '#':
    case '$':
    case '~': return ValType::kI32;
    case 'I': return ValType::kI64;
    case 'f': return ValType::kF32;
    case 'F': return ValType::kF64;
    case 'r': return ValType::kExternRef;
    default: return std::nullopt;
  }
}

ArgumentRule rule_of_letter(char letter) {
  switch (letter) {
    case '*': return ArgumentRule::kBuffer;
    case '#': return ArgumentRule::kConstBuffer;
    case '$': return ArgumentRule::kString;
    default: return ArgumentRule::kAsItIs;
  }
}

bool is_c_type(const FuncType& type) {
  const auto bad = [](ValType t) { return t == ValType::kFuncRef || t == ValType::kV128; };
  return type.results.size() <= 1 && std::none_of(type.params.begin(), type.params.end(), bad) &&
         std::none_of(type.results.begin(), type.results.end(), bad);
}

}  // namespace

std::optional<Native> find_native(std::string_view module, std::string_view name) {
  Registrations& registrations = the_registrations();
  const std::lock_guard lock(registrations.mutex);
  for (auto it = registrations.list.rbegin(); it != registrations.list.rend(); ++it) {
    if (it->module != module) continue;
    const Native* native = find_in(*it, name);
    if (!native && name.starts_with('_')) native = find_in(*it, name.substr(1));
    if (native) return *native;
  }
  return std::nullopt;
}

void forget_natives() {
  Registrations& registrations = the_registrations();
  const std::lock_guard lock(registrations.mutex);
  registrations.list.clear();
}

Result<std::vector<Argument>> parse_signature(std::string_view signature, const FuncType& type) {
  std::vector<Argument> arguments(type.params.size());
  if (signature.empty()) return arguments;
  const size_t close = signature.find(')');
  if (signature[0] != '(' || close == std::string_view::npos) {
    return bad_signature(signature, type);
  }
  const std::string_view params = signature.substr(1, close - 1);
  const std::string_view result = signature.substr(close + 1);
  if (params.size() != type.params.size() || result.size() != type.results.size()) {
    return bad_signature(signature, type);
  }
  for (size_t i = 0; i < params.size(); ++i) {
    if (type_of_letter(params[i]) != type.params[i]) return bad_signature(signature, type);
    arguments[i].rule = rule_of_letter(params[i]);
    if (params[i] != '~') continue;
    const bool follows_buffer = i > 0 && (params[i - 1] == '*' || params[i - 1] == '#');
    if (!follows_buffer) return bad_signature(signature, type);
    arguments[i - 1].has_length = true;
  }
  const bool is_value =
      result.empty() || std::string_view("iIfFr").find(result[0]) != std::string_view::npos;
  if (!is_value || (!result.empty() && type_of_letter(result[0]) != type.results[0])) {
    return bad_signature(signature, type);
  }
  return arguments;
}

Result<Func> link_native(const Engine& engine, const Native& native, const FuncType& type) {
  auto arguments = parse_signature(native.signature, type);
  if (!arguments) return std::move(arguments).error();
  if (!is_c_type(type)) {
    return make_error(ErrorKind::kArgument, "no C function can have the type " + to_string(type));
  }
  auto call = engine.impl()->stubs().native_call(machine_type(type, *arguments));
  if (!call) return std::move(call).error();
  auto target = detail::make_host_function(
      engine, type, std::make_unique<NativeBody>(native, type, std::move(*arguments), *call));
  if (!target) return std::move(target).error();
  return Func(std::move(*target));
}

Result<Func> unlinked(const Engine& engine, const FuncType& type, std::string_view module,
                      std::string_view name) {
  const std::string text = "failed to call unlinked import function (" + std::string(module) +
                           ", " + std::string(name) + ")";
  return Func::create(engine, type,
                      [text](Caller&, std::span<const Value>, std::span<Value>) -> Result<void> {
                        return native_trap(text);
                      });
}

}  // namespace shoal::c_api

using namespace shoal::c_api;

bool wasm_runtime_register_natives(const char* module_name, NativeSymbol* native_symbols,
                                   uint32_t n_native_symbols) {
  return register_natives(module_name, native_symbols, n_native_symbols, /*is_raw=*/false);
}

bool wasm_runtime_register_natives_raw(const char* module_name, NativeSymbol* native_symbols,
                                       uint32_t n_native_symbols) {
  return register_natives(module_name, native_symbols, n_native_symbols, /*is_raw=*/true);
}

bool wasm_runtime_unregister_natives(const char* module_name, NativeSymbol* native_symbols) {
  if (!module_name) return false;
  Registrations& registrations = the_registrations();
  const std::lock_guard lock(registrations.mutex);
  auto& list = registrations.list;
  const auto it = std::find_if(list.rbegin(), list.rend(), [&](const Registration& r) {
    return r.table == native_symbols && r.module == module_name;
  });
  if (it == list.rend()) return refuse("wasm_runtime_unregister_natives: no such registration");
  list.erase(std::next(it).base());
  return true;
}

void* wasm_runtime_get_function_attachment(wasm_exec_env_t exec_env) {
  const ExecEnvState* const state = state_of(exec_env);
  return state ? state->attachment : nullptr;
}
