// Shared modules: what `wasm-ld -shared --experimental-pic` makes of objects that were compiled
// with `clang --target=wasm32-unknown-emscripten -fPIC`. Nothing is rewritten: such a module
// imports its place, and its custom section "dylink.0" says how much room it needs.
// Source: the tool conventions' "WebAssembly Dynamic Linking".
//
//   shoal::DynamicLinker dynamic(linker);  // what the host defines: functions, perhaps a memory
//   dynamic.add("libcommon.so", common);
//   dynamic.add("main", main);             // its dylink.0 says that it needs libcommon.so
//   dynamic.link();
//   auto run = dynamic.instance("main")->function<int32_t()>("run");
//
// Linker::instantiate_at is the same for one module, at a place of the caller's choice.
#ifndef SHOAL_DYLINK_H_
#define SHOAL_DYLINK_H_

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "shoal/api.h"
#include "shoal/error.h"
#include "shoal/instance.h"
#include "shoal/linker.h"
#include "shoal/memory.h"
#include "shoal/module.h"
#include "shoal/table.h"

namespace shoal {

/// Where a shared module goes: the values of its imports env.__memory_base and env.__table_base.
struct Placement {
  uint64_t memory_base = 0;  ///< Address of its data.
  uint64_t table_base = 0;   ///< Index of its first element in the table.
};

/// What a shared module says about itself (its section "dylink.0").
struct DylinkNeeds {
  uint64_t memory_size = 0;   ///< Bytes at Placement::memory_base.
  uint64_t memory_align = 1;  ///< What memory_base must be a multiple of.
  uint64_t table_size = 0;    ///< Elements from Placement::table_base on.
  uint64_t table_align = 1;
  std::vector<std::string> needed;         ///< Libraries that must be there before it, in order.
  std::vector<std::string> runtime_paths;  ///< Where a loader of files should look for those.
};
/// Errors: kArgument (not a shared module), kMalformed.
SHOAL_API Result<DylinkNeeds> dylink_needs(const Module& module);

struct DynamicLinkOptions {
  uint64_t memory_begin = 1024;    ///< The stack and the modules' data begin here; nothing is at 0.
  uint64_t stack_size = 64 << 10;  ///< Bytes of the one stack that all modules use.
  uint64_t heap_size = 64 << 10;   ///< The least behind them; heap_base() says where it begins.
  uint64_t table_begin = 1;        ///< Index 0 is the null function pointer.
};

/// Links shared modules with each other and with what a Linker defines, on one memory, one table
/// and one stack:
///
/// - Places follow each other in the order of loading: libraries that a module needs come before
///   it.
/// - A symbol is the host's if the linker defines it in "env" (functions; globals of type i32 whose
///   value is the address of data). Otherwise it is that of the first module, in order of
///   loading, that exports it, one that exports it weakly only if no other does. Function imports
///   ("env"), GOT.mem and GOT.func all follow that rule, also for modules that are loaded later
///   (cycles): a call to such a function finds it when it happens. A weak symbol that nobody
///   defines is the null pointer; to call it traps.
/// - All addresses are known before anything runs. Then, as the conventions say, every module's
///   __wasm_apply_data_relocs runs before any module's __wasm_call_ctors.
/// - __heap_base and __heap_end are the heap's, for modules that import them as data (GOT.mem).
///
/// A handle; one thread at a time. Keep it while its modules run: calls that close a cycle go
/// through it.
class SHOAL_API DynamicLinker {
 public:
  /// Takes a copy of `linker`. If that defines env.memory or env.__indirect_function_table, these
  /// are used, and grown as needed; else they are made.
  explicit DynamicLinker(const Linker& linker, const DynamicLinkOptions& options = {});

  /// Adds a module under the name by which others need it. Errors: kArgument (not a shared module,
  /// or the name is taken, or after link()), kMalformed.
  Result<void> add(std::string_view name, const Module& module);
  /// Places, instantiates and initialises everything. Call once. Errors: kLink (an undefined symbol
  /// or a library that was not added, with who wants it), kLimit, kTrap and all that
  /// Instance::create has.
  Result<void> link();

  // After link().

  /// The instance of the module `name`. Error (kArgument): there is none.
  Result<Instance> instance(std::string_view name) const;
  Result<Placement> placement(std::string_view name) const;
  /// The address of the data that modules export as `symbol`. (The exported global itself has it
  /// relative to its module's memory_base.) Error (kArgument): no module exports such data.
  Result<uint64_t> address(std::string_view symbol) const;
  /// The names of the modules in the order in which they were loaded.
  std::vector<std::string> load_order() const;
  Memory memory() const;
  Table table() const;
  uint64_t heap_base() const;

 private:
  struct State;
  std::shared_ptr<State> state_;
};

}  // namespace shoal

#endif  // SHOAL_DYLINK_H_
