// The MacroAssembler for x86-64: the operations of arch/operations.h as machine code, emitted
// through asmjit's bare Assembler. Its methods are the whole of what the function compiler knows of
// this CPU.
//
// Contracts that hold for every method
//  - Sources are read before the destination is written, or the method copes: any destination may
//    be any source.
//  - kScratch and kFloatScratch may be destroyed; nothing else but the destination and the flags.
//  - Moves, loads, stores of registers, `move_imm`, `add_scaled` leave the flags alone, so a
//    compare may be separated from its branch by them.
//  - Jumps are laid down as bytes here, with labels of our own that are forgotten at the end of a
//    function: that keeps memory flat over a whole module, and a jump back to a near label short.
#ifndef SHOAL_ARCH_X64_MACRO_ASSEMBLER_H_
#define SHOAL_ARCH_X64_MACRO_ASSEMBLER_H_

#include <asmjit/core.h>
#include <asmjit/x86.h>

#include <cstdint>
#include <initializer_list>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "arch/call_layout.h"
#include "arch/operations.h"
#include "arch/x64/registers.h"

namespace shoal::arch::x64 {

/// Instruction set extensions beyond x86-64-v2 (SSE4.1, POPCNT), which is required.
struct Features {
  bool avx = false;
  bool bmi2 = false;
  bool lzcnt = false;
  bool tzcnt = false;
  static Features host();
  /// What this machine lacks to run what is emitted at all; null if nothing.
  static const char* host_lacks();
};

class MacroAssembler : public Registers {
 public:
  MacroAssembler(Features features, ContextOffsets context);
  MacroAssembler(const MacroAssembler&) = delete;
  MacroAssembler& operator=(const MacroAssembler&) = delete;

  // --- The buffer --------------------------------------------------------------------------------
  uint32_t offset() const { return static_cast<uint32_t>(asm_.offset()); }
  std::span<const uint8_t> code() const { return {asm_.bufferData(), asm_.offset()}; }
  /// Non-zero if asmjit refused something (out of memory); the code is then unusable.
  bool failed() const { return errors_.failed; }
  /// Functions are emitted one after the other. `reach` bounds the branches in this one.
  void begin_function(Reach) {}
  /// Forgets all labels. Every label used must be bound.
  void end_function();
  /// A branch of the function does not reach its label: the code is unusable.
  bool beyond_reach() const { return false; }
  /// The reach that a function with a body of so many bytes will most likely need.
  static Reach expected_reach(size_t) { return Reach::kLong; }
  /// Bytes of code that direct calls and branches of the longest kind can span.
  static constexpr uint64_t kCodeReach = INT32_MAX;
  /// Drops what was emitted from `offset` on, and all labels.
  void rewind(uint32_t offset);
  void align(uint32_t to);
  /// Starts recording what is emitted as text (jumps, laid down as bytes, show as data behind a
  /// comment).
  void start_log();
  /// What was recorded since the last call.
  std::string take_log();

  // --- Labels and jumps --------------------------------------------------------------------------
  Label new_label();
  void bind(Label l);
  bool is_used(Label l) const { return labels_[l.id].chain != kNowhere || labels_[l.id].jumped; }
  void jump(Label l);
  void branch(Cond c, Label l);
  void branch_zero(Width w, Reg r, Label l);
  void branch_nonzero(Width w, Reg r, Label l);
  /// Jumps to targets[index]; `index` must be below targets.size(); destroys `temp`. Returns where
  /// in the code the table lies, if it is data and no code.
  DataRange jump_table(Reg index, Reg temp, std::span<const Label> targets);

  // --- Moves -------------------------------------------------------------------------------------
  void move(Width w, Reg dst, Reg src);
  void move_float(Reg dst, Reg src);
  void move_imm(Reg dst, uint64_t value);
  /// dst = 0; destroys the flags.
  void clear(Reg dst);
  void move_float_imm(Width w, Reg dst, uint64_t bits);

