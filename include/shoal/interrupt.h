// InterruptHandle: stops a running guest from outside.
#ifndef SHOAL_INTERRUPT_H_
#define SHOAL_INTERRUPT_H_

#include <memory>
#include <utility>

#include "shoal/api.h"

namespace shoal {

namespace runtime {
class InterruptState;
}

/// Stops what runs in an instance. A shared handle, which does not keep the instance alive. Made
/// before the instance (InstantiateOptions::interrupt, so that its start function can be stopped,
/// too) or gotten from it (Instance::interrupt_handle).
///
/// Stopped is every call from the host into the instance that is running: also while it is in
/// functions of other instances, in a long memory.copy or the like, or in a host function, where it
/// ends when that returns. It traps with TrapKind::kInterrupt; the instance stays usable. Loops stop
/// only with Config::interruptible; without it calls of functions and bulk operations are the places
/// to stop at.
class SHOAL_API InterruptHandle {
 public:
  /// A handle that is not tied to an instance yet. Throws std::bad_alloc.
  InterruptHandle();

  /// Makes the running call stop, and returns at once. No effect if no call runs, or if the instance
  /// is gone; before the instance has been made it is remembered and stops the instantiation. May be
  /// called from any thread, and from a signal handler.
  void interrupt() const noexcept;

  /// For Shoal's own layers.
  explicit InterruptHandle(std::shared_ptr<runtime::InterruptState> impl)
      : impl_(std::move(impl)) {}
  const std::shared_ptr<runtime::InterruptState>& impl() const { return impl_; }

 private:
  std::shared_ptr<runtime::InterruptState> impl_;
};

}  // namespace shoal

#endif  // SHOAL_INTERRUPT_H_
