// Layout: modules that were built apart, put side by side in one memory. In the installed library;
// in a build of Shoal itself it is the target shoal_layout.
//
//   shoal::Layout layout;
//   layout.add(common, {.name = "common"});
//   layout.add(a, {.name = "a"});
//   auto combined = layout.combine();
//   // combined->modules[i].bytes: compile, and instantiate all of them on one Memory of
//   // combined->needed_pages pages.
//
// WebAssembly modules as compilers make them believe that memory begins with their own data, goes
// on with their own stack, and is their heap from there on. Two of them on one memory destroy each
// other. A layout moves each to a place of its own, by rewriting its bytes: nothing of that is left
// to be done when the modules run, and any runtime can run them.
//
// What can be moved is a module that is position independent, of which there are two kinds. Both
// are compiled by `clang --target=wasm32-unknown-emscripten -fPIC`:
//
// - `wasm-ld --no-entry --import-memory --export=__heap_base`: a static module. Its data must not
//   have pointers to its own data in it, since nothing would move those.
// - `wasm-ld -pie --experimental-pic --no-entry --import-memory`: a module that relocates its own
//   data: by its start function, or (newer linkers) when its exported function
//   __wasm_apply_data_relocs is called, as must be done before any other. Of the conventions'
//   "shared" modules those that import no symbols of others work as well. That such a module's code
//   has no absolute addresses is the linker's promise, which it keeps by refusing objects that do.
//
// Any other module is refused, with the instruction, global or data word that does not move or
// about which there is doubt. runtime/layout/code_check.h says how that is told.
#ifndef SHOAL_LAYOUT_H_
#define SHOAL_LAYOUT_H_

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "shoal/api.h"
#include "shoal/error.h"
#include "shoal/types.h"

namespace shoal {

struct LayoutModuleOptions {
  /// For messages and the map; "module 0", ... if empty.
  std::string name = {};
  /// Bytes of a heap of its own, for a module that has an allocator of its own: its __heap_base
  /// (and __heap_end, if it has that) say where. 0: the common heap, behind all modules. At most
  /// one module that has code to ask for __heap_base may use the common heap.
  uint64_t own_heap = 0;
  /// Words in the module's data that look like addresses in it are numbers.
  bool trust_data = false;
};

/// A part of the combined memory, [begin, end) in bytes.
struct LayoutRegion {
  enum class Kind : uint8_t { kUnused, kData, kStack, kHeap };
  Kind kind = Kind::kUnused;
  std::string module;  ///< Empty: nobody's own.
  uint64_t begin = 0, end = 0;
  bool operator==(const LayoutRegion&) const = default;
};

struct RelocatedModule {
  std::string name = {};
  std::vector<uint8_t> bytes;
  uint64_t offset = 0;  ///< What was added to its addresses.
  uint64_t heap_base = 0;
};

struct CombinedLayout {
  std::vector<RelocatedModule> modules;  ///< In the order in which they were added.
  std::vector<LayoutRegion> regions;     ///< All of the memory, by address, without gaps.
  uint64_t heap_base = 0;                ///< Of the common heap.
  uint64_t needed_pages = 0;             ///< The least that the memory must have, in 64 KiB pages.
  /// What the memory may have at most: it must then have a maximum, and that no larger. None: no
  /// module minds.
  std::optional<uint64_t> maximum_pages;
  bool shared = false;  ///< Whether the memory must be a shared one.
};

/// The regions as a table, a line for each, with a last line for the pages.
SHOAL_API std::string to_string(const CombinedLayout& layout);

/// Collects modules and puts them side by side. Copyable handles share what was added; one thread
/// at a time.
class SHOAL_API Layout {
 public:
  Layout();

  /// Takes a module, whose bytes are copied. Errors: kMalformed, kInvalid, kUnsupported (not
  /// position independent, or in doubt: the message names what), kArgument (no memory is imported;
  /// own_heap for an allocator that would grow out of it; some modules want a shared memory and
  /// others do not).
  Result<void> add(std::span<const uint8_t> bytes, const LayoutModuleOptions& options = {});

  /// Places the modules in order, each with its data and its stack, which gets `additional_stack`
  /// bytes more than it was linked with (rounded up to 16), then a heap of its own if it wanted
  /// one; behind them all the common heap of at least `heap_size` bytes, which ends with the memory
  /// and may grow with it. Errors: kArgument (two allocators on the common heap), kLimit (more than
  /// 4 GiB).
  Result<CombinedLayout> combine(uint64_t additional_stack = 0,
                                 uint64_t heap_size = kPageSize) const;

  /// The value of a module's __heap_base, as an export or in the name section. Errors: kArgument
  /// (it has none), and those of a module that cannot be read.
  static Result<uint64_t> get_heap_base(std::span<const uint8_t> bytes);

  /// The module moved up by `offset` bytes, its heap beginning at `new_heap_base`. `offset` must be
  /// a multiple of 16 and of whatever the module's data is aligned to. The minimum of its memory
  /// grows by what it takes. Errors: as of add() and combine(); kArgument also for an offset that
  /// breaks alignment, and for a heap that begins inside the moved module's data or stack.
  static Result<std::vector<uint8_t>> relocate(std::span<const uint8_t> bytes, uint64_t offset,
                                               uint64_t new_heap_base);

 private:
  struct State;
  std::shared_ptr<State> state_;
};

}  // namespace shoal

#endif  // SHOAL_LAYOUT_H_
