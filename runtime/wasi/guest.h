// Guest memory as WASI functions see it. Every address comes from the guest, so every access is
// checked, and one that fails is the guest's mistake: Errno::kFault.
#ifndef SHOAL_RUNTIME_WASI_GUEST_H_
#define SHOAL_RUNTIME_WASI_GUEST_H_

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <span>
#include <string>
#include <type_traits>
#include <vector>

#include "runtime/wasi/abi.h"
#include "shoal/caller.h"

namespace shoal::wasi {

/// A guest address, as preview 1 passes it.
using GuestPtr = uint32_t;

class Guest {
 public:
  explicit Guest(Caller& caller) : caller_(caller) {}

  /// Writes `value`, little-endian as all of WebAssembly (and every CPU that Shoal supports).
  template <class T>
  requires std::is_integral_v<T> Errno store(uint64_t address, T value)
  const {
    Result<std::span<std::byte>> to = caller_.bytes(address, sizeof(T));
    if (!to) return Errno::kFault;
    std::memcpy(to->data(), &value, sizeof(T));
    return Errno::kSuccess;
  }

  Errno bytes(uint64_t address, uint64_t size, std::span<std::byte>* out) const {
    Result<std::span<std::byte>> range = caller_.bytes(address, size);
    if (!range) return Errno::kFault;
    *out = *range;
    return Errno::kSuccess;
  }
  Errno const_bytes(uint64_t address, uint64_t size, std::span<const std::byte>* out) const {
    Result<std::span<const std::byte>> range = caller_.const_bytes(address, size);
    if (!range) return Errno::kFault;
    *out = *range;
    return Errno::kSuccess;
  }

  /// A row of an iovec or ciovec array.
  struct Vec {
    GuestPtr address;
    uint32_t size;
  };
  /// Reads an array of `count` rows, of which there may be at most kMaxVecs.
  Errno vecs(GuestPtr address, uint32_t count, std::vector<Vec>* out) const {
    if (count > kMaxVecs) return Errno::kInval;
    std::span<const std::byte> raw;
    const Errno error = const_bytes(address, uint64_t{count} * sizeof(Vec), &raw);
    if (error != Errno::kSuccess) return error;
    out->resize(count);
    if (!raw.empty()) std::memcpy(out->data(), raw.data(), raw.size());
    return Errno::kSuccess;
  }

  /// Writes a list of strings as args_get and environ_get do: each NUL-terminated from `buffer` on,
  /// and its address into the array at `pointers`.
  Errno store_strings(const std::vector<std::string>& strings, GuestPtr pointers,
                      GuestPtr buffer) const;

 private:
  static constexpr uint32_t kMaxVecs = 1024;  // as IOV_MAX

  Caller& caller_;
};

/// The sum of the strings' sizes, each with its NUL.
uint32_t buffer_size(const std::vector<std::string>& strings);

}  // namespace shoal::wasi

#endif  // SHOAL_RUNTIME_WASI_GUEST_H_
