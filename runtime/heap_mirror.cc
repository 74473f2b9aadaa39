#include "runtime/heap_mirror.h"

#include <algorithm>
#include <string>

#include "jit/vm_context.h"
#include "runtime/align.h"

namespace shoal::runtime {

Result<void> HeapMirror::create(Reservation& memory, const std::vector<Part>& chain, bool joined) {
  if (chain.size() > kMostHeaps) {
    return make_error(ErrorKind::kSystem,
                      "a chain of " + std::to_string(chain.size()) + " heaps has no mirror");
  }
  memory_ = &memory;
  first_ = chain.front().place;
  resting_ = false;
  spent_until_ = {};
  Result<void> done;
  for (const Part& part : chain) {
    done = map(part, joined || chain.size() == 1);
    if (!done) break;
  }
  if (!done) (void)drop();
  return done;
}

Result<void> HeapMirror::map(const Part& part, bool joined) {
  const uint64_t end = part.place + part.pages->size();
  const uint64_t first = round_up(part.start, os_page_size());
  const uint64_t last = part.end / os_page_size() * os_page_size();
  if (first >= last) return {};  // No page is all the heap's.
  Result<void> done = memory_->map(part.place, *part.pages, part.access);
  if (done && part.place < first) done = memory_->hide(part.place, first);
  if (done && last < end) done = memory_->hide(last, end);
  if (!done || joined) return done;
  seamed_.push_back({first, last, part.access, false, false});
  if (seamed_.size() > 1 && !hide(seamed_.size() - 1, Edge::kFirst)) {
    done = make_error(ErrorKind::kSystem, "cannot protect a page of a shared heap");
  }
  return done;
}

Result<void> HeapMirror::drop() {
  if (!exists()) return {};
  if (auto done = memory_->release(first_, jit::kAddressSpace32); !done) return done;
  forget();
  return {};
}

void HeapMirror::forget() {
  memory_ = nullptr;
  seamed_.clear();
}

void HeapMirror::turn_to(uint64_t address, uint64_t n) {
  if (!may_turn()) return;
  const auto behind = std::upper_bound(seamed_.begin(), seamed_.end(), address,
                                       [](uint64_t a, const Heap& heap) { return a < heap.start; });
  if (behind == seamed_.begin()) return;  // One range without seams.
  const size_t i = static_cast<size_t>(behind - seamed_.begin()) - 1;
  if (address + n > seamed_[i].end) return;  // A page that is never shown.
  // An access may touch both ends of a heap of two pages.
  if (address < seamed_[i].start + os_page_size()) (void)show(i, Edge::kFirst);
  if (address + n > seamed_[i].end - os_page_size()) (void)show(i, Edge::kLast);
}

/// Accounts for a turn, or for one more slow access of a mirror that rests.
bool HeapMirror::may_turn() {
  const Clock::time_point now = Clock::now();
  if (resting_ && now < rest_until_) return false;
  resting_ = false;
  if (spent_until_ - now > kSavings) {
    resting_ = true;
    rest_until_ = now + kRest;
    return false;
  }
  spent_until_ = std::max(spent_until_, now) + kTurnTime;
  return true;
}

void HeapMirror::mark(Heap& heap, Edge edge, bool hidden) {
  if (edge == Edge::kFirst || is_one_page(heap)) heap.first_hidden = hidden;
  if (edge == Edge::kLast || is_one_page(heap)) heap.last_hidden = hidden;
}

bool HeapMirror::hide(size_t i, Edge edge) {
  Heap& heap = seamed_[i];
  if (edge == Edge::kFirst ? heap.first_hidden : heap.last_hidden) return true;
  const uint64_t page = page_at(heap, edge);
  if (!memory_->hide(page, page + os_page_size())) return false;
  mark(heap, edge, true);
  return true;
}

/// Hides what lies across the seam (both seams of a heap of one page), then shows the page. Where
/// the system refuses, it stays hidden.
bool HeapMirror::show(size_t i, Edge edge) {
  Heap& heap = seamed_[i];
  if (!(edge == Edge::kFirst ? heap.first_hidden : heap.last_hidden)) return true;
  const bool at_first = edge == Edge::kFirst || is_one_page(heap);
  const bool at_last = edge == Edge::kLast || is_one_page(heap);
  if (at_first && i > 0 && !hide(i - 1, Edge::kLast)) return false;
  if (at_last && i + 1 < seamed_.size() && !hide(i + 1, Edge::kFirst)) return false;
  const uint64_t page = page_at(heap, edge);
  if (!memory_->show(page, page + os_page_size(), heap.access)) return false;
  mark(heap, edge, false);
  return true;
}

}  // namespace shoal::runtime
