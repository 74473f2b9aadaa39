#include "shoal/objdump.h"

#include <algorithm>
#include <cstring>
#include <iomanip>
#include <map>
#include <ostream>
#include <sstream>

#include "arch/disasm.h"
#include "runtime/objdump/wasm_text.h"

namespace shoal {
namespace {

using Kind = arch::DecodedInstruction::Kind;

/// "$name" of every function, imported ones first: index space order.
std::vector<std::string> function_names(const CodeView& code) {
  std::vector<std::string> names;
  for (const std::string& name : code.imports) names.push_back("$" + name);
  for (const CodeView::Function& f : code.functions) {
    names.push_back("$" + (f.name.empty() ? std::to_string(f.index) : f.name));
  }
  return names;
}

/// Lists the functions of one code image.
class Lister {
 public:
  explicit Lister(const CodeView& view) : view_(view), names_(function_names(view)) {
    for (const CodeView::Function& f : view.functions) {
      entries_[f.begin] = entries_[f.direct_entry] = f.index;
    }
  }

  FunctionListing list(const CodeView::Function& f) const {
    const std::vector<arch::DecodedInstruction> code = decode(f);
    const std::map<int64_t, std::string> labels = label(f, code);
    FunctionListing listing{f.index, names_[f.index], f.begin, f.end - f.begin, {}};
    auto source = std::lower_bound(
        view_.source_map.begin(), view_.source_map.end(), f.begin,
        [](const CodeView::SourceRow& row, uint32_t at) { return row.code_offset < at; });
    for (const arch::DecodedInstruction& instruction : code) {
      const uint32_t offset = instruction.offset - f.begin;
      if (const auto at = labels.find(instruction.offset); at != labels.end()) {
        listing.rows.push_back({ListingRow::Kind::kLabel, offset, at->second, {}, 0});
      }
      for (; source != view_.source_map.end() && source->code_offset <= instruction.offset;
           ++source) {
        listing.rows.push_back({ListingRow::Kind::kWasm,
                                source->wasm_offset,
                                wasm_text(f, source->wasm_offset),
                                {},
                                0});
      }
      listing.rows.push_back({ListingRow::Kind::kMachine, offset, machine_text(instruction, labels),
                              note(instruction), instruction.size});
    }
    return listing;
  }

 private:
  /// The instructions of `f`; entries of jump tables appear as `.long` with their target.
  std::vector<arch::DecodedInstruction> decode(const CodeView::Function& f) const {
    std::vector<arch::DecodedInstruction> result;
    auto decode_until = [&, at = f.begin](uint32_t end, uint32_t next) mutable {
      const auto code = arch::disassemble(view_.target, view_.code, at, end);
      result.insert(result.end(), code.begin(), code.end());
      at = next;
    };
    for (const CodeView::JumpTable& table : view_.jump_tables) {
      if (table.begin < f.begin || table.begin >= f.end) continue;
      decode_until(table.begin, table.begin + table.size);
      constexpr uint32_t kEntry = sizeof(int32_t);
      for (uint32_t at = table.begin; at < table.begin + table.size; at += kEntry) {
        int32_t entry;
        std::memcpy(&entry, &view_.code[at], kEntry);
        result.push_back({at, kEntry, Kind::kAddress, ".long", int64_t{table.begin} + entry});
      }
    }
    decode_until(f.end, f.end);
    return result;
  }

  /// Names the places that jumps of `f` go to, in their order. Functions have names already.
  std::map<int64_t, std::string> label(const CodeView::Function& f,
                                       const std::vector<arch::DecodedInstruction>& code) const {
    std::map<int64_t, std::string> labels;
    for (const arch::DecodedInstruction& instruction : code) {
      if (!instruction.target || entries_.contains(*instruction.target)) continue;
      if (*instruction.target >= f.begin && *instruction.target < f.end) {
        labels[*instruction.target];
      }
    }
    uint32_t number = 0;
    for (auto& row : labels) row.second = "L" + std::to_string(number++);
    return labels;
  }

