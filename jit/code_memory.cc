#include "jit/code_memory.h"

#include <sys/mman.h>
#include <unistd.h>

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

Result<CodeMemory> CodeMemory::seal(std::span<const uint8_t> code) {
  if (code.size() > INT32_MAX) {
    return make_error(ErrorKind::kLimit, "the module's machine code exceeds 2 GiB");
  }
  CodeMemory memory;
  if (code.empty()) return memory;
  const size_t bytes = round_to_pages(code.size());
  void* const base =
      mmap(nullptr, bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  if (base == MAP_FAILED) return system_error("mmap", bytes);
  memory.base_ = static_cast<uint8_t*>(base);
  memory.mapped_ = bytes;
  memory.size_ = static_cast<uint32_t>(code.size());
  std::memcpy(base, code.data(), code.size());
  if (mprotect(base, bytes, PROT_READ | PROT_EXEC | arch::extra_code_protection()) != 0)
    return system_error("mprotect", bytes);
  arch::flush_instruction_cache(base, bytes);
  return memory;
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
