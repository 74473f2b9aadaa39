// Who keeps whom alive, as a host sees it: what is needed lives, what nobody needs goes, cycles
// included.
#include <gtest/gtest.h>

#include <memory>
#include <optional>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include "shoal/shoal.h"
#include "tests/wat_instance.h"

namespace shoal {
namespace {

using testing::compile;
using testing::error_of;
using testing::instantiate;
using testing::make_engine;
using testing::must;

class LifetimeTest : public ::testing::Test {
 protected:
  Engine engine = make_engine();
  Linker linker{engine};
};

TEST_F(LifetimeTest, FunctionsKeepTheirInstanceAlive) {
  std::weak_ptr<int> witness;
  std::optional<TypedFunc<int32_t()>> f;
  {
    auto token = std::make_shared<int>(3);
    witness = token;
    Linker local(engine);
    must(local.define("env", "f", [token] { return *token; }));
    const Instance instance = must(local.instantiate(compile(engine, R"((module
      (import "env" "f" (func $f (result i32)))
      (func (export "g") (result i32) (call $f))))")));
    f = must(instance.function<int32_t()>("g"));
  }
  EXPECT_EQ(must((*f)()), 3);
  f.reset();
  EXPECT_TRUE(witness.expired());
}

TEST_F(LifetimeTest, CyclesThroughTablesDie) {
  std::weak_ptr<int> witness;
  {
    auto token = std::make_shared<int>(3);
    witness = token;
    Linker local(engine);
    must(local.define("env", "f", [token] { return *token; }));
    must(local.define(
        "env", "t",
        must(Table::create(engine, {ValType::kFuncRef, {2}}, Value::zero(ValType::kFuncRef)))));
    const Module module = compile(engine, R"((module
      (import "env" "f" (func $f (result i32)))
      (import "env" "t" (table 2 funcref))
      (elem (i32.const 0) $f $g)
      (func $g (export "g") (result i32) (call_indirect (result i32) (i32.const 0)))))");
    const Instance a = must(local.instantiate(module)), b = must(local.instantiate(module));
    must(local.define_instance("a", a));
    EXPECT_EQ(must(must(a.function<int32_t()>("g"))()), 3);
  }
  EXPECT_TRUE(witness.expired());
}

TEST_F(LifetimeTest, TablesKeepFunctionsOfDroppedInstances) {
  const Table table =
      must(Table::create(engine, {ValType::kFuncRef, {1}}, Value::zero(ValType::kFuncRef)));
  must(linker.define("env", "t", table));
  {
    const Instance writer = instantiate(engine, R"((module
      (memory 1) (data (i32.const 0) "\2a")
      (func (export "f") (result i32) (i32.load (i32.const 0)))))");
    must(table.set(0, Value::funcref(must(writer.func("f")))));
  }
  const Instance reader = must(linker.instantiate(compile(engine, R"((module
    (import "env" "t" (table 1 funcref))
    (func (export "call") (result i32) (call_indirect (result i32) (i32.const 0)))))")));
  EXPECT_EQ(must(must(reader.function<int32_t()>("call"))()), 42);
}

TEST_F(LifetimeTest, FunctionArgumentsStayAlive) {
  const Instance holder = instantiate(engine, R"((module
    (global $g (mut funcref) (ref.null func))
    (table $t 1 funcref)
    (func (export "keep") (param funcref) (global.set $g (local.get 0)))
    (func (export "call") (result i32)
      (table.set $t (i32.const 0) (global.get $g))
      (call_indirect (result i32) (i32.const 0)))))");
  const auto keep = must(holder.function<void(FuncRef)>("keep"));
  const auto call = must(holder.function<int32_t()>("call"));
  must(keep(must(
      instantiate(engine, "(module (func (export \"f\") (result i32) i32.const 9))").func("f"))));
  EXPECT_EQ(must(call()), 9);
  must(keep(must(Func::wrap(engine, [] { return 10; }))));
  EXPECT_EQ(must(call()), 10);
  must(keep({}));
  EXPECT_EQ(error_of(call()).trap, TrapKind::kUninitializedElement);
  const Engine other = make_engine();
  EXPECT_EQ(error_of(keep(must(Func::wrap(other, [] { return 1; })))).kind, ErrorKind::kArgument);
}

// A table tells its users where its elements are: not those that are gone, in whose place others
// may be by now.
TEST_F(LifetimeTest, TablesForgetInstancesThatAreGone) {
  const Table table =
      must(Table::create(engine, {ValType::kExternRef, {1}}, Value::zero(ValType::kExternRef)));
  Linker with_table = linker;
  must(with_table.define("env", "t", table));
  const Module user = compile(engine, R"((module (import "env" "t" (table 1 externref))
    (func (export "size") (result i32) (table.size 0))))");
  const Module owner = compile(engine, R"((module (table 1 externref)
    (func (export "size") (result i32) (table.size 0))))");
  const Instance lasting = must(with_table.instantiate(user));
  for (int32_t size = 1; size < 20; ++size) {
    must(with_table.instantiate(user));
    const Instance next = must(linker.instantiate(owner));
    must(table.grow(1, Value::zero(ValType::kExternRef)));
    EXPECT_EQ(must(must(next.function<int32_t()>("size"))()), 1);
    EXPECT_EQ(must(must(lasting.function<int32_t()>("size"))()), size + 1);
  }
}

