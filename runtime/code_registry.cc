#include "runtime/code_registry.h"

#include <algorithm>
#include <cassert>
#include <iterator>
#include <memory>
#include <new>
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

namespace {

/// A range that was removed where it stands. Signal handlers may be looking at it.
bool is_removed(const CodeRange& range) {
  return __atomic_load_n(&range.end, __ATOMIC_RELAXED) == range.begin;
}

}  // namespace

void CodeRegistry::add(const CodeRange& range) {
  assert(range.begin < range.end);
  const std::lock_guard lock(writers_);
  Ranges ranges = remaining(1);
  const auto at =
      std::upper_bound(ranges.begin(), ranges.end(), range,
                       [](const CodeRange& a, const CodeRange& b) { return a.begin < b.begin; });
  assert(at == ranges.end() || range.end <= at->begin);
  ranges.insert(at, range);
  publish(std::move(ranges));
}

// Modules go where nothing may fail. Without memory for a new list, the range stays in the old one,
// empty, until the next change.
void CodeRegistry::remove(uintptr_t begin) noexcept {
  const std::lock_guard lock(writers_);
  Ranges* const now = ranges_.load();
  assert(now);
  const auto range = std::find_if(now->begin(), now->end(),
                                  [begin](const CodeRange& r) { return r.begin == begin; });
  assert(range != now->end() && !is_removed(*range));
  __atomic_store_n(&range->end, begin, __ATOMIC_RELAXED);
  try {
    publish(remaining(0));
  } catch (const std::bad_alloc&) {
  }
}

/// A copy of the list without what was removed, and with room for `more`.
CodeRegistry::Ranges CodeRegistry::remaining(size_t more) const {
  Ranges ranges;
  const Ranges* const now = ranges_.load();
  if (!now) return ranges;
  ranges.reserve(now->size() + more);
  std::copy_if(now->begin(), now->end(), std::back_inserter(ranges),
               [](const CodeRange& r) { return !is_removed(r); });
  return ranges;
}

void CodeRegistry::publish(Ranges ranges) {
  retired_.reserve(retired_.size() + 1);
  if (const Ranges* old = ranges_.exchange(new Ranges(std::move(ranges)))) {
    retired_.emplace_back(old);
  }
  if (readers_.load() == 0) retired_.clear();
}

std::optional<CodeRange> CodeRegistry::find(uintptr_t pc) const {
  std::optional<CodeRange> found;
  readers_.fetch_add(1);
  if (const Ranges* ranges = ranges_.load()) {
    const auto behind =
        std::upper_bound(ranges->begin(), ranges->end(), pc,
                         [](uintptr_t pc, const CodeRange& r) { return pc < r.begin; });
    if (behind != ranges->begin()) {
      const CodeRange& range = *std::prev(behind);
      const uintptr_t end = __atomic_load_n(&range.end, __ATOMIC_RELAXED);
      if (pc < end) found = {range.begin, end, range.image, range.module};
    }
  }
  readers_.fetch_sub(1);
  return found;
}

}  // namespace shoal::runtime
