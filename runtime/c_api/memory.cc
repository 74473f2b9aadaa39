// Linear memory: its size, growth, and the allocator in it.
#include <algorithm>
#include <cstring>
#include <string>

#include "runtime/c_api/addresses.h"
#include "runtime/c_api/call.h"
#include "runtime/c_api/log.h"
#include "runtime/instance.h"
#include "shoal/types.h"

namespace shoal::c_api {
namespace {

/// WAMR's pages: their number times their size is what the host can reach, and a memory that is no
/// multiple of 64 KiB, or has a host-managed heap behind its only page, is one page of an odd size.
struct Pages {
  uint64_t count;
  uint64_t bytes_each;
  uint64_t most;
};

Pages pages_of(const runtime::MemoryImpl& memory) {
  const uint64_t bytes = memory.byte_size();
  const MemoryType type = memory.type();
  const uint64_t max = type.limits.has_max ? type.limits.max : kMaxPages32;
  const bool is_one = max <= 1 && bytes > max * kPageSize;
  if (is_one || bytes % kPageSize != 0) return {1, bytes, 1};
  const uint64_t count = bytes / kPageSize;
  return {count, kPageSize, std::max(max, count)};
}

InstanceState* with_memory(wasm_module_inst_t handle) {
  InstanceState* const instance = state_of(handle);
  if (!instance || !instance->instance) {
    refuse("the instance is NULL or gone");
    return nullptr;
  }
  if (!instance->impl()->memory0()) {
    instance->set_exception("uninitialized memory");
    refuse("the instance has no memory");
    return nullptr;
  }
  return instance;
}

/// Allocates. A guest's own malloc runs in the instance's environment.
uint64_t allocate(InstanceState& instance, uint64_t size) {
  const CallScope scope(instance.singleton, instance);
  const Result<uint64_t> address = instance.instance->allocate(size);
  if (address) return *address;
  if (address.error().kind == ErrorKind::kTrap) {
    settle(instance, address.error());
  } else {
    refuse(address.error());
  }
  return 0;
}

bool grow(runtime::MemoryImpl& memory, uint64_t pages) {
  const Result<uint64_t> old = memory.grow(pages);
  return old.ok() || refuse(old.error());
}

}  // namespace
}  // namespace shoal::c_api

using namespace shoal::c_api;

uint64_t wasm_memory_get_cur_page_count(const wasm_memory_inst_t memory_inst) {
  return memory_inst ? pages_of(*memory_inst->memory).count : 0;
}

uint64_t wasm_memory_get_max_page_count(const wasm_memory_inst_t memory_inst) {
  return memory_inst ? pages_of(*memory_inst->memory).most : 0;
}

uint64_t wasm_memory_get_bytes_per_page(const wasm_memory_inst_t memory_inst) {
  return memory_inst ? pages_of(*memory_inst->memory).bytes_each : 0;
}

bool wasm_memory_get_shared(const wasm_memory_inst_t memory_inst) {
  return memory_inst && memory_inst->memory->type().shared;
}

void* wasm_memory_get_base_address(const wasm_memory_inst_t memory_inst) {
  return memory_inst ? memory_inst->memory->base() : nullptr;
}

bool wasm_memory_enlarge(wasm_memory_inst_t memory_inst, uint64_t inc_page_count) {
  return memory_inst && grow(*memory_inst->memory, inc_page_count);
}

bool wasm_runtime_enlarge_memory(wasm_module_inst_t module_inst, uint64_t inc_page_count) {
  InstanceState* const instance = with_memory(module_inst);
  return instance && grow(*instance->impl()->memory0(), inc_page_count);
}

uint64_t wasm_runtime_module_malloc(wasm_module_inst_t module_inst, uint64_t size,
                                    void** p_native_addr) {
  InstanceState* const instance = with_memory(module_inst);
  const uint64_t address = instance ? allocate(*instance, size) : 0;
  if (address != 0 && p_native_addr) {
    *p_native_addr = linear_memory(*instance).data() + address;
  }
  return address;
}

void wasm_runtime_module_free(wasm_module_inst_t module_inst, uint64_t ptr) {
  InstanceState* const instance = ptr != 0 ? with_memory(module_inst) : nullptr;
  if (!instance) return;
  const CallScope scope(instance->singleton, *instance);
  const auto done = instance->instance->free(ptr);
  if (done) return;
  if (done.error().kind == shoal::ErrorKind::kTrap) {
    settle(*instance, done.error());
  } else {
    refuse(done.error());
  }
}

uint64_t wasm_runtime_module_dup_data(wasm_module_inst_t module_inst, const char* src,
                                      uint64_t size) {
  void* native = nullptr;
  const uint64_t address = wasm_runtime_module_malloc(module_inst, size, &native);
  if (address != 0 && src) std::memcpy(native, src, size);
  return address;
}
