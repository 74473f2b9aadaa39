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

/// The kind of an instruction whose last operand is relative to its own place, or kOther.
Kind relative_kind(unsigned id) {
  switch (id) {
    case ARM64_INS_B:
    case ARM64_INS_CBZ:
    case ARM64_INS_CBNZ:
    case ARM64_INS_TBZ:
    case ARM64_INS_TBNZ: return Kind::kJump;
    case ARM64_INS_BL: return Kind::kCall;
    case ARM64_INS_ADR: return Kind::kAddress;
    default: return Kind::kOther;
  }
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
      if (word == hint.word) return {offset, kWord, Kind::kOther, hint.text, {}};
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
    DecodedInstruction result{
        offset, kWord, relative_kind(instruction_->id), instruction_->mnemonic, {}};
    if (instruction_->id == ARM64_INS_NOP) result.kind = Kind::kNop;
    std::string_view operands = instruction_->op_str;
    if (result.kind != Kind::kOther && result.kind != Kind::kNop) {
      const cs_arm64& detail = instruction_->detail->arm64;
      result.target = detail.operands[detail.op_count - 1].imm;
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
