// Loads, stores, frame slots, context fields.
#include "arch/x64/macro_assembler.h"

namespace shoal::arch::x64 {

using namespace asmjit;

x86::Mem MacroAssembler::mem(const Address& a) const {
  if (a.index.valid()) return x86::ptr(gpq(a.base), gpq(a.index), 0, a.disp);
  return x86::ptr(gpq(a.base), a.disp);
}

uint32_t MacroAssembler::load(LoadKind k, Reg dst, const Address& address) {
  namespace I = x86::Inst;
  const x86::Mem m = mem(address);
  auto sized = [&m](uint32_t size) {
    x86::Mem n = m;
    n.setSize(size);
    return n;
  };
  const uint32_t at = offset();
  switch (k) {
    case LoadKind::kI32:
    case LoadKind::kI64U32: asm_.mov(gpd(dst), m); break;
    case LoadKind::kI64: asm_.mov(gpq(dst), m); break;
    case LoadKind::kF32: asm_.emit(features_.avx ? I::kIdVmovss : I::kIdMovss, vec(dst), m); break;
    case LoadKind::kF64: asm_.emit(features_.avx ? I::kIdVmovsd : I::kIdMovsd, vec(dst), m); break;
    case LoadKind::kI32S8: asm_.movsx(gpd(dst), sized(1)); break;
    case LoadKind::kI64S8: asm_.movsx(gpq(dst), sized(1)); break;
    case LoadKind::kI32U8:
    case LoadKind::kI64U8: asm_.movzx(gpd(dst), sized(1)); break;
    case LoadKind::kI32S16: asm_.movsx(gpd(dst), sized(2)); break;
    case LoadKind::kI64S16: asm_.movsx(gpq(dst), sized(2)); break;
    case LoadKind::kI32U16:
    case LoadKind::kI64U16: asm_.movzx(gpd(dst), sized(2)); break;
    case LoadKind::kI64S32: asm_.movsxd(gpq(dst), sized(4)); break;
  }
  return at;
}

uint32_t MacroAssembler::store(StoreKind k, const Address& address, Reg src) {
  namespace I = x86::Inst;
  const x86::Mem m = mem(address);
  const uint32_t at = offset();
  switch (k) {
    case StoreKind::kI8: asm_.mov(m, x86::gpb_lo(src.code())); break;
    case StoreKind::kI16: asm_.mov(m, x86::gpw(src.code())); break;
    case StoreKind::kI32: asm_.mov(m, gpd(src)); break;
    case StoreKind::kI64: asm_.mov(m, gpq(src)); break;
    case StoreKind::kF32: asm_.emit(features_.avx ? I::kIdVmovss : I::kIdMovss, m, vec(src)); break;
    case StoreKind::kF64: asm_.emit(features_.avx ? I::kIdVmovsd : I::kIdMovsd, m, vec(src)); break;
  }
  return at;
}

bool MacroAssembler::fits_store(StoreKind k, uint64_t bits) {
  if (k != StoreKind::kI64 && k != StoreKind::kF64) return true;
  return static_cast<int64_t>(bits) == static_cast<int32_t>(bits);
}

uint32_t MacroAssembler::store_imm(StoreKind k, const Address& address, uint64_t bits) {
  assert(fits_store(k, bits));
  x86::Mem m = mem(address);
  m.setSize(1u << log2_size(k));
  const uint32_t at = offset();
  switch (log2_size(k)) {
    case 0: asm_.mov(m, static_cast<int8_t>(bits)); break;
    case 1: asm_.mov(m, static_cast<int16_t>(bits)); break;
    default: asm_.mov(m, static_cast<int32_t>(bits)); break;
  }
  return at;
}

void MacroAssembler::effective_address(Reg dst, Reg index, uint64_t offset) {
  if (!index.valid()) {
    move_imm(dst, offset);
  } else if (offset == 0) {
    asm_.mov(gpq(dst), gpq(index));
  } else if (offset <= INT32_MAX) {
    asm_.lea(gpq(dst), x86::ptr(gpq(index), static_cast<int32_t>(offset)));
  } else {
    assert(dst != index);
    move_imm(dst, offset);
    asm_.add(gpq(dst), gpq(index));
  }
}

void MacroAssembler::branch_beyond_4g(Reg r, Label l) {
  asm_.bt(gpq(r), 32);
  jump_condition(0x2, l);
}

void MacroAssembler::compare_with_context(Reg r, uint32_t offset) {
  asm_.cmp(gpq(r), x86::qword_ptr(gpq(kContext), static_cast<int32_t>(offset)));
}

void MacroAssembler::add_context(Reg r, uint32_t offset) {
  asm_.add(gpq(r), x86::qword_ptr(gpq(kContext), static_cast<int32_t>(offset)));
}

void MacroAssembler::sub_context(Reg r, uint32_t offset) {
  asm_.sub(gpq(r), x86::qword_ptr(gpq(kContext), static_cast<int32_t>(offset)));
}

// The stub takes and returns kScratch, which also carries its own address first: through the stack
// instead.
void MacroAssembler::call_scratch_stub(uint32_t table, uint32_t index) {
  // The address argument is pushed, kScratch fetches the stub; the stub pops the argument (ret 16).
  asm_.sub(x86::rsp, 8);
  asm_.push(gpq(kScratch));
  asm_.mov(gpq(kScratch), x86::qword_ptr(gpq(kContext), static_cast<int32_t>(table)));
  asm_.call(x86::qword_ptr(gpq(kScratch), static_cast<int32_t>(8 * index)));
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
  asm_.lea(gpq(rax), x86::ptr(gpq(rbp), offset));
  move_imm(kScratch, count);
  bind(loop);
  store_imm(StoreKind::kI64, {rax, kNoReg, 0}, 0);
  asm_.add(gpq(rax), 8);
  asm_.sub(gpd(kScratch), 1);
  branch(Cond::kNe, loop);
}

void MacroAssembler::store_argument(ValueKind k, uint32_t cell, Reg src) {
  store(store_kind(k), {rsp, kNoReg, static_cast<int32_t>(8 * cell)}, src);
}

// --- Context -------------------------------------------------------------------------------------

void MacroAssembler::load_field(Width w, Reg dst, Reg base, int32_t offset) {
  asm_.mov(gp(w, dst), x86::ptr(gpq(base), offset));
}

uint32_t MacroAssembler::compare_field(Width w, Reg base, int32_t field, Reg r) {
  const uint32_t at = offset();
  asm_.cmp(x86::ptr(gpq(base), field), gp(w, r));
  return at;
}

void MacroAssembler::load_element(Reg dst, Reg base, Reg index) {
  asm_.mov(gpq(dst), x86::ptr(gpq(base), gpq(index), 3));
}

void MacroAssembler::store_element(Reg base, Reg index, Reg src) {
  asm_.mov(x86::ptr(gpq(base), gpq(index), 3), gpq(src));
}

void MacroAssembler::load_context(Width w, Reg dst, uint32_t offset) {
  load_field(w, dst, kContext, static_cast<int32_t>(offset));
}

void MacroAssembler::store_context(Width w, uint32_t offset, Reg src) {
  asm_.mov(x86::ptr(gpq(kContext), static_cast<int32_t>(offset)), gp(w, src));
}

void MacroAssembler::store_context_float(Width w, uint32_t offset, Reg src) {
  store(w == Width::k32 ? StoreKind::kF32 : StoreKind::kF64,
        {kContext, kNoReg, static_cast<int32_t>(offset)}, src);
}

void MacroAssembler::context_address(Reg dst, uint32_t offset) {
  asm_.lea(gpq(dst), x86::ptr(gpq(kContext), static_cast<int32_t>(offset)));
}

void MacroAssembler::reload_memory(bool checked) {
  asm_.mov(gpq(kMemoryBase),
           x86::qword_ptr(gpq(kContext), static_cast<int32_t>(context_.memory_base)));
  if (checked) {
    asm_.mov(gpq(kMemoryLimit),
             x86::qword_ptr(gpq(kContext), static_cast<int32_t>(context_.memory_limit)));
  }
}

}  // namespace shoal::arch::x64
