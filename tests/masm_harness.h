// For tests of the host's MacroAssembler: runs what it emits over a whole register file and shows
// what changed. The tests are one executable specification for all CPUs; what differs between them
// is in masm_cpus.h.
#ifndef SHOAL_TESTS_MASM_HARNESS_H_
#define SHOAL_TESTS_MASM_HARNESS_H_

#include <gtest/gtest.h>

#include <bit>
#include <cstddef>
#include <cstdint>
#include <set>
#include <string>
#include <vector>

#include "arch/host.h"
#include "jit/code_memory.h"
#include "tests/masm_cpus.h"

namespace shoal::arch {

using Masm = HostMacroAssembler;
using Cpu = MasmCpu<Masm>;
using Variant = Cpu::Variant;

// Registers to test with.
inline constexpr Reg i0 = Cpu::kInts[0], i1 = Cpu::kInts[1], i2 = Cpu::kInts[2], i3 = Cpu::kInts[3],
                     i4 = Cpu::kInts[4], i5 = Cpu::kInts[5], i6 = Cpu::kInts[6], i7 = Cpu::kInts[7],
                     i8 = Cpu::kInts[8], i9 = Cpu::kInts[9], i10 = Cpu::kInts[10],
                     i11 = Cpu::kInts[11];
constexpr Reg fr(uint8_t n) { return Reg::fpr(n); }

/// The registers before and after a piece of code. It plays the context: kContext points to it.
struct Machine {
  uint64_t ints[Cpu::kRegisters];
  uint64_t floats[Cpu::kRegisters];

  /// Something recognisable in every register, upper halves included.
  Machine() {
    for (uint64_t i = 0; i < Cpu::kRegisters; ++i) {
      ints[i] = 0xA5A5A5A500000000 + i;
      floats[i] = 0x5A5A5A5A00000000 + i;
    }
  }
  uint64_t& operator[](Reg r) { return r.is_float() ? floats[r.code()] : ints[r.code()]; }
  uint64_t operator[](Reg r) const { return r.is_float() ? floats[r.code()] : ints[r.code()]; }

  static uint32_t offset(Reg r) {
    return (r.is_float() ? static_cast<uint32_t>(offsetof(Machine, floats)) : 0u) + 8u * r.code();
  }
};

/// Registers that code under test may use.
inline RegSet usable_registers() {
  RegSet all;
  for (uint8_t i = 0; i < Cpu::kRegisters; ++i) {
    all.add(Reg::gpr(i));
    all.add(Reg::fpr(i));
  }
  return all - Cpu::kReserved;
}

/// Emitted code as a function over a Machine.
class Code {
 public:
  /// What code under test may use of the frame, upward from here: far cells, and near cells if the
  /// CPU has any.
  static constexpr int32_t kFarCells = -512, kNearCells = Masm::kFrameRecord;
  static constexpr uint32_t kFarCount = 44, kNearCount = Masm::kNearCells;

  template <class Emit>
  Code(const Variant& variant, Emit emit) {
    constexpr uint32_t kFrameBytes = 512;
    Masm masm(variant.features, {});
    masm.begin_function(variant.reach);
    masm.patch_frame(masm.enter(8 * kNearCount, kFrameBytes, true), kFrameBytes);
    save(masm);
    masm.move(Width::k64, Masm::kContext, Masm::kCArgs[0]);
    for (Reg r : usable_registers()) {
      masm.load(r.is_float() ? LoadKind::kF64 : LoadKind::kI64, r, in_machine(r));
    }
    emit(masm);
    for (Reg r : usable_registers()) {
      masm.store(r.is_float() ? StoreKind::kF64 : StoreKind::kI64, in_machine(r), r);
    }
    restore(masm);
    masm.leave(0);
    masm.end_function();
    EXPECT_FALSE(masm.failed());
    EXPECT_FALSE(masm.beyond_reach());
    memory_ = *jit::CodeMemory::copy_of(masm.code());
    EXPECT_TRUE(memory_.seal());
  }

  void run(Machine& m) const {
    using Function = void (*)(Machine*);
    std::bit_cast<Function>(memory_.data())(&m);
  }

