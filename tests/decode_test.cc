// Every byte of emitted code means something to independent decoders (Zydis, capstone), for every
// target; and the check of that finds what is wrong with wrong code.
#include <gtest/gtest.h>

#include <cstring>
#include <functional>
#include <string>
#include <vector>

#include "arch/disasm.h"
#include "arch/host.h"
#include "arch/stubs.h"
#include "runtime/compilation.h"
#include "tests/decode/code_check.h"
#include "tests/decode/module_check.h"
#include "tests/wat_instance.h"

namespace shoal::tests {
namespace {

namespace fs = std::filesystem;
using arch::DecodedInstruction;
using Kind = DecodedInstruction::Kind;
using testing::must;

void expect_explained(const ModuleReport& report) {
  for (const std::string& complaint : report.complaints) ADD_FAILURE() << complaint;
}

TEST(Decode, ExplainsAProgramInC) {
  ModuleReport report;
  check_module("hello.wasm", read_file(SHOAL_GUEST_DIR "/hello.wasm"), true, report);
  expect_explained(report);
  EXPECT_EQ(report.modules, 1u);
  EXPECT_GT(report.instructions, 10000u);
}

TEST(Decode, ExplainsTheSpecificationSuite) {
  const fs::path core = fs::path(SHOAL_SPEC_DIR) / "core";
  if (!fs::exists(core)) GTEST_SKIP() << "the specification suite is not at " << SHOAL_SPEC_DIR;
  ModuleReport report;
  for (const fs::path& path : modules_below(core)) {
    check_module(fs::relative(path, core).string(), read_file(path), true, report);
  }
  expect_explained(report);
  EXPECT_GT(report.modules, 1000u);
}

constexpr const char* kModule = R"((module
  (memory 1)
  (func $callee (export "callee") (param i32) (result i32)
    (i32.div_u (i32.const 7) (i32.load (local.get 0))))
  (func $switch (param i32) (result i32)
    (block (block (block (block (br_table 0 1 2 3 (local.get 0)))
      (return (i32.const 10))) (return (i32.const 11))) (return (i32.const 12)))
    (unreachable))
  (func $caller (export "caller") (param i32) (result i32)
    (loop $again (br_if $again (i32.eqz (local.get 0))))
    (i32.add (i32.const 1) (call $callee (local.get 0))))
  (func $tail (param i32) (result i32)
    (if (local.get 0) (then (return_call $switch (local.get 0))))
    (return_call $caller (local.get 0)))))";

/// Code that is right, to be made wrong.
struct Code {
  explicit Code(Target target) : target(target) {
    runtime::Compilation compilation({}, target);
    must(compilation.feed(must(wat_to_wasm(kModule, "module.wat"))));
    jit::LinkedCode linked = must(compilation.finish());
    bytes.assign(linked.code.bytes().begin(), linked.code.bytes().end());
    tables = std::move(linked.tables);
  }

  /// The first instruction for which `is_it` holds.
  DecodedInstruction find(const std::function<bool(const DecodedInstruction&)>& is_it) const {
    for (const jit::FunctionCode& f : tables.functions) {
      for (const auto& i : arch::disassemble(target, bytes, f.external_entry, f.end)) {
        if (is_it(i)) return i;
      }
    }
    throw std::logic_error("the code has no such instruction");
  }
  DecodedInstruction find(Kind kind) const {
    return find([kind](const DecodedInstruction& i) { return i.kind == kind; });
  }
  /// Overwrites the 32-bit word at `offset`.
  void patch(uint32_t offset, uint32_t word) { std::memcpy(&bytes.at(offset), &word, sizeof word); }
  uint32_t word(uint32_t offset) const {
    uint32_t word;
    std::memcpy(&word, &bytes.at(offset), sizeof word);
    return word;
  }

  /// Has `edit` change the rows of the site table.
  void edit_sites(const std::function<void(std::vector<jit::CodeSite>&)>& edit) {
    std::vector<jit::CodeSite> rows;
    for (const jit::CodeSite& site : tables.sites) rows.push_back(site);
    edit(rows);
    std::ranges::stable_sort(rows, {}, &jit::CodeSite::code_offset);
    tables.sites = jit::SiteTable(rows);
  }

  Target target;
  std::vector<uint8_t> bytes;
  jit::CodeTables tables;
};

