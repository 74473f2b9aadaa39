#include "jit/code_memory.h"

#include <sys/mman.h>
#include <unistd.h>

#include <algorithm>
#include <cassert>
#include <cerrno>
#include <cstring>
#include <string>
#include <utility>

#include "arch/code_pages.h"

namespace shoal::jit {
namespace {

Error system_error(const char* what, size_t bytes) {
  return make_error(ErrorKind::kSystem,
                    std::string(what) + " of " + std::to_string(bytes) +
                        " bytes for machine code failed: " + std::strerror(errno));
}

size_t round_to_pages(size_t n) {
  const auto page = static_cast<size_t>(sysconf(_SC_PAGESIZE));
  return (n + page - 1) / page * page;
}

}  // namespace

CodeMemory::CodeMemory(CodeMemory&& other) noexcept { *this = std::move(other); }

CodeMemory& CodeMemory::operator=(CodeMemory&& other) noexcept {
  std::swap(base_, other.base_);
  std::swap(size_, other.size_);
  std::swap(mapped_, other.mapped_);
  return *this;
}

CodeMemory::~CodeMemory() {
  if (base_ != nullptr) munmap(base_, mapped_);
}

namespace {

constexpr size_t kHugePage = 2u << 20;
/// Less address space than this is no use.
constexpr size_t kLeast = 1u << 20;

uint8_t* map_writable(size_t bytes) {
  void* const p = mmap(nullptr, bytes, PROT_READ | PROT_WRITE,
                       MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
  return p == MAP_FAILED ? nullptr : static_cast<uint8_t*>(p);
}

/// Has the kernel make `bytes` from `base` on present in as few steps as it can: touching them page
/// by page takes a tenth of the time that compiling takes. These are hints, errors do not matter.
void expect_use(uint8_t* base, size_t bytes) {
  if (bytes >= kHugePage) {
    madvise(base, bytes, MADV_HUGEPAGE);
  } else {
#ifdef MADV_POPULATE_WRITE
    madvise(base, bytes, MADV_POPULATE_WRITE);
#endif
  }
}

}  // namespace

Result<CodeMemory> CodeMemory::reserve(size_t most, size_t expected) {
  size_t bytes = round_to_pages(most);
  CodeMemory memory;
  for (;; bytes = round_to_pages(bytes / 2)) {
    memory.base_ = map_writable(bytes);
    if (memory.base_ != nullptr) break;
    if (bytes <= kLeast) return system_error("mmap", bytes);
  }
  memory.mapped_ = bytes;
  if (expected >= kHugePage && bytes > kHugePage) {
    // Huge pages lie at multiples of their size.
    const size_t skip = -reinterpret_cast<uintptr_t>(memory.base_) % kHugePage;
    if (skip != 0) munmap(memory.base_, skip);
    memory.base_ += skip;
    memory.mapped_ -= skip;
  }
  expect_use(memory.base_, round_to_pages(std::min(expected, memory.mapped_)));
  return memory;
}

Result<CodeMemory> CodeMemory::copy_of(std::span<const uint8_t> code) {
  if (code.empty()) return CodeMemory();
  Result<CodeMemory> memory = reserve(code.size(), code.size());
  if (!memory) return memory;
  if (memory->mapped_ < code.size()) return system_error("mmap", code.size());
  std::memcpy(memory->base_, code.data(), code.size());
  if (Result<void> trimmed = memory->trim(code.size()); !trimmed) return std::move(trimmed).error();
  return memory;
}

Result<void> CodeMemory::trim(size_t size) {
  assert(size <= mapped_);
  if (size > INT32_MAX) {
    return make_error(ErrorKind::kLimit, "the module's machine code exceeds 2 GiB");
  }
  size_ = static_cast<uint32_t>(size);
  const size_t used = round_to_pages(size);
  if (used < mapped_) munmap(base_ + used, mapped_ - used);
  mapped_ = used;
  if (used == 0) base_ = nullptr;
  return {};
}

Result<void> CodeMemory::seal() {
  if (mapped_ == 0) return {};
  if (mprotect(base_, mapped_, PROT_READ | PROT_EXEC | arch::extra_code_protection()) != 0)
    return system_error("mprotect", mapped_);
  arch::flush_instruction_cache(base_, mapped_);
  return {};
}

CodeArena::CodeArena(CodeArena&& other) noexcept { *this = std::move(other); }

CodeArena& CodeArena::operator=(CodeArena&& other) noexcept {
  std::swap(writable_, other.writable_);
  std::swap(executable_, other.executable_);
  std::swap(capacity_, other.capacity_);
  std::swap(used_, other.used_);
  return *this;
}

CodeArena::~CodeArena() {
  if (writable_ != nullptr) munmap(writable_, capacity_);
  if (executable_ != nullptr) munmap(executable_, capacity_);
}

Result<CodeArena> CodeArena::create(size_t capacity) {
  CodeArena arena;
  arena.capacity_ = round_to_pages(capacity);
  const int fd = memfd_create("shoal-stubs", MFD_CLOEXEC);
  if (fd < 0) return system_error("memfd_create", arena.capacity_);
  auto map = [&](int protection) {
    void* const p = mmap(nullptr, arena.capacity_, protection, MAP_SHARED, fd, 0);
    return p == MAP_FAILED ? nullptr : static_cast<uint8_t*>(p);
  };
  if (ftruncate(fd, static_cast<off_t>(arena.capacity_)) == 0) {
    arena.writable_ = map(PROT_READ | PROT_WRITE);
    arena.executable_ = map(PROT_READ | PROT_EXEC | arch::extra_code_protection());
  }
  const bool mapped = arena.writable_ != nullptr && arena.executable_ != nullptr;
  const int mapping_errno = errno;
  close(fd);
  errno = mapping_errno;
  if (!mapped) return system_error("mmap", arena.capacity_);
  return arena;
}

Result<const uint8_t*> CodeArena::append(std::span<const uint8_t> code) {
  constexpr size_t kAlignment = 16;
  if (code.size() > capacity_ - used_) {
    return make_error(ErrorKind::kLimit,
                      "too many different function types: the " + std::to_string(capacity_) +
                          " bytes for entry and host stubs of this engine are used up");
  }
  const uint8_t* const at = executable_ + used_;
  std::memcpy(writable_ + used_, code.data(), code.size());
  arch::flush_instruction_cache(executable_ + used_, code.size());
  used_ += std::min((code.size() + kAlignment - 1) / kAlignment * kAlignment, capacity_ - used_);
  return at;
}

}  // namespace shoal::jit
