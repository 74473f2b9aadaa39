// The encoder for AArch64 against asmjit's Assembler: every form with every register and with
// immediates around everything that they are limited by; and the encodings of constants against
// asmjit's and against a search.
#include <asmjit/arm/a64utils.h>
#include <gtest/gtest.h>

#include <cstdint>
#include <cstring>
#include <iterator>
#include <vector>

#include "arch/a64/encoder.h"

namespace shoal::arch::a64 {
namespace {

namespace arm = asmjit::a64;
using asmjit::Imm;
using I = arm::Inst;

constexpr Width k32 = Width::k32, k64 = Width::k64;
constexpr Width kWidths[] = {k32, k64};
constexpr Reg kRegisters[] = {x(0), x(1), x(7), x(15), x(16), x(28), x(30), kZero};
constexpr Reg kVectors[] = {v(0), v(1), v(7), v(15), v(16), v(30), v(31)};

/// asmjit numbers zero 63, as 31 is its stack pointer.
uint32_t number(Reg r) { return r == kZero ? 63 : r.code(); }
arm::Gp gp(Width w, Reg r) {
  return w == k32 ? arm::Gp(arm::w(number(r))) : arm::Gp(arm::x(number(r)));
}
arm::Gp gp_or_sp(Width w, Reg r) {
  return w == k32 ? arm::Gp(arm::w(r.code())) : arm::Gp(arm::x(r.code()));
}
arm::Vec fp(Width w, Reg r) {
  return w == k32 ? arm::Vec(arm::s(r.code())) : arm::Vec(arm::d(r.code()));
}
arm::Vec lanes(Width w, Reg r) { return w == k64 ? fp(k64, r) : fp(k64, r).s2(); }
Imm condition(ConditionBits c) { return Imm((c + 2) & 15); }  // asmjit counts from 2.
arm::Shift shift(ShiftKind kind, uint32_t amount) {
  switch (kind) {
    case ShiftKind::kLsl: return arm::lsl(amount);
    case ShiftKind::kLsr: return arm::lsr(amount);
    case ShiftKind::kAsr: return arm::asr(amount);
    default: return arm::ror(amount);
  }
}
uint32_t bits_of(Width w) { return w == k64 ? 64 : 32; }

class EncoderA64Test : public testing::Test {
 protected:
  template <class Ours, class Theirs>
  void compare(Ours ours, Theirs theirs) {
    encoder_.rewind(0);
    ours(encoder_);
    ASSERT_EQ(encoder_.offset(), 4u);
    const uint32_t got = encoder_.read_u32(0);
    encoder_.rewind(0);
    theirs(static_cast<arm::Assembler&>(encoder_));
    ASSERT_FALSE(encoder_.failed());
    ASSERT_EQ(encoder_.offset(), 4u);
    ASSERT_EQ(std::bit_cast<int32_t>(got), std::bit_cast<int32_t>(encoder_.read_u32(0)))
        << std::hex << got << " for " << encoder_.read_u32(0);
  }

