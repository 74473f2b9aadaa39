// The options of `shoal run` that keep a guest within bounds: --fuel, --timeout, --max-memory,
// --max-stack.
#ifndef SHOAL_CLI_RUN_LIMITS_H_
#define SHOAL_CLI_RUN_LIMITS_H_

#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <functional>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <thread>

#include "shoal/config.h"
#include "shoal/error.h"
#include "shoal/instance.h"
#include "shoal/interrupt.h"

namespace CLI {
class App;
}

namespace shoal::cli {

/// A number of bytes: digits, then maybe K, M or G for so many times 1024, 1024^2, 1024^3. Error
/// (kArgument): what would be right.
Result<uint64_t> parse_bytes(std::string_view text);
/// A time in seconds, decimal, more than 0 and at most a year. Error (kArgument).
Result<std::chrono::nanoseconds> parse_seconds(std::string_view text);

/// What the options say.
class RunLimits {
 public:
  void add_to(CLI::App& command);
  /// Reads the options' words. To be called before what follows. Error (kArgument): which option is
  /// wrong and what it may be.
  Result<void> parse();

  void apply_to(Config* config) const;
  void apply_to(InstantiateOptions* options) const;
  std::optional<std::chrono::nanoseconds> timeout() const { return timeout_; }
  /// What to tell the user about an error that came of one of these options; empty if it did not.
  std::string advice(const Error& error) const;

 private:
  std::optional<std::string> fuel_text_, timeout_text_, memory_text_, stack_text_;
  std::optional<uint64_t> fuel_, memory_, stack_;
  std::optional<std::chrono::nanoseconds> timeout_;
};

/// Stops what runs with a handle when its time is over, from a thread of its own, until it is
/// destroyed.
class Timeout {
 public:
  /// If the guest is still there a second after its end, it is in a host function that does not
  /// return, as when it waits for input: then `give_up` is called.
  Timeout(std::chrono::nanoseconds time, InterruptHandle handle, std::function<void()> give_up);
  ~Timeout();
  Timeout(const Timeout&) = delete;
  Timeout& operator=(const Timeout&) = delete;

 private:
  void watch(std::chrono::nanoseconds time);

  const InterruptHandle handle_;
  const std::function<void()> give_up_;
  std::mutex mutex_;
  std::condition_variable changed_;
  bool is_over_ = false;  ///< The run has ended. Under mutex_.
  std::thread thread_;
};

}  // namespace shoal::cli

#endif  // SHOAL_CLI_RUN_LIMITS_H_
