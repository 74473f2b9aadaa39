// MemoryLayout: what the areas of a guest's linear memory are for.
#ifndef SHOAL_MEMORY_LAYOUT_H_
#define SHOAL_MEMORY_LAYOUT_H_

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "shoal/api.h"
#include "shoal/error.h"

namespace shoal {

/// Bytes [begin, end) of a linear memory.
struct MemoryArea {
  uint64_t begin = 0;
  uint64_t end = 0;

  uint64_t size() const { return end - begin; }
  bool empty() const { return end <= begin; }
  bool operator==(const MemoryArea&) const = default;
};

/// Who serves Instance::allocate.
enum class GuestAllocator : uint8_t {
  kNone,
  kHostManaged,  ///< Memory::heap() of the instance's memory.
  kMalloc,       ///< The guest's exported malloc(i32) -> i32 and free(i32), as wasi-libc has them.
  kAssemblyScript,  ///< Its exported __new with __pin or __retain, and __unpin or __release.
};
/// "none", "host-managed", "malloc", "AssemblyScript".
SHOAL_API std::string_view to_string(GuestAllocator a);

/// The areas that a linker of C, C++ or Rust lays out. They are recognised, as in WAMR, by the
/// exported constants `__data_end` and `__heap_base`: the stack pointer is the module's first
/// mutable i32 global that starts at or below __heap_base. Where a module does not export both,
/// only `memory` and `host_heap` are known.
struct SHOAL_API MemoryLayout {
  /// The accessible bytes of memory 0; empty if the instance has none.
  MemoryArea memory;
  std::optional<MemoryArea> data;
  /// The stack that compiled C keeps in memory. It grows down from its end, which is the stack
  /// pointer's initial value. Below the data, or between data and heap.
  std::optional<MemoryArea> stack;
  /// What a guest's allocator can have: from __heap_base to the end of memory, without the host's
  /// heap. Nothing if nothing is left.
  std::optional<MemoryArea> heap;
  std::optional<MemoryArea> host_heap;
  /// Index of the stack pointer among the module's globals.
  std::optional<uint32_t> stack_pointer;
  GuestAllocator allocator = GuestAllocator::kNone;

  /// A picture of several lines, low addresses first, one row for each area, with its bounds and
  /// its size. Ends with a newline.
  std::string to_string() const;
};

}  // namespace shoal

#endif  // SHOAL_MEMORY_LAYOUT_H_
