// Instantiation (core specification, 4.5.4): imports are checked before anything happens; then
// tables, memories and globals are made and element segments evaluated; then active segments are
// written, in order, and the start function runs. A trap in these last steps leaves what was
// written before it: other instances may have seen it already.
//
// Until something of the new instance can be seen from outside (a function in an imported table, or
// anything the start function does), only the caller's import handles keep the imports alive, so
// that a failure simply drops the instance. Then it is tied to the lifetimes of what it imports
// (runtime/lifetime.h).
#include <algorithm>
#include <cassert>
#include <cstring>
#include <string>
#include <utility>
#include <variant>

#include "runtime/backtrace.h"
#include "runtime/builtins.h"
#include "runtime/const_eval.h"
#include "runtime/host_func.h"
#include "runtime/instance.h"
#include "runtime/reference.h"
#include "shoal/detail/guarded.h"
#include "shoal/instance.h"

namespace shoal {
namespace runtime {
namespace {

/// "Import subtyping" for limits: the provided ones are at least as narrow as the wanted.
bool limits_match(const Limits& have, const Limits& want) {
  if (have.min < want.min) return false;
  return !want.has_max || (have.has_max && have.max <= want.max);
}

bool types_match(const ExternType& have, const ExternType& want) {
  if (kind(have) != kind(want)) return false;
  switch (kind(want)) {
    case ExternKind::kFunc: return std::get<FuncType>(have) == std::get<FuncType>(want);
    case ExternKind::kTable: {
      const auto& h = std::get<TableType>(have);
      const auto& w = std::get<TableType>(want);
      return h.element == w.element && h.index == w.index && limits_match(h.limits, w.limits);
    }
    case ExternKind::kMemory: {
      const auto& h = std::get<MemoryType>(have);
      const auto& w = std::get<MemoryType>(want);
      return h.index == w.index && h.shared == w.shared && limits_match(h.limits, w.limits);
    }
    case ExternKind::kGlobal: break;
  }
  return std::get<GlobalType>(have) == std::get<GlobalType>(want);
}

const EngineImpl* engine_of(const Extern& e) {
  struct {
    const EngineImpl* operator()(const Func& f) const { return f.target().engine; }
    const EngineImpl* operator()(const Table& t) const { return &t.impl()->engine(); }
    const EngineImpl* operator()(const Memory& m) const { return &m.impl()->engine(); }
    const EngineImpl* operator()(const Global& g) const { return &g.impl()->engine(); }
  } const visitor;
  return std::visit(visitor, e);
}

}  // namespace

/// The steps, on one new instance.
class Instantiation {
 public:
  Instantiation(std::shared_ptr<const ModuleImpl> module, std::span<const Extern> imports,
                const InstantiateOptions& options)
      : module_(std::move(module)), info_(module_->info()), imports_(imports), options_(options) {}

  Result<Instance> run() {
    if (Result<void> done = check_imports(); !done) return std::move(done).error();
    instance_ = Lifetime::start(std::make_unique<InstanceImpl>(module_));
    for (const auto step :
         {&Instantiation::count, &Instantiation::make_context, &Instantiation::bind_imports,
          &Instantiation::make_memories, &Instantiation::choose_image, &Instantiation::make_tables,
          &Instantiation::make_globals, &Instantiation::fill_tables, &Instantiation::write_elements,
          &Instantiation::write_data, &Instantiation::start}) {
      if (Result<void> done = (this->*step)(); !done) return std::move(done).error();
    }
    return Instance(std::move(instance_));
  }

 private:
  Result<void> check_imports() const;
  Result<void> check_import(const jit::ImportInfo& import, const Extern& value) const;
  Result<void> count() { return instance_->count(); }
  Result<void> make_context();
  Result<void> make_interruptible(jit::VmContext& context);
  Result<void> choose_image();
  Result<void> bind_imports();
  void bind(uint32_t index, const Func& func);
  void bind(uint32_t index, const Table& table);
  void bind(uint32_t index, const Memory& memory);
  Result<void> add_memory(std::shared_ptr<MemoryImpl> memory);
  void bind(uint32_t index, const Global& global);
  void tie_to_imports();
  void tie(const Func& func);
  void tie(const Table& table);
  void tie(const Memory&) {}  // The instance owns a share of it.
  void tie(const Global& global);
  void tie(Member& import, bool references_flow);
  void add_table(TableImpl& table);
  Result<void> make_tables();
  Result<void> make_memories();
  Result<void> make_globals();
  Result<void> fill_tables();
  Result<void> write_elements();
  Result<void> write_data();
  Result<void> start();

