// Code that is not run: compile_for.
#include <memory>
#include <utility>

#include "arch/host.h"
#include "runtime/code_view.h"
#include "runtime/compilation.h"
#include "runtime/engine.h"
#include "runtime/limits.h"
#include "shoal/code.h"
#include "shoal/detail/guarded.h"

namespace shoal {
namespace runtime {

class CompiledCodeImpl {
 public:
  /// `compilation` is finished and gave `linked`.
  CompiledCodeImpl(Target target, Compilation& compilation, jit::LinkedCode linked)
      : target_(target),
        code_(std::move(linked.code)),
        tables_(std::move(linked.tables)),
        info_(compilation.take_info()),
        module_bytes_(compilation.take_bytes()) {}

  Target target() const { return target_; }
  CodeStats stats() const { return code_stats(*info_, code_.size()); }
  CodeView view() const {
    return code_view(target_, *info_, module_bytes_, code_.bytes(), tables_);
  }

 private:
  const Target target_;
  const jit::CodeMemory code_;
  const jit::CodeTables tables_;
  const std::unique_ptr<const jit::ModuleInfo> info_;
  const std::vector<uint8_t> module_bytes_;
};

}  // namespace runtime

Target host_target() { return arch::host_target(); }

CompiledCode::CompiledCode(std::unique_ptr<const runtime::CompiledCodeImpl> impl)
    : impl_(std::move(impl)) {}
CompiledCode::~CompiledCode() = default;
CompiledCode::CompiledCode(CompiledCode&&) noexcept = default;
CompiledCode& CompiledCode::operator=(CompiledCode&&) noexcept = default;

Target CompiledCode::target() const { return impl_->target(); }
CodeStats CompiledCode::stats() const { return impl_->stats(); }
CodeView CompiledCode::code() const { return impl_->view(); }

Result<CompiledCode> compile_for(Target target, std::span<const uint8_t> bytes,
                                 const Config& config) {
  return detail::guarded([&]() -> Result<CompiledCode> {
    if (Result<void> good = runtime::check_limits(config.limits); !good) {
      return std::move(good).error();
    }
    runtime::Compilation compilation(runtime::compile_options(config, config.bounds), target);
    if (Result<void> fed = compilation.feed(bytes); !fed) return std::move(fed).error();
    Result<jit::LinkedCode> code = compilation.finish();
    if (!code) return std::move(code).error();
    return CompiledCode(
        std::make_unique<const runtime::CompiledCodeImpl>(target, compilation, std::move(*code)));
  });
}

}  // namespace shoal
