// One imported memory, several instances of a module.
//
//   one_memory [host|regions|none]
//
// The module allocates. Three instances of it on one memory each believe that the memory is theirs:
// each writes its data at the same place when it is instantiated, so that an allocator forgets what
// it has handed out ("none" shows what comes of it). Two ways out:
//
//   host     the memory has one allocator, which the host keeps; the module imports malloc and free
//   regions  shoal::Layout gives each instance data, a stack and a heap of its own
#include <cstdio>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "shoal/layout.h"
#include "shoal/shoal.h"

namespace {

constexpr int kInstances = 3, kRounds = 5;

using Bytes = std::vector<uint8_t>;

/// The modules to instantiate, one for each instance, and the linker that has their imports.
struct Setting {
  std::vector<Bytes> modules;
  shoal::Linker linker;
};

shoal::Result<Bytes> read_guest(const std::string& name) {
  const std::string path = std::string(SHOAL_GUEST_DIR "/") + name + ".wasm";
  std::ifstream in(path, std::ios::binary);
  if (!in) {
    return shoal::make_error(shoal::ErrorKind::kSystem,
                             path + " is missing: build the target one_memory_guests");
  }
  return Bytes{std::istreambuf_iterator<char>(in), {}};
}

/// An allocator for the memory, on pages behind what the modules use, and the imports that serve
/// it.
shoal::Result<void> serve_heap(shoal::Linker& linker, const shoal::Memory& memory) {
  const uint64_t begin = memory.size_bytes();
  if (auto grown = memory.grow(1); !grown) return grown.error();
  if (auto heap = memory.create_heap(begin, shoal::kPageSize); !heap) return heap.error();
  return linker.define_malloc();
}

shoal::Result<Setting> prepare(const shoal::Engine& engine, const std::string& way) {
  auto module = read_guest(way == "host" ? "one_memory_host" : "one_memory");
  if (!module) return module.error();
  Setting setting{std::vector<Bytes>(kInstances, *module), shoal::Linker(engine)};
  uint64_t pages = 2;
  if (way == "regions") {
    shoal::Layout layout;
    for (int i = 0; i < kInstances; i++) {
      if (auto added = layout.add(*module, {.own_heap = 4096}); !added) return added.error();
    }
    auto combined = layout.combine();
    if (!combined) return combined.error();
    for (int i = 0; i < kInstances; i++) setting.modules[i] = combined->modules[i].bytes;
    pages = combined->needed_pages;
  }
  auto memory = shoal::Memory::create(engine, {.initial = pages});
  if (!memory) return memory.error();
  if (auto defined = setting.linker.define("env", "memory", *memory); !defined) {
    return defined.error();
  }
  if (way == "host") {
    if (auto served = serve_heap(setting.linker, *memory); !served) return served.error();
  }
  return setting;
}

shoal::Result<shoal::Instance> instantiate(const Setting& setting, int number) {
  auto module = shoal::Module::compile(setting.linker.engine(), setting.modules[number]);
  if (!module) return module.error();
  return setting.linker.instantiate(*module);
}

shoal::Result<int32_t> run(const Setting& setting) {
  auto first = instantiate(setting, 0);
  if (!first) return first.error();
  auto alloc_11 = first->function<uint32_t()>("alloc_11");
  if (!alloc_11) return alloc_11.error();
  auto number = (*alloc_11)();
  if (!number) return number.error();
  auto memory = std::get<shoal::Memory>(*setting.linker.find("env", "memory"));
  auto view = memory.view<int32_t>(*number, 1);
  if (!view) return view.error();
  std::printf("alloc_11[#0]: %d\n", (*view)[0]);

  // The others come later, and each has to find what is there.
  std::vector<shoal::TypedFunc<int32_t(uint32_t)>> add_23;
  for (int i = 0; i < kInstances; i++) {
    auto instance = i == 0 ? first : instantiate(setting, i);
    if (!instance) return instance.error();
    auto function = instance->function<int32_t(uint32_t)>("add_23");
    if (!function) return function.error();
    add_23.push_back(*function);
  }
  int32_t last = 0;
  for (int round = 0; round < kRounds; round++) {
    for (int i = 0; i < kInstances; i++) {
      auto sum = add_23[i](*number);
      if (!sum) return sum;
      std::printf("add_23[#%d]: %d\n", i, last = *sum);
    }
  }
  return last;
}

}  // namespace

int main(int argc, char** argv) {
  const std::string way = argc > 1 ? argv[1] : "host";
  if (argc > 2 || (way != "host" && way != "regions" && way != "none")) {
    std::fprintf(stderr, "usage: %s [host|regions|none]\n", argv[0]);
    return 2;
  }
  auto engine = shoal::Engine::create();
  auto setting = engine ? prepare(*engine, way) : shoal::Result<Setting>(engine.error());
  auto last = setting ? run(*setting) : shoal::Result<int32_t>(setting.error());
  if (!last) {
    std::fprintf(stderr, "%s\n", last.error().to_string().c_str());
    return 1;
  }
  const int expected = 11 + kInstances * kRounds * 23;
  std::printf("expected: %d\n", expected);
  return *last == expected ? 0 : 1;
}
