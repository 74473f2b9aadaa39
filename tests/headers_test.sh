#!/usr/bin/env bash
# Public headers compile alone, without a warning: headers_test.sh INCLUDE_DIR C_COMPILER C++_COMPILER
# Those of include/shoal in C++20; those of include itself, which C programs use, in C11 and in C++.
set -euo pipefail
include=$1 cc=$2 cxx=$3

# check COMPILER LANGUAGE STANDARD HEADER: says so if it does not compile.
check() {
  echo "#include \"$4\"" |
    "$1" -x "$2" -std="$3" -I "$include" -Wall -Wextra -pedantic -Werror -fsyntax-only - ||
    { echo "$4 does not compile alone as $3 with $1"; return 1; }
}
export -f check
export include

cd "$include"
{
  for header in shoal/*.h shoal/*/*.h; do printf '%s\n' "$cxx c++ c++20 $header"; done
  for header in *.h; do
    [ -e "$header" ] || continue
    printf '%s\n' "$cc c c11 $header" "$cxx c++ c++11 $header" "$cxx c++ c++20 $header"
  done
} | xargs -P "$(nproc)" -L 1 bash -c 'check "$@"' check
