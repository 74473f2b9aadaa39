#include "runtime/memory_heap.h"

#include <string>
#include <utility>

#include "shoal/detail/guarded.h"

namespace shoal {
namespace runtime {

Result<uint64_t> MemoryHeapImpl::allocate(uint64_t size, uint64_t align) {
  Result<uint64_t> offset = ems_.allocate(size, align, begin_);
  if (!offset) return offset;
  return begin_ + *offset;
}

Error MemoryHeapImpl::no_block(uint64_t address) const {
  return make_error(ErrorKind::kArgument, "no live block of the memory's heap starts at address " +
                                              std::to_string(address));
}

Result<uint64_t> MemoryHeapImpl::reallocate(uint64_t address, uint64_t size) {
  if (!contains(address)) return no_block(address);
  Result<uint64_t> offset = ems_.reallocate(address - begin_, size);
  if (!offset && offset.error().kind == ErrorKind::kArgument) return no_block(address);
  if (!offset) return offset;
  return begin_ + *offset;
}

Result<void> MemoryHeapImpl::free(uint64_t address) {
  if (!contains(address)) return no_block(address);
  if (!ems_.free(address - begin_)) return no_block(address);
  return {};
}

std::optional<uint64_t> MemoryHeapImpl::block_size(uint64_t address) const {
  if (!contains(address)) return std::nullopt;
  return ems_.block_size(address - begin_);
}

}  // namespace runtime

Result<uint64_t> MemoryHeap::allocate(uint64_t size, uint64_t align) const {
  return detail::guarded([&]() -> Result<uint64_t> { return impl_->allocate(size, align); });
}
Result<uint64_t> MemoryHeap::reallocate(uint64_t address, uint64_t size) const {
  return detail::guarded([&]() -> Result<uint64_t> { return impl_->reallocate(address, size); });
}
Result<void> MemoryHeap::free(uint64_t address) const {
  return detail::guarded([&]() -> Result<void> { return impl_->free(address); });
}
std::optional<uint64_t> MemoryHeap::block_size(uint64_t address) const {
  return impl_->block_size(address);
}
uint64_t MemoryHeap::begin() const { return impl_->begin(); }
uint64_t MemoryHeap::size() const { return impl_->size(); }
HeapUsage MemoryHeap::usage() const { return impl_->usage(); }

}  // namespace shoal
