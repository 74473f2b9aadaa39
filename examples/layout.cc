// Modules that were built apart, put side by side in one memory: common | a | b | shared heap.
//
// Each was compiled and linked as if memory were its own: its data from address 1024 on, its stack
// behind that. shoal::Layout moves them to places of their own. Then they can hand each other
// pointers: `common` makes an object on the heap, `a` reads it, `b` changes it in place.
#include "shoal/layout.h"

#include <cstdio>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "shoal/shoal.h"

namespace {

shoal::Result<std::vector<uint8_t>> read_guest(const std::string& name) {
  const std::string path = std::string(SHOAL_GUEST_DIR "/layout_") + name + ".wasm";
  std::ifstream in(path, std::ios::binary);
  if (!in) {
    return shoal::make_error(shoal::ErrorKind::kSystem,
                             path + " is missing: build the target layout_guests");
  }
  return std::vector<uint8_t>{std::istreambuf_iterator<char>(in), {}};
}

shoal::Result<void> run() {
  shoal::Layout layout;
  for (const char* name : {"common", "a", "b"}) {
    auto bytes = read_guest(name);
    if (!bytes) return bytes.error();
    if (auto added = layout.add(*bytes, {.name = name}); !added) return added;
  }
  auto combined = layout.combine();
  if (!combined) return combined.error();
  std::printf("%s\n", to_string(*combined).c_str());

  // One memory for all of them.
  auto engine = shoal::Engine::create();
  if (!engine) return engine.error();
  shoal::MemoryType type;
  type.limits.min = combined->needed_pages;
  auto memory = shoal::Memory::create(*engine, type);
  if (!memory) return memory.error();
  shoal::Linker linker(*engine);
  if (auto defined = linker.define("env", "memory", *memory); !defined) return defined;

  std::vector<shoal::Instance> instances;
  for (const auto& relocated : combined->modules) {
    auto module = shoal::Module::compile(*engine, relocated.bytes);
    if (!module) return module.error();
    auto instance = linker.instantiate(*module);
    if (!instance) return instance.error();
    instances.push_back(*instance);
  }
  const shoal::Instance &common = instances[0], &a = instances[1], &b = instances[2];

  auto make_object = common.function<uint32_t(int32_t)>("make_object");
  if (!make_object) return make_object.error();
  auto read_object = a.function<int32_t(uint32_t)>("read_object");
  if (!read_object) return read_object.error();
  auto double_object = b.function<void(uint32_t)>("double_object");
  if (!double_object) return double_object.error();

  auto object = (*make_object)(1337);
  if (!object) return object.error();
  auto before = (*read_object)(*object);
  if (!before) return before.error();
  std::printf("common makes an object, a reads it: %d\n", *before);
  if (auto doubled = (*double_object)(*object); !doubled) return doubled;
  auto after = (*read_object)(*object);
  if (!after) return after.error();
  std::printf("b doubles it in place, a reads it:  %d\n", *after);
  return {};
}

}  // namespace

int main() {
  if (auto done = run(); !done) {
    std::fprintf(stderr, "%s\n", done.error().to_string().c_str());
    return 1;
  }
  return 0;
}
