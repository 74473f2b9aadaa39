#include "arch/stubs.h"

#include <algorithm>
#include <cassert>
#include <iterator>
#include <span>
#include <utility>

#include "arch/emission_errors.h"
#include "arch/parallel_moves.h"
#include "arch/x64/macro_assembler.h"

namespace shoal::arch {
namespace {

using namespace asmjit;
using x64::gp;
using x64::gpd;
using x64::gpq;
using x64::vec;
using Regs = x64::Registers;

/// A stub in the making: a code holder, an assembler, and the few idioms that stubs share. Each
/// begins with a landing pad: all are entered indirectly.
struct StubCode {
  StubCode() {
    errors.check(holder.init(Environment(Arch::kX64)));
    holder.setErrorHandler(&errors);
    errors.check(holder.attach(&a));
    a.endbr64();
  }
  Stub finish(uint32_t trap_offset = 0) {
    errors.check();
    return {{a.bufferData(), a.bufferData() + a.offset()}, trap_offset};
  }
  static x86::Mem at(arch::Reg base, int64_t offset) {
    return x86::qword_ptr(gpq(base), static_cast<int32_t>(offset));
  }
  /// One value between a register and an 8-byte cell. An i32 load zero-extends.
  void load(const ValuePlace& p, const x86::Mem& cell) {
    switch (p.kind) {
      case ValueKind::kI32: a.mov(gpd(p.reg), cell_of(cell, 4)); break;
      case ValueKind::kI64: a.mov(gpq(p.reg), cell); break;
      case ValueKind::kF32: a.movss(vec(p.reg), cell_of(cell, 4)); break;
      case ValueKind::kF64: a.movsd(vec(p.reg), cell); break;
    }
  }
  void store(const ValuePlace& p, const x86::Mem& cell) {
    switch (p.kind) {
      case ValueKind::kI32:
      case ValueKind::kI64: a.mov(cell, gpq(p.reg)); break;
      case ValueKind::kF32: a.movss(cell_of(cell, 4), vec(p.reg)); break;
      case ValueKind::kF64: a.movsd(cell, vec(p.reg)); break;
    }
  }
  void copy(const x86::Mem& to, const x86::Mem& from, arch::Reg temp) {
    a.mov(gpq(temp), from);
    a.mov(to, gpq(temp));
  }
  static x86::Mem cell_of(x86::Mem m, uint32_t size) {
    m.setSize(size);
    return m;
  }

  EmissionErrors errors;
  CodeHolder holder;
  x86::Assembler a;
};

// An entry stub has no frame of its own but 8 bytes for alignment: the frame pointer goes on to be
// its caller's, where the chain of frames ends. What it saves is in the thread's link.

/// Needed after a trap only, as WebAssembly code preserves them as the C convention does. The frame
/// pointer first (ThreadLink::saved).
constexpr arch::Reg kForTraps[] = {x64::rbp, x64::rsp, x64::rbx, x64::r12, x64::r13};
static_assert(kForTraps[4] == Regs::kFuel);
constexpr size_t kSavedFuel = 4;
/// Put back after every call.
constexpr arch::Reg kPinned[] = {Regs::kContext, Regs::kMemoryBase};
constexpr size_t kFirstPinned = std::size(kForTraps);

/// The part of an entry stub that leads into the record's context.
class Entry {
 public:
  /// rdi: thread, rsi: record. The code to call is in rax afterwards.
  Entry(StubCode& s, const StubOffsets& offsets) : s_(s), offsets_(offsets) {
    using namespace x64;
    auto& a = s.a;
    a.sub(x86::rsp, 8);
    for (size_t i = 0; i < std::size(kForTraps); ++i) a.mov(saved(rdi, i), gpq(kForTraps[i]));
    // A loop of calls mostly has the same values here. To store them again would make each return
    // wait for them to come through memory.
    for (size_t i = 0; i < std::size(kPinned); ++i) {
      a.cmp(saved(rdi, kFirstPinned + i), gpq(kPinned[i]));
      a.jne(changed_);
    }
    a.bind(resume_);
    a.mov(StubCode::at(rdi, offsets.thread_record), x86::rsi);
    a.mov(gpq(Regs::kContext), StubCode::at(rsi, offsets.record_context));
    a.mov(x86::rax, StubCode::at(rsi, offsets.record_direct_code));
    a.cmp(StubCode::at(Regs::kContext, offsets.context_thread), x86::rdi);
    a.jne(other_thread_);
    a.bind(resume_thread_);
    a.mov(gpq(Regs::kMemoryBase), StubCode::at(Regs::kContext, offsets.context_memory_base));
    // Of no use to guarded code, and no harm.
    a.mov(gpq(Regs::kMemoryLimit), StubCode::at(Regs::kContext, offsets.context_memory_limit));
    if (offsets.thread_fuel != 0) a.mov(gpq(Regs::kFuel), StubCode::at(rdi, offsets.thread_fuel));
  }

