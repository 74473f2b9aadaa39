// Loads, stores, frame cells, context fields.
#include "arch/a64/macro_assembler.h"

namespace shoal::arch::a64 {

namespace {

/// By LoadKind.
constexpr Access kLoads[] = {
    {2, false, 1}, {3, false, 1}, {2, true, 1},  {3, true, 1},   // kI32 kI64 kF32 kF64
    {0, false, 3}, {0, false, 1}, {1, false, 3}, {1, false, 1},  // kI32S8 kI32U8 kI32S16 kI32U16
    {0, false, 2}, {0, false, 1}, {1, false, 2}, {1, false, 1},  // kI64S8 kI64U8 kI64S16 kI64U16
    {2, false, 2}, {2, false, 1},                                // kI64S32 kI64U32
};
/// By StoreKind.
constexpr Access kStores[] = {
    {0, false, 0}, {1, false, 0}, {2, false, 0}, {3, false, 0}, {2, true, 0}, {3, true, 0},
};

}  // namespace

void MacroAssembler::add_imm(Width w, Reg dst, Reg src, int64_t value) {
  const bool negative = value < 0;
  const uint64_t size = negative ? ~static_cast<uint64_t>(value) + 1 : static_cast<uint64_t>(value);
  auto emit = [&](Reg d, Reg s, uint64_t part) {
    code_.op(negative ? SumImm::kSub : SumImm::kAdd, w, d, s, part);
  };
  if (is_add_imm(size)) {
    emit(dst, src, size);
  } else if (size <= 0xFFFFFF) {
    emit(dst, src, size & 0xFFF000);
    emit(dst, dst, size & 0xFFF);
  } else if (w == Width::k32) {
    move_imm(kScratch2, static_cast<uint32_t>(value));
    code_.add(k32, dst, src, kScratch2);
  } else {
    assert(src != kScratch2);
    move_imm(kScratch2, static_cast<uint64_t>(value));
    code_.op(Extended::kAdd, k64, dst, src, kScratch2, Extension::kUxtx);
  }
}

Mem MacroAssembler::summed(const Address& a, uint8_t log2) {
  const int64_t low = a.disp & 0xFFF, high = a.disp - low;
  const bool fits = is_displacement(a.disp, log2);
  if (!fits &&
      !(high >= 0 && is_add_imm(static_cast<uint64_t>(high)) && is_displacement(low, log2))) {
    assert(a.base != kScratch2);
    move_imm(kScratch2, static_cast<uint64_t>(int64_t{a.disp}));
    if (a.index.valid()) code_.add(k64, kScratch2, kScratch2, a.index);
    return Mem(a.base, kScratch2, k64);
  }
  Reg base = a.base;
  if (a.index.valid()) {
    code_.add(k64, kScratch2, base, a.index);
    base = kScratch2;
  }
  if (fits) return Mem(base, a.disp);
  add_imm(k64, kScratch2, base, high);
  return Mem(kScratch2, static_cast<int32_t>(low));
}

uint32_t MacroAssembler::load(LoadKind k, Reg dst, const Address& address) {
  const Access access = kLoads[static_cast<uint8_t>(k)];
  const Mem m = mem(address, access.log2);
  const uint32_t at = offset();
  code_.access(access, dst, m);
  return at;
}

uint32_t MacroAssembler::store(StoreKind k, const Address& address, Reg src) {
  const Access access = kStores[static_cast<uint8_t>(k)];
  const Mem m = mem(address, access.log2);
  const uint32_t at = offset();
  code_.access(access, src, m);
  return at;
}

namespace {

/// The kind that stores the same bytes from an integer register.
constexpr StoreKind as_integer(StoreKind k) {
  if (k == StoreKind::kF32) return StoreKind::kI32;
  return k == StoreKind::kF64 ? StoreKind::kI64 : k;
}

constexpr StoreKind store_kind(ValueKind k) {
  constexpr StoreKind kKinds[] = {StoreKind::kI32, StoreKind::kI64, StoreKind::kF32,
                                  StoreKind::kF64};
  return kKinds[static_cast<uint8_t>(k)];
}

constexpr LoadKind load_kind(ValueKind k) {
  constexpr LoadKind kKinds[] = {LoadKind::kI32, LoadKind::kI64, LoadKind::kF32, LoadKind::kF64};
  return kKinds[static_cast<uint8_t>(k)];
}

}  // namespace

bool MacroAssembler::fits_store(StoreKind, uint64_t bits) { return bits == 0; }

uint32_t MacroAssembler::store_imm(StoreKind k, const Address& address,
                                   [[maybe_unused]] uint64_t bits) {
  assert(fits_store(k, bits));
  return store(as_integer(k), address, kZero);
}

bool MacroAssembler::prefers_base(int32_t disp, uint8_t log2) {
  return is_displacement(disp, log2);
}

void MacroAssembler::effective_address(Reg dst, Reg index, uint64_t offset) {
  if (!index.valid()) {
    move_imm(dst, offset);
  } else if (offset == 0) {
    move(Width::k64, dst, index);
  } else {
    add_imm(Width::k64, dst, index, static_cast<int64_t>(offset));
  }
}

void MacroAssembler::branch_beyond_4g(Reg r, Label l) {
  if (reach_ == Reach::kShort) return branch_bit(true, r, 32, l);
  code_.shift(ShiftKind::kLsr, k64, kScratch2, r, 32);
  branch_nonzero(Width::k64, kScratch2, l);
}

// --- Frame cells ---------------------------------------------------------------------------------

namespace {

/// The lower of two neighbouring cells, if one instruction can access both.
bool pairs(int32_t a, int32_t b) {
  const int32_t low = std::min(a, b);
  return std::max(a, b) - low == 8 && low % 8 == 0 && low >= -512 && low <= 504;
}

}  // namespace

/// One access to two neighbouring cells, in whichever order they come.
void MacroAssembler::access_pair(bool loads, Reg reg1, int32_t cell1, Reg reg2, int32_t cell2) {
  if (cell1 > cell2) std::swap(reg1, reg2);
  code_.pair(loads, Encoder::PairMode::kOffset, reg1, reg2, kFramePointer, std::min(cell1, cell2));
}

void MacroAssembler::load_cell(Reg dst, int32_t cell) {
  if (last_is(Last::Kind::kLoadCell) && last_.dst != dst && last_.dst.bank() == dst.bank() &&
      pairs(last_.cell, cell)) {
    const Last other = take_back();
    return access_pair(true, other.dst, other.cell, dst, cell);
  }
  load(dst.is_float() ? LoadKind::kF64 : LoadKind::kI64, dst, {kFramePointer, kNoReg, cell});
  note({.kind = Last::Kind::kLoadCell, .dst = dst, .cell = cell});
}

void MacroAssembler::store_cell(int32_t cell, Reg src) {
  if (last_is(Last::Kind::kStoreCell) && last_.lhs.bank() == src.bank() &&
      pairs(last_.cell, cell)) {
    const Last other = take_back();
    return access_pair(false, other.lhs, other.cell, src, cell);
  }
  store(src.is_float() ? StoreKind::kF64 : StoreKind::kI64, {kFramePointer, kNoReg, cell}, src);
  note({.kind = Last::Kind::kStoreCell, .lhs = src, .cell = cell});
}

// Of an i32's cell the upper half is anything when it is read; so whole cells are written, which
// two at a time is cheaper, and read only where the whole was asked for.
void MacroAssembler::load_frame(ValueKind k, Reg dst, int32_t offset) {
  if (k == ValueKind::kI64 || k == ValueKind::kF64) return load_cell(dst, offset);
  load(load_kind(k), dst, {kFramePointer, kNoReg, offset});
}

void MacroAssembler::store_frame(ValueKind, int32_t offset, Reg src) { store_cell(offset, src); }

void MacroAssembler::store_frame_imm(ValueKind, int32_t offset, uint64_t bits) {
  if (bits == 0) return store_cell(offset, kZero);
  move_imm(kScratch, bits);
  store_cell(offset, kScratch);
}

void MacroAssembler::zero_frame(int32_t offset, uint32_t count) {
  constexpr uint32_t kInline = 16;
  if (count <= kInline) {
    for (uint32_t i = 0; i < count; ++i) store_cell(offset + static_cast<int32_t>(8 * i), kZero);
    return;
  }
  const Label loop = new_label();
  add_imm(Width::k64, kScratch, kFramePointer, offset);
  if (count % 2 != 0) code_.access_post(kStores[3], kZero, kScratch, 8);
  move_imm(kScratch2, count / 2);
  bind(loop);
  code_.pair(false, Encoder::PairMode::kPost, kZero, kZero, kScratch, 16);
  code_.op(SumImm::kSub, k64, kScratch2, kScratch2, 1);
  branch_nonzero(Width::k64, kScratch2, loop);
}

void MacroAssembler::store_argument(ValueKind k, uint32_t cell, Reg src) {
  store(store_kind(k), {kStackPointer, kNoReg, static_cast<int32_t>(8 * cell)}, src);
}

// --- Context -------------------------------------------------------------------------------------

void MacroAssembler::load_field(Width w, Reg dst, Reg base, int32_t offset) {
  load(w == Width::k32 ? LoadKind::kI32 : LoadKind::kI64, dst, {base, kNoReg, offset});
}

void MacroAssembler::load_context(Width w, Reg dst, uint32_t offset) {
  load_field(w, dst, kContext, static_cast<int32_t>(offset));
}

void MacroAssembler::store_context(Width w, uint32_t offset, Reg src) {
  store(w == Width::k32 ? StoreKind::kI32 : StoreKind::kI64,
        {kContext, kNoReg, static_cast<int32_t>(offset)}, src);
}

void MacroAssembler::store_context_float(Width w, uint32_t offset, Reg src) {
  store(w == Width::k32 ? StoreKind::kF32 : StoreKind::kF64,
        {kContext, kNoReg, static_cast<int32_t>(offset)}, src);
}

void MacroAssembler::load_context_scratch(uint32_t offset) {
  load_context(Width::k64, kScratch2, offset);
}

void MacroAssembler::compare_with_context(Reg r, uint32_t offset) {
  load_context_scratch(offset);
  code_.cmp(k64, r, kScratch2);
}

void MacroAssembler::add_context(Reg r, uint32_t offset) {
  load_context_scratch(offset);
  code_.add(k64, r, r, kScratch2);
}

void MacroAssembler::sub_context(Reg r, uint32_t offset) {
  load_context_scratch(offset);
  code_.sub(k64, r, r, kScratch2);
}

uint32_t MacroAssembler::compare_field(Width w, Reg base, int32_t field, Reg r) {
  const LoadKind kind = w == Width::k32 ? LoadKind::kI32 : LoadKind::kI64;
  const uint32_t at = load(kind, kScratch2, {base, kNoReg, field});
  code_.cmp(w, kScratch2, r);
  return at;
}

void MacroAssembler::load_element(Reg dst, Reg base, Reg index) {
  code_.access(kLoads[1], dst, Mem(base, index, k64, true));
}

void MacroAssembler::store_element(Reg base, Reg index, Reg src) {
  code_.access(kStores[3], src, Mem(base, index, k64, true));
}

void MacroAssembler::context_address(Reg dst, uint32_t offset) {
  add_imm(Width::k64, dst, kContext, offset);
}

void MacroAssembler::reload_memory(bool checked) {
  const bool pairs_up = context_.memory_limit == context_.memory_base + 8 &&
                        context_.memory_base % 8 == 0 && context_.memory_base <= 504;
  if (checked && pairs_up) {
    return code_.pair(true, Encoder::PairMode::kOffset, kMemoryBase, kMemoryLimit, kContext,
                      static_cast<int32_t>(context_.memory_base));
  }
  load_context(Width::k64, kMemoryBase, context_.memory_base);
  if (checked) load_context(Width::k64, kMemoryLimit, context_.memory_limit);
}

}  // namespace shoal::arch::a64
