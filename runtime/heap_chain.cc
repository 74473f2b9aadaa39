// Chains of heaps: what may be linked, unlinked, reset, destroyed and attached, and when.
#include <cstring>
#include <utility>

#include "jit/vm_context.h"
#include "runtime/shared_heap.h"

namespace shoal::runtime {
namespace {

Error refuse(std::string message) { return make_error(ErrorKind::kArgument, std::move(message)); }

}  // namespace

Result<void> SharedHeapImpl::check_alive() const {
  if (size_ == 0) return refuse("the heap is destroyed");
  return {};
}

// Bytes from this heap to the end of its chain.
uint64_t SharedHeapImpl::chain_size() const {
  uint64_t sum = 0;
  for (const SharedHeapImpl* heap = this; heap != nullptr; heap = heap->next_.get()) {
    sum += heap->extent_;
  }
  return sum;
}

uint64_t SharedHeapImpl::place_locked() const { return jit::kAddressSpace32 - chain_size(); }

uint64_t SharedHeapImpl::start_address() const {
  std::lock_guard lock(domain_->mutex);
  return place_locked() + lead_;
}

uint64_t SharedHeapImpl::attached_count() const {
  std::lock_guard lock(domain_->mutex);
  return attached_;
}

std::vector<SharedHeapImpl::Ptr> SharedHeapImpl::heaps() {
  std::lock_guard lock(domain_->mutex);
  std::vector<Ptr> list;
  for (Ptr heap = shared_from_this(); heap; heap = heap->next_) list.push_back(heap);
  return list;
}

Result<SharedHeapImpl::Ptr> SharedHeapImpl::chain(const Ptr& head, const Ptr& body) {
  if (head->domain_ != body->domain_) {
    return refuse("cannot chain heaps of two engines");
  }
  std::lock_guard lock(head->domain_->mutex);
  for (const Ptr& heap : {head, body}) {
    if (auto alive = heap->check_alive(); !alive) return std::move(alive).error();
  }
  if (head == body) return refuse("cannot chain a heap to itself");
  if (head->attached_ != 0) return refuse("cannot chain: the head is attached to an instance");
  if (body->attached_ != 0) return refuse("cannot chain: the body is attached to an instance");
  if (head->previous_ != nullptr) {
    return refuse("cannot chain: the head is already chained behind another heap");
  }
  if (head->next_) {
    return refuse(
        "cannot chain: the head already has a successor; chain one heap at a time, last first");
  }
  if (body->previous_ != nullptr) {
    return refuse("cannot chain: the body is already chained behind another heap");
  }
  const uint64_t total = head->extent_ + body->chain_size();
  if (total > jit::kAddressSpace32) {
    return make_error(ErrorKind::kLimit,
                      "cannot chain: the chain's " + std::to_string(total) +
                          " bytes are more than the 4 GiB of a 32-bit guest's addresses");
  }
  head->next_ = body;
  body->previous_ = head.get();
  return head;
}

Result<SharedHeapImpl::Ptr> SharedHeapImpl::unchain(const Ptr& head, bool entire_chain) {
  std::vector<Ptr> separated;  // Heaps whose last owner was the link go when the lock is open.
  std::lock_guard lock(head->domain_->mutex);
  if (auto alive = head->check_alive(); !alive) return std::move(alive).error();
  if (!head->next_) return refuse("cannot unchain: the heap has no successor");
  size_t count = 1;
  for (const SharedHeapImpl* heap = head.get(); heap != nullptr; heap = heap->next_.get()) ++count;
  separated.reserve(count);
  const SharedHeapImpl* last_to_move = entire_chain ? nullptr : head->next_.get();
  for (const SharedHeapImpl* heap = head.get(); heap != last_to_move; heap = heap->next_.get()) {
    if (heap->attached_ != 0) {
      return refuse("cannot unchain: a heap that would move is attached to an instance");
    }
  }
  separated.push_back(head);
  do {
    SharedHeapImpl& heap = *separated.back();
    heap.next_->previous_ = nullptr;
    separated.push_back(std::move(heap.next_));
  } while (entire_chain && separated.back()->next_);
  return separated.back();
}

Result<void> SharedHeapImpl::reset() {
  std::lock_guard lock(domain_->mutex);
  if (auto alive = check_alive(); !alive) return alive;
  for (const SharedHeapImpl* heap = this; heap != nullptr; heap = heap->next_.get()) {
    if (heap->attached_ != 0) {
      return refuse("cannot reset: a heap of the chain is attached to an instance");
    }
    if (heap->access_ == Access::kReadOnly) {
      return refuse("cannot reset: a heap of the chain is read-only");
    }
  }
  for (SharedHeapImpl* heap = this; heap != nullptr; heap = heap->next_.get()) {
    if (heap->ems_) heap->ems_->reset();
    if (heap->is_mappable()) {
      heap->pages_.zero(heap->lead_, heap->size_);
    } else {
      std::memset(heap->data_, 0, heap->size_);
    }
  }
  return {};
}

Result<void> SharedHeapImpl::destroy() {
  std::lock_guard lock(domain_->mutex);
  if (auto alive = check_alive(); !alive) return alive;
  if (attached_ != 0) return refuse("cannot destroy: the heap is attached to an instance");
  if (next_ || previous_ != nullptr) {
    return refuse("cannot destroy: the heap is part of a chain; unchain it first");
  }
  ems_.reset();
  pages_ = SharedPages();
  data_ = nullptr;
  size_ = lead_ = extent_ = 0;
  return {};
}

Result<std::vector<SharedHeapImpl::Member>> SharedHeapImpl::pin() {
  std::lock_guard lock(domain_->mutex);
  if (auto alive = check_alive(); !alive) return std::move(alive).error();
  std::vector<Member> members;
  uint64_t place = place_locked();
  for (Ptr heap = shared_from_this(); heap; heap = heap->next_) {
    members.push_back({heap, place, place + heap->lead_});
    place += heap->extent_;
  }
  for (const Member& member : members) ++member.heap->attached_;
  return members;
}

void SharedHeapImpl::unpin(std::span<const Member> members) {
  if (members.empty()) return;
  std::lock_guard lock(members.front().heap->domain_->mutex);
  for (const Member& member : members) --member.heap->attached_;
}

}  // namespace shoal::runtime
