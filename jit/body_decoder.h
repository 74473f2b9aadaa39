// One walk over a function body that decodes it, validates it, and tells a consumer what it found.
//
// The consumer hears of *reachable* code only, with immediates decoded and types checked. After a
// br, br_table, return, unreachable or tail call the rest of the block is dead: it is validated
// (with the polymorphic stack of the specification's algorithm), not reported, and neither are
// blocks nested in it. A block that no reported path leaves makes the code after its `end` dead as
// well.
//
// Shape: `step` takes one opcode byte, looks its immediates and types up in the instruction table,
// and switches to a handler, a few lines that read immediates, apply the types, and report. A
// handler returns false when an error was recorded or the function has ended; errors are made out
// of line (ValidationState, ByteReader). Nothing here recurses or allocates per instruction, so
// neither deep nesting nor large bodies hurt.
//
// What a Consumer has:
//     void begin_function(uint32_t func_index, const FuncType& type, std::span<const ValType>
//     locals,
//                         std::span<const uint8_t> code);
//         `locals`: the parameters, then the declared locals. `code`: what follows the local
//         declarations.
//     void before(Op op, uint32_t wasm_offset);
//         Before each reachable instruction, and before each `else` and `end` that is reported.
//         Offset in the module.
//     void block(const BlockType&); void loop(const BlockType&); void if_(const BlockType&);
//     void else_(bool then_reachable);
//         Reported iff its `if` was; what follows is reachable.
//     void end(bool fallthrough, bool live_after);
//         Reported iff its block was; also the function's final `end`. `fallthrough`: the code
//         before it is reachable. `live_after`: fallthrough, or a reported branch targets the
//         block's end, or the other arm of an `if` gets there, or there is no other arm.
//     void br(uint32_t depth); void br_if(uint32_t depth); void br_table(std::span<const uint32_t>
//     depths);
//         The last of `depths` is the default.
//     void return_(); void unreachable();
//     void call(uint32_t func); void call_indirect(uint32_t type, uint32_t table); and the same
//     with return_. void drop(); void select(ValType operand_type); void local_get(uint32_t);
//     local_set, local_tee, global_get, global_set likewise void table_get(uint32_t table);
//     table_set, table_size, table_grow, table_fill likewise void table_copy(uint32_t dst, uint32_t
//     src); void table_init(uint32_t table, uint32_t segment); void elem_drop(uint32_t segment);
//     void load(Op op, const MemArg&); void store(Op op, const MemArg&);
//     void memory_size(uint32_t memory); memory_grow, memory_fill likewise
//     void memory_copy(uint32_t dst, uint32_t src); void memory_init(uint32_t memory, uint32_t
//     segment); void data_drop(uint32_t segment); void i32_const(int32_t); void i64_const(int64_t);
//     void f32_const(uint32_t bits); void f64_const(uint64_t bits); void ref_null(ValType); void
//     ref_is_null(); void ref_func(uint32_t func); void numeric(Op op);
//         Every operator without immediates: test, comparison, arithmetic, conversion.
#ifndef SHOAL_JIT_BODY_DECODER_H_
#define SHOAL_JIT_BODY_DECODER_H_

#include <algorithm>
#include <cstdint>
#include <span>
#include <vector>

#include "jit/validation_state.h"

namespace shoal::jit {

/// The immediates of a memory access.
struct MemArg {
  uint32_t memory = 0;
  uint32_t align_log2 = 0;
  uint64_t offset = 0;
};

/// Reusable for many functions of one module; not thread-safe. The consumer and the ModuleInfo must
/// outlive it.
template <class Consumer>
class BodyDecoder : private ValidationState {
 public:
  BodyDecoder(const ModuleInfo& info, Consumer& consumer)
      : ValidationState(info), consumer_(consumer) {}

  /// Decodes the body of function `func_index` (index space of all functions). `body` runs from the
  /// local declarations to the final `end` and lies at `wasm_offset` in the module. After an error
  /// the consumer has heard of a prefix of the function.
  Result<void> decode(uint32_t func_index, std::span<const uint8_t> body, uint64_t wasm_offset) {
    if (begin(func_index, body, wasm_offset)) {
      consumer_.begin_function(func_index, *type_, locals_, {in_.pc(), in_.remaining()});
      while (step()) {
      }
    }
    return result();
  }

