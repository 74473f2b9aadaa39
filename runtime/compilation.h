// Bytes, in chunks of any size, to machine code: the reader hands each function body to the
// compiler as it comes.
#ifndef SHOAL_RUNTIME_COMPILATION_H_
#define SHOAL_RUNTIME_COMPILATION_H_

#include <cstdint>
#include <memory>
#include <span>
#include <utility>
#include <vector>

#include "jit/compiler.h"
#include "jit/module_info.h"
#include "jit/module_reader.h"
#include "shoal/detail/guarded.h"
#include "shoal/error.h"
#include "shoal/target.h"

namespace shoal::runtime {

/// One module; one thread at a time. The first error sticks.
class Compilation final : private jit::ModuleSink {
 public:
  Compilation(const jit::CompileOptions& options, Target target)
      : options_(options),
        target_(target),
        info_(std::make_unique<jit::ModuleInfo>()),
        reader_(*info_, *this) {
    info_->limits = options.limits;
  }

  Result<void> feed(std::span<const uint8_t> bytes) {
    if (std::exchange(is_feeding_, true)) return detail::out_of_memory();
    Result<void> fed = reader_.feed(bytes);
    is_feeding_ = false;
    return fed;
  }
  Result<void> adopt(std::vector<uint8_t> bytes) { return reader_.adopt(std::move(bytes)); }
  /// The module is complete. Its code is valid while the compilation lives.
  Result<jit::LinkedCode> finish();
  /// After finish: what the module declares, and its bytes.
  std::unique_ptr<const jit::ModuleInfo> take_info() { return std::move(info_); }
  std::vector<uint8_t> take_bytes() { return reader_.take_bytes(); }

 private:
  Result<void> on_code_start() override;
  Result<void> on_function_body(uint32_t func_index, std::span<const uint8_t> body,
                                uint64_t wasm_offset) override;

  const jit::CompileOptions options_;
  const Target target_;
  std::unique_ptr<jit::ModuleInfo> info_;
  jit::ModuleReader reader_;
  std::unique_ptr<jit::ModuleCompiler> compiler_;
  bool is_feeding_ = false;  ///< Or it ended by an exception: what has been read is half a piece.
};

}  // namespace shoal::runtime

#endif  // SHOAL_RUNTIME_COMPILATION_H_
