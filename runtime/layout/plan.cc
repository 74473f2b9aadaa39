// Which globals hold addresses is a matter of names: WebAssembly has no other sign of it.
//
//   __stack_pointer, __heap_base, ...  wasm-ld's own names, in the name section or as an export
//   GOT.data.internal.NAME             the address of NAME, or 0 if NAME is weak and undefined
//   GOT.func.internal.NAME             an index of the table: it stays
//   any other exported constant i32    how wasm-ld exports the address of a data symbol
//
// A constant that has none of these signs and yet lies within the module's memory is in doubt, and
// so is a word in the data that does: C's pointers point at or just past an object, so that every
// initialised one lies between the first data byte and the end, or is &__heap_base. Words are
// looked at where pointers are aligned: at multiples of four. (A packed struct may hide one from
// this; -pie has no such limit.) Both doubts are refusals.
#include "runtime/layout/plan.h"

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>

#include "jit/leb.h"
#include "runtime/layout/code_check.h"

namespace shoal::layout {
namespace {

using jit::ConstExpr;
using jit::Op;

constexpr uint64_t kStackAlignment = 16;
constexpr uint64_t kDynamicStack = 64 << 10;  ///< wasm-ld's default, for modules without their own.

Error refuse(const std::string& what, std::optional<uint64_t> at = std::nullopt) {
  return make_error(ErrorKind::kUnsupported, "cannot relocate the module: " + what, at);
}

struct KnownGlobal {
  std::string_view name;
  Role role;
};
constexpr KnownGlobal kKnownGlobals[] = {
    {"__stack_pointer", Role::kStackPointer},
    {"__stack_high", Role::kStackPointer},
    {"__stack_low", Role::kStackLow},
    {"__memory_base", Role::kMemoryBase},
    {"__table_base", Role::kTableBase},
    {"__heap_base", Role::kHeapBase},
    {"__heap_end", Role::kHeapEnd},
    {"__data_end", Role::kAddress},
    {"__global_base", Role::kAddress},
    {"__dso_handle", Role::kAddress},
    {"__wasm_init_memory_flag", Role::kAddress},
    {"__tls_size", Role::kOther},
    {"__tls_align", Role::kOther},
};
constexpr std::string_view kGotData = "GOT.data.internal.";
constexpr std::string_view kGotFunc = "GOT.func.internal.";

/// What a dynamic module imports although it is no other module's.
bool is_heap_symbol(std::string_view name) { return name == "__heap_base" || name == "__heap_end"; }

std::optional<Role> known_role(std::string_view name) {
  for (const KnownGlobal& known : kKnownGlobals) {
    if (known.name == name) return known.role;
  }
  return std::nullopt;
}

class Planner {
 public:
  Planner(Plan& plan, bool trust_data) : plan_(plan), image_(plan.image), trust_data_(trust_data) {}

  Result<void> make() {
    plan_.dynamic = image_.dylink.has_value();
    for (const auto step :
         {&Planner::check_shape, &Planner::find_imports, &Planner::find_named_globals,
          &Planner::read_init_memory, &Planner::measure_data, &Planner::measure,
          &Planner::judge_other_globals, &Planner::check_data, &Planner::check_code}) {
      if (Result<void> done = (this->*step)(); !done) return done;
    }
    return {};
  }

 private:
  const jit::ModuleInfo& info() const { return image_.info; }
  const Extent& extent() const { return plan_.extent; }

