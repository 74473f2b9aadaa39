// Instance: an instantiated module.
#ifndef SHOAL_INSTANCE_H_
#define SHOAL_INSTANCE_H_

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "shoal/api.h"
#include "shoal/error.h"
#include "shoal/extern.h"
#include "shoal/func.h"
#include "shoal/global.h"
#include "shoal/interrupt.h"
#include "shoal/limits.h"
#include "shoal/memory.h"
#include "shoal/memory_layout.h"
#include "shoal/module.h"
#include "shoal/table.h"
#include "shoal/tuning.h"

namespace shoal {

namespace runtime {
class InstanceImpl;
}
class SharedHeap;      // shoal/shared_heap.h
struct AttachOptions;  // shoal/shared_heap.h

/// What an instance is made with, beside its imports. Made for designated initialisers.
struct InstantiateOptions {
  /// Bytes of a heap in the instance's memory that the host manages (Memory::heap): guests reach
  /// it by the imports of Linker::define_libc, the host by Instance::allocate. 0: none. It takes
  /// space that the guest does not use, as WAMR places it:
  ///  - nothing at all if the module exports its own malloc and free (Instance::allocate then calls
  ///    those);
  ///  - from __heap_base on, the memory getting more pages if they are needed, if the module
  ///    exports it and never looks at its memory's size: what is up there is nobody's;
  ///  - behind the last page, whose count stays, if the memory is one page or none and cannot grow;
  ///  - otherwise on new pages behind the memory. A module that asks for its memory's size does not
  ///    see them before it grows the memory, so an allocator of its own does not take them.
  /// In an imported memory that has no heap, one is made on new pages. Errors: kLimit, if the
  /// memory would get beyond its maximum or 4 GiB.
  uint64_t host_managed_heap_size = 0;
  /// Cuts a memory that the module never grows down to __heap_base (and the host-managed heap):
  /// WAMR's memory of less than a page. A module that uses addresses above, which the specification
  /// allows, traps. Exact to the byte in checked code, to the OS page in guarded code. No effect
  /// on modules that do not export __heap_base and __data_end or that use memory.size or
  /// memory.grow.
  bool truncate_memory = false;
  /// A lower maximum for the module's own memory, host-managed heap not counted. Unit: 64 KiB pages.
  /// Below the memory's minimum: kLimit.
  std::optional<uint64_t> max_memory_pages = {};
  /// Asked before the module's own memories and tables grow, beside Config::limiter: both must agree.
  std::shared_ptr<ResourceLimiter> limiter = {};
  /// What the instance has to begin with, its start function included (Instance::set_fuel). Only of
  /// meaning with Config::fuel.
  uint64_t fuel = 0;
  /// A handle to tie to the instance before its start function runs. One instance per handle:
  /// kArgument if it is another's already.
  std::optional<InterruptHandle> interrupt = {};
};

/// A shared handle to an instance. Copying is cheap. An instance lives while any handle to it, to a
/// function of it, or to anything that its functions have been put in lives. One thread at a time
/// may use an instance and whatever it shares tables, globals or functions of instances with;
/// different threads at different times may. Instances that share no more than memories, shared
/// heaps and host functions may be used by several threads at once, each by one.
class SHOAL_API Instance {
 public:
  /// Instantiates `module` with `imports` in the order of module.imports(). Linker is the
  /// comfortable way. Errors: kLink (number or type of an import, or one of another engine), kTrap
  /// (an active segment or the start function trapped: what they had written before stays, as the
  /// specification says), kLimit, kSystem.
  static Result<Instance> create(const Module& module, std::span<const Extern> imports,
                                 const InstantiateOptions& options = {});

  Module module() const;

  /// Every export, in the module's order.
  std::vector<std::pair<std::string, Extern>> exports() const;
  /// The export `name`, or nothing.
  std::optional<Extern> find_export(std::string_view name) const;

  // The export `name` of one kind. Error (kArgument): there is none, or it is of another kind; the
  // message lists the exports of that kind.
  Result<Func> func(std::string_view name) const;
  Result<Memory> memory(std::string_view name = "memory") const;
  Result<Table> table(std::string_view name) const;
  Result<Global> global(std::string_view name) const;
  /// The exported function `name` as a typed function; Sig as in Func::typed. Error (kArgument):
  /// also if the signature differs.
  template <class Sig>
  Result<TypedFunc<Sig>> function(std::string_view name) const {
    Result<Func> f = func(name);
    if (!f) return std::move(f).error();
    return f->typed<Sig>();
  }

