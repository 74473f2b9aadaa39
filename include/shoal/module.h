// Module: a compiled module. ModuleStream: the same from bytes that arrive in pieces.
#ifndef SHOAL_MODULE_H_
#define SHOAL_MODULE_H_

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

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

/// How much was compiled.
struct CodeStats {
  uint32_t functions = 0;   ///< The module's own functions.
  uint64_t wasm_bytes = 0;  ///< Of the code section's contents.
  uint64_t code_bytes = 0;  ///< Of machine code.
};

/// A look at one image of a module's machine code, for disassemblers and profilers. Valid while the
/// Module lives. Offsets into the code are in bytes from `code.data()`.
struct CodeView {
  struct Function {
    uint32_t index;         ///< In the module's function index space.
    std::string name;       ///< From the name section or an export; empty if neither names it.
    uint32_t begin;         ///< First byte.
    uint32_t direct_entry;  ///< Where calls from inside the module enter; equals `begin` if there
                            ///< is one entry only.
    uint32_t end;           ///< Behind the last byte, slow paths included.
    uint64_t wasm_begin;    ///< Byte offset of the body in the module.
    uint64_t wasm_size;     ///< Bytes of the body.
  };
  struct Site {
    uint32_t code_offset;  ///< Of the instruction that traps, or of the return address of a call.
    uint32_t wasm_offset;
    std::string_view what;  ///< "call", or the trap's message.
  };
  struct SourceRow {
    uint32_t code_offset;  ///< From here on, code belongs to
    uint32_t wasm_offset;  ///< the instruction at this byte of the module.
  };

  struct JumpTable {
    uint32_t begin;  ///< Of its first entry; an entry is a signed 32-bit offset from here.
    uint32_t size;   ///< In bytes.
  };

  std::span<const uint8_t> code;
  std::span<const uint8_t> module_bytes;
  std::vector<Function> functions;     ///< By index.
  std::vector<Site> sites;             ///< By code_offset; of equal ones the call comes first.
  std::vector<SourceRow> source_map;   ///< By code_offset; empty unless Config::source_map.
  std::vector<JumpTable> jump_tables;  ///< Data among the code. By begin.
};

/// A shared handle to a compiled module. Immutable and thread-safe; copying is cheap. Keeps its
/// engine alive.
class Module {
 public:
  /// Decodes, validates and compiles `bytes` (a binary module). `bytes` may go afterwards.
  /// Errors: kMalformed, kInvalid, kUnsupported (with the offset), kLimit, kSystem.
  static Result<Module> compile(const Engine& engine, std::span<const uint8_t> bytes);

  std::vector<ImportType> imports() const;
  std::vector<ExportType> exports() const;
  /// From the name section; empty if it names none.
  std::string_view name() const;
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
  std::shared_ptr<const runtime::ModuleImpl> impl_;
};

/// Compiles a module while its bytes arrive: each function as soon as its body is complete. The
/// machine code does not depend on how the bytes are cut. Move-only; one thread at a time.
class ModuleStream {
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
