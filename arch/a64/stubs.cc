#include "arch/stubs.h"

#include <algorithm>
#include <cassert>

#include "arch/a64/macro_assembler.h"
#include "arch/emission_errors.h"
#include "arch/parallel_moves.h"

namespace shoal::arch {
namespace {

using namespace asmjit;
using a64::gpx;
using Regs = a64::Registers;
namespace arm = asmjit::a64;

constexpr arch::Reg kContext = Regs::kContext, kScratch = Regs::kScratch;
/// Free in every stub: no argument, no result.
constexpr arch::Reg kTemp = a64::x(9), kTemp2 = a64::x(10), kTemp3 = a64::x(11);
constexpr arch::Reg kTarget = a64::x(17);

/// A stub in the making: a code holder, an assembler, and the few idioms that stubs share. Each
/// begins with a landing pad: all are entered indirectly.
struct StubCode {
  StubCode() {
    errors.check(holder.init(Environment(Arch::kAArch64)));
    holder.setErrorHandler(&errors);
    errors.check(holder.attach(&a));
    constexpr uint32_t kBtiC = 34;
    a.hint(kBtiC);
  }
  Stub finish(uint32_t trap_offset = 0) {
    errors.check();
    return {{a.bufferData(), a.bufferData() + a.offset()}, trap_offset};
  }
  static arm::Mem at(arch::Reg base, int64_t offset) {
    return arm::ptr(gpx(base), static_cast<int32_t>(offset));
  }
  static arm::Mem at_sp(int64_t offset) { return arm::ptr(arm::sp, static_cast<int32_t>(offset)); }

  /// One value between a register and an 8-byte cell. An i32 load zero-extends.
  void load(const ValuePlace& p, const arm::Mem& cell) {
    switch (p.kind) {
      case ValueKind::kI32: a.ldr(a64::gpw(p.reg), cell); break;
      case ValueKind::kI64: a.ldr(gpx(p.reg), cell); break;
      case ValueKind::kF32: a.ldr(arm::s(p.reg.code()), cell); break;
      case ValueKind::kF64: a.ldr(arm::d(p.reg.code()), cell); break;
    }
  }
  void store(const ValuePlace& p, const arm::Mem& cell) {
    switch (p.kind) {
      case ValueKind::kI32:
      case ValueKind::kI64: a.str(gpx(p.reg), cell); break;
      case ValueKind::kF32: a.str(arm::s(p.reg.code()), cell); break;
      case ValueKind::kF64: a.str(arm::d(p.reg.code()), cell); break;
    }
  }
  void copy(const arm::Mem& to, const arm::Mem& from, arch::Reg temp) {
    a.ldr(gpx(temp), from);
    a.str(gpx(temp), to);
  }
  /// sp += bytes, of any size that calls can have.
  void move_sp(int32_t bytes) {
    const auto id = bytes < 0 ? arm::Inst::kIdSub : arm::Inst::kIdAdd;
    const auto size = static_cast<uint32_t>(bytes < 0 ? -bytes : bytes);
    if (size >> 12 != 0) a.emit(id, arm::sp, arm::sp, Imm(size & 0xFFF000));
    if ((size & 0xFFF) != 0) a.emit(id, arm::sp, arm::sp, Imm(size & 0xFFF));
  }

