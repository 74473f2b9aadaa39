// The loop of a long life: compile, instantiate, attach, run, trap, free, in several threads, both
// bounds modes and both APIs. Whatever a round takes it gives back, so between rounds the process
// is as large as it was before them: resident memory, mappings and file descriptors are sampled
// while all threads stand between two rounds, and the program fails if the later half of the
// samples is above the earlier half by more than a tolerance.
//
//     build/soak [--seconds N] [--threads N]
//
// Descriptors and mappings may not grow at all, but for those of malloc's arenas; nor may resident
// memory, but for what malloc's fragmentation makes of it.
#include <dirent.h>
#include <sys/mman.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <charconv>
#include <chrono>
#include <condition_variable>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <limits>
#include <mutex>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include "shoal/shoal.h"
#include "shoal/wat.h"
#include "wasm_export.h"

namespace shoal {
namespace {

// The first samples are of a process that still warms up: arenas, lazily made stubs.
constexpr size_t kSamples = 24;
constexpr size_t kWarmUp = 4;

// Sanitizers keep what is freed for a while, and have mappings of their own.
#ifdef SHOAL_SANITIZED
constexpr bool kJudgesMemory = false;
#else
constexpr bool kJudgesMemory = true;
#endif

constexpr std::string_view kGuest = R"((module
  (import "env" "add" (func $add (param i32 i32) (result i32)))
  (import "env" "shared_heap_malloc" (func $malloc (param i32) (result i32)))
  (import "env" "shared_heap_free" (func $free (param i32)))
  (memory (export "memory") 1 16)
  (table 4 funcref)
  (elem (i32.const 1) $sum)
  (data (i32.const 16) "a segment of data")
  (type $binary (func (param i32 i32) (result i32)))
  (func $sum (export "sum") (param $from i32) (param $count i32) (result i32)
    (local $sum i32)
    (loop $next
      (local.set $sum (i32.add (local.get $sum) (i32.load8_u (local.get $from))))
      (local.set $from (i32.add (local.get $from) (i32.const 1)))
      (br_if $next (local.tee $count (i32.sub (local.get $count) (i32.const 1)))))
    (local.get $sum))
  (func (export "host") (param i32 i32) (result i32)
    (call $add (local.get 0) (local.get 1)))
  (func (export "indirect") (param i32) (result i32)
    (call_indirect (type $binary) (i32.const 16) (i32.const 4) (local.get 0)))
  (func (export "fill") (param i32 i32 i32)
    (memory.fill (local.get 0) (local.get 1) (local.get 2)))
  (func (export "load") (param i32) (result i32) (i32.load (local.get 0)))
  (func (export "divide") (param i32) (result i32) (i32.div_s (i32.const 7) (local.get 0)))
  (func (export "grow") (param i32) (result i32) (memory.grow (local.get 0)))
  (func (export "block") (param $size i32) (result i32)
    (local $at i32)
    (local.set $at (call $malloc (local.get $size)))
    (memory.fill (local.get $at) (i32.const 1) (local.get $size))
    (call $sum (local.get $at) (local.get $size))
    (call $free (local.get $at)))
  (func $deep (export "deep") (call $deep))
  (func (export "unreachable") unreachable)))";

[[noreturn]] void fail(const std::string& what) {
  std::fprintf(stderr, "soak: %s\n", what.c_str());
  std::_Exit(1);
}

void require(bool good, const char* what) {
  if (!good) fail(std::string(what) + " did not do what it should");
}

template <class T>
T must(Result<T> result) {
  if (!result) fail(result.error().to_string());
  if constexpr (!std::is_void_v<T>) return std::move(*result);
}

// --- The process, as the system sees it ----------------------------------------------------------

struct Sample {
  long seconds = 0;
  uint64_t rounds = 0;
  uint64_t rss = 0;  ///< In KiB.
  uint64_t maps = 0;
  uint64_t descriptors = 0;
};

uint64_t lines_of(const char* path) {
  std::ifstream file(path);
  return static_cast<uint64_t>(std::count(std::istreambuf_iterator<char>(file), {}, '\n'));
}

uint64_t resident_kib() {
  std::ifstream file("/proc/self/statm");
  uint64_t size = 0, resident = 0;
  file >> size >> resident;
  return resident * static_cast<uint64_t>(sysconf(_SC_PAGESIZE)) / 1024;
}

