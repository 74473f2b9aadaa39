// The CPU that this build runs on.
#ifndef SHOAL_ARCH_HOST_H_
#define SHOAL_ARCH_HOST_H_

#if defined(__x86_64__)
#include "arch/x64/macro_assembler.h"
namespace shoal::arch {
using HostMacroAssembler = x64::MacroAssembler;
using HostFeatures = x64::Features;
using x64::host_target;
}  // namespace shoal::arch
#elif defined(__aarch64__)
#include "arch/a64/macro_assembler.h"
namespace shoal::arch {
using HostMacroAssembler = a64::MacroAssembler;
using HostFeatures = a64::Features;
using a64::host_target;
}  // namespace shoal::arch
#else
#error "Shoal has no code generator for this CPU yet"
#endif

#endif  // SHOAL_ARCH_HOST_H_
