#include "shoal/layout.h"

#include <algorithm>
#include <cstdio>
#include <utility>

#include "runtime/align.h"
#include "runtime/layout/plan.h"

namespace shoal {
namespace {

using runtime::round_up;
using Kind = LayoutRegion::Kind;

constexpr uint64_t kHeapAlignment = 16;

uint64_t pages(uint64_t bytes) { return round_up(bytes, kPageSize) / kPageSize; }

constexpr uint64_t kMostMemory = kMaxPages32 * kPageSize;

Error too_large() {
  return make_error(ErrorKind::kLimit, "the modules, their stacks and heaps need more than 4 GiB");
}

std::string_view to_string(Kind kind) {
  switch (kind) {
    case Kind::kUnused: return "unused";
    case Kind::kData: return "data";
    case Kind::kStack: return "stack";
    case Kind::kHeap: break;
  }
  return "heap";
}

}  // namespace

struct Layout::State {
  struct Member {
    std::string name;
    std::vector<uint8_t> bytes;
    uint64_t own_heap;
    layout::Plan plan;  ///< Refers to `bytes`.
  };
  std::vector<Member> members;

  Result<void> check_allocators() const;
};

/// Two allocators that believe that they own the heap would hand out the same bytes.
Result<void> Layout::State::check_allocators() const {
  const Member* first = nullptr;
  for (const Member& m : members) {
    if (!m.plan.reads_heap_base || m.own_heap > 0) continue;
    if (first) {
      return make_error(ErrorKind::kArgument,
                        "'" + first->name + "' and '" + m.name +
                            "' both have code that takes the common heap for its own "
                            "(__heap_base): give all but one a heap of its own (own_heap), or let "
                            "them import malloc");
    }
    first = &m;
  }
  return {};
}

namespace {

/// Hands out memory from 0 up, and keeps the map.
class Allotment {
 public:
  /// [begin, end) is for `kind`; what lies between it and the last one is unused.
  void add(Kind kind, const std::string& module, uint64_t begin, uint64_t end) {
    if (begin > end_) regions_.push_back({Kind::kUnused, "", end_, begin});
    if (end > begin) regions_.push_back({kind, module, begin, end});
    end_ = std::max(end_, end);
  }
  uint64_t end() const { return end_; }
  std::vector<LayoutRegion> take() { return std::move(regions_); }

