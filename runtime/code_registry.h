// Which module a code address belongs to: the one piece of process-wide state besides the signal
// handler that reads it.
//
// The reader may be a signal handler on any thread, so it can take no lock and allocate nothing;
// writers come and go with modules. The registry is an immutable array of ranges, sorted by
// address, behind one atomic pointer. A writer (under a mutex) publishes a changed copy and retires
// the old array, which may be deleted only when no reader can still be in it. Readers announce
// themselves in a counter:
//
//     reader: ++readers; read the pointer; search; --readers
//     writer: store the new pointer; if readers == 0, delete what is retired, else leave it to the
//             next writer
//
// All of these are sequentially consistent. If a writer sees 0 after its store, then every reader
// that comes later reads the new pointer or a newer one, and none of the earlier ones is left. So
// neither side ever waits for the other. What a found range points to stays alive because the
// reader's thread is running that code.
#ifndef SHOAL_RUNTIME_CODE_REGISTRY_H_
#define SHOAL_RUNTIME_CODE_REGISTRY_H_

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <vector>

namespace shoal::jit {
class CodeImage;
}

namespace shoal::runtime {

class ModuleImpl;

/// A range of emitted code.
struct CodeRange {
  uintptr_t begin = 0;
  uintptr_t end = 0;
  const jit::CodeImage* image = nullptr;
  const ModuleImpl* module = nullptr;
};

class CodeRegistry {
 public:
  /// The process's registry. It is never destroyed: a late fault may still look into it.
  static CodeRegistry& instance();

  CodeRegistry() = default;
  CodeRegistry(const CodeRegistry&) = delete;
  CodeRegistry& operator=(const CodeRegistry&) = delete;
  ~CodeRegistry();

  /// Thread-safe. `range` overlaps no other.
  void add(const CodeRange& range);
  /// Thread-safe. `begin` is a registered range's. No thread runs its code any more.
  void remove(uintptr_t begin) noexcept;
  /// The range that holds `pc`. Async-signal-safe and thread-safe.
  std::optional<CodeRange> find(uintptr_t pc) const;

 private:
  using Ranges = std::vector<CodeRange>;
  Ranges remaining(size_t more) const;
  void publish(Ranges ranges);

  std::mutex writers_;
  std::vector<std::unique_ptr<const Ranges>> retired_;  // Under writers_.
  mutable std::atomic<uint32_t> readers_ = 0;
  std::atomic<Ranges*> ranges_ = nullptr;
};

}  // namespace shoal::runtime

#endif  // SHOAL_RUNTIME_CODE_REGISTRY_H_
