// Instructions that may be joined with the one before (the folding of a MacroAssembler), executed:
// what every pair computes, in every constellation of registers, is what the two compute one after
// the other; an operand that is not dead keeps its value, and a label between them is a place that
// can be reached without the first. True of every CPU, whether it folds or not.
#include <algorithm>
#include <functional>
#include <limits>

#include "tests/masm_harness.h"
#include "tests/random.h"

namespace shoal::arch {
namespace {

/// a, b -> result
using Function = std::function<uint64_t(uint64_t, uint64_t)>;

/// Puts a function of `a` (and `b`) into `dst`.
struct Producer {
  std::string name;
  Width width;
  std::function<void(Masm&, Reg dst, Reg a, Reg b)> emit;
  Function value;
};

/// Puts a function of `lhs` (and `rhs`) into `dst`.
struct Consumer {
  std::string name;
  Width width;
  std::function<void(Masm&, Reg dst, Reg lhs, Reg rhs, RegSet dead)> emit;
  Function value;
  bool is_unary = false;
  Reg fixed_rhs = kNoReg;
};

std::string name_of(const char* what, Width w, int64_t n) {
  return std::string(what) + (w == Width::k32 ? " w32 " : " w64 ") + std::to_string(n);
}

uint64_t shifted(IntOp op, Width w, uint64_t v, uint64_t count) {
  const uint64_t bits = w == Width::k32 ? 32 : 64;
  v &= mask(w);
  count %= bits;
  switch (op) {
    case IntOp::kShl: return (v << count) & mask(w);
    case IntOp::kShrU: return v >> count;
    case IntOp::kShrS: return static_cast<uint64_t>(signed_value(w, v) >> count) & mask(w);
    case IntOp::kRotl: count = (bits - count) % bits; [[fallthrough]];
    default: return count == 0 ? v : ((v >> count) | (v << (bits - count))) & mask(w);
  }
}

uint64_t result(IntOp op, Width w, uint64_t a, uint64_t b) {
  switch (op) {
    case IntOp::kAdd: return (a + b) & mask(w);
    case IntOp::kSub: return (a - b) & mask(w);
    case IntOp::kMul: return (a * b) & mask(w);
    case IntOp::kAnd: return a & b & mask(w);
    case IntOp::kOr: return (a | b) & mask(w);
    case IntOp::kXor: return (a ^ b) & mask(w);
    default: return shifted(op, w, a, b);
  }
}

uint64_t sign_extended(uint64_t v, int bits) {
  const int unused = 64 - bits;
  return static_cast<uint64_t>(static_cast<int64_t>(v << unused) >> unused);
}

constexpr IntOp kShifts[] = {IntOp::kShl, IntOp::kShrS, IntOp::kShrU, IntOp::kRotl, IntOp::kRotr};

std::vector<Producer> producers() {
  std::vector<Producer> all;
  for (Width w : kWidths) {
    all.push_back({name_of("mul", w, 0), w,
                   [=](Masm& m, Reg dst, Reg a, Reg b) { m.binary(IntOp::kMul, w, dst, a, b); },
                   [=](uint64_t a, uint64_t b) { return (a * b) & mask(w); }});
    for (IntOp op : kShifts) {
      for (uint8_t count : {1, 8, 24, 31}) {
        all.push_back({name_of("shift", w, 100 * static_cast<int>(op) + count), w,
                       [=](Masm& m, Reg dst, Reg a, Reg) { m.binary_imm(op, w, dst, a, count); },
                       [=](uint64_t a, uint64_t) { return shifted(op, w, a, count); }});
      }
    }
  }
  for (Width w : kWidths) {
    all.push_back({name_of("not", w, 0), w,
                   [=](Masm& m, Reg dst, Reg a, Reg) { m.binary_imm(IntOp::kXor, w, dst, a, -1); },
                   [=](uint64_t a, uint64_t) { return ~a & mask(w); }});
    for (int64_t low : {1, 0xFF, 0x7FFFFFFF}) {
      all.push_back(
          {name_of("mask", w, low), w,
           [=](Masm& m, Reg dst, Reg a, Reg) { m.binary_imm(IntOp::kAnd, w, dst, a, low); },
           [=](uint64_t a, uint64_t) { return a & static_cast<uint64_t>(low); }});
    }
    all.push_back(
        {name_of("set", w, 0), Width::k32,
         [=](Masm& m, Reg dst, Reg a, Reg b) {
           m.compare(w, a, b);
           m.set(Cond::kLtU, dst);
         },
         [=](uint64_t a, uint64_t b) { return uint64_t{(a & mask(w)) < (b & mask(w))}; }});
  }
  all.push_back({"wrap", Width::k32,
                 [](Masm& m, Reg dst, Reg a, Reg) { m.convert(Convert::kI32WrapI64, dst, a); },
                 [](uint64_t a, uint64_t) { return a & UINT32_MAX; }});
  for (uint8_t count : {0, 1, 4, 5, 40}) {
    all.push_back({"extended, shifted by " + std::to_string(count), Width::k64,
                   [=](Masm& m, Reg dst, Reg a, Reg) {
                     m.convert(Convert::kI64ExtendI32S, dst, a);
                     if (count != 0) m.binary_imm(IntOp::kShl, Width::k64, dst, dst, count);
                   },
                   [=](uint64_t a, uint64_t) { return sign_extended(a, 32) << count; }});
  }
  return all;
}

std::vector<Consumer> consumers() {
  std::vector<Consumer> all;
  for (Width w : kWidths) {
    for (int n = 0; n <= static_cast<int>(IntOp::kRotr); ++n) {
      const auto op = static_cast<IntOp>(n);
      all.push_back({name_of("binary", w, n), w,
                     [=](Masm& m, Reg dst, Reg lhs, Reg rhs, RegSet dead) {
                       m.binary(op, w, dst, lhs, rhs, dead);
                     },
                     [=](uint64_t a, uint64_t b) { return result(op, w, a, b); }, false,
                     Masm({}, {}).constraint(op).rhs});
    }
    for (uint8_t shift : {0, 1, 3}) {
      for (int32_t disp : {0, 100000}) {
        all.push_back({name_of("scaled", w, shift), w,
                       [=](Masm& m, Reg dst, Reg base, Reg index, RegSet dead) {
                         m.add_scaled(w, dst, base, index, shift, disp, dead);
                       },
                       [=](uint64_t a, uint64_t b) {
                         return (a + (b << shift) + static_cast<uint64_t>(disp)) & mask(w);
                       }});
      }
    }
  }
  return all;
}

std::vector<Consumer> unary_consumers() {
  std::vector<Consumer> all;
  for (Width w : kWidths) {
    const auto add = [&](IntOp op, int64_t imm) {
      all.push_back(
          {name_of("immediate", w, 1000 * static_cast<int>(op) + imm), w,
           [=](Masm& m, Reg dst, Reg lhs, Reg, RegSet dead) {
             m.binary_imm(op, w, dst, lhs, imm, dead);
           },
           [=](uint64_t a, uint64_t) { return result(op, w, a, static_cast<uint64_t>(imm)); },
           true});
    };
    for (IntOp op : kShifts) {
      for (int64_t count : {0, 1, 7, 8, 24, 31, 32, 40}) add(op, count);
    }
    for (int64_t imm : {0, 1, 0xFF, 0x1FF, 0xFFFF, 0xFFFFFF, 0x7FFFFFFF, 0xFF0})
      add(IntOp::kAnd, imm);
    for (int64_t imm : {0, 5, -5, 0x12345678}) add(IntOp::kAdd, imm), add(IntOp::kSub, imm);
    for (int64_t imm : {0, -1, 3})
      add(IntOp::kXor, imm), add(IntOp::kOr, imm), add(IntOp::kMul, imm);
    const auto unary = [&](IntUnary op, Function value) {
      all.push_back(
          {name_of("unary", w, static_cast<int>(op)), w,
           [=](Masm& m, Reg dst, Reg lhs, Reg, RegSet dead) { m.unary(op, w, dst, lhs, dead); },
           std::move(value), true});
    };
    const int unused = w == Width::k32 ? 32 : 0;
    unary(IntUnary::kClz, [=](uint64_t a, uint64_t) {
      return static_cast<uint64_t>(std::countl_zero(a & mask(w)) - unused);
    });
    unary(IntUnary::kPopcnt,
          [=](uint64_t a, uint64_t) { return static_cast<uint64_t>(std::popcount(a & mask(w))); });
    unary(IntUnary::kExtend8S, [=](uint64_t a, uint64_t) { return sign_extended(a, 8) & mask(w); });
    unary(IntUnary::kExtend16S,
          [=](uint64_t a, uint64_t) { return sign_extended(a, 16) & mask(w); });
    if (w == Width::k64)
      unary(IntUnary::kExtend32S, [=](uint64_t a, uint64_t) { return sign_extended(a, 32); });
  }
  all.push_back(
      {"wrap", Width::k32,
       [](Masm& m, Reg dst, Reg lhs, Reg, RegSet) { m.convert(Convert::kI32WrapI64, dst, lhs); },
       [](uint64_t a, uint64_t) { return a & UINT32_MAX; }, true});
  return all;
}

// The registers that all cases use.
constexpr Reg kA = i4, kB = i5, kC = i8, kD = i6, kP = i1, kOut = i11;
constexpr Reg kUsed[] = {kA, kB, kC, kD, kP};

/// A producer's result in `made`, then a consumer of it.
struct Case {
  const Producer* producer;
  const Consumer* consumer;
  Reg made, dst, lhs, rhs;
  bool dead;   ///< The consumer is told that `made` is dead.
  bool label;  ///< There is a label between the two, where kD == 0 goes.

