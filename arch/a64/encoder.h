// Encodes AArch64 instructions: those that WebAssembly's operations become. Each is a word: a
// pattern, and the fields that it leaves open. What is rare goes through asmjit's Assembler, which
// this extends and which shares the buffer.
//
// Methods are named by group where the members of one differ in the pattern only, as the manual
// groups them; the patterns are the enumerations here. Number 31 is zero, or the stack pointer, as
// the instruction has it.
#ifndef SHOAL_ARCH_A64_ENCODER_H_
#define SHOAL_ARCH_A64_ENCODER_H_

#include <asmjit/arm/a64assembler.h>

#include <bit>
#include <cassert>
#include <cstdint>
#include <cstring>
#include <span>

#include "arch/a64/registers.h"
#include "arch/code_buffer.h"
#include "arch/operations.h"

namespace shoal::arch::a64 {

// Patterns, with all fields 0: of 32 bits where there are two widths.

/// rd = rn op shifted rm.
enum class Shifted : uint32_t {
  kAdd = 0x0B000000,
  kAdds = 0x2B000000,
  kSub = 0x4B000000,
  kSubs = 0x6B000000,
  kAnd = 0x0A000000,
  kBic = 0x0A200000,
  kOrr = 0x2A000000,
  kOrn = 0x2A200000,
  kEor = 0x4A000000,
  kEon = 0x4A200000,
  kAnds = 0x6A000000,
};
enum class ShiftKind : uint8_t { kLsl, kLsr, kAsr, kRor };
/// rd = rn op extended rm; 31 is the stack pointer but for rm.
enum class Extended : uint32_t { kAdd = 0x0B200000, kSub = 0x4B200000, kSubs = 0x6B200000 };
enum class Extension : uint8_t { kUxtw = 2, kUxtx = 3, kSxtw = 6 };
/// rd = rn op 12 bits, maybe shifted by 12; 31 is the stack pointer but for rd of those that set
/// flags.
enum class SumImm : uint32_t {
  kAdd = 0x11000000,
  kAdds = 0x31000000,
  kSub = 0x51000000,
  kSubs = 0x71000000,
};
/// rd = rn op a bit pattern.
enum class LogicalImm : uint32_t {
  kAnd = 0x12000000,
  kOrr = 0x32000000,
  kEor = 0x52000000,
  kAnds = 0x72000000,
};
enum class MoveWide : uint32_t { kMovn = 0x12800000, kMovz = 0x52800000, kMovk = 0x72800000 };
enum class Bitfield : uint32_t { kSigned = 0x13000000, kUnsigned = 0x53000000 };
/// rd = rn op rm.
enum class TwoSource : uint32_t {
  kUdiv = 0x1AC00800,
  kSdiv = 0x1AC00C00,
  kLslv = 0x1AC02000,
  kLsrv = 0x1AC02400,
  kAsrv = 0x1AC02800,
  kRorv = 0x1AC02C00,
};
/// rd = op rn.
enum class OneSource : uint32_t { kRbit = 0x5AC00000, kClz = 0x5AC01000 };
/// rd = ra op rn * rm; of 64 bits, with ra = kZero, also the upper half of the product.
enum class MultiplyAdd : uint32_t {
  kMadd = 0x1B000000,
  kMsub = 0x1B008000,
  kSmulh = 0x1B400000,
  kUmulh = 0x1BC00000,
};
/// rd = condition ? rn : op rm.
enum class Select : uint32_t { kCsel = 0x1A800000, kCsinc = 0x1A800400 };
/// Flags = condition ? rn compared with rm : as given.
enum class CompareIf : uint32_t { kCcmn = 0x3A400000, kCcmp = 0x7A400000 };

/// Floats of 32 bits: rd = rn op rm.
enum class Float2 : uint32_t {
  kFmul = 0x1E200800,
  kFdiv = 0x1E201800,
  kFadd = 0x1E202800,
  kFsub = 0x1E203800,
  kFmax = 0x1E204800,
  kFmin = 0x1E205800,
};
/// rd = op rn.
enum class Float1 : uint32_t {
  kFmov = 0x1E204000,
  kFabs = 0x1E20C000,
  kFneg = 0x1E214000,
  kFsqrt = 0x1E21C000,
  kFrintn = 0x1E244000,
  kFrintp = 0x1E24C000,
  kFrintm = 0x1E254000,
  kFrintz = 0x1E25C000,
};
/// Between a general register and a float.
enum class IntFloat : uint32_t {
  kScvtf = 0x1E220000,
  kUcvtf = 0x1E230000,
  kFcvtzs = 0x1E380000,
  kFcvtzu = 0x1E390000,
  kToGp = 0x1E260000,
  kFromGp = 0x1E270000,
};
/// Shifts of lanes by a constant, of 64 bits.
enum class VectorShift : uint32_t {
  kShl = 0x0F005400,
  kUshr = 0x2F000400,
  kSri = 0x2F004400,
  kSli = 0x2F005400,
};

/// The condition of a branch or select, as instructions encode it.
using ConditionBits = uint32_t;

/// A memory operand: a base and either a displacement or an index.
struct Mem {
  Mem(Reg base_reg, int32_t displacement) : base(base_reg), disp(displacement) {}
  /// The index shifted left by the size of the access or not at all; of 32 bits, zero-extended.
  Mem(Reg base_reg, Reg index_reg, Width index_bits, bool is_scaled = false)
      : base(base_reg), index(index_reg), index_width(index_bits), scaled(is_scaled) {}
  Reg base;
  Reg index = kNoReg;
  Width index_width = Width::k64;
  bool scaled = false;
  int32_t disp = 0;
};

/// What a load or store instruction moves: log2 of the bytes, float or not, and what for (0 store,
/// 1 load, 2 and 3 load and extend the sign to 64 or 32 bits).
struct Access {
  uint8_t log2;
  bool is_float;
  uint8_t direction;
};

/// What instructions can have as immediates.
constexpr bool is_add_imm(uint64_t v) { return v <= 0xFFF || ((v & 0xFFF) == 0 && v <= 0xFFF000); }
/// True if an access of 1 << log2 bytes can have this displacement.
constexpr bool is_displacement(int64_t v, uint8_t log2) {
  return (v >= -256 && v <= 255) ||
         (v >= 0 && (v & ((1 << log2) - 1)) == 0 && (v >> log2) <= 0xFFF);
}

/// N, immr and imms of a logical immediate, in their places: a run of ones, rotated, repeated.
/// kNoPattern if the value is not that.
inline constexpr uint32_t kNoPattern = UINT32_MAX;
constexpr uint32_t logical_imm(Width w, uint64_t value) {
  if (w == Width::k32) value = (value & UINT32_MAX) | value << 32;
  // All zeros and all ones are no patterns.
  if (value + 1 <= 1) return kNoPattern;
  // The rotation that brings the end of a run to bit 0: what follows the lowest 0.
  const int rotation = std::countr_zero(value & (value + 1));
  const uint64_t normal = std::rotr(value, rotation & 63);
  const int ones = std::countr_one(normal);
  const int size = std::countl_zero(normal) + ones;  // Of the element that repeats.
  if (std::rotr(value, size & 63) != value) return kNoPattern;
  const auto immr = static_cast<uint32_t>(-rotation & (size - 1));
  const auto imms = static_cast<uint32_t>((-(size << 1) | (ones - 1)) & 0x3F);
  return static_cast<uint32_t>(size >> 6) << 22 | immr << 16 | imms << 10;
}

/// The 8 bits of a float constant that an instruction can hold: a sign, 3 bits of exponent, 4 of
/// fraction; -1 if it cannot.
constexpr int float_imm(Width w, uint64_t bits) {
  const int fraction = w == Width::k64 ? 52 : 23;
  if ((bits & ((uint64_t{1} << (fraction - 4)) - 1)) != 0) return -1;
  const int exponent_bits = w == Width::k64 ? 11 : 8;
  const uint64_t exponent = bits >> fraction & ((uint64_t{1} << exponent_bits) - 1);
  const uint64_t middle = exponent >> 2;  // Not b, then b repeated.
  const uint64_t half = uint64_t{1} << (exponent_bits - 3);
  if (middle != half && middle != half - 1) return -1;
  const uint64_t sign = bits >> (fraction + exponent_bits) & 1;
  return static_cast<int>(sign << 7 | (middle == half ? 0u : 1u) << 6 | (exponent & 3) << 4 |
                          (bits >> (fraction - 4) & 0xF));
}

class Encoder : public CodeBuffer<asmjit::a64::Assembler> {
 public:
  explicit Encoder(std::span<uint8_t> memory = {}) : CodeBuffer(asmjit::Arch::kAArch64, memory) {}

