// The address rule through emitted code: memories, heaps and chains of any geometry, guarded and
// checked code, accesses of each width and bulk operations near every edge, against a model that
// goes byte by byte (tests/bounds_model.h).
//
// The input's bytes choose the memory, the constant offsets of the module's accesses, the mode,
// and then step after step: attach a new chain, detach, grow, access. After each step, and after
// all refusals, what may be reached is what the model says.
#include <sys/mman.h>
#include <unistd.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "fuzz/engines.h"
#include "shoal/shoal.h"
#include "shoal/wat.h"
#include "tests/bounds_model.h"
#include "tests/random.h"
#include "tests/require.h"

namespace shoal::fuzz {
namespace {

using tests::Random;
using tests::require;

constexpr uint64_t kTop = uint64_t{1} << 32;
constexpr uint64_t kWasmPage = 65536;

/// Small, at what checked code tests without a slow path (64 KiB), at what guarded code need not
/// test (64 MiB), at the signs and ends of 32 bits, or any.
uint64_t some_offset(Random& random) {
  const uint64_t near = random.pick<uint64_t>(
      {0, 4096, 65536 - 16, 65536, (64u << 20) - 16, 64u << 20, 1u << 31, kTop});
  const uint64_t offset = random.below(5) == 0 ? random.bits() : near + random.below(40) - 20;
  return offset % kTop;
}

tests::AccessShape some_shape(Random& random) {
  tests::AccessShape shape;
  shape.min_pages = random.below(4);
  shape.max_pages = random.below(4) == 0 ? 65536 : shape.min_pages + random.below(4);
  shape.offsets = {0, some_offset(random)};
  shape.addends = {0, static_cast<uint32_t>(some_offset(random))};
  // The text's functions are named by these.
  if (shape.offsets[1] == 0) shape.offsets.pop_back();
  if (shape.addends[1] == 0) shape.addends.pop_back();
  return shape;
}

/// Heaps of all kinds, chained.
class Chain {
 public:
  /// With `reach`, the chain begins at that address or as close behind it as pages allow, if it is
  /// not longer anyway.
  Chain(const Engine& engine, Random& random, std::optional<uint64_t> reach)
      : engine_(engine), random_(random) {
    const uint32_t count = 1 + random_.below(4);
    for (uint32_t i = 0; i < count; ++i) {
      SharedHeap heap = some_heap(page_ * (1 + random_.below(4)));
      head = head ? good(SharedHeap::chain(heap, head)) : heap;
    }
    if (reach && *reach / page_ * page_ < head.start_address()) {
      const SharedHeap big = file_heap(head.start_address() - *reach / page_ * page_);
      head = good(SharedHeap::chain(big, head));
    }
  }

  bool is_mappable() const {
    return std::ranges::all_of(head.heaps(), [](const SharedHeap& h) { return h.is_mappable(); });
  }

  SharedHeap head;

 private:
  SharedHeap some_heap(uint64_t size) {
    switch (random_.below(4)) {
      case 0: return buffer_heap(size);
      case 1: return file_heap(size);
      default: return good(SharedHeap::create_managed(engine_, size));
    }
  }
  /// A buffer need not be aligned.
  SharedHeap buffer_heap(uint64_t size) {
    const uint64_t shift = random_.below(3);
    buffers_.push_back(std::make_unique<std::byte[]>(size + shift));
    return good(
        SharedHeap::from_buffer(engine_, std::span(buffers_.back().get() + shift, size), access()));
  }
  /// Its pages cost nothing until they are touched.
  SharedHeap file_heap(uint64_t size) {
    const int fd = memfd_create("fuzz", MFD_CLOEXEC);
    require(fd >= 0 && ftruncate(fd, static_cast<off_t>(size)) == 0, "no file");
    auto heap = SharedHeap::from_fd(engine_, fd, 0, size, access());
    close(fd);
    return good(std::move(heap));
  }
  Access access() { return random_.below(3) == 0 ? Access::kReadOnly : Access::kReadWrite; }

