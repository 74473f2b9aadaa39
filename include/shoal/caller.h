// Caller: what a host function sees of the instance that called it.
#ifndef SHOAL_CALLER_H_
#define SHOAL_CALLER_H_

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

#include "shoal/api.h"
#include "shoal/error.h"
#include "shoal/instance.h"
#include "shoal/memory.h"

namespace shoal {

namespace runtime {
class InstanceImpl;
}

/// The calling instance, as the leading argument of a host function. Good until the host function
/// returns; not to be kept. Guest addresses are checked by the same rule as the guest's own
/// accesses: a range is good if it lies in the linear memory, or in one heap of the attached chain
/// (for a chain attached contiguous: anywhere in it).
///
/// Spans into guest memory stay valid until the memory grows or a heap is detached: a call back
/// into the guest may do either.
class SHOAL_API Caller {
 public:
  /// False if the host called the function itself (Func::call): there is no calling instance then,
  /// and everything below fails with kArgument.
  bool has_instance() const { return instance_ != nullptr; }
  Result<Instance> instance() const;
  /// The memory that the calling instance exports under `name`. Error (kArgument): there is none.
  Result<Memory> memory(std::string_view name = "memory") const;

  /// The bytes [address, address + size), to read and write. Error (kTrap, kMemoryOutOfBounds),
  /// which a host function may simply return: not inside, or in a heap attached read-only.
  Result<std::span<std::byte>> bytes(uint64_t address, uint64_t size) const;
  /// The same to read only; heaps attached read-only count.
  Result<std::span<const std::byte>> const_bytes(uint64_t address, uint64_t size) const;
  /// The same as text.
  Result<std::string_view> string(uint64_t address, uint64_t size) const;

  /// True if somebody has asked the call that this host function is part of to stop
  /// (InterruptHandle): for host functions that take long. They may then return any Error or
  /// result: the guest stops either way.
  bool is_interrupted() const;
  /// What is left to the call that this host function is part of; the basic block that called it is
  /// paid for already. Error (kArgument): no Config::fuel, or no calling instance.
  Result<uint64_t> fuel() const;
  /// Changes that: to let a host function cost something, or to give more. Errors: as fuel().
  Result<void> set_fuel(uint64_t fuel) const;

  /// For Shoal's own layers.
  explicit Caller(runtime::InstanceImpl* instance) : instance_(instance) {}
  runtime::InstanceImpl* impl() const { return instance_; }

 private:
  runtime::InstanceImpl* instance_;
};

}  // namespace shoal

#endif  // SHOAL_CALLER_H_
