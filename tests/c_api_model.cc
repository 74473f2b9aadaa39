// Modules, instances, environments and calls. (c_api_model_memory.cc has the rest.)
#include "tests/c_api_model.h"

#include <algorithm>
#include <cstring>
#include <iterator>
#include <string_view>
#include <utility>

#include "shoal/wat.h"
#include "tests/require.h"

namespace shoal::tests {
namespace {

constexpr std::string_view kGuest = R"((module $guest
  (import "env" "shared_heap_malloc" (func $malloc (param i32) (result i32)))
  (import "env" "shared_heap_free" (func $free (param i32)))
  (import "env" "sum" (func $sum (param i32 i32) (result i32)))
  (import "env" "nobody" (func $nobody))
  (memory (export "memory") 1 4)
  (global (export "counter") (mut i64) (i64.const 5))
  (global (export "pi") f64 (f64.const 3.25))
  (table (export "table") 4 funcref)
  (elem (i32.const 1) $add)
  (func $add (export "add") (param i32 i32) (result i32)
    (i32.add (local.get 0) (local.get 1)))
  (func (export "wide") (param i64 i32 f64 f32) (result i64)
    (i64.add (i64.add (local.get 0) (i64.extend_i32_s (local.get 1)))
             (i64.add (i64.trunc_f64_s (local.get 2)) (i64.trunc_f32_s (local.get 3)))))
  (func (export "pass") (param externref) (result externref) (local.get 0))
  (func (export "takes_function") (param funcref))
  (func (export "two") (param i32) (result i64 i32) (i64.const 0x100000002) (local.get 0))
  (func (export "unreachable") unreachable)
  (func (export "nobody") (call $nobody))
  (func $deep (export "deep") (call $deep))
  (func (export "load8") (param i32) (result i32) (i32.load8_u (local.get 0)))
  (func (export "store") (param i32 i32) (i32.store (local.get 0) (local.get 1)))
  (func (export "sum") (param i32 i32) (result i32) (call $sum (local.get 0) (local.get 1)))
  (func (export "malloc_shared") (param i32) (result i32) (call $malloc (local.get 0)))
  (func (export "free_shared") (param i32) (call $free (local.get 0)))
  (func (export "bump") (global.set 0 (i64.add (global.get 0) (i64.const 1))))))";

/// A module with little in it.
constexpr std::string_view kPoor = R"((module
  (func (export "add") (param i32) (result i32) (local.get 0))))";

const std::vector<uint8_t>& binary(std::string_view text) {
  const auto compile = [](std::string_view wat) {
    auto bytes = wat_to_wasm(wat, "model");
    require(bytes.ok(), bytes.ok() ? "" : bytes.error().message);
    return std::move(*bytes);
  };
  static const std::vector<uint8_t> guest = compile(kGuest), poor = compile(kPoor);
  return text == kGuest ? guest : poor;
}

/// "(*~)i": the sum of a buffer's bytes.
uint32_t sum_bytes(wasm_exec_env_t environment, const uint8_t* bytes, uint32_t size) {
  require(wasm_runtime_get_module_inst(environment) != nullptr, "a native without an instance");
  uint32_t sum = 0;
  for (uint32_t i = 0; i < size; ++i) sum += bytes[i];
  return sum;
}

NativeSymbol natives[] = {
    {"sum", reinterpret_cast<void*>(sum_bytes), "(*~)i", nullptr},
};

constexpr const char* kNames[] = {"add",  "wide",  "pass", "takes_function", "two", "unreachable",
                                  "deep", "load8", "bump", "nobody",         "sum", "missing"};

void* to_data(uintptr_t number) { return reinterpret_cast<void*>(number); }

}  // namespace

CApiModel::CApiModel(Random& random) : random_(random), buffer_(1 << 16) {
  require(wasm_runtime_init(), "the runtime does not start");
  wasm_runtime_set_log_level(WASM_LOG_LEVEL_FATAL);
  require(wasm_runtime_register_natives("env", natives, 1), "natives");
  load();
  instantiate();
}

