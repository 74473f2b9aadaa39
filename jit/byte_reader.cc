#include "jit/byte_reader.h"

namespace shoal::jit {

bool ByteReader::fail(ErrorKind kind, const uint8_t* at, std::string message) {
  if (!error_) error_ = make_error(kind, std::move(message), offset_of(at));
  return false;
}

bool ByteReader::fail_truncated(const char* what) {
  return fail(ErrorKind::kMalformed, end_,
              std::string("unexpected end: expected ") + what + ", found the end of the bytes");
}

bool ByteReader::fail_number(LebFailure failure, const char* what) {
  switch (failure.error) {
    case LebError::kTooLong:
      return fail(ErrorKind::kMalformed, failure.at,
                  std::string("integer representation too long: the LEB128 encoding of ") + what +
                      " does not end");
    case LebError::kTooLarge:
      return fail(ErrorKind::kMalformed, failure.at,
                  std::string("integer too large: the LEB128 encoding of ") + what +
                      " has bits beyond its type");
    default: return fail_truncated(what);
  }
}

bool ByteReader::read_count(uint32_t* count, const char* what) {
  const uint8_t* at = pc_;
  if (!read_u32(count, what)) return false;
  if (*count > remaining()) {
    return fail(ErrorKind::kMalformed, at,
                std::string("unexpected end: ") + what + " is " + std::to_string(*count) +
                    ", but only " + std::to_string(remaining()) + " bytes follow");
  }
  return true;
}

bool ByteReader::read_bytes(std::span<const uint8_t>* bytes, const char* what) {
  const uint8_t* at = pc_;
  uint32_t size = 0;
  if (!read_u32(&size, what)) return false;
  if (size > remaining()) {
    return fail(ErrorKind::kMalformed, at,
                std::string("length out of bounds: ") + what + " has " + std::to_string(size) +
                    " bytes, but only " + std::to_string(remaining()) + " follow");
  }
  *bytes = {pc_, size};
  pc_ += size;
  return true;
}

bool ByteReader::read_name(std::string_view* name, const char* what) {
  std::span<const uint8_t> bytes;
  if (!read_bytes(&bytes, what)) return false;
  if (!is_utf8(bytes)) {
    return fail(ErrorKind::kMalformed, bytes.data(),
                std::string("malformed UTF-8 encoding: ") + what + " is not valid UTF-8");
  }
  *name = {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
  return true;
}

bool is_utf8(std::span<const uint8_t> bytes) {
  const uint8_t* p = bytes.data();
  const uint8_t* const end = p + bytes.size();
  while (p != end) {
    const uint8_t lead = *p++;
    if (lead < 0x80) continue;
    // Continuation bytes, and the smallest code point that needs so many.
    const int tail = lead >= 0xF0 ? 3 : lead >= 0xE0 ? 2 : 1;
    const uint32_t smallest = tail == 3 ? 0x10000 : tail == 2 ? 0x800 : 0x80;
    if (lead < 0xC0 || lead > 0xF7 || end - p < tail) return false;
    uint32_t code_point = lead & (0x3F >> tail);
    for (int i = 0; i < tail; ++i, ++p) {
      if ((*p & 0xC0) != 0x80) return false;
      code_point = code_point << 6 | (*p & 0x3F);
    }
    const bool surrogate = code_point >= 0xD800 && code_point <= 0xDFFF;
    if (code_point < smallest || code_point > 0x10FFFF || surrogate) return false;
  }
  return true;
}

std::string hex_byte(uint8_t byte) {
  static constexpr char kDigits[] = "0123456789ABCDEF";
  return {'0', 'x', kDigits[byte >> 4], kDigits[byte & 15]};
}

}  // namespace shoal::jit
