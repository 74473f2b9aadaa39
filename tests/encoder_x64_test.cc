// The encoder for x86-64 against asmjit's Assembler: every form with every register and with
// immediates and displacements around everything that changes their size. Where asmjit's encoding
// is the shortest there is, the bytes are the same; where there is a shorter one, the test says so.
#include <gtest/gtest.h>

#include <bit>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "arch/x64/encoder.h"

namespace shoal::arch::x64 {
namespace {

namespace x86 = asmjit::x86;

constexpr Width k32 = Width::k32, k64 = Width::k64;
constexpr Width kWidths[] = {k32, k64};
constexpr int32_t kDisplacements[] = {0, 1, -1, 127, 128, -128, -129, 4096, INT32_MAX, INT32_MIN};
constexpr int32_t kImmediates[] = {0,   1,   -1,    127,   128,       -128,      -129,
                                   255, 256, 32767, 32768, 0xFFFFFFF, INT32_MAX, INT32_MIN};
constexpr Alu kAlu[] = {Alu::kAdd, Alu::kOr, Alu::kAnd, Alu::kSub, Alu::kXor, Alu::kCmp};
constexpr x86::Inst::Id kAluIds[] = {x86::Inst::kIdAdd, x86::Inst::kIdOr,  x86::Inst::kIdAnd,
                                     x86::Inst::kIdSub, x86::Inst::kIdXor, x86::Inst::kIdCmp};

std::vector<Reg> registers() {
  std::vector<Reg> all;
  for (uint8_t i = 0; i < 16; ++i) all.push_back(Reg::gpr(i));
  return all;
}
std::vector<Reg> vectors() {
  std::vector<Reg> all;
  for (uint8_t i = 0; i < 16; ++i) all.push_back(Reg::fpr(i));
  return all;
}

x86::Gp gp(Width w, Reg r) {
  return w == k32 ? x86::Gp(x86::gpd(r.code())) : x86::Gp(x86::gpq(r.code()));
}
x86::Gp byte(Reg r) { return x86::gpb_lo(r.code()); }
x86::Gp half(Reg r) { return x86::gpw(r.code()); }
x86::Xmm vec(Reg r) { return x86::xmm(r.code()); }
x86::Mem memory(const Mem& m, uint32_t size = 0) {
  return m.index.valid() ? x86::ptr(gp(k64, m.base), gp(k64, m.index), m.shift, m.disp, size)
                         : x86::ptr(gp(k64, m.base), m.disp, size);
}

/// Every base, without an index and with every one at every scale, over the displacements.
std::vector<Mem> memories() {
  std::vector<Mem> all;
  for (int32_t disp : kDisplacements) {
    for (Reg base : registers()) all.emplace_back(base, disp);
    for (Reg index : registers()) {
      if (index == rsp) continue;  // Cannot be one.
      for (uint8_t shift = 0; shift < 4; ++shift) {
        for (Reg base : {rax, rsp, rbp, rdi, r8, r12, r13, r15}) {
          all.emplace_back(base, index, shift, disp);
        }
      }
    }
  }
  return all;
}

class EncoderX64Test : public testing::TestWithParam<bool> {
 protected:
  /// What `ours` and `theirs` emit.
  template <class Ours, class Theirs>
  void compare(Ours ours, Theirs theirs) {
    encoder_.rewind(0);
    ours(encoder_);
    const std::string got = emitted();
    encoder_.rewind(0);
    theirs(static_cast<x86::Assembler&>(encoder_));
    ASSERT_FALSE(encoder_.failed());
    ASSERT_EQ(got, emitted());
  }

 private:
  std::string emitted() const {
    constexpr char kDigits[] = "0123456789abcdef";
    std::string text;
    for (size_t i = 0; i < encoder_.offset(); ++i) {
      const uint8_t byte = encoder_.bufferData()[i];
      text += {kDigits[byte >> 4], kDigits[byte & 15], ' '};
    }
    return text;
  }

