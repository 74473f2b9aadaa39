#include "runtime/layout/code_check.h"

#include <algorithm>
#include <cstdio>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "jit/body_decoder.h"
#include "jit/silent_consumer.h"
#include "runtime/layout/address_flow.h"

namespace shoal::layout {
namespace {

using jit::Op;

constexpr uint32_t kLinkerLeb = 5;  ///< Bytes of a 32-bit number that the linker fills in.

/// What the indices in the code say about who wrote it.
class Survey : public jit::SilentConsumer {
 public:
  explicit Survey(const Image& image) : image_(image), decoder_(image.info, *this) {}

  Result<void> look(uint32_t index, bool counts) {
    function_ = index;
    counts_ = counts;
    const jit::BodyRange body = image_.info.bodies[index - image_.info.imported_functions];
    return decoder_.decode(index, image_.bytes.subspan(body.begin, body.size), body.begin);
  }

  void before(Op op) { op_ = op; }
  void call(uint32_t) { index(); }
  void return_call(uint32_t) { index(); }
  void global_get(uint32_t) { index(); }
  void global_set(uint32_t) { index(); }
  void call_indirect(uint32_t, uint32_t) { index(); }
  void return_call_indirect(uint32_t, uint32_t) { index(); }
  void load(Op, const jit::MemArg&) { touches_memory = true; }
  void store(Op, const jit::MemArg&) { touches_memory = true; }
  void memory_fill(uint32_t) { touches_memory = true; }
  void memory_copy(uint32_t, uint32_t) { touches_memory = true; }
  void memory_init(uint32_t, uint32_t) { touches_memory = true; }
  void memory_grow(uint32_t) { grows_memory = true; }

  bool touches_memory = false;
  bool grows_memory = false;
  bool has_long = false;
  struct Short {
    uint32_t function, offset;
    Op op;
  };
  std::optional<Short> first_short;

 private:
  /// The instruction at hand is an opcode and an index.
  void index() {
    if (!counts_) return;
    const uint32_t at = decoder_.instruction_offset();
    size_t size = 1;
    for (const uint8_t* p = image_.bytes.data() + at + 1; *p & 0x80; ++p) ++size;
    if (size == kLinkerLeb) {
      has_long = true;
    } else if (!first_short) {
      first_short = Short{function_, at, op_};
    }
  }

  const Image& image_;
  jit::BodyDecoder<Survey> decoder_;
  uint32_t function_ = 0;
  bool counts_ = false;
  Op op_ = Op::kNop;
};

bool is_exempt(const CodeFacts& facts, uint32_t index) {
  return std::find(facts.exempt.begin(), facts.exempt.end(), index) != facts.exempt.end();
}

std::string_view function_name(const Image& image, uint32_t index) {
  if (index < image.info.function_names.size()) return image.info.function_names[index];
  return {};
}

Error shortened(const Image& image, const Survey::Short& s) {
  char at[32];
  std::snprintf(at, sizeof at, "0x%x", s.offset);
  return make_error(
      ErrorKind::kUnsupported,
      "cannot tell whether the code is position independent: in " +
          image.describe_function(s.function) + " at byte " + at + ", the index of " +
          std::string(jit::name(s.op)) +
          " is not as long as wasm-ld leaves it, so that addresses do not differ from numbers; "
          "relocate before wasm-opt, and link without --compress-relocations",
      s.offset);
}

}  // namespace

bool is_linker_function(std::string_view name) {
  static constexpr std::string_view kNames[] = {"__wasm_call_ctors",
                                                "__wasm_init_memory",
                                                "__wasm_apply_data_relocs",
                                                "__wasm_apply_global_relocs",
                                                "__wasm_init_tls",
                                                "__wasm_apply_tls_relocs",
                                                "__wasm_apply_global_tls_relocs",
                                                "__wasm_start",
                                                "__wasm_init_tls_relocs"};
  if (std::find(std::begin(kNames), std::end(kNames), name) != std::end(kNames)) return true;
  return name.ends_with(".command_export") || name.starts_with("undefined_weak:") ||
         name.starts_with("signature_mismatch:") || name.starts_with("undefined_stub");
}

Result<CodeTraits> survey_code(const Image& image) {
  Survey survey(image);
  for (uint32_t i = 0; i < image.info.bodies.size(); ++i) {
    Result<void> done = survey.look(image.info.imported_functions + i, false);
    if (!done) return std::move(done).error();
  }
  return CodeTraits{.grows_memory = survey.grows_memory};
}

Result<CodeTraits> check_code(const Image& image, const CodeFacts& facts) {
  const uint32_t first = image.info.imported_functions;
  const auto count = static_cast<uint32_t>(image.info.bodies.size());
  Survey survey(image);
  for (uint32_t i = first; i < first + count; ++i) {
    if (is_exempt(facts, i)) continue;
    const bool counts = !is_linker_function(function_name(image, i));
    if (Result<void> done = survey.look(i, counts); !done) return std::move(done).error();
  }

  const bool from_linker = survey.has_long && !survey.first_short;
  AddressFlow flow(image, facts);
  for (uint32_t i = first; i < first + count; ++i) {
    if (is_exempt(facts, i)) continue;
    const bool by_length = from_linker && !is_linker_function(function_name(image, i));
    if (Result<void> done = flow.check(i, by_length); !done) return std::move(done).error();
  }
  if (survey.first_short && survey.touches_memory) return shortened(image, *survey.first_short);
  return CodeTraits{.grows_memory = survey.grows_memory};
}

}  // namespace shoal::layout
