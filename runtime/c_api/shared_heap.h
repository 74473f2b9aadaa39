// Shared heaps and what instances have attached.
#ifndef SHOAL_RUNTIME_C_API_SHARED_HEAP_H_
#define SHOAL_RUNTIME_C_API_SHARED_HEAP_H_

#include "runtime/c_api/objects.h"
#include "shoal/error.h"
#include "shoal/shared_heap.h"

namespace shoal::c_api {

/// The heap behind a handle; empty, and refused already, if it is none.
SharedHeap find_heap(wasm_shared_heap_t handle);
/// A handle for a new heap; NULL, and refused already, for an error.
wasm_shared_heap_t add_heap(Result<SharedHeap> heap);
/// The handle of a heap that has one; else NULL.
wasm_shared_heap_t handle_of(const SharedHeap& heap);

bool attach_heaps(wasm_module_inst_t instance, wasm_shared_heap_t heap,
                  const AttachOptions& options);
Result<void> detach_heaps(InstanceState& instance);
/// From the attached chain. 0: refused already.
uint64_t allocate_shared(wasm_module_inst_t instance, uint64_t size, uint64_t alignment,
                         void** p_native_addr);

}  // namespace shoal::c_api

#endif  // SHOAL_RUNTIME_C_API_SHARED_HEAP_H_