class DecodeTest : public ::testing::TestWithParam<Target> {
 protected:
  bool is_a64() const { return GetParam() == Target::kAarch64; }

  /// The check finds something that contains `part`.
  void expect_complaint(const std::string& part) const {
    std::string all;
    for (const auto& c : check_code(code_.target, code_.bytes, code_.tables).complaints) {
      all += c + "\n";
    }
    EXPECT_NE(all.find(part), std::string::npos) << "complaints: " << all;
  }

  Code code_{GetParam()};
};

TEST_P(DecodeTest, RightCodeIsExplained) {
  const CodeReport report = check_code(code_.target, code_.bytes, code_.tables);
  EXPECT_TRUE(report.complaints.empty()) << report.complaints[0];
  EXPECT_GT(report.instructions, 50u);
}

TEST_P(DecodeTest, FindsWhatIsNoInstruction) {
  const uint32_t at = code_.find(Kind::kOther).offset;
  is_a64() ? code_.patch(at, 0xFFFFFFFF) : static_cast<void>(code_.bytes[at] = 0x06);
  expect_complaint("not an instruction");
}

TEST_P(DecodeTest, FindsInstructionsAndBytesBetweenFunctions) {
  jit::FunctionCode& last = code_.tables.functions.back();
  // The last function gives up its end: the instruction there belongs to nobody.
  const auto body = arch::disassemble(code_.target, code_.bytes, last.direct_entry, last.end);
  last.end = body.back().offset;
  expect_complaint("bytes behind the last function");
  jit::FunctionCode& first = code_.tables.functions.front();
  first.end -= body.back().size;
  expect_complaint("between functions");
}

TEST_P(DecodeTest, FindsAFunctionThatRunsOn) {
  jit::FunctionCode& f = code_.tables.functions.front();
  const auto body = arch::disassemble(code_.target, code_.bytes, f.external_entry, f.end);
  f.end = body[3].offset;
  expect_complaint("runs into what comes behind");
}

TEST_P(DecodeTest, FindsTrapsWithoutAReason) {
  const uint32_t at = code_.find(Kind::kTrap).offset;
  code_.edit_sites([at](std::vector<jit::CodeSite>& sites) {
    std::erase_if(sites, [at](const jit::CodeSite& s) { return s.code_offset == at; });
  });
  expect_complaint("traps for no reason");
}

TEST_P(DecodeTest, FindsReasonsWithoutATrap) {
  const uint32_t at = code_.find(Kind::kTrap).offset;
  const uint32_t entry = code_.tables.functions[0].external_entry;
  code_.edit_sites([&](std::vector<jit::CodeSite>& sites) {
    for (jit::CodeSite& site : sites) {
      if (site.code_offset == at) site.code_offset = is_a64() ? entry : entry + 1;
    }
  });
  expect_complaint(is_a64() ? "is said to trap" : "the trap is at no instruction");
}

TEST_P(DecodeTest, FindsReturnAddressesWithoutACall) {
  const uint32_t size = code_.find(Kind::kCall).size;
  code_.edit_sites([size](std::vector<jit::CodeSite>& sites) {
    for (jit::CodeSite& site : sites) {
      if (site.kind == jit::SiteKind::kCall) site.code_offset -= size;
    }
  });
  expect_complaint("no return address of a call");
}

TEST_P(DecodeTest, FindsCallsOfNothing) {
  const DecodedInstruction call = code_.find(Kind::kCall);
  if (is_a64()) {
    code_.patch(call.offset, code_.word(call.offset) + 1);  // bl: the offset in words
  } else {
    code_.patch(call.offset + 1, code_.word(call.offset + 1) + 4);  // call rel32
  }
  expect_complaint("calls what is no function");
}

TEST_P(DecodeTest, FindsJumpsOutOfTheFunction) {
  const DecodedInstruction jump =
      code_.find([](const auto& i) { return i.kind == Kind::kJump && i.target && i.size > 2; });
  if (is_a64()) {
    code_.patch(jump.offset, 0x14000000 | 0x10000);  // b, forwards by 256 KiB
  } else {
    code_.patch(jump.offset + 1, 0x40000);
  }
  expect_complaint("leads to no instruction of its function");
}

