// Machine code that belongs to no module: the ways in and out of WebAssembly.
#ifndef SHOAL_JIT_STUBS_H_
#define SHOAL_JIT_STUBS_H_

#include <cstdint>
#include <memory>

#include "jit/vm_context.h"
#include "shoal/error.h"
#include "shoal/types.h"

namespace shoal::jit {

/// Calls `function` with `first` and then arguments from `slots`, its result to slots[0] (of an i32
/// the lower half).
using NativeCall = void (*)(const void* function, void* first, uint64_t* slots);

/// What stubs are made for: as in CompileOptions.
struct StubOptions {
  bool fuel = false;
  bool spectre = false;
};

/// Makes and owns stubs. Thread-safe. One per engine; addresses stay valid while it lives.
class StubRegistry {
 public:
  static Result<std::unique_ptr<StubRegistry>> create(const StubOptions& options = {});
  virtual ~StubRegistry() = default;

  /// Code that a C++ caller enters to run a function of type `type` (see EntryStub). Equal types
  /// share one.
  virtual Result<EntryStub> entry(const FuncType& type) = 0;
  /// The same for callers that know the type, which has one result at most: takes the arguments as a
  /// C function would that begins with VmThread* and VmFuncRef* and returns detail::Outcome. An i32
  /// must be zero-extended to 64 bits.
  virtual Result<const void*> typed_entry(const FuncType& type) = 0;
  /// VmImport::code of a function of type `type` that has no other: VmImport::self is its record.
  /// Null if calls of such imports take the record.
  virtual Result<const void*> import_adapter(const FuncType& type) = 0;
  /// External entry (VmFuncRef::code) of any host function of type `type`; VmFuncRef::context must
  /// be a VmHostContext.
  virtual Result<const void*> host(const FuncType& type) = 0;
  /// Calls a C function that takes a pointer and then the parameters of `type`, which has one result
  /// at most.
  virtual Result<NativeCall> native_call(const FuncType& type) = 0;
  /// Where a trap continues: expects the VmThread in the first argument register (arch/fault.h sets
  /// it), unwinds to its entry stub, which returns that it was not done.
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