  // --- Integer arithmetic ------------------------------------------------------------------------
  Constraint constraint(IntOp op) const;
  /// `dead`: registers whose contents nobody needs afterwards. A CPU may fold the instruction
  /// before, which put an operand into one of them, into this one.
  void binary(IntOp op, Width w, Reg dst, Reg lhs, Reg rhs, RegSet dead = {});
  /// True if `value` can be the right operand of `op` directly. binary_imm takes any 32-bit value,
  /// but with more instructions.
  static bool fits(IntOp op, Width w, int64_t value);
  void binary_imm(IntOp op, Width w, Reg dst, Reg lhs, int64_t rhs);
  /// dst = base + (index << shift) + disp, without flags. `base` or `index` may be absent. `dead` is
  /// as for `binary`.
  void add_scaled(Width w, Reg dst, Reg base, Reg index, uint8_t shift, int32_t disp,
                  RegSet dead = {});
  /// True if add_scaled is one instruction with these parts present.
  static bool fits_sum(bool, bool, uint8_t shift, int32_t) { return shift <= kMaxScale; }
  static constexpr uint8_t kMaxScale = 3;
  void unary(IntUnary op, Width w, Reg dst, Reg src);

  Constraint constraint(DivOp op) const;
  /// `minus_one` is jumped to when the divisor is -1 (signed forms); an invalid label means that it
  /// cannot be.
  void divide(DivOp op, Width w, Reg dst, Reg lhs, Reg rhs, Label minus_one);
  /// The code behind `minus_one`; returns to `resume`.
  void divide_by_minus_one(DivOp op, Width w, Reg dst, Reg lhs, Label resume, Label overflow);

  // --- Compares ----------------------------------------------------------------------------------
  void compare(Width w, Reg lhs, Reg rhs);
  /// `c`: the only condition that will be asked of the flags; a compare with 0 may then be left out
  /// because the instruction before set them already.
  void compare_imm(Width w, Reg lhs, int64_t rhs, Cond c);
  static bool fits_compare(Width w, int64_t value) { return fits(IntOp::kSub, w, value); }
  /// Sets the flags as for a compare of (lhs & rhs) with zero.
  void test(Width w, Reg lhs, Reg rhs);
  void test_imm(Width w, Reg lhs, int64_t rhs);
  /// After it, `c` (a float condition) can be branched on, set or selected by.
  void compare_float(Width w, Cond c, Reg lhs, Reg rhs);
  /// dst = c ? 1 : 0
  void set(Cond c, Reg dst);
  /// dst = c ? if_true : if_false
  void select(Cond c, Width w, Reg dst, Reg if_true, Reg if_false);
  void select_float(Cond c, Reg dst, Reg if_true, Reg if_false);

  // --- Floating point ----------------------------------------------------------------------------
  void binary_float(FloatOp op, Width w, Reg dst, Reg lhs, Reg rhs);
  void unary_float(FloatUnary op, Width w, Reg dst, Reg src);
  /// Every conversion but the truncations.
  void convert(Convert op, Reg dst, Reg src);
  /// A truncation; jumps to `slow` with dst undefined when the result may not be representable.
  /// dst and src are of different banks.
  void truncate(Convert op, Reg dst, Reg src, Label slow);
  /// The code behind `slow`: the exact rule of the specification. Traps through the labels (which
  /// saturating forms do not use), else continues at `resume`.
  void truncate_slow(Convert op, Reg dst, Reg src, Label resume, Label invalid, Label overflow);