CApiModel::~CApiModel() {
  // What is left goes with the runtime, or before it.
  if (random_.below(2) == 0) {
    for (Guest& guest : guests_) {
      if (guest.is_alive) wasm_runtime_deinstantiate(guest.handle);
    }
  }
  (void)wasm_runtime_unregister_natives("env", natives);
  wasm_runtime_destroy();
}

void CApiModel::step() {
  using Step = void (CApiModel::*)();
  struct Choice {
    uint32_t weight;
    Step step;
  };
  static constexpr Choice kChoices[] = {
      {2, &CApiModel::load},
      {2, &CApiModel::unload},
      {4, &CApiModel::instantiate},
      {2, &CApiModel::deinstantiate},
      {3, &CApiModel::create_environment},
      {2, &CApiModel::destroy_environment},
      {1, &CApiModel::move_environment},
      {2, &CApiModel::use_data},
      {1, &CApiModel::restart},
      {1, &CApiModel::register_natives},
      {6, &CApiModel::call_cells},
      {6, &CApiModel::call_values},
      {3, &CApiModel::call_arguments},
      {3, &CApiModel::call_indirect},
      {3, &CApiModel::call_by_name},
      {4, &CApiModel::call_with_nonsense},
      {2, &CApiModel::use_global},
      {2, &CApiModel::use_exception},
      {2, &CApiModel::ask_about_functions},
      {2, &CApiModel::ask_about_module},
      {3, &CApiModel::enlarge},
      {4, &CApiModel::allocate_in_memory},
      {4, &CApiModel::free_in_memory},
      {6, &CApiModel::convert_addresses},
      {4, &CApiModel::allocate_for_host},
      {3, &CApiModel::free_for_host},
      {5, &CApiModel::create_heap},
      {6, &CApiModel::chain},
      {3, &CApiModel::unchain},
      {2, &CApiModel::reset},
      {2, &CApiModel::destroy_heap},
      {8, &CApiModel::attach},
      {4, &CApiModel::detach},
      {8, &CApiModel::use_heap},
      {6, &CApiModel::allocate_from_heap},
  };
  uint32_t sum = 0;
  for (const Choice& choice : kChoices) sum += choice.weight;
  uint32_t at = random_.below(sum);
  for (const Choice& choice : kChoices) {
    if (at < choice.weight) {
      (this->*choice.step)();
      break;
    }
    at -= choice.weight;
  }
  check();
}

// ---- What to do it to: mostly something that lives

wasm_module_t CApiModel::some_module(Module** module) {
  *module = nullptr;
  if (random_.below(16) == 0 || modules_.empty()) return nullptr;
  Module& some = modules_[random_.below(static_cast<uint32_t>(modules_.size()))];
  if (some.is_alive) *module = &some;
  return some.handle;
}

wasm_module_inst_t CApiModel::some_instance(Guest** guest) {
  *guest = nullptr;
  if (random_.below(16) == 0 || guests_.empty()) return nullptr;
  Guest& some = guests_[random_.below(static_cast<uint32_t>(guests_.size()))];
  if (some.is_alive) *guest = &some;
  return some.handle;
}

wasm_exec_env_t CApiModel::some_environment(Guest** guest) {
  *guest = nullptr;
  if (random_.below(16) == 0) return nullptr;
  if (environments_.empty() || random_.below(4) == 0) {
    const wasm_module_inst_t instance = some_instance(guest);
    const wasm_exec_env_t singleton = wasm_runtime_get_exec_env_singleton(instance);
    require((singleton != nullptr) == (*guest != nullptr), "an instance's own environment");
    return singleton;
  }
  Environment& some = environments_[random_.below(static_cast<uint32_t>(environments_.size()))];
  if (some.is_alive) *guest = guest_of(some.instance);
  return some.handle;
}

CApiModel::Guest* CApiModel::guest_of(wasm_module_inst_t handle) {
  const auto found = std::ranges::find_if(
      guests_, [handle](const Guest& guest) { return guest.is_alive && guest.handle == handle; });
  return found != guests_.end() ? &*found : nullptr;
}

CApiModel::Guest* CApiModel::some_live_guest() {
  Guest* guest = nullptr;
  (void)some_instance(&guest);
  return guest && guest->is_guest ? guest : nullptr;
}

// ---- Modules

