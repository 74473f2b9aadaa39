// A module as the relocator sees it: what it declares, and where in its bytes the things stand that
// a relocation changes.
#ifndef SHOAL_RUNTIME_LAYOUT_IMAGE_H_
#define SHOAL_RUNTIME_LAYOUT_IMAGE_H_

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "jit/dylink_section.h"
#include "jit/module_info.h"
#include "jit/sections.h"
#include "shoal/error.h"

namespace shoal::layout {

/// Bytes [begin, end) of a module.
struct ByteRange {
  uint64_t begin = 0, end = 0;
};

struct Section {
  jit::SectionId id;
  uint64_t header = 0;   ///< Of its id; the section begins here.
  ByteRange contents{};  ///< Behind the size; of a code or data section, the count comes first.
};

struct Image {
  std::span<const uint8_t> bytes;  ///< Not owned.
  jit::ModuleInfo info;
  std::vector<Section> sections;
  std::vector<ByteRange> imports;       ///< Whole entries, by their order.
  std::vector<ByteRange> global_inits;  ///< Of own globals: constant expressions, `end` included.
  std::vector<ByteRange> element_offsets;  ///< By segment; empty if it is not active.
  std::vector<ByteRange> data_offsets;
  ByteRange memory_limits;  ///< From the flags on.
  std::vector<std::string>
      global_names;  ///< By index, from the name section; "" where it has none.
  std::optional<jit::DylinkInfo> dylink;  ///< From the custom section "dylink.0".

  const Section* find(jit::SectionId id) const;
  /// "function 3 \"get\"", for messages.
  std::string describe_function(uint32_t index) const;
  /// The index of the function of that name (name section or export).
  std::optional<uint32_t> find_function(std::string_view name) const;
};

/// Reads and validates everything but the functions' bodies. Errors: as of Module::compile.
Result<Image> read_image(std::span<const uint8_t> bytes);

}  // namespace shoal::layout

#endif  // SHOAL_RUNTIME_LAYOUT_IMAGE_H_
