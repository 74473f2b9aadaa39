// Reads a module that arrives in chunks of any size: validates everything outside the function
// bodies, fills a ModuleInfo, and hands each body to a sink as soon as its last byte is there.
//
// The reader keeps all bytes it was fed (data segments and a later compilation for other bounds
// need them). It works in units: the header, a section's id and size, a whole section's contents,
// and in the code section one function body. A unit is parsed once, when it is complete, so what
// happens depends on the bytes alone and never on how they were cut, and feeding byte by byte costs
// linear time. Nothing is allocated by a count or size that the module only claims: memory stays
// within a small constant times the bytes received.
#ifndef SHOAL_JIT_MODULE_READER_H_
#define SHOAL_JIT_MODULE_READER_H_

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "jit/byte_reader.h"
#include "jit/module_info.h"
#include "jit/sections.h"
#include "shoal/error.h"

namespace shoal::jit {

/// Where a module's code goes. An error that a method returns becomes the reader's.
class ModuleSink {
 public:
  virtual ~ModuleSink() = default;
  /// The ModuleInfo holds all that compiling a function needs. Called exactly once for a module
  /// without errors so far: before its first function body, or, if there is none, before finish()
  /// succeeds.
  virtual Result<void> on_code_start() = 0;
  /// A function's body, in index order. `body` (local declarations to final `end`) lies at
  /// `wasm_offset` in the module and is valid during the call only. It is not validated yet.
  virtual Result<void> on_function_body(uint32_t func_index, std::span<const uint8_t> body,
                                        uint64_t wasm_offset) = 0;
};

/// Reads one module. The first error sticks: every later call returns it again. Not thread-safe.
class ModuleReader {
 public:
  /// Both must outlive the reader; `info` must be empty.
  ModuleReader(ModuleInfo& info, ModuleSink& sink) : info_(info), sink_(sink) {}

  /// Takes the module's next bytes (copies them).
  Result<void> feed(std::span<const uint8_t> chunk);
  /// Takes the whole module at once, without a copy. Nothing may have been fed.
  Result<void> adopt(std::vector<uint8_t> bytes);
  /// Says that the module is complete. After success the ModuleInfo is, too, names included.
  Result<void> finish();

  /// All bytes fed so far. Moves when more are fed.
  std::span<const uint8_t> bytes() const { return bytes_; }
  /// Gives the bytes away; the reader is then spent.
  std::vector<uint8_t> take_bytes() { return std::move(bytes_); }

 private:
  /// The unit that is waited for.
  enum class State : uint8_t { kHeader, kSectionHeader, kSection, kCodeCount, kBody, kFinished };
  /// What became of a unit.
  enum class Progress : uint8_t { kDone, kNeedsMore, kFailed };

  Result<void> status() const;
  void advance();
  Progress step();
  Progress read_header();
  Progress read_section_header();
  Progress read_section();
  Progress read_code_count();
  Progress read_body();
  bool count_locals(uint32_t func_index, uint64_t begin, uint64_t size);
  Progress end_code();

  bool check_order(SectionId id);
  bool start_code();
  bool check_complete();
  void read_names();
  /// Reads a u32 within [position_, end), of which perhaps not all bytes have come.
  Progress read_partial_u32(uint64_t end, uint32_t* value, uint64_t* next, const char* what);
  /// A reader of the bytes [begin, end) of the module, which must be there.
  ByteReader reader(uint64_t begin, uint64_t end) const {
    return ByteReader(bytes().subspan(begin, end - begin), begin);
  }
  Progress fail(ErrorKind kind, uint64_t at, std::string message);
  Progress fail(Error error);

  ModuleInfo& info_;
  ModuleSink& sink_;
  std::vector<uint8_t> bytes_;
  uint64_t position_ = 0;  ///< Of the unit that is waited for.
  uint64_t needed_ = 8;    ///< Nothing can be done before this many bytes have come.
  State state_ = State::kHeader;
  SectionId section_ = SectionId::kCustom;
  uint64_t section_end_ = 0;
  uint32_t last_rank_ = 0;  ///< Of the sections seen, in the order the specification demands.
  uint32_t bodies_left_ = 0;
  uint64_t locals_ = 0;  ///< Of all bodies so far, parameters included.
  bool code_seen_ = false;
  bool code_started_ = false;
  std::optional<Error> error_;
};

}  // namespace shoal::jit

#endif  // SHOAL_JIT_MODULE_READER_H_
