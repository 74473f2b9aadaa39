// Reads types: value, reference, heap and block types, as they occur in sections and in function
// bodies. A type of a feature out of scope is an error of kind kUnsupported that names the feature.
#ifndef SHOAL_JIT_TYPE_READER_H_
#define SHOAL_JIT_TYPE_READER_H_

#include <span>

#include "jit/byte_reader.h"
#include "jit/module_info.h"
#include "shoal/types.h"

namespace shoal::jit {

/// The operands that a block takes and leaves.
struct BlockType {
  std::span<const ValType> params;
  std::span<const ValType> results;
};

bool read_val_type(ByteReader& in, ValType* type);
bool read_ref_type(ByteReader& in, ValType* type);
/// The heap type behind ref.null, as the reference type of its null.
bool read_heap_type(ByteReader& in, ValType* type);
/// A block type. Its spans point into `info` or to constants, and live as long as `info`.
bool read_block_type(ByteReader& in, const ModuleInfo& info, BlockType* type);

}  // namespace shoal::jit

#endif  // SHOAL_JIT_TYPE_READER_H_
