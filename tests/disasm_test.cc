// The disassembler behind objdump and the golden tests.
#include "arch/disasm.h"

#include <gtest/gtest.h>

#include <cstdint>
#include <vector>

namespace shoal::arch {
namespace {

TEST(DisasmX64, WritesIntelSyntax) {
  const std::vector<uint8_t> code = {0x41, 0x8B, 0x44, 0x0E, 0x08};  // mov eax, [r14+rcx+8]
  const auto listing = disassemble_x64(code, 0, 5);
  ASSERT_EQ(listing.size(), 1u);
  EXPECT_EQ(listing[0].size, 5u);
  EXPECT_EQ(listing[0].text, "mov eax, [r14+rcx*1+0x8]");
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
  EXPECT_EQ(listing[1].text, "jz");
  EXPECT_EQ(listing[1].target, 0);
  EXPECT_EQ(listing[2].text, "call");
  EXPECT_EQ(listing[2].target, 0x18);
}

TEST(DisasmX64, StartsAndStopsWhereItIsTold) {
  const std::vector<uint8_t> code = {0x90, 0x0F, 0x0B, 0xC3};  // nop; ud2; ret
  const auto listing = disassemble_x64(code, 1, 3);
  ASSERT_EQ(listing.size(), 1u);
  EXPECT_EQ(listing[0].offset, 1u);
  EXPECT_EQ(listing[0].text, "ud2");
}

TEST(DisasmX64, NeverReadsBeyondTheEnd) {
  const std::vector<uint8_t> code = {0xE8, 0x10};  // the beginning of a call
  const auto listing = disassemble_x64(code, 0, 2);
  ASSERT_EQ(listing.size(), 2u);
  EXPECT_EQ(listing[0].text, ".byte 0xe8");
  EXPECT_EQ(listing[1].text, ".byte 0x10");
}

}  // namespace
}  // namespace shoal::arch
