#include "runtime/c_api/addresses.h"

#include <cstring>
#include <optional>

#include "runtime/c_api/log.h"
#include "runtime/instance.h"

namespace shoal::c_api {
namespace {

constexpr std::string_view kOutOfBounds = "out of bounds memory access";

/// Offset of [at, at + n) in [base, base + size); nothing if it is not inside.
std::optional<uint64_t> offset_in(const std::byte* base, uint64_t size, const void* at,
                                  uint64_t n) {
  const uint64_t offset = reinterpret_cast<uintptr_t>(at) - reinterpret_cast<uintptr_t>(base);
  if (!base || offset > size || n > size - offset) return std::nullopt;
  return offset;
}

const AttachedHeap* find_heap(const InstanceState& instance, uint64_t address, uint64_t n) {
  if (n == 0) n = 1;
  for (const AttachedHeap& heap : instance.attached.heaps) {
    if (n <= heap.size && address - heap.start <= heap.size - n) return &heap;
  }
  return nullptr;
}

/// Where a chain attached contiguous lies in one piece.
std::byte* contiguous_base(const InstanceState& instance) {
  const Attachment& attached = instance.attached;
  if (!attached.is_contiguous || attached.heaps.size() < 2) return nullptr;
  const auto bytes = instance.instance->const_bytes(attached.heaps.front().start, 1);
  return bytes ? const_cast<std::byte*>(bytes->data()) : nullptr;
}

struct AppRange {
  uint64_t address;
  bool is_writable;
};

std::optional<AppRange> to_app(const InstanceState& instance, const void* native, uint64_t n) {
  const std::span<std::byte> memory = linear_memory(instance);
  if (const auto offset = offset_in(memory.data(), memory.size(), native, n)) {
    return AppRange{*offset, true};
  }
  if (n == 0) n = 1;
  for (const AttachedHeap& heap : instance.attached.heaps) {
    if (const auto offset = offset_in(heap.native, heap.size, native, n)) {
      return AppRange{heap.start + *offset, heap.is_writable};
    }
  }
  if (std::byte* const base = contiguous_base(instance)) {
    const uint64_t start = instance.attached.heaps.front().start;
    const AttachedHeap& last = instance.attached.heaps.back();
    if (const auto offset = offset_in(base, last.start + last.size - start, native, n)) {
      const bool is_writable = instance.instance->bytes(start + *offset, n).ok();
      return AppRange{start + *offset, is_writable};
    }
  }
  return std::nullopt;
}

/// The state, if it has got so far that it has addresses.
InstanceState* usable(wasm_module_inst_t handle) {
  InstanceState* const instance = state_of(handle);
  if (!instance || !instance->instance) {
    refuse("the instance is NULL or gone");
    return nullptr;
  }
  return instance;
}

bool out_of_bounds(InstanceState& instance) {
  instance.set_exception(kOutOfBounds);
  note(std::string(kOutOfBounds));
  return false;
}

}  // namespace

std::span<std::byte> linear_memory(const InstanceState& instance) {
  const runtime::InstanceImpl* const impl = instance.impl();
  return impl && impl->memory0() ? impl->memory0()->bytes() : std::span<std::byte>();
}

std::byte* to_native(const InstanceState& instance, uint64_t address, uint64_t n, Use use) {
  const std::span<std::byte> memory = linear_memory(instance);
  if (memory.data() && n <= memory.size() && address <= memory.size() - n) {
    return memory.data() + address;
  }
  if (const AttachedHeap* heap = find_heap(instance, address, n)) {
    if (use == Use::kWrite && !heap->is_writable) return nullptr;
    return heap->native + (address - heap->start);
  }
  if (!instance.attached.is_contiguous) return nullptr;
  if (use == Use::kRead) {
    const auto bytes = instance.instance->const_bytes(address, n);
    return bytes ? const_cast<std::byte*>(bytes->data()) : nullptr;
  }
  const auto bytes = instance.instance->bytes(address, n);
  return bytes ? bytes->data() : nullptr;
}

const char* to_native_string(const InstanceState& instance, uint64_t address) {
  const std::span<std::byte> memory = linear_memory(instance);
  const char* begin = nullptr;
  uint64_t room = 0;
  if (address < memory.size()) {
    begin = reinterpret_cast<const char*>(memory.data()) + address;
    room = memory.size() - address;
  } else if (const AttachedHeap* heap = find_heap(instance, address, 1)) {
    begin = reinterpret_cast<const char*>(heap->native) + (address - heap->start);
    room = heap->size - (address - heap->start);
  }
  return begin && std::memchr(begin, 0, room) ? begin : nullptr;
}

}  // namespace shoal::c_api

