// Shared modules that are linked with each other. DynamicLinker and Linker::instantiate_at are the
// faces of it.
//
// All that modules need to know of each other is known before the first one is instantiated: the
// places, from dylink.0; the addresses of data, from the initial values of exported globals; the
// table indices of functions, from element segments or from slots put behind them. So the GOT
// globals have their values from the start, whichever module's start function reads them first
// (wasm-ld 14 makes __wasm_apply_data_relocs the start function), and only functions that a module
// imports from one that is not there yet need an intermediary.
#ifndef SHOAL_RUNTIME_DYLINK_FAMILY_H_
#define SHOAL_RUNTIME_DYLINK_FAMILY_H_

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "jit/dylink_section.h"
#include "jit/module_info.h"
#include "shoal/dylink.h"
#include "shoal/global.h"

namespace shoal::runtime {

/// The module's dylink.0. Errors: kArgument (it has none), kMalformed.
Result<jit::DylinkInfo> read_dylink(const Module& module);

class DylinkFamily : public std::enable_shared_from_this<DylinkFamily> {
 public:
  struct Unit {
    std::string name;
    Module module;
    jit::DylinkInfo dylink;
    Placement place{};
    std::optional<Instance> instance{};
    // Found by DylinkFamily: which globals are its bases, and where its functions are in the table.
    std::optional<uint64_t> memory_base_global{}, table_base_global{};
    std::unordered_map<uint64_t, uint64_t> elements{};  ///< Function -> index from table_base on.
  };

  /// What all units share. `linker` must outlive the family's instantiate().
  DylinkFamily(const Linker& linker, Memory memory, Table table, Global stack_pointer)
      : linker_(linker), memory_(memory), table_(table), stack_pointer_(stack_pointer) {}

  /// In order of loading, each at its place. The memory must be large enough, the table holds at
  /// least the units' elements.
  void add(Unit unit) { units_.push_back(std::move(unit)); }
  /// A symbol for data that is no module's.
  void define_address(std::string_view name, uint64_t address) {
    addresses_[std::string(name)] = address;
  }

  /// Resolves, instantiates and initialises all units. Errors: as of DynamicLinker::link.
  Result<void> instantiate();

  const std::vector<Unit>& units() const { return units_; }
  const Memory& memory() const { return memory_; }
  const Table& table() const { return table_; }
  /// Of data that a unit exports.
  Result<std::optional<uint64_t>> address_of_export(std::string_view name) const;
  /// The GOT globals, by symbol.
  const std::map<std::string, Global, std::less<>>& got_func() const { return got_func_; }

 private:
  struct Definition {
    size_t unit;
    const jit::ExportInfo* what;
    bool weak;
  };

  void survey(Unit& unit);
  void collect_definitions();
  const Definition* find(std::string_view name, ExternKind kind) const;
  Result<uint64_t> address_of(const Definition& definition) const;

  Result<std::vector<Extern>> imports_of(const Unit& unit);
  Result<Extern> resolve(const Unit& unit, const jit::ImportInfo& import);
  Result<Extern> resolve_data(const Unit& unit, const jit::ImportInfo& import);
  Result<Extern> resolve_table_index(const Unit& unit, const jit::ImportInfo& import);
  Result<Extern> resolve_function(const Unit& unit, const jit::ImportInfo& import);
  Result<Extern> make_intermediary(const Unit& unit, const jit::ImportInfo& import,
                                   const Definition& definition);
  Result<uint64_t> add_slot(std::string_view name, std::optional<Func> function);
  Result<void> fill_slots(size_t unit);
  Result<void> fill_slot(size_t unit, const std::string& name, uint64_t index);
  Result<void> run(std::string_view function) const;

  bool is_weak(const Unit& unit, const jit::ImportInfo& import) const;
  Error undefined(const Unit& unit, const jit::ImportInfo& import) const;

  const Linker& linker_;
  Memory memory_;
  Table table_;
  Global stack_pointer_;
  std::vector<Unit> units_;
  std::map<std::string, uint64_t, std::less<>> addresses_;
  std::map<std::string, Definition, std::less<>> definitions_;
  std::map<std::string, Global, std::less<>> got_mem_, got_func_;
  std::map<std::string, uint64_t, std::less<>> slots_;  ///< To be filled: table indices.
};

}  // namespace shoal::runtime

#endif  // SHOAL_RUNTIME_DYLINK_FAMILY_H_
