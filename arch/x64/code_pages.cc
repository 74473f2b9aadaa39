#include "arch/code_pages.h"

namespace shoal::arch {

int extra_code_protection() { return 0; }

// x86-64 keeps instruction fetch coherent with stores.
void flush_instruction_cache(void*, uint64_t) {}

}  // namespace shoal::arch
