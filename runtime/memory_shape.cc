#include "runtime/memory_shape.h"

#include <algorithm>
#include <string>
#include <utility>

#include "jit/memory_use.h"
#include "runtime/align.h"
#include "runtime/ems.h"
#include "runtime/module.h"
#include "runtime/reservation.h"

namespace shoal::runtime {
namespace {

Error too_large(uint64_t pages, uint64_t most) {
  return make_error(ErrorKind::kLimit, "a memory of " + std::to_string(pages) +
                                           " pages is beyond ResourceLimits::memory_bytes (" +
                                           std::to_string(most * kPageSize) +
                                           "): raise it in Config::limits");
}

Result<void> check_type(const EngineImpl& engine, const MemoryType& type) {
  const Limits& limits = type.limits;
  if (type.index != IndexType::kI32) {
    return make_error(ErrorKind::kUnsupported, "64-bit memories are not supported");
  }
  if (type.shared && !limits.has_max) {
    return make_error(ErrorKind::kArgument,
                      "a shared memory needs a maximum: it must never have to move");
  }
  if (limits.min > kMaxPages32 || (limits.has_max && limits.max > kMaxPages32)) {
    return make_error(ErrorKind::kArgument, "a 32-bit memory has at most 65536 pages");
  }
  if (limits.has_max && limits.max < limits.min) {
    return make_error(ErrorKind::kArgument, "a memory's maximum is below its minimum");
  }
  const uint64_t most = engine.config().limits.memory_bytes / kPageSize;
  if (limits.min > most) return too_large(limits.min, most);
  return {};
}

/// The steps from a module's memory to what the options make of it.
class Shaping {
 public:
  Shaping(const ModuleImpl& module, const InstantiateOptions& options)
      : module_(module), options_(options), areas_(module.info().areas) {
    shape_.type = module.info().memories[0];
  }

  Result<MemoryShape> run() {
    Limits& limits = shape_.type.limits;
    if (const auto most = options_.max_memory_pages) {
      if (*most < limits.min) {
        return make_error(ErrorKind::kLimit,
                          "the module's memory begins with " + std::to_string(limits.min) +
                              " pages: that is beyond InstantiateOptions::max_memory_pages (" +
                              std::to_string(*most) + ")");
      }
      limits.max = limits.has_max ? std::min(limits.max, *most) : *most;
      limits.has_max = limits.max < kMaxPages32;
    }
    auto plain = shape_of(*module_.engine(), shape_.type);
    if (!plain) return plain;
    shape_ = *plain;
    if (options_.truncate_memory) truncate();
    if (options_.host_managed_heap_size > 0) {
      if (Result<void> done = add_heap(); !done) return std::move(done).error();
    }
    // Where accesses are not tested, memory ends with a page of the system.
    if (module_.engine()->config().bounds == Bounds::kGuarded) {
      shape_.bytes = round_up(shape_.bytes, os_page_size());
      shape_.max_bytes = std::max(shape_.max_bytes, shape_.bytes);
    }
    return shape_;
  }

 private:
  bool asks_size() const { return jit::asks_memory_size(module_.info(), module_.bytes()); }

  void truncate() {
    if (!areas_) return;
    const uint64_t bytes = round_up(areas_->heap_base, 8);
    if (bytes >= shape_.bytes || asks_size()) return;
    shape_.bytes = bytes;
    shape_.max_bytes = bytes;
    shape_.pages = 1;
    is_one_page_ = true;
  }

  Result<void> add_heap() {
    if (module_.allocator().kind != GuestAllocator::kNone) return {};
    const Limits& limits = shape_.type.limits;
    const uint64_t size = options_.host_managed_heap_size;
    if (size > kMaxPages32 * kPageSize) return no_place(size);
    is_one_page_ |= limits.has_max && limits.min == limits.max && limits.max <= 1;
    if (is_one_page_) {
      place_heap(shape_.bytes, size);
      shape_.pages = 1;
      shape_.bytes = shape_.heap.end;
      shape_.max_bytes = shape_.bytes;
      return check_size(size);
    }
    const bool is_aware = asks_size();
    if (areas_ && areas_->heap_base < shape_.bytes && !is_aware) {
      return place_at_heap_base(size);
    }
    place_heap(shape_.bytes, round_up(size, kPageSize));
    return add_pages(shape_.heap.size() / kPageSize, !is_aware);
  }

  /// A heap of at least `size` bytes from `begin`, or shortly behind it, on.
  void place_heap(uint64_t begin, uint64_t size) {
    begin = round_up(begin, Ems::kGranule);
    shape_.heap = {begin, begin + round_up(size, Ems::kGranule)};
  }

  Result<void> place_at_heap_base(uint64_t size) {
    // What WAMR leaves for those who believe that memory goes on behind __heap_base.
    constexpr uint64_t kLeft = 1024;
    place_heap(areas_->heap_base, size);
    const uint64_t end = shape_.heap.end;
    uint64_t pages = end > shape_.bytes ? (end - shape_.bytes + kPageSize - 1) / kPageSize : 0;
    if (shape_.bytes + pages * kPageSize - end < kLeft) ++pages;
    return add_pages(pages, /*are_seen=*/true);
  }

  /// The memory gets so many pages, and may have so many more than it could.
  Result<void> add_pages(uint64_t pages, bool are_seen) {
    Limits& limits = shape_.type.limits;
    if (limits.has_max) limits.max = std::min(limits.max + pages, kMaxPages32);
    shape_.bytes += pages * kPageSize;
    if (are_seen) shape_.pages += pages;
    shape_.max_bytes = max_pages(*module_.engine(), shape_.type) * kPageSize;
    return check_size(options_.host_managed_heap_size);
  }

  Result<void> check_size(uint64_t heap) const {
    if (shape_.bytes > module_.engine()->config().limits.memory_bytes / kPageSize * kPageSize) {
      return no_place(heap);
    }
    return {};
  }

  Error no_place(uint64_t size) const {
    return make_error(ErrorKind::kLimit,
                      "there is no place for a host-managed heap of " + std::to_string(size) +
                          " bytes in a memory of " + std::to_string(shape_.type.limits.min) +
                          " pages: ResourceLimits::memory_bytes is " +
                          std::to_string(module_.engine()->config().limits.memory_bytes));
  }

  const ModuleImpl& module_;
  const InstantiateOptions& options_;
  const std::optional<jit::LinkedAreas>& areas_;
  MemoryShape shape_;
  bool is_one_page_ = false;  ///< Of any length.
};

}  // namespace

uint64_t max_pages(const EngineImpl& engine, const MemoryType& type) {
  const uint64_t declared = type.limits.has_max ? type.limits.max : kMaxPages32;
  return std::min(declared, engine.config().limits.memory_bytes / kPageSize);
}

Result<MemoryShape> shape_of(const EngineImpl& engine, const MemoryType& type) {
  if (Result<void> good = check_type(engine, type); !good) return std::move(good).error();
  const uint64_t pages = type.limits.min;
  return MemoryShape{type, pages, pages * kPageSize, max_pages(engine, type) * kPageSize, {}};
}

Result<MemoryShape> shape_of(const ModuleImpl& module, const InstantiateOptions& options) {
  return Shaping(module, options).run();
}

}  // namespace shoal::runtime