uint64_t open_descriptors() {
  DIR* const directory = opendir("/proc/self/fd");
  if (!directory) fail("/proc/self/fd cannot be read");
  uint64_t n = 0;
  while (readdir(directory)) ++n;
  closedir(directory);
  return n;
}

/// One of a sample's figures, and by how much it may grow.
struct Measure {
  const char* name;
  uint64_t Sample::*figure;
  uint64_t slack;
  bool is_judged;
};
constexpr Measure kMeasures[] = {
    {"resident KiB", &Sample::rss, 2 * 1024, kJudgesMemory},
    {"mappings", &Sample::maps, 24, kJudgesMemory},
    {"descriptors", &Sample::descriptors, 0, true},
};

// --- Workers, which stop between two rounds when they are asked to -------------------------------

class Gate {
 public:
  /// Before a round; false: it is over.
  bool enter() {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [this] { return !is_closed_ || is_over_; });
    if (is_over_) return false;
    ++inside_;
    return true;
  }
  void leave() {
    std::lock_guard lock(mutex_);
    --inside_;
    ++rounds_;
    changed_.notify_all();
  }
  /// Calls `look` with the number of rounds so far while nobody is inside.
  template <class Look>
  void stop_all(Look look) {
    std::unique_lock lock(mutex_);
    is_closed_ = true;
    changed_.wait(lock, [this] { return inside_ == 0; });
    look(rounds_);
    is_closed_ = false;
    changed_.notify_all();
  }
  void end() {
    std::lock_guard lock(mutex_);
    is_over_ = true;
    changed_.notify_all();
  }

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
  bool is_closed_ = false;
  bool is_over_ = false;
  int inside_ = 0;
  uint64_t rounds_ = 0;
};

// --- Rounds --------------------------------------------------------------------------------------

bool traps(const Instance& instance, const char* name, int32_t argument, TrapKind kind) {
  const auto result = must(instance.function<int32_t(int32_t)>(name))(argument);
  return !result && result.error().kind == ErrorKind::kTrap && result.error().trap == kind;
}

/// Calls, growth and every kind of trap.
void use(const Instance& instance) {
  require(*must(instance.function<int32_t(int32_t, int32_t)>("host"))(40, 2) == 42, "host");
  require(*must(instance.function<int32_t(int32_t)>("indirect"))(1) == 'a' + ' ' + 's' + 'e',
          "indirect");
  require(*must(instance.function<int32_t(int32_t)>("grow"))(2) > 0, "grow");
  require(*must(instance.function<int32_t(int32_t)>("grow"))(100) == -1, "grow beyond");
  const auto end = static_cast<int32_t>(must(instance.memory()).size_bytes());
  require(traps(instance, "load", end - 3, TrapKind::kMemoryOutOfBounds), "load");
  require(traps(instance, "divide", 0, TrapKind::kIntegerDivideByZero), "divide");
  require(traps(instance, "indirect", 0, TrapKind::kUninitializedElement), "indirect null");
  require(traps(instance, "indirect", 4, TrapKind::kUndefinedElement), "indirect beyond");
  require(!must(instance.function<void()>("unreachable"))().ok(), "unreachable");
  require(!must(instance.function<void()>("deep"))().ok(), "deep");
}

/// The guest allocates from the heap, and both sides write to it.
void use_heap(const Instance& instance, SharedHeap& heap) {
  require(*must(instance.function<int32_t(int32_t)>("block"))(100) == 100, "block");
  const uint64_t address = must(heap.allocate(48));
  must(must(instance.function<void(int32_t, int32_t, int32_t)>("fill"))(
      static_cast<int32_t>(address), 3, 48));
  require(heap.native_address(address, 48)[47] == std::byte{3}, "fill");
  must(heap.free(address));
}

class Rounds {
 public:
  explicit Rounds(std::vector<uint8_t> wasm) : wasm_(std::move(wasm)) {}

  void run(const Engine& lasting, uint64_t n) const {
    switch (n % 4) {
      case 0: with_engine(must(Engine::create({.bounds = Bounds::kGuarded}))); break;
      case 1: with_engine(must(Engine::create({.bounds = Bounds::kChecked}))); break;
      case 2: with_engine(lasting); break;
      case 3: through_c(); break;
    }
  }

