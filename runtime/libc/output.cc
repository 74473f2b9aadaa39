#include "runtime/libc/output.h"

#include <algorithm>
#include <cstring>

namespace shoal::libc {

Result<void> SinkOutput::write(std::string_view bytes) {
  while (!bytes.empty()) {
    const size_t n = std::min(bytes.size(), buffer_.size() - used_);
    std::memcpy(buffer_.data() + used_, bytes.data(), n);
    used_ += n;
    bytes.remove_prefix(n);
    if (used_ == buffer_.size()) flush();
  }
  return {};
}

Result<void> SinkOutput::fill(char byte, uint64_t count) {
  while (count > 0) {
    const uint64_t n = std::min<uint64_t>(count, buffer_.size() - used_);
    std::memset(buffer_.data() + used_, byte, n);
    used_ += n;
    count -= n;
    if (used_ < buffer_.size()) continue;
    flush();
    if (Result<void> going_on = guest_.poll(); !going_on) return going_on;
  }
  return {};
}

void SinkOutput::flush() {
  if (used_ > 0) sink_(std::string_view(buffer_.data(), used_));
  used_ = 0;
}

Result<std::span<std::byte>> BufferOutput::take(uint64_t size) {
  const uint64_t n = std::min(size, room_ == 0 ? 0 : room_ - 1);
  if (n == 0) return std::span<std::byte>();
  Result<std::span<std::byte>> to = guest_.bytes(at_, n);
  if (to) at_ += n, room_ -= n;
  return to;
}

Result<void> BufferOutput::write(std::string_view bytes) {
  const Result<std::span<std::byte>> to = take(bytes.size());
  if (!to) return to.error();
  // The bytes may come from where they go to.
  if (!to->empty()) std::memmove(to->data(), bytes.data(), to->size());
  return {};
}

Result<void> BufferOutput::fill(char byte, uint64_t count) {
  const Result<std::span<std::byte>> to = take(count);
  if (!to) return to.error();
  if (!to->empty()) std::memset(to->data(), byte, to->size());
  return {};
}

Result<void> BufferOutput::finish() {
  return room_ == 0 ? Result<void>() : guest_.store(at_, '\0');
}

}  // namespace shoal::libc
