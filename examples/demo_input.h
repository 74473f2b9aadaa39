// The demo's surroundings: its input file, what `wc` and `sha256sum` say about it, and a progress
// line.
#ifndef SHOAL_EXAMPLES_DEMO_INPUT_H_
#define SHOAL_EXAMPLES_DEMO_INPUT_H_

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

#include "shoal/error.h"

namespace demo {

/// A regular file, open for reading. Move-only.
class InputFile {
 public:
  /// Errors: kSystem (it cannot be opened), kArgument (it is no regular file).
  static shoal::Result<InputFile> open(const std::string& path);
  InputFile(InputFile&& other) noexcept;
  InputFile& operator=(InputFile&&) = delete;
  ~InputFile();

  const std::string& path() const { return path_; }
  int fd() const { return fd_; }
  uint64_t size() const { return size_; }

 private:
  InputFile(std::string path, int fd, uint64_t size)
      : path_(std::move(path)), fd_(fd), size_(size) {}

  std::string path_;
  int fd_;
  uint64_t size_;
};

/// What the guests find out about a file, or the system's own tools.
struct Findings {
  uint64_t lines = 0, words = 0, bytes = 0;
  std::string sha256;  ///< 64 hexadecimal digits.
  bool operator==(const Findings&) const = default;
};
std::string to_string(const Findings& f);

/// Asks `wc` (in the C locale) and `sha256sum`.
shoal::Result<Findings> ask_system_tools(const InputFile& file);

/// Says on standard error how far a long job is: one line that changes on a terminal, a line for
/// each step elsewhere.
class Progress {
 public:
  /// Starts a step that handles `total` units.
  void step(std::string_view what, uint64_t total);
  void advance(uint64_t units);
  void finish();

 private:
  void show();

  std::string what_;
  uint64_t done_ = 0, total_ = 0;
  int shown_percent_ = -1;
};

}  // namespace demo

#endif  // SHOAL_EXAMPLES_DEMO_INPUT_H_
