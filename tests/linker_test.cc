// Imports, exports, instantiation: what is checked, in what order things happen, and what a failure
// leaves behind.
#include <gtest/gtest.h>

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "runtime/memory.h"
#include "shoal/shoal.h"
#include "tests/wat_instance.h"

namespace shoal {
namespace {

using testing::compile;
using testing::contains;
using testing::error_of;
using testing::instantiate;
using testing::make_engine;
using testing::must;

class LinkerTest : public ::testing::Test {
 protected:
  Error link_error(std::string_view import) {
    const std::string wat = "(module (import \"m\" \"x\" " + std::string(import) + "))";
    return error_of(linker.instantiate(compile(engine, wat)));
  }
  bool links(std::string_view import) {
    const std::string wat = "(module (import \"m\" \"x\" " + std::string(import) + "))";
    return linker.instantiate(compile(engine, wat)).ok();
  }

  Engine engine = make_engine();
  Linker linker{engine};
};

TEST_F(LinkerTest, NamesTheMissingImport) {
  const Error error = link_error("(func (param i32) (result i64))");
  EXPECT_EQ(error.kind, ErrorKind::kLink);
  EXPECT_EQ(error.message, "unknown import: m.x (func (i32) -> (i64))");
}

TEST_F(LinkerTest, FunctionTypesMustBeEqual) {
  must(linker.define("m", "x", [](int32_t) { return int64_t{1}; }));
  EXPECT_TRUE(links("(func (param i32) (result i64))"));
  const Error error = link_error("(func (param i32) (result i32))");
  EXPECT_EQ(error.kind, ErrorKind::kLink);
  EXPECT_EQ(error.message,
            "incompatible import type: m.x: expected func (i32) -> (i32), found func (i32) -> "
            "(i64)");
  EXPECT_TRUE(contains(link_error("(memory 1)").message, "expected memory 1, found func"));
}

TEST_F(LinkerTest, MemoryLimitsMustFit) {
  const Memory memory = must(Memory::create(engine, {{2, 5, true}}));
  must(linker.define("m", "x", memory));
  EXPECT_TRUE(links("(memory 1)"));
  EXPECT_TRUE(links("(memory 2 5)"));
  EXPECT_TRUE(links("(memory 0 65536)"));
  EXPECT_TRUE(contains(link_error("(memory 3)").message,
                       "incompatible import type: m.x: expected memory 3, found memory 2..5"));
  EXPECT_TRUE(contains(link_error("(memory 1 4)").message, "incompatible import type"));
  must(memory.grow(1));
  EXPECT_TRUE(links("(memory 3)"));
  must(linker.define("m", "x", must(Memory::create(engine, {{1, 0, false}}))));
  EXPECT_TRUE(contains(link_error("(memory 1 4)").message, "found memory 1"));
}

TEST_F(LinkerTest, TableTypesMustFit) {
  must(linker.define("m", "x",
                     must(Table::create(engine, {ValType::kFuncRef, {2, 5, true}},
                                        Value::zero(ValType::kFuncRef)))));
  EXPECT_TRUE(links("(table 1 funcref)"));
  EXPECT_TRUE(links("(table 2 5 funcref)"));
  EXPECT_TRUE(contains(link_error("(table 3 funcref)").message, "incompatible import type"));
  EXPECT_TRUE(contains(link_error("(table 1 4 funcref)").message, "incompatible import type"));
  EXPECT_TRUE(contains(link_error("(table 1 externref)").message, "incompatible import type"));
}

TEST_F(LinkerTest, GlobalTypesMustBeEqual) {
  must(
      linker.define("m", "x", must(Global::create(engine, {ValType::kI32, false}, Value::i32(1)))));
  EXPECT_TRUE(links("(global i32)"));
  EXPECT_TRUE(contains(link_error("(global (mut i32))").message,
                       "expected global mut i32, found global i32"));
  EXPECT_TRUE(contains(link_error("(global i64)").message, "incompatible import type"));
}

TEST_F(LinkerTest, OtherEnginesAreRefused) {
  const Engine other = make_engine();
  must(linker.define("m", "x", must(Func::wrap(other, [] {}))));
  EXPECT_TRUE(contains(link_error("(func)").message, "another engine"));
}

TEST_F(LinkerTest, CountsImports) {
  const Module module = compile(engine, "(module (import \"m\" \"x\" (func)))");
  EXPECT_EQ(error_of(Instance::create(module, {})).kind, ErrorKind::kLink);
}

TEST_F(LinkerTest, LaterDefinitionsReplace) {
  must(linker.define("m", "x", [] { return 1; }));
  must(linker.define("m", "x", [] { return 2; }));
  const Instance instance = must(linker.instantiate(compile(engine, R"((module
    (import "m" "x" (func $x (result i32))) (export "x" (func $x))))")));
  EXPECT_EQ(must(must(instance.function<int32_t()>("x"))()), 2);
}

TEST_F(LinkerTest, ReexportsAreTheSameObjects) {
  const Memory memory = must(Memory::create(engine, {{1}}));
  const Global global = must(Global::create(engine, {ValType::kF64, true}, Value::f64(1)));
  const Table table =
      must(Table::create(engine, {ValType::kExternRef, {1}}, Value::externref(ExternRef(5))));
  const Func func = must(Func::wrap(engine, [] {}));
  must(linker.define("m", "memory", memory));
  must(linker.define("m", "global", global));
  must(linker.define("m", "table", table));
  must(linker.define("m", "func", func));
  const Instance instance = must(linker.instantiate(compile(engine, R"((module
    (import "m" "memory" (memory 1)) (import "m" "global" (global (mut f64)))
    (import "m" "table" (table 1 externref)) (import "m" "func" (func))
    (export "memory" (memory 0)) (export "global" (global 0)) (export "table" (table 0))
    (export "func" (func 0))))")));
  EXPECT_EQ(must(instance.memory()), memory);
  EXPECT_EQ(must(instance.global("global")), global);
  EXPECT_EQ(must(instance.table("table")), table);
  EXPECT_EQ(must(instance.func("func")), func);
  EXPECT_EQ(instance.exports().size(), 4u);
  EXPECT_EQ(must(must(instance.table("table")).get(0)).externref(), ExternRef(5));
}

TEST_F(LinkerTest, InstancesImportFromEachOther) {
  const Instance a = instantiate(engine, R"((module
    (memory (export "memory") 1)
    (global (export "g") (mut i32) (i32.const 7))
    (func (export "peek") (param i32) (result i32) (i32.load (local.get 0)))))");
  must(linker.define_instance("a", a));
  const Instance b = must(linker.instantiate(compile(engine, R"((module
    (import "a" "memory" (memory 1))
    (import "a" "g" (global $g (mut i32)))
    (import "a" "peek" (func $peek (param i32) (result i32)))
    (func (export "run") (result i32)
      (i32.store (i32.const 16) (i32.const 35))
      (global.set $g (i32.add (global.get $g) (call $peek (i32.const 16))))
      (global.get $g))))")));
  EXPECT_EQ(must(must(b.function<int32_t()>("run"))()), 42);
  EXPECT_EQ(must(a.global("g")).get().i32(), 42);
}

TEST_F(LinkerTest, InitialValuesMayCompute) {
  must(linker.define("m", "base",
                     must(Global::create(engine, {ValType::kI32, false}, Value::i32(16)))));
  const Instance instance = must(linker.instantiate(compile(engine, R"((module
    (import "m" "base" (global $base i32))
    (memory (export "memory") 1)
    (global (export "sum") i32 (i32.add (global.get $base) (i32.mul (i32.const 3) (i32.const -2))))
    (global (export "wide") i64 (i64.sub (i64.const 1) (i64.const 2)))
    (data (i32.add (global.get $base) (i32.const 4)) "x"))
  )")));
  EXPECT_EQ(must(instance.global("sum")).get(), Value::i32(10));
  EXPECT_EQ(must(instance.global("wide")).get(), Value::i64(-1));
  EXPECT_EQ(must(instance.memory()).data()[20], std::byte{'x'});
}

TEST_F(LinkerTest, StartRuns) {
  int started = 0;
  must(linker.define("m", "started", [&started] { ++started; }));
  must(linker.instantiate(compile(engine, R"((module
    (import "m" "started" (func $started)) (func $s call $started) (start $s)))")));
  EXPECT_EQ(started, 1);
  must(linker.instantiate(
      compile(engine, R"((module (import "m" "started" (func $s)) (start $s)))")));
  EXPECT_EQ(started, 2);
}

// What was written before the trap stays; nothing after it is.
TEST_F(LinkerTest, FailingInstantiationLeavesEarlierWrites) {
  const Memory memory = must(Memory::create(engine, {{1, 1, true}}));
  const Table table =
      must(Table::create(engine, {ValType::kFuncRef, {4}}, Value::zero(ValType::kFuncRef)));
  must(linker.define("m", "memory", memory));
  must(linker.define("m", "table", table));
  const Error error = error_of(linker.instantiate(compile(engine, R"((module
    (import "m" "memory" (memory 1)) (import "m" "table" (table 4 funcref))
    (func $f (result i32) i32.const 11)
    (elem (i32.const 0) $f)
    (data (i32.const 0) "a")
    (data (i32.const 65536) "b")
    (data (i32.const 1) "c")))")));
  EXPECT_EQ(error.kind, ErrorKind::kTrap);
  EXPECT_EQ(error.message, "out of bounds memory access");
  EXPECT_EQ(memory.data()[0], std::byte{'a'});
  EXPECT_EQ(memory.data()[1], std::byte{0});
  const Func f = must(must(table.get(0)).funcref().func());
  EXPECT_EQ(must(must(f.typed<int32_t()>())()), 11);

  const Error second = error_of(linker.instantiate(compile(engine, R"((module
    (import "m" "memory" (memory 1)) (import "m" "table" (table 4 funcref))
    (func $f)
    (elem (i32.const 1) $f) (elem (i32.const 4) $f) (elem (i32.const 2) $f)
    (data (i32.const 2) "d")))")));
  EXPECT_EQ(second.message, "out of bounds table access");
  EXPECT_FALSE(must(table.get(1)).is_null());
  EXPECT_TRUE(must(table.get(2)).is_null());
  EXPECT_EQ(memory.data()[2], std::byte{0});
}

// An instance that failed before anybody could see it is gone, although its imports live on.
TEST_F(LinkerTest, FailingInstantiationLeavesNoInstance) {
  std::weak_ptr<int> witness;
  const Memory memory = must(Memory::create(engine, {{1, 1, true}}));
  const Table table =
      must(Table::create(engine, {ValType::kFuncRef, {4}}, Value::zero(ValType::kFuncRef)));
  {
    auto token = std::make_shared<int>(1);
    witness = token;
    Linker local(engine);
    must(local.define("m", "memory", memory));
    must(local.define("m", "table", table));
    must(local.define("m", "host", [token] {}));
    EXPECT_FALSE(local
                     .instantiate(compile(engine, R"((module
      (import "m" "memory" (memory 1)) (import "m" "table" (table 4 funcref))
      (import "m" "host" (func $host))
      (elem (i32.const 4) $host) (elem (i32.const 0) $host)))"))
                     .ok());
  }
  EXPECT_TRUE(witness.expired());
  EXPECT_TRUE(memory.impl()->users().empty());
  EXPECT_EQ(must(table.grow(1, Value::zero(ValType::kFuncRef))), 4u);
}

TEST_F(LinkerTest, TrappingStartFails) {
  const Error error = error_of(
      linker.instantiate(compile(engine, "(module (memory 1) (func $s unreachable) (start $s))")));
  EXPECT_EQ(error.trap, TrapKind::kUnreachable);
  EXPECT_EQ(error.backtrace.size(), 1u);
}

TEST_F(LinkerTest, TablesAreLimited) {
  std::string wat = "(module";
  for (int i = 0; i < 20; ++i) wat += " (table 1000000 funcref)";
  EXPECT_EQ(error_of(linker.instantiate(compile(engine, wat + ")"))).kind, ErrorKind::kLimit);
}

TEST_F(LinkerTest, ManyInstances) {
  const Module module = compile(engine, R"((module (memory 1)
    (func (export "f") (param i32) (result i32)
      (i32.store (i32.const 0) (local.get 0)) (i32.load (i32.const 0)))))");
  std::vector<Instance> instances;
  for (int i = 0; i < 1000; ++i) instances.push_back(must(linker.instantiate(module)));
  for (int i = 0; i < 1000; ++i) {
    EXPECT_EQ(must(must(instances[i].function<int32_t(int32_t)>("f"))(i)), i);
  }
}

}  // namespace
}  // namespace shoal
