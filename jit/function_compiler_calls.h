// Calls, tail calls, and calls of the runtime's C++ functions. Part of FunctionCompiler.
//
// A call saves volatile homes that changed since their last save, spills temporaries below the
// arguments, moves all arguments to their places as if at once, and reloads the homes afterwards.
// An imported function is called by the C convention where its type allows, as most are the host's
// (jit/vm_context.h, VmImport).
// A call through a record goes straight to the direct entry if the record belongs to this instance;
// else out of line, where the context changes hands (vm_context.h). A tail call to another instance
// is an ordinary call followed by a return: our caller counts on its context register.
#ifndef SHOAL_JIT_FUNCTION_COMPILER_CALLS_H_
#define SHOAL_JIT_FUNCTION_COMPILER_CALLS_H_

#include "jit/function_compiler.h"

namespace shoal::jit {

template <class Masm>
void FunctionCompiler<Masm>::save_homes() {
  checked_locals_.change_all();  // The callee may grow the memory, attach and detach heaps.
  plan_holds_ &= plan_.has_calls();
  for (Reg r : plan_.volatiles() - in_sync_) {
    masm_.store_frame(backup_kind(r), frame_.locals[home_local_[r.id]], r);
    in_sync_.add(r);
  }
}

template <class Masm>
void FunctionCompiler<Masm>::reload_homes() {
  for (Reg r : plan_.volatiles()) {
    masm_.load_frame(backup_kind(r), r, frame_.locals[home_local_[r.id]]);
  }
  if (plan_.volatile_constants().empty()) return;
  for (const ConstantHomes::Constant& c : plan_.constants()) {
    if (plan_.volatile_constants().has(c.home)) load_home(c);
  }
}

/// Emits the moves of the top operands, the arguments, to their places. Frozen.
template <class Masm>
void FunctionCompiler<Masm>::place_arguments(const arch::CallLayout& layout, uint32_t below_top) {
  const auto n = static_cast<uint32_t>(layout.args.size());
  frame_.reserve_outgoing(layout.stack_bytes);
  moves_.clear();
  for (uint32_t i = 0; i < n; ++i) {
    const arch::ValuePlace& place = layout.args[i];
    const Operand& o = stack_.peek(below_top + n - 1 - i);
    if (place.reg.valid()) {
      moves_.push_back({place.reg, o});
    } else {
      masm_.store_argument(place.kind, place.cell, stack_.readable(o));
    }
  }
  stack_.emit_moves(moves_);
}

template <class Masm>
void FunctionCompiler<Masm>::prepare_call(const arch::CallLayout& layout) {
  stack_.spill_for_call(static_cast<uint32_t>(layout.args.size()));
  save_homes();
  place_arguments(layout, 0);
}

template <class Masm>
void FunctionCompiler<Masm>::finish_call(const arch::CallLayout& layout, const FuncType& type) {
  masm_.restore_argument_area(layout.stack_bytes);
  stack_.pop(static_cast<uint32_t>(layout.args.size()));
  stack_.all_destroyed();
  // Results beyond the registers are copied out of the buffer first, while the scratch register
  // points to it.
  const uint32_t base = stack_.size();
  for (uint32_t i = 0; i < layout.results.size(); ++i) {
    if (layout.results[i].reg.valid()) stack_.take(layout.results[i].reg);
  }
  for (uint32_t i = 0; i < layout.results.size(); ++i) {
    const arch::ValuePlace& place = layout.results[i];
    if (place.reg.valid()) continue;
    const Reg copy = stack_.allocate(arch::Bank::kInt);
    masm_.load_field(Width::k64, copy, Masm::kScratch, static_cast<int32_t>(8 * place.cell));
    masm_.store_frame(arch::ValueKind::kI64, frame_.operand(base + i), copy);
    stack_.release(copy);
  }
  for (uint32_t i = 0; i < layout.results.size(); ++i) {
    const arch::ValuePlace& place = layout.results[i];
    const ValType t = type.results[i];
    if (place.reg.valid()) {
      stack_.push_reg(t, place.reg);
    } else {
      stack_.push(Operand::slot(t, frame_.operand(base + i)));
    }
  }
  reload_homes();
}

template <class Masm>
void FunctionCompiler<Masm>::call(uint32_t func) {
  const FuncType& type = info_.type_of(func);
  if (func < info_.imported_functions) {
    const arch::CallLayout& as_c = c_layout_of(info_.functions[func].type_index);
    // The way through the record is the one on which the host learns what fuel is left.
    if (as_c.fits_c() && !options_.fuel) return call_import(func, as_c);
  }
  const arch::CallLayout& layout = layout_of(info_.functions[func].type_index);
  prepare_call(layout);
  if (func >= info_.imported_functions) {
    const uint32_t at = masm_.call_direct();
    out_.links.push_back({at, func - info_.imported_functions});
    add_site(at, SiteKind::kCall);
  } else {
    masm_.load_context(Width::k64, Masm::kCallRecord, vm_.imported_function(func));
    external_call();
  }
  finish_call(layout, type);
}

/// Where the C convention puts the arguments and the result of imports of this type.
template <class Masm>
const arch::CallLayout& FunctionCompiler<Masm>::c_layout_of(uint32_t type_index) {
  c_layouts_.resize(layouts_.size());
  has_c_layout_.resize(layouts_.size());
  arch::CallLayout& layout = c_layouts_[type_index];
  if (!has_c_layout_[type_index]) {
    collect_kinds(info_.types[type_index]);
    layout.assign_c<Masm>(arch::kImportHiddenArguments, kinds_[0], kinds_[1]);
    has_c_layout_[type_index] = true;
  }
  return layout;
}

template <class Masm>
void FunctionCompiler<Masm>::call_import(uint32_t func, const arch::CallLayout& layout) {
  prepare_call(layout);
  plan_holds_ &= plan_.may_leave_instance();
  const uint32_t import = vm_.imported_function(func);
  add_site(masm_.call_import(import + context_field(offsetof(VmImport, code)),
                             import + context_field(offsetof(VmImport, self))),
           SiteKind::kCall);
  masm_.load_frame(arch::ValueKind::kI64, Masm::kContext, frame_.context);
  if (has_memory()) masm_.reload_memory(checked());
  finish_call(layout, info_.type_of(func));
}

/// Calls the record in kCallRecord, whose instance may be another, and comes back to ours.
template <class Masm>
void FunctionCompiler<Masm>::external_call() {
  plan_holds_ &= plan_.may_leave_instance();
  add_site(masm_.call_record(offsetof(VmFuncRef, context), offsetof(VmFuncRef, code)),
           SiteKind::kCall);
  masm_.load_frame(arch::ValueKind::kI64, Masm::kContext, frame_.context);
  if (has_memory()) masm_.reload_memory(checked());
}

/// Pops a table index and leaves the function's record in kCallRecord, held, its type verified.
template <class Masm>
void FunctionCompiler<Masm>::load_record(uint32_t type_index, uint32_t table) {
  const uint32_t fields = vm_.table(table);
  Operand index = stack_.pop();
  const Reg i = stack_.to_reg(index, {Masm::kCallRecord});
  stack_.take(Masm::kCallRecord);
  masm_.compare_with_context(i, fields + context_field(offsetof(VmTable, length)));
  const Reg element =
      branch_guarding(Cond::kGeU, trap(TrapKind::kUndefinedElement), Masm::kCallRecord, i);
  const Reg base = element == i ? Masm::kCallRecord : Masm::kScratch;
  masm_.load_context(Width::k64, base, fields + context_field(offsetof(VmTable, base)));
  masm_.load_element(Masm::kCallRecord, base, element);
  stack_.release(index);
  masm_.load_context(Width::k32, Masm::kScratch, vm_.type_id(type_index));
  // A null reference faults here, on the page at address 0.
  const uint32_t at = masm_.compare_field(Width::k32, Masm::kCallRecord,
                                          offsetof(VmFuncRef, type_id), Masm::kScratch);
  add_site(at, TrapKind::kUninitializedElement);
  branch_guarding(Cond::kNe, trap(TrapKind::kIndirectCallMismatch), Masm::kCallRecord,
                  Masm::kCallRecord);
}

template <class Masm>
void FunctionCompiler<Masm>::call_indirect(uint32_t type_index, uint32_t table) {
  const arch::CallLayout& layout = layout_of(type_index);
  load_record(type_index, table);
  prepare_call(layout);
  stack_.release(Masm::kCallRecord);
  masm_.compare_record_context(offsetof(VmFuncRef, context));
  OutOfLine& o = out_of_line(OutOfLine::Kind::kExternalCall);
  o.resume = masm_.new_label();
  const Label resume = o.resume;
  branch_guarding(Cond::kNe, o.entry, Masm::kCallRecord, Masm::kCallRecord);
  add_site(masm_.call_record_direct(offsetof(VmFuncRef, direct_code)), SiteKind::kCall);
  masm_.bind(resume);
  finish_call(layout, info_.types[type_index]);
}

template <class Masm>
void FunctionCompiler<Masm>::return_call(uint32_t func) {
  if (func < info_.imported_functions) {
    call(func);
    return_();
    return;
  }
  const arch::CallLayout& layout = layout_of(info_.functions[func].type_index);
  place_arguments(layout, 0);
  restore_preserved();
  masm_.begin_tail_call(layout_->stack_bytes, layout.stack_bytes, offsetof(VmContext, tail_target),
                        checked() && has_memory());
  out_.links.push_back({masm_.jump_direct(), func - info_.imported_functions});
}

template <class Masm>
void FunctionCompiler<Masm>::return_call_indirect(uint32_t type_index, uint32_t table) {
  const arch::CallLayout& layout = layout_of(type_index);
  load_record(type_index, table);
  place_arguments(layout, 0);
  stack_.release(Masm::kCallRecord);
  masm_.compare_record_context(offsetof(VmFuncRef, context));
  OutOfLine& o = out_of_line(OutOfLine::Kind::kExternalTailCall);
  branch_guarding(Cond::kNe, o.entry, Masm::kCallRecord, Masm::kCallRecord);
  restore_preserved();
  masm_.begin_tail_call(layout_->stack_bytes, layout.stack_bytes, offsetof(VmContext, tail_target),
                        checked() && has_memory());
  masm_.jump_record_direct(offsetof(VmFuncRef, direct_code));
}

// --- The runtime's functions ---------------------------------------------------------------------

/// Calls a builtin with popped operands as arguments behind the context. Its result, if any, is in
/// kCResult.
template <class Masm>
void FunctionCompiler<Masm>::call_builtin(Builtin builtin, std::span<Operand> args) {
  stack_.spill_for_call(0);
  save_homes();
  moves_.clear();
  for (size_t i = 0; i < args.size(); ++i) moves_.push_back({Masm::kCArgs[i + 1], args[i]});
  stack_.emit_moves(moves_);
  for (const Operand& o : args) stack_.release(o);
  if (options_.fuel) charge_bulk(builtin, Masm::kCArgs[args.size()]);
  const uint32_t at =
      masm_.call_builtin(offsetof(VmContext, builtins), static_cast<uint32_t>(builtin));
  add_site(at, SiteKind::kCall);
  stack_.all_destroyed();
  reload_homes();
  if (checked() && has_memory()) masm_.reload_memory(true);
}

/// After a builtin that returns bool: false traps.
template <class Masm>
void FunctionCompiler<Masm>::trap_if_refused() {
  masm_.test_imm(Width::k32, Masm::kCResult, 0xFF);
  masm_.branch(Cond::kEq, out_of_line(OutOfLine::Kind::kPendingTrap).entry);
}

/// After a builtin that returns a 64-bit number of which wasm sees the low half.
template <class Masm>
void FunctionCompiler<Masm>::push_builtin_i32() {
  stack_.take(Masm::kCResult);
  masm_.convert(arch::Convert::kI32WrapI64, Masm::kCResult, Masm::kCResult);
  stack_.push_reg(ValType::kI32, Masm::kCResult);
}

template <class Masm>
void FunctionCompiler<Masm>::memory_grow(uint32_t memory) {
  Operand delta = stack_.pop();
  Operand args[] = {Operand::constant(ValType::kI32, memory), delta};
  call_builtin(Builtin::kMemoryGrow, args);
  push_builtin_i32();
}

template <class Masm>
void FunctionCompiler<Masm>::memory_fill(uint32_t memory) {
  Operand n = stack_.pop(), value = stack_.pop(), dst = stack_.pop();
  Operand args[] = {Operand::constant(ValType::kI32, memory), dst, value, n};
  call_builtin(Builtin::kMemoryFill, args);
  trap_if_refused();
}

template <class Masm>
void FunctionCompiler<Masm>::memory_copy(uint32_t dst_memory, uint32_t src_memory) {
  Operand n = stack_.pop(), src = stack_.pop(), dst = stack_.pop();
  Operand args[] = {Operand::constant(ValType::kI32, dst_memory),
                    Operand::constant(ValType::kI32, src_memory), dst, src, n};
  call_builtin(Builtin::kMemoryCopy, args);
  trap_if_refused();
}

template <class Masm>
void FunctionCompiler<Masm>::memory_init(uint32_t, uint32_t segment) {
  Operand n = stack_.pop(), src = stack_.pop(), dst = stack_.pop();
  Operand args[] = {Operand::constant(ValType::kI32, segment), dst, src, n};
  call_builtin(Builtin::kMemoryInit, args);
  trap_if_refused();
}

template <class Masm>
void FunctionCompiler<Masm>::data_drop(uint32_t segment) {
  Operand args[] = {Operand::constant(ValType::kI32, segment)};
  call_builtin(Builtin::kDataDrop, args);
}

template <class Masm>
void FunctionCompiler<Masm>::table_grow(uint32_t table) {
  Operand delta = stack_.pop(), init = stack_.pop();
  Operand args[] = {Operand::constant(ValType::kI32, table), init, delta};
  call_builtin(Builtin::kTableGrow, args);
  push_builtin_i32();
}

template <class Masm>
void FunctionCompiler<Masm>::table_fill(uint32_t table) {
  Operand n = stack_.pop(), value = stack_.pop(), dst = stack_.pop();
  Operand args[] = {Operand::constant(ValType::kI32, table), dst, value, n};
  call_builtin(Builtin::kTableFill, args);
  trap_if_refused();
}

template <class Masm>
void FunctionCompiler<Masm>::table_copy(uint32_t dst_table, uint32_t src_table) {
  Operand n = stack_.pop(), src = stack_.pop(), dst = stack_.pop();
  Operand args[] = {Operand::constant(ValType::kI32, dst_table),
                    Operand::constant(ValType::kI32, src_table), dst, src, n};
  call_builtin(Builtin::kTableCopy, args);
  trap_if_refused();
}

template <class Masm>
void FunctionCompiler<Masm>::table_init(uint32_t table, uint32_t segment) {
  Operand n = stack_.pop(), src = stack_.pop(), dst = stack_.pop();
  Operand args[] = {Operand::constant(ValType::kI32, table),
                    Operand::constant(ValType::kI32, segment), dst, src, n};
  call_builtin(Builtin::kTableInit, args);
  trap_if_refused();
}

template <class Masm>
void FunctionCompiler<Masm>::elem_drop(uint32_t segment) {
  Operand args[] = {Operand::constant(ValType::kI32, segment)};
  call_builtin(Builtin::kElemDrop, args);
}

}  // namespace shoal::jit

#endif  // SHOAL_JIT_FUNCTION_COMPILER_CALLS_H_
