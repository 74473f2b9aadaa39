// The MacroAssembler for AArch64 (arch/macro_assembler.h says what its methods mean).
//
//  - Instructions take three operands, so few moves are needed; but memory operands have either an
//    index or a displacement, and immediates are small. What does not fit goes through kScratch2.
//  - Folding looks backwards: an instruction that could have taken a shift, an extension, a product
//    or a compare with 0 as part of itself takes back the one just emitted (last_), if its result
//    is dead. A branch consumes the flags: nobody asks for them after it.
//  - Branches reach 32 KiB (tbz), 1 MiB (b.cond, cbz) or 128 MiB (b). A function is emitted for the
//    reach it will most likely need; when a label turns out to be too far, beyond_reach() says so
//    and the function is emitted again.
//  - What may be entered indirectly begins with a landing pad (bti), so that code pages can be
//    guarded.
#ifndef SHOAL_ARCH_A64_MACRO_ASSEMBLER_H_
#define SHOAL_ARCH_A64_MACRO_ASSEMBLER_H_

#include <cstdint>
#include <span>
#include <utility>
#include <vector>

#include "arch/a64/encoder.h"
#include "arch/a64/registers.h"
#include "arch/call_layout.h"
#include "arch/macro_assembler.h"
#include "arch/operations.h"
#include "shoal/target.h"

namespace shoal::arch::a64 {

namespace arm = asmjit::a64;

/// What is emitted runs on every AArch64 CPU: no extension is asked for, so code is the same
/// wherever it is made. Landing pads are hints, which older CPUs pass over.
struct Features {
  static Features host() { return {}; }
  /// What this machine lacks to run what is emitted at all; null if nothing.
  static const char* host_lacks() { return nullptr; }
};

/// The best target that this machine can run.
inline Target host_target() { return Target::kAarch64; }

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
  /// kShort allows tbz (32 KiB), kMedium b.cond and cbz (1 MiB); kLong goes by b (128 MiB).
  void begin_function(Reach reach) {
    reach_ = reach;
    beyond_reach_ = false;
    last_ = {};
    absorbed_from_ = UINT32_MAX;
  }
  void end_function();
  bool beyond_reach() const { return beyond_reach_; }
  static Reach expected_reach(size_t body_bytes);
  static constexpr uint64_t kCodeReach = 128u << 20;
  void rewind(uint32_t offset);
  void align(uint32_t to);
  static constexpr uint32_t kCodeLine = 0;

  // --- Labels and jumps --------------------------------------------------------------------------
  Label new_label() {
    labels_.push_back({});
    return Label{static_cast<uint32_t>(labels_.size() - 1)};
  }
  void bind(Label l);
  bool is_used(Label l) const { return labels_[l.id].used; }
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
  static bool is_immediate(IntOp op, Width w, int64_t value);
  void binary_imm(IntOp op, Width w, Reg dst, Reg lhs, int64_t rhs, RegSet dead = {});
  void add_scaled(Width w, Reg dst, Reg base, Reg index, uint8_t shift, int32_t disp,
                  RegSet dead = {});
  static bool fits_sum(bool has_base, bool has_index, uint8_t shift, int32_t disp);
  static constexpr uint8_t kMaxScale = 31;
  void unary(IntUnary op, Width w, Reg dst, Reg src, RegSet dead = {});

  Constraint constraint(DivOp op) const;
  static constexpr Constraint kHighProduct = {};
  void multiply_high(bool is_signed, Reg dst, Reg lhs, Reg rhs);
  void divide(DivOp op, Width w, Reg dst, Reg lhs, Reg rhs, Label minus_one);
  void divide_by_minus_one(DivOp op, Width w, Reg dst, Reg lhs, Label resume, Label overflow);

  // --- Compares ----------------------------------------------------------------------------------
  void compare(Width w, Reg lhs, Reg rhs, RegSet dead = {});
  void compare_imm(Width w, Reg lhs, int64_t rhs, Cond c);
  void test(Width w, Reg lhs, Reg rhs);
  void test_imm(Width w, Reg lhs, int64_t rhs, RegSet dead = {});
  bool join_conditions(bool both, Reg first, Cond second);
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
  static bool prefers_base(int32_t disp, uint8_t log2);
  void effective_address(Reg dst, Reg index, uint64_t offset);
  void branch_beyond_4g(Reg r, Label l);
  void compare_with_context(Reg r, uint32_t offset);
  void add_context(Reg r, uint32_t offset);
  void sub_context(Reg r, uint32_t offset);
  void call_scratch_stub(uint32_t table, uint32_t index);