 private:
  static Address in_machine(Reg r) {
    return {Masm::kContext, kNoReg, static_cast<int32_t>(Machine::offset(r))};
  }
  static ValueKind whole(Reg r) { return r.is_float() ? ValueKind::kF64 : ValueKind::kI64; }
  static void save(Masm& masm) {
    int32_t cell = 0;
    for (Reg r : Cpu::kPreserved) masm.store_frame(whole(r), cell -= 8, r);
  }
  static void restore(Masm& masm) {
    int32_t cell = 0;
    for (Reg r : Cpu::kPreserved) masm.load_frame(whole(r), r, cell -= 8);
  }

  jit::CodeMemory memory_;
};

/// Runs the code and checks the MacroAssembler's contract: only `results` and the scratch registers
/// may change.
inline void run_and_check(const Code& code, Machine& m, RegSet results) {
  const Machine before = m;
  code.run(m);
  for (Reg r : usable_registers() - results - Cpu::kScratch) {
    if (m[r] == before[r]) continue;
    FAIL() << (r.is_float() ? "float register " : "register ") << int{r.code()} << " was destroyed";
  }
}

class MasmTest : public testing::TestWithParam<Variant> {
 protected:
  const Variant& variant() const { return GetParam(); }
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

inline int64_t signed_value(Width w, uint64_t bits) {
  return w == Width::k32 ? static_cast<int32_t>(bits) : static_cast<int64_t>(bits);
}

/// Integers around everything that instructions treat specially. Those of 32 bits are
/// zero-extended, as the compiler keeps them.
inline std::vector<uint64_t> int_edges(Width w) {
  std::vector<uint64_t> all = {
      0,          1,          2,          3,          31,        32,         33,
      63,         64,         0x7F,       0x80,       0xFF,      0xFFF,      0x1000,
      0x7FFF,     0x8000,     0xFFFF,     0xFFF000,   0x1000001, 0x7FFFFFFF, 0x80000000,
      0x80000001, 0xFFFFF000, 0xFFFFFFFE, 0xFFFFFFFF, 0x12345678};
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

inline constexpr Cond kIntConds[] = {Cond::kEq,  Cond::kNe,  Cond::kLtS, Cond::kGeS, Cond::kGtS,
                                     Cond::kLeS, Cond::kLtU, Cond::kGeU, Cond::kGtU, Cond::kLeU};

inline bool holds(Cond c, Width w, uint64_t a, uint64_t b) {
  const int64_t sa = signed_value(w, a), sb = signed_value(w, b);
  switch (c) {
    case Cond::kEq: return a == b;
    case Cond::kNe: return a != b;
    case Cond::kLtS: return sa < sb;
    case Cond::kGeS: return sa >= sb;
    case Cond::kGtS: return sa > sb;
    case Cond::kLeS: return sa <= sb;
    case Cond::kLtU: return a < b;
    case Cond::kGeU: return a >= b;
    case Cond::kGtU: return a > b;
    default: return a <= b;
  }
}

inline bool holds(Cond c, double a, double b) {
  switch (c) {
    case Cond::kFEq: return a == b;
    case Cond::kFNe: return a != b;
    case Cond::kFLt: return a < b;
    case Cond::kFNotLt: return !(a < b);
    case Cond::kFGt: return a > b;
    case Cond::kFNotGt: return !(a > b);
    case Cond::kFLe: return a <= b;
    case Cond::kFNotLe: return !(a <= b);
    case Cond::kFGe: return a >= b;
    default: return !(a >= b);
  }
}

/// Every value of `w` that repeats a rotated run of ones over 2, 4, ... bits: what some CPUs encode
/// as immediates of logical operations, and what values that they cannot encode look like from
/// nearby.
inline std::set<uint64_t> repeated_runs(Width w) {
  std::set<uint64_t> all;
  const int bits = w == Width::k32 ? 32 : 64;
  for (int size = 2; size <= bits; size *= 2) {
    for (int ones = 1; ones < size; ++ones) {
      for (int rotation = 0; rotation < size; ++rotation) {
        uint64_t value = 0;
        for (int i = 0; i < bits; ++i) {
          if ((i + rotation) % size < ones) value |= uint64_t{1} << i;
        }
        all.insert(value);
      }
    }
  }
  return all;
}

}  // namespace shoal::arch

#endif  // SHOAL_TESTS_MASM_HARNESS_H_
