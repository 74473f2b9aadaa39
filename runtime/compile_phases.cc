// measure_compile_phases: passes over the same module that each do one thing more.
#include <chrono>
#include <memory>
#include <utility>

#include "jit/code_image.h"
#include "jit/compiler.h"
#include "jit/module_info.h"
#include "jit/module_reader.h"
#include "runtime/compilation.h"
#include "runtime/engine.h"
#include "runtime/limits.h"
#include "shoal/code.h"
#include "shoal/detail/guarded.h"
#include "shoal/target.h"

namespace shoal {
namespace runtime {
namespace {

class Clock {
 public:
  uint64_t ns() const {
    const auto time = std::chrono::steady_clock::now() - start_;
    return static_cast<uint64_t>(std::chrono::nanoseconds(time).count());
  }

 private:
  const std::chrono::steady_clock::time_point start_ = std::chrono::steady_clock::now();
};

enum class Pass : uint8_t { kRead, kValidate, kPlan };

/// Reads a module, and does one thing with each body. For one module.
class DryRun final : private jit::ModuleSink {
 public:
  DryRun(Pass pass, const jit::CompileOptions& options, Target target)
      : pass_(pass), options_(options), target_(target), reader_(info_, *this) {
    info_.limits = options.limits;
  }

  /// What it took. The modules are the same in all passes, so an error comes from the first that
  /// looks at its place.
  Result<uint64_t> run(std::span<const uint8_t> bytes) {
    const Clock clock;
    if (Result<void> fed = reader_.feed(bytes); !fed) return std::move(fed).error();
    if (Result<void> done = reader_.finish(); !done) return std::move(done).error();
    return clock.ns();
  }

 private:
  Result<void> on_code_start() override {
    if (pass_ == Pass::kValidate) validator_ = std::make_unique<jit::Validator>(info_);
    if (pass_ == Pass::kPlan) planner_ = jit::ModuleCompiler::create(info_, options_, target_);
    return {};
  }
  Result<void> on_function_body(uint32_t func_index, std::span<const uint8_t> body,
                                uint64_t wasm_offset) override {
    if (validator_) return validator_->validate(func_index, body, wasm_offset);
    if (planner_) return planner_->plan_function(func_index, body, wasm_offset);
    return {};
  }

  const Pass pass_;
  const jit::CompileOptions options_;
  const Target target_;
  jit::ModuleInfo info_;
  jit::ModuleReader reader_;
  std::unique_ptr<jit::Validator> validator_;
  std::unique_ptr<jit::ModuleCompiler> planner_;
};

uint64_t difference(uint64_t more, uint64_t less) { return more > less ? more - less : 0; }

}  // namespace
}  // namespace runtime

Result<CompilePhases> measure_compile_phases(Target target, std::span<const uint8_t> bytes,
                                             const Config& config) {
  return detail::guarded([&]() -> Result<CompilePhases> {
    using runtime::Pass;
    if (Result<void> good = runtime::check_limits(config.limits); !good) {
      return std::move(good).error();
    }
    const jit::CompileOptions options = runtime::compile_options(config, config.bounds);
    uint64_t passes[3];
    for (Pass pass : {Pass::kRead, Pass::kValidate, Pass::kPlan}) {
      const Result<uint64_t> took = runtime::DryRun(pass, options, target).run(bytes);
      if (!took) return took.error();
      passes[static_cast<int>(pass)] = *took;
    }
    CompilePhases phases;
    phases.read_ns = passes[0];
    phases.validate_ns = runtime::difference(passes[1], passes[0]);
    phases.plan_ns = runtime::difference(passes[2], passes[0]);

    runtime::Compilation compilation(options, target);
    const runtime::Clock compiling;
    if (Result<void> fed = compilation.feed(bytes); !fed) return std::move(fed).error();
    const uint64_t fed_ns = compiling.ns();
    phases.emit_ns =
        runtime::difference(fed_ns, phases.read_ns + phases.validate_ns + phases.plan_ns);
    Result<jit::LinkedCode> code = compilation.finish();
    if (!code) return std::move(code).error();
    if (target == host_target()) {
      const Result<jit::CodeImage> image = jit::CodeImage::seal(std::move(*code));
      if (!image) return image.error();
    }
    phases.finish_ns = compiling.ns() - fed_ns;
    return phases;
  });
}

}  // namespace shoal
