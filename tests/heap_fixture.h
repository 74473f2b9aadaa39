// What the tests of shared heaps have in common: heaps without an engine, an instance without code,
// and a look at what the OS lets one touch.
#ifndef SHOAL_TESTS_HEAP_FIXTURE_H_
#define SHOAL_TESTS_HEAP_FIXTURE_H_

#include <gtest/gtest.h>
#include <unistd.h>

#include <cstring>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "runtime/heap_attachment.h"
#include "runtime/shared_heap.h"
#include "shoal/shared_heap.h"

namespace shoal::runtime {

inline constexpr uint64_t kTop = uint64_t{1} << 32;

/// What may be done at an address, without dying of it: the kernel is asked to do it.
class Touch {
 public:
  static bool can_read(const void* at) {
    const Touch touch;
    return write(touch.ends_[1], at, 1) == 1;
  }
  /// Writes the byte that is there.
  static bool can_write(void* at) {
    const Touch touch;
    return write(touch.ends_[1], at, 1) == 1 && read(touch.ends_[0], at, 1) == 1;
  }

 private:
  Touch() { EXPECT_EQ(pipe(ends_), 0); }
  ~Touch() {
    close(ends_[0]);
    close(ends_[1]);
  }
  int ends_[2] = {-1, -1};
};

/// An instance as an attachment sees it: a memory, a context, and which code it would run.
class FakeInstance final : public HeapTarget {
  jit::VmContext context_;

 public:
  explicit FakeInstance(uint64_t memory_size = 65536, Bounds configured = Bounds::kGuarded,
                        uint64_t reserved = jit::kAddressSpace32 + jit::kReservationGuard)
      : configured(configured), attachment(*this), bounds_(configured) {
    reservation = std::move(*Reservation::create(reserved));
    context_.memory0 = {reservation.base(), memory_size, memory_size, memory_size / 65536};
    EXPECT_TRUE(reservation.commit(0, memory_size).ok());
  }

  jit::VmContext& context() override { return context_; }
  Reservation* exclusive_reservation() override { return is_shared ? nullptr : &reservation; }
  uint64_t max_memory_size() const override { return max_size; }
  Bounds bounds() const override { return bounds_; }
  Result<void> move_to(Bounds bounds, bool exact) override {
    if (bounds == bounds_ && exact == is_exact) return {};
    if (is_running) return make_error(ErrorKind::kArgument, "it is running");
    bounds_ = bounds;
    is_exact = exact;
    return {};
  }
  void publish_memory() override {
    jit::VmMemory& memory = context_.memory0;
    memory.limit = attachment.limit(
        checked_limit(memory.byte_size, attachment.first_address(), os_page_size()));
  }
  const Tuning& tuning() const override { return tuning_; }
  std::mutex* memory_mutex() override { return &mutex_; }

  /// memory.grow as the runtime does it.
  bool grow_to(uint64_t bytes) {
    if (bytes > max_size || !attachment.allows_memory_size(bytes)) return false;
    if (!attachment.prepare_growth(bytes)) return false;
    if (!reservation.commit(context_.memory0.byte_size, bytes)) return false;
    context_.memory0.byte_size = bytes;
    publish_memory();
    return true;
  }

  Reservation reservation;
  uint64_t max_size = kTop;
  bool is_shared = false;
  bool is_running = false;
  bool is_exact = false;
  const Bounds configured;
  HeapAttachment attachment;  // Behind what it points into, so that it goes first.

 private:
  Bounds bounds_;
  Tuning tuning_;
  std::mutex mutex_;
};

class HeapTest : public testing::Test {
 protected:
  SharedHeap managed(uint64_t size) {
    return SharedHeap(*SharedHeapImpl::create_managed(domain_, size));
  }
  SharedHeap over(std::span<std::byte> buffer, Access access = Access::kReadWrite) {
    return SharedHeap(*SharedHeapImpl::from_buffer(domain_, buffer, access));
  }
  SharedHeap chain(const SharedHeap& head, const SharedHeap& body) {
    return *SharedHeap::chain(head, body);
  }
  static Result<void> attach(FakeInstance& instance, const SharedHeap& heap,
                             const AttachOptions& options = {}) {
    return instance.attachment.attach(heap, options);
  }

  const uint64_t page_ = os_page_size();
  std::shared_ptr<HeapDomain> domain_ = std::make_shared<HeapDomain>();
};

/// `result` failed, and its message holds `words`.
template <class T>
testing::AssertionResult fails(const Result<T>& result, std::string_view words,
                               ErrorKind kind = ErrorKind::kArgument) {
  if (result.ok()) return testing::AssertionFailure() << "it succeeded";
  const Error& error = result.error();
  if (error.kind != kind)
    return testing::AssertionFailure() << "another kind of error: " << error.message;
  if (error.message.find(words) == std::string::npos)
    return testing::AssertionFailure() << error.message;
  return testing::AssertionSuccess();
}

}  // namespace shoal::runtime

#endif  // SHOAL_TESTS_HEAP_FIXTURE_H_
