#include "shoal/wasi.h"

#include <unistd.h>

#include "runtime/wasi/world.h"
#include "shoal/detail/guarded.h"

namespace shoal::wasi {
namespace {

constexpr std::string_view kPreview1 = "wasi_snapshot_preview1";

/// The rules that let the guest take the strings apart again.
Result<void> check_strings(const World& world) {
  for (const std::string& arg : world.args) {
    if (arg.find('\0') != std::string::npos) {
      return make_error(ErrorKind::kArgument,
                        "a WASI argument contains a NUL: '" + std::string(arg.c_str()) + "...'");
    }
  }
  for (const std::string& variable : world.environment) {
    const size_t equals = variable.find('=');
    if (equals == 0 || equals == std::string::npos || variable.find('\0') != std::string::npos) {
      return make_error(ErrorKind::kArgument,
                        "a WASI environment variable has no name or contains a NUL: '" +
                            std::string(variable.c_str()) + "'");
    }
  }
  return {};
}

}  // namespace

Config& Config::args(std::vector<std::string> args) {
  args_ = std::move(args);
  return *this;
}

Config& Config::env(std::string_view name, std::string_view value) {
  // A '=' in the name would move into the value; an empty name says so in check_strings.
  const bool bad_name = name.find('=') != std::string_view::npos;
  environment_.push_back((bad_name ? "" : std::string(name)) + "=" + std::string(value));
  return *this;
}

Config& Config::inherit_env() {
  for (char** variable = environ; *variable; ++variable) {
    // What is not "NAME=value" no program could look up.
    if (std::string_view(*variable).find('=', 1) != std::string_view::npos) {
      environment_.emplace_back(*variable);
    }
  }
  return *this;
}

Config& Config::inherit_stdio() {
  return stdin_from_fd(STDIN_FILENO).stdout_to_fd(STDOUT_FILENO).stderr_to_fd(STDERR_FILENO);
}

Config& Config::stdin_from_fd(int fd) {
  standard_[0] = internal::host_descriptor(fd);
  return *this;
}

Config& Config::stdin_from(std::string bytes) {
  standard_[0] = internal::string_source(std::move(bytes));
  return *this;
}

Config& Config::stdout_to_fd(int fd) {
  standard_[1] = internal::host_descriptor(fd);
  return *this;
}

Config& Config::stderr_to_fd(int fd) {
  standard_[2] = internal::host_descriptor(fd);
  return *this;
}

Config& Config::stdout_to(Sink sink) {
  standard_[1] = internal::sink_descriptor(std::move(sink));
  return *this;
}

Config& Config::stderr_to(Sink sink) {
  standard_[2] = internal::sink_descriptor(std::move(sink));
  return *this;
}

Result<void> define(Linker& linker, Config config) {
  return detail::guarded([&]() -> Result<void> {
    auto world = std::make_shared<World>();
    world->args = std::move(config.args_);
    world->environment = std::move(config.environment_);
    if (Result<void> checked = check_strings(*world); !checked) return checked;
    for (uint32_t fd = 0; fd < 3; ++fd) {
      std::shared_ptr<internal::Descriptor>& descriptor = config.standard_[fd];
      if (!descriptor) {
        descriptor = fd == 0 ? internal::string_source({}) : internal::sink_descriptor({});
      }
      world->descriptors.set(fd, std::move(descriptor));
    }
    Definer definer(linker, kPreview1, std::move(world));
    define_arguments(definer);
    define_clocks(definer);
    define_descriptors(definer);
    define_process(definer);
    return definer.result();
  });
}

}  // namespace shoal::wasi
