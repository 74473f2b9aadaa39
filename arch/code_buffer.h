// The buffer that code is emitted into: memory of our own or asmjit's, with asmjit's cursor in the
// open, so that our encoders (arch/*/encoder.h) lay instructions down side by side with its own.
//
// asmjit's Assembler takes any instruction there is, and 10 to 16 ns for each to find out which one
// it is. Who knows that beforehand needs a few stores and one check of the room that is left.
#ifndef SHOAL_ARCH_CODE_BUFFER_H_
#define SHOAL_ARCH_CODE_BUFFER_H_

#include <asmjit/core.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstring>
#include <span>

#include "arch/emission_errors.h"

namespace shoal::arch {

/// A CPU's Assembler of asmjit.
template <class Assembler>
class CodeBuffer : public Assembler {
 public:
  /// All code goes to `memory`, which must outlive this, and emission fails when that is full. An
  /// empty one leaves the memory to asmjit.
  CodeBuffer(asmjit::Arch arch, std::span<uint8_t> memory) {
    errors_.check(holder_.init(asmjit::Environment(arch)));
    holder_.setErrorHandler(&errors_);
    if (!memory.empty()) {
      asmjit::CodeBuffer& text = holder_.textSection()->buffer();
      text._data = memory.data();
      text._capacity = memory.size();
      text._flags = asmjit::CodeBufferFlags::kIsExternal | asmjit::CodeBufferFlags::kIsFixed;
    }
    errors_.check(holder_.attach(this));
  }

  /// Something was refused (the memory is full); the code is then unusable, and what is emitted lost.
  bool failed() const { return errors_.failed; }

  uint32_t read_u32(uint32_t at) const {
    uint32_t value;
    std::memcpy(&value, this->_bufferData + at, sizeof value);
    return value;
  }
  void write_u32(uint32_t at, uint32_t value) { write(at, &value, sizeof value); }
  void write(uint32_t at, const void* bytes, size_t size) {
    if (!failed()) std::memcpy(this->_bufferData + at, bytes, size);
  }
  /// Drops what was emitted from `at` on.
  void rewind(uint32_t at) {
    if (!failed()) this->_bufferPtr = this->_bufferData + at;
  }

 protected:
  /// No instruction takes more, nor writes behind its end more than this in total.
  static constexpr size_t kRoom = 32;

  /// Where the next instruction goes: there is room for one. done() takes its end.
  uint8_t* room() {
    if (static_cast<size_t>(this->_bufferEnd - this->_bufferPtr) < kRoom) [[unlikely]] {
      make_room();
    }
    return this->_bufferPtr;
  }
  void done(uint8_t* end) { this->_bufferPtr = end; }

 private:
  [[gnu::noinline]] void make_room() {
    asmjit::CodeBuffer& buffer = this->_section->buffer();
    buffer._size = std::max(buffer._size, this->offset());
    if (holder_.growBuffer(&buffer, kRoom) == asmjit::kErrorOk) return;
    errors_.failed = true;
    // What comes now goes nowhere.
    this->_bufferData = this->_bufferPtr = nowhere_.data();
    this->_bufferEnd = nowhere_.data() + nowhere_.size();
  }

  EmissionErrors errors_;
  asmjit::CodeHolder holder_;
  std::array<uint8_t, kRoom> nowhere_;
};

}  // namespace shoal::arch

#endif  // SHOAL_ARCH_CODE_BUFFER_H_
