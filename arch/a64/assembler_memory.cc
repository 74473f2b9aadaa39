// Loads, stores, frame cells, context fields.
#include "arch/a64/macro_assembler.h"

namespace shoal::arch::a64 {

using namespace asmjit;

namespace {

// Additions that asmjit does not take in this form, or that serve sp: register, extended.
constexpr uint32_t kAddUxtx = 0x8B206000;

constexpr uint32_t registers(Reg dst, Reg lhs, Reg rhs) {
  return static_cast<uint32_t>(rhs.code() << 16 | lhs.code() << 5 | dst.code());
}

}  // namespace

void MacroAssembler::add_imm(Width w, Reg dst, Reg src, int64_t value) {
  const bool negative = value < 0;
  const uint64_t size = negative ? ~static_cast<uint64_t>(value) + 1 : static_cast<uint64_t>(value);
  auto emit = [&](Reg d, Reg s, uint64_t part) {
    asm_.emit(negative ? arm::Inst::kIdSub : arm::Inst::kIdAdd, gp_or_sp(w, d), gp_or_sp(w, s),
              Imm(part));
  };
  if (is_add_imm(size)) {
    emit(dst, src, size);
  } else if (size <= 0xFFFFFF) {
    emit(dst, src, size & 0xFFF000);
    emit(dst, dst, size & 0xFFF);
  } else if (w == Width::k32) {
    move_imm(kScratch2, static_cast<uint32_t>(value));
    asm_.add(gpw(dst), gpw(src), gpw(kScratch2));
  } else {
    assert(src != kScratch2);
    move_imm(kScratch2, static_cast<uint64_t>(value));
    put(kAddUxtx | registers(dst, src, kScratch2));
  }
}

// An index or a displacement, but not both, and a displacement only up to a limit; the rest is
// added into kScratch2 first.
arm::Mem MacroAssembler::mem(const Address& a, uint8_t log2) {
  const int64_t low = a.disp & 0xFFF, high = a.disp - low;
  const bool fits = is_displacement(a.disp, log2);
  if (!a.index.valid()) {
    if (fits) return arm::ptr(gp_or_sp(Width::k64, a.base).as<arm::Gp>(), a.disp);
    if (high >= 0 && is_add_imm(static_cast<uint64_t>(high)) && is_displacement(low, log2)) {
      add_imm(Width::k64, kScratch2, a.base, high);
      return arm::ptr(gpx(kScratch2), static_cast<int32_t>(low));
    }
    assert(a.base != kScratch2);
    move_imm(kScratch2, static_cast<uint64_t>(int64_t{a.disp}));
    return arm::ptr(gpx(a.base), gpx(kScratch2));
  }
  if (a.disp == 0) {
    return a.index_width == Width::k32 ? arm::ptr(gpx(a.base), gpw(a.index), arm::uxtw(0))
                                       : arm::ptr(gpx(a.base), gpx(a.index));
  }
  if (fits) {
    asm_.add(gpx(kScratch2), gpx(a.base), gpx(a.index));
    return arm::ptr(gpx(kScratch2), a.disp);
  }
  if (high >= 0 && is_add_imm(static_cast<uint64_t>(high)) && is_displacement(low, log2)) {
    asm_.add(gpx(kScratch2), gpx(a.base), gpx(a.index));
    add_imm(Width::k64, kScratch2, kScratch2, high);
    return arm::ptr(gpx(kScratch2), static_cast<int32_t>(low));
  }
  move_imm(kScratch2, static_cast<uint64_t>(int64_t{a.disp}));
  asm_.add(gpx(kScratch2), gpx(kScratch2), gpx(a.index));
  return arm::ptr(gpx(a.base), gpx(kScratch2));
}

uint32_t MacroAssembler::load(LoadKind k, Reg dst, const Address& address) {
  const arm::Mem m = mem(address, log2_size(k));
  const uint32_t at = offset();
  switch (k) {
    case LoadKind::kI32:
    case LoadKind::kI64U32: asm_.ldr(gpw(dst), m); break;
    case LoadKind::kI64: asm_.ldr(gpx(dst), m); break;
    case LoadKind::kF32: asm_.ldr(fp(Width::k32, dst), m); break;
    case LoadKind::kF64: asm_.ldr(fp(Width::k64, dst), m); break;
    case LoadKind::kI32S8: asm_.ldrsb(gpw(dst), m); break;
    case LoadKind::kI64S8: asm_.ldrsb(gpx(dst), m); break;
    case LoadKind::kI32U8:
    case LoadKind::kI64U8: asm_.ldrb(gpw(dst), m); break;
    case LoadKind::kI32S16: asm_.ldrsh(gpw(dst), m); break;
    case LoadKind::kI64S16: asm_.ldrsh(gpx(dst), m); break;
    case LoadKind::kI32U16:
    case LoadKind::kI64U16: asm_.ldrh(gpw(dst), m); break;
    case LoadKind::kI64S32: asm_.ldrsw(gpx(dst), m); break;
  }
  return at;
}

uint32_t MacroAssembler::store(StoreKind k, const Address& address, Reg src) {
  const arm::Mem m = mem(address, log2_size(k));
  const uint32_t at = offset();
  switch (k) {
    case StoreKind::kI8: asm_.strb(gpw(src), m); break;
    case StoreKind::kI16: asm_.strh(gpw(src), m); break;
    case StoreKind::kI32: asm_.str(gpw(src), m); break;
    case StoreKind::kI64: asm_.str(gpx(src), m); break;
    case StoreKind::kF32: asm_.str(fp(Width::k32, src), m); break;
    case StoreKind::kF64: asm_.str(fp(Width::k64, src), m); break;
  }
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
  asm_.lsr(gpx(kScratch2), gpx(r), 32);
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
  const arm::Mem low = arm::ptr(gpx(kFramePointer), std::min(cell1, cell2));
  if (reg1.is_float()) {
    asm_.emit(loads ? arm::Inst::kIdLdp_v : arm::Inst::kIdStp_v, fp(Width::k64, reg1),
              fp(Width::k64, reg2), low);
  } else {
    asm_.emit(loads ? arm::Inst::kIdLdp : arm::Inst::kIdStp, gpx(reg1), gpx(reg2), low);
  }
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
  if (count % 2 != 0) asm_.str(arm::xzr, arm::ptr_post(gpx(kScratch), 8));
  move_imm(kScratch2, count / 2);
  bind(loop);
  asm_.stp(arm::xzr, arm::xzr, arm::ptr_post(gpx(kScratch), 16));
  asm_.sub(gpx(kScratch2), gpx(kScratch2), 1);
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
  asm_.cmp(gpx(r), gpx(kScratch2));
}

void MacroAssembler::add_context(Reg r, uint32_t offset) {
  load_context_scratch(offset);
  asm_.add(gpx(r), gpx(r), gpx(kScratch2));
}

void MacroAssembler::sub_context(Reg r, uint32_t offset) {
  load_context_scratch(offset);
  asm_.sub(gpx(r), gpx(r), gpx(kScratch2));
}

uint32_t MacroAssembler::compare_field(Width w, Reg base, int32_t field, Reg r) {
  const LoadKind kind = w == Width::k32 ? LoadKind::kI32 : LoadKind::kI64;
  const uint32_t at = load(kind, kScratch2, {base, kNoReg, field});
  asm_.cmp(gp(w, kScratch2), gp(w, r));
  return at;
}

void MacroAssembler::load_element(Reg dst, Reg base, Reg index) {
  asm_.ldr(gpx(dst), arm::ptr(gpx(base), gpx(index), arm::lsl(3)));
}

void MacroAssembler::store_element(Reg base, Reg index, Reg src) {
  asm_.str(gpx(src), arm::ptr(gpx(base), gpx(index), arm::lsl(3)));
}

void MacroAssembler::context_address(Reg dst, uint32_t offset) {
  add_imm(Width::k64, dst, kContext, offset);
}

void MacroAssembler::reload_memory(bool checked) {
  const bool pairs_up = context_.memory_limit == context_.memory_base + 8 &&
                        context_.memory_base % 8 == 0 && context_.memory_base <= 504;
  if (checked && pairs_up) {
    asm_.ldp(gpx(kMemoryBase), gpx(kMemoryLimit),
             arm::ptr(gpx(kContext), static_cast<int32_t>(context_.memory_base)));
    return;
  }
  load_context(Width::k64, kMemoryBase, context_.memory_base);
  if (checked) load_context(Width::k64, kMemoryLimit, context_.memory_limit);
}

}  // namespace shoal::arch::a64
