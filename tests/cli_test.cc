// The command `shoal`, run as a program.
#include <gtest/gtest.h>

#include <string>
#include <utility>

#include "shoal/target.h"
#include "tests/command_test.h"

namespace shoal {
namespace {

/// Has some modules to run.
class Cli : public CommandTest {
 protected:
  void SetUp() override {
    CommandTest::SetUp();
    write("math.wat", R"((module
      (func (export "add") (param i32 i32) (result i32) (i32.add (local.get 0) (local.get 1)))
      (func (export "half") (param f64) (result f64) (f64.div (local.get 0) (f64.const 2)))
      (func (export "narrow") (param f64) (result f32) (f32.demote_f64 (local.get 0)))
      (func (export "swap") (param i32 i64) (result i64 i32) (local.get 1) (local.get 0))
      (func (export "same") (param externref) (result externref) (local.get 0))
      (func $inner (param i32 i32) (result i32) (i32.div_s (local.get 0) (local.get 1)))
      (func $outer (export "div") (param i32 i32) (result i32)
        (call $inner (local.get 0) (local.get 1)))))");
  }

  CommandOutcome shoal(const std::string& arguments) {
    return run_program(SHOAL_COMMAND, arguments);
  }
};

#define EXPECT_CONTAINS(text, part) \
  EXPECT_NE((text).find(part), std::string::npos) << "in: " << (text)

TEST_F(Cli, PrintsResultsOnePerLine) {
  EXPECT_EQ(shoal("run --invoke add math.wat 2 3").out, "5\n");
  EXPECT_EQ(shoal("run --invoke add math.wat -2 1").out, "-1\n");
  EXPECT_EQ(shoal("run --invoke add math.wat 4294967295 0").out, "-1\n");
  EXPECT_EQ(shoal("run --invoke add math.wat 0x10 0").out, "16\n");
  EXPECT_EQ(shoal("run --invoke swap math.wat 1 -9223372036854775808").out,
            "-9223372036854775808\n1\n");
  EXPECT_EQ(shoal("run --invoke same math.wat null").out, "null\n");
}

TEST_F(Cli, PrintsTheShortestFloatThatReadsBackTheSame) {
  EXPECT_EQ(shoal("run --invoke half math.wat 0.2").out, "0.1\n");
  EXPECT_EQ(shoal("run --invoke narrow math.wat 0.1").out, "0.1\n");
  EXPECT_EQ(shoal("run --invoke half math.wat inf").out, "inf\n");
  EXPECT_EQ(shoal("run --invoke half math.wat -inf").out, "-inf\n");
  EXPECT_EQ(shoal("run --invoke half math.wat nan").out, "nan\n");
  EXPECT_EQ(shoal("run --invoke half math.wat -0.0").out, "-0\n");
}

// Sanitizers and an emulator need more address space than this themselves.
#if !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__) && !defined(SHOAL_EMULATED)
TEST_F(Cli, MakesDoWithLittleAddressSpace) {
  write("memory.wat", R"((module (memory 1)
    (func (export "load") (param i32) (result i32) (i32.load (local.get 0)))
    (func (export "grow") (param i32) (result i32) (memory.grow (local.get 0)))))");
  // 3 GB: no room for 4 GiB and a guard, so the memory gets less and the code is checked.
  const auto limited = [this](const std::string& arguments) {
    return run_program("/bin/sh", "-c 'ulimit -v 3000000; exec \"$0\" \"$@\"' " +
                                      std::string(SHOAL_COMMAND) + " run " + arguments);
  };
  const CommandOutcome load = limited("--invoke load memory.wat 65532");
  EXPECT_EQ(load.out, "0\n");
  EXPECT_CONTAINS(load.err, "too little address space");
  EXPECT_EQ(shoal("run --invoke load memory.wat 65532").err, "");
  EXPECT_CONTAINS(limited("--invoke load memory.wat 65533").err, "out of bounds memory access");
  EXPECT_EQ(limited("--invoke grow memory.wat 2").out, "1\n");
  EXPECT_EQ(limited("--invoke grow memory.wat 65535").out, "-1\n");
  EXPECT_EQ(limited("--bounds checked --invoke load memory.wat 65532").out, "0\n");
}
#endif

TEST_F(Cli, RunsInBothBoundsModesAndWithSwitchesOff) {
  EXPECT_EQ(shoal("run --bounds checked --invoke add math.wat 2 3").out, "5\n");
  EXPECT_EQ(
      shoal("run --bounds=guarded --tuning homes=off,constants=off --invoke add math.wat 2 3").out,
      "5\n");
}

