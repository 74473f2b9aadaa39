// The operand stack and the registers behind it: how operands are pushed without code, popped into
// registers, spilled, and brought into the places that branches and calls agree on.
//
// Invariants (verify() recomputes them after every instruction in debug builds)
//  - Every temporary is either free or owned by exactly one operand. Between pop() and release() it
//    is *held* by the instruction being compiled; at instruction boundaries nothing is held.
//  - A home always holds its local. Operands may refer to it (kLocal, kSum) without owning it;
//    before a local changes, such operands are read out (read_out_local).
//  - Below `floor_` operands are constants or in their frame slots. The floor is raised at the
//    start of every block to the block's height, so the operands of enclosing blocks look the same
//    on every path; it also trails the top by a fixed window, which bounds every search below to a
//    constant, whatever depth a hostile body reaches.
//  - Locals without a home are written through to the frame; a free temporary may still *cache* one
//    (cached_), until it is reused or control flow merges. On a CPU that cannot add an index and a
//    displacement to the memory base in one access, temporaries cache memory base + local, too.
//  - At a label, of the label's values the topmost is in the canonical register of its bank and the
//    others are in the slots of their positions. No other state exists there: homes never move,
//    nothing is cached. So a branch is a jump, and no label has a register state to be copied or
//    merged.
//  - allocate() and what calls it may spill: emit stores, through the scratch registers. So an
//    instruction takes its registers before it branches to code that resumes in its middle, and
//    before it puts anything into a scratch register.
//  - "Frozen" methods emit code and change no state: they serve code that only one of two paths
//    runs.
#ifndef SHOAL_JIT_OPERAND_STACK_H_
#define SHOAL_JIT_OPERAND_STACK_H_

#include <algorithm>
#include <array>
#include <cstdint>
#include <ostream>
#include <span>
#include <utility>
#include <vector>

#include "jit/frame_layout.h"
#include "jit/local_plan.h"
#include "jit/value_stack.h"
#include "shoal/tuning.h"

namespace shoal::jit {

template <class Masm>
class OperandStack {
 public:
  using Reg = arch::Reg;
  using RegSet = arch::RegSet;
  using Kind = Operand::Kind;

  /// A value on its way to a register.
  struct Move {
    Reg dst;
    Operand src;
  };

  OperandStack(Masm& masm, const Tuning& tuning, const LocalPlan& plan, FrameLayout& frame)
      : masm_(masm), tuning_(tuning), plan_(plan), frame_(frame) {}

  /// `spare`: registers that no local of this function has its home in, as further temporaries.
  void begin_function(std::span<const ValType> locals, RegSet spare = {}) {
    locals_ = locals;
    top_ = entries_;
    set_floor(0);
    has_flags_ = false;
    temporaries_ = Masm::kTemporaries | spare;
    free_ = temporaries_;
    cached_ = {};
  }

  uint32_t size() const { return static_cast<uint32_t>(top_ - entries_); }
  /// The operand `depth` below the top.
  const Operand& peek(uint32_t depth = 0) const { return top_[-1 - ptrdiff_t{depth}]; }

  [[gnu::always_inline]] void push(const Operand& o) {
    if (top_ == limit_) [[unlikely]]
      make_room();
    *top_++ = o;
  }
  [[gnu::always_inline]] void push_reg(ValType t, Reg r) { push(Operand::in_reg(t, r)); }

  [[gnu::always_inline]] Operand pop() {
    assert(size() != 0);
    const Operand o = *--top_;
    if (top_ < bottom_) [[unlikely]]
      set_floor(size());
    return o;
  }
  void pop(uint32_t n) {
    for (; n != 0; --n) release(pop());
  }

  // --- Registers ---------------------------------------------------------------------------------

  bool is_temporary(Reg r) const { return temporaries_.has(r); }

  /// Takes a free temporary, spilling the deepest operand that owns one if there is none.
  Reg allocate(arch::Bank bank, RegSet except = {}) {
    RegSet candidates = free_.of(bank) - except;
    if (candidates.empty()) {
      spill_one(bank, except);
      candidates = free_.of(bank) - except;
    }
    const RegSet clean = candidates - cached_;
    const Reg r = clean.empty() ? candidates.first() : clean.first();
    assert(r.valid());
    hold(r);
    return r;
  }

