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
// What a Consumer has (silent_consumer.h lists the exact signatures):
//
//   begin_function(func_index, type, locals, code)
//       `locals`: the parameters, then the declared locals. `code`: what follows the declarations.
//   before(op)
//       Before each reachable instruction, and before each `else` and `end` that is reported. The
//       last may be one that does not exist, in front of the error that it is.
//   block(type), loop(type), if_(type)
//   else_(then_reachable)
//       Reported iff its `if` was; the code that follows is reachable.
//   end(fallthrough, live_after)
//       Reported iff its block was; also the function's final `end`. `fallthrough`: the code before
//       it is reachable. `live_after`: fallthrough, or a reported branch targets the block's end,
//       or the other arm of an `if` gets there, or there is no other arm.
//   br(depth), br_if(depth), br_table(depths)
//       The last of `depths` is the default.
//   return_(), unreachable(), drop(), select(operand_type)
//   call(func), call_indirect(type, table), return_call(func), return_call_indirect(type, table)
//   local_get(index), local_set, local_tee, global_get, global_set
//   table_get(table), table_set, table_size, table_grow, table_fill, table_copy(dst, src),
//   table_init(table, segment), elem_drop(segment)
//   load(op, mem_arg), store(op, mem_arg)
//   memory_size(memory), memory_grow, memory_fill, memory_copy(dst, src),
//   memory_init(memory, segment), data_drop(segment)
//   i32_const(value), i64_const(value), f32_const(bits), f64_const(bits)
//   ref_null(type), ref_is_null(), ref_func(func)
//   numeric(op)
//       Every operator without immediates: test, comparison, arithmetic, conversion.
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
  /// the consumer has heard of a prefix of the function, and likewise if it said that it is full.
  Result<void> decode(uint32_t func_index, std::span<const uint8_t> body, uint64_t wasm_offset) {
    if (begin(func_index, body, wasm_offset)) {
      consumer_.begin_function(func_index, *type_, locals_, {in_.pc(), in_.remaining()});
      // What one instruction makes of code is bounded: once in a while is enough.
      for (uint32_t left = kStretch; step(); --left) {
        if (left != 0) continue;
        if (consumer_.full()) break;
        left = kStretch;
      }
    }
    return result();
  }

  /// The next byte not decoded: the consumer may peek at the following instruction, never past
  /// end().
  const uint8_t* pc() const { return in_.pc(); }
  const uint8_t* end() const { return in_.end(); }
  /// Where the instruction at hand lies in the module.
  uint32_t instruction_offset() const { return static_cast<uint32_t>(in_.offset_of(inst_)); }

 private:
  /// Instructions between two questions whether the consumer is full.
  static constexpr uint32_t kStretch = 64;

  bool step();
  bool step_unknown(uint8_t opcode);
  bool dispatch(Op op);
  bool dispatch_bulk(Op op);
  void report_before(Op op) { consumer_.before(op); }

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
  if (live_ && opcode != kPrefixByteFC) report_before(static_cast<Op>(opcode));
  return dispatch(static_cast<Op>(opcode));
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
[[gnu::always_inline]] inline bool BodyDecoder<Consumer>::dispatch(Op op) {
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
  const OpInfo& info = op_info(op);
  if (info.immediates == Immediates::kMemArg) {
    return op < Op::kI32Store ? on_load(op, info) : on_store(op, info);
  }
  if (info.immediates == Immediates::kNone) [[likely]]
    return on_numeric(op, info);
  return step_unknown(static_cast<uint8_t>(op));
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
[[gnu::always_inline]] inline bool BodyDecoder<Consumer>::read_label(uint32_t* depth) {
  return in_.read_u32(depth, "label index") &&
         (*depth < frames_.size() || fail_unknown("label", *depth, frames_.size()));
}

template <class Consumer>
[[gnu::always_inline]] inline bool BodyDecoder<Consumer>::read_local(uint32_t* index) {
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
[[gnu::always_inline]] inline bool BodyDecoder<Consumer>::read_mem_arg(const OpInfo& info,
                                                                       MemArg* arg) {
  if (!in_.read_u32(&arg->align_log2, "alignment")) return false;
  if (arg->align_log2 >= kMemArgHasMemory) [[unlikely]] {
    if (arg->align_log2 >= 2 * kMemArgHasMemory) return fail_mem_arg_flags(arg->align_log2);
    arg->align_log2 -= kMemArgHasMemory;
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

}  // namespace shoal::jit

#include "jit/body_decoder_control.h"
#include "jit/body_decoder_values.h"

#endif  // SHOAL_JIT_BODY_DECODER_H_