using namespace shoal::c_api;

bool wasm_runtime_validate_app_addr(wasm_module_inst_t module_inst, uint64_t app_offset,
                                    uint64_t size) {
  InstanceState* const instance = usable(module_inst);
  if (!instance) return false;
  return to_native(*instance, app_offset, size, Use::kWrite) || out_of_bounds(*instance);
}

bool shoal_runtime_validate_app_addr_to_read(wasm_module_inst_t module_inst, uint64_t app_offset,
                                             uint64_t size) {
  InstanceState* const instance = usable(module_inst);
  if (!instance) return false;
  return to_native(*instance, app_offset, size, Use::kRead) || out_of_bounds(*instance);
}

bool wasm_runtime_validate_app_str_addr(wasm_module_inst_t module_inst, uint64_t app_str_offset) {
  InstanceState* const instance = usable(module_inst);
  if (!instance) return false;
  return to_native_string(*instance, app_str_offset) || out_of_bounds(*instance);
}

bool wasm_runtime_validate_native_addr(wasm_module_inst_t module_inst, void* native_ptr,
                                       uint64_t size) {
  InstanceState* const instance = usable(module_inst);
  if (!instance) return false;
  const std::optional<AppRange> range = to_app(*instance, native_ptr, size);
  return (range && range->is_writable) || out_of_bounds(*instance);
}

void* wasm_runtime_addr_app_to_native(wasm_module_inst_t module_inst, uint64_t app_offset) {
  InstanceState* const instance = usable(module_inst);
  return instance ? to_native(*instance, app_offset, 1, Use::kRead) : nullptr;
}

void* shoal_runtime_app_range_to_native(wasm_module_inst_t module_inst, uint64_t app_offset,
                                        uint64_t size, bool to_write) {
  InstanceState* const instance = usable(module_inst);
  if (!instance) return nullptr;
  return to_native(*instance, app_offset, size, to_write ? Use::kWrite : Use::kRead);
}

uint64_t wasm_runtime_addr_native_to_app(wasm_module_inst_t module_inst, void* native_ptr) {
  InstanceState* const instance = usable(module_inst);
  if (!instance) return 0;
  const std::optional<AppRange> range = to_app(*instance, native_ptr, 1);
  return range ? range->address : 0;
}

bool wasm_runtime_get_app_addr_range(wasm_module_inst_t module_inst, uint64_t app_offset,
                                     uint64_t* p_app_start_offset, uint64_t* p_app_end_offset) {
  InstanceState* const instance = usable(module_inst);
  if (!instance || app_offset >= linear_memory(*instance).size()) return false;
  if (p_app_start_offset) *p_app_start_offset = 0;
  if (p_app_end_offset) *p_app_end_offset = linear_memory(*instance).size();
  return true;
}

bool wasm_runtime_get_native_addr_range(wasm_module_inst_t module_inst, uint8_t* native_ptr,
                                        uint8_t** p_native_start_addr,
                                        uint8_t** p_native_end_addr) {
  InstanceState* const instance = usable(module_inst);
  if (!instance) return false;
  const std::span<std::byte> memory = linear_memory(*instance);
  if (!offset_in(memory.data(), memory.size(), native_ptr, 1)) return false;
  auto* const begin = reinterpret_cast<uint8_t*>(memory.data());
  if (p_native_start_addr) *p_native_start_addr = begin;
  if (p_native_end_addr) *p_native_end_addr = begin + memory.size();
  return true;
}
