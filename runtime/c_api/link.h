// What a module's imports stand for.
#ifndef SHOAL_RUNTIME_C_API_LINK_H_
#define SHOAL_RUNTIME_C_API_LINK_H_

#include <string_view>
#include <vector>

#include "runtime/c_api/objects.h"
#include "runtime/c_api/runtime.h"
#include "shoal/error.h"

namespace shoal::c_api {

/// Links the imported functions that are not linked yet, and warns of those for which there is
/// nothing. True if nothing is missing.
bool link_functions(const Core& core, ModuleState& module);
/// The imports of a new instance. Errors: kLink, kSystem, kLimit.
Result<std::vector<Extern>> imports_of_instance(const Core& core, ModuleState& module);
bool is_wasi(std::string_view module);

}  // namespace shoal::c_api

#endif  // SHOAL_RUNTIME_C_API_LINK_H_
