// Writing the binary format: bytes, LEB128 numbers, sections.
#ifndef SHOAL_TESTS_DIFFERENTIAL_WASM_WRITER_H_
#define SHOAL_TESTS_DIFFERENTIAL_WASM_WRITER_H_

#include <bit>
#include <cstdint>
#include <initializer_list>
#include <string_view>
#include <vector>

#include "shoal/types.h"

namespace shoal::differential {

/// A growing byte string in the notation of the binary format.
class WasmWriter {
 public:
  void byte(uint8_t b) { bytes_.push_back(b); }
  void bytes(std::initializer_list<uint8_t> list) { bytes_.insert(bytes_.end(), list); }
  void append(const WasmWriter& other) {
    bytes_.insert(bytes_.end(), other.bytes_.begin(), other.bytes_.end());
  }
  void unsigned_leb(uint64_t v) {
    for (; v >= 0x80; v >>= 7) byte(static_cast<uint8_t>(v | 0x80));
    byte(static_cast<uint8_t>(v));
  }
  void signed_leb(int64_t v) {
    for (; v < -64 || v > 63; v >>= 7) byte(static_cast<uint8_t>((v & 0x7F) | 0x80));
    byte(static_cast<uint8_t>(v & 0x7F));
  }
  void fixed32(uint32_t v) {
    for (int i = 0; i < 4; i++) byte(static_cast<uint8_t>(v >> (8 * i)));
  }
  void fixed64(uint64_t v) {
    for (int i = 0; i < 8; i++) byte(static_cast<uint8_t>(v >> (8 * i)));
  }
  void type(ValType t) { byte(static_cast<uint8_t>(t)); }
  void types(const std::vector<ValType>& list) {
    unsigned_leb(list.size());
    for (ValType t : list) type(t);
  }
  void name(std::string_view s) {
    unsigned_leb(s.size());
    bytes_.insert(bytes_.end(), s.begin(), s.end());
  }
  /// `contents` behind its size.
  void sized(const WasmWriter& contents) {
    unsigned_leb(contents.bytes_.size());
    append(contents);
  }
  void section(uint8_t id, const WasmWriter& contents) {
    byte(id);
    sized(contents);
  }

  const std::vector<uint8_t>& data() const { return bytes_; }
  std::vector<uint8_t> take() { return std::move(bytes_); }

 private:
  std::vector<uint8_t> bytes_;
};

}  // namespace shoal::differential

#endif  // SHOAL_TESTS_DIFFERENTIAL_WASM_WRITER_H_
