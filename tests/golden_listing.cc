#include "golden_listing.h"

#include <algorithm>
#include <cstdint>
#include <map>
#include <optional>
#include <sstream>
#include <utility>
#include <vector>

namespace shoal::golden {
namespace {

/// A row of the listing, and whether the golden file has it.
struct Row : ListingRow {
  bool shown = true;
};
using Rows = std::vector<Row>;

/// Characters of the left column. The right one follows ";;       " and "| ": 110 in all.
constexpr size_t kColumn = 52;

/// How a listing names the stack check's out-of-line part, which belongs to no instruction.
constexpr std::string_view kPrologue = "(prologue)";

/// The machine code under one WebAssembly instruction: inline, or one of its out-of-line pieces.
struct Section {
  std::string wasm;  ///< Empty: code before the first instruction.
  uint32_t wasm_offset = 0;
  bool out_of_line = false;
  std::string trap;  ///< Of out-of-line code that only traps: why.
  size_t instructions = 0;
  std::vector<std::string> lines;
};

/// True if a reader looks for them side by side.
bool belong_together(const Section& a, const Section& b) {
  return a.wasm_offset == b.wasm_offset && a.wasm == b.wasm && a.out_of_line == b.out_of_line &&
         a.trap == b.trap;
}

/// What a reader counts below a heading.
struct Total {
  uint32_t instructions = 0;
  uint32_t bytes = 0;
};

/// One CPU's half of a listing.
struct Half {
  Total total;
  std::vector<Section> sections;
};

bool is_wasm(const ListingRow& row) { return row.kind == ListingRow::Kind::kWasm; }
bool is_label(const ListingRow& row) { return row.kind == ListingRow::Kind::kLabel; }
bool is_machine(const ListingRow& row) { return row.kind == ListingRow::Kind::kMachine; }

bool goes_to(const ListingRow& row, const std::string& label) {
  return is_machine(row) && row.text.ends_with(" " + label);
}

bool is_return(const ListingRow& row) {
  return is_machine(row) && (row.text == "ret" || row.text.starts_with("ret "));
}

/// One of the instructions that give a frame back before a return, on either CPU.
bool drops_frame(const ListingRow& row) {
  return is_machine(row) && (row.text == "leave" || row.text == "pop rbp" ||
                             row.text == "mov sp, x29" || row.text.starts_with("ldp x29, x30, "));
}

// --- What is shown -------------------------------------------------------------------------------

/// Hides the code up to the stack check, and the check's out-of-line part.
void hide_entry(Rows& rows) {
  const auto trap = std::find_if(rows.begin(), rows.end(), [](const Row& row) {
    return is_wasm(row) && row.text == kPrologue;
  });
  if (trap == rows.end()) return;
  auto label = trap;
  while (!is_label(*label)) --label;
  label->shown = false;
  for (auto row = trap; row != rows.end() && !is_label(*row); ++row) row->shown = false;
  bool checked = false;
  for (auto row = rows.begin(); !checked; ++row) {
    checked = goes_to(*row, label->text);
    row->shown = false;
  }
}

/// Hides the return that the inline code ends with.
void hide_return(Rows& rows) {
  // Behind the inline code, wasm offsets fall.
  uint32_t highest = 0;
  auto end = rows.begin();
  for (; end != rows.end() && !(is_wasm(*end) && end->offset < highest); ++end) {
    if (is_wasm(*end)) highest = end->offset;
  }
  while (end != rows.begin() && is_label(*(end - 1))) --end;
  if (end == rows.begin() || !is_return(*--end)) return;
  end->shown = false;
  while (end != rows.begin() && drops_frame(*(end - 1))) (--end)->shown = false;
}

/// Labels are numbered in the order in which they are shown.
void number_labels(Rows& rows) {
  std::map<std::string, std::string> names;
  for (const Row& row : rows) {
    if (is_label(row) && row.shown) names.emplace(row.text, "L" + std::to_string(names.size()));
  }
  for (Row& row : rows) {
    if (is_wasm(row)) continue;
    const size_t space = row.text.rfind(' ');
    const size_t word = space == std::string::npos ? 0 : space + 1;
    if (const auto name = names.find(row.text.substr(word)); name != names.end()) {
      row.text.replace(word, std::string::npos, name->second);
    }
  }
}

// --- Sections ------------------------------------------------------------------------------------

/// An instruction where control flow may join.
bool joins(std::string_view wasm) {
  const std::string_view name = wasm.substr(0, wasm.find(' '));
  return name == "loop" || name == "end" || name == "else";
}

/// Where a label belongs that stands in front of `opened`, the sections that begin at its place:
/// to out-of-line code, to a join, else to what comes before. Returns an index.
std::optional<size_t> owner_of_label(const std::vector<Section>& sections, size_t opened) {
  const auto find = [&](auto wanted) -> std::optional<size_t> {
    for (size_t i = opened; i < sections.size(); ++i) {
      if (wanted(sections[i])) return i;
    }
    return std::nullopt;
  };
  const auto outside = find([](const Section& s) { return s.out_of_line; });
  return outside ? outside : find([](const Section& s) { return joins(s.wasm); });
}

/// "  ; why it traps", short enough for the column: the access itself says what it accesses.
std::string comment(const ListingRow& row) {
  constexpr std::string_view kTrap = "trap: ", kAccess = " memory access";
  if (row.note.empty()) return "";
  std::string text = row.note.starts_with(kTrap) ? row.note.substr(kTrap.size()) : row.note;
  if (text.ends_with(kAccess)) text.resize(text.size() - kAccess.size());
  return "  ; " + text;
}

std::vector<Section> cut(const Rows& rows) {
  std::vector<Section> sections(1);
  uint32_t highest = 0;
  bool out_of_line = false;
  for (size_t i = 0; i < rows.size(); ++i) {
    if (is_machine(rows[i])) {
      if (!rows[i].shown) continue;
      Section& section = sections.back();
      section.trap = section.out_of_line && section.instructions++ == 0 ? rows[i].note : "";
      section.lines.push_back("  " + rows[i].text + comment(rows[i]));
      continue;
    }
    // A label and the instructions that begin at its place, of which the last has the code there.
    std::string label;
    const size_t opened = sections.size();
    for (; i < rows.size() && !is_machine(rows[i]); ++i) {
      if (is_label(rows[i])) {
        if (rows[i].shown) label = rows[i].text + ":";
        continue;
      }
      out_of_line |= rows[i].offset < highest;
      highest = std::max(highest, rows[i].offset);
      if (rows[i].shown) sections.push_back({rows[i].text, rows[i].offset, out_of_line, {}, 0, {}});
    }
    --i;
    if (label.empty()) continue;
    const size_t owner = owner_of_label(sections, opened).value_or(opened - 1);
    sections[owner].lines.push_back(label);
  }
  return sections;
}

Half half(const FunctionListing& function, Show show) {
  Half result;
  Rows rows;
  for (const ListingRow& row : function.rows) rows.push_back({row, true});
  if (show == Show::kBody) {
    hide_entry(rows);
    hide_return(rows);
  }
  number_labels(rows);
  for (const Row& row : rows) {
    if (!is_machine(row) || !row.shown) continue;
    result.total.bytes += row.size;
    result.total.instructions += row.text.starts_with(".") ? 0 : 1;
  }
  result.sections = cut(rows);
  return result;
}

// --- Two columns ---------------------------------------------------------------------------------

/// Pairs of sections, in both halves' order, with as many together as can be.
std::vector<std::pair<const Section*, const Section*>> align(const std::vector<Section>& a,
                                                             const std::vector<Section>& b) {
  // common[i][j]: the most that a from i on and b from j on have in common.
  std::vector<std::vector<size_t>> common(a.size() + 1, std::vector<size_t>(b.size() + 1));
  for (size_t i = a.size(); i-- > 0;) {
    for (size_t j = b.size(); j-- > 0;) {
      common[i][j] = belong_together(a[i], b[j]) ? common[i + 1][j + 1] + 1
                                                 : std::max(common[i + 1][j], common[i][j + 1]);
    }
  }
  std::vector<std::pair<const Section*, const Section*>> pairs;
  for (size_t i = 0, j = 0; i < a.size() || j < b.size();) {
    if (i < a.size() && j < b.size() && belong_together(a[i], b[j])) {
      pairs.emplace_back(&a[i++], &b[j++]);
    } else if (j == b.size() || (i < a.size() && common[i + 1][j] >= common[i][j + 1])) {
      pairs.emplace_back(&a[i++], nullptr);
    } else {
      pairs.emplace_back(nullptr, &b[j++]);
    }
  }
  return pairs;
}

void print_columns(std::ostream& out, std::string left, const std::string& right) {
  if (left.size() < kColumn) left.resize(kColumn, ' ');
  out << kPrefix << "    " << left << " |" << (right.empty() ? "" : " ") << right << '\n';
}

std::string describe(std::string_view cpu, const Total& total) {
  return std::string(cpu) + ": " + std::to_string(total.instructions) +
         (total.instructions == 1 ? " instruction, " : " instructions, ") +
         std::to_string(total.bytes) + " bytes";
}

}  // namespace

std::string side_by_side(const FunctionListing& x64, const FunctionListing& a64, Show show) {
  const Half left = half(x64, show), right = half(a64, show);
  std::ostringstream out;
  out << kPrefix << x64.name << '\n';
  print_columns(out, describe("x86-64", left.total), describe("AArch64", right.total));
  for (const auto& [l, r] : align(left.sections, right.sections)) {
    const Section& section = l != nullptr ? *l : *r;
    if (!section.wasm.empty()) {
      out << kPrefix << "  " << (section.out_of_line ? "out of line: " : "") << section.wasm
          << '\n';
    }
    const size_t lines =
        std::max(l != nullptr ? l->lines.size() : 0, r != nullptr ? r->lines.size() : 0);
    const auto line = [](const Section* s, size_t i) {
      return s != nullptr && i < s->lines.size() ? s->lines[i] : std::string();
    };
    for (size_t i = 0; i < lines; ++i) print_columns(out, line(l, i), line(r, i));
  }
  return std::move(out).str();
}

}  // namespace shoal::golden
