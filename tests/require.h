// require(): how models that tests and fuzzers share say that what they watch went wrong. It
// throws, which a test reports as a failure and a fuzzer as a crash, each with the message.
#ifndef SHOAL_TESTS_REQUIRE_H_
#define SHOAL_TESTS_REQUIRE_H_

#include <stdexcept>
#include <string>

namespace shoal::tests {

/// Throws std::logic_error unless `holds`; the message is the caller's place and `what`.
inline void require(bool holds, const std::string& what, const char* file = __builtin_FILE(),
                    int line = __builtin_LINE()) {
  if (!holds) throw std::logic_error(std::string(file) + ":" + std::to_string(line) + ": " + what);
}

}  // namespace shoal::tests

#endif  // SHOAL_TESTS_REQUIRE_H_
