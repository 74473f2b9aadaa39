// Branches, jumps and jump tables of the host's MacroAssembler, executed.
#include <array>

#include "tests/masm_harness.h"

namespace shoal::arch {
namespace {

class MasmJumpTest : public MasmTest {};

TEST_P(MasmJumpTest, JumpTableReachesEveryTarget) {
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

// Where nothing is guessed, the destination is the source; taken or not, all else stays.
TEST_P(MasmJumpTest, AClampedBranchLetsTheSourceThrough) {
  struct Form {
    Reg dst, src, fallback;
  };
  const Reg scratch = Masm::kScratch;
  for (const auto& [dst, src, fallback] :
       {Form{i2, i4, kNoReg}, Form{i4, i4, kNoReg}, Form{scratch, i4, kNoReg},
        Form{scratch, scratch, kNoReg}, Form{i2, i4, i1}, Form{i4, i4, i1}, Form{scratch, i4, i1},
        Form{scratch, scratch, i1}}) {
    const Code code(variant(), [&, dst = dst, src = src, fallback = fallback](Masm& m) {
      const Label taken = m.new_label(), done = m.new_label();
      if (src == scratch) m.move(Width::k64, scratch, i4);
      m.compare(Width::k64, i4, i0);
      m.branch_clamped(Cond::kGeU, taken, dst, src, fallback);
      m.move(Width::k64, i3, dst);
      m.jump(done);
      m.bind(taken);
      m.move_imm(i3, 77);
      m.bind(done);
    });
    for (const uint64_t index : {uint64_t{0}, uint64_t{8}, uint64_t{9}, UINT64_MAX}) {
      Machine m;
      m[i0] = 9;
      m[i4] = index;
      ASSERT_NO_FATAL_FAILURE(run_and_check(code, m, {i3, dst}));
      ASSERT_EQ(m[i3], index < 9 ? index : 77);
    }
  }
}

// Jumps back choose their length by distance; a label that several jumps wait for reaches them all.
TEST_P(MasmJumpTest, LoopsOfEveryLength) {
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

/// Room for `bytes` of code that does nothing.
void fill(Masm& m, uint32_t bytes) {
  const uint32_t end = m.offset() + bytes;
  while (m.offset() < end && !m.failed()) m.move(Width::k64, i6, i7);
}

// Every kind of branch, forward and back over more and more code, at every reach that says it is
// enough; kLong always is.
TEST_P(MasmJumpTest, BranchesReachAsFarAsTheySay) {
  const Reach reach = variant().reach;
  for (uint32_t bytes : {0u, 0x7F00u, 0x8100u, 0xFFF00u, 0x100100u}) {
    const auto emit = [&](Masm& m) {
      const std::array<Label, 5> over = {m.new_label(), m.new_label(), m.new_label(), m.new_label(),
                                         m.new_label()};
      const Label back = m.new_label(), begin = m.new_label(), out = m.new_label();
      m.move_imm(i0, 0);
      m.jump(begin);
      m.bind(back);
      m.binary_imm(IntOp::kOr, Width::k64, i0, i0, 0x100);
      m.jump(out);
      m.bind(begin);
      const auto note = [&](int64_t bit) { m.binary_imm(IntOp::kOr, Width::k64, i0, i0, bit); };
      m.compare(Width::k64, i4, i5);
      m.branch(Cond::kLtS, over[0]);
      note(1);
      m.compare_imm(Width::k64, i4, 0, Cond::kLtS);
      m.branch(Cond::kLtS, over[1]);
      note(2);
      m.test_imm(Width::k32, i4, 8);
      m.branch(Cond::kNe, over[2]);
      note(4);
      m.branch_zero(Width::k64, i4, over[3]);
      note(8);
      m.compare_imm(Width::k32, i4, 0, Cond::kNe);
      m.branch(Cond::kNe, over[4]);
      note(16);
      fill(m, bytes);
      for (size_t i = 0; i < over.size(); ++i) {
        m.bind(over[i]);
        note(int64_t{32} << i);
      }
      m.compare(Width::k64, i4, i5);
      m.branch(Cond::kEq, back);
      m.bind(out);
    };
    Masm trial(variant().features, {});
    trial.begin_function(reach);
    emit(trial);
    const uint64_t limit = reach == Reach::kShort    ? 0x8000
                           : reach == Reach::kMedium ? 0x100000
                                                     : UINT64_MAX;
    ASSERT_TRUE(bytes >= limit || !trial.beyond_reach()) << bytes;
    if (trial.beyond_reach()) continue;
    const Code code(variant(), emit);
    for (uint64_t a : {uint64_t{0}, uint64_t{8}, uint64_t{16}, UINT64_MAX, uint64_t{1} << 63}) {
      for (uint64_t b : {uint64_t{0}, uint64_t{16}}) {
        Machine m;
        m[i4] = a;
        m[i5] = b;
        ASSERT_NO_FATAL_FAILURE(run_and_check(code, m, {i0, i6}));
        const bool taken[] = {static_cast<int64_t>(a) < static_cast<int64_t>(b),
                              static_cast<int64_t>(a) < 0, (a & 8) != 0, a == 0,
                              static_cast<uint32_t>(a) != 0};
        uint64_t expected = 0;
        size_t landed = 0;
        while (landed < 5 && !taken[landed]) expected |= uint64_t{1} << landed++;
        if (landed == 5) landed = 0;  // Fell through all.
        for (size_t i = landed; i < 5; ++i) expected |= uint64_t{32} << i;
        if (a == b) expected |= 0x100;
        ASSERT_EQ(m[i0], expected) << a << ", " << b << " over " << bytes;
      }
    }
  }
}

INSTANTIATE_TEST_SUITE_P(, MasmJumpTest, testing::ValuesIn(Cpu::variants()),
                         [](const auto& info) { return info.param.name(); });

}  // namespace
}  // namespace shoal::arch
