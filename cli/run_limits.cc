#include "cli/run_limits.h"

#include <CLI/CLI.hpp>
#include <charconv>
#include <cmath>
#include <utility>

namespace shoal::cli {
namespace {

template <class T>
std::optional<T> parse_whole(std::string_view text) {
  T value{};
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return value;
}

/// How far to shift for a suffix; 0 if it is none.
int shift_of(char suffix) {
  switch (suffix) {
    case 'k':
    case 'K': return 10;
    case 'm':
    case 'M': return 20;
    case 'g':
    case 'G': return 30;
    default: return 0;
  }
}

Result<uint64_t> parse_count(std::string_view text) {
  if (const auto count = parse_whole<uint64_t>(text)) return *count;
  return make_error(ErrorKind::kArgument,
                    "'" + std::string(text) + "' is no whole number from 0 to 2^64 - 1");
}

/// `text`, if there is one, read by `parse`; an error names `option`.
template <class T>
Result<void> read_option(const char* option, const std::optional<std::string>& text,
                         Result<T> (*parse)(std::string_view), std::optional<T>* value) {
  if (!text) return {};
  Result<T> parsed = parse(*text);
  if (!parsed) {
    return make_error(ErrorKind::kArgument, std::string(option) + ": " + parsed.error().message);
  }
  *value = *parsed;
  return {};
}

}  // namespace

Result<uint64_t> parse_bytes(std::string_view text) {
  const int shift = text.empty() ? 0 : shift_of(text.back());
  const auto count = parse_whole<uint64_t>(text.substr(0, text.size() - (shift > 0 ? 1 : 0)));
  if (count && *count << shift >> shift == *count) return *count << shift;
  return make_error(ErrorKind::kArgument,
                    "'" + std::string(text) +
                        "' is no number of bytes: give digits, and behind them maybe K, M or G "
                        "for KiB, MiB or GiB");
}

Result<std::chrono::nanoseconds> parse_seconds(std::string_view text) {
  constexpr double kLongest = 366.0 * 24 * 3600;
  const auto seconds = parse_whole<double>(text);
  if (seconds && *seconds > 0 && *seconds <= kLongest) {
    return std::chrono::nanoseconds(static_cast<int64_t>(std::ceil(*seconds * 1e9)));
  }
  return make_error(ErrorKind::kArgument, "'" + std::string(text) +
                                              "' is no time: give seconds, like 2 or 0.5, more "
                                              "than 0 and at most a year");
}

void RunLimits::add_to(CLI::App& command) {
  command
      .add_option("--fuel", fuel_text_,
                  "trap when the guest has executed about so many instructions: at the same place "
                  "in every run and on every machine")
      ->type_name("N");
  command
      .add_option("--timeout", timeout_text_,
                  "trap when the guest has run for so long; compiling does not count")
      ->type_name("SECONDS");
  command
      .add_option("--max-memory", memory_text_,
                  "no memory of the guest gets beyond so many bytes (K, M and G may follow the "
                  "number), rounded down to pages of 64 KiB")
      ->type_name("BYTES");
  command
      .add_option("--max-stack", stack_text_,
                  "the guest's calls may use so many bytes of the machine's stack; the default is "
                  "1M")
      ->type_name("BYTES");
}

Result<void> RunLimits::parse() {
  for (const Result<void>& read :
       {read_option("--fuel", fuel_text_, parse_count, &fuel_),
        read_option("--timeout", timeout_text_, parse_seconds, &timeout_),
        read_option("--max-memory", memory_text_, parse_bytes, &memory_),
        read_option("--max-stack", stack_text_, parse_bytes, &stack_)}) {
    if (!read) return read;
  }
  if (memory_ && *memory_ > kMaxPages32 * kPageSize) {
    return make_error(ErrorKind::kArgument, "--max-memory: no memory can have more than 4G");
  }
  if (stack_ && *stack_ < 4096) {
    return make_error(ErrorKind::kArgument, "--max-stack: no function could run on less than 4K");
  }
  return {};
}

void RunLimits::apply_to(Config* config) const {
  config->fuel = fuel_.has_value();
  config->interruptible = timeout_.has_value();
  if (memory_) config->limits.memory_bytes = *memory_;
  if (stack_) config->limits.stack_bytes = *stack_;
}

void RunLimits::apply_to(InstantiateOptions* options) const {
  if (fuel_) options->fuel = *fuel_;
}

std::string RunLimits::advice(const Error& error) const {
  const bool trapped = error.kind == ErrorKind::kTrap;
  if (fuel_ && trapped && error.trap == TrapKind::kOutOfFuel) {
    return "--fuel " + *fuel_text_ + " was not enough: give more, or none for no limit";
  }
  if (timeout_ && trapped && error.trap == TrapKind::kInterrupt) {
    return "stopped by --timeout " + *timeout_text_ + ": give more seconds, or none for no limit";
  }
  if (stack_ && trapped && error.trap == TrapKind::kStackOverflow) {
    return "--max-stack " + *stack_text_ +
           " was not enough; the whole stack is what ulimit -s says";
  }
  if (memory_ && error.kind == ErrorKind::kLimit &&
      error.message.find("memory_bytes") != std::string::npos) {
    return "--max-memory " + *memory_text_ + " is not enough for this module";
  }
  return "";
}

Timeout::Timeout(std::chrono::nanoseconds time, InterruptHandle handle,
                 std::function<void()> give_up)
    : handle_(std::move(handle)),
      give_up_(std::move(give_up)),
      thread_([this, time] { watch(time); }) {}

Timeout::~Timeout() {
  {
    const std::lock_guard lock(mutex_);
    is_over_ = true;
  }
  changed_.notify_all();
  thread_.join();
}

/// An interrupt between two calls into the guest has no effect: hence again and again.
void Timeout::watch(std::chrono::nanoseconds time) {
  using std::chrono::milliseconds;
  constexpr int kTries = 100;
  std::unique_lock lock(mutex_);
  const auto is_over = [this] { return is_over_; };
  if (changed_.wait_for(lock, time, is_over)) return;
  for (int i = 0; i < kTries; ++i) {
    handle_.interrupt();
    if (changed_.wait_for(lock, milliseconds(10), is_over)) return;
  }
  give_up_();
}

}  // namespace shoal::cli
