// The heaps in a guest's linear memory: the one that the host manages for it, and the guest's own.
// Either way the host calls Instance::allocate, and the guest's malloc is what it expects.
#include <cstdint>
#include <cstdio>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "must.h"
#include "shoal/shoal.h"
#include "shoal/wasi.h"

using example::must;

namespace {

shoal::Module load(const shoal::Engine& engine, const std::string& name) {
  const std::string path = std::string(SHOAL_GUEST_DIR "/") + name + ".wasm";
  std::ifstream in(path, std::ios::binary);
  return must(
      shoal::Module::compile(engine, std::vector<uint8_t>{std::istreambuf_iterator<char>(in), {}}));
}

/// Hands a name to the guest and takes a message from it. Whose heap they are in makes no difference.
void greet(const shoal::Instance& guest) {
  const auto greet = must(guest.function<uint32_t(uint32_t)>("greet"));
  const std::string name = "Ada";
  const auto bytes = std::as_bytes(std::span(name.c_str(), name.size() + 1));
  const uint64_t argument = must(guest.duplicate(bytes));
  const uint64_t message = must(greet(static_cast<uint32_t>(argument)));

  // What the guest says is checked: a view is inside its memory, or it is an error.
  const shoal::Memory memory = must(guest.memory());
  const int32_t length = must(memory.view<int32_t>(message, 1))[0];
  const auto text = must(memory.view<char>(message + 4, static_cast<uint32_t>(length)));
  std::printf("the guest says: %.*s\n", length, text.data());
  must(guest.free(message));
  must(guest.free(argument));
}

}  // namespace

int main() {
  const shoal::Engine engine = must(shoal::Engine::create());
  shoal::Linker linker(engine);
  must(linker.define_libc());  // For guests without a C library.
  must(shoal::wasi::define(linker, {}));

  std::puts("A heap that the host manages, in the memory of a guest without a C library:\n");
  const shoal::Instance plain =
      must(linker.instantiate(load(engine, "greeter"), {.host_managed_heap_size = 8192}));
  std::printf("%s\n", plain.memory_layout().to_string().c_str());
  greet(plain);
  const shoal::MemoryHeap heap = *must(plain.memory()).heap();
  std::printf("live blocks now: %d\n", static_cast<int>(heap.usage().blocks));

  // Nobody can mislead it: what is not the start of a live block is refused, and its books are
  // outside the guest's memory.
  const uint64_t block = must(plain.allocate(100));
  std::printf("freeing the inside of a block: %s\n",
              plain.free(block + 16).error().message.c_str());

  // The C stack of the guest stays in its area.
  const auto dive = must(plain.function<int32_t(int32_t)>("dive"));
  must(dive(10));
  std::printf("diving too deep: %s\n", dive(1000).error().message.c_str());

  std::puts("\nThe same guest with wasi-libc, whose malloc and free it exports:\n");
  const shoal::Instance wasi =
      must(linker.instantiate(load(engine, "greeter_wasi"), {.host_managed_heap_size = 8192}));
  std::printf("who allocates: %s\n", std::string(to_string(wasi.allocator())).c_str());
  greet(wasi);
}
