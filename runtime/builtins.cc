// Each function here follows the specification's execution rules (4.4.6 table and 4.4.7 memory
// instructions): bounds first, and a trap has written nothing, unless it is kInterrupt: a guest can be
// stopped in the middle of gigabytes. Ranges of memory instructions may
// lie in the memory or in attached heaps, by the same address rule as single accesses.
//
// Indices and lengths are 32 bits wide here, so their sums cannot wrap in 64 bits. A count of grown
// pages or elements comes zero-extended.
#include "runtime/builtins.h"

#include <algorithm>
#include <cstring>
#include <new>

#include "jit/vm_context.h"
#include "runtime/instance.h"
#include "runtime/interrupt.h"

namespace shoal::runtime {
namespace {

using jit::VmContext;

InstanceImpl& instance_of(VmContext* context) { return *InstanceImpl::of(context); }

/// Leaves the reason for the trap that emitted code raises when a builtin returns false.
bool trap(VmContext* context, TrapKind kind) {
  context->pending_trap = static_cast<uint32_t>(kind);
  return false;
}

/// How much of a bulk operation is done between two looks whether to stop: some tenths of a
/// millisecond of it, if its pages are fresh.
constexpr uint64_t kStep = 1 << 20;

/// Does `step(offset, size)` for all pieces of [0, n), from the last to the first if `backwards`.
/// False: the call has to stop; what was done stays.
template <class Step>
bool in_steps(VmContext* context, uint64_t n, bool backwards, Step step) {
  for (uint64_t done = 0; done < n;) {
    const uint64_t size = std::min(n - done, kStep);
    step(backwards ? n - done - size : done, size);
    done += size;
    if (done < n && polls_stop(*context)) return trap(context, TrapKind::kInterrupt);
  }
  return true;
}

/// Copies within a range that may overlap with itself, of any type.
template <class T>
bool move_in_steps(VmContext* context, T* to, const T* from, uint64_t n) {
  const bool backwards = reinterpret_cast<uintptr_t>(to) > reinterpret_cast<uintptr_t>(from);
  return in_steps(context, n, backwards, [=](uint64_t at, uint64_t size) {
    std::memmove(to + at, from + at, size * sizeof(T));
  });
}

/// What growing gives a guest: the old size, or -1. No exception may leave for emitted code.
template <class F>
int64_t old_size_or_failure(F grow) noexcept {
  try {
    const Result<uint64_t> old_size = grow();
    return old_size ? static_cast<int64_t>(*old_size) : -1;
  } catch (const std::bad_alloc&) {
    return -1;
  }
}

int64_t memory_grow(VmContext* context, uint32_t, uint64_t delta) {
  return old_size_or_failure([&] { return instance_of(context).memory0()->grow(delta); });
}

bool memory_fill(VmContext* context, uint32_t, uint64_t to, uint32_t value, uint64_t n) {
  std::byte* const at = instance_of(context).translate(to, n, /*write=*/true);
  if (!at) return trap(context, TrapKind::kMemoryOutOfBounds);
  return in_steps(context, n, /*backwards=*/false, [=](uint64_t offset, uint64_t size) {
    std::memset(at + offset, static_cast<int>(value & 0xFF), size);
  });
}

bool memory_copy(VmContext* context, uint32_t, uint32_t, uint64_t to, uint64_t from, uint64_t n) {
  const InstanceImpl& instance = instance_of(context);
  std::byte* const target = instance.translate(to, n, /*write=*/true);
  const std::byte* const source = instance.translate(from, n, /*write=*/false);
  if (!target || !source) return trap(context, TrapKind::kMemoryOutOfBounds);
  return move_in_steps(context, target, source, n);
}

bool memory_init(VmContext* context, uint32_t segment, uint64_t to, uint32_t from, uint32_t n) {
  const InstanceImpl& instance = instance_of(context);
  const std::span<const uint8_t> bytes = instance.data_segment(segment);
  std::byte* const target = instance.translate(to, n, /*write=*/true);
  if (!target || uint64_t{from} + n > bytes.size()) {
    return trap(context, TrapKind::kMemoryOutOfBounds);
  }
  return move_in_steps(context, target, std::as_bytes(bytes).data() + from, n);
}

void data_drop(VmContext* context, uint32_t segment) { instance_of(context).drop_data(segment); }

int64_t table_grow(VmContext* context, uint32_t table, uint64_t init, uint32_t delta) {
  return old_size_or_failure([&] { return instance_of(context).table(table).grow(delta, init); });
}

bool table_fill(VmContext* context, uint32_t table, uint32_t to, uint64_t value, uint32_t n) {
  const std::span<uint64_t> elements = instance_of(context).table(table).elements();
  if (uint64_t{to} + n > elements.size()) return trap(context, TrapKind::kTableOutOfBounds);
  return in_steps(context, n, /*backwards=*/false, [=](uint64_t offset, uint64_t size) {
    std::fill_n(elements.data() + to + offset, size, value);
  });
}

bool table_copy(VmContext* context, uint32_t to_table, uint32_t from_table, uint32_t to,
                uint32_t from, uint32_t n) {
  const InstanceImpl& instance = instance_of(context);
  const std::span<uint64_t> target = instance.table(to_table).elements();
  const std::span<uint64_t> source = instance.table(from_table).elements();
  if (uint64_t{to} + n > target.size() || uint64_t{from} + n > source.size()) {
    return trap(context, TrapKind::kTableOutOfBounds);
  }
  return move_in_steps(context, target.data() + to, source.data() + from, n);
}

bool table_init(VmContext* context, uint32_t table, uint32_t segment, uint32_t to, uint32_t from,
                uint32_t n) {
  const InstanceImpl& instance = instance_of(context);
  const std::span<uint64_t> target = instance.table(table).elements();
  const std::span<const uint64_t> source = instance.elem_segment(segment);
  if (uint64_t{to} + n > target.size() || uint64_t{from} + n > source.size()) {
    return trap(context, TrapKind::kTableOutOfBounds);
  }
  return move_in_steps(context, target.data() + to, source.data() + from, n);
}

void elem_drop(VmContext* context, uint32_t segment) { instance_of(context).drop_elem(segment); }

std::byte* heap_walk(VmContext* context, uint64_t address, uint32_t n_and_store) {
  return instance_of(context).heaps().walk(address, n_and_store & 0xFF, n_and_store >> 8 != 0);
}

template <class F>
const void* address_of(F* function) {
  return reinterpret_cast<const void*>(function);
}

}  // namespace

const void* const* builtin_table() {
  // In the order of jit::Builtin.
  static const void* const table[] = {
      address_of(memory_grow), address_of(memory_fill), address_of(memory_copy),
      address_of(memory_init), address_of(data_drop),   address_of(table_grow),
      address_of(table_fill),  address_of(table_copy),  address_of(table_init),
      address_of(elem_drop),   address_of(heap_walk),
  };
  static_assert(std::size(table) == static_cast<size_t>(jit::Builtin::kCount));
  return table;
}

}  // namespace shoal::runtime
