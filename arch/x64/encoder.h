// Encodes x86-64 instructions: those that WebAssembly's operations become, in the shortest form that
// each has. What is rare goes through asmjit's Assembler, which this extends and which shares the
// buffer.
//
// An instruction is laid down from left to right behind a cursor:
//
//   prefix (66 F2 F3)   REX   opcode map (0F, 0F 38, 0F 3A)   opcode   ModRM   SIB   disp   immediate
//   VEX (C5 or C4: prefix, REX, map and a third register)     opcode   ModRM   SIB   disp   immediate
//
// The private functions that write such a part return the cursor behind it. A part that may be
// absent is stored always where that is safe, and the cursor moved over it or not: that spares
// branches which no processor could predict.
#ifndef SHOAL_ARCH_X64_ENCODER_H_
#define SHOAL_ARCH_X64_ENCODER_H_

#include <asmjit/x86.h>

#include <cassert>
#include <cstdint>
#include <cstring>
#include <span>

#include "arch/code_buffer.h"
#include "arch/operations.h"
#include "arch/x64/registers.h"

namespace shoal::arch::x64 {

/// A memory operand: base + (index << shift) + disp. The index may be absent.
struct Mem {
  constexpr explicit Mem(Reg base_reg, int32_t displacement = 0)
      : base(base_reg), disp(displacement) {}
  constexpr Mem(Reg base_reg, Reg index_reg, uint8_t scale, int32_t displacement = 0)
      : base(base_reg), index(index_reg), shift(scale), disp(displacement) {}
  constexpr Mem(const Address& a) : base(a.base), index(a.index), disp(a.disp) {}
  Reg base;
  Reg index = kNoReg;
  uint8_t shift = 0;
  int32_t disp = 0;
};

/// A field of a structure that a register points to.
inline Mem field(Reg base, uint32_t offset) { return Mem(base, static_cast<int32_t>(offset)); }

/// Two-operand arithmetic, by the number that opcodes have for it.
enum class Alu : uint8_t { kAdd = 0, kOr = 1, kAnd = 4, kSub = 5, kXor = 6, kCmp = 7 };
enum class Shift : uint8_t { kRol = 0, kRor = 1, kShl = 4, kShr = 5, kSar = 7 };
/// Arithmetic on one operand; multiplication of rax by it and division of rdx:rax.
enum class Group3 : uint8_t { kNot = 2, kNeg = 3, kMul = 4, kImul = 5, kDiv = 6, kIdiv = 7 };

/// The condition codes.
enum class Flags : uint8_t {
  kOverflow = 0x0,
  kNoOverflow = 0x1,
  kBelow = 0x2,
  kAboveEqual = 0x3,
  kEqual = 0x4,
  kNotEqual = 0x5,
  kBelowEqual = 0x6,
  kAbove = 0x7,
  kSign = 0x8,
  kNoSign = 0x9,
  kParity = 0xA,
  kNoParity = 0xB,
  kLess = 0xC,
  kGreaterEqual = 0xD,
  kLessEqual = 0xE,
  kGreater = 0xF,
};

/// Mandatory prefix and opcode map, as VEX numbers them.
enum class Prefix : uint8_t { kNone = 0, k66 = 1, kF3 = 2, kF2 = 3 };
enum class Map : uint8_t { kOneByte = 0, k0F = 1, k0F38 = 2, k0F3A = 3 };
struct Opcode {
  uint8_t code;
  Map map = Map::k0F;
  Prefix prefix = Prefix::kNone;
};

/// A load or store instruction.
struct Access {
  Opcode op;
  Width width = Width::k32;
};

/// Floating-point instructions on one value, by the width of floats that they work on.
constexpr Opcode scalar(uint8_t code, Width w) {
  return {code, Map::k0F, w == Width::k64 ? Prefix::kF2 : Prefix::kF3};
}
namespace simd {
constexpr Opcode add(Width w) { return scalar(0x58, w); }
constexpr Opcode mul(Width w) { return scalar(0x59, w); }
constexpr Opcode sub(Width w) { return scalar(0x5C, w); }
constexpr Opcode min(Width w) { return scalar(0x5D, w); }
constexpr Opcode div(Width w) { return scalar(0x5E, w); }
constexpr Opcode max(Width w) { return scalar(0x5F, w); }
constexpr Opcode sqrt(Width w) { return scalar(0x51, w); }
constexpr Opcode load(Width w) { return scalar(0x10, w); }
constexpr Opcode store(Width w) { return scalar(0x11, w); }
/// To floats of the other width.
constexpr Opcode convert(Width from) { return scalar(0x5A, from); }
constexpr Opcode from_int(Width to) { return scalar(0x2A, to); }
constexpr Opcode to_int_truncated(Width from) { return scalar(0x2C, from); }
constexpr Opcode compare(Width w) {
  return {0x2E, Map::k0F, w == Width::k64 ? Prefix::k66 : Prefix::kNone};
}
constexpr Opcode round(Width w) {
  return {static_cast<uint8_t>(w == Width::k64 ? 0x0B : 0x0A), Map::k0F3A, Prefix::k66};
}
// On whole registers.
inline constexpr Opcode kMove = {0x28}, kMoveReversed = {0x29};
inline constexpr Opcode kAnd = {0x54}, kOr = {0x56}, kXor = {0x57};
inline constexpr Opcode kCompareEqual = {0x76, Map::k0F, Prefix::k66};
inline constexpr Opcode kFromGp = {0x6E, Map::k0F, Prefix::k66};
inline constexpr Opcode kToGp = {0x7E, Map::k0F, Prefix::k66};
}  // namespace simd

class Encoder : public CodeBuffer<asmjit::x86::Assembler> {
 public:
  /// With AVX, floating-point instructions have three operands.
  explicit Encoder(bool avx, std::span<uint8_t> memory = {})
      : CodeBuffer(asmjit::Arch::kX64, memory), avx_(avx) {}

