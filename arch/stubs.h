// Code that leads into and out of WebAssembly, and calls of functions whose type is known only at
// run time, as bytes. Position independent. Made for the CPU that runs us.
#ifndef SHOAL_ARCH_STUBS_H_
#define SHOAL_ARCH_STUBS_H_

#include <cstdint>
#include <vector>

#include "arch/call_layout.h"

namespace shoal::arch {

/// Offsets into the structures that stubs touch (jit/vm_context.h defines them).
struct StubOffsets {
  uint32_t thread_record;
  uint32_t thread_exit_fp;
  uint32_t thread_exit_at;
  uint32_t thread_saved;
  uint32_t thread_fuel;  ///< 0: code does not count fuel.
  uint32_t record_code;
  uint32_t record_direct_code;
  uint32_t record_context;
  uint32_t context_thread;
  uint32_t context_memory_base;
  uint32_t context_memory_limit;
  uint32_t context_builtins;
  uint32_t context_results;  ///< Of the pointer to the result buffer.
  uint32_t host_invoke;
};

struct Stub {
  std::vector<uint8_t> code;
  uint32_t trap_offset = 0;  ///< Of the undefined instruction, where there is one.
};

/// A call's layout on the host's CPU: ours, and the C convention's behind so many hidden arguments.
CallLayout host_call_layout(std::span<const ValueKind> params, std::span<const ValueKind> results);
CallLayout host_c_layout(uint32_t hidden, std::span<const ValueKind> params,
                         std::span<const ValueKind> results);

// Where code counts fuel, the ways in load what is left into the fuel register, and they and the ways
// out to host functions keep it in the thread's link meanwhile.
//
// The ways in save for a trap, in the thread's link, what the C convention wants preserved and
// WebAssembly code puts back itself unless it traps; only the pinned registers have to be put back.

/// Outcome (thread, record, slots): see jit::EntryStub.
Stub make_slot_entry(const CallLayout& layout, const StubOffsets& offsets);
/// Outcome (thread, record, arguments...) as the C convention has it. One result at most.
Stub make_entry(const CallLayout& layout, const CallLayout& c_layout, const StubOffsets& offsets);
/// Continues after a trap, given the thread in the C convention's first argument register: the entry
/// stub returns with Outcome::done 0.
Stub make_trap_exit(const StubOffsets& offsets);
/// From a call of an import (MacroAssembler::call_import), whose first argument is a record, to the
/// record's external entry. `c_layout` fits_c().
Stub make_import_adapter(const CallLayout& layout, const CallLayout& c_layout,
                         const StubOffsets& offsets);
/// An external entry that calls the C++ function of a host context; traps if it returns false.
Stub make_host_stub(const CallLayout& layout, const StubOffsets& offsets);
/// Address in, native address or null out, both in kScratch: calls builtin `index` with (context,
/// address, argument), preserving every other register. The pinned memory limit is loaded anew: the
/// builtin may have changed it. With a barrier nobody uses the address before all that the builtin
/// decided is certain: not even what misspeculates.
Stub make_scratch_stub(uint32_t builtin_index, uint32_t argument, bool barrier,
                       const StubOffsets& offsets);

/// A C function (function, first, slots): calls `function`, a C function with `first` and then values
/// as arguments, the values from `slots`, and puts its result into the first slot. Of an i32 result
/// the upper half is unspecified. `c_layout` is for one hidden argument; it may use the stack.
Stub make_native_call(const CallLayout& c_layout);

}  // namespace shoal::arch

#endif  // SHOAL_ARCH_STUBS_H_
