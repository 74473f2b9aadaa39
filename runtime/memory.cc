#include "runtime/memory.h"

#include <algorithm>
#include <cstring>
#include <utility>

#include "jit/vm_context.h"
#include "runtime/address_rule.h"
#include "runtime/heap_attachment.h"
#include "runtime/instance.h"
#include "shoal/memory.h"

namespace shoal {
namespace runtime {
namespace {

/// The most pages that a memory of this type may have in this engine.
uint64_t max_pages(const EngineImpl& engine, const MemoryType& type) {
  const uint64_t declared = type.limits.has_max ? type.limits.max : kMaxPages32;
  return std::min({declared, engine.config().max_memory_pages, kMaxPages32});
}

Result<void> check_type(const EngineImpl& engine, const MemoryType& type) {
  const Limits& limits = type.limits;
  if (type.index != IndexType::kI32 || type.shared) {
    return make_error(ErrorKind::kUnsupported, "64-bit and shared memories are not supported");
  }
  if (limits.min > kMaxPages32 || (limits.has_max && limits.max > kMaxPages32)) {
    return make_error(ErrorKind::kArgument, "a 32-bit memory has at most 65536 pages");
  }
  if (limits.has_max && limits.max < limits.min) {
    return make_error(ErrorKind::kArgument, "a memory's maximum is below its minimum");
  }
  if (limits.min > engine.config().max_memory_pages) {
    return make_error(ErrorKind::kLimit, "a memory of " + std::to_string(limits.min) +
                                             " pages is beyond Config::max_memory_pages (" +
                                             std::to_string(engine.config().max_memory_pages) +
                                             ")");
  }
  return {};
}

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
Result<MemoryImpl::Space> MemoryImpl::reserve(const EngineImpl& engine, const MemoryType& type) {
  const uint64_t most = max_pages(engine, type) * kPageSize;
  if (engine.config().bounds == Bounds::kGuarded) {
    auto whole = Reservation::create(jit::kWholeSpace, kHeadroom);
    if (whole) return Space{std::move(*whole), most, true};
  }
  const uint64_t least = type.limits.min * kPageSize;
  for (uint64_t bytes = most;; bytes = less_than(bytes, least)) {
    const uint64_t all = bytes == jit::kAddressSpace32 ? jit::kWholeSpace : bytes + jit::kTailGuard;
    auto part = Reservation::create(all, bytes > least ? kHeadroom : 0);
    if (part) return Space{std::move(*part), bytes, false};
    if (bytes == least) return std::move(part).error();
  }
}

Result<std::shared_ptr<MemoryImpl>> MemoryImpl::create(std::shared_ptr<EngineImpl> engine,
                                                       const MemoryType& type) {
  if (Result<void> good = check_type(*engine, type); !good) return std::move(good).error();
  Result<Space> space = reserve(*engine, type);
  if (!space) return std::move(space).error();
  std::shared_ptr<MemoryImpl> memory(new MemoryImpl(std::move(engine), type, std::move(*space)));
  const uint64_t bytes = type.limits.min * kPageSize;
  if (bytes > 0) {
    if (Result<void> committed = memory->reservation_.commit(0, bytes); !committed) {
      return std::move(committed).error();
    }
  }
  memory->byte_size_ = bytes;
  return memory;
}

MemoryType MemoryImpl::type() const {
  MemoryType now = type_;
  now.limits.min = byte_size_ / kPageSize;
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
  const uint64_t old_pages = byte_size_ / kPageSize;
  if (pages > kMaxPages32 || byte_size_ + pages * kPageSize > max_bytes()) {
    std::string message = "the memory cannot grow by " + std::to_string(pages) +
                          " pages: its maximum is " + std::to_string(max_bytes() / kPageSize);
    if (max_bytes() < max_pages(*engine_, type_) * kPageSize) {
      message += ", for want of address space";
    }
    return make_error(ErrorKind::kLimit, std::move(message));
  }
  const uint64_t new_size = byte_size_ + pages * kPageSize;
  if (!allowed_by_heaps(new_size)) {
    return make_error(ErrorKind::kLimit, "the memory cannot grow by " + std::to_string(pages) +
                                             " pages: it would reach into an attached shared heap");
  }
  for (InstanceImpl* user : users_) {
    Result<void> ready = user->heaps().prepare_growth(new_size);
    if (!ready) return std::move(ready).error();
  }
  if (pages > 0) {
    if (Result<void> done = reservation_.commit(byte_size_, new_size); !done) {
      return std::move(done).error();
    }
    byte_size_ = new_size;
    publish();
  }
  return old_pages;
}

Result<void> MemoryImpl::hide_heaps() {
  for (InstanceImpl* user : users_) {
    if (Result<void> ready = user->heaps().prepare_sharing(); !ready) return ready;
  }
  return {};
}

void MemoryImpl::add_user(InstanceImpl* instance) {
  users_.push_back(instance);
  publish();
}

void MemoryImpl::remove_user(InstanceImpl* instance) {
  std::erase(users_, instance);
  publish();
}

void MemoryImpl::publish() const {
  const uint64_t limit = checked_limit(byte_size_, first_heap_address(), os_page_size());
  for (InstanceImpl* user : users_) {
    user->context().memory0 = {base(), user->heaps().limit(limit), byte_size_};
  }
}

}  // namespace runtime

Result<Memory> Memory::create(const Engine& engine, const MemoryType& type) {
  auto impl = runtime::MemoryImpl::create(engine.impl(), type);
  if (!impl) return std::move(impl).error();
  return Memory(std::move(*impl));
}

MemoryType Memory::type() const { return impl_->type(); }
uint64_t Memory::size_pages() const { return impl_->byte_size() / kPageSize; }
uint64_t Memory::size_bytes() const { return impl_->byte_size(); }
Result<uint64_t> Memory::grow(uint64_t pages) const { return impl_->grow(pages); }
std::span<std::byte> Memory::data() const { return impl_->bytes(); }

Result<void> Memory::read(uint64_t address, std::span<std::byte> into) const {
  Result<std::byte*> at = locate(address, into.size(), 1, 1);
  if (!at) return std::move(at).error();
  if (!into.empty()) std::memcpy(into.data(), *at, into.size());
  return {};
}

Result<void> Memory::write(uint64_t address, std::span<const std::byte> from) const {
  Result<std::byte*> at = locate(address, from.size(), 1, 1);
  if (!at) return std::move(at).error();
  if (!from.empty()) std::memcpy(*at, from.data(), from.size());
  return {};
}

Result<std::byte*> Memory::locate(uint64_t address, uint64_t count, uint64_t size,
                                  uint64_t align) const {
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
}

}  // namespace shoal
