#include "runtime/wasi/guest.h"

namespace shoal::wasi {

Errno Guest::store_strings(const std::vector<std::string>& strings, GuestPtr pointers,
                           GuestPtr buffer) const {
  uint64_t pointer = pointers;
  uint64_t at = buffer;
  for (const std::string& s : strings) {
    std::span<std::byte> to;
    const uint64_t size = s.size() + 1;  // with the NUL
    Errno error = bytes(at, size, &to);
    if (error != Errno::kSuccess) return error;
    std::memcpy(to.data(), s.c_str(), size);
    error = store(pointer, static_cast<GuestPtr>(at));
    if (error != Errno::kSuccess) return error;
    pointer += sizeof(GuestPtr);
    at += size;
  }
  return Errno::kSuccess;
}

uint32_t buffer_size(const std::vector<std::string>& strings) {
  size_t size = 0;
  for (const std::string& s : strings) size += s.size() + 1;
  return static_cast<uint32_t>(size);
}

}  // namespace shoal::wasi
