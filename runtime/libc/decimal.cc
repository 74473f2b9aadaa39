#include "runtime/libc/decimal.h"

#include <algorithm>
#include <vector>

namespace shoal::libc {
namespace {

/// A natural number, least significant limb first, each a number below 10^9.
using Natural = std::vector<uint32_t>;

constexpr uint32_t kLimb = 1'000'000'000;
constexpr int kLimbDigits = 9;

Natural natural(Mantissa n) {
  Natural limbs;
  for (; n != 0; n /= kLimb) limbs.push_back(static_cast<uint32_t>(n % kLimb));
  return limbs;
}

void multiply(Natural& n, uint32_t factor) {
  uint64_t carry = 0;
  for (uint32_t& limb : n) {
    carry += uint64_t{limb} * factor;
    limb = static_cast<uint32_t>(carry % kLimb);
    carry /= kLimb;
  }
  for (; carry != 0; carry /= kLimb) n.push_back(static_cast<uint32_t>(carry % kLimb));
}

/// Multiplies by base^exponent, where step = base^step_exponent is the largest power in 32 bits.
void multiply_by_power(Natural& n, uint32_t base, int exponent, uint32_t step, int step_exponent) {
  for (; exponent >= step_exponent; exponent -= step_exponent) multiply(n, step);
  for (; exponent > 0; --exponent) multiply(n, base);
}

std::string to_digits(const Natural& n) {
  std::string digits;
  for (auto limb = n.rbegin(); limb != n.rend(); ++limb) {
    const std::string part = std::to_string(*limb);
    if (!digits.empty()) digits.append(kLimbDigits - part.size(), '0');
    digits += part;
  }
  return digits;
}

}  // namespace

Decimal::Decimal(Mantissa mantissa, int exponent) {
  if (mantissa == 0) return;
  for (; mantissa % 2 == 0 && exponent < 0; mantissa /= 2) ++exponent;
  Natural n = natural(mantissa);
  // m * 2^-e is m * 5^e, with the point e places further left.
  const int negative = std::max(-exponent, 0);
  multiply_by_power(n, 2, exponent, uint32_t{1} << 31, 31);
  multiply_by_power(n, 5, negative, 1'220'703'125, 13);
  digits_ = to_digits(n);
  point_ = static_cast<int64_t>(digits_.size()) - negative;
  normalize();
}

void Decimal::normalize() {
  digits_.erase(digits_.find_last_not_of('0') + 1);
  if (digits_.empty()) point_ = 0;
}

void Decimal::round_to(int64_t count) {
  if (count >= static_cast<int64_t>(digits_.size())) return;
  if (count < 0) count = 0, digits_.insert(0, "0");  // A digit below one half: rounds to nothing.
  const size_t kept = static_cast<size_t>(count);
  // No zeros at the end: what follows the 5 of a tie is nothing at all.
  const bool is_tie = digits_[kept] == '5' && digits_.size() == kept + 1;
  const bool is_odd = kept > 0 && (digits_[kept - 1] - '0') % 2 == 1;
  const bool up = is_tie ? is_odd : digits_[kept] >= '5';
  digits_.resize(kept);
  if (up) {
    while (!digits_.empty() && digits_.back() == '9') digits_.pop_back();
    if (digits_.empty()) {
      digits_ = "1";
      ++point_;
    } else {
      ++digits_.back();
    }
  }
  normalize();
}

}  // namespace shoal::libc
