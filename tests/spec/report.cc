#include "tests/spec/report.h"

#include <algorithm>
#include <iomanip>
#include <ostream>
#include <utility>
#include <vector>

namespace shoal::spec {

void Report::add(const std::string& file, uint32_t line, const Outcome& outcome) {
  if (const auto* failed = std::get_if<Failed>(&outcome)) {
    ++failed_;
    *failures_ << file << ':' << line << ": expected " << failed->expected << ", got "
               << failed->got << '\n';
  } else if (const auto* skipped = std::get_if<Skipped>(&outcome)) {
    ++skipped_[skipped->feature];
  } else {
    ++passed_;
  }
}

void Report::add(const Report& other) {
  passed_ += other.passed_;
  failed_ += other.failed_;
  for (const auto& [feature, count] : other.skipped_) skipped_[feature] += count;
}

void Report::print_skips(std::ostream& out) const {
  if (skipped_.empty()) return;
  std::vector<std::pair<std::string, uint64_t>> rows(skipped_.begin(), skipped_.end());
  std::stable_sort(rows.begin(), rows.end(),
                   [](const auto& a, const auto& b) { return a.second > b.second; });
  out << "skipped because of\n";
  for (const auto& [feature, count] : rows) {
    out << std::setw(8) << count << "  " << feature << '\n';
  }
}

void Report::print_totals(std::ostream& out) const {
  uint64_t skipped = 0;
  for (const auto& row : skipped_) skipped += row.second;
  out << passed_ << " passed, " << failed_ << " failed, " << skipped << " skipped\n";
}

}  // namespace shoal::spec
