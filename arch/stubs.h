// Code that leads into and out of WebAssembly, as bytes. Position independent. Made for the CPU
// that runs us.
#ifndef SHOAL_ARCH_STUBS_H_
#define SHOAL_ARCH_STUBS_H_

#include <cstdint>
#include <vector>

#include "arch/call_layout.h"

namespace shoal::arch {

/// Offsets into the structures that stubs touch (jit/vm_context.h defines them).
struct StubOffsets {
  uint32_t activation_entry_sp;
  uint32_t activation_entry_fp;
  uint32_t context_memory_limit;
  uint32_t context_builtins;
  uint32_t context_results;  ///< Of the pointer to the result buffer.
  uint32_t host_invoke;
};

struct Stub {
  std::vector<uint8_t> code;
  uint32_t trap_offset = 0;  ///< Of the undefined instruction, where there is one.
};

/// Computes the host CPU's layout of a call.
CallLayout host_call_layout(std::span<const ValueKind> params, std::span<const ValueKind> results);

/// uint32_t (context, code, slots, activation): see jit::EntryStub.
Stub make_entry_stub(const CallLayout& layout, const StubOffsets& offsets);
/// Continues after a trap: the activation in the C convention's first argument register.
Stub make_trap_exit(const StubOffsets& offsets);
/// An external entry that calls the C++ function of a host context; traps if it returns false.
Stub make_host_stub(const CallLayout& layout, const StubOffsets& offsets);
/// Address in, native address or null out, both in kScratch: calls builtin `index` with (context,
/// address, argument), preserving every other register. The pinned memory limit is loaded anew: the
/// builtin may have changed it.
Stub make_scratch_stub(uint32_t builtin_index, uint32_t argument, const StubOffsets& offsets);

}  // namespace shoal::arch

#endif  // SHOAL_ARCH_STUBS_H_
