// HeapAttachment: the chain of shared heaps that one instance has attached, and how its code
// reaches them.
//
// Guarded code tests nothing: it sees what is mapped in the reservation of its memory. So guarded
// code may reach a chain only if what is mapped there is exactly what the address rule allows
// (runtime/address_rule.h):
//  - every heap of the chain can be mapped a second time (managed and file heaps), and nothing but
//    the heap is in its pages,
//  - it is one heap, or the chain is attached contiguous; else an access across two heaps would
//    not trap,
//  - no other instance uses the memory: it would see heaps that it has not attached,
//  - an inaccessible gap stays between the memory's end and the chain; else an access across
//    both would not trap.
// The chain is then mapped in place, at memory base + its address, each heap with the access that
// it has, and the instance stays what it was. In all other cases the instance moves to its module's
// checked code until it detaches. While an instance runs, that is impossible, and such an attach is
// refused.
//
// The gap needs care, because a memory may grow up to the chain, but not into it. Where less than
// kGrowthRoom lies between them, code is checked, and memory may grow until it touches the chain.
// Where more does, the chain is mapped, and memory can grow to one page below it.
//
// Checked code reaches a chain that can be mapped where guarded code would, with pages hidden where
// two heaps meet: the mirror (runtime/heap_mirror.h). Everything else it reaches by its slow path,
// through the heaps' own views, or, for a chain attached contiguous, through a private reservation
// in which they are mapped side by side. VmContext::heap holds the range that was used last; while
// a mirror serves it is empty, so that each slow access comes by walk().
//
// An instance that starts to use a memory in which another instance has a chain mapped must run
// checked code: see mapped().
#ifndef SHOAL_RUNTIME_HEAP_ATTACHMENT_H_
#define SHOAL_RUNTIME_HEAP_ATTACHMENT_H_

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <mutex>
#include <vector>

#include "jit/vm_context.h"
#include "runtime/address_rule.h"
#include "runtime/heap_mirror.h"
#include "runtime/reservation.h"
#include "runtime/shared_heap.h"
#include "shoal/error.h"
#include "shoal/shared_heap.h"
#include "shoal/tuning.h"

namespace shoal::runtime {

/// What an attachment needs from its instance.
class HeapTarget {
 public:
  /// Mirrors memory 0; its base is null if the instance has no memory.
  virtual jit::VmContext& context() = 0;
  /// The reservation that memory 0 starts, if no other instance uses the memory; else null.
  virtual Reservation* exclusive_reservation() = 0;
  /// What memory 0 can grow to, in bytes.
  virtual uint64_t max_memory_size() const = 0;
  /// The code that the instance runs.
  virtual Bounds bounds() const = 0;
  /// Moves the instance to its module's code for `bounds`, which is exact if it has to be, or if
  /// `exact` (jit::CompileOptions). Error (kArgument): it is running.
  virtual Result<void> move_to(Bounds bounds, bool exact) = 0;
  /// The attachment's first_address() or limit() has changed: rewrites the mirrors of memory 0 in
  /// all its users.
  virtual void publish_memory() = 0;
  virtual const Tuning& tuning() const = 0;
  /// Held while anything changes that other users of memory 0 depend on; null without a memory.
  virtual std::mutex* memory_mutex() = 0;

 protected:
  ~HeapTarget() = default;
};

/// Part of an instance, which calls attach() and detach(), and used by one thread at a time like
/// it; but other users of the memory, on other threads, call what is marked (mutex), which wants
/// HeapTarget::memory_mutex to be held. So attach(), detach() and the use of the mirror take it.
class HeapAttachment {
 public:
  /// Attaches nothing yet. `target` must outlive the attachment.
  explicit HeapAttachment(HeapTarget& target) : target_(target) {}
  /// Detaches; an instance detaches by itself before it takes itself apart.
  ~HeapAttachment() { drop(); }
  HeapAttachment(const HeapAttachment&) = delete;
  HeapAttachment& operator=(const HeapAttachment&) = delete;

