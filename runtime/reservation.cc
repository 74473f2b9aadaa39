#include "runtime/reservation.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cassert>
#include <cerrno>
#include <cstring>
#include <string>
#include <system_error>
#include <utility>

namespace shoal::runtime {
namespace {

// From this size on, giving pages back to the system is cheaper than writing zeros into them.
constexpr uint64_t kPunchThreshold = 1 << 20;

/// Inaccessible bytes in front of a reservation, and on both sides of a view of shared pages: at
/// least a page of any system's. (Behind a reservation its owner keeps what it needs.)
constexpr uint64_t kGuard = 64 << 10;
uint64_t guard_size() { return round_up(kGuard, os_page_size()); }

std::string error_words(int error) { return std::generic_category().message(error); }

// What to do about a refused mapping.
std::string_view mapping_advice(int error) {
  switch (error) {
    case ENOMEM:
      return "; raise vm.max_map_count or the address space limit (ulimit -v), keep fewer "
             "instances, or "
             "use checked bounds";
    case EACCES: return "; open the file with the access that is asked for";
    case EMFILE:
    case ENFILE: return "; raise the limit of open files (ulimit -n)";
    default: return "";
  }
}

Error system_error(std::string what) {
  const int error = errno;
  what += ": " + error_words(error);
  what += mapping_advice(error);
  return make_error(ErrorKind::kSystem, std::move(what));
}

int protection_of(Access access) {
  return access == Access::kReadOnly ? PROT_READ : PROT_READ | PROT_WRITE;
}

/// Inaccessible addresses; null if there are not so many.
std::byte* reserve(uint64_t bytes) {
  void* const mapped =
      mmap(nullptr, bytes, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
  return mapped == MAP_FAILED ? nullptr : static_cast<std::byte*>(mapped);
}

[[maybe_unused]] bool is_page_multiple(uint64_t n) { return (n & (os_page_size() - 1)) == 0; }

}  // namespace

uint64_t os_page_size() {
  static const uint64_t size = static_cast<uint64_t>(sysconf(_SC_PAGESIZE));
  return size;
}

Result<Reservation> Reservation::create(uint64_t bytes, uint64_t headroom) {
  const uint64_t size = round_up(bytes, os_page_size());
  const uint64_t spare = round_up(headroom, os_page_size());
  std::byte* const begin = reserve(guard_size() + size + spare);
  if (begin == nullptr) {
    return system_error("cannot reserve " + std::to_string(size) + " bytes of address space");
  }
  std::byte* const base = begin + guard_size();
  if (spare > 0) munmap(base + size, spare);
  return Reservation(base, size);
}

Reservation::~Reservation() {
  if (base_ != nullptr) munmap(base_ - guard_size(), guard_size() + size_);
}

Reservation::Reservation(Reservation&& other) noexcept
    : base_(std::exchange(other.base_, nullptr)), size_(std::exchange(other.size_, 0)) {}

Reservation& Reservation::operator=(Reservation&& other) noexcept {
  std::swap(base_, other.base_);
  std::swap(size_, other.size_);
  return *this;
}

Result<void> Reservation::commit(uint64_t begin, uint64_t end) {
  assert(begin <= end && end <= size_ && is_page_multiple(begin) && is_page_multiple(end));
  if (begin == end) return {};
  if (mprotect(base_ + begin, end - begin, PROT_READ | PROT_WRITE) != 0) {
    return system_error("cannot commit " + std::to_string(end - begin) + " bytes of memory");
  }
  return {};
}

Result<void> Reservation::map(uint64_t at, const SharedPages& pages, Access access) {
  assert(is_page_multiple(at) && at <= size_ && pages.size() <= size_ - at);
  assert(access == Access::kReadOnly || pages.access() == Access::kReadWrite);
  void* mapped = mmap(base_ + at, pages.size(), protection_of(access), MAP_SHARED | MAP_FIXED,
                      pages.fd_, static_cast<off_t>(pages.offset_));
  if (mapped == MAP_FAILED) {
    return system_error("cannot map " + std::to_string(pages.size()) + " bytes of a shared heap");
  }
  return {};
}

Result<void> Reservation::protect(uint64_t begin, uint64_t end, int protection) {
  assert(begin <= end && end <= size_ && is_page_multiple(begin) && is_page_multiple(end));
  if (mprotect(base_ + begin, end - begin, protection) != 0) {
    return system_error("cannot protect " + std::to_string(end - begin) + " bytes of memory");
  }
  return {};
}

Result<void> Reservation::hide(uint64_t begin, uint64_t end) {
  return protect(begin, end, PROT_NONE);
}

Result<void> Reservation::show(uint64_t begin, uint64_t end, Access access) {
  return protect(begin, end, protection_of(access));
}

Result<void> Reservation::release(uint64_t begin, uint64_t end) {
  assert(begin <= end && end <= size_ && is_page_multiple(begin) && is_page_multiple(end));
  if (begin == end) return {};
  void* mapped = mmap(base_ + begin, end - begin, PROT_NONE,
                      MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE | MAP_FIXED, -1, 0);
  if (mapped == MAP_FAILED) {
    return system_error("cannot release " + std::to_string(end - begin) + " bytes of memory");
  }
  return {};
}

Result<SharedPages> SharedPages::create(uint64_t bytes) {
  assert(bytes != 0 && is_page_multiple(bytes));
  const int fd = memfd_create("shoal-heap", MFD_CLOEXEC | MFD_ALLOW_SEALING);
  if (fd < 0) return system_error("cannot create shared memory");
  SharedPages pages(fd, 0, bytes, Access::kReadWrite, /*anonymous=*/true);
  // The seals make a SIGBUS impossible: nobody can take the pages away.
  if (ftruncate(fd, static_cast<off_t>(bytes)) != 0 ||
      fcntl(fd, F_ADD_SEALS, F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_SEAL) != 0) {
    return system_error("cannot size shared memory to " + std::to_string(bytes) + " bytes");
  }
  if (auto mapped = pages.map_view(); !mapped) return std::move(mapped).error();
  return pages;
}

Result<SharedPages::FromFile> SharedPages::from_file(int fd, uint64_t offset, uint64_t length,
                                                     Access access) {
  const auto refuse = [](std::string message) {
    return make_error(ErrorKind::kArgument, "heap over a file: " + message);
  };
  struct stat status {};
  if (fstat(fd, &status) != 0) return system_error("heap over a file: bad descriptor");
  if (!S_ISREG(status.st_mode)) return refuse("the descriptor is not one of a regular file");
  const uint64_t file_size = static_cast<uint64_t>(status.st_size);
  if (length == 0) return refuse("the length is 0");
  if (offset > file_size || length > file_size - offset) {
    return refuse("offset " + std::to_string(offset) + " and length " + std::to_string(length) +
                  " reach beyond the file's " + std::to_string(file_size) + " bytes");
  }
  const int copy = fcntl(fd, F_DUPFD_CLOEXEC, 0);
  if (copy < 0) return system_error("heap over a file: cannot duplicate the descriptor");
  const uint64_t page = os_page_size();
  const uint64_t first = offset / page * page;
  SharedPages pages(copy, first, round_up(offset + length - first, page), access,
                    /*anonymous=*/false);
  if (auto mapped = pages.map_view(); !mapped) return std::move(mapped).error();
  return FromFile{std::move(pages), offset + length == file_size};
}

Result<void> SharedPages::map_view() {
  const std::string failure = "cannot map " + std::to_string(size_) + " bytes of shared memory";
  const uint64_t all = guard_size() + size_ + guard_size();
  std::byte* const begin = reserve(all);
  if (begin == nullptr) return system_error(failure);
  std::byte* const view = begin + guard_size();
  if (mmap(view, size_, protection_of(access_), MAP_SHARED | MAP_FIXED, fd_,
           static_cast<off_t>(offset_)) == MAP_FAILED) {
    Error error = system_error(failure);
    munmap(begin, all);
    return error;
  }
  data_ = view;
  return {};
}

SharedPages::~SharedPages() {
  if (data_ != nullptr) munmap(data_ - guard_size(), guard_size() + size_ + guard_size());
  if (fd_ >= 0) close(fd_);
}

SharedPages::SharedPages(SharedPages&& other) noexcept
    : fd_(std::exchange(other.fd_, -1)),
      offset_(other.offset_),
      data_(std::exchange(other.data_, nullptr)),
      size_(std::exchange(other.size_, 0)),
      access_(other.access_),
      anonymous_(other.anonymous_) {}

SharedPages& SharedPages::operator=(SharedPages&& other) noexcept {
  std::swap(fd_, other.fd_);
  std::swap(offset_, other.offset_);
  std::swap(data_, other.data_);
  std::swap(size_, other.size_);
  std::swap(access_, other.access_);
  std::swap(anonymous_, other.anonymous_);
  return *this;
}

void SharedPages::zero(uint64_t begin, uint64_t length) {
  assert(begin <= size_ && length <= size_ - begin && access_ == Access::kReadWrite);
  const uint64_t end = begin + length;
  const uint64_t first = round_up(begin, os_page_size());
  const uint64_t last = end & ~(os_page_size() - 1);
  const bool punch = anonymous_ && first < last && last - first >= kPunchThreshold &&
                     fallocate(fd_, FALLOC_FL_PUNCH_HOLE | FALLOC_FL_KEEP_SIZE,
                               static_cast<off_t>(first), static_cast<off_t>(last - first)) == 0;
  if (!punch) {
    std::memset(data_ + begin, 0, length);
    return;
  }
  std::memset(data_ + begin, 0, first - begin);
  std::memset(data_ + last, 0, end - last);
}

}  // namespace shoal::runtime
