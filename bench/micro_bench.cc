// What the runtime's own operations cost: calls into and out of WebAssembly, instances, shared
// heaps.
#include <benchmark/benchmark.h>

#include <cstdio>
#include <cstdlib>
#include <string_view>
#include <vector>

#include "shoal/shared_heap.h"
#include "shoal/shoal.h"
#include "shoal/wat.h"

namespace {

template <class T>
T must(shoal::Result<T> result) {
  if (!result) {
    std::fprintf(stderr, "micro_bench: %s\n", result.error().to_string().c_str());
    std::exit(1);
  }
  if constexpr (!std::is_void_v<T>) return std::move(result).value();
}

constexpr std::string_view kCalls = R"((module
  (import "host" "add" (func $add (param i32 i32) (result i32)))
  (func (export "nothing"))
  (func (export "add") (param i32 i32) (result i32) (i32.add (local.get 0) (local.get 1)))
  (func (export "call_host") (param $n i32) (result i32) (local $sum i32)
    (loop $again
      (local.set $sum (call $add (local.get $sum) (local.get $n)))
      (br_if $again (local.tee $n (i32.sub (local.get $n) (i32.const 1)))))
    (local.get $sum))))";

// A memory, a table and a data segment, as any C program has.
constexpr std::string_view kSmall = R"((module
  (memory (export "memory") 16)
  (table 8 funcref)
  (global (mut i32) (i32.const 65536))
  (elem (i32.const 1) $f $f $f)
  (data (i32.const 1024) "some initialised data of a small program")
  (func $f (export "f") (result i32) (i32.load (i32.const 1024)))))";

/// An engine, and a module of it in an instance whose import host.add adds.
struct Fixture {
  shoal::Engine engine = must(shoal::Engine::create());
  shoal::Linker linker{engine};
  shoal::Module module;
  shoal::Instance instance;

  explicit Fixture(std::string_view text)
      : module(must(shoal::Module::compile(engine, must(shoal::wat_to_wasm(text, "benchmark"))))),
        instance(instantiate()) {}

  shoal::Instance instantiate() {
    must(linker.define("host", "add", [](int32_t a, int32_t b) { return a + b; }));
    return must(linker.instantiate(module));
  }
};

void host_to_wasm_typed(benchmark::State& state) {
  Fixture f(kCalls);
  const auto add = must(f.instance.function<int32_t(int32_t, int32_t)>("add"));
  int32_t sum = 0;
  for (auto _ : state) sum = *add(sum, 1);
  benchmark::DoNotOptimize(sum);
}
BENCHMARK(host_to_wasm_typed)->Name("host calls wasm, typed");

void host_to_wasm_void(benchmark::State& state) {
  Fixture f(kCalls);
  const auto nothing = must(f.instance.function<void()>("nothing"));
  for (auto _ : state) must(nothing());
}
BENCHMARK(host_to_wasm_void)->Name("host calls wasm, no arguments");

void host_to_wasm_dynamic(benchmark::State& state) {
  Fixture f(kCalls);
  const auto add = must(f.instance.func("add"));
  const std::vector<shoal::Value> arguments = {shoal::Value::i32(1), shoal::Value::i32(2)};
  for (auto _ : state) benchmark::DoNotOptimize(must(add.call(arguments)));
}
BENCHMARK(host_to_wasm_dynamic)->Name("host calls wasm, dynamic");

void wasm_to_host(benchmark::State& state) {
  Fixture f(kCalls);
  const auto call_host = must(f.instance.function<int32_t(int32_t)>("call_host"));
  // Calls made by one call of the guest: the guest's loop counts as little as the call into it.
  constexpr int kBatch = 1000;
  while (state.KeepRunningBatch(kBatch)) benchmark::DoNotOptimize(must(call_host(kBatch)));
}
BENCHMARK(wasm_to_host)->Name("wasm calls host");

void instantiate(benchmark::State& state) {
  Fixture f(kSmall);
  for (auto _ : state) benchmark::DoNotOptimize(must(f.linker.instantiate(f.module)));
}
BENCHMARK(instantiate)->Name("instantiate and free");

void instantiate_and_call(benchmark::State& state) {
  Fixture f(kSmall);
  for (auto _ : state) {
    const shoal::Instance instance = must(f.linker.instantiate(f.module));
    const auto function = must(instance.function<int32_t()>("f"));
    benchmark::DoNotOptimize(must(function()));
  }
}
BENCHMARK(instantiate_and_call)->Name("instantiate, call once and free");

void attach_and_detach(benchmark::State& state) {
  Fixture f(kSmall);
  const auto heap = must(shoal::SharedHeap::create_managed(f.engine, 16 << 20));
  for (auto _ : state) {
    must(f.instance.attach(heap));
    must(f.instance.detach());
  }
}
BENCHMARK(attach_and_detach)->Name("attach and detach a 16 MiB heap");

void attach_and_detach_chain(benchmark::State& state) {
  Fixture f(kSmall);
  const auto body = must(shoal::SharedHeap::create_managed(f.engine, 1 << 20));
  auto head = must(shoal::SharedHeap::create_managed(f.engine, 16 << 20));
  head = must(shoal::SharedHeap::chain(head, body));
  for (auto _ : state) {
    must(f.instance.attach(head, {.contiguous = true}));
    must(f.instance.detach());
  }
}
BENCHMARK(attach_and_detach_chain)->Name("attach and detach a contiguous chain of two");

void allocate_and_free(benchmark::State& state) {
  const shoal::Engine engine = must(shoal::Engine::create());
  auto heap = must(shoal::SharedHeap::create_managed(engine, 16 << 20));
  const auto size = static_cast<uint64_t>(state.range(0));
  for (auto _ : state) must(heap.free(must(heap.allocate(size))));
}
BENCHMARK(allocate_and_free)->Name("allocate and free")->Arg(32)->Arg(1024)->Arg(65536);

// A thousand live blocks of mixed sizes; each step frees the oldest and allocates another.
void allocate_among_many(benchmark::State& state) {
  const shoal::Engine engine = must(shoal::Engine::create());
  auto heap = must(shoal::SharedHeap::create_managed(engine, 16 << 20));
  std::vector<uint64_t> live(1000);
  uint32_t random = 1;
  const auto next_size = [&] {
    random = random * 1664525 + 1013904223;
    return 16 + (random >> 20);  // up to 4 KiB
  };
  for (uint64_t& address : live) address = must(heap.allocate(next_size()));
  size_t oldest = 0;
  for (auto _ : state) {
    must(heap.free(live[oldest]));
    live[oldest] = must(heap.allocate(next_size()));
    oldest = (oldest + 1) % live.size();
  }
}
BENCHMARK(allocate_among_many)->Name("allocate and free among 1000 live blocks");

}  // namespace

BENCHMARK_MAIN();