void CApiModel::load() {
  const bool is_guest = random_.below(8) != 0;
  std::vector<uint8_t> bytes = binary(is_guest ? kGuest : kPoor);
  const uint32_t damage = random_.below(8);
  if (damage == 0) bytes.resize(bytes.size() - 1 - random_.below(4));
  if (damage == 1) bytes[random_.below(8)] ^= 0x55;
  char error[40] = "";
  const uint32_t room = random_.below(sizeof(error) + 1);
  char* const buffer = random_.below(8) == 0 ? nullptr : error;
  const wasm_module_t handle = wasm_runtime_load(bytes.data(), static_cast<uint32_t>(bytes.size()),
                                                 buffer, buffer ? room : 0);
  require((handle != nullptr) == (damage > 1), "wasm_runtime_load");
  require(std::memchr(error, 0, sizeof(error)) != nullptr, "an error's text does not end");
  require(wasm_runtime_load(nullptr, 0, buffer, buffer ? room : 0) == nullptr, "no bytes");
  if (!handle) return;
  std::erase_if(modules_, [handle](const Module& m) { return !m.is_alive && m.handle == handle; });
  modules_.push_back({.handle = handle, .is_guest = is_guest});
  if (random_.below(4) == 0) wasm_runtime_resolve_symbols(handle);
}

void CApiModel::unload() {
  Module* module = nullptr;
  const wasm_module_t handle = some_module(&module);
  wasm_runtime_unload(handle);
  wasm_runtime_unload(handle);  // Twice is once.
  if (module) module->is_alive = false;
}

void CApiModel::ask_about_module() {
  Module* module = nullptr;
  const wasm_module_t handle = some_module(&module);
  const bool is_guest = module && module->is_guest;
  const int32_t imports = wasm_runtime_get_import_count(handle);
  const int32_t exports = wasm_runtime_get_export_count(handle);
  require(!module ? exports <= 0 : exports == (is_guest ? 18 : 1), "export count");
  require(!module ? imports <= 0 : imports == (is_guest ? 4 : 0), "import count");
  const auto index = static_cast<int32_t>(random_.below(24)) - 3;
  wasm_import_t import = {};
  wasm_runtime_get_import_type(handle, index, &import);
  if (is_guest && index >= 0 && index < imports) {
    require(import.linked == (std::string_view(import.name) != "nobody"), "import's link");
  }
  wasm_export_t exported = {};
  wasm_runtime_get_export_type(handle, index, &exported);
  uint32_t length = 0;
  require(!wasm_runtime_get_custom_section(handle, "none", &length), "a custom section");
  Guest* guest = nullptr;
  const wasm_module_inst_t instance = some_instance(&guest);
  if (!guest) require(!wasm_runtime_get_module(instance), "the module of no instance");
  require(!wasm_runtime_is_wasi_mode(instance), "wasi mode");
  require(!wasm_runtime_lookup_wasi_start_function(instance), "wasi start");
}

void CApiModel::register_natives() {
  // A table again is found first, and does the same.
  require(!wasm_runtime_register_natives(nullptr, natives, 1), "natives without a module");
  require(!wasm_runtime_register_natives("env", nullptr, 1), "no natives");
  if (random_.below(2) == 0) {
    require(wasm_runtime_register_natives("env", natives, 1), "natives again");
    require(wasm_runtime_unregister_natives("env", natives), "natives taken back");
  }
  require(!wasm_runtime_unregister_natives("other", natives), "natives of another module");
}

// ---- Instances and environments

