// A look at machine code, for disassemblers, profilers and whoever compares it; and code for a
// machine that need not be this one.
#ifndef SHOAL_CODE_H_
#define SHOAL_CODE_H_

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "shoal/api.h"
#include "shoal/config.h"
#include "shoal/error.h"
#include "shoal/target.h"

namespace shoal {

namespace runtime {
class CompiledCodeImpl;
}

/// How much was compiled.
struct CodeStats {
  uint32_t functions = 0;   ///< The module's own functions.
  uint64_t wasm_bytes = 0;  ///< Of the code section's contents.
  uint64_t code_bytes = 0;  ///< Of machine code.
};

/// A look at the machine code of a module for one target and bounds mode. Valid while the Module or
/// CompiledCode that gave it lives. Offsets into the code are in bytes from `code.data()`.
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
    bool operator==(const Function&) const = default;
  };
  struct Site {
    uint32_t code_offset;  ///< Of the instruction that traps, or of the return address of a call.
    uint32_t wasm_offset;
    std::string_view what;  ///< "call", or the trap's message.
    bool operator==(const Site&) const = default;
  };
  struct SourceRow {
    uint32_t code_offset;  ///< From here on, code belongs to
    uint32_t wasm_offset;  ///< the instruction at this byte of the module.
    bool operator==(const SourceRow&) const = default;
  };

  struct JumpTable {
    uint32_t begin;  ///< Of its first entry; an entry is a signed 32-bit offset from here.
    uint32_t size;   ///< In bytes.
    bool operator==(const JumpTable&) const = default;
  };

  Target target = Target::kX86_64;
  std::span<const uint8_t> code;
  std::span<const uint8_t> module_bytes;
  std::vector<std::string> imports;    ///< "module.name" of every imported function, by index.
  std::vector<Function> functions;     ///< By index; the first one's is imports.size().
  std::vector<Site> sites;             ///< By code_offset; of equal ones the call comes first.
  std::vector<SourceRow> source_map;   ///< By code_offset; empty unless Config::source_map.
  std::vector<JumpTable> jump_tables;  ///< Data among the code. By begin.
};

/// The machine code of a module for a target that need not be the host's: it can be measured,
/// listed, written to a file and compared, but not run. Immutable and thread-safe. Move-only.
class SHOAL_API CompiledCode {
 public:
  ~CompiledCode();
  CompiledCode(CompiledCode&&) noexcept;
  CompiledCode& operator=(CompiledCode&&) noexcept;

  Target target() const;
  CodeStats stats() const;
  /// The code and its tables; valid while this object lives.
  CodeView code() const;

  /// For Shoal's own layers.
  explicit CompiledCode(std::unique_ptr<const runtime::CompiledCodeImpl> impl);

 private:
  std::unique_ptr<const runtime::CompiledCodeImpl> impl_;
};

/// Decodes, validates and compiles `bytes` (a binary module) for `target`, with the compiler's
/// settings of `config`: bounds, tuning, interruptible, source_map and trace. `bytes` may go
/// afterwards. For host_target() the code is what Module::compile makes of the same module and
/// config, byte for byte.
/// Errors: kMalformed, kInvalid, kUnsupported (with the offset), kLimit, kSystem.
SHOAL_API Result<CompiledCode> compile_for(Target target, std::span<const uint8_t> bytes,
                                           const Config& config = {});

/// Where the time of a compilation goes, in nanoseconds, on one thread.
struct CompilePhases {
  uint64_t read_ns = 0;      ///< Everything outside the function bodies.
  uint64_t validate_ns = 0;  ///< Decoding the bodies and validating them.
  uint64_t plan_ns = 0;      ///< Choosing what gets a register.
  uint64_t emit_ns = 0;      ///< Machine code and its tables.
  uint64_t finish_ns = 0;    ///< Linking calls, making the code executable.
};

/// Compiles `bytes` as compile_for does, four times, to find out what each phase takes; clocks
/// inside a compilation would slow it down. One pass only reads sections, one also validates, one
/// also plans; their differences are the first three phases. The last pass does everything: what
/// comes before finishing, less those three, is emission. Errors: as compile_for.
SHOAL_API Result<CompilePhases> measure_compile_phases(Target target,
                                                       std::span<const uint8_t> bytes,
                                                       const Config& config = {});

}  // namespace shoal

#endif  // SHOAL_CODE_H_