  // --- Memory ------------------------------------------------------------------------------------
  /// Return the offset of the instruction that accesses memory.
  uint32_t load(LoadKind k, Reg dst, const Address& a);
  uint32_t store(StoreKind k, const Address& a, Reg src);
  static bool fits_store(StoreKind k, uint64_t bits);
  uint32_t store_imm(StoreKind k, const Address& a, uint64_t bits);
  /// dst = (64-bit) index + offset; the index may be absent.
  void effective_address(Reg dst, Reg index, uint64_t offset);
  /// Jumps if the 33-bit address in `r` is 4 GiB or more.
  void branch_beyond_4g(Reg r, Label l);
  /// Sets the flags as for an unsigned compare of `r` with a 64-bit field of the context.
  void compare_with_context(Reg r, uint32_t offset);
  void add_context(Reg r, uint32_t offset);
  void sub_context(Reg r, uint32_t offset);
  /// kScratch -> kScratch through the stub whose address is at [[context + table] + 8 * index];
  /// every other register survives.
  void call_scratch_stub(uint32_t table, uint32_t index);

  // --- Frame -------------------------------------------------------------------------------------
  // Offsets are from the frame pointer (jit's frame layout): the frame record, near cells above it,
  // then stack arguments; far cells below it.
  static constexpr uint32_t kFrameRecord = 16;
  static constexpr uint32_t kNearCells = 0;
  /// The external entry's own work: `checked` loads the memory limit too. Falls through to the
  /// direct entry.
  void external_entry(bool loads_memory, bool checked);
  /// Builds the frame: record and near cells; how much is below is patched in later.
  /// `escapes`: the function may be called through a record.
  uint32_t enter(uint32_t near_bytes, bool escapes);
  void patch_frame(uint32_t enter_offset, uint32_t far_bytes);
  /// Jumps if the stack pointer is below the context's limit.
  void branch_stack_exhausted(Label l);
  /// Before a trap of the stack check: brings the stack pointer back above the limit.
  void drop_frame();
  /// Leaves and pops `stack_bytes` of arguments.
  void leave(uint32_t stack_bytes);
  void load_frame(ValueKind k, Reg dst, int32_t offset);
  void store_frame(ValueKind k, int32_t offset, Reg src);
  /// 8 bytes; `bits` must be zero-extended from 32 bits or sign-extended from 32.
  void store_frame_imm(ValueKind k, int32_t offset, uint64_t bits);
  /// Zeroes `count` cells of 8 bytes upward from `offset`. Before arguments are moved; destroys
  /// temporaries that are no argument registers.
  void zero_frame(int32_t offset, uint32_t count);
  /// Outgoing stack argument number `cell`.
  void store_argument(ValueKind k, uint32_t cell, Reg src);

  // --- Context -----------------------------------------------------------------------------------
  void load_context(Width w, Reg dst, uint32_t offset);
  void load_context_float(Width w, Reg dst, uint32_t offset);
  void store_context(Width w, uint32_t offset, Reg src);
  void store_context_float(Width w, uint32_t offset, Reg src);
  void load_field(Width w, Reg dst, Reg base, int32_t offset);
  /// Sets the flags as for a compare of the field with `r`; returns the offset of the instruction
  /// that reads memory.
  uint32_t compare_field(Width w, Reg base, int32_t offset, Reg r);
  /// dst = the 8-byte element `index` of the array at `base`.
  void load_element(Reg dst, Reg base, Reg index);
  void store_element(Reg base, Reg index, Reg src);
  /// dst = context + offset
  void context_address(Reg dst, uint32_t offset);
  /// Reloads what is pinned, after something that may have changed it.
  void reload_memory(bool checked);

  // --- Calls -------------------------------------------------------------------------------------
  // Each returns the return address's offset.
  /// A call in the module, to be linked with link_call.
  uint32_t call_direct();
  /// The same as a jump (tail calls).
  uint32_t jump_direct();
  static void link_call(uint8_t* code, uint32_t return_offset, uint32_t target_offset);
  /// Calls the function record in kCallRecord, in whatever instance it belongs to. The context
  /// register is the callee's afterwards.
  uint32_t call_record(uint32_t context_field, uint32_t code_field);
  /// Calls the direct entry of the record in kCallRecord.
  uint32_t call_record_direct(uint32_t direct_field);
  void jump_record_direct(uint32_t direct_field);
  /// Sets the flags as for a compare of the record's context with ours.
  void compare_record_context(uint32_t context_field);
  /// Calls a C++ function through [[context + table] + 8 * index]. Its first argument is set to the
  /// context here.
  uint32_t call_builtin(uint32_t table, uint32_t index);
  /// The stack pointer after a call that popped `bytes` of arguments.
  void restore_argument_area(uint32_t bytes);
  /// Turns this frame into the callee's: moves `to_bytes` of stack arguments from the outgoing area
  /// to where they belong in place of our `from_bytes`, and drops the frame, so that a jump makes
  /// the call. kCallRecord survives in the context's field `spill` meanwhile and is back
  /// afterwards. `checked`: the memory limit is reloaded.
  void begin_tail_call(uint32_t from_bytes, uint32_t to_bytes, uint32_t spill, bool checked);

