// For tests of the x86-64 MacroAssembler: runs what it emits over a whole register file and shows
// what changed.
#ifndef SHOAL_TESTS_MASM_X64_HARNESS_H_
#define SHOAL_TESTS_MASM_X64_HARNESS_H_

#include <gtest/gtest.h>

#include <bit>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "arch/x64/macro_assembler.h"
#include "jit/code_memory.h"

namespace shoal::arch::x64 {

/// The registers before and after a piece of code. It plays the context: kContext points to it.
struct Machine {
  uint64_t gpr[16];
  uint64_t xmm[16];

  /// Something recognisable in every register, upper halves included.
  Machine() {
    for (uint64_t i = 0; i < 16; ++i) {
      gpr[i] = 0xA5A5A5A500000000 + i;
      xmm[i] = 0x5A5A5A5A00000000 + i;
    }
  }
  uint64_t& operator[](Reg r) { return r.is_float() ? xmm[r.code()] : gpr[r.code()]; }
  uint64_t operator[](Reg r) const { return r.is_float() ? xmm[r.code()] : gpr[r.code()]; }

  static uint32_t offset(Reg r) {
    return (r.is_float() ? static_cast<uint32_t>(offsetof(Machine, xmm)) : 0u) + 8u * r.code();
  }
};

/// Registers that code under test may use. The frame and the context are the harness's.
inline RegSet usable_registers() {
  RegSet all;
  for (uint8_t i = 0; i < 16; ++i) {
    all.add(Reg::gpr(i));
    all.add(xmm(i));
  }
  return all - RegSet{rsp, rbp, Registers::kContext};
}

/// Emitted code as a function over a Machine.
class Code {
 public:
  static constexpr uint32_t kFrameBytes = 512;
  /// The part of the frame, from the lowest cell up, that code under test may use.
  static constexpr int32_t kFrameCells = -static_cast<int32_t>(kFrameBytes);

  template <class Emit>
  Code(const Features& features, Emit emit) {
    constexpr Reg kSaved[] = {rbx, r12, r13, r14, r15};
    MacroAssembler masm(features, {});
    masm.patch_frame(masm.enter(0, true), kFrameBytes);
    int32_t cell = 0;
    for (Reg r : kSaved) masm.store_frame(ValueKind::kI64, cell -= 8, r);
    masm.move(Width::k64, Registers::kContext, rdi);
    for (Reg r : usable_registers()) {
      if (r.is_float()) {
        masm.load_context_float(Width::k64, r, Machine::offset(r));
      } else {
        masm.load_context(Width::k64, r, Machine::offset(r));
      }
    }
    emit(masm);
    for (Reg r : usable_registers()) {
      if (r.is_float()) {
        masm.store_context_float(Width::k64, Machine::offset(r), r);
      } else {
        masm.store_context(Width::k64, Machine::offset(r), r);
      }
    }
    cell = 0;
    for (Reg r : kSaved) masm.load_frame(ValueKind::kI64, r, cell -= 8);
    masm.leave(0);
    masm.end_function();
    EXPECT_FALSE(masm.failed());
    memory_ = *jit::CodeMemory::seal(masm.code());
  }

  void run(Machine& m) const {
    using Function = void (*)(Machine*);
    std::bit_cast<Function>(memory_.executable())(&m);
  }

 private:
  jit::CodeMemory memory_;
};

/// Runs the code and checks the MacroAssembler's contract: only `results` and the scratch registers
/// may change.
inline void run_and_check(const Code& code, Machine& m, RegSet results) {
  const Machine before = m;
  code.run(m);
  for (Reg r :
       usable_registers() - results - RegSet{Registers::kScratch, Registers::kFloatScratch}) {
    if (m[r] == before[r]) continue;
    FAIL() << (r.is_float() ? "xmm" : "gpr ") << int{r.code()} << " was destroyed";
  }
}

/// The host's features, none, and each of the others without the rest: what emitted code does
/// depends on one at a time.
inline std::vector<Features> feature_sets() {
  const Features host = Features::host();
  std::vector<Features> sets = {host, {}};
  if (host.bmi2) sets.push_back({.bmi2 = true});
  if (host.lzcnt) sets.push_back({.lzcnt = true});
  if (host.tzcnt) sets.push_back({.tzcnt = true});
  return sets;
}

inline std::string feature_name(const Features& f) {
  std::string s;
  if (f.avx) s += "Avx";
  if (f.bmi2) s += "Bmi2";
  if (f.lzcnt) s += "Lzcnt";
  if (f.tzcnt) s += "Tzcnt";
  return s.empty() ? "None" : s;
}

class MasmTest : public testing::TestWithParam<Features> {
 protected:
  const Features& features() const { return GetParam(); }
};

/// Destination and operands in every way they can coincide.
struct Operands {
  Reg dst, lhs, rhs;
};
inline std::vector<Operands> aliasings(Reg a, Reg b, Reg c) {
  return {{a, b, c}, {b, b, c}, {c, b, c}, {a, b, b}, {b, b, b}};
}
inline std::string describe(const Operands& o) {
  return "dst " + std::to_string(o.dst.code()) + " lhs " + std::to_string(o.lhs.code()) + " rhs " +
         std::to_string(o.rhs.code());
}

constexpr Width kWidths[] = {Width::k32, Width::k64};

inline uint64_t mask(Width w) { return w == Width::k32 ? UINT32_MAX : UINT64_MAX; }

/// Integers around everything that instructions treat specially. Those of 32 bits are
/// zero-extended, as the compiler keeps them.
inline std::vector<uint64_t> int_edges(Width w) {
  std::vector<uint64_t> all = {
      0,      1,          2,          3,          31,         32,         33,
      63,     64,         0x7F,       0x80,       0xFF,       0x7FFF,     0x8000,
      0xFFFF, 0x7FFFFFFF, 0x80000000, 0x80000001, 0xFFFFFFFE, 0xFFFFFFFF, 0x12345678};
  if (w == Width::k64) {
    for (uint64_t v :
         {0x100000000u + uint64_t{0}, uint64_t{0x100000001}, uint64_t{0x7FFFFFFFFFFFFFFF},
          uint64_t{0x8000000000000000}, uint64_t{0x8000000000000001}, UINT64_MAX - 1, UINT64_MAX,
          uint64_t{0xFFFFFFFF80000000}, uint64_t{0x0123456789ABCDEF}}) {
      all.push_back(v);
    }
  }
  return all;
}

}  // namespace shoal::arch::x64

#endif  // SHOAL_TESTS_MASM_X64_HARNESS_H_
