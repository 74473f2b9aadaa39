#include "runtime/layout/rewriter.h"

#include <algorithm>
#include <utility>

namespace shoal::layout {

Encoder& Encoder::byte(uint8_t value) {
  bytes_.push_back(value);
  return *this;
}

Encoder& Encoder::u32(uint64_t value) {
  while (value >= 0x80) {
    bytes_.push_back(static_cast<uint8_t>(value | 0x80));
    value >>= 7;
  }
  return byte(static_cast<uint8_t>(value));
}

Encoder& Encoder::s32(uint32_t value) {
  auto rest = static_cast<int32_t>(value);
  while (rest < -64 || rest > 63) {
    bytes_.push_back(static_cast<uint8_t>((rest & 0x7F) | 0x80));
    rest >>= 7;
  }
  return byte(static_cast<uint8_t>(rest & 0x7F));
}

Encoder& Encoder::raw(std::span<const uint8_t> bytes) {
  bytes_.insert(bytes_.end(), bytes.begin(), bytes.end());
  return *this;
}

Encoder& Encoder::constant(uint32_t value) {
  constexpr uint8_t kI32Const = 0x41, kEnd = 0x0B;
  return byte(kI32Const).s32(value).byte(kEnd);
}

void Rewriter::replace(ByteRange range, std::vector<uint8_t> with) {
  patches_.push_back({range, std::move(with)});
}

void Rewriter::insert_section(uint64_t header, jit::SectionId id, std::vector<uint8_t> contents) {
  insertions_.push_back({header, id, std::move(contents)});
}

std::span<const Rewriter::Patch> Rewriter::patches_in(ByteRange range) const {
  const auto by_begin = [](const Patch& p, uint64_t at) { return p.range.begin < at; };
  const auto first = std::lower_bound(patches_.begin(), patches_.end(), range.begin, by_begin);
  return {first, std::lower_bound(first, patches_.end(), range.end, by_begin)};
}

std::vector<uint8_t> Rewriter::patched(ByteRange range) const {
  Encoder out;
  uint64_t at = range.begin;
  for (const Patch& p : patches_in(range)) {
    out.raw(image_.bytes.subspan(at, p.range.begin - at)).raw(p.bytes);
    at = p.range.end;
  }
  return out.raw(image_.bytes.subspan(at, range.end - at)).take();
}

/// The bodies have sizes of their own.
std::vector<uint8_t> Rewriter::patched_code(const Section& section) const {
  Encoder out;
  uint64_t at = section.contents.begin;
  for (const jit::BodyRange& body : image_.info.bodies) {
    const ByteRange range{body.begin, body.begin + body.size};
    if (patches_in(range).empty()) continue;
    // The size in front of it, backwards: what precedes that is the `end` of a body or the last
    // byte of the number of bodies, and neither continues a LEB128.
    uint64_t size_at = body.begin - 1;
    while (size_at > at && (image_.bytes[size_at - 1] & 0x80) != 0) --size_at;
    const std::vector<uint8_t> contents = patched(range);
    out.raw(image_.bytes.subspan(at, size_at - at)).u32(contents.size()).raw(contents);
    at = range.end;
  }
  return out.raw(image_.bytes.subspan(at, section.contents.end - at)).take();
}

void Rewriter::insert_at(uint64_t header, Encoder& out) const {
  for (const Insertion& i : insertions_) {
    if (i.header != header) continue;
    out.byte(static_cast<uint8_t>(i.id)).u32(i.contents.size()).raw(i.contents);
  }
}

std::vector<uint8_t> Rewriter::apply() {
  std::sort(patches_.begin(), patches_.end(),
            [](const Patch& a, const Patch& b) { return a.range.begin < b.range.begin; });
  constexpr size_t kHeaderSize = 8;
  Encoder out;
  out.raw(image_.bytes.first(kHeaderSize));
  for (const Section& section : image_.sections) {
    insert_at(section.header, out);
    if (patches_in(section.contents).empty()) {
      out.raw(image_.bytes.subspan(section.header, section.contents.end - section.header));
      continue;
    }
    const bool code = section.id == jit::SectionId::kCode;
    const std::vector<uint8_t> contents = code ? patched_code(section) : patched(section.contents);
    out.byte(static_cast<uint8_t>(section.id)).u32(contents.size()).raw(contents);
  }
  insert_at(image_.bytes.size(), out);
  return out.take();
}

}  // namespace shoal::layout
