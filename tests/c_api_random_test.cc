// wasm_export.h used in random order, rightly and wrongly, against a model.
#include <gtest/gtest.h>

#include <cstdint>

#include "tests/c_api_model.h"
#include "tests/random.h"

namespace shoal {
namespace {

class CApiRandomTest : public testing::TestWithParam<uint64_t> {};

TEST_P(CApiRandomTest, DoesWhatTheModelDoes) {
  tests::Random random(GetParam());
  tests::CApiModel model(random);
  for (int i = 0; i < 600; ++i) {
    SCOPED_TRACE(i);
    model.step();
  }
}

INSTANTIATE_TEST_SUITE_P(Seeds, CApiRandomTest, testing::Range<uint64_t>(1, 21));

}  // namespace
}  // namespace shoal
