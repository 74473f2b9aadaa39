// The contents of a module's sections, parsed and validated into a ModuleInfo one whole section at
// a time.
#ifndef SHOAL_JIT_SECTIONS_H_
#define SHOAL_JIT_SECTIONS_H_

#include <cstdint>

#include "jit/byte_reader.h"
#include "jit/module_info.h"

namespace shoal::jit {

/// The numbers of the binary format.
enum class SectionId : uint8_t {
  kCustom = 0,
  kType = 1,
  kImport = 2,
  kFunction = 3,
  kTable = 4,
  kMemory = 5,
  kGlobal = 6,
  kExport = 7,
  kStart = 8,
  kElement = 9,
  kCode = 10,
  kData = 11,
  kDataCount = 12,
  kTag = 13,
};

/// "type", "import", ... for messages.
const char* to_string(SectionId id);

/// Parses a section other than custom and code, whose contents `in` spans. False if an error was
/// recorded in `in`.
bool parse_section(SectionId id, ByteReader& in, ModuleInfo& info);

}  // namespace shoal::jit

#endif  // SHOAL_JIT_SECTIONS_H_
