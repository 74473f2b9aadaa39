// Calls as the compiler emits them, run: arguments that stand in each other's way, tail calls
// between functions with different stack arguments, and instructions written in unusual lengths.
#include <gtest/gtest.h>

#include <algorithm>
#include <iterator>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include "tests/wat_instance.h"

namespace shoal {
namespace {

using testing::instantiate;
using testing::make_engine;
using testing::must;

class CallsTest : public ::testing::TestWithParam<Bounds> {
 protected:
  const Engine engine_ = make_engine({.bounds = GetParam()});
};

/// What the callee of the tests below returns: depends on every argument and its place.
uint32_t digest(const std::vector<uint32_t>& values) {
  uint32_t d = 0;
  for (uint32_t v : values) d = d * 31 + v;
  return d;
}
std::string digest_body(size_t n) {
  std::string body = "(i32.const 0)";
  for (size_t i = 0; i < n; ++i) {
    body = "(i32.add (i32.mul " + body + " (i32.const 31)) (local.get " + std::to_string(i) + "))";
  }
  return body;
}
std::string params(size_t n) {
  std::string s = "(param";
  for (size_t i = 0; i < n; ++i) s += " i32";
  return s + ")";
}

/// An argument made of the caller's parameters, as text and as a number.
struct Argument {
  std::string text;
  uint32_t value;
};
Argument random_argument(std::mt19937& random, const std::vector<uint32_t>& locals) {
  const uint32_t a = random() % locals.size(), b = random() % locals.size(), k = random() % 4;
  const std::string get_a = "(local.get " + std::to_string(a) + ")",
                    get_b = "(local.get " + std::to_string(b) + ")";
  switch (random() % 6) {
    case 0: return {"(i32.const " + std::to_string(k) + ")", k};
    case 1: return {"(i32.add " + get_a + " " + get_b + ")", locals[a] + locals[b]};
    case 2:
      return {
          "(i32.add " + get_a + " (i32.shl " + get_b + " (i32.const " + std::to_string(k) + ")))",
          locals[a] + (locals[b] << k)};
    case 3: return {"(i32.xor " + get_a + " " + get_b + ")", locals[a] ^ locals[b]};
    default: return {get_a, locals[a]};
  }
}

// Parameters with homes, and sums of them that are computed only now, go to registers that others
// are still read from.
TEST_P(CallsTest, ArgumentsMoveAsIfAtOnce) {
  constexpr size_t kCount = 8;
  constexpr int kCalls = 300;
  std::mt19937 random(17);
  const std::vector<uint32_t> locals = {3, 50, 700, 11000, 130000, 1700000, 19000000, 230000000};
  std::string text =
      "(module (func $digest " + params(kCount) + " (result i32) " + digest_body(kCount) + ")\n";
  std::vector<uint32_t> expected;
  for (int f = 0; f < kCalls; ++f) {
    // The loop makes all of them hot, so that they have homes of both kinds.
    std::string uses, call = "(call $digest";
    for (size_t i = 0; i < kCount; ++i) {
      for (uint32_t n = 1 + random() % 3; n != 0; --n)
        uses += "(drop (local.get " + std::to_string(i) + "))";
    }
    std::vector<uint32_t> values;
    for (size_t i = 0; i < kCount; ++i) {
      const Argument a = random_argument(random, locals);
      call += " " + a.text;
      values.push_back(a.value);
    }
    expected.push_back(digest(values));
    text += "(func (export \"f" + std::to_string(f) + "\") " + params(kCount) +
            " (result i32) (loop " + uses + ") " + call + "))\n";
  }
  const Instance instance = instantiate(engine_, text + ")");
  using U = uint32_t;
  for (int f = 0; f < kCalls; ++f) {
    auto function = must(instance.function<U(U, U, U, U, U, U, U, U)>("f" + std::to_string(f)));
    const uint32_t got = must(function(locals[0], locals[1], locals[2], locals[3], locals[4],
                                       locals[5], locals[6], locals[7]));
    ASSERT_EQ(got, expected[static_cast<size_t>(f)]) << "f" << f;
  }
}

// The callee's stack arguments take the place of the caller's, of which there may be fewer or more.
TEST_P(CallsTest, TailCallsReplaceStackArguments) {
  const std::vector<size_t> counts = {0, 6, 7, 8, 9, 15, 24, 60};
  std::string text = "(module (table funcref (elem";
  for (size_t n : counts) text += " $to" + std::to_string(n);
  text += "))\n";
  std::vector<std::pair<std::string, uint32_t>> tests;
  for (size_t n : counts) {
    text += "(func $to" + std::to_string(n) + " " + params(n) + " (result i32) " + digest_body(n) +
            ")\n";
  }
  for (size_t from : counts) {
    for (size_t to_index = 0; to_index < counts.size(); ++to_index) {
      const size_t to = counts[to_index];
      for (const bool indirect : {false, true}) {
        const std::string name =
            std::to_string(from) + "to" + std::to_string(to) + (indirect ? "i" : "");
        // Arguments in reverse: each is read after another has been written, if the order were
        // wrong.
        std::string arguments, constants;
        std::vector<uint32_t> values;
        for (size_t i = 0; i < to; ++i) {
          const size_t source = from == 0 ? 0 : from - 1 - i % from;
          arguments += from == 0 ? " (i32.const 9)" : " (local.get " + std::to_string(source) + ")";
          values.push_back(from == 0 ? 9 : static_cast<uint32_t>(source + 1));
        }
        for (size_t i = 0; i < from; ++i) constants += " (i32.const " + std::to_string(i + 1) + ")";
        text += "(func $" + name + " " + params(from) + " (result i32) " +
                (indirect ? "(return_call_indirect " + params(to) + " (result i32)" + arguments +
                                " (i32.const " + std::to_string(to_index) + "))"
                          : "(return_call $to" + std::to_string(to) + arguments + ")") +
                ")\n";
        // Something of the caller's own must survive below the popped arguments.
        text += "(func (export \"" + name +
                "\") (result i32) (local i32) (local.set 0 (i32.const 7)) (i32.add " +
                "(i32.mul (local.get 0) (i32.const 1000)) (call $" + name + constants + ")))\n";
        tests.emplace_back(name, digest(values) + 7000);
      }
    }
  }
  const Instance instance = instantiate(engine_, text + ")");
  for (const auto& [name, expected] : tests) {
    EXPECT_EQ(must(must(instance.function<uint32_t()>(name))()), expected) << name;
  }
}

/// `bytes` with the one-byte number at `at` written in `length` bytes; the code section has one
/// body.
std::vector<uint8_t> with_long_number(std::vector<uint8_t> bytes, size_t code_section, size_t at,
                                      size_t length) {
  std::vector<uint8_t> number(length, 0x80);
  number[0] |= bytes[at];
  number.back() &= 0x7F;
  bytes.erase(bytes.begin() + static_cast<ptrdiff_t>(at));
  bytes.insert(bytes.begin() + static_cast<ptrdiff_t>(at), number.begin(), number.end());
  for (size_t size : {code_section + 1, code_section + 3})
    bytes[size] += static_cast<uint8_t>(length - 1);
  return bytes;
}

// What a bulk instruction destroys is saved however many bytes its number has: the plan of homes
// and the decoder read the same number.
TEST_P(CallsTest, LongOpcodesSaveTheSameRegisters) {
  const std::vector<uint8_t> plain = must(wat_to_wasm(R"((module (memory 1)
    (func (export "f") (param i64 i64 f64) (result i64)
      (loop (drop (local.get 0)) (drop (local.get 1)) (drop (local.get 2)))
      (memory.fill (i32.const 0) (i32.const 1) (i32.const 9))
      (i64.add (i64.add (local.get 0) (local.get 1)) (i64.trunc_f64_s (local.get 2))))))",
                                                      "long.wat"));
  const uint8_t kFill[] = {0xFC, 0x0B, 0x00};
  const auto fill = std::search(plain.begin(), plain.end(), std::begin(kFill), std::end(kFill));
  ASSERT_NE(fill, plain.end());
  size_t section = 8;
  while (plain[section] != 10) section += 2 + plain[section + 1];
  for (size_t length = 1; length <= 5; ++length) {
    const Module module = must(Module::compile(
        engine_,
        with_long_number(plain, section, static_cast<size_t>(fill - plain.begin()) + 1, length)));
    const Instance instance = must(Linker(engine_).instantiate(module));
    auto f = must(instance.function<int64_t(int64_t, int64_t, double)>("f"));
    EXPECT_EQ(must(f(0x4141414141414141, 1, 2.5)), 0x4141414141414144) << length;
  }
}

