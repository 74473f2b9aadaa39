// Guest memory as libc functions see it. Every address comes from the guest and is checked by the
// rule of its own accesses (Caller::bytes); one that is bad ends the call with the trap "out of
// bounds memory access".
//
// Another thread of the guest may write what is read here. So nothing that was checked is read a
// second time and still trusted: lengths are found once, and text that decides something is copied
// out first (CharReader).
#ifndef SHOAL_RUNTIME_LIBC_GUEST_H_
#define SHOAL_RUNTIME_LIBC_GUEST_H_

#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <span>
#include <string_view>
#include <type_traits>
#include <utility>

#include "shoal/caller.h"
#include "shoal/error.h"

namespace shoal::libc {

/// A guest address. These functions are those of wasm32.
using GuestPtr = uint32_t;

class Guest {
 public:
  explicit Guest(Caller& caller) : caller_(&caller) {}

  Caller& caller() const { return *caller_; }

  /// The bytes [address, address + size). No bytes at all may be anywhere.
  Result<std::span<std::byte>> bytes(uint64_t address, uint64_t size) const {
    return size == 0 ? std::span<std::byte>() : caller_->bytes(address, size);
  }
  /// The same to read only.
  Result<std::string_view> text(uint64_t address, uint64_t size) const {
    return size == 0 ? std::string_view() : caller_->string(address, size);
  }

  /// Little-endian, as all of WebAssembly (and every CPU that Shoal supports).
  template <class T>
  requires std::is_trivially_copyable_v<T> Result<T> load(uint64_t address)
  const {
    const Result<std::span<const std::byte>> from = caller_->const_bytes(address, sizeof(T));
    if (!from) return from.error();
    T value;
    std::memcpy(&value, from->data(), sizeof(T));
    return value;
  }
  template <class T>
  requires std::is_trivially_copyable_v<T> Result<void> store(uint64_t address, T value)
  const {
    const Result<std::span<std::byte>> to = caller_->bytes(address, sizeof(T));
    if (!to) return to.error();
    std::memcpy(to->data(), &value, sizeof(T));
    return {};
  }

  /// The string at `address`, without its NUL, which must lie in the same range of memory.
  Result<std::string_view> string(uint64_t address) const;
  /// The same up to its NUL or to `most` bytes, whichever comes first.
  Result<std::string_view> string(uint64_t address, uint64_t most) const;

  /// Error (kTrap, kInterrupt) if Instance::interrupt has been called: for work whose length is the
  /// guest's choice.
  Result<void> poll() const;

 private:
  Caller* caller_;
};

/// Text of unknown length, read forward in pieces that all lie in one range of memory.
class PieceReader {
 public:
  PieceReader(const Guest& guest, uint64_t start) : guest_(guest), start_(start) {}

  /// The next bytes: at least one, at most `most`, which is positive. Error: not one more is there.
  Result<std::string_view> next(uint64_t most);

 private:
  static constexpr uint64_t kFirstPiece = 64;
  static constexpr uint64_t kLargestPiece = 64 << 10;

  Guest guest_;
  uint64_t start_;
  uint64_t read_ = 0;
  uint64_t piece_ = kFirstPiece;
  bool ends_soon_ = false;  ///< A piece did not fit: the next are no larger.
};

/// A string read byte by byte from a copy. Where it cannot be read it ends, and status() says why.
class CharReader {
 public:
  CharReader(const Guest& guest, uint64_t start) : pieces_(guest, start) {}

  /// The byte at the reader's place; 0 where the string ends.
  char peek() {
    if (next_ == size_ && !ended_) [[unlikely]]
      fill();
    return ended_ ? '\0' : buffer_[next_];
  }
  /// Goes on; only from a byte that is not 0.
  void advance() {
    ++next_;
    ++position_;
  }
  /// The reader's place, counted from the start.
  uint64_t position() const { return position_; }
  Result<void> status() { return std::exchange(status_, {}); }

 private:
  void fill();

  PieceReader pieces_;
  std::array<char, 128> buffer_;
  uint32_t next_ = 0;
  uint32_t size_ = 0;
  uint64_t position_ = 0;
  bool ended_ = false;
  Result<void> status_;
};

}  // namespace shoal::libc

#endif  // SHOAL_RUNTIME_LIBC_GUEST_H_
