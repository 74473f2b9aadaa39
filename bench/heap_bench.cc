// The same guest loops over linear memory and over shared heaps: ROUNDS. Prints, as JSON, the
// median nanoseconds of each loop for each place that its data can be in. All in one process, the
// places taking turns.
#include <algorithm>
#include <chrono>
#include <cstddef>
#include <cstdio>
#include <cstdlib>
#include <deque>
#include <fstream>
#include <iterator>
#include <span>
#include <string>
#include <vector>

#include "shoal/shared_heap.h"
#include "shoal/shoal.h"

namespace {

constexpr uint32_t kBytes = 1 << 18;  // stays in the cache: what is measured is code, not memory
constexpr int kCallsPerRound = 20;
constexpr const char* kLoops[] = {"sum_bytes",   "sum_words",     "copy_half", "fill_words",
                                  "count_bytes", "scale_doubles", "scatter"};

template <class T>
T must(shoal::Result<T> result) {
  if (!result) {
    std::fprintf(stderr, "heap_bench: %s\n", result.error().to_string().c_str());
    std::exit(1);
  }
  if constexpr (!std::is_void_v<T>) return std::move(result).value();
}

/// An instance, and where its data is.
struct Place {
  std::string name;
  shoal::Instance instance;
  uint32_t address;
};

using Loop = shoal::TypedFunc<uint32_t(uint32_t, uint32_t)>;

class Places {
 public:
  Places() {
    std::ifstream in(SHOAL_HEAP_GUEST, std::ios::binary);
    bytes_.assign(std::istreambuf_iterator<char>(in), {});
    linear("linear memory, guarded", guarded_);
    heap("heap, guarded", managed(), {});
    heap("contiguous chain, guarded", chain(managed(), managed()), {.contiguous = true});
    linear("linear memory, checked", checked_);
    heap("ordinary chain, checked", chain(managed(), managed()), {});
    heap("chain of host buffers, checked", chain(host_buffer(), host_buffer()), {});
  }
  const std::vector<Place>& all() const { return places_; }

 private:
  shoal::Instance instance(const shoal::Engine& engine) {
    return must(shoal::Linker(engine).instantiate(must(shoal::Module::compile(engine, bytes_))));
  }
  void linear(const char* name, const shoal::Engine& engine) {
    const shoal::Instance i = instance(engine);
    places_.push_back({name, i, must(must(i.function<uint32_t()>("buffer"))())});
  }
  void heap(const char* name, const shoal::SharedHeap& head, const shoal::AttachOptions& options) {
    shoal::Instance i = instance(guarded_);
    must(i.attach(head, options));
    places_.push_back({name, i, static_cast<uint32_t>(head.start_address())});
  }

  shoal::SharedHeap managed() { return must(shoal::SharedHeap::create_managed(guarded_, kBytes)); }
  /// A heap that cannot be mapped into an instance.
  shoal::SharedHeap host_buffer() {
    buffers_.emplace_back(kBytes);
    return must(shoal::SharedHeap::from_buffer(guarded_, std::span(buffers_.back())));
  }
  static shoal::SharedHeap chain(const shoal::SharedHeap& head, const shoal::SharedHeap& tail) {
    return must(shoal::SharedHeap::chain(head, tail));
  }

  shoal::Engine guarded_ = must(shoal::Engine::create());
  shoal::Engine checked_ = must(shoal::Engine::create({.bounds = shoal::Bounds::kChecked}));
  std::vector<uint8_t> bytes_;
  std::deque<std::vector<std::byte>> buffers_;  ///< Outlive the places.
  std::vector<Place> places_;
};

double time_of(const Loop& loop, uint32_t address) {
  const auto begin = std::chrono::steady_clock::now();
  for (int i = 0; i < kCallsPerRound; i++) must(loop(address, kBytes));
  const std::chrono::duration<double, std::nano> time = std::chrono::steady_clock::now() - begin;
  return time.count() / kCallsPerRound;
}

double median(std::vector<double> values) {
  std::sort(values.begin(), values.end());
  return values[values.size() / 2];
}

}  // namespace

int main(int argc, char** argv) {
  const int rounds = argc == 2 ? std::atoi(argv[1]) : 0;
  if (rounds <= 0) {
    std::fprintf(stderr, "usage: heap_bench ROUNDS\n");
    return 2;
  }
  const Places places;
  std::printf("{");
  for (const char* name : kLoops) {
    std::vector<Loop> loops;
    for (const Place& p : places.all()) {
      loops.push_back(must(p.instance.function<uint32_t(uint32_t, uint32_t)>(name)));
    }
    std::vector<std::vector<double>> times(loops.size());
    for (int round = 0; round <= rounds; round++) {  // the first one warms up
      for (size_t i = 0; i < loops.size(); i++) {
        const double time = time_of(loops[i], places.all()[i].address);
        if (round > 0) times[i].push_back(time);
      }
    }
    std::printf("%s\"%s\": {", name == kLoops[0] ? "" : ", ", name);
    for (size_t i = 0; i < loops.size(); i++) {
      std::printf("%s\"%s\": %.1f", i ? ", " : "", places.all()[i].name.c_str(), median(times[i]));
    }
    std::printf("}");
  }
  std::printf("}\n");
  return 0;
}
