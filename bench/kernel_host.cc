// Runs one kernel in Shoal: [--bounds guarded|checked] [--interruptible yes|no] [--fuel yes|no]
// [--spectre yes|no] [--tuning a=off,...] [--heap BYTES] FILE.wasm N REPETITIONS. With --heap a shared heap of so many
// bytes is attached to the instance. Prints what native_host.c prints; compiling is not timed.
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include "shoal/shared_heap.h"
#include "shoal/shoal.h"

namespace {

constexpr char kUsage[] =
    "usage: kernel_host [--bounds guarded|checked] [--interruptible yes|no] [--fuel yes|no] "
    "[--spectre yes|no] [--tuning a=off,...] [--heap BYTES] FILE.wasm N REPETITIONS\n";

[[noreturn]] void fail(std::string_view what) {
  std::fprintf(stderr, "kernel_host: %.*s\n", static_cast<int>(what.size()), what.data());
  std::exit(1);
}

template <class T>
T check(shoal::Result<T> result) {
  if (!result) fail(result.error().to_string());
  if constexpr (!std::is_void_v<T>) return std::move(result).value();
}

struct Arguments {
  shoal::Config config;
  std::string file;
  uint64_t heap_bytes = 0;
  uint32_t n = 0;
  int repetitions = 0;
};

/// What an option that takes yes or no sets; null: it is another one.
bool* flag_of(shoal::Config& config, std::string_view option) {
  if (option == "--interruptible") return &config.interruptible;
  if (option == "--fuel") return &config.fuel;
  if (option == "--spectre") return &config.spectre;
  return nullptr;
}

Arguments parse(int argc, char** argv) {
  Arguments a;
  int i = 1;
  for (; i + 1 < argc && argv[i][0] == '-'; i += 2) {
    const std::string_view option = argv[i], value = argv[i + 1];
    if (option == "--bounds" && (value == "guarded" || value == "checked")) {
      a.config.bounds = value == "checked" ? shoal::Bounds::kChecked : shoal::Bounds::kGuarded;
    } else if (bool* const flag = flag_of(a.config, option);
               flag && (value == "yes" || value == "no")) {
      *flag = value == "yes";
    } else if (option == "--tuning") {
      if (auto applied = a.config.tuning.apply(value); !applied) fail(applied.error().message);
    } else if (option == "--heap") {
      a.heap_bytes = std::strtoull(argv[i + 1], nullptr, 10);
    } else {
      fail(kUsage);
    }
  }
  if (argc - i != 3) fail(kUsage);
  a.file = argv[i];
  a.n = static_cast<uint32_t>(std::strtoul(argv[i + 1], nullptr, 10));
  a.repetitions = std::atoi(argv[i + 2]);
  return a;
}

std::vector<uint8_t> read_file(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  if (!in) fail("cannot read " + path);
  return {std::istreambuf_iterator<char>(in), {}};
}

}  // namespace

int main(int argc, char** argv) {
  const Arguments a = parse(argc, argv);
  const shoal::Engine engine = check(shoal::Engine::create(a.config));
  const shoal::Module module = check(shoal::Module::compile(engine, read_file(a.file)));
  shoal::Instance instance = check(shoal::Linker(engine).instantiate(module));
  if (a.heap_bytes > 0) {
    check(instance.attach(check(shoal::SharedHeap::create_managed(engine, a.heap_bytes))));
  }
  if (a.config.fuel) check(instance.set_fuel(INT64_MAX));
  const auto run = check(instance.function<uint32_t(uint32_t)>("run"));

  const uint32_t checksum = check(run(a.n));
  std::printf("{\"checksum\": %u, \"ns\": [", checksum);
  for (int i = 0; i < a.repetitions; i++) {
    const auto begin = std::chrono::steady_clock::now();
    const uint32_t again = check(run(a.n));
    const std::chrono::nanoseconds time = std::chrono::steady_clock::now() - begin;
    if (again != checksum) fail("the second run's checksum differs");
    std::printf("%s%lld", i ? ", " : "", static_cast<long long>(time.count()));
  }
  std::printf("]}\n");
  return 0;
}
