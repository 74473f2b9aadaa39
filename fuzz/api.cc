// The C++ API in the hands of a host that does anything well-typed in any order, and lets go of
// what it has in any order.
//
// The input's bytes choose what to make (engines, modules whole and in pieces, linkers, memories,
// tables, globals, host functions, instances that import some of these and of which others are
// imported in turn), what to do with it (call, from host functions again; get, set, grow; define,
// instantiate and fail to; attach, allocate; look at code) and what to drop. Objects of two engines
// are about, so some of what is tried must be refused.
//
// The model (api_model.h) is what the objects mean: numbers in globals, elements in tables, sizes
// of memories, and for each function what it computes from these. A function's meaning keeps alive
// what it needs as the API promises for the function itself. So a call through a handle, or through
// an element that some instance put into a table before its last handle went, must give what the
// model gives; anything that dies too early shows as a wrong value or a report of
// AddressSanitizer's. What lives too long shows in the end: when all handles are gone, so is all
// that the engines made (witnesses that host functions hold).
#include <algorithm>
#include <cstdint>
#include <list>
#include <memory>
#include <span>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "fuzz/api_model.h"
#include "fuzz/engines.h"
#include "shoal/dylink.h"
#include "shoal/layout.h"
#include "shoal/shoal.h"
#include "shoal/wasi.h"
#include "shoal/wat.h"
#include "tests/random.h"
#include "tests/require.h"

namespace shoal::fuzz {
namespace {

using tests::Random;
using tests::require;

class Session {
 public:
  explicit Session(Random& random) : random_(random), live_(std::make_shared<int>(0)) {}

  void step() {
    using Step = void (Session::*)();
    constexpr Step kSteps[] = {
        &Session::make_global,   &Session::make_table,    &Session::make_memory,
        &Session::make_function, &Session::make_function, &Session::make_heap,
        &Session::compile,       &Session::instantiate,   &Session::instantiate,
        &Session::instantiate,   &Session::fail_to_link,  &Session::use_global,
        &Session::use_global,    &Session::use_table,     &Session::use_table,
        &Session::use_table,     &Session::use_memory,    &Session::use_memory,
        &Session::call,          &Session::call,          &Session::call,
        &Session::call,          &Session::call_typed,    &Session::attach,
        &Session::detach,        &Session::use_allocator, &Session::find_exports,
        &Session::find_exports,  &Session::drop,          &Session::drop,
        &Session::drop,          &Session::drop,          &Session::look_at_code,
        &Session::define_others, &Session::make_limited,
    };
    (this->*kSteps[random_.below(std::size(kSteps))])();
  }

  void finish() {
    views_.clear();
    while (functions_.size() + tables_.size() + globals_.size() + memories_.size() +
               instances_.size() + heaps_.size() + modules_.size() !=
           0) {
      drop();
    }
    captured_.clear();
    // Elements of a model may lead back to it.
    for (const auto& table : all_tables_) table->elements.clear();
    require(live_.use_count() == 1, "a host function outlives all handles");
  }

 private:
  // ---- What there is

  const Engine& some_engine() { return engines()[random_.below(8) == 0 ? 1 : 0]; }
  template <class T>
  T* some(std::vector<T>& pool) {
    return pool.empty() ? nullptr : &pool[random_.below(static_cast<uint32_t>(pool.size()))];
  }
  template <class T>
  void keep(std::vector<T>& pool, T value) {
    constexpr size_t kMost = 8;
    if (pool.size() == kMost) pool.erase(pool.begin());
    pool.push_back(std::move(value));
  }
  template <class T>
  void drop_one(std::vector<T>& pool) {
    if (!pool.empty()) {
      pool.erase(pool.begin() + random_.below(static_cast<uint32_t>(pool.size())));
    }
  }
  bool same_engine(const Engine& a, const Engine& b) { return a.impl() == b.impl(); }

  void drop() {
    switch (random_.below(8)) {
      case 0: return drop_one(functions_);
      case 1: return drop_one(tables_);
      case 2: return drop_one(globals_);
      case 3: return drop_one(memories_);
      case 4: return drop_one(heaps_);
      case 5: return drop_one(modules_);
      default: return drop_one(instances_);
    }
  }

  // ---- Making

