// The text format reader of tools and tests.
#include "shoal/wat.h"

#include <gtest/gtest.h>

#include <string>

namespace shoal {
namespace {

TEST(Wat, TranslatesAModule) {
  Result<std::vector<uint8_t>> wasm = wat_to_wasm("(module)", "empty.wat");
  ASSERT_TRUE(wasm.ok());
  const std::string bytes(wasm->begin(), wasm->end());
  EXPECT_EQ(bytes.substr(0, 8), std::string("\0asm\1\0\0\0", 8));
}

TEST(Wat, WritesNames) {
  Result<std::vector<uint8_t>> wasm = wat_to_wasm("(module (func $swim))", "named.wat");
  ASSERT_TRUE(wasm.ok());
  EXPECT_NE(std::string(wasm->begin(), wasm->end()).find("swim"), std::string::npos);
}

TEST(Wat, KnowsTailCallsAndExtendedConstants) {
  Result<std::vector<uint8_t>> wasm = wat_to_wasm(
      "(module (func $f return_call $f) (global i32 (i32.add (i32.const 1) (i32.const 2))))",
      "features.wat");
  EXPECT_TRUE(wasm.ok());
}

TEST(Wat, KnowsSharedMemories) {
  Result<std::vector<uint8_t>> wasm =
      wat_to_wasm(R"((module (import "js" "shared_mem" (memory 1 2 shared))))", "shared.wat");
  ASSERT_TRUE(wasm.ok()) << wasm.error().message;
  // The limits' flags: 1 = there is a maximum, 2 = shared.
  EXPECT_NE(std::string(wasm->begin(), wasm->end()).find(std::string("shared_mem\2\3\1\2", 14)),
            std::string::npos);
}

TEST(Wat, LeavesValidationToTheCompiler) {
  EXPECT_TRUE(wat_to_wasm("(module (func (result i32)))", "invalid.wat").ok());
}

TEST(Wat, NamesThePlaceOfAMistake) {
  Result<std::vector<uint8_t>> wasm = wat_to_wasm("(module\n  (fun))", "bad.wat");
  ASSERT_FALSE(wasm.ok());
  EXPECT_EQ(wasm.error().kind, ErrorKind::kMalformed);
  EXPECT_EQ(wasm.error().message.rfind("bad.wat:2:", 0), 0u) << wasm.error().message;
}

}  // namespace
}  // namespace shoal
