// wasm_export.h in the hands of a program that does anything in any order, and what C lets it do
// wrongly: tests/c_api_model.h is the program and says what must come of it. The input's bytes are
// its choices.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>

#include "tests/c_api_model.h"
#include "tests/random.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  shoal::tests::Random random(std::span(data, std::min<size_t>(size, 1024)));  // To be quick.
  shoal::tests::CApiModel model(random);
  while (!random.is_exhausted()) model.step();
  return 0;
}
