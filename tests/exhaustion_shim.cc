#include "tests/exhaustion_shim.h"

#include <dirent.h>
#include <dlfcn.h>
#include <fcntl.h>
#include <malloc.h>
#include <pthread.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <cstdarg>
#include <cstddef>
#include <cstdlib>

// glibc's own names for what is replaced here.
extern "C" {
void* __libc_malloc(size_t);
void* __libc_calloc(size_t, size_t);
void* __libc_realloc(void*, size_t);
void* __libc_memalign(size_t, size_t);
void __libc_free(void*);
}

namespace shoal::tests {
namespace {

std::atomic<int64_t> live_blocks = 0;
std::atomic<int64_t> live_bytes = 0;
std::atomic<int64_t> most_bytes = 0;  // One thread asks for it at a time.
int64_t bytes_at_begin = 0;
std::atomic<int64_t> live_mappings = 0;

// Plain data: the functions below are called before and after everything else.
thread_local constinit bool is_armed = false;
Scarce scarce;
uint64_t failing_call;
bool failure_stays;
uint64_t calls_so_far;

bool fails(Scarce what) {
  if (!is_armed || what != scarce) return false;
  ++calls_so_far;
  return failure_stays ? calls_so_far >= failing_call : calls_so_far == failing_call;
}

bool fails(Scarce what, int error) {
  const bool failed = fails(what);
  if (failed) errno = error;
  return failed;
}

void* counted(void* block) {
  if (!block) return block;
  ++live_blocks;
  live_bytes += static_cast<int64_t>(malloc_usable_size(block));
  if (live_bytes > most_bytes) most_bytes = live_bytes.load();
  return block;
}

void uncount(void* block) {
  --live_blocks;
  live_bytes -= static_cast<int64_t>(malloc_usable_size(block));
}

int64_t in_pages(size_t size) { return static_cast<int64_t>((size + 4095) / 4096 * 4096); }

template <class F>
F* next(const char* name) {
  return reinterpret_cast<F*>(dlsym(RTLD_NEXT, name));
}

const auto next_fstat = next<int(int, struct stat*)>("fstat");
const auto next_getattr = next<int(pthread_t, pthread_attr_t*)>("pthread_getattr_np");

}  // namespace

Exhaustion::Exhaustion(Scarce what, uint64_t n, bool stays) {
  scarce = what;
  failing_call = n;
  failure_stays = stays;
  calls_so_far = 0;
  is_armed = true;
}

Exhaustion::~Exhaustion() { is_armed = false; }

uint64_t Exhaustion::calls() { return calls_so_far; }

Holdings Holdings::now() {
  Holdings holdings;
  DIR* const directory = opendir("/proc/self/fd");
  while (readdir(directory)) ++holdings.file_descriptors;
  closedir(directory);
  holdings.blocks = live_blocks;
  holdings.mapped_bytes = live_mappings;
  return holdings;
}

void begin_peak() {
  bytes_at_begin = live_bytes;
  most_bytes = bytes_at_begin;
}

uint64_t peak_bytes() { return static_cast<uint64_t>(most_bytes - bytes_at_begin); }

}  // namespace shoal::tests

using shoal::tests::Scarce;
namespace shim = shoal::tests;

extern "C" {

void* malloc(size_t size) {
  return shim::fails(Scarce::kMemory, ENOMEM) ? nullptr : shim::counted(__libc_malloc(size));
}

void* calloc(size_t count, size_t size) {
  return shim::fails(Scarce::kMemory, ENOMEM) ? nullptr : shim::counted(__libc_calloc(count, size));
}

void* realloc(void* block, size_t size) {
  if (shim::fails(Scarce::kMemory, ENOMEM)) return nullptr;
  if (block) shim::uncount(block);
  void* const moved = __libc_realloc(block, size);
  // If it failed, the block is still there.
  return moved || size == 0 || !block ? shim::counted(moved) : (shim::counted(block), nullptr);
}

void* memalign(size_t alignment, size_t size) {
  return shim::fails(Scarce::kMemory, ENOMEM) ? nullptr
                                              : shim::counted(__libc_memalign(alignment, size));
}

void* aligned_alloc(size_t alignment, size_t size) { return memalign(alignment, size); }

int posix_memalign(void** block, size_t alignment, size_t size) {
  *block = memalign(alignment, size);
  return *block ? 0 : ENOMEM;
}

void free(void* block) {
  if (block) shim::uncount(block);
  __libc_free(block);
}

void* mmap(void* at, size_t size, int protection, int flags, int fd, off_t offset) noexcept {
  if (shim::fails(Scarce::kSystem, ENOMEM)) return MAP_FAILED;
  void* const mapped =
      reinterpret_cast<void*>(syscall(SYS_mmap, at, size, protection, flags, fd, offset));
  if (mapped != MAP_FAILED && !(flags & MAP_FIXED)) shim::live_mappings += shim::in_pages(size);
  return mapped;
}

int munmap(void* at, size_t size) noexcept {
  const int result = static_cast<int>(syscall(SYS_munmap, at, size));
  if (result == 0) shim::live_mappings -= shim::in_pages(size);
  return result;
}

int mprotect(void* at, size_t size, int protection) noexcept {
  if (shim::fails(Scarce::kSystem, ENOMEM)) return -1;
  return static_cast<int>(syscall(SYS_mprotect, at, size, protection));
}

int madvise(void* at, size_t size, int advice) noexcept {
  if (shim::fails(Scarce::kSystem, ENOMEM)) return -1;
  return static_cast<int>(syscall(SYS_madvise, at, size, advice));
}

int memfd_create(const char* name, unsigned flags) noexcept {
  if (shim::fails(Scarce::kSystem, EMFILE)) return -1;
  return static_cast<int>(syscall(SYS_memfd_create, name, flags));
}

int ftruncate(int fd, off_t size) noexcept {
  if (shim::fails(Scarce::kSystem, ENOSPC)) return -1;
  return static_cast<int>(syscall(SYS_ftruncate, fd, size));
}

int fallocate(int fd, int mode, off_t offset, off_t size) {
  if (shim::fails(Scarce::kSystem, ENOSPC)) return -1;
  return static_cast<int>(syscall(SYS_fallocate, fd, mode, offset, size));
}

int fcntl(int fd, int command, ...) {
  va_list arguments;
  va_start(arguments, command);
  const long argument = va_arg(arguments, long);
  va_end(arguments);
  if (shim::fails(Scarce::kSystem, EMFILE)) return -1;
  return static_cast<int>(syscall(SYS_fcntl, fd, command, argument));
}

int fstat(int fd, struct stat* status) noexcept {
  if (shim::fails(Scarce::kSystem, EIO)) return -1;
  return shim::next_fstat(fd, status);
}

int sigaltstack(const stack_t* stack, stack_t* old) noexcept {
  if (shim::fails(Scarce::kSystem, ENOMEM)) return -1;
  return static_cast<int>(syscall(SYS_sigaltstack, stack, old));
}

int pthread_getattr_np(pthread_t thread, pthread_attr_t* attributes) noexcept {
  if (shim::fails(Scarce::kSystem)) return ENOMEM;
  return shim::next_getattr(thread, attributes);
}

}  // extern "C"
