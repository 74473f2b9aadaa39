// The contract between emitted code and the runtime.
//
// Emitted code reaches everything that is not in its own registers through one pinned pointer, the
// VmContext of the running instance. The fixed part below is followed, in the same allocation, by a
// tail whose layout depends on the module and is computed by VmLayout: type ids, tables, globals,
// imported functions, and the buffer for results that do not fit in registers.
//
// Invariants
//  - A VmContext never moves while its instance lives; neither does any cell inside it.
//  - Everything that several instances share (a memory's base and limit, a table's base and length)
//    is *mirrored* in the context of each user. The owner (MemoryImpl, TableImpl) knows all its
//    mirrors and rewrites them when it grows. Emitted code only reads mirrors.
//  - A function reference is a pointer to a VmFuncRef that its instance owns. Tables, globals and
//    the operand stack hold such pointers (null = ref.null), so moving an instance to its module's
//    other code image rewrites the records and no table.
//  - Another thread may write three things while the instance runs: `stack_limit` and `interrupt`
//    (runtime/interrupt.h), and the mirror of a memory that it grows. All are single words, and an old
//    value is as good as a new one, but for becoming visible later.
//
// Calls. Inside an instance a call goes straight to the callee's direct entry; context, memory base
// and (checked code) memory limit are pinned and preserved. A call that may leave the instance sets
// the callee's context, leaves the caller's in the scratch register, and enters at VmFuncRef::code,
// the external entry, which takes over stack limit and thread from the caller's context and loads
// the callee's pinned registers; after it returns the caller reloads its own.
#ifndef SHOAL_JIT_VM_CONTEXT_H_
#define SHOAL_JIT_VM_CONTEXT_H_

#include <cstddef>
#include <cstdint>

#include "shoal/detail/thread_link.h"

namespace shoal::jit {

struct VmContext;

/// What a function reference points to. Owned by an instance or by a host function.
struct VmFuncRef {
  const void* code = nullptr;  ///< External entry: switches to `context`, then runs.
  const void* direct_code =
      nullptr;  ///< Entry for callers that already run in `context`; null for host functions.
  VmContext* context = nullptr;  ///< The instance's context, or a HostContext (see VmHostContext).
  uint32_t type_id = 0;          ///< Engine-wide id of the function's type: equal ids, equal types.
  uint32_t func_index = 0;       ///< In the owning module's index space; 0 for host functions.
};

/// An imported function. A call that the C convention can make in registers, with one result at most
/// (arch::CallLayout::fits_c), goes to `code` as a C function, `self` before its arguments, after
/// noting where it leaves in VmThread::exit_fp and exit_at: straight into a host function that has
/// such an entry (HostBody::direct), else through an adapter to the record. Other calls take the
/// record as it is.
struct VmImport {
  VmFuncRef* record = nullptr;
  const void* code = nullptr;
  void* self = nullptr;
};

/// Mirror of a memory.
struct VmMemory {
  std::byte* base = nullptr;
  /// Checked code: an access whose index (plus any offset beyond kTailGuard) is below this needs no
  /// other test, because what lies within kTailGuard bytes behind it is either memory (or a heap
  /// that is mapped there, see runtime/heap_mirror.h) or inaccessible.
  uint64_t limit = 0;
  uint64_t byte_size = 0;  ///< What is accessible, from the base on.
  /// memory.size. May be less than byte_size, if the host has a heap behind what the guest knows.
  uint64_t pages = 0;

