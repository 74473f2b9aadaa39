// The smallest whole program: a module from text, a host function, a call, and a trap.
#include <cstdio>
#include <string_view>

#include "shoal/shoal.h"
#include "shoal/wat.h"

constexpr std::string_view kProgram = R"((module
  (import "host" "print" (func $print (param i32)))
  (func (export "divide") (param $a i32) (param $b i32) (result i32)
    (call $print (local.get $a))
    (i32.div_s (local.get $a) (local.get $b)))))";

shoal::Result<void> run() {
  auto bytes = shoal::wat_to_wasm(kProgram, "hello.wat");
  if (!bytes) return bytes.error();
  auto engine = shoal::Engine::create();
  if (!engine) return engine.error();
  auto module = shoal::Module::compile(*engine, *bytes);
  if (!module) return module.error();

  shoal::Linker linker(*engine);
  auto defined =
      linker.define("host", "print", [](int32_t v) { std::printf("the guest has %d\n", v); });
  if (!defined) return defined;
  auto instance = linker.instantiate(*module);
  if (!instance) return instance.error();
  auto divide = instance->function<int32_t(int32_t, int32_t)>("divide");
  if (!divide) return divide.error();

  auto quotient = (*divide)(84, 2);
  if (!quotient) return quotient.error();
  std::printf("84 / 2 = %d\n", *quotient);

  auto trap = (*divide)(1, 0);
  std::printf("1 / 0: %s\n", trap ? "no trap?" : trap.error().to_string().c_str());
  return {};
}

int main() {
  if (auto done = run(); !done) {
    std::fprintf(stderr, "%s\n", done.error().to_string().c_str());
    return 1;
  }
  return 0;
}
