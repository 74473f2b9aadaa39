// WASI preview 1 through the public API, with guests in .wat and one in C.
#include "shoal/wasi.h"

#include <gtest/gtest.h>

#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "shoal/shoal.h"
#include "shoal/wat.h"

namespace shoal {
namespace {

// The errnos that the tests expect, by their numbers in the interface.
constexpr uint32_t kSuccess = 0;
constexpr uint32_t kBadF = 8;
constexpr uint32_t kFault = 21;
constexpr uint32_t kInval = 28;

/// Every function of interest, re-exported, beside one page of memory.
constexpr std::string_view kForwarder = R"((module
  (import "wasi_snapshot_preview1" "args_sizes_get" (func $args_sizes_get (param i32 i32) (result i32)))
  (import "wasi_snapshot_preview1" "args_get" (func $args_get (param i32 i32) (result i32)))
  (import "wasi_snapshot_preview1" "environ_sizes_get" (func $environ_sizes_get (param i32 i32) (result i32)))
  (import "wasi_snapshot_preview1" "environ_get" (func $environ_get (param i32 i32) (result i32)))
  (import "wasi_snapshot_preview1" "clock_time_get" (func $clock_time_get (param i32 i64 i32) (result i32)))
  (import "wasi_snapshot_preview1" "clock_res_get" (func $clock_res_get (param i32 i32) (result i32)))
  (import "wasi_snapshot_preview1" "fd_read" (func $fd_read (param i32 i32 i32 i32) (result i32)))
  (import "wasi_snapshot_preview1" "fd_write" (func $fd_write (param i32 i32 i32 i32) (result i32)))
  (import "wasi_snapshot_preview1" "fd_close" (func $fd_close (param i32) (result i32)))
  (import "wasi_snapshot_preview1" "fd_seek" (func $fd_seek (param i32 i64 i32 i32) (result i32)))
  (import "wasi_snapshot_preview1" "fd_fdstat_get" (func $fd_fdstat_get (param i32 i32) (result i32)))
  (import "wasi_snapshot_preview1" "fd_prestat_get" (func $fd_prestat_get (param i32 i32) (result i32)))
  (import "wasi_snapshot_preview1" "random_get" (func $random_get (param i32 i32) (result i32)))
  (import "wasi_snapshot_preview1" "sched_yield" (func $sched_yield (result i32)))
  (import "wasi_snapshot_preview1" "proc_exit" (func $proc_exit (param i32)))
  (memory (export "memory") 1)
  (func (export "args_sizes_get") (param i32 i32) (result i32) (call $args_sizes_get (local.get 0) (local.get 1)))
  (func (export "args_get") (param i32 i32) (result i32) (call $args_get (local.get 0) (local.get 1)))
  (func (export "environ_sizes_get") (param i32 i32) (result i32) (call $environ_sizes_get (local.get 0) (local.get 1)))
  (func (export "environ_get") (param i32 i32) (result i32) (call $environ_get (local.get 0) (local.get 1)))
  (func (export "clock_time_get") (param i32 i32) (result i32) (call $clock_time_get (local.get 0) (i64.const 1) (local.get 1)))
  (func (export "clock_res_get") (param i32 i32) (result i32) (call $clock_res_get (local.get 0) (local.get 1)))
  (func (export "fd_read") (param i32 i32 i32 i32) (result i32) (call $fd_read (local.get 0) (local.get 1) (local.get 2) (local.get 3)))
  (func (export "fd_write") (param i32 i32 i32 i32) (result i32) (call $fd_write (local.get 0) (local.get 1) (local.get 2) (local.get 3)))
  (func (export "fd_close") (param i32) (result i32) (call $fd_close (local.get 0)))
  (func (export "fd_seek") (param i32 i32 i32) (result i32) (call $fd_seek (local.get 0) (i64.const 0) (local.get 1) (local.get 2)))
  (func (export "fd_fdstat_get") (param i32 i32) (result i32) (call $fd_fdstat_get (local.get 0) (local.get 1)))
  (func (export "fd_prestat_get") (param i32 i32) (result i32) (call $fd_prestat_get (local.get 0) (local.get 1)))
  (func (export "random_get") (param i32 i32) (result i32) (call $random_get (local.get 0) (local.get 1)))
  (func (export "sched_yield") (result i32) (call $sched_yield))
  (func (export "exit") (param i32) (result i32) (call $proc_exit (local.get 0)) unreachable)))";

