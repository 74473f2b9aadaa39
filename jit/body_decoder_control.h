// BodyDecoder's handlers of control instructions: blocks, branches and calls.
#ifndef SHOAL_JIT_BODY_DECODER_CONTROL_H_
#define SHOAL_JIT_BODY_DECODER_CONTROL_H_

#include "jit/body_decoder.h"  // which includes this file at its end

namespace shoal::jit {

template <class Consumer>
inline bool BodyDecoder<Consumer>::enter(FrameKind kind, BlockType* type) {
  return read_block_type(in_, info_, type) && (kind != FrameKind::kIf || pop_i32()) &&
         push_frame(kind, *type);
}

template <class Consumer>
inline bool BodyDecoder<Consumer>::on_block() {
  BlockType type;
  if (!enter(FrameKind::kBlock, &type)) return false;
  if (live_) consumer_.block(type);
  return true;
}

template <class Consumer>
inline bool BodyDecoder<Consumer>::on_loop() {
  BlockType type;
  if (!enter(FrameKind::kLoop, &type)) return false;
  if (live_) consumer_.loop(type);
  return true;
}

template <class Consumer>
inline bool BodyDecoder<Consumer>::on_if() {
  BlockType type;
  if (!enter(FrameKind::kIf, &type)) return false;
  if (live_) consumer_.if_(type);
  return true;
}

template <class Consumer>
inline bool BodyDecoder<Consumer>::on_else() {
  ControlFrame& frame = current();
  if (frame.kind != FrameKind::kIf) {
    return fail_else();
  }
  if (!pop_results()) return false;
  const bool then_reachable = live_;
  frame.kind = FrameKind::kElse;
  frame.unreachable = false;
  frame.branched |= then_reachable;
  live_ = frame.reported;
  if (frame.reported) {
    if (!then_reachable) report_before(Op::kElse);
    consumer_.else_(then_reachable);
  }
  return push_all(frame.type.params);
}

template <class Consumer>
inline bool BodyDecoder<Consumer>::on_end() {
  const ControlFrame& frame = current();
  const std::span<const ValType> results = frame.type.results;
  const bool reported = frame.reported;
  const bool branched = frame.branched;
  const bool lone_if = frame.kind == FrameKind::kIf;
  if (lone_if && !std::ranges::equal(frame.type.params, results)) {
    return fail_lone_if();
  }
  if (!pop_results()) return false;
  pop_frame();
  if (reported) {
    const bool fallthrough = live_;
    const bool live_after = fallthrough || branched || lone_if;
    if (!fallthrough) report_before(Op::kEnd);
    live_ = live_after;
    consumer_.end(fallthrough, live_after);
  }
  if (frames_.empty()) [[unlikely]] {
    if (!in_.at_end()) fail_trailing_bytes();
    return false;
  }
  return push_all(results);
}

template <class Consumer>
inline bool BodyDecoder<Consumer>::on_br() {
  uint32_t depth = 0;
  if (!read_label(&depth)) return false;
  ControlFrame& target = frame_at(depth);
  if (!pop_all(target.label_types())) return false;
  if (live_) {
    target.branched |= target.kind != FrameKind::kLoop;
    consumer_.br(depth);
  }
  mark_unreachable();
  return true;
}

template <class Consumer>
inline bool BodyDecoder<Consumer>::on_br_if() {
  uint32_t depth = 0;
  if (!read_label(&depth) || !pop_i32()) return false;
  ControlFrame& target = frame_at(depth);
  const std::span<const ValType> types = target.label_types();
  if (!types.empty() && !(pop_all(types) && push_all(types))) return false;
  if (live_) {
    target.branched |= target.kind != FrameKind::kLoop;
    consumer_.br_if(depth);
  }
  return true;
}

template <class Consumer>
bool BodyDecoder<Consumer>::on_br_table() {
  uint32_t count = 0;
  if (!in_.read_count(&count, "number of br_table labels")) return false;
  depths_.resize(size_t{count} + 1);
  for (uint32_t& depth : depths_) {
    if (!read_label(&depth)) return false;
  }
  if (!pop_i32()) return false;
  const size_t arity = frame_at(depths_.back()).label_types().size();
  for (const uint32_t depth : depths_) {
    ControlFrame& target = frame_at(depth);
    if (target.checked_by == inst_) continue;  // once is enough, however often the table names it
    target.checked_by = inst_;
    if (target.label_types().size() != arity) return fail_label_arity(depth, arity);
    if (!check_top(target.label_types())) return false;
    if (live_) target.branched |= target.kind != FrameKind::kLoop;
  }
  if (live_) consumer_.br_table(depths_);
  mark_unreachable();
  return true;
}

template <class Consumer>
inline bool BodyDecoder<Consumer>::on_return() {
  if (!pop_all(type_->results)) return false;
  if (live_) consumer_.return_();
  mark_unreachable();
  return true;
}

template <class Consumer>
inline bool BodyDecoder<Consumer>::on_unreachable() {
  if (live_) consumer_.unreachable();
  mark_unreachable();
  return true;
}

// ---- Calls

template <class Consumer>
inline bool BodyDecoder<Consumer>::on_call() {
  uint32_t func = 0;
  if (!read_function(&func)) return false;
  const FuncType& callee = info_.type_of(func);
  if (!pop_all(callee.params) || !push_all(callee.results)) return false;
  if (live_) consumer_.call(func);
  return true;
}

template <class Consumer>
inline bool BodyDecoder<Consumer>::on_call_indirect() {
  uint32_t type = 0, table = 0;
  if (!read_indirect(&type, &table) || !pop_i32()) return false;
  const FuncType& callee = info_.types[type];
  if (!pop_all(callee.params) || !push_all(callee.results)) return false;
  if (live_) consumer_.call_indirect(type, table);
  return true;
}

template <class Consumer>
inline bool BodyDecoder<Consumer>::check_tail_call(const FuncType& callee) {
  return (callee.results == type_->results || fail_tail_call(callee)) && pop_all(callee.params);
}

template <class Consumer>
bool BodyDecoder<Consumer>::on_return_call() {
  uint32_t func = 0;
  if (!read_function(&func) || !check_tail_call(info_.type_of(func))) return false;
  if (live_) consumer_.return_call(func);
  mark_unreachable();
  return true;
}

template <class Consumer>
bool BodyDecoder<Consumer>::on_return_call_indirect() {
  uint32_t type = 0, table = 0;
  if (!read_indirect(&type, &table) || !pop_i32() || !check_tail_call(info_.types[type])) {
    return false;
  }
  if (live_) consumer_.return_call_indirect(type, table);
  mark_unreachable();
  return true;
}

}  // namespace shoal::jit

#endif  // SHOAL_JIT_BODY_DECODER_CONTROL_H_
