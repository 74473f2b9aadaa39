// Disassembly of emitted code, for people, for golden tests, and as a second opinion on what the
// MacroAssemblers emit. Every CPU's code, whichever the host is. The target shoal_disasm; the core
// library does not link it.
#ifndef SHOAL_ARCH_DISASM_H_
#define SHOAL_ARCH_DISASM_H_

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "shoal/target.h"

namespace shoal::arch {

/// One decoded machine instruction.
struct DecodedInstruction {
  /// What the instruction does, as far as a reader of any CPU's code wants to know.
  enum class Kind : uint8_t {
    kOther,
    kJump,        ///< Goes elsewhere; `target` is set if that is relative.
    kBranch,      ///< A jump on a condition; relative.
    kCall,        ///< To return; `target` is set if it is relative.
    kReturn,      ///< From a call.
    kAddress,     ///< Computes the address `target`, relative to its own.
    kLandingPad,  ///< Where indirect jumps and calls may go; else does nothing.
    kNop,         ///< Nothing, at any length.
    kTrap,        ///< The undefined instruction that traps are made of.
    kUnknown,     ///< No instruction at all.
  };
  uint32_t offset = 0;  ///< In the code that was given.
  uint32_t size = 0;    ///< In bytes.
  Kind kind = Kind::kOther;
  /// The instruction, without the target if there is one: how to write that is up to the reader of
  /// `target`. It comes last, behind a space.
  std::string text;
  /// As an offset in the code that was given; may lie outside.
  std::optional<int64_t> target;
};

/// Decodes `code`, which is for `target`, from offset `begin` to offset `end`. The instructions
/// follow each other without a gap.
std::vector<DecodedInstruction> disassemble(Target target, std::span<const uint8_t> code,
                                            uint32_t begin, uint32_t end);

/// In Intel syntax with lower-case hexadecimal numbers. A byte that begins no instruction becomes
/// one `.byte`.
std::vector<DecodedInstruction> disassemble_x64(std::span<const uint8_t> code, uint32_t begin,
                                                uint32_t end);
/// In Arm's syntax. A word that is no instruction becomes one `.word`, bytes of an incomplete word
/// a `.byte` each.
std::vector<DecodedInstruction> disassemble_a64(std::span<const uint8_t> code, uint32_t begin,
                                                uint32_t end);

}  // namespace shoal::arch

#endif  // SHOAL_ARCH_DISASM_H_
