// The formatter behind the printf family.
#ifndef SHOAL_RUNTIME_LIBC_FORMAT_H_
#define SHOAL_RUNTIME_LIBC_FORMAT_H_

#include <cstdint>

#include "runtime/libc/guest.h"
#include "runtime/libc/output.h"
#include "shoal/error.h"

namespace shoal::libc {

/// Writes what C99's fprintf would, from the format string and the argument list (a va_list) at
/// these addresses. Gives the number of bytes, or -1 if that does not fit an int32_t, or where the
/// format has something that is no conversion of C99, or a wide character is none of Unicode's; what
/// comes before it has been written. Errors: kTrap for what lies outside the guest's memory and for
/// an interruption, and those of `output`.
///
/// The locale is "C" with UTF-8 for wide characters. What C leaves open: %p is 0x and hexadecimal
/// digits, infinities and NaNs have a sign if theirs is set, and a string at address 0 is a string
/// like others.
Result<int32_t> format(const Guest& guest, GuestPtr format, GuestPtr list, Output& output);

}  // namespace shoal::libc

#endif  // SHOAL_RUNTIME_LIBC_FORMAT_H_
