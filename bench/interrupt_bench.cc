// How long after InterruptHandle::interrupt a guest has stopped: the time from before the request, on one
// thread, until the guest's call has returned on another, for every kind of place that a guest can be
// in. Prints an object by place: requests, and p50, p99 and max in milliseconds.
#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <optional>
#include <random>
#include <string>
#include <string_view>
#include <thread>
#include <type_traits>
#include <vector>

#include "shoal/shoal.h"
#include "shoal/wat.h"

namespace {

using Clock = std::chrono::steady_clock;
using Milliseconds = std::chrono::duration<double, std::milli>;

constexpr int kRequests = 300;

template <class T>
T check(shoal::Result<T> result) {
  if (!result) {
    std::fprintf(stderr, "interrupt_bench: %s\n", result.error().to_string().c_str());
    std::exit(1);
  }
  if constexpr (!std::is_void_v<T>) return std::move(result).value();
}

constexpr char kCallee[] = R"((module
  (func (export "loop") (loop (br 0)))))";

constexpr char kGuest[] = R"((module
  (import "env" "begins" (func $begins))
  (import "env" "rests" (func $rests))
  (import "callee" "loop" (func $other))
  (memory 32768)
  (table $t 2000000 funcref)
  (func (export "loop") (call $begins) (loop (br 0)))
  (func $deep (param i32) (result i32)
    (if (result i32) (local.get 0)
      (then (i32.add (call $deep (i32.sub (local.get 0) (i32.const 1)))
                     (call $deep (i32.sub (local.get 0) (i32.const 1)))))
      (else (i32.const 1))))
  (func (export "recursion") (call $begins) (drop (call $deep (i32.const 1000))))
  (func (export "other instance") (call $begins) (call $other))
  (func (export "memory.fill, 2 GiB") (call $begins)
    (loop (memory.fill (i32.const 0) (i32.const 0) (i32.const 0x80000000)) (br 0)))
  (func (export "memory.copy, 1 GiB") (call $begins)
    (loop (memory.copy (i32.const 0x40000000) (i32.const 0) (i32.const 0x40000000)) (br 0)))
  (func (export "table.copy, 2,000,000") (call $begins)
    (loop (table.copy $t $t (i32.const 0) (i32.const 1) (i32.const 1999999)) (br 0)))
  (func (export "host functions of 50 us") (call $begins) (loop (call $rests) (br 0)))))";

/// Keeps the core busy, as work would.
void work(std::chrono::microseconds time) {
  for (const auto end = Clock::now() + time; Clock::now() < end;) {
  }
}

struct Bench {
  Bench() : engine(check(shoal::Engine::create({.interruptible = true}))) {
    shoal::Linker linker(engine);
    check(linker.define("env", "begins", [this] { runs = true; }));
    check(linker.define("env", "rests", [] { work(std::chrono::microseconds(50)); }));
    check(linker.define_instance("callee", instantiate(linker, kCallee)));
    guest = instantiate(linker, kGuest);
  }
  shoal::Instance instantiate(const shoal::Linker& linker, std::string_view wat) {
    const auto wasm = check(shoal::wat_to_wasm(wat, "interrupt_bench"));
    return check(linker.instantiate(check(shoal::Module::compile(engine, wasm))));
  }

  /// The latencies, sorted.
  std::vector<double> measure(const std::string& place) {
    const auto function = check(guest->function<void()>(place));
    const shoal::InterruptHandle handle = guest->interrupt_handle();
    std::vector<double> times;
    for (int i = 0; i < kRequests; ++i) {
      Clock::time_point asked;
      std::thread other([&, wait = std::chrono::microseconds(random() % 2000)] {
        while (!runs.exchange(false)) std::this_thread::yield();
        std::this_thread::sleep_for(wait);
        asked = Clock::now();
        handle.interrupt();
      });
      const shoal::Result<void> done = function();
      const auto stopped = Clock::now();
      other.join();
      if (done || done.error().trap != shoal::TrapKind::kInterrupt) std::abort();
      times.push_back(Milliseconds(stopped - asked).count());
    }
    std::sort(times.begin(), times.end());
    return times;
  }

  shoal::Engine engine;
  std::optional<shoal::Instance> guest;
  std::atomic<bool> runs = false;
  std::mt19937 random{1};
};

}  // namespace

int main() {
  Bench bench;
  std::printf("{");
  const char* separator = "";
  for (const auto& [name, value] : bench.guest->exports()) {
    const std::vector<double> times = bench.measure(name);
    const auto at = [&times](size_t percent) { return times[(times.size() - 1) * percent / 100]; };
    std::printf("%s\"%s\": {\"requests\": %zu, \"p50\": %.4f, \"p99\": %.4f, \"max\": %.4f}",
                separator, name.c_str(), times.size(), at(50), at(99), times.back());
    separator = ", ";
  }
  std::printf("}\n");
  return 0;
}