TEST_P(DecodeTest, FindsTablesThatLeadNowhere) {
  if (is_a64()) {
    EXPECT_TRUE(code_.tables.data.empty());
    const DecodedInstruction adr = code_.find(Kind::kAddress);
    code_.patch(adr.offset, code_.word(adr.offset) + (1 << 5));  // one instruction further
    expect_complaint("leads to no jump table");
    return;
  }
  ASSERT_EQ(code_.tables.data.size(), 1u);
  const uint32_t table = code_.tables.data[0].begin;
  code_.patch(table + 4, code_.word(table + 4) + 1);
  expect_complaint("the entry is no instruction");
  code_.tables.data.clear();
  expect_complaint("leads to no jump table");
}

TEST_P(DecodeTest, FindsMissingLandingPads) {
  constexpr uint32_t kNopA64 = 0xD503201F, kNopX64 = 0x00401F0F;
  const jit::FunctionCode& f = code_.tables.functions[0];
  ASSERT_NE(f.external_entry, f.direct_entry);
  const Code right = code_;
  for (const uint32_t entry : {f.external_entry, f.direct_entry}) {
    code_.patch(entry, is_a64() ? kNopA64 : kNopX64);
    expect_complaint("has no landing pad");
    code_ = right;
  }
}

TEST_P(DecodeTest, FindsTrackedJumpsToWhatHasNoLandingPad) {
  if (is_a64()) GTEST_SKIP() << "x86-64's";
  const DecodedInstruction jump =
      code_.find([](const auto& i) { return i.text.starts_with("notrack jmp "); });
  code_.bytes[jump.offset] = 0x2E;  // Another prefix without a meaning here.
  expect_complaint("jumps to what has no landing pad");
}

TEST_P(DecodeTest, FindsThePlatformsRegister) {
  if (!is_a64()) GTEST_SKIP() << "AArch64's";
  constexpr uint32_t kMoveX18X0 = 0xAA0003F2, kJumpX9 = 0xD61F0120;
  const jit::FunctionCode& f = code_.tables.functions[0];
  code_.patch(f.external_entry + 4, kMoveX18X0);
  expect_complaint("mov x18, x0: x18 is the platform's");
  code_.patch(f.external_entry + 8, kJumpX9);
  expect_complaint("br x9: jumps by a register that needs another landing pad");
}

// What leads into and out of emitted code on this CPU.
TEST(Decode, StubsBeginWithLandingPads) {
  using arch::ValueKind;
  const std::vector<ValueKind> params = {ValueKind::kI32, ValueKind::kF64, ValueKind::kI64},
                               many(20, ValueKind::kI64), results = {ValueKind::kI32},
                               several(5, ValueKind::kF32);
  const arch::StubOffsets offsets = {};
  const arch::CallLayout few = arch::host_call_layout(params, results),
                         full = arch::host_call_layout(many, several);
  const auto c_layout = [&](uint32_t hidden, const auto& values) {
    return arch::host_c_layout(hidden, values, results);
  };
  const std::pair<const char*, arch::Stub> stubs[] = {
      {"slot entry", arch::make_slot_entry(few, offsets)},
      {"slot entry, many values", arch::make_slot_entry(full, offsets)},
      {"entry", arch::make_entry(few, c_layout(arch::kEntryHiddenArguments, params), offsets)},
      {"trap exit", arch::make_trap_exit(offsets)},
      {"import adapter",
       arch::make_import_adapter(few, c_layout(arch::kImportHiddenArguments, params), offsets)},
      {"host stub", arch::make_host_stub(few, offsets)},
      {"host stub, many values", arch::make_host_stub(full, offsets)},
      {"scratch stub", arch::make_scratch_stub(0, 0, true, offsets)},
      {"native call", arch::make_native_call(c_layout(1, many))},
  };
  for (const auto& [name, stub] : stubs) {
    const auto code =
        arch::disassemble(host_target(), stub.code, 0, static_cast<uint32_t>(stub.code.size()));
    EXPECT_EQ(code.front().kind, Kind::kLandingPad) << name << ": " << code.front().text;
    for (const DecodedInstruction& i : code) EXPECT_NE(i.kind, Kind::kUnknown) << name;
  }
}

INSTANTIATE_TEST_SUITE_P(, DecodeTest, ::testing::ValuesIn(all_targets()),
                         [](const auto& param) { return std::string(to_string(param.param)); });

}  // namespace
}  // namespace shoal::tests
