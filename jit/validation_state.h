// The operand and control stacks of the specification's validation algorithm (core specification,
// appendix "Validation Algorithm"), for one function body at a time, without knowing any
// instruction.
//
// The operand stack holds one byte per operand: its ValType, or kNoType for a value of unknown type
// that only dead code can produce. It is one buffer with the invariant
//     room above the top >= bytes of the body not yet read,
// so pushing a single operand, of which each instruction byte pays for one, needs no check; pushing
// several restores the invariant (see push_all).
//
// Beside the algorithm's `unreachable` flag, which makes a frame's stack polymorphic, the state
// knows whether code is *reported* to the consumer of the decoder: `live()`. The two differ after
// the `end` of a block that no reported path reaches: its stack is typed again, yet nothing runs
// there.
//
// Errors go to the ByteReader; a false result means that one is recorded.
#ifndef SHOAL_JIT_VALIDATION_STATE_H_
#define SHOAL_JIT_VALIDATION_STATE_H_

#include <cstdint>
#include <cstring>
#include <memory>
#include <span>
#include <vector>

#include "jit/byte_reader.h"
#include "jit/module_info.h"
#include "jit/opcodes.h"
#include "jit/type_reader.h"

namespace shoal::jit {

enum class FrameKind : uint8_t { kFunction, kBlock, kLoop, kIf, kElse };

/// An entry of the control stack.
struct ControlFrame {
  BlockType type;
  uint32_t height = 0;  ///< Of the operand stack, below the frame's own operands.
  FrameKind kind = FrameKind::kBlock;
  bool unreachable = false;  ///< The stack is polymorphic: the rest of the block cannot be reached.
  bool reported = false;     ///< The consumer was told of the frame.
  bool branched = false;     ///< Reported code jumps to the frame's end.
  const uint8_t* checked_by = nullptr;  ///< The last br_table that checked the label.

  /// What a branch to the frame's label carries.
  std::span<const ValType> label_types() const {
    return kind == FrameKind::kLoop ? type.params : type.results;
  }
};

/// Operands on the stack at once, as far as instructions pushing several are concerned. Only
/// hostile bodies come near; bounds the memory of validation by a constant.
inline constexpr uint32_t kMaxOperands = 1'000'000;

class ValidationState {
 protected:
  explicit ValidationState(const ModuleInfo& info) : info_(info) {}

  /// Starts a function: empty stacks but for the function's own frame, and its locals read from the
  /// body.
  bool begin(uint32_t func_index, std::span<const uint8_t> body, uint64_t wasm_offset);
  /// Stands for the error of a body that ended, one way or another.
  Result<void> result();

  // Operands.

  void push(ValType type) { *top_++ = type; }
  bool push_all(std::span<const ValType> types) {
    if (types.size() == 1) {
      push(types[0]);
      return true;
    }
    return types.empty() || push_many(types);
  }
  bool pop(ValType expected) {
    if (top_ != base_ && top_[-1] == expected) [[likely]] {
      --top_;
      return true;
    }
    return pop_slow(expected);
  }
  /// Pops an operand of any type: kNoType if dead code leaves it unknown.
  bool pop_any(ValType* type) {
    if (top_ != base_) [[likely]] {
      *type = *--top_;
      return true;
    }
    return pop_missing(type);
  }
  /// Pops operands of these types, the last one first.
  bool pop_all(std::span<const ValType> types) {
    const size_t n = types.size();
    if (n <= static_cast<size_t>(top_ - base_) && equal(top_ - n, types)) [[likely]] {
      top_ -= n;
      return true;
    }
    return pop_all_slow(types);
  }
  /// Checks that the stack's top has these types, as for a branch, and leaves it there.
  bool check_top(std::span<const ValType> types) {
    const size_t n = types.size();
    if (n <= static_cast<size_t>(top_ - base_) && equal(top_ - n, types)) [[likely]]
      return true;
    return check_top_slow(types);
  }

  // Control.

