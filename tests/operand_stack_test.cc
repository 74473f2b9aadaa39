// OperandStack over a machine that interprets what it emits: registers, frame cells and one flag.
// So tests look at the values that operands stand for, and not at instructions.
#include "jit/operand_stack.h"

#include <gtest/gtest.h>

#include <array>
#include <map>
#include <random>
#include <string>
#include <tuple>
#include <vector>

namespace shoal::jit {
namespace {

using arch::Bank;
using arch::Cond;
using arch::kNoReg;
using arch::Reg;
using arch::RegSet;
using arch::ValueKind;
using arch::Width;
using Kind = Operand::Kind;

constexpr Reg r(uint8_t n) { return Reg::gpr(n); }
constexpr Reg f(uint8_t n) { return Reg::fpr(n); }
constexpr uint64_t kPoison = 0xDEADDEADDEADDEAD;

/// A CPU with four integer and three floating-point temporaries.
class FakeMasm {
 public:
  static constexpr Reg kScratch = r(9);
  static constexpr Reg kFloatScratch = f(9);
  static constexpr std::array<Reg, 2> kIntResults = {r(0), r(1)};
  static constexpr std::array<Reg, 2> kFloatResults = {f(0), f(1)};
  static constexpr RegSet kTemporaries = {r(0), r(1), r(2), r(3), f(0), f(1), f(2)};
  static constexpr std::array<Reg, 3> kHomes = {r(4), r(5), r(6)};
  static constexpr std::array<Reg, 1> kFloatHomes = {f(4)};

  void move(Width w, Reg dst, Reg src) { set_reg(dst, reg(src) & mask(w)); }
  void move_float(Reg dst, Reg src) { set_reg(dst, reg(src)); }
  void move_imm(Reg dst, uint64_t value) { set_reg(dst, value); }
  void clear(Reg dst) { set_reg(dst, 0); }
  void move_float_imm(Width, Reg dst, uint64_t bits) { set_reg(dst, bits); }
  void add_scaled(Width w, Reg dst, Reg base, Reg index, uint8_t shift, int32_t disp, RegSet = {}) {
    const uint64_t sum = (base.valid() ? reg(base) : 0) + (index.valid() ? reg(index) << shift : 0);
    set_reg(dst, (sum + static_cast<uint64_t>(int64_t{disp})) & mask(w));
  }
  void set(Cond c, Reg dst) { set_reg(dst, (c == Cond::kEq) == flag); }
  void load_frame(ValueKind k, Reg dst, int32_t offset) {
    ++loads;
    set_reg(dst, frame.at(offset) & mask(width(k)));
  }
  void store_frame(ValueKind k, int32_t offset, Reg src) { store(k, offset, reg(src)); }
  void store_frame_imm(ValueKind k, int32_t offset, uint64_t bits) {
    set_reg(kScratch, kPoison);  // It may be needed for the constant.
    store(k, offset, bits);
  }

  uint64_t reg(Reg which) const { return registers_[which.id]; }
  void set_reg(Reg which, uint64_t value) { registers_[which.id] = value; }

  std::map<int32_t, uint64_t> frame;
  bool flag = false;  ///< kEq holds.
  int loads = 0;
  int stores = 0;

 private:
  static uint64_t mask(Width w) { return w == Width::k32 ? UINT32_MAX : UINT64_MAX; }
  static Width width(ValueKind k) {
    return k == ValueKind::kI32 || k == ValueKind::kF32 ? Width::k32 : Width::k64;
  }
  void store(ValueKind k, int32_t offset, uint64_t value) {
    ++stores;
    // The upper half of a 4-byte value's cell is anything.
    frame[offset] = width(k) == Width::k32 ? (kPoison << 32) | (value & UINT32_MAX) : value;
  }

