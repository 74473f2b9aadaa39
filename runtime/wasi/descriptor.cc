#include "runtime/wasi/descriptor.h"

#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <utility>

namespace shoal::wasi::internal {

Errno Descriptor::read(std::span<std::byte>, size_t*) { return Errno::kBadF; }
Errno Descriptor::write(std::span<const std::byte>, size_t*) { return Errno::kBadF; }
Errno Descriptor::seek(int64_t, Whence, uint64_t*) { return Errno::kSPipe; }

namespace {

FileType file_type(mode_t mode) {
  if (S_ISREG(mode)) return FileType::kRegularFile;
  if (S_ISCHR(mode)) return FileType::kCharacterDevice;
  if (S_ISBLK(mode)) return FileType::kBlockDevice;
  if (S_ISDIR(mode)) return FileType::kDirectory;
  if (S_ISSOCK(mode)) return FileType::kSocketStream;
  return FileType::kUnknown;
}

class HostDescriptor final : public Descriptor {
 public:
  explicit HostDescriptor(int fd) : fd_(fd) {}

  FdStat stat() const override {
    FdStat result;
    struct stat host;
    if (fstat(fd_, &host) == 0) result.type = file_type(host.st_mode);
    result.rights = kRightFdRead | kRightFdWrite;
    // wasi-libc takes a character device that cannot seek for a terminal.
    if (result.type == FileType::kRegularFile) result.rights |= kRightFdSeek | kRightFdTell;
    return result;
  }

  Errno read(std::span<std::byte> into, size_t* done) override {
    return transfer([&] { return ::read(fd_, into.data(), into.size()); }, done);
  }

  Errno write(std::span<const std::byte> from, size_t* done) override {
    return transfer([&] { return ::write(fd_, from.data(), from.size()); }, done);
  }

  Errno seek(int64_t offset, Whence whence, uint64_t* position) override {
    static constexpr int kHostWhence[] = {SEEK_SET, SEEK_CUR, SEEK_END};
    const off_t at = lseek(fd_, offset, kHostWhence[static_cast<uint8_t>(whence)]);
    if (at < 0) return from_host_errno(errno);
    *position = static_cast<uint64_t>(at);
    return Errno::kSuccess;
  }

 private:
  template <class F>
  static Errno transfer(F call, size_t* done) {
    ssize_t n;
    do {
      n = call();
    } while (n < 0 && errno == EINTR);
    if (n < 0) return from_host_errno(errno);
    *done = static_cast<size_t>(n);
    return Errno::kSuccess;
  }

  int fd_;
};

class StringSource final : public Descriptor {
 public:
  explicit StringSource(std::string bytes) : bytes_(std::move(bytes)) {}

  FdStat stat() const override { return {FileType::kUnknown, 0, kRightFdRead, 0}; }

  Errno read(std::span<std::byte> into, size_t* done) override {
    *done = std::min(into.size(), bytes_.size() - at_);
    if (*done > 0) std::memcpy(into.data(), bytes_.data() + at_, *done);
    at_ += *done;
    return Errno::kSuccess;
  }

 private:
  std::string bytes_;
  size_t at_ = 0;
};

class SinkDescriptor final : public Descriptor {
 public:
  explicit SinkDescriptor(Sink sink) : sink_(std::move(sink)) {}

  FdStat stat() const override { return {FileType::kUnknown, 0, kRightFdWrite, 0}; }

  Errno write(std::span<const std::byte> from, size_t* done) override {
    if (sink_) sink_({reinterpret_cast<const char*>(from.data()), from.size()});
    *done = from.size();
    return Errno::kSuccess;
  }

 private:
  Sink sink_;
};

}  // namespace

std::shared_ptr<Descriptor> host_descriptor(int fd) { return std::make_shared<HostDescriptor>(fd); }

std::shared_ptr<Descriptor> string_source(std::string bytes) {
  return std::make_shared<StringSource>(std::move(bytes));
}

std::shared_ptr<Descriptor> sink_descriptor(Sink sink) {
  return std::make_shared<SinkDescriptor>(std::move(sink));
}

}  // namespace shoal::wasi::internal