  /// Returns to the stub's caller; destroys rcx.
  void leave() {
    s_.a.mov(x86::rcx, StubCode::at(Regs::kContext, offsets_.context_thread));
    if (offsets_.thread_fuel != 0) {
      s_.a.mov(StubCode::at(x64::rcx, offsets_.thread_fuel), gpq(Regs::kFuel));
      s_.a.mov(gpq(Regs::kFuel), saved(x64::rcx, kSavedFuel));
    }
    for (size_t i = std::size(kPinned); i-- > 0;) {
      s_.a.mov(gpq(kPinned[i]), saved(x64::rcx, kFirstPinned + i));
    }
    s_.a.add(x86::rsp, 8);
    s_.a.ret();
  }

  /// What is rarely run.
  Stub finish() {
    auto& a = s_.a;
    a.bind(changed_);
    for (size_t i = 0; i < std::size(kPinned); ++i) {
      a.mov(saved(x64::rdi, kFirstPinned + i), gpq(kPinned[i]));
    }
    a.jmp(resume_);
    a.bind(other_thread_);
    a.mov(StubCode::at(Regs::kContext, offsets_.context_thread), x86::rdi);
    a.jmp(resume_thread_);
    return s_.finish();
  }

 private:
  x86::Mem saved(arch::Reg thread, size_t i) const {
    return StubCode::at(thread, offsets_.thread_saved + 8 * i);
  }

