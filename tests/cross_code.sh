#!/usr/bin/env bash
# cross_code.sh CPU HOST_SHOAL NATIVE_SHOAL MODULE...: code does not depend on the machine that makes it. HOST_SHOAL is
# the command `shoal` for this machine; NATIVE_SHOAL (words to run, an emulator perhaps) is that of a build for CPU.
# For every target both must make the same bytes of each module, and those that NATIVE_SHOAL makes unasked, for its own
# machine, must be those of target CPU. A module that needs a feature that Shoal lacks must be refused in the same words.
set -euo pipefail

[ $# -ge 4 ] || { echo "usage: cross_code.sh CPU HOST_SHOAL NATIVE_SHOAL MODULE..." >&2; exit 2; }
cpu=$1 host=$2 passed=0 failed=0
read -ra native <<<"$3"
shift 3

code=$(mktemp -d)
trap 'rm -rf "$code"' EXIT

# compile FILE SHOAL...: FILE is the code that the command makes, or why the module is not supported.
compile() {
  local file=$1
  shift
  "$@" --code "$file" >/dev/null 2>"$code/refusal" && return
  grep -q ' unsupported: ' "$code/refusal" || { cat "$code/refusal" >&2; exit 1; }
  cp "$code/refusal" "$file"
}

# same WHAT: holds the two files against each other and counts.
same() {
  if cmp "$code/host" "$code/native"; then
    passed=$((passed + 1))
  else
    failed=$((failed + 1))
    echo "different: $1"
  fi
}

for module in "$@"; do
  for bounds in guarded checked; do
    for target in x86_64 x86_64_v3 aarch64; do
      options=(compile --bounds "$bounds" "$module" --target "$target")
      compile "$code/host" "$host" "${options[@]}"
      compile "$code/native" "${native[@]}" "${options[@]}"
      same "$module for $target, $bounds, from both builds"
      if [ "$target" = "$cpu" ]; then
        compile "$code/native" "${native[@]}" compile --bounds "$bounds" "$module"
        same "$module for $target, $bounds, with and without --target"
      fi
    done
  done
done
echo "$passed passed, $failed failed (pieces of code, of $# modules)"
[ $failed = 0 ]