 private:
  void with_engine(const Engine& engine) const {
    Linker linker(engine);
    must(linker.define("env", "add", [](int32_t a, int32_t b) { return a + b; }));
    must(define_shared_heap_imports(linker));
    const Module module = must(Module::compile(engine, wasm_));
    require(!Module::compile(engine, std::span(wasm_).first(wasm_.size() / 2)), "half a module");
    Instance instance = must(linker.instantiate(module, {.host_managed_heap_size = 4096}));
    must(instance.free(must(instance.allocate(100))));
    use(instance);

    SharedHeap managed = must(SharedHeap::create_managed(engine, 4 * 65536));
    must(instance.attach(managed));
    use_heap(instance, managed);
    must(instance.detach());
    attach_chain(engine, instance, managed);
  }

  /// A chain of a heap of each kind; it is still attached when everything goes.
  static void attach_chain(const Engine& engine, Instance instance, SharedHeap& managed) {
    std::array<std::byte, 5000> buffer = {};
    const int fd = memfd_create("soak", MFD_CLOEXEC);
    require(fd >= 0 && ftruncate(fd, 65536) == 0, "memfd_create");
    const SharedHeap file = must(SharedHeap::from_fd(engine, fd, 0, 65536, Access::kReadWrite));
    close(fd);
    const SharedHeap bytes = must(SharedHeap::from_buffer(engine, std::span<std::byte>(buffer)));
    must(SharedHeap::chain(bytes, file));
    must(SharedHeap::chain(managed, bytes));
    must(instance.attach(managed));
    use_heap(instance, managed);
    const auto top = must(instance.function<int32_t(int32_t)>("load"))(-4);
    require(top.ok() && *top == 0, "load at the top");
    must(instance.detach());
    must(SharedHeap::unchain(managed, true));
    must(instance.attach(file, {.access = Access::kReadOnly}));
  }

  void through_c() const {
    std::vector<uint8_t> bytes = wasm_;  // The C API may write to it.
    std::array<char, 256> error = {};
    const wasm_module_t module = wasm_runtime_load(
        bytes.data(), static_cast<uint32_t>(bytes.size()), error.data(), error.size());
    if (!module) fail(error.data());
    const wasm_module_inst_t instance =
        wasm_runtime_instantiate(module, 65536, 4096, error.data(), error.size());
    if (!instance) fail(error.data());
    const wasm_exec_env_t environment = wasm_runtime_create_exec_env(instance, 65536);
    require(environment != nullptr, "wasm_runtime_create_exec_env");

    SharedHeapInitArgs args = {65536, nullptr};
    const wasm_shared_heap_t heap = wasm_runtime_create_shared_heap(&args);
    require(heap && wasm_runtime_attach_shared_heap(instance, heap), "attach");
    void* native = nullptr;
    const uint64_t address = wasm_runtime_shared_heap_malloc(instance, 64, &native);
    require(address != 0 && native, "shared_heap_malloc");
    std::memset(native, 0, 64);
    std::array<uint32_t, 2> cells = {static_cast<uint32_t>(address), 0};
    require(c_call(instance, environment, "load", cells), "load");
    cells = {0, 0};
    require(!c_call(instance, environment, "divide", cells), "divide");
    wasm_runtime_clear_exception(instance);
    wasm_runtime_shared_heap_free(instance, address);
    wasm_runtime_detach_shared_heap(instance);
    wasm_runtime_destroy_exec_env(environment);
    wasm_runtime_deinstantiate(instance);
    wasm_runtime_unload(module);
    require(shoal_shared_heap_destroy(heap), "shoal_shared_heap_destroy");
  }

  static bool c_call(wasm_module_inst_t instance, wasm_exec_env_t environment, const char* name,
                     std::span<uint32_t> cells) {
    const wasm_function_inst_t function = wasm_runtime_lookup_function(instance, name);
    require(function != nullptr, name);
    return wasm_runtime_call_wasm(environment, function, 1, cells.data());
  }

  const std::vector<uint8_t> wasm_;
};

int32_t c_add(wasm_exec_env_t, int32_t a, int32_t b) { return a + b; }

