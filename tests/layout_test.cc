// shoal::Layout: what moves, what stays byte for byte, what is refused and in which words; and that
// what was moved runs as before, here and in node.
#include "shoal/layout.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <iterator>
#include <map>
#include <random>
#include <span>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

#include "tests/command_test.h"
#include "tests/wat_instance.h"

namespace shoal {
namespace {

using testing::contains;
using testing::error_of;
using testing::make_engine;
using testing::must;
using Bytes = std::vector<uint8_t>;
using Kind = LayoutRegion::Kind;

/// A guest that this directory's CMakeLists.txt has made: layout_NAME.wasm.
Bytes guest(const std::string& name) {
  std::ifstream in(std::string(SHOAL_GUEST_DIR "/layout_") + name + ".wasm", std::ios::binary);
  if (!in) throw std::runtime_error("there is no guest " + name);
  return {std::istreambuf_iterator<char>(in), {}};
}

Bytes wat(std::string_view text) { return must(wat_to_wasm(text, "test.wat")); }

/// Why a module is refused.
std::string refusal(const Bytes& bytes) {
  const Error error = error_of(Layout().add(bytes));
  EXPECT_EQ(error.kind, ErrorKind::kUnsupported) << error.message;
  return error.message;
}

struct Section {
  int id;
  Bytes whole;
  bool operator==(const Section&) const = default;
};

std::vector<Section> sections(const Bytes& bytes) {
  std::vector<Section> all;
  for (size_t i = 8; i < bytes.size();) {
    const size_t begin = i++;
    size_t size = 0;
    for (int shift = 0;; shift += 7) {
      size |= size_t{bytes[i] & 0x7Fu} << shift;
      if (bytes[i++] < 0x80) break;
    }
    i += size;
    all.push_back({bytes[begin], Bytes(bytes.begin() + static_cast<ptrdiff_t>(begin),
                                       bytes.begin() + static_cast<ptrdiff_t>(i))});
  }
  return all;
}

/// Instances of all modules of a layout, on one memory.
struct Family {
  Memory memory;
  std::vector<Instance> instances;

  Family(const Engine& engine, const CombinedLayout& layout)
      : memory(must(Memory::create(engine, {.limits = {.min = layout.needed_pages}}))) {
    Linker linker(engine);
    must(linker.define("env", "memory", memory));
    for (const RelocatedModule& m : layout.modules) {
      instances.push_back(must(linker.instantiate(must(Module::compile(engine, m.bytes)))));
    }
  }

