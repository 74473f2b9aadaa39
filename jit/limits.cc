#include "jit/limits.h"

namespace shoal::jit {

std::string beyond(std::string_view what, std::string_view name, uint64_t value) {
  std::string message(what);
  message += ": the limit is ";
  message += std::to_string(value);
  message += " (ResourceLimits::";
  message += name;
  message += "; raise it in Config::limits for modules that need more)";
  return message;
}

}  // namespace shoal::jit
