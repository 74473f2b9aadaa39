#include "jit/stubs.h"

#include <sys/mman.h>

#include <cassert>
#include <cstddef>
#include <map>
#include <mutex>
#include <string>
#include <vector>

#include "arch/host.h"
#include "arch/stubs.h"
#include "jit/code_memory.h"
#include "jit/value_stack.h"

namespace shoal::jit {
namespace {

/// Where stubs find things; `fuel`: for code that counts it.
constexpr arch::StubOffsets offsets_of(bool fuel) {
  return {
      .thread_record = offsetof(VmThread, record),
      .thread_exit_fp = offsetof(VmThread, exit_fp),
      .thread_exit_at = offsetof(VmThread, exit_at),
      .thread_saved = offsetof(VmThread, saved),
      .thread_fuel = fuel ? static_cast<uint32_t>(offsetof(VmThread, fuel)) : 0,
      .record_code = offsetof(VmFuncRef, code),
      .record_direct_code = offsetof(VmFuncRef, direct_code),
      .record_context = offsetof(VmFuncRef, context),
      .context_thread = offsetof(VmContext, thread),
      .context_memory_base = offsetof(VmContext, memory0) + offsetof(VmMemory, base),
      .context_memory_limit = offsetof(VmContext, memory0) + offsetof(VmMemory, limit),
      .context_builtins = offsetof(VmContext, builtins),
      .context_results = offsetof(VmContext, results),
      .host_invoke = offsetof(VmHostContext, invoke),
  };
}

/// Address space for one engine's stubs; pages are used as they fill. Some hundred thousand
/// function types.
constexpr size_t kArenaBytes = 32u << 20;
constexpr uint32_t kHeapWalks = 10;

std::vector<arch::ValueKind> kinds_of(const std::vector<ValType>& types) {
  std::vector<arch::ValueKind> kinds;
  for (ValType t : types) kinds.push_back(value_kind(t));
  return kinds;
}

/// Machine types alone decide a stub: references and i64 share.
std::string signature_of(const FuncType& type) {
  std::string s;
  for (ValType t : type.params)
    s.push_back(static_cast<char>('0' + static_cast<int>(value_kind(t))));
  s.push_back(':');
  for (ValType t : type.results)
    s.push_back(static_cast<char>('0' + static_cast<int>(value_kind(t))));
  return s;
}

class Registry final : public StubRegistry {
 public:
  explicit Registry(const StubOptions& options)
      : offsets_(offsets_of(options.fuel)), spectre_(options.spectre) {}

