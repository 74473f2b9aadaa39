#include "arch/disasm.h"

#include <capstone/capstone.h>

#include <array>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <string_view>

namespace shoal::arch {
namespace {

using Kind = DecodedInstruction::Kind;

constexpr uint32_t kWord = sizeof(uint32_t);

/// Instructions that capstone 4, older than they are, prints as plain hints.
struct Hint {
  uint32_t word;
  const char* text;
};
constexpr std::array<Hint, 4> kBranchTargets = {
    {{0xD503241F, "bti"}, {0xD503245F, "bti c"}, {0xD503249F, "bti j"}, {0xD50324DF, "bti jc"}}};

std::string formatted(const char* format, unsigned value) {
  std::array<char, 32> text;
  std::snprintf(text.data(), text.size(), format, value);
  return text.data();
}

Kind kind_of(const cs_insn& instruction) {
  switch (instruction.id) {
    case ARM64_INS_B: {
      const arm64_cc condition = instruction.detail->arm64.cc;
      return condition == ARM64_CC_INVALID || condition == ARM64_CC_AL ? Kind::kJump
                                                                       : Kind::kBranch;
    }
    case ARM64_INS_CBZ:
    case ARM64_INS_CBNZ:
    case ARM64_INS_TBZ:
    case ARM64_INS_TBNZ: return Kind::kBranch;
    case ARM64_INS_BR: return Kind::kJump;
    case ARM64_INS_BL:
    case ARM64_INS_BLR: return Kind::kCall;
    case ARM64_INS_RET: return Kind::kReturn;
    case ARM64_INS_ADR: return Kind::kAddress;
    case ARM64_INS_NOP: return Kind::kNop;
    default: return Kind::kOther;
  }
}

/// The last operand if it is relative to the instruction's own place; where it leads.
std::optional<int64_t> target_of(const cs_insn& instruction) {
  switch (kind_of(instruction)) {
    case Kind::kJump:
    case Kind::kBranch:
    case Kind::kCall:
    case Kind::kAddress: break;
    default: return {};
  }
  const cs_arm64& detail = instruction.detail->arm64;
  const cs_arm64_op& last = detail.operands[detail.op_count - 1];
  if (last.type != ARM64_OP_IMM) return {};  // In a register.
  return last.imm;
}

class A64Decoder {
 public:
  A64Decoder() {
    // Fails only if capstone was built without this CPU.
    if (cs_open(CS_ARCH_ARM64, CS_MODE_LITTLE_ENDIAN, &capstone_) != CS_ERR_OK) std::abort();
    cs_option(capstone_, CS_OPT_DETAIL, CS_OPT_ON);
    instruction_ = cs_malloc(capstone_);
  }
  A64Decoder(const A64Decoder&) = delete;
  A64Decoder& operator=(const A64Decoder&) = delete;
  ~A64Decoder() {
    cs_free(instruction_, 1);
    cs_close(&capstone_);
  }

  /// The instruction at the start of `bytes`, which is `offset` in the whole.
  DecodedInstruction decode(std::span<const uint8_t> bytes, uint32_t offset) {
    if (bytes.size() < kWord) {
      return {offset, 1, Kind::kUnknown, formatted(".byte 0x%02x", bytes[0]), {}};
    }
    uint32_t word;
    std::memcpy(&word, bytes.data(), kWord);
    if (word <= 0xFFFF) return {offset, kWord, Kind::kTrap, formatted("udf #%u", word), {}};
    for (const Hint& hint : kBranchTargets) {
      if (word == hint.word) return {offset, kWord, Kind::kLandingPad, hint.text, {}};
    }
    const uint8_t* at = bytes.data();
    size_t left = kWord;
    uint64_t address = offset;
    if (!cs_disasm_iter(capstone_, &at, &left, &address, instruction_)) {
      return {offset, kWord, Kind::kUnknown, formatted(".word 0x%08x", word), {}};
    }
    return describe(offset);
  }

 private:
  /// What capstone just decoded.
  DecodedInstruction describe(uint32_t offset) const {
    DecodedInstruction result{offset, kWord, kind_of(*instruction_), instruction_->mnemonic,
                              target_of(*instruction_)};
    std::string_view operands = instruction_->op_str;
    if (result.target) {
      const size_t comma = operands.rfind(',');
      operands = operands.substr(0, comma == std::string_view::npos ? 0 : comma + 1);
    }
    if (!operands.empty()) result.text += " " + std::string(operands);
    return result;
  }

  csh capstone_ = 0;
  cs_insn* instruction_ = nullptr;
};

}  // namespace

std::vector<DecodedInstruction> disassemble_a64(std::span<const uint8_t> code, uint32_t begin,
                                                uint32_t end) {
  A64Decoder decoder;
  std::vector<DecodedInstruction> result;
  for (uint32_t at = begin; at < end; at += result.back().size) {
    result.push_back(decoder.decode(code.subspan(at, end - at), at));
  }
  return result;
}

}  // namespace shoal::arch
