// Machine code in memory: never writable and executable at once; stubs; the tables from addresses
// to WebAssembly. And where the calling convention puts things.
#include "jit/code_memory.h"

#include <gtest/gtest.h>

#include <array>
#include <bit>
#include <cstring>
#include <fstream>
#include <sstream>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "arch/call_layout.h"
#include "jit/code_image.h"
#include "jit/stubs.h"

namespace shoal::jit {
namespace {

/// The protection of the mapping that holds `p` ("r-xp"), by the kernel.
std::string protection(const void* p) {
  std::ifstream maps("/proc/self/maps");
  for (std::string line; std::getline(maps, line);) {
    std::istringstream fields(line);
    uintptr_t begin = 0, end = 0;
    char dash = 0;
    std::string permissions;
    fields >> std::hex >> begin >> dash >> end >> permissions;
    const auto at = reinterpret_cast<uintptr_t>(p);
    if (begin <= at && at < end) return permissions;
  }
  return "none";
}
int writable_and_executable_mappings() {
  std::ifstream maps("/proc/self/maps");
  int count = 0;
  for (std::string line; std::getline(maps, line);) {
    std::istringstream fields(line);
    std::string range, permissions;
    fields >> range >> permissions;
    count += permissions[1] == 'w' && permissions[2] == 'x';
  }
  return count;
}

Result<CodeMemory> seal(std::span<const uint8_t> code) {
  Result<CodeMemory> memory = CodeMemory::copy_of(code);
  if (!memory) return memory;
  if (Result<void> sealed = memory->seal(); !sealed) return std::move(sealed).error();
  return memory;
}

// --- Code memory
// -------------------------------------------------------------------------------------------

TEST(CodeMemory, IsSealedAndHoldsTheBytes) {
  const std::vector<uint8_t> code(10000, 0xC3);
  Result<CodeMemory> memory = seal(code);
  ASSERT_TRUE(memory.ok());
  EXPECT_EQ(memory->size(), code.size());
  EXPECT_EQ(std::memcmp(memory->data(), code.data(), code.size()), 0);
  EXPECT_EQ(protection(memory->data()), "r-xp");
  EXPECT_EQ(protection(memory->data() + code.size() - 1), "r-xp");
  EXPECT_EQ(writable_and_executable_mappings(), 0);
}

TEST(CodeMemory, NoCodeNeedsNoMemory) {
  Result<CodeMemory> memory = seal({});
  ASSERT_TRUE(memory.ok());
  EXPECT_EQ(memory->data(), nullptr);
  EXPECT_EQ(memory->size(), 0u);
}

TEST(CodeMemory, HasOneOwner) {
  const std::vector<uint8_t> code = {0xC3};
  CodeMemory first = *seal(code);
  const uint8_t* const at = first.data();
  CodeMemory second = std::move(first);
  EXPECT_EQ(second.data(), at);
  { const CodeMemory last = std::move(second); }
  EXPECT_NE(protection(at), "r-xp");
}

TEST(CodeArena, WritesThroughAnotherMapping) {
  CodeArena arena = *CodeArena::create(1 << 16);
  const std::vector<uint8_t> code = {1, 2, 3};
  const uint8_t* const at = *arena.append(code);
  EXPECT_EQ(std::memcmp(at, code.data(), code.size()), 0);
  EXPECT_EQ(protection(at), "r-xs");
  EXPECT_EQ(writable_and_executable_mappings(), 0);
}

TEST(CodeArena, AppendsAlignedAndRefusesWhatDoesNotFit) {
  CodeArena arena = *CodeArena::create(1);
  const size_t capacity = arena.capacity();  // A page.
  const std::vector<uint8_t> odd(17, 0xAA);
  const uint8_t* const first = *arena.append(odd);
  const uint8_t* const second = *arena.append(odd);
  EXPECT_EQ(second - first, 32);
  const std::vector<uint8_t> rest(capacity - 64, 0xBB), one(1, 0xCC);
  EXPECT_EQ(arena.append(std::vector<uint8_t>(capacity - 63)).error().kind, ErrorKind::kLimit);
  ASSERT_TRUE(arena.append(rest).ok()) << "a refusal uses nothing up";
  EXPECT_EQ(arena.append(one).error().kind, ErrorKind::kLimit);
  EXPECT_EQ(first[16], 0xAA);
  EXPECT_EQ(second[32], 0xBB);
}

// --- Stubs
// -------------------------------------------------------------------------------------------------

TEST(StubRegistry, EqualMachineSignaturesShareAStub) {
  const auto stubs = *StubRegistry::create();
  using V = ValType;
  const FuncType a{{V::kI32, V::kExternRef}, {V::kF64}};
  const FuncType b{{V::kI32, V::kI64}, {V::kF64}};
  const FuncType c{{V::kI32}, {V::kI64, V::kF64}};  // The same types, divided differently.
  const FuncType d{{V::kI32, V::kI64}, {V::kF32}};
  EXPECT_EQ(*stubs->entry(a), *stubs->entry(b));
  EXPECT_EQ(*stubs->host(a), *stubs->host(b));
  EXPECT_NE(*stubs->entry(b), *stubs->entry(c));
  EXPECT_NE(*stubs->entry(b), *stubs->entry(d));
  EXPECT_NE(*stubs->host(b), *stubs->host(d));
  EXPECT_NE(std::bit_cast<const void*>(*stubs->entry(a)), *stubs->host(a));
}

TEST(StubRegistry, KnowsItsCodeAndItsHostTraps) {
  const auto stubs = *StubRegistry::create();
  const auto host = reinterpret_cast<uintptr_t>(*stubs->host({{ValType::kI32}, {}}));
  const auto entry = std::bit_cast<uintptr_t>(*stubs->entry({{ValType::kI32}, {}}));
  EXPECT_TRUE(stubs->contains(host));
  EXPECT_TRUE(stubs->contains(entry));
  EXPECT_TRUE(stubs->contains(reinterpret_cast<uintptr_t>(stubs->trap_exit())));
  for (int i = 0; i < 10; ++i) {
    EXPECT_TRUE(stubs->contains(reinterpret_cast<uintptr_t>(stubs->heap_walk()[i])));
  }
  EXPECT_FALSE(stubs->contains(reinterpret_cast<uintptr_t>(&stubs)));
  EXPECT_FALSE(stubs->is_host_trap(reinterpret_cast<uintptr_t>(&stubs)));
  int traps = 0;
  for (uintptr_t pc = host; pc < host + 512; ++pc) traps += stubs->is_host_trap(pc);
  EXPECT_EQ(traps, 1) << "one place in the only host stub";
  EXPECT_FALSE(stubs->is_host_trap(entry));
}

TEST(StubRegistry, StubsAreNeverWritableAndExecutable) {
  const auto stubs = *StubRegistry::create();
  EXPECT_EQ(protection(*stubs->host({})), "r-xs");
  EXPECT_EQ(writable_and_executable_mappings(), 0);
}

TEST(StubRegistry, ThreadsThatAskAtOnceGetTheSame) {
  const auto stubs = *StubRegistry::create();
  std::vector<const void*> got(4);
  std::vector<std::thread> threads;
  for (const void*& mine : got) {
    threads.emplace_back([&] {
      FuncType type;
      for (int i = 0; i < 50; ++i) {
        mine = *stubs->host(type);
        type.params.push_back(ValType::kF32);
      }
    });
  }
  for (std::thread& t : threads) t.join();
  for (const void* one : got) EXPECT_EQ(one, got[0]);
}

// --- Code images
// -------------------------------------------------------------------------------------------

/// Two functions, [0, 32) with an external entry and [32, 60), after one imported function.
class CodeImageTest : public testing::Test {
 protected:
  static CodeImage make() {
    const std::vector<uint8_t> code(64, 0xCC);
    const auto trap = static_cast<SiteKind>(TrapKind::kUnreachable);
    const auto bounds = static_cast<SiteKind>(TrapKind::kMemoryOutOfBounds);
    CodeTables tables;
    tables.imported_functions = 1;
    tables.functions = {{0, 8, 32}, {32, 32, 60}};
    const CodeSite rows[] = {{10, 100, SiteKind::kCall},
                             {12, 101, SiteKind::kCall},
                             {12, 102, trap},  // `unreachable` right behind a call.
                             {20, 103, bounds},
                             {50, 104, SiteKind::kCall},
                             {50, 105, bounds}};
    tables.sites = SiteTable(rows);
    return *CodeImage::seal({*CodeMemory::copy_of(code), std::move(tables)});
  }
  CodeImage image_ = make();
  uintptr_t base_ = reinterpret_cast<uintptr_t>(image_.base());
};

TEST_F(CodeImageTest, FindsCallsAndTrapsAtTheSameAddress) {
  EXPECT_EQ(image_.find_call(base_ + 10)->wasm_offset, 100u);
  EXPECT_EQ(image_.find_trap(base_ + 10), std::nullopt);
  EXPECT_EQ(image_.find_call(base_ + 12)->wasm_offset, 101u);
  EXPECT_EQ(image_.find_trap(base_ + 12)->wasm_offset, 102u);
  EXPECT_EQ(image_.find_call(base_ + 20), std::nullopt);
  EXPECT_EQ(image_.find_trap(base_ + 20)->wasm_offset, 103u);
  EXPECT_EQ(image_.find_call(base_ + 50)->wasm_offset, 104u);
  EXPECT_EQ(image_.find_trap(base_ + 50)->wasm_offset, 105u) << "the last row";
}

TEST_F(CodeImageTest, FindsNothingElsewhere) {
  for (uintptr_t pc :
       {base_, base_ + 11, base_ + 51, base_ + 64, base_ - 1, uintptr_t{0}, UINTPTR_MAX}) {
    EXPECT_EQ(image_.find_call(pc), std::nullopt);
    EXPECT_EQ(image_.find_trap(pc), std::nullopt);
  }
}

TEST_F(CodeImageTest, FindsFunctionsAtTheirBorders) {
  EXPECT_EQ(image_.find_function(base_), 1u);
  EXPECT_EQ(image_.find_function(base_ + 31), 1u);
  EXPECT_EQ(image_.find_function(base_ + 32), 2u)
      << "the entry of the next, not the end of the one before";
  EXPECT_EQ(image_.find_function(base_ + 59), 2u);
  EXPECT_EQ(image_.find_function(base_ + 60), 2u)
      << "where a call that ends the function returns to";
  EXPECT_EQ(image_.find_function(base_ + 61), std::nullopt);
  EXPECT_EQ(image_.find_function(base_ - 1), std::nullopt);
  EXPECT_TRUE(image_.contains(base_ + 63));
  EXPECT_FALSE(image_.contains(base_ + 64));
  EXPECT_FALSE(image_.contains(base_ - 1));
}

// --- Calls
// -------------------------------------------------------------------------------------------------

using arch::kNoReg;
using arch::Reg;
using arch::ValueKind;

/// Few registers, so that everything overflows soon.
struct SmallConvention {
  static constexpr std::array<Reg, 2> kIntArgs = {Reg::gpr(1), Reg::gpr(2)};
  static constexpr std::array<Reg, 1> kFloatArgs = {Reg::fpr(1)};
  static constexpr std::array<Reg, 1> kIntResults = {Reg::gpr(0)};
  static constexpr std::array<Reg, 1> kFloatResults = {Reg::fpr(0)};
};

void expect_place(const arch::ValuePlace& p, ValueKind kind, Reg reg, uint32_t cell = 0) {
  EXPECT_EQ(p.kind, kind);
  EXPECT_EQ(p.reg, reg);
  EXPECT_EQ(p.cell, cell);
}

TEST(CallLayout, BanksFillInOrderAndTheRestGoesToCells) {
  using K = ValueKind;
  const std::vector<K> params = {K::kI32, K::kF64, K::kF32, K::kI64, K::kI32, K::kF64};
  const std::vector<K> results = {K::kF32, K::kF64, K::kI64, K::kI32};
  arch::CallLayout layout;
  layout.assign<SmallConvention>(params, results);
  ASSERT_EQ(layout.args.size(), 6u);
  expect_place(layout.args[0], K::kI32, Reg::gpr(1));
  expect_place(layout.args[1], K::kF64, Reg::fpr(1));
  expect_place(layout.args[2], K::kF32, kNoReg, 0);
  expect_place(layout.args[3], K::kI64, Reg::gpr(2));
  expect_place(layout.args[4], K::kI32, kNoReg, 1);
  expect_place(layout.args[5], K::kF64, kNoReg, 2);
  EXPECT_EQ(layout.stack_bytes, 32u) << "three cells, rounded up to 16 bytes";
  ASSERT_EQ(layout.results.size(), 4u);
  expect_place(layout.results[0], K::kF32, Reg::fpr(0));
  expect_place(layout.results[1], K::kF64, kNoReg, 0);
  expect_place(layout.results[2], K::kI64, Reg::gpr(0));
  expect_place(layout.results[3], K::kI32, kNoReg, 1);
  EXPECT_EQ(layout.buffered_results, 2u);
}

TEST(CallLayout, IsRecomputedInPlace) {
  arch::CallLayout layout;
  layout.assign<SmallConvention>(std::vector<ValueKind>(5, ValueKind::kI64),
                                 std::vector<ValueKind>(3, ValueKind::kF32));
  layout.assign<SmallConvention>({}, {});
  EXPECT_TRUE(layout.args.empty());
  EXPECT_TRUE(layout.results.empty());
  EXPECT_EQ(layout.stack_bytes, 0u);
  EXPECT_EQ(layout.buffered_results, 0u);
}

}  // namespace
}  // namespace shoal::jit
