// The two-range rule: which guest addresses are good, and where their bytes are.
//
// An access of n bytes at ea (index + offset, a sum that cannot wrap in 64 bits) is good if
//     ea + n <= memory size,  or  one heap of the attached chain contains [ea, ea + n).
// Anything else traps "out of bounds memory access", and nothing has been written. With a chain
// attached contiguous "one heap" reads "the chain", and for stores "the writable heaps in a row".
//
// This is the rule's one exact statement. Host functions, bulk operations and the helper behind
// checked code call it; emitted code has shortcuts that never say more than it does:
//   guarded code   nothing: what is mapped in the reservation is what the rule allows
//                  (heap_attachment.h),
//   checked code   index < limit (checked_limit, or everything: heap_mirror.h), then the last-used
//                  heap (make_window), then this.
#ifndef SHOAL_RUNTIME_ADDRESS_RULE_H_
#define SHOAL_RUNTIME_ADDRESS_RULE_H_

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "jit/vm_context.h"

namespace shoal::runtime {

/// Where a memory has no heap above it: beyond every address.
inline constexpr uint64_t kNoHeapAddress = UINT64_MAX;

/// The host's bytes [base, base + size) that stand for the guest's [start, start + size).
struct HeapSpan {
  uint64_t start = 0;
  uint64_t size = 0;
  std::byte* base = nullptr;

  /// [address, address + n) is inside; n = 0 counts as 1.
  bool contains(uint64_t address, uint64_t n) const {
    if (n == 0) n = 1;
    return n <= size && address - start <= size - n;
  }
};

/// The ranges in each of which an access may lie as a whole: ascending, disjoint. `writable` spans
/// cover a part of what `readable` ones do.
struct HeapSpans {
  std::vector<HeapSpan> readable;
  std::vector<HeapSpan> writable;
};

/// The span that contains [address, address + n), or null. O(log spans).
const HeapSpan* find_span(std::span<const HeapSpan> spans, uint64_t address, uint64_t n);

/// Where [address, address + n) is, or null if the rule forbids it. For n = 0 the memory's end is
/// good too. The base of a memory is never null, even if it has no bytes; an instance without
/// memory has a null base.
std::byte* translate(const jit::VmMemory& memory, const HeapSpans& heaps, uint64_t address,
                     uint64_t n, bool is_store);

/// VmMemory::limit for a memory of `byte_size` bytes with a chain that begins at `first_heap`
/// (kNoHeapAddress: none), where `page` is the OS page size.
///
/// Code that finds index < limit goes on to touch up to kTailGuard bytes behind the index without
/// another test. That is right as long as all bytes in [byte_size, limit + kTailGuard) are
/// inaccessible and belong to no heap. So the limit is kTailGuard below the chain, if that is less
/// than the memory's size; and if the memory ends inside an OS page, whose rest is accessible, it
/// is kTailGuard below the end. What lies between limit and size takes the exact path.
uint64_t checked_limit(uint64_t byte_size, uint64_t first_heap, uint64_t page);

/// What checked code tests inline for `span`.
jit::VmHeapWindow make_window(const HeapSpan& span, bool is_writable);

}  // namespace shoal::runtime

#endif  // SHOAL_RUNTIME_ADDRESS_RULE_H_