  template <class... Args>
  int32_t call(size_t module, const char* name, Args... args) const {
    return must(must(instances[module].function<int32_t(Args...)>(name))(args...));
  }
};

class LayoutTest : public ::testing::TestWithParam<Bounds> {
 protected:
  Engine engine = make_engine({.bounds = GetParam()});
};

INSTANTIATE_TEST_SUITE_P(Bounds, LayoutTest, ::testing::Values(Bounds::kGuarded, Bounds::kChecked));

// ---- What moves

TEST_P(LayoutTest, ModulesSideBySideKeepTheirStateApart) {
  Layout layout;
  const Bytes state = guest("state");
  for (const char* name : {"first", "second", "third"}) {
    must(layout.add(state, {.name = name, .own_heap = 4096}));
  }
  const CombinedLayout combined = must(layout.combine());
  const Family family(engine, combined);
  for (size_t m = 0; m < 3; ++m) {
    const auto address = static_cast<uint32_t>(family.call(m, "allocate", int32_t{100}));
    EXPECT_EQ(address, combined.modules[m].heap_base);
    EXPECT_EQ(family.call(m, "is_aligned"), 1);
  }
  for (int round = 0; round < 3; ++round) {
    for (size_t m = 0; m < 3; ++m) {
      EXPECT_EQ(family.call(m, "count", int32_t{5}), 8 + round + 5 * (round + 1));
      EXPECT_EQ(family.call(m, "weight", int32_t{5}), 44);
      EXPECT_EQ(family.call(m, "apply", int32_t{0}, int32_t{21}), 42);
      EXPECT_EQ(family.call(m, "apply", int32_t{1}, int32_t{1}), 9 + round);
      EXPECT_EQ(family.call(m, "fill_stack", int32_t{3}), family.call(0, "fill_stack", int32_t{3}));
    }
  }
  for (size_t m = 0; m < 3; ++m) {
    const auto block = must(family.memory.view<uint8_t>(combined.modules[m].heap_base, 100));
    EXPECT_TRUE(std::all_of(block.begin(), block.end(), [](uint8_t b) { return b == 100; }));
  }
}

TEST_P(LayoutTest, ModulesThatRelocateTheirOwnDataMay) {
  Layout layout;
  const Bytes pointers = guest("pointers_pie");
  must(layout.add(pointers));
  must(layout.add(pointers));
  const CombinedLayout combined = must(layout.combine());
  EXPECT_GE(combined.modules[0].offset, 1024u);  // Nothing lies at the null pointer.
  const Family family(engine, combined);
  for (size_t m = 0; m < 2; ++m) {
    EXPECT_EQ(family.call(m, "middle_number"), 20);
    EXPECT_EQ(family.call(m, "letter", int32_t{2}, int32_t{1}), 'a');
    EXPECT_EQ(family.call(m, "operate", int32_t{0}, int32_t{6}, int32_t{7}), 13);
    EXPECT_EQ(family.call(m, "operate", int32_t{1}, int32_t{6}, int32_t{7}), 42);
  }
}

TEST_P(LayoutTest, AllocatorsThatRelocateThemselvesFindTheirHeaps) {
  Layout layout;
  const Bytes bump = guest("bump_pie");
  must(layout.add(bump, {.name = "own", .own_heap = 4096}));
  must(layout.add(bump, {.name = "common"}));
  const CombinedLayout combined = must(layout.combine());
  const Family family(engine, combined);
  for (size_t m = 0; m < 2; ++m) {
    const auto base = static_cast<int32_t>(combined.modules[m].heap_base);
    EXPECT_EQ(family.call(m, "allocate", int32_t{48}), base);
    EXPECT_EQ(family.call(m, "allocate", int32_t{16}), base + 48);
  }
  EXPECT_NE(combined.modules[0].heap_base, combined.heap_base);
  EXPECT_EQ(combined.modules[1].heap_base, combined.heap_base);
  must(layout.add(bump, {.name = "third"}));
  EXPECT_TRUE(contains(error_of(layout.combine()).message, "'common' and 'third' both have code"));
  // Linked statically, its pointer to the heap would stay where it is.
  EXPECT_TRUE(contains(refusal(guest("bump")), "its data at address 1024"));
}

TEST_P(LayoutTest, BulkMemoryInitialisationMoves) {
  Layout layout;
  const Bytes state = guest("state_bulk");  // .bss is cleared by __wasm_init_memory.
  must(layout.add(state, {.own_heap = 16}));
  must(layout.add(state, {.own_heap = 16}));
  const CombinedLayout combined = must(layout.combine());
  const Memory memory = must(Memory::create(engine, {.limits = {.min = combined.needed_pages}}));
  std::ranges::fill(memory.data(), std::byte{0xFF});
  Linker linker(engine);
  must(linker.define("env", "memory", memory));
  const auto start = [&](size_t m) {
    return must(linker.instantiate(must(Module::compile(engine, combined.modules[m].bytes))));
  };
  const Instance first = start(0);
  EXPECT_EQ(must(must(first.function<int32_t(int32_t)>("count"))(5)), 13);
  const Instance second = start(1);
  EXPECT_EQ(must(must(second.function<int32_t(int32_t)>("count"))(5)), 13);
  EXPECT_EQ(must(must(first.function<int32_t(int32_t)>("count"))(5)), 19);
}

TEST_P(LayoutTest, OptimisedOrNotTheCodeIsUnderstood) {
  for (const char* name : {"state_O0", "state_Os", "state_O3"}) {
    Layout layout;
    must(layout.add(guest("state"), {.own_heap = 64}));
    must(layout.add(guest(name)));
    const Family family(engine, must(layout.combine()));
    EXPECT_EQ(family.call(1, "count", int32_t{5}), 13) << name;
    EXPECT_EQ(family.call(1, "weight", int32_t{5}), 44) << name;
    EXPECT_EQ(family.call(1, "before", int32_t{3005}), 44) << name;
    EXPECT_EQ(family.call(1, "hash", int32_t{1}), int32_t(2654435769u ^ 305419896u)) << name;
    EXPECT_EQ(family.call(1, "fill_stack", int32_t{3}), family.call(0, "fill_stack", int32_t{3}));
  }
}

/// Runs run(3) of the last module of a layout, all memory that is not its own filled with 0xA5, and
/// sees that this stays.
uint32_t run_alone(const Engine& engine, const CombinedLayout& layout) {
  const Memory memory = must(Memory::create(engine, {.initial = layout.needed_pages}));
  const RelocatedModule& module = layout.modules.back();
  const auto others = [&](auto act) {
    for (const LayoutRegion& r : layout.regions) {
      if (r.module != module.name) act(memory.data().subspan(r.begin, r.end - r.begin));
    }
  };
  constexpr std::byte kMark{0xA5};
  others([&](std::span<std::byte> bytes) { std::ranges::fill(bytes, kMark); });
  Linker linker(engine);
  must(linker.define("env", "memory", memory));
  const Instance instance = must(linker.instantiate(must(Module::compile(engine, module.bytes))));
  const uint32_t sum = must(must(instance.function<uint32_t(uint32_t)>("run"))(3));
  others([&](std::span<const std::byte> bytes) {
    EXPECT_TRUE(std::ranges::all_of(bytes, [](std::byte b) { return b == kMark; }))
        << module.name << " has written outside of its regions";
  });
  return sum;
}

TEST_P(LayoutTest, ProgramsComputeTheSameAnywhere) {
  std::istringstream kernels(SHOAL_LAYOUT_KERNELS);
  for (std::string kernel; kernels >> kernel;) {
    std::vector<uint32_t> sums;
    for (const char* way : {"static", "pie"}) {
      const Bytes bytes = guest("kernel_" + kernel + "_" + way);
      for (const uint64_t below : {0, 1, 100000}) {
        Layout layout;
        if (below > 0) must(layout.add(guest("state"), {.own_heap = below}));
        if (!layout.add(bytes, {.name = kernel})) {
          EXPECT_STREQ(way, "static") << kernel;  // Its data has pointers.
          continue;
        }
        sums.push_back(run_alone(engine, must(layout.combine(below))));
      }
    }
    ASSERT_GE(sums.size(), 3u) << kernel;
    EXPECT_EQ(std::ranges::count(sums, sums[0]), std::ssize(sums)) << kernel;
  }
}

// ---- Where it goes

TEST(LayoutMapTest, RegionsTileTheMemory) {
  Layout layout;
  must(layout.add(guest("state"), {.name = "a", .own_heap = 1000}));
  must(layout.add(guest("pointers_pie"), {.name = "b"}));
  must(layout.add(guest("state_stack_first"), {.name = "c"}));
  for (const uint64_t more : {0, 10000}) {
    const CombinedLayout combined = must(layout.combine(more, 100000));
    uint64_t end = 0;
    std::map<std::pair<std::string, Kind>, uint64_t> sizes;
    for (const LayoutRegion& r : combined.regions) {
      EXPECT_EQ(r.begin, end);
      EXPECT_LT(r.begin, r.end);
      end = r.end;
      sizes[{r.module, r.kind}] += r.end - r.begin;
    }
    EXPECT_EQ(end, combined.needed_pages * kPageSize);
    for (const char* name : {"a", "b", "c"}) {
      EXPECT_GE((sizes[{name, Kind::kStack}]), 65536 + more) << name;
      EXPECT_LT((sizes[{name, Kind::kStack}]), 65536 + more + 65536) << name;
    }
    EXPECT_EQ((sizes[{"a", Kind::kHeap}]), 1008u);
    EXPECT_GE((sizes[{"", Kind::kHeap}]), 100000u);
    EXPECT_EQ(combined.modules[1].heap_base, combined.heap_base);
    EXPECT_TRUE(contains(to_string(combined), "(common)"));
  }
}

TEST(LayoutMapTest, MoreStackIsUsable) {
  const Engine engine = make_engine();
  for (const char* name : {"state", "state_stack_first"}) {
    Layout layout;
    must(layout.add(guest(name)));
    const CombinedLayout usual = must(layout.combine());
    const CombinedLayout more = must(layout.combine(1 << 20));
    const auto top = [&](const CombinedLayout& l) {
      const Family family(engine, l);
      return static_cast<uint32_t>(must(family.instances[0].global("__stack_pointer")).get().i32());
    };
    const auto stack = std::ranges::find(more.regions, Kind::kStack, &LayoutRegion::kind);
    EXPECT_EQ(top(more), top(usual) + (1 << 20)) << name;
    EXPECT_GE(stack->end - stack->begin, 65536u + (1 << 20)) << name;
    EXPECT_TRUE(stack->begin < top(more) && top(more) <= stack->end) << name;
    EXPECT_EQ(Family(engine, more).call(0, "weight", int32_t{5}), 44) << name;
  }
}

TEST(LayoutMapTest, OneAllocatorOnlyOnTheCommonHeap) {
  Layout layout;
  must(layout.add(guest("state"), {.name = "one"}));
  must(layout.add(guest("state"), {.name = "two"}));
  const Error error = error_of(layout.combine());
  EXPECT_EQ(error.kind, ErrorKind::kArgument);
  EXPECT_TRUE(contains(error.message, "'one' and 'two' both have code that takes the common heap"));
}

TEST(LayoutMapTest, FourGiBAreTheEnd) {
  Layout layout;
  must(layout.add(guest("state")));
  EXPECT_EQ(error_of(layout.combine(uint64_t{1} << 32)).kind, ErrorKind::kLimit);
  EXPECT_EQ(error_of(layout.combine(0, UINT64_MAX)).kind, ErrorKind::kLimit);
  Layout large;
  must(large.add(guest("state"), {.own_heap = UINT64_MAX}));
  EXPECT_EQ(error_of(large.combine()).kind, ErrorKind::kLimit);
}

// ---- relocate

TEST(RelocateTest, WhereItIsNothingChanges) {
  for (const char* name : {"state", "state_bulk", "state_stack_first"}) {
    const Bytes bytes = guest(name);
    EXPECT_EQ(must(Layout::relocate(bytes, 0, must(Layout::get_heap_base(bytes)))), bytes) << name;
  }
}

TEST(RelocateTest, EverythingElseStaysByteForByte) {
  const Bytes bytes = guest("state");
  const uint64_t heap_base = must(Layout::get_heap_base(bytes));
  const Bytes moved = must(Layout::relocate(bytes, 65536, heap_base + (1 << 20)));
  EXPECT_EQ(must(Layout::get_heap_base(moved)), heap_base + (1 << 20));
  const std::vector<Section> before = sections(bytes), after = sections(moved);
  ASSERT_EQ(before.size(), after.size());
  for (size_t i = 0; i < before.size(); ++i) {
    constexpr int kImport = 2, kGlobal = 6, kData = 11;
    const int id = before[i].id;
    EXPECT_EQ(id, after[i].id);
    const bool changes = id == kImport || id == kGlobal || id == kData;
    EXPECT_EQ(before[i] == after[i], !changes) << "section " << id;
  }
  // And back again.
  EXPECT_EQ(must(Layout::relocate(moved, 0, heap_base + (1 << 20))), moved);
}

TEST(RelocateTest, ChecksItsArguments) {
  const Bytes bytes = guest("state");
  const Error offset = error_of(Layout::relocate(bytes, 16, 1 << 20));
  EXPECT_EQ(offset.kind, ErrorKind::kArgument);
  EXPECT_TRUE(contains(offset.message, "must be a multiple of")) << offset.message;
  const Error inside = error_of(Layout::relocate(bytes, 1 << 20, (1 << 20) + 4096));
  EXPECT_EQ(inside.kind, ErrorKind::kArgument);
  EXPECT_TRUE(contains(inside.message, "the heap cannot begin at")) << inside.message;
  EXPECT_EQ(error_of(Layout::relocate(bytes, uint64_t{65535} << 16, 1 << 20)).kind,
            ErrorKind::kLimit);
  const Error null = error_of(Layout::relocate(guest("pointers_pie"), 0, 1 << 20));
  EXPECT_TRUE(contains(null.message, "null pointer"));
  EXPECT_TRUE(
      contains(error_of(Layout::get_heap_base(wat("(module)"))).message, "--export=__heap_base"));
}

// ---- What is refused

TEST(RefusalTest, AbsoluteAddressesInCode) {
  EXPECT_TRUE(contains(refusal(guest("state_absolute")), "not position independent: in function"));
  EXPECT_TRUE(contains(refusal(guest("state_absolute")),
                       "i32.const 1024 is an absolute address (used by i32.load at byte 0x"))
      << refusal(guest("state_absolute"));
  // The five bytes of a constant that the linker has written, and no base added to them.
  const std::string message = refusal(guest("absolute_argument"));
  EXPECT_TRUE(contains(message, "\"pass\" at byte 0x")) << message;
  EXPECT_TRUE(contains(message, "i32.const 1024 is an absolute address (used by call at byte 0x"))
      << message;
}

TEST(RefusalTest, HeapBaseThatWouldMoveWithTheData) {
  const std::string message = refusal(guest("hidden_heap_base"));
  EXPECT_TRUE(contains(message, "\"heap\" at byte 0x")) << message;
  EXPECT_TRUE(contains(message, "is the address of __heap_base")) << message;
}

TEST(RefusalTest, ByHandAndInDoubt) {
  constexpr std::string_view kHead =
      "(module (import \"env\" \"memory\" (memory 1)) (data (i32.const 1024) \"abcdefgh\") ";
  const auto refused = [&](std::string_view rest) {
    return refusal(wat(std::string(kHead) + std::string(rest) + ")"));
  };
  EXPECT_TRUE(contains(refused("(func $f (result i32) (i32.load (i32.const 1028)))"),
                       "in function 0 \"f\" at byte 0x"));
  EXPECT_TRUE(contains(refused("(func $f (result i32) (i32.const 1028))"),
                       "i32.const 1028 is an absolute address (used by end"));
  EXPECT_TRUE(contains(
      refused("(func $f (param i32) (result i32) (i32.load8_u offset=1024 (local.get 0)))"),
      "i32.load8_u offset=1024 has an absolute address"));
  EXPECT_TRUE(contains(refused("(func $f (i32.store (i32.const 4) (i32.const 0)))"),
                       "i32.store has an absolute address"));
  // Around a loop: the constant is in the local when the loop starts again.
  EXPECT_TRUE(contains(refused("(func $f (param i32) (local i32) (local.set 1 (local.get 0)) (loop "
                               "(drop (i32.load (local.get 1)))"
                               " (local.set 1 (i32.const 1030)) (br_if 0 (local.get 0))))"),
                       "i32.const 1030 is an absolute address (used by i32.load"));
  // In one arm of an if.
  EXPECT_TRUE(contains(
      refused("(func $f (param i32) (result i32) (i32.add (i32.const 2)"
              " (if (result i32) (local.get 0) (then (i32.const 1026)) (else (i32.const 0)))))"),
      "i32.const 1026"));
  // A call by an index that wasm-ld would have left longer.
  EXPECT_TRUE(contains(refused("(func $f (param i32) (drop (i32.load (local.get 0))) (call $f "
                               "(i32.const 3)))"),
                       "the index of call is not as long as wasm-ld leaves it"));
  // What can do no harm.
  EXPECT_TRUE(Layout()
                  .add(wat(std::string(kHead) +
                           "(func (param i32) (result i32) (i32.load offset=8 (local.get 0)))"
                           "(func (param i32) (result i32) (i32.mul (i32.const 7) (local.get "
                           "0))))"))
                  .ok());
}

TEST(RefusalTest, PointersInDataThatNothingMoves) {
  const std::string message = refusal(guest("pointers"));
  EXPECT_TRUE(contains(message, "its data at address ")) << message;
  EXPECT_TRUE(contains(message, "-pie --experimental-pic")) << message;
  EXPECT_TRUE(Layout().add(guest("pointers"), {.trust_data = true}).ok());
}

TEST(RefusalTest, ModulesOfOtherShapes) {
  const Error own = error_of(Layout().add(wat("(module (memory 1))")));
  EXPECT_TRUE(contains(own.message, "--import-memory")) << own.message;
  EXPECT_TRUE(contains(refusal(guest("state_stripped")), "stripped"));
  EXPECT_TRUE(contains(refusal(guest("pointers_shared_imports")), "GOT.mem.elsewhere"));
  EXPECT_TRUE(contains(
      refusal(wat("(module (import \"env\" \"memory\" (memory 1)) (import \"x\" \"g\" (global "
                  "i32)) (data (global.get 0) \"a\"))")),
      "data segment 0 lies at neither a constant nor __memory_base"));
  Layout layout;
  must(layout.add(guest("state")));
  const Error shared = error_of(layout.add(guest("state_shared")));
  EXPECT_TRUE(contains(shared.message, "a shared memory, unlike those before it"));
  const Error grows = error_of(layout.add(
      wat("(module (import \"env\" \"memory\" (memory 1)) (func (drop (memory.grow (i32.const "
          "1)))))"),
      {.own_heap = 100}));
  EXPECT_TRUE(contains(grows.message, "__heap_end")) << grows.message;
}

// ---- Hostile bytes

TEST(HostileBytesTest, CutAndChangedModulesGiveErrorsOrModules) {
  const Engine engine = make_engine();
  std::mt19937 random(1);
  for (const char* name : {"state_bulk", "pointers_pie", "state_O0"}) {
    const Bytes good = guest(name);
    const auto attempt = [&](const Bytes& bytes) {
      Layout layout;
      if (!layout.add(bytes, {.trust_data = true})) return;
      const Result<CombinedLayout> combined = layout.combine(100);
      if (combined && Module::compile(engine, bytes)) {
        EXPECT_TRUE(Module::compile(engine, combined->modules[0].bytes).ok());
      }
    };
    for (size_t size = 0; size < good.size(); ++size) {
      attempt(Bytes(good.begin(), good.begin() + static_cast<ptrdiff_t>(size)));
    }
    for (int i = 0; i < 3000; ++i) {
      Bytes bytes = good;
      for (unsigned n = random() % 3 + 1; n > 0; --n) {
        bytes[random() % bytes.size()] = static_cast<uint8_t>(random());
      }
      attempt(bytes);
    }
  }
}

TEST(HostileBytesTest, WhatIsTooComplexIsRefusedInTime) {
  std::string locals, loops, ends;
  for (int i = 0; i < 40000; ++i) locals += " i32";
  for (int i = 0; i < 2000; ++i) {
    loops += " (loop";
    ends += ")";
  }
  const Error error =
      error_of(Layout().add(wat("(module (import \"env\" \"memory\" (memory 1)) (func (local" +
                                locals + ")" + loops + ends + "))")));
  EXPECT_EQ(error.kind, ErrorKind::kLimit);
  EXPECT_TRUE(contains(error.message, "too complex")) << error.message;
}

// ---- Elsewhere

class LayoutCommandTest : public CommandTest {};

constexpr const char* kNodeScript = R"(
const fs = require('fs');
const memory = new WebAssembly.Memory({initial: Number(process.argv[2])});
const load = name => new WebAssembly.Instance(
    new WebAssembly.Module(fs.readFileSync(name)), {env: {memory}}).exports;
const modules = ['m0.wasm', 'm1.wasm', 'm2.wasm'].map(load);
const out = [];
for (const m of modules) {
  if (m.count) {
    out.push(m.allocate(50), m.count(5), m.count(6), m.weight(5), m.apply(1, 1), m.apply(0, 4),
             m.fill_stack(3), m.is_aligned());
  } else {
    out.push(m.middle_number(), m.letter(1, 0), m.operate(1, 6, 7));
  }
}
console.log(out.join(' '));
)";

TEST_F(LayoutCommandTest, NodeRunsThemAlike) {
  if (run_program("node", "--version").code != 0) GTEST_SKIP() << "there is no node";
  Layout layout;
  must(layout.add(guest("state"), {.own_heap = 256}));
  must(layout.add(guest("state_bulk")));
  must(layout.add(guest("pointers_pie")));
  const CombinedLayout combined = must(layout.combine(4096));
  for (size_t i = 0; i < 3; ++i) {
    const Bytes& b = combined.modules[i].bytes;
    write("m" + std::to_string(i) + ".wasm", {reinterpret_cast<const char*>(b.data()), b.size()});
  }
  write("run.js", kNodeScript);
  const CommandOutcome node =
      run_program("node", "run.js " + std::to_string(combined.needed_pages));
  ASSERT_EQ(node.code, 0) << node.err;

  const Family family(make_engine(), combined);
  std::string ours;
  const auto say = [&](int32_t v) { ours += (ours.empty() ? "" : " ") + std::to_string(v); };
  for (size_t m = 0; m < 2; ++m) {
    say(family.call(m, "allocate", int32_t{50}));
    say(family.call(m, "count", int32_t{5}));
    say(family.call(m, "count", int32_t{6}));
    say(family.call(m, "weight", int32_t{5}));
    say(family.call(m, "apply", int32_t{1}, int32_t{1}));
    say(family.call(m, "apply", int32_t{0}, int32_t{4}));
    say(family.call(m, "fill_stack", int32_t{3}));
    say(family.call(m, "is_aligned"));
  }
  say(family.call(2, "middle_number"));
  say(family.call(2, "letter", int32_t{1}, int32_t{0}));
  say(family.call(2, "operate", int32_t{1}, int32_t{6}, int32_t{7}));
  EXPECT_EQ(ours + "\n", node.out);
}

// Its __wasm_init_memory has atomic instructions, which Shoal does not run yet.
TEST_F(LayoutCommandTest, SharedMemoryIsInitialisedElsewhereToo) {
  if (run_program("node", "--version").code != 0) GTEST_SKIP() << "there is no node";
  Layout layout;
  must(layout.add(guest("state_shared"), {.own_heap = 256}));
  must(layout.add(guest("state_shared")));
  const CombinedLayout combined = must(layout.combine());
  EXPECT_TRUE(combined.shared);
  EXPECT_EQ(combined.maximum_pages, 16u);
  for (size_t i = 0; i < 2; ++i) {
    const Bytes& b = combined.modules[i].bytes;
    write("m" + std::to_string(i) + ".wasm", {reinterpret_cast<const char*>(b.data()), b.size()});
  }
  write("run.js", R"(
const fs = require('fs');
const memory = new WebAssembly.Memory(
    {initial: Number(process.argv[2]), maximum: 16, shared: true});
const load = name => new WebAssembly.Instance(
    new WebAssembly.Module(fs.readFileSync(name)), {env: {memory}}).exports;
const [a, b] = ['m0.wasm', 'm1.wasm'].map(load);
console.log([a.count(5), b.count(5), a.count(5), b.weight(5), b.allocate(3) - a.allocate(3)].join());
)");
  const CommandOutcome node =
      run_program("node", "run.js " + std::to_string(combined.needed_pages));
  EXPECT_EQ(node.out,
            "13,13,19,44," +
                std::to_string(combined.modules[1].heap_base - combined.modules[0].heap_base) +
                "\n")
      << node.err;
}

TEST_F(LayoutCommandTest, TheCommandWritesTheSameModules) {
  const std::string files =
      SHOAL_GUEST_DIR "/layout_state.wasm " SHOAL_GUEST_DIR "/layout_pointers_pie.wasm";
  const CommandOutcome done = run_program(SHOAL_COMMAND, "layout " + files + " -o moved/deep");
  ASSERT_EQ(done.code, 0) << done.err;
  Layout layout;
  must(layout.add(guest("state"), {.name = "layout_state"}));
  must(layout.add(guest("pointers_pie"), {.name = "layout_pointers_pie"}));
  const CombinedLayout combined = must(layout.combine());
  EXPECT_EQ(done.out, to_string(combined));
  for (const RelocatedModule& m : combined.modules) {
    const std::string written = read("moved/deep/" + m.name + ".wasm");
    EXPECT_EQ(Bytes(written.begin(), written.end()), m.bytes) << m.name;
  }
}

TEST_F(LayoutCommandTest, TheCommandNamesFileAndReason) {
  const auto fails = [&](const std::string& arguments) {
    const CommandOutcome outcome = run_program(SHOAL_COMMAND, "layout " + arguments);
    EXPECT_EQ(outcome.code, 2);
    return outcome.err;
  };
  const std::string absolute = SHOAL_GUEST_DIR "/layout_state_absolute.wasm";
  EXPECT_TRUE(
      contains(fails(absolute + " -o out"), absolute + "': unsupported: the module is not"));
  EXPECT_TRUE(contains(fails("missing.wasm -o out"), "cannot read 'missing.wasm'"));
  const std::string state = SHOAL_GUEST_DIR "/layout_state.wasm";
  EXPECT_TRUE(contains(fails(state + " " + state + " -o out"), "two modules called"));
  EXPECT_TRUE(contains(fails(state + " --own-heap layout_state=x -o out"), "no number of bytes"));
  write("junk.wasm", "junk");
  EXPECT_TRUE(contains(fails("junk.wasm -o out"), "'junk.wasm': malformed"));
}

}  // namespace
}  // namespace shoal