  /// byte_size, which another thread may be changing.
  uint64_t bytes_now() const { return __atomic_load_n(&byte_size, __ATOMIC_RELAXED); }
};

/// Mirror of a table. Elements are 8 bytes: a VmFuncRef* or an externref's host value; 0 is null.
struct VmTable {
  uint64_t* base = nullptr;
  uint64_t length = 0;
};

/// Checked code: the last-used shared heap. An access of n = 1 << k bytes at address a is inside if
/// a - start < load_span[k] (store_span for stores), unsigned; the native address is then base + (a
/// - start). With no heap every span is 0.
struct VmHeapWindow {
  uint64_t start = 0;
  std::byte* base = nullptr;
  uint64_t load_span[5] =
      {};  ///< size - n + 1 for n = 1, 2, 4, 8, 16, or 0 if the heap is smaller.
  uint64_t store_span[5] = {};  ///< The same, all 0 if the heap is attached read-only.
};

/// Bytes behind a memory's limit that checked code may touch without a test: memory, or
/// inaccessible pages.
inline constexpr uint64_t kTailGuard = 65536;
/// Guarded code: what is reserved and inaccessible behind the 4 GiB of a 32-bit memory.
/// A constant offset up to this minus 16 needs no check.
inline constexpr uint64_t kReservationGuard = 64ull << 20;
inline constexpr uint64_t kAddressSpace32 = 4ull << 30;
/// What code may touch from a memory's start on that is not exact (CompileOptions).
inline constexpr uint64_t kWholeSpace = kAddressSpace32 + kReservationGuard;

/// Operations too large to inline. Each is a C++ function; emitted code calls builtins[id] with the
/// context as first argument and the platform's C convention. Those marked (trap) return false with
/// VmContext::pending_trap set.
enum class Builtin : uint32_t {
  kMemoryGrow,  // int64_t (ctx, uint32_t memory, uint64_t delta): old size in pages, or -1
  kMemoryFill,  // bool (ctx, uint32_t memory, uint64_t dst, uint32_t value, uint64_t n)           (trap)
  kMemoryCopy,  // bool (ctx, uint32_t dst_memory, uint32_t src_memory, uint64_t d, uint64_t s, uint64_t n)  (trap)
  kMemoryInit,  // bool (ctx, uint32_t segment, uint64_t dst, uint32_t src, uint32_t n); memory 0    (trap)
  kDataDrop,   // void (ctx, uint32_t segment)
  kTableGrow,  // int64_t (ctx, uint32_t table, uint64_t init, uint32_t delta): old length, or -1
  kTableFill,  // bool (ctx, uint32_t table, uint32_t dst, uint64_t value, uint32_t n)             (trap)
  kTableCopy,  // bool (ctx, uint32_t dst_table, uint32_t src_table, uint32_t d, uint32_t s, uint32_t n)  (trap)
  kTableInit,  // bool (ctx, uint32_t table, uint32_t segment, uint32_t d, uint32_t s, uint32_t n)  (trap)
  kElemDrop,  // void (ctx, uint32_t segment)
  kHeapWalk,  // std::byte* (ctx, uint64_t address, uint32_t n | is_store << 8): native address or null;
  // the exact two-range rule for one access; refreshes VmContext::heap. Called by a stub only.
  kCount,
};

/// The fixed part of a context. Offsets are burnt into emitted code; change nothing without
/// recompiling.
struct VmContext {
  /// A frame may not reach below this; also the word that is polled (all ones: look whether to stop,
  /// runtime/interrupt.h). First for short encodings.
  uintptr_t stack_limit = 0;
  VmMemory memory0;
  VmHeapWindow heap;
  /// Records of this module's own functions, indexed by (function index - imported functions).
  VmFuncRef* func_refs = nullptr;
  const void* const* builtins = nullptr;   ///< Builtin -> function pointer.
  const void* const* heap_walk = nullptr;  ///< Stubs for checked code: [log2(n) + 5 * is_store].
  uint32_t pending_trap = 0;               ///< TrapKind left by a builtin that returned false.
  /// Not 0: the calls from the host that run in this instance are to stop. Atomically, by any thread.
  uint32_t interrupt = 0;
  uint64_t tail_target = 0;              ///< Scratch of tail calls that move stack arguments.
  uint64_t* results = nullptr;           ///< The result buffer in the tail (VmLayout::results).
  void* instance = nullptr;              ///< Back pointer for the runtime (InstanceImpl*).
  detail::ThreadLink* thread = nullptr;  ///< Of the thread that runs the instance, if one does.
};

/// What VmFuncRef::context points to for a host function. Emitted code hands it to the signature's
/// host stub.
struct VmHostContext {
  /// Called by the host stub: `slots` holds the arguments (8 bytes each, i32/f32 in the low half,
  /// upper half unspecified) and receives the results. `caller` is the calling instance's context.
  /// `frame` is the stub's frame pointer. Returns false to trap; the reason is in the runtime's
  /// thread state.
  bool (*invoke)(VmHostContext* self, VmContext* caller, uint64_t* slots, void* frame) = nullptr;
};

using VmThread = detail::ThreadLink;

/// An entry stub: calls the function of `record` with arguments from, and results to, `slots` (as in
/// VmHostContext::invoke). Notes the entry in `thread`, which must be the calling thread's and
/// which a trap unwinds to; the caller marks it as running.
using EntryStub = detail::Outcome<uint64_t> (*)(VmThread* thread, VmFuncRef* record,
                                                uint64_t* slots);

}  // namespace shoal::jit

#endif  // SHOAL_JIT_VM_CONTEXT_H_