  /// Takes this temporary, moving or spilling the operand that owns it. It must not be held.
  void take(Reg r) {
    if (!free_.has(r)) {
      for (uint32_t i = floor_; i < size(); ++i) {
        Operand& o = entries_[i];
        if (!owns(o, r)) continue;
        const RegSet others = free_.of(r.bank());
        if (o.kind == Kind::kReg && !others.empty()) {
          const Reg to = allocate(r.bank());
          move_reg(o.type, to, r);
          o.reg = to;
          free_.add(r);
        } else {
          spill(i);
        }
        break;
      }
    }
    assert(free_.has(r));
    hold(r);
  }

  /// Gives a held temporary back.
  void release(Reg r) {
    if (is_temporary(r)) free_.add(r);
  }
  [[gnu::always_inline]] void release(const Operand& o) {
    if (o.kind == Kind::kReg || o.kind == Kind::kSum) {
      if (o.reg.valid()) release(o.reg);
      if (o.kind == Kind::kSum && o.index.valid()) release(o.index);
    }
  }

  /// Brings a popped operand into a register, to be read. A home is read in place (a constant's
  /// too); else it is a held temporary.
  Reg to_reg(Operand& o, RegSet except = {}) {
    if (o.kind == Kind::kReg && !except.has(o.reg)) return o.reg;
    if (o.kind == Kind::kConst) {
      if (const Reg home = constant_home(o); home.valid()) return home;
    }
    if (o.kind == Kind::kLocal) {
      const Reg home = plan_.home(o.local);
      if (home.valid()) return home;
      const Reg cached = cached_register(o.local);
      if (cached.valid() && free_.has(cached) && !except.has(cached)) {
        free_.remove(cached);  // Still caches the local, until somebody writes to it.
        o = Operand::in_reg(o.type, cached);
        return cached;
      }
    }
    return to_new_reg(o, except);
  }

  /// Like to_reg, but always a held temporary that may be overwritten.
  Reg to_temporary(Operand& o) {
    const Reg r = to_reg(o);
    if (is_temporary(r)) {
      cached_.remove(r);
      return r;
    }
    return to_new_reg(o, {});
  }

  /// Brings a popped operand into this register, a temporary that is not held by another.
  void to_fixed(Operand& o, Reg r) {
    if (o.kind == Kind::kReg && o.reg == r) {
      cached_.remove(r);
      return;
    }
    if (o.kind == Kind::kSum && (o.reg == r || o.index == r)) {
      load(r, o);  // It owns r already.
      release(o);
      hold(r);
    } else {
      take(r);
      load(r, o);
      release(o);
    }
    o = Operand::in_reg(o.type, r);
  }

  /// Where the result of an instruction over `a` (and `b`) goes: `target` if valid, else a
  /// temporary that one of them holds, else a new one. What is left over is released.
  Reg destination(ValType type, Reg target, const Operand& a, const Operand& b = {}) {
    Reg dst = target;
    if (!dst.valid()) dst = reusable(type, a);
    if (!dst.valid()) dst = reusable(type, b);
    release(a);
    release(b);
    if (!dst.valid()) return allocate(bank_of(type));
    if (is_temporary(dst)) hold(dst);
    return dst;
  }

  /// Temporaries whose contents nobody needs, between destination() and the next operand.
  RegSet dead() const { return free_ - cached_; }
  /// The temporaries that an operand owns.
  RegSet owned(const Operand& o) const {
    RegSet own;
    if (o.kind != Kind::kReg && o.kind != Kind::kSum) return own;
    if (o.reg.valid()) own.add(o.reg);
    if (o.kind == Kind::kSum && o.index.valid()) own.add(o.index);
    return own & temporaries_;
  }

  /// Emits code that puts the operand's value into `dst`. Frozen. Leaves the flags alone (a
  /// constant 0 in a float register excepted on no CPU). `dead`: registers of the operand that
  /// need not keep their contents.
  void load(Reg dst, const Operand& o, RegSet dead = {}) {
    switch (o.kind) {
      case Kind::kReg: move_reg(o.type, dst, o.reg); break;
      case Kind::kSlot: masm_.load_frame(value_kind(o.type), dst, o.disp); break;
      case Kind::kConst: load_constant(dst, o); break;
      case Kind::kSum:
        masm_.add_scaled(o.width(), dst, o.reg, o.index, o.shift, o.disp, dead);
        break;
      case Kind::kFlags: masm_.set(o.cond, dst); break;
      case Kind::kLocal:
        if (const Reg home = plan_.home(o.local); home.valid()) {
          move_reg(o.type, dst, home);
        } else if (const Reg cached = cached_register(o.local); cached.valid()) {
          move_reg(o.type, dst, cached);
        } else {
          masm_.load_frame(value_kind(o.type), dst, frame_.locals[o.local]);
        }
        break;
    }
  }

