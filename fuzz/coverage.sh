#!/usr/bin/env bash
# fuzz/coverage.sh BUILD NAME...: which part of the lines of the files that it is about
# (fuzz/about.txt) each fuzzer's corpora execute, the repository's and what build/fuzz has learnt.
# BUILD has the fuzzers compiled with -fprofile-instr-generate -fcoverage-mapping. Fails if one is
# below 90 %. BUILD/coverage-NAME.txt has each file's, and BUILD/coverage-NAME.lines what was missed.
set -euo pipefail
build=$1
shift

verdict=0
printf '%-14s %7s  %s\n' fuzzer lines files
for name in "$@"; do
  program=$build/fuzz_$name profile=$build/coverage-$name
  rm -rf "$profile" && mkdir -p "$profile"
  corpora=("fuzz/corpus/$name")
  [ ! -d "build/fuzz/corpus/$name" ] || corpora+=("build/fuzz/corpus/$name")
  find "${corpora[@]}" -type f |
    LLVM_PROFILE_FILE=$profile/%p.profraw xargs -n 200 "$program" >"$profile/log" 2>&1 ||
    { tail -n 20 "$profile/log" >&2; echo "coverage: $name breaks on its corpus" >&2; exit 1; }
  llvm-profdata merge -sparse "$profile"/*.profraw -o "$profile/all.profdata"
  files=()
  while IFS='|' read -r of patterns; do
    # The patterns are to be expanded.
    # shellcheck disable=SC2206
    [ "$(echo "$of" | tr -d ' ')" != "$name" ] || files+=($patterns)
  done < <(grep -v '^#' fuzz/about.txt)
  llvm-cov report "$program" -instr-profile="$profile/all.profdata" "${files[@]}" >"$profile.txt"
  llvm-cov show "$program" -instr-profile="$profile/all.profdata" -show-instantiations=false \
    "${files[@]}" >"$profile.lines"
  # TOTAL, and then regions, functions and lines: each a number, how many were missed, and percent.
  percent=$(awk '$1 == "TOTAL" { sub("%", "", $10); print $10 }' "$profile.txt")
  printf '%-14s %5s %%  %s\n' "$name" "$percent" "$(basename "$profile").txt"
  awk -v p="$percent" 'BEGIN { exit !(p >= 90) }' || verdict=1
done
exit $verdict
