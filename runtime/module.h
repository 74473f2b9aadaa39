// The inside of a Module: what it declares, its bytes, and its code images.
#ifndef SHOAL_RUNTIME_MODULE_H_
#define SHOAL_RUNTIME_MODULE_H_

#include <array>
#include <atomic>
#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "jit/code_image.h"
#include "jit/module_info.h"
#include "jit/vm_layout.h"
#include "runtime/engine.h"
#include "runtime/function_names.h"
#include "runtime/guest_allocator.h"
#include "shoal/error.h"
#include "shoal/extern.h"

namespace shoal::runtime {

/// Immutable to its users and thread-safe. The image for the engine's bounds mode is there from the
/// start; the other is compiled, from the bytes that are kept, when something first asks for it.
class ModuleImpl {
 public:
  /// `info` describes `bytes`, a valid module; `image` is its code for the engine's bounds mode.
  /// See ModuleBuilder.
  ModuleImpl(std::shared_ptr<EngineImpl> engine, std::unique_ptr<const jit::ModuleInfo> info,
             std::vector<uint8_t> bytes, std::unique_ptr<const jit::CodeImage> image);
  ~ModuleImpl();
  ModuleImpl(const ModuleImpl&) = delete;
  ModuleImpl& operator=(const ModuleImpl&) = delete;

  const std::shared_ptr<EngineImpl>& engine() const { return engine_; }
  const jit::ModuleInfo& info() const { return *info_; }
  const jit::VmLayout& layout() const { return layout_; }
  std::span<const uint8_t> bytes() const { return bytes_; }
  /// Engine-wide ids of the types, by type index.
  std::span<const InternedType* const> types() const { return types_; }
  const InternedType* type_of(uint32_t func_index) const {
    return types_[info_->functions[func_index].type_index];
  }

  /// `exact`: checked code has to be that (jit::CompileOptions); it may be so anyway. Errors: kLimit,
  /// kSystem.
  Result<const jit::CodeImage*> image(Bounds bounds, bool exact = false) const;
  /// True if `pc` lies in any of its images.
  bool owns_code(uintptr_t pc) const;

  const FunctionNames& function_names() const { return function_names_; }
  const jit::ExportInfo* find_export(std::string_view name) const;
  ExternType type_of(ExternKind kind, uint32_t index) const;
  /// What Instance::allocate calls.
  const ExportedAllocator& allocator() const { return allocator_; }

 private:
  ModuleImpl(std::shared_ptr<EngineImpl> engine, std::unique_ptr<const jit::ModuleInfo> info,
             std::vector<uint8_t> bytes);

  static constexpr size_t kImages = 3;  ///< Guarded, checked, checked and exact.
  static size_t slot_of(Bounds bounds, bool exact) {
    return bounds == Bounds::kGuarded ? 0 : exact ? 2 : 1;
  }
  Result<jit::CodeImage> compile(const jit::CompileOptions& options) const;
  void install(std::unique_ptr<const jit::CodeImage> image) const;

  const std::shared_ptr<EngineImpl> engine_;
  const std::unique_ptr<const jit::ModuleInfo> info_;
  const std::vector<uint8_t> bytes_;
  const jit::VmLayout layout_;
  const FunctionNames function_names_;
  std::vector<const InternedType*> types_;
  const ExportedAllocator allocator_;

  mutable std::mutex compiling_;
  mutable std::array<std::unique_ptr<const jit::CodeImage>, kImages>
      owned_images_;  // Under compiling_.
  mutable std::array<std::atomic<const jit::CodeImage*>, kImages> images_ = {};  // By slot_of.
};

}  // namespace shoal::runtime

#endif  // SHOAL_RUNTIME_MODULE_H_
