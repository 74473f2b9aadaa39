// A module's machine code for one bounds mode, ready to run: executable memory, entries, and the
// way from a code address back to WebAssembly.
#ifndef SHOAL_JIT_CODE_IMAGE_H_
#define SHOAL_JIT_CODE_IMAGE_H_

#include <cstdint>
#include <optional>
#include <span>
#include <utility>

#include "jit/code_memory.h"
#include "jit/code_tables.h"
#include "shoal/error.h"

namespace shoal::jit {

/// Immutable and thread-safe once made. Addresses stay valid while it lives.
class CodeImage {
 public:
  /// Makes `code`, which is for the host's CPU, executable.
  static Result<CodeImage> seal(LinkedCode code);

  const uint8_t* base() const { return memory_.data(); }
  uint32_t size() const { return memory_.size(); }
  std::span<const uint8_t> bytes() const { return {base(), size()}; }
  Bounds bounds() const { return tables_.bounds; }
  const CodeTables& tables() const { return tables_; }

  bool contains(uintptr_t pc) const { return pc - reinterpret_cast<uintptr_t>(base()) < size(); }
  /// By index among the module's own functions.
  const FunctionCode& function(uint32_t own_index) const { return tables_.functions[own_index]; }
  const void* external_entry(uint32_t own_index) const {
    return base() + function(own_index).external_entry;
  }
  const void* direct_entry(uint32_t own_index) const {
    return base() + function(own_index).direct_entry;
  }
  /// What may fault at `pc`, if anything. Async-signal-safe.
  std::optional<CodeSite> find_trap(uintptr_t pc) const;
  /// The slow path of the memory access at `pc`, or null. Async-signal-safe.
  const uint8_t* find_slow_path(uintptr_t pc) const;
  /// The call that returns to `pc`, if any does. The instruction there may be able to trap as well: it
  /// has its own row, behind the call's. Async-signal-safe.
  std::optional<CodeSite> find_call(uintptr_t pc) const;
  /// Index (in the module's function index space) of the function that holds `pc`.
  /// Async-signal-safe.
  std::optional<uint32_t> find_function(uintptr_t pc) const;
  /// The direct entry of the function that holds `pc`. Async-signal-safe.
  const void* direct_entry_at(uintptr_t pc) const {
    return direct_entry(*find_function(pc) - tables_.imported_functions);
  }

 private:
  CodeImage(CodeMemory memory, CodeTables tables)
      : memory_(std::move(memory)), tables_(std::move(tables)) {}
  /// The first row of the site table at `pc`; its end if there is none.
  SiteTable::Iterator first_site(uintptr_t pc) const;

  CodeMemory memory_;
  CodeTables tables_;
};

}  // namespace shoal::jit

#endif  // SHOAL_JIT_CODE_IMAGE_H_
