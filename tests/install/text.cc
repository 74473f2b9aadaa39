// The same for modules in the text format.
#include <cstdio>

#include "shoal/shoal.h"

int main() {
  auto engine = shoal::Engine::create();
  auto module =
      shoal::Module::from_wat(*engine, R"((module (func (export "f") (result i32) i32.const 42)))");
  if (!module) return 1;
  auto instance = shoal::Linker(*engine).instantiate(*module);
  if (!instance) return 1;
  auto f = instance->function<int()>("f");
  if (!f) return 1;
  std::printf("%d\n", (*f)().value());
  auto mistake = shoal::Module::from_wat(*engine, "(module\n  (fun))", "mistake.wat");
  std::printf("%s\n", mistake ? "no error" : mistake.error().message.c_str());
}
