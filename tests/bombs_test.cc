// Small modules that ask for much: whatever comes of them, a compiler's memory stays within a bound
// that the module's size sets. (bench/scaling.py shows that its time does.)
#include <gtest/gtest.h>

#include <cstdint>
#include <initializer_list>
#include <string>
#include <vector>

#include "jit/compiler.h"
#include "runtime/compilation.h"
#include "shoal/target.h"
#include "tests/bytes.h"
#include "tests/exhaustion_shim.h"

namespace shoal {
namespace {

using tests::Bytes;
using tests::leb;
using tests::operator+;

constexpr uint8_t kI32 = 0x7F, kI64 = 0x7E, kFuncRef = 0x70, kEmpty = 0x40;
constexpr uint8_t kBlock = 0x02, kEnd = 0x0B, kBrTable = 0x0E, kCall = 0x10, kDrop = 0x1A,
                  kGet = 0x20, kConst = 0x41;

Bytes operator*(const Bytes& part, size_t count) {
  Bytes all;
  for (size_t i = 0; i < count; ++i) all.insert(all.end(), part.begin(), part.end());
  return all;
}

Bytes sized(const Bytes& bytes) { return leb(bytes.size()) + bytes; }
Bytes section(uint8_t id, const Bytes& contents) { return Bytes{id} + sized(contents); }
/// A section of `count` equal entries.
Bytes entries(uint8_t id, size_t count, const Bytes& entry) {
  return section(id, leb(count) + entry * count);
}

const Bytes kHeader = {0, 'a', 's', 'm', 1, 0, 0, 0};
const Bytes kNoType = {0x60, 0, 0};

/// `count` functions of `type` with `body`: its locals and code.
Bytes functions(const Bytes& type, size_t count, const Bytes& body) {
  return kHeader + entries(1, 1, type) + entries(3, count, {0}) + entries(10, count, sized(body));
}
Bytes one_function(const Bytes& body) { return functions(kNoType, 1, body); }

Bytes all_params(const Bytes& get, size_t count) {
  Bytes code;
  for (size_t i = 0; i < count; ++i) code = code + get + leb(i);
  return code;
}

struct Bomb {
  std::string name;
  Bytes bytes;
  /// What is said of it; empty if it is good.
  std::string refusal = "";
};

std::vector<Bomb> bombs() {
  const Bytes thousand = Bytes{0x60} + leb(1000) + Bytes{kI32} * 1000;
  const Bytes thousand_both = thousand + leb(1000) + Bytes{kI32} * 1000;
  const Bytes locals_50000 = Bytes{1} + leb(50'000) + Bytes{kI64};
  const Bytes get_all = all_params({kGet}, 1000);
  const Bytes name_of_last = Bytes{1} + sized(Bytes{1} + leb(99'999) + Bytes{1, 'x'});
  return {
      {"a nest", one_function(Bytes{0} + Bytes{kBlock, kEmpty} * 50'000 + Bytes{kEnd} * 50'001)},
      {"blocks in a row",
       one_function(Bytes{0} + Bytes{kBlock, kEmpty, kEnd} * 50'000 + Bytes{kEnd})},
      {"a br_table of 100,000 labels",
       one_function(Bytes{0, kBlock, kEmpty, kConst, 0, kBrTable} + leb(100'000) +
                    Bytes{0} * 100'001 + Bytes{kEnd, kEnd})},
      {"many locals", one_function(locals_50000 + Bytes{kEnd})},
      {"many locals of many functions", functions(kNoType, 10'000, locals_50000 + Bytes{kEnd}),
       "too many locals"},
      {"many parameters of many functions", functions(thousand + Bytes{0}, 20'000, {0, kEnd}),
       "too many locals"},
      {"values of many calls",
       kHeader + entries(1, 1, thousand_both) + entries(3, 1, {0}) +
           section(10,
                   Bytes{1} + sized(Bytes{0} + get_all + Bytes{kCall, 0} * 20'000 + Bytes{kEnd})),
       "machine code"},
      {"values of many blocks",
       kHeader + entries(1, 1, thousand_both) + entries(3, 1, {0}) +
           section(10, Bytes{1} + sized(Bytes{0} + get_all + Bytes{kBlock, 0} * 20'000 +
                                        Bytes{kEnd} * 20'001))},
      {"many tiny functions", functions(kNoType, 30'000, {0, kEnd})},
      {"many operands",
       one_function(Bytes{0} + Bytes{kConst, 1} * 50'000 + Bytes{kDrop} * 50'000 + Bytes{kEnd})},
      {"types", kHeader + entries(1, 50'000, kNoType)},
      {"imports", kHeader + entries(1, 1, kNoType) + entries(2, 50'000, {0, 0, 0, 0})},
      {"tables", kHeader + entries(4, 50'000, {kFuncRef, 0, 0})},
      {"globals", kHeader + entries(6, 30'000, {kI32, 0, kConst, 0, kEnd})},
      {"elements of a segment", kHeader + entries(1, 1, kNoType) + entries(3, 1, {0}) +
                                    section(9, Bytes{1, 1, 0} + leb(100'000) + Bytes{0} * 100'000) +
                                    entries(10, 1, {2, 0, kEnd})},
      {"element segments", kHeader + entries(9, 50'000, {1, 0, 0})},
      {"data segments", kHeader + entries(11, 50'000, {1, 0})},
      {"a long constant expression",
       kHeader + section(6, Bytes{1, kI32, 0} + Bytes{kConst, 0} * 50'000 + Bytes{0x6A} * 49'999 +
                                Bytes{kEnd})},
      {"custom sections", kHeader + Bytes{0, 2, 1, 'a'} * 30'000},
      {"name of the last function",
       functions(kNoType, 100'000, {0, kEnd}) +
           section(0, Bytes{4, 'n', 'a', 'm', 'e'} + name_of_last * 1000)},
      {"name sections", kHeader + Bytes{0, 5, 4, 'n', 'a', 'm', 'e'} * 20'000},
  };
}

TEST(BombsTest, TakeMemoryInProportion) {
  constexpr uint64_t kBase = 4 << 20, kPerByte = 150, kCodeBase = 16 << 20, kCodePerByte = 64;
  for (const Bomb& bomb : bombs()) {
    for (const Target target : {Target::kX86_64, Target::kAarch64}) {
      for (const Bounds bounds : {Bounds::kGuarded, Bounds::kChecked}) {
        SCOPED_TRACE(bomb.name + " for " + std::string(to_string(target)));
        tests::begin_peak();
        jit::CompileOptions options;
        options.bounds = bounds;
        runtime::Compilation compilation(options, target);
        Result<void> fed = compilation.feed(bomb.bytes);
        EXPECT_EQ(fed.ok(), bomb.refusal.empty()) << (fed ? "" : fed.error().to_string());
        if (fed) {
          const Result<jit::LinkedCode> code = compilation.finish();
          ASSERT_TRUE(code.ok()) << code.error().to_string();
          EXPECT_LE(code->code.size(), kCodeBase + kCodePerByte * bomb.bytes.size());
        } else {
          EXPECT_EQ(fed.error().kind, ErrorKind::kLimit) << fed.error().to_string();
          EXPECT_NE(fed.error().message.find(bomb.refusal), std::string::npos)
              << fed.error().to_string();
        }
        EXPECT_LE(tests::peak_bytes(), kBase + kPerByte * bomb.bytes.size());
      }
    }
  }
}

}  // namespace
}  // namespace shoal