  /// Emits code that stores the operand's value to a frame cell. Frozen.
  void store(int32_t offset, const Operand& o) {
    if (o.kind == Kind::kConst && !constant_home(o).valid()) {
      masm_.store_frame_imm(value_kind(o.type), offset, o.bits);
      return;
    }
    masm_.store_frame(value_kind(o.type), offset, readable(o));
  }

  /// A register to read the operand from at once: its own, a home, or the scratch register, loaded.
  /// Frozen.
  Reg readable(const Operand& o) {
    if (o.kind == Kind::kReg) return o.reg;
    if (o.kind == Kind::kLocal && plan_.home(o.local).valid()) return plan_.home(o.local);
    if (o.kind == Kind::kConst && constant_home(o).valid()) return constant_home(o);
    const Reg scratch = o.bank() == arch::Bank::kInt ? Masm::kScratch : Masm::kFloatScratch;
    load(scratch, o);
    return scratch;
  }

  /// Performs all moves as if at once. Frozen; uses the scratch registers, and frame cells above
  /// the operands, to break cycles.
  void emit_moves(std::span<Move> moves) {
    size_t left = moves.size();
    while (left != 0) {
      bool progress = false;
      for (size_t i = 0; i < left;) {
        if (is_read(moves.first(left), moves[i].dst, i)) {
          ++i;
          continue;
        }
        load(moves[i].dst, moves[i].src);
        moves[i] = moves[--left];
        progress = true;
      }
      if (!progress && !park_sums(moves.first(left), moves.size())) break_cycle(moves.first(left));
    }
  }

  // --- Locals ------------------------------------------------------------------------------------

  /// Operands that still refer to the local get its present value as their own. Call before it
  /// changes.
  void read_out_local(uint32_t local) {
    uncache(local, caches_address_);
    const Reg home = plan_.home(local);
    for (uint32_t i = floor_; i < size(); ++i) {
      Operand& o = entries_[i];
      const bool refers =
          (o.kind == Kind::kLocal && o.local == local) ||
          (o.kind == Kind::kSum && home.valid() && (o.reg == home || o.index == home));
      if (!refers) continue;
      if (free_.of(o.bank()).empty()) {
        spill(i);
      } else {
        const Reg r = allocate(o.bank());
        load(r, o);
        release(o);
        o = Operand::in_reg(o.type, r);
      }
    }
  }

  /// The popped operand becomes the local's value. The operand's registers stay held.
  void assign_local(uint32_t local, Operand& value) {
    read_out_local(local);
    const Reg home = plan_.home(local);
    if (home.valid()) {
      if (value.is_const() && value.bits == 0 && !home.is_float()) {
        masm_.clear(home);  // No compare waits in the flags: it would be the value.
      } else if (value.kind != Kind::kReg || value.reg != home) {
        load(home, value, owned(value));
      }
      return;
    }
    uncache(local, cached_);
    if (value.kind == Kind::kConst) {
      store(frame_.locals[local], value);
      return;
    }
    const Reg r = to_reg(value);
    masm_.store_frame(value_kind(value.type), frame_.locals[local], r);
    if (is_temporary(r)) cache(r, local);
  }

  void cache(Reg r, uint32_t local) {
    if (!tuning_.local_cache) return;
    cached_.add(r);
    caches_address_.remove(r);
    cached_local_[r.id] = local;
  }
  /// A register that holds memory base + local, `index` being the local's value: one that caches
  /// it, or a free one, in which it is computed and cached from now on. kNoReg: none is free.
  Reg address_of(uint32_t local, Reg index) {
    for (Reg r : cached_& caches_address_) {
      if (cached_local_[r.id] == local && free_.has(r)) return r;
    }
    const RegSet clean = free_.of(arch::Bank::kInt) - cached_;
    if (!tuning_.local_cache || clean.empty()) return arch::kNoReg;
    const Reg r = clean.first();
    masm_.binary(arch::IntOp::kAdd, arch::Width::k64, r, Masm::kMemoryBase, index);
    cached_.add(r);
    caches_address_.add(r);
    cached_local_[r.id] = local;
    return r;
  }
  static constexpr uint32_t kNoLocal = UINT32_MAX;
  /// The local whose present value a temporary holds; kNoLocal if it is not known to be one's.
  uint32_t local_in(Reg r) const {
    return (cached_ - caches_address_).has(r) ? cached_local_[r.id] : kNoLocal;
  }
  void forget_cached() { cached_ = {}; }
  bool is_free(Reg r) const { return free_.has(r); }
  /// A free temporary was written to.
  void destroyed(Reg r) { cached_.remove(r); }

