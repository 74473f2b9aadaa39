#include "shoal/dylink.h"

#include <algorithm>
#include <cstring>
#include <map>
#include <utility>

#include "runtime/align.h"
#include "runtime/dylink_family.h"
#include "shoal/detail/guarded.h"

namespace shoal {
namespace {

using runtime::DylinkFamily;
using runtime::round_up;

constexpr uint64_t kStackAlignment = 16;

/// Makes `memory` at least `bytes` large.
Result<void> grow_to(const Memory& memory, uint64_t bytes) {
  const uint64_t pages = round_up(bytes, kPageSize) / kPageSize;
  if (pages <= memory.size_pages()) return {};
  if (Result<uint64_t> grown = memory.grow(pages - memory.size_pages()); !grown) {
    return std::move(grown).error();
  }
  return {};
}

Result<void> grow_to(const Table& table, uint64_t elements) {
  if (elements <= table.size()) return {};
  Result<uint64_t> grown = table.grow(elements - table.size(), Value::zero(ValType::kFuncRef));
  if (!grown) return std::move(grown).error();
  return {};
}

/// Makes room for a unit at its place, as the conventions ask for it: zeroed memory, empty
/// elements.
Result<void> prepare(const DylinkFamily::Unit& unit, const Memory& memory, const Table& table) {
  const uint64_t end = unit.place.memory_base + unit.dylink.memory_size;
  const uint64_t last = unit.place.table_base + unit.dylink.table_size;
  if (unit.place.memory_base > kMaxPages32 * kPageSize || unit.place.table_base > UINT32_MAX) {
    return make_error(ErrorKind::kArgument, "'" + unit.name + "' cannot lie beyond 2^32");
  }
  const uint64_t used = std::min(end, memory.size_bytes());  // Pages behind that come zeroed.
  if (Result<void> grown = grow_to(memory, end); !grown) return grown;
  if (Result<void> grown = grow_to(table, last); !grown) return grown;
  if (used > unit.place.memory_base) {
    std::memset(memory.data().data() + unit.place.memory_base, 0, used - unit.place.memory_base);
  }
  return {};
}

/// What the linker defines as env.`name`, if it is a T.
template <class T>
std::optional<T> defined(const Linker& linker, std::string_view name) {
  const std::optional<Extern> value = linker.find("env", name);
  if (!value || !std::holds_alternative<T>(*value)) return std::nullopt;
  return std::get<T>(*value);
}

Error missing(const std::string& name) {
  return make_error(ErrorKind::kLink,
                    "a shared module needs env." + name + ", which the linker does not define");
}

}  // namespace

Result<DylinkNeeds> dylink_needs(const Module& module) {
  return detail::guarded([&]() -> Result<DylinkNeeds> {
    Result<jit::DylinkInfo> info = runtime::read_dylink(module);
    if (!info) return std::move(info).error();
    return DylinkNeeds{.memory_size = info->memory_size,
                       .memory_align = uint64_t{1} << info->memory_align_log2,
                       .table_size = info->table_size,
                       .table_align = uint64_t{1} << info->table_align_log2,
                       .needed = std::move(info->needed),
                       .runtime_paths = std::move(info->runtime_paths)};
  });
}

// ---- One module

Result<Instance> Linker::instantiate_at(const Module& module, const Placement& place) {
  return detail::guarded([&]() -> Result<Instance> {
    Result<jit::DylinkInfo> dylink = runtime::read_dylink(module);
    if (!dylink) return std::move(dylink).error();
    const uint64_t align = uint64_t{1} << dylink->memory_align_log2;
    const uint64_t table_align = uint64_t{1} << dylink->table_align_log2;
    if (place.memory_base % align != 0 || place.table_base % table_align != 0) {
      return make_error(ErrorKind::kArgument,
                        "the module's data must lie at a multiple of " + std::to_string(align) +
                            " and its elements at one of " + std::to_string(table_align));
    }
    const auto memory = defined<Memory>(*this, "memory");
    if (!memory) return missing("memory");
    const auto table = defined<Table>(*this, "__indirect_function_table");
    if (!table) return missing("__indirect_function_table");
    const auto stack_pointer = defined<Global>(*this, "__stack_pointer");
    if (!stack_pointer) return missing("__stack_pointer");

    const auto family = std::make_shared<DylinkFamily>(*this, *memory, *table, *stack_pointer);
    const std::string name(module.name().empty() ? "the module" : module.name());
    DylinkFamily::Unit unit{name, module, std::move(*dylink), place};
    if (Result<void> done = prepare(unit, *memory, *table); !done) return std::move(done).error();
    family->add(std::move(unit));
    if (Result<void> done = family->instantiate(); !done) return std::move(done).error();

    const Instance instance = *family->units()[0].instance;
    for (const auto& [symbol, index] : family->got_func()) {
      if (!find("GOT.func", symbol)) static_cast<void>(define("GOT.func", symbol, Extern(index)));
    }
    for (const auto& [symbol, value] : instance.exports()) {
      if (std::holds_alternative<Func>(value) && !find("env", symbol)) {
        static_cast<void>(define("env", symbol, value));
      }
      const auto address = family->address_of_export(symbol);
      if (!address || !*address || find("GOT.mem", symbol)) continue;
      Result<Global> global =
          Global::variable(engine_, Value::i32(static_cast<int32_t>(**address)));
      if (!global) return std::move(global).error();
      static_cast<void>(define("GOT.mem", symbol, Extern(*global)));
    }
    return instance;
  });
}

// ---- Several modules

struct DynamicLinker::State {
  State(const Linker& host, const DynamicLinkOptions& how) : linker(host), options(how) {}