TEST_F(LifetimeTest, ShortLivedImportersGoBeforeTheirLibrary) {
  std::weak_ptr<int> witness;
  const Instance library = instantiate(engine, R"((module
    (global (export "g") i32 (i32.const 4))
    (func (export "f") (result i32) i32.const 5)))");
  must(linker.define_instance("lib", library));
  {
    auto token = std::make_shared<int>(3);
    witness = token;
    Linker local = linker;
    must(local.define("env", "f", [token] { return *token; }));
    const Instance user = must(local.instantiate(compile(engine, R"((module
      (import "env" "f" (func $host (result i32)))
      (import "lib" "f" (func $f (result i32)))
      (import "lib" "g" (global $g i32))
      (func (export "sum") (result i32)
        (i32.add (call $host) (i32.add (call $f) (global.get $g))))))")));
    EXPECT_EQ(must(must(user.function<int32_t()>("sum"))()), 12);
  }
  EXPECT_TRUE(witness.expired());
  EXPECT_EQ(must(must(library.function<int32_t()>("f"))()), 5);
}

/// Hosts that create, connect, call and drop things in random order, with a model of what every
/// table element and global refers to. Each instance's function `id` returns the number it was made
/// with; so does each host function.
class RandomHost {
 public:
  explicit RandomHost(uint32_t seed) : random_(seed) {
    for (int i = 0; i < 3; ++i) add_table();
  }

  void step() {
    switch (below(8)) {
      case 0: return add_instance();
      case 1: return add_host_function();
      case 2: return drop_one(functions_);
      case 3: return drop_one(callers_);
      case 4: return set_element();
      case 5: return pass_function();
      case 6: return below(8) == 0 ? replace_table() : call_function();
      default: return call_element();
    }
  }

 private:
  static constexpr uint32_t kElements = 4;

  struct SharedTable {
    Table table;
    std::shared_ptr<std::vector<int>> ids;  ///< Of its elements; 0: null.
  };
  struct NamedFunction {
    Func func;
    int id;
  };
  struct Instantiated {
    Instance instance;
    SharedTable table;  ///< That it imports.
  };

  uint32_t below(size_t n) { return static_cast<uint32_t>(random_() % n); }
  template <class T>
  T& any(std::vector<T>& v) {
    return v[below(v.size())];
  }
  template <class T>
  void drop_one(std::vector<T>& v) {
    if (!v.empty()) v.erase(v.begin() + below(v.size()));
  }

