// For tests of the libc functions: a guest that passes calls on to them, and its memory.
#ifndef SHOAL_TESTS_LIBC_FIXTURE_H_
#define SHOAL_TESTS_LIBC_FIXTURE_H_

#include <gtest/gtest.h>

#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "shoal/shoal.h"
#include "wat_instance.h"

namespace shoal::testing {

/// The last address of the guest's memory, and one more.
inline constexpr uint32_t kEnd = 65536;

/// Calls every libc function that takes and returns nothing but i32, with a memory of one page. It
/// exports them by other names: with a malloc of its own it would get no heap.
class LibcGuest {
 public:
  explicit LibcGuest(const InstantiateOptions& options = {}, const Config& config = {})
      : engine_(make_engine(config)), linker_(engine_) {
    must(linker_.define_libc({.output = [this](std::string_view text) {
      output_ += text;
      pieces_.emplace_back(text.size());
    }}));
    instance_ = must(linker_.instantiate(compile(engine_, module()), options));
    memory_ = must(instance_->memory());
  }

  Result<uint32_t> try_call(const std::string& name, const std::vector<uint32_t>& arguments) {
    std::vector<Value> values;
    for (const uint32_t a : arguments) values.push_back(Value::i32(static_cast<int32_t>(a)));
    const Result<std::vector<Value>> results = must(instance_->func("call_" + name)).call(values);
    if (!results) return results.error();
    return results->empty() ? 0 : static_cast<uint32_t>(results->at(0).i32());
  }
  uint32_t call(const std::string& name, const std::vector<uint32_t>& arguments) {
    return must(try_call(name, arguments));
  }
  int32_t call_int(const std::string& name, const std::vector<uint32_t>& arguments) {
    return static_cast<int32_t>(call(name, arguments));
  }
  /// How the call fails.
  std::string failure(const std::string& name, const std::vector<uint32_t>& arguments) {
    return summary(error_of(try_call(name, arguments)));
  }

  /// Writes a string and its NUL.
  uint32_t put(uint32_t address, std::string_view text) {
    const std::string bytes(text);
    put_bytes(address, bytes.c_str(), bytes.size() + 1);
    return address;
  }
  void put_bytes(uint32_t address, const void* bytes, size_t size) {
    must(memory_->write(address, {static_cast<const std::byte*>(bytes), size}));
  }
  void fill(char byte) { std::memset(memory_->data().data(), byte, memory_->size_bytes()); }
  template <class T>
  T load(uint32_t address) {
    T value;
    must(memory_->read(address, std::as_writable_bytes(std::span(&value, 1))));
    return value;
  }
  std::string bytes(uint32_t address, size_t size) {
    std::string text(size, '?');
    must(memory_->read(address, std::as_writable_bytes(std::span(text))));
    return text;
  }
  std::string string(uint32_t address) {
    return reinterpret_cast<const char*>(memory_->data().data() + address);
  }

  /// What has been printed since the last time.
  std::string take_output() { return std::exchange(output_, {}); }
  /// The sizes of the pieces in which it came.
  std::vector<size_t> take_pieces() { return std::exchange(pieces_, {}); }
  Instance& instance() { return *instance_; }
  Linker& linker() { return linker_; }

 private:
  /// "i32 parameters, and whether there is a result".
  struct Function {
    std::string_view name;
    int parameters;
    bool has_result = true;
  };

  static std::string module() {
    constexpr Function kFunctions[] = {{"printf", 2},
                                       {"vprintf", 2},
                                       {"sprintf", 3},
                                       {"vsprintf", 3},
                                       {"snprintf", 4},
                                       {"vsnprintf", 4},
                                       {"puts", 1},
                                       {"putchar", 1},
                                       {"memcmp", 3},
                                       {"memcpy", 3},
                                       {"memmove", 3},
                                       {"memset", 3},
                                       {"memchr", 3},
                                       {"strchr", 2},
                                       {"strcmp", 2},
                                       {"strcpy", 2},
                                       {"strlen", 1},
                                       {"strncmp", 3},
                                       {"strncpy", 3},
                                       {"strncasecmp", 3},
                                       {"strspn", 2},
                                       {"strcspn", 2},
                                       {"strstr", 2},
                                       {"malloc", 1},
                                       {"realloc", 2},
                                       {"calloc", 2},
                                       {"strdup", 1},
                                       {"_strdup", 1},
                                       {"free", 1, false},
                                       {"atoi", 1},
                                       {"strtol", 3},
                                       {"strtoul", 3},
                                       {"exit", 1, false},
                                       {"isalnum", 1},
                                       {"isalpha", 1},
                                       {"isblank", 1},
                                       {"iscntrl", 1},
                                       {"isdigit", 1},
                                       {"isgraph", 1},
                                       {"islower", 1},
                                       {"isprint", 1},
                                       {"ispunct", 1},
                                       {"isspace", 1},
                                       {"isupper", 1},
                                       {"isxdigit", 1},
                                       {"tolower", 1},
                                       {"toupper", 1},
                                       {"emscripten_memcpy_big", 3},
                                       {"abort", 0, false},
                                       {"_abort", 1, false},
                                       {"abortStackOverflow", 1, false},
                                       {"_printf", 2},
                                       {"nullFunc_X", 1, false},
                                       {"__cxa_allocate_exception", 1},
                                       {"clock_gettime", 2},
                                       {"__cxa_begin_catch", 1},
                                       {"__cxa_throw", 3, false}};
    std::string imports, functions;
    for (const Function& f : kFunctions) {
      const std::string name(f.name);
      std::string parameters, arguments;
      for (int i = 0; i < f.parameters; ++i) {
        parameters += " (param i32)";
        arguments += " (local.get " + std::to_string(i) + ")";
      }
      const std::string type = parameters + (f.has_result ? " (result i32)" : "");
      imports += "(import \"env\" \"" + name + "\" (func $" + name + type + "))\n";
      functions +=
          "(func (export \"call_" + name + "\")" + type + " (call $" + name + arguments + "))\n";
    }
    return "(module\n" + imports + "(memory (export \"memory\") 1)\n" + functions + ")";
  }

  Engine engine_;
  Linker linker_;
  std::string output_;
  std::vector<size_t> pieces_;
  std::optional<Instance> instance_;
  std::optional<Memory> memory_;
};

}  // namespace shoal::testing

#endif  // SHOAL_TESTS_LIBC_FIXTURE_H_