  // --- Control flow ------------------------------------------------------------------------------

  static Reg canonical(ValType t) {
    return is_float(t) ? Masm::kFloatResults[0] : Masm::kIntResults[0];
  }

  /// All operands but the top `keep` go to their slots (constants stay); the floor rises above
  /// them.
  void flush(uint32_t keep) {
    const uint32_t end = size() - keep;
    for (uint32_t i = floor_; i < end; ++i) spill(i);
    if (floor_ < end) set_floor(end);
  }

  /// Spills what a call would destroy below the top `keep` operands.
  void spill_for_call(uint32_t keep) {
    const uint32_t end = size() - keep;
    for (uint32_t i = floor_; i < end; ++i) {
      const Operand& o = entries_[i];
      if (o.kind == Kind::kReg || (o.kind == Kind::kSum && owns_any(o))) spill(i);
    }
  }

  /// After a call: every temporary is free and caches nothing.
  void all_destroyed() {
    free_ = temporaries_;
    cached_ = {};
  }

  /// Emits code that brings the top `n` operands into label form for a label at `height`. Frozen.
  void transfer(uint32_t n, uint32_t height) {
    if (n == 0) return;
    for (uint32_t i = 0; i + 1 < n; ++i) {
      const Operand& o = peek(n - 1 - i);
      const int32_t to = frame_.operand(height + i);
      if (o.kind != Kind::kSlot || o.disp != to) store(to, o);
    }
    load(canonical(peek().type), peek());
  }
  /// True if transfer() of the top `n` operands would emit nothing.
  bool is_transferred(uint32_t n, uint32_t height) {
    for (uint32_t i = 0; i + 1 < n; ++i) {
      const Operand& o = peek(n - 1 - i);
      if (o.kind != Kind::kSlot || o.disp != frame_.operand(height + i)) return false;
    }
    return n == 0 || (peek().kind == Kind::kReg && peek().reg == canonical(peek().type));
  }

  /// The state at a label: `height` operands below, then the label's values in label form.
  void enter_label(uint32_t height, std::span<const ValType> values) {
    assert(height <= size() && floor_ >= std::min(height, floor_));
    top_ = entries_ + height;
    if (floor_ > height) set_floor(height);
    all_destroyed();
    for (size_t i = 0; i < values.size(); ++i) {
      if (i + 1 < values.size()) {
        push(Operand::slot(values[i], frame_.operand(size())));
      } else {
        const Reg r = canonical(values[i]);
        free_.remove(r);
        push_reg(values[i], r);
      }
    }
  }

  /// A compare is left in the flags.
  void push_flags(arch::Cond c) {
    push(Operand::flags(c));
    has_flags_ = true;
  }
  /// The instruction before may have left a compare in the flags. True once.
  bool take_has_flags() { return std::exchange(has_flags_, false); }
  /// It becomes a value, before the flags are destroyed.
  void settle_flags() {
    if (size() == 0 || peek().kind != Kind::kFlags) return;
    Operand& o = top_[-1];
    const Reg r = allocate(arch::Bank::kInt);
    masm_.set(o.cond, r);
    o = Operand::in_reg(ValType::kI32, r);
  }

  // --- Debugging ---------------------------------------------------------------------------------

  /// Asserts the invariants at the top of this file. For instruction boundaries.
  void verify() const {
#ifndef NDEBUG
    RegSet owned;
    // What the floor has passed was looked at then: deep stacks must not take quadratic time.
    for (uint32_t i = floor_ - std::min(floor_, kWindow); i < size(); ++i) {
      const Operand& o = entries_[i];
      if (i < floor_) assert(o.kind == Kind::kSlot || o.kind == Kind::kConst);
      if (o.kind == Kind::kFlags) assert(i + 1 == size());
      if (o.kind == Kind::kLocal) assert(o.local < locals_.size());
      for (Reg r : this->owned(o)) {
        assert(!owned.has(r) && "a temporary has two owners");
        owned.add(r);
      }
      if (o.kind == Kind::kReg) assert(is_temporary(o.reg) || i + 2 >= size());
    }
    assert((owned & free_).empty() && "a free temporary has an owner");
    assert((owned | free_) == temporaries_ && "a temporary was lost");
#endif
  }

