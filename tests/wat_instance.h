// For tests of the API: modules written as text.
#ifndef SHOAL_TESTS_WAT_INSTANCE_H_
#define SHOAL_TESTS_WAT_INSTANCE_H_

#include <gtest/gtest.h>

#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>

#include "shoal/shoal.h"
#include "shoal/wat.h"

namespace shoal::testing {

/// The value of `result`; fails the test by an exception if there is none.
template <class T>
T must(Result<T> result) {
  if (!result) throw std::runtime_error(result.error().to_string());
  if constexpr (!std::is_void_v<T>) return std::move(*result);
}

inline Engine make_engine(const Config& config = {}) { return must(Engine::create(config)); }

inline Module compile(const Engine& engine, std::string_view wat) {
  return must(Module::compile(engine, must(wat_to_wasm(wat, "test.wat"))));
}

/// An instance of a module without imports.
inline Instance instantiate(const Engine& engine, std::string_view wat) {
  return must(Linker(engine).instantiate(compile(engine, wat)));
}

/// The error of `result`; fails the test by an exception if there is none.
template <class T>
Error error_of(Result<T> result) {
  if (result) throw std::runtime_error("expected an error");
  return std::move(result).error();
}

/// "trap: MESSAGE", "exit: 7", or for other errors the message alone.
inline std::string summary(const Error& error) {
  if (error.kind == ErrorKind::kTrap) return "trap: " + error.message;
  if (error.kind == ErrorKind::kExit) return "exit: " + std::to_string(error.exit_code);
  return error.message;
}

inline bool contains(std::string_view text, std::string_view part) {
  return text.find(part) != std::string_view::npos;
}

}  // namespace shoal::testing

#endif  // SHOAL_TESTS_WAT_INSTANCE_H_
