#include "runtime/module_builder.h"

#include <utility>

#include "shoal/module.h"

namespace shoal {
namespace runtime {

Result<void> ModuleBuilder::on_code_start() {
  const Bounds bounds = engine_->config().bounds;
  compiler_ = jit::ModuleCompiler::create(*info_, engine_->compile_options(bounds));
  return {};
}

Result<void> ModuleBuilder::on_function_body(uint32_t func_index, std::span<const uint8_t> body,
                                             uint64_t wasm_offset) {
  return compiler_->add_function(func_index, body, wasm_offset);
}

Result<std::shared_ptr<const ModuleImpl>> ModuleBuilder::finish() {
  if (Result<void> done = reader_.finish(); !done) return std::move(done).error();
  Result<jit::CodeImage> image = compiler_->finish();
  if (!image) return std::move(image).error();
  compiler_.reset();
  return std::make_shared<const ModuleImpl>(
      engine_, std::move(info_), reader_.take_bytes(),
      std::make_unique<const jit::CodeImage>(std::move(*image)));
}

}  // namespace runtime

Result<Module> Module::compile(const Engine& engine, std::span<const uint8_t> bytes) {
  ModuleStream stream(engine);
  if (Result<void> fed = stream.feed(bytes); !fed) return std::move(fed).error();
  return stream.finish();
}

ModuleStream::ModuleStream(const Engine& engine)
    : builder_(std::make_unique<runtime::ModuleBuilder>(engine.impl())) {}
ModuleStream::~ModuleStream() = default;
ModuleStream::ModuleStream(ModuleStream&&) noexcept = default;
ModuleStream& ModuleStream::operator=(ModuleStream&&) noexcept = default;

Result<void> ModuleStream::feed(std::span<const uint8_t> bytes) {
  if (!builder_) {
    return make_error(ErrorKind::kArgument, "ModuleStream::feed was called after finish");
  }
  return builder_->feed(bytes);
}

Result<Module> ModuleStream::finish() {
  if (!builder_) {
    return make_error(ErrorKind::kArgument, "ModuleStream::finish was called twice");
  }
  const auto builder = std::exchange(builder_, nullptr);
  auto module = builder->finish();
  if (!module) return std::move(module).error();
  return Module(std::move(*module));
}

}  // namespace shoal
