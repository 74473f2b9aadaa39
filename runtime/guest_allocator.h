// The allocators that guests bring along: which exports are one, as WAMR finds them.
#ifndef SHOAL_RUNTIME_GUEST_ALLOCATOR_H_
#define SHOAL_RUNTIME_GUEST_ALLOCATOR_H_

#include <cstdint>

#include "jit/module_info.h"
#include "shoal/memory_layout.h"

namespace shoal::runtime {

/// Function indices; meaningful as `kind` says.
struct ExportedAllocator {
  GuestAllocator kind = GuestAllocator::kNone;  ///< kNone, kMalloc or kAssemblyScript.
  uint32_t malloc = 0;                          ///< Or __new.
  uint32_t free = 0;                            ///< Or __unpin, or __release.
  uint32_t retain = 0;                          ///< __pin, or __retain.
};

/// Both halves must be there, with the right types, and be the module's own functions: malloc(i32)
/// -> i32, or AssemblyScript's __new(i32 size, i32 id) -> i32 together with __pin or __retain (i32)
/// -> i32; and free, __unpin or __release (i32).
ExportedAllocator exported_allocator(const jit::ModuleInfo& info);

}  // namespace shoal::runtime

#endif  // SHOAL_RUNTIME_GUEST_ALLOCATOR_H_