  // --- Arithmetic --------------------------------------------------------------------------------
  void alu(Alu op, Width w, Reg dst, Reg src) {
    one_operand({opcode(op, 0x01), Map::kOneByte}, w, src.code(), dst);
  }
  void alu(Alu op, Width w, Reg dst, const Mem& src) {
    one_operand({opcode(op, 0x03), Map::kOneByte}, w, dst.code(), src);
  }
  void alu(Alu op, Width w, const Mem& dst, Reg src) {
    one_operand({opcode(op, 0x01), Map::kOneByte}, w, src.code(), dst);
  }
  void alu(Alu op, Width w, Reg dst, int32_t imm) {
    uint8_t* p = room();
    if (imm == static_cast<int8_t>(imm)) {
      p = operand(p, {0x83, Map::kOneByte}, w, number(op), dst);
      *p++ = static_cast<uint8_t>(imm);
      return done(p);
    }
    if (dst == rax) {  // Has an opcode of its own.
      p = rex(p, w, 0, 0, 0);
      *p++ = opcode(op, 0x05);
    } else {
      p = operand(p, {0x81, Map::kOneByte}, w, number(op), dst);
    }
    done(put(p, imm));
  }
  template <class Dst, class Src>
  void add(Width w, const Dst& dst, Src src) {
    alu(Alu::kAdd, w, dst, src);
  }
  template <class Dst, class Src>
  void sub(Width w, const Dst& dst, Src src) {
    alu(Alu::kSub, w, dst, src);
  }
  template <class Dst, class Src>
  void cmp(Width w, const Dst& dst, Src src) {
    alu(Alu::kCmp, w, dst, src);
  }
  void test(Width w, Reg a, Reg b) { one_operand({0x85, Map::kOneByte}, w, b.code(), a); }
  void test(Width w, Reg a, int32_t imm) {
    uint8_t* p = room();
    if (a == rax) {
      p = rex(p, w, 0, 0, 0);
      *p++ = 0xA9;
    } else {
      p = operand(p, {0xF7, Map::kOneByte}, w, 0, a);
    }
    done(put(p, imm));
  }
  /// Of the low byte.
  void test8(Reg a, uint8_t imm) {
    uint8_t* p = room();
    if (a == rax) {
      *p++ = 0xA8;
    } else {
      p = operand(p, {0xF6, Map::kOneByte}, Width::k32, 0, a, is_byte(a));
    }
    *p++ = imm;
    done(p);
  }
  void imul(Width w, Reg dst, Reg src) { one_operand({0xAF}, w, dst.code(), src); }
  void imul(Width w, Reg dst, const Mem& src) { one_operand({0xAF}, w, dst.code(), src); }
  void imul(Width w, Reg dst, Reg src, int32_t imm) {
    uint8_t* p = room();
    if (imm == static_cast<int8_t>(imm)) {
      p = operand(p, {0x6B, Map::kOneByte}, w, dst.code(), src);
      *p++ = static_cast<uint8_t>(imm);
      return done(p);
    }
    done(put(operand(p, {0x69, Map::kOneByte}, w, dst.code(), src), imm));
  }
  void group3(Group3 op, Width w, Reg r) { one_operand({0xF7, Map::kOneByte}, w, number(op), r); }
  void neg(Width w, Reg r) { group3(Group3::kNeg, w, r); }
  /// Sign-extends rax into rdx.
  void extend_dividend(Width w) {
    uint8_t* p = rex(room(), w, 0, 0, 0);
    *p++ = 0x99;
    done(p);
  }
  /// By cl.
  void shift(Shift op, Width w, Reg r) { one_operand({0xD3, Map::kOneByte}, w, number(op), r); }
  void shift(Shift op, Width w, Reg r, uint8_t count) {
    if (count == 1) return one_operand({0xD1, Map::kOneByte}, w, number(op), r);
    uint8_t* p = operand(room(), {0xC1, Map::kOneByte}, w, number(op), r);
    *p++ = count;
    done(p);
  }
  /// BMI2: the flags stay as they are.
  void shift(Shift op, Width w, Reg dst, Reg src, Reg count) {
    assert(op == Shift::kShl || op == Shift::kShr || op == Shift::kSar);
    const Prefix prefix = op == Shift::kShl   ? Prefix::k66
                          : op == Shift::kSar ? Prefix::kF3
                                              : Prefix::kF2;
    done(vex(room(), {0xF7, Map::k0F38, prefix}, w, dst.code(), count.code(), src));
  }
  void rorx(Width w, Reg dst, Reg src, uint8_t count) {
    uint8_t* p = vex(room(), {0xF0, Map::k0F3A, Prefix::kF2}, w, dst.code(), 0, src);
    *p++ = count;
    done(p);
  }
  void lzcnt(Width w, Reg dst, Reg src) { count_bits({0xBD, Map::k0F, Prefix::kF3}, w, dst, src); }
  void tzcnt(Width w, Reg dst, Reg src) { count_bits({0xBC, Map::k0F, Prefix::kF3}, w, dst, src); }
  void popcnt(Width w, Reg dst, Reg src) { count_bits({0xB8, Map::k0F, Prefix::kF3}, w, dst, src); }
  void bsr(Width w, Reg dst, Reg src) { count_bits({0xBD}, w, dst, src); }
  void bsf(Width w, Reg dst, Reg src) { count_bits({0xBC}, w, dst, src); }
  void bt(Width w, Reg r, uint8_t bit) { bit_test(4, w, r, bit); }
  void btc(Width w, Reg r, uint8_t bit) { bit_test(7, w, r, bit); }