TEST_F(Cli, ATrapExitsWithOneAndABacktrace) {
  const CommandOutcome outcome = shoal("run --invoke div math.wat 1 0");
  EXPECT_EQ(outcome.code, 1);
  EXPECT_EQ(outcome.out, "");
  EXPECT_CONTAINS(outcome.err, "integer divide by zero");
  EXPECT_CONTAINS(outcome.err, "inner");
  EXPECT_CONTAINS(outcome.err, "outer");
}

TEST_F(Cli, WhatTheUserGotWrongExitsWithTwoAndSaysHowToMendIt) {
  const auto expect_bad_usage = [this](const std::string& arguments, const std::string& part) {
    const CommandOutcome outcome = shoal(arguments);
    EXPECT_EQ(outcome.code, 2) << arguments;
    EXPECT_EQ(outcome.out, "") << arguments;
    EXPECT_CONTAINS(outcome.err, part);
  };
  write("bad.wasm", "no module at all");
  write("bad.wat", "(module\n  (fun))");
  write("invalid.wat", "(module (func (result i32)))");
  write("needy.wat", "(module (import \"env\" \"missing\" (func)))");
  expect_bad_usage("run nowhere.wasm", "cannot read 'nowhere.wasm'");
  expect_bad_usage("run bad.wasm", "malformed");
  expect_bad_usage("run bad.wat", "bad.wat:2:");
  expect_bad_usage("run invalid.wat", "invalid");
  expect_bad_usage("run needy.wat", "env.missing");
  expect_bad_usage("run math.wat", "--invoke");
  expect_bad_usage("run --invoke sub math.wat", "add");
  expect_bad_usage("run --invoke add math.wat 1", "(i32, i32) -> (i32)");
  expect_bad_usage("run --invoke add math.wat 1 x", "argument 2");
  expect_bad_usage("run --invoke add math.wat 1 4294967296", "4294967295");
  expect_bad_usage("run --bounds none math.wat", "guarded");
  expect_bad_usage("run --tuning warp=off math.wat", "homes");
  expect_bad_usage("run --bogus math.wat", "--bogus");
  expect_bad_usage("run", "FILE");
  expect_bad_usage("swim", "help");
  expect_bad_usage("", "help");
  expect_bad_usage("compile --target vax math.wat", "aarch64");
  expect_bad_usage("objdump --target vax math.wat", "x86_64");
  expect_bad_usage("compile --code no/such/place math.wat", "no/such/place");
  expect_bad_usage("objdump --func nothing math.wat", "nothing");
}

TEST_F(Cli, KeepsGuestsWithinLimits) {
  write("greedy.wat", R"((module (memory 1)
    (func (export "spin") (loop (br 0)))
    (func $down (export "down") (call $down))
    (func (export "grow") (param i32) (result i32) (memory.grow (local.get 0)))))");
  write("spins_at_start.wat", "(module (func $f (loop (br 0))) (start $f))");
  write("large.wat", "(module (memory 100) (func (export \"f\")))");
  const auto expect_trap = [this](const std::string& arguments, const std::string& trap,
                                  const std::string& option) {
    const CommandOutcome outcome = shoal("run " + arguments);
    EXPECT_EQ(outcome.code, 1) << arguments;
    EXPECT_EQ(outcome.out, "");
    EXPECT_CONTAINS(outcome.err, trap);
    EXPECT_CONTAINS(outcome.err, option);
  };
  expect_trap("--fuel 1000 --invoke spin greedy.wat", "all fuel consumed", "--fuel 1000 was not");
  expect_trap("--fuel 0 --invoke spin greedy.wat", "all fuel consumed", "--fuel 0 was not enough");
  expect_trap("--fuel 1000 spins_at_start.wat", "all fuel consumed", "--fuel 1000 was not enough");
  expect_trap("--timeout 0.05 --invoke spin greedy.wat", "interrupted", "by --timeout 0.05");
  expect_trap("--timeout .05 spins_at_start.wat", "interrupted", "stopped by --timeout .05");
  expect_trap("--timeout 0.05 --bounds checked --invoke spin greedy.wat", "interrupted",
              "stopped by --timeout 0.05");
  expect_trap("--max-stack 64K --invoke down greedy.wat", "call stack exhausted",
              "--max-stack 64K was not enough");

  const CommandOutcome plain = shoal("run --fuel 100 --timeout 100 --invoke add math.wat 2 3");
  EXPECT_EQ(plain.out, "5\n");
  EXPECT_EQ(plain.err, "");
  EXPECT_EQ(shoal("run --max-memory 3M --invoke grow greedy.wat 47").out, "1\n");
  EXPECT_EQ(shoal("run --max-memory 3m --invoke grow greedy.wat 48").out, "-1\n");
  EXPECT_EQ(shoal("run --max-memory 131072 --invoke grow greedy.wat 1").out, "1\n");
  EXPECT_EQ(shoal("run --max-memory 131071 --invoke grow greedy.wat 1").out, "-1\n");
  EXPECT_EQ(shoal("run --max-memory 4G --invoke grow greedy.wat 1").out, "1\n");
  const CommandOutcome large = shoal("run --max-memory 1M --invoke f large.wat");
  EXPECT_EQ(large.code, 2);
  EXPECT_CONTAINS(large.err, "a memory of 100 pages");
  EXPECT_CONTAINS(large.err, "--max-memory 1M is not enough");
}

