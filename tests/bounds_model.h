// The two-range rule through emitted code: a module with loads, stores and bulk operations of every
// width, a model that goes byte by byte, and accesses near every edge that compare the two. For a
// test with chosen layouts and a fuzzer that chooses its own.
#ifndef SHOAL_TESTS_BOUNDS_MODEL_H_
#define SHOAL_TESTS_BOUNDS_MODEL_H_

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "shoal/shoal.h"
#include "tests/random.h"

namespace shoal::tests {

/// What the module under test is made of: an access of each width for each of these.
struct AccessShape {
  uint32_t min_pages = 1;
  uint32_t max_pages = 4;
  std::vector<uint64_t> offsets;
  std::vector<uint32_t> addends;  ///< Added to the index by an i32.add, which wraps at 2^32.
};

/// The module in text: exports memory, its accesses, "fill", "copy", "init", "grow" and "size".
std::string access_module_text(const AccessShape& shape);

/// Accesses of one instance of that module, compared with the model. Throws (tests/require.h) if
/// they disagree.
class BoundsChecker {
 public:
  /// `random` must outlive the checker.
  BoundsChecker(Instance instance, const AccessShape& shape, Random& random);

  const Instance& instance() const { return instance_; }
  const Memory& memory() const { return memory_; }

  /// Instance::attach and detach; the model learns what is there now.
  Result<void> attach(const SharedHeap& head, const AttachOptions& options = {});
  void detach();

  /// A load and a store by one of the accesses, whose number is below access_count().
  void check_access(size_t which);
  size_t access_count() const { return accesses_.size(); }
  /// memory.fill, memory.copy and memory.init with one set of random arguments.
  void check_bulk();

 private:
  struct Access {
    uint64_t bytes;
    uint64_t offset;
    uint32_t addend;
    TypedFunc<uint64_t(uint32_t)> load;
    TypedFunc<void(uint32_t, uint64_t)> store;
  };
  struct Heap {
    uint64_t start;
    std::span<const std::byte> bytes;
    bool is_writable;
  };
  using Bulk = TypedFunc<void(uint32_t, uint32_t, uint32_t)>;

  // The model.
  const std::byte* byte_at(uint64_t address, bool is_store) const;
  int range_of(uint64_t address) const;
  bool is_good(uint64_t address, uint64_t n, bool is_store) const;
  std::vector<std::byte> bytes_at(uint64_t address, uint64_t n) const;

  // Edges, and what is around them.
  std::vector<uint64_t> edges() const;
  uint64_t near_an_edge();
  std::vector<std::byte> watched() const;

  Instance instance_;
  Memory memory_;
  Bulk fill_, copy_, init_;
  std::vector<Access> accesses_;
  std::vector<Heap> heaps_;  ///< What is attached.
  bool contiguous_ = false;
  Random& random_;
};

}  // namespace shoal::tests

#endif  // SHOAL_TESTS_BOUNDS_MODEL_H_
