#include "jit/site_table.h"

#include <algorithm>

namespace shoal::jit {
namespace {

uint8_t* write_number(uint8_t* to, uint32_t value) {
  for (; value >= 0x80; value >>= 7) *to++ = static_cast<uint8_t>(value | 0x80);
  *to++ = static_cast<uint8_t>(value);
  return to;
}

const uint8_t* read_number(const uint8_t* from, uint32_t* value) {
  *value = 0;
  for (unsigned shift = 0;; shift += 7) {
    const uint8_t byte = *from++;
    *value |= uint32_t{byte & 0x7Fu} << shift;
    if (byte < 0x80) return from;
  }
}

}  // namespace

uint32_t SiteTable::write_long(uint8_t* to, SiteKind kind, uint32_t code, uint32_t wasm) {
  uint8_t* p = to;
  *p++ = 0x80;
  *p++ = static_cast<uint8_t>(kind);
  p = write_number(p, code);
  const uint32_t sign = wasm >> 31 != 0 ? ~0u : 0;
  p = write_number(p, wasm << 1 ^ sign);
  return static_cast<uint32_t>(p - to);
}

void SiteTable::Iterator::read() {
  if (next_ == end_) {
    at_ = nullptr;
    return;
  }
  at_ = next_;
  uint32_t code = at_[0], wasm = at_[1] & 0x7F;
  if (at_[0] < 0x80) {
    row_.kind = at_[1] < 0x80 ? kAccess : SiteKind::kCall;
    next_ = at_ + 2;
  } else {
    row_.kind = static_cast<SiteKind>(at_[1]);
    next_ = read_number(at_ + 2, &code);
    next_ = read_number(next_, &wasm);
    wasm = wasm >> 1 ^ (0 - (wasm & 1));
  }
  row_.code_offset += code;
  row_.wasm_offset += wasm;
}

SiteTable::Iterator SiteTable::from(uint32_t code_offset) const {
  // An anchor is the row before a stretch: the stretch may begin at its offset, too.
  const auto behind = std::ranges::lower_bound(anchors_, code_offset, {}, &Place::code_offset);
  const Place start = behind == anchors_.begin() ? Place{} : *std::prev(behind);
  Iterator row{bytes_.data() + start.end, bytes_.data() + last_.end, start};
  while (row != end() && row->code_offset < code_offset) ++row;
  return row;
}

bool SiteTable::operator==(const SiteTable& o) const {
  return std::equal(bytes_.begin(), bytes_.begin() + last_.end, o.bytes_.begin(),
                    o.bytes_.begin() + o.last_.end);
}

}  // namespace shoal::jit
