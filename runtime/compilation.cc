#include "runtime/compilation.h"

namespace shoal::runtime {

Result<void> Compilation::on_code_start() {
  compiler_ = jit::ModuleCompiler::create(*info_, options_, target_);
  return {};
}

Result<void> Compilation::on_function_body(uint32_t func_index, std::span<const uint8_t> body,
                                           uint64_t wasm_offset) {
  return compiler_->add_function(func_index, body, wasm_offset);
}

Result<jit::LinkedCode> Compilation::finish() {
  if (is_feeding_) return detail::out_of_memory();
  if (Result<void> done = reader_.finish(); !done) return std::move(done).error();
  return compiler_->finish();
}

}  // namespace shoal::runtime