  /// Any instruction.
  void word(uint32_t word) {
    uint8_t* p = room();
    std::memcpy(p, &word, sizeof word);
    done(p + sizeof word);
  }

  // --- Integers ----------------------------------------------------------------------------------
  void op(Shifted op, Width w, Reg rd, Reg rn, Reg rm, ShiftKind kind = ShiftKind::kLsl,
          uint32_t amount = 0) {
    word(bits(op) | sf(w) | uint32_t{static_cast<uint8_t>(kind)} << 22 | m(rm) | amount << 10 |
         n(rn) | d(rd));
  }
  void op(Extended op, Width w, Reg rd, Reg rn, Reg rm, Extension extension, uint32_t shift = 0) {
    word(bits(op) | sf(w) | m(rm) | uint32_t{static_cast<uint8_t>(extension)} << 13 | shift << 10 |
         n(rn) | d(rd));
  }
  void op(SumImm op, Width w, Reg rd, Reg rn, uint64_t imm) {
    assert(is_add_imm(imm));
    const auto field = static_cast<uint32_t>(imm <= 0xFFF ? imm << 10 : imm >> 2 | 1u << 22);
    word(bits(op) | sf(w) | field | n(rn) | d(rd));
  }
  /// The pattern as logical_imm() encodes it.
  void op(LogicalImm op, Width w, Reg rd, Reg rn, uint32_t pattern) {
    assert(pattern != kNoPattern);
    word(bits(op) | sf(w) | pattern | n(rn) | d(rd));
  }
  /// `half` at bit 16 * position.
  void op(MoveWide op, Width w, Reg rd, uint32_t half, uint32_t position) {
    word(bits(op) | sf(w) | position << 21 | half << 5 | d(rd));
  }
  /// Bits immr to imms of rn to bit 0, or if imms is the lower, bits 0 to imms to where a rotation
  /// right by immr brings them; the rest is filled with zeros or the sign.
  void op(Bitfield op, Width w, Reg rd, Reg rn, uint32_t immr, uint32_t imms) {
    const uint32_t size = w == Width::k64 ? 1u << 22 : 0;
    word(bits(op) | sf(w) | size | immr << 16 | imms << 10 | n(rn) | d(rd));
  }
  void op(TwoSource op, Width w, Reg rd, Reg rn, Reg rm) {
    word(bits(op) | sf(w) | m(rm) | n(rn) | d(rd));
  }
  void op(OneSource op, Width w, Reg rd, Reg rn) { word(bits(op) | sf(w) | n(rn) | d(rd)); }
  void op(MultiplyAdd op, Width w, Reg rd, Reg rn, Reg rm, Reg ra) {
    word(bits(op) | sf(w) | m(rm) | uint32_t{ra.code()} << 10 | n(rn) | d(rd));
  }
  void op(Select op, Width w, Reg rd, Reg rn, Reg rm, ConditionBits c) {
    word(bits(op) | sf(w) | m(rm) | c << 12 | n(rn) | d(rd));
  }
  void op(CompareIf op, Width w, Reg rn, Reg rm, uint32_t flags, ConditionBits c) {
    word(bits(op) | sf(w) | m(rm) | c << 12 | n(rn) | flags);
  }
  void op(CompareIf op, Width w, Reg rn, uint32_t imm, uint32_t flags, ConditionBits c) {
    assert(imm <= 31);
    word(bits(op) | sf(w) | imm << 16 | c << 12 | 1u << 11 | n(rn) | flags);
  }