  /// What a global is called: the name section's name, then those of its exports.
  std::vector<std::string_view> names_of(uint32_t global) const {
    std::vector<std::string_view> names = exports_[global];
    if (!image_.global_names[global].empty()) {
      names.insert(names.begin(), image_.global_names[global]);
    }
    return names;
  }
  std::string describe_global(uint32_t global) const {
    const auto names = names_of(global);
    return "global " + std::to_string(global) +
           (names.empty() ? std::string() : " \"" + std::string(names[0]) + "\"");
  }
  /// The value of an i32 constant; nothing if the expression is another.
  static std::optional<uint64_t> constant(const ConstExpr& e) {
    if (e.size() != 1 || e[0].op != Op::kI32Const) return std::nullopt;
    return static_cast<uint32_t>(e[0].bits);
  }
  /// True for `__memory_base` and `__memory_base + constant`: places that move by themselves.
  bool is_based(const ConstExpr& e) const {
    const bool sum = e.size() == 3 && e[1].op == Op::kI32Const && e[2].op == Op::kI32Add;
    return (e.size() == 1 || sum) && e[0].op == Op::kGlobalGet &&
           plan_.globals[e[0].bits].role == Role::kMemoryBase;
  }

  Result<void> check_shape() {
    plan_.globals.resize(info().globals.size());
    exports_.resize(info().globals.size());
    decided_.resize(info().globals.size());
    for (const jit::ExportInfo& e : info().exports) {
      if (e.kind == ExternKind::kGlobal) exports_[e.index].push_back(e.name);
    }
    if (info().memories.empty()) return refuse("it has no memory");
    return {};
  }

  /// The bases of dynamic modules, and symbols that are someone else's.
  Result<void> find_imports() {
    for (const jit::ImportInfo& i : info().imports) {
      if (plan_.dynamic && i.module == "GOT.mem" && is_heap_symbol(i.name)) {
        plan_.globals[i.index].role = *known_role(i.name);
        plan_.reads_heap_base |= i.name == "__heap_base";
        plan_.has_heap_end |= i.name == "__heap_end";
        continue;
      }
      if (i.module == "GOT.mem" || i.module == "GOT.func") {
        return refuse("it imports " + i.module + "." + i.name +
                      ", a symbol of another module; link the modules when they are "
                      "instantiated (Linker::instantiate_at)");
      }
      if (i.kind != ExternKind::kGlobal || i.module != "env" || !plan_.dynamic) continue;
      if (const auto role = known_role(i.name)) plan_.globals[i.index].role = *role;
    }
    return {};
  }

  Result<void> find_named_globals() {
    for (uint32_t g = info().imported_globals; g < info().globals.size(); ++g) {
      if (info().globals[g].type.type != ValType::kI32) continue;
      for (const std::string_view name : names_of(g)) {
        if (Result<void> done = note(g, name); !done) return done;
      }
    }
    return {};
  }

  /// Global `g` is called `name`.
  Result<void> note(uint32_t g, std::string_view name) {
    if (name.starts_with(kGotFunc)) {
      decided_[g] = true;
      return {};
    }
    const bool got = name.starts_with(kGotData);
    if (got) name.remove_prefix(kGotData.size());
    std::optional<Role> role = known_role(name);
    if (!role && got) role = Role::kAddress;
    if (!role) return {};
    if (got && *role == Role::kHeapBase) plan_.reads_heap_base = true;
    if (*role == Role::kHeapEnd) plan_.has_heap_end = true;
    decided_[g] = true;
    const ConstExpr& init = info().globals[g].init;
    const std::optional<uint64_t> value = constant(init);
    if (!value) {
      if (is_based(init)) return {};
      return refuse(describe_global(g) + " does not begin as a constant");
    }
    // A weak symbol that nobody defines has the address 0, wherever the module lies.
    if (got && *role == Role::kAddress && *value == 0 && !plan_.dynamic) return {};
    plan_.globals[g] = {*role, *value};
    if (*role == Role::kHeapBase) plan_.extent.heap_base = *value;
    if (*role == Role::kStackPointer && info().globals[g].type.is_mutable) {
      plan_.extent.has_stack = true;
      plan_.extent.stack_top = *value;
    }
    if (*role == Role::kAddress && name == "__data_end") data_end_ = *value;
    return {};
  }