  // --- Moves -------------------------------------------------------------------------------------
  void mov(Width w, Reg dst, Reg src) { one_operand({0x89, Map::kOneByte}, w, src.code(), dst); }
  void mov(Width w, Reg dst, const Mem& src) {
    one_operand({0x8B, Map::kOneByte}, w, dst.code(), src);
  }
  void mov(Width w, const Mem& dst, Reg src) {
    one_operand({0x89, Map::kOneByte}, w, src.code(), dst);
  }
  void mov8(const Mem& dst, Reg src) { access({{0x88, Map::kOneByte}}, src, dst, is_byte(src)); }
  void mov16(const Mem& dst, Reg src) {
    access({{0x89, Map::kOneByte, Prefix::k66}}, src, dst, false);
  }
  /// Any of the instructions that load or store a general register.
  void access(Access a, Reg reg, const Mem& m) {
    constexpr uint8_t kStoreByte = 0x88;
    access(a, reg, m, (a.op.code == kStoreByte) & is_byte(reg));
  }
  /// An immediate of 1 << log2 bytes; of 8 bytes, it is the sign-extended low half.
  void mov_imm(uint8_t log2, const Mem& dst, int32_t imm) {
    const Opcode op{static_cast<uint8_t>(log2 == 0 ? 0xC6 : 0xC7), Map::kOneByte,
                    log2 == 1 ? Prefix::k66 : Prefix::kNone};
    uint8_t* p = operand(room(), op, log2 == 3 ? Width::k64 : Width::k32, 0, dst);
    done(put(p, imm) - (log2 == 0 ? 3 : log2 == 1 ? 2 : 0));
  }
  /// All 64 bits.
  void mov_imm(Reg dst, uint64_t imm) {
    uint8_t* p = room();
    const auto code = static_cast<uint8_t>(0xB8 | (dst.code() & 7));
    if (imm <= UINT32_MAX) {
      p = rex(p, Width::k32, 0, 0, dst.code());
      *p++ = code;
      done(put(p, static_cast<int32_t>(imm)));
    } else if (static_cast<int64_t>(imm) == static_cast<int32_t>(imm)) {
      p = operand(p, {0xC7, Map::kOneByte}, Width::k64, 0, dst);
      done(put(p, static_cast<int32_t>(imm)));
    } else {
      p = rex(p, Width::k64, 0, 0, dst.code());
      *p++ = code;
      std::memcpy(p, &imm, sizeof imm);
      done(p + sizeof imm);
    }
  }
  void lea(Width w, Reg dst, const Mem& src) {
    one_operand({0x8D, Map::kOneByte}, w, dst.code(), src);
  }
  /// dst = (index << shift) + disp
  void lea(Width w, Reg dst, Reg index, uint8_t shift, int32_t disp) {
    constexpr uint32_t kSib = 4, kNoBase = 5;
    uint8_t* p = rex(room(), w, dst.code(), index.code(), 0);
    *p++ = 0x8D;
    *p++ = static_cast<uint8_t>((dst.code() & 7) << 3 | kSib);
    *p++ = sib(kNoBase, index.code() & 7, shift);
    done(put(p, disp));
  }
  // To the whole register.
  void movzx8(Reg dst, Reg src) { extend({0xB6}, Width::k32, dst, src, is_byte(src)); }
  void movzx16(Reg dst, Reg src) { extend({0xB7}, Width::k32, dst, src); }
  void movsx8(Width w, Reg dst, Reg src) { extend({0xBE}, w, dst, src, is_byte(src)); }
  void movsx16(Width w, Reg dst, Reg src) { extend({0xBF}, w, dst, src); }
  void movsxd(Reg dst, Reg src) { extend({0x63, Map::kOneByte}, Width::k64, dst, src); }
  void movzx8(Reg dst, const Mem& src) { one_operand({0xB6}, Width::k32, dst.code(), src); }
  void movzx16(Reg dst, const Mem& src) { one_operand({0xB7}, Width::k32, dst.code(), src); }
  void movsx8(Width w, Reg dst, const Mem& src) { one_operand({0xBE}, w, dst.code(), src); }
  void movsx16(Width w, Reg dst, const Mem& src) { one_operand({0xBF}, w, dst.code(), src); }
  void movsxd(Reg dst, const Mem& src) {
    one_operand({0x63, Map::kOneByte}, Width::k64, dst.code(), src);
  }
  /// The low byte.
  void set(Flags f, Reg dst) {
    const Opcode op{static_cast<uint8_t>(0x90 | number(f))};
    done(operand(room(), op, Width::k32, 0, dst, is_byte(dst)));
  }
  void cmov(Flags f, Width w, Reg dst, Reg src) {
    one_operand({static_cast<uint8_t>(0x40 | number(f))}, w, dst.code(), src);
  }

