#include "shoal/error.h"

#include <charconv>

namespace shoal {
namespace {

std::string hex(uint64_t value) {
  char digits[16];
  const auto end = std::to_chars(digits, digits + sizeof(digits), value, 16).ptr;
  return "0x" + std::string(digits, end);
}

/// "  0: module!function (function 3) at offset 0x1f".
std::string frame_line(size_t depth, const Frame& frame) {
  std::string line = "\n  " + std::to_string(depth) + ": ";
  if (!frame.module_name.empty()) line += frame.module_name + "!";
  if (!frame.func_name.empty()) line += frame.func_name + " ";
  return line + "(function " + std::to_string(frame.func_index) + ") at offset " +
         hex(frame.wasm_offset);
}

}  // namespace

std::string_view to_string(ErrorKind k) {
  switch (k) {
    case ErrorKind::kMalformed: return "malformed";
    case ErrorKind::kInvalid: return "invalid";
    case ErrorKind::kUnsupported: return "unsupported";
    case ErrorKind::kLink: return "link";
    case ErrorKind::kTrap: return "trap";
    case ErrorKind::kExit: return "exit";
    case ErrorKind::kArgument: return "argument";
    case ErrorKind::kLimit: return "limit";
    case ErrorKind::kSystem: return "system";
  }
  return "unknown error";
}

std::string_view to_string(TrapKind k) {
  switch (k) {
    case TrapKind::kUnreachable: return "unreachable";
    case TrapKind::kMemoryOutOfBounds: return "out of bounds memory access";
    case TrapKind::kTableOutOfBounds: return "out of bounds table access";
    case TrapKind::kUndefinedElement: return "undefined element";
    case TrapKind::kUninitializedElement: return "uninitialized element";
    case TrapKind::kIndirectCallMismatch: return "indirect call type mismatch";
    case TrapKind::kIntegerDivideByZero: return "integer divide by zero";
    case TrapKind::kIntegerOverflow: return "integer overflow";
    case TrapKind::kInvalidConversion: return "invalid conversion to integer";
    case TrapKind::kStackOverflow: return "call stack exhausted";
    case TrapKind::kAuxStackOverflow: return "wasm auxiliary stack overflow";
    case TrapKind::kAuxStackUnderflow: return "wasm auxiliary stack underflow";
    case TrapKind::kInterrupt: return "interrupted";
    case TrapKind::kOutOfFuel: return "all fuel consumed";
    case TrapKind::kHost: return "host function failed";
  }
  return "unknown trap";
}

std::string Error::to_string() const {
  std::string text(shoal::to_string(kind));
  text += ": " + message;
  if (offset) text += " (at offset " + hex(*offset) + ")";
  for (size_t i = 0; i < backtrace.size(); ++i) text += frame_line(i, backtrace[i]);
  return text;
}

}  // namespace shoal
