#include "jit/dylink_section.h"

namespace shoal::jit {
namespace {

constexpr uint8_t kMemoryInfo = 1;
constexpr uint8_t kNeeded = 2;
constexpr uint8_t kExportInfo = 3;
constexpr uint8_t kImportInfo = 4;
constexpr uint8_t kRuntimePath = 5;

bool read_alignment(ByteReader& in, uint32_t* log2) {
  const uint8_t* const at = in.pc();
  if (!in.read_u32(log2, "alignment in dylink.0")) return false;
  return *log2 < 32 || in.fail(ErrorKind::kMalformed, at,
                               "malformed dylink.0: an alignment of 2^" + std::to_string(*log2));
}

bool read_memory_info(ByteReader& in, DylinkInfo* info) {
  return in.read_u32(&info->memory_size, "memory size in dylink.0") &&
         read_alignment(in, &info->memory_align_log2) &&
         in.read_u32(&info->table_size, "table size in dylink.0") &&
         read_alignment(in, &info->table_align_log2);
}

bool read_names(ByteReader& in, const char* what, std::vector<std::string>* names) {
  uint32_t count = 0;
  if (!in.read_count(&count, what)) return false;
  for (uint32_t i = 0; i < count; ++i) {
    std::string_view name;
    if (!in.read_name(&name, what)) return false;
    names->emplace_back(name);
  }
  return true;
}

bool read_exports(ByteReader& in, DylinkInfo* info) {
  uint32_t count = 0, flags = 0;
  if (!in.read_count(&count, "exports in dylink.0")) return false;
  for (uint32_t i = 0; i < count; ++i) {
    std::string_view name;
    if (!in.read_name(&name, "export in dylink.0") || !in.read_u32(&flags, "symbol flags")) {
      return false;
    }
    info->export_flags[std::string(name)] = flags;
  }
  return true;
}

bool read_imports(ByteReader& in, DylinkInfo* info) {
  uint32_t count = 0, flags = 0;
  if (!in.read_count(&count, "imports in dylink.0")) return false;
  for (uint32_t i = 0; i < count; ++i) {
    std::string_view module, field;
    if (!in.read_name(&module, "import in dylink.0") ||
        !in.read_name(&field, "import in dylink.0") || !in.read_u32(&flags, "symbol flags")) {
      return false;
    }
    info->import_flags[{std::string(module), std::string(field)}] = flags;
  }
  return true;
}

bool read_subsection(uint8_t type, ByteReader& in, DylinkInfo* info) {
  switch (type) {
    case kMemoryInfo: return read_memory_info(in, info);
    case kNeeded: return read_names(in, "needed libraries in dylink.0", &info->needed);
    case kExportInfo: return read_exports(in, info);
    case kImportInfo: return read_imports(in, info);
    case kRuntimePath: return read_names(in, "runtime paths in dylink.0", &info->runtime_paths);
    default: return true;
  }
}

}  // namespace

bool read_dylink_section(ByteReader& in, DylinkInfo* info) {
  while (!in.at_end()) {
    uint8_t type = 0;
    std::span<const uint8_t> contents;
    if (!in.read_byte(&type, "subsection of dylink.0") ||
        !in.read_bytes(&contents, "subsection of dylink.0")) {
      return false;
    }
    ByteReader subsection(contents, in.offset_of(contents.data()));
    if (!read_subsection(type, subsection, info)) {
      Error error = subsection.take_error();
      return in.fail(error.kind, in.pc(), std::move(error.message));
    }
  }
  return true;
}

}  // namespace shoal::jit
