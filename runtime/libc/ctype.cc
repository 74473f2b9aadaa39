#include "runtime/libc/ascii.h"
#include "runtime/libc/functions.h"

namespace shoal::libc {
namespace {

template <bool (*is_member)(int32_t)>
int32_t classify(int32_t c) {
  return is_member(c) ? 1 : 0;
}

}  // namespace

void define_ctype(Definer& definer) {
  definer.define("isalnum", classify<is_alnum>);
  definer.define("isalpha", classify<is_alpha>);
  definer.define("isblank", classify<is_blank>);
  definer.define("iscntrl", classify<is_cntrl>);
  definer.define("isdigit", classify<is_digit>);
  definer.define("isgraph", classify<is_graph>);
  definer.define("islower", classify<is_lower>);
  definer.define("isprint", classify<is_print>);
  definer.define("ispunct", classify<is_punct>);
  definer.define("isspace", classify<is_space>);
  definer.define("isupper", classify<is_upper>);
  definer.define("isxdigit", classify<is_xdigit>);
  definer.define("tolower", to_lower);
  definer.define("toupper", to_upper);
}

}  // namespace shoal::libc
