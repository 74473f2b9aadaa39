// __wasm_init_memory: the function that wasm-ld makes to write passive data segments (with
// bulk-memory or shared memory) and to clear .bss. Its addresses are absolute constants, which a
// relocation has to find.
#ifndef SHOAL_RUNTIME_LAYOUT_INIT_MEMORY_H_
#define SHOAL_RUNTIME_LAYOUT_INIT_MEMORY_H_

#include <cstdint>
#include <vector>

#include "runtime/layout/image.h"
#include "shoal/error.h"

namespace shoal::layout {

struct InitMemory {
  struct Address {
    ByteRange number;  ///< The LEB128 in the module.
    uint32_t value;
  };
  /// What memory.init and memory.fill write.
  struct Area {
    uint64_t begin, end;
  };
  struct Segment {
    uint32_t index;
    uint64_t address;
  };
  std::vector<Address> addresses;
  std::vector<Area> areas;
  std::vector<Segment> segments;
};

/// Reads the body of `function`, which is the module's __wasm_init_memory. It knows the
/// instructions that wasm-ld uses there, atomic ones included. Error (kUnsupported): any other
/// instruction, or an operand that is not understood; the message names it.
Result<InitMemory> read_init_memory(const Image& image, uint32_t function);

}  // namespace shoal::layout

#endif  // SHOAL_RUNTIME_LAYOUT_INIT_MEMORY_H_
