// The module reader: what it stores, when it tells its sink, and that neither the cut of the chunks
// nor hostile bytes change or harm anything.
#include <gtest/gtest.h>

#include <chrono>
#include <filesystem>
#include <initializer_list>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "jit/limits.h"
#include "jit/module_reader.h"
#include "shoal/wat.h"
#include "tests/module_events.h"

namespace shoal::jit {
namespace {

namespace fs = std::filesystem;
using Bytes = std::vector<uint8_t>;

Bytes from_wat(std::string_view text) {
  Result<Bytes> bytes = wat_to_wasm(text, "test.wat");
  EXPECT_TRUE(bytes) << bytes.error().message;
  return std::move(*bytes);
}

const Bytes kHeader = {0x00, 'a', 's', 'm', 0x01, 0x00, 0x00, 0x00};

Bytes leb(uint32_t value) {
  Bytes out;
  for (; value >= 0x80; value >>= 7) out.push_back(static_cast<uint8_t>(value | 0x80));
  out.push_back(static_cast<uint8_t>(value));
  return out;
}

Bytes operator+(Bytes a, const Bytes& b) {
  a.insert(a.end(), b.begin(), b.end());
  return a;
}

Bytes section(SectionId id, const Bytes& contents) {
  return Bytes{static_cast<uint8_t>(id)} + leb(static_cast<uint32_t>(contents.size())) + contents;
}

Bytes text(std::string_view name) {
  return leb(static_cast<uint32_t>(name.size())) + Bytes(name.begin(), name.end());
}

/// A module of one type () -> () and functions with these bodies.
Bytes module_of(const std::vector<Bytes>& bodies) {
  Bytes functions = leb(static_cast<uint32_t>(bodies.size()));
  Bytes code = functions;
  for (const Bytes& body : bodies) {
    functions.push_back(0);
    code = code + leb(static_cast<uint32_t>(body.size())) + body;
  }
  return kHeader + section(SectionId::kType, {1, 0x60, 0, 0}) +
         section(SectionId::kFunction, functions) + section(SectionId::kCode, code);
}

/// Expects that the module is refused with an error of this kind whose message holds `words`.
void expect_refused(const Bytes& bytes, ErrorKind kind, std::string_view words) {
  const ModuleEvents seen = read_module(bytes);
  ASSERT_TRUE(seen.error) << "accepted, expected: " << words;
  EXPECT_EQ(to_string(seen.error->kind), to_string(kind)) << seen.error->to_string();
  EXPECT_NE(seen.error->message.find(words), std::string::npos) << seen.error->to_string();
  ASSERT_TRUE(seen.error->offset);
  EXPECT_LE(*seen.error->offset, bytes.size());
}

// ---- What is stored

TEST(ModuleReader, FillsTheModuleInfo) {
  const ModuleEvents seen = read_module(from_wat(R"((module $m
      (type $t (func (param i32 f64) (result i64)))
      (import "env" "f" (func $f (type $t)))
      (import "env" "g" (global $g i32))
      (table $t0 3 5 funcref)
      (table $t1 1 externref)
      (memory 1 2)
      (global $h (mut i64) (i64.const -7))
      (global $k i32 (i32.add (global.get $g) (i32.const 4)))
      (export "out" (func $a))
      (export "mem" (memory 0))
      (start $b)
      (elem (table $t0) (offset (global.get $g)) func $b $f)
      (elem declare func $c)
      (func $a (nop))
      (func $b)
      (func $c (drop (ref.func $c)))
      (func $d)
      (data (i32.const 8) "xyz")
      (data "passive"))
  )"));
  ASSERT_FALSE(seen.error) << seen.error->to_string();
  const ModuleInfo& info = seen.info;
  EXPECT_EQ(to_string(info.type_of(0)), "(i32, f64) -> (i64)");
  ASSERT_EQ(info.imports.size(), 2u);
  EXPECT_EQ(info.imports[1].module + "." + info.imports[1].name, "env.g");
  EXPECT_EQ(info.imports[1].kind, ExternKind::kGlobal);
  EXPECT_EQ(info.imported_functions, 1u);
  EXPECT_EQ(info.imported_globals, 1u);
  ASSERT_EQ(info.tables.size(), 2u);
  EXPECT_EQ(info.tables[0].type.limits, (Limits{3, 5, true}));
  EXPECT_EQ(info.tables[1].type.element, ValType::kExternRef);
  ASSERT_EQ(info.memories.size(), 1u);
  EXPECT_EQ(info.memories[0].limits, (Limits{1, 2, true}));
  ASSERT_EQ(info.globals.size(), 3u);
  EXPECT_TRUE(info.globals[1].type.is_mutable);
  EXPECT_EQ(static_cast<int64_t>(info.globals[1].init.at(0).bits), -7);
  ASSERT_EQ(info.globals[2].init.size(), 3u);
  EXPECT_EQ(info.globals[2].init[0].op, Op::kGlobalGet);
  EXPECT_EQ(info.globals[2].init[1].bits, 4u);
  EXPECT_EQ(info.globals[2].init[2].op, Op::kI32Add);
  ASSERT_EQ(info.elements.size(), 2u);
  EXPECT_EQ(info.elements[0].mode, SegmentMode::kActive);
  ASSERT_EQ(info.elements[0].items.size(), 2u);
  EXPECT_EQ(info.elements[0].items[0].op, Op::kRefFunc);
  EXPECT_EQ(info.elements[1].mode, SegmentMode::kDeclarative);
  EXPECT_EQ(info.start, 2u);
  ASSERT_EQ(info.data.size(), 2u);
  EXPECT_EQ(info.data[0].bytes_size, 3u);
  EXPECT_EQ(info.data[1].mode, SegmentMode::kPassive);
  EXPECT_EQ(info.bodies.size(), 4u);
}

TEST(ModuleReader, KnowsWhichFunctionsEscapeAndAreDeclared) {
  const ModuleEvents seen = read_module(from_wat(R"((module
      (func $exported (export "e"))
      (func $started)
      (func $in_global)
      (func $in_segment)
      (func $declared)
      (func $plain)
      (start $started)
      (global funcref (ref.func $in_global))
      (table 1 funcref)
      (elem (i32.const 0) $in_segment)
      (elem declare func $declared))
  )"));
  ASSERT_FALSE(seen.error) << seen.error->to_string();
  std::string escapes, declared;
  for (size_t i = 0; i < seen.info.functions.size(); ++i) {
    escapes += seen.info.functions[i].escapes ? '1' : '0';
    declared += seen.info.declared_functions[i] ? '1' : '0';
  }
  EXPECT_EQ(escapes, "111110");
  EXPECT_EQ(declared, "101110");  // the start section alone declares nothing
}

TEST(ModuleReader, ReadsNames) {
  const ModuleEvents seen =
      read_module(from_wat("(module $mod (func $first) (func) (func $third))"));
  ASSERT_FALSE(seen.error);
  EXPECT_EQ(seen.info.name, "mod");
  EXPECT_EQ(seen.info.function_names, (std::vector<std::string>{"first", "", "third"}));
}

TEST(ModuleReader, IgnoresMalformedNames) {
  const Bytes good = text("name") + Bytes{0} + leb(4) + text("mod");
  for (const Bytes& names : {
           good + Bytes{1, 0x90, 0x01, 0x05},  // a subsection longer than the section
           good + Bytes{1, 3, 1, 0x80, 0x80},  // a function index that does not end
           good + Bytes{1, 4, 1, 9, 1, 'x'},   // a function that there is not
           good + Bytes{1, 4, 1, 0, 1, 0xFF},  // no UTF-8
           good + Bytes{1, 5, 0xFF, 0xFF, 0xFF, 0xFF, 0x0F},  // 4294967295 names
       }) {
    const ModuleEvents seen =
        read_module(module_of({{0, 0x0B}}) + section(SectionId::kCustom, names));
    ASSERT_FALSE(seen.error) << seen.error->to_string();
    EXPECT_EQ(seen.info.name, "mod");
    EXPECT_TRUE(seen.info.function_names.empty());
  }
}

TEST(ModuleReader, AcceptsTablesWithInitialValue) {
  const ModuleEvents seen = read_module(
      kHeader + section(SectionId::kType, {1, 0x60, 0, 0}) + section(SectionId::kFunction, {1, 0}) +
      section(SectionId::kTable, {1, 0x40, 0x00, 0x70, 0x00, 0x02, 0xD2, 0x00, 0x0B}) +
      section(SectionId::kCode, {1, 2, 0, 0x0B}));
  ASSERT_FALSE(seen.error) << seen.error->to_string();
  ASSERT_EQ(seen.info.tables.at(0).init.size(), 1u);
  EXPECT_EQ(seen.info.tables[0].init[0].op, Op::kRefFunc);
  EXPECT_TRUE(seen.info.functions[0].escapes);
}

// ---- When the sink hears of it

/// Counts calls, and can refuse them.
struct CountingSink : ModuleSink {
  Result<void> on_code_start() override {
    ++starts;
    if (refuse_start) return make_error(ErrorKind::kLimit, "no code today");
    return {};
  }
  Result<void> on_function_body(uint32_t, std::span<const uint8_t>, uint64_t) override {
    ++bodies;
    return {};
  }
  int starts = 0;
  int bodies = 0;
  bool refuse_start = false;
};

TEST(ModuleReader, HandsOverABodyWithItsLastByte) {
  const Bytes bytes = module_of({{0, 0x0B}, {0, 0x01, 0x0B}});
  ModuleInfo info;
  CountingSink sink;
  ModuleReader reader(info, sink);
  const size_t second = bytes.size() - 4;  // the size byte of the second body
  ASSERT_TRUE(reader.feed(std::span(bytes).first(second)));
  EXPECT_EQ(sink.bodies, 1);
  ASSERT_TRUE(reader.feed(std::span(bytes).subspan(second, 3)));
  EXPECT_EQ(sink.bodies, 1);
  ASSERT_TRUE(reader.feed(std::span(bytes).last(1)));
  EXPECT_EQ(sink.bodies, 2);
  ASSERT_TRUE(reader.finish());
  ASSERT_TRUE(reader.finish());
  EXPECT_EQ(sink.starts, 1);
  EXPECT_FALSE(reader.feed(bytes));
  EXPECT_EQ(reader.take_bytes(), bytes);
}

TEST(ModuleReader, StartsTheCodeOnceEvenWithoutCode) {
  ModuleInfo info;
  CountingSink sink;
  ModuleReader reader(info, sink);
  ASSERT_TRUE(reader.feed(kHeader));
  EXPECT_EQ(sink.starts, 0);
  ASSERT_TRUE(reader.finish());
  EXPECT_EQ(sink.starts, 1);
}

TEST(ModuleReader, FirstErrorSticks) {
  const Bytes bytes = module_of({{0, 0x0B}});
  ModuleInfo info;
  CountingSink sink;
  sink.refuse_start = true;
  ModuleReader reader(info, sink);
  for (Result<void> result :
       {reader.feed(bytes), reader.feed({}), reader.feed(bytes), reader.finish()}) {
    ASSERT_FALSE(result);
    EXPECT_EQ(result.error().message, "no code today");
  }
  EXPECT_EQ(sink.starts, 1);
  EXPECT_EQ(sink.bodies, 0);
}

// ---- Chunks

std::vector<Bytes> sample_modules() {
  std::vector<Bytes> modules = {
      kHeader,
      module_of({{0, 0x0B}, {0, 0x00, 0x0B}, {1, 1, 0x7F, 0x0B}}),
      module_of({{0, 0x6A, 0x0B}}),                // invalid
      module_of({{0, 0x0B}}) + Bytes{0x0B, 0x80},  // ends inside a section's size
      Bytes{0x00, 'a', 's', 'n', 0x01, 0, 0, 0},
      from_wat(
          "(module $m (memory 1) (func $f (export \"f\") (param i32) (result i32) local.get 0) "
          "(data (i32.const 0) \"some bytes\"))"),
  };
  const fs::path core = fs::path(SHOAL_SPEC_DIR) / "core";
  if (!fs::is_directory(core)) return modules;
  std::vector<fs::path> paths;
  for (const fs::directory_entry& entry : fs::directory_iterator(core)) {
    const std::string name = entry.path().filename().string();
    if (entry.path().extension() == ".wasm" && entry.file_size() < 20'000 &&
        (name.starts_with("binary") || name.starts_with("elem") || name.starts_with("br_table") ||
         name.starts_with("custom") || name.starts_with("bulk") || name.starts_with("imports"))) {
      paths.push_back(entry.path());
    }
  }
  std::sort(paths.begin(), paths.end());
  for (const fs::path& path : paths) modules.push_back(load_file(path.string()));
  return modules;
}

void expect_same(const ModuleEvents& whole, const ModuleEvents& pieces) {
  EXPECT_EQ(whole.events, pieces.events);
  ASSERT_EQ(whole.error.has_value(), pieces.error.has_value());
  if (whole.error) {
    EXPECT_EQ(whole.error->to_string(), pieces.error->to_string());
  }
  EXPECT_EQ(whole.info.function_names, pieces.info.function_names);
  EXPECT_EQ(whole.info.exports.size(), pieces.info.exports.size());
}

TEST(ModuleReader, ChunksChangeNothing) {
  std::mt19937 random(1);
  for (const Bytes& bytes : sample_modules()) {
    const ModuleEvents whole = read_module(bytes);
    expect_same(whole, read_module_in_pieces(bytes, [](size_t) { return 1; }));
    for (int i = 0; i < 4; ++i) {
      expect_same(whole, read_module_in_pieces(bytes, [&](size_t) {
                    return random() % 3 ? random() % 8 : random() % 200;
                  }));
    }
  }
}

TEST(ModuleReader, ByteByByteIsLinear) {
  // Were a unit parsed again with each byte, this would take hours; it takes less than a second.
  Bytes blob = text("blob");
  blob.resize(6'000'000, 0x80);
  Bytes body = {0};
  body.resize(2'000'000, 0x01);
  body.push_back(0x0B);
  const Bytes bytes = module_of({body, body}) + section(SectionId::kCustom, blob);
  const ModuleEvents seen = read_module_in_pieces(bytes, [](size_t) { return 1; });
  EXPECT_FALSE(seen.error);
  EXPECT_EQ(seen.events.size(), 3u);
}

// ---- Refusals

TEST(ModuleReader, SharedMemoriesHaveAMaximum) {
  const ModuleEvents seen = read_module(kHeader + section(SectionId::kMemory, {1, 0x03, 1, 2}));
  EXPECT_FALSE(seen.error) << seen.error->to_string();
  expect_refused(kHeader + section(SectionId::kMemory, {1, 0x02, 1}), ErrorKind::kInvalid,
                 "shared memory must have maximum");
}

TEST(ModuleReader, NamesUnsupportedFeatures) {
  const Bytes func_type = section(SectionId::kType, {1, 0x60, 0, 0});
  const struct {
    Bytes bytes;
    const char* feature;
  } cases[] = {
      {kHeader + section(SectionId::kType, {1, 0x5F, 0}), "\"garbage collection\""},
      {kHeader + section(SectionId::kType, {1, 0x60, 1, 0x7B, 0}), "\"SIMD\""},
      {kHeader + section(SectionId::kType, {1, 0x60, 1, 0x64, 0x70, 0}),
       "\"typed function references\""},
      {kHeader + section(SectionId::kType, {1, 0x60, 1, 0x69, 0}), "\"exception handling\""},
      {kHeader + section(SectionId::kMemory, {1, 0x04, 1}), "\"memory64\""},
      {kHeader + section(SectionId::kTable, {1, 0x70, 0x04, 1}), "\"memory64\""},
      {kHeader + section(SectionId::kMemory, {1, 0x08, 1, 0}), "\"custom page sizes\""},
      {kHeader + section(SectionId::kMemory, {2, 0x00, 1, 0x00, 1}), "\"multi-memory\""},
      {kHeader + func_type + section(SectionId::kTag, {1, 0, 0}), "\"exception handling\""},
      {kHeader + section(SectionId::kImport, Bytes{1} + text("a") + text("b") + Bytes{4, 0, 0}),
       "\"exception handling\""},
      {{0x00, 'a', 's', 'm', 0x0D, 0x00, 0x01, 0x00}, "\"component model\""},
      {module_of({{0, 0xFD, 0x0C, 0x0B}}), "\"SIMD\""},
      {module_of({{0, 0xFD, 0x80, 0x02, 0x0B}}), "\"relaxed SIMD\""},
      {module_of({{0, 0xFE, 0x03, 0x00, 0x0B}}), "\"threads\""},
      {module_of({{0, 0xFB, 0x00, 0x00, 0x0B}}), "\"garbage collection\""},
      {module_of({{0, 0x1F, 0x40, 0x00, 0x0B}}), "\"exception handling\""},
      {module_of({{0, 0x14, 0x00, 0x0B}}), "\"typed function references\""},
      {module_of({{0, 0xFC, 0x13, 0x0B}}), "\"wide arithmetic\""},
      {module_of({{1, 1, 0x7B, 0x0B}}), "\"SIMD\""},
      {module_of({{0, 0xD0, 0x6E, 0x1A, 0x0B}}), "\"garbage collection\""},
      {kHeader + section(SectionId::kGlobal, Bytes{1, 0x7F, 0, 0xFD, 0x0C}), "\"SIMD\""},
  };
  for (const auto& c : cases) expect_refused(c.bytes, ErrorKind::kUnsupported, c.feature);
}

TEST(ModuleReader, SaysWhatIsMalformed) {
  const Bytes type = section(SectionId::kType, {0});
  expect_refused({}, ErrorKind::kMalformed, "unexpected end");
  expect_refused(kHeader + Bytes{14, 0}, ErrorKind::kMalformed, "malformed section id");
  expect_refused(kHeader + type + type, ErrorKind::kMalformed, "unexpected content");
  expect_refused(kHeader + section(SectionId::kImport, {0}) + type, ErrorKind::kMalformed,
                 "out of order");
  expect_refused(kHeader + section(SectionId::kType, {0, 0}), ErrorKind::kMalformed,
                 "section size mismatch");
  expect_refused(kHeader + Bytes{1, 5, 0}, ErrorKind::kMalformed, "inside the type section");
  expect_refused(kHeader + Bytes{1, 0x80, 0x80, 0x80, 0x80, 0x80}, ErrorKind::kMalformed,
                 "integer representation too long");
  expect_refused(kHeader + section(SectionId::kCustom, {1, 0xFF}), ErrorKind::kMalformed, "UTF-8");
  expect_refused(kHeader + section(SectionId::kMemory, {1, 0x10, 1}), ErrorKind::kMalformed,
                 "malformed limits flags");
  expect_refused(kHeader + section(SectionId::kCode, {1, 2, 0, 0x0B}), ErrorKind::kMalformed,
                 "inconsistent lengths");
  expect_refused(kHeader + section(SectionId::kDataCount, {1}), ErrorKind::kMalformed,
                 "inconsistent lengths");
  Bytes long_body = module_of({{0, 0x0B}});
  long_body[long_body.size() - 3] = 3;  // the body's size: one byte more than the section has
  expect_refused(long_body, ErrorKind::kMalformed, "unexpected end");
}

TEST(ExportIndex, FindsEachNameAndWhatComesTwice) {
  std::vector<ExportInfo> exports;
  for (uint32_t i = 0; i < 1000; ++i) {
    exports.push_back({std::to_string(i * 7919), ExternKind::kFunc, i});
  }
  ExportIndex index;
  EXPECT_EQ(index.build(exports), std::nullopt);
  for (uint32_t i = 0; i < 1000; ++i) EXPECT_EQ(index.find(exports, exports[i].name), i);
  EXPECT_EQ(index.find(exports, "7918"), std::nullopt);
  EXPECT_EQ(index.find(exports, ""), std::nullopt);
  exports.push_back({exports[500].name, ExternKind::kGlobal, 0});
  const std::optional<uint32_t> twice = index.build(exports);
  ASSERT_TRUE(twice.has_value());
  EXPECT_EQ(exports[*twice].name, exports[500].name);
}

TEST(ModuleReader, SaysWhatIsInvalid) {
  expect_refused(from_wat("(module (func (export \"a\")) (func (export \"a\")))"),
                 ErrorKind::kInvalid, "duplicate export name: \"a\"");
  expect_refused(from_wat("(module (func $f (param i32)) (start $f))"), ErrorKind::kInvalid,
                 "start function: expected type () -> (), found (i32) -> ()");
  expect_refused(from_wat("(module (memory 70000))"), ErrorKind::kInvalid, "65536 pages");
  expect_refused(from_wat("(module (table 3 2 funcref))"), ErrorKind::kInvalid,
                 "must not be greater");
  expect_refused(from_wat("(module (global i32 (i64.const 0)))"), ErrorKind::kInvalid,
                 "needs i32, found i64");
  expect_refused(from_wat("(module (global i32 (global.get 0)))"), ErrorKind::kInvalid,
                 "unknown global");
  expect_refused(from_wat("(module (global $g (mut i32) (i32.const 0)) "
                          "(global i32 (global.get $g)))"),
                 ErrorKind::kInvalid, "is mutable");
  expect_refused(from_wat("(module (global i32 (i32.clz (i32.const 0))))"), ErrorKind::kInvalid,
                 "constant expression required: found i32.clz");
  expect_refused(from_wat("(module (table 1 externref) (func $f) (elem (i32.const 0) $f))"),
                 ErrorKind::kInvalid, "type mismatch");
}

TEST(ModuleReader, AllocatesNothingForCountsItOnlyClaims) {
  const Bytes four_billion = {0xFF, 0xFF, 0xFF, 0xFF, 0x0F};
  for (const SectionId id : {SectionId::kType, SectionId::kImport, SectionId::kFunction,
                             SectionId::kTable, SectionId::kMemory, SectionId::kGlobal,
                             SectionId::kExport, SectionId::kElement, SectionId::kData}) {
    expect_refused(kHeader + section(id, four_billion), ErrorKind::kMalformed, "unexpected end");
  }
  expect_refused(kHeader + Bytes{1} + four_billion, ErrorKind::kMalformed, "unexpected end");
  expect_refused(module_of({four_billion + Bytes{0x0B}}), ErrorKind::kMalformed, "unexpected end");
  expect_refused(module_of({Bytes{0, 0x41, 0, 0x0E} + four_billion + Bytes{0x0B}}),
                 ErrorKind::kMalformed, "unexpected end");
}

TEST(ModuleReader, KeepsItsLimits) {
  Bytes params = Bytes{1, 0x60} + leb(kMaxParams + 1);
  params.resize(params.size() + kMaxParams + 1, 0x7F);
  params.push_back(0);
  expect_refused(kHeader + section(SectionId::kType, params), ErrorKind::kLimit, "limit is 1000");

  const ResourceLimits limits;
  const uint32_t locals = limits.function_locals;
  expect_refused(module_of({Bytes{1} + leb(locals + 1) + Bytes{0x7F, 0x0B}}), ErrorKind::kLimit,
                 "too many locals");
  Bytes most_locals = Bytes{1} + leb(locals) + Bytes{0x7F, 0x0B};
  EXPECT_FALSE(read_module(module_of({most_locals})).error);

  Bytes body = {0};
  body.resize(limits.function_bytes, 0x01);
  body.push_back(0x0B);
  expect_refused(module_of({body}), ErrorKind::kLimit, "function 0 is too large");

  Bytes tables = leb(kMaxTables + 1);
  for (uint32_t i = 0; i <= kMaxTables; ++i) tables.insert(tables.end(), {0x70, 0x00, 0x00});
  expect_refused(kHeader + section(SectionId::kTable, tables), ErrorKind::kLimit, "limit is 65536");
}

TEST(ModuleReader, MutatedModulesDoNoHarm) {
  // Whatever the verdict, it must come, and with an offset inside the module. Sanitizers watch.
  std::mt19937 random(7);
  for (const Bytes& original : sample_modules()) {
    for (int i = 0; i < 40; ++i) {
      Bytes bytes = original;
      const int edits = 1 + static_cast<int>(random() % 4);
      for (int edit = 0; edit < edits && !bytes.empty(); ++edit) {
        const size_t at = random() % bytes.size();
        switch (random() % 4) {
          case 0: bytes[at] = static_cast<uint8_t>(random()); break;
          case 1: bytes[at] ^= static_cast<uint8_t>(1 << random() % 8); break;
          case 2: bytes.erase(bytes.begin() + static_cast<ptrdiff_t>(at)); break;
          default:
            bytes.insert(bytes.begin() + static_cast<ptrdiff_t>(at),
                         static_cast<uint8_t>(random()));
        }
      }
      const ModuleEvents seen = read_module(bytes);
      if (seen.error && seen.error->offset) {
        EXPECT_LE(*seen.error->offset, bytes.size());
      }
    }
  }
}

}  // namespace
}  // namespace shoal::jit
