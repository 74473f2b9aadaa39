// Makes what tools see of machine code.
#ifndef SHOAL_RUNTIME_CODE_VIEW_H_
#define SHOAL_RUNTIME_CODE_VIEW_H_

#include <cstdint>
#include <span>

#include "jit/code_tables.h"
#include "jit/module_info.h"
#include "shoal/code.h"

namespace shoal::runtime {

CodeStats code_stats(const jit::ModuleInfo& info, uint64_t code_bytes);

/// `code` is the module's, for `target`, with its tables. What the spans cover must outlive the
/// view.
CodeView code_view(Target target, const jit::ModuleInfo& info,
                   std::span<const uint8_t> module_bytes, std::span<const uint8_t> code,
                   const jit::CodeTables& tables);

}  // namespace shoal::runtime

#endif  // SHOAL_RUNTIME_CODE_VIEW_H_
