// Natives: C functions of the program that guests import.
#ifndef SHOAL_RUNTIME_C_API_NATIVE_H_
#define SHOAL_RUNTIME_C_API_NATIVE_H_

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "shoal/engine.h"
#include "shoal/error.h"
#include "shoal/func.h"
#include "shoal/types.h"

namespace shoal::c_api {

/// One registered function.
struct Native {
  std::string name;
  const void* function = nullptr;
  std::string signature;  ///< "": none.
  void* attachment = nullptr;
  bool is_raw = false;  ///< void f(exec_env, uint64_t* args).
};

/// What is registered for an import: under its name, or without a leading underscore.
std::optional<Native> find_native(std::string_view module, std::string_view name);
void forget_natives();

/// What becomes of one argument on the way to a native.
enum class ArgumentRule : uint8_t {
  kAsItIs,
  kBuffer,       ///< '*': an address that may be written to.
  kConstBuffer,  ///< '#': an address that is read from.
  kString,       ///< '$'
};
struct Argument {
  ArgumentRule rule = ArgumentRule::kAsItIs;
  bool has_length = false;  ///< '~' follows: the next argument is the number of bytes.
};
/// A signature, one rule for each parameter of `type`. Error (kArgument): it does not fit.
Result<std::vector<Argument>> parse_signature(std::string_view signature, const FuncType& type);

/// The host function of type `type` that calls `native`. Errors: kArgument (its signature does not
/// fit, or a C function cannot have such a type), kSystem.
Result<Func> link_native(const Engine& engine, const Native& native, const FuncType& type);
/// One that traps: nothing is registered for the import.
Result<Func> unlinked(const Engine& engine, const FuncType& type, std::string_view module,
                      std::string_view name);

}  // namespace shoal::c_api

#endif  // SHOAL_RUNTIME_C_API_NATIVE_H_
