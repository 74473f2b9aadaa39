// The custom section "dylink.0": what a shared module, made with `wasm-ld -shared`, wants from its
// loader. Source: the tool conventions' "WebAssembly Dynamic Linking".
#ifndef SHOAL_JIT_DYLINK_SECTION_H_
#define SHOAL_JIT_DYLINK_SECTION_H_

#include <cstdint>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "jit/byte_reader.h"

namespace shoal::jit {

/// Bits of a symbol's flags, in import and export information.
inline constexpr uint32_t kSymbolBindingWeak = 0x1;
inline constexpr uint32_t kSymbolTls = 0x100;

struct DylinkInfo {
  uint32_t memory_size = 0;        ///< Bytes of static data.
  uint32_t memory_align_log2 = 0;  ///< Of where the data begins; below 32.
  uint32_t table_size = 0;         ///< Elements.
  uint32_t table_align_log2 = 0;
  std::vector<std::string> needed;                            ///< Libraries, in order.
  std::vector<std::string> runtime_paths;                     ///< Where to look for them.
  std::map<std::string, uint32_t, std::less<>> export_flags;  ///< By export name.
  std::map<std::pair<std::string, std::string>, uint32_t> import_flags;  ///< By module and field.
};

/// Reads the section's contents, behind its name. Subsections of unknown types are skipped. False
/// if an error was recorded in `in`.
bool read_dylink_section(ByteReader& in, DylinkInfo* info);

}  // namespace shoal::jit

#endif  // SHOAL_JIT_DYLINK_SECTION_H_
