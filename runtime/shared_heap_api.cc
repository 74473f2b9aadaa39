// SharedHeap's public methods: a handle's test for emptiness in front of what SharedHeapImpl does.
#include <utility>

#include "runtime/engine.h"
#include "runtime/shared_heap.h"
#include "shoal/detail/guarded.h"
#include "shoal/engine.h"
#include "shoal/shared_heap.h"

namespace shoal {
namespace {

using runtime::SharedHeapImpl;

Error empty_handle() {
  return make_error(ErrorKind::kArgument, "the heap's handle is empty: it was default-constructed");
}

Result<SharedHeap> handle(Result<SharedHeapImpl::Ptr> impl) {
  if (!impl) return std::move(impl).error();
  return SharedHeap(std::move(*impl));
}

}  // namespace

Result<SharedHeap> SharedHeap::create_managed(const Engine& engine, uint64_t size) {
  return detail::guarded([&]() -> Result<SharedHeap> {
    return handle(SharedHeapImpl::create_managed(engine.impl()->heap_domain(), size));
  });
}

Result<SharedHeap> SharedHeap::from_buffer(const Engine& engine, std::span<std::byte> buffer,
                                           Access access) {
  return detail::guarded([&]() -> Result<SharedHeap> {
    return handle(SharedHeapImpl::from_buffer(engine.impl()->heap_domain(), buffer, access));
  });
}

Result<SharedHeap> SharedHeap::from_buffer(const Engine& engine,
                                           std::span<const std::byte> buffer) {
  return detail::guarded([&]() -> Result<SharedHeap> {
    // Nothing writes through a read-only heap.
    const std::span<std::byte> bytes(const_cast<std::byte*>(buffer.data()), buffer.size());
    return from_buffer(engine, bytes, Access::kReadOnly);
  });
}

Result<SharedHeap> SharedHeap::from_fd(const Engine& engine, int fd, uint64_t offset,
                                       uint64_t length, Access access) {
  return detail::guarded([&]() -> Result<SharedHeap> {
    return handle(
        SharedHeapImpl::from_file(engine.impl()->heap_domain(), fd, offset, length, access));
  });
}

Result<SharedHeap> SharedHeap::chain(const SharedHeap& head, const SharedHeap& body) {
  return detail::guarded([&]() -> Result<SharedHeap> {
    if (!head || !body) return empty_handle();
    return handle(SharedHeapImpl::chain(head.impl_, body.impl_));
  });
}

Result<SharedHeap> SharedHeap::unchain(const SharedHeap& head, bool entire_chain) {
  return detail::guarded([&]() -> Result<SharedHeap> {
    if (!head) return empty_handle();
    return handle(SharedHeapImpl::unchain(head.impl_, entire_chain));
  });
}

Result<void> SharedHeap::reset() {
  return detail::guarded([&]() -> Result<void> {
    if (!impl_) return empty_handle();
    return impl_->reset();
  });
}

Result<void> SharedHeap::destroy() {
  return detail::guarded([&]() -> Result<void> {
    if (!impl_) return empty_handle();
    return impl_->destroy();
  });
}

Result<uint64_t> SharedHeap::allocate(uint64_t size, uint64_t align) {
  return detail::guarded([&]() -> Result<uint64_t> {
    if (!impl_) return empty_handle();
    return impl_->allocate(size, align);
  });
}

Result<uint64_t> SharedHeap::reallocate(uint64_t address, uint64_t size) {
  return detail::guarded([&]() -> Result<uint64_t> {
    if (!impl_) return empty_handle();
    return impl_->reallocate(address, size);
  });
}

Result<void> SharedHeap::free(uint64_t address) {
  return detail::guarded([&]() -> Result<void> {
    if (!impl_) return empty_handle();
    return impl_->free(address);
  });
}

std::byte* SharedHeap::native_address(uint64_t address, uint64_t n) const {
  return impl_ ? impl_->native_address(address, n) : nullptr;
}

std::optional<uint64_t> SharedHeap::guest_address(const void* native, uint64_t n) const {
  return impl_ ? impl_->guest_address(native, n) : std::nullopt;
}

bool SharedHeap::valid_range(uint64_t address, uint64_t n) const {
  return native_address(address, n) != nullptr;
}

std::span<const std::byte> SharedHeap::bytes() const {
  return impl_ ? impl_->bytes() : std::span<std::byte>();
}

std::span<std::byte> SharedHeap::writable_bytes() const {
  return access() == Access::kReadWrite && impl_ ? impl_->bytes() : std::span<std::byte>();
}

uint64_t SharedHeap::size() const { return impl_ ? impl_->size() : 0; }
uint64_t SharedHeap::start_address() const { return impl_ ? impl_->start_address() : 0; }
bool SharedHeap::is_managed() const { return impl_ && impl_->is_managed(); }
bool SharedHeap::is_mappable() const {
  return impl_ && impl_->is_mappable() && impl_->fills_pages();
}
Access SharedHeap::access() const { return impl_ ? impl_->access() : Access::kReadOnly; }
uint64_t SharedHeap::attached_count() const { return impl_ ? impl_->attached_count() : 0; }
HeapUsage SharedHeap::usage() const { return impl_ ? impl_->usage() : HeapUsage{}; }

std::vector<SharedHeap> SharedHeap::heaps() const {
  std::vector<SharedHeap> list;
  if (!impl_) return list;
  for (SharedHeapImpl::Ptr& heap : impl_->heaps()) list.emplace_back(std::move(heap));
  return list;
}

}  // namespace shoal
