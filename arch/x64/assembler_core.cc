// The buffer, labels and jumps, moves.
#include <cstring>

#include "arch/code_buffer.h"
#include "arch/x64/macro_assembler.h"

namespace shoal::arch::x64 {
namespace {

using namespace asmjit;

/// The x86 condition code of an integer or ordered-float condition.
uint8_t condition_code(Cond c) {
  switch (c) {
    case Cond::kEq: return 0x4;
    case Cond::kNe: return 0x5;
    case Cond::kLtS: return 0xC;
    case Cond::kGeS: return 0xD;
    case Cond::kGtS: return 0xF;
    case Cond::kLeS: return 0xE;
    case Cond::kLtU: return 0x2;
    case Cond::kGeU: return 0x3;
    case Cond::kGtU: return 0x7;
    case Cond::kLeU: return 0x6;
    // compare_float swaps the operands of less-than, so that "above" and "above or equal", which an
    // unordered result makes false, express all four orders.
    case Cond::kFLt:
    case Cond::kFGt: return 0x7;
    case Cond::kFNotLt:
    case Cond::kFNotGt: return 0x6;
    case Cond::kFLe:
    case Cond::kFGe: return 0x3;
    case Cond::kFNotLe:
    case Cond::kFNotGe: return 0x2;
    case Cond::kFEq:
    case Cond::kFNe: break;  // Two flags; see the users.
  }
  assert(false && "kFEq and kFNe have no single condition code");
  return 0;
}

constexpr uint8_t kParity = 0xA, kNotParity = 0xB;

/// setcc and cmovcc by condition code.
constexpr x86::Inst::Id kSet[16] = {
    x86::Inst::kIdSeto, x86::Inst::kIdSetno, x86::Inst::kIdSetb,  x86::Inst::kIdSetae,
    x86::Inst::kIdSete, x86::Inst::kIdSetne, x86::Inst::kIdSetbe, x86::Inst::kIdSeta,
    x86::Inst::kIdSets, x86::Inst::kIdSetns, x86::Inst::kIdSetp,  x86::Inst::kIdSetnp,
    x86::Inst::kIdSetl, x86::Inst::kIdSetge, x86::Inst::kIdSetle, x86::Inst::kIdSetg};
constexpr x86::Inst::Id kCmov[16] = {
    x86::Inst::kIdCmovo, x86::Inst::kIdCmovno, x86::Inst::kIdCmovb,  x86::Inst::kIdCmovae,
    x86::Inst::kIdCmove, x86::Inst::kIdCmovne, x86::Inst::kIdCmovbe, x86::Inst::kIdCmova,
    x86::Inst::kIdCmovs, x86::Inst::kIdCmovns, x86::Inst::kIdCmovp,  x86::Inst::kIdCmovnp,
    x86::Inst::kIdCmovl, x86::Inst::kIdCmovge, x86::Inst::kIdCmovle, x86::Inst::kIdCmovg};

}  // namespace

Features Features::host() {
  const CpuFeatures::X86& f = CpuInfo::host().features().x86();
  return {f.hasAVX(), f.hasBMI2(), f.hasLZCNT(), f.hasBMI()};
}

const char* Features::host_lacks() {
  const CpuFeatures::X86& f = CpuInfo::host().features().x86();
  return f.hasSSE4_1() && f.hasPOPCNT() ? nullptr : "x86-64-v2 (SSE4.1 and POPCNT) is required";
}

Target host_target() {
  const Features f = Features::host();
  return f.avx && f.bmi2 && f.lzcnt && f.tzcnt ? Target::kX86_64V3 : Target::kX86_64;
}

MacroAssembler::MacroAssembler(Features features, ContextOffsets context, std::span<uint8_t> buffer)
    : features_(features), context_(context) {
  holder_.init(Environment(Arch::kX64));
  holder_.setErrorHandler(&errors_);
  use_buffer(holder_, buffer);
  holder_.attach(&asm_);
}

void MacroAssembler::end_function() {
  for (const TableFixup& f : table_fixups_) {
    const int32_t target = labels_[f.label].position;
    assert(target != kNowhere);
    write_u32(f.at, static_cast<uint32_t>(target) - f.table);
  }
  table_fixups_.clear();
#ifndef NDEBUG
  for (const LabelState& l : labels_)
    assert(l.chain == kNowhere && "a label was used and never bound");
#endif
  labels_.clear();
}

void MacroAssembler::rewind(uint32_t offset) {
  asm_.setOffset(offset);
  labels_.clear();
  table_fixups_.clear();
  result_end_ = UINT32_MAX;
}

void MacroAssembler::align(uint32_t to) { asm_.align(AlignMode::kCode, to); }

void MacroAssembler::start_log() {
  logger_.clear();
  holder_.setLogger(&logger_);
}

std::string MacroAssembler::take_log() {
  std::string text(logger_.data(), logger_.dataSize());
  logger_.clear();
  return text;
}

uint32_t MacroAssembler::read_u32(uint32_t at) const {
  uint32_t v;
  std::memcpy(&v, asm_.bufferData() + at, 4);
  return v;
}

void MacroAssembler::write_u32(uint32_t at, uint32_t v) {
  if (errors_.failed) return;
  std::memcpy(asm_.bufferData() + at, &v, 4);
}

// --- Labels and jumps ----------------------------------------------------------------------------

Label MacroAssembler::new_label() {
  labels_.push_back({});
  return Label{static_cast<uint32_t>(labels_.size() - 1)};
}

void MacroAssembler::bind(Label l) {
  LabelState& state = labels_[l.id];
  assert(state.position == kNowhere);
  const int32_t here = static_cast<int32_t>(offset());
  log_jump("bind", l);
  state.position = here;
  result_end_ = UINT32_MAX;
  if (errors_.failed) {
    state.chain = kNowhere;
    return;
  }
  for (int32_t at = state.chain; at != kNowhere;) {
    const int32_t older = static_cast<int32_t>(read_u32(static_cast<uint32_t>(at)));
    write_u32(static_cast<uint32_t>(at), static_cast<uint32_t>(here - (at + 4)));
    at = older;
    state.jumped = true;
  }
  state.chain = kNowhere;
}

void MacroAssembler::jump_field(Label l) {
  LabelState& state = labels_[l.id];
  const int32_t at = static_cast<int32_t>(offset());
  put_u32(static_cast<uint32_t>(state.chain));
  state.chain = at;
}

/// Jumps are laid down as bytes; in the log they get their meaning as a comment.
void MacroAssembler::log_jump(const char* what, Label l) {
  if (holder_.logger() != nullptr) asm_.commentf("; %s label%u", what, l.id);
}

void MacroAssembler::jump(Label l) {
  LabelState& state = labels_[l.id];
  log_jump("jmp", l);
  if (state.position != kNowhere) {
    state.jumped = true;
    const int64_t here = offset();
    const int64_t near = state.position - (here + 2);
    if (near >= -128) {
      put({0xEB, static_cast<uint8_t>(near)});
    } else {
      put({0xE9});
      put_u32(static_cast<uint32_t>(state.position - (here + 5)));
    }
    return;
  }
  put({0xE9});
  jump_field(l);
}

void MacroAssembler::jump_condition(uint8_t x86_condition, Label l) {
  constexpr const char* kNames[16] = {"jo", "jno", "jb", "jae", "je", "jne", "jbe", "ja",
                                      "js", "jns", "jp", "jnp", "jl", "jge", "jle", "jg"};
  LabelState& state = labels_[l.id];
  log_jump(kNames[x86_condition], l);
  if (state.position != kNowhere) {
    state.jumped = true;
    const int64_t here = offset();
    const int64_t near = state.position - (here + 2);
    if (near >= -128) {
      put({static_cast<uint8_t>(0x70 | x86_condition), static_cast<uint8_t>(near)});
    } else {
      put({0x0F, static_cast<uint8_t>(0x80 | x86_condition)});
      put_u32(static_cast<uint32_t>(state.position - (here + 6)));
    }
    return;
  }
  put({0x0F, static_cast<uint8_t>(0x80 | x86_condition)});
  jump_field(l);
}

void MacroAssembler::branch(Cond c, Label l) {
  if (c == Cond::kFEq) {
    // Equal and ordered: skip the jump on parity (2 bytes + the 2 or 6 of the jump).
    const Label unordered = new_label();
    jump_condition(kParity, unordered);
    jump_condition(0x4, l);
    bind(unordered);
  } else if (c == Cond::kFNe) {
    jump_condition(kParity, l);
    jump_condition(0x5, l);
  } else {
    jump_condition(condition_code(c), l);
  }
}

void MacroAssembler::branch_zero(Width w, Reg r, Label l) {
  asm_.test(gp(w, r), gp(w, r));
  jump_condition(0x4, l);
}

void MacroAssembler::branch_nonzero(Width w, Reg r, Label l) {
  asm_.test(gp(w, r), gp(w, r));
  jump_condition(0x5, l);
}

DataRange MacroAssembler::jump_table(Reg index, Reg temp, std::span<const Label> targets) {
  put({0x4C, 0x8D, 0x1D});  // lea r11, [rip + table]
  const uint32_t field = offset();
  put_u32(0);
  asm_.movsxd(gpq(temp), x86::dword_ptr(gpq(kScratch), gpq(index), 2));
  asm_.add(gpq(temp), gpq(kScratch));
  asm_.jmp(gpq(temp));
  const uint32_t table = offset();
  write_u32(field, table - (field + 4));
  for (Label l : targets) {
    labels_[l.id].jumped = true;
    table_fixups_.push_back({offset(), table, l.id});
    put_u32(0);
  }
  return {table, static_cast<uint32_t>(4 * targets.size())};
}

// --- Moves ---------------------------------------------------------------------------------------

void MacroAssembler::move(Width w, Reg dst, Reg src) {
  if (dst != src) asm_.mov(gp(w, dst), gp(w, src));
}

void MacroAssembler::move_float(Reg dst, Reg src) {
  if (dst == src) return;
  if (features_.avx) {
    asm_.vmovaps(vec(dst), vec(src));
  } else {
    asm_.movaps(vec(dst), vec(src));
  }
}

void MacroAssembler::move_imm(Reg dst, uint64_t value) {
  if (value <= UINT32_MAX) {
    asm_.mov(gpd(dst), static_cast<uint32_t>(value));
  } else {
    asm_.mov(gpq(dst), static_cast<int64_t>(value));  // Picks the sign-extended form where it fits.
  }
}

void MacroAssembler::clear(Reg dst) { asm_.xor_(gpd(dst), gpd(dst)); }

void MacroAssembler::move_float_imm(Width w, Reg dst, uint64_t bits) {
  if (bits == 0) {
    if (features_.avx) {
      asm_.vxorps(vec(dst), vec(dst), vec(dst));
    } else {
      asm_.xorps(vec(dst), vec(dst));
    }
    return;
  }
  move_imm(kScratch, bits);
  convert(w == Width::k32 ? Convert::kF32ReinterpretI32 : Convert::kF64ReinterpretI64, dst,
          kScratch);
}

uint8_t MacroAssembler::constant_cost(Bank bank, uint64_t bits) {
  const auto value = static_cast<int64_t>(bits);
  const uint8_t cost = bits <= UINT32_MAX || value == static_cast<int32_t>(value) ? 1 : 2;
  if (bank == Bank::kInt) return cost;
  return bits == 0 ? 1 : cost + 1;
}

// --- Results of compares -------------------------------------------------------------------------

void MacroAssembler::set(Cond c, Reg dst) {
  if (c == Cond::kFEq || c == Cond::kFNe) {
    const bool equal = c == Cond::kFEq;
    asm_.emit(kSet[equal ? kNotParity : kParity], x86::gpb_lo(kScratch.code()));
    asm_.emit(kSet[equal ? 0x4 : 0x5], x86::gpb_lo(dst.code()));
    if (equal) {
      asm_.and_(gpd(dst), gpd(kScratch));
    } else {
      asm_.or_(gpd(dst), gpd(kScratch));
    }
  } else {
    asm_.emit(kSet[condition_code(c)], x86::gpb_lo(dst.code()));
  }
  asm_.movzx(gpd(dst), x86::gpb_lo(dst.code()));
}

void MacroAssembler::select(Cond c, Width w, Reg dst, Reg if_true, Reg if_false) {
  if (c == Cond::kFEq || c == Cond::kFNe) {
    // dst = if_equal, then replaced by if_not when not equal or unordered.
    const Reg if_equal = c == Cond::kFEq ? if_true : if_false;
    const Reg if_not = c == Cond::kFEq ? if_false : if_true;
    if (dst == if_not && dst != if_equal) {
      move(w, kScratch, if_not);
      move(w, dst, if_equal);
      asm_.cmovne(gp(w, dst), gp(w, kScratch));
      asm_.cmovp(gp(w, dst), gp(w, kScratch));
    } else {
      move(w, dst, if_equal);
      asm_.cmovne(gp(w, dst), gp(w, if_not));
      asm_.cmovp(gp(w, dst), gp(w, if_not));
    }
    return;
  }
  if (dst == if_false) {
    asm_.emit(kCmov[condition_code(c)], gp(w, dst), gp(w, if_true));
  } else {
    move(w, dst, if_true);
    asm_.emit(kCmov[condition_code(negate(c))], gp(w, dst), gp(w, if_false));
  }
}

void MacroAssembler::select_float(Cond c, Reg dst, Reg if_true, Reg if_false) {
  const Label done = new_label();
  if (dst == if_false) {
    branch(negate(c), done);
    move_float(dst, if_true);
  } else if (dst == if_true) {
    branch(c, done);
    move_float(dst, if_false);
  } else {
    move_float(dst, if_true);
    branch(c, done);
    move_float(dst, if_false);
  }
  bind(done);
}

}  // namespace shoal::arch::x64
