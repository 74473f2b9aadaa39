// Lets asmjit emit into memory that is ours.
#ifndef SHOAL_ARCH_CODE_BUFFER_H_
#define SHOAL_ARCH_CODE_BUFFER_H_

#include <asmjit/core.h>

#include <cstdint>
#include <span>

namespace shoal::arch {

/// Before an assembler is attached to `holder`: all code goes to `buffer`, which must outlive both,
/// and emission fails when that is full. An empty one leaves the memory to asmjit.
inline void use_buffer(asmjit::CodeHolder& holder, std::span<uint8_t> buffer) {
  if (buffer.empty()) return;
  asmjit::CodeBuffer& text = holder.textSection()->buffer();
  text._data = buffer.data();
  text._capacity = buffer.size();
  text._flags = asmjit::CodeBufferFlags::kIsExternal | asmjit::CodeBufferFlags::kIsFixed;
}

}  // namespace shoal::arch

#endif  // SHOAL_ARCH_CODE_BUFFER_H_
