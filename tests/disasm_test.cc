// The disassembler behind objdump and the golden tests.
#include "arch/disasm.h"

#include <gtest/gtest.h>

#include <cstdint>
#include <initializer_list>
#include <vector>

namespace shoal::arch {
namespace {

using Kind = DecodedInstruction::Kind;

TEST(DisasmX64, WritesIntelSyntax) {
  const std::vector<uint8_t> code = {0x41, 0x8B, 0x44, 0x0E, 0x08};  // mov eax, [r14+rcx+8]
  const auto listing = disassemble_x64(code, 0, 5);
  ASSERT_EQ(listing.size(), 1u);
  EXPECT_EQ(listing[0].size, 5u);
  EXPECT_EQ(listing[0].text, "mov eax, [r14+rcx+0x8]");
}

TEST(DisasmX64, WritesNumbersSignedAndMovedBitsUnsigned) {
  const std::vector<uint8_t> code = {0x83, 0xC3, 0xFF, 0xB8, 0, 0, 0, 0xF0};
  const auto listing = disassemble_x64(code, 0, 8);
  ASSERT_EQ(listing.size(), 2u);
  EXPECT_EQ(listing[0].text, "add ebx, -0x1");
  EXPECT_EQ(listing[1].text, "mov eax, 0xf0000000");
}

TEST(DisasmX64, KeepsTheTargetOfARelativeJumpApart) {
  const std::vector<uint8_t> code = {0x90, 0x74, 0xFD, 0xE8,
                                     0x10, 0,    0,    0};  // nop; jz 0; call 0x18
  const auto listing = disassemble_x64(code, 0, 8);
  ASSERT_EQ(listing.size(), 3u);
  EXPECT_EQ(listing[0].kind, Kind::kNop);
  EXPECT_EQ(listing[1].text, "jz");
  EXPECT_EQ(listing[1].kind, Kind::kBranch);
  EXPECT_EQ(listing[1].target, 0);
  EXPECT_EQ(listing[2].text, "call");
  EXPECT_EQ(listing[2].kind, Kind::kCall);
  EXPECT_EQ(listing[2].target, 0x18);
}

TEST(DisasmX64, KeepsTheTargetOfARelativeAddressApart) {
  const std::vector<uint8_t> code = {0x4C, 0x8D, 0x1D, 0x09, 0, 0, 0};  // lea r11, [rip+9]
  const auto listing = disassemble_x64(code, 0, 7);
  ASSERT_EQ(listing.size(), 1u);
  EXPECT_EQ(listing[0].text, "lea r11,");
  EXPECT_EQ(listing[0].kind, Kind::kAddress);
  EXPECT_EQ(listing[0].target, 16);
}

TEST(DisasmX64, StartsAndStopsWhereItIsTold) {
  const std::vector<uint8_t> code = {0x90, 0x0F, 0x0B, 0xC3};  // nop; ud2; ret
  const auto listing = disassemble_x64(code, 1, 3);
  ASSERT_EQ(listing.size(), 1u);
  EXPECT_EQ(listing[0].offset, 1u);
  EXPECT_EQ(listing[0].text, "ud2");
  EXPECT_EQ(listing[0].kind, Kind::kTrap);
}

TEST(DisasmX64, NeverReadsBeyondTheEnd) {
  const std::vector<uint8_t> code = {0xE8, 0x10};  // the beginning of a call
  const auto listing = disassemble_x64(code, 0, 2);
  ASSERT_EQ(listing.size(), 2u);
  EXPECT_EQ(listing[0].text, ".byte 0xe8");
  EXPECT_EQ(listing[0].kind, Kind::kUnknown);
  EXPECT_EQ(listing[1].text, ".byte 0x10");
}

/// Code from words.
std::vector<uint8_t> code_of(std::initializer_list<uint32_t> words) {
  std::vector<uint8_t> code;
  for (const uint32_t word : words) {
    for (int shift = 0; shift < 32; shift += 8) code.push_back(static_cast<uint8_t>(word >> shift));
  }
  return code;
}

/// The only instruction in `word`, which is at address 0x100.
DecodedInstruction decode_a64(uint32_t word) {
  std::vector<uint8_t> code(0x100);
  const std::vector<uint8_t> bytes = code_of({word});
  code.insert(code.end(), bytes.begin(), bytes.end());
  const auto listing = disassemble_a64(code, 0x100, 0x104);
  EXPECT_EQ(listing.size(), 1u);
  EXPECT_EQ(listing[0].offset, 0x100u);
  EXPECT_EQ(listing[0].size, 4u);
  return listing[0];
}

TEST(DisasmA64, WritesArmsSyntax) {
  EXPECT_EQ(decode_a64(0xB8614B60).text, "ldr w0, [x27, w1, uxtw]");
  EXPECT_EQ(decode_a64(0x0B020C20).text, "add w0, w1, w2, lsl #3");
  EXPECT_EQ(decode_a64(0x7A42182A).text, "ccmp w1, #2, #0xa, ne");
  EXPECT_EQ(decode_a64(0xA9BF7BFD).text, "stp x29, x30, [sp, #-0x10]!");
  EXPECT_EQ(decode_a64(0xD65F03C0).text, "ret");
  EXPECT_EQ(decode_a64(0xD503201F).text, "nop");
  EXPECT_EQ(decode_a64(0xD503201F).kind, Kind::kNop);
}

TEST(DisasmA64, KeepsTheTargetOfARelativeInstructionApart) {
  struct {
    uint32_t word;
    const char* text;
    Kind kind;
    int64_t target;
  } const cases[] = {
      {0x14000004, "b", Kind::kJump, 0x110},
      {0x17FFFFFF, "b", Kind::kJump, 0xFC},
      {0x17FFFFBF, "b", Kind::kJump, -4},
      {0x94000002, "bl", Kind::kCall, 0x108},
      {0x54000041, "b.ne", Kind::kBranch, 0x108},
      {0x34000045, "cbz w5,", Kind::kBranch, 0x108},
      {0xB5FFFFE5, "cbnz x5,", Kind::kBranch, 0xFC},
      {0x36180042, "tbz w2, #3,", Kind::kBranch, 0x108},
      {0xB7F80042, "tbnz x2, #0x3f,", Kind::kBranch, 0x108},
      {0x10000090, "adr x16,", Kind::kAddress, 0x110},
      {0x70FFFFF0, "adr x16,", Kind::kAddress, 0xFF},
  };
  for (const auto& c : cases) {
    const DecodedInstruction decoded = decode_a64(c.word);
    EXPECT_EQ(decoded.text, c.text);
    EXPECT_EQ(decoded.kind, c.kind) << c.text;
    EXPECT_EQ(decoded.target, c.target) << c.text;
  }
}

TEST(DisasmX64, TellsWhatInstructionsDo) {
  struct {
    std::vector<uint8_t> code;
    Kind kind;
  } const cases[] = {
      {{0xE9, 0, 0, 0, 0}, Kind::kJump},             // jmp
      {{0xFF, 0xE0}, Kind::kJump},                   // jmp rax
      {{0xFF, 0xD0}, Kind::kCall},                   // call rax
      {{0xFF, 0x50, 0x08}, Kind::kCall},             // call [rax+8]
      {{0xC2, 0x10, 0}, Kind::kReturn},              // ret 16
      {{0x66, 0x90}, Kind::kNop},                    // xchg ax, ax
      {{0x0F, 0x1F, 0x80, 0, 0, 0, 0}, Kind::kNop},  // nop [rax]
      {{0xC9}, Kind::kOther},                        // leave
  };
  for (const auto& c : cases) {
    const auto listing = disassemble_x64(c.code, 0, static_cast<uint32_t>(c.code.size()));
    ASSERT_EQ(listing.size(), 1u);
    EXPECT_EQ(listing[0].kind, c.kind) << listing[0].text;
  }
}

TEST(DisasmA64, DoesNotTakeIndirectBranchesForRelativeOnes) {
  struct {
    uint32_t word;
    const char* text;
    Kind kind;
  } const cases[] = {
      {0xD61F0200, "br x16", Kind::kJump},
      {0xD63F0200, "blr x16", Kind::kCall},
      {0xD65F03C0, "ret", Kind::kReturn},
  };
  for (const auto& c : cases) {
    const DecodedInstruction decoded = decode_a64(c.word);
    EXPECT_EQ(decoded.text, c.text);
    EXPECT_EQ(decoded.kind, c.kind) << c.text;
    EXPECT_FALSE(decoded.target) << c.text;
  }
}

TEST(DisasmA64, NamesTrapsAndBranchTargets) {
  EXPECT_EQ(decode_a64(0x00000000).text, "udf #0");
  EXPECT_EQ(decode_a64(0x00000000).kind, Kind::kTrap);
  EXPECT_EQ(decode_a64(0x0000002A).text, "udf #42");
  EXPECT_EQ(decode_a64(0xD503241F).text, "bti");
  EXPECT_EQ(decode_a64(0xD503245F).text, "bti c");
  EXPECT_EQ(decode_a64(0xD503245F).kind, Kind::kLandingPad);
  EXPECT_EQ(decode_a64(0xD503249F).text, "bti j");
  EXPECT_EQ(decode_a64(0xD50324DF).text, "bti jc");
}

TEST(DisasmA64, TellsWhatIsNoInstruction) {
  std::vector<uint8_t> code = code_of({0xD503201F, 0xFFFFFFFF, 0xD65F03C0});
  code.push_back(0x1F);
  code.push_back(0x20);
  const auto listing = disassemble_a64(code, 0, 14);
  ASSERT_EQ(listing.size(), 5u);
  EXPECT_EQ(listing[1].text, ".word 0xffffffff");
  EXPECT_EQ(listing[1].kind, Kind::kUnknown);
  EXPECT_EQ(listing[2].text, "ret");
  EXPECT_EQ(listing[3].text, ".byte 0x1f");
  EXPECT_EQ(listing[4].text, ".byte 0x20");
  EXPECT_EQ(listing[4].kind, Kind::kUnknown);
}

TEST(Disasm, TakesTheTargetsDecoder) {
  const std::vector<uint8_t> code = {0xC3, 0x03, 0x5F, 0xD6, 0xC0, 0x03, 0x5F, 0xD6};
  EXPECT_EQ(disassemble(Target::kX86_64, code, 0, 1)[0].text, "ret");
  EXPECT_EQ(disassemble(Target::kX86_64V3, code, 0, 1)[0].text, "ret");
  const auto listing = disassemble(Target::kAarch64, code, 4, 8);
  ASSERT_EQ(listing.size(), 1u);
  EXPECT_EQ(listing[0].text, "ret");
}

}  // namespace
}  // namespace shoal::arch
