// What a memory is like when it begins: how many bytes of it there are, what the guest believes
// about that, and where in it the host's heap lies.
//
// For a memory that the host or a module makes without further wishes this is its type and no more.
// InstantiateOptions can ask for a host-managed heap, which must lie where the guest leaves its
// memory alone, and for a memory that is cut down to what the guest's linker laid out. Where WAMR
// places its heap, so do we (its "app heap"), but for one hole: a guest with an allocator of its
// own, which nobody else can call, takes for its own what memory.size says. There the heap's pages
// are not counted, until the guest grows the memory: it then looks as if somebody else had grown it
// just before, which every such allocator has to expect.
#ifndef SHOAL_RUNTIME_MEMORY_SHAPE_H_
#define SHOAL_RUNTIME_MEMORY_SHAPE_H_

#include <cstdint>

#include "runtime/engine.h"
#include "shoal/error.h"
#include "shoal/instance.h"
#include "shoal/memory_layout.h"
#include "shoal/types.h"

namespace shoal::runtime {

class ModuleImpl;

struct MemoryShape {
  MemoryType type;         ///< `limits.min` is not used.
  uint64_t pages = 0;      ///< memory.size.
  uint64_t bytes = 0;      ///< Accessible.
  uint64_t max_bytes = 0;  ///< It may grow up to here. At least `bytes`.
  MemoryArea heap;         ///< Of the host; empty if there is none. Inside [0, bytes).
};

/// The most pages that a memory of type `type` may have in `engine`.
uint64_t max_pages(const EngineImpl& engine, const MemoryType& type);

/// Of a memory of type `type`. Errors: kArgument (no memory can have the type), kLimit.
Result<MemoryShape> shape_of(const EngineImpl& engine, const MemoryType& type);
/// Of the own memory 0 of an instance of `module`. Errors: kLimit.
Result<MemoryShape> shape_of(const ModuleImpl& module, const InstantiateOptions& options);

}  // namespace shoal::runtime

#endif  // SHOAL_RUNTIME_MEMORY_SHAPE_H_