  // Their everyday names.
  void mov(Width w, Reg rd, Reg rm) { op(Shifted::kOrr, w, rd, kZero, rm); }
  /// To or from the stack pointer.
  void mov_sp(Reg rd, Reg rn) { op(SumImm::kAdd, Width::k64, rd, rn, 0); }
  void add(Width w, Reg rd, Reg rn, Reg rm) { op(Shifted::kAdd, w, rd, rn, rm); }
  void sub(Width w, Reg rd, Reg rn, Reg rm) { op(Shifted::kSub, w, rd, rn, rm); }
  void neg(Width w, Reg rd, Reg rm) { sub(w, rd, kZero, rm); }
  void cmp(Width w, Reg rn, Reg rm) { op(Shifted::kSubs, w, kZero, rn, rm); }
  void tst(Width w, Reg rn, Reg rm) { op(Shifted::kAnds, w, kZero, rn, rm); }
  void mul(Width w, Reg rd, Reg rn, Reg rm) { op(MultiplyAdd::kMadd, w, rd, rn, rm, kZero); }
  void shift(ShiftKind kind, Width w, Reg rd, Reg rn, uint32_t amount) {
    const uint32_t most = w == Width::k64 ? 63 : 31;
    switch (kind) {
      case ShiftKind::kLsl:
        return op(Bitfield::kUnsigned, w, rd, rn, (0 - amount) & most, most - amount);
      case ShiftKind::kLsr: return op(Bitfield::kUnsigned, w, rd, rn, amount, most);
      case ShiftKind::kAsr: return op(Bitfield::kSigned, w, rd, rn, amount, most);
      case ShiftKind::kRor: {
        constexpr uint32_t kExtr = 0x13800000;
        const uint32_t size = w == Width::k64 ? 1u << 22 : 0;
        return word(kExtr | sf(w) | size | m(rn) | amount << 10 | n(rn) | d(rd));
      }
    }
  }
  /// rd = `count` bits of rn from `from` on.
  void extract(Bitfield sign, Width w, Reg rd, Reg rn, uint32_t from, uint32_t count) {
    op(sign, w, rd, rn, from, from + count - 1);
  }
  /// rd = the low `count` bits of rn, shifted left to `to`.
  void insert(Bitfield sign, Width w, Reg rd, Reg rn, uint32_t to, uint32_t count) {
    op(sign, w, rd, rn, (0 - to) & (w == Width::k64 ? 63 : 31), count - 1);
  }