  // --- Control -----------------------------------------------------------------------------------
  void push(Reg r) { with_register(0x50, r); }
  void pop(Reg r) { with_register(0x58, r); }
  void leave() { byte(0xC9); }
  void ret() { byte(0xC3); }
  /// Pops so many bytes of arguments.
  void ret(uint16_t bytes) {
    uint8_t* p = room();
    *p++ = 0xC2;
    std::memcpy(p, &bytes, sizeof bytes);
    done(p + sizeof bytes);
  }
  void call(const Mem& target) { one_operand({0xFF, Map::kOneByte}, Width::k32, 2, target); }
  void jmp(const Mem& target) { one_operand({0xFF, Map::kOneByte}, Width::k32, 4, target); }
  /// To any instruction, even where indirect branches are held to landing pads: for targets that
  /// come from tables in the code itself.
  void jmp_untracked(Reg target) {
    constexpr uint8_t kNoTrack = 0x3E;
    uint8_t* p = room();
    *p++ = kNoTrack;
    done(operand(p, {0xFF, Map::kOneByte}, Width::k32, 4, target));
  }
  /// Where indirect calls and jumps may go (endbr64).
  void landing_pad() { word(static_cast<int32_t>(0xFA1E0FF3)); }
  void ud2() {
    uint8_t* p = room();
    *p++ = 0x0F;
    *p++ = 0x0B;
    done(p);
  }