  Result<void> initialize() {
    Result<CodeArena> arena = CodeArena::create(kArenaBytes);
    if (!arena.ok()) return std::move(arena).error();
    arena_ = std::move(*arena);
    void* const map = mmap(nullptr, arena_.capacity(), PROT_READ | PROT_WRITE,
                           MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    if (map == MAP_FAILED) return make_error(ErrorKind::kSystem, "mmap for the stub map failed");
    traps_ = static_cast<uint8_t*>(map);
    Result<const uint8_t*> exit = arena_.append(arch::make_trap_exit(offsets_).code);
    if (!exit.ok()) return std::move(exit).error();
    trap_exit_ = *exit;
    for (uint32_t i = 0; i < kHeapWalks; ++i) {
      const bool is_store = i >= kHeapWalks / 2;
      const uint32_t n = 1u << (i % (kHeapWalks / 2));
      Result<const uint8_t*> stub = arena_.append(
          arch::make_scratch_stub(static_cast<uint32_t>(Builtin::kHeapWalk),
                                  n | static_cast<uint32_t>(is_store) << 8, spectre_, offsets_)
              .code);
      if (!stub.ok()) return std::move(stub).error();
      heap_walk_[i] = *stub;
    }
    return {};
  }

  ~Registry() override {
    if (traps_ != nullptr) munmap(traps_, arena_.capacity());
  }

  Result<EntryStub> entry(const FuncType& type) override {
    Result<const uint8_t*> stub = find_or_make(entries_, type, [this](const Kinds& k) {
      return arch::make_slot_entry(arch::host_call_layout(k.params, k.results), offsets_);
    });
    if (!stub.ok()) return std::move(stub).error();
    return reinterpret_cast<EntryStub>(const_cast<uint8_t*>(*stub));
  }

  Result<const void*> typed_entry(const FuncType& type) override {
    assert(type.results.size() <= 1);
    Result<const uint8_t*> stub = find_or_make(typed_entries_, type, [this](const Kinds& k) {
      return arch::make_entry(arch::host_call_layout(k.params, k.results),
                              arch::host_c_layout(arch::kEntryHiddenArguments, k.params, k.results),
                              offsets_);
    });
    if (!stub.ok()) return std::move(stub).error();
    return static_cast<const void*>(*stub);
  }

  Result<const void*> import_adapter(const FuncType& type) override {
    const auto c_layout = [](const Kinds& k) {
      return arch::host_c_layout(arch::kImportHiddenArguments, k.params, k.results);
    };
    if (!c_layout({kinds_of(type.params), kinds_of(type.results)}).fits_c()) return nullptr;
    Result<const uint8_t*> stub = find_or_make(imports_, type, [this, &c_layout](const Kinds& k) {
      return arch::make_import_adapter(arch::host_call_layout(k.params, k.results), c_layout(k),
                                       offsets_);
    });
    if (!stub.ok()) return std::move(stub).error();
    return static_cast<const void*>(*stub);
  }

  Result<const void*> host(const FuncType& type) override {
    Result<const uint8_t*> stub = find_or_make(hosts_, type, [this](const Kinds& k) {
      return arch::make_host_stub(arch::host_call_layout(k.params, k.results), offsets_);
    });
    if (!stub.ok()) return std::move(stub).error();
    return static_cast<const void*>(*stub);
  }

  Result<NativeCall> native_call(const FuncType& type) override {
    assert(type.results.size() <= 1);
    Result<const uint8_t*> stub = find_or_make(native_calls_, type, [](const Kinds& k) {
      return arch::make_native_call(arch::host_c_layout(/*hidden=*/1, k.params, k.results));
    });
    if (!stub.ok()) return std::move(stub).error();
    return reinterpret_cast<NativeCall>(const_cast<uint8_t*>(*stub));
  }

  const void* trap_exit() const override { return trap_exit_; }
  const void* const* heap_walk() const override { return heap_walk_; }

  bool contains(uintptr_t pc) const override {
    return pc - reinterpret_cast<uintptr_t>(arena_.executable()) < arena_.capacity();
  }
  bool is_host_trap(uintptr_t pc) const override {
    return contains(pc) && traps_[pc - reinterpret_cast<uintptr_t>(arena_.executable())] != 0;
  }

 private:
  using Map = std::map<std::string, const uint8_t*>;
  struct Kinds {
    std::vector<arch::ValueKind> params, results;
  };

  template <class Make>
  Result<const uint8_t*> find_or_make(Map& map, const FuncType& type, Make make) {
    const std::string signature = signature_of(type);
    const std::lock_guard lock(mutex_);
    if (const auto it = map.find(signature); it != map.end()) return it->second;
    const arch::Stub stub = make(Kinds{kinds_of(type.params), kinds_of(type.results)});
    Result<const uint8_t*> code = arena_.append(stub.code);
    if (!code.ok()) return code;
    if (stub.trap_offset != 0) traps_[*code - arena_.executable() + stub.trap_offset] = 1;
    map.emplace(signature, *code);
    return code;
  }

  const arch::StubOffsets offsets_;
  const bool spectre_;
  std::mutex mutex_;
  CodeArena arena_;
  /// One byte for each byte of the arena: 1 where a host stub's trap is. Read by the signal
  /// handler.
  uint8_t* traps_ = nullptr;
  Map entries_;
  Map typed_entries_;
  Map imports_;
  Map hosts_;
  Map native_calls_;
  const void* trap_exit_ = nullptr;
  const void* heap_walk_[kHeapWalks] = {};
};

}  // namespace

Result<std::unique_ptr<StubRegistry>> StubRegistry::create(const StubOptions& options) {
  if (const char* const lacking = arch::HostFeatures::host_lacks()) {
    return make_error(ErrorKind::kSystem,
                      std::string("this CPU lacks instructions that Shoal emits: ") + lacking);
  }
  auto registry = std::make_unique<Registry>(options);
  if (Result<void> made = registry->initialize(); !made.ok()) return std::move(made).error();
  return std::unique_ptr<StubRegistry>(std::move(registry));
}

}  // namespace shoal::jit
