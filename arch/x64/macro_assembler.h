// The MacroAssembler for x86-64 (arch/macro_assembler.h says what its methods mean).
//
// Jumps are laid down as bytes here, with labels of our own that are forgotten at the end of a
// function: that keeps memory flat over a whole module, and a jump back to a near label short. All
// of them reach everywhere.
//
// What may be entered indirectly begins with a landing pad (endbr64), for indirect branch tracking;
// what a table in the code leads to needs none, as that jump is not tracked. Every return matches a
// call, for shadow stacks: a tail call moves its return address and does not change it, and the trap
// exit drops what it skips (stubs.cc).
#ifndef SHOAL_ARCH_X64_MACRO_ASSEMBLER_H_
#define SHOAL_ARCH_X64_MACRO_ASSEMBLER_H_

#include <cstdint>
#include <span>
#include <utility>
#include <vector>

#include "arch/call_layout.h"
#include "arch/macro_assembler.h"
#include "arch/operations.h"
#include "arch/x64/encoder.h"
#include "arch/x64/registers.h"
#include "shoal/target.h"

namespace shoal::arch::x64 {

/// Instruction set extensions beyond x86-64-v2 (SSE4.1, POPCNT), which is required.
struct Features {
  bool avx = false;
  bool bmi2 = false;
  bool lzcnt = false;
  bool tzcnt = false;
  /// What x86-64-v3 has of them: all.
  static constexpr Features v3() { return {true, true, true, true}; }
  static Features host();
  /// What this machine lacks to run what is emitted at all; null if nothing.
  static const char* host_lacks();
};

/// The best target that this machine can run.
Target host_target();

class MacroAssembler : public Registers {
 public:
  MacroAssembler(Features features, ContextOffsets context, std::span<uint8_t> buffer = {});
  MacroAssembler(const MacroAssembler&) = delete;
  MacroAssembler& operator=(const MacroAssembler&) = delete;

  // --- The buffer --------------------------------------------------------------------------------
  uint32_t offset() const { return static_cast<uint32_t>(code_.offset()); }
  std::span<const uint8_t> code() const { return {code_.bufferData(), code_.offset()}; }
  bool failed() const { return code_.failed(); }
  void set_folding(bool on) { folds_ = on; }
  uint32_t absorbed_from() { return std::exchange(absorbed_from_, UINT32_MAX); }
  void begin_function(Reach) {}
  void end_function();
  bool beyond_reach() const { return false; }
  static Reach expected_reach(size_t) { return Reach::kLong; }
  static constexpr uint64_t kCodeReach = INT32_MAX;
  void rewind(uint32_t offset);
  void align(uint32_t to);
  // A loop, or a dispatch, that takes two lines of the instruction cache instead of one can take a
  // third longer.
  static constexpr uint32_t kCodeLine = 64;

  // --- Labels and jumps --------------------------------------------------------------------------
  Label new_label() {
    labels_.push_back({});
    return Label{static_cast<uint32_t>(labels_.size() - 1)};
  }
  void bind(Label l);
  bool is_used(Label l) const { return labels_[l.id].chain != kNowhere || labels_[l.id].jumped; }
  void jump(Label l);
  void branch(Cond c, Label l);
  void branch_clamped(Cond c, Label l, Reg dst, Reg src, Reg fallback);
  void branch_zero(Width w, Reg r, Label l);
  void branch_nonzero(Width w, Reg r, Label l);
  DataRange jump_table(Reg index, Reg temp, std::span<const Label> targets);

  // --- Moves -------------------------------------------------------------------------------------
  void move(Width w, Reg dst, Reg src);
  void move_float(Reg dst, Reg src);
  void move_imm(Reg dst, uint64_t value);
  void clear(Reg dst);
  void move_float_imm(Width w, Reg dst, uint64_t bits);
  static uint8_t constant_cost(Bank bank, uint64_t bits);

