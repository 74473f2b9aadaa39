// HeapMirror: a chain of heaps mapped a second time, at its place behind the instance's memory, so
// that checked code reaches it with the one compare that it makes anyway.
//
// Checked code finds index < limit and then touches memory base + index + offset. While the mirror
// serves, the limit is the whole 32-bit space: every index passes, and what an access may touch is
// up to the page tables, as it is in guarded code. They know the memory's end, the gap behind it,
// and which heaps are read-only. What they cannot see is an access that lies across two heaps of an
// ordinary chain, where every byte is accessible but the rule says trap. So, of the two pages that
// meet where one heap ends and the next begins, a *seam*, at most one is accessible at any time: an
// access across the seam touches both, and faults.
//
// So do accesses to the page that happens to be hidden. A fault at an access of checked code is
// therefore no trap yet: the signal handler lets the thread continue on the access's slow path
// (CodeTables::slow_paths), as if the compare had failed. That ends in HeapAttachment::walk(),
// which applies the exact rule, performs good accesses through the heap's own view, and asks the
// mirror to turn the seam (turn_to) so that the next access there does not fault. A loop over a
// heap turns each of its seams once.
//
// A page that is not the heap's as a whole, because a window (runtime/shared_heap.h) begins or ends
// there, is never shown. Accesses to it are such faults for ever, or the slow path while the mirror
// rests.
//
// Turning costs a signal and two system calls. Code that keeps going back and forth over a seam is
// better off with compares: the mirror then rests for a while. The limit is the memory's end again,
// and heaps are reached by the slow path, one block of a heap at a time, so that a loop comes by
// walk() soon after the rest is over.
//
// Inaccessible pages must lie between memory and chain, no other user of the memory may reach the
// chain, and kReservationGuard behind the 4 GiB nothing else may be. When one of these ends, the
// mirror is taken away, even while the instance runs with the old limit in a register: its accesses
// then fault, and take the slow path.
#ifndef SHOAL_RUNTIME_HEAP_MIRROR_H_
#define SHOAL_RUNTIME_HEAP_MIRROR_H_

#include <chrono>
#include <cstdint>
#include <vector>

#include "runtime/reservation.h"
#include "shoal/error.h"
#include "shoal/shared_heap.h"

namespace shoal::runtime {

class HeapMirror {
 public:
  /// A heap of the chain: where its pages go, which of their bytes are the heap's, and what may be
  /// done there.
  struct Part {
    uint64_t place;
    uint64_t start;
    uint64_t end;
    const SharedPages* pages;
    Access access;
  };
  /// A loop that rests comes by once in so many bytes.
  static constexpr uint64_t kBlock = 64 << 10;

  /// Maps `chain`, ascending and side by side up to 4 GiB, into `memory`, which begins at the
  /// instance's address 0 and must outlive the mirror. `joined`: accesses across two heaps are
  /// good. Error (kSystem): nothing is mapped.
  Result<void> create(Reservation& memory, const std::vector<Part>& chain, bool joined);
  /// Hides the chain for good. The attachment's detach() needs it; where it fails, the pages stay.
  Result<void> drop();

  /// The same, but the pages stay.
  void forget();

  bool exists() const { return memory_ != nullptr; }
  /// Any index below 4 GiB may be used without a test.
  bool serves() const { return exists() && !resting_; }
  /// The good access to [address, address + n) had to take the slow path: makes its pages
  /// accessible, unless that happens too often (then serves() is false for a while).
  void turn_to(uint64_t address, uint64_t n);

 private:
  using Clock = std::chrono::steady_clock;
  // Each turn uses up kTurnTime of the mirror's time, of which it can save up kSavings.
  static constexpr auto kTurnTime = std::chrono::microseconds(200);
  static constexpr auto kSavings = 16 * kTurnTime;
  static constexpr auto kRest = std::chrono::milliseconds(2);
  /// Mappings are a limited resource of the process; a heap takes up to three.
  static constexpr size_t kMostHeaps = 1024;

  /// A heap and whether its first and last page are hidden. They may be the same page.
  struct Heap {
    uint64_t start;
    uint64_t end;
    Access access;
    bool first_hidden;
    bool last_hidden;
  };
  enum class Edge : uint8_t { kFirst, kLast };

  bool is_one_page(const Heap& heap) const { return heap.end - heap.start == os_page_size(); }
  uint64_t page_at(const Heap& heap, Edge edge) const {
    return edge == Edge::kFirst ? heap.start : heap.end - os_page_size();
  }
  Result<void> map(const Part& part, bool joined);
  void mark(Heap& heap, Edge edge, bool hidden);
  bool hide(size_t heap, Edge edge);
  bool show(size_t heap, Edge edge);
  bool may_turn();

  Reservation* memory_ = nullptr;
  uint64_t first_ = 0;        ///< The chain's address.
  std::vector<Heap> seamed_;  ///< The heaps if there are seams; else none.
  bool resting_ = false;
  Clock::time_point rest_until_;
  Clock::time_point spent_until_;  ///< What has been used up, as a time in the future.
};

}  // namespace shoal::runtime

#endif  // SHOAL_RUNTIME_HEAP_MIRROR_H_
