#include "fuzz/heap_meter.h"

#include <sanitizer/allocator_interface.h>

#include <algorithm>

namespace shoal::fuzz {
namespace {

// The hooks run inside malloc and free: plain thread-local numbers are all they may touch.
thread_local bool is_metering = false;
thread_local int64_t live_bytes = 0;
thread_local int64_t peak_bytes = 0;

void on_malloc(const volatile void*, size_t size) {
  if (!is_metering) return;
  live_bytes += static_cast<int64_t>(size);
  peak_bytes = std::max(peak_bytes, live_bytes);
}

void on_free(const volatile void* block) {
  if (!is_metering || block == nullptr) return;
  live_bytes -=
      static_cast<int64_t>(__sanitizer_get_allocated_size(const_cast<const void*>(block)));
}

[[maybe_unused]] const int installed =
    __sanitizer_install_malloc_and_free_hooks(on_malloc, on_free);

}  // namespace

HeapMeter::HeapMeter() {
  live_bytes = peak_bytes = 0;
  is_metering = true;
}

HeapMeter::~HeapMeter() { is_metering = false; }

uint64_t HeapMeter::peak() const { return static_cast<uint64_t>(peak_bytes); }

}  // namespace shoal::fuzz