/// A guest with the world that `config` gives it.
class World {
 public:
  World(std::span<const uint8_t> wasm, wasi::Config config)
      : engine_(std::move(Engine::create()).value()), linker_(engine_) {
    config.stdout_to([this](std::string_view s) { output_ += s; });
    EXPECT_TRUE(wasi::define(linker_, std::move(config)).ok());
    Result<Module> module = Module::compile(engine_, wasm);
    EXPECT_TRUE(module.ok()) << module.error().to_string();
    Result<Instance> instance = linker_.instantiate(*module);
    EXPECT_TRUE(instance.ok()) << instance.error().to_string();
    instance_ = std::move(*instance);
  }
  explicit World(wasi::Config config = {})
      : World(*wat_to_wasm(kForwarder, "forwarder.wat"), std::move(config)) {}

  Result<std::vector<Value>> try_call(std::string_view name, std::vector<uint32_t> arguments) {
    std::vector<Value> values;
    for (const uint32_t a : arguments) values.push_back(Value::i32(static_cast<int32_t>(a)));
    return instance_->func(name)->call(values);
  }
  /// Calls a function that gives an errno.
  uint32_t call(std::string_view name, std::vector<uint32_t> arguments) {
    Result<std::vector<Value>> result = try_call(name, std::move(arguments));
    EXPECT_TRUE(result.ok()) << result.error().to_string();
    return result.ok() ? static_cast<uint32_t>(result->at(0).i32()) : ~0u;
  }

  template <class T>
  T load(uint64_t address) {
    T value{};
    EXPECT_TRUE(
        instance_->memory()->read(address, std::as_writable_bytes(std::span(&value, 1))).ok());
    return value;
  }
  void store(uint64_t address, std::string_view bytes) {
    EXPECT_TRUE(instance_->memory()->write(address, std::as_bytes(std::span(bytes))).ok());
  }
  void store_u32(uint64_t address, uint32_t value) {
    store(address, {reinterpret_cast<const char*>(&value), sizeof(value)});
  }
  std::string text(uint64_t address, uint64_t size) {
    std::string s(size, '?');
    EXPECT_TRUE(instance_->memory()->read(address, std::as_writable_bytes(std::span(s))).ok());
    return s;
  }

  Instance& instance() { return *instance_; }
  const std::string& output() const { return output_; }

 private:
  Engine engine_;
  Linker linker_;
  std::optional<Instance> instance_;
  std::string output_;
};

TEST(Wasi, GivesArgumentsAndEnvironment) {
  wasi::Config config;
  config.args({"prog", "one"}).env("A", "1").env("B", "");
  World world(std::move(config));
  ASSERT_EQ(world.call("args_sizes_get", {0, 4}), kSuccess);
  EXPECT_EQ(world.load<uint32_t>(0), 2u);
  EXPECT_EQ(world.load<uint32_t>(4), 9u);
  ASSERT_EQ(world.call("args_get", {16, 64}), kSuccess);
  EXPECT_EQ(world.load<uint32_t>(16), 64u);
  EXPECT_EQ(world.load<uint32_t>(20), 69u);
  EXPECT_EQ(world.text(64, 9), std::string("prog\0one\0", 9));
  ASSERT_EQ(world.call("environ_sizes_get", {0, 4}), kSuccess);
  EXPECT_EQ(world.load<uint32_t>(0), 2u);
  ASSERT_EQ(world.call("environ_get", {16, 64}), kSuccess);
  EXPECT_EQ(world.text(64, 7), std::string("A=1\0B=\0", 7));
}

TEST(Wasi, RefusesStringsThatAGuestCouldNotTakeApart) {
  Engine engine = *Engine::create();
  Linker linker(engine);
  EXPECT_FALSE(wasi::define(linker, wasi::Config().args({std::string("a\0b", 3)})).ok());
  EXPECT_FALSE(wasi::define(linker, wasi::Config().env("A=B", "1")).ok());
  EXPECT_FALSE(wasi::define(linker, wasi::Config().env("", "1")).ok());
}

TEST(Wasi, WritesEachPieceInOrder) {
  World world;
  world.store(100, "hello ");
  world.store(200, "world");
  world.store_u32(0, 100);
  world.store_u32(4, 6);
  world.store_u32(8, 200);
  world.store_u32(12, 5);
  ASSERT_EQ(world.call("fd_write", {1, 0, 2, 32}), kSuccess);
  EXPECT_EQ(world.load<uint32_t>(32), 11u);
  EXPECT_EQ(world.output(), "hello world");
}

TEST(Wasi, ReadsUntilTheEnd) {
  wasi::Config config;
  config.stdin_from("abcdef");
  World world(std::move(config));
  world.store_u32(0, 100);
  world.store_u32(4, 4);
  ASSERT_EQ(world.call("fd_read", {0, 0, 1, 32}), kSuccess);
  EXPECT_EQ(world.load<uint32_t>(32), 4u);
  EXPECT_EQ(world.text(100, 4), "abcd");
  ASSERT_EQ(world.call("fd_read", {0, 0, 1, 32}), kSuccess);
  EXPECT_EQ(world.load<uint32_t>(32), 2u);
  ASSERT_EQ(world.call("fd_read", {0, 0, 1, 32}), kSuccess);
  EXPECT_EQ(world.load<uint32_t>(32), 0u);
}