  Linker linker;
  DynamicLinkOptions options;
  std::vector<DylinkFamily::Unit> added;
  std::shared_ptr<DylinkFamily> family;
  bool linked = false;
  uint64_t heap_base = 0;

  enum class Mark : uint8_t { kNew, kOpen, kDone };
  Result<void> visit(size_t unit, std::vector<Mark>& marks, std::vector<size_t>& order) const;
  Result<std::vector<size_t>> order() const;
  Result<void> make_family();
  Result<void> place(DylinkFamily::Unit& unit, uint64_t* memory_end, uint64_t* table_end) const;
  const DylinkFamily::Unit* find(std::string_view name) const;
};

/// Puts what `unit` needs in front of it. Needs may go round in a circle: it is then cut here.
Result<void> DynamicLinker::State::visit(size_t unit, std::vector<Mark>& marks,
                                         std::vector<size_t>& order) const {
  // An own stack, as modules decide how deep this goes: units that are open, and which need is
  // next.
  std::vector<std::pair<size_t, size_t>> open = {{unit, 0}};
  marks[unit] = Mark::kOpen;
  while (!open.empty()) {
    auto& [u, next] = open.back();
    const std::vector<std::string>& needed = added[u].dylink.needed;
    if (next == needed.size()) {
      marks[u] = Mark::kDone;
      order.push_back(u);
      open.pop_back();
      continue;
    }
    const std::string& name = needed[next++];
    const auto it = std::find_if(added.begin(), added.end(),
                                 [&](const DylinkFamily::Unit& a) { return a.name == name; });
    if (it == added.end()) {
      return make_error(ErrorKind::kLink, "'" + added[u].name + "' needs the library '" + name +
                                              "', and no module was added under that name");
    }
    const auto index = static_cast<size_t>(it - added.begin());
    if (marks[index] != Mark::kNew) continue;
    marks[index] = Mark::kOpen;
    open.emplace_back(index, 0);
  }
  return {};
}

Result<std::vector<size_t>> DynamicLinker::State::order() const {
  std::vector<Mark> marks(added.size(), Mark::kNew);
  std::vector<size_t> order;
  for (size_t u = 0; u < added.size(); ++u) {
    if (marks[u] != Mark::kNew) continue;
    if (Result<void> done = visit(u, marks, order); !done) return std::move(done).error();
  }
  return order;
}

/// What all modules share: the host's, or new.
Result<void> DynamicLinker::State::make_family() {
  const Engine& engine = linker.engine();
  std::optional<Memory> memory = defined<Memory>(linker, "memory");
  if (!memory) {
    Result<Memory> made = Memory::create(engine, MemoryType{});
    if (!made) return std::move(made).error();
    memory = *made;
  }
  std::optional<Table> table = defined<Table>(linker, "__indirect_function_table");
  if (!table) {
    Result<Table> made = Table::create(engine, TableType{}, Value::zero(ValType::kFuncRef));
    if (!made) return std::move(made).error();
    table = *made;
  }
  const uint64_t begin = std::min(options.memory_begin, uint64_t{1} << 32);
  const uint64_t size = std::min(options.stack_size, uint64_t{1} << 32);
  const uint64_t top = round_up(begin + size, kStackAlignment);
  if (top > UINT32_MAX) {
    return make_error(ErrorKind::kLimit, "the stack would end beyond 4 GiB");
  }
  Result<Global> stack_pointer = Global::variable(engine, Value::i32(static_cast<int32_t>(top)));
  if (!stack_pointer) return std::move(stack_pointer).error();
  if (Result<void> grown = grow_to(*memory, top); !grown) return grown;
  family = std::make_shared<DylinkFamily>(linker, *memory, *table, *stack_pointer);
  heap_base = top;
  return {};
}

Result<void> DynamicLinker::State::place(DylinkFamily::Unit& unit, uint64_t* memory_end,
                                         uint64_t* table_end) const {
  const jit::DylinkInfo& d = unit.dylink;
  unit.place.memory_base = round_up(*memory_end, uint64_t{1} << d.memory_align_log2);
  unit.place.table_base = round_up(*table_end, uint64_t{1} << d.table_align_log2);
  *memory_end = unit.place.memory_base + d.memory_size;
  *table_end = unit.place.table_base + d.table_size;
  return prepare(unit, family->memory(), family->table());
}

const DylinkFamily::Unit* DynamicLinker::State::find(std::string_view name) const {
  if (!linked) return nullptr;
  for (const DylinkFamily::Unit& unit : family->units()) {
    if (unit.name == name) return &unit;
  }
  return nullptr;
}

DynamicLinker::DynamicLinker(const Linker& linker, const DynamicLinkOptions& options)
    : state_(std::make_shared<State>(linker, options)) {}

Result<void> DynamicLinker::add(std::string_view name, const Module& module) {
  return detail::guarded([&]() -> Result<void> {
    State& s = *state_;
    const bool taken = std::any_of(s.added.begin(), s.added.end(),
                                   [&](const DylinkFamily::Unit& u) { return u.name == name; });
    if (taken || s.family) {
      return make_error(ErrorKind::kArgument,
                        "'" + std::string(name) + "' " +
                            (taken ? "has been added already" : "comes after link()"));
    }
    Result<jit::DylinkInfo> dylink = runtime::read_dylink(module);
    if (!dylink) {
      dylink.error().message = "'" + std::string(name) + "': " + dylink.error().message;
      return std::move(dylink).error();
    }
    s.added.push_back({std::string(name), module, std::move(*dylink)});
    return {};
  });
}

Result<void> DynamicLinker::link() {
  return detail::guarded([&]() -> Result<void> {
    State& s = *state_;
    if (s.family) return make_error(ErrorKind::kArgument, "link() was called before");
    const Result<std::vector<size_t>> order = s.order();
    if (!order) return order.error();
    if (Result<void> made = s.make_family(); !made) return made;
    uint64_t table_end = std::max(s.options.table_begin, s.family->table().size());
    for (const size_t u : *order) {
      if (Result<void> placed = s.place(s.added[u], &s.heap_base, &table_end); !placed)
        return placed;
      s.family->add(std::move(s.added[u]));
    }
    s.heap_base = round_up(s.heap_base, kStackAlignment);
    const Memory& memory = s.family->memory();
    if (s.options.heap_size > kMaxPages32 * kPageSize) {
      return make_error(ErrorKind::kLimit, "the heap would end beyond 4 GiB");
    }
    if (Result<void> grown = grow_to(memory, s.heap_base + s.options.heap_size); !grown)
      return grown;
    s.family->define_address("__heap_base", s.heap_base);
    s.family->define_address("__heap_end", std::min<uint64_t>(memory.size_bytes(), UINT32_MAX));
    Result<void> done = s.family->instantiate();
    s.linked = done.ok();
    return done;
  });
}

Result<Instance> DynamicLinker::instance(std::string_view name) const {
  return detail::guarded([&]() -> Result<Instance> {
    if (const DylinkFamily::Unit* unit = state_->find(name)) return *unit->instance;
    return make_error(ErrorKind::kArgument, "no module '" + std::string(name) + "' was linked");
  });
}

Result<Placement> DynamicLinker::placement(std::string_view name) const {
  return detail::guarded([&]() -> Result<Placement> {
    if (const DylinkFamily::Unit* unit = state_->find(name)) return unit->place;
    return make_error(ErrorKind::kArgument, "no module '" + std::string(name) + "' was linked");
  });
}

Result<uint64_t> DynamicLinker::address(std::string_view symbol) const {
  return detail::guarded([&]() -> Result<uint64_t> {
    if (state_->linked) {
      const auto address = state_->family->address_of_export(symbol);
      if (!address) return address.error();
      if (*address) return **address;
    }
    return make_error(ErrorKind::kArgument,
                      "no module that was linked exports data as " + std::string(symbol));
  });
}

std::vector<std::string> DynamicLinker::load_order() const {
  std::vector<std::string> names;
  if (!state_->linked) return names;
  for (const DylinkFamily::Unit& unit : state_->family->units()) names.push_back(unit.name);
  return names;
}

Memory DynamicLinker::memory() const { return state_->family->memory(); }
Table DynamicLinker::table() const { return state_->family->table(); }
uint64_t DynamicLinker::heap_base() const { return state_->heap_base; }

}  // namespace shoal