TEST_F(Cli, LimitsThatMeanNothingAreRefused) {
  for (const auto& [option, part] : {
           std::pair("--fuel x", "--fuel: 'x' is no whole number"),
           std::pair("--fuel=-1", "--fuel: '-1' is no whole number"),
           std::pair("--timeout 0", "--timeout: '0' is no time"),
           std::pair("--timeout nan", "--timeout: 'nan' is no time"),
           std::pair("--timeout 1s", "--timeout: '1s' is no time"),
           std::pair("--max-memory 1T", "--max-memory: '1T' is no number of bytes"),
           std::pair("--max-memory K", "--max-memory: 'K' is no number of bytes"),
           std::pair("--max-memory 99999999999G", "is no number of bytes"),
           std::pair("--max-memory 5G", "no memory can have more than 4G"),
           std::pair("--max-stack 4095", "less than 4K"),
       }) {
    const CommandOutcome outcome =
        shoal("run " + std::string(option) + " --invoke add math.wat 1 2");
    EXPECT_EQ(outcome.code, 2) << option;
    EXPECT_EQ(outcome.out, "") << option;
    EXPECT_CONTAINS(outcome.err, part);
  }
}

TEST_F(Cli, ATimeoutEndsAGuestThatWaitsForInput) {
  write("reads.wat", R"((module
    (import "wasi_snapshot_preview1" "fd_read"
      (func $read (param i32 i32 i32 i32) (result i32)))
    (memory (export "memory") 1)
    (data (i32.const 0) "\10\00\00\00\01\00\00\00")
    (func (export "_start")
      (drop (call $read (i32.const 0) (i32.const 0) (i32.const 1) (i32.const 8))))))");
  // A pipe that is open for writing, too, and stays empty.
  const CommandOutcome outcome =
      run_program("/bin/sh", "-c 'mkfifo pipe; exec 3<>pipe; exec \"$0\" \"$@\" <&3' " +
                                 std::string(SHOAL_COMMAND) + " run --timeout 0.5 reads.wat");
  EXPECT_EQ(outcome.code, 1);
  EXPECT_CONTAINS(outcome.err, "interrupted while it waits in a host function");
  EXPECT_CONTAINS(outcome.err, "stopped by --timeout 0.5");
}

TEST_F(Cli, RunsProgramsWithTheirArgumentsAndExitCode) {
  const std::string hello = SHOAL_GUEST_DIR "/hello.wasm";
  const CommandOutcome plain = shoal("run " + hello + " --invoke x");
  EXPECT_EQ(plain.code, 0) << plain.err;
  EXPECT_EQ(plain.out, "hello from 3 argument(s)\n[--invoke]\n[x]\n");
  EXPECT_EQ(plain.err, "0.125\n");
  EXPECT_EQ(shoal("run " + hello + " --code 9").code, 9);
}

TEST_F(Cli, DrawsAModulesMemory) {
  write("linked.wat", R"((module (memory 1)
    (global (mut i32) (i32.const 0x2400))
    (global (export "__data_end") i32 (i32.const 0x1000))
    (global (export "__heap_base") i32 (i32.const 0x2400))
    (func (export "one") (result i32) (i32.const 1))))");
  const std::string picture =
      "  address                                       bytes\n"
      "              +--------------------------------+\n"
      "  0x00000000  | data                           |          4,096\n"
      "              +--------------------------------+\n"
      "  0x00001000  | stack (grows down)             |          5,120\n"
      "              +--------------------------------+\n"
      "  0x00002400  | heap that the host manages     |          8,192\n"
      "              +--------------------------------+\n"
      "  0x00004400  | heap of the guest              |         48,128\n"
      "              +--------------------------------+\n"
      "  0x00010000    end of memory\n"
      "  allocator: host-managed; stack pointer: global 0\n";
  const CommandOutcome drawn = shoal("run --layout --heap-size 8192 linked.wat");
  EXPECT_EQ(drawn.out, picture);
  EXPECT_EQ(drawn.code, 0);
  EXPECT_EQ(shoal("run --layout --heap-size 8192 --invoke one linked.wat").out, picture + "1\n");
}

