#include "runtime/layout/image.h"

#include <string_view>
#include <utility>

#include "jit/byte_reader.h"
#include "jit/const_expr.h"
#include "jit/module_reader.h"
#include "jit/type_reader.h"

namespace shoal::layout {
namespace {

using jit::ByteReader;
using jit::SectionId;

/// The bodies' places are in the ModuleInfo; nothing else is wanted of them yet.
class NoCode final : public jit::ModuleSink {
  Result<void> on_code_start() override { return {}; }
  Result<void> on_function_body(uint32_t, std::span<const uint8_t>, uint64_t) override {
    return {};
  }
};

/// A second walk over sections that are known to be valid, for the places of things in them.
class PlaceReader {
 public:
  PlaceReader(Image& image, const Section& section)
      : image_(image),
        in_(image.bytes.subspan(section.contents.begin,
                                section.contents.end - section.contents.begin),
            section.contents.begin) {}

  bool read(SectionId id) {
    switch (id) {
      case SectionId::kImport: return read_imports();
      case SectionId::kMemory: return read_memories();
      case SectionId::kGlobal: return read_globals();
      case SectionId::kElement: return read_elements();
      case SectionId::kData: return read_data();
      case SectionId::kCustom: return read_custom();
      default: return true;
    }
  }
  Error take_error() { return in_.take_error(); }

 private:
  bool skip_limits() {
    uint8_t flags = 0;
    uint64_t number = 0;
    return in_.read_byte(&flags, "limits") && in_.read_u64(&number, "limits") &&
           ((flags & 1) == 0 || in_.read_u64(&number, "limits"));
  }
  bool note_memory() {
    image_.memory_limits.begin = in_.offset();
    if (!skip_limits()) return false;
    image_.memory_limits.end = in_.offset();
    return true;
  }
  bool skip_global_type() {
    ValType type;
    uint8_t mutability = 0;
    return jit::read_val_type(in_, &type) && in_.read_byte(&mutability, "mutability");
  }
  bool skip_expression(ValType type, ByteRange* range) {
    jit::ConstExpr expression;
    range->begin = in_.offset();
    if (!jit::read_const_expr(in_, image_.info, type, &expression)) return false;
    range->end = in_.offset();
    return true;
  }

  bool read_imports() {
    uint32_t count = 0, type = 0;
    if (!in_.read_count(&count, "imports")) return false;
    for (uint32_t i = 0; i < count; ++i) {
      const uint64_t begin = in_.offset();
      std::string_view name;
      uint8_t kind = 0;
      ValType element;
      if (!in_.read_name(&name, "import") || !in_.read_name(&name, "import") ||
          !in_.read_byte(&kind, "import")) {
        return false;
      }
      switch (static_cast<ExternKind>(kind)) {
        case ExternKind::kFunc:
          if (!in_.read_u32(&type, "type")) return false;
          break;
        case ExternKind::kTable:
          if (!jit::read_ref_type(in_, &element) || !skip_limits()) return false;
          break;
        case ExternKind::kMemory:
          if (!note_memory()) return false;
          break;
        case ExternKind::kGlobal:
          if (!skip_global_type()) return false;
          break;
      }
      image_.imports.push_back({begin, in_.offset()});
    }
    return true;
  }

  bool read_memories() {
    uint32_t count = 0;
    return in_.read_count(&count, "memories") && (count == 0 || note_memory());
  }

  bool read_globals() {
    uint32_t count = 0;
    if (!in_.read_count(&count, "globals")) return false;
    for (uint32_t i = 0; i < count; ++i) {
      const uint32_t index = image_.info.imported_globals + i;
      ByteRange range;
      if (!skip_global_type() || !skip_expression(image_.info.globals[index].type.type, &range)) {
        return false;
      }
      image_.global_inits.push_back(range);
    }
    return true;
  }

  bool read_elements() {
    uint32_t count = 0;
    if (!in_.read_count(&count, "element segments")) return false;
    for (uint32_t i = 0; i < count; ++i) {
      if (!read_element_segment(image_.info.elements[i])) return false;
    }
    return true;
  }

  bool read_element_segment(const jit::ElemSegment& segment) {
    constexpr uint32_t kNotActive = 1, kExplicit = 2, kExpressions = 4;
    uint32_t flags = 0, number = 0, items = 0;
    ByteRange offset, item;
    if (!in_.read_u32(&flags, "flags")) return false;
    const bool active = (flags & kNotActive) == 0;
    if (active && (flags & kExplicit) && !in_.read_u32(&number, "table")) return false;
    if (active && !skip_expression(ValType::kI32, &offset)) return false;
    uint8_t kind = 0;
    if ((flags & (kNotActive | kExplicit)) && !in_.read_byte(&kind, "element kind")) return false;
    if (!in_.read_count(&items, "elements")) return false;
    for (uint32_t i = 0; i < items; ++i) {
      if (flags & kExpressions ? !skip_expression(segment.type, &item)
                               : !in_.read_u32(&number, "function")) {
        return false;
      }
    }
    image_.element_offsets.push_back(offset);
    return true;
  }

