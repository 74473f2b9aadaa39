// Where a function's frame keeps each thing, as offsets from the frame pointer.
//
//   stack arguments
//   near cells   above the frame record, as many as the CPU wants there (none, or some)
//   frame record: the caller's frame pointer, the return address       <- frame pointer
//   far cells
//   outgoing stack arguments
//
// Cells are 8 bytes. First come those whose number is known when the body begins: the saved context
// (if the function may leave its instance), preserved homes of the caller, locals (those without a
// home; with calls, a backup for each home that calls destroy). They take near cells as long as
// there are any. Then one cell for each position of the operand stack: the first few near, if cells
// are left there, the others far. How many far cells are used is known at the function's end only,
// and is patched into the prologue.
#ifndef SHOAL_JIT_FRAME_LAYOUT_H_
#define SHOAL_JIT_FRAME_LAYOUT_H_

#include <algorithm>
#include <cstdint>
#include <vector>

namespace shoal::jit {

class FrameLayout {
 public:
  /// `near_cells`: an even number. `record_bytes`: of the frame record.
  FrameLayout(uint32_t near_cells, uint32_t record_bytes)
      : near_cells_(near_cells), record_bytes_(record_bytes) {}

  void clear() {
    cells_ = 0;
    near_operands_ = 0;
    operand_cells_ = 0;
    outgoing_bytes_ = 0;
  }
  /// Takes the next cell; all but operands must be taken first.
  int32_t take() { return cell(cells_++); }
  /// The first `wanted` operands get near cells, if so many are left.
  void begin_operands(uint32_t wanted) {
    near_operands_ = std::min(wanted, near_cells_ - std::min(cells_, near_cells_));
  }
  int32_t operand(uint32_t position) {
    if (position < near_operands_) return cell(cells_ + position);
    const uint32_t n = position - near_operands_;
    operand_cells_ = std::max(operand_cells_, n + 1);
    return far_cell(far_cells() + n);
  }
  void reserve_outgoing(uint32_t bytes) { outgoing_bytes_ = std::max(outgoing_bytes_, bytes); }

  /// Bytes above the frame record, when all cells but operands are taken.
  uint32_t near_bytes() const {
    return (8 * (std::min(cells_, near_cells_) + near_operands_) + 15) & ~15u;
  }
  /// Bytes below the frame record that are known when all cells but operands are taken, and in all.
  uint32_t known_far_bytes() const { return 8 * far_cells(); }
  uint32_t far_bytes() const {
    return (8 * (far_cells() + operand_cells_) + outgoing_bytes_ + 15) & ~15u;
  }
  /// Of the stack argument in cell `n`, when all cells but operands are taken.
  int32_t stack_argument(uint32_t n) const {
    return static_cast<int32_t>(record_bytes_ + near_bytes() + 8 * n);
  }

  int32_t context = 0;             ///< The saved context's offset.
  std::vector<int32_t> locals;     ///< A local's cell; 0 if it has none.
  std::vector<int32_t> preserved;  ///< In the order of the set of preserved homes.

 private:
  uint32_t far_cells() const { return cells_ - std::min(cells_, near_cells_); }
  int32_t cell(uint32_t n) const {
    return n < near_cells_ ? static_cast<int32_t>(record_bytes_ + 8 * n)
                           : far_cell(n - near_cells_);
  }
  static int32_t far_cell(uint32_t n) { return -8 * (static_cast<int32_t>(n) + 1); }

  const uint32_t near_cells_;
  const uint32_t record_bytes_;
  uint32_t cells_ = 0;
  uint32_t near_operands_ = 0;
  uint32_t operand_cells_ = 0;  ///< Far ones.
  uint32_t outgoing_bytes_ = 0;
};

}  // namespace shoal::jit

#endif  // SHOAL_JIT_FRAME_LAYOUT_H_
