// Functions whose ends are far apart. A branch that does not reach, or a frame that was guessed too
// small, makes the compiler start over with longer ones: what the function does must not change.
#include <gtest/gtest.h>

#include <bit>
#include <cstdint>
#include <string>
#include <vector>

#include "shoal/shoal.h"
#include "tests/wat_instance.h"

namespace shoal {
namespace {

using testing::error_of;
using testing::must;
using Bytes = std::vector<uint8_t>;

Bytes operator+(Bytes a, const Bytes& b) {
  a.insert(a.end(), b.begin(), b.end());
  return a;
}
Bytes leb(size_t value) {
  Bytes bytes;
  for (; value >= 0x80; value >>= 7) bytes.push_back(static_cast<uint8_t>(value | 0x80));
  bytes.push_back(static_cast<uint8_t>(value));
  return bytes;
}
Bytes section(uint8_t id, const Bytes& contents) {
  return Bytes{id} + leb(contents.size()) + contents;
}

/// A module with one exported function (i32, i32) -> i32, called "f".
Bytes module_of(const Bytes& code) {
  const Bytes body = Bytes{0} + code;
  return Bytes{0, 'a', 's', 'm', 1, 0, 0, 0} +
         section(1, {1, 0x60, 2, 0x7F, 0x7F, 1, 0x7F}) +  // type
         section(3, {1, 0}) +                             // function
         section(7, {1, 1, 'f', 0, 0}) +                  // export
         section(10, Bytes{1} + leb(body.size()) + body);
}

const Bytes kX = {0x20, 0}, kY = {0x20, 1}, kSetY = {0x21, 1}, kEnd = {0x0B};
const Bytes kBlock = {0x02, 0x40}, kBrIf = {0x0D, 0};
const Bytes kAnd1 = {0x41, 1, 0x71}, kLess0 = {0x41, 0, 0x48}, kEqz = {0x45};

/// `n` times i32.popcnt: a byte of WebAssembly that takes up to 16 bytes of machine code.
Bytes popcnts(size_t n) { return Bytes(n, 0x69); }
int32_t popcnts_of(int32_t value, size_t n) {
  for (; n != 0; --n) {
    const int32_t next = std::popcount(static_cast<uint32_t>(value));
    if (next == value) break;
    value = next;
  }
  return value;
}

/// Lengths that put the far end within 32 KiB, beyond it though the body is small, beyond 1 MiB, and
/// into a body that is large itself.
constexpr size_t kLengths[] = {100, 8000, 200'000, 400'000};

struct Condition {
  const char* name;
  Bytes code;
  bool (*holds)(int32_t x);
};
const Condition kConditions[] = {
    {"value", kX, [](int32_t x) { return x != 0; }},
    {"is zero", kX + kEqz, [](int32_t x) { return x == 0; }},
    {"bit", kX + kAnd1, [](int32_t x) { return (x & 1) != 0; }},
    {"no bit", kX + kAnd1 + kEqz, [](int32_t x) { return (x & 1) == 0; }},
    {"negative", kX + kLess0, [](int32_t x) { return x < 0; }},
    {"not negative", kX + kLess0 + kEqz, [](int32_t x) { return x >= 0; }},
};

class LargeFunction : public ::testing::TestWithParam<size_t> {
 protected:
  void expect(const Condition& c, const Bytes& code, int32_t (*result)(bool, int32_t, size_t)) {
    const Module module = must(Module::compile(engine_, module_of(code)));
    Instance instance = must(Linker(engine_).instantiate(module));
    const auto f = must(instance.function<int32_t(int32_t, int32_t)>("f"));
    for (const int32_t x : {0, 1, 2, 3, -1, -2}) {
      EXPECT_EQ(must(f(x, 0x12345)), result(c.holds(x), 0x12345, GetParam()))
          << c.name << " of " << x;
    }
  }
  Engine engine_ = testing::make_engine();
};

TEST_P(LargeFunction, BranchesForward) {
  for (const Condition& c : kConditions) {
    expect(c, kBlock + c.code + kBrIf + kY + popcnts(GetParam()) + kSetY + kEnd + kY + kEnd,
           [](bool taken, int32_t y, size_t n) { return taken ? y : popcnts_of(y, n); });
  }
}

TEST_P(LargeFunction, BranchesOverOneArmToTheOther) {
  const Bytes if_ = {0x04, 0x7F}, else_ = {0x05};
  for (const Condition& c : kConditions) {
    expect(c, c.code + if_ + kY + popcnts(GetParam()) + else_ + kY + kEnd + kEnd,
           [](bool taken, int32_t y, size_t n) { return taken ? popcnts_of(y, n) : y; });
  }
}

/// y = popcnts(y) until it is 1, which takes a few rounds at most.
TEST_P(LargeFunction, BranchesBackward) {
  const Bytes loop = {0x03, 0x40}, is_not_1 = {0x41, 1, 0x47}, tee_y = {0x22, 1};
  const Condition any = {"any", {}, [](int32_t) { return true; }};
  expect(any, loop + kY + popcnts(GetParam()) + tee_y + is_not_1 + kBrIf + kEnd + kY + kEnd,
         [](bool, int32_t, size_t) { return 1; });
}

INSTANTIATE_TEST_SUITE_P(Lengths, LargeFunction, ::testing::ValuesIn(kLengths),
                         ::testing::PrintToStringParamName());

/// y copied `n` times onto the operand stack, and added up.
Bytes deep_sum(size_t n) {
  Bytes code;
  for (size_t i = 0; i < n; ++i) code.insert(code.end(), kY.begin(), kY.end());
  return code + Bytes(n - 1, 0x6A) + kEnd;
}

TEST(LargeFrame, OperandsBeyondTheGuessKeepTheirValues) {
  const Engine engine = testing::make_engine();
  for (const size_t depth : {1, 2, 3, 10, 17, 18, 19, 20, 24, 40, 100, 1000, 20'000}) {
    const Module module = must(Module::compile(engine, module_of(deep_sum(depth))));
    Instance instance = must(Linker(engine).instantiate(module));
    const auto f = must(instance.function<int32_t(int32_t, int32_t)>("f"));
    EXPECT_EQ(must(f(0, 3)), static_cast<int32_t>(3 * depth)) << depth;
  }
}

TEST(LargeFrame, OneThatNoStackCanHoldIsRefused) {
  const Engine engine = testing::make_engine();
  const Error error = error_of(Module::compile(engine, module_of(deep_sum(1'200'000))));
  EXPECT_EQ(error.kind, ErrorKind::kLimit);
  EXPECT_TRUE(testing::contains(error.message, "bytes of stack for one call")) << error.message;
}

}  // namespace
}  // namespace shoal
