// What the executable specification of the MacroAssemblers has to know of each CPU: registers to
// test with and to leave alone, and the ways in which code is emitted.
#ifndef SHOAL_TESTS_MASM_CPUS_H_
#define SHOAL_TESTS_MASM_CPUS_H_

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "arch/a64/macro_assembler.h"
#include "arch/x64/macro_assembler.h"

namespace shoal::arch {

template <class Masm>
struct MasmCpu;

template <>
struct MasmCpu<x64::MacroAssembler> {
  static constexpr uint8_t kRegisters = 16;  ///< In each bank.
  /// Integer registers of every sort: with and without encodings of their own as bases and as
  /// bytes, preserved by calls and not.
  static constexpr std::array<Reg, 12> kInts = {x64::rax, x64::rcx, x64::rdx, x64::rbx,
                                                x64::rsi, x64::rdi, x64::r8,  x64::r9,
                                                x64::r12, x64::r13, x64::r15, x64::r10};
  /// The frame's, the context's and the platform's.
  static constexpr RegSet kReserved = {x64::rsp, x64::rbp, x64::Registers::kContext};
  /// Never live between two methods.
  static constexpr RegSet kScratch = {x64::Registers::kScratch, x64::Registers::kFloatScratch};
  static constexpr std::array<Reg, 5> kPreserved = {x64::rbx, x64::r12, x64::r13, x64::r14,
                                                    x64::r15};
  struct Variant {
    x64::Features features;
    Reach reach = Reach::kLong;
    std::string name() const {
      std::string s;
      if (features.avx) s += "Avx";
      if (features.bmi2) s += "Bmi2";
      if (features.lzcnt) s += "Lzcnt";
      if (features.tzcnt) s += "Tzcnt";
      return s.empty() ? "None" : s;
    }
  };
  /// The host's features, none, and each of the others without the rest: what emitted code does
  /// depends on one at a time.
  static std::vector<Variant> variants() {
    const x64::Features host = x64::Features::host();
    std::vector<Variant> all = {{host}, {}};
    if (host.bmi2) all.push_back({{.bmi2 = true}});
    if (host.lzcnt) all.push_back({{.lzcnt = true}});
    if (host.tzcnt) all.push_back({{.tzcnt = true}});
    return all;
  }
  /// Fewer, which differ in most instructions.
  static std::vector<Variant> main_variants() { return {{x64::Features::host()}, {}}; }
};

template <>
struct MasmCpu<a64::MacroAssembler> {
  static constexpr uint8_t kRegisters = 32;
  static constexpr std::array<Reg, 12> kInts = {a64::x(0),  a64::x(1),  a64::x(2),  a64::x(3),
                                                a64::x(4),  a64::x(5),  a64::x(8),  a64::x(9),
                                                a64::x(19), a64::x(25), a64::x(27), a64::x(15)};
  static constexpr RegSet kReserved = {a64::x(18), a64::kFramePointer, a64::kLinkRegister,
                                       a64::kStackPointer, a64::Registers::kContext};
  static constexpr RegSet kScratch = {a64::Registers::kScratch, a64::x(17),
                                      a64::Registers::kFloatScratch, a64::v(30)};
  static constexpr std::array<Reg, 18> kPreserved = {
      a64::x(19), a64::x(20), a64::x(21), a64::x(22), a64::x(23), a64::x(24),
      a64::x(25), a64::x(26), a64::x(27), a64::x(28), a64::v(8),  a64::v(9),
      a64::v(10), a64::v(11), a64::v(12), a64::v(13), a64::v(14), a64::v(15)};
  struct Variant {
    a64::Features features;
    Reach reach = Reach::kShort;
    std::string name() const {
      return reach == Reach::kShort    ? "ShortReach"
             : reach == Reach::kMedium ? "MediumReach"
                                       : "LongReach";
    }
  };
  static std::vector<Variant> variants() {
    return {{{}, Reach::kShort}, {{}, Reach::kMedium}, {{}, Reach::kLong}};
  }
  static std::vector<Variant> main_variants() { return {{}}; }
};

}  // namespace shoal::arch

#endif  // SHOAL_TESTS_MASM_CPUS_H_