  std::array<uint64_t, 64> registers_{};
};

/// Locals 0 and 1 (i32), 2 (i64) and 3 (f64) have homes; 4 (i32), 5 (i64) and 6 (f64) live in the
/// frame.
const std::vector<ValType> kLocals = {ValType::kI32, ValType::kI32, ValType::kI64, ValType::kF64,
                                      ValType::kI32, ValType::kI64, ValType::kF64};
constexpr uint32_t kHomed = 0, kHomed64 = 2, kHomedFloat = 3, kFramed = 4, kFramed64 = 5;

class OperandStackTest : public testing::Test {
 protected:
  void SetUp() override {
    const std::vector<uint8_t> code = {0x20, 0, 0x20, 1, 0x20, 2, 0x20, 3, 0x0B};
    plan_.plan(code, kLocals, {}, 0, {FakeMasm::kHomes, {}, FakeMasm::kFloatHomes, {}}, true);
    frame_.clear();
    frame_.locals.assign(kLocals.size(), 0);
    for (uint32_t i = 0; i < kLocals.size(); ++i) {
      ASSERT_EQ(plan_.home(i).valid(), i < kFramed);
      if (i >= kFramed) frame_.locals[i] = frame_.take();
      set_local(i, 1000 + i);
    }
    stack_.begin_function(kLocals);
  }

  void set_local(uint32_t i, uint64_t value) {
    if (plan_.home(i).valid()) {
      masm_.set_reg(plan_.home(i), value);
    } else {
      masm_.frame[frame_.locals[i]] = value;
    }
  }
  uint64_t local(uint32_t i) const {
    return truncate(kLocals[i], plan_.home(i).valid() ? masm_.reg(plan_.home(i))
                                                      : masm_.frame.at(frame_.locals[i]));
  }
  static uint64_t truncate(ValType t, uint64_t v) {
    return width_of(t) == Width::k32 ? v & UINT32_MAX : v;
  }

  /// What an operand stands for now.
  uint64_t value(const Operand& o) const {
    switch (o.kind) {
      case Kind::kSlot: return truncate(o.type, masm_.frame.at(o.disp));
      case Kind::kReg: return truncate(o.type, masm_.reg(o.reg));
      case Kind::kConst: return o.bits;
      case Kind::kLocal: return local(o.local);
      case Kind::kFlags: return (o.cond == Cond::kEq) == masm_.flag;
      case Kind::kSum: {
        uint64_t sum = static_cast<uint64_t>(int64_t{o.disp});
        if (o.reg.valid()) sum += masm_.reg(o.reg);
        if (o.index.valid()) sum += masm_.reg(o.index) << o.shift;
        return truncate(o.type, sum);
      }
    }
    return kPoison;
  }
  /// The values on the stack, deepest first.
  std::vector<uint64_t> values() const {
    std::vector<uint64_t> all;
    for (uint32_t i = stack_.size(); i-- > 0;) all.push_back(value(stack_.peek(i)));
    return all;
  }

  /// Pushes a value in a temporary of its own.
  Reg push_computed(ValType t, uint64_t v) {
    const Reg where = stack_.allocate(bank_of(t));
    masm_.set_reg(where, v);
    stack_.push_reg(t, where);
    return where;
  }
  void push_local(uint32_t i) { stack_.push(Operand::of_local(kLocals[i], i)); }
  void assign(uint32_t i, Operand v) {
    stack_.assign_local(i, v);
    stack_.release(v);
    stack_.verify();
  }
  void call_destroys_temporaries() {
    for (Reg t : temporaries_) masm_.set_reg(t, kPoison);
    stack_.all_destroyed();
  }

