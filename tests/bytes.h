// For tests that make modules byte by byte.
#ifndef SHOAL_TESTS_BYTES_H_
#define SHOAL_TESTS_BYTES_H_

#include <cstdint>
#include <vector>

namespace shoal::tests {

using Bytes = std::vector<uint8_t>;

/// An unsigned number in LEB128.
inline Bytes leb(uint64_t n) {
  Bytes bytes;
  for (; n >= 0x80; n >>= 7) bytes.push_back(static_cast<uint8_t>(n | 0x80));
  bytes.push_back(static_cast<uint8_t>(n));
  return bytes;
}

inline Bytes operator+(Bytes a, const Bytes& b) {
  a.insert(a.end(), b.begin(), b.end());
  return a;
}

}  // namespace shoal::tests

#endif  // SHOAL_TESTS_BYTES_H_
