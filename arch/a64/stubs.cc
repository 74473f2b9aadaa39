#include "arch/stubs.h"

#include <algorithm>

#include "arch/a64/macro_assembler.h"

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
    holder.init(Environment(Arch::kAArch64));
    holder.attach(&a);
    constexpr uint32_t kBtiC = 34;
    a.hint(kBtiC);
  }
  Stub finish(uint32_t trap_offset = 0) {
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

  CodeHolder holder;
  arm::Assembler a;
};

// The entry stub's frame, upward from the frame pointer: record, x19-x28, d8-d15, the slots.
constexpr int32_t kSavedInts = 16, kSavedFloats = kSavedInts + 8 * 10;
constexpr int32_t kSlots = kSavedFloats + 8 * 8, kEntryFrame = kSlots + 16;

template <class Pair>
void for_preserved(Pair pair) {
  for (uint32_t i = 0; i < 10; i += 2) {
    pair(arm::x(19 + i), arm::x(20 + i), kSavedInts + 8 * static_cast<int32_t>(i));
  }
  for (uint32_t i = 0; i < 8; i += 2) {
    pair(arm::d(8 + i), arm::d(9 + i), kSavedFloats + 8 * static_cast<int32_t>(i));
  }
}

void leave_entry_frame(StubCode& s) {
  s.a.mov(arm::sp, arm::x29);
  for_preserved([&](auto r1, auto r2, int32_t at) { s.a.ldp(r1, r2, StubCode::at_sp(at)); });
  s.a.ldp(arm::x29, arm::x30, arm::ptr_post(arm::sp, kEntryFrame));
  s.a.ret(arm::x30);
}

}  // namespace

CallLayout host_call_layout(std::span<const ValueKind> params, std::span<const ValueKind> results) {
  CallLayout layout;
  layout.assign<Regs>(params, results);
  return layout;
}

// x0: context, x1: code, x2: slots, x3: activation.
Stub make_entry_stub(const CallLayout& layout, const StubOffsets& offsets) {
  using a64::kFramePointer;
  StubCode s;
  auto& a = s.a;
  a.stp(arm::x29, arm::x30, arm::ptr_pre(arm::sp, -kEntryFrame));
  a.mov(arm::x29, arm::sp);
  for_preserved([&](auto r1, auto r2, int32_t at) { a.stp(r1, r2, StubCode::at_sp(at)); });
  a.str(arm::x2, StubCode::at_sp(kSlots));
  a.str(arm::x29, StubCode::at(a64::x(3), offsets.activation_entry_sp));
  a.str(arm::x29, StubCode::at(a64::x(3), offsets.activation_entry_fp));
  a.mov(gpx(kContext), arm::x0);
  a.mov(gpx(kScratch), arm::x0);  // The caller's context: the stack limit to take over is the same.
  a.mov(gpx(kTemp), arm::x1);
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
  a.blr(gpx(kTemp));
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
  a.movz(arm::w0, 1, 0);
  leave_entry_frame(s);
  return s.finish();
}

Stub make_trap_exit(const StubOffsets& offsets) {
  StubCode s;
  s.a.ldr(arm::x29, StubCode::at(a64::x(0), offsets.activation_entry_fp));
  s.a.movz(arm::w0, 0, 0);
  leave_entry_frame(s);
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
  a.mov(arm::x0, gpx(kContext));
  a.mov(arm::x1, gpx(kScratch));
  a.mov(arm::x2, arm::sp);
  a.mov(arm::x3, arm::x29);
  a.ldr(gpx(kTarget), StubCode::at(kContext, offsets.host_invoke));
  a.blr(gpx(kTarget));
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
Stub make_scratch_stub(uint32_t builtin_index, uint32_t argument, const StubOffsets& offsets) {
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
  a.mov(gpx(kScratch), arm::x0);
  for_volatile([&](auto r1, auto r2, int32_t at) { a.ldp(r1, r2, StubCode::at_sp(at)); });
  a.ldr(gpx(Regs::kMemoryLimit), StubCode::at(kContext, offsets.context_memory_limit));
  a.ldp(arm::x29, arm::x30, arm::ptr_post(arm::sp, kFrame));
  a.ret(arm::x30);
  return s.finish();
}

}  // namespace shoal::arch
