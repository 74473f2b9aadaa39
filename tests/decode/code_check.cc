#include "tests/decode/code_check.h"

#include <algorithm>
#include <cstring>
#include <optional>
#include <sstream>
#include <string_view>

#include "arch/disasm.h"

namespace shoal::tests {
namespace {

using arch::DecodedInstruction;
using jit::CodeSite;
using jit::DataRange;
using jit::FunctionCode;
using jit::SiteKind;
using Kind = DecodedInstruction::Kind;

constexpr size_t kMostComplaints = 20;
/// Functions begin at multiples of this.
constexpr uint32_t kAlignment = 16;

uint32_t first_byte(const FunctionCode& f) { return std::min(f.external_entry, f.direct_entry); }

/// True if one of the words of `text` is `word`.
bool has_word(std::string_view text, std::string_view word) {
  const auto is_part = [](char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0; };
  for (size_t at = text.find(word); at != text.npos; at = text.find(word, at + 1)) {
    const size_t end = at + word.size();
    if ((at == 0 || !is_part(text[at - 1])) && (end == text.size() || !is_part(text[end]))) {
      return true;
    }
  }
  return false;
}

/// Whether the processor may raise an exception here that a trap is made of.
bool may_fault(const DecodedInstruction& i) {
  return i.text.find('[') != std::string::npos || i.text.starts_with("div ") ||
         i.text.starts_with("idiv ");
}

/// The check of one module. It goes through the code from its first byte to its last.
class Checker {
 public:
  Checker(Target target, std::span<const uint8_t> code, const jit::CodeTables& tables)
      : target_(target), code_(code), tables_(tables) {}

  CodeReport run() {
    uint32_t end = 0;
    for (const FunctionCode& f : tables_.functions) {
      const uint32_t begin = first_byte(f);
      if (begin < end || f.end < begin || f.end > code_.size()) {
        complain(begin, "the function's place is not behind the last one's, or leaves the code");
        return report_;
      }
      check_padding(end, begin);
      check_function(f);
      end = f.end;
    }
    if (end != code_.size()) complain(end, "bytes behind the last function");
    if (next_table_ != tables_.data.size()) complain(end, "a jump table outside of any function");
    check_rows_order();
    return report_;
  }

 private:
  void complain(uint32_t offset, const std::string& what) {
    if (report_.complaints.size() == kMostComplaints) return;
    std::ostringstream text;
    text << "0x" << std::hex << offset << ": " << what;
    report_.complaints.push_back(text.str());
  }
  void complain(const DecodedInstruction& i, const std::string& what) {
    complain(i.offset, i.text + ": " + what);
  }

  void check_padding(uint32_t begin, uint32_t end) {
    if (end - begin >= kAlignment) complain(begin, "a gap between functions");
    for (const DecodedInstruction& i : arch::disassemble(target_, code_, begin, end)) {
      if (i.kind != Kind::kNop) complain(i, "between functions");
    }
  }

  void check_function(const FunctionCode& f) {
    begin_ = first_byte(f);
    instructions_.clear();
    starts_.assign(f.end - begin_, false);
    tables_begin_ = next_table_;
    uint32_t at = begin_;
    for (; next_table_ < tables_.data.size(); ++next_table_) {
      const DataRange& table = tables_.data[next_table_];
      if (table.begin >= f.end) break;
      if (table.begin < at || table.size > f.end - table.begin) {
        complain(table.begin, "the jump table overlaps something");
        return;
      }
      decode(at, table.begin);
      at = table.begin + table.size;
    }
    decode(at, f.end);
    report_.instructions += instructions_.size();
    if (!is_start(f.external_entry) || !is_start(f.direct_entry)) {
      complain(begin_, "an entry of the function is no instruction");
    }
    addressed_ = 0;
    for (const DecodedInstruction& i : instructions_) check_instruction(i);
    if (addressed_ != next_table_ - tables_begin_) complain(begin_, "nobody uses a jump table");
    for (size_t t = tables_begin_; t < next_table_; ++t) check_table(tables_.data[t]);
    check_sites(f);
    check_slow_paths(f);
    check_landing_pads(f);
  }

