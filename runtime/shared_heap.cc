#include "runtime/shared_heap.h"

#include <cstring>
#include <utility>

#include "jit/vm_context.h"

namespace shoal::runtime {
namespace {

Error refuse(std::string message) { return make_error(ErrorKind::kArgument, std::move(message)); }

Result<void> check_size(uint64_t size) {
  if (size == 0) return refuse("a heap cannot be empty");
  if (size > jit::kAddressSpace32) {
    return make_error(ErrorKind::kLimit,
                      "a heap of " + std::to_string(size) +
                          " bytes is larger than the 4 GiB of a 32-bit guest's addresses");
  }
  return {};
}

std::string at_address(uint64_t address) { return "address " + std::to_string(address); }

}  // namespace

// Lets the allocator zero and copy what it manages.
class SharedHeapImpl::PageBytes : public HeapBytes {
 public:
  explicit PageBytes(SharedPages& pages) : pages_(pages) {}
  void zero(uint64_t offset, uint64_t size) override { pages_.zero(offset, size); }
  void copy(uint64_t to, uint64_t from, uint64_t size) override {
    std::memcpy(pages_.data() + to, pages_.data() + from, size);
  }

 private:
  SharedPages& pages_;
};

SharedHeapImpl::SharedHeapImpl(Domain domain, Kind kind, Access access, SharedPages pages,
                               std::span<std::byte> bytes, uint64_t lead)
    : domain_(std::move(domain)),
      kind_(kind),
      access_(access),
      pages_(std::move(pages)),
      data_(bytes.data()),
      size_(bytes.size()),
      lead_(lead),
      extent_(round_up(lead + bytes.size(), os_page_size())) {
  if (kind == Kind::kManaged) {
    page_bytes_ = std::make_unique<PageBytes>(pages_);
    ems_ = std::make_unique<Ems>(size_, *page_bytes_);
  }
}

Result<SharedHeapImpl::Ptr> SharedHeapImpl::create_managed(Domain domain, uint64_t size) {
  if (auto good = check_size(size); !good) return std::move(good).error();
  auto pages = SharedPages::create(round_up(size, os_page_size()));
  if (!pages) return std::move(pages).error();
  const std::span<std::byte> bytes(pages->data(), pages->size());
  return Ptr(new SharedHeapImpl(std::move(domain), Kind::kManaged, Access::kReadWrite,
                                std::move(*pages), bytes));
}

Result<SharedHeapImpl::Ptr> SharedHeapImpl::from_buffer(Domain domain, std::span<std::byte> buffer,
                                                        Access access) {
  if (buffer.data() == nullptr) return refuse("a heap's buffer cannot be null");
  if (auto good = check_size(buffer.size()); !good) return std::move(good).error();
  return Ptr(new SharedHeapImpl(std::move(domain), Kind::kBuffer, access, SharedPages(), buffer));
}

Result<SharedHeapImpl::Ptr> SharedHeapImpl::from_file(Domain domain, int fd, uint64_t offset,
                                                      uint64_t length, Access access) {
  const uint64_t lead = offset % os_page_size();
  if (auto good = check_size(length); !good) return std::move(good).error();
  if (auto good = check_size(lead + length); !good) return std::move(good).error();
  auto file = SharedPages::from_file(fd, offset, length, access);
  if (!file) return std::move(file).error();
  const auto bytes = std::span(file->pages.data(), file->pages.size());
  // The zeros behind a file's end have no owner, either.
  const bool is_whole = lead == 0 && file->reaches_end;
  const auto visible = is_whole ? bytes : bytes.subspan(lead, length);
  return Ptr(new SharedHeapImpl(std::move(domain), Kind::kFile, access, std::move(file->pages),
                                visible, lead));
}

SharedHeapImpl::~SharedHeapImpl() {
  const auto take_next = [this](SharedHeapImpl& heap) {
    std::lock_guard lock(domain_->mutex);
    if (heap.next_) heap.next_->previous_ = nullptr;
    return std::move(heap.next_);
  };
  // One by one, where a chain of owners would recurse.
  Ptr next = take_next(*this);
  while (next && next.use_count() == 1) next = take_next(*next);
}

Result<uint64_t> SharedHeapImpl::allocate(uint64_t size, uint64_t align) {
  std::lock_guard lock(domain_->mutex);
  if (auto alive = check_alive(); !alive) return std::move(alive).error();
  return allocate_pinned(place_locked(), size, align);
}

Result<void> SharedHeapImpl::free(uint64_t address) {
  std::lock_guard lock(domain_->mutex);
  if (auto alive = check_alive(); !alive) return std::move(alive).error();
  return free_pinned(place_locked(), address);
}

Result<uint64_t> SharedHeapImpl::reallocate(uint64_t address, uint64_t size) {
  std::lock_guard lock(domain_->mutex);
  if (auto alive = check_alive(); !alive) return std::move(alive).error();
  auto place = find_managed(place_locked(), address);
  if (!place) return std::move(place).error();
  auto offset = place->heap->ems_->reallocate(address - place->start, size);
  if (!offset) return std::move(offset).error();
  return place->start + *offset;
}

Result<uint64_t> SharedHeapImpl::allocate_pinned(uint64_t place, uint64_t size, uint64_t align) {
  Error why = refuse("nothing to allocate from: no heap of the chain is managed");
  for (SharedHeapImpl* heap = this; heap != nullptr; heap = heap->next_.get()) {
    if (heap->ems_) {
      auto offset = heap->ems_->allocate(size, align, place);
      if (offset && place + *offset == 0) {
        // A chain of 4 GiB begins at 0, which guests take for a null pointer.
        auto other = heap->ems_->allocate(size, align, place);
        (void)heap->ems_->free(*offset);
        offset = std::move(other);
      }
      if (offset) return place + *offset;
      why = std::move(offset).error();
    }
    place += heap->extent_;
  }
  return why;
}

Result<void> SharedHeapImpl::free_pinned(uint64_t place, uint64_t address) {
  auto found = find_managed(place, address);
  if (!found) return std::move(found).error();
  auto freed = found->heap->ems_->free(address - found->start);
  if (!freed) return refuse("cannot free " + at_address(address) + ": " + freed.error().message);
  return {};
}

HeapUsage SharedHeapImpl::usage() const {
  std::lock_guard lock(domain_->mutex);
  return ems_ ? ems_->usage() : HeapUsage{};
}

// The heap, from this one on along the chain whose first page is at `place`, which contains
// [address, address + n).
std::optional<SharedHeapImpl::Place> SharedHeapImpl::find(uint64_t place, uint64_t address,
                                                          uint64_t n) const {
  if (n == 0) n = 1;
  auto* heap = const_cast<SharedHeapImpl*>(this);
  for (; heap != nullptr; heap = heap->next_.get()) {
    const uint64_t start = place + heap->lead_;
    if (n <= heap->size_ && address - start <= heap->size_ - n) return Place{heap, start};
    place += heap->extent_;
  }
  return std::nullopt;
}

Result<SharedHeapImpl::Place> SharedHeapImpl::find_managed(uint64_t place, uint64_t address) const {
  const auto found = find(place, address, 1);
  if (!found) return refuse(at_address(address) + " is in no heap of the chain");
  if (!found->heap->ems_) return refuse(at_address(address) + " is in a heap that is not managed");
  return *found;
}

std::byte* SharedHeapImpl::native_address(uint64_t address, uint64_t n) const {
  std::lock_guard lock(domain_->mutex);
  const auto place = find(place_locked(), address, n);
  return place ? place->heap->data_ + (address - place->start) : nullptr;
}

std::optional<uint64_t> SharedHeapImpl::guest_address(const void* native, uint64_t n) const {
  if (n == 0) n = 1;
  std::lock_guard lock(domain_->mutex);
  uint64_t place = place_locked();
  for (const SharedHeapImpl* heap = this; heap != nullptr; heap = heap->next_.get()) {
    const uint64_t offset =
        reinterpret_cast<uintptr_t>(native) - reinterpret_cast<uintptr_t>(heap->data_);
    if (n <= heap->size_ && offset <= heap->size_ - n) return place + heap->lead_ + offset;
    place += heap->extent_;
  }
  return std::nullopt;
}

std::span<std::byte> SharedHeapImpl::bytes() const {
  std::lock_guard lock(domain_->mutex);
  return {data_, size_};
}

uint64_t SharedHeapImpl::size() const {
  std::lock_guard lock(domain_->mutex);
  return size_;
}

}  // namespace shoal::runtime
