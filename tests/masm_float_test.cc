// Floating-point operations and conversions of the x86-64 Masm, executed: every aliasing,
// with and without AVX, over the values where WebAssembly and the CPU disagree, against C++.
#include <cmath>
#include <limits>

#include "tests/masm_harness.h"

namespace shoal::arch {
namespace {

class MasmFloatTest : public MasmTest {};

bool is_f64(Width w) { return w == Width::k64; }
double to_double(Width w, uint64_t bits) {
  return is_f64(w) ? std::bit_cast<double>(bits)
                   : std::bit_cast<float>(static_cast<uint32_t>(bits));
}
uint64_t bits_of(Width w, double v) {
  return is_f64(w) ? std::bit_cast<uint64_t>(v) : std::bit_cast<uint32_t>(static_cast<float>(v));
}

/// Zeros, infinities, NaNs (canonical, with a payload, signalling), subnormals, and the values on
/// both sides of every bound of a conversion.
std::vector<uint64_t> float_edges(Width w) {
  std::vector<uint64_t> all;
  const auto add = [&](double v) {
    all.push_back(bits_of(w, v));
    all.push_back(bits_of(w, -v));
  };
  const auto around = [&](double v) {
    add(v);
    if (is_f64(w)) {
      add(std::nextafter(v, 0.0));
      add(std::nextafter(v, std::numeric_limits<double>::infinity()));
    } else {
      const auto f = static_cast<float>(v);
      add(std::nextafterf(f, 0.0f));
      add(std::nextafterf(f, std::numeric_limits<float>::infinity()));
    }
  };
  for (double v : {0.0, 0.5, 1.5, 2.5, 3.0, 1e10, 1e30}) add(v);
  for (double v : {1.0, 0x1p31, 0x1p32, 0x1p52, 0x1p63, 0x1p64}) around(v);
  if (is_f64(w)) {
    for (double v :
         {2147483647.0, 2147483647.5, 2147483648.5, 2147483649.0, 4294967295.0, 4294967295.5})
      add(v);
  }
  add(std::numeric_limits<double>::infinity());
  const uint64_t exponent = is_f64(w) ? 0x7FF0000000000000 : 0x7F800000;
  const uint64_t quiet = is_f64(w) ? 0x0008000000000000 : 0x00400000;
  const uint64_t sign = is_f64(w) ? 0x8000000000000000 : 0x80000000;
  for (uint64_t magnitude :
       {exponent | quiet, exponent | quiet | 5, exponent | 1, uint64_t{1}, exponent - 1}) {
    all.push_back(magnitude);
    all.push_back(magnitude | sign);
  }
  return all;
}

bool is_nan(Width w, uint64_t bits) { return std::isnan(to_double(w, bits)); }
uint64_t payload(Width w, uint64_t bits) {
  return bits & (is_f64(w) ? 0x000FFFFFFFFFFFFF : 0x007FFFFF);
}
uint64_t canonical_payload(Width w) { return is_f64(w) ? 0x0008000000000000 : 0x00400000; }

/// A NaN result is quiet, and canonical if all NaN operands were.
void expect_arithmetic_nan(Width w, uint64_t result, std::initializer_list<uint64_t> operands) {
  ASSERT_TRUE(is_nan(w, result));
  bool canonical = true;
  for (uint64_t o : operands) canonical &= !is_nan(w, o) || payload(w, o) == canonical_payload(w);
  if (canonical) {
    ASSERT_EQ(payload(w, result), canonical_payload(w));
  } else {
    ASSERT_NE(payload(w, result) & canonical_payload(w), 0u) << "a signalling NaN";
  }
}

template <class F>
F smaller(F a, F b) {
  if (a == b) return std::signbit(a) ? a : b;
  return a < b ? a : b;
}

template <class F>
F float_result(FloatOp op, F a, F b) {
  switch (op) {
    case FloatOp::kAdd: return a + b;
    case FloatOp::kSub: return a - b;
    case FloatOp::kMul: return a * b;
    case FloatOp::kDiv: return a / b;
    case FloatOp::kMin: return smaller(a, b);
    case FloatOp::kMax: return -smaller(-a, -b);
    case FloatOp::kCopysign: return std::copysign(a, b);
  }
  return 0;
}
uint64_t float_result(FloatOp op, Width w, uint64_t a, uint64_t b) {
  if (is_f64(w)) {
    return std::bit_cast<uint64_t>(
        float_result(op, std::bit_cast<double>(a), std::bit_cast<double>(b)));
  }
  return std::bit_cast<uint32_t>(float_result(op, std::bit_cast<float>(static_cast<uint32_t>(a)),
                                              std::bit_cast<float>(static_cast<uint32_t>(b))));
}

TEST_P(MasmFloatTest, BinaryWithEveryAliasing) {
  for (FloatOp op : {FloatOp::kAdd, FloatOp::kSub, FloatOp::kMul, FloatOp::kDiv, FloatOp::kMin,
                     FloatOp::kMax, FloatOp::kCopysign}) {
    for (const Operands& o : aliasings(fr(3), fr(9), fr(0))) {
      for (Width w : kWidths) {
        SCOPED_TRACE("op " + std::to_string(static_cast<int>(op)) + " " + describe(o));
        const Code code(variant(), [&](Masm& m) { m.binary_float(op, w, o.dst, o.lhs, o.rhs); });
        for (uint64_t first : float_edges(w)) {
          for (uint64_t b : float_edges(w)) {
            Machine m;
            m[o.lhs] = first;
            m[o.rhs] = b;
            const uint64_t a = m[o.lhs];
            ASSERT_NO_FATAL_FAILURE(run_and_check(code, m, {o.dst}));
            const uint64_t result = m[o.dst] & mask(w);
            const bool moves_bits = op == FloatOp::kCopysign;
            const uint64_t expected = float_result(op, w, a, b);
            if (!moves_bits && (is_nan(w, a) || is_nan(w, b) || is_nan(w, expected))) {
              ASSERT_NO_FATAL_FAILURE(expect_arithmetic_nan(w, result, {a, b})) << a << ", " << b;
            } else {
              ASSERT_EQ(result, expected) << to_double(w, a) << ", " << to_double(w, b);
            }
          }
        }
      }
    }
  }
}

template <class F>
F unary_result(FloatUnary op, F v) {
  switch (op) {
    case FloatUnary::kAbs: return std::fabs(v);
    case FloatUnary::kNeg: return -v;
    case FloatUnary::kSqrt: return std::sqrt(v);
    case FloatUnary::kCeil: return std::ceil(v);
    case FloatUnary::kFloor: return std::floor(v);
    case FloatUnary::kTrunc: return std::trunc(v);
    case FloatUnary::kNearest: return std::nearbyint(v);
  }
  return 0;
}

TEST_P(MasmFloatTest, Unary) {
  for (FloatUnary op : {FloatUnary::kAbs, FloatUnary::kNeg, FloatUnary::kSqrt, FloatUnary::kCeil,
                        FloatUnary::kFloor, FloatUnary::kTrunc, FloatUnary::kNearest}) {
    for (const Operands& o : {Operands{fr(3), fr(12), kNoReg}, Operands{fr(2), fr(2), kNoReg}}) {
      for (Width w : kWidths) {
        const Code code(variant(), [&](Masm& m) { m.unary_float(op, w, o.dst, o.lhs); });
        for (uint64_t v : float_edges(w)) {
          Machine m;
          m[o.lhs] = v;
          ASSERT_NO_FATAL_FAILURE(run_and_check(code, m, {o.dst}));
          const uint64_t result = m[o.dst] & mask(w);
          uint64_t expected =
              is_f64(w) ? std::bit_cast<uint64_t>(unary_result(op, std::bit_cast<double>(v)))
                        : std::bit_cast<uint32_t>(
                              unary_result(op, std::bit_cast<float>(static_cast<uint32_t>(v))));
          const uint64_t sign = is_f64(w) ? 0x8000000000000000 : 0x80000000;
          const bool moves_bits = op == FloatUnary::kAbs || op == FloatUnary::kNeg;
          if (op == FloatUnary::kAbs) expected = v & ~sign;
          if (op == FloatUnary::kNeg) expected = v ^ sign;
          if (!moves_bits && is_nan(w, expected)) {
            ASSERT_NO_FATAL_FAILURE(expect_arithmetic_nan(w, result, {v}));
          } else {
            ASSERT_EQ(result, expected) << static_cast<int>(op) << " of " << to_double(w, v);
          }
        }
      }
    }
  }
}

TEST_P(MasmFloatTest, ConditionsAndTheirComplements) {
  for (int cond = static_cast<int>(Cond::kFEq); cond <= static_cast<int>(Cond::kFNotGe); ++cond) {
    const auto c = static_cast<Cond>(cond);
    for (Width w : kWidths) {
      const Code code(variant(), [&](Masm& m) {
        m.compare_float(w, c, fr(1), fr(8));
        m.set(c, i4);
        m.compare_float(w, c, fr(1), fr(8));
        const Label taken = m.new_label();
        m.move_imm(i0, 1);
        m.branch(c, taken);
        m.move_imm(i0, 0);
        m.bind(taken);
      });
      for (uint64_t a : float_edges(w)) {
        for (uint64_t b : float_edges(w)) {
          Machine m;
          m[fr(1)] = a;
          m[fr(8)] = b;
          ASSERT_NO_FATAL_FAILURE(run_and_check(code, m, {i4, i0}));
          const uint64_t expected = holds(c, to_double(w, a), to_double(w, b));
          ASSERT_EQ(m[i4], expected) << cond << ": " << to_double(w, a) << ", " << to_double(w, b);
          ASSERT_EQ(m[i0], expected);
        }
      }
    }
  }
}

TEST_P(MasmFloatTest, SelectsOfBothBanksWithEveryAliasing) {
  const double kValues[] = {1, 2, std::numeric_limits<double>::quiet_NaN()};
  for (int cond = static_cast<int>(Cond::kFEq); cond <= static_cast<int>(Cond::kFNotGe); ++cond) {
    const auto c = static_cast<Cond>(cond);
    const auto floats = aliasings(fr(3), fr(9), fr(0)), ints = aliasings(i0, i8, i2);
    for (size_t i = 0; i < ints.size(); ++i) {
      const Operands &f = floats[i], &g = ints[i];
      const Code code(variant(), [&](Masm& m) {
        m.compare_float(Width::k64, c, fr(1), fr(8));
        m.select_float(c, f.dst, f.lhs, f.rhs);
        m.compare_float(Width::k64, c, fr(1), fr(8));
        m.select(c, Width::k64, g.dst, g.lhs, g.rhs);
      });
      for (double a : kValues) {
        for (double b : kValues) {
          Machine m;
          m[fr(1)] = std::bit_cast<uint64_t>(a);
          m[fr(8)] = std::bit_cast<uint64_t>(b);
          const uint64_t expected_float = holds(c, a, b) ? m[f.lhs] : m[f.rhs];
          const uint64_t expected_int = holds(c, a, b) ? m[g.lhs] : m[g.rhs];
          ASSERT_NO_FATAL_FAILURE(run_and_check(code, m, {f.dst, g.dst}));
          ASSERT_EQ(m[f.dst], expected_float)
              << cond << ": " << a << ", " << b << " " << describe(f);
          ASSERT_EQ(m[g.dst], expected_int) << cond << ": " << a << ", " << b << " " << describe(g);
        }
      }
    }
  }
}

// --- Conversions ---------------------------------------------------------------------------------

// long double holds every 64-bit integer exactly, so the reference rounds once.
TEST_P(MasmFloatTest, IntegersToFloats) {
  struct Case {
    Convert op;
    Width from, to;
    bool is_signed;
  };
  const Case kCases[] = {{Convert::kF32ConvertI32S, Width::k32, Width::k32, true},
                         {Convert::kF32ConvertI32U, Width::k32, Width::k32, false},
                         {Convert::kF32ConvertI64S, Width::k64, Width::k32, true},
                         {Convert::kF32ConvertI64U, Width::k64, Width::k32, false},
                         {Convert::kF64ConvertI32S, Width::k32, Width::k64, true},
                         {Convert::kF64ConvertI32U, Width::k32, Width::k64, false},
                         {Convert::kF64ConvertI64S, Width::k64, Width::k64, true},
                         {Convert::kF64ConvertI64U, Width::k64, Width::k64, false}};
  for (const Case& c : kCases) {
    const Code code(variant(), [&](Masm& m) { m.convert(c.op, fr(4), i4); });
    std::vector<uint64_t> values = int_edges(c.from);
    if (c.from == Width::k64) {
      // Halfway cases of the roundings, where the bit that halving loses decides.
      for (uint64_t v : {0x8000008000000000u + uint64_t{0}, uint64_t{0x8000008000000001},
                         uint64_t{0x8000000000000400}, uint64_t{0x8000000000000401},
                         uint64_t{0x8000000000000C00}, uint64_t{0xFFFFFF7FFFFFFFFF}}) {
        values.push_back(v);
      }
    }
    for (uint64_t v : values) {
      long double exact = static_cast<long double>(v);
      if (c.is_signed) {
        exact = c.from == Width::k32 ? static_cast<long double>(static_cast<int32_t>(v))
                                     : static_cast<long double>(static_cast<int64_t>(v));
      }
      const uint64_t expected = c.to == Width::k64
                                    ? std::bit_cast<uint64_t>(static_cast<double>(exact))
                                    : std::bit_cast<uint32_t>(static_cast<float>(exact));
      Machine m;
      m[i4] = v;
      ASSERT_NO_FATAL_FAILURE(run_and_check(code, m, {fr(4)}));
      ASSERT_EQ(m[fr(4)] & mask(c.to), expected) << static_cast<int>(c.op) << " of " << v;
    }
  }
}

TEST_P(MasmFloatTest, PromotionsReinterpretationsAndExtensions) {
  const Code code(variant(), [&](Masm& m) {
    m.convert(Convert::kF64PromoteF32, fr(1), fr(0));
    m.convert(Convert::kF32DemoteF64, fr(3), fr(2));
    m.convert(Convert::kI32ReinterpretF32, i0, fr(0));
    m.convert(Convert::kI64ReinterpretF64, i8, fr(2));
    m.convert(Convert::kF32ReinterpretI32, fr(10), i4);
    m.convert(Convert::kF64ReinterpretI64, fr(11), i5);
    m.convert(Convert::kI32WrapI64, i2, i5);
    m.convert(Convert::kI64ExtendI32S, i1, i4);
  });
  const auto floats = float_edges(Width::k32), doubles = float_edges(Width::k64);
  for (size_t i = 0; i < std::min(floats.size(), doubles.size()); ++i) {
    const auto f = std::bit_cast<float>(static_cast<uint32_t>(floats[i]));
    const auto d = std::bit_cast<double>(doubles[i]);
    Machine m;
    m[fr(0)] = m[i4] = floats[i];
    m[fr(2)] = m[i5] = doubles[i];
    ASSERT_NO_FATAL_FAILURE(run_and_check(code, m, {fr(1), fr(3), i0, i8, fr(10), fr(11), i2, i1}));
    if (std::isnan(f)) {
      ASSERT_TRUE(is_nan(Width::k64, m[fr(1)]));
    } else {
      ASSERT_EQ(m[fr(1)], std::bit_cast<uint64_t>(static_cast<double>(f)));
    }
    if (std::isnan(d)) {
      ASSERT_TRUE(is_nan(Width::k32, m[fr(3)] & UINT32_MAX));
    } else {
      ASSERT_EQ(m[fr(3)] & UINT32_MAX, std::bit_cast<uint32_t>(static_cast<float>(d)));
    }
    ASSERT_EQ(m[i0], floats[i]);
    ASSERT_EQ(m[i8], doubles[i]);
    ASSERT_EQ(m[fr(10)] & UINT32_MAX, floats[i]);
    ASSERT_EQ(m[fr(11)], doubles[i]);
    ASSERT_EQ(m[i2], doubles[i] & UINT32_MAX);
    ASSERT_EQ(m[i1], static_cast<uint64_t>(int64_t{static_cast<int32_t>(floats[i])}));
  }
}

/// What a truncation must do, by the specification: exact arithmetic on the truncated value.
struct Truncated {
  enum class Outcome : uint64_t { kValue, kInvalid, kOverflow };
  Outcome outcome = Outcome::kValue;
  uint64_t value = 0;
};

Truncated truncation(double v, Width to, bool is_signed, bool saturates) {
  using Outcome = Truncated::Outcome;
  const long double bits = to == Width::k32 ? 32 : 64;
  const long double low = is_signed ? -std::exp2(bits - 1) : 0,
                    high = std::exp2(is_signed ? bits - 1 : bits) - 1;
  if (std::isnan(v)) return {saturates ? Outcome::kValue : Outcome::kInvalid, 0};
  long double t = std::trunc(static_cast<long double>(v));
  if (t < low || t > high) {
    if (!saturates) return {Outcome::kOverflow, 0};
    t = t < low ? low : high;
  }
  const uint64_t value =
      t < 0 ? static_cast<uint64_t>(static_cast<int64_t>(t)) : static_cast<uint64_t>(t);
  return {Outcome::kValue, value & mask(to)};
}

TEST_P(MasmFloatTest, TruncationsTrapOrSaturateExactly) {
  for (int n = 0; n < 16;
       ++n) {  // The enumeration's order: saturating, to i64, from f64, unsigned.
    const auto op = static_cast<Convert>(static_cast<int>(Convert::kI32TruncF32S) + n);
    const bool saturates = (n & 8) != 0, is_signed = (n & 1) == 0;
    const Width to = (n & 4) != 0 ? Width::k64 : Width::k32,
                from = (n & 2) != 0 ? Width::k64 : Width::k32;
    const Code code(variant(), [&](Masm& m) {
      const Label slow = m.new_label(), resume = m.new_label(), done = m.new_label();
      const Label invalid = m.new_label(), overflow = m.new_label();
      m.truncate(op, i4, fr(3), slow);
      m.bind(resume);
      m.move_imm(i3, static_cast<uint64_t>(Truncated::Outcome::kValue));
      m.jump(done);
      if (m.is_used(slow)) {
        m.bind(slow);
        m.truncate_slow(op, i4, fr(3), resume, saturates ? Label{} : invalid,
                        saturates ? Label{} : overflow);
      }
      m.bind(invalid);
      m.move_imm(i3, static_cast<uint64_t>(Truncated::Outcome::kInvalid));
      m.jump(done);
      m.bind(overflow);
      m.move_imm(i3, static_cast<uint64_t>(Truncated::Outcome::kOverflow));
      m.bind(done);
    });
    for (uint64_t bits : float_edges(from)) {
      const double v = to_double(from, bits);
      const Truncated expected = truncation(v, to, is_signed, saturates);
      Machine m;
      m[fr(3)] = bits;
      ASSERT_NO_FATAL_FAILURE(run_and_check(code, m, {i4, i3}));
      ASSERT_EQ(m[i3], static_cast<uint64_t>(expected.outcome)) << n << " of " << v;
      if (expected.outcome == Truncated::Outcome::kValue) {
        ASSERT_EQ(m[i4], expected.value) << n << " of " << v;
      }
    }
  }
}

INSTANTIATE_TEST_SUITE_P(, MasmFloatTest, testing::ValuesIn(Cpu::main_variants()),
                         [](const auto& info) { return info.param.name(); });

}  // namespace
}  // namespace shoal::arch
