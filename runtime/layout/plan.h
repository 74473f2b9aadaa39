// What of a module moves, and how much room it takes: all that is known about it before it has a
// place.
#ifndef SHOAL_RUNTIME_LAYOUT_PLAN_H_
#define SHOAL_RUNTIME_LAYOUT_PLAN_H_

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "runtime/layout/image.h"
#include "runtime/layout/init_memory.h"
#include "shoal/error.h"

namespace shoal::layout {

/// What a global is to a relocation.
enum class Role : uint8_t {
  kOther,         ///< Nothing: it keeps its value.
  kAddress,       ///< Of something in the module's static memory.
  kMemoryBase,    ///< What the code adds to its constants.
  kTableBase,     ///< The same for indices of the table; matters if it is imported.
  kStackPointer,  ///< Top of the stack.
  kStackLow,      ///< Its other end.
  kHeapBase,
  kHeapEnd,
};

struct GlobalPlan {
  Role role = Role::kOther;
  uint64_t value = 0;  ///< As linked.
};

/// Static memory as linked. Two shapes: data, then the stack; or the stack, then data.
struct Extent {
  uint64_t low = 0;  ///< The lowest byte that is the module's.
  bool has_data = false;
  uint64_t data_begin = 0, data_end = 0;
  bool has_stack = false, stack_first = false;
  uint64_t stack_low = 0, stack_top = 0;
  uint64_t end = 0;  ///< Behind data and stack.
  std::optional<uint64_t> heap_base;
  uint64_t alignment = 16;  ///< Of the offset by which the module may be moved.
};

struct Plan {
  Image image;
  /// Linked -pie or -shared: it imports its bases instead of having them. Its addresses are
  /// relative to __memory_base, and the code is independent because the linker saw to it.
  bool dynamic = false;
  std::vector<GlobalPlan> globals;  ///< By index.
  Extent extent;
  InitMemory init_memory;
  bool grows_memory = false;
  bool reads_heap_base = false;  ///< It has code that asks where the heap begins: an allocator.
  bool has_heap_end = false;
};

/// Makes the plan, or says why the module cannot be moved. `trust_data`: words in the data that
/// look like addresses are numbers. Errors: as of read_image; kUnsupported: not position
/// independent, or in doubt.
Result<Plan> make_plan(std::span<const uint8_t> bytes, bool trust_data);

/// Where a module goes.
struct Placement {
  uint64_t offset = 0;       ///< Added to its addresses.
  uint64_t extra_stack = 0;  ///< Bytes; `offset` allows for them if the stack comes first.
  uint64_t heap_base = 0;
  uint64_t heap_end = 0;
  uint64_t memory_pages = 0;  ///< The least that the memory must have.
};

/// The module for that place. Error (kLimit): an address beyond 4 GiB.
Result<std::vector<uint8_t>> relocate(const Plan& plan, const Placement& placement);

}  // namespace shoal::layout

#endif  // SHOAL_RUNTIME_LAYOUT_PLAN_H_
