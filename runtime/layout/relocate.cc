// Writes a module for its place. A statically linked module has absolute values, which all get the
// offset added. A dynamic module (-pie, -shared) imports its bases and its table; it gets them as
// its own, at the front of each index space. Their imports must be the last of their kind, then no
// index changes.
#include <algorithm>
#include <string>
#include <utility>

#include "runtime/layout/plan.h"
#include "runtime/layout/rewriter.h"

namespace shoal::layout {
namespace {

using jit::Op;
using jit::SectionId;

constexpr uint32_t kTableBase = 1;  ///< A function's index is never that of the null pointer.

class Relocation {
 public:
  Relocation(const Plan& plan, const Placement& place)
      : plan_(plan), image_(plan.image), place_(place), out_(plan.image) {}

  Result<std::vector<uint8_t>> run() {
    if (plan_.dynamic) {
      if (Result<void> done = own_imports(); !done) return std::move(done).error();
    }
    move_globals();
    move_segments();
    for (const InitMemory::Address& a : plan_.init_memory.addresses) {
      out_.replace(a.number, Encoder().s32(moved(a.value)).take());
    }
    if (Result<void> done = adapt_memory(); !done) return std::move(done).error();
    if (too_high_) {
      return make_error(ErrorKind::kLimit, "there is no room for the module at offset " +
                                               std::to_string(place_.offset) +
                                               ": memory ends at 4 GiB");
    }
    return out_.apply();
  }

 private:
  const jit::ModuleInfo& info() const { return image_.info; }

  uint32_t checked(uint64_t value) {
    too_high_ |= value > UINT32_MAX;
    return static_cast<uint32_t>(value);
  }
  uint32_t moved(uint64_t address) { return checked(address + place_.offset); }

  uint32_t value_of(GlobalPlan global) {
    const Extent& e = plan_.extent;
    switch (global.role) {
      case Role::kStackPointer:
        if (plan_.dynamic) return moved(e.stack_top + place_.extra_stack);
        return moved(global.value + (e.stack_first ? 0 : place_.extra_stack));
      case Role::kStackLow:
        return checked(global.value + place_.offset - (e.stack_first ? place_.extra_stack : 0));
      case Role::kHeapBase: return checked(place_.heap_base);
      case Role::kHeapEnd: return checked(std::min<uint64_t>(place_.heap_end, UINT32_MAX));
      case Role::kTableBase: return plan_.dynamic ? kTableBase : checked(global.value);
      case Role::kOther: return checked(global.value);
      case Role::kAddress:
      case Role::kMemoryBase: break;
    }
    return moved(global.value);
  }

  void move_globals() {
    for (uint32_t g = info().imported_globals; g < info().globals.size(); ++g) {
      const GlobalPlan& global = plan_.globals[g];
      const ByteRange init = image_.global_inits[g - info().imported_globals];
      if (global.role != Role::kOther && global.role != Role::kTableBase) {
        out_.replace(init, Encoder().constant(value_of(global)).take());
      } else {
        move_expression(info().globals[g].init, init);
      }
    }
  }

  /// `global.get base`, perhaps plus a constant, where `base` is no longer imported.
  void move_expression(const jit::ConstExpr& e, ByteRange range) {
    if (!plan_.dynamic || e.empty() || e[0].op != Op::kGlobalGet) return;
    const GlobalPlan& base = plan_.globals[e[0].bits];
    if (base.role == Role::kOther || e.size() == 2 || e.size() > 3) return;
    const uint64_t more = e.size() == 3 ? static_cast<uint32_t>(e[1].bits) : 0;
    out_.replace(range, Encoder().constant(checked(value_of(base) + more)).take());
  }

  void move_segments() {
    for (size_t i = 0; i < info().data.size(); ++i) {
      const jit::DataSegment& segment = info().data[i];
      if (segment.mode != jit::SegmentMode::kActive) continue;
      const jit::ConstExpr& at = segment.offset;
      if (at.size() == 1 && at[0].op == Op::kI32Const) {
        out_.replace(image_.data_offsets[i],
                     Encoder().constant(moved(static_cast<uint32_t>(at[0].bits))).take());
      } else {
        move_expression(at, image_.data_offsets[i]);
      }
    }
    for (size_t i = 0; i < info().elements.size(); ++i) {
      move_expression(info().elements[i].offset, image_.element_offsets[i]);
    }
  }