  // --- Traps -------------------------------------------------------------------------------------
  /// The undefined instruction. Returns its offset.
  uint32_t trap();

 private:
  friend class StubAssembler;
  static constexpr int32_t kNowhere = -1;
  struct LabelState {
    int32_t position = kNowhere;
    int32_t chain =
        kNowhere;  ///< Newest 4-byte jump field that waits for the position; it holds the next older.
    bool jumped = false;  ///< A jump was resolved already.
  };
  struct TableFixup {
    uint32_t at;
    uint32_t table;
    uint32_t label;
  };
  struct Errors : asmjit::ErrorHandler {
    void handleError(asmjit::Error, const char*, asmjit::BaseEmitter*) override { failed = true; }
    bool failed = false;
  };

  void put(std::initializer_list<uint8_t> bytes) { asm_.embed(bytes.begin(), bytes.size()); }
  void put_u32(uint32_t v) { asm_.embed(&v, 4); }
  uint32_t read_u32(uint32_t at) const;
  void write_u32(uint32_t at, uint32_t v);
  void log_jump(const char* what, Label l);
  void jump_field(Label l);
  void jump_condition(uint8_t x86_condition, Label l);
  void float3(asmjit::x86::Inst::Id avx, asmjit::x86::Inst::Id sse, Reg dst, Reg lhs, Reg rhs,
              bool commutative);
  void min_max(FloatOp op, Width w, Reg dst, Reg lhs, Reg rhs);
  void copysign(Width w, Reg dst, Reg lhs, Reg rhs);
  void compare_ordered(Width w, Reg lhs, Reg rhs);
  void int_to_float(Width to, Width from, Reg dst, Reg src);
  void u64_to_float(Width to, Reg dst, Reg src);
  void float_to_int(Width from, Width to, Reg dst, Reg src);
  asmjit::x86::Mem mem(const Address& a) const;
  void note_result(Width w, Reg dst);

  Features features_;
  ContextOffsets context_;
  Errors errors_;
  asmjit::CodeHolder holder_;
  asmjit::x86::Assembler asm_;
  std::vector<LabelState> labels_;
  std::vector<TableFixup> table_fixups_;
  /// The zero flag tells whether `result_reg_` is 0, if nothing was emitted (and no label bound)
  /// since.
  uint32_t result_end_ = UINT32_MAX;
  Reg result_reg_;
  Width result_width_ = Width::k32;
  asmjit::StringLogger logger_;
};

// Operand spellings, shared by this folder's files.
inline asmjit::x86::Gp gp(Width w, Reg r) {
  return w == Width::k32 ? asmjit::x86::Gp(asmjit::x86::gpd(r.code()))
                         : asmjit::x86::Gp(asmjit::x86::gpq(r.code()));
}
inline asmjit::x86::Gp gpq(Reg r) { return asmjit::x86::gpq(r.code()); }
inline asmjit::x86::Gp gpd(Reg r) { return asmjit::x86::gpd(r.code()); }
inline asmjit::x86::Xmm vec(Reg r) { return asmjit::x86::xmm(r.code()); }

}  // namespace shoal::arch::x64

#endif  // SHOAL_ARCH_X64_MACRO_ASSEMBLER_H_
