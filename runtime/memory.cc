#include "runtime/memory.h"

#include <algorithm>
#include <cstring>
#include <utility>

#include "jit/vm_context.h"
#include "runtime/address_rule.h"
#include "runtime/align.h"
#include "runtime/heap_attachment.h"
#include "runtime/instance.h"
#include "shoal/detail/guarded.h"
#include "shoal/memory.h"

namespace shoal {
namespace runtime {
namespace {

/// The address space that a memory leaves to the rest of the process, if it can do with less.
constexpr uint64_t kHeadroom = 1 << 30;

/// What to try if there is no room for `bytes`: half of it, but what it takes (`least`) if that is
/// next to nothing beside the headroom.
uint64_t less_than(uint64_t bytes, uint64_t least) {
  const uint64_t half = bytes / 2 / kPageSize * kPageSize;
  return half < std::max(least, kHeadroom / 16) ? least : half;
}

}  // namespace

/// As much address space as guarded code wants. If there is not so much (a limit, or many memories
/// on a CPU with 39 address bits), a part of what there is: the memory's code is checked then, and
/// the memory can grow less.
Result<MemoryImpl::Space> MemoryImpl::reserve(const EngineImpl& engine, const MemoryShape& shape) {
  if (engine.config().bounds == Bounds::kGuarded) {
    auto whole = Reservation::create(jit::kWholeSpace, kHeadroom);
    if (whole) return Space{std::move(*whole), shape.max_bytes, true};
  }
  const uint64_t least = shape.bytes;
  for (uint64_t bytes = shape.max_bytes;; bytes = less_than(bytes, least)) {
    const uint64_t end = round_up(bytes, os_page_size());
    const uint64_t all = end == jit::kAddressSpace32 ? jit::kWholeSpace : end + jit::kTailGuard;
    auto part = Reservation::create(all, bytes > least ? kHeadroom : 0);
    if (part) return Space{std::move(*part), bytes, false};
    if (bytes == least) return std::move(part).error();
  }
}

Result<std::shared_ptr<MemoryImpl>> MemoryImpl::create(std::shared_ptr<EngineImpl> engine,
                                                       const MemoryShape& shape,
                                                       std::shared_ptr<ResourceLimiter> limiter) {
  Result<Space> space = reserve(*engine, shape);
  if (!space) return std::move(space).error();
  std::shared_ptr<MemoryImpl> memory(
      new MemoryImpl(std::move(engine), std::move(limiter), shape, std::move(*space)));
  Growth growth(memory->limiters_, Growth::Of::kMemory, 0, shape.bytes, memory->declared_maximum());
  if (!growth.allowed()) {
    return make_error(ErrorKind::kLimit, "a memory of " + std::to_string(shape.bytes) +
                                             " bytes was refused by a ResourceLimiter");
  }
  if (shape.bytes > 0) {
    const uint64_t end = round_up(shape.bytes, os_page_size());
    if (Result<void> committed = memory->reservation_.commit(0, end); !committed) {
      return std::move(committed).error();
    }
  }
  memory->byte_size_ = shape.bytes;
  memory->pages_ = shape.pages;
  if (!shape.heap.empty()) {
    const std::lock_guard lock(memory->mutex_);
    auto heap = memory->create_heap_locked(shape.heap.begin, shape.heap.size());
    if (!heap) return std::move(heap).error();
  }
  growth.done();
  return memory;
}

/// By its type, in bytes.
std::optional<uint64_t> MemoryImpl::declared_maximum() const {
  if (!type_.limits.has_max) return std::nullopt;
  return type_.limits.max * kPageSize;
}

MemoryType MemoryImpl::type() const {
  MemoryType now = type_;
  now.limits.min = pages();
  return now;
}

/// Where the lowest chain of heaps begins that is attached to a user; kNoHeapAddress if there is
/// none.
uint64_t MemoryImpl::first_heap_address() const {
  uint64_t first = kNoHeapAddress;
  for (InstanceImpl* user : users_) first = std::min(first, user->heaps().first_address());
  return first;
}

bool MemoryImpl::allowed_by_heaps(uint64_t bytes) const {
  return std::all_of(users_.begin(), users_.end(), [bytes](InstanceImpl* user) {
    return user->heaps().allows_memory_size(bytes);
  });
}

Result<uint64_t> MemoryImpl::grow(uint64_t pages) {
  const std::lock_guard lock(mutex_);
  return grow_locked(pages);
}

Result<void> MemoryImpl::check_growth(uint64_t pages) const {
  const std::string cannot = "the memory cannot grow by " + std::to_string(pages) + " pages: ";
  if (pages > kMaxPages32 || byte_size() + pages * kPageSize > max_bytes()) {
    std::string message =
        cannot + "its maximum is " + std::to_string(max_bytes() / kPageSize) + " pages";
    if (max_bytes() < max_pages(*engine_, type_) * kPageSize) {
      message += ", for want of address space";
    } else if (max_bytes() < declared_maximum().value_or(kMaxPages32 * kPageSize)) {
      message += " by ResourceLimits::memory_bytes (" +
                 std::to_string(engine_->config().limits.memory_bytes) +
                 "): raise it in Config::limits for more";
    }
    return make_error(ErrorKind::kLimit, std::move(message));
  }
  if (!allowed_by_heaps(byte_size() + pages * kPageSize)) {
    return make_error(ErrorKind::kLimit, cannot + "it would reach into an attached shared heap");
  }
  return {};
}

/// A memory that can grow consists of whole pages; the guest may know of fewer (MemoryShape).
Result<uint64_t> MemoryImpl::grow_locked(uint64_t pages) {
  if (pages == 0) return this->pages();
  if (Result<void> good = check_growth(pages); !good) return std::move(good).error();
  const uint64_t old_size = byte_size();
  const uint64_t new_size = old_size + pages * kPageSize;
  Growth growth(limiters_, Growth::Of::kMemory, old_size, new_size, declared_maximum());
  if (!growth.allowed()) {
    return make_error(ErrorKind::kLimit, "the memory cannot grow by " + std::to_string(pages) +
                                             " pages: a ResourceLimiter refused");
  }
  for (InstanceImpl* user : users_) {
    Result<void> ready = user->heaps().prepare_growth(new_size);
    if (!ready) return std::move(ready).error();
  }
  if (Result<void> done = reservation_.commit(old_size, new_size); !done) {
    return std::move(done).error();
  }
  growth.done();
  byte_size_ = new_size;
  pages_ = new_size / kPageSize;
  publish();
  return old_size / kPageSize;
}

Result<MemoryHeapImpl*> MemoryImpl::create_heap(uint64_t begin, uint64_t size) {
  const std::lock_guard lock(mutex_);
  return create_heap_locked(begin, size);
}

Result<MemoryHeapImpl*> MemoryImpl::create_heap_locked(uint64_t begin, uint64_t size) {
  if (heap_) return make_error(ErrorKind::kArgument, "the memory has a heap already");
  const uint64_t have = byte_size();
  // Never from address 0 on: no block may look like a null pointer.
  const uint64_t first = round_up(std::clamp<uint64_t>(begin, 1, have + 1), Ems::kGranule);
  if (begin > have || size > have - begin || begin + size < first + Ems::kGranule) {
    return make_error(ErrorKind::kArgument,
                      "there is no heap of " + std::to_string(size) + " bytes at address " +
                          std::to_string(begin) + " of a memory of " + std::to_string(have) +
                          " bytes: it has to be inside, and to hold a block of 16 bytes");
  }
  heap_ = std::make_unique<MemoryHeapImpl>(base(), first, begin + size - first);
  return heap_.get();
}

MemoryHeapImpl* MemoryImpl::heap() const {
  const std::lock_guard lock(mutex_);
  return heap_.get();
}

Result<MemoryHeapImpl*> MemoryImpl::require_heap(uint64_t size) {
  const std::lock_guard lock(mutex_);
  if (heap_) return heap_.get();
  if (size > kMaxPages32 * kPageSize) {
    return make_error(ErrorKind::kLimit,
                      "no memory has room for a heap of " + std::to_string(size) + " bytes");
  }
  const uint64_t begin = byte_size();
  Result<uint64_t> grown = grow_locked(round_up(size, kPageSize) / kPageSize);
  if (!grown) return std::move(grown).error();
  return create_heap_locked(begin, byte_size() - begin);
}

Result<bool> MemoryImpl::add_user(InstanceImpl* instance) {
  const std::lock_guard lock(mutex_);
  bool shows_heaps = false;
  for (InstanceImpl* user : users_) {
    if (Result<void> ready = user->heaps().prepare_sharing(); !ready) {
      return std::move(ready).error();
    }
    shows_heaps |= user->heaps().mapped();
  }
  users_.push_back(instance);
  publish();
  return shows_heaps;
}

void MemoryImpl::remove_user(InstanceImpl* instance) {
  const std::lock_guard lock(mutex_);
  std::erase(users_, instance);
  publish();
}

namespace {

/// Emitted code of another thread may be reading it.
template <class T>
void store(T& word, T value) {
  if (word != value) __atomic_store_n(&word, value, __ATOMIC_RELAXED);
}

}  // namespace

void MemoryImpl::publish() const {
  const uint64_t limit = checked_limit(byte_size(), first_heap_address(), os_page_size());
  for (InstanceImpl* user : users_) {
    jit::VmMemory& mirror = user->context().memory0;
    store(mirror.base, base());
    store(mirror.limit, user->heaps().limit(limit));
    store(mirror.byte_size, byte_size());
    store(mirror.pages, pages());
  }
}

}  // namespace runtime

Result<Memory> Memory::create(const Engine& engine, const MemoryType& type) {
  return detail::guarded([&]() -> Result<Memory> {
    auto shape = runtime::shape_of(*engine.impl(), type);
    if (!shape) return std::move(shape).error();
    auto impl = runtime::MemoryImpl::create(engine.impl(), *shape);
    if (!impl) return std::move(impl).error();
    return Memory(std::move(*impl));
  });
}

MemoryType Memory::type() const { return impl_->type(); }
uint64_t Memory::size_pages() const { return impl_->pages(); }
uint64_t Memory::size_bytes() const { return impl_->byte_size(); }
Result<uint64_t> Memory::grow(uint64_t pages) const {
  return detail::guarded([&]() -> Result<uint64_t> { return impl_->grow(pages); });
}
std::span<std::byte> Memory::data() const { return impl_->bytes(); }

Result<MemoryHeap> Memory::create_heap(uint64_t begin, uint64_t size) const {
  return detail::guarded([&]() -> Result<MemoryHeap> {
    auto heap = impl_->create_heap(begin, size);
    if (!heap) return std::move(heap).error();
    return MemoryHeap({impl_, *heap});
  });
}

std::optional<MemoryHeap> Memory::heap() const {
  runtime::MemoryHeapImpl* const heap = impl_->heap();
  if (!heap) return std::nullopt;
  return MemoryHeap({impl_, heap});
}

Result<void> Memory::read(uint64_t address, std::span<std::byte> into) const {
  return detail::guarded([&]() -> Result<void> {
    Result<std::byte*> at = locate(address, into.size(), 1, 1);
    if (!at) return std::move(at).error();
    if (!into.empty()) std::memcpy(into.data(), *at, into.size());
    return {};
  });
}

Result<void> Memory::write(uint64_t address, std::span<const std::byte> from) const {
  return detail::guarded([&]() -> Result<void> {
    Result<std::byte*> at = locate(address, from.size(), 1, 1);
    if (!at) return std::move(at).error();
    if (!from.empty()) std::memcpy(*at, from.data(), from.size());
    return {};
  });
}

bool detail::shows(const runtime::MemoryImpl& memory, uint64_t address, uint64_t size,
                   const void* data) {
  const uint64_t have = memory.byte_size();
  return address <= have && size <= have - address && memory.base() + address == data;
}

Result<std::byte*> Memory::locate(uint64_t address, uint64_t count, uint64_t size,
                                  uint64_t align) const {
  return detail::guarded([&]() -> Result<std::byte*> {
    const uint64_t have = impl_->byte_size();
    if (address > have || count > (have - address) / size) {
      return make_error(ErrorKind::kArgument,
                        std::to_string(count) + " times " + std::to_string(size) +
                            " bytes at address " + std::to_string(address) +
                            " are not inside the memory of " + std::to_string(have) + " bytes");
    }
    if (address % align != 0) {
      return make_error(ErrorKind::kArgument, "address " + std::to_string(address) +
                                                  " is not a multiple of the alignment " +
                                                  std::to_string(align));
    }
    return impl_->base() + address;
  });
}

}  // namespace shoal
