// Instance::allocate and its kin.
#include "runtime/guest_allocator.h"

#include <cstring>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>

#include "runtime/backtrace.h"
#include "runtime/instance.h"
#include "runtime/module.h"
#include "runtime/reference.h"
#include "shoal/detail/guarded.h"
#include "shoal/instance.h"

namespace shoal {
namespace runtime {
namespace {

const FuncType kTakesOne{{ValType::kI32}, {}};
const FuncType kMapsOne{{ValType::kI32}, {ValType::kI32}};
const FuncType kMapsTwo{{ValType::kI32, ValType::kI32}, {ValType::kI32}};

/// The first of `names` that the module exports as a function of its own, of that type.
std::optional<uint32_t> find_own(const jit::ModuleInfo& info,
                                 std::initializer_list<std::string_view> names,
                                 const FuncType& type) {
  for (const std::string_view name : names) {
    const std::optional<uint32_t> number = info.exports_by_name.find(info.exports, name);
    if (!number || info.exports[*number].kind != ExternKind::kFunc) continue;
    const uint32_t index = info.exports[*number].index;
    if (index >= info.imported_functions && info.type_of(index) == type) return index;
  }
  return std::nullopt;
}

Error no_allocator() {
  return make_error(
      ErrorKind::kArgument,
      "the instance has no allocator: it exports no malloc and free, and its memory "
      "has no heap (InstantiateOptions::host_managed_heap_size, Memory::create_heap)");
}

Error not_in_memory(uint64_t size, uint64_t address) {
  Error error = trap_error(TrapKind::kMemoryOutOfBounds);
  error.message = "the guest's malloc(" + std::to_string(size) + ") returned " +
                  std::to_string(address) + ": such a block is not inside its memory";
  return error;
}

template <class... Args>
Result<uint32_t> call(const InstanceImpl& instance, uint32_t index, Args... args) {
  const auto typed = Func(target_of(instance.func_record(index))).typed<uint32_t(Args...)>();
  if (!typed) return typed.error();
  return (*typed)(args...);
}

/// Memory that the guest's own allocator gave, and which is hers: it is where she can reach it.
Result<uint64_t> call_malloc(const InstanceImpl& instance, const ExportedAllocator& own,
                             uint64_t size) {
  if (size > UINT32_MAX) {
    return make_error(ErrorKind::kLimit, "no 32-bit guest has " + std::to_string(size) + " bytes");
  }
  const auto n = static_cast<uint32_t>(size);
  const bool is_malloc = own.kind == GuestAllocator::kMalloc;
  Result<uint32_t> address =
      is_malloc ? call(instance, own.malloc, n) : call(instance, own.malloc, n, uint32_t{0});
  if (address && !is_malloc && *address != 0) address = call(instance, own.retain, *address);
  if (!address) return std::move(address).error();
  if (*address == 0) {
    return make_error(ErrorKind::kLimit,
                      "the guest's malloc has no room for " + std::to_string(size) + " bytes");
  }
  const MemoryImpl* const memory = instance.memory0();
  const uint64_t have = memory ? memory->byte_size() : 0;
  if (size > have || *address > have - size) return not_in_memory(size, *address);
  return *address;
}

Result<void> call_free(const InstanceImpl& instance, const ExportedAllocator& own,
                       uint64_t address) {
  const MemoryImpl* const memory = instance.memory0();
  if (!memory || address >= memory->byte_size()) {
    return make_error(ErrorKind::kArgument,
                      "address " + std::to_string(address) + " is not inside the memory");
  }
  const auto typed = Func(target_of(instance.func_record(own.free))).typed<void(uint32_t)>();
  if (!typed) return typed.error();
  return (*typed)(static_cast<uint32_t>(address));
}

MemoryHeapImpl* heap_of(const InstanceImpl& instance) {
  return instance.memory0() ? instance.memory0()->heap() : nullptr;
}

}  // namespace

ExportedAllocator exported_allocator(const jit::ModuleInfo& info) {
  if (info.memories.empty()) return {};
  const auto free = find_own(info, {"free", "__unpin", "__release"}, kTakesOne);
  if (!free) return {};
  if (const auto malloc = find_own(info, {"malloc"}, kMapsOne)) {
    return {GuestAllocator::kMalloc, *malloc, *free, 0};
  }
  const auto make = find_own(info, {"__new"}, kMapsTwo);
  const auto retain = find_own(info, {"__pin", "__retain"}, kMapsOne);
  if (!make || !retain) return {};
  return {GuestAllocator::kAssemblyScript, *make, *free, *retain};
}

}  // namespace runtime

std::string_view to_string(GuestAllocator a) {
  switch (a) {
    case GuestAllocator::kNone: return "none";
    case GuestAllocator::kHostManaged: return "host-managed";
    case GuestAllocator::kMalloc: return "malloc";
    case GuestAllocator::kAssemblyScript: return "AssemblyScript";
  }
  return "?";
}

GuestAllocator Instance::allocator() const {
  const GuestAllocator own = impl_->module()->allocator().kind;
  if (own != GuestAllocator::kNone) return own;
  return runtime::heap_of(*impl_) ? GuestAllocator::kHostManaged : GuestAllocator::kNone;
}

Result<uint64_t> Instance::allocate(uint64_t size) const {
  return detail::guarded([&]() -> Result<uint64_t> {
    const runtime::ExportedAllocator& own = impl_->module()->allocator();
    if (own.kind != GuestAllocator::kNone) return runtime::call_malloc(*impl_, own, size);
    runtime::MemoryHeapImpl* const heap = runtime::heap_of(*impl_);
    if (!heap) return runtime::no_allocator();
    return heap->allocate(size, runtime::Ems::kGranule);
  });
}

Result<uint64_t> Instance::reallocate(uint64_t address, uint64_t size) const {
  return detail::guarded([&]() -> Result<uint64_t> {
    runtime::MemoryHeapImpl* const heap = runtime::heap_of(*impl_);
    if (!heap) {
      return make_error(ErrorKind::kArgument, "the instance's memory has no heap of the host");
    }
    return heap->reallocate(address, size);
  });
}

Result<void> Instance::free(uint64_t address) const {
  return detail::guarded([&]() -> Result<void> {
    runtime::MemoryHeapImpl* const heap = runtime::heap_of(*impl_);
    if (heap && heap->contains(address)) return heap->free(address);
    const runtime::ExportedAllocator& own = impl_->module()->allocator();
    if (own.kind != GuestAllocator::kNone) return runtime::call_free(*impl_, own, address);
    if (!heap) return runtime::no_allocator();
    return heap->free(address);
  });
}

Result<uint64_t> Instance::duplicate(std::span<const std::byte> bytes) const {
  return detail::guarded([&]() -> Result<uint64_t> {
    Result<uint64_t> address = allocate(bytes.size());
    if (!address) return address;
    if (!bytes.empty()) {
      std::memcpy(impl_->memory0()->base() + *address, bytes.data(), bytes.size());
    }
    return address;
  });
}

}  // namespace shoal
