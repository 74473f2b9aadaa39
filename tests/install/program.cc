// A program that knows of Shoal what is installed: calls in both directions, a trap, a shared heap.
#include <cstdint>
#include <cstdio>
#include <string>

#include "shoal/shoal.h"
#include "shoal/wasi.h"

// (import "host" "add" (func $add (param i32 i32) (result i32)))
// (func (export "f") (param i32) (result i32)
//   (i32.div_u (call $add (local.get 0) (i32.const 2)) (local.get 0)))
constexpr uint8_t kModule[] = {
    0,  'a', 's', 'm',  1,   0,    0,    0,                                     //
    1,  12,  2,   0x60, 2,   0x7F, 0x7F, 1,    0x7F, 0x60, 1,   0x7F, 1, 0x7F,  // types
    2,  12,  1,   4,    'h', 'o',  's',  't',  3,    'a',  'd', 'd',  0, 0,     // import
    3,  2,   1,   1,                                                            // function
    7,  5,   1,   1,    'f', 0,    1,                                           // export
    10, 13,  1,   11,   0,   0x20, 0,    0x41, 2,    0x10, 0,   0x20, 0, 0x6E, 0x0B,
};

shoal::Result<void> run() {
  auto engine = shoal::Engine::create();
  if (!engine) return engine.error();
  auto module = shoal::Module::compile(*engine, kModule);
  if (!module) return module.error();
  shoal::Linker linker(*engine);
  if (auto defined = linker.define("host", "add", [](int32_t a, int32_t b) { return a + b; });
      !defined)
    return defined;
  auto instance = linker.instantiate(*module);
  if (!instance) return instance.error();
  auto f = instance->function<uint32_t(uint32_t)>("f");
  if (!f) return f.error();

  auto two = (*f)(2);
  if (!two) return two.error();
  auto trap = (*f)(0);
  if (trap) return shoal::make_error(shoal::ErrorKind::kTrap, "no trap");
  auto heap = shoal::SharedHeap::create_managed(*engine, 65536);
  if (!heap) return heap.error();
  auto block = heap->allocate(100);
  if (!block) return block.error();
  std::printf("%u, %s, %llu\n", *two, std::string(to_string(*trap.error().trap)).c_str(),
              static_cast<unsigned long long>(heap->usage().blocks));
  return {};
}

int main() {
  auto done = run();
  if (!done) std::fprintf(stderr, "%s\n", done.error().to_string().c_str());
  return done ? 0 : 1;
}
