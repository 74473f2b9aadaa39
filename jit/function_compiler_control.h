// Blocks, branches, select. Part of FunctionCompiler.
//
// A label's values are in label form (operand_stack.h) whenever control passes to it, and nothing
// else differs between the paths; so a branch is `transfer` and a jump. For a conditional branch
// the transfer must not be seen by the other path: moves into a free register are harmless,
// anything else goes behind an inverted branch.
#ifndef SHOAL_JIT_FUNCTION_COMPILER_CONTROL_H_
#define SHOAL_JIT_FUNCTION_COMPILER_CONTROL_H_

#include "jit/function_compiler.h"

namespace shoal::jit {

constexpr uint8_t kVoidBlock = 0x40;

template <class Masm>
void FunctionCompiler<Masm>::bind(Label l) {
  masm_.bind(l);
  stack_.forget_cached();
  in_sync_ = {};
}

template <class Masm>
void FunctionCompiler<Masm>::block(const BlockType& type) {
  const auto params = static_cast<uint32_t>(type.params.size());
  stack_.flush(params);
  controls_.push_back({Control::Kind::kBlock,
                       stack_.size() - params,
                       type.params,
                       type.results,
                       masm_.new_label(),
                       {},
                       {},
                       checked_locals_.open_block()});
}

/// What follows is most likely a switch: blocks open side by side, one for each case.
template <class Masm>
bool FunctionCompiler<Masm>::begins_with_switch() const {
  constexpr ptrdiff_t kLookahead = 24;
  const uint8_t* p = decoder_.pc();
  const uint8_t* const end = p + std::min(decoder_.end() - p, kLookahead);
  int blocks = 0;
  for (; p + 1 < end; ++p) {
    if (p[0] != static_cast<uint8_t>(Op::kBlock) || p[1] != kVoidBlock) {
      blocks = 0;
    } else if (++blocks == 4) {
      return true;
    } else {
      ++p;
    }
  }
  return false;
}

/// Before a loop: one that is small starts a new line of the instruction cache if it would take
/// two; one that begins with a switch always does.
template <class Masm>
void FunctionCompiler<Masm>::keep_together() {
  constexpr uint32_t kLine = Masm::kCodeLine;
  if constexpr (kLine != 0) {
    const uint32_t body = plan_.tight_loop_at(static_cast<size_t>(decoder_.pc() - code_));
    const uint32_t bytes = body + body / 4;  // Of machine code, as a rule.
    const bool splits = bytes <= kLine && masm_.offset() % kLine + bytes > kLine;
    if (splits || begins_with_switch()) masm_.align(kLine);
  }
}

template <class Masm>
void FunctionCompiler<Masm>::loop(const BlockType& type) {
  const auto params = static_cast<uint32_t>(type.params.size());
  stack_.flush(params);
  const uint32_t height = stack_.size() - params;
  stack_.transfer(params, height);
  stack_.enter_label(height, type.params);
  const Label header = masm_.new_label();
  keep_together();
  bind(header);
  controls_.push_back({Control::Kind::kLoop,
                       height,
                       type.params,
                       type.results,
                       header,
                       {},
                       {},
                       checked_locals_.open_loop()});
  if (options_.interruptible) {
    OutOfLine& poll = out_of_line(OutOfLine::Kind::kLoopPoll);
    poll.resume = masm_.new_label();
    const Label resume = poll.resume;
    masm_.branch_stack_exhausted(poll.entry);
    masm_.bind(resume);
  }
}

template <class Masm>
void FunctionCompiler<Masm>::if_(const BlockType& type) {
  const Cond cond = pop_condition();
  const auto params = static_cast<uint32_t>(type.params.size());
  stack_.flush(params);
  const uint32_t height = stack_.size() - params;
  if (params != 0) {
    stack_.transfer(params, height);
    stack_.enter_label(height, type.params);
  }
  const Label otherwise = masm_.new_label();
  masm_.branch(negate(cond), otherwise);
  controls_.push_back({Control::Kind::kIf,
                       height,
                       type.params,
                       type.results,
                       masm_.new_label(),
                       otherwise,
                       {},
                       checked_locals_.open_block()});
}

template <class Masm>
void FunctionCompiler<Masm>::else_(bool then_reachable) {
  Control& c = controls_.back();
  if (then_reachable) {
    stack_.transfer(static_cast<uint32_t>(c.results.size()), c.height);
    masm_.jump(c.label);
  }
  bind(c.else_label);
  c.else_label = {};
  stack_.enter_label(c.height, c.params);
  checked_locals_.reach_else(c.checked);
}

template <class Masm>
void FunctionCompiler<Masm>::end(bool fallthrough, bool live_after) {
  const Control c = controls_.back();
  controls_.pop_back();
  if (c.kind == Control::Kind::kFunction) {
    if (fallthrough) place_results();
    if (masm_.is_used(return_label_)) {
      masm_.bind(return_label_);
      emit_epilogue();
    } else if (fallthrough) {
      emit_epilogue();
    }
    return;
  }
  const bool merges =
      c.kind != Control::Kind::kLoop && (masm_.is_used(c.label) || c.else_label.valid());
  checked_locals_.close(c.checked, merges);
  if (merges) {
    if (fallthrough) stack_.transfer(static_cast<uint32_t>(c.results.size()), c.height);
    if (c.else_label.valid()) bind(c.else_label);
    if (masm_.is_used(c.label)) bind(c.label);
    stack_.enter_label(c.height, c.results);
  } else if (!fallthrough) {
    assert(!live_after);
    stack_.enter_label(c.height, {});
  }
  (void)live_after;
}

template <class Masm>
arch::Reg FunctionCompiler<Masm>::branch_guarding(Cond c, Label failed, Reg dst, Reg src,
                                                  Reg fallback) {
  if (!options_.spectre) {
    masm_.branch(c, failed);
    return src;
  }
  masm_.branch_clamped(c, failed, dst, src, fallback);
  return dst;
}

/// Everything that a taken branch to `target` does, jump included. Frozen.
template <class Masm>
void FunctionCompiler<Masm>::branch_out(Control& target) {
  if (target.kind == Control::Kind::kFunction) {
    place_results();
    leave_function();
  } else {
    stack_.transfer(static_cast<uint32_t>(target.label_types().size()), target.height);
    masm_.jump(target.label);
  }
}

template <class Masm>
void FunctionCompiler<Masm>::br(uint32_t depth) {
  branch_out(control(depth));
}

template <class Masm>
void FunctionCompiler<Masm>::br_if(uint32_t depth) {
  const Cond cond = pop_condition();
  Control& target = control(depth);
  const auto values = static_cast<uint32_t>(target.label_types().size());
  const bool by_registers = values <= 1;  // Then a function's results are in label form, too.
  if (by_registers && !stack_.is_transferred(values, target.height)) {
    const Reg to = stack_.canonical(stack_.peek().type);
    if (stack_.is_free(to)) {
      stack_.transfer(values, target.height);
      stack_.destroyed(to);
      masm_.branch(cond, target.label);
      return;
    }
  } else if (by_registers || (target.kind != Control::Kind::kFunction &&
                              stack_.is_transferred(values, target.height))) {
    masm_.branch(cond, target.label);
    return;
  }
  const Label stay = masm_.new_label();
  masm_.branch(negate(cond), stay);
  branch_out(target);
  masm_.bind(stay);
}

// All targets without values, or with one, are jumped to directly: the value is in its register.
// Others go through a stub each, which moves the values.
template <class Masm>
void FunctionCompiler<Masm>::br_table(std::span<const uint32_t> depths) {
  const auto values = static_cast<uint32_t>(control(depths.back()).label_types().size());
  Operand index = stack_.pop();
  RegSet except;
  if (values == 1) except.add(stack_.canonical(stack_.peek().type));
  const Reg index_reg = stack_.to_reg(index, except);
  if (values == 1) {
    Operand value = stack_.pop();
    stack_.to_fixed(value, stack_.canonical(value.type));
    stack_.push(value);
  }
  table_labels_.clear();
  for (uint32_t depth : depths) {
    Control& target = control(depth);
    if (values <= 1) {
      table_labels_.push_back(target.label);
    } else {
      if (!target.table_stub.valid()) target.table_stub = masm_.new_label();
      table_labels_.push_back(target.table_stub);
    }
  }
  const Label otherwise = table_labels_.back();
  table_labels_.pop_back();
  if (!table_labels_.empty()) {
    // Before the branch: what it may spill must be spilled on both paths.
    const Reg temp = stack_.allocate(arch::Bank::kInt, except);
    masm_.compare_imm(Width::k32, index_reg, static_cast<int64_t>(table_labels_.size()),
                      Cond::kGeU);
    const Reg guarded = branch_guarding(Cond::kGeU, otherwise, temp, index_reg);
    const DataRange table = masm_.jump_table(guarded, temp, table_labels_);
    if (table.size != 0) out_.data.push_back(table);
    stack_.release(temp);
  } else if (values <= 1) {
    masm_.jump(otherwise);
  }
  stack_.release(index);
  if (values <= 1) return;
  for (uint32_t depth : depths) {
    Control& target = control(depth);
    if (!target.table_stub.valid()) continue;
    if (full())
      return;  // One instruction can ask for a thousand moves to each of a million labels.
    masm_.bind(target.table_stub);
    target.table_stub = {};
    branch_out(target);
  }
}

/// Brings the function's results, the top operands, to where callers expect them. Frozen.
template <class Masm>
void FunctionCompiler<Masm>::place_results() {
  const auto& places = layout_->results;
  const auto n = static_cast<uint32_t>(places.size());
  moves_.clear();
  for (uint32_t i = 0; i < n; ++i) {
    const Operand& o = stack_.peek(n - 1 - i);
    if (places[i].reg.valid()) {
      moves_.push_back({places[i].reg, o});
      continue;
    }
    const uint32_t field = vm_.results + 8 * places[i].cell;
    const Reg r = stack_.readable(o);
    if (r.is_float()) {
      masm_.store_context_float(o.width(), field, r);
    } else {
      masm_.store_context(o.width(), field, r);
    }
  }
  stack_.emit_moves(moves_);
}

/// Returns, results in place: at once where that is short, else through the common epilogue.
template <class Masm>
void FunctionCompiler<Masm>::leave_function() {
  if (plan_.preserved().count() <= 1) {
    emit_epilogue();
  } else {
    masm_.jump(return_label_);
  }
}

template <class Masm>
void FunctionCompiler<Masm>::return_() {
  place_results();
  leave_function();
}

// --- Conditions ----------------------------------------------------------------------------------

template <class Masm>
arch::Cond FunctionCompiler<Masm>::pop_condition() {
  Operand o = stack_.pop();
  if (o.kind == Kind::kFlags) return o.cond;
  const Reg r = stack_.to_reg(o);
  masm_.compare_imm(Width::k32, r, 0, Cond::kNe);
  stack_.release(o);
  return Cond::kNe;
}

template <class Masm>
void FunctionCompiler<Masm>::push_condition(Cond c) {
  if (const Reg t = target(ValType::kI32); t.valid()) {
    masm_.set(c, t);
    return stack_.push_reg(ValType::kI32, t);
  }
  stack_.push_flags(c);
  if (!options_.tuning.fused_compares) stack_.settle_flags();
}

template <class Masm>
void FunctionCompiler<Masm>::select(ValType type) {
  const Cond cond = pop_condition();
  Operand if_false = stack_.pop();
  Operand if_true = stack_.pop();
  const Reg target_reg = target(type);
  const Reg t = to_reg_or_zero(if_true), f = to_reg_or_zero(if_false);
  const Reg dst = stack_.destination(type, target_reg, if_true, if_false);
  if (is_float(type)) {
    masm_.select_float(cond, dst, t, f);
  } else {
    masm_.select(cond, width_of(type), dst, t, f);
  }
  stack_.push_reg(type, dst);
}

}  // namespace shoal::jit

#endif  // SHOAL_JIT_FUNCTION_COMPILER_CONTROL_H_
