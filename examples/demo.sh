#!/usr/bin/env bash
# The main job on FILE, or on a corpus of this machine's own C headers, repeated until it has 64 MiB.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

if [ $# -gt 1 ]; then
  echo "usage: ./dev demo [FILE]" >&2
  exit 2
fi
file=${1:-}
if [ -z "$file" ]; then
  file=build/corpus.txt
  want=$((64 << 20))
  if [ ! -f "$file" ] || [ "$(stat -c %s "$file")" -lt "$want" ]; then
    echo "making $file from the C headers in /usr/include"
    find /usr/include -type f -name '*.h' -print0 | LC_ALL=C sort -z | xargs -0 cat >"$file.once"
    [ -s "$file.once" ] || { echo "there are no headers in /usr/include: give a FILE" >&2; exit 1; }
    : >"$file.part"
    while [ "$(stat -c %s "$file.part")" -lt "$want" ]; do cat "$file.once" >>"$file.part"; done
    rm "$file.once"
    mv "$file.part" "$file"
  fi
fi
exec build/shared_heap_demo "$file"
