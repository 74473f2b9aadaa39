// Programs that use wasm_export.h in any order, rightly and wrongly, and what the functions must
// then say. For a test that runs them from seeds and a fuzzer that chooses what they do.
//
// Misuse is part of it wherever the interface can tell: null for anything, handles of what is gone
// (twice released, used after release), functions of other instances, wrong kinds and numbers of
// arguments, pointers that are no blocks, addresses out of bounds. Such a call fails and changes
// nothing. A handle of something gone may come back as that of something new; the model then knows
// it as that.
#ifndef SHOAL_TESTS_C_API_MODEL_H_
#define SHOAL_TESTS_C_API_MODEL_H_

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "tests/chain_model.h"
#include "tests/random.h"
#include "wasm_export.h"

namespace shoal::tests {

/// Starts the runtime, and ends it. Throws (tests/require.h) if a function does not do what the
/// model does.
class CApiModel {
 public:
  /// `random` must outlive the model.
  explicit CApiModel(Random& random);
  ~CApiModel();
  CApiModel(const CApiModel&) = delete;
  CApiModel& operator=(const CApiModel&) = delete;

  void step();

 private:
  struct Module {
    wasm_module_t handle;
    bool is_alive = true;
    bool is_guest = true;  ///< Of the functions that the model calls; the other one has none.
  };
  struct Guest {
    wasm_module_inst_t handle = nullptr;
    bool is_alive = true;
    bool is_guest = true;
    bool has_allocator = false;
    uint64_t pages = 0, max_pages = 0;
    uint64_t page_bytes = 0;
    int64_t counter = 5;
    int attached = ChainModel::kNone;
    uint32_t flags = 0;
    uintptr_t custom_data = 0;
    std::vector<uint64_t> blocks;  ///< What module_malloc gave.
    uint64_t id = 0;
  };
  struct Environment {
    wasm_exec_env_t handle;
    uint64_t made_for;  ///< Guest::id.
    wasm_module_inst_t instance;
    bool is_alive = true;
    uintptr_t user_data = 0;
  };
  struct Block {
    uint8_t* at;
    uint32_t size;
    uint8_t mark;
  };

  // Modules, instances, environments.
  void load();
  void unload();
  void instantiate();
  void deinstantiate();
  void create_environment();
  void destroy_environment();
  void move_environment();
  void use_data();
  void restart();
  void register_natives();

  // Calls.
  void call_cells();
  void call_values();
  void call_arguments();
  void call_indirect();
  void call_by_name();
  void call_with_nonsense();
  void use_global();
  void use_exception();
  void ask_about_functions();
  void ask_about_module();

  // Memory.
  void enlarge();
  void allocate_in_memory();
  void free_in_memory();
  void convert_addresses();
  void allocate_for_host();
  void free_for_host();

  // Shared heaps.
  void create_heap();
  void chain();
  void unchain();
  void reset();
  void destroy_heap();
  void attach();
  void detach();
  void use_heap();
  void allocate_from_heap();

  void check();

  /// ChainModel::kNone, and a handle that is null or nobody's, if it is none.
  wasm_shared_heap_t some_heap(int* index);
  wasm_module_t some_module(Module** module);
  wasm_module_inst_t some_instance(Guest** guest);
  wasm_exec_env_t some_environment(Guest** guest);
  Guest* guest_of(wasm_module_inst_t handle);
  Guest* some_live_guest();
  void note_gone(Guest& guest);
  bool called(Guest* guest, bool done) const;
  bool can_write(const Guest& guest) const;
  uint64_t memory_bytes(const Guest& guest) const { return guest.pages * guest.page_bytes; }
  uint64_t some_address(const Guest* guest);
  /// Nothing is at the address in the instance: 0; to be read: 1; to be written: 2.
  int access_at(const Guest& guest, uint64_t address, uint64_t n) const;

  Random& random_;
  uint64_t next_id_ = 1;
  std::vector<Module> modules_;
  std::vector<Guest> guests_;
  std::vector<Environment> environments_;
  std::vector<Block> blocks_;
  ChainModel chains_;
  std::vector<wasm_shared_heap_t> heaps_;  ///< By their number in `chains_`.
  std::vector<uint8_t> buffer_;
  int next_ = 0;
};

}  // namespace shoal::tests

#endif  // SHOAL_TESTS_C_API_MODEL_H_