  uint64_t eval(const jit::ConstExpr& expr) const { return evaluate(expr, *instance_); }

  const std::shared_ptr<const ModuleImpl> module_;
  const jit::ModuleInfo& info_;
  const std::span<const Extern> imports_;
  const InstantiateOptions& options_;
  MemoryShape shape_;  ///< Of the own memory.
  std::shared_ptr<InstanceImpl> instance_;
  bool tied_ = false;
  Result<void> bound_;  ///< What bind() could not do.
};

Result<void> Instantiation::check_imports() const {
  if (imports_.size() != info_.imports.size()) {
    return make_error(ErrorKind::kLink, "the module has " + std::to_string(info_.imports.size()) +
                                            " imports, but " + std::to_string(imports_.size()) +
                                            " were given");
  }
  for (size_t i = 0; i < imports_.size(); ++i) {
    if (Result<void> good = check_import(info_.imports[i], imports_[i]); !good) return good;
  }
  return {};
}

Result<void> Instantiation::check_import(const jit::ImportInfo& import, const Extern& value) const {
  const std::string name = import.module + "." + import.name;
  const ExternType want = module_->type_of(import.kind, import.index);
  const ExternType have = shoal::type_of(value);
  if (!types_match(have, want)) {
    return make_error(ErrorKind::kLink, "incompatible import type: " + name + ": expected " +
                                            to_string(want) + ", found " + to_string(have));
  }
  if (engine_of(value) != module_->engine().get()) {
    return make_error(ErrorKind::kLink, "the import " + name + " belongs to another engine");
  }
  return {};
}

/// The context and what in it does not depend on imports.
Result<void> Instantiation::make_context() {
  const jit::VmLayout& layout = module_->layout();
  constexpr size_t kCacheLine = 64;
  const size_t size = (layout.size + kCacheLine - 1) & ~(kCacheLine - 1);
  void* const memory = std::aligned_alloc(kCacheLine, size);
  if (!memory) return make_error(ErrorKind::kSystem, "out of memory for an instance");
  std::memset(memory, 0, size);
  InstanceImpl& instance = *instance_;
  auto* const context = new (memory) jit::VmContext;
  instance.context_.reset(context);
  context->builtins = builtin_table();
  context->heap_walk = instance.engine().stubs().heap_walk();
  context->results = instance.tail<uint64_t>(layout.results);
  context->instance = &instance;
  auto* const type_ids = instance.tail<uint32_t>(layout.type_ids);
  for (size_t i = 0; i < module_->types().size(); ++i) type_ids[i] = module_->types()[i]->id;

  instance.own_functions_.resize(info_.bodies.size());
  for (uint32_t i = 0; i < info_.bodies.size(); ++i) {
    jit::VmFuncRef& record = instance.own_functions_[i];
    record.context = context;
    record.func_index = info_.imported_functions + i;
    record.type_id = module_->type_of(record.func_index)->id;
  }
  context->func_refs = instance.own_functions_.data();
  return make_interruptible(*context);
}

/// From now on requests to stop find it.
Result<void> Instantiation::make_interruptible(jit::VmContext& context) {
  instance_->set_fuel(static_cast<int64_t>(std::min<uint64_t>(options_.fuel, INT64_MAX)));
  instance_->listed_ = ContextList::instance().add(&context);
  if (!options_.interrupt) return {};
  const std::shared_ptr<InterruptState>& state = options_.interrupt->impl();
  if (!state->tie(&context)) {
    return make_error(ErrorKind::kArgument,
                      "InstantiateOptions::interrupt is tied to another instance already");
  }
  instance_->interrupt_ = state;
  instance_->starting_ = state.get();
  return {};
}

/// Now that the memory has decided which.
Result<void> Instantiation::choose_image() {
  const Result<const jit::CodeImage*> image =
      module_->image(instance_->bounds_, instance_->must_be_exact_);
  if (!image) return image.error();
  instance_->use_image(**image);
  return {};
}

Result<void> Instantiation::bind_imports() {
  for (size_t i = 0; i < imports_.size(); ++i) {
    std::visit([this, i](const auto& value) { bind(info_.imports[i].index, value); }, imports_[i]);
  }
  return std::move(bound_);
}

void Instantiation::bind(uint32_t index, const Func& func) {
  auto* const record = static_cast<jit::VmFuncRef*>(func.target().record);
  auto& import = *instance_->tail<jit::VmImport>(module_->layout().imported_function(index));
  import.record = record;
  HostFunc* const host = HostFunc::from(record);
  if (host && host->body().direct()) {
    import.code = host->body().direct();
    import.self = &host->body();
    return;
  }
  const Result<const void*> adapter =
      instance_->engine().stubs().import_adapter(func.target().type->type);
  if (!adapter) {
    bound_ = adapter.error();
    return;
  }
  import.code = *adapter;
  import.self = record;
}

void Instantiation::bind(uint32_t, const Table& table) { add_table(*table.impl()); }

void Instantiation::bind(uint32_t, const Memory& memory) {
  if (Result<void> added = add_memory(memory.impl()); !added) bound_ = std::move(added);
}

Result<void> Instantiation::add_memory(std::shared_ptr<MemoryImpl> memory) {
  instance_->memories_.reserve(instance_->memories_.size() + 1);  // A user has to stay one.
  const Result<bool> shows_heaps = memory->add_user(instance_.get());
  if (!shows_heaps) return shows_heaps.error();
  if (!memory->guarded() || *shows_heaps) instance_->bounds_ = Bounds::kChecked;
  // Exact code is for memories that end inside a page, too, which only engines of checked code have.
  const bool is_whole = memory->reservation().size() >= jit::kWholeSpace;
  if (!is_whole || *shows_heaps || memory->byte_size() % os_page_size() != 0) {
    instance_->must_be_exact_ = true;
  }
  instance_->memories_.push_back(std::move(memory));
  return {};
}

void Instantiation::bind(uint32_t index, const Global& global) {
  *instance_->tail<uint64_t*>(module_->layout().imported_global(index)) = global.impl()->cell();
  instance_->imported_globals_.push_back(global.impl().get());
}

/// Makes the instance keep its imports alive, and where references can flow, the other way round.
void Instantiation::tie_to_imports() {
  if (std::exchange(tied_, true)) return;
  for (const Extern& value : imports_) {
    std::visit([this](const auto& import) { tie(import); }, value);
  }
}

void Instantiation::tie(const Func& func) {
  auto* const record = static_cast<jit::VmFuncRef*>(func.target().record);
  if (HostFunc* host = HostFunc::from(record)) {
    return Lifetime::keep(*instance_, host->shared_from_this());
  }
  const InternedType& type = *func.target().type;
  InstanceImpl& owner = *InstanceImpl::of(record->context);
  owner.lend_functions();
  tie(owner, type.takes_funcref || type.returns_funcref);
}

void Instantiation::tie(const Table& table) {
  tie(*table.impl(), table.impl()->type().element == ValType::kFuncRef);
}

void Instantiation::tie(const Global& global) {
  tie(*global.impl(), global.impl()->type().type == ValType::kFuncRef);
}

void Instantiation::tie(Member& import, bool references_flow) {
  if (references_flow) {
    Lifetime::connect(*instance_, import);
  } else {
    Lifetime::depend(*instance_, import);
  }
}

void Instantiation::add_table(TableImpl& table) {
  const auto index = static_cast<uint32_t>(instance_->tables_.size());
  instance_->tables_.push_back(&table);
  table.add_mirror(instance_->tail<jit::VmTable>(module_->layout().table(index)));
}

Result<void> Instantiation::make_tables() {
  const uint64_t most = instance_->engine().config().limits.table_elements;
  uint64_t elements = 0;
  for (size_t i = info_.imported_tables; i < info_.tables.size(); ++i) {
    const TableType& type = info_.tables[i].type;
    // All together, so that a small module cannot ask for many large tables.
    elements += std::min(type.limits.min, most + 1);
    if (elements > most) {
      return make_error(ErrorKind::kLimit,
                        "the module's tables have more than ResourceLimits::table_elements (" +
                            std::to_string(most) + ") elements: raise it in Config::limits");
    }
    auto table = TableImpl::create(instance_->shared_engine(), type, 0, options_.limiter);
    if (!table) return std::move(table).error();
    add_table(*Lifetime::join(*instance_, std::move(*table)));
  }
  return {};
}

Result<void> Instantiation::make_memories() {
  for (size_t i = info_.imported_memories; i < info_.memories.size(); ++i) {
    Result<MemoryShape> shape = shape_of(*module_, options_);
    if (!shape) return std::move(shape).error();
    shape_ = *shape;
    auto memory = MemoryImpl::create(instance_->shared_engine(), shape_, options_.limiter);
    if (!memory) return std::move(memory).error();
    if (Result<void> added = add_memory(std::move(*memory)); !added) return added;
  }
  assert(instance_->memories_.size() <= 1);
  const bool is_imported = info_.imported_memories > 0;
  const bool has_own_allocator = module_->allocator().kind != GuestAllocator::kNone;
  if (!is_imported || options_.host_managed_heap_size == 0 || has_own_allocator) return {};
  auto heap = instance_->memory0()->require_heap(options_.host_managed_heap_size);
  if (!heap) return std::move(heap).error();
  return {};
}

Result<void> Instantiation::make_globals() {
  instance_->own_globals_.resize(info_.globals.size() - info_.imported_globals);
  for (uint32_t i = info_.imported_globals; i < info_.globals.size(); ++i) {
    *instance_->global_cell(i) = eval(info_.globals[i].init);
  }
  // What the exported constant means to others; code has it as a number.
  const auto& areas = info_.areas;
  if (areas && !shape_.heap.empty() && shape_.heap.begin - areas->heap_base < Ems::kGranule) {
    *instance_->global_cell(areas->heap_base_global) = shape_.heap.end;
  }
  return {};
}

/// Initial values of tables, which may refer to globals.
Result<void> Instantiation::fill_tables() {
  for (uint32_t i = info_.imported_tables; i < info_.tables.size(); ++i) {
    const jit::ConstExpr& init = info_.tables[i].init;
    if (init.empty()) continue;
    const std::span<uint64_t> elements = instance_->table(i).elements();
    std::fill(elements.begin(), elements.end(), eval(init));
  }
  return {};
}

Result<void> Instantiation::write_elements() {
  instance_->elements_.resize(info_.elements.size());
  for (uint32_t i = 0; i < info_.elements.size(); ++i) {
    const jit::ElemSegment& segment = info_.elements[i];
    if (segment.mode == jit::SegmentMode::kDeclarative) continue;
    std::vector<uint64_t> items;
    items.reserve(segment.items.size());
    for (const jit::ConstInst& item : segment.items) items.push_back(evaluate(item, *instance_));
    if (segment.mode == jit::SegmentMode::kPassive) {
      instance_->elements_[i] = std::move(items);
      continue;
    }
    const std::span<uint64_t> table = instance_->table(segment.table).elements();
    const uint64_t at = eval(segment.offset);
    if (at > table.size() || items.size() > table.size() - at) {
      return trap_error(TrapKind::kTableOutOfBounds);
    }
    if (!items.empty()) tie_to_imports();
    std::copy(items.begin(), items.end(), table.begin() + static_cast<ptrdiff_t>(at));
  }
  return {};
}

Result<void> Instantiation::write_data() {
  instance_->data_.resize(info_.data.size());
  for (uint32_t i = 0; i < info_.data.size(); ++i) {
    const jit::DataSegment& segment = info_.data[i];
    const auto bytes = module_->bytes().subspan(segment.bytes_begin, segment.bytes_size);
    if (segment.mode == jit::SegmentMode::kPassive) {
      instance_->data_[i] = bytes;
      continue;
    }
    const MemoryImpl& memory = *instance_->memory0();
    const uint64_t at = eval(segment.offset);
    if (at > memory.byte_size() || bytes.size() > memory.byte_size() - at) {
      return trap_error(TrapKind::kMemoryOutOfBounds);
    }
    if (!bytes.empty()) std::memcpy(memory.base() + at, bytes.data(), bytes.size());
  }
  return {};
}

Result<void> Instantiation::start() {
  tie_to_imports();
  const InterruptState* const state = instance_->starting_;
  if (state && state->is_requested()) return trap_error(TrapKind::kInterrupt);
  Result<void> done;
  if (info_.start) {
    const Func func(target_of(instance_->func_record(*info_.start)));
    const Result<TypedFunc<void()>> typed = func.typed<void()>();
    if (!typed) return typed.error();
    done = (*typed)();
  }
  instance_->starting_ = nullptr;
  return done;
}

}  // namespace runtime

Result<Instance> Instance::create(const Module& module, std::span<const Extern> imports,
                                  const InstantiateOptions& options) {
  return detail::guarded([&]() -> Result<Instance> {
    return runtime::Instantiation(module.impl(), imports, options).run();
  });
}

}  // namespace shoal