  /// What the areas of memory 0 are for.
  MemoryLayout memory_layout() const;

  // The instance's allocator: the guest's own malloc and free if it exports them, else the heap of
  // its memory. To a guest it is as if it had called malloc itself. What a guest's malloc returns
  // is checked before it is used. (WAMR: wasm_runtime_module_malloc and its kin.)

  /// Which that is.
  GuestAllocator allocator() const;
  /// Address of a new block of `size` bytes, all of it in memory 0. Errors: kArgument (there is no
  /// allocator), kLimit (no room), kTrap (the guest's malloc trapped, or returned an address that
  /// is not in its memory).
  Result<uint64_t> allocate(uint64_t size) const;
  /// The block at `address` with a new size, maybe elsewhere. Only of a heap that the host manages.
  /// Errors: as allocate; kArgument: no live block starts there.
  Result<uint64_t> reallocate(uint64_t address, uint64_t size) const;
  /// Frees what allocate gave. Errors: kArgument (no live block starts there, or no allocator),
  /// kTrap (the guest's free trapped).
  Result<void> free(uint64_t address) const;
  /// A new block that holds a copy of `bytes`.
  Result<uint64_t> duplicate(std::span<const std::byte> bytes) const;

  /// Attaches the chain of shared heaps that starts at `heap`: the guest reaches its bytes at
  /// heap.start_address() and up. Heaps that guarded code cannot reach move the instance to its
  /// module's checked code, which is compiled on first use. Errors: kArgument with the rule that is
  /// broken (no memory; a chain is attached already; the memory reaches into the chain; the
  /// instance would have to change its code while it runs), kLimit, kSystem. The heaps stay alive
  /// while attached. An instance that goes detaches by itself.
  Result<void> attach(const SharedHeap& heap, const AttachOptions& options);
  /// With default options: read-write, not contiguous.
  Result<void> attach(const SharedHeap& heap);
  /// Takes the attached chain out of the guest's reach. Does nothing if none is attached. Error:
  /// kSystem.
  Result<void> detach();
  /// True while a chain of shared heaps is attached.
  bool has_shared_heap() const;

  /// The guest's bytes [address, address + size), to read and write: in memory 0 or in the attached
  /// chain, by the rule of the guest's own accesses (see Caller). Error (kTrap,
  /// kMemoryOutOfBounds).
  Result<std::span<std::byte>> bytes(uint64_t address, uint64_t size) const;
  /// The same to read only; heaps attached read-only count.
  Result<std::span<const std::byte>> const_bytes(uint64_t address, uint64_t size) const;

  /// Which code the instance runs now.
  Bounds bounds() const;
  /// What stops the calls that run in this instance.
  InterruptHandle interrupt_handle() const;
  /// The same as interrupt_handle().interrupt(), from any thread.
  void interrupt() const;

  // Fuel, with Config::fuel; without it both fail with kArgument. An instruction costs 1, whatever it
  // does, but for block, loop, else, end, nop and drop, which are free, and for memory.fill, copy and
  // init (1 more for every 64 bytes) and table.fill, copy, init and grow (1 more for every 8
  // elements). A basic block is paid for when it is entered. What the host calls pays for all that
  // the call does, in other instances, too; host functions cost nothing. With too little left for
  // the next block, code traps (TrapKind::kOutOfFuel) and nothing is left.

  /// What the instance may consume from now on. At most 2^63 - 1 counts. Not while it runs; a host
  /// function has Caller::set_fuel for that. Error (kArgument): it runs.
  Result<void> set_fuel(uint64_t fuel) const;
  /// What is left.
  Result<uint64_t> fuel() const;

  /// True if both handles stand for the same instance.
  bool operator==(const Instance& other) const { return impl_.get() == other.impl_.get(); }

  /// For Shoal's own layers.
  explicit Instance(std::shared_ptr<runtime::InstanceImpl> impl) : impl_(std::move(impl)) {}
  const std::shared_ptr<runtime::InstanceImpl>& impl() const { return impl_; }

 private:
  std::shared_ptr<runtime::InstanceImpl> impl_;
};

}  // namespace shoal

#endif  // SHOAL_INSTANCE_H_