void CApiModel::instantiate() {
  Module* module = nullptr;
  const wasm_module_t handle = some_module(&module);
  InstantiationArgs args = {};
  if (random_.below(2) == 0) args.host_managed_heap_size = random_.below(20000);
  if (random_.below(4) == 0) args.max_memory_pages = 1 + random_.below(5);
  char error[64] = "";
  const wasm_module_inst_t instance =
      wasm_runtime_instantiate_ex(handle, &args, error, random_.below(2) == 0 ? sizeof(error) : 5);
  require((instance != nullptr) == (module != nullptr), "wasm_runtime_instantiate_ex");
  if (!instance) return;
  std::erase_if(guests_, [=](const Guest& g) { return !g.is_alive && g.handle == instance; });
  Guest guest;
  guest.handle = instance;
  guest.is_guest = module->is_guest;
  guest.id = next_id_++;
  const wasm_memory_inst_t memory = wasm_runtime_get_default_memory(instance);
  require((memory != nullptr) == guest.is_guest, "the default memory");
  if (memory) {
    guest.pages = wasm_memory_get_cur_page_count(memory);
    guest.max_pages = wasm_memory_get_max_page_count(memory);
    guest.page_bytes = wasm_memory_get_bytes_per_page(memory);
    guest.has_allocator = args.host_managed_heap_size != 0;
    require(wasm_runtime_lookup_memory(instance, "memory") == memory, "the memory by its name");
    require(!wasm_runtime_lookup_memory(instance, "add"), "a function as a memory");
    require(!wasm_runtime_get_memory(instance, 1) && !wasm_memory_get_shared(memory), "a memory");
  }
  guests_.push_back(std::move(guest));
  // Its own environment may have the handle of one that is gone.
  const wasm_exec_env_t own = wasm_runtime_get_exec_env_singleton(instance);
  std::erase_if(environments_, [own](const Environment& e) { return e.handle == own; });
}

void CApiModel::note_gone(Guest& guest) {
  guest.is_alive = false;
  if (guest.attached != ChainModel::kNone) chains_.detach(guest.attached);
  guest.attached = ChainModel::kNone;
  for (Environment& environment : environments_) {
    if (environment.made_for == guest.id) environment.is_alive = false;
  }
}

void CApiModel::deinstantiate() {
  Guest* guest = nullptr;
  const wasm_module_inst_t instance = some_instance(&guest);
  wasm_runtime_deinstantiate(instance);
  wasm_runtime_deinstantiate(instance);
  if (guest) note_gone(*guest);
}

void CApiModel::create_environment() {
  Guest* guest = nullptr;
  const wasm_module_inst_t instance = some_instance(&guest);
  const wasm_exec_env_t handle = wasm_runtime_create_exec_env(instance, random_.below(3) * 4096);
  require((handle != nullptr) == (guest != nullptr), "wasm_runtime_create_exec_env");
  if (!handle) return;
  std::erase_if(environments_,
                [=](const Environment& e) { return !e.is_alive && e.handle == handle; });
  environments_.push_back({.handle = handle, .made_for = guest->id, .instance = instance});
  require(wasm_runtime_get_module_inst(handle) == instance, "an environment's instance");
}

void CApiModel::destroy_environment() {
  if (environments_.empty() || random_.below(8) == 0) {
    Guest* guest = nullptr;
    // The instance's own is not to be destroyed.
    const wasm_module_inst_t instance = some_instance(&guest);
    wasm_runtime_destroy_exec_env(wasm_runtime_get_exec_env_singleton(instance));
    require((wasm_runtime_get_exec_env_singleton(instance) != nullptr) == (guest != nullptr),
            "an instance without its environment");
    return;
  }
  Environment& some = environments_[random_.below(static_cast<uint32_t>(environments_.size()))];
  wasm_runtime_destroy_exec_env(some.handle);
  wasm_runtime_destroy_exec_env(some.handle);
  some.is_alive = false;
}

void CApiModel::move_environment() {
  if (environments_.empty()) return;
  Environment& some = environments_[random_.below(static_cast<uint32_t>(environments_.size()))];
  Guest* guest = nullptr;
  const wasm_module_inst_t instance = some_instance(&guest);
  wasm_runtime_set_module_inst(some.handle, instance);
  if (some.is_alive && guest) some.instance = instance;
}

void CApiModel::use_data() {
  Guest* guest = nullptr;
  const wasm_module_inst_t instance = some_instance(&guest);
  const uintptr_t data = random_.below(1000);
  if (random_.below(2) == 0) {
    wasm_runtime_set_custom_data(instance, to_data(data));
    if (guest) guest->custom_data = data;
  }
  require(wasm_runtime_get_custom_data(instance) == to_data(guest ? guest->custom_data : 0),
          "custom data");
  const bool is_mode = wasm_runtime_set_running_mode(instance, Mode_LLVM_JIT);
  require(is_mode == (guest != nullptr), "running mode");
  for (Environment& environment : environments_) {
    if (random_.below(4) == 0) {
      wasm_runtime_set_user_data(environment.handle, to_data(data));
      if (environment.is_alive) environment.user_data = data;
    }
    const uintptr_t wanted = environment.is_alive ? environment.user_data : 0;
    require(wasm_runtime_get_user_data(environment.handle) == to_data(wanted), "user data");
  }
}

