// A module's machine code for one bounds mode, ready to run: executable memory, entries, and the
// tables that lead from a code address back to WebAssembly.
#ifndef SHOAL_JIT_CODE_IMAGE_H_
#define SHOAL_JIT_CODE_IMAGE_H_

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "arch/operations.h"
#include "jit/code_memory.h"
#include "shoal/error.h"
#include "shoal/tuning.h"

namespace shoal::jit {

/// What can happen at an instruction of emitted code.
enum class SiteKind : uint8_t {
  // The first values are TrapKind's: the instruction traps for that reason when it faults.
  kCall = 0x40,     ///< Return address of a call: a frame of a backtrace. Never faults.
  kPending = 0x41,  ///< Undefined instruction; the reason is VmContext::pending_trap.
  kHost =
      0x42,  ///< Undefined instruction; a host function failed, the reason is in the thread's state.
  kStackCheck =
      0x43,  ///< Undefined instruction: kInterrupt if the limit word is all ones, else kStackOverflow.
};

/// A row of the site table; rows are sorted by `code_offset`, a call before a trap at the same
/// place.
struct CodeSite {
  uint32_t code_offset;  ///< Of the instruction (traps) or of the return address (calls).
  uint32_t wasm_offset;  ///< In the module's bytes.
  SiteKind kind;
};

/// A row of the source map (built on request): code from here on belongs to this wasm instruction.
struct SourceRow {
  uint32_t code_offset;
  uint32_t wasm_offset;
};

using arch::DataRange;

struct FunctionCode {
  uint32_t external_entry = 0;  ///< Offset; equals direct_entry if the function does not escape.
  uint32_t direct_entry = 0;
  uint32_t end = 0;
};

/// Immutable and thread-safe once made. Addresses stay valid while it lives.
class CodeImage {
 public:
  CodeImage(CodeMemory memory, std::vector<FunctionCode> functions, std::vector<CodeSite> sites,
            std::vector<SourceRow> source, std::vector<DataRange> data, Bounds bounds,
            uint32_t imported_functions);

  const uint8_t* base() const { return memory_.executable(); }
  uint32_t size() const { return memory_.size(); }
  std::span<const uint8_t> bytes() const { return {base(), size()}; }
  Bounds bounds() const { return bounds_; }

  bool contains(uintptr_t pc) const { return pc - reinterpret_cast<uintptr_t>(base()) < size(); }
  /// By index among the module's own functions.
  const FunctionCode& function(uint32_t own_index) const { return functions_[own_index]; }
  std::span<const FunctionCode> functions() const { return functions_; }
  const void* external_entry(uint32_t own_index) const {
    return base() + functions_[own_index].external_entry;
  }
  const void* direct_entry(uint32_t own_index) const {
    return base() + functions_[own_index].direct_entry;
  }
  std::span<const CodeSite> sites() const { return sites_; }
  std::span<const SourceRow> source_map() const { return source_; }
  std::span<const DataRange> data_ranges() const { return data_; }
  /// What may fault at `pc`, or null. Async-signal-safe.
  const CodeSite* find_trap(uintptr_t pc) const;
  /// The call that returns to `pc`, or null. The instruction there may be able to trap as well: it
  /// has its own row, behind the call's. Async-signal-safe.
  const CodeSite* find_call(uintptr_t pc) const;
  /// Index (in the module's function index space) of the function that holds `pc`.
  /// Async-signal-safe.
  std::optional<uint32_t> find_function(uintptr_t pc) const;

 private:
  const CodeSite* first_site(uintptr_t pc) const;

  CodeMemory memory_;
  std::vector<FunctionCode> functions_;
  std::vector<CodeSite> sites_;
  std::vector<SourceRow> source_;
  std::vector<DataRange> data_;
  Bounds bounds_;
  uint32_t imported_functions_;
};

}  // namespace shoal::jit

#endif  // SHOAL_JIT_CODE_IMAGE_H_
