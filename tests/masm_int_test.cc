// Integer operations, compares, moves, memory and jumps of the x86-64 Masm, executed:
// every aliasing of destination and sources, with each instruction set extension on and off,
// against C++.
#include <array>
#include <cstring>

#include "tests/masm_harness.h"

namespace shoal::arch {
namespace {

class MasmIntTest : public MasmTest {};

constexpr IntOp kIntOps[] = {IntOp::kAdd,  IntOp::kSub,  IntOp::kMul, IntOp::kAnd,
                             IntOp::kOr,   IntOp::kXor,  IntOp::kShl, IntOp::kShrS,
                             IntOp::kShrU, IntOp::kRotl, IntOp::kRotr};

template <class U>
uint64_t int_result(IntOp op, uint64_t lhs, uint64_t rhs) {
  using S = std::make_signed_t<U>;
  const U a = static_cast<U>(lhs), b = static_cast<U>(rhs);
  const int count = static_cast<int>(b % (8 * sizeof(U)));
  switch (op) {
    case IntOp::kAdd: return static_cast<U>(a + b);
    case IntOp::kSub: return static_cast<U>(a - b);
    case IntOp::kMul: return static_cast<U>(a * b);
    case IntOp::kAnd: return a & b;
    case IntOp::kOr: return a | b;
    case IntOp::kXor: return a ^ b;
    case IntOp::kShl: return static_cast<U>(a << count);
    case IntOp::kShrS: return static_cast<U>(static_cast<S>(a) >> count);
    case IntOp::kShrU: return a >> count;
    case IntOp::kRotl: return std::rotl(a, count);
    case IntOp::kRotr: return std::rotr(a, count);
  }
  return 0;
}
uint64_t int_result(IntOp op, Width w, uint64_t a, uint64_t b) {
  return w == Width::k32 ? int_result<uint32_t>(op, a, b) : int_result<uint64_t>(op, a, b);
}

TEST_P(MasmIntTest, BinaryWithEveryAliasing) {
  for (IntOp op : kIntOps) {
    const Reg fixed = Masm(variant().features, {}).constraint(op).rhs;
    for (const Operands& o : aliasings(i4, i9, fixed.valid() ? fixed : i8)) {
      if (fixed.valid() && o.rhs != fixed) continue;
      for (Width w : kWidths) {
        SCOPED_TRACE("op " + std::to_string(static_cast<int>(op)) + " " + describe(o));
        const Code code(variant(), [&](Masm& m) { m.binary(op, w, o.dst, o.lhs, o.rhs); });
        for (uint64_t a : int_edges(w)) {
          for (uint64_t b : int_edges(w)) {
            Machine m;
            m[o.lhs] = a;
            m[o.rhs] = b;
            const uint64_t expected = int_result(op, w, m[o.lhs], b);
            ASSERT_NO_FATAL_FAILURE(run_and_check(code, m, {o.dst}));
            ASSERT_EQ(m[o.dst], expected) << a << ", " << b;
          }
        }
      }
    }
  }
}

TEST_P(MasmIntTest, BinaryWithImmediates) {
  for (IntOp op : kIntOps) {
    for (const Operands& o : {Operands{i4, i8, kNoReg}, Operands{i5, i5, kNoReg}}) {
      for (Width w : kWidths) {
        for (uint64_t bits : int_edges(w)) {
          const int64_t imm = signed_value(w, bits);
          if (imm != static_cast<int32_t>(imm) && !Masm::fits(op, w, imm)) continue;
          SCOPED_TRACE("op " + std::to_string(static_cast<int>(op)) + " " + describe(o));
          const Code code(variant(), [&](Masm& m) { m.binary_imm(op, w, o.dst, o.lhs, imm); });
          for (uint64_t a : int_edges(w)) {
            Machine m;
            m[o.lhs] = a;
            ASSERT_NO_FATAL_FAILURE(run_and_check(code, m, {o.dst}));
            ASSERT_EQ(m[o.dst], int_result(op, w, a, bits)) << a << ", " << imm;
          }
        }
      }
    }
  }
}

// Values go through a buffer here: so many are tested that a function for each would take long.
TEST_P(MasmIntTest, LogicalImmediatesOfEveryRun) {
  constexpr Reg kOut = i11;
  constexpr uint64_t kLhs = 0x0123456789ABCDEF;
  for (Width w : kWidths) {
    std::vector<uint64_t> values;
    for (uint64_t v : repeated_runs(w)) values.push_back(v);
    std::vector<std::array<uint64_t, 5>> results(values.size());
    const Code code(variant(), [&](Masm& m) {
      int32_t disp = 0;
      const auto keep = [&](Reg r) {
        m.store(StoreKind::kI64, {kOut, kNoReg, disp}, r);
        disp += 8;
      };
      for (uint64_t v : values) {
        const int64_t imm = signed_value(w, v);
        for (IntOp op : {IntOp::kAnd, IntOp::kOr, IntOp::kXor}) {
          if (imm == static_cast<int32_t>(imm) || Masm::fits(op, w, imm)) {
            m.binary_imm(op, w, i0, i4, imm);
          } else {
            m.move_imm(i0, v);
            m.binary(op, w, i0, i4, i0);
          }
          keep(i0);
        }
        m.move_imm(i0, v);
        keep(i0);
        if (Masm::fits(IntOp::kAnd, w, imm)) {
          m.test_imm(w, i4, imm);
        } else {
          m.test(w, i4, i0);
        }
        m.set(Cond::kEq, i0);
        keep(i0);
      }
    });
    Machine m;
    m[i4] = kLhs & mask(w);
    m[kOut] = std::bit_cast<uint64_t>(results.data());
    ASSERT_NO_FATAL_FAILURE(run_and_check(code, m, {i0}));
    for (size_t i = 0; i < values.size(); ++i) {
      const uint64_t v = values[i], lhs = kLhs & mask(w);
      const std::array<uint64_t, 5> expected = {lhs & v, lhs | v, lhs ^ v, v, (lhs & v) == 0};
      ASSERT_EQ(results[i], expected) << std::hex << v;
    }
  }
}

uint64_t unary_result(IntUnary op, Width w, uint64_t v) {
  const int unused = w == Width::k32 ? 32 : 0;
  switch (op) {
    case IntUnary::kNeg: return (~v + 1) & mask(w);
    case IntUnary::kClz: return static_cast<uint64_t>(std::countl_zero(v) - unused);
    case IntUnary::kCtz:
      return v == 0 ? (w == Width::k32 ? 32 : 64) : static_cast<uint64_t>(std::countr_zero(v));
    case IntUnary::kPopcnt: return static_cast<uint64_t>(std::popcount(v));
    case IntUnary::kExtend8S:
      return static_cast<uint64_t>(int64_t{static_cast<int8_t>(v)}) & mask(w);
    case IntUnary::kExtend16S:
      return static_cast<uint64_t>(int64_t{static_cast<int16_t>(v)}) & mask(w);
    case IntUnary::kExtend32S: return static_cast<uint64_t>(int64_t{static_cast<int32_t>(v)});
  }
  return 0;
}

TEST_P(MasmIntTest, Unary) {
  for (IntUnary op : {IntUnary::kNeg, IntUnary::kClz, IntUnary::kCtz, IntUnary::kPopcnt,
                      IntUnary::kExtend8S, IntUnary::kExtend16S, IntUnary::kExtend32S}) {
    for (Width w : kWidths) {
      if (op == IntUnary::kExtend32S && w == Width::k32) continue;
      for (const Operands& o : {Operands{i0, i4, kNoReg}, Operands{i5, i5, kNoReg}}) {
        const Code code(variant(), [&](Masm& m) { m.unary(op, w, o.dst, o.lhs); });
        for (uint64_t v : int_edges(w)) {
          Machine m;
          m[o.lhs] = v;
          ASSERT_NO_FATAL_FAILURE(run_and_check(code, m, {o.dst}));
          ASSERT_EQ(m[o.dst], unary_result(op, w, v)) << static_cast<int>(op) << " of " << v;
        }
      }
    }
  }
}

TEST_P(MasmIntTest, AddScaledWithEveryPartMissing) {
  struct Parts {
    Reg dst, base, index;
  };
  const Parts kParts[] = {{i0, i1, kNoReg}, {i1, i1, kNoReg}, {i0, kNoReg, i8}, {i8, kNoReg, i8},
                          {i0, i9, i8},     {i9, i9, i8},     {i8, i9, i8},     {i0, i1, i1}};
  for (const Parts& p : kParts) {
    for (Width w : kWidths) {
      for (uint8_t shift = 0; shift <= Masm::kMaxScale; ++shift) {
        if (!p.index.valid() && shift != 0) continue;
        for (int32_t disp : {0, 1, -1, 127, -128, 128, INT32_MAX, INT32_MIN}) {
          const Code code(variant(),
                          [&](Masm& m) { m.add_scaled(w, p.dst, p.base, p.index, shift, disp); });
          for (uint64_t a : int_edges(w)) {
            Machine m;
            if (p.base.valid()) m[p.base] = a;
            if (p.index.valid()) m[p.index] = a ^ 1;
            const uint64_t base = p.base.valid() ? m[p.base] : 0,
                           index = p.index.valid() ? m[p.index] : 0;
            const uint64_t expected =
                base + (index << shift) + static_cast<uint64_t>(int64_t{disp});
            ASSERT_NO_FATAL_FAILURE(run_and_check(code, m, {p.dst}));
            ASSERT_EQ(m[p.dst], expected & mask(w))
                << a << " shift " << int{shift} << " disp " << disp;
          }
        }
      }
    }
  }
}

TEST_P(MasmIntTest, Division) {
  constexpr uint64_t kOverflowed = 77;
  for (DivOp op : {DivOp::kDivS, DivOp::kDivU, DivOp::kRemS, DivOp::kRemU}) {
    const bool is_signed = op == DivOp::kDivS || op == DivOp::kRemS;
    const Constraint c = Masm(variant().features, {}).constraint(op);
    for (const Operands& o :
         c.lhs.valid() ? std::vector<Operands>{{c.dst, c.lhs, i4}} : aliasings(i0, i8, i4)) {
      for (Width w : kWidths) {
        SCOPED_TRACE("op " + std::to_string(static_cast<int>(op)) + " " + describe(o));
        RegSet results = RegSet{i3, o.dst} | c.clobbers;
        if (c.lhs.valid()) results.add(c.lhs);
        const Code code(variant(), [&](Masm& m) {
          const Label minus_one = is_signed ? m.new_label() : Label{};
          const Label resume = m.new_label(), overflow = m.new_label(), done = m.new_label();
          m.divide(op, w, o.dst, o.lhs, o.rhs, minus_one);
          m.bind(resume);
          m.jump(done);
          if (is_signed && m.is_used(minus_one)) {
            m.bind(minus_one);
            m.divide_by_minus_one(op, w, o.dst, o.lhs, resume, overflow);
          }
          m.bind(overflow);
          m.move_imm(i3, kOverflowed);
          m.bind(done);
        });
        for (uint64_t first : int_edges(w)) {
          for (uint64_t b : int_edges(w)) {
            if (b == 0) continue;  // Tested for before.
            Machine m;
            m[o.lhs] = first;
            m[o.rhs] = b;
            const uint64_t a = m[o.lhs];
            ASSERT_NO_FATAL_FAILURE(run_and_check(code, m, results));
            const int64_t sa = signed_value(w, a), sb = signed_value(w, b);
            const bool overflows = op == DivOp::kDivS && a == mask(w) / 2 + 1 && sb == -1;
            ASSERT_EQ(m[i3] == kOverflowed, overflows) << sa << " / " << sb;
            if (overflows) continue;
            uint64_t expected = op == DivOp::kDivU ? a / b : a % b;
            if (op == DivOp::kDivS) expected = sb == -1 ? 0 - a : static_cast<uint64_t>(sa / sb);
            if (op == DivOp::kRemS) expected = sb == -1 ? 0 : static_cast<uint64_t>(sa % sb);
            ASSERT_EQ(m[o.dst], expected & mask(w)) << sa << ", " << sb;
          }
        }
      }
    }
  }
}

// --- Compares ------------------------------------------------------------------------------------

/// Emits a branch on `c` that leaves 1 in i3 if it is taken, else 0.
void branch_to_bool(Masm& m, Cond c) {
  const Label taken = m.new_label(), done = m.new_label();
  m.branch(c, taken);
  m.move_imm(i3, 0);
  m.jump(done);
  m.bind(taken);
  m.move_imm(i3, 1);
  m.bind(done);
}

TEST_P(MasmIntTest, ComparesSetAndBranchAlike) {
  for (Cond c : kIntConds) {
    for (Width w : kWidths) {
      const Code code(variant(), [&](Masm& m) {
        m.compare(w, i4, i5);
        m.set(c, i0);
        m.compare(w, i4, i5);
        m.set(c, i5);  // Also into a register that was compared.
        m.compare(w, i4, i7);
        branch_to_bool(m, c);
      });
      for (uint64_t a : int_edges(w)) {
        for (uint64_t b : int_edges(w)) {
          Machine m;
          m[i4] = a;
          m[i5] = m[i7] = b;
          ASSERT_NO_FATAL_FAILURE(run_and_check(code, m, {i0, i5, i3}));
          const uint64_t expected = holds(c, w, a, b);
          ASSERT_EQ(m[i0], expected) << static_cast<int>(c) << ": " << a << ", " << b;
          ASSERT_EQ(m[i5], expected);
          ASSERT_EQ(m[i3], expected);
        }
      }
    }
  }
}

TEST_P(MasmIntTest, ComparesWithImmediatesAndTests) {
  for (Cond c : kIntConds) {
    for (Width w : kWidths) {
      for (uint64_t bits : int_edges(w)) {
        const int64_t imm = signed_value(w, bits);
        if (imm != static_cast<int32_t>(imm) && !Masm::fits(IntOp::kSub, w, imm)) continue;
        const Code code(variant(), [&](Masm& m) {
          m.compare_imm(w, i4, imm, c);
          m.set(c, i0);
          m.test_imm(w, i4, imm);
          m.set(c, i3);
          m.test(w, i4, i7);
          m.set(c, i1);
        });
        for (uint64_t a : int_edges(w)) {
          Machine m;
          m[i4] = a;
          m[i7] = bits;
          ASSERT_NO_FATAL_FAILURE(run_and_check(code, m, {i0, i3, i1}));
          ASSERT_EQ(m[i0], holds(c, w, a, bits)) << static_cast<int>(c) << ": " << a << ", " << imm;
          if (c != Cond::kEq && c != Cond::kNe) continue;
          ASSERT_EQ(m[i3], holds(c, w, a & bits, 0));
          ASSERT_EQ(m[i1], holds(c, w, a & bits, 0));
        }
      }
    }
  }
}

// A compare with zero may rely on the flags of the instruction before, if they are about the same
// value.
TEST_P(MasmIntTest, ComparesOfResultsWithZero) {
  enum class Between { kNothing, kLabel, kOtherWidth, kOtherRegister };
  for (IntOp op : kIntOps) {
    for (Cond c : {Cond::kEq, Cond::kNe, Cond::kLtS, Cond::kGeU}) {
      for (Between between :
           {Between::kNothing, Between::kLabel, Between::kOtherWidth, Between::kOtherRegister}) {
        const Width w = between == Between::kOtherWidth ? Width::k32 : Width::k64;
        const Reg compared = between == Between::kOtherRegister ? i7 : i0;
        const auto emit_compare = [&](Masm& m) {
          if (between == Between::kLabel) {
            const Label label = m.new_label();
            m.bind(label);
            m.branch_zero(Width::k64, i5, label);
          }
          m.compare_imm(w, compared, 0, c);
        };
        const Code code(variant(), [&](Masm& m) {
          m.binary(op, Width::k64, i0, i4, i1);
          emit_compare(m);
          m.set(c, i3);
          m.move(Width::k64, i0, i4);
          m.binary_imm(op, Width::k64, i0, i0, -1);
          emit_compare(m);
          m.set(c, i8);
        });
        for (uint64_t a : int_edges(Width::k64)) {
          for (uint64_t b : {uint64_t{0}, uint64_t{1}, a, uint64_t{1} << 32}) {
            Machine m;
            m[i4] = a;
            m[i1] = b;
            m[i7] = b & 1;
            ASSERT_NO_FATAL_FAILURE(run_and_check(code, m, {i0, i3, i8}));
            const auto expected = [&](uint64_t rhs) {
              const uint64_t v = compared == i7 ? b & 1 : int_result(op, Width::k64, a, rhs);
              return uint64_t{holds(c, w, v & mask(w), 0)};
            };
            ASSERT_EQ(m[i3], expected(b)) << static_cast<int>(op) << ": " << a << ", " << b;
            ASSERT_EQ(m[i8], expected(UINT64_MAX)) << static_cast<int>(op) << ": " << a;
          }
        }
      }
    }
  }
}

TEST_P(MasmIntTest, SelectWithEveryAliasing) {
  for (Cond c : kIntConds) {
    for (Width w : kWidths) {
      for (const Operands& o : aliasings(i0, i8, i2)) {
        const Code code(variant(), [&](Masm& m) {
          m.compare(w, i4, i5);
          m.select(c, w, o.dst, o.lhs, o.rhs);
        });
        for (uint64_t a : int_edges(w)) {
          Machine m;
          m[i4] = a;
          m[i5] = 0x80000000;
          m[o.lhs] = 0x1111111122222222 & mask(w);
          m[o.rhs] = 0x3333333344444444 & mask(w);
          const uint64_t expected = holds(c, w, a, m[i5]) ? m[o.lhs] : m[o.rhs];
          ASSERT_NO_FATAL_FAILURE(run_and_check(code, m, {o.dst}));
          ASSERT_EQ(m[o.dst], expected) << static_cast<int>(c) << " " << describe(o);
        }
      }
    }
  }
}

// A compare may be separated from its branch by whatever promises to leave the flags alone.
TEST_P(MasmIntTest, MovesAndMemoryLeaveTheFlagsAlone) {
  for (uint64_t a : {uint64_t{1}, uint64_t{2}, uint64_t{3}}) {
    for (Cond c : kIntConds) {
      const Code code(variant(), [&](Masm& m) {
        m.compare(Width::k32, i4, i5);
        m.move(Width::k64, i0, i1);
        m.move_float(fr(1), fr(2));
        m.move_imm(i2, 0);
        m.move_imm(i2, UINT64_MAX);
        m.move_float_imm(Width::k64, fr(3), 0);
        m.move_float_imm(Width::k32, fr(3), 0x3F800000);
        m.add_scaled(Width::k32, i6, i6, i7, 2, -5);
        m.add_scaled(Width::k64, i6, kNoReg, i7, 1, 0);
        m.store_frame(ValueKind::kI64, Code::kFarCells, i0);
        m.store_frame_imm(ValueKind::kF64, Code::kFarCells, 0x3FF0000000000000);
        m.load_frame(ValueKind::kI32, i0, Code::kFarCells);
        branch_to_bool(m, c);
      });
      Machine m;
      m[i4] = a;
      m[i5] = 2;
      code.run(m);
      ASSERT_EQ(m[i3], holds(c, Width::k32, a, 2));
    }
  }
}

INSTANTIATE_TEST_SUITE_P(, MasmIntTest, testing::ValuesIn(Cpu::variants()),
                         [](const auto& info) { return info.param.name(); });

}  // namespace
}  // namespace shoal::arch