  bool read_data() {
    uint32_t count = 0, number = 0;
    if (!in_.read_count(&count, "data segments")) return false;
    for (uint32_t i = 0; i < count; ++i) {
      uint32_t flags = 0;
      std::span<const uint8_t> contents;
      ByteRange offset;
      if (!in_.read_u32(&flags, "flags") || (flags == 2 && !in_.read_u32(&number, "memory")) ||
          (flags != 1 && !skip_expression(ValType::kI32, &offset)) ||
          !in_.read_bytes(&contents, "data")) {
        return false;
      }
      image_.data_offsets.push_back(offset);
    }
    return true;
  }

  bool read_custom() {
    std::string_view name;
    if (!in_.read_name(&name, "custom section name")) return false;
    if (name == "name") read_global_names();
    if (name != "dylink.0") return true;
    image_.dylink.emplace();
    return jit::read_dylink_section(in_, &*image_.dylink);
  }

  /// Subsection 7 of the name section. What is malformed ends it, as everywhere: names are hints.
  void read_global_names() {
    constexpr uint8_t kGlobalNames = 7;
    image_.global_names.resize(image_.info.globals.size());
    uint8_t id = 0;
    std::span<const uint8_t> contents;
    ByteReader section(image_.bytes.subspan(in_.offset(), in_.remaining()), in_.offset());
    while (!section.at_end() && section.read_byte(&id, "subsection") &&
           section.read_bytes(&contents, "subsection")) {
      if (id != kGlobalNames) continue;
      ByteReader names(contents, 0);
      uint32_t count = 0, index = 0;
      std::string_view name;
      if (!names.read_count(&count, "global names")) return;
      for (uint32_t i = 0; i < count; ++i) {
        if (!names.read_u32(&index, "global") || !names.read_name(&name, "name")) return;
        if (index < image_.global_names.size()) image_.global_names[index] = name;
      }
    }
  }

  Image& image_;
  ByteReader in_;
};

/// Where the sections lie in a module whose sections are known to be well-formed.
std::vector<Section> find_sections(std::span<const uint8_t> bytes) {
  constexpr size_t kHeaderSize = 8;
  std::vector<Section> sections;
  ByteReader in(bytes.subspan(kHeaderSize), kHeaderSize);
  uint8_t id = 0;
  std::span<const uint8_t> contents;
  while (!in.at_end()) {
    const uint64_t header = in.offset();
    if (!in.read_byte(&id, "section") || !in.read_bytes(&contents, "section")) break;
    const uint64_t begin = in.offset_of(contents.data());
    sections.push_back({static_cast<SectionId>(id), header, {begin, begin + contents.size()}});
  }
  return sections;
}

}  // namespace

const Section* Image::find(SectionId id) const {
  for (const Section& s : sections) {
    if (s.id == id) return &s;
  }
  return nullptr;
}

std::string Image::describe_function(uint32_t index) const {
  std::string text = "function " + std::to_string(index);
  if (index < info.function_names.size() && !info.function_names[index].empty()) {
    return text + " \"" + info.function_names[index] + "\"";
  }
  for (const jit::ExportInfo& e : info.exports) {
    if (e.kind == ExternKind::kFunc && e.index == index) return text + " \"" + e.name + "\"";
  }
  return text;
}

std::optional<uint32_t> Image::find_function(std::string_view name) const {
  for (uint32_t i = 0; i < info.function_names.size(); ++i) {
    if (info.function_names[i] == name) return i;
  }
  for (const jit::ExportInfo& e : info.exports) {
    if (e.kind == ExternKind::kFunc && e.name == name) return e.index;
  }
  return std::nullopt;
}

Result<Image> read_image(std::span<const uint8_t> bytes) {
  Image image;
  image.bytes = bytes;
  NoCode sink;
  jit::ModuleReader reader(image.info, sink);
  if (Result<void> fed = reader.feed(bytes); !fed) return std::move(fed).error();
  if (Result<void> done = reader.finish(); !done) return std::move(done).error();
  image.sections = find_sections(bytes);
  for (const Section& section : image.sections) {
    PlaceReader places(image, section);
    if (!places.read(section.id)) return places.take_error();
  }
  image.global_names.resize(image.info.globals.size());
  return image;
}

}  // namespace shoal::layout
