// A BodyDecoder consumer that ignores everything: base of consumers that want to hear of a few
// things only, and the whole of one that only validates.
#ifndef SHOAL_JIT_SILENT_CONSUMER_H_
#define SHOAL_JIT_SILENT_CONSUMER_H_

#include <cstdint>
#include <span>

#include "jit/body_decoder.h"

namespace shoal::jit {

struct SilentConsumer {
  void begin_function(uint32_t, const FuncType&, std::span<const ValType>,
                      std::span<const uint8_t>) {}
  void before(Op) {}
  bool full() const { return false; }
  void block(const BlockType&) {}
  void loop(const BlockType&) {}
  void if_(const BlockType&) {}
  void else_(bool) {}
  void end(bool, bool) {}
  void br(uint32_t) {}
  void br_if(uint32_t) {}
  void br_table(std::span<const uint32_t>) {}
  void return_() {}
  void unreachable() {}
  void call(uint32_t) {}
  void call_indirect(uint32_t, uint32_t) {}
  void return_call(uint32_t) {}
  void return_call_indirect(uint32_t, uint32_t) {}
  void drop() {}
  void select(ValType) {}
  void local_get(uint32_t) {}
  void local_set(uint32_t) {}
  void local_tee(uint32_t) {}
  void global_get(uint32_t) {}
  void global_set(uint32_t) {}
  void table_get(uint32_t) {}
  void table_set(uint32_t) {}
  void table_size(uint32_t) {}
  void table_grow(uint32_t) {}
  void table_fill(uint32_t) {}
  void table_copy(uint32_t, uint32_t) {}
  void table_init(uint32_t, uint32_t) {}
  void elem_drop(uint32_t) {}
  void load(Op, const MemArg&) {}
  void store(Op, const MemArg&) {}
  void memory_size(uint32_t) {}
  void memory_grow(uint32_t) {}
  void memory_fill(uint32_t) {}
  void memory_copy(uint32_t, uint32_t) {}
  void memory_init(uint32_t, uint32_t) {}
  void data_drop(uint32_t) {}
  void i32_const(int32_t) {}
  void i64_const(int64_t) {}
  void f32_const(uint32_t) {}
  void f64_const(uint64_t) {}
  void ref_null(ValType) {}
  void ref_is_null() {}
  void ref_func(uint32_t) {}
  void numeric(Op) {}
};

}  // namespace shoal::jit

#endif  // SHOAL_JIT_SILENT_CONSUMER_H_