 private:
  Encoder encoder_;
};

#define SAME(OURS, THEIRS)                                             \
  ASSERT_NO_FATAL_FAILURE(compare([&](Encoder& ours_) { ours_.OURS; }, \
                                  [&](arm::Assembler& asmjit_) { asmjit_.THEIRS; }))

template <class Op>
struct Form {
  Op op;
  I::Id id;
};

TEST_F(EncoderA64Test, ShiftedRegisters) {
  constexpr Form<Shifted> kForms[] = {
      {Shifted::kAdd, I::kIdAdd},   {Shifted::kAdds, I::kIdAdds}, {Shifted::kSub, I::kIdSub},
      {Shifted::kSubs, I::kIdSubs}, {Shifted::kAnd, I::kIdAnd},   {Shifted::kBic, I::kIdBic},
      {Shifted::kOrr, I::kIdOrr},   {Shifted::kOrn, I::kIdOrn},   {Shifted::kEor, I::kIdEor},
      {Shifted::kEon, I::kIdEon},   {Shifted::kAnds, I::kIdAnds}};
  for (const auto& f : kForms) {
    const bool is_sum = (static_cast<uint32_t>(f.op) & 1u << 24) != 0;
    for (Width w : kWidths) {
      for (Reg d : kRegisters) {
        for (Reg n : kRegisters) {
          for (Reg m : kRegisters) {
            SAME(op(f.op, w, d, n, m), emit(f.id, gp(w, d), gp(w, n), gp(w, m)));
          }
        }
      }
      for (ShiftKind kind : {ShiftKind::kLsl, ShiftKind::kLsr, ShiftKind::kAsr, ShiftKind::kRor}) {
        if (is_sum && kind == ShiftKind::kRor) continue;
        for (uint32_t amount = 1; amount < bits_of(w); ++amount) {
          SAME(op(f.op, w, x(3), x(17), x(28), kind, amount),
               emit(f.id, gp(w, x(3)), gp(w, x(17)), gp(w, x(28)), Imm(shift(kind, amount))));
        }
      }
    }
  }
}

TEST_F(EncoderA64Test, NamedForms) {
  for (Width w : kWidths) {
    for (Reg d : kRegisters) {
      for (Reg n : kRegisters) {
        SAME(mov(w, d, n), mov(gp(w, d), gp(w, n)));
        SAME(neg(w, d, n), neg(gp(w, d), gp(w, n)));
        SAME(cmp(w, d, n), cmp(gp(w, d), gp(w, n)));
        SAME(tst(w, d, n), tst(gp(w, d), gp(w, n)));
        SAME(op(Shifted::kOrn, w, d, kZero, n), mvn(gp(w, d), gp(w, n)));
        SAME(op(OneSource::kRbit, w, d, n), rbit(gp(w, d), gp(w, n)));
        SAME(op(OneSource::kClz, w, d, n), clz(gp(w, d), gp(w, n)));
        for (Reg m : kRegisters) {
          SAME(mul(w, d, n, m), mul(gp(w, d), gp(w, n), gp(w, m)));
          SAME(op(TwoSource::kUdiv, w, d, n, m), udiv(gp(w, d), gp(w, n), gp(w, m)));
          SAME(op(TwoSource::kSdiv, w, d, n, m), sdiv(gp(w, d), gp(w, n), gp(w, m)));
          SAME(op(TwoSource::kLslv, w, d, n, m), lsl(gp(w, d), gp(w, n), gp(w, m)));
          SAME(op(TwoSource::kLsrv, w, d, n, m), lsr(gp(w, d), gp(w, n), gp(w, m)));
          SAME(op(TwoSource::kAsrv, w, d, n, m), asr(gp(w, d), gp(w, n), gp(w, m)));
          SAME(op(TwoSource::kRorv, w, d, n, m), ror(gp(w, d), gp(w, n), gp(w, m)));
          SAME(op(MultiplyAdd::kSmulh, Width::k64, d, n, m, kZero),
               smulh(gp(Width::k64, d), gp(Width::k64, n), gp(Width::k64, m)));
          SAME(op(MultiplyAdd::kUmulh, Width::k64, d, n, m, kZero),
               umulh(gp(Width::k64, d), gp(Width::k64, n), gp(Width::k64, m)));
          if (w == k64) {
            SAME(op(MultiplyAdd::kSmulh, w, d, n, m, kZero), smulh(gp(w, d), gp(w, n), gp(w, m)));
            SAME(op(MultiplyAdd::kUmulh, w, d, n, m, kZero), umulh(gp(w, d), gp(w, n), gp(w, m)));
          }
          for (Reg a : {x(0), x(21), x(30)}) {
            SAME(op(MultiplyAdd::kMadd, w, d, n, m, a),
                 madd(gp(w, d), gp(w, n), gp(w, m), gp(w, a)));
            SAME(op(MultiplyAdd::kMsub, w, d, n, m, a),
                 msub(gp(w, d), gp(w, n), gp(w, m), gp(w, a)));
          }
          for (ConditionBits c = 0; c < 14; ++c) {
            SAME(op(Select::kCsel, w, d, n, m, c),
                 emit(I::kIdCsel, gp(w, d), gp(w, n), gp(w, m), condition(c)));
            SAME(op(Select::kCsinc, w, d, n, m, c),
                 emit(I::kIdCsinc, gp(w, d), gp(w, n), gp(w, m), condition(c)));
          }
        }
      }
    }
  }
  for (Reg r : {x(0), x(7), x(29), x(30), kStackPointer}) {
    SAME(mov_sp(kStackPointer, r), mov(arm::sp, gp_or_sp(k64, r)));
    SAME(mov_sp(r, kStackPointer), mov(gp_or_sp(k64, r), arm::sp));
  }
  for (Reg r : {x(0), x(17), x(30)}) {
    SAME(br(r), br(arm::x(r.code())));
    SAME(blr(r), blr(arm::x(r.code())));
    SAME(ret(r), ret(arm::x(r.code())));
  }
  SAME(nop(), nop());
}

TEST_F(EncoderA64Test, Bitfields) {
  for (Width w : kWidths) {
    const uint32_t bits = bits_of(w);
    for (Reg d : kRegisters) {
      for (Reg n : {x(0), x(17), kZero}) {
        for (uint32_t amount = 1; amount < bits; ++amount) {
          SAME(shift(ShiftKind::kLsl, w, d, n, amount), lsl(gp(w, d), gp(w, n), amount));
          SAME(shift(ShiftKind::kLsr, w, d, n, amount), lsr(gp(w, d), gp(w, n), amount));
          SAME(shift(ShiftKind::kAsr, w, d, n, amount), asr(gp(w, d), gp(w, n), amount));
          SAME(shift(ShiftKind::kRor, w, d, n, amount), ror(gp(w, d), gp(w, n), amount));
        }
        SAME(extract(Bitfield::kSigned, w, d, n, 0, 8), sxtb(gp(w, d), gp(k32, n)));
        SAME(extract(Bitfield::kSigned, w, d, n, 0, 16), sxth(gp(w, d), gp(k32, n)));
      }
    }
    for (uint32_t at = 0; at < bits; ++at) {
      for (uint32_t count = 1; count <= bits - at; ++count) {
        const arm::Gp d = gp(w, x(3)), n = gp(w, x(9));
        SAME(extract(Bitfield::kSigned, w, x(3), x(9), at, count), sbfx(d, n, at, count));
        SAME(extract(Bitfield::kUnsigned, w, x(3), x(9), at, count), ubfx(d, n, at, count));
        SAME(insert(Bitfield::kSigned, w, x(3), x(9), at, count), sbfiz(d, n, at, count));
        SAME(insert(Bitfield::kUnsigned, w, x(3), x(9), at, count), ubfiz(d, n, at, count));
      }
    }
  }
  SAME(extract(Bitfield::kSigned, k64, x(3), x(4), 0, 32), sxtw(arm::x(3), arm::w(4)));
}

TEST_F(EncoderA64Test, Immediates) {
  constexpr Form<SumImm> kSums[] = {{SumImm::kAdd, I::kIdAdd},
                                    {SumImm::kAdds, I::kIdAdds},
                                    {SumImm::kSub, I::kIdSub},
                                    {SumImm::kSubs, I::kIdSubs}};
  for (Width w : kWidths) {
    for (const auto& f : kSums) {
      const bool flags = f.op == SumImm::kAdds || f.op == SumImm::kSubs;
      for (uint32_t imm : {0u, 1u, 0x7FFu, 0xFFFu, 0x1000u, 0x123000u, 0xFFF000u}) {
        for (Reg d : kRegisters) {
          for (Reg n : kRegisters) {
            SAME(op(f.op, w, d, n, imm),
                 emit(f.id, flags ? gp(w, d) : gp_or_sp(w, d), gp_or_sp(w, n), Imm(imm)));
          }
        }
      }
    }
    for (Reg d : kRegisters) {
      for (uint32_t half : {0u, 1u, 0x7FFFu, 0x8000u, 0xFFFFu}) {
        for (uint32_t i = 0; i < bits_of(w) / 16; ++i) {
          SAME(op(MoveWide::kMovz, w, d, half, i), movz(gp(w, d), half, 16 * i));
          SAME(op(MoveWide::kMovn, w, d, half, i), movn(gp(w, d), half, 16 * i));
          SAME(op(MoveWide::kMovk, w, d, half, i), movk(gp(w, d), half, 16 * i));
        }
      }
    }
    for (uint32_t flags = 0; flags < 16; ++flags) {
      for (ConditionBits c = 0; c < 14; ++c) {
        for (uint32_t imm : {0u, 1u, 31u}) {
          SAME(op(CompareIf::kCcmp, w, x(9), imm, flags, c),
               emit(I::kIdCcmp, gp(w, x(9)), Imm(imm), Imm(flags), condition(c)));
          SAME(op(CompareIf::kCcmn, w, x(9), imm, flags, c),
               emit(I::kIdCcmn, gp(w, x(9)), Imm(imm), Imm(flags), condition(c)));
        }
        SAME(op(CompareIf::kCcmp, w, x(9), x(28), flags, c),
             emit(I::kIdCcmp, gp(w, x(9)), gp(w, x(28)), Imm(flags), condition(c)));
        SAME(op(CompareIf::kCcmn, w, x(9), x(28), flags, c),
             emit(I::kIdCcmn, gp(w, x(9)), gp(w, x(28)), Imm(flags), condition(c)));
        SAME(fccmp(w, v(9), v(28), flags, c),
             emit(I::kIdFccmp_v, fp(w, v(9)), fp(w, v(28)), Imm(flags), condition(c)));
      }
    }
  }
}

/// Every value of `w` that repeats a rotated run of ones over 2, 4, ... bits.
std::vector<uint64_t> repeated_runs(Width w) {
  std::vector<uint64_t> all;
  for (uint32_t size = 2; size <= bits_of(w); size *= 2) {
    for (uint32_t ones = 1; ones < size; ++ones) {
      for (uint32_t rotation = 0; rotation < size; ++rotation) {
        uint64_t value = 0;
        for (uint32_t i = 0; i < bits_of(w); ++i) {
          if ((i + rotation) % size < ones) value |= uint64_t{1} << i;
        }
        all.push_back(value);
      }
    }
  }
  return all;
}

TEST_F(EncoderA64Test, LogicalImmediates) {
  constexpr Form<LogicalImm> kForms[] = {{LogicalImm::kAnd, I::kIdAnd},
                                         {LogicalImm::kOrr, I::kIdOrr},
                                         {LogicalImm::kEor, I::kIdEor},
                                         {LogicalImm::kAnds, I::kIdAnds}};
  for (Width w : kWidths) {
    for (uint64_t value : repeated_runs(w)) {
      const uint32_t pattern = logical_imm(w, value);
      ASSERT_NE(pattern, kNoPattern) << std::hex << value;
      for (const auto& f : kForms) {
        SAME(op(f.op, w, x(3), x(9), pattern), emit(f.id, gp(w, x(3)), gp(w, x(9)), Imm(value)));
      }
      // From nearby, most are none.
      for (uint32_t bit = 0; bit < bits_of(w); ++bit) {
        const uint64_t near = value ^ uint64_t { 1 } << bit;
        ASSERT_EQ(logical_imm(w, near) != kNoPattern, arm::Utils::isLogicalImm(near, bits_of(w)))
            << std::hex << near;
      }
    }
    ASSERT_EQ(logical_imm(w, 0), kNoPattern);
    ASSERT_EQ(logical_imm(w, w == k32 ? UINT32_MAX : UINT64_MAX), kNoPattern);
  }
}

TEST_F(EncoderA64Test, FloatImmediates) {
  for (Width w : kWidths) {
    uint32_t found = 0;
    for (uint32_t high = 0; high <= 0xFFFF; ++high) {
      for (uint64_t low : {uint64_t{0}, uint64_t{1}, uint64_t{0x8000}}) {
        const int shift = w == k64 ? 48 : 16;
        const uint64_t bits = uint64_t{high} << shift | low;
        const int imm = float_imm(w, bits);
        const bool want = w == k64 ? arm::Utils::isFP64Imm8(bits)
                                   : arm::Utils::isFP32Imm8(static_cast<uint32_t>(bits));
        ASSERT_EQ(imm >= 0, want) << std::hex << bits;
        if (imm < 0) continue;
        ++found;
        if (w == k64) {
          SAME(fmov_imm(w, v(9), imm), fmov(fp(w, v(9)), Imm(std::bit_cast<double>(bits))));
        } else {
          SAME(fmov_imm(w, v(9), imm),
               fmov(fp(w, v(9)), Imm(std::bit_cast<float>(static_cast<uint32_t>(bits)))));
        }
      }
    }
    ASSERT_EQ(found, 256u);
  }
}

TEST_F(EncoderA64Test, Floats) {
  constexpr Form<Float2> kTwo[] = {{Float2::kFadd, I::kIdFadd_v}, {Float2::kFsub, I::kIdFsub_v},
                                   {Float2::kFmul, I::kIdFmul_v}, {Float2::kFdiv, I::kIdFdiv_v},
                                   {Float2::kFmin, I::kIdFmin_v}, {Float2::kFmax, I::kIdFmax_v}};
  constexpr Form<Float1> kOne[] = {
      {Float1::kFmov, I::kIdFmov_v},     {Float1::kFabs, I::kIdFabs_v},
      {Float1::kFneg, I::kIdFneg_v},     {Float1::kFsqrt, I::kIdFsqrt_v},
      {Float1::kFrintn, I::kIdFrintn_v}, {Float1::kFrintp, I::kIdFrintp_v},
      {Float1::kFrintm, I::kIdFrintm_v}, {Float1::kFrintz, I::kIdFrintz_v}};
  for (Reg d : kVectors) {
    for (Reg n : kVectors) {
      for (Width w : kWidths) {
        for (const auto& f : kTwo) {
          for (Reg m : kVectors)
            SAME(op(f.op, w, d, n, m), emit(f.id, fp(w, d), fp(w, n), fp(w, m)));
        }
        for (const auto& f : kOne) SAME(op(f.op, w, d, n), emit(f.id, fp(w, d), fp(w, n)));
        for (ConditionBits c = 0; c < 14; ++c) {
          SAME(fcsel(w, d, n, v(21), c),
               emit(I::kIdFcsel_v, fp(w, d), fp(w, n), fp(w, v(21)), condition(c)));
        }
        SAME(fcmp(w, d, n), fcmp(fp(w, d), fp(w, n)));
        SAME(op(VectorShift::kShl, w, d, n, 1), shl(lanes(w, d), lanes(w, n), 1));
        SAME(op(VectorShift::kSri, w, d, n, 1), sri(lanes(w, d), lanes(w, n), 1));
        for (uint32_t amount : {1u, 7u, bits_of(w) - 1}) {
          SAME(op(VectorShift::kUshr, w, d, n, amount), ushr(lanes(w, d), lanes(w, n), amount));
          SAME(op(VectorShift::kSli, w, d, n, amount), sli(lanes(w, d), lanes(w, n), amount));
        }
      }
      SAME(fcvt(k32, d, n), fcvt(fp(k64, d), fp(k32, n)));
      SAME(fcvt(k64, d, n), fcvt(fp(k32, d), fp(k64, n)));
      SAME(cnt8(d, n), cnt(fp(k64, d).b8(), fp(k64, n).b8()));
      SAME(addv8(d, n), addv(fp(k64, d).b(), fp(k64, n).b8()));
    }
    SAME(fcmp_zero(k32, d), fcmp(fp(k32, d), Imm(0.0)));
    SAME(fcmp_zero(k64, d), fcmp(fp(k64, d), Imm(0.0)));
    SAME(movi_zero(d), movi(fp(k64, d), 0));
  }
}

TEST_F(EncoderA64Test, BetweenBanks) {
  for (Reg f : kVectors) {
    for (Reg r : kRegisters) {
      for (Width general : kWidths) {
        for (Width floats : kWidths) {
          const arm::Gp g = gp(general, r);
          const arm::Vec s = fp(floats, f);
          SAME(op(IntFloat::kScvtf, general, floats, f, r), scvtf(s, g));
          SAME(op(IntFloat::kUcvtf, general, floats, f, r), ucvtf(s, g));
          SAME(op(IntFloat::kFcvtzs, general, floats, r, f), fcvtzs(g, s));
          SAME(op(IntFloat::kFcvtzu, general, floats, r, f), fcvtzu(g, s));
          if (general != floats) continue;
          SAME(op(IntFloat::kToGp, general, floats, r, f), fmov(g, s));
          SAME(op(IntFloat::kFromGp, general, floats, f, r), fmov(s, g));
        }
      }
    }
  }
}

TEST_F(EncoderA64Test, Extended) {
  // What asmjit does not take, from the manual: cmp sp, x17; add x1, x2, w3, sxtw #2; sub and add
  // of sp.
  const auto is = [](auto emit, uint32_t want) {
    Encoder e;
    emit(e);
    ASSERT_EQ(e.read_u32(0), want) << std::hex << e.read_u32(0);
  };
  is([](Encoder& e) { e.op(Extended::kSubs, k64, kZero, kStackPointer, x(17), Extension::kUxtx); },
     0xEB3163FF);
  is([](Encoder& e) { e.op(Extended::kAdd, k64, x(1), x(2), x(3), Extension::kSxtw, 2); },
     0x8B23C841);
  is([](Encoder& e) { e.op(Extended::kSub, k64, x(1), x(2), x(3), Extension::kSxtw); }, 0xCB23C041);
  is(
      [](Encoder& e) {
        e.op(Extended::kAdd, k64, kStackPointer, kStackPointer, x(17), Extension::kUxtx);
      },
      0x8B3163FF);
  SAME(op(Extended::kSubs, k64, kZero, kStackPointer, x(17), Extension::kUxtx),
       cmp(arm::sp, arm::x(17)));
}

TEST_F(EncoderA64Test, LoadsAndStores) {
  struct Kind {
    Access access;
    I::Id id;
    bool is_64;
  };
  constexpr Kind kKinds[] = {
      {{0, false, 0}, I::kIdStrb, false}, {{0, false, 1}, I::kIdLdrb, false},
      {{0, false, 2}, I::kIdLdrsb, true}, {{0, false, 3}, I::kIdLdrsb, false},
      {{1, false, 0}, I::kIdStrh, false}, {{1, false, 1}, I::kIdLdrh, false},
      {{1, false, 2}, I::kIdLdrsh, true}, {{1, false, 3}, I::kIdLdrsh, false},
      {{2, false, 0}, I::kIdStr, false},  {{2, false, 1}, I::kIdLdr, false},
      {{2, false, 2}, I::kIdLdrsw, true}, {{3, false, 0}, I::kIdStr, true},
      {{3, false, 1}, I::kIdLdr, true},   {{2, true, 0}, I::kIdStr_v, false},
      {{2, true, 1}, I::kIdLdr_v, false}, {{3, true, 0}, I::kIdStr_v, true},
      {{3, true, 1}, I::kIdLdr_v, true},
  };
  for (const Kind& k : kKinds) {
    const Width w = k.is_64 ? k64 : k32;
    for (Reg t : {x(0), x(15), x(30), kZero}) {
      const Reg reg = k.access.is_float ? v(t.code()) : t;
      const asmjit::Operand value =
          k.access.is_float ? asmjit::Operand(fp(w, reg)) : asmjit::Operand(gp(w, reg));
      for (Reg base : {x(0), x(27), kStackPointer}) {
        const arm::Gp b = gp_or_sp(k64, base);
        for (int32_t disp = -256; disp <= 0xFFF << k.access.log2; ++disp) {
          if (!is_displacement(disp, k.access.log2)) continue;
          SAME(access(k.access, reg, Mem(base, disp)), emit(k.id, value, arm::ptr(b, disp)));
        }
        if (base == kStackPointer) continue;
        for (Reg index : {x(0), x(9), x(30)}) {
          const arm::GpX xi = arm::x(index.code());
          SAME(access(k.access, reg, Mem(base, index, k64)), emit(k.id, value, arm::ptr(b, xi)));
          SAME(access(k.access, reg, Mem(base, index, k32)),
               emit(k.id, value, arm::ptr(b, arm::w(index.code()), arm::uxtw(0))));
          if (k.access.log2 == 0) continue;
          SAME(access(k.access, reg, Mem(base, index, k64, true)),
               emit(k.id, value, arm::ptr(b, xi, arm::lsl(k.access.log2))));
        }
      }
    }
  }
  SAME(access_post({3, false, 0}, kZero, x(16), 8), str(arm::xzr, arm::ptr_post(arm::x16, 8)));
  SAME(access_post({3, false, 1}, x(2), x(16), -8), ldr(arm::x2, arm::ptr_post(arm::x16, -8)));
}

TEST_F(EncoderA64Test, Pairs) {
  using Mode = Encoder::PairMode;
  for (int32_t disp = -512; disp <= 504; disp += 8) {
    for (Reg base : {x(0), x(29), kStackPointer}) {
      const arm::Gp b = gp_or_sp(k64, base);
      for (Reg t : {x(1), x(30), kZero}) {
        const arm::Gp r1 = gp(k64, t), r2 = arm::x(7);
        SAME(pair(true, Mode::kOffset, t, x(7), base, disp), ldp(r1, r2, arm::ptr(b, disp)));
        SAME(pair(false, Mode::kOffset, t, x(7), base, disp), stp(r1, r2, arm::ptr(b, disp)));
        if (disp == 0) continue;  // asmjit takes the form that leaves the base alone.
        SAME(pair(true, Mode::kPost, t, x(7), base, disp), ldp(r1, r2, arm::ptr_post(b, disp)));
        SAME(pair(true, Mode::kPre, t, x(7), base, disp), ldp(r1, r2, arm::ptr_pre(b, disp)));
        SAME(pair(false, Mode::kPost, t, x(7), base, disp), stp(r1, r2, arm::ptr_post(b, disp)));
        SAME(pair(false, Mode::kPre, t, x(7), base, disp), stp(r1, r2, arm::ptr_pre(b, disp)));
      }
      SAME(pair(true, Mode::kOffset, v(8), v(31), base, disp),
           ldp(arm::d8, arm::d31, arm::ptr(b, disp)));
      SAME(pair(false, Mode::kOffset, v(8), v(31), base, disp),
           stp(arm::d8, arm::d31, arm::ptr(b, disp)));
    }
  }
}

}  // namespace
}  // namespace shoal::arch::a64
