// The machine code of a module does not depend on how its bytes were cut: a real program (C with
// its library) arrives in one piece, byte by byte and in random pieces.
#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <functional>
#include <iterator>
#include <random>
#include <span>
#include <utility>
#include <vector>

#include "tests/same_code.h"
#include "tests/wat_instance.h"

namespace shoal {
namespace {

using testing::make_engine;
using testing::must;

std::vector<uint8_t> program() {
  std::ifstream file(SHOAL_GUEST_DIR "/hello.wasm", std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

/// How many bytes to feed next, at least 1.
using Cut = std::function<size_t()>;

class StreamingTest : public ::testing::TestWithParam<Bounds> {
 protected:
  StreamingTest()
      : engine_(make_engine({.bounds = GetParam(), .source_map = true})), bytes_(program()) {}

  Module stream(const Cut& cut) const {
    ModuleStream stream(engine_);
    for (size_t at = 0; at < bytes_.size();) {
      const size_t n = std::min(cut(), bytes_.size() - at);
      must(stream.feed(std::span(bytes_).subspan(at, n)));
      at += n;
    }
    return must(stream.finish());
  }

  static void expect_same_code(const Module& a, const Module& b) {
    testing::expect_same_code(must(a.code(GetParam())), must(b.code(GetParam())));
  }

  const Engine engine_;
  const std::vector<uint8_t> bytes_;
};

TEST_P(StreamingTest, TheProgramIsWorthIt) {
  const CodeStats stats = must(Module::compile(engine_, bytes_)).stats();
  EXPECT_GT(stats.functions, 20u);
  EXPECT_GT(stats.code_bytes, 10000u);
}

TEST_P(StreamingTest, CompilingTwiceGivesTheSame) {
  expect_same_code(must(Module::compile(engine_, bytes_)), must(Module::compile(engine_, bytes_)));
}

TEST_P(StreamingTest, ByteByByte) {
  expect_same_code(must(Module::compile(engine_, bytes_)), stream([] { return 1; }));
}

TEST_P(StreamingTest, RandomPieces) {
  const Module whole = must(Module::compile(engine_, bytes_));
  for (uint32_t seed = 1; seed <= 8; ++seed) {
    std::mt19937 random(seed);
    const size_t most = size_t{4} << (2 * (seed % 5));
    expect_same_code(whole, stream([&] { return 1 + random() % most; }));
  }
}

TEST_P(StreamingTest, OneCutAnywhereNearTheStart) {
  const Module whole = must(Module::compile(engine_, bytes_));
  for (size_t first = 1; first < 40; ++first) {  // The header and the first sections' headers.
    bool is_first = true;
    expect_same_code(
        whole, stream([&] { return std::exchange(is_first, false) ? first : bytes_.size(); }));
  }
}

// The image for the other bounds mode is compiled from the bytes that were kept.
TEST_P(StreamingTest, TheOtherImageIsTheSameAsCompiledFirst) {
  const Bounds other = GetParam() == Bounds::kGuarded ? Bounds::kChecked : Bounds::kGuarded;
  const Engine other_engine = make_engine({.bounds = other, .source_map = true});
  const Module late = stream([] { return 1000; }),
               first = must(Module::compile(other_engine, bytes_));
  EXPECT_TRUE(std::ranges::equal(must(late.code(other)).code, must(first.code(other)).code));
  EXPECT_FALSE(std::ranges::equal(must(late.code(other)).code, must(late.code(GetParam())).code));
}

INSTANTIATE_TEST_SUITE_P(, StreamingTest, ::testing::Values(Bounds::kGuarded, Bounds::kChecked),
                         [](const auto& info) {
                           return info.param == Bounds::kGuarded ? "Guarded" : "Checked";
                         });

}  // namespace
}  // namespace shoal
