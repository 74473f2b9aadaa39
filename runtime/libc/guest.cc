#include "runtime/libc/guest.h"

#include <algorithm>
#include <atomic>
#include <limits>

#include "runtime/backtrace.h"
#include "runtime/instance.h"

namespace shoal::libc {

Result<std::string_view> Guest::string(uint64_t address) const {
  return string(address, std::numeric_limits<uint64_t>::max());
}

Result<std::string_view> Guest::string(uint64_t address, uint64_t most) const {
  PieceReader pieces(*this, address);
  uint64_t length = 0;
  while (length < most) {
    const Result<std::string_view> piece = pieces.next(most - length);
    if (!piece) return piece.error();
    const size_t end = piece->find('\0');
    length += end == std::string_view::npos ? piece->size() : end;
    if (end != std::string_view::npos) break;
  }
  return text(address, length);
}

Result<void> Guest::poll() const {
  if (!caller_->has_instance()) return {};
  if (!runtime::polls_stop(caller_->impl()->context())) return {};
  return runtime::trap_error(TrapKind::kInterrupt);
}

Result<std::string_view> PieceReader::next(uint64_t most) {
  for (uint64_t n = std::min(most, piece_);; n = (n + 1) / 2) {
    const Result<std::string_view> all = guest_.text(start_, read_ + n);
    if (!all && n == 1) return all.error();
    if (!all) {
      ends_soon_ = true;
      continue;
    }
    const std::string_view piece = all->substr(read_);
    read_ += n;
    piece_ = ends_soon_ ? n : std::min(2 * piece_, kLargestPiece);
    return piece;
  }
}

void CharReader::fill() {
  const Result<std::string_view> piece = pieces_.next(buffer_.size());
  next_ = 0;
  size_ = 0;
  if (!piece) {
    ended_ = true;
    status_ = piece.error();
    return;
  }
  size_ = static_cast<uint32_t>(piece->copy(buffer_.data(), buffer_.size()));
}

}  // namespace shoal::libc