  FakeMasm masm_;
  Tuning tuning_;
  LocalPlan plan_;
  FrameLayout frame_{0, 16};
  RegSet temporaries_ = FakeMasm::kTemporaries;
  OperandStack<FakeMasm> stack_{masm_, tuning_, plan_, frame_};
};

// --- Latent operands
// ---------------------------------------------------------------------------------------

TEST_F(OperandStackTest, PushingEmitsNothing) {
  push_local(kFramed);
  stack_.push(Operand::constant(ValType::kI64, 5));
  stack_.push(Operand::sum(ValType::kI32, plan_.home(0), plan_.home(1), 2, 7));
  EXPECT_EQ(masm_.loads + masm_.stores, 0);
  EXPECT_EQ(values(), (std::vector<uint64_t>{1004, 5, 1000 + 4 * 1001 + 7}));
  stack_.verify();
}

TEST_F(OperandStackTest, AnAssignmentDoesNotChangeWhatWasReadBefore) {
  for (uint32_t i = 0; i < kLocals.size(); ++i) {
    push_local(i);
    push_local(i);
    assign(i, Operand::constant(kLocals[i], 77));
    EXPECT_EQ(local(i), 77u);
    EXPECT_EQ(values(), (std::vector<uint64_t>{1000 + i, 1000 + i})) << "local " << i;
    stack_.pop(2);
  }
}

TEST_F(OperandStackTest, SumsOverAHomeAreComputedBeforeItChanges) {
  const Reg home = plan_.home(kHomed);
  stack_.push(Operand::sum(ValType::kI32, home, kNoReg, 0, 5));
  stack_.push(Operand::sum(ValType::kI32, plan_.home(1), home, 1, 0));
  push_computed(ValType::kI32, 3);
  const Operand temporary = stack_.pop();
  stack_.push(Operand::sum(ValType::kI32, temporary.reg, home, 0, 0));
  assign(kHomed, Operand::constant(ValType::kI32, 0));
  EXPECT_EQ(values(), (std::vector<uint64_t>{1005, 3001, 1003}));
}

TEST_F(OperandStackTest, ALocalCanBeAssignedFromItself) {
  assign(kHomed, Operand::sum(ValType::kI32, plan_.home(kHomed), plan_.home(kHomed), 1, 1));
  EXPECT_EQ(local(kHomed), 3001u);
  assign(kFramed64, Operand::of_local(ValType::kI64, kHomed64));
  EXPECT_EQ(local(kFramed64), 1002u);
}

// --- Registers
// ---------------------------------------------------------------------------------------------

TEST_F(OperandStackTest, ExhaustionSpillsTheDeepestOwner) {
  for (uint64_t i = 0; i < 6; ++i) push_computed(ValType::kI32, i);
  EXPECT_EQ(stack_.peek(5).kind, Kind::kSlot);
  EXPECT_EQ(stack_.peek(4).kind, Kind::kSlot);
  EXPECT_EQ(stack_.peek(3).kind, Kind::kReg);
  EXPECT_EQ(values(), (std::vector<uint64_t>{0, 1, 2, 3, 4, 5}));
  stack_.verify();
}

TEST_F(OperandStackTest, ExhaustionOfOneBankLeavesTheOtherAlone) {
  push_computed(ValType::kF64, 99);
  for (uint64_t i = 0; i < 5; ++i) push_computed(ValType::kI32, i);
  EXPECT_EQ(stack_.peek(5).kind, Kind::kReg);
  EXPECT_EQ(values(), (std::vector<uint64_t>{99, 0, 1, 2, 3, 4}));
}

TEST_F(OperandStackTest, AllocateRespectsExceptions) {
  for (uint64_t i = 0; i < 4; ++i) push_computed(ValType::kI32, i);
  const Reg got = stack_.allocate(Bank::kInt, {r(0), r(1)});
  EXPECT_TRUE(got == r(2) || got == r(3));
  stack_.release(got);
  EXPECT_EQ(values(), (std::vector<uint64_t>{0, 1, 2, 3}));
  stack_.verify();
}

TEST_F(OperandStackTest, TakeMovesTheOwnerToAFreeRegister) {
  const Reg owned = push_computed(ValType::kI32, 11);
  stack_.take(owned);
  EXPECT_EQ(stack_.peek().kind, Kind::kReg);
  EXPECT_NE(stack_.peek().reg, owned);
  masm_.set_reg(owned, kPoison);
  stack_.release(owned);
  EXPECT_EQ(values(), std::vector<uint64_t>{11});
  stack_.verify();
}

TEST_F(OperandStackTest, TakeSpillsTheOwnerIfNothingIsFreeOrItIsASum) {
  for (uint64_t i = 0; i < 4; ++i) push_computed(ValType::kI32, i);
  const Operand top = stack_.pop();
  stack_.push(Operand::sum(ValType::kI32, top.reg, plan_.home(0), 0, 0));
  for (Reg t : {stack_.peek(2).reg, top.reg}) {
    stack_.take(t);
    masm_.set_reg(t, kPoison);
    stack_.release(t);
  }
  EXPECT_EQ(values(), (std::vector<uint64_t>{0, 1, 2, 1003}));
  stack_.verify();
}

TEST_F(OperandStackTest, ToFixedBringsEveryKindThere) {
  for (Reg fixed : {r(0), r(3)}) {
    push_computed(ValType::kI32, 40);  // Perhaps in the way.
    const Reg owned = push_computed(ValType::kI32, 41);
    std::vector<Operand> operands = {Operand::constant(ValType::kI32, 1),
                                     Operand::of_local(ValType::kI32, kHomed),
                                     Operand::of_local(ValType::kI32, kFramed),
                                     Operand::sum(ValType::kI32, plan_.home(1), owned, 1, 3)};
    stack_.pop();
    for (Operand o : operands) {
      const uint64_t expected = value(o);
      stack_.to_fixed(o, fixed);
      EXPECT_EQ(o.reg, fixed);
      EXPECT_EQ(masm_.reg(fixed), expected);
      stack_.release(o);
      if (&o != &operands.back()) stack_.release(owned);
    }
    EXPECT_EQ(values().back(), 40u);
    stack_.pop(stack_.size());
    stack_.verify();
  }
}

TEST_F(OperandStackTest, ATemporaryMayBeOverwrittenAndAHomeMayNot) {
  for (uint32_t i : {kHomed, kFramed}) {
    Operand o = Operand::of_local(ValType::kI32, i);
    const Reg t = stack_.to_temporary(o);
    EXPECT_TRUE(stack_.is_temporary(t));
    masm_.set_reg(t, kPoison);
    stack_.release(o);
    Operand again = Operand::of_local(ValType::kI32, i);
    EXPECT_EQ(masm_.reg(stack_.to_reg(again)), 1000u + i);
    stack_.release(again);
  }
  stack_.verify();
}

TEST_F(OperandStackTest, ADestinationReusesAnOperandsTemporary) {
  const Reg mine = push_computed(ValType::kI32, 1);
  Operand a = Operand::of_local(ValType::kI32, kHomed), b = stack_.pop();
  stack_.to_reg(a);
  EXPECT_EQ(stack_.destination(ValType::kI32, kNoReg, a, b), mine);
  stack_.push_reg(ValType::kI32, mine);
  stack_.verify();
  Operand c = stack_.pop();
  const Reg other_bank = stack_.destination(ValType::kF64, kNoReg, c);
  EXPECT_TRUE(other_bank.is_float());
  EXPECT_TRUE(stack_.is_free(mine));
  stack_.release(other_bank);
}

// --- Locals in the frame
// -----------------------------------------------------------------------------------

TEST_F(OperandStackTest, ALocalInTheFrameIsLoadedOnce) {
  for (int i = 0; i < 3; ++i) {
    Operand o = Operand::of_local(ValType::kI32, kFramed);
    EXPECT_EQ(masm_.reg(stack_.to_reg(o)), 1004u);
    stack_.release(o);
  }
  EXPECT_EQ(masm_.loads, 1);
}

TEST_F(OperandStackTest, AssignmentsRefreshTheCache) {
  push_computed(ValType::kI32, 55);
  assign(kFramed, stack_.pop());
  Operand o = Operand::of_local(ValType::kI32, kFramed);
  EXPECT_EQ(masm_.reg(stack_.to_reg(o)), 55u);
  EXPECT_EQ(masm_.loads, 0);
  stack_.release(o);
  assign(kFramed, Operand::constant(ValType::kI32, 66));
  o = Operand::of_local(ValType::kI32, kFramed);
  EXPECT_EQ(masm_.reg(stack_.to_reg(o)), 66u);
  stack_.release(o);
}

TEST_F(OperandStackTest, WhateverOverwritesARegisterEndsItsCaching) {
  const auto cached = [&] {
    Operand o = Operand::of_local(ValType::kI32, kFramed);
    const Reg where = stack_.to_reg(o);
    stack_.release(o);
    return where;
  };
  const auto check = [&](const char* what) {
    Operand o = Operand::of_local(ValType::kI32, kFramed);
    EXPECT_EQ(masm_.reg(stack_.to_reg(o)), 1004u) << what;
    stack_.release(o);
    stack_.verify();
  };
  const Reg taken = cached();
  stack_.take(taken);
  masm_.set_reg(taken, kPoison);
  stack_.release(taken);
  check("take");

  masm_.set_reg(cached(), kPoison);
  stack_.forget_cached();
  check("a label");

  const Reg written = cached();
  masm_.set_reg(written, kPoison);
  stack_.destroyed(written);
  check("a branch's transfer");

  cached();
  call_destroys_temporaries();
  check("a call");

  cached();
  Operand operand = Operand::of_local(ValType::kI32, kFramed);
  stack_.to_reg(operand);
  masm_.set_reg(stack_.destination(ValType::kI32, kNoReg, operand), kPoison);
  stack_.release(operand);
  check("a result");
}

TEST_F(OperandStackTest, NothingIsCachedWithTheSwitchOff) {
  tuning_.local_cache = false;
  for (int i = 0; i < 2; ++i) {
    Operand o = Operand::of_local(ValType::kI32, kFramed);
    stack_.to_reg(o);
    stack_.release(o);
  }
  EXPECT_EQ(masm_.loads, 2);
}

// --- Control flow
// ------------------------------------------------------------------------------------------

TEST_F(OperandStackTest, DeepOperandsAreInTheirSlots) {
  std::vector<uint64_t> expected;
  for (uint64_t i = 0; i < 40; ++i) {
    stack_.push(Operand::sum(ValType::kI32, plan_.home(0), kNoReg, 0, static_cast<int32_t>(i)));
    expected.push_back(1000 + i);
    stack_.verify();
  }
  for (uint32_t depth = 16; depth < 40; ++depth) {
    ASSERT_EQ(stack_.peek(depth).kind, Kind::kSlot);
    ASSERT_EQ(stack_.peek(depth).disp, frame_.operand(39 - depth));
  }
  assign(kHomed, Operand::constant(ValType::kI32, 0));
  EXPECT_EQ(values(), expected);
  while (stack_.size() != 0) {
    Operand o = stack_.pop();
    EXPECT_EQ(masm_.reg(stack_.to_reg(o)), expected[stack_.size()]);
    stack_.release(o);
    stack_.verify();
  }
}

TEST_F(OperandStackTest, FlushKeepsTheTopAndConstants) {
  push_computed(ValType::kI32, 1);
  stack_.push(Operand::constant(ValType::kI32, 2));
  push_local(kHomed);
  push_computed(ValType::kF64, 4);
  stack_.flush(1);
  EXPECT_EQ(stack_.peek(3).kind, Kind::kSlot);
  EXPECT_EQ(stack_.peek(2).kind, Kind::kConst);
  EXPECT_EQ(stack_.peek(1).kind, Kind::kSlot);
  EXPECT_EQ(stack_.peek(0).kind, Kind::kReg);
  set_local(kHomed, 0);
  EXPECT_EQ(values(), (std::vector<uint64_t>{1, 2, 1000, 4}));
  stack_.verify();
}

TEST_F(OperandStackTest, OperandsSurviveACall) {
  push_computed(ValType::kI32, 1);
  Operand part = stack_.pop();
  stack_.push(Operand::sum(ValType::kI32, part.reg, plan_.home(0), 0, 0));
  stack_.push(Operand::sum(ValType::kI32, plan_.home(0), kNoReg, 0, 2));
  push_computed(ValType::kF64, 3);
  push_local(kFramed);
  push_computed(ValType::kI32, 5);  // An argument.
  stack_.spill_for_call(1);
  EXPECT_EQ(stack_.peek().kind, Kind::kReg);
  stack_.pop(1);
  call_destroys_temporaries();
  EXPECT_EQ(values(), (std::vector<uint64_t>{1001, 1002, 3, 1004}));
  stack_.verify();
}

TEST_F(OperandStackTest, ALabelsValuesArriveInLabelForm) {
  const std::vector<ValType> types = {ValType::kI32, ValType::kF64, ValType::kI64, ValType::kF64};
  for (uint32_t n = 0; n <= types.size(); ++n) {
    SetUp();
    stack_.push(Operand::constant(ValType::kI32, 7));
    for (uint64_t i = 0; i < 3; ++i) push_computed(ValType::kI32, 20 + i);  // A branch drops them.
    stack_.flush(3);
    std::vector<uint64_t> expected = {7};
    for (uint32_t i = 0; i < n; ++i) {
      push_computed(types[i], 30 + i);
      expected.push_back(30 + i);
    }
    const std::vector<uint64_t> before = values();
    const uint32_t size = stack_.size();
    stack_.transfer(n, 1);
    EXPECT_EQ(stack_.size(), size) << "frozen";
    stack_.enter_label(1, std::span(types).first(n));
    EXPECT_EQ(values(), expected);
    EXPECT_TRUE(stack_.is_transferred(n, 1));
    if (n != 0) {
      EXPECT_EQ(stack_.peek().reg, OperandStack<FakeMasm>::canonical(types[n - 1]));
    }
    stack_.verify();
  }
}

// The transferred values move down: sources lie at or above their destinations, so no order is
// needed.
TEST_F(OperandStackTest, TransferReadsSlotsBeforeTheyAreOverwritten) {
  constexpr uint32_t kCount = 20;
  const std::vector<ValType> types(kCount, ValType::kI64);
  for (uint64_t i = 0; i < 3 + kCount; ++i) push_computed(ValType::kI64, 100 + i);
  stack_.flush(0);
  stack_.transfer(kCount, 1);
  stack_.enter_label(1, types);
  ASSERT_EQ(stack_.size(), 1 + kCount);
  for (uint32_t i = 0; i < kCount; ++i) EXPECT_EQ(value(stack_.peek(kCount - 1 - i)), 103 + i);
  stack_.verify();
}

TEST_F(OperandStackTest, IsTransferredOnlyWhenNothingNeedsToMove) {
  EXPECT_TRUE(stack_.is_transferred(0, 0));
  stack_.push(Operand::constant(ValType::kI32, 1));
  EXPECT_FALSE(stack_.is_transferred(1, 0));
  stack_.pop();
  stack_.take(r(0));
  stack_.push_reg(ValType::kI32, r(0));
  EXPECT_TRUE(stack_.is_transferred(1, 0));
  stack_.take(r(1));
  stack_.push_reg(ValType::kI32, r(1));
  EXPECT_FALSE(stack_.is_transferred(1, 1));
  EXPECT_FALSE(stack_.is_transferred(2, 0));
}

TEST_F(OperandStackTest, FlagsSettleWhenNoRegisterIsFree) {
  for (uint64_t i = 0; i < 4; ++i) push_computed(ValType::kI32, i);
  masm_.flag = true;
  stack_.push(Operand::flags(Cond::kEq));
  stack_.verify();
  stack_.settle_flags();
  masm_.flag = false;
  EXPECT_EQ(values(), (std::vector<uint64_t>{0, 1, 2, 3, 1}));
  stack_.settle_flags();  // There are none any more.
  stack_.verify();
}

// --- Moves
// -------------------------------------------------------------------------------------------------

class MovesTest : public OperandStackTest {
 protected:
  using Move = OperandStack<FakeMasm>::Move;