/// A function whose loop uses three constants and `extra` locals, and which then passes the
/// constants on in this order.
std::string constants_in_loop(int name, int extra, const std::string (&constants)[3],
                              const uint32_t (&order)[3]) {
  std::string locals, busy, mixed;
  for (int i = 0; i < extra; ++i) {
    const std::string local = " $" + std::string(1, static_cast<char>('a' + i));
    locals += " (local" + local + " i64)";
    for (int n = 0; n < 4; ++n) {
      busy += " local.get" + local + " local.get $x i64.add local.set" + local;
    }
  }
  const std::string passed =
      constants[order[0]] + constants[order[1]] + constants[order[2]] + " call $mix";
  for (const std::string& c : constants) mixed += c + " i64.xor local.get $x i64.add";
  return "(func (export \"f" + std::to_string(name) +
         "\") (param $n i32) (result i64) (local $x i64)" + locals + " loop loop" + busy +
         " local.get $x" + mixed + mixed +
         " local.set $x local.get $n i32.const 1 i32.sub local.tee $n br_if 0 end end" + passed +
         " drop" + passed + ")";  // Two calls: locals are better off in preserved registers.
}

/// Constants that a loop uses have registers if locals leave some: in functions with so and so many
/// locals, the registers of arguments.
TEST_P(CallsTest, ConstantsInRegistersReachEveryPlace) {
  constexpr uint64_t kConstants[] = {0x1111222233334444, 0x5555666677778888, 0x0999AAAABBBBCCCC};
  std::string texts[3];
  for (int i = 0; i < 3; ++i) texts[i] = " (i64.const " + std::to_string(kConstants[i]) + ")";
  std::string functions;
  std::vector<uint64_t> expected;
  for (int extra = 0; extra < 13; ++extra) {
    uint32_t order[] = {0, 1, 2};
    do {
      functions += constants_in_loop(static_cast<int>(expected.size()), extra, texts, order);
      expected.push_back(3 * kConstants[order[0]] + 5 * kConstants[order[1]] +
                         7 * kConstants[order[2]]);
    } while (std::next_permutation(std::begin(order), std::end(order)));
  }
  Instance instance = instantiate(engine_, R"((module
      (func $mix (param i64 i64 i64) (result i64)
        (i64.add (i64.mul (local.get 0) (i64.const 3))
                 (i64.add (i64.mul (local.get 1) (i64.const 5))
                          (i64.mul (local.get 2) (i64.const 7))))))" +
                                               functions + ")");
  for (size_t i = 0; i < expected.size(); ++i) {
    const auto f = must(instance.function<int64_t(int32_t)>("f" + std::to_string(i)));
    EXPECT_EQ(static_cast<uint64_t>(must(f(3))), expected[i]) << i;
  }
}

