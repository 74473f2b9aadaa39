// A host that shares its memory, its functions and its globals with a guest.
//
// The host owns the memory: the guest imports it, writes its results into it and says how many
// bytes they are; the host looks at just that slice, as int32_t, in place. It also lends the guest
// its mathematics, and a counter that both change.
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <numeric>
#include <string_view>

#include "must.h"
#include "shoal/shoal.h"

using example::must;

constexpr std::string_view kGuest = R"((module
  (import "math" "sin" (func $sin (param f64) (result f64)))
  (import "math" "cos" (func $cos (param f64) (result f64)))
  (import "math" "log" (func $log (param f64) (result f64)))
  (import "js" "shared_mem" (memory 1))
  (import "js" "data_offset" (global $data_offset i32))
  (import "js" "done" (global $done (mut i32)))

  ;; For i from 0 to $count - 1: 1000 (sin(i) + cos($phase) + log(i + 1)), as an i32.
  ;; Returns the number of bytes.
  (func (export "expensive_calc") (param $count i32) (param $phase i32) (result i32)
    (local $i i32)
    (loop $next
      (if (i32.lt_u (local.get $i) (local.get $count))
        (then
          (i32.store
            (i32.add (global.get $data_offset) (i32.shl (local.get $i) (i32.const 2)))
            (i32.trunc_f64_s
              (f64.mul
                (f64.const 1000)
                (f64.add
                  (call $sin (f64.convert_i32_u (local.get $i)))
                  (f64.add
                    (call $cos (f64.convert_i32_u (local.get $phase)))
                    (call $log (f64.convert_i32_u (i32.add (local.get $i) (i32.const 1)))))))))
          (global.set $done (i32.add (global.get $done) (i32.const 1)))
          (local.set $i (i32.add (local.get $i) (i32.const 1)))
          (br $next))))
    (i32.shl (local.get $count) (i32.const 2)))))";

constexpr int32_t kDataOffset = 0;

int main() {
  const shoal::Engine engine = must(shoal::Engine::create());
  const shoal::Memory memory = must(shoal::Memory::create(engine, {.initial = 1}));
  const shoal::Global done = must(shoal::Global::variable(engine, shoal::Value::i32(0)));

  shoal::Linker linker(engine);
  must(linker.define<double(double)>("math", "sin", std::sin));
  must(linker.define<double(double)>("math", "cos", std::cos));
  must(linker.define<double(double)>("math", "log", std::log));
  must(linker.define("js", "shared_mem", memory));
  must(linker.define("js", "data_offset", shoal::Value::i32(kDataOffset)));
  must(linker.define("js", "done", done));

  const shoal::Module module = must(shoal::Module::from_wat(engine, kGuest, "guest.wat"));
  const shoal::Instance guest = must(linker.instantiate(module));
  const auto expensive_calc = must(guest.function<uint32_t(int32_t, int32_t)>("expensive_calc"));

  // The slice that the guest wrote, and nothing else. What the guest says is checked: a view is
  // inside the memory, or it is an error.
  const uint32_t bytes = must(expensive_calc(12, 34));
  const auto values = must(memory.view<int32_t>(kDataOffset, bytes / sizeof(int32_t)));
  std::printf("%u bytes:", bytes);
  for (const int32_t value : values) std::printf(" %d", value);
  std::printf("\nsum: %d\n", std::accumulate(values.begin(), values.end(), 0));

  // A view is the memory itself: what the host writes, the guest sees, and the other way round.
  // Growing the memory does not move it, so the view goes on as it is.
  must(memory.grow(1));
  values[0] = -1;
  must(expensive_calc(1, 0));
  std::printf("of %llu KiB, the same view shows %d first\n",
              static_cast<unsigned long long>(memory.size_bytes() >> 10), values[0]);

  // Both sides change the counter.
  std::printf("the guest has counted %d values\n", done.get().i32());
  must(done.set(shoal::Value::i32(1000)));
  must(expensive_calc(5, 0));
  std::printf("and 5 more from the host's 1000 on: %d\n", done.get().i32());
}