  Encoder encoder_{GetParam()};
};

#define SAME(OURS, THEIRS)                                             \
  ASSERT_NO_FATAL_FAILURE(compare([&](Encoder& ours_) { ours_.OURS; }, \
                                  [&](x86::Assembler& asmjit_) { asmjit_.THEIRS; }))

TEST_P(EncoderX64Test, LandingPad) { SAME(landing_pad(), endbr64()); }

TEST_P(EncoderX64Test, OneRegister) {
  for (Reg r : registers()) {
    SAME(push(r), push(gp(k64, r)));
    SAME(pop(r), pop(gp(k64, r)));
    // asmjit has no word for the prefix.
    ASSERT_NO_FATAL_FAILURE(compare([&](Encoder& ours) { ours.jmp_untracked(r); },
                                    [&](x86::Assembler& asmjit) {
                                      asmjit.db(0x3E);
                                      asmjit.jmp(gp(k64, r));
                                    }));
    for (Width w : kWidths) {
      SAME(neg(w, r), neg(gp(w, r)));
      SAME(group3(Group3::kNot, w, r), not_(gp(w, r)));
      SAME(group3(Group3::kMul, w, r), mul(gp(w, r)));
      SAME(group3(Group3::kImul, w, r), imul(gp(w, r)));
      SAME(group3(Group3::kMul, w, r), mul(gp(w, r)));
      SAME(group3(Group3::kImul, w, r), imul(gp(w, r)));
      SAME(group3(Group3::kDiv, w, r), div(gp(w, r)));
      SAME(group3(Group3::kIdiv, w, r), idiv(gp(w, r)));
      SAME(shift(Shift::kShl, w, r), shl(gp(w, r), x86::cl));
      SAME(shift(Shift::kRor, w, r), ror(gp(w, r), x86::cl));
      for (uint8_t count = 1; count < (w == k32 ? 32 : 64); ++count) {
        SAME(shift(Shift::kShl, w, r, count), shl(gp(w, r), count));
        SAME(shift(Shift::kShr, w, r, count), shr(gp(w, r), count));
        SAME(shift(Shift::kSar, w, r, count), sar(gp(w, r), count));
        SAME(shift(Shift::kRol, w, r, count), rol(gp(w, r), count));
        SAME(shift(Shift::kRor, w, r, count), ror(gp(w, r), count));
        SAME(bt(w, r, count), bt(gp(w, r), count));
        SAME(btc(w, r, count), btc(gp(w, r), count));
      }
    }
  }
}

TEST_P(EncoderX64Test, TwoRegisters) {
  for (Reg a : registers()) {
    for (Reg b : registers()) {
      for (Width w : kWidths) {
        for (size_t i = 0; i < std::size(kAlu); ++i) {
          SAME(alu(kAlu[i], w, a, b), emit(kAluIds[i], gp(w, a), gp(w, b)));
        }
        SAME(test(w, a, b), test(gp(w, a), gp(w, b)));
        SAME(imul(w, a, b), imul(gp(w, a), gp(w, b)));
        SAME(mov(w, a, b), mov(gp(w, a), gp(w, b)));
        SAME(lzcnt(w, a, b), lzcnt(gp(w, a), gp(w, b)));
        SAME(tzcnt(w, a, b), tzcnt(gp(w, a), gp(w, b)));
        SAME(popcnt(w, a, b), popcnt(gp(w, a), gp(w, b)));
        SAME(bsr(w, a, b), bsr(gp(w, a), gp(w, b)));
        SAME(bsf(w, a, b), bsf(gp(w, a), gp(w, b)));
        SAME(movsx8(w, a, b), movsx(gp(w, a), byte(b)));
        SAME(movsx16(w, a, b), movsx(gp(w, a), half(b)));
        SAME(rorx(w, a, b, 7), rorx(gp(w, a), gp(w, b), 7));
        SAME(cmov(Flags::kEqual, w, a, b), cmove(gp(w, a), gp(w, b)));
        SAME(cmov(Flags::kGreater, w, a, b), cmovg(gp(w, a), gp(w, b)));
        for (Reg c : registers()) {
          SAME(shift(Shift::kShl, w, a, b, c), shlx(gp(w, a), gp(w, b), gp(w, c)));
          SAME(shift(Shift::kShr, w, a, b, c), shrx(gp(w, a), gp(w, b), gp(w, c)));
          SAME(shift(Shift::kSar, w, a, b, c), sarx(gp(w, a), gp(w, b), gp(w, c)));
        }
      }
      SAME(movzx8(a, b), movzx(gp(k32, a), byte(b)));
      SAME(movzx16(a, b), movzx(gp(k32, a), half(b)));
      SAME(movsxd(a, b), movsxd(gp(k64, a), gp(k32, b)));
    }
  }
}

TEST_P(EncoderX64Test, Immediates) {
  for (int32_t imm : kImmediates) {
    for (Reg a : registers()) {
      for (Width w : kWidths) {
        for (size_t i = 0; i < std::size(kAlu); ++i) {
          SAME(alu(kAlu[i], w, a, imm), emit(kAluIds[i], gp(w, a), imm));
        }
        SAME(test(w, a, imm), test(gp(w, a), imm));
        SAME(test8(a, static_cast<uint8_t>(imm)), test(byte(a), imm & 0xFF));
        for (Reg b : registers()) SAME(imul(w, a, b, imm), imul(gp(w, a), gp(w, b), imm));
      }
      SAME(mov_imm(a, static_cast<uint32_t>(imm)), mov(gp(k32, a), static_cast<uint32_t>(imm)));
      if (imm < 0) {
        SAME(mov_imm(a, static_cast<uint64_t>(int64_t{imm})), mov(gp(k64, a), imm));
      }
    }
  }
  for (Reg a : registers()) {
    for (uint64_t imm : {uint64_t{1} << 32, uint64_t{0x0123456789ABCDEF}, uint64_t{1} << 63,
                         uint64_t{INT64_MAX}, 0xFFFFFFFF7FFFFFFF}) {
      SAME(mov_imm(a, imm), mov(gp(k64, a), imm));
    }
  }
}

TEST_P(EncoderX64Test, Memory) {
  for (const Mem& m : memories()) {
    for (Reg r : {rax, rsp, rbp, rdi, r9, r12, r15}) {
      for (Width w : kWidths) {
        SAME(mov(w, r, m), mov(gp(w, r), memory(m)));
        SAME(mov(w, m, r), mov(memory(m), gp(w, r)));
        SAME(lea(w, r, m), lea(gp(w, r), memory(m)));
        SAME(imul(w, r, m), imul(gp(w, r), memory(m)));
        SAME(cmp(w, m, r), cmp(memory(m), gp(w, r)));
        SAME(add(w, r, m), add(gp(w, r), memory(m)));
        SAME(sub(w, r, m), sub(gp(w, r), memory(m)));
        SAME(imul(w, r, m), imul(gp(w, r), memory(m)));
        SAME(movsx8(w, r, m), movsx(gp(w, r), memory(m, 1)));
        SAME(movsx16(w, r, m), movsx(gp(w, r), memory(m, 2)));
      }
      SAME(movzx8(r, m), movzx(gp(k32, r), memory(m, 1)));
      SAME(movzx16(r, m), movzx(gp(k32, r), memory(m, 2)));
      SAME(movsxd(r, m), movsxd(gp(k64, r), memory(m, 4)));
      SAME(mov8(m, r), mov(memory(m, 1), byte(r)));
      SAME(mov16(m, r), mov(memory(m, 2), half(r)));
    }
    SAME(call(m), call(memory(m, 8)));
    SAME(jmp(m), jmp(memory(m, 8)));
    for (int32_t imm : kImmediates) {
      SAME(mov_imm(0, m, imm), mov(memory(m, 1), static_cast<int8_t>(imm)));
      SAME(mov_imm(1, m, imm), mov(memory(m, 2), static_cast<int16_t>(imm)));
      SAME(mov_imm(2, m, imm), mov(memory(m, 4), imm));
      SAME(mov_imm(3, m, imm), mov(memory(m, 8), imm));
    }
  }
}

TEST_P(EncoderX64Test, ScaledIndexAlone) {
  for (int32_t disp : kDisplacements) {
    for (Reg dst : registers()) {
      for (Reg index : registers()) {
        if (index == rsp) continue;
        for (uint8_t shift = 0; shift < 4; ++shift) {
          const x86::Mem m = x86::ptr(static_cast<uint64_t>(int64_t{disp}), gp(k64, index), shift);
          SAME(lea(k32, dst, index, shift, disp), lea(gp(k32, dst), m));
          SAME(lea(k64, dst, index, shift, disp), lea(gp(k64, dst), m));
        }
      }
    }
  }
}

TEST_P(EncoderX64Test, ConditionsAndControl) {
  constexpr x86::Inst::Id kSet[] = {
      x86::Inst::kIdSeto, x86::Inst::kIdSetno, x86::Inst::kIdSetb,  x86::Inst::kIdSetae,
      x86::Inst::kIdSete, x86::Inst::kIdSetne, x86::Inst::kIdSetbe, x86::Inst::kIdSeta,
      x86::Inst::kIdSets, x86::Inst::kIdSetns, x86::Inst::kIdSetp,  x86::Inst::kIdSetnp,
      x86::Inst::kIdSetl, x86::Inst::kIdSetge, x86::Inst::kIdSetle, x86::Inst::kIdSetg};
  for (uint8_t f = 0; f < 16; ++f) {
    for (Reg r : registers()) SAME(set(static_cast<Flags>(f), r), emit(kSet[f], byte(r)));
  }
  SAME(extend_dividend(k32), cdq());
  SAME(extend_dividend(k64), cqo());
  SAME(leave(), leave());
  SAME(ret(), ret());
  SAME(ret(16), ret(16));
  SAME(ret(65520), ret(65520));
  SAME(ud2(), ud2());
  for (Reg r : registers()) {
    SAME(lea_relative(r, 0x1234), lea(gp(k64, r), x86::ptr(x86::rip, 0x1234)));
  }
}

TEST_P(EncoderX64Test, Vectors) {
  namespace I = x86::Inst;
  const bool avx = GetParam();
  struct Form {
    Opcode op;
    I::Id avx, sse;
  };
  const Form three[] = {
      {simd::add(k32), I::kIdVaddss, I::kIdAddss},
      {simd::add(k64), I::kIdVaddsd, I::kIdAddsd},
      {simd::sub(k32), I::kIdVsubss, I::kIdSubss},
      {simd::sub(k64), I::kIdVsubsd, I::kIdSubsd},
      {simd::mul(k32), I::kIdVmulss, I::kIdMulss},
      {simd::mul(k64), I::kIdVmulsd, I::kIdMulsd},
      {simd::div(k32), I::kIdVdivss, I::kIdDivss},
      {simd::div(k64), I::kIdVdivsd, I::kIdDivsd},
      {simd::min(k32), I::kIdVminss, I::kIdMinss},
      {simd::min(k64), I::kIdVminsd, I::kIdMinsd},
      {simd::max(k32), I::kIdVmaxss, I::kIdMaxss},
      {simd::max(k64), I::kIdVmaxsd, I::kIdMaxsd},
      {simd::kAnd, I::kIdVandps, I::kIdAndps},
      {simd::kOr, I::kIdVorps, I::kIdOrps},
      {simd::kXor, I::kIdVxorps, I::kIdXorps},
      {simd::kCompareEqual, I::kIdVpcmpeqd, I::kIdPcmpeqd},
  };
  const Form unary[] = {
      {simd::sqrt(k32), I::kIdVsqrtss, I::kIdSqrtss},
      {simd::sqrt(k64), I::kIdVsqrtsd, I::kIdSqrtsd},
      {simd::convert(k32), I::kIdVcvtss2sd, I::kIdCvtss2sd},
      {simd::convert(k64), I::kIdVcvtsd2ss, I::kIdCvtsd2ss},
  };
  for (Reg a : vectors()) {
    for (Reg b : vectors()) {
      for (const Form& f : three) {
        if (!avx) {
          SAME(simd(f.op, a, a, b), emit(f.sse, vec(a), vec(b)));
          continue;
        }
        for (Reg c : vectors()) SAME(simd(f.op, a, b, c), emit(f.avx, vec(a), vec(b), vec(c)));
      }
      for (const Form& f : unary) {
        if (avx) {
          SAME(simd_unary(f.op, a, b), emit(f.avx, vec(a), vec(b), vec(b)));
        } else {
          SAME(simd_unary(f.op, a, b), emit(f.sse, vec(a), vec(b)));
        }
      }
      for (Width w : kWidths) {
        const bool d = w == k64;
        if (avx) {
          SAME(simd(simd::compare(w), a, b),
               emit(d ? I::kIdVucomisd : I::kIdVucomiss, vec(a), vec(b)));
          SAME(simd(simd::round(w), a, b, b, 9),
               emit(d ? I::kIdVroundsd : I::kIdVroundss, vec(a), vec(b), vec(b), 9));
          SAME(simd_shift(Shift::kShl, w, a, b, 3),
               emit(d ? I::kIdVpsllq : I::kIdVpslld, vec(a), vec(b), 3));
          SAME(simd_shift(Shift::kShr, w, a, b, 3),
               emit(d ? I::kIdVpsrlq : I::kIdVpsrld, vec(a), vec(b), 3));
        } else {
          SAME(simd(simd::compare(w), a, b),
               emit(d ? I::kIdUcomisd : I::kIdUcomiss, vec(a), vec(b)));
          SAME(simd(simd::round(w), a, b, b, 9),
               emit(d ? I::kIdRoundsd : I::kIdRoundss, vec(a), vec(b), 9));
          SAME(simd_shift(Shift::kShl, w, a, a, 3), emit(d ? I::kIdPsllq : I::kIdPslld, vec(a), 3));
          SAME(simd_shift(Shift::kShr, w, a, a, 3), emit(d ? I::kIdPsrlq : I::kIdPsrld, vec(a), 3));
        }
      }
      if (!avx) {
        SAME(move_float(a, b), movaps(vec(a), vec(b)));
      } else if (b.code() < 8 || a.code() >= 8) {
        SAME(move_float(a, b), vmovaps(vec(a), vec(b)));
      } else {  // Shorter the other way around, which is an encoding of its own.
        Encoder e(true);
        e.move_float(a, b);
        ASSERT_EQ(e.offset(), 4u);
        const uint8_t* bytes = e.bufferData();
        ASSERT_EQ(bytes[0], 0xC5);
        ASSERT_EQ(bytes[2], 0x29);
        ASSERT_EQ(bytes[3], 0xC0 | (b.code() & 7) << 3 | a.code());
      }
    }
  }
}

TEST_P(EncoderX64Test, VectorsWithGeneralRegistersAndMemory) {
  namespace I = x86::Inst;
  const bool avx = GetParam();
  const auto pick = [avx](I::Id with, I::Id without) { return avx ? with : without; };
  for (Reg v : vectors()) {
    for (Reg r : registers()) {
      const I::Id movd = pick(I::kIdVmovd, I::kIdMovd), movq = pick(I::kIdVmovq, I::kIdMovq);
      SAME(simd_gp(simd::kFromGp, k32, v, r), emit(movd, vec(v), gp(k32, r)));
      SAME(simd_gp(simd::kFromGp, k64, v, r), emit(movq, vec(v), gp(k64, r)));
      SAME(simd_gp(simd::kToGp, k32, v, r), emit(movd, gp(k32, r), vec(v)));
      SAME(simd_gp(simd::kToGp, k64, v, r), emit(movq, gp(k64, r), vec(v)));
      for (Width w : kWidths) {
        SAME(simd_gp(simd::to_int_truncated(k32), w, r, v),
             emit(pick(I::kIdVcvttss2si, I::kIdCvttss2si), gp(w, r), vec(v)));
        SAME(simd_gp(simd::to_int_truncated(k64), w, r, v),
             emit(pick(I::kIdVcvttsd2si, I::kIdCvttsd2si), gp(w, r), vec(v)));
        if (avx) {
          SAME(simd_gp(simd::from_int(k32), w, v, v, r), vcvtsi2ss(vec(v), vec(v), gp(w, r)));
          SAME(simd_gp(simd::from_int(k64), w, v, v, r), vcvtsi2sd(vec(v), vec(v), gp(w, r)));
        } else {
          SAME(simd_gp(simd::from_int(k32), w, v, v, r), cvtsi2ss(vec(v), gp(w, r)));
          SAME(simd_gp(simd::from_int(k64), w, v, v, r), cvtsi2sd(vec(v), gp(w, r)));
        }
      }
    }
  }
  const I::Id movss = pick(I::kIdVmovss, I::kIdMovss), movsd = pick(I::kIdVmovsd, I::kIdMovsd);
  for (const Mem& m : memories()) {
    for (Reg v : {xmm(0), xmm(7), xmm(8), xmm(15)}) {
      SAME(simd(simd::load(k32), v, m), emit(movss, vec(v), memory(m)));
      SAME(simd(simd::load(k64), v, m), emit(movsd, vec(v), memory(m)));
      SAME(simd(simd::store(k32), v, m), emit(movss, memory(m), vec(v)));
      SAME(simd(simd::store(k64), v, m), emit(movsd, memory(m), vec(v)));
      if (avx) {
        SAME(simd(simd::add(k32), v, xmm(9), m), vaddss(vec(v), vec(xmm(9)), memory(m)));
        SAME(simd(simd::div(k64), v, xmm(1), m), vdivsd(vec(v), vec(xmm(1)), memory(m)));
      } else {
        SAME(simd(simd::add(k32), v, v, m), addss(vec(v), memory(m)));
        SAME(simd(simd::div(k64), v, v, m), divsd(vec(v), memory(m)));
      }
      SAME(simd(simd::compare(k64), v, m),
           emit(pick(I::kIdVucomisd, I::kIdUcomisd), vec(v), memory(m)));
      if (avx) {
        SAME(simd(simd::mul(k32), v, v, m), vmulss(vec(v), vec(v), memory(m)));
      } else {
        SAME(simd(simd::mul(k32), v, v, m), mulss(vec(v), memory(m)));
      }
    }
  }
}

// When the memory is full, what is emitted goes nowhere, without an end or an accident.
TEST(EncoderX64Buffer, StopsWhereItsMemoryEnds) {
  std::vector<uint8_t> memory(100);
  Encoder e(true, std::span(memory).first(90));
  for (int i = 0; i < 1000; ++i) {
    e.mov_imm(r11, 0x0123456789ABCDEF);
    e.write_u32(8, 0);
    e.rewind(10);
    e.nop(9);
  }
  EXPECT_FALSE(e.failed());  // The loop took its own back each time.
  for (int i = 0; i < 1000; ++i) e.mov_imm(r11, 0x0123456789ABCDEF);
  EXPECT_TRUE(e.failed());
  for (int i = 90; i < 100; ++i) EXPECT_EQ(memory[static_cast<size_t>(i)], 0);
}

// Our instructions and asmjit's share the buffer, however it grows.
TEST(EncoderX64Buffer, GrowsUnderBoth) {
  Encoder e(true);
  uint32_t at = 0;
  for (uint32_t i = 0; i < 1'000'000; ++i) {
    ASSERT_EQ(e.offset(), at);
    if (i % 3 == 0) {
      static_cast<x86::Assembler&>(e).mov(x86::eax, i);
    } else {
      e.mov_imm(rax, i);
    }
    at += 5;
  }
  ASSERT_FALSE(e.failed());
  for (uint32_t i = 0; i < 1'000'000; ++i) {
    ASSERT_EQ(e.bufferData()[5 * i], 0xB8);
    ASSERT_EQ(e.read_u32(5 * i + 1), i);
  }
}

INSTANTIATE_TEST_SUITE_P(Avx, EncoderX64Test, testing::Bool());

}  // namespace
}  // namespace shoal::arch::x64
