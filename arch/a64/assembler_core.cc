// The buffer, labels and branches, moves.
#include <algorithm>
#include <bit>
#include <cstring>

#include "arch/a64/macro_assembler.h"

namespace shoal::arch::a64 {
namespace {

// Branches without their distances.
constexpr uint32_t kB = 0x14000000, kBCond = 0x54000000, kBl = 0x94000000;
constexpr uint32_t kCbz = 0x34000000, kCbnz = 0x35000000, kTbz = 0x36000000, kTbnz = 0x37000000;
constexpr uint32_t kBtiJ = 0xD503249F;
constexpr uint32_t kInstructionBytes = 4;

struct BranchField {
  uint8_t bits;
  uint8_t shift;
};
/// Where instructions keep their distance, in words; by BranchKind.
constexpr BranchField kFields[] = {{14, 5}, {19, 5}, {26, 0}};

constexpr uint32_t sixty_four(Width w) { return w == Width::k64 ? 1u << 31 : 0; }

}  // namespace

MacroAssembler::MacroAssembler(Features, ContextOffsets context, std::span<uint8_t> buffer)
    : context_(context), code_(buffer) {}

Reach MacroAssembler::expected_reach(size_t body_bytes) {
  // Four bytes of code for one of WebAssembly is more than real functions need.
  if (body_bytes <= 8 << 10) return Reach::kShort;
  return body_bytes <= 256 << 10 ? Reach::kMedium : Reach::kLong;
}

void MacroAssembler::end_function() {
#ifndef NDEBUG
  for (const LabelState& l : labels_)
    assert(l.newest == kNowhere && "a label was used and never bound");
#endif
  labels_.clear();
  branches_.clear();
}

void MacroAssembler::rewind(uint32_t offset) {
  code_.rewind(offset);
  labels_.clear();
  branches_.clear();
  last_ = {};
}

void MacroAssembler::align(uint32_t to) {
  while (offset() % to != 0 && !failed()) code_.nop();
}

auto MacroAssembler::take_back() -> Last {
  const Last taken = last_;
  code_.rewind(offset() - kInstructionBytes);
  absorbed_from_ = std::min(absorbed_from_, offset());
  last_ = {};
  return taken;
}

void MacroAssembler::note(Last last) {
  if (!folds_) return;
  if (last.kind <= Last::Kind::kCompareFloat) {
    before_last_ = last_.end + kInstructionBytes == offset() ? last_ : Last{};
  }
  last_ = last;
  last_.end = offset();
}

// --- Labels and branches -------------------------------------------------------------------------

void MacroAssembler::bind(Label l) {
  LabelState& state = labels_[l.id];
  assert(state.position == kNowhere);
  state.position = static_cast<int32_t>(offset());
  last_ = {};
  for (int32_t i = state.newest; i != kNowhere; i = branches_[static_cast<size_t>(i)].older) {
    patch_branch(branches_[static_cast<size_t>(i)], state.position);
  }
  state.newest = kNowhere;
}

void MacroAssembler::patch_branch(const Branch& b, int32_t target) {
  if (failed()) return;
  const auto [bits, shift] = kFields[static_cast<uint8_t>(b.kind)];
  const int32_t words = (target - static_cast<int32_t>(b.at)) / 4;
  if (words < -(1 << (bits - 1)) || words >= 1 << (bits - 1)) {
    beyond_reach_ = true;
    return;
  }
  const uint32_t mask = (1u << bits) - 1;
  code_.write_u32(b.at, code_.read_u32(b.at) | (static_cast<uint32_t>(words) & mask) << shift);
}

/// Lays down the branch `word`, of this kind, to the label.
void MacroAssembler::branch_to(uint32_t word, BranchKind kind, Label l) {
  LabelState& state = labels_[l.id];
  Branch branch{offset(), kNowhere, kind};
  state.used = true;
  code_.word(word);
  if (state.position != kNowhere) return patch_branch(branch, state.position);
  branch.older = state.newest;
  state.newest = static_cast<int32_t>(branches_.size());
  branches_.push_back(branch);
}

void MacroAssembler::jump(Label l) { branch_to(kB, BranchKind::kAlways, l); }

void MacroAssembler::branch_condition(uint32_t word, uint32_t inverse, Label l) {
  if (reach_ != Reach::kLong) return branch_to(word, BranchKind::kConditional, l);
  constexpr uint32_t kOverNext = 2u << 5;  // Two words on.
  code_.word(inverse | kOverNext);
  branch_to(kB, BranchKind::kAlways, l);
}

void MacroAssembler::branch(Cond c, Label l) {
  const bool equality = c == Cond::kEq || c == Cond::kNe;
  const bool sign = c == Cond::kLtS || c == Cond::kGeS;
  if (last_is(Last::Kind::kCompareZero) && (equality || (sign && reach_ == Reach::kShort))) {
    const Last compare = take_back();
    if (equality) return branch_register(c == Cond::kEq, compare.width, compare.lhs, l);
    return branch_bit(c == Cond::kLtS, compare.lhs, compare.width == Width::k32 ? 31 : 63, l);
  }
  if (last_is(Last::Kind::kTestBit) && equality && reach_ == Reach::kShort) {
    const Last test = take_back();
    return branch_bit(c == Cond::kNe, test.lhs, test.amount, l);
  }
  branch_flags(condition_bits(c), l);
}

void MacroAssembler::branch_flags(uint32_t condition, Label l) {
  branch_condition(kBCond | condition, kBCond | (condition ^ 1), l);
}

void MacroAssembler::branch_register(bool if_zero, Width w, Reg r, Label l) {
  const uint32_t operand = sixty_four(w) | r.code();
  branch_condition((if_zero ? kCbz : kCbnz) | operand, (if_zero ? kCbnz : kCbz) | operand, l);
}

void MacroAssembler::branch_bit(bool if_set, Reg r, uint8_t bit, Label l) {
  assert(reach_ == Reach::kShort);
  const uint32_t operand = (bit & 32u) << 26 | (bit & 31u) << 19 | r.code();
  branch_to((if_set ? kTbnz : kTbz) | operand, BranchKind::kTest, l);
}

// What csdb follows may not use a predicted outcome of the select.
void MacroAssembler::branch_clamped(Cond c, Label l, Reg dst, Reg src, Reg fallback) {
  constexpr uint32_t kCsdb = 0xD503229F;
  branch_flags(condition_bits(c), l);
  code_.op(Select::kCsel, k64, dst, src, fallback.valid() ? fallback : kZero,
           condition_bits(negate(c)));
  code_.word(kCsdb);
}

void MacroAssembler::branch_zero(Width w, Reg r, Label l) { branch_register(true, w, r, l); }

void MacroAssembler::branch_nonzero(Width w, Reg r, Label l) { branch_register(false, w, r, l); }

// A table of branches: nothing in the code is data, and each entry is a place that an indirect
// branch may go to.
DataRange MacroAssembler::jump_table(Reg index, Reg temp, std::span<const Label> targets) {
  constexpr uint32_t kAdr = 0x10000000, kAddUxtw = 0x8B204000, kEntryShift = 3;
  code_.word(kAdr | 3u << 5 |
             kScratch.code());  // The third instruction from here is the first entry.
  // add scratch, scratch, index, uxtw #3
  code_.word(kAddUxtw | index.code() << 16 | kEntryShift << 10 | kScratch.code() << 5 |
             kScratch.code());
  code_.br(kScratch);
  (void)temp;
  for (Label l : targets) {
    code_.word(kBtiJ);
    jump(l);
  }
  return {};
}

// --- Moves ---------------------------------------------------------------------------------------

void MacroAssembler::move(Width w, Reg dst, Reg src) {
  if (dst != src) code_.mov(w, dst, src);
}

void MacroAssembler::move_float(Reg dst, Reg src) {
  if (dst != src) code_.op(Float1::kFmov, k64, dst, src);
}

// The halves of 16 bits that are all zeros, or else those that are all ones, come free with the
// first instruction; each other one takes an instruction. A pattern of a logical immediate takes
// one.
void MacroAssembler::move_imm(Reg dst, uint64_t value) {
  if (value <= 0xFFFF) {  // Most of them.
    return code_.op(MoveWide::kMovz, k32, dst, static_cast<uint32_t>(value), 0);
  }
  const Width w = value <= UINT32_MAX ? Width::k32 : Width::k64;
  const uint32_t halves = w == Width::k32 ? 2 : 4;
  auto half = [value](uint32_t i) { return static_cast<uint32_t>(value >> (16 * i)) & 0xFFFF; };
  uint32_t zeros = 0, ones = 0;
  for (uint32_t i = 0; i < halves; ++i) {
    zeros += half(i) == 0;
    ones += half(i) == 0xFFFF;
  }
  if (std::max(zeros, ones) < halves - 1) {
    if (const uint32_t pattern = logical_imm(w, value); pattern != kNoPattern) {
      return code_.op(LogicalImm::kOrr, w, dst, kZero, pattern);
    }
  }
  const bool inverted = ones > zeros;
  const uint32_t background = inverted ? 0xFFFF : 0;
  const MoveWide first = inverted ? MoveWide::kMovn : MoveWide::kMovz;
  bool begun = false;
  for (uint32_t i = 0; i < halves; ++i) {
    if (half(i) == background) continue;
    if (begun) {
      code_.op(MoveWide::kMovk, w, dst, half(i), i);
    } else {
      code_.op(first, w, dst, half(i) ^ background, i);
    }
    begun = true;
  }
  if (!begun) code_.op(first, w, dst, 0, 0);
}

void MacroAssembler::clear(Reg dst) { code_.op(MoveWide::kMovz, k32, dst, 0, 0); }

void MacroAssembler::move_float_imm(Width w, Reg dst, uint64_t bits) {
  if (bits == 0) return code_.movi_zero(dst);
  if (const int imm = float_imm(w, bits); imm >= 0) return code_.fmov_imm(w, dst, imm);
  move_imm(kScratch2, bits);
  code_.op(IntFloat::kFromGp, w, w, dst, kScratch2);
}

uint8_t MacroAssembler::constant_cost(Bank bank, uint64_t bits) {
  const Width w = bits <= UINT32_MAX ? Width::k32 : Width::k64;
  if (bank == Bank::kFloat) {
    const bool immediate = bits == 0 || float_imm(w, bits) >= 0;
    return immediate ? 1 : constant_cost(Bank::kInt, bits) + 1;
  }
  const int halves = w == Width::k32 ? 2 : 4;
  int zeros = 0, ones = 0;
  for (int i = 0; i < halves; ++i) {
    const uint64_t half = bits >> (16 * i) & 0xFFFF;
    zeros += half == 0;
    ones += half == 0xFFFF;
  }
  const int free = std::max(zeros, ones);
  if (free >= halves - 1 || logical_imm(w, bits) != kNoPattern) return 1;
  return static_cast<uint8_t>(halves - free);
}

// --- Results of compares -------------------------------------------------------------------------

void MacroAssembler::set(Cond c, Reg dst) {
  code_.op(Select::kCsinc, k32, dst, kZero, kZero, condition_bits(negate(c)));
  note({.kind = Last::Kind::kSet, .width = Width::k32, .condition = c, .dst = dst});
}

void MacroAssembler::select(Cond c, Width w, Reg dst, Reg if_true, Reg if_false) {
  code_.op(Select::kCsel, w, dst, if_true, if_false, condition_bits(c));
}

void MacroAssembler::select_float(Cond c, Reg dst, Reg if_true, Reg if_false) {
  code_.fcsel(k64, dst, if_true, if_false, condition_bits(c));
}

// --- Direct calls --------------------------------------------------------------------------------

uint32_t MacroAssembler::call_direct() {
  code_.word(kBl);
  return offset();
}

uint32_t MacroAssembler::jump_direct() {
  code_.word(kB);
  return offset();
}

void MacroAssembler::link_call(uint8_t* code, uint32_t return_offset, uint32_t target_offset) {
  const uint32_t at = return_offset - kInstructionBytes;
  const auto words = static_cast<int32_t>(target_offset - at) / 4;
  uint32_t word;
  std::memcpy(&word, code + at, sizeof word);
  word |= static_cast<uint32_t>(words) & 0x03FFFFFF;
  std::memcpy(code + at, &word, sizeof word);
}

}  // namespace shoal::arch::a64