  // --- Frame -------------------------------------------------------------------------------------
  static constexpr uint32_t kFrameRecord = 16;
  // As many near cells as one pre-indexed store pair of the record can make room for.
  static constexpr uint32_t kNearCells = 60;
  static constexpr bool kPairsCells = true;
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

  // --- Traps -------------------------------------------------------------------------------------
  uint32_t trap();

  // --- Fuel --------------------------------------------------------------------------------------
  static constexpr uint32_t kMaxFuelCharge = kFuelBlock;
  uint32_t charge_fuel(Label exhausted);
  void patch_fuel(uint32_t at, uint32_t units);
  void charge_fuel(Reg units, uint8_t shift, Label exhausted);

 private:
  static constexpr int32_t kNowhere = -1;
  static constexpr Reg kScratch2 = x(17);
  static constexpr Reg kFloatScratch2 = v(30);

  // Branches, laid down as words. A forward branch is remembered until its label is bound.
  enum class BranchKind : uint8_t { kTest, kConditional, kAlways };  // 14, 19, 26 bits of words.
  struct Branch {
    uint32_t at;
    int32_t older;  ///< The branch before, to the same label; kNowhere ends the list.
    BranchKind kind;
  };
  struct LabelState {
    int32_t position = kNowhere;
    int32_t newest = kNowhere;  ///< In branches_.
    bool used = false;
  };

  /// What the newest instruction did, as far as the next one may want to take it back and do both
  /// at once. It is only known until something else is emitted or a label is bound: offset() is
  /// then no longer `end`.
  struct Last {
    enum class Kind : uint8_t {
      kNone,
      kCompare,       ///< Flags of `lhs` compared with `rhs`, or with `immediate` if there is none.
      kCompareZero,   ///< Flags of `lhs` compared with 0.
      kCompareFloat,  ///< Flags of `lhs` compared with `rhs`, floats.
      kSet,           ///< dst = `condition` of the flags, which are as they were
      kTestBit,       ///< Flags of bit `amount` of `lhs`.
      kMultiply,      ///< dst = lhs * rhs
      kShift,         ///< dst = lhs shifted (`op`: shl, shr_s, shr_u, rotr) by `amount`
      kExtend32S,     ///< dst = sign-extended low half of lhs, 64 bits
      kWrap,          ///< dst = low half of lhs
      kNot,           ///< dst = ~lhs
      kMask,          ///< dst = the low `amount` bits of lhs
      kLoadCell,      ///< 8 bytes at frame pointer + `cell` -> dst
      kStoreCell,     ///< lhs -> 8 bytes at frame pointer + `cell`
    };
    Kind kind = Kind::kNone;
    Width width = Width::k64;
    IntOp op = IntOp::kShl;
    Cond condition = Cond::kEq;
    uint8_t amount = 0;
    Reg dst = kNoReg, lhs = kNoReg, rhs = kNoReg;
    int32_t cell = 0, immediate = 0;
    uint32_t end = 0;
  };

  bool last_is(Last::Kind kind) const { return last_.kind == kind && last_.end == offset(); }
  /// True if the newest instruction is of that kind and only put `r` there for the one that comes
  /// now: `r` is `dst` or dead.
  bool feeds(Last::Kind kind, Reg r, Reg dst, RegSet dead) const {
    return last_is(kind) && last_.dst == r && (r == dst || dead.has(r));
  }
  /// Removes the newest instruction.
  Last take_back();
  void note(Last last);

  // Branches.
  void branch_to(uint32_t word, BranchKind kind, Label l);
  void patch_branch(const Branch& b, int32_t target);
  void branch_condition(uint32_t word, uint32_t inverse, Label l);
  void branch_flags(uint32_t condition, Label l);
  void branch_register(bool if_zero, Width w, Reg r, Label l);
  /// Of short reach only.
  void branch_bit(bool if_set, Reg r, uint8_t bit, Label l);

