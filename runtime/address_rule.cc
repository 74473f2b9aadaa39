#include "runtime/address_rule.h"

#include <algorithm>

namespace shoal::runtime {

const HeapSpan* find_span(std::span<const HeapSpan> spans, uint64_t address, uint64_t n) {
  const auto behind =
      std::upper_bound(spans.begin(), spans.end(), address,
                       [](uint64_t a, const HeapSpan& span) { return a < span.start; });
  if (behind == spans.begin()) return nullptr;
  const HeapSpan& span = *(behind - 1);
  return span.contains(address, n) ? &span : nullptr;
}

std::byte* translate(const jit::VmMemory& memory, const HeapSpans& heaps, uint64_t address,
                     uint64_t n, bool is_store) {
  const uint64_t have = memory.bytes_now();
  if (n <= have && address <= have - n) return memory.base + address;
  const HeapSpan* span = find_span(is_store ? heaps.writable : heaps.readable, address, n);
  return span == nullptr ? nullptr : span->base + (address - span->start);
}

uint64_t checked_limit(uint64_t byte_size, uint64_t first_heap, uint64_t page) {
  const auto below = [](uint64_t address) {
    return address < jit::kTailGuard ? 0 : address - jit::kTailGuard;
  };
  uint64_t limit = byte_size % page == 0 ? byte_size : below(byte_size);
  if (first_heap != kNoHeapAddress) limit = std::min(limit, below(first_heap));
  return limit;
}

jit::VmHeapWindow make_window(const HeapSpan& span, bool is_writable) {
  jit::VmHeapWindow window;
  window.start = span.start;
  window.base = span.base;
  for (uint64_t k = 0; k < 5; ++k) {
    const uint64_t n = uint64_t{1} << k;
    window.load_span[k] = span.size < n ? 0 : span.size - n + 1;
    window.store_span[k] = is_writable ? window.load_span[k] : 0;
  }
  return window;
}

}  // namespace shoal::runtime
