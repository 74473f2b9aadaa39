// Machine code that belongs to no module: the ways in and out of WebAssembly.
#ifndef SHOAL_JIT_STUBS_H_
#define SHOAL_JIT_STUBS_H_

#include <cstdint>
#include <memory>

#include "jit/vm_context.h"
#include "shoal/error.h"
#include "shoal/types.h"

namespace shoal::jit {

/// Makes and owns stubs. Thread-safe. One per engine; addresses stay valid while it lives.
class StubRegistry {
 public:
  static Result<std::unique_ptr<StubRegistry>> create();
  virtual ~StubRegistry() = default;

  /// Code that a C++ caller enters to run a function of type `type` (see EntryStub). Equal types
  /// share one.
  virtual Result<EntryStub> entry(const FuncType& type) = 0;
  /// External entry (VmFuncRef::code) of any host function of type `type`; VmFuncRef::context must
  /// be a VmHostContext.
  virtual Result<const void*> host(const FuncType& type) = 0;
  /// Where a trap continues: expects the VmActivation in the first argument register (arch/fault.h
  /// sets it), unwinds to its entry stub, which returns 0.
  virtual const void* trap_exit() const = 0;
  /// For VmContext::heap_walk.
  virtual const void* const* heap_walk() const = 0;
  /// The host stub's undefined instruction that a failed host call ends at counts as a trap site of
  /// kind SiteKind::kHost. Async-signal-safe.
  virtual bool is_host_trap(uintptr_t pc) const = 0;
  /// True if `pc` lies in any stub. Async-signal-safe.
  virtual bool contains(uintptr_t pc) const = 0;
};

}  // namespace shoal::jit

#endif  // SHOAL_JIT_STUBS_H_
