// Which locals get homes, and what the plan must know exactly: whether a function contains calls.
#include "jit/local_plan.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <initializer_list>
#include <random>
#include <vector>

namespace shoal::jit {
namespace {

using arch::kNoReg;
using arch::Reg;

using Bytes = std::vector<uint8_t>;

const Reg kVolatile[] = {Reg::gpr(7), Reg::gpr(8)};
const Reg kPreserved[] = {Reg::gpr(3), Reg::gpr(12)};
const Reg kVolatileFloats[] = {Reg::fpr(6)};
constexpr HomeRegisters kAll{kVolatile, kPreserved, kVolatileFloats, {}};
constexpr HomeRegisters kOne{{kVolatile, 1}, {}, {}, {}};
constexpr HomeRegisters kOneOfEach{{kVolatile, 1}, {kPreserved, 1}, {}, {}};
constexpr uint32_t kImported = 2;

Bytes operator+(Bytes a, const Bytes& b) {
  a.insert(a.end(), b.begin(), b.end());
  return a;
}
Bytes get(uint8_t local, int times = 1) {
  Bytes b;
  for (int i = 0; i < times; ++i) b = b + Bytes{0x20, local, 0x1A};
  return b;
}
Bytes loop(const Bytes& body) { return Bytes{0x03, 0x40} + body + Bytes{0x0B}; }
Bytes block(const Bytes& body) { return Bytes{0x02, 0x40} + body + Bytes{0x0B}; }
Bytes function(const Bytes& body) { return body + Bytes{0x0B}; }
const Bytes kCallOwn = {0x10, kImported};

LocalPlan plan(const Bytes& code, std::vector<ValType> locals,
               const HomeRegisters& registers = kAll, std::vector<arch::ValuePlace> arrivals = {},
               bool use_homes = true) {
  LocalPlan p;
  p.plan(code, locals, arrivals, kImported, registers, use_homes);
  return p;
}
const std::vector<ValType> kTwo(2, ValType::kI32);

// --- Weights
// -----------------------------------------------------------------------------------------------

TEST(LocalPlan, UnusedLocalsGetNothing) {
  const LocalPlan p = plan(function(get(1)), kTwo);
  EXPECT_EQ(p.home(0), kNoReg);
  EXPECT_EQ(p.home(1), kVolatile[0]);
}

TEST(LocalPlan, AUseInALoopWeighsEight) {
  EXPECT_TRUE(plan(function(get(0, 7) + loop(get(1))), kTwo, kOne).home(1).valid());
  EXPECT_TRUE(plan(function(get(0, 9) + loop(get(1))), kTwo, kOne).home(0).valid());
  EXPECT_TRUE(plan(function(get(0, 63) + loop(loop(get(1)))), kTwo, kOne).home(1).valid());
}

TEST(LocalPlan, OnlyLoopsMultiplyAndOnlyInside) {
  EXPECT_TRUE(plan(function(get(0, 2) + block(block(get(1)))), kTwo, kOne).home(0).valid());
  EXPECT_TRUE(plan(function(get(0, 2) + loop(block({})) + get(1)), kTwo, kOne).home(0).valid());
  EXPECT_TRUE(plan(function(loop(block(get(1))) + get(0, 7)), kTwo, kOne).home(1).valid());
}

TEST(LocalPlan, OnlyLoopsWithoutLoopsInsideAreTight) {
  LocalPlan p = plan(function(loop(loop(get(0))) + loop(get(0, 30)) + block(loop({}))), kTwo);
  std::vector<std::pair<size_t, uint32_t>> tight;
  for (size_t at = 0; at < 120; ++at) {
    if (const uint32_t size = p.tight_loop_at(at)) tight.push_back({at, size});
  }
  EXPECT_EQ(tight, (std::vector<std::pair<size_t, uint32_t>>{{4, 4}, {11, 91}, {106, 1}}));
}
TEST(LocalPlan, SetsAndTeesAreUses) {
  for (uint8_t op : {0x21, 0x22}) {
    const Bytes twice = {0x41, 0, op, 1, 0x41, 0, op, 1};
    EXPECT_TRUE(plan(function(get(0) + twice), kTwo, kOne).home(1).valid());
  }
}

TEST(LocalPlan, TiesGoToTheLowerIndex) {
  const LocalPlan p = plan(function(get(1) + get(0)), kTwo, kOne);
  EXPECT_TRUE(p.home(0).valid());
  EXPECT_FALSE(p.home(1).valid());
}

TEST(LocalPlan, BanksDoNotCompete) {
  const LocalPlan p = plan(function(get(0) + loop(get(1))), {ValType::kExternRef, ValType::kF32});
  EXPECT_EQ(p.home(0), kVolatile[0]);
  EXPECT_EQ(p.home(1), kVolatileFloats[0]);
}

TEST(LocalPlan, WithoutHomesCallsAreStillKnown) {
  const LocalPlan p = plan(function(loop(get(0)) + kCallOwn), kTwo, kAll, {}, false);
  EXPECT_FALSE(p.home(0).valid());
  EXPECT_TRUE((p.volatiles() | p.preserved()).empty());
  EXPECT_TRUE(p.has_calls());
}

// --- What calls destroy
// ------------------------------------------------------------------------------------

TEST(LocalPlan, WithoutCallsVolatileHomesComeFirst) {
  const LocalPlan p = plan(function(get(0, 5) + get(1, 4)), kTwo, kOneOfEach);
  EXPECT_EQ(p.home(0), kVolatile[0]);
  EXPECT_EQ(p.home(1), kPreserved[0]);
  EXPECT_EQ(p.volatiles(), arch::RegSet{kVolatile[0]});
  EXPECT_EQ(p.preserved(), arch::RegSet{kPreserved[0]});
}

TEST(LocalPlan, APreservedHomeMustEarnItsSaveAndRestore) {
  EXPECT_FALSE(plan(function(get(0, 5) + get(1, 2)), kTwo, kOneOfEach).home(1).valid());
  EXPECT_TRUE(plan(function(get(0, 5) + get(1, 3)), kTwo, kOneOfEach).home(1).valid());
}

TEST(LocalPlan, WithCallsInALoopTheHeaviestIsPreserved) {
  const LocalPlan p = plan(function(loop(get(0, 5) + get(1, 3) + kCallOwn)), kTwo, kOneOfEach);
  EXPECT_EQ(p.home(0), kPreserved[0]);
  EXPECT_EQ(p.home(1), kVolatile[0]) << "24 uses against a store and a load around 8 calls";
  EXPECT_FALSE(
      plan(function(loop(get(0, 5) + get(1, 2) + kCallOwn)), kTwo, kOneOfEach).home(1).valid());
}

// --- Parameters
// --------------------------------------------------------------------------------------------

TEST(LocalPlan, ParametersStayWhereTheyArriveUnlessThereAreCalls) {
  const std::vector<arch::ValuePlace> arrivals = {{arch::ValueKind::kI32, kVolatile[1]},
                                                  {arch::ValueKind::kI32, kVolatile[0]}};
  const Bytes body = get(0, 9) + get(1, 8);
  const LocalPlan still = plan(function(body), kTwo, kAll, arrivals);
  EXPECT_EQ(still.home(0), kVolatile[1]);
  EXPECT_EQ(still.home(1), kVolatile[0]);
  const LocalPlan moved = plan(function(loop(body + kCallOwn)), kTwo, kAll, arrivals);
  EXPECT_EQ(moved.home(0), kPreserved[0]);
  EXPECT_EQ(moved.home(1), kPreserved[1]);
}

TEST(LocalPlan, AHeavierLocalTakesTheRegisterThatAParameterArrivesIn) {
  const std::vector<arch::ValuePlace> arrivals = {{arch::ValueKind::kI32, kVolatile[0]}};
  const LocalPlan p = plan(function(get(0) + loop(get(1))), kTwo, kOne, arrivals);
  EXPECT_FALSE(p.home(0).valid());
  EXPECT_EQ(p.home(1), kVolatile[0]);
}

// --- Calls
// -------------------------------------------------------------------------------------------------
// Code that calls saves volatile homes to cells that exist only if the plan knows of calls: it may
// miss none.

struct CallCase {
  const char* name;
  Bytes code;
  bool leaves_instance;
  bool comes_back = true;
};
const CallCase kCalls[] = {
    {"call", {0x10, kImported}, false},
    {"call of an import", {0x10, kImported - 1}, true},
    {"call, long index", {0x10, 0x80 | (kImported - 1), 0x80, 0x80, 0x80, 0x00}, true},
    {"call_indirect", {0x11, 0, 0}, true},
    {"return_call", {0x12, kImported}, false, false},
    {"return_call of an import", {0x12, 0}, true},
    {"return_call_indirect", {0x13, 0, 0}, true, false},
    {"memory.grow", {0x40, 0}, false},
    {"memory.init", {0xFC, 8, 0, 0}, false},
    {"data.drop", {0xFC, 9, 0}, false},
    {"memory.copy", {0xFC, 10, 0, 0}, false},
    {"memory.copy, long number", {0xFC, 0x8A, 0x00, 0, 0}, false},
    {"memory.fill, longest number", {0xFC, 0x8B, 0x80, 0x80, 0x80, 0x00, 0}, false},
    {"table.init", {0xFC, 12, 0, 0}, false},
    {"elem.drop", {0xFC, 13, 0}, false},
    {"table.copy", {0xFC, 14, 0, 0}, false},
    {"table.grow", {0xFC, 15, 0}, false},
    {"table.fill", {0xFC, 17, 0}, false},
};

TEST(LocalPlan, NoCallIsMissed) {
  for (const CallCase& c : kCalls) {
    const LocalPlan p = plan(function(loop(get(0)) + c.code), kTwo);
    EXPECT_EQ(p.has_calls(), c.comes_back) << c.name;
    EXPECT_EQ(p.may_leave_instance(), c.leaves_instance) << c.name;
  }
}

const Bytes kSet0 = {0x21, 0}, kTee0 = {0x22, 0}, kElse = {0x05};
Bytes if_(const Bytes& body) { return Bytes{0x04, 0x40} + body + Bytes{0x0B}; }

/// Whether a declared local may be read before it is set.
TEST(LocalPlan, ALocalIsZeroedUnlessSetFirst) {
  auto needs_zero = [](const Bytes& code) { return plan(function(code), kTwo).needs_zero(0); };
  EXPECT_TRUE(needs_zero(get(0)));
  EXPECT_FALSE(needs_zero(get(1)));  // Never read.
  EXPECT_FALSE(needs_zero(kSet0 + get(0)));
  EXPECT_FALSE(needs_zero(kTee0 + get(0)));
  EXPECT_TRUE(needs_zero(get(0) + kSet0));
  // What is set in a block may have been skipped when the block has ended.
  EXPECT_FALSE(needs_zero(block(kSet0 + get(0))));
  EXPECT_TRUE(needs_zero(block(kSet0) + get(0)));
  EXPECT_FALSE(needs_zero(kSet0 + block(kSet0) + get(0)));
  EXPECT_FALSE(needs_zero(block(kSet0) + kSet0 + get(0)));
  EXPECT_FALSE(needs_zero(loop(kSet0 + block(get(0)))));
  EXPECT_TRUE(needs_zero(loop(get(0) + kSet0)));
  // One arm does not set for the other.
  EXPECT_TRUE(needs_zero(if_(kSet0 + kElse + get(0))));
  EXPECT_FALSE(needs_zero(if_(kSet0 + get(0) + kElse + kSet0 + get(0))));
  EXPECT_TRUE(needs_zero(if_(kSet0 + kElse + kSet0) + get(0)));
  // A scan that did not reach the end promises nothing.
  EXPECT_TRUE(plan(kSet0 + get(0), kTwo).needs_zero(0));
  EXPECT_TRUE(needs_zero(kSet0 + Bytes{0xFF}));
}

TEST(LocalPlan, AParameterIsSet) {
  const std::vector<arch::ValuePlace> arrivals = {{arch::ValueKind::kI32, kVolatile[0]}};
  const LocalPlan p = plan(function(get(0) + get(1)), kTwo, kAll, arrivals);
  EXPECT_FALSE(p.needs_zero(0));
  EXPECT_TRUE(p.needs_zero(1));
}

// --- Constants
// ---------------------------------------------------------------------------------------------

/// As on a CPU where floats take three instructions and integers two, but nothing before an add.
ConstantWorth worth_three_or_two(ValType type, uint64_t, Op, Op consumer) {
  const uint32_t cost = is_float(type) ? 3 : 2;
  return {cost, consumer == Op::kI32Add ? 0 : cost};
}
constexpr HomeRegisters kWithConstants{
    kVolatile, kPreserved, kVolatileFloats, {}, worth_three_or_two};
const Bytes kConst5 = {0x41, 5, 0x1A}, kConst6 = {0x41, 6, 0x1A}, kConst5Added = {0x41, 5, 0x6A};
const Bytes kConst5Long = {0x42, 5, 0x1A};
const Bytes kConstF32 = {0x43, 1, 0, 0, 0, 0x1A}, kConstF64 = {0x44, 1, 0, 0, 0, 0, 0, 0, 0, 0x1A};

TEST(LocalPlan, ConstantsOfLoopsTakeTheHomesThatAreLeft) {
  const LocalPlan p =
      plan(function(loop(get(0) + get(1) + kConst5 + kConst6 + kConst6)), kTwo, kWithConstants);
  EXPECT_EQ(p.volatiles(), (arch::RegSet{kVolatile[0], kVolatile[1]}));
  EXPECT_EQ(p.constant_home(arch::Bank::kInt, 6), kPreserved[0]) << "the heavier one first";
  EXPECT_EQ(p.constant_home(arch::Bank::kInt, 5), kPreserved[1]);
  EXPECT_EQ(p.constant_home(arch::Bank::kFloat, 5), kNoReg);
  ASSERT_EQ(p.constants().size(), 2u);
  EXPECT_EQ(p.constants()[0].bits, 6u);
}

TEST(LocalPlan, ConstantsOutsideLoopsOrAsImmediatesGetNone) {
  EXPECT_TRUE(plan(function(kConst5 + loop({})), kTwo, kWithConstants).constants().empty());
  EXPECT_TRUE(plan(function(loop(kConst5Added)), kTwo, kWithConstants).constants().empty());
  EXPECT_TRUE(plan(function(loop(kConst5)), kTwo, kAll).constants().empty());
  EXPECT_TRUE(plan(function(loop(kConst5)), kTwo, kWithConstants, {}, false).constants().empty());
}

TEST(LocalPlan, EqualBitsAreOneConstantInTheirBank) {
  const LocalPlan p =
      plan(function(loop(kConst5 + kConst5Long + kConstF32 + kConstF64)), {}, kWithConstants);
  ASSERT_EQ(p.constants().size(), 2u);
  EXPECT_EQ(p.constant_home(arch::Bank::kInt, 5), kVolatile[0]);
  EXPECT_EQ(p.constant_home(arch::Bank::kFloat, 1), kVolatileFloats[0]);
}

TEST(LocalPlan, WithCallsConstantsAreKeptWhereCallsPreserveThemOrWhereReloadingPays) {
  const LocalPlan inside = plan(function(loop(kConst5 + kConstF64 + kCallOwn)), {}, kWithConstants);
  EXPECT_EQ(inside.constant_home(arch::Bank::kInt, 5), kPreserved[0]);
  EXPECT_EQ(inside.constant_home(arch::Bank::kFloat, 1), kNoReg);
  EXPECT_TRUE(inside.volatile_constants().empty());
  const LocalPlan outside =
      plan(function(kCallOwn + loop(kConst5 + kConstF64)), {}, kWithConstants);
  EXPECT_EQ(outside.constant_home(arch::Bank::kInt, 5), kPreserved[0]);
  EXPECT_EQ(outside.constant_home(arch::Bank::kFloat, 1), kVolatileFloats[0]);
  EXPECT_EQ(outside.volatile_constants(), arch::RegSet{kVolatileFloats[0]});
  EXPECT_TRUE(outside.volatiles().empty()) << "they need no cells in the frame";
}

/// Instructions whose immediates the scan must step over; some look like calls, ends or nothing at
/// all.
const Bytes kImmediates[] = {
    {0x41, 0x90, 0x80, 0x00},                                            // i32.const, long form
    {0x42, 0x8B, 0x8B, 0x8B, 0x8B, 0x8B, 0x8B, 0x8B, 0x8B, 0x8B, 0x00},  // i64.const, longest form
    {0x43, 0x0B, 0x0B, 0x10, 0xFC},                                      // f32.const
    {0x44, 0x0B, 0xFC, 0xFC, 0xFC, 0x10, 0x10, 0x10, 0x0B},              // f64.const
    {0x28, 0x02, 0x8B, 0x0B},                                            // i32.load
    {0x37, 0x83, 0x00, 0x0B},              // i64.store, long alignment
    {0x0E, 0x02, 0x00, 0x8B, 0x00, 0x0B},  // br_table
    {0x1C, 0x01, 0x7F},                    // select t
    {0x02, 0x8B, 0x00, 0x0B},              // block with a type index, its end
    {0xFC, 0x00},                          // i32.trunc_sat_f32_s
    {0xFC, 0x90, 0x00, 0x0B},              // table.size, long number
    {0xD0, 0x70, 0xD1, 0xD2, 0x0B},        // ref.null, ref.is_null, ref.func
    {0x23, 0x0B, 0x24, 0x0B, 0x25, 0x0B, 0x26, 0x0B, 0x3F, 0x00},  // globals, tables, memory.size
    {0x28, 0x42, 0x00, 0x0B, 0x36, 0x41, 0x80, 0x00, 0x8B,
     0x10},  // Accesses that name their memory.
};

TEST(LocalPlan, TheScanPassesEveryKindOfImmediate) {
  for (const Bytes& instruction : kImmediates) {
    const LocalPlan without = plan(function(instruction + get(1)), kTwo);
    EXPECT_FALSE(without.has_calls()) << "opcode " << int{instruction[0]};
    EXPECT_TRUE(without.home(1).valid()) << "opcode " << int{instruction[0]};
    EXPECT_TRUE(plan(function(instruction + kCallOwn), kTwo).has_calls());
    EXPECT_TRUE(plan(function(loop(instruction + kCallOwn)), kTwo, kWithConstants).has_calls());
  }
}

// --- Hostile bodies
// ----------------------------------------------------------------------------------------

/// Whatever the bytes: homes are registers that were offered, each at most once, and the same every
/// time.
void expect_sound(const Bytes& code, const std::vector<ValType>& locals) {
  const LocalPlan p = plan(code, locals, kWithConstants),
                  again = plan(code, locals, kWithConstants);
  arch::RegSet used;
  for (const ConstantHomes::Constant& c : p.constants()) {
    ASSERT_FALSE(used.has(c.home));
    ASSERT_EQ(c.home, again.constant_home(c.home.bank(), c.bits));
    used.add(c.home);
  }
  for (uint32_t i = 0; i < locals.size(); ++i) {
    const Reg home = p.home(i);
    ASSERT_EQ(home, again.home(i));
    if (!home.valid()) continue;
    ASSERT_FALSE(used.has(home));
    ASSERT_EQ(home.is_float(), is_float(locals[i]));
    used.add(home);
  }
  ASSERT_EQ(used, p.volatiles() | p.volatile_constants() | p.preserved());
  ASSERT_EQ(p.has_calls(), again.has_calls());
}

const std::vector<ValType> kMixed = {ValType::kI32, ValType::kF64, ValType::kI64,
                                     ValType::kF32, ValType::kI32, ValType::kI32};

TEST(LocalPlan, EveryTruncationIsSound) {
  Bytes code = loop(get(0) + get(1));
  for (const Bytes& b : kImmediates) code = code + b + get(2);
  for (const CallCase& c : kCalls) code = code + c.code + loop(get(3));
  for (size_t n = 0; n <= code.size(); ++n) {
    // A buffer of its own, so that a sanitizer sees a read behind it.
    expect_sound(Bytes(code.begin(), code.begin() + static_cast<ptrdiff_t>(n)), kMixed);
  }
}

TEST(LocalPlan, TheScanStopsAtWhatIsWrong) {
  const Bytes kWrong[] = {
      {0x20, 0x02},                                // No such local.
      {0x20, 0xFF, 0xFF, 0xFF, 0xFF, 0x0F},        // The largest index.
      {0x20, 0xFF, 0xFF, 0xFF, 0xFF, 0x7F},        // Too large.
      {0x20, 0x80, 0x80, 0x80, 0x80, 0x80, 0x00},  // Too long.
      {0x0B},                                      // The function's end: nothing may follow.
      {0x27},                                      // No such opcode.
      {0xFC, 0xFF, 0xFF, 0xFF, 0xFF, 0x0F},
      {0x0E, 0xFF, 0xFF, 0xFF, 0xFF, 0x0F},  // A br_table with 2^32 labels.
      {0x1C, 0xFF, 0xFF, 0xFF, 0xFF, 0x0F},
  };
  for (const Bytes& wrong : kWrong) {
    const LocalPlan p = plan(get(0) + wrong + get(1, 100) + kCallOwn, kTwo);
    EXPECT_TRUE(p.home(0).valid());
    EXPECT_FALSE(p.home(1).valid()) << "opcode " << int{wrong[0]};
    EXPECT_FALSE(p.has_calls());
  }
}

TEST(LocalPlan, DeepNestingNeitherOverflowsNorForgets) {
  Bytes code;
  for (int i = 0; i < 100000; ++i) code.insert(code.end(), {0x03, 0x40});
  code = code + get(1);
  code.insert(code.end(), 100000, 0x0B);
  const LocalPlan p = plan(function(code + get(0, 1000)), kTwo, kOne);
  EXPECT_TRUE(p.home(1).valid());
}

TEST(LocalPlan, RandomBytesAreSound) {
  std::mt19937 random(3);
  for (int round = 0; round < 20000; ++round) {
    Bytes code(random() % 64);
    for (uint8_t& b : code) {
      // Mostly uses of locals, blocks and calls, so that the scan gets somewhere.
      constexpr uint8_t kLikely[] = {0x20, 0x21, 0x22, 0x03, 0x02, 0x40, 0x0B, 0x10,
                                     0xFC, 0x41, 0x44, 0,    1,    2,    3};
      b = random() % 4 == 0 ? static_cast<uint8_t>(random())
                            : kLikely[random() % std::size(kLikely)];
    }
    expect_sound(code, kMixed);
    if (testing::Test::HasFatalFailure()) return;
  }
}

// The object is used for one function after the other.
TEST(LocalPlan, NothingIsLeftFromTheFunctionBefore) {
  LocalPlan p;
  const Bytes first = function(loop(get(0) + get(1)) + kCalls[1].code), second = function(get(0));
  p.plan(first, kTwo, {}, kImported, kAll, true);
  p.plan(second, kTwo, {}, kImported, kAll, true);
  EXPECT_EQ(p.home(0), kVolatile[0]);
  EXPECT_EQ(p.home(1), kNoReg);
  EXPECT_FALSE(p.has_calls());
  EXPECT_FALSE(p.may_leave_instance());
  EXPECT_TRUE(p.preserved().empty());
}

}  // namespace
}  // namespace shoal::jit