  // --- Floats and vectors ------------------------------------------------------------------------
  void op(Float2 op, Width w, Reg rd, Reg rn, Reg rm) {
    word(bits(op) | type(w) | m(rm) | n(rn) | d(rd));
  }
  void op(Float1 op, Width w, Reg rd, Reg rn) { word(bits(op) | type(w) | n(rn) | d(rd)); }
  /// One of the registers is a general one, of the first width.
  void op(IntFloat op, Width general, Width floats, Reg rd, Reg rn) {
    word(bits(op) | sf(general) | type(floats) | n(rn) | d(rd));
  }
  /// Of the only lane of 64 bits, or of two of 32.
  void op(VectorShift op, Width w, Reg rd, Reg rn, uint32_t amount) {
    const uint32_t size = w == Width::k64 ? 64 : 32;
    const bool left = op == VectorShift::kShl || op == VectorShift::kSli;
    constexpr uint32_t kScalar = 0x50000000;
    word(bits(op) | (w == Width::k64 ? kScalar : 0) |
         (left ? size + amount : 2 * size - amount) << 16 | n(rn) | d(rd));
  }
  /// To floats of the other width.
  void fcvt(Width from, Reg rd, Reg rn) {
    constexpr uint32_t kToDouble = 0x1E22C000, kToSingle = 0x1E624000;
    word((from == Width::k32 ? kToDouble : kToSingle) | n(rn) | d(rd));
  }
  void fcmp(Width w, Reg rn, Reg rm) { word(0x1E202000 | type(w) | m(rm) | n(rn)); }
  void fcmp_zero(Width w, Reg rn) { word(0x1E202008 | type(w) | n(rn)); }
  void fccmp(Width w, Reg rn, Reg rm, uint32_t flags, ConditionBits c) {
    word(0x1E200400 | type(w) | m(rm) | c << 12 | n(rn) | flags);
  }
  void fcsel(Width w, Reg rd, Reg rn, Reg rm, ConditionBits c) {
    word(0x1E200C00 | type(w) | m(rm) | c << 12 | n(rn) | d(rd));
  }
  /// A constant as float_imm() encodes it.
  void fmov_imm(Width w, Reg rd, int imm) {
    assert(imm >= 0);
    word(0x1E201000 | type(w) | static_cast<uint32_t>(imm) << 13 | d(rd));
  }
  void movi_zero(Reg rd) { word(0x2F00E400 | d(rd)); }
  /// The bits of each of the 8 bytes; the sum of the 8 bytes.
  void cnt8(Reg rd, Reg rn) { word(0x0E205800 | n(rn) | d(rd)); }
  void addv8(Reg rd, Reg rn) { word(0x0E31B800 | n(rn) | d(rd)); }

