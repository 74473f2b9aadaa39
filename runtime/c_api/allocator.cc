// The program's own memory. Only what the program asks for by wasm_runtime_malloc is allocated
// here; Shoal's objects are where C++ puts them. Every block is known, so that a pointer which is
// none is refused instead of believed, and what is left over can go with the runtime.
#include "runtime/c_api/allocator.h"

#include <unistd.h>

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <memory>
#include <mutex>
#include <optional>
#include <unordered_map>

#include "runtime/c_api/log.h"
#include "runtime/ems.h"

namespace shoal::c_api {
namespace {

/// Memory of one kind, without books. Used under a lock.
class Source {
 public:
  virtual ~Source() = default;
  /// `align` is a power of two, at least 16; null: no room, or no such alignment.
  virtual void* allocate(size_t size, size_t align) = 0;
  /// A block of this source with the same contents, up to the smaller size; null: no room.
  virtual void* reallocate(void* block, size_t old_size, size_t size) {
    void* const moved = allocate(size, runtime::Ems::kGranule);
    if (!moved) return nullptr;
    std::memcpy(moved, block, std::min(old_size, size));
    free(block);
    return moved;
  }
  virtual void free(void* block) = 0;
  virtual bool info(mem_alloc_info_t&) const { return false; }
};

class SystemSource final : public Source {
 public:
  void* allocate(size_t size, size_t align) override {
    if (align == runtime::Ems::kGranule) return std::malloc(size);
    return std::aligned_alloc(align, size);
  }
  void* reallocate(void* block, size_t, size_t size) override { return std::realloc(block, size); }
  void free(void* block) override { std::free(block); }
};

/// The program's functions.
class FunctionSource final : public Source {
 public:
  using Malloc = void* (*)(unsigned int);
  using Realloc = void* (*)(void*, unsigned int);
  using Free = void (*)(void*);

  FunctionSource(void* malloc_func, void* realloc_func, void* free_func)
      : malloc_(reinterpret_cast<Malloc>(malloc_func)),
        realloc_(reinterpret_cast<Realloc>(realloc_func)),
        free_(reinterpret_cast<Free>(free_func)) {}

  void* allocate(size_t size, size_t align) override {
    return align == runtime::Ems::kGranule ? malloc_(static_cast<unsigned int>(size)) : nullptr;
  }
  void* reallocate(void* block, size_t old_size, size_t size) override {
    if (!realloc_) return Source::reallocate(block, old_size, size);
    return realloc_(block, static_cast<unsigned int>(size));
  }
  void free(void* block) override { free_(block); }

 private:
  const Malloc malloc_;
  const Realloc realloc_;
  const Free free_;
};

/// The program's buffer, cut up by the allocator that shared heaps have.
class PoolSource final : public Source, private runtime::HeapBytes {
 public:
  PoolSource(void* buffer, uint32_t size)
      : buffer_(static_cast<std::byte*>(buffer)), size_(size), ems_(size, *this) {}

  void* allocate(size_t size, size_t align) override {
    // Only a pool that is aligned itself can give what is.
    const uint64_t origin = reinterpret_cast<uintptr_t>(buffer_) & ~(runtime::Ems::kGranule - 1);
    if (align > runtime::Ems::kGranule && origin != reinterpret_cast<uintptr_t>(buffer_)) {
      return nullptr;
    }
    const auto offset = ems_.allocate(size, align, origin);
    return offset ? noted(buffer_ + *offset) : nullptr;
  }
  void* reallocate(void* block, size_t, size_t size) override {
    const auto offset = ems_.reallocate(offset_of(block), size);
    return offset ? noted(buffer_ + *offset) : nullptr;
  }
  void free(void* block) override { (void)ems_.free(offset_of(block)); }
  bool info(mem_alloc_info_t& info) const override {
    const HeapUsage usage = ems_.usage();
    info.total_size = size_;
    info.total_free_size = static_cast<uint32_t>(usage.free);
    info.highmark_size = static_cast<uint32_t>(highmark_);
    return true;
  }

 private:
  uint64_t offset_of(void* block) const {
    return static_cast<uint64_t>(static_cast<std::byte*>(block) - buffer_);
  }
  void* noted(void* block) {
    highmark_ = std::max(highmark_, ems_.usage().used);
    return block;
  }
  void zero(uint64_t, uint64_t) override {}  // The program's bytes are nobody's secret.
  void copy(uint64_t to, uint64_t from, uint64_t size) override {
    std::memmove(buffer_ + to, buffer_ + from, size);
  }

