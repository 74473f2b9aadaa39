// One conversion specification of a printf format: %[flags][width][.precision][length]letter.
#ifndef SHOAL_RUNTIME_LIBC_CONVERSION_H_
#define SHOAL_RUNTIME_LIBC_CONVERSION_H_

#include <cstdint>
#include <optional>

#include "runtime/libc/guest.h"
#include "shoal/error.h"

namespace shoal::libc {

/// C's argument lists on wasm32: arguments in a row in memory, integers of up to 32 bits in 4
/// bytes, 64-bit integers and doubles in 8, long doubles (binary128) in 16, each aligned to its
/// size.
class Arguments {
 public:
  Arguments(const Guest& guest, GuestPtr list) : guest_(guest), at_(list) {}

  template <class T>
  Result<T> next() {
    at_ = (at_ + sizeof(T) - 1) / sizeof(T) * sizeof(T);
    Result<T> value = guest_.load<T>(at_);
    at_ += sizeof(T);
    return value;
  }

 private:
  Guest guest_;
  uint64_t at_;  ///< Beyond the address space at last, where nothing can be loaded.
};

/// The length modifiers, as what they mean on wasm32.
enum class Length : uint8_t {
  kNone,
  k8,           ///< hh
  k16,          ///< h
  k32,          ///< l (also wide characters), z, t
  k64,          ///< ll, j
  kLongDouble,  ///< L
};

struct Conversion {
  // The flags.
  bool left = false;       ///< -
  bool plus = false;       ///< +
  bool space = false;      ///< (a space)
  bool alternate = false;  ///< #
  bool zero = false;       ///< 0

  uint32_t width = 0;  ///< At most INT_MAX, like the precision.
  std::optional<uint32_t> precision;
  Length length = Length::kNone;
  bool has_l = false;  ///< The length modifier is l itself.
  char letter = 0;
};

/// Reads the specification behind a % from `format`, and what its asterisks stand for from
/// `arguments`. Nothing, if it is none of C99's or has a width or precision beyond INT_MAX. Error:
/// an argument cannot be read.
Result<std::optional<Conversion>> read_conversion(CharReader& format, Arguments& arguments);

}  // namespace shoal::libc

#endif  // SHOAL_RUNTIME_LIBC_CONVERSION_H_
