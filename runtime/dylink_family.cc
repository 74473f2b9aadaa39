#include "runtime/dylink_family.h"

#include <algorithm>
#include <utility>

#include "runtime/module.h"

namespace shoal::runtime {
namespace {

constexpr std::string_view kApplyDataRelocs = "__wasm_apply_data_relocs";
constexpr std::string_view kCallConstructors = "__wasm_call_ctors";

/// Names that every module has for itself.
bool is_private(std::string_view name) {
  static constexpr std::string_view kNames[] = {kApplyDataRelocs,
                                                kCallConstructors,
                                                "__wasm_apply_global_relocs",
                                                "__wasm_start",
                                                "__wasm_init_tls",
                                                "__dso_handle",
                                                "__wasm_apply_tls_relocs",
                                                "__data_end",
                                                "_initialize",
                                                "__memory_base",
                                                "__table_base"};
  return std::find(std::begin(kNames), std::end(kNames), name) != std::end(kNames);
}

const jit::ModuleInfo& info_of(const Module& module) { return module.impl()->info(); }

Value i32(uint64_t value) { return Value::i32(static_cast<int32_t>(value)); }

/// The value of a constant i32 that may also be a base plus a constant: `relative` says so.
struct Folded {
  uint32_t value;
  std::optional<uint64_t> base;  ///< A global.
};
std::optional<Folded> fold(const jit::ConstExpr& e) {
  using jit::Op;
  const bool sum = e.size() == 3 && e[2].op == Op::kI32Add && e[1].op == Op::kI32Const;
  if (e.size() == 1 && e[0].op == Op::kI32Const) {
    return Folded{static_cast<uint32_t>(e[0].bits), {}};
  }
  if ((e.size() == 1 || sum) && e[0].op == Op::kGlobalGet) {
    return Folded{sum ? static_cast<uint32_t>(e[1].bits) : 0, e[0].bits};
  }
  return std::nullopt;
}

}  // namespace

Result<jit::DylinkInfo> read_dylink(const Module& module) {
  const auto sections = module.custom_sections("dylink.0");
  if (sections.empty()) {
    return make_error(ErrorKind::kArgument,
                      "the module is not a shared one: it has no section \"dylink.0\"; link it "
                      "with wasm-ld -shared --experimental-pic");
  }
  jit::DylinkInfo info;
  jit::ByteReader in(sections[0], 0);
  if (jit::read_dylink_section(in, &info)) return info;
  Error error = in.take_error();
  error.offset.reset();  // It would be an offset in the section.
  return error;
}

// ---- Symbols

void DylinkFamily::survey(Unit& unit) {
  const jit::ModuleInfo& info = info_of(unit.module);
  for (const jit::ImportInfo& i : info.imports) {
    if (i.kind != ExternKind::kGlobal || i.module != "env") continue;
    if (i.name == "__memory_base") unit.memory_base_global = i.index;
    if (i.name == "__table_base") unit.table_base_global = i.index;
  }
  for (const jit::ElemSegment& segment : info.elements) {
    const auto begin = fold(segment.offset);
    if (!begin || !begin->base || begin->base != unit.table_base_global) continue;
    for (size_t i = 0; i < segment.items.size(); ++i) {
      const jit::ConstInst& item = segment.items[i];
      if (item.op == jit::Op::kRefFunc) unit.elements.try_emplace(item.bits, begin->value + i);
    }
  }
}

void DylinkFamily::collect_definitions() {
  for (size_t u = 0; u < units_.size(); ++u) {
    survey(units_[u]);
    const auto& flags = units_[u].dylink.export_flags;
    for (const jit::ExportInfo& e : info_of(units_[u].module).exports) {
      const bool symbol = e.kind == ExternKind::kFunc || e.kind == ExternKind::kGlobal;
      if (!symbol || is_private(e.name)) continue;
      const auto flag = flags.find(e.name);
      const bool weak = flag != flags.end() && (flag->second & jit::kSymbolBindingWeak);
      const auto [it, added] = definitions_.try_emplace(e.name, Definition{u, &e, weak});
      if (!added && it->second.weak && !weak) it->second = {u, &e, weak};
    }
  }
}

const DylinkFamily::Definition* DylinkFamily::find(std::string_view name, ExternKind kind) const {
  const auto it = definitions_.find(name);
  return it != definitions_.end() && it->second.what->kind == kind ? &it->second : nullptr;
}

Result<uint64_t> DylinkFamily::address_of(const Definition& definition) const {
  const Unit& unit = units_[definition.unit];
  const jit::ModuleInfo& info = info_of(unit.module);
  const uint32_t index = definition.what->index;
  const auto value = index < info.imported_globals ? std::nullopt : fold(info.globals[index].init);
  const bool good = value && info.globals[index].type.type == ValType::kI32 &&
                    (!value->base || value->base == unit.memory_base_global);
  if (!good) {
    return make_error(ErrorKind::kLink, "the symbol " + definition.what->name + " of '" +
                                            unit.name + "' is a global, but no address of data");
  }
  return uint32_t(unit.place.memory_base + value->value);
}

Result<std::optional<uint64_t>> DylinkFamily::address_of_export(std::string_view name) const {
  const Definition* const definition = find(name, ExternKind::kGlobal);
  if (!definition) return std::optional<uint64_t>();
  const Result<uint64_t> address = address_of(*definition);
  if (!address) return address.error();
  return std::optional(*address);
}

bool DylinkFamily::is_weak(const Unit& unit, const jit::ImportInfo& import) const {
  // A linker notes the flags of a symbol under whichever import it makes for it.
  for (const std::string& module : {import.module, std::string("env")}) {
    const auto it = unit.dylink.import_flags.find({module, import.name});
    if (it != unit.dylink.import_flags.end() && (it->second & jit::kSymbolBindingWeak)) return true;
  }
  return false;
}

Error DylinkFamily::undefined(const Unit& unit, const jit::ImportInfo& import) const {
  const std::string type = to_string(unit.module.impl()->type_of(import.kind, import.index));
  return make_error(ErrorKind::kLink, "undefined symbol: " + import.name + ", imported by '" +
                                          unit.name + "' as " + import.module + "." + import.name +
                                          " (" + type + "): neither the linker nor any module " +
                                          "defines it");
}

// ---- Imports

Result<std::vector<Extern>> DylinkFamily::imports_of(const Unit& unit) {
  std::vector<Extern> imports;
  for (const jit::ImportInfo& import : info_of(unit.module).imports) {
    Result<Extern> value = resolve(unit, import);
    if (!value) return std::move(value).error();
    imports.push_back(std::move(*value));
  }
  return imports;
}

Result<Extern> DylinkFamily::resolve(const Unit& unit, const jit::ImportInfo& import) {
  const auto constant = [&](uint64_t value) -> Result<Extern> {
    Result<Global> global = Global::constant(linker_.engine(), i32(value));
    if (!global) return std::move(global).error();
    return Extern(*global);
  };
  if (import.module == "GOT.mem") return resolve_data(unit, import);
  if (import.module == "GOT.func") return resolve_table_index(unit, import);
  if (import.module == "env") {
    if (import.name == "memory") return Extern(memory_);
    if (import.name == "__indirect_function_table") return Extern(table_);
    if (import.name == "__stack_pointer") return Extern(stack_pointer_);
    if (import.name == "__memory_base") return constant(unit.place.memory_base);
    if (import.name == "__table_base") return constant(unit.place.table_base);
  }
  const ExternType type = unit.module.impl()->type_of(import.kind, import.index);
  if (auto host = linker_.find(import.module, import.name, type)) return std::move(*host);
  if (import.kind == ExternKind::kFunc) return resolve_function(unit, import);
  return undefined(unit, import);
}

Result<Extern> DylinkFamily::resolve_data(const Unit& unit, const jit::ImportInfo& import) {
  if (auto host = linker_.find(import.module, import.name)) return std::move(*host);
  if (const auto known = got_mem_.find(import.name); known != got_mem_.end()) {
    return Extern(known->second);
  }
  uint64_t address = 0;
  const std::optional<Extern> host = linker_.find("env", import.name);
  const auto* const global = host ? std::get_if<Global>(&*host) : nullptr;
  const auto own = addresses_.find(import.name);
  if (global && global->type().type == ValType::kI32) {
    address = static_cast<uint32_t>(global->get().i32());
  } else if (const Definition* definition = find(import.name, ExternKind::kGlobal)) {
    const Result<uint64_t> found = address_of(*definition);
    if (!found) return found.error();
    address = *found;
  } else if (own != addresses_.end()) {
    address = own->second;
  } else if (!is_weak(unit, import)) {
    return undefined(unit, import);
  }
  Result<Global> made = Global::variable(linker_.engine(), i32(address));
  if (!made) return std::move(made).error();
  got_mem_.emplace(import.name, *made);
  return Extern(*made);
}

Result<Extern> DylinkFamily::resolve_table_index(const Unit& unit, const jit::ImportInfo& import) {
  if (auto host = linker_.find(import.module, import.name)) return std::move(*host);
  if (const auto known = got_func_.find(import.name); known != got_func_.end()) {
    return Extern(known->second);
  }
  uint64_t index = 0;
  const std::optional<Extern> host = linker_.find("env", import.name);
  const Definition* const definition = find(import.name, ExternKind::kFunc);
  if (host && std::holds_alternative<Func>(*host)) {
    const Result<uint64_t> slot = add_slot(import.name, std::get<Func>(*host));
    if (!slot) return slot.error();
    index = *slot;
  } else if (definition) {
    // A pointer to it that its own module makes is its index there, if it has one.
    const Unit& owner = units_[definition->unit];
    const auto element = owner.elements.find(definition->what->index);
    const Result<uint64_t> slot = element != owner.elements.end()
                                      ? owner.place.table_base + element->second
                                      : add_slot(import.name, std::nullopt);
    if (!slot) return slot.error();
    index = *slot;
  } else if (!is_weak(unit, import)) {
    return undefined(unit, import);
  }
  Result<Global> made = Global::variable(linker_.engine(), i32(index));
  if (!made) return std::move(made).error();
  got_func_.emplace(import.name, *made);
  return Extern(*made);
}

/// A new element behind all others. Without a function it is filled when its module is there.
Result<uint64_t> DylinkFamily::add_slot(std::string_view name, std::optional<Func> function) {
  if (table_.size() == 0) {  // Index 0 is the null pointer.
    const Result<uint64_t> null = table_.grow(1, Value::zero(ValType::kFuncRef));
    if (!null) return null.error();
  }
  const Result<uint64_t> index =
      table_.grow(1, function ? Value::funcref(*function) : Value::zero(ValType::kFuncRef));
  if (!index) return index.error();
  if (function) return *index;
  slots_.emplace(name, *index);
  const size_t owner = find(name, ExternKind::kFunc)->unit;
  if (units_[owner].instance) {
    const Result<void> filled = fill_slot(owner, std::string(name), *index);
    if (!filled) return filled.error();
  }
  return *index;
}

Result<void> DylinkFamily::fill_slot(size_t u, const std::string& name, uint64_t index) {
  const Result<Func> function = units_[u].instance->func(name);
  if (!function) return function.error();
  return table_.set(index, Value::funcref(*function));
}

/// The slots of functions that unit `u`, which is instantiated now, defines.
Result<void> DylinkFamily::fill_slots(size_t u) {
  for (const auto& [name, index] : slots_) {
    if (find(name, ExternKind::kFunc)->unit != u) continue;
    if (Result<void> filled = fill_slot(u, name, index); !filled) return filled;
  }
  return {};
}

Result<Extern> DylinkFamily::resolve_function(const Unit& unit, const jit::ImportInfo& import) {
  const Definition* const definition = find(import.name, ExternKind::kFunc);
  if (definition) {
    if (!units_[definition->unit].instance) return make_intermediary(unit, import, *definition);
    Result<Func> function = units_[definition->unit].instance->func(import.name);
    if (!function) return std::move(function).error();
    return Extern(*function);
  }
  if (!is_weak(unit, import)) return undefined(unit, import);
  const FuncType& type = info_of(unit.module).type_of(import.index);
  Result<Func> trap = Func::create(
      linker_.engine(), type,
      [name = import.name](Caller&, std::span<const Value>, std::span<Value>) -> Result<void> {
        Error error = make_error(ErrorKind::kTrap,
                                 "a call of " + name + ", a weak symbol that nobody defines");
        error.trap = TrapKind::kHost;
        return error;
      });
  if (!trap) return std::move(trap).error();
  return Extern(*trap);
}

/// A function that finds the one of a module still to come when it is called.
Result<Extern> DylinkFamily::make_intermediary(const Unit& unit, const jit::ImportInfo& import,
                                               const Definition& definition) {
  const FuncType& wanted = info_of(unit.module).type_of(import.index);
  const Unit& owner = units_[definition.unit];
  const FuncType& have = info_of(owner.module).type_of(definition.what->index);
  if (wanted != have) {
    return make_error(ErrorKind::kLink, "incompatible symbol: '" + unit.name + "' imports " +
                                            import.name + " as " + to_string(wanted) + ", '" +
                                            owner.name + "' has it as " + to_string(have));
  }
  Result<Func> function = Func::create(
      linker_.engine(), wanted,
      [family = weak_from_this(), u = definition.unit, name = import.name](
          Caller&, std::span<const Value> arguments, std::span<Value> results) -> Result<void> {
        const std::shared_ptr<DylinkFamily> alive = family.lock();
        if (!alive || !alive->units_[u].instance) {
          return make_error(ErrorKind::kArgument, "the module that has " + name +
                                                      (alive ? " is not there yet" : " is gone"));
        }
        const Result<Func> target = alive->units_[u].instance->func(name);
        if (!target) return target.error();
        const Result<std::vector<Value>> values = target->call(arguments);
        if (!values) return values.error();
        std::copy(values->begin(), values->end(), results.begin());
        return {};
      });
  if (!function) return std::move(function).error();
  return Extern(*function);
}

// ---- Instantiation

Result<void> DylinkFamily::instantiate() {
  collect_definitions();
  for (size_t u = 0; u < units_.size(); ++u) {
    Unit& unit = units_[u];
    const Result<std::vector<Extern>> imports = imports_of(unit);
    if (!imports) return imports.error();
    Result<Instance> instance = Instance::create(unit.module, *imports);
    if (!instance) {
      instance.error().message = "'" + unit.name + "': " + instance.error().message;
      return std::move(instance).error();
    }
    unit.instance = std::move(*instance);
    if (Result<void> filled = fill_slots(u); !filled) return filled;
  }
  if (Result<void> done = run(kApplyDataRelocs); !done) return done;
  return run(kCallConstructors);
}

/// Calls the function of each unit that exports it, in order. A program without constructors of
/// that name may have the same as _initialize.
Result<void> DylinkFamily::run(std::string_view function) const {
  for (const Unit& unit : units_) {
    std::string_view name = function;
    if (!unit.instance->find_export(name) && function == kCallConstructors) name = "_initialize";
    if (!unit.instance->find_export(name)) continue;
    const Result<TypedFunc<void()>> call = unit.instance->function<void()>(name);
    if (!call) return call.error();
    if (Result<void> done = (*call)(); !done) return done;
  }
  return {};
}

}  // namespace shoal::runtime