  std::byte* const buffer_;
  const uint32_t size_;
  runtime::Ems ems_;
  uint64_t highmark_ = 0;
};

struct Allocator {
  std::mutex mutex;
  std::unique_ptr<Source> source;  ///< Null: the runtime does not run.
  std::unordered_map<void*, size_t> blocks;
};

Allocator& the_allocator() {
  static Allocator* const allocator = new Allocator;
  return *allocator;
}

void use(std::unique_ptr<Source> source) {
  Allocator& allocator = the_allocator();
  const std::lock_guard lock(allocator.mutex);
  allocator.source = std::move(source);
}

void* allocate(size_t size, size_t align) {
  Allocator& allocator = the_allocator();
  const std::lock_guard lock(allocator.mutex);
  if (!allocator.source) {
    refuse("wasm_runtime_malloc: the runtime does not run");
    return nullptr;
  }
  size = std::max<size_t>(size, 1);
  void* const block = allocator.source->allocate(size, align);
  if (!block) {
    refuse("wasm_runtime_malloc: no room for " + std::to_string(size) + " bytes");
    return nullptr;
  }
  allocator.blocks[block] = size;
  return block;
}

}  // namespace

bool set_allocator(const RuntimeInitArgs& args) {
  const MemAllocOption& option = args.mem_alloc_option;
  constexpr uint32_t kLeastPool = 256;
  switch (args.mem_alloc_type) {
    case Alloc_With_Pool:
      if (!option.pool.heap_buf || option.pool.heap_size < kLeastPool) {
        return refuse("wasm_runtime_full_init: the pool is NULL or has less than 256 bytes");
      }
      use(std::make_unique<PoolSource>(option.pool.heap_buf, option.pool.heap_size));
      return true;
    case Alloc_With_Allocator:
      if (!option.allocator.malloc_func || !option.allocator.free_func) {
        return refuse("wasm_runtime_full_init: the allocator lacks malloc_func or free_func");
      }
      use(std::make_unique<FunctionSource>(
          option.allocator.malloc_func, option.allocator.realloc_func, option.allocator.free_func));
      return true;
    case Alloc_With_System_Allocator: use_system_allocator(); return true;
  }
  return refuse("wasm_runtime_full_init: mem_alloc_type is none of the three");
}

void use_system_allocator() { use(std::make_unique<SystemSource>()); }

void release_allocator() {
  Allocator& allocator = the_allocator();
  const std::lock_guard lock(allocator.mutex);
  if (!allocator.source) return;
  for (const auto& [block, size] : allocator.blocks) allocator.source->free(block);
  allocator.blocks.clear();
  allocator.source = nullptr;
}

}  // namespace shoal::c_api

using namespace shoal::c_api;

void* wasm_runtime_malloc(unsigned int size) {
  return allocate(size, shoal::runtime::Ems::kGranule);
}

void* wasm_runtime_aligned_alloc(unsigned int size, unsigned int alignment) {
  const auto page = static_cast<unsigned int>(sysconf(_SC_PAGESIZE));
  const bool is_power = alignment != 0 && (alignment & (alignment - 1)) == 0;
  if (!is_power || alignment > page || size == 0 || size % alignment != 0) {
    refuse("wasm_runtime_aligned_alloc: not a power of two up to the page, or no multiple of it");
    return nullptr;
  }
  return allocate(size, std::max<size_t>(alignment, shoal::runtime::Ems::kGranule));
}

void* wasm_runtime_realloc(void* ptr, unsigned int size) {
  if (!ptr) return wasm_runtime_malloc(size);
  Allocator& allocator = the_allocator();
  const std::lock_guard lock(allocator.mutex);
  const auto it = allocator.blocks.find(ptr);
  if (it == allocator.blocks.end()) {
    refuse("wasm_runtime_realloc: the pointer is no block of wasm_runtime_malloc");
    return nullptr;
  }
  const size_t wanted = std::max(size, 1u);
  void* const block = allocator.source->reallocate(ptr, it->second, wanted);
  if (!block) {
    refuse("wasm_runtime_realloc: no room for " + std::to_string(size) + " bytes");
    return nullptr;
  }
  allocator.blocks.erase(it);
  allocator.blocks[block] = wanted;
  return block;
}

void wasm_runtime_free(void* ptr) {
  if (!ptr) return;
  Allocator& allocator = the_allocator();
  const std::lock_guard lock(allocator.mutex);
  if (allocator.blocks.erase(ptr) == 0) {
    refuse("wasm_runtime_free: the pointer is no block of wasm_runtime_malloc");
    return;
  }
  allocator.source->free(ptr);
}

bool wasm_runtime_get_mem_alloc_info(mem_alloc_info_t* mem_alloc_info) {
  Allocator& allocator = the_allocator();
  const std::lock_guard lock(allocator.mutex);
  return mem_alloc_info && allocator.source && allocator.source->info(*mem_alloc_info);
}