TEST(Wasi, SurvivesHostileAddresses) {
  World world;
  EXPECT_EQ(world.call("args_sizes_get", {65533, 0}), kFault);
  EXPECT_EQ(world.call("args_sizes_get", {0xFFFFFFFF, 0}), kFault);
  EXPECT_EQ(world.call("fd_write", {1, 65530, 1, 0}), kFault);
  EXPECT_EQ(world.call("fd_write", {1, 0, 0xFFFFFFFF, 0}), kInval);
  world.store_u32(0, 0xFFFFFFF0);
  world.store_u32(4, 0x20);
  EXPECT_EQ(world.call("fd_write", {1, 0, 1, 64}), kFault);
  EXPECT_EQ(world.call("fd_read", {0, 0, 1, 64}), kFault);
  EXPECT_EQ(world.call("random_get", {65000, 0xFFFFFFFF}), kFault);
  EXPECT_EQ(world.call("clock_time_get", {0, 65530}), kFault);
  EXPECT_EQ(world.output(), "");
}

TEST(Wasi, KnowsOnlyOpenDescriptors) {
  World world;
  EXPECT_EQ(world.call("fd_write", {3, 0, 0, 0}), kBadF);
  EXPECT_EQ(world.call("fd_read", {1, 0, 0, 0}), kSuccess);  // nothing asked, nothing read
  EXPECT_EQ(world.call("fd_prestat_get", {3, 0}), kBadF);
  EXPECT_EQ(world.call("fd_close", {1}), kSuccess);
  EXPECT_EQ(world.call("fd_close", {1}), kBadF);
  EXPECT_EQ(world.call("fd_write", {1, 0, 0, 0}), kBadF);
  EXPECT_EQ(world.call("fd_seek", {0, 7, 0}), kInval);
}

TEST(Wasi, TellsWhatADescriptorIs) {
  World world;
  ASSERT_EQ(world.call("fd_fdstat_get", {1, 64}), kSuccess);
  EXPECT_EQ(world.load<uint8_t>(64), 0u);                 // type: unknown
  EXPECT_EQ(world.load<uint64_t>(72), uint64_t{1} << 6);  // rights: fd_write
}

TEST(Wasi, ReadsClocks) {
  World world;
  ASSERT_EQ(world.call("clock_time_get", {1, 0}), kSuccess);
  ASSERT_EQ(world.call("clock_time_get", {1, 8}), kSuccess);
  EXPECT_LE(world.load<uint64_t>(0), world.load<uint64_t>(8));
  ASSERT_EQ(world.call("clock_res_get", {1, 0}), kSuccess);
  EXPECT_GT(world.load<uint64_t>(0), 0u);
  EXPECT_EQ(world.call("clock_time_get", {99, 0}), kInval);
}

TEST(Wasi, GivesRandomBytes) {
  World world;
  ASSERT_EQ(world.call("random_get", {0, 64}), kSuccess);
  EXPECT_NE(world.text(0, 64), std::string(64, '\0'));
  EXPECT_EQ(world.text(64, 64), std::string(64, '\0'));
  EXPECT_EQ(world.call("sched_yield", {}), kSuccess);
}

TEST(Wasi, ExitEndsTheCallWithItsCode) {
  World world;
  const Result<std::vector<Value>> result = world.try_call("exit", {42});
  ASSERT_FALSE(result.ok());
  EXPECT_EQ(result.error().kind, ErrorKind::kExit);
  EXPECT_EQ(result.error().exit_code, 42);
}

TEST(Wasi, RunsAProgramInC) {
  std::ifstream file(SHOAL_GUEST_DIR "/hello.wasm", std::ios::binary);
  const std::vector<uint8_t> wasm(std::istreambuf_iterator<char>(file), {});
  wasi::Config config;
  config.args({"hello", "--code", "7"}).env("SHOAL_NAME", "fish").stdin_from("a line\n");
  World world(wasm, std::move(config));
  const auto start = world.instance().function<void()>("_start");
  ASSERT_TRUE(start.ok());
  const Result<void> result = (*start)();
  ASSERT_FALSE(result.ok());
  EXPECT_EQ(result.error().exit_code, 7) << result.error().to_string();
  EXPECT_EQ(world.output(), "hello from 3 argument(s)\n[--code]\n[7]\nname fish\nread a line\n");
}

}  // namespace
}  // namespace shoal
