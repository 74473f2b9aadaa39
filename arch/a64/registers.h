// AArch64: which register plays which part.
//
//   sp, x29, x30     stack pointer, frame pointer (frames keep a chain), return address
//   x28              VmContext, pinned          x27   memory base, pinned
//   x26              memory limit, pinned in checked code
//   x18              the platform's: never touched
//   x16, v31         scratch of the MacroAssembler: never live between two of its methods, except
//                    where one says so
//   x17, v30         a second scratch, never live between two methods at all
//   x0 x1 x8-x13, v0 v1 v16-v21                 temporaries: operands of the value stack
//   x2-x7 x14 x15 x19-x25, v2-v15 v22-v29       homes of locals
// x19-x25 and v8-v15 are preserved by calls (as in the C convention, so C++ preserves them too: of
// the vector registers their low halves, which are all that is used). In code that counts fuel x25
// holds what is left, and is no home.
#ifndef SHOAL_ARCH_A64_REGISTERS_H_
#define SHOAL_ARCH_A64_REGISTERS_H_

#include <array>

#include "arch/registers.h"

namespace shoal::arch::a64 {

constexpr Reg x(uint8_t n) { return Reg::gpr(n); }
constexpr Reg v(uint8_t n) { return Reg::fpr(n); }
inline constexpr Reg kFramePointer = x(29), kLinkRegister = x(30);
/// Number 31 is the stack pointer or zero, as the instruction has it.
inline constexpr Reg kStackPointer = x(31), kZero = x(31);

/// The parts that the compiler asks for by name.
struct Registers {
  static constexpr Reg kContext = x(28);
  static constexpr Reg kMemoryBase = x(27);
  static constexpr Reg kMemoryLimit = x(26);
  static constexpr Reg kScratch = x(16);
  static constexpr Reg kFloatScratch = v(31);
  static constexpr Reg kZeroRegister = kZero;
  /// Holds a function record across argument set-up; no argument register, and a temporary.
  static constexpr Reg kCallRecord = x(8);

  // Arguments begin with homes, where a parameter may stay; results are temporaries.
  static constexpr std::array<Reg, 8> kIntArgs = {x(2), x(3), x(4), x(5), x(6), x(7), x(0), x(1)};
  static constexpr std::array<Reg, 8> kFloatArgs = {v(2), v(3), v(4), v(5), v(6), v(7), v(0), v(1)};
  static constexpr std::array<Reg, 2> kIntResults = {x(0), x(1)};
  static constexpr std::array<Reg, 2> kFloatResults = {v(0), v(1)};
  /// The C convention's arguments, and its integer result. (Its float result is ours.)
  static constexpr std::array<Reg, 8> kCArgs = {x(0), x(1), x(2), x(3), x(4), x(5), x(6), x(7)};
  static constexpr std::array<Reg, 8> kCFloatArgs = {v(0), v(1), v(2), v(3),
                                                     v(4), v(5), v(6), v(7)};
  static constexpr Reg kCResult = x(0);

  static constexpr RegSet kTemporaries = {x(0), x(1), x(8),  x(9),  x(10), x(11), x(12), x(13),
                                          v(0), v(1), v(16), v(17), v(18), v(19), v(20), v(21)};
  /// Homes that calls destroy, and homes that they preserve, in order of preference.
  static constexpr std::array<Reg, 8> kVolatileHomes = {x(2), x(3), x(4),  x(5),
                                                        x(6), x(7), x(14), x(15)};
  static constexpr std::array<Reg, 7> kPreservedHomes = {x(19), x(20), x(21), x(22),
                                                         x(23), x(24), x(25)};
  static constexpr Reg kFuel = kPreservedHomes.back();
  static constexpr std::array<Reg, 14> kVolatileFloatHomes = {
      v(2), v(3), v(4), v(5), v(6), v(7), v(22), v(23), v(24), v(25), v(26), v(27), v(28), v(29)};
  static constexpr std::array<Reg, 8> kPreservedFloatHomes = {v(8),  v(9),  v(10), v(11),
                                                              v(12), v(13), v(14), v(15)};
};

}  // namespace shoal::arch::a64

#endif  // SHOAL_ARCH_A64_REGISTERS_H_