  ControlFrame& current() { return frames_.back(); }
  /// The frame that a label index refers to; the index must be below frames_.size().
  ControlFrame& frame_at(uint32_t depth) { return frames_[frames_.size() - 1 - depth]; }
  /// Opens a block whose parameters are on the stack.
  bool push_frame(FrameKind kind, const BlockType& type);
  /// Checks that the operands of the current frame are exactly its results, and pops them.
  bool pop_results();
  /// Closes the current frame, after pop_results.
  void pop_frame() {
    frames_.pop_back();
    base_ = frames_.empty() ? stack_.get() : stack_.get() + frames_.back().height;
  }
  /// After an instruction that never continues: the rest of the block is dead, its stack
  /// polymorphic.
  void mark_unreachable() {
    current().unreachable = true;
    top_ = base_;
    live_ = false;
  }
  /// True if the code at hand is reported.
  bool live() const { return live_; }

  // Errors, each at the current instruction. All return false.

  [[gnu::cold, gnu::noinline]] bool fail(ErrorKind kind, std::string message);
  [[gnu::cold, gnu::noinline]] bool fail_nesting();
  /// "unknown WHAT: i32.load refers to memory 3, the module has 1".
  [[gnu::cold, gnu::noinline]] bool fail_unknown(const char* what, uint64_t index, uint64_t count);
  [[gnu::cold, gnu::noinline]] bool fail_type(std::string_view expected, std::string_view found);
  [[gnu::cold, gnu::noinline]] bool fail_opcode(uint8_t opcode, uint32_t prefixed);
  [[gnu::cold, gnu::noinline]] bool fail_mem_arg_flags(uint32_t flags);
  [[gnu::cold, gnu::noinline]] bool fail_alignment(uint32_t align_log2, uint32_t max_align);
  [[gnu::cold, gnu::noinline]] bool fail_offset(uint64_t offset);
  [[gnu::cold, gnu::noinline]] bool fail_else();
  [[gnu::cold, gnu::noinline]] bool fail_lone_if();
  [[gnu::cold, gnu::noinline]] bool fail_label_arity(uint32_t depth, size_t expected);
  [[gnu::cold, gnu::noinline]] bool fail_tail_call(const FuncType& callee);
  [[gnu::cold, gnu::noinline]] bool fail_select_arity(uint32_t count);
  [[gnu::cold, gnu::noinline]] bool fail_immutable(uint32_t global);
  [[gnu::cold, gnu::noinline]] bool fail_data_count();
  [[gnu::cold, gnu::noinline]] bool fail_undeclared(uint32_t func);
  [[gnu::cold, gnu::noinline]] bool fail_trailing_bytes();
  /// The name of the instruction at hand.
  std::string_view instruction_name() const;

  const ModuleInfo& info_;
  ByteReader in_;
  const uint8_t* inst_ = nullptr;     ///< First byte of the instruction at hand.
  ValType* top_ = nullptr;            ///< One past the topmost operand.
  ValType* base_ = nullptr;           ///< The current frame's bottom.
  std::vector<ControlFrame> frames_;  ///< The function's own frame first.
  std::vector<ValType> locals_;       ///< Parameters, then declared locals.
  const FuncType* type_ = nullptr;    ///< The function's.
  uint32_t func_index_ = 0;
  bool live_ = false;

 private:
  static bool equal(const ValType* operands, std::span<const ValType> types) {
    return types.size() <= 1 ? types.empty() || *operands == types[0]
                             : std::memcmp(operands, types.data(), types.size()) == 0;
  }
  bool read_locals();
  /// Makes room for `extra` operands besides one for each byte of the body that is left.
  void reserve(size_t extra);
  bool push_many(std::span<const ValType> types);
  bool pop_slow(ValType expected);
  bool pop_missing(ValType* type);
  bool pop_all_slow(std::span<const ValType> types);
  bool check_top_slow(std::span<const ValType> types);

  std::unique_ptr<ValType[]> stack_;
  size_t capacity_ = 0;
};

}  // namespace shoal::jit

#endif  // SHOAL_JIT_VALIDATION_STATE_H_