  StubCode& s_;
  const StubOffsets& offsets_;
  const asmjit::Label changed_ = s_.a.newLabel(), resume_ = s_.a.newLabel();
  const asmjit::Label other_thread_ = s_.a.newLabel(), resume_thread_ = s_.a.newLabel();
};

/// Moves arguments from register to register.
void emit_moves(StubCode& s, const CallLayout& from, const CallLayout& to, arch::Reg int_scratch) {
  move_as_if_at_once(register_moves(from, to), int_scratch, Regs::kFloatScratch,
                     [&s](arch::Reg to, arch::Reg from) {
                       to.is_float() ? s.a.movaps(vec(to), vec(from)) : s.a.mov(gpq(to), gpq(from));
                     });
}

/// Where Outcome::done is returned: the second integer register, or the first if the result is none.
x86::Gp done_register(const CallLayout& c) {
  const bool in_float = !c.results.empty() && bank_of(c.results[0].kind) == Bank::kFloat;
  return in_float ? x86::eax : x86::edx;
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

Stub make_slot_entry(const CallLayout& layout, const StubOffsets& offsets) {
  using namespace x64;
  StubCode s;
  auto& a = s.a;
  Entry entry(s, offsets);
  a.push(x86::rdx);
  a.push(x86::rdx);  // Keeps rsp a multiple of 16.
  a.mov(gpq(Regs::kScratch), x86::rdx);
  if (layout.stack_bytes != 0) a.sub(x86::rsp, layout.stack_bytes);
  for (size_t i = 0; i < layout.args.size(); ++i) {
    const ValuePlace& p = layout.args[i];
    if (!p.reg.valid())
      s.copy(StubCode::at(rsp, 8 * p.cell), StubCode::at(Regs::kScratch, 8 * i), rcx);
  }
  for (size_t i = 0; i < layout.args.size(); ++i) {
    const ValuePlace& p = layout.args[i];
    if (p.reg.valid()) s.load(p, StubCode::at(Regs::kScratch, 8 * i));
  }
  a.call(x86::rax);
  a.pop(x86::rcx);
  a.pop(x86::rcx);
  for (size_t i = 0; i < layout.results.size(); ++i) {
    const ValuePlace& p = layout.results[i];
    if (p.reg.valid()) {
      s.store(p, StubCode::at(rcx, 8 * i));
    } else {
      s.copy(StubCode::at(rcx, 8 * i), StubCode::at(Regs::kScratch, 8 * p.cell), rdi);
    }
  }
  a.mov(x86::edx, 1);
  entry.leave();
  return entry.finish();
}

Stub make_entry(const CallLayout& layout, const CallLayout& c, const StubOffsets& offsets) {
  using namespace x64;
  StubCode s;
  auto& a = s.a;
  Entry entry(s, offsets);
  if (layout.stack_bytes != 0) a.sub(x86::rsp, layout.stack_bytes);
  // Above that our 8 bytes and the return address, then C's arguments.
  const auto c_argument = [&layout](uint32_t cell) {
    return StubCode::at(rsp, int64_t{layout.stack_bytes} + 16 + 8 * cell);
  };
  for (size_t i = 0; i < c.args.size(); ++i) {
    const ValuePlace &from = c.args[i], &to = layout.args[i];
    if (to.reg.valid()) continue;
    const x86::Mem cell = StubCode::at(rsp, 8 * to.cell);
    if (from.reg.valid()) {
      s.store({from.kind, from.reg}, cell);
    } else {
      s.copy(cell, c_argument(from.cell), Regs::kScratch);
    }
  }
  emit_moves(s, c, layout, Regs::kScratch);
  for (size_t i = 0; i < c.args.size(); ++i) {
    const ValuePlace &from = c.args[i], &to = layout.args[i];
    if (to.reg.valid() && !from.reg.valid()) s.load(to, c_argument(from.cell));
  }
  a.call(x86::rax);
  a.mov(done_register(c), 1);
  entry.leave();
  return entry.finish();
}

/// Where the CPU keeps a second stack of return addresses: forgets the newest of them up to the
/// one that the stack pointer is at. None above it is equal to that: they lead into emitted code, or
/// into the host function that gave up, and it leads to who called the entry stub. Destroys rax, rcx
/// and rdx.
void unwind_shadow_stack(x86::Assembler& a) {
  const asmjit::Label next = a.newLabel(), done = a.newLabel();
  a.xor_(x86::eax, x86::eax);
  a.rdsspq(x86::rax);  // Does nothing where there is no shadow stack.
  a.test(x86::rax, x86::rax);
  a.jz(done);
  a.mov(x86::rcx, x86::qword_ptr(x86::rsp));
  a.mov(x86::edx, 1);
  a.bind(next);
  a.cmp(x86::rcx, x86::qword_ptr(x86::rax));
  a.je(done);
  a.incsspq(x86::rdx);
  a.add(x86::rax, 8);
  a.jmp(next);
  a.bind(done);
}

Stub make_trap_exit(const StubOffsets& offsets) {
  StubCode s;
  uint32_t at = offsets.thread_saved;
  const auto restore = [&](std::span<const arch::Reg> regs) {
    for (arch::Reg r : regs) s.a.mov(gpq(r), StubCode::at(x64::rdi, std::exchange(at, at + 8)));
  };
  restore(kForTraps);
  restore(kPinned);
  s.a.add(x86::rsp, 8);
  unwind_shadow_stack(s.a);
  s.a.xor_(x86::eax, x86::eax);
  s.a.xor_(x86::edx, x86::edx);
  s.a.ret();
  return s.finish();
}

Stub make_import_adapter(const CallLayout& layout, const CallLayout& c,
                         const StubOffsets& offsets) {
  using namespace x64;
  assert(layout.stack_bytes == 0 && c.fits_c());
  StubCode s;
  auto& a = s.a;
  a.mov(gpq(Regs::kCallRecord), x86::rdi);
  a.mov(gpq(Regs::kScratch), gpq(Regs::kContext));
  a.mov(gpq(Regs::kContext), StubCode::at(Regs::kCallRecord, offsets.record_context));
  emit_moves(s, c, layout, Regs::kMemoryLimit);
  a.jmp(StubCode::at(Regs::kCallRecord, offsets.record_code));
  return s.finish();
}

Stub make_host_stub(const CallLayout& layout, const StubOffsets& offsets) {
  using namespace x64;
  StubCode s;
  auto& a = s.a;
  const size_t slots = std::max(layout.args.size(), layout.results.size());
  const auto frame = static_cast<uint32_t>((8 * slots + 8 + 15) & ~size_t{15});
  a.push(x86::rbp);
  a.mov(x86::rbp, x86::rsp);
  a.sub(x86::rsp, frame);
  a.mov(StubCode::at(rbp, -8), gpq(Regs::kScratch));  // The caller's context.
  for (size_t i = 0; i < layout.args.size(); ++i) {
    const ValuePlace& p = layout.args[i];
    if (p.reg.valid()) {
      s.store(p, StubCode::at(rsp, 8 * i));
    } else {
      s.copy(StubCode::at(rsp, 8 * i), StubCode::at(rbp, 16 + 8 * p.cell), rax);
    }
  }
  // A result that the function forgets is not what lay here before.
  for (size_t i = layout.args.size(); i < layout.results.size(); ++i) {
    a.mov(StubCode::at(rsp, static_cast<int64_t>(8 * i)), 0);
  }
  a.mov(x86::rdi, gpq(Regs::kContext));
  a.mov(x86::rsi, gpq(Regs::kScratch));
  a.mov(x86::rdx, x86::rsp);
  a.mov(x86::rcx, x86::rbp);
  if (offsets.thread_fuel != 0) {
    a.mov(x86::rax, StubCode::at(Regs::kScratch, offsets.context_thread));
    a.mov(StubCode::at(rax, offsets.thread_fuel), gpq(Regs::kFuel));
  }
  a.call(StubCode::at(Regs::kContext, offsets.host_invoke));
  if (offsets.thread_fuel != 0) {
    a.mov(gpq(Regs::kScratch), StubCode::at(rbp, -8));
    a.mov(gpq(Regs::kScratch), StubCode::at(Regs::kScratch, offsets.context_thread));
    a.mov(gpq(Regs::kFuel), StubCode::at(Regs::kScratch, offsets.thread_fuel));
  }
  const asmjit::Label failed = a.newLabel();
  a.test(x86::al, x86::al);
  a.jz(failed);
  if (layout.buffered_results != 0) {
    a.mov(gpq(Regs::kScratch), StubCode::at(rbp, -8));
    a.mov(gpq(Regs::kScratch), StubCode::at(Regs::kScratch, offsets.context_results));
  }
  for (size_t i = 0; i < layout.results.size(); ++i) {
    const ValuePlace& p = layout.results[i];
    if (!p.reg.valid())
      s.copy(StubCode::at(Regs::kScratch, 8 * p.cell), StubCode::at(rsp, 8 * i), rcx);
  }
  for (size_t i = 0; i < layout.results.size(); ++i) {
    const ValuePlace& p = layout.results[i];
    if (p.reg.valid()) s.load(p, StubCode::at(rsp, 8 * i));
  }
  a.leave();
  if (layout.stack_bytes == 0) {
    a.ret();
  } else {
    a.ret(layout.stack_bytes);
  }
  a.bind(failed);
  const auto trap_offset = static_cast<uint32_t>(a.offset());
  a.ud2();
  return s.finish(trap_offset);
}

// Entered with the address on the stack above the return address
// (MacroAssembler::call_scratch_stub).
Stub make_scratch_stub(uint32_t builtin_index, uint32_t argument, bool barrier,
                       const StubOffsets& offsets) {
  using namespace x64;
  constexpr arch::Reg kVolatile[] = {rax, rcx, rdx, rsi, rdi, r8, r9, r10};
  StubCode s;
  auto& a = s.a;
  a.push(x86::rbp);
  a.mov(x86::rbp, x86::rsp);
  for (arch::Reg r : kVolatile) a.push(gpq(r));
  a.sub(x86::rsp, 16 * 16);
  for (uint8_t i = 0; i < 16; ++i) a.movups(x86::xmmword_ptr(x86::rsp, 16 * i), x86::xmm(i));
  a.mov(x86::rdi, gpq(Regs::kContext));
  a.mov(x86::rsi, StubCode::at(rbp, 16));
  a.mov(x86::edx, argument);
  a.mov(x86::rax, StubCode::at(Regs::kContext, offsets.context_builtins));
  a.call(StubCode::at(rax, 8 * builtin_index));
  if (barrier) a.lfence();
  a.mov(gpq(Regs::kScratch), x86::rax);
  for (uint8_t i = 0; i < 16; ++i) a.movups(x86::xmm(i), x86::xmmword_ptr(x86::rsp, 16 * i));
  a.add(x86::rsp, 16 * 16);
  for (auto it = std::rbegin(kVolatile); it != std::rend(kVolatile); ++it) a.pop(gpq(*it));
  a.mov(gpq(Regs::kMemoryLimit), StubCode::at(Regs::kContext, offsets.context_memory_limit));
  a.pop(x86::rbp);
  a.ret(16);
  return s.finish();
}

// rdi: function, rsi: first argument, rdx: slots.
Stub make_native_call(const CallLayout& c) {
  using namespace x64;
  StubCode s;
  auto& a = s.a;
  a.push(x86::rbp);
  a.mov(x86::rbp, x86::rsp);
  a.push(x86::rbx);
  a.sub(x86::rsp, 8 + c.stack_bytes);
  a.mov(x86::rbx, x86::rdx);
  a.mov(x86::rax, x86::rdi);
  a.mov(x86::rdi, x86::rsi);
  for (size_t i = 0; i < c.args.size(); ++i) {
    const ValuePlace& p = c.args[i];
    const x86::Mem slot = StubCode::at(rbx, static_cast<int64_t>(8 * i));
    if (p.reg.valid()) {
      s.load(p, slot);
    } else {
      s.copy(StubCode::at(rsp, 8 * p.cell), slot, Regs::kScratch);
    }
  }
  a.call(x86::rax);
  if (!c.results.empty()) s.store(c.results[0], StubCode::at(rbx, 0));
  a.mov(x86::rbx, StubCode::at(rbp, -8));
  a.leave();
  a.ret();
  return s.finish();
}

}  // namespace shoal::arch
