// Reads the primitives of the binary format from bounded bytes and remembers the first error.
//
// Every read returns true, or false with the error recorded: callers chain reads with && and hand
// the error on once, at the end. The messages begin with the specification's words and go on with
// what was being read.
#ifndef SHOAL_JIT_BYTE_READER_H_
#define SHOAL_JIT_BYTE_READER_H_

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>

#include "jit/leb.h"
#include "shoal/error.h"

namespace shoal::jit {

class ByteReader {
 public:
  ByteReader() = default;
  /// Reads `bytes`, which must outlive the reader and lie at `offset` in the module.
  ByteReader(std::span<const uint8_t> bytes, uint64_t offset)
      : begin_(bytes.data()), pc_(begin_), end_(begin_ + bytes.size()), offset_(offset) {}

  const uint8_t* pc() const { return pc_; }
  const uint8_t* end() const { return end_; }
  size_t remaining() const { return static_cast<size_t>(end_ - pc_); }
  bool at_end() const { return pc_ == end_; }
  void set_pc(const uint8_t* pc) { pc_ = pc; }
  /// Module offset of a byte (or of the end) of what is read.
  uint64_t offset_of(const uint8_t* p) const { return offset_ + static_cast<uint64_t>(p - begin_); }
  uint64_t offset() const { return offset_of(pc_); }

  // `what` names the thing that is read, for messages ("function index").

  bool read_byte(uint8_t* value, const char* what) {
    if (pc_ == end_) [[unlikely]]
      return fail_truncated(what);
    *value = *pc_++;
    return true;
  }
  [[gnu::always_inline]] bool read_u32(uint32_t* value, const char* what) {
    return read_number(value, what);
  }
  [[gnu::always_inline]] bool read_u64(uint64_t* value, const char* what) {
    return read_number(value, what);
  }
  [[gnu::always_inline]] bool read_s32(int32_t* value, const char* what) {
    return read_number(value, what);
  }
  bool read_s64(int64_t* value, const char* what) { return read_number(value, what); }
  bool read_s33(int64_t* value, const char* what) { return read_number<int64_t, 33>(value, what); }
  /// The bits of an f32 (uint32_t) or f64 (uint64_t).
  template <class T>
  bool read_bits(T* value, const char* what) {
    if (remaining() < sizeof(T)) [[unlikely]]
      return fail_truncated(what);
    *value = read_word<T>(pc_);
    pc_ += sizeof(T);
    return true;
  }
  /// A vector's length. Each element takes at least one byte, so a length beyond the bytes that
  /// remain is an error here, before anything is allocated for it.
  bool read_count(uint32_t* count, const char* what);
  /// A vector of bytes.
  bool read_bytes(std::span<const uint8_t>* bytes, const char* what);
  /// A name: a vector of bytes that is UTF-8.
  bool read_name(std::string_view* name, const char* what);

  bool failed() const { return error_.has_value(); }
  /// Records an error unless there is one already. Always returns false.
  [[gnu::cold, gnu::noinline]] bool fail(ErrorKind kind, const uint8_t* at, std::string message);
  [[gnu::cold, gnu::noinline]] bool fail_truncated(const char* what);
  Error take_error() { return std::move(*error_); }

 private:
  template <class T, unsigned kBits = sizeof(T) * 8>
  [[gnu::always_inline]] bool read_number(T* value, const char* what) {
    if (pc_ != end_ && *pc_ < 0x80) [[likely]] {
      *value = leb_from_byte<T>(*pc_++);
      return true;
    }
    T number;  // of its own, so that `*value` need not live in memory on the way above
    if (!read_long_number<T, kBits>(&number, what)) [[unlikely]]
      return false;
    *value = number;
    return true;
  }
  template <class T, unsigned kBits>
  [[gnu::noinline]] bool read_long_number(T* value, const char* what) {
    LebFailure failure;
    const uint8_t* next = read_leb<T, kBits>(pc_, end_, value, &failure);
    if (!next) [[unlikely]]
      return fail_number(failure, what);
    pc_ = next;
    return true;
  }
  [[gnu::cold, gnu::noinline]] bool fail_number(LebFailure failure, const char* what);

  const uint8_t* begin_ = nullptr;
  const uint8_t* pc_ = nullptr;
  const uint8_t* end_ = nullptr;
  uint64_t offset_ = 0;
  std::optional<Error> error_;
};

/// True if `bytes` is well-formed UTF-8 (no overlong forms, no surrogates, nothing beyond
/// U+10FFFF).
bool is_utf8(std::span<const uint8_t> bytes);

/// "0x7F", for messages.
std::string hex_byte(uint8_t byte);

}  // namespace shoal::jit

#endif  // SHOAL_JIT_BYTE_READER_H_
