// Any bytes given to shoal::Layout: it gives an error or modules, and a module that was valid is
// valid when it has been moved.
#include "shoal/layout.h"

#include <cstdint>
#include <cstdlib>
#include <span>

#include "shoal/shoal.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  static const shoal::Engine engine = *shoal::Engine::create();
  const std::span<const uint8_t> bytes(data, size);
  shoal::Layout layout;
  if (!layout.add(bytes, {.own_heap = 64, .trust_data = true})) return 0;
  if (!layout.add(bytes, {.trust_data = true})) std::abort();
  const shoal::Result<shoal::CombinedLayout> combined = layout.combine(1000);
  if (!combined || !shoal::Module::compile(engine, bytes)) return 0;
  for (const shoal::RelocatedModule& m : combined->modules) {
    if (!shoal::Module::compile(engine, m.bytes)) std::abort();
  }
  return 0;
}