  // --- Memory ------------------------------------------------------------------------------------
  void access(Access a, Reg rt, const Mem& at) {
    const uint32_t what = access_bits(a) | n(at.base) | d(rt);
    if (at.index.valid()) {
      constexpr uint32_t kRegister = 0x38200800;
      const uint32_t option = at.index_width == Width::k64 ? 3 : 2;  // lsl, uxtw
      return word(kRegister | what | m(at.index) | option << 13 | uint32_t{at.scaled} << 12);
    }
    assert(is_displacement(at.disp, a.log2));
    const auto disp = static_cast<uint32_t>(at.disp);
    constexpr uint32_t kScaled = 0x39000000, kUnscaled = 0x38000000;
    const bool scales = at.disp >= 0 && (disp & ((1u << a.log2) - 1)) == 0;
    word(what | (scales ? kScaled | disp >> a.log2 << 10 : kUnscaled | (disp & 0x1FF) << 12));
  }
  /// At [base], to which the step is added afterwards.
  void access_post(Access a, Reg rt, Reg base, int32_t step) {
    word(0x38000400 | access_bits(a) | (static_cast<uint32_t>(step) & 0x1FF) << 12 | n(base) |
         d(rt));
  }
  enum class PairMode : uint32_t { kPost = 0x28800000, kOffset = 0x29000000, kPre = 0x29800000 };
  /// Two registers of 64 bits of one bank at [base + disp]; with kPre or kPost, base changes.
  void pair(bool loads, PairMode mode, Reg rt1, Reg rt2, Reg base, int32_t disp) {
    assert(disp % 8 == 0 && disp >= -512 && disp <= 504);
    const uint32_t bank = rt1.is_float() ? 1u << 30 | 1u << 26 : 1u << 31;
    word(bits(mode) | bank | uint32_t{loads} << 22 |
         (static_cast<uint32_t>(disp >> 3) & 0x7F) << 15 | uint32_t{rt2.code()} << 10 | n(base) |
         d(rt1));
  }

  // --- Control -----------------------------------------------------------------------------------
  void br(Reg rn) { word(0xD61F0000 | n(rn)); }
  void blr(Reg rn) { word(0xD63F0000 | n(rn)); }
  void ret(Reg rn) { word(0xD65F0000 | n(rn)); }
  void nop() { word(0xD503201F); }

 private:
  template <class Enum>
  static constexpr uint32_t bits(Enum e) {
    return static_cast<uint32_t>(e);
  }
  static constexpr uint32_t sf(Width w) { return w == Width::k64 ? 1u << 31 : 0; }
  static constexpr uint32_t type(Width w) { return w == Width::k64 ? 1u << 22 : 0; }
  static constexpr uint32_t d(Reg r) { return r.code(); }
  static constexpr uint32_t n(Reg r) { return uint32_t{r.code()} << 5; }
  static constexpr uint32_t m(Reg r) { return uint32_t{r.code()} << 16; }
  static constexpr uint32_t access_bits(Access a) {
    return uint32_t{a.log2} << 30 | uint32_t{a.is_float} << 26 | uint32_t{a.direction} << 22;
  }
};

}  // namespace shoal::arch::a64

#endif  // SHOAL_ARCH_A64_ENCODER_H_