  /// Emits the moves from numbered registers and compares with an assignment of all at once.
  void check(std::vector<Move> moves) {
    for (uint8_t i = 0; i < 8; ++i) {
      masm_.set_reg(r(i), 100u + i);
      masm_.set_reg(f(i), 200u + i);
    }
    std::map<uint8_t, uint64_t> expected;
    for (uint8_t i = 0; i < 8; ++i) {
      expected[r(i).id] = masm_.reg(r(i));
      expected[f(i).id] = masm_.reg(f(i));
    }
    for (const Move& m : moves) expected[m.dst.id] = value(m.src);
    stack_.emit_moves(moves);
    for (auto [id, v] : expected) ASSERT_EQ(masm_.reg(Reg{id}), v) << "register " << int{id};
  }
  static Move move(Reg dst, Reg src) {
    return {dst, Operand::in_reg(src.is_float() ? ValType::kF64 : ValType::kI64, src)};
  }
  static Move sum(Reg dst, Reg base, Reg index) {
    return {dst, Operand::sum(ValType::kI64, base, index, 0, 0)};
  }
};

TEST_F(MovesTest, Chains) { check({move(r(0), r(1)), move(r(1), r(2)), move(r(2), r(3))}); }

TEST_F(MovesTest, CyclesInBothBanksAtOnce) {
  check({move(r(0), r(1)), move(f(0), f(1)), move(r(1), r(0)), move(f(1), f(2)), move(f(2), f(0)),
         move(r(4), r(5)), move(r(5), r(4)), move(r(6), r(4))});
}

TEST_F(MovesTest, ASumThatReadsItsOwnDestination) {
  check({sum(r(0), r(0), r(1)), sum(r(1), r(1), kNoReg)});
}

// Sums read two registers, so cycles can share some: breaking the second must not lose what the
// first left waiting.
TEST_F(MovesTest, EntangledCycles) {
  check({sum(r(0), r(1), r(2)), move(r(1), r(2)), sum(r(2), r(1), r(0))});
}

TEST_F(MovesTest, AnyMovesAreSimultaneous) {
  std::mt19937 random(11);
  const auto pick = [&](uint32_t n) { return static_cast<uint32_t>(random() % n); };
  for (int round = 0; round < 20000; ++round) {
    const auto any_int = [&] { return r(static_cast<uint8_t>(pick(7))); };
    std::vector<Reg> targets;
    for (uint8_t i = 0; i < 7; ++i) {
      if (pick(3) != 0) targets.push_back(r(i));
      if (pick(3) == 0) targets.push_back(f(i));
    }
    std::shuffle(targets.begin(), targets.end(), random);
    std::vector<Move> moves;
    for (Reg dst : targets) {
      if (dst.is_float()) {
        moves.push_back(pick(8) == 0 ? Move{dst, Operand::constant(ValType::kF64, random())}
                                     : move(dst, f(static_cast<uint8_t>(pick(7)))));
        continue;
      }
      const auto shift = static_cast<uint8_t>(pick(4));
      switch (pick(8)) {
        case 0: moves.push_back({dst, Operand::constant(ValType::kI32, random())}); break;
        case 1: moves.push_back({dst, Operand::of_local(ValType::kI64, kHomed64)}); break;
        case 2: moves.push_back({dst, Operand::of_local(ValType::kI32, kFramed)}); break;
        case 3: moves.push_back({dst, Operand::sum(ValType::kI64, any_int(), kNoReg, 0, 9)}); break;
        case 4:
          moves.push_back({dst, Operand::sum(ValType::kI64, kNoReg, any_int(), shift, -9)});
          break;
        case 5:
          moves.push_back({dst, Operand::sum(ValType::kI32, any_int(), any_int(), shift, 1)});
          break;
        default: moves.push_back(move(dst, any_int())); break;
      }
    }
    check(moves);
    if (HasFatalFailure()) return;
  }
}

// --- Any sequence
// ------------------------------------------------------------------------------------------

/// Does random things with the stack beside a model that holds plain values. Free registers that
/// cannot be caches, and the scratch registers, are poisoned after every step.
class RandomStackTest : public OperandStackTest,
                        public testing::WithParamInterface<std::tuple<bool, bool>> {
 protected:
  uint32_t pick(uint32_t n) { return static_cast<uint32_t>(random_() % n); }
  ValType any_type() { return std::array{ValType::kI32, ValType::kI64, ValType::kF64}[pick(3)]; }

  void push(const Operand& o, uint64_t v) {
    stack_.push(o);
    model_.push_back(v);
    types_.push_back(o.type);
  }
  Operand pop(uint64_t* v) {
    *v = model_.back();
    model_.pop_back();
    types_.pop_back();
    return stack_.pop();
  }
  void result(ValType t, Reg where, uint64_t v) {
    masm_.set_reg(where, truncate(t, v));
    push(Operand::in_reg(t, where), truncate(t, v));
  }

  void step() {
    const uint32_t n = stack_.size();
    switch (pick(14)) {
      case 0: {
        const ValType t = any_type();
        const uint64_t v = truncate(t, random_());
        return push(Operand::constant(t, v), v);
      }
      case 1:
      case 2: {
        const uint32_t i = pick(static_cast<uint32_t>(kLocals.size()));
        return push(Operand::of_local(kLocals[i], i), local(i));
      }
      case 3: {
        const ValType t = any_type();
        return result(t, stack_.allocate(bank_of(t)), random_());
      }
      case 4: return assign_local(pick(static_cast<uint32_t>(kLocals.size())));
      case 5: return n >= 1 ? push_sum() : void();
      case 6: return n >= 2 ? binary() : void();
      case 7: return n >= 1 ? overwrite() : void();
      case 8: return n >= 1 ? to_fixed() : void();
      case 9:
        masm_.flag = pick(2) != 0;
        push(Operand::flags(Cond::kEq), masm_.flag);
        stack_.settle_flags();
        types_.back() = ValType::kI32;
        masm_.flag = !masm_.flag;
        return;
      case 10: {
        uint64_t dropped;
        if (n >= 1) stack_.release(pop(&dropped));
        return;
      }
      case 11: return stack_.flush(pick(std::min(n, 4u) + 1));
      case 12: stack_.spill_for_call(0); return call_destroys_temporaries();
      default: return branch();
    }
  }

  /// The value is computed, constant, or another local.
  void assign_local(uint32_t i) {
    Operand v = Operand::constant(kLocals[i], truncate(kLocals[i], random_()));
    if (pick(3) == 0)
      v = Operand::of_local(kLocals[i], i % 4 == 3 ? 6 : kLocals[i] == ValType::kI64 ? 5 : 4);
    if (kLocals[i] == ValType::kF64 && v.kind == Kind::kLocal) v.local = kHomedFloat;
    uint64_t expected = value(v);
    if (!types_.empty() && types_.back() == kLocals[i]) v = pop(&expected);
    stack_.assign_local(i, v);
    if (pick(2) == 0 && !plan_.home(i).valid() && v.kind != Kind::kLocal) {
      push(v, expected);  // local.tee
    } else {
      stack_.release(v);
    }
    ASSERT_EQ(local(i), expected);
  }

  void push_sum() {
    if (is_float(types_.back())) return;
    const ValType t = types_.back();
    uint64_t v;
    Operand o = pop(&v);
    const Reg part = stack_.to_reg(o);
    const Reg home = plan_.home(pick(3));
    const auto disp = static_cast<int32_t>(random_());
    const auto shift = static_cast<uint8_t>(pick(4));
    const uint64_t expected = masm_.reg(home) + (v << shift) + static_cast<uint64_t>(int64_t{disp});
    push(Operand::sum(t, home, part, shift, disp), truncate(t, expected));
  }

  void binary() {
    if (is_float(types_.back()) != is_float(types_[types_.size() - 2])) return;
    const ValType t = types_.back();
    uint64_t x, y;
    Operand b = pop(&y), a = pop(&x);
    const Reg lhs = stack_.to_reg(a), rhs = stack_.to_reg(b);
    ASSERT_EQ(truncate(a.type, masm_.reg(lhs)), x);
    ASSERT_EQ(truncate(b.type, masm_.reg(rhs)), y);
    result(t, stack_.destination(t, kNoReg, a, b), x * 31 + y);
  }

  void overwrite() {
    const ValType t = types_.back();
    uint64_t v;
    Operand o = pop(&v);
    const Reg where = stack_.to_temporary(o);
    ASSERT_EQ(truncate(t, masm_.reg(where)), v);
    result(t, where, v + 1);
  }

  void to_fixed() {
    const ValType t = types_.back();
    const Reg fixed =
        is_float(t) ? f(static_cast<uint8_t>(pick(3))) : r(static_cast<uint8_t>(pick(4)));
    uint64_t v;
    Operand o = pop(&v);
    stack_.to_fixed(o, fixed);
    ASSERT_EQ(truncate(t, masm_.reg(fixed)), v);
    result(t, fixed, v + 1);
  }

  /// A branch to the end of a block whose operands begin somewhere below; they were flushed when it
  /// began.
  void branch() {
    const uint32_t n = pick(std::min(stack_.size(), 5u) + 1);
    const uint32_t height = pick(stack_.size() - n + 1);
    stack_.flush(n);
    const std::vector<ValType> values(types_.end() - n, types_.end());
    stack_.transfer(n, height);
    stack_.enter_label(height, values);
    const auto end = static_cast<ptrdiff_t>(model_.size() - n);
    model_.erase(model_.begin() + height, model_.begin() + end);
    types_.erase(types_.begin() + height, types_.begin() + end);
  }

  void poison() {
    masm_.set_reg(FakeMasm::kScratch, kPoison);
    masm_.set_reg(FakeMasm::kFloatScratch, kPoison);
    if (tuning_.local_cache) return;
    for (Reg t : temporaries_) {
      if (stack_.is_free(t)) masm_.set_reg(t, kPoison);
    }
  }

  std::mt19937_64 random_{5};
  std::vector<uint64_t> model_;
  std::vector<ValType> types_;
};

TEST_P(RandomStackTest, EveryOperandKeepsItsValue) {
  const auto [cache, spare] = GetParam();
  tuning_.local_cache = cache;
  if (spare) {
    const RegSet unused_homes = {r(7), f(7)};
    temporaries_ = temporaries_ | unused_homes;
    stack_.begin_function(kLocals, unused_homes);
  }
  for (int i = 0; i < 50000; ++i) {
    step();
    poison();
    stack_.verify();
    ASSERT_EQ(values(), model_) << "step " << i;
    if (HasFatalFailure()) return;
  }
}

INSTANTIATE_TEST_SUITE_P(, RandomStackTest, testing::Combine(testing::Bool(), testing::Bool()),
                         [](const auto& info) {
                           return std::string(std::get<0>(info.param) ? "Cache" : "NoCache") +
                                  (std::get<1>(info.param) ? "Spare" : "");
                         });

}  // namespace
}  // namespace shoal::jit