  void print(std::ostream& out) const;

 private:
  /// The top operands that may be anywhere; below, they are in slots. Bounds every search.
  static constexpr uint32_t kWindow = 16;

  uint32_t capacity() const { return static_cast<uint32_t>(storage_.size()); }
  void set_floor(uint32_t floor) {
    floor_ = floor;
    bottom_ = entries_ + floor;
    limit_ = entries_ + std::min(capacity(), floor + kWindow);
  }
  /// Before a push: the floor follows the top, or the stack is deeper than ever.
  [[gnu::noinline]] void make_room() {
    const uint32_t height = size();
    if (height == capacity()) {
      storage_.resize(2 * storage_.size());
      entries_ = storage_.data();
      top_ = entries_ + height;
    }
    if (height - floor_ == kWindow) spill(floor_++);
    set_floor(floor_);
  }

  void hold(Reg r) {
    free_.remove(r);
    cached_.remove(r);
  }

  bool owns(const Operand& o, Reg r) const {
    return (o.kind == Kind::kReg && o.reg == r) ||
           (o.kind == Kind::kSum && (o.reg == r || o.index == r));
  }
  bool owns_any(const Operand& o) const {
    return (o.reg.valid() && is_temporary(o.reg)) ||
           (o.kind == Kind::kSum && o.index.valid() && is_temporary(o.index));
  }

  void move_reg(ValType t, Reg dst, Reg src) {
    if (bank_of(t) == arch::Bank::kFloat) {
      masm_.move_float(dst, src);
    } else {
      masm_.move(width_of(t), dst, src);
    }
  }

  Reg constant_home(const Operand& o) const { return plan_.constant_home(o.bank(), o.bits); }

  void load_constant(Reg dst, const Operand& o) {
    if (const Reg home = constant_home(o); home.valid()) {
      move_reg(o.type, dst, home);
    } else if (o.bank() == arch::Bank::kFloat) {
      masm_.move_float_imm(o.width(), dst, o.bits);
    } else {
      masm_.move_imm(dst, o.bits);
    }
  }

  /// A held temporary with the operand's value. A sum is computed into one that it owns.
  Reg to_new_reg(Operand& o, RegSet except) {
    if (o.kind == Kind::kSum) {
      for (Reg own : {o.reg, o.index}) {
        if (!own.valid() || !is_temporary(own) || except.has(own)) continue;
        load(own, o, owned(o));
        release(o);
        hold(own);
        o = Operand::in_reg(o.type, own);
        return own;
      }
    }
    const Reg r = allocate(o.bank(), except);
    load(r, o);
    release(o);
    if (o.kind == Kind::kLocal && !plan_.home(o.local).valid()) cache(r, o.local);
    o = Operand::in_reg(o.type, r);
    return r;
  }

  /// The operand's temporary, if an instruction may write its result there.
  Reg reusable(ValType type, const Operand& o) const {
    return o.kind == Kind::kReg && is_temporary(o.reg) && o.reg.bank() == bank_of(type)
               ? o.reg
               : arch::kNoReg;
  }

  Reg cached_register(uint32_t local) const {
    for (Reg r : cached_ - caches_address_) {
      if (cached_local_[r.id] == local) return r;
    }
    return arch::kNoReg;
  }
  void uncache(uint32_t local, RegSet among) {
    for (Reg r : cached_& among) {
      if (cached_local_[r.id] == local) cached_.remove(r);
    }
  }

  void spill(uint32_t position) {
    Operand& o = entries_[position];
    if (o.kind == Kind::kSlot || o.kind == Kind::kConst) return;
    const int32_t offset = frame_.operand(position);
    store(offset, o);
    release(o);
    o = Operand::slot(o.type, offset);
  }

