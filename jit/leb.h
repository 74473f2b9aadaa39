// LEB128 numbers and little-endian words, read from bounded bytes. A one-byte number, by far the
// most frequent kind, is decoded inline.
#ifndef SHOAL_JIT_LEB_H_
#define SHOAL_JIT_LEB_H_

#include <cstdint>
#include <cstring>
#include <type_traits>

namespace shoal::jit {

/// Why a number could not be read.
enum class LebError : uint8_t {
  kNone,
  kTruncated,  ///< The bytes end inside the number.
  kTooLong,    ///< More bytes than a number of this width may have.
  kTooLarge,   ///< The last byte has bits beyond the width ("integer too large").
};

struct LebFailure {
  LebError error = LebError::kNone;
  const uint8_t* at = nullptr;  ///< The byte to blame (may be `end`).
};

/// Decodes a LEB128 number of `kBits` bits. Returns the place behind it, or null
/// with `failure` set.
template <class T, unsigned kBits = sizeof(T) * 8>
const uint8_t* read_long_leb(const uint8_t* p, const uint8_t* end, T* value, LebFailure* failure) {
  using U = std::make_unsigned_t<T>;
  constexpr unsigned kMaxBytes = (kBits + 6) / 7;
  constexpr unsigned kLastBits =
      kBits - 7 * (kMaxBytes - 1);  // payload bits of the longest form's last byte
  U result = 0;
  for (unsigned i = 0; i < kMaxBytes; ++i, ++p) {
    if (p == end) {
      *failure = {LebError::kTruncated, p};
      return nullptr;
    }
    const uint8_t byte = *p;
    result |= static_cast<U>(byte & 0x7F) << (7 * i);
    if (i == kMaxBytes - 1) {
      if (byte & 0x80) {
        *failure = {LebError::kTooLong, p};
        return nullptr;
      }
      // The bits beyond the width must repeat the sign (signed) or be zero (unsigned).
      const int extra = byte >> (std::is_signed_v<T> ? kLastBits - 1 : kLastBits);
      const int all_ones = 0x7F >> (kLastBits - 1);
      if (extra != 0 && !(std::is_signed_v<T> && extra == all_ones)) {
        *failure = {LebError::kTooLarge, p};
        return nullptr;
      }
    }
    if (!(byte & 0x80)) {
      const unsigned shift = 7 * (i + 1);
      if (std::is_signed_v<T> && (byte & 0x40) && shift < sizeof(T) * 8) result |= ~U{0} << shift;
      *value = static_cast<T>(result);
      return p + 1;
    }
  }
  return nullptr;  // not reached: the loop's last turn returns
}

/// The number that a last byte (below 0x80) is on its own.
template <class T>
constexpr T leb_from_byte(uint8_t byte) {
  if constexpr (std::is_signed_v<T>) return static_cast<int8_t>(byte << 1) >> 1;
  return byte;
}

/// The same, with the one-byte form inline.
template <class T, unsigned kBits = sizeof(T) * 8>
inline const uint8_t* read_leb(const uint8_t* p, const uint8_t* end, T* value,
                               LebFailure* failure) {
  if (p != end && *p < 0x80) [[likely]] {
    *value = leb_from_byte<T>(*p);
    return p + 1;
  }
  return read_long_leb<T, kBits>(p, end, value, failure);
}

/// A little-endian word at `p`, whatever its alignment. Both supported CPUs are little-endian.
template <class T>
inline T read_word(const uint8_t* p) {
  T value;
  std::memcpy(&value, p, sizeof(T));
  return value;
}

}  // namespace shoal::jit

#endif  // SHOAL_JIT_LEB_H_
