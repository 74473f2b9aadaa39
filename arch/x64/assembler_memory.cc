// Loads, stores, frame slots, context fields.
#include "arch/x64/macro_assembler.h"

namespace shoal::arch::x64 {

uint32_t MacroAssembler::load(LoadKind k, Reg dst, const Address& a) {
  const uint32_t at = offset();
  const Mem m = a;
  switch (k) {
    case LoadKind::kI32:
    case LoadKind::kI64U32: code_.mov(k32, dst, m); break;
    case LoadKind::kI64: code_.mov(k64, dst, m); break;
    case LoadKind::kF32: code_.simd(simd::load(k32), dst, m); break;
    case LoadKind::kF64: code_.simd(simd::load(k64), dst, m); break;
    case LoadKind::kI32S8: code_.movsx8(k32, dst, m); break;
    case LoadKind::kI64S8: code_.movsx8(k64, dst, m); break;
    case LoadKind::kI32U8:
    case LoadKind::kI64U8: code_.movzx8(dst, m); break;
    case LoadKind::kI32S16: code_.movsx16(k32, dst, m); break;
    case LoadKind::kI64S16: code_.movsx16(k64, dst, m); break;
    case LoadKind::kI32U16:
    case LoadKind::kI64U16: code_.movzx16(dst, m); break;
    case LoadKind::kI64S32: code_.movsxd(dst, m); break;
  }
  return at;
}

uint32_t MacroAssembler::store(StoreKind k, const Address& a, Reg src) {
  const uint32_t at = offset();
  const Mem m = a;
  switch (k) {
    case StoreKind::kI8: code_.mov8(m, src); break;
    case StoreKind::kI16: code_.mov16(m, src); break;
    case StoreKind::kI32: code_.mov(k32, m, src); break;
    case StoreKind::kI64: code_.mov(k64, m, src); break;
    case StoreKind::kF32: code_.simd(simd::store(k32), src, m); break;
    case StoreKind::kF64: code_.simd(simd::store(k64), src, m); break;
  }
  return at;
}

bool MacroAssembler::fits_store(StoreKind k, uint64_t bits) {
  if (k != StoreKind::kI64 && k != StoreKind::kF64) return true;
  return static_cast<int64_t>(bits) == static_cast<int32_t>(bits);
}

uint32_t MacroAssembler::store_imm(StoreKind k, const Address& address, uint64_t bits) {
  assert(fits_store(k, bits));
  const uint32_t at = offset();
  code_.mov_imm(log2_size(k), address, static_cast<int32_t>(bits));
  return at;
}

void MacroAssembler::effective_address(Reg dst, Reg index, uint64_t offset) {
  if (!index.valid()) {
    move_imm(dst, offset);
  } else if (offset == 0) {
    code_.mov(k64, dst, index);
  } else if (offset <= INT32_MAX) {
    code_.lea(k64, dst, field(index, offset));
  } else {
    assert(dst != index);
    move_imm(dst, offset);
    code_.add(k64, dst, index);
  }
}

void MacroAssembler::branch_beyond_4g(Reg r, Label l) {
  code_.bt(k64, r, 32);
  jump_condition(Flags::kBelow, l);
}

void MacroAssembler::compare_with_context(Reg r, uint32_t offset) {
  code_.cmp(k64, r, field(kContext, offset));
}

void MacroAssembler::add_context(Reg r, uint32_t offset) {
  code_.add(k64, r, field(kContext, offset));
}

void MacroAssembler::sub_context(Reg r, uint32_t offset) {
  code_.sub(k64, r, field(kContext, offset));
}

// The stub takes and returns kScratch, which also carries its own address first: through the stack
// instead.
void MacroAssembler::call_scratch_stub(uint32_t table, uint32_t index) {
  // The address argument is pushed, kScratch fetches the stub; the stub pops the argument (ret 16).
  code_.sub(k64, rsp, 8);
  code_.push(kScratch);
  code_.mov(k64, kScratch, field(kContext, table));
  code_.call(field(kScratch, 8 * index));
}

// --- Frame slots ---------------------------------------------------------------------------------

void MacroAssembler::load_frame(ValueKind k, Reg dst, int32_t offset) {
  const Address a{rbp, kNoReg, offset};
  switch (k) {
    case ValueKind::kI32: load(LoadKind::kI32, dst, a); break;
    case ValueKind::kI64: load(LoadKind::kI64, dst, a); break;
    case ValueKind::kF32: load(LoadKind::kF32, dst, a); break;
    case ValueKind::kF64: load(LoadKind::kF64, dst, a); break;
  }
}

namespace {

StoreKind store_kind(ValueKind k) {
  switch (k) {
    case ValueKind::kI32: return StoreKind::kI32;
    case ValueKind::kI64: return StoreKind::kI64;
    case ValueKind::kF32: return StoreKind::kF32;
    case ValueKind::kF64: return StoreKind::kF64;
  }
  return StoreKind::kI64;
}

}  // namespace

void MacroAssembler::store_frame(ValueKind k, int32_t offset, Reg src) {
  store(store_kind(k), {rbp, kNoReg, offset}, src);
}

void MacroAssembler::store_frame_imm(ValueKind k, int32_t offset, uint64_t bits) {
  const StoreKind kind = store_kind(k);
  if (fits_store(kind, bits)) {
    store_imm(kind, {rbp, kNoReg, offset}, bits);
  } else {
    move_imm(kScratch, bits);
    store(StoreKind::kI64, {rbp, kNoReg, offset}, kScratch);
  }
}

void MacroAssembler::zero_frame(int32_t offset, uint32_t count) {
  constexpr uint32_t kInline = 8;
  if (count <= kInline) {
    for (uint32_t i = 0; i < count; ++i) {
      store_imm(StoreKind::kI64, {rbp, kNoReg, offset + static_cast<int32_t>(8 * i)}, 0);
    }
    return;
  }
  const Label loop = new_label();
  code_.lea(k64, rax, Mem(rbp, offset));
  move_imm(kScratch, count);
  bind(loop);
  store_imm(StoreKind::kI64, {rax, kNoReg, 0}, 0);
  code_.add(k64, rax, 8);
  code_.sub(k32, kScratch, 1);
  branch(Cond::kNe, loop);
}

void MacroAssembler::store_argument(ValueKind k, uint32_t cell, Reg src) {
  store(store_kind(k), {rsp, kNoReg, static_cast<int32_t>(8 * cell)}, src);
}

// --- Context -------------------------------------------------------------------------------------

void MacroAssembler::load_field(Width w, Reg dst, Reg base, int32_t offset) {
  code_.mov(w, dst, Mem(base, offset));
}

uint32_t MacroAssembler::compare_field(Width w, Reg base, int32_t field, Reg r) {
  const uint32_t at = offset();
  code_.cmp(w, Mem(base, field), r);
  return at;
}

void MacroAssembler::load_element(Reg dst, Reg base, Reg index) {
  code_.mov(k64, dst, Mem(base, index, 3));
}

void MacroAssembler::store_element(Reg base, Reg index, Reg src) {
  code_.mov(k64, Mem(base, index, 3), src);
}

void MacroAssembler::load_context(Width w, Reg dst, uint32_t offset) {
  load_field(w, dst, kContext, static_cast<int32_t>(offset));
}

void MacroAssembler::store_context(Width w, uint32_t offset, Reg src) {
  code_.mov(w, field(kContext, offset), src);
}

void MacroAssembler::store_context_float(Width w, uint32_t offset, Reg src) {
  store(w == Width::k32 ? StoreKind::kF32 : StoreKind::kF64,
        {kContext, kNoReg, static_cast<int32_t>(offset)}, src);
}

void MacroAssembler::context_address(Reg dst, uint32_t offset) {
  code_.lea(k64, dst, field(kContext, offset));
}

void MacroAssembler::reload_memory(bool checked) {
  code_.mov(k64, kMemoryBase, field(kContext, context_.memory_base));
  if (checked) {
    code_.mov(k64, kMemoryLimit, field(kContext, context_.memory_limit));
  }
}

}  // namespace shoal::arch::x64
