// Shared heaps and chains as their rules have it (shoal/shared_heap.h), without a byte of memory:
// for tests and fuzzers that do random things to real ones and to this at once.
#ifndef SHOAL_TESTS_CHAIN_MODEL_H_
#define SHOAL_TESTS_CHAIN_MODEL_H_

#include <unistd.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace shoal::tests {

class ChainModel {
 public:
  static constexpr int kNone = -1;
  static constexpr uint64_t kTop = uint64_t{1} << 32;

  struct Heap {
    uint64_t size = 0;
    bool is_managed = false;
    bool is_read_only = false;
    uint64_t lead = 0;       ///< Bytes of its first page in front of it: the window of a file.
    bool is_buffer = false;  ///< The host's memory: it cannot be mapped.
    bool is_alive = true;
    int next = kNone;
    int previous = kNone;
    uint64_t attached = 0;  ///< Attachments that include it.
  };

  /// Puts a new heap at number `i`, whose old one nothing refers to any more.
  void set(int i, const Heap& heap) {
    if (static_cast<size_t>(i) >= heaps_.size()) heaps_.resize(static_cast<size_t>(i) + 1);
    at(i) = heap;
  }
  const Heap& operator[](int i) const { return heaps_[static_cast<size_t>(i)]; }
  int count() const { return static_cast<int>(heaps_.size()); }

  /// The heap and its successors.
  std::vector<int> tail_of(int i) const {
    std::vector<int> list;
    for (; i != kNone; i = (*this)[i].next) list.push_back(i);
    return list;
  }
  int head_of(int i) const {
    while ((*this)[i].previous != kNone) i = (*this)[i].previous;
    return i;
  }
  /// Whole pages that it takes in a guest's address space.
  uint64_t span_of(int i) const {
    const Heap& heap = (*this)[i];
    return (heap.lead + heap.size + page_ - 1) / page_ * page_;
  }
  /// Address of its first byte.
  uint64_t start_of(int i) const {
    uint64_t start = kTop + (*this)[i].lead;
    for (const int heap : tail_of(i)) start -= span_of(heap);
    return start;
  }
  bool is_mappable(int i) const {
    const Heap& heap = (*this)[i];
    return !heap.is_buffer && heap.lead == 0 && heap.size % page_ == 0;
  }
  bool is_attached(int from) const {
    return any_of_tail(from, [](const Heap& heap) { return heap.attached != 0; });
  }
  bool has_managed(int from) const {
    return any_of_tail(from, [](const Heap& heap) { return heap.is_managed; });
  }

  bool can_chain(int head, int body) const {
    const Heap &h = (*this)[head], &b = (*this)[body];
    return h.is_alive && b.is_alive && head != body && h.attached == 0 && b.attached == 0 &&
           h.next == kNone && h.previous == kNone && b.previous == kNone &&
           span_of(head) <= start_of(body) / page_ * page_;
  }
  void chain(int head, int body) {
    at(head).next = body;
    at(body).previous = head;
  }

  bool can_unchain(int head, bool entire) const {
    const Heap& h = (*this)[head];
    return h.is_alive && h.next != kNone && (entire ? !is_attached(head) : h.attached == 0);
  }
  /// Gives what SharedHeap::unchain gives.
  int unchain(int head, bool entire) {
    do {
      const int next = (*this)[head].next;
      at(head).next = at(next).previous = kNone;
      head = next;
    } while (entire && (*this)[head].next != kNone);
    return head;
  }

  bool can_reset(int head) const {
    return (*this)[head].is_alive && !is_attached(head) &&
           !any_of_tail(head, [](const Heap& heap) { return heap.is_read_only; });
  }

  bool can_destroy(int i) const {
    const Heap& heap = (*this)[i];
    return heap.is_alive && heap.attached == 0 && heap.next == kNone && heap.previous == kNone;
  }
  void destroy(int i) {
    at(i).is_alive = false;
    at(i).size = at(i).lead = 0;
  }

  /// To an instance that has none attached, and whose memory does not reach that far.
  bool can_attach(int head, bool contiguous) const {
    if (!(*this)[head].is_alive) return false;
    const std::vector<int> list = tail_of(head);
    return !contiguous || list.size() == 1 ||
           std::ranges::all_of(list, [this](int heap) { return is_mappable(heap); });
  }
  void attach(int head) {
    for (const int heap : tail_of(head)) ++at(heap).attached;
  }
  void detach(int head) {
    for (const int heap : tail_of(head)) --at(heap).attached;
  }

 private:
  Heap& at(int i) { return heaps_[static_cast<size_t>(i)]; }
  template <class Predicate>
  bool any_of_tail(int from, Predicate predicate) const {
    for (; from != kNone; from = (*this)[from].next) {
      if (predicate((*this)[from])) return true;
    }
    return false;
  }

  const uint64_t page_ = static_cast<uint64_t>(sysconf(_SC_PAGESIZE));
  std::vector<Heap> heaps_;
};

}  // namespace shoal::tests

#endif  // SHOAL_TESTS_CHAIN_MODEL_H_