/// Integers and floats by turns, as many as there are of each: a type, and a body that tells each
/// argument's place.
struct Mixture {
  Mixture(int ints, int floats) {
    for (int i = 0; i < std::max(ints, floats); ++i) {
      if (i < ints) add(ValType::kI64, "(i64.const ", "");
      if (i < floats) add(ValType::kF64, "(f64.const ", "i64.trunc_f64_s ");
    }
  }
  void add(ValType t, const std::string& constant, const std::string& convert) {
    const auto i = static_cast<int64_t>(params.size());
    params.push_back(t);
    wat_params += t == ValType::kI64 ? " i64" : " f64";
    const std::string get = "(local.get " + std::to_string(i) + ")";
    const std::string value = convert.empty() ? get : "(" + convert + get + ")";
    body = "(i64.add (i64.mul " + body + " (i64.const 31)) " + value + ")";
    arguments += constant + std::to_string(i + 1) + ") ";
    digest = digest * 31 + static_cast<uint64_t>(i + 1);
  }
  std::vector<ValType> params;
  std::string wat_params, arguments, body = "(i64.const 0)";
  uint64_t digest = 0;
};

/// Calls of imports, whatever is behind them, up to where the C convention's registers are full and
/// beyond.
TEST_P(CallsTest, ImportsGetEveryArgument) {
  for (int ints = 0; ints <= 9; ++ints) {
    for (int floats = 0; floats <= 9; ++floats) {
      const Mixture m(ints, floats);
      const std::string type = "(param" + m.wat_params + ") (result i64)";
      const Instance callee = instantiate(
          engine_, "(module (memory 1) (func (export \"f\") " + type + " " + m.body + "))");
      Linker linker(engine_);
      must(linker.define_instance("wasm", callee));
      must(linker.define(
          "host", "f",
          Extern(must(Func::create(engine_, {m.params, {ValType::kI64}},
                                   [](Caller&, std::span<const Value> in, std::span<Value> out) {
                                     uint64_t digest = 0;
                                     for (const Value& v : in) {
                                       digest =
                                           digest * 31 + (v.type() == ValType::kI64
                                                              ? static_cast<uint64_t>(v.i64())
                                                              : static_cast<uint64_t>(v.f64()));
                                     }
                                     out[0] = Value::i64(static_cast<int64_t>(digest));
                                     return Result<void>();
                                   })))));
      const Instance caller = must(linker.instantiate(testing::compile(
          engine_, "(module (import \"wasm\" \"f\" (func $wasm " + type +
                       ")) (import \"host\" \"f\" (func $host " + type +
                       ")) (memory 1) (func (export \"wasm\") (result i64) (call $wasm " +
                       m.arguments + ")) (func (export \"host\") (result i64) (call $host " +
                       m.arguments + ")))")));
      for (const char* name : {"wasm", "host"}) {
        const auto f = must(caller.function<uint64_t()>(name));
        EXPECT_EQ(must(f()), m.digest) << name << type;
        EXPECT_EQ(must(f()), m.digest) << name << type;
      }
    }
  }
}