  void make_global() {
    const Value value = some_number();
    GlobalHandle made{some_engine(), good(Global::create(engines()[0], {}, Value::i32(0))), {}};
    const GlobalType type{value.type(), random_.below(4) != 0};
    made.global = good(Global::create(made.engine, type, value));
    made.model = std::make_shared<GlobalModel>(GlobalModel{type, value});
    const Value other = value.type() == ValType::kI32 ? Value::f32(0) : Value::i32(0);
    require(is_argument(Global::create(made.engine, type, other)), "a global of another type");
    keep(globals_, std::move(made));
  }

  void make_table() {
    const uint32_t size = random_.below(10);
    const Engine& engine = some_engine();
    TableType type{ValType::kFuncRef, {.min = size, .max = size + random_.below(6)}};
    type.limits.has_max = random_.below(2) == 0;
    const FunctionHandle* init = random_.below(2) == 0 ? some(functions_) : nullptr;
    auto made = Table::create(engine, type, init ? Value::funcref(init->func) : kNull);
    if (init && !same_engine(init->engine, engine)) {
      return require(is_argument(made), "an element of another engine");
    }
    auto model = std::make_shared<TableModel>();
    all_tables_.push_back(model);
    model->elements.assign(size, init ? init->model : nullptr);
    model->most = type.limits.has_max ? type.limits.max : UINT64_MAX;
    keep(tables_, {engine, good(std::move(made)), std::move(model)});
  }

  void make_memory() {
    const uint64_t pages = random_.below(4);
    MemoryDescriptor descriptor{.initial = pages, .maximum = pages + random_.below(4)};
    descriptor.shared = random_.below(4) == 0;
    const Engine& engine = some_engine();
    MemoryHandle made{engine, good(Memory::create(engine, descriptor)), {}};
    made.model = std::make_shared<MemoryModel>(MemoryModel{pages, *descriptor.maximum});
    made.model->shared = descriptor.shared;
    const MemoryDescriptor bad{.initial = 5, .maximum = 4};
    require(is_argument(Memory::create(engine, bad)), "a memory's minimum above its maximum");
    keep(memories_, std::move(made));
  }

  /// Host functions: of a number; ones that fail; ones that call what they captured.
  void make_function() {
    const Engine& engine = some_engine();
    FunctionHandle made{engine, good(Func::wrap(engine, [] {})), std::make_shared<FunctionModel>()};
    FunctionModel& model = *made.model;
    model.number = random_.below(100);
    const std::shared_ptr<int> witness = live_;
    const uint32_t number = model.number;
    switch (random_.below(5)) {
      case 0:
        model.kind = FunctionModel::kHostAdds;
        made.func = good(
            Func::wrap(engine, [witness, number](uint32_t x) -> uint32_t { return x + number; }));
        break;
      case 1:
        model.kind = FunctionModel::kHostFails;
        made.func = good(Func::wrap(engine, [witness](uint32_t) -> Result<uint32_t> {
          return make_error(ErrorKind::kLimit, "no more");
        }));
        break;
      case 2:
        model.kind = FunctionModel::kHostThrows;
        made.func = good(Func::wrap(
            engine, [witness](uint32_t) -> uint32_t { throw std::runtime_error("thrown"); }));
        break;
      case 3: {  // Through a std::function, with values.
        model.kind = FunctionModel::kHostAdds;
        const FuncType type{{ValType::kI32}, {ValType::kI32}};
        made.func = good(Func::create(
            engine, type,
            [witness, number](Caller&, std::span<const Value> in, std::span<Value> out) {
              out[0] =
                  Value::i32(static_cast<int32_t>(static_cast<uint32_t>(in[0].i32()) + number));
              return Result<void>();
            }));
        break;
      }
      default: {
        const FunctionHandle* inner = some(functions_);
        if (!inner || captured_.size() == 16) return;
        model.kind = FunctionModel::kHostCalls;
        model.inner = inner->model;
        // Not its own: what it owns could lead to a table that it is put in, and back to itself.
        const auto* const f = &*captured_.insert(captured_.end(), inner->func);
        made.func =
            good(Func::wrap(engine, [witness, f](Caller& caller, uint32_t x) -> Result<uint32_t> {
              if (caller.has_instance()) (void)good(caller.instance()).exports();
              auto results = f->call({{Value::i32(static_cast<int32_t>(x))}});
              if (!results) return std::move(results).error();
              return static_cast<uint32_t>((*results)[0].i32());
            }));
      }
    }
    keep(functions_, std::move(made));
  }

