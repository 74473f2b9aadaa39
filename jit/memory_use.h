// What a module's code does with its memory, found by another walk over its bodies: only a few
// instantiations ask.
#ifndef SHOAL_JIT_MEMORY_USE_H_
#define SHOAL_JIT_MEMORY_USE_H_

#include <cstdint>
#include <span>

#include "jit/module_info.h"

namespace shoal::jit {

/// True if reachable code of the module in `bytes`, which is valid and described by `info`, has a
/// memory.size or memory.grow.
bool asks_memory_size(const ModuleInfo& info, std::span<const uint8_t> bytes);

}  // namespace shoal::jit

#endif  // SHOAL_JIT_MEMORY_USE_H_