  Result<void> adapt_memory() {
    Limits limits = info().memories[0].limits;
    limits.min = std::max(limits.min, place_.memory_pages);
    if (limits.has_max) limits.max = std::max(limits.max, limits.min);
    if (limits.min > kMaxPages32) {
      return make_error(ErrorKind::kLimit, "the memory would need " + std::to_string(limits.min) +
                                               " pages, but can have 65536 only");
    }
    const uint8_t flags = image_.bytes[image_.memory_limits.begin];
    Encoder encoder;
    encoder.byte(flags).u32(limits.min);
    if (limits.has_max) encoder.u32(limits.max);
    if (limits != info().memories[0].limits) {
      out_.replace(image_.memory_limits, encoder.take());
    }
    return {};
  }

  // Dynamic modules.

  bool is_owned(const jit::ImportInfo& i) const {
    if (i.kind == ExternKind::kTable) {
      return i.module == "env" && i.name == "__indirect_function_table";
    }
    return i.kind == ExternKind::kGlobal && plan_.globals[i.index].role != Role::kOther;
  }

  Result<void> own_imports() {
    Encoder globals, tables;
    uint32_t owned_globals = 0, owned_tables = 0, kept = 0;
    const Section* const section = image_.find(SectionId::kImport);
    for (size_t n = 0; n < info().imports.size(); ++n) {
      const jit::ImportInfo& i = info().imports[n];
      if (!is_owned(i)) {
        ++kept;
        const bool behind = (i.kind == ExternKind::kGlobal && owned_globals > 0) ||
                            (i.kind == ExternKind::kTable && owned_tables > 0);
        if (!behind) continue;
        return make_error(ErrorKind::kUnsupported,
                          "cannot relocate the module: it imports " + i.module + "." + i.name +
                              " behind what it shall own, so that indices would change; link it "
                              "when it is instantiated (Linker::instantiate_at)");
      }
      out_.replace(image_.imports[n], {});
      if (i.kind == ExternKind::kTable) {
        ++owned_tables;
        encode_table(info().tables[i.index].type, tables);
      } else {
        ++owned_globals;
        const GlobalType type = info().globals[i.index].type;
        globals.byte(static_cast<uint8_t>(type.type)).byte(type.is_mutable ? 1 : 0);
        globals.constant(value_of(plan_.globals[i.index]));
      }
    }
    if (owned_globals + owned_tables == 0) return {};
    out_.replace(count_range(*section), Encoder().u32(kept).take());
    prepend(SectionId::kTable, owned_tables, tables);
    prepend(SectionId::kGlobal, owned_globals, globals);
    return {};
  }

  /// Room for the null pointer in front of the module's elements.
  void encode_table(const TableType& type, Encoder& out) const {
    const uint64_t size =
        std::max<uint64_t>(type.limits.min, image_.dylink->table_size) + kTableBase;
    constexpr uint8_t kNoMaximum = 0;
    out.byte(static_cast<uint8_t>(type.element)).byte(kNoMaximum).u32(size);
  }

  /// Where a section's number of entries stands.
  ByteRange count_range(const Section& section) const {
    uint64_t end = section.contents.begin;
    while (image_.bytes[end++] & 0x80) {
    }
    return {section.contents.begin, end};
  }

  /// Puts `count` entries in front of a section's own.
  void prepend(SectionId id, uint32_t count, const Encoder& entries) {
    if (count == 0) return;
    if (const Section* section = image_.find(id)) {
      const ByteRange range = count_range(*section);
      const size_t own = id == SectionId::kTable ? info().tables.size() - info().imported_tables
                                                 : info().globals.size() - info().imported_globals;
      out_.replace(range, Encoder().u32(own + count).raw(entries.bytes()).take());
      return;
    }
    out_.insert_section(place_for(id), id, Encoder().u32(count).raw(entries.bytes()).take());
  }

  /// The first section that must come behind one of the kind `id`.
  uint64_t place_for(SectionId id) const {
    for (const Section& s : image_.sections) {
      const bool before_tables =
          s.id == SectionId::kType || s.id == SectionId::kImport || s.id == SectionId::kFunction;
      const bool before_globals =
          before_tables || s.id == SectionId::kTable || s.id == SectionId::kMemory;
      if (s.id == SectionId::kCustom) continue;
      if (id == SectionId::kTable ? !before_tables : !before_globals) return s.header;
    }
    return image_.bytes.size();
  }

  const Plan& plan_;
  const Image& image_;
  const Placement& place_;
  Rewriter out_;
  bool too_high_ = false;
};

}  // namespace

Result<std::vector<uint8_t>> relocate(const Plan& plan, const Placement& placement) {
  return Relocation(plan, placement).run();
}

}  // namespace shoal::layout