  void emit(Masm& m) const {
    const Label l = m.new_label();
    if (label) m.branch_zero(Width::k64, kD, l);
    producer->emit(m, made, kA, kB);
    if (label) m.bind(l);
    consumer->emit(m, dst, lhs, rhs, dead ? RegSet{made} : RegSet{});
  }
  void compute(Machine& m) const {
    if (!label || m[kD] != 0) m[made] = producer->value(m[kA], m[kB]);
    m[dst] = consumer->value(m[lhs], m[rhs]);
  }
  bool must_keep(Reg r) const { return !dead || r != made || r == dst; }
  std::string describe() const {
    return producer->name + " into " + std::to_string(made.code()) + ", then " + consumer->name +
           ": dst " + std::to_string(dst.code()) + " lhs " + std::to_string(lhs.code()) + " rhs " +
           std::to_string(rhs.code()) + (dead ? ", dead" : "") + (label ? ", label" : "");
  }
};

std::vector<Case> cases(const std::vector<Producer>& producers,
                        const std::vector<Consumer>& consumers) {
  std::vector<Case> all;
  for (const Producer& p : producers) {
    for (const Consumer& c : consumers) {
      if (c.width == Width::k32 && p.width == Width::k64) continue;  // No i32 has an upper half.
      for (Reg made : {kP, kA}) {
        std::vector<std::pair<Reg, Reg>> operands = {{made, made}};
        if (!c.is_unary) operands = {{made, made}, {made, kC}, {kC, made}, {made, kA}, {kA, made}};
        for (auto [lhs, rhs] : operands) {
          if (c.fixed_rhs.valid() && c.fixed_rhs != rhs) continue;
          for (Reg dst : {made, kC, kD}) {
            all.push_back({&p, &c, made, dst, lhs, rhs, false, false});
            all.push_back({&p, &c, made, dst, lhs, rhs, true, false});
            if (made == kP) all.push_back({&p, &c, made, dst, lhs, rhs, true, true});
          }
        }
      }
    }
  }
  return all;
}

/// Runs cases one after the other: each begins with the same registers and leaves its own in a
/// buffer.
void run(const Variant& variant, std::span<const Case> batch) {
  constexpr size_t kOutputs = std::size(kUsed);
  std::vector<uint64_t> out(batch.size() * kOutputs);
  const Code code(variant, [&](Masm& m) {
    int32_t disp = 0;
    for (const Case& c : batch) {
      for (Reg r : kUsed) {
        const auto offset = static_cast<int32_t>(Machine::offset(r));
        m.load(LoadKind::kI64, r, {Masm::kContext, kNoReg, offset});
      }
      c.emit(m);
      for (Reg r : kUsed) {
        m.store(StoreKind::kI64, {kOut, kNoReg, disp}, r);
        disp += 8;
      }
    }
  });
  constexpr uint64_t kValues[][4] = {
      {3, 5, 7, 1},
      {0x80000000, 0xFFFFFFFF, 0x12345678, 0},
      {UINT64_MAX, 2, 0x8000000000000000, 0},
      {0x0123456789ABCDEF, 0xFEDCBA9876543210, 0x7FFFFFFFFFFFFFFF, 9},
      {0xFFFFFFFF80000000, 0x00000001FFFFFFFF, 0x8000000080000000, UINT64_MAX}};
  for (const auto& v : kValues) {
    Machine before;
    before[kA] = v[0];
    before[kB] = v[1];
    before[kC] = v[2];
    before[kD] = v[3];
    before[kP] = 0x89ABCDEF;
    before[kOut] = std::bit_cast<uint64_t>(out.data());
    Machine m = before;
    code.run(m);
    for (size_t i = 0; i < batch.size(); ++i) {
      Machine expected = before;
      batch[i].compute(expected);
      for (size_t n = 0; n < kOutputs; ++n) {
        if (!batch[i].must_keep(kUsed[n])) continue;
        ASSERT_EQ(out[i * kOutputs + n], expected[kUsed[n]])
            << "register " << int{kUsed[n].code()} << " after " << batch[i].describe() << " of "
            << std::hex << v[0] << ", " << v[1] << ", " << v[2] << ", " << v[3];
      }
    }
  }
}

void run_all(const std::vector<Case>& all) {
  constexpr size_t kBatch = 60;
  for (const Variant& variant : Cpu::main_variants()) {
    for (size_t i = 0; i < all.size(); i += kBatch) {
      ASSERT_NO_FATAL_FAILURE(
          run(variant, std::span(all).subspan(i, std::min(kBatch, all.size() - i))));
    }
  }
}

TEST(MasmFoldTest, OperandsOfTwo) {
  const auto made = producers();
  const auto used = consumers();
  run_all(cases(made, used));
}

TEST(MasmFoldTest, OperandsOfOne) {
  const auto made = producers();
  const auto used = unary_consumers();
  run_all(cases(made, used));
}

// --- Conditions ----------------------------------------------------------------------------------

/// A compare of i6 (or fr(6)) with something, and what it compares.
struct Compare {
  std::string name;
  std::function<void(Masm&, Cond)> emit;
  std::function<bool(const Machine&, Cond)> holds;
  bool of_floats = false;
};

std::vector<Compare> compares() {
  std::vector<Compare> all;
  for (Width w : kWidths) {
    all.push_back(
        {name_of("register", w, 0), [=](Masm& m, Cond) { m.compare(w, i6, i7); },
         [=](const Machine& m, Cond c) { return holds(c, w, m[i6] & mask(w), m[i7] & mask(w)); }});
    for (int32_t imm : {0, 1, 31, 32, -1, -31, -32, 4095, 4097, 0x12345678}) {
      all.push_back(
          {name_of("immediate", w, imm), [=](Masm& m, Cond c) { m.compare_imm(w, i6, imm, c); },
           [=](const Machine& m, Cond c) {
             return holds(c, w, m[i6] & mask(w), static_cast<uint64_t>(int64_t{imm}) & mask(w));
           }});
    }
  }
  all.push_back({"floats", [](Masm& m, Cond c) { m.compare_float(Width::k64, c, fr(6), fr(7)); },
                 [](const Machine& m, Cond c) {
                   return holds(c, std::bit_cast<double>(m[fr(6)]),
                                std::bit_cast<double>(m[fr(7)]));
                 },
                 true});
  return all;
}

constexpr Cond kFloatConds[] = {Cond::kFEq, Cond::kFNe,    Cond::kFLt, Cond::kFNotLt,
                                Cond::kFGt, Cond::kFNotGt, Cond::kFLe, Cond::kFNotLe,
                                Cond::kFGe, Cond::kFNotGe};

// Two compares joined to one condition, where the CPU can; that condition set and branched on.
TEST(MasmFoldTest, ConditionsOfTwoCompares) {
  const double nan = std::numeric_limits<double>::quiet_NaN();
  const uint64_t kInts[] = {0, 1, 31, 0xFFFFFFFF, uint64_t{1} << 63, UINT64_MAX, 4097};
  const double kDoubles[] = {1, 2, nan};
  for (const Compare& compare : compares()) {
    const std::span<const Cond> conds =
        compare.of_floats ? kFloatConds : std::span<const Cond>(kIntConds);
    for (Cond first : {Cond::kLtS, Cond::kNe, Cond::kFLt, Cond::kFNotGe}) {
      const bool first_of_floats = first >= Cond::kFEq;
      for (Cond second : conds) {
        for (bool both : {false, true}) {
          const Code code(Cpu::main_variants().front(), [&](Masm& m) {
            if (first_of_floats) {
              m.compare_float(Width::k64, first, fr(1), fr(2));
            } else {
              m.compare(Width::k64, i4, i5);
            }
            m.set(first, i0);
            compare.emit(m, second);
            const Label taken = m.new_label();
            if (m.join_conditions(both, i0, second)) {
              m.set(second, i1);
              m.move_imm(i2, 1);
              m.branch(second, taken);
            } else {
              m.set(second, i1);
              m.binary(both ? IntOp::kAnd : IntOp::kOr, Width::k32, i1, i0, i1);
              m.move_imm(i2, 1);
              m.branch_nonzero(Width::k32, i1, taken);
            }
            m.move_imm(i2, 0);
            m.bind(taken);
          });
          for (uint64_t a : kInts) {
            for (int smaller : {0, 1}) {
              Machine m;
              m[i4] = 5, m[i5] = 5 + static_cast<uint64_t>(smaller);
              m[fr(1)] = std::bit_cast<uint64_t>(smaller != 0 ? 1.0 : 2.0);
              m[fr(2)] = std::bit_cast<uint64_t>(2.0);
              m[i6] = a, m[i7] = 31;
              m[fr(6)] = std::bit_cast<uint64_t>(kDoubles[a % 3]);
              m[fr(7)] = std::bit_cast<uint64_t>(2.0);
              const bool one = smaller != 0, other = compare.holds(m, second);
              const uint64_t expected = both ? one && other : one || other;
              ASSERT_NO_FATAL_FAILURE(run_and_check(code, m, {i0, i1, i2}));
              ASSERT_EQ(m[i1], expected) << compare.name << " " << static_cast<int>(first) << ", "
                                         << static_cast<int>(second) << " of " << a;
              ASSERT_EQ(m[i2], expected);
            }
          }
        }
      }
    }
  }
}

}  // namespace
}  // namespace shoal::arch
