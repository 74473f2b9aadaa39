// Changes bytes here and there in a module and keeps all others as they are.
#ifndef SHOAL_RUNTIME_LAYOUT_REWRITER_H_
#define SHOAL_RUNTIME_LAYOUT_REWRITER_H_

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "runtime/layout/image.h"

namespace shoal::layout {

/// Bytes of the binary format.
class Encoder {
 public:
  Encoder& byte(uint8_t value);
  Encoder& u32(uint64_t value);  ///< Unsigned LEB128.
  Encoder& s32(uint32_t value);  ///< Signed LEB128 of the same bits.
  Encoder& raw(std::span<const uint8_t> bytes);
  /// `i32.const value; end`.
  Encoder& constant(uint32_t value);
  std::vector<uint8_t> take() { return std::move(bytes_); }
  const std::vector<uint8_t>& bytes() const { return bytes_; }

 private:
  std::vector<uint8_t> bytes_;
};

class Rewriter {
 public:
  explicit Rewriter(const Image& image) : image_(image) {}

  /// Replaces `range`, which lies within one section's contents; ranges do not overlap.
  void replace(ByteRange range, std::vector<uint8_t> with);
  /// Adds a section in front of the one (or the end) at `header`.
  void insert_section(uint64_t header, jit::SectionId id, std::vector<uint8_t> contents);
  /// The module with all of that done. Sizes of sections and of function bodies follow.
  std::vector<uint8_t> apply();

 private:
  struct Patch {
    ByteRange range;
    std::vector<uint8_t> bytes;
  };
  struct Insertion {
    uint64_t header;
    jit::SectionId id;
    std::vector<uint8_t> contents;
  };

  void insert_at(uint64_t header, Encoder& out) const;
  std::vector<uint8_t> patched(ByteRange range) const;
  std::vector<uint8_t> patched_code(const Section& section) const;
  /// Those within `range`.
  std::span<const Patch> patches_in(ByteRange range) const;

  const Image& image_;
  std::vector<Patch> patches_;  ///< By place, once applied.
  std::vector<Insertion> insertions_;
};

}  // namespace shoal::layout

#endif  // SHOAL_RUNTIME_LAYOUT_REWRITER_H_
