#include "runtime/instance.h"

#include <algorithm>
#include <cassert>
#include <string>
#include <utility>

#include "runtime/backtrace.h"
#include "runtime/reference.h"
#include "runtime/thread_state.h"
#include "shoal/caller.h"
#include "shoal/detail/guarded.h"
#include "shoal/instance.h"
#include "shoal/shared_heap.h"

namespace shoal {
namespace runtime {

InstanceImpl::InstanceImpl(std::shared_ptr<const ModuleImpl> module)
    : Member(module->engine()), module_(std::move(module)), bounds_(engine().config().bounds) {}

InstanceImpl::~InstanceImpl() {
  if (interrupt_) interrupt_->untie();
  if (listed_) ContextList::instance().remove(*listed_);
  if (is_counted_) engine().remove_instance();
}

Result<void> InstanceImpl::count() {
  is_counted_ = engine().add_instance();
  if (is_counted_) return {};
  return make_error(ErrorKind::kLimit,
                    "there are " + std::to_string(engine().config().limits.instances) +
                        " instances, as many as ResourceLimits::instances allows: drop all handles "
                        "to some of them, or raise it in Config::limits");
}

std::shared_ptr<InterruptState> InstanceImpl::interrupt_state() {
  const std::lock_guard lock(engine().lifetime_mutex());
  if (!interrupt_) {
    interrupt_ = std::make_shared<InterruptState>();
    interrupt_->tie(context_.get());
  }
  return interrupt_;
}

void InstanceImpl::disconnect() {
  heaps_.drop();
  for (uint32_t i = 0; i < tables_.size(); ++i) {
    tables_[i]->remove_mirror(tail<jit::VmTable>(module_->layout().table(i)));
  }
  tables_.clear();
  for (const auto& memory : memories_) memory->remove_user(this);
  memories_.clear();
}

jit::VmFuncRef* InstanceImpl::func_record(uint32_t index) const {
  const uint32_t imported = module_->info().imported_functions;
  if (index < imported) {
    return *tail<jit::VmFuncRef*>(module_->layout().imported_function(index));
  }
  return context_->func_refs + (index - imported);
}

uint64_t* InstanceImpl::global_cell(uint32_t index) const {
  const uint32_t imported = module_->info().imported_globals;
  if (index < imported) return imported_globals_[index]->cell();
  return tail<uint64_t>(module_->layout().own_global(index - imported));
}

Extern InstanceImpl::export_at(const jit::ExportInfo& e) {
  switch (e.kind) {
    case ExternKind::kFunc: return Func(target_of(func_record(e.index)));
    case ExternKind::kTable: return Table(Lifetime::handle(tables_[e.index]));
    case ExternKind::kMemory: return Memory(memories_[e.index]);
    case ExternKind::kGlobal: break;
  }
  const uint32_t imported = module_->info().imported_globals;
  if (e.index < imported) return Global(Lifetime::handle(imported_globals_[e.index]));
  GlobalImpl*& own = own_globals_[e.index - imported];
  if (!own) {
    own = Lifetime::join(
        *this, std::make_unique<GlobalImpl>(shared_engine(), module_->info().globals[e.index].type,
                                            global_cell(e.index)));
  }
  return Global(Lifetime::handle(own));
}

bool InstanceImpl::is_entered() const {
  if (!thread_link().is_running()) return false;
  for (const jit::VmThread* entry = &thread_link(); entry; entry = entry->previous) {
    if (static_cast<const jit::VmFuncRef*>(entry->record)->context == context_.get()) return true;
  }
  return false;
}

bool InstanceImpl::is_running() const {
  if (is_entered()) return true;
  if (!lends_functions_ && Lifetime::is_only_instance(*this)) return false;
  // Another instance may have called it without passing through the host. Frames do not name their
  // instance.
  return visit_frames(0, [this](uintptr_t pc) { return module_->owns_code(pc); });
}

namespace {

/// Another thread may be running the instance: when somebody else begins to use its memory, its
/// checked code is exchanged for exact code, and it goes on in either.
void store(const void*& entry, const void* value) {
  __atomic_store_n(&entry, value, __ATOMIC_RELAXED);
}

}  // namespace

/// Points the context and the function records to `image`. References to the functions, wherever
/// they are, are pointers to these records and so follow.
void InstanceImpl::use_image(const jit::CodeImage& image) {
  for (uint32_t i = 0; i < own_functions_.size(); ++i) {
    store(own_functions_[i].code, image.external_entry(i));
    store(own_functions_[i].direct_code, image.direct_entry(i));
  }
  if (bounds_ != image.bounds()) bounds_ = image.bounds();
  exact_ = image.tables().exact;
}

Result<void> InstanceImpl::move_to(Bounds bounds, bool exact) {
  exact |= must_be_exact_;
  if (bounds == bounds_ && (bounds == Bounds::kGuarded || exact == exact_)) return {};
  if (is_running()) {
    return make_error(ErrorKind::kArgument,
                      "it is running: do it before the call, or use Config::bounds = kChecked");
  }
  const Result<const jit::CodeImage*> image = module_->image(bounds, exact);
  if (!image) return image.error();
  use_image(**image);
  return {};
}

Reservation* InstanceImpl::exclusive_reservation() {
  MemoryImpl* const memory = memory0();
  const bool exclusive = memory && memory->users().size() == 1;
  return exclusive ? &memory->reservation() : nullptr;
}

uint64_t InstanceImpl::max_memory_size() const { return memory0() ? memory0()->max_bytes() : 0; }

std::mutex* InstanceImpl::memory_mutex() { return memory0() ? &memory0()->mutex() : nullptr; }

void InstanceImpl::publish_memory() {
  if (memory0()) memory0()->publish();
}

namespace {

Error no_export(const ModuleImpl& module, std::string_view name, ExternKind kind) {
  std::string known;
  for (const jit::ExportInfo& e : module.info().exports) {
    if (e.kind != kind) continue;
    if (known.size() > 300) {
      known += ", ...";
      break;
    }
    known += (known.empty() ? "" : ", ") + ("'" + e.name + "'");
  }
  const std::string noun(to_string(kind));
  return make_error(ErrorKind::kArgument,
                    "the instance exports no " + noun + " named '" + std::string(name) + "'; " +
                        (known.empty() ? "it exports none at all" : "it exports " + known));
}

/// The export `name` as the handle type T of its kind.
template <class T>
Result<T> get_export(InstanceImpl& instance, std::string_view name, ExternKind kind) {
  const jit::ExportInfo* e = instance.module()->find_export(name);
  if (!e || e->kind != kind) return no_export(*instance.module(), name, kind);
  return std::get<T>(instance.export_at(*e));
}

template <class Byte>
Result<std::span<Byte>> guest_bytes(const InstanceImpl& instance, uint64_t address, uint64_t size) {
  std::byte* const at = instance.translate(address, size, !std::is_const_v<Byte>);
  if (!at) {
    Error error = trap_error(TrapKind::kMemoryOutOfBounds);
    error.message += ": " + std::to_string(size) + " bytes at address " + std::to_string(address);
    return error;
  }
  return std::span<Byte>(at, size);
}

}  // namespace
}  // namespace runtime

Module Instance::module() const { return Module(impl_->module()); }

std::vector<std::pair<std::string, Extern>> Instance::exports() const {
  std::vector<std::pair<std::string, Extern>> exports;
  for (const jit::ExportInfo& e : impl_->module()->info().exports) {
    exports.emplace_back(e.name, impl_->export_at(e));
  }
  return exports;
}

std::optional<Extern> Instance::find_export(std::string_view name) const {
  const jit::ExportInfo* e = impl_->module()->find_export(name);
  if (!e) return std::nullopt;
  return impl_->export_at(*e);
}

Result<Func> Instance::func(std::string_view name) const {
  return detail::guarded(
      [&]() -> Result<Func> { return runtime::get_export<Func>(*impl_, name, ExternKind::kFunc); });
}
Result<Memory> Instance::memory(std::string_view name) const {
  return detail::guarded([&]() -> Result<Memory> {
    return runtime::get_export<Memory>(*impl_, name, ExternKind::kMemory);
  });
}
Result<Table> Instance::table(std::string_view name) const {
  return detail::guarded([&]() -> Result<Table> {
    return runtime::get_export<Table>(*impl_, name, ExternKind::kTable);
  });
}
Result<Global> Instance::global(std::string_view name) const {
  return detail::guarded([&]() -> Result<Global> {
    return runtime::get_export<Global>(*impl_, name, ExternKind::kGlobal);
  });
}

Result<void> Instance::attach(const SharedHeap& heap, const AttachOptions& options) {
  return detail::guarded([&]() -> Result<void> { return impl_->heaps().attach(heap, options); });
}
Result<void> Instance::attach(const SharedHeap& heap) {
  return attach(heap, AttachOptions{});
}
Result<void> Instance::detach() {
  return detail::guarded([&]() -> Result<void> { return impl_->heaps().detach(); });
}
bool Instance::has_shared_heap() const { return impl_->heaps().attached(); }

Result<std::span<std::byte>> Instance::bytes(uint64_t address, uint64_t size) const {
  return detail::guarded([&]() -> Result<std::span<std::byte>> {
    return runtime::guest_bytes<std::byte>(*impl_, address, size);
  });
}
Result<std::span<const std::byte>> Instance::const_bytes(uint64_t address, uint64_t size) const {
  return detail::guarded([&]() -> Result<std::span<const std::byte>> {
    return runtime::guest_bytes<const std::byte>(*impl_, address, size);
  });
}

Bounds Instance::bounds() const { return impl_->bounds(); }

InterruptHandle Instance::interrupt_handle() const {
  return InterruptHandle(impl_->interrupt_state());
}

void Instance::interrupt() const { interrupt_handle().interrupt(); }

namespace {

constexpr uint64_t kMostFuel = INT64_MAX;

Result<void> check_fuel(const runtime::InstanceImpl& instance) {
  if (instance.engine().config().fuel) return {};
  return make_error(ErrorKind::kArgument,
                    "the engine's code does not count fuel: make it with Config::fuel");
}

Result<void> check_idle(const runtime::InstanceImpl& instance) {
  if (Result<void> counts = check_fuel(instance); !counts) return counts;
  if (!instance.is_entered()) return {};
  return make_error(ErrorKind::kArgument,
                    "the instance is running: its host functions have Caller::fuel and set_fuel");
}

}  // namespace

Result<void> Instance::set_fuel(uint64_t fuel) const {
  if (Result<void> idle = check_idle(*impl_); !idle) return idle;
  impl_->set_fuel(static_cast<int64_t>(std::min(fuel, kMostFuel)));
  return {};
}

Result<uint64_t> Instance::fuel() const {
  if (Result<void> idle = check_idle(*impl_); !idle) return std::move(idle).error();
  return static_cast<uint64_t>(impl_->fuel());
}

namespace {

Error no_caller() {
  return make_error(ErrorKind::kArgument,
                    "the host itself called this host function: there is no calling instance");
}

}  // namespace

Result<Instance> Caller::instance() const {
  return detail::guarded([&]() -> Result<Instance> {
    if (!instance_) return no_caller();
    return Instance(runtime::Lifetime::handle(instance_));
  });
}

Result<Memory> Caller::memory(std::string_view name) const {
  return detail::guarded([&]() -> Result<Memory> {
    if (!instance_) return no_caller();
    return runtime::get_export<Memory>(*instance_, name, ExternKind::kMemory);
  });
}

Result<std::span<std::byte>> Caller::bytes(uint64_t address, uint64_t size) const {
  return detail::guarded([&]() -> Result<std::span<std::byte>> {
    if (!instance_) return no_caller();
    return runtime::guest_bytes<std::byte>(*instance_, address, size);
  });
}

Result<std::span<const std::byte>> Caller::const_bytes(uint64_t address, uint64_t size) const {
  return detail::guarded([&]() -> Result<std::span<const std::byte>> {
    if (!instance_) return no_caller();
    return runtime::guest_bytes<const std::byte>(*instance_, address, size);
  });
}

Result<std::string_view> Caller::string(uint64_t address, uint64_t size) const {
  return detail::guarded([&]() -> Result<std::string_view> {
    const Result<std::span<const std::byte>> text = const_bytes(address, size);
    if (!text) return text.error();
    return std::string_view(reinterpret_cast<const char*>(text->data()), text->size());
  });
}

bool Caller::is_interrupted() const {
  return instance_ && runtime::is_stop_requested(instance_->context());
}

Result<uint64_t> Caller::fuel() const {
  if (!instance_) return no_caller();
  if (Result<void> counts = check_fuel(*instance_); !counts) return std::move(counts).error();
  return static_cast<uint64_t>(std::max<int64_t>(runtime::thread_link().fuel, 0));
}

Result<void> Caller::set_fuel(uint64_t fuel) const {
  if (!instance_) return no_caller();
  if (Result<void> counts = check_fuel(*instance_); !counts) return counts;
  runtime::thread_link().fuel = static_cast<int64_t>(std::min(fuel, kMostFuel));
  return {};
}

}  // namespace shoal