TEST_P(CallsTest, TypedCallsPassEveryArgument) {
  const Mixture m(9, 9);
  const Instance instance = instantiate(
      engine_, "(module (func (export \"f\") (param" + m.wat_params + ") (result i64) " + m.body +
                   ") (func (export \"narrow\") (param i32 f32) (result i64) (i64.add"
                   " (i64.extend_i32_u (local.get 0)) (i64.trunc_f32_s (local.get 1)))))");
  const auto f =
      must(instance.function<uint64_t(int64_t, double, int64_t, double, int64_t, double, int64_t,
                                      double, int64_t, double, int64_t, double, int64_t, double,
                                      int64_t, double, int64_t, double)>("f"));
  for (int i = 0; i < 2; ++i) {
    EXPECT_EQ(must(f(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18)), m.digest);
  }
  const auto narrow = must(instance.function<int64_t(int32_t, float)>("narrow"));
  for (int i = 0; i < 2; ++i) EXPECT_EQ(must(narrow(-1, 2)), 0x100000001);
}

INSTANTIATE_TEST_SUITE_P(, CallsTest, ::testing::Values(Bounds::kGuarded, Bounds::kChecked),
                         [](const auto& info) {
                           return info.param == Bounds::kGuarded ? "Guarded" : "Checked";
                         });

// Arguments that change places, each with some arithmetic on its way.
TEST(TailCalls, ScaledArgumentsChangePlaces) {
  const Engine engine = testing::make_engine();
  const Instance instance = testing::instantiate(engine, R"((module
    (func $sub (param i32 i32 i32) (result i32)
      (i32.sub (i32.sub (local.get 0) (local.get 1)) (local.get 2)))
    (func (export "shifted") (param i32 i32 i32) (result i32)
      (return_call $sub (i32.shl (local.get 1) (i32.const 1)) (i32.shl (local.get 0) (i32.const 2))
                        (local.get 2)))
    (func (export "tripled") (param i32 i32 i32) (result i32)
      (return_call $sub (i32.mul (local.get 1) (i32.const 3)) (i32.mul (local.get 0) (i32.const 5))
                        (local.get 2)))
    (func (export "round") (param i32 i32 i32) (result i32)
      (return_call $sub (i32.shl (local.get 1) (i32.const 1)) (i32.add (local.get 2) (i32.const 7))
                        (i32.shl (local.get 0) (i32.const 3))))))");
  const auto call = [&](const char* name, int32_t a, int32_t b, int32_t c) {
    return testing::must(
        testing::must(instance.function<int32_t(int32_t, int32_t, int32_t)>(name))(a, b, c));
  };
  EXPECT_EQ(call("shifted", 3, 100, 1), 200 - 12 - 1);
  EXPECT_EQ(call("tripled", 3, 100, 1), 300 - 15 - 1);
  EXPECT_EQ(call("round", 3, 100, 20), 200 - 27 - 24);
}

}  // namespace
}  // namespace shoal
