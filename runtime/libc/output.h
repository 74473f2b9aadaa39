// Where the printf family's output goes: to the host, or to guest memory.
#ifndef SHOAL_RUNTIME_LIBC_OUTPUT_H_
#define SHOAL_RUNTIME_LIBC_OUTPUT_H_

#include <array>
#include <cstdint>
#include <functional>
#include <string_view>

#include "runtime/libc/guest.h"
#include "shoal/error.h"

namespace shoal::libc {

class Output {
 public:
  Output() = default;
  Output(const Output&) = delete;
  Output& operator=(const Output&) = delete;
  virtual ~Output() = default;

  /// Takes the next bytes. Error: why the guest's call fails.
  virtual Result<void> write(std::string_view bytes) = 0;
  /// The same byte `count` times.
  virtual Result<void> fill(char byte, uint64_t count) = 0;
};

/// To the host, in pieces that are as large as they may be: what is short arrives as a whole.
class SinkOutput final : public Output {
 public:
  using Sink = std::function<void(std::string_view)>;

  SinkOutput(const Guest& guest, const Sink& sink) : guest_(guest), sink_(sink) {}

  Result<void> write(std::string_view bytes) override;
  Result<void> fill(char byte, uint64_t count) override;
  /// Passes on what has been collected.
  void flush();

 private:
  Guest guest_;
  const Sink& sink_;
  std::array<char, 4096> buffer_;
  size_t used_ = 0;
};

/// To guest memory: at most `room` bytes at `address`; what comes behind them is only counted, by
/// others. `room` is that of the string and its NUL.
class BufferOutput final : public Output {
 public:
  BufferOutput(const Guest& guest, uint64_t address, uint64_t room)
      : guest_(guest), at_(address), room_(room) {}

  Result<void> write(std::string_view bytes) override;
  Result<void> fill(char byte, uint64_t count) override;
  /// Writes the NUL.
  Result<void> finish();

 private:
  /// The next bytes, as many of `size` as have room beside the NUL.
  Result<std::span<std::byte>> take(uint64_t size);

  Guest guest_;
  uint64_t at_;
  uint64_t room_;
};

}  // namespace shoal::libc

#endif  // SHOAL_RUNTIME_LIBC_OUTPUT_H_
