#include "runtime/code_registry.h"

#include <algorithm>
#include <cassert>
#include <memory>
#include <utility>

namespace shoal::runtime {

static_assert(std::atomic<const void*>::is_always_lock_free &&
                  std::atomic<uint32_t>::is_always_lock_free,
              "the signal handler reads these");

CodeRegistry& CodeRegistry::instance() {
  static CodeRegistry* const registry = new CodeRegistry;
  return *registry;
}

CodeRegistry::~CodeRegistry() { delete ranges_.load(); }

void CodeRegistry::add(const CodeRange& range) {
  assert(range.begin < range.end);
  const std::lock_guard lock(writers_);
  const Ranges* old = ranges_.load();
  Ranges ranges;
  if (old) ranges = *old;
  const auto at =
      std::upper_bound(ranges.begin(), ranges.end(), range,
                       [](const CodeRange& a, const CodeRange& b) { return a.begin < b.begin; });
  assert(at == ranges.end() || range.end <= at->begin);
  ranges.insert(at, range);
  publish(std::move(ranges));
}

void CodeRegistry::remove(uintptr_t begin) {
  const std::lock_guard lock(writers_);
  const Ranges* old = ranges_.load();
  assert(old);
  Ranges ranges = *old;
  std::erase_if(ranges, [begin](const CodeRange& r) { return r.begin == begin; });
  assert(ranges.size() + 1 == old->size());
  publish(std::move(ranges));
}

void CodeRegistry::publish(Ranges ranges) {
  if (const Ranges* old = ranges_.exchange(new Ranges(std::move(ranges))))
    retired_.emplace_back(old);
  if (readers_.load() == 0) retired_.clear();
}

std::optional<CodeRange> CodeRegistry::find(uintptr_t pc) const {
  std::optional<CodeRange> found;
  readers_.fetch_add(1);
  if (const Ranges* ranges = ranges_.load()) {
    const auto behind =
        std::upper_bound(ranges->begin(), ranges->end(), pc,
                         [](uintptr_t pc, const CodeRange& r) { return pc < r.begin; });
    if (behind != ranges->begin() && pc < std::prev(behind)->end) found = *std::prev(behind);
  }
  readers_.fetch_sub(1);
  return found;
}

}  // namespace shoal::runtime
