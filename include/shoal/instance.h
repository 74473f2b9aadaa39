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

#include "shoal/error.h"
#include "shoal/extern.h"
#include "shoal/func.h"
#include "shoal/global.h"
#include "shoal/memory.h"
#include "shoal/module.h"
#include "shoal/table.h"
#include "shoal/tuning.h"

namespace shoal {

namespace runtime {
class InstanceImpl;
}
class SharedHeap;      // shoal/shared_heap.h
struct AttachOptions;  // shoal/shared_heap.h

/// A shared handle to an instance. Copying is cheap. An instance lives while any handle to it, to a
/// function of it, or to anything that its functions have been put in lives. One thread at a time
/// may use an instance and whatever it shares memories, tables, globals or functions with;
/// different threads at different times may.
class Instance {
 public:
  /// Instantiates `module` with `imports` in the order of module.imports(). Linker is the
  /// comfortable way. Errors: kLink (number or type of an import, or one of another engine), kTrap
  /// (an active segment or the start function trapped: what they had written before stays, as the
  /// specification says), kLimit, kSystem.
  static Result<Instance> create(const Module& module, std::span<const Extern> imports);

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
  /// Makes the code that runs in this instance now trap with TrapKind::kInterrupt at its next
  /// check: the next function call and, with Config::interruptible, the next loop iteration. No
  /// effect if none runs; code of other instances that it has called goes on until it returns. May
  /// be called from any thread.
  void interrupt() const;

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