  void make_heap() {
    const uint64_t size = 4096 * (1 + random_.below(3));
    const Engine& engine = some_engine();
    SharedHeap heap = good(SharedHeap::create_managed(engine, size));
    if (SharedHeap* body = some(heaps_); body && random_.below(2) == 0) {
      // By the rules of chains, which another fuzzer is about.
      (void)SharedHeap::chain(heap, *body);
    }
    require(!SharedHeap::chain(heap, SharedHeap()).ok(), "chained to nothing");
    keep(heaps_, std::move(heap));
  }

  void compile() {
    const Engine& engine = some_engine();
    std::vector<uint8_t> bytes = guest_module();
    const uint32_t damage = random_.below(6);
    if (damage == 0) bytes.resize(bytes.size() - 1 - random_.below(4));
    if (random_.below(2) == 0) {
      auto module = Module::compile(engine, bytes);
      require(module.ok() == (damage != 0), "Module::compile");
      if (module) keep(modules_, std::move(*module));
      return;
    }
    ModuleStream stream(engine);
    std::span<const uint8_t> rest(bytes);
    Result<void> fed;
    while (!rest.empty() && fed) {
      const size_t n = std::min<size_t>(rest.size(), random_.below(400));
      fed = stream.feed(rest.first(n));
      rest = rest.subspan(n);
      if (random_.below(64) == 0) return;  // Given up.
    }
    if (random_.below(4) == 0) {
      ModuleStream moved(std::move(stream));
      stream = std::move(moved);
    }
    auto module = stream.finish();
    require(module.ok() == (damage != 0), "ModuleStream");
    if (module) keep(modules_, std::move(*module));
  }

  /// Instances of a module that imports one of everything.
  void instantiate() {
    Module* const module = some(modules_);
    const FunctionHandle* function = some(functions_);
    const MemoryHandle* memory = some(memories_);
    const TableHandle* table = some(tables_);
    const GlobalHandle* global = some(globals_);
    if (!module) return compile();
    if (!function) return make_function();
    if (!memory) return make_memory();
    if (!table) return make_table();
    if (!global) return make_global();
    const Engine engine = module->engine();
    const bool is_one_engine =
        same_engine(function->engine, engine) && same_engine(memory->engine, engine) &&
        same_engine(table->engine, engine) && same_engine(global->engine, engine);
    const bool fits = is_one_engine && !memory->model->shared &&
                      table->model->elements.size() >= 2 &&
                      global->model->type == GlobalType{ValType::kI64, true};
    InstantiateOptions options;
    if (random_.below(4) == 0) options.host_managed_heap_size = random_.below(3000);
    Result<Instance> made = make_error(ErrorKind::kLink, "");
    if (random_.below(2) == 0) {
      const std::vector<Extern> imports = {function->func, memory->memory, table->table,
                                           global->global};
      made = Instance::create(*module, imports, options);
    } else {
      Linker linker(engine);
      (void)linker.define("env", "f", function->func);
      (void)linker.define("env", "memory", memory->memory);
      (void)linker.define("env", "table", table->table);
      (void)linker.define("env", "global", global->global);
      made = linker.instantiate(*module, options);
    }
    if (!fits) return require(!made.ok() && made.error().kind == ErrorKind::kLink, "linked");
    if (!made) {
      // No room for the heap in the memory, or it has one.
      return require(options.host_managed_heap_size != 0, made.error().to_string());
    }
    memory->model->pages = memory->memory.size_pages();
    auto model = std::make_shared<InstanceModel>(
        InstanceModel{function->model, memory->model, table->model, global->model});
    table->model->elements[0] = function_of(model, FunctionModel::kStored);
    keep(instances_, {engine, std::move(*made), std::move(model)});
  }

  void fail_to_link() {
    Module* const module = some(modules_);
    if (!module) return;
    Linker linker(module->engine());
    require(linker.instantiate(*module).error().kind == ErrorKind::kLink, "unknown imports");
    require(Instance::create(*module, {}).error().kind == ErrorKind::kLink, "no imports");
    good(linker.define("env", "f", Value::i32(1)));
    require(linker.instantiate(*module).error().kind == ErrorKind::kLink, "a wrong import");
    require(!linker.find("env", "g") && linker.find("env", "f"), "Linker::find");
    if (const FunctionHandle* function = some(functions_)) {
      require(!linker.define_overload("env", "nothing", function->func).ok(), "an overload alone");
      (void)linker.define_overload("env", "f", function->func);
      (void)linker.instantiate(*module);
    }
    if (InstanceHandle* instance = some(instances_)) {
      (void)linker.define_instance("env", instance->instance);
      (void)linker.define_instance("other", instance->instance);
      (void)linker.instantiate(*module);
    }
  }

