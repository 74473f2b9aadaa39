#include "runtime/module.h"

#include <utility>

#include "jit/compiler.h"
#include "runtime/code_registry.h"
#include "runtime/code_view.h"
#include "shoal/module.h"

namespace shoal {
namespace runtime {

ModuleImpl::ModuleImpl(std::shared_ptr<EngineImpl> engine,
                       std::unique_ptr<const jit::ModuleInfo> info, std::vector<uint8_t> bytes)
    : engine_(std::move(engine)),
      info_(std::move(info)),
      bytes_(std::move(bytes)),
      layout_(*info_),
      function_names_(*info_),
      allocator_(exported_allocator(*info_)) {}

// By way of the other constructor: if something fails here, the destructor gives back what was
// taken.
ModuleImpl::ModuleImpl(std::shared_ptr<EngineImpl> engine,
                       std::unique_ptr<const jit::ModuleInfo> info, std::vector<uint8_t> bytes,
                       std::unique_ptr<const jit::CodeImage> image)
    : ModuleImpl(std::move(engine), std::move(info), std::move(bytes)) {
  types_.reserve(info_->types.size());
  for (const FuncType& type : info_->types) types_.push_back(engine_->types().acquire(type));
  install(std::move(image));
}

ModuleImpl::~ModuleImpl() {
  for (const auto& image : owned_images_) {
    if (image && image->size() > 0) {
      CodeRegistry::instance().remove(reinterpret_cast<uintptr_t>(image->base()));
    }
  }
  for (const InternedType* type : types_) engine_->types().release(type);
}

/// Makes `image` available to instances and to the signal handler.
void ModuleImpl::install(std::unique_ptr<const jit::CodeImage> image) const {
  const size_t slot = slot_of(image->bounds(), image->tables().exact);
  if (image->size() > 0) {
    const auto begin = reinterpret_cast<uintptr_t>(image->base());
    CodeRegistry::instance().add({begin, begin + image->size(), image.get(), this});
  }
  images_[slot].store(image.get(), std::memory_order_release);
  owned_images_[slot] = std::move(image);
}

Result<const jit::CodeImage*> ModuleImpl::image(Bounds bounds, bool exact) const {
  jit::CompileOptions options = compile_options(engine_->config(), bounds);
  options.exact |= exact;
  const size_t slot = slot_of(bounds, jit::is_exact(*info_, options));
  if (const jit::CodeImage* have = images_[slot].load(std::memory_order_acquire)) return have;
  const std::lock_guard lock(compiling_);
  if (!owned_images_[slot]) {
    Result<jit::CodeImage> compiled = compile(options);
    if (!compiled) return std::move(compiled).error();
    install(std::make_unique<const jit::CodeImage>(std::move(*compiled)));
  }
  return owned_images_[slot].get();
}

/// Compiles the module again; it is known to be valid.
Result<jit::CodeImage> ModuleImpl::compile(const jit::CompileOptions& options) const {
  const auto compiler = jit::ModuleCompiler::create(*info_, options, host_target());
  for (uint32_t i = 0; i < info_->bodies.size(); ++i) {
    const auto [begin, size] = info_->bodies[i];
    Result<void> added =
        compiler->add_function(info_->imported_functions + i, bytes().subspan(begin, size), begin);
    if (!added) return std::move(added).error();
  }
  Result<jit::LinkedCode> code = compiler->finish();
  if (!code) return std::move(code).error();
  return jit::CodeImage::seal(std::move(*code));
}

bool ModuleImpl::owns_code(uintptr_t pc) const {
  for (const auto& image : images_) {
    const jit::CodeImage* have = image.load(std::memory_order_acquire);
    if (have && have->contains(pc)) return true;
  }
  return false;
}

const jit::ExportInfo* ModuleImpl::find_export(std::string_view name) const {
  const std::optional<uint32_t> number = info_->exports_by_name.find(info_->exports, name);
  return number ? &info_->exports[*number] : nullptr;
}

ExternType ModuleImpl::type_of(ExternKind kind, uint32_t index) const {
  switch (kind) {
    case ExternKind::kFunc: return info_->type_of(index);
    case ExternKind::kTable: return info_->tables[index].type;
    case ExternKind::kMemory: return info_->memories[index];
    case ExternKind::kGlobal: break;
  }
  return info_->globals[index].type;
}

}  // namespace runtime

std::vector<ImportType> Module::imports() const {
  std::vector<ImportType> imports;
  for (const jit::ImportInfo& i : impl_->info().imports) {
    imports.push_back({i.module, i.name, impl_->type_of(i.kind, i.index)});
  }
  return imports;
}

std::vector<ExportType> Module::exports() const {
  std::vector<ExportType> exports;
  for (const jit::ExportInfo& e : impl_->info().exports) {
    exports.push_back({e.name, impl_->type_of(e.kind, e.index)});
  }
  return exports;
}

std::string_view Module::name() const { return impl_->info().name; }

std::vector<std::span<const uint8_t>> Module::custom_sections(std::string_view name) const {
  std::vector<std::span<const uint8_t>> found;
  for (const jit::CustomSection& section : impl_->info().custom_sections) {
    if (section.name != name) continue;
    found.push_back(impl_->bytes().subspan(section.bytes_begin, section.bytes_size));
  }
  return found;
}

Engine Module::engine() const { return Engine(impl_->engine()); }

CodeStats Module::stats() const {
  const Result<const jit::CodeImage*> image = impl_->image(impl_->engine()->config().bounds);
  return runtime::code_stats(impl_->info(), (*image)->size());
}

}  // namespace shoal
