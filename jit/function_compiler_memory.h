// Loads, stores, globals and tables. Part of FunctionCompiler.
//
// Bounds, and why each form is enough (index < 2^32 and zero-extended, n the bytes
// accessed, n <= 16):
//
//  guarded  Addresses from base to base + 4 GiB + kReservationGuard are ours, and what is not
//           memory (or a mapped heap) is inaccessible. With offset <= kReservationGuard - 16, index
//           + offset + n is inside that: no check. A larger offset is added first; a sum of 2^32 or
//           more traps by a test of its bit 32 (the sum is below 2^33).
//  checked  index < limit, where the runtime guarantees that the kTailGuard bytes behind `limit`
//           are memory or inaccessible. With offset <= kTailGuard - 16 the access then hits memory
//           or faults: one compare. A larger offset is added first, and the sum compared. What
//           fails the compare is no trap yet: out of line, on the access's slow path, the last-used
//           heap is tried, then the exact rule by a walk of the chain. Nor is a fault of the access
//           itself: it continues on the slow path, too (CodeTables::slow_paths). So `limit` may be
//           more than the memory's end where pages know better (runtime/heap_mirror.h).
//  constant A constant address whose end is within the memory's initial size is good in both
//           modes: memories never shrink.
//
// Checked code that is not exact (CompileOptions) runs only where the kWholeSpace bytes from the
// memory's start on are ours, and at any moment each of them is either inaccessible or the byte
// that the address rule means by its distance from the start; and no access that the rule forbids
// has all its bytes accessible (heaps do not touch the memory there, and hide a page where they
// touch each other). There an access at base + d, d + 16 <= kWholeSpace, is right or faults, and
// then its slow path finds out from the index what it should have been. So it needs no compare for
// safety; it has one because a fault costs a thousand times as much. What that permits:
//
//  elision  An access whose index is a local that was tested before in this extended block, and has
//           not changed, is not tested again (jit/checked_locals.h). Nor is one whose index is
//           `local + c`, c constant, once the local or its sum with any constant was tested: the
//           sum, computed modulo 2^32, most likely lies in the same array. It cannot leave the
//           space: the index is below 2^32, and what is added at most kReservationGuard - 16.
//
// (Leaving the addition of c to the address, too, spares an instruction, but it does not wrap: where
// compilers begin in front of an array, with an index that is negative all the time, each such access
// would fault and be mended at a thousand times the price.)
//
// Elsewhere (small memories, heaps in host buffers, memories with mapped heaps of others) code is
// exact. An instance that gets such a heap while it runs keeps its code until it returns: right,
// but slow where it leaves out a test.
//
// Misprediction (CompileOptions::spectre). Where a test was passed only because the CPU guessed so,
// nothing that the guest must not know may be read:
//  guarded  Every address is in the instance's own space, guessed or not; but the sum with a large
//           offset, of which the low half is taken.
//  checked  No access goes without its test, and an index that fails it becomes the limit: whatever
//           lies there is the instance's, or inaccessible. In the last-used heap it becomes 0, the
//           heap's beginning; what the walk of the chain found is used behind a barrier (the stub's).
//  tables   An index that fails becomes 0, a record of the wrong type or instance null.
#ifndef SHOAL_JIT_FUNCTION_COMPILER_MEMORY_H_
#define SHOAL_JIT_FUNCTION_COMPILER_MEMORY_H_

#include "jit/function_compiler.h"

