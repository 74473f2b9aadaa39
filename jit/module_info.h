// What a module declares: everything but the code of its functions. Filled by the module reader in
// section order; by the time the first function body arrives everything in it that the compiler
// needs is final (the data section, and custom sections after the code, are not).
#ifndef SHOAL_JIT_MODULE_INFO_H_
#define SHOAL_JIT_MODULE_INFO_H_

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "jit/export_index.h"
#include "jit/linked_areas.h"
#include "jit/opcodes.h"
#include "shoal/limits.h"
#include "shoal/types.h"

namespace shoal::jit {

/// One instruction of a constant expression. `bits`: the constant, or the index, or the ValType of
/// a ref.null.
struct ConstInst {
  Op op;
  uint64_t bits = 0;
};
/// A validated constant expression (without its `end`), to be evaluated on a small stack.
using ConstExpr = std::vector<ConstInst>;

struct ImportInfo {
  std::string module;
  std::string name;
  ExternKind kind;
  uint32_t index;  ///< Index in the index space of its kind.
};

struct FuncInfo {
  uint32_t type_index = 0;
  /// The function may be called from outside its instance or through a reference: it is exported,
  /// or a ref.func outside the code names it, or it is the start function. Such a function has an
  /// external entry.
  bool escapes = false;
};

struct TableInfo {
  TableType type;
  ConstExpr init;  ///< Empty: null references.
};

struct GlobalInfo {
  GlobalType type;
  ConstExpr init;  ///< Empty for imported globals.
};

enum class SegmentMode : uint8_t { kActive, kPassive, kDeclarative };

struct ElemSegment {
  SegmentMode mode = SegmentMode::kActive;
  uint32_t table = 0;
  ConstExpr offset;  ///< For active segments.
  ValType type = ValType::kFuncRef;
  /// One instruction each (ref.func, ref.null or global.get): nothing in scope computes with
  /// references.
  std::vector<ConstInst> items;
};

struct DataSegment {
  SegmentMode mode = SegmentMode::kActive;
  uint32_t memory = 0;
  ConstExpr offset;          ///< For active segments.
  uint64_t bytes_begin = 0;  ///< Position of the bytes in the module.
  uint64_t bytes_size = 0;
};

/// A custom section: the place of its contents, behind the name.
struct CustomSection {
  std::string name;
  uint64_t bytes_begin = 0;
  uint64_t bytes_size = 0;
};

/// A function body's place in the module: the bytes from the local declarations to the final `end`.
struct BodyRange {
  uint64_t begin = 0;
  uint64_t size = 0;
};

struct ModuleInfo {
  ResourceLimits limits;  ///< What the module is held to. Set before its first byte is read.
  std::vector<FuncType> types;
  std::vector<ImportInfo> imports;
  std::vector<FuncInfo> functions;  ///< Imported ones first, as in every index space below.
  std::vector<TableInfo> tables;
  std::vector<MemoryType> memories;
  std::vector<GlobalInfo> globals;
  std::vector<ExportInfo> exports;
  ExportIndex exports_by_name;
  std::vector<ElemSegment> elements;
  std::vector<DataSegment> data;
  std::vector<CustomSection> custom_sections;  ///< In the module's order.
  std::vector<BodyRange> bodies;               ///< By (function index - imported_functions).
  /// By function index: the function is "declared" (exported, or named by a ref.func outside the
  /// code), so that ref.func in code may name it.
  std::vector<bool> declared_functions;
  std::optional<uint32_t> start;
  std::optional<uint32_t> data_count;
  uint32_t imported_functions = 0;
  uint32_t imported_tables = 0;
  uint32_t imported_memories = 0;
  uint32_t imported_globals = 0;
  std::optional<LinkedAreas> areas;  ///< Of memory 0, as its linker laid it out.
  uint64_t code_section_size = 0;    ///< Bytes of the code section's contents.
  std::string name;                  ///< From the name section.
  std::vector<std::string>
      function_names;  ///< From the name section; shorter than `functions` or empty if unnamed.

  const FuncType& type_of(uint32_t func_index) const {
    return types[functions[func_index].type_index];
  }
};

}  // namespace shoal::jit

#endif  // SHOAL_JIT_MODULE_INFO_H_
