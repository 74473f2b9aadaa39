// Memory for machine code, never writable and executable at once: it is filled while writable, then sealed.
#ifndef SHOAL_JIT_CODE_MEMORY_H_
#define SHOAL_JIT_CODE_MEMORY_H_

#include <cstdint>
#include <span>

#include "shoal/error.h"

namespace shoal::jit {

/// Owns one sealed (readable and executable) mapping. Move-only.
class CodeMemory {
 public:
  CodeMemory() = default;
  CodeMemory(CodeMemory&& other) noexcept;
  CodeMemory& operator=(CodeMemory&& other) noexcept;
  ~CodeMemory();

  /// Maps pages, copies `code` in, makes them executable and flushes the instruction cache.
  static Result<CodeMemory> seal(std::span<const uint8_t> code);

  const uint8_t* executable() const { return base_; }
  uint32_t size() const { return size_; }

 private:
  uint8_t* base_ = nullptr;
  uint32_t size_ = 0;
  size_t mapped_ = 0;
};

}  // namespace shoal::jit

#endif  // SHOAL_JIT_CODE_MEMORY_H_