  /// Definitions that the library has ready, and an engine of its own.
  void define_others() {
    const Engine engine =
        good(Engine::create({.bounds = random_.below(2) == 0 ? Bounds::kGuarded : Bounds::kChecked,
                             .interruptible = random_.below(2) == 0}));
    Linker linker(engine);
    std::string printed;
    good(linker.define_libc({.output = [&](std::string_view text) { printed += text; }}));
    good(linker.define_malloc("memory"));
    good(define_shared_heap_imports(linker));
    wasi::Config wasi;
    wasi.args({"a", "b"}).env("NAME", "value").stdin_from("text");
    wasi.stdout_to([&](std::string_view text) { printed += text; });
    good(wasi::define(linker, std::move(wasi)));
    const Instance instance =
        good(linker.instantiate(good(Module::compile(engine, libc_module()))));
    const std::string number = std::to_string(random_.below(1000));
    const auto run = good(instance.function<int32_t(int32_t)>("run"));
    require(good(run(std::stoi(number))) > 0 && printed == "number " + number + "\n",
            "what a guest printed");
    Layout layout;
    require(!layout.add(libc_module()).ok() || layout.combine().ok(), "a layout");
    DynamicLinker dynamic(linker);
    require(is_argument(dynamic.add("a", instance.module())), "no shared module");
    require(is_argument(dynamic.instance("a")), "an instance of nothing");
    const Linker copy = linker;
    require(copy.find("env", "printf").has_value(), "a copy of a linker");
  }

  void make_limited() {
    Config config;
    config.limits.memory_bytes = kPageSize * random_.below(4);
    config.limits.table_elements = random_.below(20);
    config.tuning.homes = random_.below(2) == 0;
    const auto made = Engine::create(config);
    require(made.ok(), "an engine with limits");
    const uint64_t pages = random_.below(5);
    (void)Memory::create(*made, {.initial = pages});
    (void)Table::create(*made, {ValType::kFuncRef, {.min = random_.below(30)}}, kNull);
    require(!Tuning().apply("none=off").ok(), "a switch that there is not");
  }

  // ---- Using

  Value some_number() {
    switch (random_.below(6)) {
      case 0: return Value::i32(static_cast<int32_t>(random_.bits() >> 32));
      case 1: return Value::f32_bits(static_cast<uint32_t>(random_.bits() >> 32));
      case 2: return Value::f64_bits(random_.bits());
      case 3: return Value::externref(ExternRef(random_.bits()));
      default: return Value::i64(static_cast<int64_t>(random_.bits()));
    }
  }

  void use_global() {
    GlobalHandle* const global = some(globals_);
    if (!global) return make_global();
    const GlobalType& type = global->model->type;
    require(global->global.type() == type, "a global's type");
    require(global->global.get() == global->model->value, "a global's value");
    const Value value =
        random_.below(2) == 0 ? Value::from_bits(type.type, random_.bits()) : some_number();
    const bool is_good = type.is_mutable && value.type() == type.type;
    const auto done = global->global.set(value);
    require(is_good ? done.ok() : is_argument(done), "Global::set");
    if (is_good) global->model->value = value;
    require(!(to_string(value)).empty(), "a value's text");
  }

