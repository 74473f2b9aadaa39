#include "jit/sections.h"

#include <algorithm>
#include <optional>
#include <string>
#include <vector>

#include "jit/const_expr.h"
#include "jit/limits.h"
#include "jit/type_reader.h"

namespace shoal::jit {
namespace {

// ---- Errors and counts

[[gnu::cold]] bool fail_unsupported(ByteReader& in, const uint8_t* at, const std::string& what,
                                    const char* feature) {
  return in.fail(ErrorKind::kUnsupported, at,
                 what + " needs the feature \"" + feature + "\", which is not supported");
}

[[gnu::cold]] bool fail_unknown(ByteReader& in, const uint8_t* at, const char* what, uint64_t index,
                                uint64_t count) {
  return in.fail(ErrorKind::kInvalid, at,
                 std::string("unknown ") + what + ": found index " + std::to_string(index) +
                     ", there are " + std::to_string(count));
}

/// Reads how many entries a section has and checks the module's total against a limit.
bool read_entries(ByteReader& in, const char* what, uint64_t present, uint64_t limit,
                  uint32_t* count) {
  const uint8_t* at = in.pc();
  if (!in.read_count(count, what)) return false;
  if (present + *count <= limit) return true;
  return in.fail(ErrorKind::kLimit, at,
                 std::string(what) + " is " + std::to_string(present + *count) +
                     " in all, the limit is " + std::to_string(limit));
}

/// Reads an index below `count`.
bool read_index(ByteReader& in, const char* what, uint64_t count, uint32_t* index) {
  const uint8_t* at = in.pc();
  return in.read_u32(index, what) && (*index < count || fail_unknown(in, at, what, *index, count));
}

// ---- Types

bool read_type_sequence(ByteReader& in, const char* what, uint32_t limit,
                        std::vector<ValType>* types) {
  uint32_t count = 0;
  if (!read_entries(in, what, 0, limit, &count)) return false;
  types->resize(count);
  return std::all_of(types->begin(), types->end(),
                     [&in](ValType& type) { return read_val_type(in, &type); });
}

bool read_func_type(ByteReader& in, FuncType* type) {
  const uint8_t* at = in.pc();
  uint8_t form = 0;
  if (!in.read_byte(&form, "form of a type")) return false;
  switch (form) {
    case 0x60:
      return read_type_sequence(in, "number of parameters", kMaxParams, &type->params) &&
             read_type_sequence(in, "number of results", kMaxResults, &type->results);
    case 0x4E:  // rec
    case 0x4F:  // sub final
    case 0x50:  // sub
    case 0x5E:  // array
    case 0x5F:  // struct
      return fail_unsupported(in, at, "the type form " + hex_byte(form), "garbage collection");
    case 0x5D:  // cont
      return fail_unsupported(in, at, "the type form " + hex_byte(form), "stack switching");
    default:
      return in.fail(ErrorKind::kMalformed, at,
                     "malformed type form: expected 0x60, found " + hex_byte(form));
  }
}

bool parse_types(ByteReader& in, ModuleInfo& info) {
  uint32_t count = 0;
  if (!read_entries(in, "number of types", info.types.size(), kMaxTypes, &count)) return false;
  for (uint32_t i = 0; i < count; ++i) {
    FuncType type;
    if (!read_func_type(in, &type)) return false;
    info.types.push_back(std::move(type));
  }
  return true;
}

// Bits of the byte before a pair of limits.
constexpr uint8_t kHasMax = 1;
constexpr uint8_t kShared = 2;
constexpr uint8_t kIndex64 = 4;
constexpr uint8_t kPageSizeFollows = 8;

bool read_limits(ByteReader& in, uint8_t flags, uint64_t range, const char* range_message,
                 Limits* limits) {
  const uint8_t* at = in.pc();
  limits->has_max = (flags & kHasMax) != 0;
  if (!in.read_u64(&limits->min, "minimum size")) return false;
  if (limits->has_max && !in.read_u64(&limits->max, "maximum size")) return false;
  if (limits->min > range || (limits->has_max && limits->max > range)) {
    return in.fail(ErrorKind::kInvalid, at,
                   std::string(range_message) + ", found " +
                       std::to_string(std::max(limits->min, limits->max)));
  }
  if (limits->has_max && limits->min > limits->max) {
    return in.fail(ErrorKind::kInvalid, at,
                   "size minimum must not be greater than maximum: found " +
                       std::to_string(limits->min) + " and " + std::to_string(limits->max));
  }
  return true;
}

bool read_memory_type(ByteReader& in, MemoryType* type) {
  const uint8_t* at = in.pc();
  uint8_t flags = 0;
  if (!in.read_byte(&flags, "limits flags")) return false;
  if (flags & ~(kHasMax | kShared | kIndex64 | kPageSizeFollows)) {
    return in.fail(ErrorKind::kMalformed, at, "malformed limits flags: found " + hex_byte(flags));
  }
  if (flags & kPageSizeFollows)
    return fail_unsupported(in, at, "a memory's page size", "custom page sizes");
  if (flags & kIndex64) return fail_unsupported(in, at, "a memory indexed by i64", "memory64");
  if (flags == kShared) {
    return in.fail(ErrorKind::kInvalid, at, "shared memory must have maximum");
  }
  type->shared = (flags & kShared) != 0;
  return read_limits(in, flags, kMaxPages32, "memory size must be at most 65536 pages (4GiB)",
                     &type->limits);
}

bool read_table_type(ByteReader& in, TableType* type) {
  if (!read_ref_type(in, &type->element)) return false;
  const uint8_t* at = in.pc();
  uint8_t flags = 0;
  if (!in.read_byte(&flags, "limits flags")) return false;
  if (flags & ~(kHasMax | kIndex64)) {
    return in.fail(ErrorKind::kMalformed, at, "malformed limits flags: found " + hex_byte(flags));
  }
  if (flags & kIndex64) return fail_unsupported(in, at, "a table indexed by i64", "memory64");
  return read_limits(in, flags, UINT32_MAX, "table size must be at most 2^32-1", &type->limits);
}

bool read_global_type(ByteReader& in, GlobalType* type) {
  if (!read_val_type(in, &type->type)) return false;
  const uint8_t* at = in.pc();
  uint8_t mutability = 0;
  if (!in.read_byte(&mutability, "mutability")) return false;
  type->is_mutable = mutability == 1;
  return mutability <= 1 ||
         in.fail(ErrorKind::kMalformed, at, "malformed mutability: found " + hex_byte(mutability));
}

// ---- Declarations, imported or own

bool add_function(ByteReader& in, ModuleInfo& info) {
  const uint8_t* at = in.pc();
  FuncInfo function;
  if (!read_index(in, "type", info.types.size(), &function.type_index)) return false;
  if (info.functions.size() >= info.limits.functions) {
    return in.fail(ErrorKind::kLimit, at,
                   beyond("the module has too many functions", "functions", info.limits.functions));
  }
  info.functions.push_back(function);
  info.declared_functions.push_back(false);
  return true;
}

bool add_memory(ByteReader& in, ModuleInfo& info) {
  const uint8_t* at = in.pc();
  MemoryType type;
  if (!read_memory_type(in, &type)) return false;
  if (!info.memories.empty()) return fail_unsupported(in, at, "a second memory", "multi-memory");
  info.memories.push_back(type);
  return true;
}

/// Reads an import's type and adds it to the index space of its kind; `index` becomes its place
/// there.
bool add_import(ByteReader& in, ModuleInfo& info, ExternKind kind, uint32_t* index) {
  switch (kind) {
    case ExternKind::kFunc: *index = info.imported_functions++; return add_function(in, info);
    case ExternKind::kTable: {
      TableInfo table;
      *index = info.imported_tables++;
      if (*index == kMaxTables) {
        return in.fail(ErrorKind::kLimit, in.pc(),
                       "too many tables: the limit is " + std::to_string(kMaxTables));
      }
      if (!read_table_type(in, &table.type)) return false;
      info.tables.push_back(std::move(table));
      return true;
    }
    case ExternKind::kMemory: *index = info.imported_memories++; return add_memory(in, info);
    case ExternKind::kGlobal: {
      GlobalInfo global;
      *index = info.imported_globals++;
      if (!read_global_type(in, &global.type)) return false;
      info.globals.push_back(std::move(global));
      return true;
    }
  }
  return false;
}

/// The byte that says what an import or export is.
bool read_extern_kind(ByteReader& in, const char* what, ExternKind* kind) {
  const uint8_t* at = in.pc();
  uint8_t byte = 0;
  if (!in.read_byte(&byte, what)) return false;
  *kind = static_cast<ExternKind>(byte);
  if (byte <= static_cast<uint8_t>(ExternKind::kGlobal)) return true;
  if (byte == 4) return fail_unsupported(in, at, "a tag", "exception handling");
  return in.fail(ErrorKind::kMalformed, at,
                 std::string("malformed ") + what + ": found " + hex_byte(byte));
}

bool parse_imports(ByteReader& in, ModuleInfo& info) {
  uint32_t count = 0;
  if (!read_entries(in, "number of imports", 0, kMaxImports, &count)) return false;
  for (uint32_t i = 0; i < count; ++i) {
    std::string_view module, name;
    ExternKind kind;
    uint32_t index = 0;
    if (!in.read_name(&module, "import module name") || !in.read_name(&name, "import name") ||
        !read_extern_kind(in, "import kind", &kind) || !add_import(in, info, kind, &index)) {
      return false;
    }
    info.imports.push_back({std::string(module), std::string(name), kind, index});
  }
  return true;
}

bool parse_functions(ByteReader& in, ModuleInfo& info) {
  const uint8_t* at = in.pc();
  uint32_t count = 0;
  if (!in.read_count(&count, "number of functions")) return false;
  const uint64_t all = uint64_t{count} + info.functions.size();
  if (all > info.limits.functions) {
    return in.fail(ErrorKind::kLimit, at,
                   beyond("the module has " + std::to_string(all) + " functions", "functions",
                          info.limits.functions));
  }
  for (uint32_t i = 0; i < count; ++i) {
    if (!add_function(in, info)) return false;
  }
  return true;
}

bool read_table(ByteReader& in, ModuleInfo& info, TableInfo* table) {
  constexpr uint8_t kHasInit = 0x40;
  const uint8_t* at = in.pc();
  if (in.at_end() || *at != kHasInit) return read_table_type(in, &table->type);
  in.set_pc(at + 1);
  uint8_t zero = 0;
  if (!in.read_byte(&zero, "zero byte of a table")) return false;
  if (zero != 0) {
    return in.fail(ErrorKind::kMalformed, at,
                   "malformed table: expected 0x40 0x00, found 0x40 " + hex_byte(zero));
  }
  return read_table_type(in, &table->type) &&
         read_const_expr(in, info, table->type.element, &table->init);
}

bool parse_tables(ByteReader& in, ModuleInfo& info) {
  uint32_t count = 0;
  if (!read_entries(in, "number of tables", info.tables.size(), kMaxTables, &count)) return false;
  for (uint32_t i = 0; i < count; ++i) {
    TableInfo table;
    if (!read_table(in, info, &table)) return false;
    info.tables.push_back(std::move(table));
  }
  return true;
}

bool parse_memories(ByteReader& in, ModuleInfo& info) {
  uint32_t count = 0;
  if (!in.read_count(&count, "number of memories")) return false;
  for (uint32_t i = 0; i < count; ++i) {
    if (!add_memory(in, info)) return false;
  }
  return true;
}

bool parse_globals(ByteReader& in, ModuleInfo& info) {
  uint32_t count = 0;
  if (!read_entries(in, "number of globals", info.globals.size(), kMaxGlobals, &count)) {
    return false;
  }
  for (uint32_t i = 0; i < count; ++i) {
    GlobalInfo global;
    if (!read_global_type(in, &global.type) ||
        !read_const_expr(in, info, global.type.type, &global.init)) {
      return false;
    }
    info.globals.push_back(std::move(global));  // only now: an initial value may not read itself
  }
  return true;
}

// ---- Exports and start

size_t index_space_size(const ModuleInfo& info, ExternKind kind) {
  switch (kind) {
    case ExternKind::kFunc: return info.functions.size();
    case ExternKind::kTable: return info.tables.size();
    case ExternKind::kMemory: return info.memories.size();
    case ExternKind::kGlobal: return info.globals.size();
  }
  return 0;
}

bool check_export_names(ByteReader& in, ModuleInfo& info) {
  const std::optional<uint32_t> twice = info.exports_by_name.build(info.exports);
  if (!twice) return true;
  return in.fail(ErrorKind::kInvalid, in.pc(),
                 "duplicate export name: \"" + info.exports[*twice].name + "\"");
}

bool parse_exports(ByteReader& in, ModuleInfo& info) {
  uint32_t count = 0;
  if (!read_entries(in, "number of exports", 0, kMaxExports, &count)) return false;
  for (uint32_t i = 0; i < count; ++i) {
    std::string_view name;
    ExternKind kind;
    uint32_t index = 0;
    if (!in.read_name(&name, "export name") || !read_extern_kind(in, "export kind", &kind)) {
      return false;
    }
    const std::string what(to_string(kind));
    if (!read_index(in, what.c_str(), index_space_size(info, kind), &index)) return false;
    if (kind == ExternKind::kFunc) declare_function(info, index);
    info.exports.push_back({std::string(name), kind, index});
  }
  return check_export_names(in, info);
}

bool parse_start(ByteReader& in, ModuleInfo& info) {
  const uint8_t* at = in.pc();
  uint32_t index = 0;
  if (!read_index(in, "function", info.functions.size(), &index)) return false;
  const FuncType& type = info.type_of(index);
  if (!type.params.empty() || !type.results.empty()) {
    return in.fail(ErrorKind::kInvalid, at,
                   "start function: expected type () -> (), found " + to_string(type));
  }
  info.functions[index].escapes = true;
  info.start = index;
  return true;
}

// ---- Segments

// Bits of the number that an element segment begins with.
constexpr uint32_t kNotActive = 1;
constexpr uint32_t kExplicit =
    2;  ///< Active: a table index follows. Otherwise: declarative, not passive.
constexpr uint32_t kExpressions = 4;

/// The element type of a segment whose flags say that it is written down.
bool read_element_type(ByteReader& in, bool expressions, ValType* type) {
  if (expressions) return read_ref_type(in, type);
  const uint8_t* at = in.pc();
  uint8_t kind = 0;
  if (!in.read_byte(&kind, "element kind")) return false;
  *type = ValType::kFuncRef;
  return kind == 0 || in.fail(ErrorKind::kMalformed, at,
                              "malformed element kind: expected 0x00, found " + hex_byte(kind));
}

bool read_element_items(ByteReader& in, ModuleInfo& info, bool expressions, ElemSegment* segment) {
  uint32_t count = 0;
  if (!in.read_count(&count, "number of elements")) return false;
  ConstExpr expr;
  for (uint32_t i = 0; i < count; ++i) {
    if (expressions) {
      if (!read_const_expr(in, info, segment->type, &expr)) return false;
      segment->items.push_back(expr.front());
      continue;
    }
    uint32_t func = 0;
    if (!read_index(in, "function", info.functions.size(), &func)) return false;
    declare_function(info, func);
    segment->items.push_back({Op::kRefFunc, func});
  }
  return true;
}

bool read_element_segment(ByteReader& in, ModuleInfo& info, ElemSegment* segment) {
  const uint8_t* at = in.pc();
  uint32_t flags = 0;
  if (!in.read_u32(&flags, "element segment flags")) return false;
  if (flags > (kNotActive | kExplicit | kExpressions)) {
    return in.fail(ErrorKind::kMalformed, at,
                   "malformed elements segment kind: found " + std::to_string(flags));
  }
  const bool expressions = (flags & kExpressions) != 0;
  if (flags & kNotActive) {
    segment->mode = (flags & kExplicit) ? SegmentMode::kDeclarative : SegmentMode::kPassive;
  } else {
    if ((flags & kExplicit) && !in.read_u32(&segment->table, "table index")) return false;
    if (segment->table >= info.tables.size()) {
      return fail_unknown(in, at, "table", segment->table, info.tables.size());
    }
    if (!read_const_expr(in, info, ValType::kI32, &segment->offset)) return false;
  }
  if ((flags & (kNotActive | kExplicit)) != 0 &&
      !read_element_type(in, expressions, &segment->type)) {
    return false;
  }
  if (segment->mode == SegmentMode::kActive) {
    const ValType expected = info.tables[segment->table].type.element;
    if (segment->type != expected) {
      return in.fail(ErrorKind::kInvalid, at,
                     "type mismatch: the table's elements are " + std::string(to_string(expected)) +
                         ", the segment's " + std::string(to_string(segment->type)));
    }
  }
  return read_element_items(in, info, expressions, segment);
}

bool parse_elements(ByteReader& in, ModuleInfo& info) {
  uint32_t count = 0;
  if (!read_entries(in, "number of element segments", 0, kMaxElementSegments, &count)) return false;
  for (uint32_t i = 0; i < count; ++i) {
    ElemSegment segment;
    if (!read_element_segment(in, info, &segment)) return false;
    info.elements.push_back(std::move(segment));
  }
  return true;
}

bool parse_data_count(ByteReader& in, ModuleInfo& info) {
  const uint8_t* at = in.pc();
  uint32_t count = 0;
  if (!in.read_u32(&count, "number of data segments")) return false;
  if (count > kMaxDataSegments) {
    return in.fail(ErrorKind::kLimit, at,
                   "number of data segments is " + std::to_string(count) + ", the limit is " +
                       std::to_string(kMaxDataSegments));
  }
  info.data_count = count;
  return true;
}

bool read_data_segment(ByteReader& in, ModuleInfo& info, DataSegment* segment) {
  const uint8_t* at = in.pc();
  uint32_t flags = 0;
  if (!in.read_u32(&flags, "data segment flags")) return false;
  if (flags > 2) {
    return in.fail(ErrorKind::kMalformed, at,
                   "malformed data segment kind: found " + std::to_string(flags));
  }
  segment->mode = flags == 1 ? SegmentMode::kPassive : SegmentMode::kActive;
  if (flags == 2 && !in.read_u32(&segment->memory, "memory index")) return false;
  if (segment->mode == SegmentMode::kActive) {
    if (segment->memory >= info.memories.size()) {
      return fail_unknown(in, at, "memory", segment->memory, info.memories.size());
    }
    if (!read_const_expr(in, info, ValType::kI32, &segment->offset)) return false;
  }
  std::span<const uint8_t> bytes;
  if (!in.read_bytes(&bytes, "data segment")) return false;
  segment->bytes_begin = in.offset_of(bytes.data());
  segment->bytes_size = bytes.size();
  return true;
}

bool parse_data(ByteReader& in, ModuleInfo& info) {
  const uint8_t* at = in.pc();
  uint32_t count = 0;
  if (!read_entries(in, "number of data segments", 0, kMaxDataSegments, &count)) return false;
  if (info.data_count && *info.data_count != count) {
    return in.fail(ErrorKind::kMalformed, at,
                   "data count and data section have inconsistent lengths: expected " +
                       std::to_string(*info.data_count) + " segments, found " +
                       std::to_string(count));
  }
  for (uint32_t i = 0; i < count; ++i) {
    DataSegment segment;
    if (!read_data_segment(in, info, &segment)) return false;
    info.data.push_back(std::move(segment));
  }
  return true;
}

}  // namespace

const char* to_string(SectionId id) {
  switch (id) {
    case SectionId::kCustom: return "custom";
    case SectionId::kType: return "type";
    case SectionId::kImport: return "import";
    case SectionId::kFunction: return "function";
    case SectionId::kTable: return "table";
    case SectionId::kMemory: return "memory";
    case SectionId::kGlobal: return "global";
    case SectionId::kExport: return "export";
    case SectionId::kStart: return "start";
    case SectionId::kElement: return "element";
    case SectionId::kCode: return "code";
    case SectionId::kData: return "data";
    case SectionId::kDataCount: return "data count";
    case SectionId::kTag: return "tag";
  }
  return "unknown";
}

bool parse_section(SectionId id, ByteReader& in, ModuleInfo& info) {
  switch (id) {
    case SectionId::kType: return parse_types(in, info);
    case SectionId::kImport: return parse_imports(in, info);
    case SectionId::kFunction: return parse_functions(in, info);
    case SectionId::kTable: return parse_tables(in, info);
    case SectionId::kMemory: return parse_memories(in, info);
    case SectionId::kGlobal: return parse_globals(in, info);
    case SectionId::kExport: return parse_exports(in, info);
    case SectionId::kStart: return parse_start(in, info);
    case SectionId::kElement: return parse_elements(in, info);
    case SectionId::kDataCount: return parse_data_count(in, info);
    case SectionId::kData: return parse_data(in, info);
    case SectionId::kCustom:
    case SectionId::kCode:
    case SectionId::kTag: break;  // the reader deals with these
  }
  return true;
}

}  // namespace shoal::jit
