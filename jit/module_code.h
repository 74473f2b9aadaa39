// What compiling a module's functions accumulates besides the bytes.
#ifndef SHOAL_JIT_MODULE_CODE_H_
#define SHOAL_JIT_MODULE_CODE_H_

#include <cstdint>
#include <vector>

#include "jit/code_tables.h"

namespace shoal::jit {

/// A direct call whose callee's address is filled in when all functions are there.
struct CallLink {
  uint32_t return_offset;
  uint32_t own_index;  ///< The callee, among the module's own functions.
};

struct ModuleCode : CodeTables {
  std::vector<CallLink> links;
};

}  // namespace shoal::jit

#endif  // SHOAL_JIT_MODULE_CODE_H_
