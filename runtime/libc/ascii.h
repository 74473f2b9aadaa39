// The characters of the "C" locale.
#ifndef SHOAL_RUNTIME_LIBC_ASCII_H_
#define SHOAL_RUNTIME_LIBC_ASCII_H_

#include <cstdint>

namespace shoal::libc {

// Like C's functions of these names they take an unsigned char or EOF; what is neither is in no
// class and stays as it is.
constexpr bool is_between(int32_t c, char first, char last) { return c >= first && c <= last; }
constexpr bool is_upper(int32_t c) { return is_between(c, 'A', 'Z'); }
constexpr bool is_lower(int32_t c) { return is_between(c, 'a', 'z'); }
constexpr bool is_alpha(int32_t c) { return is_upper(c) || is_lower(c); }
constexpr bool is_digit(int32_t c) { return is_between(c, '0', '9'); }
constexpr bool is_alnum(int32_t c) { return is_alpha(c) || is_digit(c); }
constexpr bool is_xdigit(int32_t c) {
  return is_digit(c) || is_between(c, 'a', 'f') || is_between(c, 'A', 'F');
}
constexpr bool is_blank(int32_t c) { return c == ' ' || c == '\t'; }
constexpr bool is_space(int32_t c) { return c == ' ' || is_between(c, '\t', '\r'); }
constexpr bool is_graph(int32_t c) { return is_between(c, '!', '~'); }
constexpr bool is_print(int32_t c) { return is_between(c, ' ', '~'); }
constexpr bool is_punct(int32_t c) { return is_graph(c) && !is_alnum(c); }
constexpr bool is_cntrl(int32_t c) { return is_between(c, '\0', '\x1F') || c == '\x7F'; }
constexpr int32_t to_lower(int32_t c) { return is_upper(c) ? c - 'A' + 'a' : c; }
constexpr int32_t to_upper(int32_t c) { return is_lower(c) ? c - 'a' + 'A' : c; }

}  // namespace shoal::libc

#endif  // SHOAL_RUNTIME_LIBC_ASCII_H_
