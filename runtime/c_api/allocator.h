// wasm_runtime_malloc and its kin.
#ifndef SHOAL_RUNTIME_C_API_ALLOCATOR_H_
#define SHOAL_RUNTIME_C_API_ALLOCATOR_H_

#include "wasm_export.h"

namespace shoal::c_api {

/// Chooses where the program's memory comes from. False, which is refused already: something lacks.
bool set_allocator(const RuntimeInitArgs& args);
void use_system_allocator();
/// Frees all that is left.
void release_allocator();

}  // namespace shoal::c_api

#endif  // SHOAL_RUNTIME_C_API_ALLOCATOR_H_