  const uint64_t page_ = static_cast<uint64_t>(sysconf(_SC_PAGESIZE));
  const Engine& engine_;
  Random& random_;
  std::vector<std::unique_ptr<std::byte[]>> buffers_;
};

/// An instance and what is done to it.
class Session {
 public:
  Session(const Engine& engine, const tests::AccessShape& shape, Random& random)
      : engine_(engine),
        shape_(shape),
        random_(random),
        checker_(instantiate(engine, shape), shape, random) {}

  void step() {
    switch (random_.below(16)) {
      case 0: return attach();
      case 1: return detach();
      case 2: return grow();
      case 3:
      case 4:
      case 5: return checker_.check_bulk();
      default:
        return checker_.check_access(random_.below(static_cast<uint32_t>(checker_.access_count())));
    }
  }

 private:
  static Instance instantiate(const Engine& engine, const tests::AccessShape& shape) {
    const auto wasm = good(wat_to_wasm(tests::access_module_text(shape), "bounds"));
    return good(Instance::create(good(Module::compile(engine, wasm)), {}));
  }

  uint64_t memory_size() const { return checker_.memory().size_bytes(); }

  void attach() {
    std::optional<uint64_t> reach;
    if (random_.below(2) == 0) {
      reach = memory_size() + random_.pick<uint64_t>({0, 4096, 65536, 2 * kWasmPage, 64u << 20});
      if (random_.below(8) == 0) *reach -= std::min<uint64_t>(*reach, 4096);
    }
    auto chain = std::make_unique<Chain>(engine_, random_, reach);
    AttachOptions options;
    options.contiguous = random_.below(2) == 0;
    options.access = random_.below(4) == 0 ? Access::kReadOnly : Access::kReadWrite;
    const bool is_single = chain->head.heaps().size() == 1;
    const bool allowed = !chain_ && chain->head.start_address() >= memory_size() &&
                         (!options.contiguous || is_single || chain->is_mappable());
    Result<void> done = checker_.attach(chain->head, options);
    require(done.ok() == allowed, done.ok() ? "attached against the rules" : done.error().message);
    if (allowed) chain_ = std::move(chain);
  }

  void detach() {
    checker_.detach();
    chain_.reset();
    require(checker_.instance().bounds() == engine_.config().bounds,
            "without heaps an instance runs the code it was made with");
  }

  void grow() {
    const uint64_t old_pages = checker_.memory().size_pages();
    const uint32_t pages = random_.below(8) == 0 ? UINT32_MAX : random_.below(3);
    const uint64_t new_size = (old_pages + pages) * kWasmPage;
    bool allowed = old_pages + pages <= shape_.max_pages;
    if (chain_) {
      const uint64_t first = chain_->head.start_address();
      // A page stays between memory and a chain that guarded code reaches.
      const bool is_mapped = checker_.instance().bounds() == Bounds::kGuarded;
      allowed = allowed && (is_mapped ? new_size < first : new_size <= first);
    }
    const auto result = good(
        good(checker_.instance().func("grow")).call({{Value::i32(static_cast<int32_t>(pages))}}));
    const auto expected = allowed ? static_cast<int32_t>(old_pages) : -1;
    require(result[0].i32() == expected, "memory.grow gave " + to_string(result[0]));
    require(checker_.memory().size_pages() == old_pages + (allowed ? pages : 0),
            "memory.grow left another size");
  }

  const Engine& engine_;
  const tests::AccessShape& shape_;
  Random& random_;
  std::unique_ptr<Chain> chain_;  ///< What is attached. Outlives the instance's use of it.
  tests::BoundsChecker checker_;
};

}  // namespace
}  // namespace shoal::fuzz

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace shoal;
  tests::Random random(std::span(data, size));
  const Engine& engine = fuzz::engines()[random.below(4)];
  const tests::AccessShape shape = fuzz::some_shape(random);
  fuzz::Session session(engine, shape, random);
  while (!random.is_exhausted()) session.step();
  return 0;
}