  SharedTable make_table() {
    return {must(Table::create(engine_, {ValType::kFuncRef, {kElements}},
                               Value::zero(ValType::kFuncRef))),
            std::make_shared<std::vector<int>>(kElements)};
  }
  void add_table() { tables_.push_back(make_table()); }
  void replace_table() { any(tables_) = make_table(); }

  /// An instance with its own number; it imports a table, and perhaps another instance's function.
  void add_instance() {
    const int id = ++last_id_;
    const SharedTable table = any(tables_);
    Linker linker(engine_);
    must(linker.define("m", "id",
                       must(Global::create(engine_, {ValType::kI32, false}, Value::i32(id)))));
    must(linker.define("m", "table", table.table));
    const NamedFunction import = functions_.empty() ? host_function() : any(functions_);
    must(linker.define("m", "f", import.func));
    const Instance instance = must(linker.instantiate(module_));
    functions_.push_back({must(instance.func("id")), id});
    functions_.push_back({must(instance.func("imported")), import.id});
    callers_.push_back({instance, table});
  }
  NamedFunction host_function() {
    const int id = ++last_id_;
    return {must(Func::wrap(engine_, [id] { return id; })), id};
  }
  void add_host_function() { functions_.push_back(host_function()); }

  void set_element() {
    if (functions_.empty()) return;
    const NamedFunction& f = any(functions_);
    const SharedTable& table = any(tables_);
    const uint32_t at = below(kElements);
    must(table.table.set(at, Value::funcref(f.func)));
    (*table.ids)[at] = f.id;
  }
  /// A guest stores a function that it is handed.
  void pass_function() {
    if (callers_.empty() || functions_.empty()) return;
    const Instantiated& to = any(callers_);
    const NamedFunction& f = any(functions_);
    const uint32_t at = below(kElements);
    must(must(to.instance.function<void(int32_t, FuncRef)>("set"))(static_cast<int32_t>(at),
                                                                   f.func));
    (*to.table.ids)[at] = f.id;
  }
  void call_function() {
    if (functions_.empty()) return;
    const NamedFunction& f = any(functions_);
    EXPECT_EQ(must(must(f.func.typed<int32_t()>())()), f.id);
  }
  void call_element() {
    if (callers_.empty()) return;
    const Instantiated& caller = any(callers_);
    const uint32_t at = below(kElements);
    const auto call = must(caller.instance.function<int32_t(int32_t)>("call"));
    const Result<int32_t> result = call(static_cast<int32_t>(at));
    const int expected = (*caller.table.ids)[at];
    if (expected == 0) {
      EXPECT_FALSE(result.ok());
    } else {
      EXPECT_EQ(must(result), expected);
    }
  }

  std::mt19937 random_;
  Engine engine_ = make_engine({.bounds = Bounds::kChecked});
  Module module_ = compile(engine_, R"((module
    (import "m" "id" (global $id i32))
    (import "m" "table" (table $t 4 funcref))
    (import "m" "f" (func $f (result i32)))
    (memory 1)
    (global $last (mut funcref) (ref.null func))
    (func (export "id") (result i32)
      (i32.store (i32.const 8) (global.get $id)) (i32.load (i32.const 8)))
    (func (export "imported") (result i32) (call $f))
    (func (export "set") (param i32 funcref)
      (global.set $last (local.get 1))
      (table.set $t (local.get 0) (global.get $last)))
    (func (export "call") (param i32) (result i32)
      (call_indirect $t (result i32) (local.get 0)))))");
  int last_id_ = 0;
  std::vector<SharedTable> tables_;
  std::vector<NamedFunction> functions_;
  std::vector<Instantiated> callers_;
};

TEST(RandomLifetimeTest, WhatIsReferredToLives) {
  for (uint32_t seed = 1; seed <= 20; ++seed) {
    RandomHost host(seed);
    for (int i = 0; i < 500; ++i) host.step();
  }
}

}  // namespace
}  // namespace shoal