  // Jumps and calls by a distance from the end of the instruction.
  void call_relative(int32_t distance) { relative(0xE8, distance); }
  void jmp_relative(int32_t distance) { relative(0xE9, distance); }
  void jmp_short(int8_t distance) { short_relative(0xEB, distance); }
  void branch_relative(Flags f, int32_t distance) {
    uint8_t* p = room();
    *p++ = 0x0F;
    *p++ = static_cast<uint8_t>(0x80 | number(f));
    done(put(p, distance));
  }
  void branch_short(Flags f, int8_t distance) {
    short_relative(static_cast<uint8_t>(0x70 | number(f)), distance);
  }
  void lea_relative(Reg dst, int32_t distance) {
    uint8_t* p = rex(room(), Width::k64, dst.code(), 0, 0);
    *p++ = 0x8D;
    *p++ = static_cast<uint8_t>((dst.code() & 7) << 3 | 5);
    done(put(p, distance));
  }
  /// One instruction of 1 to 9 bytes that does nothing.
  void nop(uint32_t size) {
    constexpr uint8_t kNops[9][9] = {{0x90},
                                     {0x66, 0x90},
                                     {0x0F, 0x1F, 0x00},
                                     {0x0F, 0x1F, 0x40, 0x00},
                                     {0x0F, 0x1F, 0x44, 0x00, 0x00},
                                     {0x66, 0x0F, 0x1F, 0x44, 0x00, 0x00},
                                     {0x0F, 0x1F, 0x80, 0x00, 0x00, 0x00, 0x00},
                                     {0x0F, 0x1F, 0x84, 0x00, 0x00, 0x00, 0x00, 0x00},
                                     {0x66, 0x0F, 0x1F, 0x84, 0x00, 0x00, 0x00, 0x00, 0x00}};
    assert(size >= 1 && size <= 9);
    uint8_t* p = room();
    std::memcpy(p, kNops[size - 1], 9);
    done(p + size);
  }
  /// Data.
  void word(int32_t value) { done(put(room(), value)); }

  // --- Floating point and vectors ----------------------------------------------------------------
  /// dst = lhs op rhs; without AVX, lhs must be dst.
  void simd(Opcode op, Reg dst, Reg lhs, Reg rhs) {
    assert(avx_ || dst == lhs);
    done(vector(room(), op, Width::k32, dst, lhs.code(), rhs));
  }
  void simd(Opcode op, Reg dst, Reg lhs, const Mem& rhs) {
    assert(avx_ || dst == lhs);
    done(vector(room(), op, Width::k32, dst, lhs.code(), rhs));
  }
  /// Of one value: the rest of the register becomes that of lhs, without AVX stays dst's.
  void simd(Opcode op, Reg dst, Reg lhs, Reg rhs, uint8_t imm) {
    uint8_t* p = vector(room(), op, Width::k32, dst, lhs.code(), rhs);
    *p++ = imm;
    done(p);
  }
  void simd_unary(Opcode op, Reg dst, Reg src) {
    done(vector(room(), op, Width::k32, dst, src.code(), src));
  }
  /// Moves and compares.
  void simd(Opcode op, Reg reg, Reg rm) { done(vector(room(), op, Width::k32, reg, 0, rm)); }
  void simd(Opcode op, Reg reg, const Mem& m) { done(vector(room(), op, Width::k32, reg, 0, m)); }
  /// With a general register of this width: moves and conversions.
  void simd_gp(Opcode op, Width w, Reg reg, Reg rm) { done(vector(room(), op, w, reg, 0, rm)); }
  void simd_gp(Opcode op, Width w, Reg dst, Reg lhs, Reg src) {
    assert(avx_ || dst == lhs);
    done(vector(room(), op, w, dst, lhs.code(), src));
  }
  /// Every element (of this width) of src shifted into dst; without AVX, src must be dst.
  void simd_shift(Shift op, Width w, Reg dst, Reg src, uint8_t count) {
    assert(op == Shift::kShl || op == Shift::kShr);
    assert(avx_ || dst == src);
    const Opcode code{static_cast<uint8_t>(w == Width::k64 ? 0x73 : 0x72), Map::k0F, Prefix::k66};
    const uint8_t number = op == Shift::kShl ? 6 : 2;
    uint8_t* p = vector(room(), code, Width::k32, Reg::fpr(number), dst.code(), src);
    *p++ = count;
    done(p);
  }
  void move_float(Reg dst, Reg src) {
    // Only one of the operands can be any register in VEX's short form: the one in ModRM's reg.
    if (avx_ && src.code() >= 8 && dst.code() < 8) return simd(simd::kMoveReversed, src, dst);
    simd(simd::kMove, dst, src);
  }