  Result<void> read_init_memory() {
    init_function_ = image_.find_function("__wasm_init_memory");
    if (plan_.dynamic || !init_function_) return {};
    if (*init_function_ < info().imported_functions) return {};
    Result<InitMemory> read = layout::read_init_memory(image_, *init_function_);
    if (!read) return std::move(read).error();
    plan_.init_memory = std::move(*read);
    return {};
  }

  void add_data(uint64_t begin, uint64_t end) {
    Extent& e = plan_.extent;
    e.data_begin = e.has_data ? std::min(e.data_begin, begin) : begin;
    e.data_end = std::max(e.data_end, end);
    e.has_data = true;
    // Whatever is aligned in here is aligned to no more than the segment's place is.
    const uint64_t alignment = begin == 0 ? kPageSize : begin & -begin;
    e.alignment = std::max(e.alignment, std::min<uint64_t>(alignment, kPageSize));
  }

  Result<void> measure_data() {
    if (plan_.dynamic) return {};
    if (data_end_) plan_.extent.data_end = *data_end_;
    for (size_t i = 0; i < info().data.size(); ++i) {
      const jit::DataSegment& segment = info().data[i];
      if (segment.mode != jit::SegmentMode::kActive) continue;
      const std::optional<uint64_t> at = constant(segment.offset);
      if (at) {
        add_data(*at, *at + segment.bytes_size);
      } else if (!is_based(segment.offset)) {
        return refuse(
            "data segment " + std::to_string(i) + " lies at neither a constant nor __memory_base",
            image_.data_offsets[i].begin);
      }
    }
    for (const InitMemory::Area& area : plan_.init_memory.areas) add_data(area.begin, area.end);
    return {};
  }

  Result<void> measure() {
    Extent& e = plan_.extent;
    if (plan_.dynamic) {
      e.has_data = image_.dylink->memory_size > 0;
      e.data_end = image_.dylink->memory_size;
      e.alignment =
          std::max<uint64_t>(e.alignment, uint64_t{1} << image_.dylink->memory_align_log2);
      e.has_stack = true;
      e.stack_low = (e.data_end + kStackAlignment - 1) & -kStackAlignment;
      e.stack_top = e.end = e.stack_low + kDynamicStack;
      return {};
    }
    e.stack_first = e.has_stack && e.has_data && e.stack_top <= e.data_begin;
    // Without data there is no telling where a stack ends: it gets all that is below its top.
    const bool stack_behind = e.has_stack && e.has_data && !e.stack_first;
    e.stack_low = stack_behind ? e.data_end : 0;
    e.low = e.has_data && !e.stack_first ? e.data_begin : 0;
    e.end = std::max({e.data_end, e.has_stack ? e.stack_top : 0, e.heap_base.value_or(0)});
    if (stack_behind && e.stack_top < e.data_end) {
      return refuse("its stack pointer, " + std::to_string(e.stack_top) +
                    ", lies inside its data, which ends at " + std::to_string(e.data_end));
    }
    if (e.heap_base && *e.heap_base < e.end) {
      return refuse("its __heap_base, " + std::to_string(*e.heap_base) +
                    ", lies inside its data or stack, which end at " + std::to_string(e.end));
    }
    if (!e.has_stack) e.stack_low = e.stack_top = e.end;
    return {};
  }

  /// Those whose names say nothing.
  Result<void> judge_other_globals() {
    for (uint32_t g = info().imported_globals; g < info().globals.size(); ++g) {
      const jit::GlobalInfo& global = info().globals[g];
      if (global.type.type != ValType::kI32) continue;
      if (decided_[g]) continue;
      const std::optional<uint64_t> value = constant(global.init);
      if (!value || is_based(global.init)) continue;
      const bool inside = *value >= extent().low && *value <= extent().end && extent().end > 0;
      if (!exports_[g].empty() && !global.type.is_mutable) {
        if (*value == 0 && !plan_.dynamic) continue;  // No object lies there.
        if (!inside) {
          return refuse("the exported " + describe_global(g) + " is " + std::to_string(*value) +
                        ", which is no address of the module's memory: is it a number?");
        }
        plan_.globals[g] = {Role::kAddress, *value};
      } else if (inside && *value != 0) {
        return refuse(describe_global(g) + " is " + std::to_string(*value) +
                      ", which may be an address of the module; its name, if it has one in the "
                      "name section, does not say so (was the module stripped?)");
      }
    }
    return {};
  }

