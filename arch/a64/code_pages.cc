#include "arch/code_pages.h"

#include <linux/membarrier.h>
#include <sys/auxv.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <unistd.h>

namespace shoal::arch {
namespace {

// Older headers lack these.
constexpr unsigned long kHasBti = 1ul << 17;  // HWCAP2_BTI
constexpr int kProtectBti = 0x10;             // PROT_BTI

long membarrier(int command) { return syscall(SYS_membarrier, command, 0, 0); }

/// What other threads fetched already, they may execute: each passes an instruction barrier before
/// it goes on. Kernels before 4.16 cannot ask for that; there, as with most JITs, it rests on new
/// code never having been fetched before.
void synchronise_threads() {
  static const bool registered =
      membarrier(MEMBARRIER_CMD_REGISTER_PRIVATE_EXPEDITED_SYNC_CORE) == 0;
  if (registered) membarrier(MEMBARRIER_CMD_PRIVATE_EXPEDITED_SYNC_CORE);
}

}  // namespace

// Indirect branches into guarded pages must meet a landing pad; all of ours do.
int extra_code_protection() {
  static const bool has_bti = (getauxval(AT_HWCAP2) & kHasBti) != 0;
  return has_bti ? kProtectBti : 0;
}

// Cleans the data cache to where both caches meet, invalidates the instruction cache there, and
// synchronises this thread.
void flush_instruction_cache(void* begin, uint64_t size) {
  auto* const from = static_cast<char*>(begin);
  __builtin___clear_cache(from, from + size);
  synchronise_threads();
}

}  // namespace shoal::arch