 private:
  template <class Enum>
  static constexpr uint8_t number(Enum e) {
    return static_cast<uint8_t>(e);
  }
  static constexpr uint8_t opcode(Alu op, uint8_t form) {
    return static_cast<uint8_t>(number(op) << 3 | form);
  }
  /// Without REX, byte registers 4 to 7 would be ah, ch, dh, bh.
  static constexpr bool is_byte(Reg r) { return r.code() >= 4; }

  static uint8_t* put(uint8_t* p, int32_t value) {
    std::memcpy(p, &value, sizeof value);
    return p + sizeof value;
  }

  /// The prefix that widens an operation and its register numbers; or nothing if it would say so.
  static uint8_t* rex(uint8_t* p, Width w, uint32_t reg, uint32_t index, uint32_t base,
                      bool forced = false) {
    const uint32_t bits =
        (w == Width::k64 ? 8u : 0u) | (reg >> 3) << 2 | (index >> 3) << 1 | base >> 3;
    *p = static_cast<uint8_t>(0x40 | bits);
    return p + ((bits != 0) | forced);
  }
  static uint8_t* prefix(uint8_t* p, Prefix prefix) {
    constexpr uint32_t kBytes = 0xF2F36600;
    *p = static_cast<uint8_t>(kBytes >> 8 * number(prefix));
    return p + (prefix != Prefix::kNone);
  }
  static uint8_t* opcode(uint8_t* p, Opcode op) {
    *p = 0x0F;
    p += op.map != Map::kOneByte;
    if (op.map >= Map::k0F38) *p++ = op.map == Map::k0F38 ? 0x38 : 0x3A;
    *p = op.code;
    return p + 1;
  }

  // ModRM and what follows it: `reg`, and a register or memory.
  static uint8_t* mod_rm(uint8_t* p, uint32_t reg, Reg r) {
    *p = static_cast<uint8_t>(0xC0 | (reg & 7) << 3 | (r.code() & 7));
    return p + 1;
  }
  static uint8_t* mod_rm(uint8_t* p, uint32_t reg, const Mem& m) {
    constexpr uint32_t kSib = 4, kNoIndex = 4, kNoBase = 5;
    const uint32_t field = (reg & 7) << 3, base = m.base.code() & 7;
    // Of no bytes, one or four. What would be rbp or r13 without a displacement means no base.
    const bool is_none = (m.disp == 0) & (base != kNoBase);
    const bool is_byte = m.disp == static_cast<int8_t>(m.disp);
    const uint32_t size = is_none ? 0 : is_byte ? 1 : 4;
    const uint32_t mode = is_none ? 0 : is_byte ? 0x40 : 0x80;
    if (m.index.valid()) {
      p[0] = static_cast<uint8_t>(mode | field | kSib);
      p[1] = sib(base, m.index.code() & 7, m.shift);
      p += 2;
    } else {  // What would be rsp or r12 means that there is a SIB.
      p[0] = static_cast<uint8_t>(mode | field | base);
      p[1] = sib(kSib, kNoIndex, 0);
      p += 1 + (base == kSib);
    }
    put(p, m.disp);
    return p + size;
  }
  static uint8_t sib(uint32_t base, uint32_t index, uint32_t shift) {
    return static_cast<uint8_t>(shift << 6 | index << 3 | base);
  }
  static uint32_t index_of(Reg) { return 0; }
  static uint32_t index_of(const Mem& m) { return m.index.valid() ? m.index.code() : 0; }
  static uint32_t base_of(Reg r) { return r.code(); }
  static uint32_t base_of(const Mem& m) { return m.base.code(); }