  /// The next byte not decoded: the consumer may peek at the following instruction, never past
  /// end().
  const uint8_t* pc() const { return in_.pc(); }
  const uint8_t* end() const { return in_.end(); }

 private:
  bool step();
  bool step_unknown(uint8_t opcode);
  bool dispatch(Op op, const OpInfo& info);
  bool dispatch_bulk(Op op);
  void report_before(Op op) { consumer_.before(op, static_cast<uint32_t>(in_.offset_of(inst_))); }

  // Reading indices, checked against what the module has.

  bool read_label(uint32_t* depth);
  bool read_local(uint32_t* index);
  bool read_function(uint32_t* index);
  bool read_global(uint32_t* index);
  bool read_table(uint32_t* index);
  bool read_memory(uint32_t* index);
  bool read_element(uint32_t* index);
  bool read_data(uint32_t* index);
  bool read_indirect(uint32_t* type, uint32_t* table);
  bool read_mem_arg(const OpInfo& info, MemArg* arg);

  bool pop_i32() { return pop(ValType::kI32); }
  bool pop_three_i32() { return pop_i32() && pop_i32() && pop_i32(); }
  bool enter(FrameKind kind, BlockType* type);
  bool check_tail_call(const FuncType& callee);

  // One handler for each instruction or group.

  bool on_block();
  bool on_loop();
  bool on_if();
  bool on_else();
  bool on_end();
  bool on_br();
  bool on_br_if();
  bool on_br_table();
  bool on_return();
  bool on_unreachable();
  bool on_call();
  bool on_call_indirect();
  bool on_return_call();
  bool on_return_call_indirect();
  bool on_drop();
  bool on_select();
  bool on_select_typed();
  bool on_local_get();
  bool on_local_set();
  bool on_local_tee();
  bool on_global_get();
  bool on_global_set();
  bool on_table_get();
  bool on_table_set();
  bool on_i32_const();
  bool on_i64_const();
  bool on_f32_const();
  bool on_f64_const();
  bool on_load(Op op, const OpInfo& info);
  bool on_store(Op op, const OpInfo& info);
  bool on_memory_size();
  bool on_memory_grow();
  bool on_ref_null();
  bool on_ref_is_null();
  bool on_ref_func();
  bool on_numeric(Op op, const OpInfo& info);
  bool on_memory_init();
  bool on_memory_copy();
  bool on_memory_fill();
  bool on_data_drop();
  bool on_table_init();
  bool on_table_copy();
  bool on_table_grow();
  bool on_table_size();
  bool on_table_fill();
  bool on_elem_drop();

