#include "demo_input.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cinttypes>
#include <cstdio>
#include <cstdlib>
#include <cstring>

namespace demo {
namespace {

using shoal::ErrorKind;
using shoal::make_error;
using shoal::Result;

/// Runs a shell command that finds the file's name in $SHOAL_DEMO_FILE; returns what it prints.
Result<std::string> output_of(const char* command) {
  FILE* pipe = popen(command, "r");
  if (pipe == nullptr) return make_error(ErrorKind::kSystem, std::string("cannot run: ") + command);
  std::string text;
  char buffer[256];
  while (const size_t n = fread(buffer, 1, sizeof buffer, pipe)) text.append(buffer, n);
  if (pclose(pipe) != 0) return make_error(ErrorKind::kSystem, std::string("failed: ") + command);
  return text;
}

}  // namespace

Result<InputFile> InputFile::open(const std::string& path) {
  const int fd = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (fd < 0) return make_error(ErrorKind::kSystem, path + ": " + std::strerror(errno));
  struct stat status;
  if (fstat(fd, &status) != 0 || !S_ISREG(status.st_mode)) {
    close(fd);
    return make_error(ErrorKind::kArgument,
                      path + ": not a regular file; the demo needs one that can be mapped");
  }
  return InputFile(path, fd, static_cast<uint64_t>(status.st_size));
}

InputFile::InputFile(InputFile&& other) noexcept
    : path_(std::move(other.path_)), fd_(std::exchange(other.fd_, -1)), size_(other.size_) {}

InputFile::~InputFile() {
  if (fd_ >= 0) close(fd_);
}

std::string to_string(const Findings& f) {
  return std::to_string(f.lines) + " lines, " + std::to_string(f.words) + " words, " +
         std::to_string(f.bytes) + " bytes, SHA-256 " + f.sha256;
}

Result<Findings> ask_system_tools(const InputFile& file) {
  setenv("SHOAL_DEMO_FILE", file.path().c_str(), 1);
  auto counts = output_of("LC_ALL=C wc -lwc < \"$SHOAL_DEMO_FILE\"");
  if (!counts) return std::move(counts).error();
  auto digest = output_of("sha256sum < \"$SHOAL_DEMO_FILE\"");
  if (!digest) return std::move(digest).error();
  Findings f;
  if (std::sscanf(counts->c_str(), "%" SCNu64 " %" SCNu64 " %" SCNu64, &f.lines, &f.words,
                  &f.bytes) != 3) {
    return make_error(ErrorKind::kSystem, "cannot read what wc printed: " + *counts);
  }
  f.sha256 = digest->substr(0, digest->find(' '));
  return f;
}

void Progress::step(std::string_view what, uint64_t total) {
  what_ = what;
  done_ = 0;
  total_ = total;
  shown_percent_ = -1;
  if (!isatty(STDERR_FILENO)) std::fprintf(stderr, "%s\n", what_.c_str());
  show();
}

void Progress::advance(uint64_t units) {
  done_ += units;
  show();
}

void Progress::show() {
  const int percent = total_ == 0 ? 100 : static_cast<int>(100 * done_ / total_);
  if (percent == shown_percent_ || !isatty(STDERR_FILENO)) return;
  shown_percent_ = percent;
  std::fprintf(stderr, "\r\033[K%s: %d %%", what_.c_str(), percent);
}

void Progress::finish() {
  if (isatty(STDERR_FILENO)) std::fprintf(stderr, "\r\033[K");
}

}  // namespace demo
