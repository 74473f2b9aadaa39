// Guest memory as the operating system sees it. This file and its .cc hold every mmap, mprotect and
// memfd call that concerns memories and heaps; a port to another system replaces the .cc.
//
// A Reservation is a range of addresses that belongs to one owner. All of it is inaccessible at
// first and costs nothing; parts become zero-filled private memory (commit) or a window onto
// SharedPages (map). SharedPages are pages that can be seen at several places at once: anonymous
// shared memory, or a range of a file. They keep one view of their own, through which the host and
// checked code reach them. In front of a reservation, and on both sides of a view, some inaccessible
// addresses belong to it, too.
//
// All offsets and lengths are multiples of the OS page size, which may be 4, 16 or 64 KiB;
// WebAssembly's page is a multiple of each.
#ifndef SHOAL_RUNTIME_RESERVATION_H_
#define SHOAL_RUNTIME_RESERVATION_H_

#include <cstddef>
#include <cstdint>

#include "runtime/align.h"
#include "shoal/error.h"
#include "shoal/shared_heap.h"

namespace shoal::runtime {

/// Bytes of the operating system's page: the unit of protection and mapping.
uint64_t os_page_size();

class SharedPages;

/// A range of reserved addresses; move-only owner. Not thread-safe.
class Reservation {
 public:
  Reservation() = default;
  /// Reserves `bytes` (rounded up to the page size) of inaccessible addresses. Error (kSystem): the
  /// address space, of which `headroom` more must be there, or the number of mappings is exhausted.
  static Result<Reservation> create(uint64_t bytes, uint64_t headroom = 0);
  ~Reservation();
  Reservation(Reservation&& other) noexcept;
  Reservation& operator=(Reservation&& other) noexcept;

  /// Null and 0 for an empty reservation.
  std::byte* base() const { return base_; }
  uint64_t size() const { return size_; }

  /// Makes [begin, end) readable and writable. What was never committed is zero; what is committed
  /// already keeps its bytes.
  Result<void> commit(uint64_t begin, uint64_t end);
  /// Shows all of `pages` at `at`, replacing what was there. The pages may go before the window
  /// does. `access` must not exceed that of the pages.
  Result<void> map(uint64_t at, const SharedPages& pages, Access access);
  /// Makes [begin, end), a part of what is mapped, inaccessible without dropping it.
  Result<void> hide(uint64_t begin, uint64_t end);
  /// Makes it accessible again.
  Result<void> show(uint64_t begin, uint64_t end, Access access);
  /// Makes [begin, end) inaccessible again and drops its contents.
  Result<void> release(uint64_t begin, uint64_t end);

 private:
  Reservation(std::byte* base, uint64_t size) : base_(base), size_(size) {}
  Result<void> protect(uint64_t begin, uint64_t end, int protection);

  std::byte* base_ = nullptr;
  uint64_t size_ = 0;
};

/// Pages that can be mapped at several places; move-only owner of them and of one view. The view's
/// address never changes.
class SharedPages {
 public:
  SharedPages() = default;
  /// `bytes` (a multiple of the page size) of zero-filled shared memory, not sealed against writing
  /// but against resizing.
  static Result<SharedPages> create(uint64_t bytes);
  struct FromFile;
  /// The pages that hold bytes [offset, offset + length) of the regular file behind `fd`, which is
  /// duplicated. Rules and errors are those of SharedHeap::from_fd.
  static Result<FromFile> from_file(int fd, uint64_t offset, uint64_t length, Access access);
  ~SharedPages();
  SharedPages(SharedPages&& other) noexcept;
  SharedPages& operator=(SharedPages&& other) noexcept;

  std::byte* data() const { return data_; }
  uint64_t size() const { return size_; }
  Access access() const { return access_; }

  /// Zero-fills [begin, begin + length). Large ranges of anonymous memory go back to the system
  /// instead of being written.
  void zero(uint64_t begin, uint64_t length);

 private:
  friend class Reservation;
  SharedPages(int fd, uint64_t offset, uint64_t size, Access access, bool anonymous)
      : fd_(fd), offset_(offset), size_(size), access_(access), anonymous_(anonymous) {}
  Result<void> map_view();

  int fd_ = -1;
  uint64_t offset_ = 0;  ///< In the file.
  std::byte* data_ = nullptr;
  uint64_t size_ = 0;
  Access access_ = Access::kReadWrite;
  bool anonymous_ = false;
};

struct SharedPages::FromFile {
  SharedPages pages;
  bool reaches_end;  ///< The range ended where the file does.
};

}  // namespace shoal::runtime

#endif  // SHOAL_RUNTIME_RESERVATION_H_
