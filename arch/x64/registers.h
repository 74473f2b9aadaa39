// x86-64: which register plays which part.
//
//   rsp, rbp   stack and frame pointer (frames keep a chain)
//   r14        VmContext, pinned          r15   memory base, pinned
//   r10        memory limit, pinned in checked code; an ordinary home in guarded code
//   r11, xmm15 scratch of the MacroAssembler: never live between two of its methods, except where
//              one says so
//   rax rcx rdx, xmm0-xmm5                        temporaries: operands of the value stack
//   rdi r8 r9 (r10) rsi rbx r12 r13, xmm6-xmm14   homes of locals; if of none, temporaries too
// rbx, r12, r13 are preserved by calls (as in the System V convention, so C++ preserves them too).
// In code that counts fuel r13 holds what is left, and is no home.
#ifndef SHOAL_ARCH_X64_REGISTERS_H_
#define SHOAL_ARCH_X64_REGISTERS_H_

#include <array>

#include "arch/registers.h"

namespace shoal::arch::x64 {

inline constexpr Reg rax = Reg::gpr(0), rcx = Reg::gpr(1), rdx = Reg::gpr(2), rbx = Reg::gpr(3),
                     rsp = Reg::gpr(4), rbp = Reg::gpr(5), rsi = Reg::gpr(6), rdi = Reg::gpr(7),
                     r8 = Reg::gpr(8), r9 = Reg::gpr(9), r10 = Reg::gpr(10), r11 = Reg::gpr(11),
                     r12 = Reg::gpr(12), r13 = Reg::gpr(13), r14 = Reg::gpr(14), r15 = Reg::gpr(15);
constexpr Reg xmm(uint8_t n) { return Reg::fpr(n); }

/// The parts that the compiler asks for by name.
struct Registers {
  static constexpr Reg kContext = r14;
  static constexpr Reg kMemoryBase = r15;
  static constexpr Reg kMemoryLimit = r10;
  static constexpr Reg kScratch = r11;
  static constexpr Reg kFloatScratch = xmm(15);
  static constexpr Reg kZeroRegister = kNoReg;
  /// Holds a function record across argument set-up; no argument register, and a temporary.
  static constexpr Reg kCallRecord = rax;

  // Arguments begin with homes, where a parameter may stay; results are temporaries.
  static constexpr std::array<Reg, 6> kIntArgs = {rdi, r8, r9, rsi, rdx, rcx};
  static constexpr std::array<Reg, 8> kFloatArgs = {xmm(6),  xmm(7),  xmm(8), xmm(9),
                                                    xmm(10), xmm(11), xmm(0), xmm(1)};
  static constexpr std::array<Reg, 2> kIntResults = {rax, rdx};
  static constexpr std::array<Reg, 2> kFloatResults = {xmm(0), xmm(1)};
  /// The C convention's arguments, and its integer result. (Its float result is ours.)
  static constexpr std::array<Reg, 6> kCArgs = {rdi, rsi, rdx, rcx, r8, r9};
  static constexpr std::array<Reg, 8> kCFloatArgs = {xmm(0), xmm(1), xmm(2), xmm(3),
                                                     xmm(4), xmm(5), xmm(6), xmm(7)};
  static constexpr Reg kCResult = rax;

  static constexpr RegSet kTemporaries = {rax,    rcx,    rdx,    xmm(0), xmm(1),
                                          xmm(2), xmm(3), xmm(4), xmm(5)};
  /// Homes that calls destroy, and homes that they preserve, in order of preference.
  static constexpr std::array<Reg, 5> kVolatileHomes = {rdi, r8, r9, r10, rsi};
  static constexpr std::array<Reg, 3> kPreservedHomes = {rbx, r12, r13};
  static constexpr Reg kFuel = kPreservedHomes.back();
  static constexpr std::array<Reg, 9> kVolatileFloatHomes = {
      xmm(6), xmm(7), xmm(8), xmm(9), xmm(10), xmm(11), xmm(12), xmm(13), xmm(14)};
  static constexpr std::array<Reg, 0> kPreservedFloatHomes = {};
};

}  // namespace shoal::arch::x64

#endif  // SHOAL_ARCH_X64_REGISTERS_H_