  void spill_one(arch::Bank bank, RegSet except) {
    for (uint32_t i = floor_; i < size(); ++i) {
      const Operand& o = entries_[i];
      if (o.bank() != bank || o.kind == Kind::kFlags) continue;
      if (!(o.kind == Kind::kReg || o.kind == Kind::kSum) || !owns_any(o)) continue;
      if (except.has(o.reg) && !(o.kind == Kind::kSum && o.index.valid())) continue;
      spill(i);
      if (!(free_.of(bank) - except).empty()) return;
    }
    assert(false && "an instruction holds every temporary");
  }

  bool reads(const Operand& o, Reg r) const {
    if (o.kind == Kind::kLocal) {
      const Reg home = plan_.home(o.local);
      return home.valid() ? home == r : cached_register(o.local) == r;
    }
    if (o.kind == Kind::kConst) return constant_home(o) == r;
    return owns(o, r);
  }
  bool is_read(std::span<const Move> moves, Reg r, size_t except) const {
    for (size_t i = 0; i < moves.size(); ++i) {
      if (i != except && reads(moves[i].src, r)) return true;
    }
    return false;
  }

  /// Sums of two registers among moves that block each other go to frame cells, above those of
  /// `total` operands that may be popped. Then each move reads one register at most: what is left
  /// are disjoint cycles, which one scratch register can serve one after the other. False: there
  /// were none.
  bool park_sums(std::span<Move> moves, size_t total) {
    bool parked = false;
    uint32_t position = size() + static_cast<uint32_t>(total);
    for (Move& m : moves) {
      Operand& o = m.src;
      if (o.kind != Kind::kSum || !o.reg.valid() || !o.index.valid() || o.reg == o.index) continue;
      const int32_t offset = frame_.operand(position++);
      store(offset, o);
      o = Operand::slot(o.type, offset);
      parked = true;
    }
    return parked;
  }

  /// Every destination is still read by another move: one source moves to the scratch register of
  /// its bank.
  void break_cycle(std::span<Move> moves) {
    const Reg from = moves[0].dst;
    const Reg scratch = from.is_float() ? Masm::kFloatScratch : Masm::kScratch;
    move_reg(from.is_float() ? ValType::kF64 : ValType::kI64, scratch, from);
    for (Move& m : moves) {
      Operand& o = m.src;
      if (!reads(o, from)) continue;
      if (o.kind == Kind::kSum) {
        if (o.reg == from) o.reg = scratch;
        if (o.index == from) o.index = scratch;
      } else {
        o = Operand::in_reg(o.type, scratch);
      }
    }
  }

  Masm& masm_;
  const Tuning& tuning_;
  const LocalPlan& plan_;
  FrameLayout& frame_;
  std::span<const ValType> locals_;
  std::vector<Operand> storage_ = std::vector<Operand>(64);
  Operand* entries_ = storage_.data();
  Operand* top_ = entries_;
  Operand* bottom_ = nullptr;  ///< entries_[floor_].
  Operand* limit_ = nullptr;   ///< At which a push has to make room.
  uint32_t floor_ = 0;
  bool has_flags_ = false;
  RegSet temporaries_;
  RegSet free_;
  RegSet cached_;          ///< Free temporaries that hold something of a local, as follows.
  RegSet caches_address_;  ///< Of these, those with memory base + local; the others have its value.
  std::array<uint32_t, 64> cached_local_{};
};

template <class Masm>
void OperandStack<Masm>::print(std::ostream& out) const {
  auto reg = [&out](Reg r) { out << (r.is_float() ? "f" : "r") << static_cast<int>(r.code()); };
  out << "[";
  for (uint32_t i = 0; i < size(); ++i) {
    const Operand& o = entries_[i];
    if (i != 0) out << (i == floor_ ? " | " : " ");
    switch (o.kind) {
      case Kind::kSlot: out << "slot"; break;
      case Kind::kReg: reg(o.reg); break;
      case Kind::kConst: out << "#" << signed_value(o); break;
      case Kind::kLocal: out << "local" << o.local; break;
      case Kind::kFlags: out << "flags"; break;
      case Kind::kSum:
        if (o.reg.valid()) reg(o.reg);
        if (o.index.valid()) {
          out << "+";
          reg(o.index);
          out << "<<" << static_cast<int>(o.shift);
        }
        if (o.disp != 0) out << "+" << o.disp;
        break;
    }
    out << ":" << to_string(o.type);
  }
  out << "]";
}

}  // namespace shoal::jit

#endif  // SHOAL_JIT_OPERAND_STACK_H_
