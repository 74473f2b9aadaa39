#include "arch/disasm.h"

#include <Zydis/Zydis.h>

#include <array>
#include <cstdio>

namespace shoal::arch {
namespace {

using Kind = DecodedInstruction::Kind;

class X64Decoder {
 public:
  X64Decoder() {
    ZydisDecoderInit(&decoder_, ZYDIS_MACHINE_MODE_LONG_64, ZYDIS_STACK_WIDTH_64);
    ZydisFormatterInit(&formatter_, ZYDIS_FORMATTER_STYLE_INTEL);
    ZydisFormatterSetProperty(&formatter_, ZYDIS_FORMATTER_PROP_HEX_UPPERCASE, ZYAN_FALSE);
    ZydisFormatterSetProperty(&formatter_, ZYDIS_FORMATTER_PROP_FORCE_RELATIVE_RIPREL, ZYAN_TRUE);
    ZydisFormatterSetProperty(&formatter_, ZYDIS_FORMATTER_PROP_ADDR_PADDING_RELATIVE,
                              ZYDIS_PADDING_DISABLED);
    ZydisFormatterSetProperty(&formatter_, ZYDIS_FORMATTER_PROP_DISP_PADDING,
                              ZYDIS_PADDING_DISABLED);
    ZydisFormatterSetProperty(&formatter_, ZYDIS_FORMATTER_PROP_IMM_PADDING,
                              ZYDIS_PADDING_DISABLED);
  }

  /// The instruction at the start of `bytes`, which is `offset` in the whole.
  DecodedInstruction decode(std::span<const uint8_t> bytes, uint32_t offset) {
    ZydisDecodedInstruction instruction;
    std::array<ZydisDecodedOperand, ZYDIS_MAX_OPERAND_COUNT> operands;
    if (ZYAN_FAILED(ZydisDecoderDecodeFull(&decoder_, bytes.data(), bytes.size(), &instruction,
                                           operands.data()))) {
      return undecodable(bytes[0], offset);
    }
    DecodedInstruction result{offset, instruction.length, kind_of(instruction), {}, {}};
    const ZydisDecodedOperand& first = operands[0];
    if (instruction.operand_count_visible > 0 && first.type == ZYDIS_OPERAND_TYPE_IMMEDIATE &&
        first.imm.is_relative) {
      result.text = ZydisMnemonicGetString(instruction.mnemonic);
      result.target = int64_t{offset} + instruction.length + first.imm.value.s;
      return result;
    }
    if (instruction.mnemonic == ZYDIS_MNEMONIC_LEA && operands[1].mem.base == ZYDIS_REGISTER_RIP) {
      result.kind = Kind::kAddress;
      result.text = std::string("lea ") + ZydisRegisterGetString(first.reg.value) + ",";
      result.target = int64_t{offset} + instruction.length + operands[1].mem.disp.value;
      return result;
    }
    for (ZydisDecodedOperand& operand :
         std::span(operands).first(instruction.operand_count_visible)) {
      if (operand.mem.scale == 1) operand.mem.scale = 0;  // Not printed: "rcx", not "rcx*1".
    }
    // Operands of arithmetic are numbers, and often negative; what is moved is bits.
    ZydisFormatterSetProperty(&formatter_, ZYDIS_FORMATTER_PROP_IMM_SIGNEDNESS,
                              instruction.mnemonic == ZYDIS_MNEMONIC_MOV ? ZYDIS_SIGNEDNESS_UNSIGNED
                                                                         : ZYDIS_SIGNEDNESS_SIGNED);
    std::array<char, 128> text;
    ZydisFormatterFormatInstruction(&formatter_, &instruction, operands.data(),
                                    instruction.operand_count_visible, text.data(), text.size(),
                                    offset, nullptr);
    result.text = text.data();
    return result;
  }

 private:
  static Kind kind_of(const ZydisDecodedInstruction& instruction) {
    if (instruction.mnemonic == ZYDIS_MNEMONIC_UD2) return Kind::kTrap;
    if (instruction.mnemonic == ZYDIS_MNEMONIC_ENDBR64) return Kind::kLandingPad;
    switch (instruction.meta.category) {
      case ZYDIS_CATEGORY_CALL: return Kind::kCall;
      case ZYDIS_CATEGORY_COND_BR: return Kind::kBranch;
      case ZYDIS_CATEGORY_NOP:
      case ZYDIS_CATEGORY_WIDENOP: return Kind::kNop;
      case ZYDIS_CATEGORY_RET: return Kind::kReturn;
      case ZYDIS_CATEGORY_UNCOND_BR: return Kind::kJump;
      default: return Kind::kOther;
    }
  }

  static DecodedInstruction undecodable(uint8_t byte, uint32_t offset) {
    std::array<char, 16> text;
    std::snprintf(text.data(), text.size(), ".byte 0x%02x", byte);
    return {offset, 1, Kind::kUnknown, text.data(), {}};
  }

  ZydisDecoder decoder_;
  ZydisFormatter formatter_;
};

}  // namespace

std::vector<DecodedInstruction> disassemble_x64(std::span<const uint8_t> code, uint32_t begin,
                                                uint32_t end) {
  X64Decoder decoder;
  std::vector<DecodedInstruction> result;
  for (uint32_t at = begin; at < end; at += result.back().size) {
    result.push_back(decoder.decode(code.subspan(at, end - at), at));
  }
  return result;
}

}  // namespace shoal::arch
