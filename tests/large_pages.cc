// Shows a test program a system with large pages, as some AArch64 kernels have: 64 KiB, or what
// SHOAL_TEST_PAGE_SIZE says. Linked into the program, the functions below take the C library's
// place: sysconf() tells the page size, and mmap(), mprotect() and munmap() are as strict and as
// coarse as such a kernel's.
#include <dlfcn.h>
#include <gtest/gtest.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstddef>
#include <cstdint>
#include <cstdlib>

namespace {

constexpr size_t kSmallPage = 4096;  // The real kernel's, or a divisor of it.

size_t page() {
  static const char* const text = std::getenv("SHOAL_TEST_PAGE_SIZE");
  static const size_t size = text != nullptr ? std::strtoull(text, nullptr, 10) : 64 << 10;
  return size;
}

bool is_aligned(uintptr_t n) { return n % page() == 0; }
size_t round_up(size_t n, size_t unit) { return (n + unit - 1) / unit * unit; }

int refuse() {
  errno = EINVAL;
  return -1;
}

void* kernel_mmap(void* at, size_t size, int protection, int flags, int fd, off_t offset) {
  return reinterpret_cast<void*>(syscall(SYS_mmap, at, size, protection, flags, fd, offset));
}

/// An aligned place for `size` bytes; the caller's mapping replaces what is there.
void* find_place(size_t size) {
  void* const found = kernel_mmap(nullptr, size + page(), PROT_NONE,
                                  MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
  if (found == MAP_FAILED) return MAP_FAILED;
  std::byte* const begin = static_cast<std::byte*>(found);
  const size_t skip =
      round_up(reinterpret_cast<uintptr_t>(begin), page()) - reinterpret_cast<uintptr_t>(begin);
  if (skip > 0) syscall(SYS_munmap, begin, skip);
  syscall(SYS_munmap, begin + skip + size, page() - skip);
  return begin + skip;
}

/// The bytes behind a file's end are zero up to the end of the page: of the large one here.
void fill_last_page(std::byte* at, size_t size, int protection, int fd, off_t offset) {
  struct stat status;
  if (fstat(fd, &status) != 0 || status.st_size <= offset) return;
  const size_t have = static_cast<size_t>(status.st_size - offset);
  const size_t begin = round_up(have, kSmallPage), end = std::min(round_up(have, page()), size);
  if (begin >= end) return;
  kernel_mmap(at + begin, end - begin, protection, MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED, -1, 0);
}

}  // namespace

extern "C" {

long sysconf(int name) noexcept {
  if (name == _SC_PAGESIZE) return static_cast<long>(page());
  static const auto real = reinterpret_cast<long (*)(int)>(dlsym(RTLD_NEXT, "sysconf"));
  return real(name);
}

void* mmap(void* at, size_t size, int protection, int flags, int fd, off_t offset) noexcept {
  const bool is_fixed = (flags & MAP_FIXED) != 0;
  if (size == 0 || !is_aligned(static_cast<uintptr_t>(offset)) ||
      (is_fixed && !is_aligned(reinterpret_cast<uintptr_t>(at)))) {
    errno = EINVAL;
    return MAP_FAILED;
  }
  size = round_up(size, page());
  void* const place = is_fixed ? at : find_place(size);
  if (place == MAP_FAILED) return MAP_FAILED;
  void* const mapped = kernel_mmap(place, size, protection, flags | MAP_FIXED, fd, offset);
  if (mapped == MAP_FAILED) {
    const int error = errno;
    if (!is_fixed) syscall(SYS_munmap, place, size);
    errno = error;
  } else if (fd >= 0) {
    fill_last_page(static_cast<std::byte*>(mapped), size, protection, fd, offset);
  }
  return mapped;
}

int mprotect(void* at, size_t size, int protection) noexcept {
  if (!is_aligned(reinterpret_cast<uintptr_t>(at))) return refuse();
  return static_cast<int>(syscall(SYS_mprotect, at, round_up(size, page()), protection));
}

int munmap(void* at, size_t size) noexcept {
  if (!is_aligned(reinterpret_cast<uintptr_t>(at))) return refuse();
  return static_cast<int>(syscall(SYS_munmap, at, round_up(size, page())));
}

}  // extern "C"

namespace {

TEST(LargePages, TheProgramSeesThem) {
  ASSERT_EQ(sysconf(_SC_PAGESIZE), static_cast<long>(page()));
  void* const at = mmap(nullptr, 2 * page(), PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  ASSERT_NE(at, MAP_FAILED);
  EXPECT_TRUE(is_aligned(reinterpret_cast<uintptr_t>(at)));
  std::byte* const bytes = static_cast<std::byte*>(at);
  EXPECT_EQ(mprotect(bytes + page() / 2, page(), PROT_READ), -1);
  EXPECT_EQ(mprotect(bytes, 1, PROT_READ), 0);
  EXPECT_EQ(bytes[page() - 1], std::byte{0});
  EXPECT_EQ(munmap(bytes, 2 * page()), 0);
}

}  // namespace
