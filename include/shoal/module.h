// Module: a compiled module. ModuleStream: the same from bytes that arrive in pieces.
#ifndef SHOAL_MODULE_H_
#define SHOAL_MODULE_H_

#include <concepts>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "shoal/api.h"
#include "shoal/code.h"
#include "shoal/engine.h"
#include "shoal/error.h"
#include "shoal/extern.h"

namespace shoal {

namespace runtime {
class ModuleImpl;
class ModuleBuilder;
}  // namespace runtime

struct ImportType {
  std::string module;
  std::string name;
  ExternType type;
};

struct ExportType {
  std::string name;
  ExternType type;
};

/// A shared handle to a compiled module. Immutable and thread-safe; copying is cheap. Keeps its
/// engine alive.
class SHOAL_API Module {
 public:
  /// Decodes, validates and compiles `bytes` (a binary module). `bytes` may go afterwards.
  /// Errors: kMalformed, kInvalid, kUnsupported (with the offset), kLimit, kSystem.
  static Result<Module> compile(const Engine& engine, std::span<const uint8_t> bytes);
  /// The same, of bytes that the module may keep: it needs them anyway, and this spares the copy.
  template <std::same_as<std::vector<uint8_t>> Bytes>
  static Result<Module> compile(const Engine& engine, Bytes&& bytes) {
    return compile_owned(engine, std::move(bytes));
  }

  /// The same of a module in the text format, for programs that carry their guests as text. Part of
  /// the library shoal_wat (and what it needs, wabt), which a program that calls this links, too.
  /// `name` stands for the text in messages. Errors: kMalformed with a line for each mistake,
  /// "NAME:LINE:COLUMN: what"; otherwise as compile.
  static Result<Module> from_wat(const Engine& engine, std::string_view text,
                                 std::string_view name = "<wat>");

  std::vector<ImportType> imports() const;
  std::vector<ExportType> exports() const;
  /// From the name section; empty if it names none.
  std::string_view name() const;
  /// The contents of the custom sections called `name`, in the module's order. They live as long as
  /// the module.
  std::vector<std::span<const uint8_t>> custom_sections(std::string_view name) const;
  /// Of the image for the engine's configured bounds mode.
  CodeStats stats() const;
  /// The machine code for `bounds`, which is compiled if nothing has needed it yet. Thread-safe.
  /// Errors: kLimit, kSystem.
  Result<CodeView> code(Bounds bounds) const;
  Engine engine() const;

  /// For Shoal's own layers.
  explicit Module(std::shared_ptr<const runtime::ModuleImpl> impl) : impl_(std::move(impl)) {}
  const std::shared_ptr<const runtime::ModuleImpl>& impl() const { return impl_; }

 private:
  static Result<Module> compile_owned(const Engine& engine, std::vector<uint8_t> bytes);

  std::shared_ptr<const runtime::ModuleImpl> impl_;
};

/// Compiles a module while its bytes arrive: each function as soon as its body is complete. The
/// machine code does not depend on how the bytes are cut. Move-only; one thread at a time.
class SHOAL_API ModuleStream {
 public:
  explicit ModuleStream(const Engine& engine);
  ~ModuleStream();
  ModuleStream(ModuleStream&&) noexcept;
  ModuleStream& operator=(ModuleStream&&) noexcept;

  /// Takes the next bytes, of any number. The first error (as of Module::compile) is final and
  /// repeated by every later call.
  Result<void> feed(std::span<const uint8_t> bytes);
  /// The end of the bytes: gives the module. Call once.
  Result<Module> finish();

 private:
  std::unique_ptr<runtime::ModuleBuilder> builder_;
};

}  // namespace shoal

#endif  // SHOAL_MODULE_H_
