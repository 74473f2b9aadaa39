// Loads, stores, frame slots, context fields.
#include "arch/x64/macro_assembler.h"

namespace shoal::arch::x64 {

namespace {

constexpr Access one_byte(uint8_t code, Width w, Prefix prefix = Prefix::kNone) {
  return {{code, Map::kOneByte, prefix}, w};
}
constexpr Access two_bytes(uint8_t code, Width w) { return {{code}, w}; }

// Encoded by tables rather than by a switch, whose jump no processor could predict.

/// By LoadKind.
constexpr Access kLoads[] = {
    one_byte(0x8B, k32),     // kI32
    one_byte(0x8B, k64),     // kI64
    {simd::load(k32), k32},  // kF32
    {simd::load(k64), k32},  // kF64
    two_bytes(0xBE, k32),    // kI32S8
    two_bytes(0xB6, k32),    // kI32U8
    two_bytes(0xBF, k32),    // kI32S16
    two_bytes(0xB7, k32),    // kI32U16
    two_bytes(0xBE, k64),    // kI64S8
    two_bytes(0xB6, k32),    // kI64U8
    two_bytes(0xBF, k64),    // kI64S16
    two_bytes(0xB7, k32),    // kI64U16
    one_byte(0x63, k64),     // kI64S32
    one_byte(0x8B, k32),     // kI64U32
};
/// By StoreKind.
constexpr Access kStores[] = {
    one_byte(0x88, k32),               // kI8
    one_byte(0x89, k32, Prefix::k66),  // kI16
    one_byte(0x89, k32),               // kI32
    one_byte(0x89, k64),               // kI64
    {simd::store(k32), k32},           // kF32
    {simd::store(k64), k32},           // kF64
};

}  // namespace

uint32_t MacroAssembler::load(LoadKind k, Reg dst, const Address& a) {
  const uint32_t at = offset();
  const Access access = kLoads[static_cast<uint8_t>(k)];
  if (dst.is_float()) {
    code_.simd(access.op, dst, a);
  } else {
    code_.access(access, dst, a);
  }
  if (folds_) load_ = {at, offset(), k, dst, Mem(a)};
  return at;
}

// An instruction can take one operand from memory. The load that was emitted for it is taken back
// then, and the instruction stands, and faults, where the load stood.

/// The newest instruction only loaded `r`, whose contents nobody needs but one that writes `dst`.
bool MacroAssembler::was_loaded(LoadKind k, Reg r, Reg dst, RegSet dead) const {
  return load_.end == offset() && load_.dst == r && load_.kind == k && (r == dst || dead.has(r));
}

Mem MacroAssembler::take_back_load() {
  code_.rewind(load_.begin);
  load_.end = UINT32_MAX;
  absorbed_from_ = std::min(absorbed_from_, load_.begin);
  return load_.from;
}

uint32_t MacroAssembler::store(StoreKind k, const Address& a, Reg src) {
  const uint32_t at = offset();
  const Access access = kStores[static_cast<uint8_t>(k)];
  if (src.is_float()) {
    code_.simd(access.op, src, a);
  } else {
    code_.access(access, src, a);
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

namespace {

constexpr Width width_of(ValueKind k) {
  return k == ValueKind::kI64 || k == ValueKind::kF64 ? k64 : k32;
}

StoreKind store_kind(ValueKind k) {
  constexpr StoreKind kKinds[] = {StoreKind::kI32, StoreKind::kI64, StoreKind::kF32,
                                  StoreKind::kF64};
  return kKinds[static_cast<uint8_t>(k)];
}

}  // namespace

// The commonest accesses of all: encoded for this base, which is known.
void MacroAssembler::load_frame(ValueKind k, Reg dst, int32_t cell) {
  constexpr LoadKind kKinds[] = {LoadKind::kI32, LoadKind::kI64, LoadKind::kF32, LoadKind::kF64};
  const Width w = width_of(k);
  const uint32_t at = offset();
  const Mem from(rbp, cell);
  if (dst.is_float()) {
    code_.simd(simd::load(w), dst, from);
  } else {
    code_.mov(w, dst, from);
  }
  if (folds_) load_ = {at, offset(), kKinds[static_cast<uint8_t>(k)], dst, from};
}

void MacroAssembler::store_frame(ValueKind k, int32_t offset, Reg src) {
  const Width w = width_of(k);
  if (src.is_float()) {
    code_.simd(simd::store(w), src, Mem(rbp, offset));
  } else {
    code_.mov(w, Mem(rbp, offset), src);
  }
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
