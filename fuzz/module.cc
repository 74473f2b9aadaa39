// Bytes -> reader, validator, compiler.
//
// The input is a module, or meant to be one. Whatever it is, this must hold:
//  - Nothing crashes, and the C++ heap in use stays within a bound that the input's size sets.
//  - The verdict (the module is good, or which error at which byte) is the same however the bytes
//    are cut into chunks, for every target, in both bounds modes, and from the validator alone; so
//    is the machine code, byte for byte and row for row of its tables, for every cutting.
//  - With any of the compiler's optimisations off the verdict is the same, too, unless the machine
//    code grows beyond its limit.
//  - Independent decoders can explain each byte of the machine code (tests/decode/code_check.h).
#include <algorithm>
#include <cstdint>
#include <functional>
#include <optional>
#include <random>
#include <span>
#include <string>
#include <vector>

#include "fuzz/heap_meter.h"
#include "jit/compiler.h"
#include "jit/module_info.h"
#include "jit/module_reader.h"
#include "runtime/compilation.h"
#include "shoal/target.h"
#include "tests/decode/code_check.h"
#include "tests/require.h"

namespace shoal::fuzz {
namespace {

using tests::require;
using Bytes = std::span<const uint8_t>;

/// What is allowed at once: the fixed cost of a compiler, and a generous factor for what a byte can
/// stand for (a two-byte call may push a thousand results).
constexpr uint64_t kHeapBase = 4 << 20;
constexpr uint64_t kHeapPerByte = 64 << 10;

/// The machine code of a module.
struct Code {
  std::vector<uint8_t> bytes;
  jit::CodeTables tables;
};

/// What came of a module: its machine code, or an error. Neither if it was validated only.
struct Verdict {
  std::optional<Error> error;
  std::optional<Code> code;

  std::string text() const { return error ? error->to_string() : "it is good"; }
};

class Validate final : public jit::ModuleSink {
 public:
  explicit Validate(const jit::ModuleInfo& info) : info_(info) {}
  Result<void> on_code_start() override { return {}; }
  Result<void> on_function_body(uint32_t func_index, Bytes body, uint64_t wasm_offset) override {
    return jit::validate_function(info_, func_index, body, wasm_offset);
  }

 private:
  const jit::ModuleInfo& info_;
};

/// Feeds `bytes` to a reader or a compilation in one piece or, with a random source, in pieces of 0
/// and more bytes.
template <class Reader>
Result<void> feed(Reader& reader, Bytes bytes, std::mt19937* cuts) {
  while (!bytes.empty()) {
    size_t size = bytes.size();
    // Mostly a few bytes, so that numbers and bodies are cut everywhere.
    if (cuts) size = std::min<size_t>(size, (*cuts)() % 8 == 0 ? (*cuts)() % 300 : (*cuts)() % 6);
    if (Result<void> fed = reader.feed(bytes.first(size)); !fed) {
      require(reader.feed({}).error().to_string() == fed.error().to_string(),
              "an error must stick");
      return fed;
    }
    bytes = bytes.subspan(size);
  }
  return {};
}

Verdict validate(Bytes bytes) {
  jit::ModuleInfo info;
  Validate sink(info);
  jit::ModuleReader reader(info, sink);
  Result<void> done = feed(reader, bytes, nullptr);
  if (done) done = reader.finish();
  if (!done) return {done.error(), {}};
  return {};
}

Verdict compile(Bytes bytes, Target target, const jit::CompileOptions& options,
                std::mt19937* cuts) {
  const HeapMeter meter;
  runtime::Compilation compilation(options, target);
  const Result<void> fed = feed(compilation, bytes, cuts);
  std::optional<Result<jit::LinkedCode>> code;
  if (fed) code = compilation.finish();
  require(meter.peak() <= kHeapBase + kHeapPerByte * bytes.size(),
          std::to_string(meter.peak()) + " bytes of heap in use for a module of " +
              std::to_string(bytes.size()));
  if (!fed) return {fed.error(), {}};
  if (!*code) return {code->error(), {}};
  const Bytes emitted = (*code)->code.bytes();
  return {{}, Code{{emitted.begin(), emitted.end()}, std::move((*code)->tables)}};
}

/// How much machine code a module makes depends on the options, and there is a limit for it.
bool is_code_limit(const Verdict& verdict) {
  return verdict.error && verdict.error->kind == ErrorKind::kLimit &&
         verdict.error->message.find("machine code") != std::string::npos;
}

void require_same_verdict(const Verdict& a, const Verdict& b, const std::string& when) {
  require(a.text() == b.text(), when + ": \"" + a.text() + "\" became \"" + b.text() + "\"");
}

void require_same_code(const Code& a, const Code& b) {
  require(a.bytes == b.bytes, "chunking changed the machine code");
  require(a.tables.sites == b.tables.sites, "chunking changed the site table");
  const auto same_path = [](const jit::SlowPath& x, const jit::SlowPath& y) {
    return x.access == y.access && x.begin == y.begin;
  };
  require(std::ranges::equal(a.tables.slow_paths, b.tables.slow_paths, same_path),
          "chunking changed the slow paths");
  const auto same_function = [](const jit::FunctionCode& x, const jit::FunctionCode& y) {
    return x.external_entry == y.external_entry && x.direct_entry == y.direct_entry &&
           x.end == y.end;
  };
  require(std::ranges::equal(a.tables.functions, b.tables.functions, same_function),
          "chunking changed the functions' places");
}

void require_sense(Target target, const Code& code) {
  const tests::CodeReport report = tests::check_code(target, code.bytes, code.tables);
  if (report.complaints.empty()) return;
  require(false, "code for " + std::string(to_string(target)) + ", " + report.complaints[0]);
}

jit::CompileOptions some_options(Bounds bounds, std::mt19937& random) {
  jit::CompileOptions options;
  options.bounds = bounds;
  options.interruptible = random() % 2 == 0;
  options.source_map = random() % 2 == 0;
  options.spectre = random() % 2 == 0;
  for (const Tuning::Switch& s : Tuning::switches()) options.tuning.*s.member = random() % 2 == 0;
  return options;
}

void check(Bytes bytes) {
  // All that is random follows from the input, so that a reproducer reproduces.
  uint32_t hash = 0x811C9DC5;
  for (const uint8_t byte : bytes) hash = (hash ^ byte) * 0x01000193;
  std::mt19937 random(hash);

  const Verdict validated = validate(bytes);
  for (const Target target : all_targets()) {
    for (const Bounds bounds : {Bounds::kGuarded, Bounds::kChecked}) {
      const jit::CompileOptions usual{.bounds = bounds};
      const Verdict whole = compile(bytes, target, usual, nullptr);
      const Verdict cut = compile(bytes, target, usual, &random);
      require_same_verdict(whole, cut, "feeding in chunks");
      if (whole.code) require_same_code(*whole.code, *cut.code);
      const Verdict other = compile(bytes, target, some_options(bounds, random), nullptr);
      for (const Verdict& compiled : {std::cref(whole), std::cref(other)}) {
        if (compiled.code) require_sense(target, *compiled.code);
        if (is_code_limit(compiled)) continue;
        require_same_verdict(validated, compiled, "compiling, not only validating");
      }
    }
  }
}

}  // namespace
}  // namespace shoal::fuzz

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  shoal::fuzz::check({data, size});
  return 0;
}
