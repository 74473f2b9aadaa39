// The interface that every CPU's MacroAssembler offers (arch/x64, arch/a64), and what each method
// means: all that the function compiler, a template over it, knows of a CPU.
//
// Contracts that hold for every method
//  - Sources are read before the destination is written, or the method copes: any destination may
//    be any source.
//  - The scratch registers may be destroyed; nothing else but the destination and the flags.
//  - Moves, loads, stores of registers, move_imm, add_scaled and load_frame leave the flags alone,
//    so a compare may be separated from what asks for its result by them.
//  - A branch, set or select ends the life of the flags: nobody asks for them again.
//  - Methods that return an offset return that of the instruction that may fault, or of a call's
//    return address.
#ifndef SHOAL_ARCH_MACRO_ASSEMBLER_H_
#define SHOAL_ARCH_MACRO_ASSEMBLER_H_

#include <concepts>
#include <cstdint>
#include <span>

#include "arch/call_layout.h"
#include "arch/operations.h"
#include "arch/registers.h"

namespace shoal::arch {

template <class M>
concept MacroAssembler = requires(M m, const M& c, Reg r, Width w, Cond cond, Label l, IntOp int_op,
                                  DivOp div_op, IntUnary unary, FloatOp float_op,
                                  FloatUnary float_unary, Convert convert, LoadKind load,
                                  StoreKind store, Address address, ValueKind kind,
                                  std::span<const Label> labels, RegSet regs, uint32_t u32,
                                  int32_t i32, uint64_t u64, int64_t i64, uint8_t u8, uint8_t* code,
                                  Reach reach, bool flag) {
  // --- Registers (arch/*/registers.h) --------------------------------------------------------------
  // The context and the memory base are pinned, the memory limit in checked code only; a function
  // record waits in kCallRecord while arguments are placed.
  requires std::same_as<std::remove_cv_t<decltype(M::kTemporaries)>, RegSet>;
  { M::kContext } -> std::convertible_to<Reg>;
  { M::kMemoryBase } -> std::convertible_to<Reg>;
  { M::kMemoryLimit } -> std::convertible_to<Reg>;
  { M::kScratch } -> std::convertible_to<Reg>;
  { M::kFloatScratch } -> std::convertible_to<Reg>;
  { M::kCallRecord } -> std::convertible_to<Reg>;
  // Reads as 0 where it is stored or selected; kNoReg if the CPU has none.
  { M::kZeroRegister } -> std::convertible_to<Reg>;
  { M::kCResult } -> std::convertible_to<Reg>;
  std::span<const Reg>(M::kCArgs);
  std::span<const Reg>(M::kVolatileHomes);
  std::span<const Reg>(M::kPreservedHomes);
  // The last of the preserved homes: what is left of the fuel, in code that counts it.
  { M::kFuel } -> std::convertible_to<Reg>;
  std::span<const Reg>(M::kVolatileFloatHomes);
  std::span<const Reg>(M::kPreservedFloatHomes);

  // --- The buffer --------------------------------------------------------------------------------
  { c.offset() } -> std::same_as<uint32_t>;
  { c.code() } -> std::same_as<std::span<const uint8_t>>;
  // Something was refused (out of memory); the code is then unusable.
  { c.failed() } -> std::same_as<bool>;
  // Whether an instruction may absorb the one before (on by default).
  m.set_folding(flag);
  // Where the first instruction began that others absorbed since this was last asked in the
  // function; UINT32_MAX if there is none.
  { m.absorbed_from() } -> std::same_as<uint32_t>;
  // Functions are emitted one after the other. The reach bounds the branches in this one.
  m.begin_function(reach);
  // Forgets all labels. Every label used must be bound.
  m.end_function();
  // A branch of the function does not reach its label: the code is unusable, a longer reach needed.
  { c.beyond_reach() } -> std::same_as<bool>;
  // The reach that a function with a body of so many bytes will most likely need.
  { M::expected_reach(size_t{}) } -> std::same_as<Reach>;
  // Bytes of code that direct calls and branches of the longest kind can span.
  { M::kCodeReach } -> std::convertible_to<uint64_t>;
  // Drops what was emitted from an offset on, and all labels.
  m.rewind(u32);
  m.align(u32);
  // Small loops and dispatches are worth to be kept within lines of so many bytes; 0: they are not.
  { M::kCodeLine } -> std::convertible_to<uint32_t>;

  // --- Labels and jumps --------------------------------------------------------------------------
  { m.new_label() } -> std::same_as<Label>;
  m.bind(l);
  { c.is_used(l) } -> std::same_as<bool>;
  m.jump(l);
  m.branch(cond, l);
  // A branch that misprediction cannot get past. If the condition does not hold, destination =
  // source; where the CPU only guesses so, destination = fallback, or 0 if that is no register.
  m.branch_clamped(cond, l, r, r, r);
  m.branch_zero(w, r, l);
  m.branch_nonzero(w, r, l);
  // Index, temporary, targets: jumps to targets[index]; the index must be below their number; the
  // temporary is destroyed. Returns where in the code the table lies, if it is data and no code.
  { m.jump_table(r, r, labels) } -> std::same_as<DataRange>;

  // --- Moves -------------------------------------------------------------------------------------
  m.move(w, r, r);
  m.move_float(r, r);
  m.move_imm(r, u64);
  m.clear(r);  // To 0; destroys the flags.
  m.move_float_imm(w, r, u64);
  // The instructions that put a constant into a register; a long one counts twice.
  { M::constant_cost(Bank{}, u64) } -> std::same_as<uint8_t>;

  // --- Integer arithmetic ------------------------------------------------------------------------
  { c.constraint(int_op) } -> std::same_as<Constraint>;
  // Destination, operands, and registers whose contents nobody needs afterwards: the instruction
  // before, which put an operand into one of them, may be folded into this one.
  m.binary(int_op, w, r, r, r, regs);
  // The value can be the right operand directly. binary_imm takes any 32-bit value, but with more
  // instructions.
  { M::fits(int_op, w, i64) } -> std::same_as<bool>;
  // Nor does it take an instruction more than a register.
  { M::is_immediate(int_op, w, i64) } -> std::same_as<bool>;
  m.binary_imm(int_op, w, r, r, i64, regs);
  // Destination = base + (index << shift) + displacement, with dead registers as above; base or
  // index may be absent. fits_sum: it is one instruction, given which of the two are there.
  m.add_scaled(w, r, r, r, u8, i32, regs);
  { M::fits_sum(flag, flag, u8, i32) } -> std::same_as<bool>;
  { M::kMaxScale } -> std::convertible_to<uint8_t>;
  m.unary(unary, w, r, r, regs);
  { c.constraint(div_op) } -> std::same_as<Constraint>;
  // Destination, operands, and where to go when the divisor is -1 (signed forms); an invalid label
  // means that it cannot be. The divisor is not 0.
  m.divide(div_op, w, r, r, r, l);
  // The code there: destination, dividend, where to resume, the trap of an overflow.
  m.divide_by_minus_one(div_op, w, r, r, l, l);
  // The upper half of the product of two 64-bit factors, signed or not; and what registers it
  // insists on: `lhs` for one factor, which is destroyed, `clobbers` that the other may be in.
  { M::kHighProduct } -> std::convertible_to<Constraint>;
  m.multiply_high(flag, r, r, r);

  // --- Compares ----------------------------------------------------------------------------------
  // With dead registers as for binary.
  m.compare(w, r, r, regs);
  // Of what fits kSub. The condition is the only one that will be asked of the flags.
  m.compare_imm(w, r, i64, cond);
  // Compares the operands' conjunction with 0: kEq and kNe can be asked.
  m.test(w, r, r);
  m.test_imm(w, r, i64, regs);
  // Both (else either), a register and a condition: the newest instruction compared something, the
  // one before set the register to 0 or 1, which nobody else needs. True: the condition now holds
  // exactly if it held and the register was 1 (or either). False: nothing was done.
  { m.join_conditions(flag, r, cond) } -> std::same_as<bool>;
  // After it, this condition of floats can be asked.
  m.compare_float(w, cond, r, r, regs);
  m.set(cond, r);              // Destination = condition ? 1 : 0
  m.select(cond, w, r, r, r);  // Destination = condition ? left : right
  m.select_float(cond, r, r, r);

  // --- Floating point ----------------------------------------------------------------------------
  m.binary_float(float_op, w, r, r, r, regs);
  m.unary_float(float_unary, w, r, r);
  m.convert(convert, r, r);  // Every conversion but the truncations.
  // Destination, source (of different banks), and where to go, with the destination undefined, when
  // the result may not be representable.
  m.truncate(convert, r, r, l);
  // The code there: the exact rule of the specification. Labels: where to resume; the traps of a
  // NaN and of an overflow, which saturating forms do not use.
  m.truncate_slow(convert, r, r, l, l, l);

  // --- Memory ------------------------------------------------------------------------------------
  { m.load(load, r, address) } -> std::same_as<uint32_t>;
  { m.store(store, address, r) } -> std::same_as<uint32_t>;
  { M::fits_store(store, u64) } -> std::same_as<bool>;
  { m.store_imm(store, address, u64) } -> std::same_as<uint32_t>;
  // An access of 1 << log2 bytes with an index and this displacement takes an addition of its own,
  // which a base register that already has the index would spare.
  { M::prefers_base(i32, u8) } -> std::same_as<bool>;
  // Destination = (64-bit) index + offset; the index may be absent.
  m.effective_address(r, r, u64);
  m.branch_beyond_4g(r, l);  // If the 33-bit address in the register is 4 GiB or more.
  // With a 64-bit field of the context, by its offset.
  m.compare_with_context(r, u32);
  m.add_context(r, u32);
  m.sub_context(r, u32);
  // kScratch -> kScratch through the stub whose address is at [[context + table] + 8 * index];
  // every other register survives.
  m.call_scratch_stub(u32, u32);

  // --- Frame -------------------------------------------------------------------------------------
  // Offsets are from the frame pointer (jit's frame layout): the frame record, near cells above it,
  // then stack arguments; far cells below it.
  { M::kFrameRecord } -> std::convertible_to<uint32_t>;
  { M::kNearCells } -> std::convertible_to<uint32_t>;
  // Neighbouring whole cells are cheaper to access than halves of them.
  { M::kPairsCells } -> std::convertible_to<bool>;
  // The external entry's own work: takes over thread and stack limit from the context in kScratch,
  // and looks at that limit again after the copy, in case somebody changed it to stop the caller;
  // loads memory base and (checked code) limit. Falls through to the direct entry.
  m.external_entry(flag, flag);
  // A likely bound of the bytes below the record, for which the prologue and epilogue are shorter:
  // given how many are known to be needed, the size of the function's body, and whether it calls.
  { M::expected_far_bytes(u32, size_t{}, flag) } -> std::same_as<uint32_t>;
  // Builds the frame: the bytes of near cells, a bound of the bytes below the record, and whether
  // the function may be called through a record. How many are below is patched in later.
  { m.enter(u32, u32, flag) } -> std::same_as<uint32_t>;
  m.patch_frame(u32, u32);
  m.branch_stack_exhausted(l);  // If the stack pointer is below the context's limit.
  // Before a trap of the stack check: brings the stack pointer back above the limit.
  m.drop_frame();
  m.leave(u32);  // Returns, popping so many bytes of stack arguments.
  m.load_frame(kind, r, i32);
  m.store_frame(kind, i32, r);
  m.store_frame_imm(kind, i32, u64);
  // Zeroes so many cells of 8 bytes upward from an offset. Before arguments are moved; destroys
  // temporaries that are no argument registers.
  m.zero_frame(i32, u32);
  m.store_argument(kind, u32, r);  // Outgoing stack argument, by its cell.

  // --- Context -----------------------------------------------------------------------------------
  m.load_context(w, r, u32);
  m.store_context(w, u32, r);
  m.store_context_float(w, u32, r);
  m.load_field(w, r, r, i32);
  { m.compare_field(w, r, i32, r) } -> std::same_as<uint32_t>;
  m.load_element(r, r, r);  // Destination = the 8-byte element of base[index].
  m.store_element(r, r, r);
  m.context_address(r, u32);
  m.reload_memory(flag);  // What is pinned, after something that may have changed it.

  // --- Calls -------------------------------------------------------------------------------------
  { m.call_direct() } -> std::same_as<uint32_t>;  // In the module, to be linked with link_call.
  { m.jump_direct() } -> std::same_as<uint32_t>;
  M::link_call(code, u32, u32);
  // Calls the record in kCallRecord, given the offsets of its context and code, in whatever
  // instance it belongs to. The context register is the callee's afterwards.
  { m.call_record(u32, u32) } -> std::same_as<uint32_t>;
  // Calls or jumps to the record's direct entry.
  { m.call_record_direct(u32) } -> std::same_as<uint32_t>;
  m.jump_record_direct(u32);
  m.compare_record_context(u32);
  // Calls a C++ function through [[context + table] + 8 * index], its first argument the context.
  { m.call_builtin(u32, u32) } -> std::same_as<uint32_t>;
  // Calls a C function, both it and its first argument fields of the context, after noting in the
  // thread where we leave.
  { m.call_import(u32, u32) } -> std::same_as<uint32_t>;
  m.restore_argument_area(u32);  // After a call that popped so many bytes.
  // Turns this frame into the callee's: moves `to` bytes of stack arguments from the outgoing area
  // to where they belong in place of our `from`, and drops the frame, so that a jump makes the
  // call. kCallRecord survives, if need be in a field of the context; checked code's limit too.
  m.begin_tail_call(u32, u32, u32, flag);

  // --- Fuel --------------------------------------------------------------------------------------
  // Takes units from kFuel and branches if it falls below 0; destroys the flags. How many is patched
  // in later: at most kMaxFuelCharge.
  { m.charge_fuel(l) } -> std::same_as<uint32_t>;
  m.patch_fuel(u32, u32);
  { M::kMaxFuelCharge } -> std::convertible_to<uint32_t>;
  m.charge_fuel(r, u8, l);  // The same, of as many units as the register, shifted right, says.

  { m.trap() } -> std::same_as<uint32_t>;  // The undefined instruction.
};

}  // namespace shoal::arch

#endif  // SHOAL_ARCH_MACRO_ASSEMBLER_H_