/// Rarely: everything ends, and the handles of before are handles of nothing.
void CApiModel::restart() {
  if (random_.below(4) != 0) return;
  require(wasm_runtime_init(), "a second reference to the runtime");
  wasm_runtime_destroy();
  if (random_.below(2) == 0) return;
  wasm_runtime_destroy();
  require(shoal_shared_heap_count() == 0, "heaps outlive the runtime");
  require(wasm_runtime_malloc(8) == nullptr, "an allocator outlives the runtime");
  require(wasm_runtime_init() && wasm_runtime_register_natives("env", natives, 1), "a new start");
  wasm_runtime_set_log_level(WASM_LOG_LEVEL_FATAL);
  for (Module& module : modules_) module.is_alive = false;
  for (Guest& guest : guests_) {
    if (guest.is_alive) note_gone(guest);
  }
  for (Environment& environment : environments_) environment.is_alive = false;
  for (int i = 0; i < chains_.count(); ++i) {
    if (chains_[i].next != ChainModel::kNone) (void)chains_.unchain(i, true);
  }
  for (int i = 0; i < chains_.count(); ++i) chains_.destroy(i);
  blocks_.clear();
}

// ---- Calls

/// What must be so after a call.
bool CApiModel::called(Guest* guest, bool done) const {
  require(guest || !done, "a call without an instance");
  if (!guest) return false;
  const char* const exception = wasm_runtime_get_exception(guest->handle);
  require(done == (exception == nullptr), "a failure without an exception, or the other way round");
  require(done || std::strncmp(exception, "Exception: ", 11) == 0, "an exception's text");
  return done;
}

void CApiModel::call_cells() {
  Guest* guest = nullptr;
  const wasm_exec_env_t environment = some_environment(&guest);
  const wasm_module_inst_t instance = guest ? guest->handle : nullptr;
  const bool is_guest = guest && guest->is_guest;
  const uint32_t a = static_cast<uint32_t>(random_.bits() >> 32), b = random_.below(99);
  uint32_t cells[8] = {a, b};
  switch (random_.below(5)) {
    case 0: {
      const uint32_t argc = random_.below(4);
      const bool done = called(
          guest, wasm_runtime_call_wasm(environment, wasm_runtime_lookup_function(instance, "add"),
                                        argc, cells));
      require(done == (guest && argc >= (is_guest ? 2u : 1u)), "add");
      if (done) require(cells[0] == (is_guest ? a + b : a), "add gives another sum");
      return;
    }
    case 1: {
      const auto bump = wasm_runtime_lookup_function(instance, "bump");
      const bool done = called(guest, wasm_runtime_call_wasm(environment, bump, 0, nullptr));
      require(done == is_guest, "bump");
      if (done) ++guest->counter;
      return;
    }
    case 2: {
      const auto two = wasm_runtime_lookup_function(instance, "two");
      const bool done = called(guest, wasm_runtime_call_wasm(environment, two, 1, cells));
      require(done == is_guest, "two");
      if (done) require(cells[0] == 2 && cells[1] == 1 && cells[2] == a, "two results");
      return;
    }
    case 3: {
      const char* const name = random_.pick({"unreachable", "deep", "nobody", "takes_function"});
      const auto trap = wasm_runtime_lookup_function(instance, name);
      require(!called(guest, wasm_runtime_call_wasm(environment, trap, 2, cells)), name);
      return;
    }
    default: {
      if (!guest || !is_guest) return;
      const uint64_t address = static_cast<uint32_t>(some_address(guest));
      cells[0] = static_cast<uint32_t>(address);
      cells[1] = b;
      const auto sum = wasm_runtime_lookup_function(instance, "sum");
      const bool done = called(guest, wasm_runtime_call_wasm(environment, sum, 2, cells));
      require(done == (access_at(*guest, address, b) == 2), "a native's buffer");
    }
  }
}

