// BodyDecoder's handlers of the instructions that move and compute values: parametric, variable,
// numeric, reference, memory and table instructions.
#ifndef SHOAL_JIT_BODY_DECODER_VALUES_H_
#define SHOAL_JIT_BODY_DECODER_VALUES_H_

#include "jit/body_decoder.h"  // which includes this file at its end

namespace shoal::jit {

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

#endif  // SHOAL_JIT_BODY_DECODER_VALUES_H_