  // --- Integer arithmetic ------------------------------------------------------------------------
  Constraint constraint(IntOp op) const;
  void binary(IntOp op, Width w, Reg dst, Reg lhs, Reg rhs, RegSet dead = {});
  static bool fits(IntOp op, Width w, int64_t value);
  static bool is_immediate(IntOp op, Width w, int64_t value) { return fits(op, w, value); }
  void binary_imm(IntOp op, Width w, Reg dst, Reg lhs, int64_t rhs, RegSet dead = {});
  void add_scaled(Width w, Reg dst, Reg base, Reg index, uint8_t shift, int32_t disp,
                  RegSet dead = {});
  static bool fits_sum(bool, bool, uint8_t shift, int32_t) { return shift <= kMaxScale; }
  static constexpr uint8_t kMaxScale = 3;
  void unary(IntUnary op, Width w, Reg dst, Reg src, RegSet dead = {});

  Constraint constraint(DivOp op) const;
  void divide(DivOp op, Width w, Reg dst, Reg lhs, Reg rhs, Label minus_one);
  void divide_by_minus_one(DivOp op, Width w, Reg dst, Reg lhs, Label resume, Label overflow);
  static constexpr Constraint kHighProduct = {.lhs = rax, .dst = rdx, .clobbers = {rdx}};
  void multiply_high(bool is_signed, Reg dst, Reg lhs, Reg rhs);

  // --- Compares ----------------------------------------------------------------------------------
  void compare(Width w, Reg lhs, Reg rhs, RegSet dead = {});
  void compare_imm(Width w, Reg lhs, int64_t rhs, Cond c);
  void test(Width w, Reg lhs, Reg rhs);
  void test_imm(Width w, Reg lhs, int64_t rhs, RegSet dead = {});
  bool join_conditions(bool, Reg, Cond) { return false; }
  void compare_float(Width w, Cond c, Reg lhs, Reg rhs, RegSet dead = {});
  void set(Cond c, Reg dst);
  void select(Cond c, Width w, Reg dst, Reg if_true, Reg if_false);
  void select_float(Cond c, Reg dst, Reg if_true, Reg if_false);

  // --- Floating point ----------------------------------------------------------------------------
  void binary_float(FloatOp op, Width w, Reg dst, Reg lhs, Reg rhs, RegSet dead = {});
  void unary_float(FloatUnary op, Width w, Reg dst, Reg src);
  void convert(Convert op, Reg dst, Reg src);
  void truncate(Convert op, Reg dst, Reg src, Label slow);
  void truncate_slow(Convert op, Reg dst, Reg src, Label resume, Label invalid, Label overflow);

  // --- Memory ------------------------------------------------------------------------------------
  uint32_t load(LoadKind k, Reg dst, const Address& a);
  uint32_t store(StoreKind k, const Address& a, Reg src);
  static bool fits_store(StoreKind k, uint64_t bits);
  uint32_t store_imm(StoreKind k, const Address& a, uint64_t bits);
  static bool prefers_base(int32_t, uint8_t) { return false; }
  void effective_address(Reg dst, Reg index, uint64_t offset);
  void branch_beyond_4g(Reg r, Label l);
  void compare_with_context(Reg r, uint32_t offset);
  void add_context(Reg r, uint32_t offset);
  void sub_context(Reg r, uint32_t offset);
  void call_scratch_stub(uint32_t table, uint32_t index);

  // --- Frame -------------------------------------------------------------------------------------
  static constexpr uint32_t kFrameRecord = 16;
  static constexpr uint32_t kNearCells = 0;
  static constexpr bool kPairsCells = false;
  void external_entry(bool loads_memory, bool checked);
  static uint32_t expected_far_bytes(uint32_t known, size_t body_bytes, bool calls);
  uint32_t enter(uint32_t near_bytes, uint32_t far_limit, bool escapes);
  void patch_frame(uint32_t enter_offset, uint32_t far_bytes);
  void branch_stack_exhausted(Label l);
  void drop_frame();
  void leave(uint32_t stack_bytes);
  void load_frame(ValueKind k, Reg dst, int32_t offset);
  void store_frame(ValueKind k, int32_t offset, Reg src);
  void store_frame_imm(ValueKind k, int32_t offset, uint64_t bits);
  void zero_frame(int32_t offset, uint32_t count);
  void store_argument(ValueKind k, uint32_t cell, Reg src);

  // --- Context -----------------------------------------------------------------------------------
  void load_context(Width w, Reg dst, uint32_t offset);
  void store_context(Width w, uint32_t offset, Reg src);
  void store_context_float(Width w, uint32_t offset, Reg src);
  void load_field(Width w, Reg dst, Reg base, int32_t offset);
  uint32_t compare_field(Width w, Reg base, int32_t offset, Reg r);
  void load_element(Reg dst, Reg base, Reg index);
  void store_element(Reg base, Reg index, Reg src);
  void context_address(Reg dst, uint32_t offset);
  void reload_memory(bool checked);