TEST_F(Cli, GuestsWithoutACLibraryImportIt) {
  write("guest.wat", R"((module
    (import "env" "malloc" (func $malloc (param i32) (result i32)))
    (import "env" "puts" (func $puts (param i32) (result i32)))
    (memory 1) (data (i32.const 8) "hello\00")
    (func (export "run") (result i32)
      (drop (call $puts (i32.const 8)))
      (call $malloc (i32.const 100)))))");
  EXPECT_EQ(shoal("run --invoke run guest.wat").out, "hello\n0\n");
  EXPECT_EQ(shoal("run --heap-size 4096 --invoke run guest.wat").out, "hello\n65536\n");
}

TEST_F(Cli, CompilesAndSaysHowMuch) {
  const CommandOutcome json = shoal("compile math.wat --json");
  EXPECT_EQ(json.code, 0) << json.err;
  for (const char* key :
       {"\"ns\": ", "\"wasm_bytes\": ", "\"code_bytes\": ", "\"functions\": 7",
        "\"rss_before_bytes\": ", "\"peak_rss_bytes\": ", "\"phases_ns\": {\"read\": ",
        "\"validate\": ", "\"plan\": ", "\"emit\": ", "\"finish\": "}) {
    EXPECT_CONTAINS(json.out, key);
  }
  EXPECT_EQ(shoal("compile math.wat --json --no-phases").out.find("phases"), std::string::npos);
  EXPECT_CONTAINS(shoal("compile --bounds checked math.wat").out, "7 functions");
}

TEST_F(Cli, CompilesForOtherTargets) {
  const auto code = [this](const std::string& options) {
    const CommandOutcome outcome = shoal("compile --code code " + options + " math.wat");
    EXPECT_EQ(outcome.code, 0) << outcome.err;
    return read("code");
  };
  const std::string native = code("");
  EXPECT_GT(native.size(), 100u);
  EXPECT_EQ(code("--target " + std::string(to_string(host_target()))), native);
  EXPECT_NE(code("--target x86_64"), code("--target x86_64_v3"));
  EXPECT_NE(code("--target x86_64"), code("--target x86_64 --tuning homes=off"));
  const CommandOutcome baseline = shoal("objdump --target x86_64 math.wat");
  EXPECT_CONTAINS(baseline.out, " divsd");
  EXPECT_CONTAINS(shoal("objdump --target x86_64_v3 math.wat").out, " vdivsd");
  const CommandOutcome aarch64 = shoal("objdump --target aarch64 math.wat");
  EXPECT_CONTAINS(aarch64.out, " fdiv d0,");
  EXPECT_CONTAINS(aarch64.out, " bl $inner");
  EXPECT_CONTAINS(aarch64.out, "udf #0  ; trap: integer divide by zero");
}

TEST_F(Cli, DisassemblesWithTrapsAndCallsNamed) {
  const CommandOutcome all = shoal("objdump math.wat");
  EXPECT_EQ(all.code, 0) << all.err;
  EXPECT_CONTAINS(all.out, "i32.div_s");
  EXPECT_CONTAINS(all.out, "trap: integer divide by zero");
  EXPECT_CONTAINS(all.out, "call $inner");
  const CommandOutcome one = shoal("objdump --func outer math.wat");
  EXPECT_CONTAINS(one.out, "$outer");
  EXPECT_EQ(one.out.find("i32.div_s"), std::string::npos);
}

TEST_F(Cli, TracePrintsOpcodesAndInstructions) {
  const CommandOutcome outcome = shoal("run --trace --invoke add math.wat 2 3");
  EXPECT_EQ(outcome.out, "5\n");
  EXPECT_CONTAINS(outcome.err, "i32.add");
  EXPECT_CONTAINS(outcome.err, " ret");
}

TEST_F(Cli, HelpsAndTellsItsVersion) {
  EXPECT_EQ(shoal("help").code, 0);
  EXPECT_CONTAINS(shoal("--help").out, "objdump");
  EXPECT_CONTAINS(shoal("run --help").out, "--invoke");
  EXPECT_EQ(shoal("--version").out.rfind("shoal ", 0), 0u);
}

}  // namespace
}  // namespace shoal
