// Where a function's frame keeps each thing, as offsets from the frame pointer (negative: below it).
//
//   saved context (if the function may leave its instance)
//   preserved homes of the caller
//   locals: those without a home; with calls, a backup cell for each home that calls destroy
//   operands: one cell for each position of the operand stack
//   outgoing stack arguments
//
// All cells are 8 bytes. The size is known at the function's end only and is patched into the
// prologue.
#ifndef SHOAL_JIT_FRAME_LAYOUT_H_
#define SHOAL_JIT_FRAME_LAYOUT_H_

#include <algorithm>
#include <cstdint>
#include <vector>

namespace shoal::jit {

class FrameLayout {
 public:
  void clear() {
    cells_ = 0;
    operand_cells_ = 0;
    outgoing_bytes_ = 0;
  }
  /// Takes the next cell; all but operands must be taken first.
  int32_t take() { return cell(cells_++); }
  int32_t operand(uint32_t position) {
    operand_cells_ = std::max(operand_cells_, position + 1);
    return cell(cells_ + position);
  }
  void reserve_outgoing(uint32_t bytes) { outgoing_bytes_ = std::max(outgoing_bytes_, bytes); }
  uint32_t size() const { return (8 * (cells_ + operand_cells_) + outgoing_bytes_ + 15) & ~15u; }

  int32_t context = 0;             ///< The saved context's offset.
  std::vector<int32_t> locals;     ///< A local's cell; 0 if it has none.
  std::vector<int32_t> preserved;  ///< In the order of the set of preserved homes.

 private:
  static int32_t cell(uint32_t n) { return -8 * (static_cast<int32_t>(n) + 1); }
  uint32_t cells_ = 0;
  uint32_t operand_cells_ = 0;
  uint32_t outgoing_bytes_ = 0;
};

}  // namespace shoal::jit

#endif  // SHOAL_JIT_FRAME_LAYOUT_H_
