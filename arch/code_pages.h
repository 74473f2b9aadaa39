// What CPUs ask of memory that code is put into.
#ifndef SHOAL_ARCH_CODE_PAGES_H_
#define SHOAL_ARCH_CODE_PAGES_H_

#include <cstdint>

namespace shoal::arch {

/// Flags for mmap and mprotect of executable pages besides PROT_READ and PROT_EXEC: what this
/// machine can check of the code in them.
int extra_code_protection();

/// Makes code that was just written at [begin, begin + size) visible to instruction fetch, on every
/// thread of the process. Call it before any of them can reach the code.
void flush_instruction_cache(void* begin, uint64_t size);

}  // namespace shoal::arch

#endif  // SHOAL_ARCH_CODE_PAGES_H_
