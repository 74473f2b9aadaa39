// The inside of a SharedHeap: its bytes, its place in a chain, and who has it attached.
//
// A chain is a list: each heap owns the next one. No heap stores its address. It is 2^32 minus the
// extents from the heap to the end of its chain, so that it cannot be stale, whatever is chained and
// unchained around it.
//
// An extent is whole pages. Of a *window*, a heap whose bytes begin or end inside a page, only they
// belong to the heap; what else is in its first and last page is nobody's address, since the file or
// buffer behind it has bytes there that were not shared.
//
//     place                 start                                        next heap's place
//       |  lead: not shared   |  size: the heap's bytes  |  not shared     |
//
// `attached` counts, for each heap, the attachments that cover it, whichever heap of the chain they
// began at. While it is not zero, the heap's link to its successor, and its bytes' place, are
// frozen: everything that would change them is refused. So an attachment walks its chain without a
// lock. All else about links is under the domain's mutex.
#ifndef SHOAL_RUNTIME_SHARED_HEAP_H_
#define SHOAL_RUNTIME_SHARED_HEAP_H_

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "runtime/ems.h"
#include "runtime/heap_domain.h"
#include "runtime/reservation.h"
#include "shoal/error.h"
#include "shoal/shared_heap.h"

namespace shoal::runtime {

/// Thread-safe; see SharedHeap for what each operation means and which rules it enforces.
class SharedHeapImpl : public std::enable_shared_from_this<SharedHeapImpl> {
 public:
  using Ptr = std::shared_ptr<SharedHeapImpl>;
  using Domain = std::shared_ptr<HeapDomain>;

  static Result<Ptr> create_managed(Domain domain, uint64_t size);
  static Result<Ptr> from_buffer(Domain domain, std::span<std::byte> buffer, Access access);
  static Result<Ptr> from_file(Domain domain, int fd, uint64_t offset, uint64_t length,
                               Access access);
  ~SharedHeapImpl();

  // Chains (heap_chain.cc).
  static Result<Ptr> chain(const Ptr& head, const Ptr& body);
  static Result<Ptr> unchain(const Ptr& head, bool entire_chain);
  Result<void> reset();
  Result<void> destroy();
  uint64_t start_address() const;
  std::vector<Ptr> heaps();
  uint64_t attached_count() const;

  // The allocator.
  Result<uint64_t> allocate(uint64_t size, uint64_t align);
  Result<uint64_t> reallocate(uint64_t address, uint64_t size);
  Result<void> free(uint64_t address);
  HeapUsage usage() const;

  // Addresses.
  std::byte* native_address(uint64_t address, uint64_t n) const;
  std::optional<uint64_t> guest_address(const void* native, uint64_t n) const;
  std::span<std::byte> bytes() const;
  uint64_t size() const;
  bool is_managed() const { return kind_ == Kind::kManaged; }
  /// Has pages that can be shown at several places.
  bool is_mappable() const { return kind_ != Kind::kBuffer; }
  /// All that is in its pages is the heap's.
  bool fills_pages() const { return lead_ == 0 && size_ == extent_; }
  Access access() const { return access_; }

  // For attachments, which have pinned the chain: no lock is taken.

  /// Where a pinned heap is.
  struct Member {
    Ptr heap;
    uint64_t place;  ///< Of its first page.
    uint64_t start;  ///< Of its first byte.
  };
  /// Counts an attachment in this heap and its successors, which it then gives in order of address.
  Result<std::vector<Member>> pin();
  /// Takes the count back.
  static void unpin(std::span<const Member> members);
  /// allocate and free of a pinned chain whose first page is at `place`.
  Result<uint64_t> allocate_pinned(uint64_t place, uint64_t size, uint64_t align);
  Result<void> free_pinned(uint64_t place, uint64_t address);
  std::byte* pinned_data() const { return data_; }
  uint64_t pinned_size() const { return size_; }
  const SharedPages& pages() const { return pages_; }

 private:
  enum class Kind : uint8_t { kManaged, kBuffer, kFile };
  class PageBytes;
  /// A heap of the chain and the address of its first byte.
  struct Place {
    SharedHeapImpl* heap;
    uint64_t start;
  };

  /// `lead` as in the picture above.
  SharedHeapImpl(Domain domain, Kind kind, Access access, SharedPages pages,
                 std::span<std::byte> bytes, uint64_t lead = 0);

  // With the domain's mutex held, or the chain pinned.
  Result<void> check_alive() const;
  uint64_t chain_size() const;
  uint64_t place_locked() const;
  std::optional<Place> find(uint64_t place, uint64_t address, uint64_t n) const;
  Result<Place> find_managed(uint64_t place, uint64_t address) const;

  const Domain domain_;
  const Kind kind_;
  const Access access_;
  SharedPages pages_;  ///< Of managed and file heaps.
  std::byte* data_;
  uint64_t size_;  ///< 0: destroyed.
  uint64_t lead_;
  uint64_t extent_;  ///< From `place` to the next heap's.
  std::unique_ptr<PageBytes> page_bytes_;
  std::unique_ptr<Ems> ems_;  ///< Of managed heaps.

  Ptr next_;
  SharedHeapImpl* previous_ = nullptr;
  uint64_t attached_ = 0;
};

}  // namespace shoal::runtime

#endif  // SHOAL_RUNTIME_SHARED_HEAP_H_
