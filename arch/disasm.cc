#include "arch/disasm.h"

namespace shoal::arch {

std::vector<DecodedInstruction> disassemble(Target target, std::span<const uint8_t> code,
                                            uint32_t begin, uint32_t end) {
  const bool is_a64 = target == Target::kAarch64;
  return (is_a64 ? disassemble_a64 : disassemble_x64)(code, begin, end);
}

}  // namespace shoal::arch
