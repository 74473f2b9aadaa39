// WAMR's functions about shared heaps. What may be done and where heaps lie is SharedHeap's and
// Instance's; here are WAMR's limits, and the books that make native addresses the same for all
// instances (addresses.h): an attached chain cannot change, so each instance keeps a list of its
// heaps, which converting an address takes no lock to read.
#include "runtime/c_api/shared_heap.h"

#include <algorithm>
#include <span>
#include <string>
#include <utility>

#include "runtime/c_api/addresses.h"
#include "runtime/c_api/log.h"
#include "runtime/c_api/runtime.h"
#include "runtime/reservation.h"
#include "shoal/instance.h"

namespace shoal::c_api {
namespace {

constexpr uint64_t kMostBytes = uint64_t{1} << 30;

/// A chain as instances will see it.
std::vector<AttachedHeap> list_heaps(const SharedHeap& head, bool is_read_only) {
  std::vector<AttachedHeap> list;
  for (const SharedHeap& heap : head.heaps()) {
    const std::span<const std::byte> bytes = heap.bytes();
    list.push_back({heap.start_address(), bytes.size(), const_cast<std::byte*>(bytes.data()),
                    !is_read_only && heap.access() == Access::kReadWrite});
  }
  return list;
}

bool has_managed_heap(const SharedHeap& head) {
  const std::vector<SharedHeap> heaps = head.heaps();
  return std::any_of(heaps.begin(), heaps.end(),
                     [](const SharedHeap& heap) { return heap.is_managed(); });
}

InstanceState* attached_to(wasm_module_inst_t handle) {
  InstanceState* const instance = state_of(handle);
  if (!instance || !instance->attached.handle) {
    refuse(instance ? "no shared heap is attached" : "the instance is NULL or gone");
    return nullptr;
  }
  if (instance->attached.is_read_only) {
    refuse("the shared heap is attached read-only");
    return nullptr;
  }
  return instance;
}

}  // namespace

SharedHeap find_heap(wasm_shared_heap_t handle) {
  const auto state = the_runtime().heaps.find(handle);
  if (state) return state->heap;
  refuse("the shared heap is NULL or has been destroyed");
  return {};
}

wasm_shared_heap_t add_heap(Result<SharedHeap> heap) {
  if (!heap) {
    refuse(heap.error());
    return nullptr;
  }
  return the_runtime().heaps.add(std::make_shared<HeapState>(HeapState{std::move(*heap)}));
}

wasm_shared_heap_t handle_of(const SharedHeap& heap) {
  Runtime& runtime = the_runtime();
  for (const wasm_shared_heap_t handle : runtime.heaps.all()) {
    const auto state = runtime.heaps.find(handle);
    if (state && state->heap == heap) return handle;
  }
  return nullptr;
}

bool attach_heaps(wasm_module_inst_t module_inst, wasm_shared_heap_t handle,
                  const AttachOptions& options) {
  const auto instance = the_runtime().instances.find(module_inst);
  if (!instance || !instance->instance) return refuse("the instance is NULL or gone");
  const SharedHeap heap = find_heap(handle);
  if (!heap) return false;
  if (auto done = instance->instance->attach(heap, options); !done) {
    const bool is_about_code =
        instance->depth != 0 && instance->instance->bounds() != Bounds::kChecked;
    return refuse(done.error().message +
                  (is_about_code ? " (in C: shoal_runtime_use_checked_code)" : ""));
  }
  const bool is_read_only = options.access == Access::kReadOnly;
  instance->attached = {handle, heap, is_read_only, options.contiguous,
                        list_heaps(heap, is_read_only)};
  return true;
}

Result<void> detach_heaps(InstanceState& instance) {
  if (!instance.attached.handle) return {};
  if (auto done = instance.instance->detach(); !done) return done;
  instance.attached = {};
  return {};
}

uint64_t allocate_shared(wasm_module_inst_t module_inst, uint64_t size, uint64_t alignment,
                         void** p_native_addr) {
  InstanceState* const instance = attached_to(module_inst);
  if (!instance) return 0;
  const Result<uint64_t> address = instance->attached.head.allocate(size, alignment);
  if (!address) {
    refuse(address.error());
    return 0;
  }
  if (p_native_addr) *p_native_addr = to_native(*instance, *address, 1, Use::kWrite);
  return *address;
}

}  // namespace shoal::c_api

