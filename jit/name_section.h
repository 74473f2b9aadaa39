// The custom section "name": names of the module and of its functions, for backtraces and tools.
#ifndef SHOAL_JIT_NAME_SECTION_H_
#define SHOAL_JIT_NAME_SECTION_H_

#include "jit/byte_reader.h"
#include "jit/module_info.h"

namespace shoal::jit {

/// Reads a name section's contents into `info`. What is malformed in it is ignored, from there to
/// its end: names do not matter to what a module does.
void read_name_section(ByteReader in, ModuleInfo& info);

}  // namespace shoal::jit

#endif  // SHOAL_JIT_NAME_SECTION_H_
