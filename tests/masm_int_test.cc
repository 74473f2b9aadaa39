// Integer operations, compares, moves, memory and jumps of the x86-64 Masm, executed:
// every aliasing of destination and sources, with each instruction set extension on and off,
// against C++.
#include <array>
#include <cstring>

#include "tests/masm_harness.h"

namespace shoal::arch {
namespace {

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

TEST_P(MasmTest, BinaryWithEveryAliasing) {
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

TEST_P(MasmTest, BinaryWithImmediates) {
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

uint64_t unary_result(IntUnary op, Width w, uint64_t v) {
  const int unused = w == Width::k32 ? 32 : 0;
  switch (op) {
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

TEST_P(MasmTest, Unary) {
  for (IntUnary op : {IntUnary::kClz, IntUnary::kCtz, IntUnary::kPopcnt, IntUnary::kExtend8S,
                      IntUnary::kExtend16S, IntUnary::kExtend32S}) {
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

TEST_P(MasmTest, AddScaledWithEveryPartMissing) {
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

TEST_P(MasmTest, Division) {
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

constexpr Cond kIntConds[] = {Cond::kEq,  Cond::kNe,  Cond::kLtS, Cond::kGeS, Cond::kGtS,
                              Cond::kLeS, Cond::kLtU, Cond::kGeU, Cond::kGtU, Cond::kLeU};

bool holds(Cond c, Width w, uint64_t a, uint64_t b) {
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

TEST_P(MasmTest, ComparesSetAndBranchAlike) {
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

TEST_P(MasmTest, ComparesWithImmediatesAndTests) {
  for (Cond c : kIntConds) {
    for (Width w : kWidths) {
      for (uint64_t bits : int_edges(w)) {
        const int64_t imm = signed_value(w, bits);
        if (!Masm::fits_compare(w, imm)) continue;
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
TEST_P(MasmTest, ComparesOfResultsWithZero) {
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

TEST_P(MasmTest, SelectWithEveryAliasing) {
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
TEST_P(MasmTest, MovesAndMemoryLeaveTheFlagsAlone) {
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

// --- Moves, memory, frame ------------------------------------------------------------------------

TEST_P(MasmTest, ConstantsAndMoves) {
  for (uint64_t v : int_edges(Width::k64)) {
    const Code code(variant(), [&](Masm& m) {
      m.move_imm(i0, v);
      m.move_imm(i8, v);
      m.move(Width::k32, i2, i0);
      m.move(Width::k64, i7, i0);
      m.move_float_imm(Width::k64, fr(3), v);
      m.move_float_imm(Width::k32, fr(9), v & UINT32_MAX);
      m.clear(i5);
    });
    Machine m;
    ASSERT_NO_FATAL_FAILURE(run_and_check(code, m, {i0, i8, i2, i7, i5, fr(3), fr(9)}));
    EXPECT_EQ(m[i0], v);
    EXPECT_EQ(m[i8], v);
    EXPECT_EQ(m[i2], v & UINT32_MAX);
    EXPECT_EQ(m[i7], v);
    EXPECT_EQ(m[i5], 0u);
    EXPECT_EQ(m[fr(3)], v);
    EXPECT_EQ(m[fr(9)], v & UINT32_MAX);
  }
}

uint64_t loaded(LoadKind k, uint64_t v) {
  switch (k) {
    case LoadKind::kI32:
    case LoadKind::kF32:
    case LoadKind::kI64U32: return static_cast<uint32_t>(v);
    case LoadKind::kI64:
    case LoadKind::kF64: return v;
    case LoadKind::kI32S8: return static_cast<uint32_t>(static_cast<int8_t>(v));
    case LoadKind::kI64S8: return static_cast<uint64_t>(int64_t{static_cast<int8_t>(v)});
    case LoadKind::kI32U8:
    case LoadKind::kI64U8: return static_cast<uint8_t>(v);
    case LoadKind::kI32S16: return static_cast<uint32_t>(static_cast<int16_t>(v));
    case LoadKind::kI64S16: return static_cast<uint64_t>(int64_t{static_cast<int16_t>(v)});
    case LoadKind::kI32U16:
    case LoadKind::kI64U16: return static_cast<uint16_t>(v);
    case LoadKind::kI64S32: return static_cast<uint64_t>(int64_t{static_cast<int32_t>(v)});
  }
  return 0;
}

TEST_P(MasmTest, LoadsFillTheWholeRegister) {
  std::array<uint64_t, 4> memory{};
  for (int kind = 0; kind <= static_cast<int>(LoadKind::kI64U32); ++kind) {
    const auto k = static_cast<LoadKind>(kind);
    const bool is_float = k == LoadKind::kF32 || k == LoadKind::kF64;
    for (Reg dst : is_float ? std::vector<Reg>{fr(0), fr(14)} : std::vector<Reg>{i0, i1, i9}) {
      const Code code(variant(), [&](Masm& m) { m.load(k, dst, {i9, i1, 16}); });
      for (uint64_t v : int_edges(Width::k64)) {
        memory[2] = v;
        Machine m;
        m[i9] = std::bit_cast<uint64_t>(memory.data());
        m[i1] = 0;
        ASSERT_NO_FATAL_FAILURE(run_and_check(code, m, {dst}));
        ASSERT_EQ(m[dst], loaded(k, v)) << "kind " << kind << " of " << v;
      }
    }
  }
}

TEST_P(MasmTest, StoresTouchTheirBytesOnly) {
  std::array<uint64_t, 3> memory{};
  constexpr uint64_t kUntouched = 0xEEEEEEEEEEEEEEEE;
  for (StoreKind k : {StoreKind::kI8, StoreKind::kI16, StoreKind::kI32, StoreKind::kI64,
                      StoreKind::kF32, StoreKind::kF64}) {
    const Reg src = k == StoreKind::kF32 || k == StoreKind::kF64 ? fr(5) : i4;
    const Code by_register(variant(), [&](Masm& m) { m.store(k, {i5, i8, 7}, src); });
    for (uint64_t v : int_edges(Width::k64)) {
      const uint64_t bytes = uint64_t{1} << log2_size(k);
      std::array<uint64_t, 3> expected;
      expected.fill(kUntouched);
      std::memcpy(reinterpret_cast<char*>(expected.data()) + 8, &v, bytes);
      auto check = [&](const Code& code) {
        memory.fill(kUntouched);
        Machine m;
        m[i5] = std::bit_cast<uint64_t>(memory.data());
        m[i8] = 1;
        m[src] = v;
        ASSERT_NO_FATAL_FAILURE(run_and_check(code, m, {}));
        ASSERT_EQ(memory, expected) << "kind " << static_cast<int>(k) << " of " << v;
      };
      check(by_register);
      if (!Masm::fits_store(k, v)) continue;
      check(Code(variant(), [&](Masm& m) { m.store_imm(k, {i5, i8, 7}, v); }));
    }
  }
}

TEST_P(MasmTest, FrameCellsKeepWhatTheirKindNeeds) {
  for (ValueKind k : {ValueKind::kI32, ValueKind::kI64, ValueKind::kF32, ValueKind::kF64}) {
    const bool is_float = bank_of(k) == Bank::kFloat;
    const Reg src = is_float ? fr(4) : i6, dst = is_float ? fr(5) : i4,
              other = is_float ? fr(6) : i2;
    const bool narrow = k == ValueKind::kI32 || k == ValueKind::kF32;
    for (uint64_t v : int_edges(narrow ? Width::k32 : Width::k64)) {
      const Code code(variant(), [&](Masm& m) {
        m.store_frame_imm(ValueKind::kI64, Code::kFarCells, UINT64_MAX);
        m.store_frame(k, Code::kFarCells, src);
        m.load_frame(k, dst, Code::kFarCells);
        m.store_frame_imm(k, Code::kFarCells + 8, v);
        m.load_frame(k, other, Code::kFarCells + 8);
      });
      Machine m;
      m[src] = v;
      ASSERT_NO_FATAL_FAILURE(run_and_check(code, m, {dst, other}));
      ASSERT_EQ(m[dst], v);
      ASSERT_EQ(m[other], v);
    }
  }
}

TEST_P(MasmTest, ZeroFrameZeroesItsCellsOnly) {
  for (uint32_t count : {1u, 8u, 9u, 40u}) {
    const Code code(variant(), [&](Masm& m) {
      const int32_t first = Code::kFarCells + 8;
      for (uint32_t i = 0; i < count + 2; ++i) {
        m.store_frame(ValueKind::kI64, Code::kFarCells + 8 * static_cast<int32_t>(i), i4);
      }
      m.zero_frame(first, count);
      m.load_frame(ValueKind::kI64, i3, Code::kFarCells);
      m.load_frame(ValueKind::kI64, i8, first + 8 * static_cast<int32_t>(count));
      m.move_imm(i9, 0);
      for (uint32_t i = 0; i < count; ++i) {
        m.load_frame(ValueKind::kI64, i10, first + 8 * static_cast<int32_t>(i));
        m.binary(IntOp::kOr, Width::k64, i9, i9, i10);
      }
    });
    Machine m;
    const uint64_t sentinel = m[i4];
    RegSet results = Masm::kTemporaries;
    for (Reg r : Masm::kIntArgs) results.remove(r);
    results = results | RegSet{i3, i8, i9, i10};
    ASSERT_NO_FATAL_FAILURE(run_and_check(code, m, results));
    EXPECT_EQ(m[i3], sentinel);
    EXPECT_EQ(m[i8], sentinel);
    EXPECT_EQ(m[i9], 0u) << count;
  }
}

TEST_P(MasmTest, EffectiveAddressesHave33Bits) {
  for (uint64_t offset : int_edges(Width::k32)) {
    const Code code(variant(), [&](Masm& m) {
      const Label beyond = m.new_label(), done = m.new_label();
      m.effective_address(i0, i4, offset);
      m.effective_address(i2, kNoReg, offset);
      m.move_imm(i3, 0);
      m.branch_beyond_4g(i0, beyond);
      m.jump(done);
      m.bind(beyond);
      m.move_imm(i3, 1);
      m.bind(done);
    });
    for (uint64_t index : int_edges(Width::k32)) {
      Machine m;
      m[i4] = index;
      ASSERT_NO_FATAL_FAILURE(run_and_check(code, m, {i0, i2, i3}));
      ASSERT_EQ(m[i0], index + offset);
      ASSERT_EQ(m[i2], offset);
      ASSERT_EQ(m[i3], (index + offset) >> 32);
    }
  }
}

// --- Jumps ---------------------------------------------------------------------------------------

TEST_P(MasmTest, JumpTableReachesEveryTarget) {
  constexpr uint32_t kTargets = 5;
  for (Reg temp : {i2, i4}) {  // i4 is the index itself.
    const Code code(variant(), [&](Masm& m) {
      std::array<Label, kTargets> targets;
      for (Label& l : targets) l = m.new_label();
      const Label done = m.new_label();
      m.jump_table(i4, temp, targets);
      for (uint32_t i = 0; i < kTargets; ++i) {
        m.bind(targets[i]);
        m.move_imm(i3, 100 + i);
        m.jump(done);
      }
      m.bind(done);
    });
    for (uint32_t i = 0; i < kTargets; ++i) {
      Machine m;
      m[i4] = i;
      ASSERT_NO_FATAL_FAILURE(run_and_check(code, m, {i3, temp}));
      ASSERT_EQ(m[i3], 100 + i);
    }
  }
}

// Jumps back choose their length by distance; a label that several jumps wait for reaches them all.
TEST_P(MasmTest, LoopsOfEveryLength) {
  for (uint32_t instructions = 0; instructions < 60; ++instructions) {
    const Code code(variant(), [&](Masm& m) {
      const Label head = m.new_label(), out = m.new_label();
      m.bind(head);
      m.branch_zero(Width::k64, i4, out);
      for (uint32_t i = 0; i < instructions; ++i) m.binary_imm(IntOp::kAdd, Width::k64, i0, i0, 1);
      m.binary_imm(IntOp::kSub, Width::k64, i4, i4, 1);
      m.branch_zero(Width::k64, i4, out);
      m.compare_imm(Width::k64, i4, 1, Cond::kGtU);
      m.branch(Cond::kGtU, head);
      m.branch_nonzero(Width::k32, i4, head);
      m.jump(out);
      m.jump(head);
      m.bind(out);
    });
    Machine m;
    m[i0] = 0;
    m[i4] = 4;
    ASSERT_NO_FATAL_FAILURE(run_and_check(code, m, {i0, i4}));
    ASSERT_EQ(m[i0], 4 * instructions);
    ASSERT_EQ(m[i4], 0u);
  }
}

INSTANTIATE_TEST_SUITE_P(, MasmTest, testing::ValuesIn(Cpu::variants()),
                         [](const auto& info) { return info.param.name(); });

}  // namespace
}  // namespace shoal::arch