// --- The run -------------------------------------------------------------------------------------

std::vector<Sample> run(std::chrono::milliseconds time, int threads) {
  using Clock = std::chrono::steady_clock;
  const Rounds rounds(must(wat_to_wasm(kGuest, "soak.wat")));
  const Engine lasting = must(Engine::create());
  Gate gate;
  std::vector<std::thread> workers;
  for (int id = 0; id < threads; ++id) {
    workers.emplace_back([&, id] {
      for (uint64_t n = static_cast<uint64_t>(id); gate.enter(); ++n) {
        rounds.run(lasting, n);
        gate.leave();
      }
    });
  }
  std::vector<Sample> samples;
  const Clock::time_point begin = Clock::now();
  std::printf("%8s  %10s  %12s  %8s  %11s\n", "seconds", "rounds", "resident KiB", "mappings",
              "descriptors");
  for (size_t i = 1; i <= kSamples; ++i) {
    std::this_thread::sleep_until(begin + time * i / kSamples);
    gate.stop_all([&](uint64_t done) {
      const auto passed = std::chrono::duration_cast<std::chrono::seconds>(Clock::now() - begin);
      samples.push_back({static_cast<long>(passed.count()), done, resident_kib(),
                         lines_of("/proc/self/maps"), open_descriptors()});
    });
    const Sample& s = samples.back();
    std::printf("%8ld  %10ju  %12ju  %8ju  %11ju\n", s.seconds, uintmax_t{s.rounds},
                uintmax_t{s.rss}, uintmax_t{s.maps}, uintmax_t{s.descriptors});
    std::fflush(stdout);
  }
  gate.end();
  for (std::thread& worker : workers) worker.join();
  return samples;
}

/// Holds the later half of the samples against the earlier one, without the warm-up.
bool is_flat(const std::vector<Sample>& samples) {
  const auto begin = samples.begin() + kWarmUp;
  const auto middle = begin + (samples.end() - begin) / 2;
  bool flat = true;
  for (const Measure& m : kMeasures) {
    const auto most = [&m](auto from, auto to) {
      uint64_t value = 0;
      for (auto s = from; s != to; ++s) value = std::max(value, (*s).*m.figure);
      return value;
    };
    const uint64_t earlier = most(begin, middle), later = most(middle, samples.end());
    const bool grew = m.is_judged && later > earlier + m.slack;
    std::printf(
        "%-12s  at most %ju in the earlier half, %ju in the later; %ju more are allowed%s\n",
        m.name, uintmax_t{earlier}, uintmax_t{later}, uintmax_t{m.slack},
        grew          ? ": IT GROWS"
        : m.is_judged ? ""
                      : " (not judged under a sanitizer)");
    flat = flat && !grew;
  }
  return flat;
}

int soak(int argc, char** argv) {
  int seconds = 10, threads = 4;
  for (int i = 1; i < argc; i += 2) {
    const std::string_view option = argv[i];
    int* const value = option == "--seconds"   ? &seconds
                       : option == "--threads" ? &threads
                                               : nullptr;
    const std::string_view number = i + 1 < argc ? argv[i + 1] : "";
    const auto read = value ? std::from_chars(number.data(), number.data() + number.size(), *value)
                            : std::from_chars_result{nullptr, std::errc::invalid_argument};
    if (read.ec != std::errc() || read.ptr != number.data() + number.size() || *value < 1) {
      std::fprintf(stderr, "usage: soak [--seconds N] [--threads N]\n");
      return 2;
    }
  }
  if (!wasm_runtime_init()) fail("wasm_runtime_init failed");
  static NativeSymbol natives[] = {{"add", reinterpret_cast<void*>(c_add), "(ii)i", nullptr}};
  if (!wasm_runtime_register_natives("env", natives, 1)) fail("natives cannot be registered");
  const std::vector<Sample> samples = run(std::chrono::seconds(seconds), threads);
  wasm_runtime_destroy();
  const bool flat = is_flat(samples);
  std::printf("%ju rounds in %d s: %s\n", uintmax_t{samples.back().rounds}, seconds,
              flat ? "flat" : "FAILED");
  return flat ? 0 : 1;
}

}  // namespace
}  // namespace shoal

int main(int argc, char** argv) { return shoal::soak(argc, argv); }
