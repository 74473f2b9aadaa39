// Where a linker of C, C++ or Rust put a module's data, stack and heap, as far as the module says.
//
// wasm-ld can export the constants __data_end and __heap_base. The stack pointer has no name that
// could be relied on, but it is the first mutable i32 global that the module defines, and it starts
// at the stack's high end:
//
//     data first    | ... data | stack <-sp |        stack first  | stack <-sp | data ... |
//                   0     __data_end    __heap_base               0            __data_end  __heap_base
//
// So either the stack reaches down to __data_end, or to 0. This is WAMR's rule for its "auxiliary
// stack", but for globals that no linker starts so: 0, or no multiple of 16. A module can say
// anything here; nothing but its own memory is at stake.
#ifndef SHOAL_JIT_LINKED_AREAS_H_
#define SHOAL_JIT_LINKED_AREAS_H_

#include <cstdint>
#include <optional>

namespace shoal::jit {

struct ModuleInfo;

/// Addresses in memory 0.
struct LinkedAreas {
  uint32_t data_end = 0;  ///< A multiple of 16.
  uint32_t heap_base = 0;
  uint32_t heap_base_global = 0;  ///< Index of the exported global.
  struct Stack {
    uint32_t global = 0;  ///< Index of the stack pointer.
    uint32_t low = 0;
    uint32_t high = 0;  ///< The stack pointer's initial value.
  };
  std::optional<Stack> stack;
};

/// Nothing if the module does not export both constants, or they make no sense. `info` need not
/// hold more than what comes before the code.
std::optional<LinkedAreas> find_linked_areas(const ModuleInfo& info);

}  // namespace shoal::jit

#endif  // SHOAL_JIT_LINKED_AREAS_H_
