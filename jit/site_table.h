// The table that leads from places in machine code that trap, or that calls return to, back to
// WebAssembly.
//
// Every load and store has a row, so the table is built for size and for the speed of adding a row:
// a row says how far it is from the one before, mostly in two bytes. Every kStride-th row is an
// anchor with its place in full, so that finding a row reads few others.
//
//   short row  [0 | 7 bits: code] [1 if a call, else a memory access | 7 bits: WebAssembly]
//   long row   [1 | 0...] [kind] [code, LEB128] [WebAssembly, zigzag LEB128]
//
// Code offsets never fall; WebAssembly's do where a function's slow paths follow it.
#ifndef SHOAL_JIT_SITE_TABLE_H_
#define SHOAL_JIT_SITE_TABLE_H_

#include <cstddef>
#include <cstdint>
#include <iterator>
#include <span>
#include <vector>

#include "shoal/error.h"

namespace shoal::jit {

/// What can happen at an instruction of emitted code.
enum class SiteKind : uint8_t {
  // The first values are TrapKind's: the instruction traps for that reason when it faults.
  kCall = 0x40,     ///< Return address of a call: a frame of a backtrace. Never faults.
  kPending = 0x41,  ///< Undefined instruction; the reason is VmContext::pending_trap.
  kHost =
      0x42,  ///< Undefined instruction; a host function failed, the reason is in the thread's state.
  // Undefined instructions behind a compare with the stack limit: if that is all ones, code has to look
  // whether it must stop (runtime/interrupt.h).
  kStackCheck = 0x43,  ///< In a prologue, the frame record just built: else kStackOverflow.
  kLoopPoll = 0x44,    ///< In front of the jump back to the loop.
};

/// A row of the table.
struct CodeSite {
  uint32_t code_offset;  ///< Of the instruction (traps) or of the return address (calls).
  uint32_t wasm_offset;  ///< In the module's bytes.
  SiteKind kind;
  bool operator==(const CodeSite&) const = default;
};

/// Rows sorted by code offset, a call before a trap at the same place. Reading is thread-safe and
/// async-signal-safe.
class SiteTable {
 public:
  SiteTable() = default;
  /// Of rows in order.
  explicit SiteTable(std::span<const CodeSite> rows) {
    for (const CodeSite& row : rows) add(row);
  }

  /// `row` lies at or behind the last one.
  void add(CodeSite row) {
    if (bytes_.size() - last_.end < kLongestRow) bytes_.resize(2 * bytes_.size() + 4096);
    if (count_++ % kStride == 0) anchors_.push_back(last_);
    const uint32_t code = row.code_offset - last_.code_offset;
    const uint32_t wasm = row.wasm_offset - last_.wasm_offset;
    const bool is_call = row.kind == SiteKind::kCall;
    const bool is_short = (code | wasm) < 0x80 && (is_call || row.kind == kAccess);
    uint8_t* const to = bytes_.data() + last_.end;
    if (is_short) [[likely]] {
      to[0] = static_cast<uint8_t>(code);
      to[1] = static_cast<uint8_t>(wasm | (is_call ? 0x80 : 0));
      last_.end += 2;
    } else {
      last_.end += write_long(to, row.kind, code, wasm);
    }
    last_.code_offset = row.code_offset;
    last_.wasm_offset = row.wasm_offset;
  }

 private:
  static constexpr SiteKind kAccess = static_cast<SiteKind>(TrapKind::kMemoryOutOfBounds);
  static constexpr uint32_t kStride = 64;
  static constexpr size_t kLongestRow = 12;

  /// The place of a row, and where its bytes end.
  struct Place {
    uint32_t end = 0;
    uint32_t code_offset = 0;
    uint32_t wasm_offset = 0;
  };

 public:
  /// All rows, from the first or from somewhere inside.
  class Iterator {
   public:
    using difference_type = ptrdiff_t;
    using value_type = CodeSite;
    Iterator() = default;
    const CodeSite& operator*() const { return row_; }
    const CodeSite* operator->() const { return &row_; }
    Iterator& operator++() {
      read();
      return *this;
    }
    Iterator operator++(int) {
      const Iterator old = *this;
      read();
      return old;
    }
    bool operator==(std::default_sentinel_t) const { return at_ == nullptr; }
    bool operator==(const Iterator& o) const { return at_ == o.at_; }

   private:
    friend class SiteTable;
    Iterator(const uint8_t* at, const uint8_t* end, const Place& before)
        : row_{before.code_offset, before.wasm_offset, {}}, at_(at), next_(at), end_(end) {
      read();
    }
    void read();

    CodeSite row_{};
    const uint8_t* at_ = nullptr;  ///< The row's bytes; null behind the last row.
    const uint8_t* next_ = nullptr;
    const uint8_t* end_ = nullptr;
  };

  Iterator begin() const { return {bytes_.data(), bytes_.data() + last_.end, {}}; }
  std::default_sentinel_t end() const { return {}; }
  /// The first row at or behind `code_offset`.
  Iterator from(uint32_t code_offset) const;
  size_t size() const { return count_; }

  /// What the table holds now, to be able to forget what comes after.
  struct Mark {
    Place last;
    size_t count;
  };
  Mark mark() const { return {last_, count_}; }
  void rewind(const Mark& mark) {
    last_ = mark.last;
    count_ = mark.count;
    anchors_.resize((count_ + kStride - 1) / kStride);
  }

  bool operator==(const SiteTable& o) const;

 private:
  static uint32_t write_long(uint8_t* to, SiteKind kind, uint32_t code, uint32_t wasm);

  std::vector<uint8_t> bytes_;  ///< Of which last_.end are in use.
  std::vector<Place> anchors_;  ///< The places before every kStride-th row.
  Place last_;
  size_t count_ = 0;
};

}  // namespace shoal::jit

#endif  // SHOAL_JIT_SITE_TABLE_H_
