// What became of the commands of a run: counts, failures as they happen, and skips by feature.
#ifndef SHOAL_TESTS_SPEC_REPORT_H_
#define SHOAL_TESTS_SPEC_REPORT_H_

#include <cstdint>
#include <iosfwd>
#include <map>
#include <string>
#include <variant>

namespace shoal::spec {

struct Passed {};
/// Both sides as a person reads them.
struct Failed {
  std::string expected;
  std::string got;
};
/// The command needs a feature that Shoal does not have (or, for `text`, has no binary form).
struct Skipped {
  std::string feature;
};
/// What became of one command.
using Outcome = std::variant<Passed, Failed, Skipped>;

class Report {
 public:
  /// Failures are printed to `failures` as they are counted.
  explicit Report(std::ostream& failures) : failures_(&failures) {}

  /// Counts the outcome of the command at `line` of `file`.
  void add(const std::string& file, uint32_t line, const Outcome& outcome);
  /// Adds what another report (of a thread, say) has counted.
  void add(const Report& other);

  uint64_t failed() const { return failed_; }
  std::ostream& failures() const { return *failures_; }
  /// The table of skips by feature, most frequent first.
  void print_skips(std::ostream& out) const;
  /// "N passed, N failed, N skipped".
  void print_totals(std::ostream& out) const;

 private:
  std::ostream* failures_;
  uint64_t passed_ = 0;
  uint64_t failed_ = 0;
  std::map<std::string, uint64_t> skipped_;
};

}  // namespace shoal::spec

#endif  // SHOAL_TESTS_SPEC_REPORT_H_