void CApiModel::call_values() {
  Guest* guest = nullptr;
  const wasm_exec_env_t environment = some_environment(&guest);
  const auto function = wasm_runtime_lookup_function(guest ? guest->handle : nullptr, "wide");
  wasm_val_t args[5] = {};
  args[0].kind = WASM_I64;
  args[0].of.i64 = static_cast<int64_t>(random_.bits() >> 2);
  args[1].kind = WASM_I32;
  args[1].of.i32 = -5;
  args[2].kind = WASM_F64;
  args[2].of.f64 = 7.75;
  args[3].kind = WASM_F32;
  args[3].of.f32 = 2.5;
  wasm_val_t results[2] = {};
  const uint32_t wrong = random_.below(8);
  if (wrong == 0) args[random_.below(4)].kind = WASM_FUNCREF;
  const uint32_t count = wrong == 1 ? random_.below(6) : 4;
  const uint32_t result_count = wrong == 2 ? random_.below(3) : 1;
  const bool done = called(
      guest, wasm_runtime_call_wasm_a(environment, function, result_count, results, count, args));
  require(done == (guest && guest->is_guest && wrong != 0 && count == 4 && result_count == 1),
          "wasm_runtime_call_wasm_a");
  if (!done) return;
  require(results[0].kind == WASM_I64 && results[0].of.i64 == args[0].of.i64 - 5 + 7 + 2,
          "another result");
}

void CApiModel::call_arguments() {
  Guest* guest = nullptr;
  const wasm_exec_env_t environment = some_environment(&guest);
  const auto pass = wasm_runtime_lookup_function(guest ? guest->handle : nullptr, "pass");
  wasm_val_t result = {};
  void* const data = to_data(random_.bits());
  const bool done = called(guest, wasm_runtime_call_wasm_v(environment, pass, 1, &result, 1, data));
  require(done == (guest && guest->is_guest), "wasm_runtime_call_wasm_v");
  if (done) require(result.of.foreign == reinterpret_cast<uintptr_t>(data), "a reference changed");
}

void CApiModel::call_indirect() {
  Guest* guest = nullptr;
  const wasm_exec_env_t environment = some_environment(&guest);
  const uint32_t index = random_.below(8) == 0 ? UINT32_MAX : random_.below(6);
  const uint32_t argc = random_.below(4);
  uint32_t cells[4] = {40, 2};
  const bool done = called(guest, wasm_runtime_call_indirect(environment, index, argc, cells));
  require(done == (guest && guest->is_guest && index == 1 && argc >= 2),
          "wasm_runtime_call_indirect");
  if (done) require(cells[0] == 42, "the element's result");
}

void CApiModel::call_by_name() {
  Guest* guest = nullptr;
  const wasm_module_inst_t instance = some_instance(&guest);
  const bool is_guest = guest && guest->is_guest;
  char bad[] = "12x", number[] = "3", hexadecimal[] = "0x10";
  char* none[] = {nullptr};
  char* numbers[] = {number, hexadecimal};
  char* nonsense[] = {bad, number};
  switch (random_.below(5)) {
    case 0:
      require(!called(guest, wasm_application_execute_func(instance, "missing", 0, none)),
              "a missing function");
      return;
    case 1:
      require(!called(guest, wasm_application_execute_func(instance, "add", 2, nonsense)),
              "a bad number");
      return;
    case 2:
      require(!called(guest, wasm_application_execute_func(instance, "add", 3, numbers)),
              "too many arguments");
      return;
    case 3:
      require(!called(guest, wasm_application_execute_main(instance, 0, none)), "no main");
      return;
    default:
      const bool done = wasm_application_execute_func(instance, "bump", 0, none);
      require(called(guest, done) == is_guest, "wasm_application_execute_func");
      if (done) ++guest->counter;
  }
}

