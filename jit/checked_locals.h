// Which locals hold an index that a memory access has checked, as they are now: what an access may
// lean on that uses the same local again (jit/function_compiler_memory.h says why that is enough).
//
// A fact holds until its local changes, or a call may have changed what was checked. At a label
// where paths meet, of the facts that held before the block those hold that nothing inside has
// ended: every path to the label comes from inside. Inside a loop nothing is known at first,
// because its end may lead back.
//
// All locals share 64 slots. A slot that goes to another local counts as a change. Every operation
// takes a few instructions.
#ifndef SHOAL_JIT_CHECKED_LOCALS_H_
#define SHOAL_JIT_CHECKED_LOCALS_H_

#include <array>
#include <cstdint>

namespace shoal::jit {

class CheckedLocals {
 public:
  /// What held where a block began, and what had been changed in the block around it.
  struct Outer {
    uint64_t checked = 0;
    uint64_t changed = 0;
  };

  void begin_function() { checked_ = changed_ = 0; }

  bool has(uint32_t local) const {
    return (checked_ & bit(local)) != 0 && owner_[slot(local)] == local;
  }
  void add(uint32_t local) {
    if (owner_[slot(local)] != local) {
      changed_ |= bit(local);
      owner_[slot(local)] = local;
    }
    checked_ |= bit(local);
  }
  void change(uint32_t local) {
    checked_ &= ~bit(local);
    changed_ |= bit(local);
  }
  void change_all() {
    checked_ = 0;
    changed_ = ~uint64_t{0};
  }

  Outer open_block() {
    const Outer outer{checked_, changed_};
    changed_ = 0;
    return outer;
  }
  Outer open_loop() {
    const Outer outer = open_block();
    checked_ = 0;
    return outer;
  }
  /// The other branch of an `if` begins.
  void reach_else(const Outer& outer) { checked_ = outer.checked & ~changed_; }
  /// `merges`: not only the block's last instruction leads to its end.
  void close(const Outer& outer, bool merges) {
    const uint64_t kept = outer.checked & ~changed_;
    checked_ = merges ? kept : checked_ | kept;
    changed_ |= outer.changed;
  }

 private:
  static constexpr uint32_t kSlots = 64;
  static constexpr uint32_t slot(uint32_t local) { return local % kSlots; }
  static constexpr uint64_t bit(uint32_t local) { return uint64_t{1} << slot(local); }

  uint64_t checked_ = 0;  ///< By slot: the owner's value has been checked.
  uint64_t changed_ = 0;  ///< Slots that changed since the innermost open block began.
  std::array<uint32_t, kSlots> owner_{};
};

}  // namespace shoal::jit

#endif  // SHOAL_JIT_CHECKED_LOCALS_H_