  Result<void> check_data() {
    if (plan_.dynamic || trust_data_) return {};
    for (size_t i = 0; i < info().data.size(); ++i) {
      if (const auto at = constant(info().data[i].offset);
          at && info().data[i].mode == jit::SegmentMode::kActive) {
        if (Result<void> done = check_words(i, *at); !done) return done;
      }
    }
    constexpr uint64_t kWord = 4;
    std::vector<uint8_t> seen(info().data.size());  // Bits: at which place in a word.
    for (const InitMemory::Segment& s : plan_.init_memory.segments) {
      if (s.index >= seen.size() || (seen[s.index] & (1 << s.address % kWord))) continue;
      seen[s.index] |= 1 << s.address % kWord;
      if (Result<void> done = check_words(s.index, s.address); !done) return done;
    }
    return {};
  }

  Result<void> check_words(size_t index, uint64_t address) const {
    constexpr uint64_t kWord = 4;
    const jit::DataSegment& segment = info().data[index];
    const uint64_t first = (kWord - address % kWord) % kWord;
    for (uint64_t i = first; i + kWord <= segment.bytes_size; i += kWord) {
      const auto word = jit::read_word<uint32_t>(image_.bytes.data() + segment.bytes_begin + i);
      const bool suspect = (word >= extent().data_begin && word <= extent().data_end) ||
                           (word == extent().heap_base);
      if (word == 0 || !suspect) continue;
      return refuse("its data at address " + std::to_string(address + i) + " (segment " +
                        std::to_string(index) + ") is " + std::to_string(word) +
                        ", which may be the address of something in the module, and nothing "
                        "would move it; link with -pie --experimental-pic, so that the module "
                        "relocates its own data, or say that such words are numbers (trust_data)",
                    segment.bytes_begin + i);
    }
    return {};
  }

  Result<void> check_code() {
    if (plan_.dynamic) {
      const Result<CodeTraits> traits = survey_code(image_);
      if (!traits) return traits.error();
      plan_.grows_memory = traits->grows_memory;
      return {};
    }
    CodeFacts facts;
    facts.bases.resize(plan_.globals.size());
    for (size_t g = 0; g < plan_.globals.size(); ++g) {
      const Role role = plan_.globals[g].role;
      facts.bases[g] = role == Role::kMemoryBase || role == Role::kTableBase ||
                       image_.global_names[g] == "__tls_base";
    }
    facts.has_static_memory = extent().has_data;
    facts.low = extent().data_begin;
    facts.high = extent().data_end;
    facts.heap_base = extent().heap_base;
    for (const jit::TableInfo& table : info().tables) {
      facts.table_size = std::max(facts.table_size, table.type.limits.min);
    }
    if (init_function_) facts.exempt.push_back(*init_function_);
    const Result<CodeTraits> traits = layout::check_code(image_, facts);
    if (!traits) return traits.error();
    plan_.grows_memory = traits->grows_memory;
    return {};
  }

  Plan& plan_;
  Image& image_;
  const bool trust_data_;
  std::vector<std::vector<std::string_view>> exports_;  ///< By global.
  std::vector<bool> decided_;                           ///< Globals whose names say what they are.
  std::optional<uint64_t> data_end_;
  std::optional<uint32_t> init_function_;
};

}  // namespace

Result<Plan> make_plan(std::span<const uint8_t> bytes, bool trust_data) {
  Result<Image> image = read_image(bytes);
  if (!image) return std::move(image).error();
  Plan plan;
  plan.image = std::move(*image);
  if (Result<void> made = Planner(plan, trust_data).make(); !made) return std::move(made).error();
  return plan;
}

}  // namespace shoal::layout
