// The inside of an Instance: the VmContext that its code runs in, and everything that this points
// to.
#ifndef SHOAL_RUNTIME_INSTANCE_H_
#define SHOAL_RUNTIME_INSTANCE_H_

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <memory>
#include <mutex>
#include <optional>
#include <span>
#include <vector>

#include "jit/code_image.h"
#include "jit/vm_context.h"
#include "runtime/global.h"
#include "runtime/heap_attachment.h"
#include "runtime/interrupt.h"
#include "runtime/lifetime.h"
#include "runtime/memory.h"
#include "runtime/module.h"
#include "runtime/table.h"
#include "shoal/error.h"
#include "shoal/extern.h"

namespace shoal::runtime {

/// One thread at a time. Built by Instantiation (runtime/instantiate.cc), which fills what is
/// private here in the order that the specification gives.
class InstanceImpl final : public Member, private HeapTarget {
 public:
  explicit InstanceImpl(std::shared_ptr<const ModuleImpl> module);
  ~InstanceImpl() override;

  /// The instance whose context this is.
  static InstanceImpl* of(const jit::VmContext* context) {
    return static_cast<InstanceImpl*>(context->instance);
  }

  const std::shared_ptr<const ModuleImpl>& module() const { return module_; }
  const jit::VmContext& context() const { return *context_; }
  jit::VmContext& context() override { return *context_; }
  jit::VmFuncRef* func_record(uint32_t index) const;
  /// Null if the module has no memory.
  MemoryImpl* memory0() const { return memories_.empty() ? nullptr : memories_[0].get(); }
  TableImpl& table(uint32_t index) const { return *tables_[index]; }
  uint64_t* global_cell(uint32_t index) const;
  /// A handle to the object behind an export.
  Extern export_at(const jit::ExportInfo& e);

  /// A data segment's bytes; empty once dropped.
  std::span<const uint8_t> data_segment(uint32_t index) const { return data_[index]; }
  void drop_data(uint32_t index) { data_[index] = {}; }
  /// An element segment's references; empty once dropped.
  std::span<const uint64_t> elem_segment(uint32_t index) const { return elements_[index]; }
  void drop_elem(uint32_t index) { std::vector<uint64_t>().swap(elements_[index]); }

  /// True if a call from the host into it has not returned yet, on this thread.
  bool is_entered() const;
  /// Another instance has imported a function of this one and may call it without passing through
  /// the host.
  void lend_functions() { lends_functions_ = true; }
  /// Lets the engine count it. Error (kLimit): ResourceLimits::instances.
  Result<void> count();
  /// True if a frame of its code is on this thread's stack. Where other instances can call it, a
  /// frame of any instance of the same module counts.
  bool is_running() const;

  /// What it has left when no call runs in it.
  int64_t fuel() const { return fuel_; }
  void set_fuel(int64_t fuel) { fuel_ = fuel; }
  /// What handles stop it by. Thread-safe.
  std::shared_ptr<InterruptState> interrupt_state();
  /// The same while its start function has not returned, if somebody may ask already; else null.
  const InterruptState* starting() const { return starting_; }

  /// Which image its code runs in.
  Bounds bounds() const override { return bounds_; }
  /// The shared heaps that are attached, if any.
  HeapAttachment& heaps() { return heaps_; }
  /// The guest's bytes [address, address + n), in memory 0 or in the attached heaps; null if the
  /// address rule (runtime/address_rule.h) forbids it.
  std::byte* translate(uint64_t address, uint64_t n, bool write) const {
    return heaps_.translate(address, n, write);
  }

 private:
  friend class Instantiation;

  struct FreeContext {
    void operator()(jit::VmContext* context) const { std::free(context); }
  };

  void disconnect() override;
  bool runs_code() const override { return true; }

  // HeapTarget: what attaching heaps needs.
  Reservation* exclusive_reservation() override;
  uint64_t max_memory_size() const override;
  Result<void> move_to(Bounds bounds, bool exact) override;
  void publish_memory() override;
  std::mutex* memory_mutex() override;
  const Tuning& tuning() const override { return engine().config().tuning; }

  /// A place in the context's tail.
  template <class T>
  T* tail(uint32_t offset) const {
    return reinterpret_cast<T*>(reinterpret_cast<std::byte*>(context_.get()) + offset);
  }
  void use_image(const jit::CodeImage& image);

  const std::shared_ptr<const ModuleImpl> module_;
  std::unique_ptr<jit::VmContext, FreeContext> context_;
  std::vector<jit::VmFuncRef> own_functions_;
  std::vector<std::shared_ptr<MemoryImpl>> memories_;
  std::vector<TableImpl*> tables_;             // Kept alive by the lifetime group.
  std::vector<GlobalImpl*> imported_globals_;  // Kept alive by the lifetime group.
  std::vector<GlobalImpl*> own_globals_;       // By own index; made when first exported.
  std::vector<std::span<const uint8_t>> data_;
  std::vector<std::vector<uint64_t>> elements_;
  HeapAttachment heaps_{*this};
  int64_t fuel_ = 0;
  std::shared_ptr<InterruptState> interrupt_;  // Under the engine's lifetime mutex, once it lives.
  const InterruptState* starting_ = nullptr;
  std::optional<uint32_t> listed_;  ///< The context's place in the ContextList.
  bool lends_functions_ = false;
  bool is_counted_ = false;  ///< By the engine.
  Bounds bounds_;
  bool exact_ = false;  ///< Its code is checked and exact (jit::CompileOptions).
  bool must_be_exact_ =
      false;  ///< Checked code has to be: its memory is no place for anything else.
};

}  // namespace shoal::runtime

#endif  // SHOAL_RUNTIME_INSTANCE_H_
