// What a guest's file descriptors stand for.
#ifndef SHOAL_RUNTIME_WASI_DESCRIPTOR_H_
#define SHOAL_RUNTIME_WASI_DESCRIPTOR_H_

#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <span>
#include <string>

#include "runtime/wasi/abi.h"
#include "shoal/wasi.h"

namespace shoal::wasi {

/// The WASI record `fdstat`.
struct FdStat {
  FileType type = FileType::kUnknown;
  uint16_t flags = 0;
  uint64_t rights = 0;
  uint64_t inheriting_rights = 0;
};

namespace internal {

/// An open file, or what serves as one. What a kind of descriptor cannot do keeps its answer from
/// here.
class Descriptor {
 public:
  virtual ~Descriptor() = default;

  virtual FdStat stat() const = 0;
  /// Reads up to `into.size()` bytes; 0 bytes mean the end.
  virtual Errno read(std::span<std::byte> into, size_t* done);
  /// Writes up to `from.size()` bytes.
  virtual Errno write(std::span<const std::byte> from, size_t* done);
  virtual Errno seek(int64_t offset, Whence whence, uint64_t* position);
};

/// A file descriptor of the host's, which is not closed with this.
std::shared_ptr<Descriptor> host_descriptor(int fd);
/// Reads a string, and then is at its end.
std::shared_ptr<Descriptor> string_source(std::string bytes);
/// Hands all that is written to `sink`; without one it is lost.
std::shared_ptr<Descriptor> sink_descriptor(Sink sink);

}  // namespace internal

/// The descriptors of a guest, by number.
class DescriptorTable {
 public:
  void set(uint32_t fd, std::shared_ptr<internal::Descriptor> descriptor) {
    open_[fd] = std::move(descriptor);
  }
  /// The open descriptor, or null.
  internal::Descriptor* find(uint32_t fd) const {
    const auto at = open_.find(fd);
    return at == open_.end() ? nullptr : at->second.get();
  }
  Errno close(uint32_t fd) { return open_.erase(fd) != 0 ? Errno::kSuccess : Errno::kBadF; }

 private:
  std::map<uint32_t, std::shared_ptr<internal::Descriptor>> open_;
};

}  // namespace shoal::wasi

#endif  // SHOAL_RUNTIME_WASI_DESCRIPTOR_H_