using namespace shoal;
using namespace shoal::c_api;

wasm_shared_heap_t wasm_runtime_create_shared_heap(SharedHeapInitArgs* init_args) {
  const std::shared_ptr<const Core> core = running_core();
  if (!core || !init_args) {
    if (core) refuse("wasm_runtime_create_shared_heap: the arguments are NULL");
    return nullptr;
  }
  if (init_args->size == 0 || init_args->size > kMostBytes) {
    refuse("wasm_runtime_create_shared_heap: the size is 0 or more than 1 GiB");
    return nullptr;
  }
  if (!init_args->pre_allocated_addr) {
    return add_heap(SharedHeap::create_managed(core->engine, init_args->size));
  }
  if (init_args->size % runtime::os_page_size() != 0) {
    refuse(
        "wasm_runtime_create_shared_heap: the buffer's size is not a multiple of the OS page; "
        "shoal_shared_heap_create_from_buffer takes any");
    return nullptr;
  }
  const std::span buffer(static_cast<std::byte*>(init_args->pre_allocated_addr), init_args->size);
  return add_heap(SharedHeap::from_buffer(core->engine, buffer));
}

wasm_shared_heap_t wasm_runtime_chain_shared_heaps(wasm_shared_heap_t head,
                                                   wasm_shared_heap_t body) {
  const SharedHeap first = find_heap(head), rest = find_heap(body);
  if (first.is_managed() && has_managed_heap(rest)) {
    refuse(
        "wasm_runtime_chain_shared_heaps: the chain would have two managed heaps; "
        "shoal_shared_heap_chain allows that");
    return nullptr;
  }
  return shoal_shared_heap_chain(head, body);
}

wasm_shared_heap_t wasm_runtime_unchain_shared_heaps(wasm_shared_heap_t head, bool entire_chain) {
  const SharedHeap heap = find_heap(head);
  if (!heap) return nullptr;
  const Result<SharedHeap> rest = SharedHeap::unchain(heap, entire_chain);
  if (!rest) {
    refuse(rest.error());
    return nullptr;
  }
  return handle_of(*rest);
}

bool wasm_runtime_reset_shared_heap_chain(wasm_shared_heap_t shared_heap) {
  SharedHeap heap = find_heap(shared_heap);
  if (!heap) return false;
  const Result<void> done = heap.reset();
  return done.ok() || refuse(done.error());
}

bool wasm_runtime_attach_shared_heap(wasm_module_inst_t module_inst,
                                     wasm_shared_heap_t shared_heap) {
  return attach_heaps(module_inst, shared_heap, {});
}

bool wasm_runtime_attach_shared_heaps(wasm_module_inst_t module_inst,
                                      wasm_shared_heap_t shared_heaps) {
  return wasm_runtime_attach_shared_heap(module_inst, shared_heaps);
}

void wasm_runtime_detach_shared_heap(wasm_module_inst_t module_inst) {
  InstanceState* const instance = state_of(module_inst);
  if (!instance) return;
  if (auto done = detach_heaps(*instance); !done) refuse(done.error());
}

uint64_t wasm_runtime_shared_heap_malloc(wasm_module_inst_t module_inst, uint64_t size,
                                         void** p_native_addr) {
  return allocate_shared(module_inst, size, 1, p_native_addr);
}

void wasm_runtime_shared_heap_free(wasm_module_inst_t module_inst, uint64_t ptr) {
  InstanceState* const instance = attached_to(module_inst);
  if (!instance) return;
  if (auto done = instance->attached.head.free(ptr); !done) refuse(done.error());
}
