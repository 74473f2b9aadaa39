// What the AArch64 MacroAssembler makes of its operations, read back by a disassembler: on any host,
// no emulator needed. What the instructions compute is tested where they run (masm_*_test.cc).
#include <gtest/gtest.h>

#include <cstring>
#include <string>
#include <vector>

#include "arch/a64/macro_assembler.h"
#include "arch/disasm.h"
#include "tests/masm_harness.h"

namespace shoal::arch::a64 {
namespace {

using A64 = a64::MacroAssembler;

constexpr Width k32 = Width::k32, k64 = Width::k64;

/// The instructions that `emit` leaves in a function of this reach, one after the other.
template <class Emit>
std::string emitted(Emit emit, Reach reach = Reach::kShort, bool folding = true) {
  A64 m({}, {.stack_limit = 0, .thread = 24, .thread_exit = 32, .memory_base = 8, .memory_limit = 16});
  m.set_folding(folding);
  m.begin_function(reach);
  emit(m);
  m.end_function();
  EXPECT_FALSE(m.failed());
  EXPECT_FALSE(m.beyond_reach());
  std::string text;
  for (const DecodedInstruction& i : disassemble_a64(m.code(), 0, m.offset())) {
    text += (text.empty() ? "" : "; ") + i.text;
    if (i.target) text += " " + std::to_string(*i.target);
  }
  return text;
}

struct Row {
  void (*emit)(A64&);
  const char* expected;
};

void expect_rows(std::initializer_list<Row> rows) {
  for (const Row& row : rows) EXPECT_EQ(emitted(row.emit), row.expected);
}

TEST(MasmA64, ProductsAreAddedByTheMultiplication) {
  expect_rows({
      {[](A64& m) {
         m.binary(IntOp::kMul, k32, x(0), x(1), x(2));
         m.binary(IntOp::kAdd, k32, x(0), x(0), x(3));
       },
       "madd w0, w1, w2, w3"},
      {[](A64& m) {
         m.binary(IntOp::kMul, k64, x(0), x(0), x(2));
         m.binary(IntOp::kSub, k64, x(4), x(3), x(0), {x(0)});
       },
       "msub x4, x0, x2, x3"},
      // A product less something has no instruction; a square needs the register.
      {[](A64& m) {
         m.binary(IntOp::kMul, k32, x(0), x(1), x(2));
         m.binary(IntOp::kSub, k32, x(0), x(0), x(3));
       },
       "mul w0, w1, w2; sub w0, w0, w3"},
      {[](A64& m) {
         m.binary(IntOp::kMul, k32, x(0), x(1), x(2));
         m.binary(IntOp::kAdd, k32, x(0), x(0), x(0));
       },
       "mul w0, w1, w2; add w0, w0, w0"},
      // Neither dead nor overwritten; of another width.
      {[](A64& m) {
         m.binary(IntOp::kMul, k32, x(0), x(1), x(2));
         m.binary(IntOp::kAdd, k32, x(4), x(0), x(3));
       },
       "mul w0, w1, w2; add w4, w0, w3"},
      {[](A64& m) {
         m.binary(IntOp::kMul, k32, x(0), x(1), x(2));
         m.binary(IntOp::kAdd, k64, x(0), x(0), x(3));
       },
       "mul w0, w1, w2; add x0, x0, x3"},
  });
}

TEST(MasmA64, OperandsAreShiftedAndExtendedOnTheWay) {
  expect_rows({
      {[](A64& m) {
         m.binary_imm(IntOp::kShl, k32, x(0), x(1), 3);
         m.binary(IntOp::kSub, k32, x(0), x(2), x(0));
       },
       "sub w0, w2, w1, lsl #3"},
      {[](A64& m) {
         m.binary_imm(IntOp::kShrU, k64, x(0), x(0), 33);
         m.binary(IntOp::kXor, k64, x(2), x(0), x(2), {x(0)});
       },
       "eor x2, x2, x0, lsr #33"},
      {[](A64& m) {
         m.binary_imm(IntOp::kRotl, k32, x(0), x(1), 5);
         m.binary(IntOp::kXor, k32, x(0), x(2), x(0));
       },
       "eor w0, w2, w1, ror #27"},
      // Sums cannot rotate, and what is shifted comes second.
      {[](A64& m) {
         m.binary_imm(IntOp::kRotl, k32, x(0), x(1), 5);
         m.binary(IntOp::kAdd, k32, x(0), x(2), x(0));
       },
       "ror w0, w1, #0x1b; add w0, w2, w0"},
      {[](A64& m) {
         m.binary_imm(IntOp::kShl, k32, x(0), x(1), 5);
         m.binary(IntOp::kSub, k32, x(0), x(0), x(2));
       },
       "lsl w0, w1, #5; sub w0, w0, w2"},
      {[](A64& m) {
         m.convert(Convert::kI64ExtendI32S, x(0), x(1));
         m.binary(IntOp::kAdd, k64, x(0), x(0), x(2));
       },
       "add x0, x2, w1, sxtw"},
      {[](A64& m) {
         m.convert(Convert::kI64ExtendI32S, x(0), x(1));
         m.binary_imm(IntOp::kShl, k64, x(0), x(0), 3);
         m.binary(IntOp::kSub, k64, x(0), x(2), x(0));
       },
       "sub x0, x2, w1, sxtw #3"},
      {[](A64& m) {
         m.convert(Convert::kI64ExtendI32S, x(0), x(1));
         m.add_scaled(k64, x(3), x(2), x(0), 4, 0, {x(0)});
       },
       "add x3, x2, w1, sxtw #4"},
      {[](A64& m) {
         m.convert(Convert::kI64ExtendI32S, x(0), x(1));
         m.add_scaled(k64, x(3), x(2), x(0), 5, 0, {x(0)});
       },
       "sxtw x0, w1; add x3, x2, x0, lsl #5"},
      {[](A64& m) {
         m.convert(Convert::kI32WrapI64, x(0), x(1));
         m.binary(IntOp::kMul, k32, x(0), x(0), x(0));
       },
       "mul w0, w1, w1"},
  });
}

TEST(MasmA64, ComplementsAndConditionsAreOperands) {
  expect_rows({
      {[](A64& m) {
         m.binary_imm(IntOp::kXor, k32, x(0), x(1), -1);
         m.binary(IntOp::kAnd, k32, x(0), x(0), x(2));
       },
       "bic w0, w2, w1"},
      {[](A64& m) {
         m.binary_imm(IntOp::kXor, k64, x(0), x(1), -1);
         m.binary(IntOp::kXor, k64, x(3), x(2), x(0), {x(0)});
       },
       "eon x3, x2, x1"},
      {[](A64& m) {
         m.compare(k32, x(1), x(2));
         m.set(Cond::kLtS, x(0));
         m.binary(IntOp::kAdd, k32, x(0), x(0), x(3));
       },
       "cmp w1, w2; cinc w0, w3, lt"},
      {[](A64& m) {
         m.compare(k32, x(1), x(2));
         m.set(Cond::kLtS, x(0));
         m.compare_imm(k64, x(3), -7, Cond::kEq);
         EXPECT_TRUE(m.join_conditions(true, x(0), Cond::kEq));
       },
       "cmp w1, w2; ccmn x3, #7, #0, lt"},
      {[](A64& m) {
         m.compare(k32, x(1), x(2));
         m.set(Cond::kLtS, x(0));
         m.compare_float(k64, Cond::kFLt, v(1), v(2));
         EXPECT_TRUE(m.join_conditions(false, x(0), Cond::kFLt));
       },
       "cmp w1, w2; fccmp d1, d2, #8, ge"},
      // The second compares the first; something else is in between; it is no compare.
      {[](A64& m) {
         m.compare(k32, x(1), x(2));
         m.set(Cond::kLtS, x(0));
         m.compare(k32, x(0), x(2));
         EXPECT_FALSE(m.join_conditions(true, x(0), Cond::kEq));
       },
       "cmp w1, w2; cset w0, lt; cmp w0, w2"},
      {[](A64& m) {
         m.compare(k32, x(1), x(2));
         m.set(Cond::kLtS, x(0));
         m.move(k64, x(4), x(5));
         m.compare(k32, x(3), x(4));
         EXPECT_FALSE(m.join_conditions(true, x(0), Cond::kEq));
       },
       "cmp w1, w2; cset w0, lt; mov x4, x5; cmp w3, w4"},
      {[](A64& m) {
         m.compare(k32, x(1), x(2));
         m.set(Cond::kLtS, x(0));
         m.bind(m.new_label());
         m.compare(k32, x(3), x(4));
         EXPECT_FALSE(m.join_conditions(true, x(0), Cond::kEq));
       },
       "cmp w1, w2; cset w0, lt; cmp w3, w4"},
      {[](A64& m) {
         m.compare(k32, x(1), x(2));
         m.set(Cond::kLtS, x(0));
         m.test(k32, x(3), x(4));
         EXPECT_FALSE(m.join_conditions(true, x(0), Cond::kEq));
       },
       "cmp w1, w2; cset w0, lt; tst w3, w4"},
  });
}

TEST(MasmA64, FieldsOfBitsAreOneInstruction) {
  expect_rows({
      {[](A64& m) {
         m.binary_imm(IntOp::kAnd, k32, x(0), x(1), 0xFF);
         m.binary_imm(IntOp::kShl, k32, x(2), x(0), 8, {x(0)});
       },
       "ubfiz w2, w1, #8, #8"},
      {[](A64& m) {
         m.binary_imm(IntOp::kShrU, k32, x(0), x(1), 5);
         m.test_imm(k32, x(0), 2, {x(0)});
       },
       "tst w1, #0x40"},
      {[](A64& m) {
         m.binary_imm(IntOp::kShrU, k32, x(0), x(1), 5);
         m.binary_imm(IntOp::kAnd, k32, x(0), x(0), 7);
       },
       "ubfx w0, w1, #5, #3"},
      {[](A64& m) {
         m.binary_imm(IntOp::kShl, k32, x(0), x(1), 24);
         m.binary_imm(IntOp::kShrS, k32, x(0), x(0), 24);
       },
       "sxtb w0, w1"},
      {[](A64& m) {
         m.binary_imm(IntOp::kShl, k64, x(0), x(1), 60);
         m.binary_imm(IntOp::kShrU, k64, x(0), x(0), 50);
       },
       "ubfiz x0, x1, #0xa, #4"},
      {[](A64& m) {
         m.binary_imm(IntOp::kShrU, k64, x(0), x(1), 8);
         m.unary(IntUnary::kExtend16S, k64, x(0), x(0));
       },
       "sbfx x0, x1, #8, #0x10"},
      // Masks that reach beyond what was shifted in.
      {[](A64& m) {
         m.binary_imm(IntOp::kShrS, k32, x(0), x(1), 28);
         m.binary_imm(IntOp::kAnd, k32, x(0), x(0), 0xFF);
       },
       "asr w0, w1, #0x1c; and w0, w0, #0xff"},
  });
}

TEST(MasmA64, ImmediatesTakeTheFewestInstructions) {
  expect_rows({
      {[](A64& m) { m.binary_imm(IntOp::kAdd, k32, x(0), x(1), -1); }, "sub w0, w1, #1"},
      {[](A64& m) { m.binary_imm(IntOp::kSub, k64, x(0), x(1), 0x5000); },
       "sub x0, x1, #5, lsl #12"},
      {[](A64& m) { m.binary_imm(IntOp::kAdd, k64, x(0), x(1), 0x123456); },
       "add x0, x1, #0x123, lsl #12; add x0, x0, #0x456"},
      {[](A64& m) { m.binary_imm(IntOp::kXor, k32, x(0), x(1), -1); }, "mvn w0, w1"},
      {[](A64& m) { m.binary_imm(IntOp::kAnd, k64, x(0), x(1), 0xFF); }, "and x0, x1, #0xff"},
      {[](A64& m) { m.compare_imm(k32, x(0), -5, Cond::kLtS); }, "cmn w0, #5"},
      {[](A64& m) { m.compare_imm(k64, x(0), 0x123456, Cond::kEq); },
       "sub x17, x0, #0x123, lsl #12; cmp x17, #0x456"},
      {[](A64& m) { m.move_imm(x(0), 0xFFFFFFFFFFFF1234); }, "movn x0, #0xedcb"},
      {[](A64& m) { m.move_imm(x(0), 0x5555555555555555); }, "orr x0, xzr, #0x5555555555555555"},
      {[](A64& m) { m.move_float_imm(k64, v(0), 0x3FF8000000000000); }, "fmov d0, #1.50000000"},
      {[](A64& m) { m.move_float_imm(k32, v(0), 0); }, "movi d0, #0000000000000000"},
  });
}

TEST(MasmA64, BranchesCompareWithZeroAndTestBits) {
  const auto compare = [](Cond c, Width w) {
    return [=](A64& m) {
      const Label l = m.new_label();
      m.compare_imm(w, x(3), 0, c);
      m.branch(c, l);
      m.bind(l);
    };
  };
  const auto test = [](A64& m) {
    const Label l = m.new_label();
    m.test_imm(k64, x(3), int64_t{1} << 40);
    m.branch(Cond::kNe, l);
    m.bind(l);
  };
  EXPECT_EQ(emitted(compare(Cond::kEq, k32)), "cbz w3, 4");
  EXPECT_EQ(emitted(compare(Cond::kNe, k64)), "cbnz x3, 4");
  EXPECT_EQ(emitted(compare(Cond::kLtS, k64)), "tbnz x3, #0x3f, 4");
  EXPECT_EQ(emitted(compare(Cond::kGeS, k32)), "tbz w3, #0x1f, 4");
  EXPECT_EQ(emitted(compare(Cond::kGtS, k32)), "cmp w3, #0; b.gt 8");
  EXPECT_EQ(emitted(test), "tbnz x3, #0x28, 4");
  // Longer functions.
  EXPECT_EQ(emitted(compare(Cond::kLtS, k64), Reach::kMedium), "cmp x3, #0; b.lt 8");
  EXPECT_EQ(emitted(test, Reach::kMedium), "tst x3, #0x10000000000; b.ne 8");
  EXPECT_EQ(emitted(compare(Cond::kEq, k64), Reach::kLong), "cbnz x3, 8; b 8");
  EXPECT_EQ(emitted(test, Reach::kLong), "tst x3, #0x10000000000; b.eq 12; b 12");
}

TEST(MasmA64, NeighbouringCellsGoInPairs) {
  expect_rows({
      {[](A64& m) {
         m.store_frame(ValueKind::kI64, 24, x(1));
         m.store_frame(ValueKind::kI32, 16, x(2));
       },
       "stp x2, x1, [x29, #0x10]"},
      {[](A64& m) {
         m.load_frame(ValueKind::kF64, v(1), -16);
         m.load_frame(ValueKind::kF64, v(2), -8);
       },
       "ldp d1, d2, [x29, #-0x10]"},
      // Into one register, of two banks, beyond what a pair reaches.
      {[](A64& m) {
         m.load_frame(ValueKind::kI64, x(1), 16);
         m.load_frame(ValueKind::kI64, x(1), 24);
       },
       "ldr x1, [x29, #0x10]; ldr x1, [x29, #0x18]"},
      {[](A64& m) {
         m.store_frame(ValueKind::kI64, 16, x(1));
         m.store_frame(ValueKind::kF64, 24, v(1));
       },
       "str x1, [x29, #0x10]; str d1, [x29, #0x18]"},
      {[](A64& m) {
         m.store_frame(ValueKind::kI64, 512, x(1));
         m.store_frame(ValueKind::kI64, 520, x(2));
       },
       "str x1, [x29, #0x200]; str x2, [x29, #0x208]"},
  });
}

TEST(MasmA64, TruncationsThatTrapCheckOnce) {
  const auto truncation = [](Convert op) {
    return [=](A64& m) {
      const Label slow = m.new_label();
      m.truncate(op, x(0), v(1), slow);
      if (m.is_used(slow)) m.bind(slow);
    };
  };
  EXPECT_EQ(emitted(truncation(Convert::kI32TruncF64S)),
            "fcvtzs w0, d1; fcmp d1, d1; ccmn w0, w0, #1, vc; b.vs 16");
  EXPECT_EQ(emitted(truncation(Convert::kI64TruncF32U)),
            "fcvtzu x0, s1; fcmp s1, #0.0; ccmn x0, #1, #4, ge; b.eq 16");
  EXPECT_EQ(emitted(truncation(Convert::kI32TruncSatF32U)), "fcvtzu w0, s1");
}

// Whatever could be joined stays apart when folding is off, or when the second can be reached
// without the first.
TEST(MasmA64, NothingIsJoinedAcrossLabels) {
  constexpr const char* kApart = "lsl w0, w1, #3; add w0, w0, w2";
  const auto two = [](A64& m) {
    m.binary_imm(IntOp::kShl, k32, x(0), x(1), 3);
    m.binary(IntOp::kAdd, k32, x(0), x(0), x(2));
  };
  EXPECT_EQ(emitted(two, Reach::kShort, false), kApart);
  EXPECT_EQ(emitted([](A64& m) {
              m.binary_imm(IntOp::kShl, k32, x(0), x(1), 3);
              m.bind(m.new_label());
              m.binary(IntOp::kAdd, k32, x(0), x(0), x(2));
            }),
            kApart);
  EXPECT_EQ(emitted([](A64& m) {
              m.compare_imm(k32, x(0), 0, Cond::kEq);
              m.bind(m.new_label());
              const Label l = m.new_label();
              m.branch(Cond::kEq, l);
              m.bind(l);
            }),
            "cmp w0, #0; b.eq 8");
}

TEST(MasmA64, LogicalImmediatesAreTheRepeatedRuns) {
  for (Width w : {k32, k64}) {
    const std::set<uint64_t> runs = repeated_runs(w);
    EXPECT_EQ(runs.size(), w == k32 ? 1302u : 5334u);
    const uint64_t all = mask(w);
    for (uint64_t v : runs) {
      ASSERT_NE(logical_imm(w, v), kNoPattern) << std::hex << v;
      for (int bit = 0; bit < (w == k32 ? 32 : 64); ++bit) {
        const uint64_t near = v ^ (uint64_t{1} << bit), above = (v + (uint64_t{1} << bit)) & all;
        ASSERT_EQ(logical_imm(w, near) != kNoPattern, runs.contains(near)) << std::hex << near;
        ASSERT_EQ(logical_imm(w, above) != kNoPattern, runs.contains(above)) << std::hex << above;
      }
    }
  }
}

/// A branch over exactly so many bytes.
enum class Over { kTest, kCondition, kZero };
bool reaches(Reach reach, Over over, bool forward, uint32_t bytes) {
  A64 m({}, {});
  m.begin_function(reach);
  const Label l = m.new_label();
  const auto fill = [&](uint32_t size) {
    for (uint32_t i = 0; i < size; i += 4) m.move(k64, x(1), x(2));
  };
  if (!forward) {
    m.bind(l);
    fill(bytes);
  }
  switch (over) {
    case Over::kTest:
      m.test_imm(k32, x(0), 1);
      m.branch(Cond::kNe, l);
      break;
    case Over::kCondition: m.branch(Cond::kGtU, l); break;
    case Over::kZero: m.branch_zero(k32, x(0), l); break;
  }
  if (forward) {
    fill(bytes - 4);  // Distances are from the branch itself.
    m.bind(l);
  }
  m.end_function();
  return !m.beyond_reach();
}

TEST(MasmA64, BranchesBeyondTheirReachSaySo) {
  constexpr uint32_t kTestReach = 32 << 10, kConditionReach = 1 << 20;
  EXPECT_TRUE(reaches(Reach::kShort, Over::kTest, true, kTestReach - 4));
  EXPECT_FALSE(reaches(Reach::kShort, Over::kTest, true, kTestReach));
  EXPECT_TRUE(reaches(Reach::kShort, Over::kTest, false, kTestReach));
  EXPECT_FALSE(reaches(Reach::kShort, Over::kTest, false, kTestReach + 4));
  for (Over over : {Over::kCondition, Over::kZero}) {
    EXPECT_TRUE(reaches(Reach::kMedium, over, true, kConditionReach - 4));
    EXPECT_FALSE(reaches(Reach::kMedium, over, true, kConditionReach));
    EXPECT_TRUE(reaches(Reach::kMedium, over, false, kConditionReach));
    EXPECT_FALSE(reaches(Reach::kMedium, over, false, kConditionReach + 4));
    EXPECT_TRUE(reaches(Reach::kLong, over, true, 2 * kConditionReach));
    EXPECT_TRUE(reaches(Reach::kLong, over, false, 2 * kConditionReach));
  }
  EXPECT_TRUE(reaches(Reach::kMedium, Over::kTest, true, kTestReach));  // By tst and b.ne.
}

// x * (2^40 + 1) is no sum that add_scaled would take.
TEST(MasmA64, SumsAreScaledUpToALimit) {
  EXPECT_TRUE(MacroAssembler::fits_sum(true, true, MacroAssembler::kMaxScale, 0));
  EXPECT_FALSE(MacroAssembler::fits_sum(true, true, MacroAssembler::kMaxScale + 1, 0));
}

}  // namespace
}  // namespace shoal::arch::a64
