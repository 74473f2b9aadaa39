// Ways out.
#include <string>

#include "runtime/libc/functions.h"

namespace shoal::libc {
namespace {

Error trap(std::string message) {
  Error error = make_error(ErrorKind::kTrap, std::move(message));
  error.trap = TrapKind::kHost;
  return error;
}

Result<void> exit(Guest, int32_t code) {
  Error exit = make_error(ErrorKind::kExit, "the guest exited with code " + std::to_string(code));
  exit.exit_code = code;
  return exit;
}

Result<void> abort(Guest) { return trap("the guest called abort()"); }

// The same with what Emscripten says about it.
Result<void> abort_because(Guest, int32_t what) {
  return trap("the guest called abort(" + std::to_string(what) + ")");
}
Result<void> abort_stack_overflow(Guest, int32_t size) {
  return trap("the guest called abortStackOverflow(" + std::to_string(size) +
              "): its stack has no room for an object of this size");
}
Result<void> null_function(Guest, int32_t pointer) {
  return trap("the guest called a null or wrongly typed function pointer: nullFunc_X(" +
              std::to_string(pointer) + ")");
}

// Exceptions of C++: they can be made, but nothing catches them.
GuestPtr begin_catch(Guest, GuestPtr exception) { return exception; }
void begin_catch_only(Guest, GuestPtr) {}
Result<void> throw_exception(Guest, GuestPtr exception, GuestPtr, GuestPtr) {
  return trap("the guest threw a C++ exception, which nothing can catch (__cxa_throw of address " +
              std::to_string(exception) + ")");
}

}  // namespace

void define_process(Definer& definer) {
  definer.function("exit", exit);
  definer.function("abort", abort);
  definer.overload("abort", abort_because);
  definer.function("abortStackOverflow", abort_stack_overflow);
  definer.function("nullFunc_X", null_function);
  definer.function("__cxa_allocate_exception", allocate);
  definer.function("__cxa_begin_catch", begin_catch);
  definer.overload("__cxa_begin_catch", begin_catch_only);
  definer.function("__cxa_throw", throw_exception);
}

}  // namespace shoal::libc
