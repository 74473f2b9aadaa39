// Constants, moves, loads and stores, frame cells of the host's MacroAssembler, executed, against
// C++.
#include <array>
#include <cstring>
#include <map>
#include <set>

#include "tests/masm_harness.h"
#include "tests/random.h"

namespace shoal::arch {
namespace {

class MasmMemoryTest : public MasmTest {};

// --- Constants and moves -------------------------------------------------------------------------

TEST_P(MasmMemoryTest, ConstantsAndMoves) {
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

TEST_P(MasmMemoryTest, ConstantsOfEveryPatternOfHalfWords) {
  constexpr Reg kOut = i11;
  constexpr uint64_t kHalves[] = {0, 0xFFFF, 0x8000, 1, 0x1234};
  std::vector<uint64_t> values;
  for (uint64_t a : kHalves) {
    for (uint64_t b : kHalves) {
      for (uint64_t c : kHalves) {
        for (uint64_t d : kHalves) values.push_back(a << 48 | b << 32 | c << 16 | d);
      }
    }
  }
  std::vector<std::array<uint64_t, 2>> results(values.size());
  const Code code(variant(), [&](Masm& m) {
    int32_t disp = 0;
    for (uint64_t v : values) {
      m.move_imm(i4, v);
      m.move_float_imm(Width::k64, fr(3), v);
      m.store(StoreKind::kI64, {kOut, kNoReg, disp}, i4);
      m.store(StoreKind::kF64, {kOut, kNoReg, disp + 8}, fr(3));
      disp += 16;
    }
  });
  Machine m;
  m[kOut] = std::bit_cast<uint64_t>(results.data());
  ASSERT_NO_FATAL_FAILURE(run_and_check(code, m, {i4, fr(3)}));
  for (size_t i = 0; i < values.size(); ++i) {
    ASSERT_EQ(results[i], (std::array<uint64_t, 2>{values[i], values[i]})) << std::hex << values[i];
  }
}

// --- Loads and stores ----------------------------------------------------------------------------

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

TEST_P(MasmMemoryTest, LoadsFillTheWholeRegister) {
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

TEST_P(MasmMemoryTest, StoresTouchTheirBytesOnly) {
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

/// Displacements on both sides of what instructions can hold, of either sign, aligned and not.
std::vector<int32_t> displacements(uint8_t log2) {
  std::set<int64_t> all = {INT32_MIN, INT32_MIN + 1, INT32_MAX - 7, INT32_MAX, -0x12345678};
  for (int64_t limit : {0, 127, 128, 255, 256, 257, 504, 512, 0xFFF, 0x1000, 0x1001, 0xFFF << log2,
                        0x1000 << log2, 0x8000, 0x10000, 0xFFFFFF, 0x1000000, 0x12345678}) {
    for (int64_t near : {limit - 8, limit - 1, limit, limit + 1, limit + 8}) {
      all.insert(near);
      all.insert(-near);
    }
  }
  return {all.begin(), all.end()};
}

// base + index + disp wraps at 64 bits, so any displacement can be made to arrive at the buffer.
TEST_P(MasmMemoryTest, DisplacementsAroundEveryLimit) {
  std::array<uint64_t, 2> memory{};
  constexpr uint64_t kPattern = 0x81828384858687F8;
  struct Kinds {
    LoadKind load;
    StoreKind store;
    Reg reg;
  };
  const Kinds kKinds[] = {
      {LoadKind::kI64U8, StoreKind::kI8, i0},   {LoadKind::kI64S16, StoreKind::kI16, i8},
      {LoadKind::kI64S32, StoreKind::kI32, i4}, {LoadKind::kI64, StoreKind::kI64, i9},
      {LoadKind::kF32, StoreKind::kF32, fr(3)}, {LoadKind::kF64, StoreKind::kF64, fr(9)}};
  const Address kAddresses[] = {{i5, kNoReg}, {i5, i7, 0, Width::k64}, {i5, i7, 0, Width::k32}};
  for (const Kinds& k : kKinds) {
    for (Address a : kAddresses) {
      for (int32_t disp : displacements(log2_size(k.load))) {
        a.disp = disp;
        const Code code(variant(), [&](Masm& m) {
          m.load(k.load, k.reg, a);
          m.store(k.store, a, k.reg.is_float() ? fr(1) : i2);
        });
        const uint64_t index = a.index_width == Width::k32 ? 0xFFFFFFF0 : 0x8000000000000010;
        memory.fill(kPattern);
        Machine m;
        m[i2] = m[fr(1)] = 0;
        m[i7] = index;
        m[i5] = std::bit_cast<uint64_t>(memory.data()) - static_cast<uint64_t>(int64_t{disp}) -
                (a.index.valid() ? index : 0);
        ASSERT_NO_FATAL_FAILURE(run_and_check(code, m, {k.reg}));
        const uint64_t zeroed =
            kPattern &
            ~(log2_size(k.load) == 3 ? UINT64_MAX : (uint64_t{1} << (8u << log2_size(k.load))) - 1);
        ASSERT_EQ(m[k.reg], loaded(k.load, kPattern)) << "displacement " << disp;
        ASSERT_EQ(memory[0], zeroed) << "displacement " << disp;
        ASSERT_EQ(memory[1], kPattern);
      }
    }
  }
}

// An address may be computed into what it is made of, and into what is loaded.
TEST_P(MasmMemoryTest, AddressesOfTheDestinationItself) {
  std::array<uint64_t, 2> memory = {42, 43};
  for (int32_t disp : {0, 8, 300, 0x12345, -0x7654321}) {
    for (Reg dst : {i5, i7}) {
      const Code code(variant(), [&](Masm& m) { m.load(LoadKind::kI64, dst, {i5, i7, disp}); });
      Machine m;
      m[i7] = 8;
      m[i5] = std::bit_cast<uint64_t>(memory.data()) - static_cast<uint64_t>(int64_t{disp});
      ASSERT_NO_FATAL_FAILURE(run_and_check(code, m, {dst}));
      ASSERT_EQ(m[dst], 43u) << disp;
    }
  }
}

// --- Frame cells ---------------------------------------------------------------------------------

TEST_P(MasmMemoryTest, FrameCellsKeepWhatTheirKindNeeds) {
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

TEST_P(MasmMemoryTest, ZeroFrameZeroesItsCellsOnly) {
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

/// A frame and registers as the code should leave them.
struct FrameModel {
  std::map<int32_t, uint64_t> cells;
  std::set<int32_t> halves;  ///< Cells that hold an i32 or f32: their upper halves are anything.
  Machine machine;
};

/// One access to a random cell near the last one, emitted and done to the model.
void access_frame(tests::Random& random, Masm& m, FrameModel& model, int32_t& cell) {
  constexpr Reg kInts[] = {i0, i1, i8, i9}, kFloats[] = {fr(0), fr(1), fr(9), fr(12)};
  const int32_t step = random.pick({8, 8, 8, -8, -8, 0, 16, 24});
  if (model.cells.contains(cell + step)) cell += step;
  const bool loads = random.chance(40), is_float = random.chance(30);
  const bool narrow = loads ? model.halves.contains(cell) : random.chance(25);
  const ValueKind kind = is_float ? (narrow ? ValueKind::kF32 : ValueKind::kF64)
                                  : (narrow ? ValueKind::kI32 : ValueKind::kI64);
  const Reg reg = is_float ? kFloats[random.below(4)] : kInts[random.below(4)];
  uint64_t& value = model.cells[cell];
  if (loads) {
    m.load_frame(kind, reg, cell);
    model.machine[reg] = value;
    return;
  }
  if (random.chance(30)) {
    value = random.pick({uint64_t{0}, uint64_t{0}, uint64_t{5}, UINT64_MAX});
    if (narrow) value &= UINT32_MAX;
    m.store_frame_imm(kind, cell, value);
  } else {
    value = model.machine[reg];
    if (narrow) value &= UINT32_MAX;
    m.store_frame(kind, cell, reg);
  }
  if (narrow) {
    model.halves.insert(cell);
  } else {
    model.halves.erase(cell);
  }
}

// Neighbours may be accessed by one instruction: never the wrong two, never in the wrong order.
TEST_P(MasmMemoryTest, FrameCellsPairedAndNot) {
  for (uint64_t seed = 0; seed < 200; ++seed) {
    tests::Random random(seed);
    FrameModel model;
    const bool near = Code::kNearCount != 0 && random.chance(50);
    const uint32_t count = near ? Code::kNearCount : Code::kFarCount;
    const int32_t first = near ? Code::kNearCells : Code::kFarCells;
    for (uint32_t i = 0; i < count; ++i) model.cells[first + 8 * static_cast<int32_t>(i)] = 1;
    const Machine before;
    const Code code(variant(), [&](Masm& m) {
      m.move_imm(i4, 1);
      for (const auto& [cell, value] : model.cells) m.store_frame(ValueKind::kI64, cell, i4);
      int32_t cell = first + 8 * static_cast<int32_t>(random.below(count));
      for (int i = 0; i < 60; ++i) access_frame(random, m, model, cell);
      m.move_imm(i4, 0);
      for (const auto& [c, value] : model.cells) {  // All cells, each turned differently, in one.
        m.load_frame(model.halves.contains(c) ? ValueKind::kI32 : ValueKind::kI64, i5, c);
        m.binary_imm(IntOp::kRotl, Width::k64, i4, i4, 7);
        m.binary(IntOp::kXor, Width::k64, i4, i4, i5);
      }
    });
    uint64_t hash = 0, last = 0;
    for (const auto& [c, value] : model.cells) hash = std::rotl(hash, 7) ^ (last = value);
    model.machine[i4] = hash;
    model.machine[i5] = last;
    Machine m;
    code.run(m);
    for (Reg r : usable_registers() - Cpu::kScratch) {
      ASSERT_EQ(m[r], model.machine[r]) << "register " << int{r.id} << ", seed " << seed;
    }
  }
}

TEST_P(MasmMemoryTest, EffectiveAddressesHave33Bits) {
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

INSTANTIATE_TEST_SUITE_P(, MasmMemoryTest, testing::ValuesIn(Cpu::main_variants()),
                         [](const auto& info) { return info.param.name(); });

}  // namespace
}  // namespace shoal::arch