  Consumer& consumer_;
  std::vector<uint32_t> depths_;  ///< Of the br_table at hand.
};

// ---- Dispatch

template <class Consumer>
[[gnu::always_inline]] inline bool BodyDecoder<Consumer>::step() {
  inst_ = in_.pc();
  uint8_t opcode = 0;
  if (!in_.read_byte(&opcode, "an instruction or end")) [[unlikely]]
    return false;
  const OpInfo& info = kOpInfos[opcode];
  if (info.immediates == Immediates::kIllegal) [[unlikely]]
    return step_unknown(opcode);
  if (live_) report_before(static_cast<Op>(opcode));
  return dispatch(static_cast<Op>(opcode), info);
}

/// An opcode that the table of one-byte instructions does not have: the prefix 0xFC, or an error.
template <class Consumer>
[[gnu::noinline]] bool BodyDecoder<Consumer>::step_unknown(uint8_t opcode) {
  uint32_t number = 0;
  if (opcode >= 0xFB && opcode <= 0xFE && !in_.read_u32(&number, "prefixed opcode")) return false;
  if (opcode != kPrefixByteFC || number >= kPrefixFCCount) return fail_opcode(opcode, number);
  const Op op = static_cast<Op>(kPrefixFC + number);
  if (live_) report_before(op);
  return op <= Op::kI64TruncSatF64U ? on_numeric(op, op_info(op)) : dispatch_bulk(op);
}

template <class Consumer>
[[gnu::always_inline]] inline bool BodyDecoder<Consumer>::dispatch(Op op, const OpInfo& info) {
  // clang-format off
  switch (op) {
    case Op::kNop: return true;
    case Op::kUnreachable: return on_unreachable();
    case Op::kBlock: return on_block();
    case Op::kLoop: return on_loop();
    case Op::kIf: return on_if();
    case Op::kElse: return on_else();
    case Op::kEnd: return on_end();
    case Op::kBr: return on_br();
    case Op::kBrIf: return on_br_if();
    case Op::kBrTable: return on_br_table();
    case Op::kReturn: return on_return();
    case Op::kCall: return on_call();
    case Op::kCallIndirect: return on_call_indirect();
    case Op::kReturnCall: return on_return_call();
    case Op::kReturnCallIndirect: return on_return_call_indirect();
    case Op::kDrop: return on_drop();
    case Op::kSelect: return on_select();
    case Op::kSelectTyped: return on_select_typed();
    case Op::kLocalGet: return on_local_get();
    case Op::kLocalSet: return on_local_set();
    case Op::kLocalTee: return on_local_tee();
    case Op::kGlobalGet: return on_global_get();
    case Op::kGlobalSet: return on_global_set();
    case Op::kTableGet: return on_table_get();
    case Op::kTableSet: return on_table_set();
    case Op::kMemorySize: return on_memory_size();
    case Op::kMemoryGrow: return on_memory_grow();
    case Op::kI32Const: return on_i32_const();
    case Op::kI64Const: return on_i64_const();
    case Op::kF32Const: return on_f32_const();
    case Op::kF64Const: return on_f64_const();
    case Op::kRefNull: return on_ref_null();
    case Op::kRefIsNull: return on_ref_is_null();
    case Op::kRefFunc: return on_ref_func();
    default: break;
  }
  // clang-format on
  if (info.immediates != Immediates::kMemArg) return on_numeric(op, info);
  return op < Op::kI32Store ? on_load(op, info) : on_store(op, info);
}

template <class Consumer>
bool BodyDecoder<Consumer>::dispatch_bulk(Op op) {
  // clang-format off
  switch (op) {
    case Op::kMemoryInit: return on_memory_init();
    case Op::kDataDrop: return on_data_drop();
    case Op::kMemoryCopy: return on_memory_copy();
    case Op::kMemoryFill: return on_memory_fill();
    case Op::kTableInit: return on_table_init();
    case Op::kElemDrop: return on_elem_drop();
    case Op::kTableCopy: return on_table_copy();
    case Op::kTableGrow: return on_table_grow();
    case Op::kTableSize: return on_table_size();
    default: return on_table_fill();
  }
  // clang-format on
}

// ---- Indices

template <class Consumer>
inline bool BodyDecoder<Consumer>::read_label(uint32_t* depth) {
  return in_.read_u32(depth, "label index") &&
         (*depth < frames_.size() || fail_unknown("label", *depth, frames_.size()));
}

template <class Consumer>
inline bool BodyDecoder<Consumer>::read_local(uint32_t* index) {
  return in_.read_u32(index, "local index") &&
         (*index < locals_.size() || fail_unknown("local", *index, locals_.size()));
}

template <class Consumer>
inline bool BodyDecoder<Consumer>::read_function(uint32_t* index) {
  const size_t count = info_.functions.size();
  return in_.read_u32(index, "function index") &&
         (*index < count || fail_unknown("function", *index, count));
}

template <class Consumer>
inline bool BodyDecoder<Consumer>::read_global(uint32_t* index) {
  const size_t count = info_.globals.size();
  return in_.read_u32(index, "global index") &&
         (*index < count || fail_unknown("global", *index, count));
}

template <class Consumer>
inline bool BodyDecoder<Consumer>::read_table(uint32_t* index) {
  const size_t count = info_.tables.size();
  return in_.read_u32(index, "table index") &&
         (*index < count || fail_unknown("table", *index, count));
}

template <class Consumer>
inline bool BodyDecoder<Consumer>::read_memory(uint32_t* index) {
  const size_t count = info_.memories.size();
  return in_.read_u32(index, "memory index") &&
         (*index < count || fail_unknown("memory", *index, count));
}

template <class Consumer>
inline bool BodyDecoder<Consumer>::read_element(uint32_t* index) {
  const size_t count = info_.elements.size();
  return in_.read_u32(index, "element segment index") &&
         (*index < count || fail_unknown("elem segment", *index, count));
}

template <class Consumer>
inline bool BodyDecoder<Consumer>::read_data(uint32_t* index) {
  if (!in_.read_u32(index, "data segment index")) return false;
  if (!info_.data_count) {
    return fail_data_count();
  }
  return *index < *info_.data_count || fail_unknown("data segment", *index, *info_.data_count);
}

template <class Consumer>
inline bool BodyDecoder<Consumer>::read_indirect(uint32_t* type, uint32_t* table) {
  if (!in_.read_u32(type, "type index") || !read_table(table)) return false;
  if (*type >= info_.types.size()) return fail_unknown("type", *type, info_.types.size());
  const ValType element = info_.tables[*table].type.element;
  return element == ValType::kFuncRef || fail_type("a table of funcref", to_string(element));
}

template <class Consumer>
inline bool BodyDecoder<Consumer>::read_mem_arg(const OpInfo& info, MemArg* arg) {
  // Bit 6 of the alignment says that a memory index follows.
  constexpr uint32_t kHasMemory = 0x40;
  if (!in_.read_u32(&arg->align_log2, "alignment")) return false;
  if (arg->align_log2 >= kHasMemory) [[unlikely]] {
    if (arg->align_log2 >= 2 * kHasMemory) return fail_mem_arg_flags(arg->align_log2);
    arg->align_log2 -= kHasMemory;
    if (!in_.read_u32(&arg->memory, "memory index")) return false;
  }
  if (!in_.read_u64(&arg->offset, "memory offset")) return false;
  if (arg->memory >= info_.memories.size()) [[unlikely]] {
    return fail_unknown("memory", arg->memory, info_.memories.size());
  }
  if (arg->align_log2 > info.max_align) [[unlikely]] {
    return fail_alignment(arg->align_log2, info.max_align);
  }
  return arg->offset <= UINT32_MAX || fail_offset(arg->offset);
}

// ---- Control

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
  uint32_t checked = UINT32_MAX;  // runs of one label are common
  for (const uint32_t depth : depths_) {
    if (depth == checked) continue;
    checked = depth;
    ControlFrame& target = frame_at(depth);
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

// ---- Parametric

template <class Consumer>
inline bool BodyDecoder<Consumer>::on_drop() {
  ValType type;
  if (!pop_any(&type)) return false;
  if (live_) consumer_.drop();
  return true;
}

template <class Consumer>
inline bool BodyDecoder<Consumer>::on_select() {
  ValType second, first;
  if (!pop_i32() || !pop_any(&second) || !pop_any(&first)) return false;
  const ValType type = first == kNoType ? second : first;
  if (is_reference(first) || is_reference(second)) [[unlikely]] {
    return fail_type("a number, as it names no type",
                     to_string(is_reference(first) ? first : second));
  }
  if (second != type && second != kNoType) [[unlikely]] {
    return fail_type(to_string(first), to_string(second));
  }
  push(type);
  if (live_) consumer_.select(type);
  return true;
}

template <class Consumer>
bool BodyDecoder<Consumer>::on_select_typed() {
  uint32_t count = 0;
  ValType type;
  if (!in_.read_count(&count, "number of select types")) return false;
  if (count != 1) {
    return fail_select_arity(count);
  }
  if (!read_val_type(in_, &type) || !pop_i32() || !pop(type) || !pop(type)) return false;
  push(type);
  if (live_) consumer_.select(type);
  return true;
}

// ---- Variables

template <class Consumer>
inline bool BodyDecoder<Consumer>::on_local_get() {
  uint32_t index = 0;
  if (!read_local(&index)) return false;
  push(locals_[index]);
  if (live_) consumer_.local_get(index);
  return true;
}

template <class Consumer>
inline bool BodyDecoder<Consumer>::on_local_set() {
  uint32_t index = 0;
  if (!read_local(&index) || !pop(locals_[index])) return false;
  if (live_) consumer_.local_set(index);
  return true;
}

template <class Consumer>
inline bool BodyDecoder<Consumer>::on_local_tee() {
  uint32_t index = 0;
  if (!read_local(&index) || !pop(locals_[index])) return false;
  push(locals_[index]);
  if (live_) consumer_.local_tee(index);
  return true;
}

template <class Consumer>
inline bool BodyDecoder<Consumer>::on_global_get() {
  uint32_t index = 0;
  if (!read_global(&index)) return false;
  push(info_.globals[index].type.type);
  if (live_) consumer_.global_get(index);
  return true;
}

template <class Consumer>
inline bool BodyDecoder<Consumer>::on_global_set() {
  uint32_t index = 0;
  if (!read_global(&index)) return false;
  const GlobalType& global = info_.globals[index].type;
  if (!global.is_mutable) [[unlikely]] {
    return fail_immutable(index);
  }
  if (!pop(global.type)) return false;
  if (live_) consumer_.global_set(index);
  return true;
}

// ---- Constants, numbers, references

template <class Consumer>
inline bool BodyDecoder<Consumer>::on_i32_const() {
  int32_t value = 0;
  if (!in_.read_s32(&value, "i32 constant")) return false;
  push(ValType::kI32);
  if (live_) consumer_.i32_const(value);
  return true;
}

template <class Consumer>
inline bool BodyDecoder<Consumer>::on_i64_const() {
  int64_t value = 0;
  if (!in_.read_s64(&value, "i64 constant")) return false;
  push(ValType::kI64);
  if (live_) consumer_.i64_const(value);
  return true;
}

template <class Consumer>
inline bool BodyDecoder<Consumer>::on_f32_const() {
  uint32_t bits = 0;
  if (!in_.read_bits(&bits, "f32 constant")) return false;
  push(ValType::kF32);
  if (live_) consumer_.f32_const(bits);
  return true;
}

template <class Consumer>
inline bool BodyDecoder<Consumer>::on_f64_const() {
  uint64_t bits = 0;
  if (!in_.read_bits(&bits, "f64 constant")) return false;
  push(ValType::kF64);
  if (live_) consumer_.f64_const(bits);
  return true;
}

/// One or two operands, both of one type, become one result.
template <class Consumer>
inline bool BodyDecoder<Consumer>::on_numeric(Op op, const OpInfo& info) {
  const ValType type = info.params[0];
  const ptrdiff_t count = info.param_count;
  if (top_ - base_ >= count && top_[-count] == type && top_[-1] == type) [[likely]] {
    top_ -= count;
  } else if (!pop_all({info.params, info.param_count})) {
    return false;
  }
  push(info.result);
  if (live_) consumer_.numeric(op);
  return true;
}

template <class Consumer>
bool BodyDecoder<Consumer>::on_ref_null() {
  ValType type;
  if (!read_heap_type(in_, &type)) return false;
  push(type);
  if (live_) consumer_.ref_null(type);
  return true;
}

template <class Consumer>
bool BodyDecoder<Consumer>::on_ref_is_null() {
  ValType type;
  if (!pop_any(&type)) return false;
  if (type != kNoType && !is_reference(type)) return fail_type("a reference", to_string(type));
  push(ValType::kI32);
  if (live_) consumer_.ref_is_null();
  return true;
}

template <class Consumer>
bool BodyDecoder<Consumer>::on_ref_func() {
  uint32_t func = 0;
  if (!read_function(&func)) return false;
  if (!info_.declared_functions[func]) return fail_undeclared(func);
  push(ValType::kFuncRef);
  if (live_) consumer_.ref_func(func);
  return true;
}

// ---- Memory

template <class Consumer>
inline bool BodyDecoder<Consumer>::on_load(Op op, const OpInfo& info) {
  MemArg arg;
  if (!read_mem_arg(info, &arg) || !pop_i32()) return false;
  push(info.result);
  if (live_) consumer_.load(op, arg);
  return true;
}

template <class Consumer>
inline bool BodyDecoder<Consumer>::on_store(Op op, const OpInfo& info) {
  MemArg arg;
  if (!read_mem_arg(info, &arg) || !pop(info.params[1]) || !pop_i32()) return false;
  if (live_) consumer_.store(op, arg);
  return true;
}

template <class Consumer>
inline bool BodyDecoder<Consumer>::on_memory_size() {
  uint32_t memory = 0;
  if (!read_memory(&memory)) return false;
  push(ValType::kI32);
  if (live_) consumer_.memory_size(memory);
  return true;
}

template <class Consumer>
inline bool BodyDecoder<Consumer>::on_memory_grow() {
  uint32_t memory = 0;
  if (!read_memory(&memory) || !pop_i32()) return false;
  push(ValType::kI32);
  if (live_) consumer_.memory_grow(memory);
  return true;
}

template <class Consumer>
bool BodyDecoder<Consumer>::on_memory_init() {
  uint32_t segment = 0, memory = 0;
  if (!read_data(&segment) || !read_memory(&memory) || !pop_three_i32()) return false;
  if (live_) consumer_.memory_init(memory, segment);
  return true;
}

template <class Consumer>
bool BodyDecoder<Consumer>::on_memory_copy() {
  uint32_t dst = 0, src = 0;
  if (!read_memory(&dst) || !read_memory(&src) || !pop_three_i32()) return false;
  if (live_) consumer_.memory_copy(dst, src);
  return true;
}

template <class Consumer>
bool BodyDecoder<Consumer>::on_memory_fill() {
  uint32_t memory = 0;
  if (!read_memory(&memory) || !pop_three_i32()) return false;
  if (live_) consumer_.memory_fill(memory);
  return true;
}

template <class Consumer>
bool BodyDecoder<Consumer>::on_data_drop() {
  uint32_t segment = 0;
  if (!read_data(&segment)) return false;
  if (live_) consumer_.data_drop(segment);
  return true;
}

// ---- Tables

template <class Consumer>
bool BodyDecoder<Consumer>::on_table_get() {
  uint32_t table = 0;
  if (!read_table(&table) || !pop_i32()) return false;
  push(info_.tables[table].type.element);
  if (live_) consumer_.table_get(table);
  return true;
}

template <class Consumer>
bool BodyDecoder<Consumer>::on_table_set() {
  uint32_t table = 0;
  if (!read_table(&table) || !pop(info_.tables[table].type.element) || !pop_i32()) return false;
  if (live_) consumer_.table_set(table);
  return true;
}

template <class Consumer>
bool BodyDecoder<Consumer>::on_table_init() {
  uint32_t segment = 0, table = 0;
  if (!read_element(&segment) || !read_table(&table)) return false;
  const ValType element = info_.tables[table].type.element;
  const ValType found = info_.elements[segment].type;
  if (found != element) return fail_type(to_string(element), to_string(found));
  if (!pop_three_i32()) return false;
  if (live_) consumer_.table_init(table, segment);
  return true;
}

template <class Consumer>
bool BodyDecoder<Consumer>::on_table_copy() {
  uint32_t dst = 0, src = 0;
  if (!read_table(&dst) || !read_table(&src)) return false;
  const ValType element = info_.tables[dst].type.element;
  const ValType found = info_.tables[src].type.element;
  if (found != element) return fail_type(to_string(element), to_string(found));
  if (!pop_three_i32()) return false;
  if (live_) consumer_.table_copy(dst, src);
  return true;
}

template <class Consumer>
bool BodyDecoder<Consumer>::on_table_grow() {
  uint32_t table = 0;
  if (!read_table(&table) || !pop_i32() || !pop(info_.tables[table].type.element)) return false;
  push(ValType::kI32);
  if (live_) consumer_.table_grow(table);
  return true;
}

template <class Consumer>
bool BodyDecoder<Consumer>::on_table_size() {
  uint32_t table = 0;
  if (!read_table(&table)) return false;
  push(ValType::kI32);
  if (live_) consumer_.table_size(table);
  return true;
}

template <class Consumer>
bool BodyDecoder<Consumer>::on_table_fill() {
  uint32_t table = 0;
  if (!read_table(&table) || !pop_i32() || !pop(info_.tables[table].type.element) || !pop_i32()) {
    return false;
  }
  if (live_) consumer_.table_fill(table);
  return true;
}

template <class Consumer>
bool BodyDecoder<Consumer>::on_elem_drop() {
  uint32_t segment = 0;
  if (!read_element(&segment)) return false;
  if (live_) consumer_.elem_drop(segment);
  return true;
}

}  // namespace shoal::jit

#endif  // SHOAL_JIT_BODY_DECODER_H_
