// Bytes -> reader, validator, compiler.
//
// The input is a module, or meant to be one. Whatever it is, this must hold:
//  - Nothing crashes, and the C++ heap in use stays within a bound that the input's size sets.
//  - The verdict (the module is good, or which error at which byte) is the same however the bytes
//    are cut into chunks, in both bounds modes, and from the validator alone; so is the machine
//    code, byte for byte and row for row of its tables, for every cutting.
//  - With any of the compiler's optimisations off the verdict is the same, too, unless the machine
//    code grows beyond its limit.
//  - The machine code decodes as one gapless row of instructions but for its jump tables. Jumps
//    lead to instructions of the image, traps lie on instructions, and return addresses behind
//    calls.
#include <algorithm>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <random>
#include <span>
#include <string>
#include <vector>

#include "arch/disasm.h"
#include "fuzz/heap_meter.h"
#include "jit/code_image.h"
#include "jit/compiler.h"
#include "jit/module_info.h"
#include "jit/module_reader.h"
#include "tests/require.h"

namespace shoal::fuzz {
namespace {

using tests::require;
using Bytes = std::span<const uint8_t>;

/// What is allowed at once: the fixed cost of a compiler, and a generous factor for what a byte can
/// stand for (a two-byte call may push a thousand results).
constexpr uint64_t kHeapBase = 4 << 20;
constexpr uint64_t kHeapPerByte = 64 << 10;

/// What came of a module: its machine code, or an error. Neither if it was validated only.
struct Verdict {
  std::optional<Error> error;
  std::optional<jit::CodeImage> image;

  std::string text() const { return error ? error->to_string() : "it is good"; }
};

class Compile final : public jit::ModuleSink {
 public:
  Compile(const jit::ModuleInfo& info, const jit::CompileOptions& options)
      : info_(info), options_(options) {}
  Result<void> on_code_start() override {
    compiler_ = jit::ModuleCompiler::create(info_, options_, host_target());
    return {};
  }
  Result<void> on_function_body(uint32_t func_index, Bytes body, uint64_t wasm_offset) override {
    return compiler_->add_function(func_index, body, wasm_offset);
  }
  Result<jit::CodeImage> finish() {
    Result<jit::LinkedCode> code = compiler_->finish();
    if (!code) return std::move(code).error();
    return jit::CodeImage::seal(std::move(*code));
  }

 private:
  const jit::ModuleInfo& info_;
  const jit::CompileOptions& options_;
  std::unique_ptr<jit::ModuleCompiler> compiler_;
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

/// Feeds `bytes` to a reader in one piece or, with a random source, in pieces of 0 and more bytes.
Result<void> read(jit::ModuleReader& reader, Bytes bytes, std::mt19937* cuts) {
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
  return reader.finish();
}

Verdict validate(Bytes bytes) {
  jit::ModuleInfo info;
  Validate sink(info);
  jit::ModuleReader reader(info, sink);
  if (Result<void> done = read(reader, bytes, nullptr); !done) return {done.error(), {}};
  return {};
}

Verdict compile(Bytes bytes, const jit::CompileOptions& options, std::mt19937* cuts) {
  const HeapMeter meter;
  jit::ModuleInfo info;
  Compile sink(info, options);
  jit::ModuleReader reader(info, sink);
  Result<void> done = read(reader, bytes, cuts);
  std::optional<Result<jit::CodeImage>> image;
  if (done) image = sink.finish();
  require(meter.peak() <= kHeapBase + kHeapPerByte * bytes.size(),
          std::to_string(meter.peak()) + " bytes of heap in use for a module of " +
              std::to_string(bytes.size()));
  if (!done) return {done.error(), {}};
  if (!*image) return {image->error(), {}};
  return {{}, std::move(**image)};
}

/// How much machine code a module makes depends on the options, and there is a limit for it.
bool is_code_limit(const Verdict& verdict) {
  return verdict.error && verdict.error->kind == ErrorKind::kLimit &&
         verdict.error->message.find("machine code") != std::string::npos;
}

void require_same_verdict(const Verdict& a, const Verdict& b, const std::string& when) {
  require(a.text() == b.text(), when + ": \"" + a.text() + "\" became \"" + b.text() + "\"");
}

void require_same_code(const jit::CodeImage& a, const jit::CodeImage& b) {
  require(std::ranges::equal(a.bytes(), b.bytes()), "chunking changed the machine code");
  const auto same_site = [](const jit::CodeSite& x, const jit::CodeSite& y) {
    return x.code_offset == y.code_offset && x.wasm_offset == y.wasm_offset && x.kind == y.kind;
  };
  require(std::ranges::equal(a.tables().sites, b.tables().sites, same_site),
          "chunking changed the site table");
  const auto same_function = [](const jit::FunctionCode& x, const jit::FunctionCode& y) {
    return x.external_entry == y.external_entry && x.direct_entry == y.direct_entry &&
           x.end == y.end;
  };
  require(std::ranges::equal(a.tables().functions, b.tables().functions, same_function),
          "chunking changed the functions' places");
}

/// What kind of place each byte of the code is.
class CodeMap {
 public:
  explicit CodeMap(const jit::CodeImage& image) : image_(image), starts_(image.size() + 1, false) {
    uint32_t at = 0;
    for (const jit::DataRange& table : image.tables().data) {
      require(table.begin >= at && table.size <= image.size() - table.begin,
              "jump tables overlap or leave the code");
      decode(at, table.begin);
      at = table.begin + table.size;
    }
    decode(at, image.size());
  }