  // --- Calls -------------------------------------------------------------------------------------
  uint32_t call_direct();
  uint32_t jump_direct();
  static void link_call(uint8_t* code, uint32_t return_offset, uint32_t target_offset);
  uint32_t call_record(uint32_t context_field, uint32_t code_field);
  uint32_t call_record_direct(uint32_t direct_field);
  void jump_record_direct(uint32_t direct_field);
  void compare_record_context(uint32_t context_field);
  uint32_t call_builtin(uint32_t table, uint32_t index);
  uint32_t call_import(uint32_t code, uint32_t self);
  void restore_argument_area(uint32_t bytes);
  void begin_tail_call(uint32_t from_bytes, uint32_t to_bytes, uint32_t spill, bool checked);

  // --- Fuel --------------------------------------------------------------------------------------
  static constexpr uint32_t kMaxFuelCharge = kFuelBlock;
  uint32_t charge_fuel(Label exhausted);
  void patch_fuel(uint32_t at, uint32_t units);
  void charge_fuel(Reg units, uint8_t shift, Label exhausted);

  // --- Traps -------------------------------------------------------------------------------------
  uint32_t trap();

 private:
  /// The most that one byte can add to the stack pointer, which stays a multiple of 16.
  static constexpr uint32_t kShortFrame = 112;
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

  void pop_frame();
  void jump_condition(Flags f, Label l);
  void float3(Opcode op, Reg dst, Reg lhs, Reg rhs, bool commutative);
  /// Each half of dst = src shifted by a constant.
  void shift_float(Shift op, Width w, Reg dst, Reg src, uint8_t count);
  bool fold_float_load(FloatOp op, Width w, Reg dst, Reg lhs, Reg rhs, RegSet dead);
  void min_max(FloatOp op, Width w, Reg dst, Reg lhs, Reg rhs);
  void copysign(Width w, Reg dst, Reg lhs, Reg rhs);
  void compare_ordered(Width w, Reg lhs, Reg rhs);
  void int_to_float(Width to, Width from, Reg dst, Reg src);
  void u64_to_float(Width to, Reg dst, Reg src);
  void float_to_int(Width from, Width to, Reg dst, Reg src);
  void note_result(Width w, Reg dst);
  bool was_loaded(LoadKind k, Reg r, Reg dst, RegSet dead) const;
  Mem take_back_load();

  Features features_;
  ContextOffsets context_;
  uint32_t far_limit_ = 0;
  bool folds_ = true;
  Encoder code_;
  std::vector<LabelState> labels_;
  std::vector<TableFixup> table_fixups_;
  /// The zero flag tells whether `result_reg_` is 0, if nothing was emitted (and no label bound)
  /// since.
  uint32_t result_end_ = UINT32_MAX;
  Reg result_reg_;
  Width result_width_ = Width::k32;
  /// The newest instruction loaded a register, if nothing was emitted (and no label bound) since.
  struct Load {
    uint32_t begin = 0;
    uint32_t end = UINT32_MAX;
    LoadKind kind{};
    Reg dst;
    Mem from{kNoReg};
  };
  Load load_;
  uint32_t absorbed_from_ = UINT32_MAX;
};

inline constexpr Width k32 = Width::k32, k64 = Width::k64;

// Operands as asmjit spells them.
inline asmjit::x86::Gp gp(Width w, Reg r) {
  return w == Width::k32 ? asmjit::x86::Gp(asmjit::x86::gpd(r.code()))
                         : asmjit::x86::Gp(asmjit::x86::gpq(r.code()));
}
inline asmjit::x86::Gp gpq(Reg r) { return asmjit::x86::gpq(r.code()); }
inline asmjit::x86::Gp gpd(Reg r) { return asmjit::x86::gpd(r.code()); }
inline asmjit::x86::Xmm vec(Reg r) { return asmjit::x86::xmm(r.code()); }

static_assert(arch::MacroAssembler<MacroAssembler>);

}  // namespace shoal::arch::x64

#endif  // SHOAL_ARCH_X64_MACRO_ASSEMBLER_H_