namespace shoal::jit {

/// What a load or store instruction does.
struct LoadInfo {
  arch::LoadKind kind;
  ValType type;
};

constexpr LoadInfo load_info(Op op) {
  using K = arch::LoadKind;
  switch (op) {
    case Op::kI32Load: return {K::kI32, ValType::kI32};
    case Op::kI64Load: return {K::kI64, ValType::kI64};
    case Op::kF32Load: return {K::kF32, ValType::kF32};
    case Op::kF64Load: return {K::kF64, ValType::kF64};
    case Op::kI32Load8S: return {K::kI32S8, ValType::kI32};
    case Op::kI32Load8U: return {K::kI32U8, ValType::kI32};
    case Op::kI32Load16S: return {K::kI32S16, ValType::kI32};
    case Op::kI32Load16U: return {K::kI32U16, ValType::kI32};
    case Op::kI64Load8S: return {K::kI64S8, ValType::kI64};
    case Op::kI64Load8U: return {K::kI64U8, ValType::kI64};
    case Op::kI64Load16S: return {K::kI64S16, ValType::kI64};
    case Op::kI64Load16U: return {K::kI64U16, ValType::kI64};
    case Op::kI64Load32S: return {K::kI64S32, ValType::kI64};
    default: return {K::kI64U32, ValType::kI64};
  }
}

constexpr arch::StoreKind store_info(Op op) {
  using K = arch::StoreKind;
  switch (op) {
    case Op::kI32Store:
    case Op::kI64Store32: return K::kI32;
    case Op::kI64Store: return K::kI64;
    case Op::kF32Store: return K::kF32;
    case Op::kF64Store: return K::kF64;
    case Op::kI32Store8:
    case Op::kI64Store8: return K::kI8;
    default: return K::kI16;
  }
}

/// The local whose present value is in this register, a home or a temporary; kNoLocal: none.
template <class Masm>
uint32_t FunctionCompiler<Masm>::local_in(Reg r) const {
  if (stack_.is_temporary(r)) return stack_.local_in(r);
  const uint32_t local = home_local_[r.id];
  return local < locals_.size() && plan_.home(local) == r ? local : stack_.kNoLocal;
}

/// Takes a popped index apart and brings it into a register.
template <class Masm>
auto FunctionCompiler<Masm>::place_of(Operand& index, uint64_t offset) -> Place {
  Place p{index, stack_.kNoLocal, offset};
  if (index.is_const()) return p;
  const bool is_displaced = index.kind == Kind::kSum && index.reg.valid() && !index.index.valid();
  if (is_displaced) p.local = local_in(index.reg);
  stack_.to_reg(index);
  if (!is_displaced) {
    p.local = index.kind == Kind::kLocal ? index.local : stack_.local_in(index.reg);
  }
  p.index = index;
  return p;
}

/// A register that holds memory base + index, if that serves an access at this place: where the CPU
/// does not add an index and a displacement in one access, and the index is a local, whose other
/// fields will be asked for as well. `changed`: the local's home, if the access changes it.
template <class Masm>
arch::Reg FunctionCompiler<Masm>::base_of(const Place& place, uint8_t log2_size, Reg changed) {
  if (place.index.kind != Kind::kLocal || place.offset == 0 || place.offset > slack()) {
    return arch::kNoReg;
  }
  if (!Masm::prefers_base(static_cast<int32_t>(place.offset), log2_size)) return arch::kNoReg;
  const Reg home = plan_.home(place.index.local);
  if (!home.valid() || home == changed) return arch::kNoReg;
  return stack_.address_of(place.index.local, home);
}

/// Emits whatever check the access needs and says where it is. `changed` is a register that the
/// access writes; no register may be allocated between this and the access, which kScratch may be
/// part of.
template <class Masm>
auto FunctionCompiler<Masm>::prepare_access(const Place& place, uint8_t log2_size, Reg changed)
    -> Access {
  const Operand& index = place.index;
  if (index.is_const())
    return prepare_constant(static_cast<uint32_t>(index.bits) + place.offset, log2_size);
  // A register with the sum of base and index would be past the test.
  const bool clamps = checked() && options_.spectre;
  const Reg base = clamps ? arch::kNoReg : base_of(place, log2_size, changed);
  const Reg i = index.kind == Kind::kLocal ? plan_.home(index.local) : index.reg;
  Access a;
  if (place.offset <= slack()) {
    a.index = i;
    a.offset = place.offset;
    a.address = {Masm::kMemoryBase, i, static_cast<int32_t>(place.offset), Width::k32};
    if (base.valid()) a.address = {base, arch::kNoReg, static_cast<int32_t>(place.offset)};
  } else {
    masm_.effective_address(Masm::kScratch, i, place.offset);
    a.index = Masm::kScratch;
    a.address = {Masm::kMemoryBase, Masm::kScratch, 0};
  }
  if (checked()) {
    a.slow = masm_.new_label();
    const bool elides = !exact_ && !clamps && options_.tuning.check_elision && a.index == i &&
                        place.local != stack_.kNoLocal;
    if (elides && checked_locals_.has(place.local)) return a;
    test_index(a);
    if (elides) checked_locals_.add(place.local);
  } else if (a.index == Masm::kScratch) {
    masm_.branch_beyond_4g(Masm::kScratch, trap(TrapKind::kMemoryOutOfBounds));
    if (options_.spectre) {
      masm_.convert(arch::Convert::kI32WrapI64, Masm::kScratch, Masm::kScratch);
    }
  }
  return a;
}

/// Checked code: goes to the access's slow path unless its index is below the limit.
template <class Masm>
void FunctionCompiler<Masm>::test_index(Access& a) {
  a.is_tested = true;
  masm_.compare(Width::k64, a.index, Masm::kMemoryLimit);
  const Reg i = branch_guarding(Cond::kGeU, a.slow, Masm::kScratch, a.index, Masm::kMemoryLimit);
  if (i == a.index) return;
  a.address.index = i;
  a.address.index_width = Width::k64;
}

template <class Masm>
auto FunctionCompiler<Masm>::prepare_constant(uint64_t ea, uint8_t log2_size) -> Access {
  Access a;
  // InstantiateOptions::truncate_memory may cut off what lies above the heap's base.
  uint64_t initial_size = info_.memories[0].limits.min * kPageSize;
  if (info_.areas) initial_size = std::min<uint64_t>(initial_size, info_.areas->heap_base);
  const bool inside = ea + (uint64_t{1} << log2_size) <= initial_size;
  if (ea <= INT32_MAX && (inside || !checked())) {
    a.address = {Masm::kMemoryBase, arch::kNoReg, static_cast<int32_t>(ea)};
    return a;
  }
  masm_.move_imm(Masm::kScratch, ea);
  a.index = Masm::kScratch;
  a.address = {Masm::kMemoryBase, Masm::kScratch, 0};
  if (inside) return a;
  if (checked()) {
    a.slow = masm_.new_label();
    test_index(a);
  } else if (ea >= kAddressSpace32) {
    masm_.jump(trap(TrapKind::kMemoryOutOfBounds));
  }
  return a;
}

/// Behind the access at code offset `at`: what its slow path comes back to. The caller says what the
/// access loads or stores.
template <class Masm>
auto FunctionCompiler<Masm>::slow_path(const Access& a, uint32_t at) -> OutOfLine& {
  OutOfLine& o = out_of_line(OutOfLine::Kind::kHeapAccess);
  o.entry = a.slow;
  o.access = at;
  o.by_fault = !a.is_tested;
  o.resume = masm_.new_label();
  o.source = a.index;
  o.offset = a.offset;
  masm_.bind(o.resume);
  return o;
}

template <class Masm>
void FunctionCompiler<Masm>::load(Op op, const MemArg& arg) {
  const LoadInfo info = load_info(op);
  Operand index = stack_.pop();
  const Place place = place_of(index, arg.offset);
  // The destination first (it may be the index's register): what choosing it spills must not lie
  // between the check and where the slow path resumes.
  const Reg dst = stack_.destination(info.type, target(info.type), index);
  const uint8_t log2 = arch::log2_size(info.kind);
  const Access a = prepare_access(place, log2, dst);
  const uint32_t at = masm_.load(info.kind, dst, a.address);
  add_site(at, TrapKind::kMemoryOutOfBounds);
  if (a.slow.valid()) {
    OutOfLine& o = slow_path(a, at);
    o.load_kind = info.kind;
    o.reg = dst;
  }
  stack_.push_reg(info.type, dst);
}

template <class Masm>
void FunctionCompiler<Masm>::store(Op op, const MemArg& arg) {
  arch::StoreKind kind = store_info(op);
  Operand value = stack_.pop();
  Operand index = stack_.pop();
  if (value.is_const() && is_float(value.type)) {  // The same bytes, without a float register.
    kind = value.type == ValType::kF32 ? arch::StoreKind::kI32 : arch::StoreKind::kI64;
    value.type = value.type == ValType::kF32 ? ValType::kI32 : ValType::kI64;
  }
  const bool immediate = value.is_const() && Masm::fits_store(kind, value.bits);
  const Reg v = immediate ? arch::kNoReg : stack_.to_reg(value);
  const Place place = place_of(index, arg.offset);
  const uint8_t log2 = arch::log2_size(kind);
  const Access a = prepare_access(place, log2, arch::kNoReg);
  const uint32_t at =
      immediate ? masm_.store_imm(kind, a.address, value.bits) : masm_.store(kind, a.address, v);
  add_site(at, TrapKind::kMemoryOutOfBounds);
  if (a.slow.valid()) {
    OutOfLine& o = slow_path(a, at);
    o.is_store = true;
    o.is_const = immediate;
    o.value = immediate ? value.bits : 0;
    o.store_kind = kind;
    o.reg = v;
  }
  stack_.release(value);
  stack_.release(index);
}

// The last-used heap, then the walk. kScratch is the address, its distance from the heap's start,
// and finally the native address.
template <class Masm>
void FunctionCompiler<Masm>::emit_heap_access(const OutOfLine& o) {
  const uint8_t log2 = o.is_store ? arch::log2_size(o.store_kind) : arch::log2_size(o.load_kind);
  const auto window = context_field(offsetof(VmContext, heap));
  const uint32_t start = window + context_field(offsetof(VmHeapWindow, start));
  const uint32_t span = window + 8u * log2 +
                        context_field(o.is_store ? offsetof(VmHeapWindow, store_span)
                                                 : offsetof(VmHeapWindow, load_span));
  const Label walk = masm_.new_label(), access = masm_.new_label();
  out_.slow_paths.push_back({o.access, masm_.offset()});
  if (o.source != Masm::kScratch) {
    masm_.effective_address(Masm::kScratch, o.source, o.offset);
  }
  if (options_.tuning.heap_inline) {
    masm_.sub_context(Masm::kScratch, start);
    masm_.compare_with_context(Masm::kScratch, span);
    branch_guarding(Cond::kGeU, walk, Masm::kScratch, Masm::kScratch);
    masm_.add_context(Masm::kScratch, window + context_field(offsetof(VmHeapWindow, base)));
  } else {
    masm_.jump(walk);
  }
  masm_.bind(access);
  const arch::Address address{Masm::kScratch, arch::kNoReg, 0};
  uint32_t at;
  if (!o.is_store) {
    at = masm_.load(o.load_kind, o.reg, address);
  } else if (o.is_const) {
    at = masm_.store_imm(o.store_kind, address, o.value);
  } else {
    at = masm_.store(o.store_kind, address, o.reg);
  }
  add_site(at, TrapKind::kMemoryOutOfBounds);  // A mapped file may have shrunk.
  masm_.jump(o.resume);

  masm_.bind(walk);
  if (options_.tuning.heap_inline) masm_.add_context(Masm::kScratch, start);
  masm_.call_scratch_stub(offsetof(VmContext, heap_walk), log2 + (o.is_store ? 5 : 0));
  masm_.branch_nonzero(Width::k64, Masm::kScratch, access);
  add_site(masm_.trap(), TrapKind::kMemoryOutOfBounds);
}

template <class Masm>
void FunctionCompiler<Masm>::memory_size(uint32_t) {
  const Reg dst = [&] {
    const Reg t = target(ValType::kI32);
    return t.valid() ? t : stack_.allocate(arch::Bank::kInt);
  }();
  masm_.load_context(Width::k32, dst,
                     context_field(offsetof(VmContext, memory0) + offsetof(VmMemory, pages)));
  stack_.push_reg(ValType::kI32, dst);
}

// --- Globals -------------------------------------------------------------------------------------

template <class Masm>
void FunctionCompiler<Masm>::global_get(uint32_t i) {
  const ValType type = info_.globals[i].type.type;
  const Reg dst = [&] {
    const Reg t = target(type);
    return t.valid() ? t : stack_.allocate(bank_of(type));
  }();
  arch::Address cell{Masm::kContext, arch::kNoReg,
                     static_cast<int32_t>(vm_.own_global(i - info_.imported_globals))};
  if (i < info_.imported_globals) {
    masm_.load_context(Width::k64, Masm::kScratch, vm_.imported_global(i));
    cell = {Masm::kScratch, arch::kNoReg, 0};
  }
  constexpr arch::LoadKind kKinds[] = {arch::LoadKind::kI32, arch::LoadKind::kI64,
                                       arch::LoadKind::kF32, arch::LoadKind::kF64};
  masm_.load(kKinds[static_cast<uint8_t>(value_kind(type))], dst, cell);
  stack_.push_reg(type, dst);
}

/// The stack pointer may be what it was at first, and anything above the stack's low end.
template <class Masm>
void FunctionCompiler<Masm>::check_stack_pointer(Operand& value, const LinkedAreas::Stack& stack) {
  const Reg v = stack_.to_reg(value);
  masm_.compare_imm(Width::k32, v, static_cast<int32_t>(stack.low), Cond::kLeU);
  masm_.branch(Cond::kLeU, trap(TrapKind::kAuxStackOverflow));
  masm_.compare_imm(Width::k32, v, static_cast<int32_t>(stack.high), Cond::kGtU);
  masm_.branch(Cond::kGtU, trap(TrapKind::kAuxStackUnderflow));
}

template <class Masm>
void FunctionCompiler<Masm>::global_set(uint32_t i) {
  const ValType type = info_.globals[i].type.type;
  Operand value = stack_.pop();
  const auto& areas = info_.areas;
  const bool is_stack_pointer = areas && areas->stack && areas->stack->global == i;
  if (is_stack_pointer && options_.check_aux_stack) check_stack_pointer(value, *areas->stack);
  const Reg v = to_reg_or_zero(value);
  arch::Address cell{Masm::kContext, arch::kNoReg,
                     static_cast<int32_t>(vm_.own_global(i - info_.imported_globals))};
  if (i < info_.imported_globals) {
    masm_.load_context(Width::k64, Masm::kScratch, vm_.imported_global(i));
    cell = {Masm::kScratch, arch::kNoReg, 0};
  }
  constexpr arch::StoreKind kKinds[] = {arch::StoreKind::kI32, arch::StoreKind::kI64,
                                        arch::StoreKind::kF32, arch::StoreKind::kF64};
  masm_.store(kKinds[static_cast<uint8_t>(value_kind(type))], cell, v);
  stack_.release(value);
}

// --- Tables and references -----------------------------------------------------------------------

template <class Masm>
void FunctionCompiler<Masm>::table_get(uint32_t table) {
  const ValType type = info_.tables[table].type.element;
  const uint32_t fields = vm_.table(table);
  Operand index = stack_.pop();
  const Reg i = stack_.to_reg(index);
  // First, as what choosing it spills must not lie behind the test.
  const Reg dst = stack_.destination(type, arch::kNoReg, index);
  masm_.compare_with_context(i, fields + context_field(offsetof(VmTable, length)));
  const Reg element =
      branch_guarding(Cond::kGeU, trap(TrapKind::kTableOutOfBounds), Masm::kScratch, i);
  const Reg base = element == i ? Masm::kScratch : dst;
  masm_.load_context(Width::k64, base, fields + context_field(offsetof(VmTable, base)));
  masm_.load_element(dst, base, element);
  stack_.push_reg(type, dst);
}

template <class Masm>
void FunctionCompiler<Masm>::table_set(uint32_t table) {
  const uint32_t fields = vm_.table(table);
  Operand value = stack_.pop(), index = stack_.pop();
  const Reg v = to_reg_or_zero(value), i = stack_.to_reg(index);
  const Reg clamped = options_.spectre ? stack_.allocate(arch::Bank::kInt) : i;
  masm_.compare_with_context(i, fields + context_field(offsetof(VmTable, length)));
  branch_guarding(Cond::kGeU, trap(TrapKind::kTableOutOfBounds), clamped, i);
  masm_.load_context(Width::k64, Masm::kScratch, fields + context_field(offsetof(VmTable, base)));
  masm_.store_element(Masm::kScratch, clamped, v);
  if (options_.spectre) stack_.release(clamped);
  stack_.release(value);
  stack_.release(index);
}

template <class Masm>
void FunctionCompiler<Masm>::table_size(uint32_t table) {
  const Reg dst = stack_.allocate(arch::Bank::kInt);
  masm_.load_context(Width::k32, dst, vm_.table(table) + context_field(offsetof(VmTable, length)));
  stack_.push_reg(ValType::kI32, dst);
}

template <class Masm>
void FunctionCompiler<Masm>::ref_is_null() {
  Operand o = stack_.pop();
  const Reg r = stack_.to_reg(o);
  masm_.compare_imm(Width::k64, r, 0, Cond::kEq);
  stack_.release(o);
  push_condition(Cond::kEq);
}

template <class Masm>
void FunctionCompiler<Masm>::ref_func(uint32_t func) {
  const Reg dst = stack_.allocate(arch::Bank::kInt);
  if (func < info_.imported_functions) {
    masm_.load_context(Width::k64, dst, vm_.imported_function(func));
  } else {
    masm_.load_context(Width::k64, dst, context_field(offsetof(VmContext, func_refs)));
    const uint64_t offset = sizeof(VmFuncRef) * uint64_t{func - info_.imported_functions};
    masm_.binary_imm(arch::IntOp::kAdd, Width::k64, dst, dst, static_cast<int64_t>(offset));
  }
  stack_.push_reg(ValType::kFuncRef, dst);
}

}  // namespace shoal::jit

#endif  // SHOAL_JIT_FUNCTION_COMPILER_MEMORY_H_
