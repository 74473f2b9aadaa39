#include "jit/local_plan.h"

#include <algorithm>
#include <array>

#include "jit/leb.h"
#include "jit/opcodes.h"

namespace shoal::jit {
namespace {

using arch::Reg;

constexpr uint32_t kMaxLoopDepth = 6;
/// Saving and restoring a preserved register.
constexpr uint64_t kPreservedCost = 2;

constexpr bool is_runtime_call(Op op) {
  switch (op) {
    case Op::kMemoryGrow:
    case Op::kMemoryFill:
    case Op::kMemoryCopy:
    case Op::kMemoryInit:
    case Op::kDataDrop:
    case Op::kTableGrow:
    case Op::kTableFill:
    case Op::kTableCopy:
    case Op::kTableInit:
    case Op::kElemDrop: return true;
    default: return false;
  }
}

/// How the scan gets past an instruction that says nothing, if its immediates take a byte each: so
/// many bytes with the opcode, and the bits that must be 0 in the two behind it. Length 0: the
/// instruction has to be looked at.
struct Skip {
  uint8_t length = 0;
  uint16_t zeros = 0;
};

constexpr std::array<Skip, 256> make_skips(bool constants) {
  constexpr Skip kAlone{1, 0}, kNumber{2, 0x0080}, kAccess{3, 0x8000 | 0x80 | kMemArgHasMemory};
  std::array<Skip, 256> skips{};
  auto set = [&](Op first, Op last, Skip skip) {
    for (auto i = static_cast<size_t>(first); i <= static_cast<size_t>(last); ++i) skips[i] = skip;
  };
  set(Op::kUnreachable, Op::kNop, kAlone);
  set(Op::kBr, Op::kBrIf, kNumber);
  set(Op::kReturn, Op::kReturn, kAlone);
  set(Op::kDrop, Op::kSelect, kAlone);
  set(Op::kGlobalGet, Op::kTableSet, kNumber);
  set(Op::kI32Load, Op::kI64Store32, kAccess);
  set(Op::kMemorySize, Op::kMemorySize, kNumber);
  set(Op::kI32Eqz, Op::kI64Extend32S, kAlone);
  if (constants) set(Op::kI32Const, Op::kI64Const, kNumber);
  return skips;
}

constexpr std::array<Skip, 256> kSkips = make_skips(false);
/// Where constants do not matter.
constexpr std::array<Skip, 256> kSkipsWithConstants = make_skips(true);

/// Reads the immediate of a const instruction. Null: it is malformed.
const uint8_t* read_constant(Op op, const uint8_t* p, const uint8_t* end, ValType* type,
                             uint64_t* bits) {
  LebFailure failure;
  switch (op) {
    case Op::kI32Const: {
      int32_t value = 0;
      p = read_leb<int32_t, 32>(p, end, &value, &failure);
      *type = ValType::kI32;
      *bits = static_cast<uint32_t>(value);
      return p;
    }
    case Op::kI64Const: {
      int64_t value = 0;
      p = read_leb<int64_t, 64>(p, end, &value, &failure);
      *type = ValType::kI64;
      *bits = static_cast<uint64_t>(value);
      return p;
    }
    case Op::kF32Const:
      if (end - p < 4) return nullptr;
      *type = ValType::kF32;
      *bits = read_word<uint32_t>(p);
      return p + 4;
    default:
      if (end - p < 8) return nullptr;
      *type = ValType::kF64;
      *bits = read_word<uint64_t>(p);
      return p + 8;
  }
}

}  // namespace

void LocalPlan::forget_assignments(size_t since) {
  for (; assignments_.size() > since; assignments_.pop_back()) {
    uses_[assignments_.back()].is_assigned = false;
  }
}

/// Notes a use of a local. Null: the scan cannot go on.
inline const uint8_t* LocalPlan::weigh_local(Op op, const uint8_t* p, const uint8_t* end,
                                             uint64_t unit) {
  uint32_t index = 0;
  LebFailure failure;
  p = read_leb<uint32_t, 32>(p, end, &index, &failure);
  if (p == nullptr || index >= uses_.size()) return nullptr;
  LocalUse& use = uses_[index];
  use.weight += unit;
  if (use.is_assigned) return p;
  if (op == Op::kLocalGet) {
    use.is_read_unassigned = true;
  } else {
    use.is_assigned = true;
    assignments_.push_back(index);
  }
  return p;
}

inline void LocalPlan::end_loop(const Block& block, uint32_t end) {
  Loop& loop = loops_[block.loops - 1];
  if (block.loops == loops_.size()) loop.size = end - loop.begin;
}

void LocalPlan::weigh(std::span<const uint8_t> code, uint32_t imported_functions,
                      ConstantWorthFunction constant_worth) {
  const uint8_t* p = code.data();
  const uint8_t* const end = p + code.size();
  const Skip* skips = kSkipsWithConstants.data();
  uint32_t loop_depth = 0;
  uint64_t unit = 1;
  auto set_depth = [&](uint32_t depth) {
    loop_depth = depth;
    unit = uint64_t{1} << (3 * std::min(depth, kMaxLoopDepth));
    const bool constants = depth != 0 && constant_worth != nullptr;
    skips = (constants ? kSkips : kSkipsWithConstants).data();
  };
  uint8_t opcode = 0;
  while (p != nullptr && p != end) {
    const uint8_t before = opcode;
    opcode = *p;
    const Skip skip = skips[opcode];
    if (skip.length != 0 && end - p > 2 && (read_word<uint16_t>(p + 1) & skip.zeros) == 0) {
      p += skip.length;
      continue;
    }
    ++p;
    const Op op = static_cast<Op>(opcode);
    switch (op) {
      case Op::kLocalGet:
      case Op::kLocalSet:
      case Op::kLocalTee: p = weigh_local(op, p, end, unit); break;
      case Op::kI32Const:
      case Op::kI64Const:
      case Op::kF32Const:
      case Op::kF64Const: {
        if (loop_depth == 0 || constant_worth == nullptr) {
          p = skip_immediates(opcode, p, end);
          break;
        }
        ValType type{};
        uint64_t bits = 0;
        p = read_constant(op, p, end, &type, &bits);
        if (p == nullptr || p == end) return;
        const ConstantWorth worth =
            constant_worth(type, bits, static_cast<Op>(before), static_cast<Op>(*p));
        if (worth.saved != 0) constants_.use(type, bits, unit * worth.saved, worth.cost);
        break;
      }
      case Op::kBlock:
      case Op::kLoop:
      case Op::kIf:
        p = skip_immediates(opcode, p, end);
        if (op == Op::kLoop) {
          set_depth(loop_depth + 1);
          if (p != nullptr) loops_.push_back({static_cast<uint32_t>(p - code.data()), 0});
        }
        blocks_.push_back({op == Op::kLoop, assignments_.size(), loops_.size()});
        break;
      case Op::kElse:
        if (blocks_.empty()) return;
        forget_assignments(blocks_.back().assignments);
        break;
      case Op::kEnd:
        if (blocks_.empty()) {
          is_complete_ = true;
          return;
        }
        if (blocks_.back().is_loop) {
          set_depth(loop_depth - 1);
          end_loop(blocks_.back(), static_cast<uint32_t>(p - code.data()));
        }
        forget_assignments(blocks_.back().assignments);
        blocks_.pop_back();
        break;
      case Op::kCall:
      case Op::kReturnCall: {
        uint32_t index = 0;
        LebFailure failure;
        p = read_leb<uint32_t, 32>(p, end, &index, &failure);
        // Nothing of this function lives behind a tail call, but one of another instance's function
        // is a call and a return.
        if (op == Op::kCall || index < imported_functions) call_weight_ += unit;
        may_leave_instance_ |= index < imported_functions;
        break;
      }
      default:
        weigh_other(opcode, p, end, unit);
        p = skip_immediates(opcode, p, end);
        break;
    }
  }
}

/// Instructions that are rare. `p` points behind the opcode.
void LocalPlan::weigh_other(uint8_t opcode, const uint8_t* p, const uint8_t* end, uint64_t unit) {
  Op op = static_cast<Op>(opcode);
  if (opcode == kPrefixByteFC) {
    uint32_t number = 0;  // May be written in more bytes than it needs.
    LebFailure failure;
    if (read_leb<uint32_t, 32>(p, end, &number, &failure) == nullptr) return;
    op = static_cast<Op>(kPrefixFC + number);
  }
  may_leave_instance_ |= op == Op::kCallIndirect || op == Op::kReturnCallIndirect;
  if (op == Op::kCallIndirect || is_runtime_call(op)) call_weight_ += unit;
}

void LocalPlan::assign(arch::Bank bank, std::span<const arch::ValuePlace> arrivals,
                       std::span<const Reg> volatiles, std::span<const Reg> preserved) {
  std::vector<Candidate>& candidates = candidates_[static_cast<uint8_t>(bank)];
  const size_t offered = volatiles.size() + preserved.size();
  const size_t best = std::min(offered, candidates.size());
  // Ties go to the lower index, so that the plan is the same everywhere.
  std::partial_sort(candidates.begin(), candidates.begin() + static_cast<ptrdiff_t>(best),
                    candidates.end(), [](const Candidate& a, const Candidate& b) {
                      return a.weight != b.weight ? a.weight > b.weight : a.local < b.local;
                    });
  candidates.resize(best);
  arch::RegSet free_volatiles, free_preserved;
  for (Reg r : volatiles) free_volatiles.add(r);
  for (Reg r : preserved) free_preserved.add(r);
  const uint64_t volatile_cost = 2 * call_weight_;

  auto take = [&](const Candidate& c, Reg r, bool is_preserved) {
    homes_[c.local] = r;
    (is_preserved ? free_preserved : free_volatiles).remove(r);
    (is_preserved ? preserved_ : volatiles_).add(r);
  };
  if (volatile_cost == 0) {
    // A parameter that arrives in a register that may be its home stays there.
    for (const Candidate& c : candidates) {
      if (c.local < arrivals.size() && free_volatiles.has(arrivals[c.local].reg)) {
        take(c, arrivals[c.local].reg, false);
      }
    }
  }
  auto next = [](std::span<const Reg> order, arch::RegSet free) {
    for (Reg r : order) {
      if (free.has(r)) return r;
    }
    return arch::kNoReg;
  };
  for (const Candidate& c : candidates) {
    if (homes_[c.local].valid()) continue;
    const Reg kept = next(preserved, free_preserved), lost = next(volatiles, free_volatiles);
    const bool prefer_preserved = kept.valid() && (!lost.valid() || kPreservedCost < volatile_cost);
    if (!prefer_preserved && !lost.valid()) break;
    if (c.weight <= (prefer_preserved ? kPreservedCost : volatile_cost)) continue;
    take(c, prefer_preserved ? kept : lost, prefer_preserved);
  }
  auto place_preserved = [&] {
    preserved_ = preserved_ | constants_.place(bank, preserved, free_preserved, 1, kPreservedCost);
  };
  if (call_weight_ != 0) place_preserved();
  volatile_constants_ =
      volatile_constants_ | constants_.place(bank, volatiles, free_volatiles, 1 + call_weight_, 0);
  if (call_weight_ == 0) place_preserved();
}

void LocalPlan::plan(std::span<const uint8_t> code, std::span<const ValType> locals,
                     std::span<const arch::ValuePlace> arrivals, uint32_t imported_functions,
                     const HomeRegisters& registers, bool use_homes) {
  homes_.assign(locals.size(), arch::kNoReg);
  uses_.assign(locals.size(), {});
  for (size_t i = 0; i < arrivals.size() && i < locals.size(); ++i) uses_[i].is_assigned = true;
  blocks_.clear();
  loops_.clear();
  next_loop_ = 0;
  assignments_.clear();
  is_complete_ = false;
  preserved_ = {};
  volatiles_ = {};
  volatile_constants_ = {};
  call_weight_ = 0;
  may_leave_instance_ = false;
  constants_.clear();
  weigh(code, imported_functions, registers.constant_worth);
  if (!use_homes) return;
  for (auto& c : candidates_) c.clear();
  for (uint32_t i = 0; i < locals.size(); ++i) {
    const uint64_t weight = uses_[i].weight;
    if (weight != 0) candidates_[is_float(locals[i])].push_back({i, weight});
  }
  assign(arch::Bank::kInt, arrivals, registers.volatile_ints, registers.preserved_ints);
  assign(arch::Bank::kFloat, arrivals, registers.volatile_floats, registers.preserved_floats);
}

}  // namespace shoal::jit
