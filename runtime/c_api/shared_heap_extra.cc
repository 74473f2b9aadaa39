// Shoal's own functions about shared heaps.
#include <string>
#include <utility>

#include "runtime/c_api/log.h"
#include "runtime/c_api/runtime.h"
#include "runtime/c_api/shared_heap.h"

using namespace shoal;
using namespace shoal::c_api;

namespace {

Access access(bool read_only) { return read_only ? Access::kReadOnly : Access::kReadWrite; }

/// An address of `heap`, or 0 and why; the native one too.
uint64_t give(const SharedHeap& heap, const Result<uint64_t>& address, void** p_native_addr) {
  if (!address) {
    refuse(address.error());
    return 0;
  }
  if (p_native_addr) *p_native_addr = heap.native_address(*address);
  return *address;
}

}  // namespace

wasm_shared_heap_t shoal_shared_heap_create(uint64_t size) {
  const std::shared_ptr<const Core> core = running_core();
  return core ? add_heap(SharedHeap::create_managed(core->engine, size)) : nullptr;
}

wasm_shared_heap_t shoal_shared_heap_create_from_buffer(void* buffer, uint64_t size,
                                                        bool read_only) {
  const std::shared_ptr<const Core> core = running_core();
  if (!core) return nullptr;
  const std::span bytes(static_cast<std::byte*>(buffer), size);
  return add_heap(SharedHeap::from_buffer(core->engine, bytes, access(read_only)));
}

wasm_shared_heap_t shoal_shared_heap_create_from_fd(int fd, uint64_t offset, uint64_t length,
                                                    bool read_only) {
  const std::shared_ptr<const Core> core = running_core();
  if (!core) return nullptr;
  return add_heap(SharedHeap::from_fd(core->engine, fd, offset, length, access(read_only)));
}

bool shoal_shared_heap_destroy(wasm_shared_heap_t shared_heap) {
  SharedHeap heap = find_heap(shared_heap);
  if (!heap) return false;
  if (auto done = heap.destroy(); !done) return refuse(done.error());
  return the_runtime().heaps.remove(shared_heap) != nullptr;
}

wasm_shared_heap_t shoal_shared_heap_chain(wasm_shared_heap_t head, wasm_shared_heap_t body) {
  const SharedHeap first = find_heap(head), rest = find_heap(body);
  if (!first || !rest) return nullptr;
  const Result<SharedHeap> chained = SharedHeap::chain(first, rest);
  if (chained) return head;
  refuse(chained.error());
  return nullptr;
}

bool shoal_shared_heap_attach(wasm_module_inst_t module_inst, wasm_shared_heap_t shared_heap,
                              uint32_t flags) {
  constexpr uint32_t kKnown = SHOAL_ATTACH_READ_ONLY | SHOAL_ATTACH_CONTIGUOUS;
  if ((flags & ~kKnown) != 0) return refuse("shoal_shared_heap_attach: unknown flags");
  return attach_heaps(module_inst, shared_heap,
                      {.access = access((flags & SHOAL_ATTACH_READ_ONLY) != 0),
                       .contiguous = (flags & SHOAL_ATTACH_CONTIGUOUS) != 0});
}

wasm_shared_heap_t shoal_shared_heap_attached_to(wasm_module_inst_t module_inst) {
  const InstanceState* const instance = state_of(module_inst);
  return instance ? instance->attached.handle : nullptr;
}

uint64_t shoal_runtime_shared_heap_aligned_malloc(wasm_module_inst_t module_inst, uint64_t size,
                                                  uint64_t alignment, void** p_native_addr) {
  return allocate_shared(module_inst, size, alignment, p_native_addr);
}

uint64_t shoal_shared_heap_malloc(wasm_shared_heap_t shared_heap, uint64_t size, uint64_t alignment,
                                  void** p_native_addr) {
  SharedHeap heap = find_heap(shared_heap);
  return heap ? give(heap, heap.allocate(size, alignment), p_native_addr) : 0;
}

uint64_t shoal_shared_heap_realloc(wasm_shared_heap_t shared_heap, uint64_t address, uint64_t size,
                                   void** p_native_addr) {
  SharedHeap heap = find_heap(shared_heap);
  return heap ? give(heap, heap.reallocate(address, size), p_native_addr) : 0;
}

bool shoal_shared_heap_free(wasm_shared_heap_t shared_heap, uint64_t address) {
  SharedHeap heap = find_heap(shared_heap);
  if (!heap) return false;
  const Result<void> done = heap.free(address);
  return done.ok() || refuse(done.error());
}

void* shoal_shared_heap_to_native(wasm_shared_heap_t shared_heap, uint64_t address, uint64_t size) {
  const SharedHeap heap = find_heap(shared_heap);
  return heap.native_address(address, size);
}

uint64_t shoal_shared_heap_to_app(wasm_shared_heap_t shared_heap, const void* native_ptr,
                                  uint64_t size) {
  const SharedHeap heap = find_heap(shared_heap);
  return heap.guest_address(native_ptr, size).value_or(0);
}

uint32_t shoal_shared_heap_count(void) { return static_cast<uint32_t>(the_runtime().heaps.size()); }

wasm_shared_heap_t shoal_shared_heap_next(wasm_shared_heap_t shared_heap) {
  const SharedHeap heap = find_heap(shared_heap);
  const std::vector<SharedHeap> heaps = heap.heaps();
  return heaps.size() > 1 ? handle_of(heaps[1]) : nullptr;
}

bool shoal_shared_heap_get_info(wasm_shared_heap_t shared_heap, shoal_shared_heap_info_t* info) {
  const SharedHeap heap = find_heap(shared_heap);
  if (!heap || !info) return false;
  const HeapUsage usage = heap.usage();
  *info = {.size = heap.size(),
           .start_address = heap.start_address(),
           .native_address = const_cast<std::byte*>(heap.bytes().data()),
           .attached_count = heap.attached_count(),
           .is_managed = heap.is_managed(),
           .is_read_only = heap.access() == Access::kReadOnly,
           .used_size = usage.used,
           .free_size = usage.free,
           .largest_free = usage.largest,
           .block_count = usage.blocks};
  return true;
}