  /// A row of instructions that ends at `end`.
  void decode(uint32_t begin, uint32_t end) {
    std::vector<DecodedInstruction> row = arch::disassemble(target_, code_, begin, end);
    if (row.empty()) return complain(begin, "no instructions");
    for (const DecodedInstruction& i : row) starts_[i.offset - begin_] = true;
    switch (row.back().kind) {
      case Kind::kJump:
      case Kind::kReturn:
      case Kind::kTrap: break;
      case Kind::kCall: break;  // Of a function that does not return.
      default: complain(row.back(), "runs into what comes behind");
    }
    std::move(row.begin(), row.end(), std::back_inserter(instructions_));
  }

  void check_instruction(const DecodedInstruction& i) {
    if (i.kind == Kind::kUnknown) complain(i, "not an instruction");
    if (i.kind == Kind::kTrap && !trap_site(i.offset)) complain(i, "traps for no reason");
    if (i.target) check_target(i);
    target_ == Target::kAarch64 ? check_a64(i) : check_x64(i);
  }

  void check_target(const DecodedInstruction& i) {
    if (i.kind == Kind::kAddress) return check_address(i);
    if (is_function(*i.target)) return;
    if (i.kind == Kind::kCall) complain(i, "calls what is no function");
    if (!is_start(*i.target)) complain(i, "leads to no instruction of its function");
  }

  /// Addresses are taken of jump tables only, of data, or of branches with landing pads; and of
  /// calls' return addresses.
  void check_address(const DecodedInstruction& i) {
    const auto tables = std::span(tables_.data).subspan(tables_begin_, next_table_ - tables_begin_);
    const auto table = std::ranges::find(tables, *i.target, &DataRange::begin);
    if (table != tables.end()) {
      ++addressed_;
    } else if (!is_pad(*i.target, "bti j") && !returns_to(*i.target)) {
      complain(i, "leads to no jump table");
    }
  }

  void check_table(const DataRange& table) {
    constexpr uint32_t kEntry = sizeof(int32_t);
    for (uint32_t at = table.begin; at < table.begin + table.size; at += kEntry) {
      int32_t entry;
      std::memcpy(&entry, &code_[at], kEntry);
      if (!is_start(int64_t{table.begin} + entry)) complain(at, "the entry is no instruction");
    }
  }

  bool returns_to(int64_t offset) const {
    const auto site = sites_from(static_cast<uint32_t>(offset));
    return site != std::default_sentinel && site->code_offset == offset &&
           site->kind == SiteKind::kCall;
  }

  /// Holds the rows of the site table that belong to `f` against its instructions.
  void check_sites(const FunctionCode& f) {
    for (auto site = sites_from(begin_);
         site != std::default_sentinel && site->code_offset <= f.end; ++site) {
      const bool is_call = site->kind == SiteKind::kCall;
      // A return address may be a function's end, but not its beginning.
      if (is_call && site->code_offset > begin_) {
        const DecodedInstruction* const call = instruction_before(site->code_offset);
        if (call == nullptr || call->kind != Kind::kCall) {
          complain(site->code_offset, "no return address of a call");
        }
      }
      if (is_call || site->code_offset == f.end) continue;
      const DecodedInstruction* const i = instruction_at(site->code_offset);
      if (i == nullptr) {
        complain(site->code_offset, "the trap is at no instruction");
      } else if (i->kind != Kind::kTrap && !may_fault(*i)) {
        complain(*i, "is said to trap");
      }
    }
  }

  /// A fault at an access continues at an instruction behind it, of the same function.
  void check_slow_paths(const FunctionCode& f) {
    const auto& paths = tables_.slow_paths;
    for (auto path = std::ranges::lower_bound(paths, begin_, {}, &jit::SlowPath::access);
         path != paths.end() && path->access < f.end; ++path) {
      if (!trap_site(path->access)) complain(path->access, "has a slow path but no trap");
      if (path->begin <= path->access || !is_start(path->begin)) {
        complain(path->access, "the slow path is no instruction behind it");
      }
    }
  }