  /// See Instance::attach and detach.
  Result<void> attach(const SharedHeap& heap, const AttachOptions& options);
  Result<void> detach();
  /// Detaches an instance that goes, which must not fail.
  void drop() noexcept;

  bool attached() const { return !members_.empty(); }
  /// (mutex) The address of the chain; kNoHeapAddress if none is attached.
  uint64_t first_address() const {
    return members_.empty() ? kNoHeapAddress : members_.front().place;
  }
  /// (mutex) The chain is mapped in the reservation of the instance's memory.
  bool mapped() const { return mapped_in_ != nullptr; }
  /// (mutex) Memory 0 may become `bytes` long.
  bool allows_memory_size(uint64_t bytes) const {
    return mapped() ? bytes < first_address() : bytes <= first_address();
  }
  /// (mutex) Below what an index needs no test in checked code, if it is `limit` but for the heaps'
  /// mirror.
  uint64_t limit(uint64_t limit) const { return mirror_.serves() ? jit::kAddressSpace32 : limit; }
  /// (mutex) To be called before memory 0 is made so long, and before another instance uses it. Error
  /// (kSystem): that must not happen.
  Result<void> prepare_growth(uint64_t bytes);
  Result<void> prepare_sharing() { return drop_mirror(); }

  /// The address rule for memory 0 and the chain: where [address, address + n) is, or null.
  std::byte* translate(uint64_t address, uint64_t n, bool is_store) const {
    return runtime::translate(target_.context().memory0, spans_, address, n, is_store);
  }
  /// The same for one access of checked code (jit::Builtin::kHeapWalk), after which VmContext::heap
  /// is the range that it was in.
  std::byte* walk(uint64_t address, uint32_t n, bool is_store);

  /// For the guest imports (runtime/heap_imports.h). Errors as SharedHeap::allocate and free, or
  /// that nothing is attached.
  Result<uint64_t> allocate(uint64_t size);
  Result<void> free(uint64_t address);

 private:
  static constexpr uint64_t kGrowthRoom = 64 << 20;

  Result<void> unmap();
  void undo() noexcept;
  void forget() noexcept;
  Result<void> check_rules(const AttachOptions& options) const;
  Result<void> make_reachable(const AttachOptions& options);
  Reservation* reservation_to_map_in(const AttachOptions& options);
  Result<void> map_chain(Reservation& into, uint64_t at, Access access);
  Reservation* reservation_to_mirror_in() const;
  std::unique_lock<std::mutex> lock_memory() const;
  Result<void> attach_locked(const AttachOptions& options);
  jit::VmHeapWindow mirror_window(const HeapSpan& span, uint64_t address, uint32_t n,
                                  const jit::VmHeapWindow& whole);
  void make_mirror(const AttachOptions& options);
  Result<void> drop_mirror();
  bool turn_mirror(uint64_t address, uint32_t n);
  void make_spans(std::byte* contiguous_base, Access access);
  Result<void> check_allocator() const;
  uint64_t chain_size() const { return jit::kAddressSpace32 - first_address(); }

  HeapTarget& target_;
  std::vector<SharedHeapImpl::Member> members_;  ///< Empty: nothing is attached.
  Access access_ = Access::kReadOnly;            ///< As asked for.
  HeapSpans spans_;
  std::vector<jit::VmHeapWindow> load_windows_;   ///< By index in spans_.readable.
  std::vector<jit::VmHeapWindow> store_windows_;  ///< By index in spans_.writable.
  Reservation side_by_side_;                      ///< Of checked code and a contiguous chain.
  HeapMirror mirror_;                             ///< Of checked code, where it can be.
  std::atomic<bool> has_mirror_ = false;  ///< mirror_.exists(), to be seen without the mutex.
  Reservation* mapped_in_ = nullptr;  ///< Of the instance's memory, if the chain is mapped there.
  bool moved_ = false;                ///< From guarded to checked code, by attach.
};

}  // namespace shoal::runtime

#endif  // SHOAL_RUNTIME_HEAP_ATTACHMENT_H_