  void use_table() {
    TableHandle* const table = some(tables_);
    if (!table) return make_table();
    auto& elements = table->model->elements;
    require(table->table.size() == elements.size(), "a table's size");
    const uint64_t index = random_.below(8) == 0 ? random_.bits() : random_.below(12);
    const FunctionHandle* function = random_.below(4) == 0 ? nullptr : some(functions_);
    const Value value = function ? Value::funcref(function->func) : kNull;
    const bool is_value = !function || same_engine(function->engine, table->engine);
    switch (random_.below(4)) {
      case 0: {
        const auto got = table->table.get(index);
        require(index < elements.size() ? got.ok() : is_argument(got), "Table::get");
        if (!got) return;
        require(got->is_null() == (elements[index] == nullptr), "an element is null");
        if (got->is_null()) return;
        // The element owns what it needs.
        FunctionHandle found{table->engine, good(got->funcref().func()), elements[index]};
        return keep(functions_, std::move(found));
      }
      case 1: {
        const uint64_t count = random_.below(8) == 0 ? random_.bits() : random_.below(4);
        const auto old = table->table.grow(count, value);
        constexpr uint64_t kMost = 10'000'000;
        const uint64_t most = std::min(table->model->most, kMost);
        const bool fits = elements.size() <= most && count <= most - elements.size();
        require(old.ok() == (fits && is_value), "Table::grow");
        if (!old) return;
        require(*old == elements.size(), "a table's old size");
        return elements.resize(elements.size() + count, function ? function->model : nullptr);
      }
      default: {
        const auto done = table->table.set(index, value);
        const bool is_good = index < elements.size() && is_value;
        require(is_good ? done.ok() : is_argument(done), "Table::set");
        if (is_good) elements[index] = function ? function->model : nullptr;
        require(is_argument(table->table.set(0, Value::i32(0))), "a number in a table");
      }
    }
  }

  void use_memory() {
    MemoryHandle* const memory = some(memories_);
    if (!memory) return make_memory();
    MemoryModel& model = *memory->model;
    require(memory->memory.size_pages() == model.pages, "a memory's size");
    const uint64_t size = model.pages * kPageSize;
    if (random_.below(3) == 0) {
      const uint64_t pages = random_.below(8) == 0 ? random_.bits() : random_.below(3);
      const auto old = memory->memory.grow(pages);
      // An attached heap leaves room enough for what these memories may become.
      const bool fits = pages <= model.most - std::min(model.most, model.pages);
      if (!model.has_heap) require(old.ok() == fits, "Memory::grow");
      if (old) model.pages += pages;
      return;
    }
    const uint64_t address = random_.below(4) == 0 ? random_.bits() : size - 8 + random_.below(12);
    const uint64_t word = random_.bits();
    const auto bytes = std::as_bytes(std::span(&word, 1));
    const bool is_good = address <= size && size - address >= 8;
    const auto written = memory->memory.write(address, bytes);
    require(is_good ? written.ok() : is_argument(written), "Memory::write");
    uint64_t back = 0;
    require(
        memory->memory.read(address, std::as_writable_bytes(std::span(&back, 1))).ok() == is_good,
        "Memory::read");
    if (is_good) require(back == word, "what was written");
    const auto view = memory->memory.view<uint64_t>(address, 1);
    require(view.ok() == (is_good && address % 8 == 0), "Memory::view");
    if (view) {
      require((*view)[0] == word && view->subview(0, 1).size() == 1, "a view's element");
      views_.assign(1, *view);  // Outlives its memory's handle.
    }
    for (const auto& kept : views_) (void)kept[0];
    if (random_.below(4) == 0) {
      const auto heap = memory->memory.create_heap(address, random_.below(3000));
      if (heap) {
        model.has_heap = true;
        (void)heap->allocate(random_.below(100));
        require(memory->memory.heap() == *heap, "Memory::heap");
      }
    }
  }

  void call() {
    FunctionHandle* const function = some(functions_);
    if (!function) return make_function();
    const auto x = static_cast<uint32_t>(random_.bits() >> 40);
    const Outcome expected = evaluate(*function->model, x);
    const auto results = function->func.call({{Value::i32(static_cast<int32_t>(x))}});
    require(results.ok() == expected.value.has_value(),
            results.ok() ? "a call should have failed" : results.error().to_string());
    if (results) {
      require((*results)[0] == Value::i32(static_cast<int32_t>(*expected.value)), "a result");
    } else {
      require(expected.matches(results.error()), results.error().to_string());
    }
    require(is_argument(function->func.call({})), "no arguments");
    require(is_argument(function->func.call({{Value::f32(1)}})), "another type");
  }

  void call_typed() {
    FunctionHandle* const function = some(functions_);
    if (!function) return;
    const auto typed = good(function->func.typed<uint32_t(uint32_t)>());
    require(is_argument(function->func.typed<void(double)>()), "another signature");
    const FunctionModelPtr model = function->model;
    if (random_.below(2) == 0) drop_one(functions_);  // Maybe this one: the copy keeps it.
    const auto x = random_.below(5000);
    const Outcome expected = evaluate(*model, x);
    const auto result = typed(x);
    require(result.ok() == expected.value.has_value(), "a typed call");
    if (result) require(*result == *expected.value, "a typed call's result");
  }