  std::string wasm_text(const CodeView::Function& f, uint32_t offset) const {
    // The body begins with its local declarations, before the first instruction.
    if (offset == f.wasm_begin) return "(prologue)";
    return offset < view_.module_bytes.size()
               ? objdump::instruction_text(view_.module_bytes.subspan(offset), names_)
               : "?";
  }

  std::string machine_text(const arch::DecodedInstruction& instruction,
                           const std::map<int64_t, std::string>& labels) const {
    if (!instruction.target) return instruction.text;
    if (const auto label = labels.find(*instruction.target); label != labels.end()) {
      return instruction.text + " " + label->second;
    }
    if (const auto entry = entries_.find(*instruction.target); entry != entries_.end()) {
      return instruction.text + " " + names_[entry->second];
    }
    std::ostringstream text;
    text << instruction.text << " 0x" << std::hex << *instruction.target;
    return text.str();
  }

  /// Why `instruction` traps, if it may.
  std::string note(const arch::DecodedInstruction& instruction) const {
    auto site =
        std::lower_bound(view_.sites.begin(), view_.sites.end(), instruction.offset,
                         [](const CodeView::Site& s, uint32_t at) { return s.code_offset < at; });
    for (; site != view_.sites.end() && site->code_offset == instruction.offset; ++site) {
      // A call's site is its return address, and says nothing about the instruction there.
      if (site->what != "call") return "trap: " + std::string(site->what);
    }
    return {};
  }

  const CodeView& view_;
  std::vector<std::string> names_;
  std::map<int64_t, uint32_t> entries_;  // code offset -> function index
};

}  // namespace

Result<std::vector<FunctionListing>> list_functions(const CodeView& code,
                                                    std::string_view function) {
  const Lister lister(code);
  std::vector<FunctionListing> listings;
  for (const CodeView::Function& f : code.functions) {
    if (function.empty() || function == f.name || function == std::to_string(f.index)) {
      listings.push_back(lister.list(f));
    }
  }
  if (listings.empty() && !function.empty()) {
    return make_error(ErrorKind::kArgument,
                      "the module defines no function '" + std::string(function) +
                          "' (a name without $, or an index; imported functions have no code)");
  }
  return listings;
}

Result<std::vector<FunctionListing>> list_functions(const Module& module, Bounds bounds,
                                                    std::string_view function) {
  Result<CodeView> code = module.code(bounds);
  if (!code) return std::move(code).error();
  return list_functions(*code, function);
}

void trace_instructions(std::ostream& out, Target target, std::span<const uint8_t> code,
                        uint32_t begin) {
  for (const auto& i : arch::disassemble(target, code, begin, static_cast<uint32_t>(code.size()))) {
    out << "  " << std::hex << i.offset << "  " << i.text;
    // What a jump ahead goes to is not known yet.
    if (i.target && *i.target >= 0 && *i.target <= i.offset) out << " " << *i.target;
    out << std::dec << "\n";
  }
}

void print(std::ostream& out, const FunctionListing& function) {
  const auto hex = [&out](uint32_t value, int width) -> std::ostream& {
    return out << std::hex << std::setfill('0') << std::setw(width) << value << std::dec
               << std::setfill(' ');
  };
  out << "func " << function.index << ' ' << function.name << ": " << function.code_size
      << " bytes at 0x";
  hex(function.code_offset, 0) << '\n';
  for (const ListingRow& row : function.rows) {
    switch (row.kind) {
      case ListingRow::Kind::kWasm: hex(row.offset, 6) << "  " << row.text << '\n'; break;
      case ListingRow::Kind::kLabel: out << std::setw(20) << row.text << ":\n"; break;
      case ListingRow::Kind::kMachine:
        out << std::setw(14) << ' ';
        hex(row.offset, 4) << "    " << row.text;
        if (!row.note.empty()) out << "  ; " << row.note;
        out << '\n';
        break;
    }
  }
}

}  // namespace shoal