  EmissionErrors errors;
  CodeHolder holder;
  arm::Assembler a;
};

// An entry stub's frame, upward from the frame pointer: record, pinned registers, the slots.
constexpr int32_t kPinned = 16, kSlots = 40, kEntryFrame = 48;

/// Where for_preserved puts the fuel register, from `saved` on.
constexpr uint32_t kSavedFuel = 56;
static_assert(Regs::kFuel == a64::x(25));

/// What WebAssembly code preserves as the C convention does, and the frame pointer, for a trap.
template <class Pair>
void for_preserved(uint32_t saved, Pair pair) {
  const auto at = static_cast<int32_t>(saved);
  pair(arm::x29, arm::x19, at);
  pair(arm::x20, arm::x21, at + 16);
  pair(arm::x22, arm::x23, at + 32);
  pair(arm::x24, arm::x25, at + 48);
  for (uint32_t i = 0; i < 8; i += 2) {
    pair(arm::d(8 + i), arm::d(9 + i), at + 64 + 8 * static_cast<int32_t>(i));
  }
}

/// Builds an entry stub's frame and enters the record's context; the code to call is in kTarget.
/// x0: thread, x1: record.
void enter_frame(StubCode& s, const StubOffsets& offsets) {
  auto& a = s.a;
  a.stp(arm::x29, arm::x30, arm::ptr_pre(arm::sp, -kEntryFrame));
  a.mov(arm::x29, arm::sp);
  a.stp(gpx(Regs::kMemoryBase), gpx(kContext), StubCode::at_sp(kPinned));
  a.str(gpx(Regs::kMemoryLimit), StubCode::at_sp(kPinned + 16));
  for_preserved(offsets.thread_saved,
                [&](auto r1, auto r2, int32_t at) { a.stp(r1, r2, StubCode::at(a64::x(0), at)); });
  a.str(arm::x1, StubCode::at(a64::x(0), offsets.thread_record));
  a.ldr(gpx(kContext), StubCode::at(a64::x(1), offsets.record_context));
  a.ldr(gpx(kTarget), StubCode::at(a64::x(1), offsets.record_direct_code));
  a.str(arm::x0, StubCode::at(kContext, offsets.context_thread));
  a.ldr(gpx(Regs::kMemoryBase), StubCode::at(kContext, offsets.context_memory_base));
  // Of no use to guarded code, and no harm.
  a.ldr(gpx(Regs::kMemoryLimit), StubCode::at(kContext, offsets.context_memory_limit));
  if (offsets.thread_fuel != 0)
    a.ldr(gpx(Regs::kFuel), StubCode::at(a64::x(0), offsets.thread_fuel));
}

/// Of code that ran to its end: after a trap the fuel register is the C++ caller's already, and what
/// is left has been noted.
void keep_fuel(StubCode& s, const StubOffsets& offsets) {
  if (offsets.thread_fuel == 0) return;
  s.a.ldr(gpx(kTemp), StubCode::at(kContext, offsets.context_thread));
  s.a.str(gpx(Regs::kFuel), StubCode::at(kTemp, offsets.thread_fuel));
  s.a.ldr(gpx(Regs::kFuel), StubCode::at(kTemp, offsets.thread_saved + kSavedFuel));
}

void leave_frame(StubCode& s) {
  auto& a = s.a;
  a.ldp(gpx(Regs::kMemoryBase), gpx(kContext), StubCode::at_sp(kPinned));
  a.ldr(gpx(Regs::kMemoryLimit), StubCode::at_sp(kPinned + 16));
  a.ldp(arm::x29, arm::x30, arm::ptr_post(arm::sp, kEntryFrame));
  a.ret(arm::x30);
}

/// Moves arguments from register to register.
void emit_moves(StubCode& s, const CallLayout& from, const CallLayout& to) {
  move_as_if_at_once(register_moves(from, to), kTemp, Regs::kFloatScratch,
                     [&s](arch::Reg to, arch::Reg from) {
                       if (to.is_float()) {
                         s.a.fmov(arm::d(to.code()), arm::d(from.code()));
                       } else {
                         s.a.mov(gpx(to), gpx(from));
                       }
                     });
}

}  // namespace

CallLayout host_call_layout(std::span<const ValueKind> params, std::span<const ValueKind> results) {
  CallLayout layout;
  layout.assign<Regs>(params, results);
  return layout;
}

CallLayout host_c_layout(uint32_t hidden, std::span<const ValueKind> params,
                         std::span<const ValueKind> results) {
  CallLayout layout;
  layout.assign_c<Regs>(hidden, params, results);
  return layout;
}

// x0: thread, x1: record, x2: slots.
Stub make_slot_entry(const CallLayout& layout, const StubOffsets& offsets) {
  using a64::kFramePointer;
  StubCode s;
  auto& a = s.a;
  enter_frame(s, offsets);
  a.str(arm::x2, StubCode::at_sp(kSlots));
  a.mov(gpx(kTemp2), arm::x2);
  s.move_sp(-static_cast<int32_t>(layout.stack_bytes));
  for (size_t i = 0; i < layout.args.size(); ++i) {
    const ValuePlace& p = layout.args[i];
    const arm::Mem slot = StubCode::at(kTemp2, static_cast<int64_t>(8 * i));
    if (p.reg.valid()) {
      s.load(p, slot);
    } else {
      s.copy(StubCode::at_sp(8 * p.cell), slot, kTemp3);
    }
  }
  a.blr(gpx(kTarget));
  a.ldr(gpx(kTemp), StubCode::at(kFramePointer, kSlots));
  for (size_t i = 0; i < layout.results.size(); ++i) {
    const ValuePlace& p = layout.results[i];
    const arm::Mem slot = StubCode::at(kTemp, static_cast<int64_t>(8 * i));
    if (p.reg.valid()) {
      s.store(p, slot);
    } else {
      s.copy(slot, StubCode::at(kScratch, 8 * p.cell), kTemp3);
    }
  }
  a.movz(arm::w1, 1, 0);
  keep_fuel(s, offsets);
  leave_frame(s);
  return s.finish();
}

// x0: thread, x1: record, then arguments. A structure with a float in it is returned in the integer
// registers.
Stub make_entry(const CallLayout& layout, const CallLayout& c, const StubOffsets& offsets) {
  using a64::kFramePointer;
  StubCode s;
  auto& a = s.a;
  enter_frame(s, offsets);
  s.move_sp(-static_cast<int32_t>(layout.stack_bytes));
  for (size_t i = 0; i < c.args.size(); ++i) {
    const ValuePlace &from = c.args[i], &to = layout.args[i];
    if (to.reg.valid()) continue;
    if (from.reg.valid()) {
      s.store({from.kind, from.reg}, StubCode::at_sp(8 * to.cell));
    } else {
      s.copy(StubCode::at_sp(8 * to.cell), StubCode::at(kFramePointer, kEntryFrame + 8 * from.cell),
             kTemp);
    }
  }
  emit_moves(s, c, layout);
  for (size_t i = 0; i < c.args.size(); ++i) {
    const ValuePlace &from = c.args[i], &to = layout.args[i];
    if (to.reg.valid() && !from.reg.valid()) {
      s.load(to, StubCode::at(kFramePointer, kEntryFrame + 8 * from.cell));
    }
  }
  a.blr(gpx(kTarget));
  if (!c.results.empty() && bank_of(c.results[0].kind) == Bank::kFloat) {
    c.results[0].kind == ValueKind::kF32 ? a.fmov(arm::w0, arm::s0) : a.fmov(arm::x0, arm::d0);
  }
  a.movz(arm::w1, 1, 0);
  keep_fuel(s, offsets);
  leave_frame(s);
  return s.finish();
}

Stub make_trap_exit(const StubOffsets& offsets) {
  StubCode s;
  for_preserved(offsets.thread_saved, [&](auto r1, auto r2, int32_t at) {
    s.a.ldp(r1, r2, StubCode::at(a64::x(0), at));
  });
  s.a.mov(arm::sp, arm::x29);
  s.a.movz(arm::w1, 0, 0);
  leave_frame(s);
  return s.finish();
}

Stub make_import_adapter(const CallLayout& layout, const CallLayout& c,
                         const StubOffsets& offsets) {
  assert(layout.stack_bytes == 0 && c.fits_c());
  StubCode s;
  auto& a = s.a;
  a.mov(gpx(Regs::kCallRecord), arm::x0);
  a.mov(gpx(kScratch), gpx(kContext));
  a.ldr(gpx(kContext), StubCode::at(Regs::kCallRecord, offsets.record_context));
  a.ldr(gpx(kTarget), StubCode::at(Regs::kCallRecord, offsets.record_code));
  emit_moves(s, c, layout);
  a.br(gpx(kTarget));
  return s.finish();
}

// kContext: the host context, kScratch: the caller's context.
Stub make_host_stub(const CallLayout& layout, const StubOffsets& offsets) {
  using a64::kFramePointer;
  constexpr int32_t kCaller = -8;
  StubCode s;
  auto& a = s.a;
  const size_t slots = std::max(layout.args.size(), layout.results.size());
  const auto frame = static_cast<int32_t>((8 * slots + 8 + 15) & ~size_t{15});
  a.stp(arm::x29, arm::x30, arm::ptr_pre(arm::sp, -16));
  a.mov(arm::x29, arm::sp);
  s.move_sp(-frame);
  a.stur(gpx(kScratch), StubCode::at(kFramePointer, kCaller));
  for (size_t i = 0; i < layout.args.size(); ++i) {
    const ValuePlace& p = layout.args[i];
    const arm::Mem slot = StubCode::at_sp(static_cast<int64_t>(8 * i));
    if (p.reg.valid()) {
      s.store(p, slot);
    } else {
      s.copy(slot, StubCode::at(kFramePointer, 16 + 8 * p.cell), kTemp);
    }
  }
  // A result that the function forgets is not what lay here before.
  for (size_t i = layout.args.size(); i < layout.results.size(); ++i) {
    a.str(arm::xzr, StubCode::at_sp(static_cast<int64_t>(8 * i)));
  }
  a.mov(arm::x0, gpx(kContext));
  a.mov(arm::x1, gpx(kScratch));
  a.mov(arm::x2, arm::sp);
  a.mov(arm::x3, arm::x29);
  a.ldr(gpx(kTarget), StubCode::at(kContext, offsets.host_invoke));
  if (offsets.thread_fuel != 0) {
    a.ldr(gpx(kTemp), StubCode::at(kScratch, offsets.context_thread));
    a.str(gpx(Regs::kFuel), StubCode::at(kTemp, offsets.thread_fuel));
  }
  a.blr(gpx(kTarget));
  if (offsets.thread_fuel != 0) {
    a.ldur(gpx(kTemp), StubCode::at(kFramePointer, kCaller));
    a.ldr(gpx(kTemp), StubCode::at(kTemp, offsets.context_thread));
    a.ldr(gpx(Regs::kFuel), StubCode::at(kTemp, offsets.thread_fuel));
  }
  const asmjit::Label failed = a.newLabel();
  a.tst(arm::w0, 0xFF);
  a.b_eq(failed);
  if (layout.buffered_results != 0) {
    a.ldur(gpx(kScratch), StubCode::at(kFramePointer, kCaller));
    a.ldr(gpx(kScratch), StubCode::at(kScratch, offsets.context_results));
  }
  for (size_t i = 0; i < layout.results.size(); ++i) {
    const ValuePlace& p = layout.results[i];
    const arm::Mem slot = StubCode::at_sp(static_cast<int64_t>(8 * i));
    if (p.reg.valid()) {
      s.load(p, slot);
    } else {
      s.copy(StubCode::at(kScratch, 8 * p.cell), slot, kTemp);
    }
  }
  a.mov(arm::sp, arm::x29);
  a.ldp(arm::x29, arm::x30, arm::ptr_post(arm::sp, 16));
  s.move_sp(static_cast<int32_t>(layout.stack_bytes));
  a.ret(arm::x30);
  a.bind(failed);
  const auto trap_offset = static_cast<uint32_t>(a.offset());
  a.udf(0);
  return s.finish(trap_offset);
}

// Saves what C++ may destroy and emitted code may hold: all but the scratch registers, of vector
// registers the halves that are used.
Stub make_scratch_stub(uint32_t builtin_index, uint32_t argument, bool barrier,
                       const StubOffsets& offsets) {
  constexpr int32_t kInts = 16, kFloats = kInts + 8 * 16, kFrame = kFloats + 8 * 24;
  auto for_volatile = [](auto pair) {
    for (uint32_t i = 0; i < 16; i += 2) {
      pair(arm::x(i), arm::x(i + 1), kInts + 8 * static_cast<int32_t>(i));
    }
    for (uint32_t i = 0; i < 24; i += 2) {
      const uint32_t n = i < 8 ? i : i + 8;  // d8-d15 are preserved.
      pair(arm::d(n), arm::d(n + 1), kFloats + 8 * static_cast<int32_t>(i));
    }
  };
  StubCode s;
  auto& a = s.a;
  a.stp(arm::x29, arm::x30, arm::ptr_pre(arm::sp, -kFrame));
  a.mov(arm::x29, arm::sp);
  for_volatile([&](auto r1, auto r2, int32_t at) { a.stp(r1, r2, StubCode::at_sp(at)); });
  a.mov(arm::x0, gpx(kContext));
  a.mov(arm::x1, gpx(kScratch));
  a.movz(arm::w2, argument & 0xFFFF, 0);
  if (argument >> 16 != 0) a.movk(arm::w2, argument >> 16, 16);
  a.ldr(gpx(kTarget), StubCode::at(kContext, offsets.context_builtins));
  a.ldr(gpx(kTarget), StubCode::at(kTarget, 8 * builtin_index));
  a.blr(gpx(kTarget));
  if (barrier) {
    constexpr uint32_t kWholeSystem = 15;
    a.dsb(kWholeSystem);
    a.isb(kWholeSystem);
  }
  a.mov(gpx(kScratch), arm::x0);
  for_volatile([&](auto r1, auto r2, int32_t at) { a.ldp(r1, r2, StubCode::at_sp(at)); });
  a.ldr(gpx(Regs::kMemoryLimit), StubCode::at(kContext, offsets.context_memory_limit));
  a.ldp(arm::x29, arm::x30, arm::ptr_post(arm::sp, kFrame));
  a.ret(arm::x30);
  return s.finish();
}

// x0: function, x1: first argument, x2: slots.
Stub make_native_call(const CallLayout& c) {
  constexpr arch::Reg kSlotsBase = a64::x(19);
  constexpr int32_t kFrame = 32;
  StubCode s;
  auto& a = s.a;
  a.stp(arm::x29, arm::x30, arm::ptr_pre(arm::sp, -kFrame));
  a.mov(arm::x29, arm::sp);
  a.str(gpx(kSlotsBase), StubCode::at_sp(16));
  s.move_sp(-static_cast<int32_t>(c.stack_bytes));
  a.mov(gpx(kSlotsBase), arm::x2);
  a.mov(gpx(kTarget), arm::x0);
  a.mov(arm::x0, arm::x1);
  for (size_t i = 0; i < c.args.size(); ++i) {
    const ValuePlace& p = c.args[i];
    const arm::Mem slot = StubCode::at(kSlotsBase, static_cast<int64_t>(8 * i));
    if (p.reg.valid()) {
      s.load(p, slot);
    } else {
      s.copy(StubCode::at_sp(8 * p.cell), slot, kTemp);
    }
  }
  a.blr(gpx(kTarget));
  if (!c.results.empty()) s.store(c.results[0], StubCode::at(kSlotsBase, 0));
  a.mov(arm::sp, arm::x29);
  a.ldr(gpx(kSlotsBase), StubCode::at_sp(16));
  a.ldp(arm::x29, arm::x30, arm::ptr_post(arm::sp, kFrame));
  a.ret(arm::x30);
  return s.finish();
}

}  // namespace shoal::arch