  /// A whole instruction but its immediate.
  template <class Operand>
  static uint8_t* operand(uint8_t* p, Opcode op, Width w, uint32_t reg, const Operand& rm,
                          bool forces_rex = false) {
    p = prefix(p, op.prefix);
    p = rex(p, w, reg, index_of(rm), base_of(rm), forces_rex);
    return mod_rm(opcode(p, op), reg, rm);
  }
  template <class Operand>
  static uint8_t* vex(uint8_t* p, Opcode op, Width w, uint32_t reg, uint32_t third,
                      const Operand& rm) {
    const uint32_t index = index_of(rm) >> 3, base = base_of(rm) >> 3;
    const uint32_t not_reg = (~reg >> 3 & 1) << 7;
    const uint32_t last = (~third & 15) << 3 | number(op.prefix);
    if (index == 0 && base == 0 && w == Width::k32 && op.map == Map::k0F) {
      *p++ = 0xC5;
      *p++ = static_cast<uint8_t>(not_reg | last);
    } else {
      *p++ = 0xC4;
      *p++ = static_cast<uint8_t>(not_reg | (index ^ 1) << 6 | (base ^ 1) << 5 | number(op.map));
      *p++ = static_cast<uint8_t>((w == Width::k64 ? 0x80u : 0u) | last);
    }
    *p++ = op.code;
    return mod_rm(p, reg, rm);
  }
  template <class Operand>
  uint8_t* vector(uint8_t* p, Opcode op, Width w, Reg reg, uint32_t third,
                  const Operand& rm) const {
    return avx_ ? vex(p, op, w, reg.code(), third, rm) : operand(p, op, w, reg.code(), rm);
  }

  template <class Operand>
  void one_operand(Opcode op, Width w, uint32_t reg, const Operand& rm) {
    done(operand(room(), op, w, reg, rm));
  }
  void extend(Opcode op, Width w, Reg dst, Reg src, bool forces_rex = false) {
    done(operand(room(), op, w, dst.code(), src, forces_rex));
  }
  void count_bits(Opcode op, Width w, Reg dst, Reg src) { one_operand(op, w, dst.code(), src); }
  void bit_test(uint32_t number, Width w, Reg r, uint8_t bit) {
    uint8_t* p = operand(room(), {0xBA}, w, number, r);
    *p++ = bit;
    done(p);
  }
  void access(Access a, Reg reg, const Mem& m, bool forces_rex) {
    assert(a.op.map <= Map::k0F);
    uint8_t* p = prefix(room(), a.op.prefix);
    p = rex(p, a.width, reg.code(), index_of(m), base_of(m), forces_rex);
    *p = 0x0F;
    p += a.op.map == Map::k0F;
    *p = a.op.code;
    done(mod_rm(p + 1, reg.code(), m));
  }
  void with_register(uint8_t code, Reg r) {
    uint8_t* p = rex(room(), Width::k32, 0, 0, r.code());
    *p++ = static_cast<uint8_t>(code | (r.code() & 7));
    done(p);
  }
  void byte(uint8_t value) {
    uint8_t* p = room();
    *p++ = value;
    done(p);
  }
  void relative(uint8_t code, int32_t distance) {
    uint8_t* p = room();
    *p++ = code;
    done(put(p, distance));
  }
  void short_relative(uint8_t code, int8_t distance) {
    uint8_t* p = room();
    *p++ = code;
    *p++ = static_cast<uint8_t>(distance);
    done(p);
  }

  const bool avx_;
};

}  // namespace shoal::arch::x64

#endif  // SHOAL_ARCH_X64_ENCODER_H_
