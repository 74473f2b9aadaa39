// Memory for machine code, never writable and executable at once.
//
// A module's code is written where it will run, while its pages are writable, then sealed: no
// buffer grows and nothing is copied. Stubs come one by one while others run, so they are written
// through one mapping and executed through another.
#ifndef SHOAL_JIT_CODE_MEMORY_H_
#define SHOAL_JIT_CODE_MEMORY_H_

#include <cstddef>
#include <cstdint>
#include <span>

#include "shoal/error.h"

namespace shoal::jit {

/// Owns one mapping for code: writable first, once sealed readable and executable. Move-only.
class CodeMemory {
 public:
  CodeMemory() = default;
  CodeMemory(CodeMemory&& other) noexcept;
  CodeMemory& operator=(CodeMemory&& other) noexcept;
  ~CodeMemory();

  /// Reserves `most` bytes of address space, or as many as there are, for code of which about
  /// `expected` bytes will be used; pages are used as they are filled. Error (kSystem): none.
  static Result<CodeMemory> reserve(size_t most, size_t expected);
  /// Memory that holds just this code, to be sealed.
  static Result<CodeMemory> copy_of(std::span<const uint8_t> code);

  /// Where to write, before sealing.
  std::span<uint8_t> writable() { return {base_, mapped_}; }
  /// Gives back what lies behind the first `size` bytes, which are the code.
  Result<void> trim(size_t size);
  /// Makes the code executable, no longer writable, and flushes the instruction cache.
  Result<void> seal();

  /// After trim: the code.
  const uint8_t* data() const { return base_; }
  uint32_t size() const { return size_; }
  std::span<const uint8_t> bytes() const { return {base_, size_}; }

 private:
  uint8_t* base_ = nullptr;
  uint32_t size_ = 0;
  size_t mapped_ = 0;
};

/// An append-only area of code, mapped twice. Move-only; appending needs a lock, executing none.
class CodeArena {
 public:
  CodeArena() = default;
  CodeArena(CodeArena&& other) noexcept;
  CodeArena& operator=(CodeArena&& other) noexcept;
  ~CodeArena();

  /// Reserves `capacity` bytes of address space; pages are used as they are filled.
  static Result<CodeArena> create(size_t capacity);

  /// Copies `code` behind what is there and returns its executable address. Error (kLimit) when
  /// full.
  Result<const uint8_t*> append(std::span<const uint8_t> code);

  const uint8_t* executable() const { return executable_; }
  size_t capacity() const { return capacity_; }

 private:
  uint8_t* writable_ = nullptr;
  uint8_t* executable_ = nullptr;
  size_t capacity_ = 0;
  size_t used_ = 0;
};

}  // namespace shoal::jit

#endif  // SHOAL_JIT_CODE_MEMORY_H_