  void check_rows_order() {
    uint32_t last = 0;
    for (const CodeSite& site : tables_.sites) {
      if (site.code_offset < last) complain(site.code_offset, "the site table is not sorted");
      last = site.code_offset;
    }
    if (last > code_.size()) complain(last, "the site is outside of the code");
    last = 0;
    for (const jit::SlowPath& path : tables_.slow_paths) {
      if (path.access < last) complain(path.access, "the slow paths are not sorted");
      last = path.access;
    }
    last = 0;
    for (const jit::SourceRow& row : tables_.source) {
      if (row.code_offset < last) complain(row.code_offset, "the source map is not sorted");
      last = row.code_offset;
    }
  }

  void check_a64(const DecodedInstruction& i) {
    if (has_word(i.text, "x18") || has_word(i.text, "w18")) complain(i, "x18 is the platform's");
    // Guarded pages let these two registers jump to pads that are for calls.
    const bool is_indirect = i.kind == Kind::kJump && !i.target;
    if (is_indirect && i.text != "br x16" && i.text != "br x17") {
      complain(i, "jumps by a register that needs another landing pad");
    }
  }

  // A jump by a register goes where a table in the code says, which was checked: it is not tracked.
  // Others go through records, to entries.
  void check_x64(const DecodedInstruction& i) {
    const bool is_indirect = i.kind == Kind::kJump && !i.target;
    if (!is_indirect || i.text.find('[') != std::string::npos) return;
    if (!i.text.starts_with("notrack ")) complain(i, "jumps to what has no landing pad");
  }

  void check_landing_pads(const FunctionCode& f) {
    const std::string_view pad = target_ == Target::kAarch64 ? "bti c" : "endbr64";
    const bool escapes = f.external_entry != f.direct_entry;
    if (escapes && !(is_pad(f.external_entry, pad) && is_pad(f.direct_entry, pad))) {
      complain(begin_, "an entry of the function has no landing pad");
    }
  }

  bool is_pad(int64_t offset, std::string_view text) const {
    const DecodedInstruction* const i = is_start(offset) ? instruction_at(offset) : nullptr;
    return i != nullptr && i->kind == Kind::kLandingPad && i->text == text;
  }

  /// An instruction of this function begins there.
  bool is_start(int64_t offset) const {
    return offset >= begin_ && offset - begin_ < static_cast<int64_t>(starts_.size()) &&
           starts_[static_cast<size_t>(offset - begin_)];
  }
  const DecodedInstruction* instruction_at(int64_t offset) const {
    const auto it =
        std::ranges::lower_bound(instructions_, offset, {}, &DecodedInstruction::offset);
    return it != instructions_.end() && it->offset == offset ? &*it : nullptr;
  }
  const DecodedInstruction* instruction_before(uint32_t offset) const {
    const auto it =
        std::ranges::lower_bound(instructions_, offset, {}, &DecodedInstruction::offset);
    if (it == instructions_.begin()) return nullptr;
    const DecodedInstruction& i = *std::prev(it);
    return i.offset + i.size == offset ? &i : nullptr;
  }
  /// The module's calls enter a function there.
  bool is_function(int64_t offset) const {
    const auto it =
        std::ranges::lower_bound(tables_.functions, offset, {}, &FunctionCode::direct_entry);
    return it != tables_.functions.end() && it->direct_entry == offset;
  }
  jit::SiteTable::Iterator sites_from(uint32_t offset) const { return tables_.sites.from(offset); }
  bool trap_site(uint32_t offset) const {
    for (auto site = sites_from(offset);
         site != std::default_sentinel && site->code_offset == offset; ++site) {
      if (site->kind != SiteKind::kCall) return true;
    }
    return false;
  }

  const Target target_;
  const std::span<const uint8_t> code_;
  const jit::CodeTables& tables_;
  CodeReport report_;
  size_t next_table_ = 0;

  // Of the function that is being checked.
  uint32_t begin_ = 0;
  size_t tables_begin_ = 0;  ///< Its tables: from here to next_table_.
  size_t addressed_ = 0;     ///< So many of them are used.
  std::vector<DecodedInstruction> instructions_;
  std::vector<bool> starts_;  ///< By offset from its first byte.
};

}  // namespace

CodeReport check_code(Target target, std::span<const uint8_t> code, const jit::CodeTables& tables) {
  return Checker(target, code, tables).run();
}

}  // namespace shoal::tests
