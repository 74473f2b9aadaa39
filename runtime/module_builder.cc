#include "runtime/module_builder.h"

#include <utility>

#include "shoal/detail/guarded.h"
#include "shoal/module.h"

namespace shoal {
namespace runtime {

Result<std::shared_ptr<const ModuleImpl>> ModuleBuilder::finish() {
  Result<jit::LinkedCode> code = compilation_.finish();
  if (!code) return std::move(code).error();
  Result<jit::CodeImage> image = jit::CodeImage::seal(std::move(*code));
  if (!image) return std::move(image).error();
  return std::make_shared<const ModuleImpl>(
      engine_, compilation_.take_info(), compilation_.take_bytes(),
      std::make_unique<const jit::CodeImage>(std::move(*image)));
}

}  // namespace runtime

namespace {

Result<Module> finish(runtime::ModuleBuilder& builder) {
  auto module = builder.finish();
  if (!module) return std::move(module).error();
  return Module(std::move(*module));
}

}  // namespace

Result<Module> Module::compile(const Engine& engine, std::span<const uint8_t> bytes) {
  return detail::guarded([&]() -> Result<Module> {
    ModuleStream stream(engine);
    if (Result<void> fed = stream.feed(bytes); !fed) return std::move(fed).error();
    return stream.finish();
  });
}

Result<Module> Module::compile_owned(const Engine& engine, std::vector<uint8_t> bytes) {
  return detail::guarded([&]() -> Result<Module> {
    runtime::ModuleBuilder builder(engine.impl());
    if (Result<void> fed = builder.adopt(std::move(bytes)); !fed) return std::move(fed).error();
    return shoal::finish(builder);
  });
}

ModuleStream::ModuleStream(const Engine& engine)
    : builder_(std::make_unique<runtime::ModuleBuilder>(engine.impl())) {}
ModuleStream::~ModuleStream() = default;
ModuleStream::ModuleStream(ModuleStream&&) noexcept = default;
ModuleStream& ModuleStream::operator=(ModuleStream&&) noexcept = default;

Result<void> ModuleStream::feed(std::span<const uint8_t> bytes) {
  return detail::guarded([&]() -> Result<void> {
    if (!builder_) {
      return make_error(ErrorKind::kArgument, "ModuleStream::feed was called after finish");
    }
    return builder_->feed(bytes);
  });
}

Result<Module> ModuleStream::finish() {
  return detail::guarded([&]() -> Result<Module> {
    if (!builder_) {
      return make_error(ErrorKind::kArgument, "ModuleStream::finish was called twice");
    }
    const auto builder = std::exchange(builder_, nullptr);
    return shoal::finish(*builder);
  });
}

}  // namespace shoal
