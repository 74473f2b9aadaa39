#include "runtime/heap_attachment.h"

#include <algorithm>
#include <new>
#include <string>
#include <utility>

#include "shoal/types.h"

namespace shoal::runtime {
namespace {

Error refuse(std::string message) { return make_error(ErrorKind::kArgument, std::move(message)); }

// What an attachment with `asked` may do with `heap`.
Access allowed(const SharedHeapImpl& heap, Access asked) {
  return heap.access() == Access::kReadOnly ? Access::kReadOnly : asked;
}

// Its pages can be mapped as they are.
bool can_be_shown(const SharedHeapImpl::Member& member) {
  return member.heap->is_mappable() && member.heap->fills_pages();
}

// Appends `span`, or makes the last span longer if `join` and they touch.
void append(std::vector<HeapSpan>& spans, const HeapSpan& span, bool join) {
  if (join && !spans.empty() && spans.back().start + spans.back().size == span.start) {
    spans.back().size += span.size;
  } else {
    spans.push_back(span);
  }
}

// The part of `span` around `address` that a window shows while the mirror rests.
HeapSpan block_of(const HeapSpan& span, uint64_t address) {
  const uint64_t begin = (address - span.start) / HeapMirror::kBlock * HeapMirror::kBlock;
  return {span.start + begin, std::min(HeapMirror::kBlock, span.size - begin), span.base + begin};
}

}  // namespace

Result<void> HeapAttachment::attach(const SharedHeap& heap, const AttachOptions& options) {
  if (!heap) return refuse("cannot attach: the heap's handle is empty");
  if (attached()) {
    return refuse(
        "cannot attach: the instance has a chain of heaps attached already; detach it first");
  }
  auto members = heap.impl()->pin();
  if (!members) return refuse("cannot attach: " + members.error().message);
  const auto lock = lock_memory();
  members_ = std::move(*members);
  // Whether it fails or throws, nothing of it is left.
  struct Undo {
    HeapAttachment* attachment;
    ~Undo() {
      if (attachment) attachment->undo();
    }
  } undo{this};
  Result<void> done = attach_locked(options);
  if (done) undo.attachment = nullptr;
  return done;
}

std::unique_lock<std::mutex> HeapAttachment::lock_memory() const {
  std::mutex* const mutex = target_.memory_mutex();
  return mutex ? std::unique_lock(*mutex) : std::unique_lock<std::mutex>();
}

Result<void> HeapAttachment::attach_locked(const AttachOptions& options) {
  if (Result<void> good = check_rules(options); !good) return good;
  if (Result<void> done = make_reachable(options); !done) return done;
  access_ = options.access;
  target_.context().heap = {};
  if (target_.bounds() == Bounds::kChecked) make_mirror(options);
  target_.publish_memory();
  // The head is the first guess.
  has_mirror_ = mirror_.exists();
  if (!has_mirror_) (void)walk(first_address(), 1, /*is_store=*/false);
  return {};
}

Result<void> HeapAttachment::check_rules(const AttachOptions& options) const {
  const jit::VmMemory& memory = target_.context().memory0;
  if (memory.base == nullptr) return refuse("cannot attach: the instance has no memory");
  if (memory.bytes_now() > first_address()) {
    return refuse("cannot attach: the memory's " + std::to_string(memory.bytes_now()) +
                  " bytes reach into the chain, which begins at address " +
                  std::to_string(first_address()));
  }
  if (!options.contiguous || members_.size() == 1) return {};
  for (const auto& member : members_) {
    if (!can_be_shown(member)) {
      return refuse("cannot attach contiguous: the heap at address " +
                    std::to_string(member.start) +
                    " is a host buffer, which cannot be mapped beside another heap, or does not "
                    "consist of whole pages");
    }
  }
  return {};
}

// Gives the instance's code a way to the chain: the fast one if it is sound, else checked code.
Result<void> HeapAttachment::make_reachable(const AttachOptions& options) {
  if (Reservation* reservation = reservation_to_map_in(options)) {
    mapped_in_ = reservation;  // Now: what was mapped before a failure has to go.
    if (auto done = map_chain(*reservation, first_address(), options.access); !done) return done;
    make_spans(reservation->base() + first_address(), options.access);
    return {};
  }
  std::byte* contiguous_base = nullptr;
  Reservation side_by_side;
  if (options.contiguous && members_.size() > 1) {
    auto reservation = Reservation::create(chain_size());
    if (!reservation) return std::move(reservation).error();
    side_by_side = std::move(*reservation);
    if (auto done = map_chain(side_by_side, 0, options.access); !done) return done;
    contiguous_base = side_by_side.base();
  }
  if (target_.bounds() == Bounds::kGuarded) {
    if (auto moved = target_.move_to(Bounds::kChecked, reservation_to_mirror_in() == nullptr);
        !moved) {
      Error error = std::move(moved).error();
      error.message =
          "cannot attach: guarded code cannot reach this chain, and the instance cannot change to "
          "checked code: " +
          error.message;
      return error;
    }
    moved_ = true;
  }
  side_by_side_ = std::move(side_by_side);
  make_spans(contiguous_base, options.access);
  return {};
}

// The reservation of the instance's memory if the chain may be mapped there (see the essay above),
// else null.
Reservation* HeapAttachment::reservation_to_map_in(const AttachOptions& options) {
  if (target_.bounds() != Bounds::kGuarded) return nullptr;
  if (members_.size() > 1 && !options.contiguous) return nullptr;
  if (!std::all_of(members_.begin(), members_.end(), can_be_shown)) return nullptr;
  const uint64_t first = first_address();
  const bool may_touch = first % kPageSize == 0 && target_.max_memory_size() >= first;
  if (may_touch && first - target_.context().memory0.bytes_now() < kGrowthRoom) return nullptr;
  Reservation* const reservation = target_.exclusive_reservation();
  const bool fits = reservation != nullptr && reservation->size() >= jit::kWholeSpace;
  return fits ? reservation : nullptr;
}

// Maps the heaps side by side, the first at offset `at`.
Result<void> HeapAttachment::map_chain(Reservation& into, uint64_t at, Access access) {
  for (const auto& member : members_) {
    const uint64_t offset = at + (member.place - first_address());
    auto done = into.map(offset, member.heap->pages(), allowed(*member.heap, access));
    if (!done) return done;
  }
  return {};
}

// `contiguous_base` is where the whole chain is mapped; null: each heap is reached through its own
// view.
void HeapAttachment::make_spans(std::byte* contiguous_base, Access access) {
  const bool join = contiguous_base != nullptr;
  for (const auto& member : members_) {
    HeapSpan span{member.start, member.heap->pinned_size(), member.heap->pinned_data()};
    if (join) span.base = contiguous_base + (member.start - first_address());
    append(spans_.readable, span, join);
    if (allowed(*member.heap, access) == Access::kReadWrite) append(spans_.writable, span, join);
  }
  // A window is one range for loads and stores. After a load it is the range that can be read, for
  // stores too if all of it can be written; after a store it is the row of writable heaps, which is
  // a part of that.
  for (const HeapSpan& span : spans_.readable) {
    const HeapSpan* writable = find_span(spans_.writable, span.start, span.size);
    load_windows_.push_back(make_window(span, writable != nullptr));
  }
  for (const HeapSpan& span : spans_.writable) store_windows_.push_back(make_window(span, true));
}

// Null if the chain cannot be mapped for checked code.
Reservation* HeapAttachment::reservation_to_mirror_in() const {
  const auto mappable = [](const auto& member) { return member.heap->is_mappable(); };
  if (!target_.tuning().heap_mirror) return nullptr;
  if (!std::all_of(members_.begin(), members_.end(), mappable)) return nullptr;
  if (target_.context().memory0.bytes_now() + os_page_size() > first_address()) return nullptr;
  Reservation* const reservation = target_.exclusive_reservation();
  const bool fits = reservation != nullptr && reservation->size() >= jit::kWholeSpace;
  return fits ? reservation : nullptr;
}

// Best effort: without a mirror, checked code is slower, and exact code less so.
void HeapAttachment::make_mirror(const AttachOptions& options) {
  if (Reservation* const reservation = reservation_to_mirror_in()) {
    std::vector<HeapMirror::Part> chain;
    for (const auto& member : members_) {
      chain.push_back({member.place, member.start, member.start + member.heap->pinned_size(),
                       &member.heap->pages(), allowed(*member.heap, options.access)});
    }
    (void)mirror_.create(*reservation, chain, options.contiguous);
  }
  if (!mirror_.exists()) (void)target_.move_to(Bounds::kChecked, /*exact=*/true);
}

Result<void> HeapAttachment::drop_mirror() {
  if (!mirror_.exists()) return {};
  if (auto done = mirror_.drop(); !done) return done;
  has_mirror_ = false;
  target_.publish_memory();
  (void)target_.move_to(Bounds::kChecked, /*exact=*/true);
  return {};
}

Result<void> HeapAttachment::prepare_growth(uint64_t bytes) {
  return bytes + os_page_size() > first_address() ? drop_mirror() : Result<void>();
}

Result<void> HeapAttachment::detach() {
  if (!attached()) return {};
  const auto lock = lock_memory();
  if (auto done = unmap(); !done) return done;
  forget();
  return {};
}

/// Takes the chain's pages out of the memory's reservation.
Result<void> HeapAttachment::unmap() {
  if (mapped()) return mapped_in_->release(first_address(), jit::kAddressSpace32);
  return mirror_.drop();
}

void HeapAttachment::drop() noexcept {
  if (!attached()) return;
  const auto lock = lock_memory();
  undo();
}

/// Where the system refuses even to hide the pages, they stay in sight of those that share the
/// memory: nothing else is possible.
void HeapAttachment::undo() noexcept {
  for (int tries = 2; tries > 0; --tries) {
    try {
      if (unmap()) break;
    } catch (const std::bad_alloc&) {  // There was no memory for the error's words.
    }
  }
  forget();
}

/// All but the pages.
void HeapAttachment::forget() noexcept {
  mirror_.forget();
  has_mirror_ = false;
  SharedHeapImpl::unpin(members_);
  members_.clear();
  spans_ = {};
  load_windows_.clear();
  store_windows_.clear();
  side_by_side_ = {};
  mapped_in_ = nullptr;
  target_.context().heap = {};
  target_.publish_memory();
  // Best effort: the code that it has is right, and a running instance has to keep it.
  const Bounds before = std::exchange(moved_, false) ? Bounds::kGuarded : target_.bounds();
  try {
    (void)target_.move_to(before, /*exact=*/false);
  } catch (const std::bad_alloc&) {
  }
}

std::byte* HeapAttachment::walk(uint64_t address, uint32_t n, bool is_store) {
  jit::VmContext& context = target_.context();
  if (std::byte* const native = runtime::translate(context.memory0, {}, address, n, is_store)) {
    return native;
  }
  const std::vector<HeapSpan>& spans = is_store ? spans_.writable : spans_.readable;
  const HeapSpan* span = find_span(spans, address, n);
  if (span == nullptr) return nullptr;
  const std::vector<jit::VmHeapWindow>& windows = is_store ? store_windows_ : load_windows_;
  const jit::VmHeapWindow& window = windows[span - spans.data()];
  context.heap = has_mirror_ ? mirror_window(*span, address, n, window) : window;
  return span->base + (address - span->start);
}

// The window to the good access's surroundings that checked code gets beside the mirror.
jit::VmHeapWindow HeapAttachment::mirror_window(const HeapSpan& span, uint64_t address, uint32_t n,
                                                const jit::VmHeapWindow& whole) {
  const auto lock = lock_memory();
  if (!mirror_.exists()) return whole;
  try {
    if (turn_mirror(address, n)) return {};
  } catch (const std::bad_alloc&) {  // For the words of an error that nobody hears.
    return {};
  }
  return make_window(block_of(span, address), whole.store_span[0] != 0);
}

// For one more access that was not served. True: the next one there may be.
bool HeapAttachment::turn_mirror(uint64_t address, uint32_t n) {
  const bool served = mirror_.serves();
  mirror_.turn_to(address, n);
  if (mirror_.serves() != served) target_.publish_memory();
  return mirror_.serves();
}

// Freeing zeroes bytes, and a block that is allocated is one that nobody else gets: neither is for
// readers.
Result<void> HeapAttachment::check_allocator() const {
  if (!attached()) return refuse("no heap is attached");
  if (access_ == Access::kReadOnly) return refuse("the heaps are attached read-only");
  return {};
}

Result<uint64_t> HeapAttachment::allocate(uint64_t size) {
  if (auto good = check_allocator(); !good) return std::move(good).error();
  return members_.front().heap->allocate_pinned(first_address(), size, Ems::kGranule);
}

Result<void> HeapAttachment::free(uint64_t address) {
  if (auto good = check_allocator(); !good) return good;
  return members_.front().heap->free_pinned(first_address(), address);
}

}  // namespace shoal::runtime
