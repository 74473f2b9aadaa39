// Where the module-dependent tail of a VmContext keeps each thing. Computed once per module, before
// its first function is compiled; used by the compiler for offsets and by the runtime to allocate
// and fill the context.
#ifndef SHOAL_JIT_VM_LAYOUT_H_
#define SHOAL_JIT_VM_LAYOUT_H_

#include <cstdint>

#include "jit/module_info.h"
#include "jit/vm_context.h"

namespace shoal::jit {

/// Byte offsets from the VmContext. The tail is, in order:
///   uint32_t type_ids[types]             engine-wide ids of the module's types
///   VmTable  tables[tables]              mirrors, imported and own
///   uint64_t* imported_globals[imported] cells elsewhere
///   uint64_t globals[own]                cells (i32/f32 in the low half, the upper half zero)
///   VmImport imported_functions[imported]
///   uint64_t results[max]                results beyond the registers, of any function type of the
///   module
struct VmLayout {
  uint32_t type_ids = 0;
  uint32_t tables = 0;
  uint32_t imported_globals = 0;
  uint32_t globals = 0;
  uint32_t imported_functions = 0;
  uint32_t results = 0;
  uint32_t size = 0;  ///< Of the whole allocation, VmContext included; a multiple of 16.

  VmLayout() = default;
  explicit VmLayout(const ModuleInfo& info);

  uint32_t type_id(uint32_t type_index) const { return type_ids + 4 * type_index; }
  uint32_t table(uint32_t index) const {
    return tables + static_cast<uint32_t>(sizeof(VmTable)) * index;
  }
  /// Offset of the pointer to an imported global's cell.
  uint32_t imported_global(uint32_t index) const { return imported_globals + 8 * index; }
  /// Offset of an own global's cell; `index` counts own globals only.
  uint32_t own_global(uint32_t index) const { return globals + 8 * index; }
  /// Offset of an imported function: of the pointer to its record.
  uint32_t imported_function(uint32_t index) const {
    return imported_functions + static_cast<uint32_t>(sizeof(VmImport)) * index;
  }
};

}  // namespace shoal::jit

#endif  // SHOAL_JIT_VM_LAYOUT_H_
