// The form of golden files: what is hidden, where labels stand, how two listings are paired.
#include "golden_listing.h"

#include <gtest/gtest.h>

namespace shoal::golden {
namespace {

ListingRow wasm(uint32_t offset, std::string text) {
  return {ListingRow::Kind::kWasm, offset, std::move(text), {}, 0};
}
ListingRow machine(uint32_t offset, std::string text, std::string note = {}) {
  return {ListingRow::Kind::kMachine, offset, std::move(text), std::move(note), 0};
}
ListingRow label(uint32_t offset, std::string text) {
  return {ListingRow::Kind::kLabel, offset, std::move(text), {}, 0};
}

/// A function of 20 bytes.
FunctionListing function(std::vector<ListingRow> rows) {
  constexpr uint32_t kSize = 20;
  uint32_t end = kSize;
  for (auto row = rows.rbegin(); row != rows.rend(); ++row) {
    if (row->kind != ListingRow::Kind::kMachine) continue;
    row->size = end - row->offset;
    end = row->offset;
  }
  return {0, "$f", 0, kSize, std::move(rows)};
}

/// The left column's text, without the bar.
std::string left(const FunctionListing& f, Show show) {
  FunctionListing none = f;
  none.rows.clear();
  std::string text = side_by_side(f, none, show), result;
  for (size_t at = 0; at < text.size();) {
    const size_t end = text.find('\n', at);
    std::string line = text.substr(at, end - at);
    if (const size_t bar = line.find(" |"); bar != std::string::npos) line.resize(bar);
    line.resize(line.find_last_not_of(' ') + 1);
    result += line + "\n";
    at = end + 1;
  }
  return result;
}

FunctionListing framed() {
  return function({machine(0, "push rbp"), machine(1, "jb L0"), machine(2, "mov ebx, edi"),
                   wasm(10, "local.get 0"), wasm(12, "end"), machine(4, "mov eax, ebx"),
                   machine(6, "leave"), machine(7, "ret"), label(8, "L0"), wasm(8, "(prologue)"),
                   machine(8, "mov rsp, rbp"), machine(18, "ud2", "trap: call stack exhausted")});
}

TEST(GoldenListing, HidesTheFrame) {
  EXPECT_EQ(left(framed(), Show::kBody),
            ";; $f\n"
            ";;     x86-64: 2 instructions, 4 bytes\n"
            ";;       mov ebx, edi\n"
            ";;   local.get 0\n"
            ";;   end\n"
            ";;       mov eax, ebx\n");
}

TEST(GoldenListing, ShowsTheFrameWhenAsked) {
  EXPECT_EQ(left(framed(), Show::kFrame),
            ";; $f\n"
            ";;     x86-64: 8 instructions, 20 bytes\n"
            ";;       push rbp\n"
            ";;       jb L0\n"
            ";;       mov ebx, edi\n"
            ";;   local.get 0\n"
            ";;   end\n"
            ";;       mov eax, ebx\n"
            ";;       leave\n"
            ";;       ret\n"
            ";;   out of line: (prologue)\n"
            ";;     L0:\n"
            ";;       mov rsp, rbp\n"
            ";;       ud2  ; call stack exhausted\n");
}

TEST(GoldenListing, PutsLabelsBelowTheInstructionThatBindsThem) {
  const FunctionListing f =
      function({wasm(10, "block"), machine(0, "jz L3"), label(2, "L2"), wasm(11, "i32.const 1"),
                wasm(12, "loop"), wasm(13, "local.get 0"), machine(2, "jmp L2"), label(4, "L3"),
                wasm(14, "drop"), machine(4, "nop")});
  EXPECT_EQ(left(f, Show::kBody),
            ";; $f\n"
            ";;     x86-64: 3 instructions, 20 bytes\n"
            ";;   block\n"
            ";;       jz L1\n"
            ";;   i32.const 1\n"
            ";;   loop\n"
            ";;     L0:\n"
            ";;   local.get 0\n"
            ";;       jmp L0\n"
            ";;     L1:\n"
            ";;   drop\n"
            ";;       nop\n");
}

TEST(GoldenListing, DoesNotCountData) {
  const FunctionListing f = function({wasm(10, "br_table 0 1"), machine(0, "jmp rax"),
                                      machine(2, ".long L0"), label(6, "L0"), machine(6, "nop")});
  EXPECT_NE(left(f, Show::kBody).find("2 instructions, 20 bytes"), std::string::npos);
}

TEST(GoldenListing, PairsWhatBelongsTogether) {
  const FunctionListing x64 =
      function({wasm(10, "i32.div_s"), machine(0, "idiv ecx"), wasm(11, "end"), machine(2, "nop"),
                wasm(10, "i32.div_s"), machine(4, "neg eax"), wasm(10, "i32.div_s"),
                machine(6, "ud2", "trap: integer overflow")});
  const FunctionListing a64 = function(
      {wasm(10, "i32.div_s"), machine(0, "sdiv w0, w0, w1"), machine(4, "isb"), wasm(11, "end"),
       machine(8, "nop"), wasm(10, "i32.div_s"), machine(12, "udf #0", "trap: integer overflow")});
  const std::string text = side_by_side(x64, a64, Show::kBody);
  const auto row = [](const std::string& a, const std::string& b) {
    std::string line = ";;     " + a;
    line.resize(59, ' ');
    return line + " |" + (b.empty() ? "" : " " + b) + "\n";
  };
  EXPECT_EQ(text, ";; $f\n" +
                      row("x86-64: 4 instructions, 20 bytes", "AArch64: 4 instructions, 20 bytes") +
                      ";;   i32.div_s\n" + row("  idiv ecx", "  sdiv w0, w0, w1") +
                      row("", "  isb") + ";;   end\n" + row("  nop", "  nop") +
                      ";;   out of line: i32.div_s\n" + row("  neg eax", "") +
                      ";;   out of line: i32.div_s\n" +
                      row("  ud2  ; integer overflow", "  udf #0  ; integer overflow"));
}

}  // namespace
}  // namespace shoal::golden
