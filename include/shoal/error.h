// Errors as values: Error says what went wrong, where and what to do; Result<T> carries a T or an
// Error. Nothing in Shoal throws; a C++ exception in a host function becomes a trap.
#ifndef SHOAL_ERROR_H_
#define SHOAL_ERROR_H_

#include <cassert>
#include <concepts>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "shoal/api.h"

namespace shoal {

/// What kind of thing went wrong.
enum class ErrorKind : uint8_t {
  kMalformed,    ///< The bytes are not a WebAssembly module (binary format violated).
  kInvalid,      ///< The module is well-formed but does not validate.
  kUnsupported,  ///< The module needs a feature that Shoal does not implement; the message names it.
  kLink,  ///< An import is missing or does not match ("unknown import", "incompatible import type").
  kTrap,      ///< Execution trapped; `Error::trap` says why.
  kExit,      ///< The guest asked to exit (WASI proc_exit); `Error::exit_code` is its code.
  kArgument,  ///< The caller of the API broke a rule; the message names the rule.
  kLimit,     ///< A configured or architectural limit was reached.
  kSystem,    ///< The operating system refused (out of memory, file not found).
};
SHOAL_API std::string_view to_string(ErrorKind k);

/// Why execution trapped. The messages are those of the specification's test suite.
enum class TrapKind : uint8_t {
  kUnreachable,           ///< "unreachable"
  kMemoryOutOfBounds,     ///< "out of bounds memory access"
  kTableOutOfBounds,      ///< "out of bounds table access"
  kUndefinedElement,      ///< "undefined element" (call_indirect index beyond the table)
  kUninitializedElement,  ///< "uninitialized element"
  kIndirectCallMismatch,  ///< "indirect call type mismatch"
  kIntegerDivideByZero,   ///< "integer divide by zero"
  kIntegerOverflow,       ///< "integer overflow"
  kInvalidConversion,     ///< "invalid conversion to integer"
  kStackOverflow,         ///< "call stack exhausted"
  kInterrupt,             ///< "interrupted"
  kOutOfFuel,             ///< "all fuel consumed" (Config::fuel)
  kAuxStackOverflow,      ///< "wasm auxiliary stack overflow" (Config::check_aux_stack)
  kAuxStackUnderflow,     ///< "wasm auxiliary stack underflow"
  kHost,                  ///< A host function failed; the message is its own.
};
/// The specification's words for the trap.
SHOAL_API std::string_view to_string(TrapKind k);

/// One frame of a WebAssembly backtrace, innermost first.
struct Frame {
  uint32_t func_index = 0;   ///< In the module's function index space.
  uint32_t wasm_offset = 0;  ///< Byte offset of the instruction in the module.
  std::string func_name;     ///< From the name section or an export; empty if neither names it.
  std::string module_name;   ///< From the name section; empty if it names none.
};

/// An error. A value type: copy and move freely, no global state behind it.
struct SHOAL_API Error {
  ErrorKind kind = ErrorKind::kArgument;
  std::string message;  ///< What, where, and what to do about it. One line, no trailing period.
  std::optional<uint64_t> offset;  ///< Byte offset in the module, where one is to blame.
  std::optional<TrapKind> trap;    ///< Set when `kind` is kTrap.
  int exit_code = 0;               ///< Meaningful when `kind` is kExit.
  std::vector<Frame> backtrace;    ///< For traps; innermost frame first.

  /// "trap: integer divide by zero" style rendering, with offset and backtrace lines where known.
  std::string to_string() const;
};

/// Makes an Error of `kind` with `message`, optionally blaming a module offset.
inline Error make_error(ErrorKind kind, std::string message,
                        std::optional<uint64_t> offset = std::nullopt) {
  Error e;
  e.kind = kind;
  e.message = std::move(message);
  e.offset = offset;
  return e;
}

/// A T, or the Error that prevented it. Accessing the wrong side is asserted against. Functions that
/// return one do not throw, but for std::bad_alloc if there is no memory even for the Error itself.
///
/// The Error is kept elsewhere, so that a Result of a small T is as good as a T: a compiler keeps
/// it in registers.
template <class T>
class [[nodiscard]] Result {
 public:
  Result(T value) : value_(std::move(value)) {}  // NOLINT: implicit on purpose
  Result(Error error)
      : error_(std::make_unique<Error>(std::move(error))) {}  // NOLINT: implicit on purpose
  explicit Result(std::unique_ptr<Error> error) : error_(std::move(error)) {}

  Result(Result&&) = default;
  Result& operator=(Result&&) = default;
  Result(const Result& other) requires std::copy_constructible<T>
      : value_(other.value_),
        error_(other.error_ ? std::make_unique<Error>(*other.error_) : nullptr) {}
  Result& operator=(const Result& other) requires std::copy_constructible<T> {
    return *this = Result(other);
  }
  ~Result() = default;

  bool ok() const { return value_.has_value(); }
  explicit operator bool() const { return ok(); }

  T& value() & {
    assert(ok());
    return *value_;
  }
  const T& value() const& {
    assert(ok());
    return *value_;
  }
  T&& value() && {
    assert(ok());
    return *std::move(value_);
  }
  T& operator*() & { return value(); }
  const T& operator*() const& { return value(); }
  T&& operator*() && { return std::move(*this).value(); }
  T* operator->() { return &value(); }
  const T* operator->() const { return &value(); }

  Error& error() & {
    assert(!ok());
    return *error_;
  }
  const Error& error() const& {
    assert(!ok());
    return *error_;
  }
  Error&& error() && {
    assert(!ok());
    return std::move(*error_);
  }

 private:
  std::optional<T> value_;
  std::unique_ptr<Error> error_;
};

/// Success, or an Error.
template <>
class [[nodiscard]] Result<void> {
 public:
  Result() = default;
  Result(Error error)
      : error_(std::make_unique<Error>(std::move(error))) {}  // NOLINT: implicit on purpose
  explicit Result(std::unique_ptr<Error> error) : error_(std::move(error)) {}

  Result(Result&&) = default;
  Result& operator=(Result&&) = default;
  Result(const Result& other)
      : error_(other.error_ ? std::make_unique<Error>(*other.error_) : nullptr) {}
  Result& operator=(const Result& other) { return *this = Result(other); }
  ~Result() = default;

  bool ok() const { return error_ == nullptr; }
  explicit operator bool() const { return ok(); }
  Error& error() & {
    assert(!ok());
    return *error_;
  }
  const Error& error() const& {
    assert(!ok());
    return *error_;
  }
  Error&& error() && {
    assert(!ok());
    return std::move(*error_);
  }

 private:
  std::unique_ptr<Error> error_;
};

}  // namespace shoal

#endif  // SHOAL_ERROR_H_