 private:
  std::vector<LayoutRegion> regions_;
  uint64_t end_ = 0;
};

/// Finds the place of a module behind what is there, and enters it in the map.
layout::Placement place(const layout::Plan& plan, const std::string& name, uint64_t own_heap,
                        uint64_t additional_stack, Allotment& map) {
  const layout::Extent& e = plan.extent;
  layout::Placement place;
  if (e.has_stack) place.extra_stack = round_up(additional_stack, e.alignment);
  // A dynamic module's data would begin at the null pointer; wasm-ld keeps others away from it.
  constexpr uint64_t kNullPage = 1024;
  const uint64_t first = plan.dynamic ? std::max(map.end(), kNullPage) : map.end();
  const uint64_t behind = first > e.low ? round_up(first - e.low, e.alignment) : 0;
  place.offset = behind + (e.stack_first ? place.extra_stack : 0);
  const uint64_t begin = e.data_begin + place.offset;
  if (e.stack_first) {
    map.add(Kind::kStack, name, behind, e.stack_top + place.offset);
    map.add(Kind::kData, name, begin, e.end + place.offset);
  } else if (!e.has_stack) {
    map.add(Kind::kData, name, begin, e.end + place.offset);
  } else {
    if (e.has_data) map.add(Kind::kData, name, begin, e.data_end + place.offset);
    map.add(Kind::kStack, name, e.stack_low + place.offset,
            e.end + place.offset + place.extra_stack);
  }
  if (own_heap > 0) {
    place.heap_base = round_up(map.end(), kHeapAlignment);
    place.heap_end = place.heap_base + own_heap;
    map.add(Kind::kHeap, name, place.heap_base, place.heap_end);
  }
  return place;
}

}  // namespace

Layout::Layout() : state_(std::make_shared<State>()) {}

Result<void> Layout::add(std::span<const uint8_t> bytes, const LayoutModuleOptions& options) {
  State::Member member;
  member.name =
      options.name.empty() ? "module " + std::to_string(state_->members.size()) : options.name;
  member.bytes.assign(bytes.begin(), bytes.end());
  member.own_heap = round_up(std::min(options.own_heap, kMostMemory + 1), kHeapAlignment);
  Result<layout::Plan> plan = layout::make_plan(member.bytes, options.trust_data);
  if (!plan) return std::move(plan).error();
  if (plan->image.info.imported_memories == 0) {
    return make_error(ErrorKind::kArgument,
                      "the module has a memory of its own: link it with --import-memory");
  }
  if (!plan->dynamic && plan->image.info.imported_tables > 0 &&
      !plan->image.info.elements.empty()) {
    return make_error(ErrorKind::kUnsupported,
                      "the module fills an imported table, where others would overwrite it: link "
                      "it without --import-table");
  }
  if (options.own_heap > 0 && plan->grows_memory && !plan->has_heap_end) {
    return make_error(ErrorKind::kArgument,
                      "the module grows memory and does not know __heap_end: its allocator would "
                      "leave a heap of its own, so it needs the common one");
  }
  const auto wants_shared = [](const layout::Plan& p) { return p.image.info.memories[0].shared; };
  const bool shared = wants_shared(*plan);
  if (!state_->members.empty() && wants_shared(state_->members[0].plan) != shared) {
    return make_error(ErrorKind::kArgument,
                      std::string("the module imports ") +
                          (shared ? "a shared memory" : "a memory that is not shared") +
                          ", unlike those before it");
  }
  member.plan = std::move(*plan);
  state_->members.push_back(std::move(member));
  return {};
}

Result<CombinedLayout> Layout::combine(uint64_t additional_stack, uint64_t heap_size) const {
  if (Result<void> good = state_->check_allocators(); !good) return std::move(good).error();
  if (additional_stack > kMostMemory || heap_size > kMostMemory) return too_large();
  Allotment map;
  std::vector<layout::Placement> places;
  for (const State::Member& m : state_->members) {
    places.push_back(place(m.plan, m.name, m.own_heap, additional_stack, map));
    if (map.end() > kMostMemory) return too_large();
  }
  CombinedLayout result;
  result.heap_base = round_up(map.end(), kHeapAlignment);
  result.needed_pages = pages(result.heap_base + heap_size);
  if (result.needed_pages > kMaxPages32) return too_large();
  const uint64_t end = result.needed_pages * kPageSize;
  map.add(Kind::kHeap, "", result.heap_base, end);
  result.regions = map.take();
  for (size_t i = 0; i < places.size(); ++i) {
    const State::Member& m = state_->members[i];
    if (m.own_heap == 0) {
      places[i].heap_base = result.heap_base;
      places[i].heap_end = end;
    }
    places[i].memory_pages = result.needed_pages;
    const MemoryType& memory = m.plan.image.info.memories[0];
    result.shared = memory.shared;
    if (memory.limits.has_max) {
      const uint64_t most = std::max(memory.limits.max, result.needed_pages);
      result.maximum_pages = std::min(result.maximum_pages.value_or(most), most);
    }
    Result<std::vector<uint8_t>> bytes = layout::relocate(m.plan, places[i]);
    if (!bytes) {
      bytes.error().message = "'" + m.name + "': " + bytes.error().message;
      return std::move(bytes).error();
    }
    result.modules.push_back({m.name, std::move(*bytes), places[i].offset, places[i].heap_base});
  }
  return result;
}

Result<uint64_t> Layout::get_heap_base(std::span<const uint8_t> bytes) {
  const Result<layout::Image> image = layout::read_image(bytes);
  if (!image) return image.error();
  const jit::ModuleInfo& info = image->info;
  std::optional<uint32_t> global;
  for (uint32_t g = 0; g < info.globals.size(); ++g) {
    const std::string& name = image->global_names[g];
    if (name == "__heap_base" || name == "GOT.data.internal.__heap_base") global = g;
  }
  for (const jit::ExportInfo& e : info.exports) {
    if (e.kind == ExternKind::kGlobal && e.name == "__heap_base") global = e.index;
  }
  if (!global || info.globals[*global].init.size() != 1 ||
      info.globals[*global].init[0].op != jit::Op::kI32Const) {
    return make_error(ErrorKind::kArgument,
                      "the module has no __heap_base: link it with --export=__heap_base");
  }
  return static_cast<uint32_t>(info.globals[*global].init[0].bits);
}

Result<std::vector<uint8_t>> Layout::relocate(std::span<const uint8_t> bytes, uint64_t offset,
                                              uint64_t new_heap_base) {
  const Result<layout::Plan> plan = layout::make_plan(bytes, false);
  if (!plan) return plan.error();
  const layout::Extent& e = plan->extent;
  if (offset % e.alignment != 0) {
    return make_error(ErrorKind::kArgument,
                      "the offset " + std::to_string(offset) +
                          " would break the alignment of the module's data: it must be a multiple "
                          "of " +
                          std::to_string(e.alignment));
  }
  if (plan->dynamic && offset == 0) {
    return make_error(ErrorKind::kArgument,
                      "at offset 0 the module's data would begin at the null pointer");
  }
  if (offset > kMostMemory || new_heap_base > kMostMemory) return too_large();
  const uint64_t end = e.end + offset;
  if (new_heap_base >= e.low + offset && new_heap_base < end) {
    return make_error(ErrorKind::kArgument,
                      "the heap cannot begin at " + std::to_string(new_heap_base) +
                          ": the module's data and stack are from " +
                          std::to_string(e.low + offset) + " to " + std::to_string(end));
  }
  const uint64_t linked = plan->image.info.memories[0].limits.min;
  const uint64_t spare = linked - std::min(linked, pages(e.end));
  const uint64_t needed = pages(std::max(end, new_heap_base)) + spare;
  const layout::Placement place{.offset = offset,
                                .extra_stack = 0,
                                .heap_base = new_heap_base,
                                .heap_end = needed * kPageSize,
                                .memory_pages = needed};
  return layout::relocate(*plan, place);
}

std::string to_string(const CombinedLayout& layout) {
  std::string text;
  char line[128];
  for (const LayoutRegion& r : layout.regions) {
    const std::string_view kind = to_string(r.kind);
    std::snprintf(line, sizeof line, "0x%08llx  0x%08llx  %10llu  %-6s  ",
                  static_cast<unsigned long long>(r.begin), static_cast<unsigned long long>(r.end),
                  static_cast<unsigned long long>(r.end - r.begin), std::string(kind).c_str());
    const bool shared = r.kind == Kind::kHeap && r.module.empty();
    text += line + (shared ? std::string("(common)") : r.module);
    while (text.ends_with(' ')) text.pop_back();
    text += '\n';
  }
  std::snprintf(line, sizeof line, "%llu pages of 64 KiB\n",
                static_cast<unsigned long long>(layout.needed_pages));
  return "begin       end              bytes  what    module\n" + text + line;
}

}  // namespace shoal
