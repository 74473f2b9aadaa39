#include "tests/spec/imports.h"

#include <algorithm>

namespace shoal::spec {
namespace {

/// Reads a binary; beyond its end everything is 0 and empty.
class Reader {
 public:
  explicit Reader(std::span<const uint8_t> bytes) : rest_(bytes) {}

  bool at_end() const { return rest_.empty(); }
  std::span<const uint8_t> take(uint64_t size) {
    const size_t n = std::min<uint64_t>(size, rest_.size());
    const std::span<const uint8_t> taken = rest_.first(n);
    rest_ = rest_.subspan(n);
    return taken;
  }
  uint8_t byte() {
    const std::span<const uint8_t> taken = take(1);
    return taken.empty() ? 0 : taken[0];
  }
  uint64_t leb() {
    uint64_t value = 0;
    for (unsigned shift = 0; shift < 64; shift += 7) {
      const uint8_t b = byte();
      value |= uint64_t{b & 0x7Fu} << shift;
      if (b < 0x80) break;
    }
    return value;
  }
  std::string name() {
    const std::span<const uint8_t> taken = take(leb());
    return {taken.begin(), taken.end()};
  }

 private:
  std::span<const uint8_t> rest_;
};

void skip_value_type(Reader& in) {
  const uint8_t type = in.byte();
  if (type == 0x63 || type == 0x64) in.leb();  // (ref [null] HEAPTYPE)
}

void skip_limits(Reader& in) {
  const uint64_t flags = in.leb();
  in.leb();
  if (flags & 1) in.leb();  // maximum
  if (flags & 8) in.leb();  // page size
}

/// Skips the description of an import. False if its kind is unknown.
bool skip_description(Reader& in) {
  switch (in.byte()) {
    case 0:  // function
      in.leb();
      return true;
    case 1:  // table
      skip_value_type(in);
      skip_limits(in);
      return true;
    case 2:  // memory
      skip_limits(in);
      return true;
    case 3:  // global
      skip_value_type(in);
      in.byte();
      return true;
    case 4:  // tag
      in.byte();
      in.leb();
      return true;
    default: return false;
  }
}

}  // namespace

std::set<std::string> imported_modules(std::span<const uint8_t> bytes) {
  constexpr uint8_t kImportSection = 2;
  std::set<std::string> modules;
  Reader in(bytes);
  in.take(8);  // magic and version
  while (!in.at_end()) {
    const uint8_t id = in.byte();
    Reader section(in.take(in.leb()));
    if (id != kImportSection) continue;
    for (uint64_t count = section.leb(); count > 0 && !section.at_end(); --count) {
      modules.insert(section.name());
      section.name();
      if (!skip_description(section)) break;
    }
  }
  return modules;
}

}  // namespace shoal::spec
