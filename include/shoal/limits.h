// ResourceLimits: how much modules and instances may ask for. ResourceLimiter: a say in each growth.
#ifndef SHOAL_LIMITS_H_
#define SHOAL_LIMITS_H_

#include <cstdint>
#include <optional>

#include "shoal/api.h"
#include "shoal/types.h"

namespace shoal {

/// The most of everything, for all modules and instances of an engine (Config::limits). The defaults
/// are other engines' common limits: what runs elsewhere runs here. Beyond one of them, compilation
/// and instantiation fail with ErrorKind::kLimit and the limit's name; memory.grow and table.grow
/// give the guest -1; a deep stack traps (TrapKind::kStackOverflow). A value above its default is
/// good unless its comment says otherwise. 0 is a limit like any other.
struct ResourceLimits {
  // What a module may hold. Checked while its bytes arrive, before anything is allocated for them.

  uint64_t module_bytes = uint64_t{1} << 30;  ///< Of the whole module. At most 4 GiB - 1.
  uint32_t functions = 1'000'000;             ///< Imported ones included. At most 10,000,000.
  uint32_t function_bytes = 7'654'321;        ///< Of one function's body.
  /// Of one function, parameters included. At most 1,000,000.
  uint32_t function_locals = 50'000;
  /// Open blocks, loops and ifs at one place of a function.
  uint32_t nesting = 100'000;
  /// Machine code of a module, for each of its code images. Whatever this is, a module's code is
  /// also limited in proportion to its bytes (64 for one, and 16 MiB), and by the CPU's reach.
  uint64_t code_bytes = uint64_t{1} << 30;

  // What instances may have.

  /// Bytes of one memory, whatever its type allows. Rounded down to pages (kPageSize). At most 4 GiB.
  uint64_t memory_bytes = kMaxPages32 * kPageSize;
  /// Elements of one table, whatever its type allows; of all tables together that a module defines
  /// when it is instantiated.
  uint64_t table_elements = 10'000'000;
  /// Instances that live at one time.
  uint64_t instances = UINT64_MAX;
  /// Bytes of stack that WebAssembly may use below the outermost host call into it; beyond, it traps
  /// "call stack exhausted". A thread with a smaller stack traps earlier: a part of every stack is
  /// kept for the host functions that the guest calls. At least 4096.
  uint64_t stack_bytes = 1 << 20;
};

/// Asked before a memory or a table gets larger, and before it is made (`current` is then 0). For
/// quotas over many instances, and for hosts that count. Asked last: all that Shoal itself could
/// have against it has been checked. Called on the thread that makes or grows it, maybe with locks
/// held: it must not call into Shoal, nor throw. Thread-safe if several threads use what it is asked
/// about.
///
/// What is asked about shares the limiter while it lives: when a limiter that was given to instances
/// only (InstantiateOptions::limiter) is destroyed, all that it has allowed is gone.
class SHOAL_API ResourceLimiter {
 public:
  virtual ~ResourceLimiter();

  /// May a memory grow from `current` to `wanted` bytes? `maximum` is its type's, in bytes. False:
  /// memory.grow gives -1, Memory::grow and instantiation fail with kLimit.
  virtual bool memory_growing(uint64_t current, uint64_t wanted,
                              std::optional<uint64_t> maximum) noexcept;
  /// The same for a table, in elements.
  virtual bool table_growing(uint64_t current, uint64_t wanted,
                             std::optional<uint64_t> maximum) noexcept;

  // What was allowed has not happened after all: there was no memory, or the other limiter (the
  // engine's beside the instance's) refused. For limiters that count: it comes right after the
  // question, with the same numbers.
  virtual void memory_growth_failed(uint64_t current, uint64_t wanted) noexcept;
  virtual void table_growth_failed(uint64_t current, uint64_t wanted) noexcept;
};

}  // namespace shoal

#endif  // SHOAL_LIMITS_H_