/// Functions of another instance, of none, of one that is gone.
void CApiModel::call_with_nonsense() {
  Guest *guest = nullptr, *other = nullptr;
  const wasm_exec_env_t environment = some_environment(&guest);
  const wasm_module_inst_t instance = some_instance(&other);
  const char* const name = kNames[random_.below(std::size(kNames))];
  const wasm_function_inst_t function = wasm_runtime_lookup_function(instance, name);
  require(other || !function, "a function of no instance");
  uint32_t cells[16] = {};
  if (other != guest || !function) {
    require(!wasm_runtime_call_wasm(environment, function, 8, cells), "another's function");
    require(!wasm_runtime_call_wasm_a(environment, function, 0, nullptr, 0, nullptr),
            "another's function");
    if (guest) require(wasm_runtime_get_exception(guest->handle), "a refusal in silence");
    return;
  }
  // Its own, called when its instance has gone and another may have come.
  if (random_.below(4) != 0) return;
  (void)wasm_runtime_call_wasm(environment, function, 8, cells);
  if (name == std::string_view("bump")) ++guest->counter;
  wasm_runtime_deinstantiate(instance);
  note_gone(*guest);
  if (random_.below(2) == 0) instantiate();
  // (An address that a new function has got is that function's handle.)
  Guest* now = nullptr;
  const wasm_exec_env_t any = random_.below(2) == 0 ? environment : some_environment(&now);
  if (now && now->is_guest) return;
  (void)wasm_runtime_call_wasm(any, function, 8, cells);
  if (Guest* const revived = guests_.empty() ? nullptr : &guests_.back(); revived->is_alive) {
    // Should it have been "bump" of a new instance.
    wasm_global_inst_t global = {};
    if (wasm_runtime_get_export_global_inst(revived->handle, "counter", &global)) {
      std::memcpy(&revived->counter, global.global_data, 8);
    }
  }
}

void CApiModel::use_global() {
  Guest* guest = nullptr;
  const wasm_module_inst_t instance = some_instance(&guest);
  const bool is_guest = guest && guest->is_guest;
  wasm_global_inst_t global = {};
  require(!wasm_runtime_get_export_global_inst(instance, "memory", &global), "no global");
  require(!wasm_runtime_get_export_global_inst(instance, nullptr, &global), "no name");
  require(wasm_runtime_get_export_global_inst(instance, "counter", &global) == is_guest, "global");
  if (!is_guest) return;
  require(global.kind == WASM_I64 && global.is_mutable, "the global's type");
  int64_t value = 0;
  std::memcpy(&value, global.global_data, 8);
  require(value == guest->counter, "the global's value");
  guest->counter = static_cast<int64_t>(random_.bits() >> 1);
  std::memcpy(global.global_data, &guest->counter, 8);
}

void CApiModel::use_exception() {
  Guest* guest = nullptr;
  const wasm_module_inst_t instance = some_instance(&guest);
  const std::string text(random_.below(200), 'x');
  wasm_runtime_set_exception(instance, text.c_str());
  const char* const exception = wasm_runtime_get_exception(instance);
  require(guest ? exception && std::string_view(exception).starts_with("Exception: ") : !exception,
          "wasm_runtime_set_exception");
  if (random_.below(2) == 0) {
    wasm_runtime_clear_exception(instance);
    require(!wasm_runtime_get_exception(instance), "a cleared exception");
  }
  // Nothing runs: nothing is stopped.
  if (random_.below(4) == 0) wasm_runtime_terminate(instance);
}

void CApiModel::ask_about_functions() {
  Guest* guest = nullptr;
  const wasm_module_inst_t instance = some_instance(&guest);
  const auto function = wasm_runtime_lookup_function(instance, random_.pick({"wide", "add"}));
  wasm_valkind_t kinds[8] = {};
  Guest* other = nullptr;
  const wasm_module_inst_t where = random_.below(2) == 0 ? instance : some_instance(&other);
  const uint32_t params = wasm_func_get_param_count(function, where);
  const uint32_t results = wasm_func_get_result_count(function, where);
  require(where == instance || !function || (params == 0 && results == 0), "another's function");
  require(params <= 4 && results <= 1, "a function's type");
  wasm_func_get_param_types(function, where, kinds);
  if (params == 4) {
    require(kinds[0] == WASM_I64 && kinds[1] == WASM_I32 && kinds[2] == WASM_F64 &&
                kinds[3] == WASM_F32 && kinds[4] == 0,
            "parameter types");
  }
  wasm_func_get_result_types(function, where, kinds);
  wasm_func_get_result_types(function, where, nullptr);
}

}  // namespace shoal::tests
