// Disassembly of emitted code, for people and for golden tests: one function for each CPU,
// whichever the host is. The target shoal_disasm; the core library does not link it.
#ifndef SHOAL_ARCH_DISASM_H_
#define SHOAL_ARCH_DISASM_H_

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace shoal::arch {

/// One decoded machine instruction.
struct DecodedInstruction {
  uint32_t offset = 0;  ///< In the code that was given.
  uint32_t size = 0;    ///< In bytes.
  /// The instruction, without the target if it is a relative jump or call: how to write that is up
  /// to the reader of `target`.
  std::string text;
  /// Where a relative jump or call goes, as an offset in the code that was given; may lie outside.
  std::optional<int64_t> target;
};

/// Decodes `code` from offset `begin` to offset `end`, in Intel syntax with lower-case hexadecimal
/// numbers. A byte that begins no instruction becomes one `.byte`.
std::vector<DecodedInstruction> disassemble_x64(std::span<const uint8_t> code, uint32_t begin,
                                                uint32_t end);

}  // namespace shoal::arch

#endif  // SHOAL_ARCH_DISASM_H_