  /// Functions, memories, tables and globals that instances export are those that they import, or
  /// new ways to use them.
  void find_exports() {
    InstanceHandle* const instance = some(instances_);
    if (!instance) return instantiate();
    const InstanceModel& model = *instance->model;
    const Instance& real = instance->instance;
    switch (random_.below(6)) {
      case 0: return keep(memories_, {instance->engine, good(real.memory()), model.memory});
      case 1: return keep(tables_, {instance->engine, good(real.table("table")), model.table});
      case 2: return keep(globals_, {instance->engine, good(real.global("global")), model.global});
      case 3:
        require(real.exports().size() == 10, "the exports");
        require(is_argument(real.func("table")) && is_argument(real.memory("none")), "no export");
        require(!real.find_export("none"), "no export");
        return;
      default: {
        const auto kind = static_cast<FunctionModel::Kind>(random_.below(FunctionModel::kExports));
        FunctionHandle found{instance->engine, good(real.func(export_name(kind))),
                             function_of(instance->model, kind)};
        return keep(functions_, std::move(found));
      }
    }
  }

  void attach() {
    InstanceHandle* const instance = some(instances_);
    SharedHeap* const heap = some(heaps_);
    if (!instance || !heap) return make_heap();
    AttachOptions options;
    options.access = random_.below(3) == 0 ? Access::kReadOnly : Access::kReadWrite;
    options.contiguous = random_.below(3) == 0;
    const bool had = instance->instance.has_shared_heap();
    const auto done = instance->instance.attach(*heap, options);
    require(!had || is_argument(done), "attached twice");
    if (!done) return;
    // Sums of bytes that nobody wrote.
    const auto bytes = instance->instance.const_bytes(heap->start_address(), 8);
    require(bytes.ok() && bytes->size() == 8, "a heap's bytes");
    require(is_argument(heap->reset()) && is_argument(heap->destroy()), "an attached heap");
  }

  void detach() {
    if (InstanceHandle* instance = some(instances_)) {
      good(instance->instance.detach());
      require(!instance->instance.has_shared_heap(), "still attached");
    }
    if (SharedHeap* heap = some(heaps_); heap && random_.below(4) == 0) (void)heap->destroy();
  }

  void use_allocator() {
    InstanceHandle* const instance = some(instances_);
    if (!instance) return;
    const auto block = instance->instance.allocate(random_.below(200));
    if (!block) {
      const ErrorKind kind = block.error().kind;
      return require(kind == ErrorKind::kArgument || kind == ErrorKind::kLimit, "no block");
    }
    const auto moved = instance->instance.reallocate(*block, random_.below(400));
    const uint64_t address = moved ? *moved : *block;
    require(instance->instance.bytes(address, 1).ok(), "a block's byte");
    good(instance->instance.free(address));
    require(is_argument(instance->instance.free(address)), "freed twice");
    (void)instance->instance.memory_layout();
    (void)instance->instance.allocator();
  }

  void look_at_code() {
    Module* const module = some(modules_);
    if (!module) return;
    require(module->imports().size() == 4 && module->exports().size() == 10, "what a module has");
    require(module->stats().functions == 6 && module->name() == "guest", "a module's numbers");
    const CodeView view =
        good(module->code(random_.below(2) == 0 ? Bounds::kGuarded : Bounds::kChecked));
    require(view.functions.size() == 6 && !view.code.empty(), "a module's code");
    require(module->custom_sections("none").empty(), "no section");
  }

  Random& random_;
  std::shared_ptr<int> live_;  ///< All host functions hold it.
  std::vector<std::shared_ptr<TableModel>> all_tables_;
  std::list<Func> captured_;  ///< What some of them call.
  std::vector<FunctionHandle> functions_;
  std::vector<TableHandle> tables_;
  std::vector<GlobalHandle> globals_;
  std::vector<MemoryHandle> memories_;
  std::vector<InstanceHandle> instances_;
  std::vector<SharedHeap> heaps_;
  std::vector<Module> modules_;
  std::vector<MemoryView<uint64_t>> views_;
};

}  // namespace
}  // namespace shoal::fuzz

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  shoal::tests::Random random(std::span(data, std::min<size_t>(size, 1024)));  // To be quick.
  shoal::fuzz::Session session(random);
  while (!random.is_exhausted()) session.step();
  session.finish();
  return 0;
}
