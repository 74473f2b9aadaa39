// Shared modules (wasm-ld -shared): placement, symbols between modules, order, and what is missing.
#include "shoal/dylink.h"

#include <gtest/gtest.h>

#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "tests/wat_instance.h"

namespace shoal {
namespace {

using testing::compile;
using testing::contains;
using testing::error_of;
using testing::make_engine;
using testing::must;

class DylinkTest : public ::testing::TestWithParam<Bounds> {
 protected:
  Engine engine = make_engine({.bounds = GetParam()});
  Linker linker{engine};

  Module guest(const std::string& name) {
    std::ifstream in(SHOAL_GUEST_DIR "/" + name, std::ios::binary);
    if (!in) throw std::runtime_error("there is no guest " + name);
    const std::vector<uint8_t> bytes{std::istreambuf_iterator<char>(in), {}};
    return must(Module::compile(engine, bytes));
  }
  DynamicLinker linked(std::vector<std::string> names) {
    DynamicLinker dynamic(linker);
    for (const std::string& name : names) must(dynamic.add(name, guest(name)));
    must(dynamic.link());
    return dynamic;
  }
  template <class... Args>
  static int32_t call(const Instance& instance, const char* name, Args... args) {
    return must(must(instance.function<int32_t(Args...)>(name))(args...));
  }
};

INSTANTIATE_TEST_SUITE_P(Bounds, DylinkTest, ::testing::Values(Bounds::kGuarded, Bounds::kChecked));

constexpr const char* kBase = "dylink_base.wasm";
constexpr const char* kLeft = "dylink_left.wasm";
constexpr const char* kRight = "dylink_right.wasm";

TEST_P(DylinkTest, SaysWhatItNeeds) {
  const DylinkNeeds base = must(dylink_needs(guest(kBase)));
  EXPECT_EQ(base.memory_size, 12u);
  EXPECT_EQ(base.memory_align, 4u);
  EXPECT_EQ(base.table_size, 1u);  // base_add, as its data points to it.
  EXPECT_TRUE(base.needed.empty());
  EXPECT_EQ(must(dylink_needs(guest(kLeft))).needed, std::vector<std::string>{kBase});
  const Error error = error_of(dylink_needs(compile(engine, "(module)")));
  EXPECT_TRUE(contains(error.message, "dylink.0"));
}

TEST_P(DylinkTest, ModulesShareSymbolsAndState) {
  const DynamicLinker dynamic = linked({kLeft, kRight, kBase});
  EXPECT_EQ(dynamic.load_order(), (std::vector<std::string>{kBase, kLeft, kRight}));
  const Instance base = must(dynamic.instance(kBase)), left = must(dynamic.instance(kLeft)),
                 right = must(dynamic.instance(kRight));
  EXPECT_EQ(call(base, "base_constructed"), 105);
  EXPECT_EQ(call(left, "left_sum", int32_t{1}), 6 + 5 + 40);
  EXPECT_EQ(call(left, "left_through_pointer", int32_t{2}), 7);
  must(must(left.function<void(int32_t)>("left_set"))(50));
  EXPECT_EQ(call(base, "base_add", int32_t{1}), 51);
  EXPECT_EQ(call(left, "left_sum", int32_t{1}), 51 + 50 + 40);
  // The same memory, seen from the host.
  const uint64_t address = must(dynamic.address("shared_value"));
  EXPECT_EQ(must(dynamic.memory().view<int32_t>(address, 1))[0], 50);
  EXPECT_LE(address + 4, dynamic.heap_base());
}

TEST_P(DylinkTest, CirclesAndStack) {
  const DynamicLinker dynamic = linked({kBase, kLeft, kRight});
  const Instance left = must(dynamic.instance(kLeft)), right = must(dynamic.instance(kRight));
  EXPECT_EQ(call(left, "left_calls_right", int32_t{21}), 42);
  EXPECT_EQ(call(right, "right_calls_left", int32_t{84}), 82);
  EXPECT_EQ(call(left, "left_stack", int32_t{3}), 594);
}

TEST_P(DylinkTest, StrongBeatsWeakAndUndefinedWeakIsNull) {
  const DynamicLinker dynamic = linked({kBase, kLeft, kRight});
  EXPECT_EQ(call(must(dynamic.instance(kLeft)), "left_weak"), 3);
}

TEST_P(DylinkTest, AFunctionHasOneAddress) {
  const DynamicLinker dynamic = linked({kBase, kLeft, kRight});
  const int32_t index = call(must(dynamic.instance(kBase)), "base_address");
  EXPECT_NE(index, 0);
  EXPECT_EQ(call(must(dynamic.instance(kLeft)), "left_address"), index);
  const Func in_table =
      must(must(dynamic.table().get(static_cast<uint64_t>(index))).funcref().func());
  EXPECT_EQ(must(must(in_table.typed<int32_t(int32_t)>())(1)), 6);
}

TEST_P(DylinkTest, TheHostMayDefineSymbols) {
  must(linker.define("env", "right_twice", [](int32_t x) { return 2000 * x; }));
  must(linker.define("env", "left_half", [](int32_t x) { return x + 1; }));
  const DynamicLinker dynamic = linked({kBase, kLeft, kRight});
  EXPECT_EQ(call(must(dynamic.instance(kLeft)), "left_calls_right", int32_t{1}), 2000);
  EXPECT_EQ(call(must(dynamic.instance(kRight)), "right_calls_left", int32_t{1}), 42);
}

TEST_P(DylinkTest, MissingThingsAreNamed) {
  DynamicLinker without_library(linker);
  must(without_library.add(kLeft, guest(kLeft)));
  const Error library = error_of(without_library.link());
  EXPECT_EQ(library.kind, ErrorKind::kLink);
  EXPECT_TRUE(contains(library.message, "'dylink_left.wasm' needs the library 'dylink_base.wasm'"));
  DynamicLinker without_right(linker);
  must(without_right.add(kBase, guest(kBase)));
  must(without_right.add(kLeft, guest(kLeft)));
  const Error symbol = error_of(without_right.link());
  EXPECT_EQ(symbol.kind, ErrorKind::kLink);
  EXPECT_TRUE(
      contains(symbol.message, "undefined symbol: right_twice, imported by 'dylink_left.wasm'"))
      << symbol.message;
  DynamicLinker twice(linker);
  must(twice.add("x", guest(kBase)));
  EXPECT_EQ(error_of(twice.add("x", guest(kBase))).kind, ErrorKind::kArgument);
  EXPECT_TRUE(contains(error_of(twice.instance("x")).message, "no module 'x' was linked"));
}

TEST_P(DylinkTest, InstantiateAtAPlace) {
  const Memory memory = must(Memory::create(engine, {.initial = 1}));
  const Table table =
      must(Table::create(engine, {.limits = {.min = 10}}, Value::zero(ValType::kFuncRef)));
  must(linker.define("env", "memory", memory));
  must(linker.define("env", "__indirect_function_table", table));
  EXPECT_TRUE(contains(error_of(linker.instantiate_at(guest(kBase), {4096, 4})).message,
                       "env.__stack_pointer"));
  must(linker.define("env", "__stack_pointer", must(Global::variable(engine, Value::i32(65536)))));

  const Instance base = must(linker.instantiate_at(guest(kBase), {4096, 4}));
  EXPECT_EQ(call(base, "base_constructed"), 105);
  // Beyond what there is: memory and table grow.
  const Instance other = must(linker.instantiate_at(guest(kBase), {100000, 50}));
  EXPECT_EQ(memory.size_pages(), 2u);
  EXPECT_GE(table.size(), 51u);
  const int32_t relative = must(base.global("shared_value")).get().i32();
  must(memory.view<int32_t>(4096 + static_cast<uint64_t>(relative), 1))[0] = 1000;
  EXPECT_EQ(call(base, "base_add", int32_t{1}), 1001);
  EXPECT_EQ(call(other, "base_add", int32_t{1}), 6);

  // Later modules find the first one's symbols.
  must(linker.define("env", "right_twice", [](int32_t x) { return 2 * x; }));
  const Instance left = must(linker.instantiate_at(guest(kLeft), {8192, 8}));
  EXPECT_EQ(call(left, "left_sum", int32_t{1}), 1001 + 1000 + 40);
  EXPECT_EQ(call(left, "left_through_pointer", int32_t{2}), 1002);

  EXPECT_EQ(error_of(linker.instantiate_at(guest(kBase), {4097, 4})).kind, ErrorKind::kArgument);
  EXPECT_EQ(error_of(linker.instantiate_at(guest(kBase), {UINT64_MAX & ~uint64_t{15}, 4})).kind,
            ErrorKind::kArgument);
  EXPECT_EQ(error_of(linker.instantiate_at(compile(engine, "(module)"), {0, 0})).kind,
            ErrorKind::kArgument);
}

TEST_P(DylinkTest, PlacesAreWhatWasAskedFor) {
  DynamicLinker dynamic(linker, {.memory_begin = 70000, .stack_size = 1000, .heap_size = 200000});
  must(dynamic.add(kBase, guest(kBase)));
  must(dynamic.link());
  const Placement place = must(dynamic.placement(kBase));
  EXPECT_GE(place.memory_base, 71000u);
  EXPECT_EQ(place.table_base, 1u);
  EXPECT_GE(dynamic.memory().size_bytes(), dynamic.heap_base() + 200000);
  for (const DynamicLinkOptions& options : {DynamicLinkOptions{.memory_begin = UINT64_MAX},
                                            DynamicLinkOptions{.stack_size = UINT64_MAX},
                                            DynamicLinkOptions{.heap_size = UINT64_MAX}}) {
    DynamicLinker large(linker, options);
    must(large.add(kBase, guest(kBase)));
    EXPECT_EQ(error_of(large.link()).kind, ErrorKind::kLimit);
  }
}

// ---- Sections by hand

using Bytes = std::vector<uint8_t>;

Bytes operator+(Bytes a, const Bytes& b) {
  for (const uint8_t byte : b) a.push_back(byte);
  return a;
}

/// A vector of bytes as the binary format has it; they must be few.
Bytes counted(const Bytes& bytes) { return Bytes(1, static_cast<uint8_t>(bytes.size())) + bytes; }
Bytes text(std::string_view s) { return counted(Bytes(s.begin(), s.end())); }
Bytes subsection(uint8_t type, const Bytes& contents) { return Bytes{type} + counted(contents); }

/// The module with a section "dylink.0" in front.
Bytes with_dylink(std::string_view wat, const Bytes& subsections) {
  const Bytes module = must(wat_to_wasm(wat, "test.wat"));
  const auto header = module.begin() + 8;
  return Bytes(module.begin(), header) + Bytes{0} + counted(text("dylink.0") + subsections) +
         Bytes(header, module.end());
}

const Bytes kNoMemory = subsection(1, {0, 0, 0, 0});
constexpr uint8_t kWeak = 1;

TEST_P(DylinkTest, AStrongDefinitionBeatsAWeakOneThatWasThereFirst) {
  const auto answer = [](int value) {
    return "(module (func (export \"answer\") (result i32) (i32.const " + std::to_string(value) +
           ")))";
  };
  const Bytes weak =
      with_dylink(answer(1), kNoMemory + subsection(3, Bytes{1} + text("answer") + Bytes{kWeak}));
  const Bytes strong = with_dylink(answer(2), kNoMemory);
  const Bytes asks = with_dylink(
      "(module (import \"env\" \"answer\" (func $a (result i32)))"
      " (import \"GOT.func\" \"answer\" (global $g (mut i32)))"
      " (import \"env\" \"__indirect_function_table\" (table 0 funcref))"
      " (func (export \"ask\") (result i32) (call $a))"
      " (func (export \"ask_pointer\") (result i32) (call_indirect (result i32) (global.get $g))))",
      kNoMemory);
  for (const bool strong_there : {false, true}) {
    DynamicLinker dynamic(linker);
    must(dynamic.add("weak", must(Module::compile(engine, weak))));
    must(dynamic.add("asks", must(Module::compile(engine, asks))));
    if (strong_there) must(dynamic.add("strong", must(Module::compile(engine, strong))));
    must(dynamic.link());
    const Instance instance = must(dynamic.instance("asks"));
    EXPECT_EQ(call(instance, "ask"), strong_there ? 2 : 1);
    EXPECT_EQ(call(instance, "ask_pointer"), strong_there ? 2 : 1);
  }
}

TEST_P(DylinkTest, AWeakFunctionThatNobodyHasTrapsWhenItIsCalled) {
  const Bytes asks = with_dylink(
      "(module (import \"env\" \"nobody\" (func $n)) (func (export \"ask\") (call $n)))",
      kNoMemory + subsection(4, Bytes{1} + text("env") + text("nobody") + Bytes{kWeak}));
  DynamicLinker dynamic(linker);
  must(dynamic.add("asks", must(Module::compile(engine, asks))));
  must(dynamic.link());
  const auto ask = must(must(dynamic.instance("asks")).function<void()>("ask"));
  const Error error = error_of(ask());
  EXPECT_EQ(error.kind, ErrorKind::kTrap);
  EXPECT_TRUE(contains(error.message, "nobody")) << error.message;
}

TEST_P(DylinkTest, TheHostsAllocatorServesThem) {
  const Memory memory = must(Memory::create(engine, {.initial = 1}));
  const MemoryHeap heap = must(memory.create_heap(32768, 32768));
  must(linker.define("env", "memory", memory));
  must(linker.define_malloc());
  const Bytes asks = with_dylink(
      "(module (import \"env\" \"memory\" (memory 0))"
      " (import \"env\" \"malloc\" (func $m (param i32) (result i32)))"
      " (import \"env\" \"__memory_base\" (global $base i32))"
      " (func (export \"ask\") (result i32) (call $m (i32.const 40))))",
      subsection(1, {100, 4, 0, 0}));
  DynamicLinker dynamic(linker, {.stack_size = 8192});
  must(dynamic.add("asks", must(Module::compile(engine, asks))));
  must(dynamic.link());
  const auto block = static_cast<uint64_t>(call(must(dynamic.instance("asks")), "ask"));
  EXPECT_GE(heap.block_size(block).value_or(0), 40u);
}

TEST_P(DylinkTest, NeedsAndPathsAndWhatIsUnknown) {
  const Bytes bytes = with_dylink(
      "(module)", subsection(1, {100, 4, 3, 1}) +
                      subsection(2, Bytes{2} + text("liba.so") + text("libb.so")) +
                      subsection(5, Bytes{1} + text("$ORIGIN/lib")) + subsection(77, {1, 2, 3}));
  const DylinkNeeds needs = must(dylink_needs(must(Module::compile(engine, bytes))));
  EXPECT_EQ(needs.memory_size, 100u);
  EXPECT_EQ(needs.memory_align, 16u);
  EXPECT_EQ(needs.table_size, 3u);
  EXPECT_EQ(needs.table_align, 2u);
  EXPECT_EQ(needs.needed, (std::vector<std::string>{"liba.so", "libb.so"}));
  EXPECT_EQ(needs.runtime_paths, (std::vector<std::string>{"$ORIGIN/lib"}));
}

TEST_P(DylinkTest, LibrariesThatNeedEachOtherAreLoadedOnce) {
  const auto needing = [&](std::string_view name) {
    return must(Module::compile(
        engine, with_dylink("(module)", kNoMemory + subsection(2, Bytes{1} + text(name)))));
  };
  DynamicLinker dynamic(linker);
  must(dynamic.add("a", needing("b")));
  must(dynamic.add("b", needing("c")));
  must(dynamic.add("c", needing("a")));
  must(dynamic.link());
  EXPECT_EQ(dynamic.load_order(), (std::vector<std::string>{"c", "b", "a"}));
}

TEST_P(DylinkTest, HostileSectionsGiveErrors) {
  const auto error_with = [&](const Bytes& subsections) {
    DynamicLinker dynamic(linker);
    const Module module = must(Module::compile(engine, with_dylink("(module)", subsections)));
    Result<void> done = dynamic.add("x", module);
    if (done) done = dynamic.link();
    return error_of(std::move(done)).kind;
  };
  EXPECT_EQ(error_with({1}), ErrorKind::kMalformed);
  EXPECT_EQ(error_with({1, 100}), ErrorKind::kMalformed);
  EXPECT_EQ(error_with(subsection(1, {1, 32, 0, 0})), ErrorKind::kMalformed);
  EXPECT_EQ(error_with(subsection(2, {100})), ErrorKind::kMalformed);
  EXPECT_EQ(error_with(subsection(2, {1, 2, 0xC0, 0x80})), ErrorKind::kMalformed);
  const Bytes all_memory = {0xFF, 0xFF, 0xFF, 0xFF, 0x0F};
  EXPECT_EQ(error_with(subsection(1, all_memory + Bytes{0, 0, 0})), ErrorKind::kLimit);
  EXPECT_EQ(error_with(subsection(1, Bytes{0, 0} + all_memory + Bytes{0})), ErrorKind::kLimit);
  EXPECT_EQ(error_with(subsection(1, {1, 31, 1, 31})), ErrorKind::kLimit);
}

TEST_P(DylinkTest, SymbolsOfOtherTypesDoNotMatch) {
  const Bytes has = with_dylink(
      "(module (global (export \"late\") i64 (i64.const 1)) (func (export \"f\") (param i64)))",
      kNoMemory);
  const auto link_with = [&](std::string_view import) {
    DynamicLinker dynamic(linker);
    must(dynamic.add("asks", must(Module::compile(engine, with_dylink(import, kNoMemory)))));
    must(dynamic.add("has", must(Module::compile(engine, has))));
    return error_of(dynamic.link());
  };
  EXPECT_TRUE(contains(link_with("(module (import \"env\" \"f\" (func (param i32))))").message,
                       "incompatible symbol: 'asks' imports f as (i32) -> ()"));
  EXPECT_TRUE(
      contains(link_with("(module (import \"GOT.mem\" \"late\" (global (mut i32))))").message,
               "no address of data"));
}

}  // namespace
}  // namespace shoal
