// The guest's own way to the allocator of the chain that its instance has attached.
#include <utility>

#include "runtime/heap_attachment.h"
#include "runtime/instance.h"
#include "shoal/caller.h"
#include "shoal/detail/guarded.h"
#include "shoal/linker.h"
#include "shoal/shared_heap.h"

namespace shoal {
namespace {

// Addresses fit: a 32-bit guest's heaps end at 2^32.
uint32_t shared_heap_malloc(Caller& caller, uint32_t size) {
  if (!caller.has_instance()) return 0;
  const Result<uint64_t> address = caller.impl()->heaps().allocate(size);
  return address ? static_cast<uint32_t>(*address) : 0;
}

Result<void> shared_heap_free(Caller& caller, uint32_t address) {
  if (address == 0 || !caller.has_instance()) return {};
  if (auto inside = caller.const_bytes(address, 1); !inside) return std::move(inside).error();
  // What is no live block is left alone: the guest's mistake must not become its neighbours' trap.
  (void)caller.impl()->heaps().free(address);
  return {};
}

}  // namespace

Result<void> define_shared_heap_imports(Linker& linker) {
  return detail::guarded([&]() -> Result<void> {
    auto done = linker.define("env", "shared_heap_malloc", shared_heap_malloc);
    if (!done) return done;
    return linker.define("env", "shared_heap_free", shared_heap_free);
  });
}

}  // namespace shoal
