// What the objects of the C++ API mean, for fuzz/api.cc: numbers, lists, and functions of those.
#ifndef SHOAL_FUZZ_API_MODEL_H_
#define SHOAL_FUZZ_API_MODEL_H_

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "shoal/shoal.h"

namespace shoal::fuzz {

struct FunctionModel;
using FunctionModelPtr = std::shared_ptr<FunctionModel>;

struct GlobalModel {
  GlobalType type;
  Value value;
};
struct TableModel {
  std::vector<FunctionModelPtr> elements;
  uint64_t most = UINT64_MAX;
};
struct MemoryModel {
  uint64_t pages = 0;
  uint64_t most = 0;
  bool shared = false;
  bool has_heap = false;
};
/// Of the module guest_module(): what it imports.
struct InstanceModel {
  FunctionModelPtr function;
  std::shared_ptr<MemoryModel> memory;
  std::shared_ptr<TableModel> table;
  std::shared_ptr<GlobalModel> global;
};

/// A function of a number, (i32) -> (i32).
struct FunctionModel {
  enum Kind {
    // Exports of guest_module(), by their order.
    kStored,  ///< x + 1, and in element 0 of the table since the module was instantiated.
    kGlobal,  ///< The global's low half; adds x to it.
    kGrow,    ///< memory.grow by x % 3.
    kCall,    ///< The imported function.
    kHop,     ///< x, or if that is not 0 the element x % 8 of the table of x / 8.
    kTrap,    ///< 100 / x.
    kExports,
    kHostAdds = kExports,  ///< x + number.
    kHostFails,            ///< An Error of kind kLimit.
    kHostThrows,           ///< A trap of kind kHost.
    kHostCalls,            ///< `inner`.
  };
  Kind kind = kHostAdds;
  uint32_t number = 0;
  FunctionModelPtr inner;
  std::shared_ptr<InstanceModel> instance;
};

/// The function `kind` of the instance.
FunctionModelPtr function_of(const std::shared_ptr<InstanceModel>& instance,
                             FunctionModel::Kind kind);
const char* export_name(FunctionModel::Kind kind);

/// A result, or why there is none.
struct Outcome {
  std::optional<uint32_t> value;
  std::optional<ErrorKind> error;
  std::optional<TrapKind> trap;

  bool matches(const Error& e) const { return e.kind == error && (!trap || e.trap == trap); }
};
/// What a call must give; changes the models as the call changes what they are of.
Outcome evaluate(FunctionModel& function, uint32_t x);

// Handles, and what they mean.
struct FunctionHandle {
  Engine engine;
  Func func;
  FunctionModelPtr model;
};
struct TableHandle {
  Engine engine;
  Table table;
  std::shared_ptr<TableModel> model;
};
struct GlobalHandle {
  Engine engine;
  Global global;
  std::shared_ptr<GlobalModel> model;
};
struct MemoryHandle {
  Engine engine;
  Memory memory;
  std::shared_ptr<MemoryModel> model;
};
struct InstanceHandle {
  Engine engine;
  Instance instance;
  std::shared_ptr<InstanceModel> model;
};

inline constexpr Value kNull = Value::zero(ValType::kFuncRef);

template <class T>
bool is_argument(const Result<T>& result) {
  return !result.ok() && result.error().kind == ErrorKind::kArgument;
}

/// Imports and exports one of everything.
const std::vector<uint8_t>& guest_module();
/// Prints by the C library of the host.
const std::vector<uint8_t>& libc_module();

}  // namespace shoal::fuzz

#endif  // SHOAL_FUZZ_API_MODEL_H_