  void check() const {
    for (const int64_t target : targets_) {
      require(target >= 0 && target < image_.size() && starts_[static_cast<size_t>(target)],
              "a jump leads to " + std::to_string(target) + ", where no instruction starts");
    }
    for (const jit::FunctionCode& function : image_.tables().functions) {
      require(is_start(function.direct_entry) && is_start(function.external_entry),
              "a function's entry is no instruction");
    }
    uint32_t last = 0;
    for (const jit::CodeSite& site : image_.tables().sites) {
      require(site.code_offset >= last, "the site table is not sorted");
      last = site.code_offset;
      // A call that cannot return may be the code's last instruction.
      const bool is_end = site.kind == jit::SiteKind::kCall && site.code_offset == image_.size();
      require(is_end || is_start(site.code_offset),
              "the site at " + std::to_string(site.code_offset) + " is no instruction");
    }
  }

 private:
  void decode(uint32_t begin, uint32_t end) {
    for (const arch::DecodedInstruction& i :
         arch::disassemble(host_target(), image_.bytes(), begin, end)) {
      require(!i.text.starts_with(".byte"),
              "no instruction at " + std::to_string(i.offset) + ": " + i.text);
      starts_[i.offset] = true;
      if (i.target) targets_.push_back(*i.target);
    }
  }
  bool is_start(uint32_t offset) const { return offset < image_.size() && starts_[offset]; }

  const jit::CodeImage& image_;
  std::vector<bool> starts_;
  std::vector<int64_t> targets_;
};

jit::CompileOptions some_options(Bounds bounds, std::mt19937& random) {
  jit::CompileOptions options;
  options.bounds = bounds;
  options.interruptible = random() % 2 == 0;
  options.source_map = random() % 2 == 0;
  for (const Tuning::Switch& s : Tuning::switches()) options.tuning.*s.member = random() % 2 == 0;
  return options;
}

void check(Bytes bytes) {
  // All that is random follows from the input, so that a reproducer reproduces.
  uint32_t hash = 0x811C9DC5;
  for (const uint8_t byte : bytes) hash = (hash ^ byte) * 0x01000193;
  std::mt19937 random(hash);

  const Verdict validated = validate(bytes);
  for (const Bounds bounds : {Bounds::kGuarded, Bounds::kChecked}) {
    const jit::CompileOptions usual{.bounds = bounds};
    const Verdict whole = compile(bytes, usual, nullptr);
    const Verdict cut = compile(bytes, usual, &random);
    require_same_verdict(whole, cut, "feeding in chunks");
    if (whole.image) {
      require_same_code(*whole.image, *cut.image);
      CodeMap(*whole.image).check();
    }
    const Verdict other = compile(bytes, some_options(bounds, random), nullptr);
    if (other.image) CodeMap(*other.image).check();
    for (const Verdict& compiled : {std::cref(whole), std::cref(other)}) {
      if (is_code_limit(compiled)) continue;
      require_same_verdict(validated, compiled, "compiling, not only validating");
    }
  }
}

}  // namespace
}  // namespace shoal::fuzz

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  shoal::fuzz::check({data, size});
  return 0;
}
