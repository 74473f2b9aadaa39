// A library that contains Shoal, for process_test.cc to load and unload.
#include <cstdint>

#include "shoal/shoal.h"

/// 0 if a guest trapped as it should.
extern "C" __attribute__((visibility("default"))) int run_and_trap() {
  // (module (func (export "f") unreachable))
  constexpr uint8_t kModule[] = {0,    'a',  's',  'm',  1,    0,    0,    0,  // header
                                 0x01, 0x04, 0x01, 0x60, 0x00, 0x00,           // one type
                                 0x03, 0x02, 0x01, 0x00,                       // one function
                                 0x07, 0x05, 0x01, 0x01, 'f',  0x00, 0x00,     // exported
                                 0x0A, 0x05, 0x01, 0x03, 0x00, 0x00, 0x0B};    // its body
  const auto engine = shoal::Engine::create({});
  if (!engine) return 1;
  const auto module = shoal::Module::compile(*engine, kModule);
  if (!module) return 2;
  const auto instance = shoal::Linker(*engine).instantiate(*module);
  if (!instance) return 3;
  const auto f = instance->function<void()>("f");
  if (!f) return 4;
  const auto outcome = (*f)();
  return !outcome.ok() && outcome.error().trap == shoal::TrapKind::kUnreachable ? 0 : 5;
}