  // Parts of instructions.
  /// dst = src + value, for any value; destroys kScratch2 if it must. Also of the stack pointer.
  void add_imm(Width w, Reg dst, Reg src, int64_t value);
  /// The address as an operand for an access of 1 << log2 bytes; destroys kScratch2 if it must.
  Mem mem(const Address& a, uint8_t log2) {
    if (!a.index.valid() && is_displacement(a.disp, log2)) return Mem(a.base, a.disp);
    if (a.index.valid() && a.disp == 0) return Mem(a.base, a.index, a.index_width);
    return summed(a, log2);
  }
  /// One with both an index and a displacement, or with one beyond the limit.
  Mem summed(const Address& a, uint8_t log2);
  /// Drops the frame and as many bytes behind it; the return address is in its register.
  void pop_frame(uint32_t popped_bytes);
  /// kScratch2 = the 64-bit field of the context.
  void load_context_scratch(uint32_t offset);
  void access_pair(bool loads, Reg reg1, int32_t cell1, Reg reg2, int32_t cell2);
  void load_cell(Reg dst, int32_t cell);
  void store_cell(int32_t cell, Reg src);
  void copysign(Width w, Reg dst, Reg lhs, Reg rhs);
  void popcnt(Width w, Reg dst, Reg src);
  void shift_imm(IntOp op, Width w, Reg dst, Reg src, uint8_t count, RegSet dead);
  void add_shifted(Width w, Reg dst, Reg base, Reg index, uint8_t shift, RegSet dead);

  // Joining with the newest instruction (assembler_int.cc). True: done.
  void skip_wrap(Reg dst, Reg& lhs, Reg& rhs, RegSet dead);
  bool fold(IntOp op, Width w, Reg dst, Reg lhs, Reg rhs, RegSet dead);
  bool fold_increment(Width w, Reg dst, Reg lhs, Reg rhs, RegSet dead);
  bool fold_shift(IntOp op, Width w, Reg dst, Reg src, uint8_t count, RegSet dead);
  bool fold_extract(Bitfield sign, Width w, Reg dst, Reg src, uint32_t count, RegSet dead);

  ContextOffsets context_;
  bool folds_ = true;
  uint32_t absorbed_from_ = UINT32_MAX;
  Reach reach_ = Reach::kMedium;
  bool beyond_reach_ = false;
  uint32_t near_bytes_ = 0;
  uint32_t far_limit_ = 0;
  Encoder code_;
  std::vector<LabelState> labels_;
  std::vector<Branch> branches_;
  Last last_;
  Last before_last_;  ///< Ends where last_, a compare, begins; or is of no kind.
};

/// A condition as instructions encode it. Float compares leave flags for which one suffices each.
constexpr ConditionBits condition_bits(Cond c) {
  constexpr uint8_t kBits[] = {
      0x0, 0x1,  // eq ne
      0xB, 0xA,  // lt ge
      0xC, 0xD,  // gt le
      0x3, 0x2,  // lo hs
      0x8, 0x9,  // hi ls
      0x0, 0x1,  // equal; different or unordered: eq ne
      0x4, 0x5,  // less; not less: mi pl
      0xC, 0xD,  // greater; not greater: gt le
      0x9, 0x8,  // less or equal; not so: ls hi
      0xA, 0xB,  // greater or equal; not so: ge lt
  };
  return kBits[static_cast<uint8_t>(c)];
}

inline constexpr Width k32 = Width::k32, k64 = Width::k64;

// Operands as asmjit spells them.
// asmjit numbers zero 63, as 31 is its stack pointer.
inline uint32_t number(Reg r) { return r == kZero ? 63 : r.code(); }
inline arm::GpW gpw(Reg r) { return arm::w(number(r)); }
inline arm::GpX gpx(Reg r) { return arm::x(number(r)); }
inline arm::Gp gp(Width w, Reg r) { return w == Width::k32 ? arm::Gp(gpw(r)) : arm::Gp(gpx(r)); }
inline arm::Vec fp(Width w, Reg r) {
  return w == Width::k32 ? arm::Vec(arm::s(r.code())) : arm::Vec(arm::d(r.code()));
}
// Immediates.
/// True for an operand of add, sub and cmp, which are each other's inverse: of either sign.
constexpr bool is_arithmetic_imm(int64_t v) {
  return is_add_imm(v < 0 ? ~static_cast<uint64_t>(v) + 1 : static_cast<uint64_t>(v));
}
/// True for an operand of a sum in two instructions at most.
constexpr bool is_sum_imm(int64_t v) { return v >= -0xFFFFFF && v <= 0xFFFFFF; }
static_assert(arch::MacroAssembler<MacroAssembler>);

}  // namespace shoal::arch::a64

#endif  // SHOAL_ARCH_A64_MACRO_ASSEMBLER_H_
