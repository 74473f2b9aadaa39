#!/usr/bin/env bash
# Installs a build into a prefix of its own, and builds and runs programs against what is there and nothing else:
#   install_test.sh BUILD_DIR WORK_DIR C_COMPILER C++_COMPILER
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
build=$1 work=$2 cc=$3 cxx=$4
prefix=$work/prefix
programs=$here/install

fail() { printf 'install_test: %s\n' "$*" >&2; exit 1; }

# prints EXPECTED COMMAND...: runs the command, which must print just that.
prints() {
  local expected=$1 printed
  shift
  printed=$("$@") || fail "$* ended with $?"
  [ "$printed" = "$expected" ] || fail "$* should have printed '$expected', not '$printed'"
}

runs() { prints '2, integer divide by zero, 1' "$1"; }
runs_text() { prints $'42\nmistake.wat:2:4: unexpected token "fun", expected a module field.' "$1"; }

rm -rf "$work"
mkdir -p "$work"
cmake --install "$build" --prefix "$prefix" >"$work/install.log" || { cat "$work/install.log"; fail "not installed"; }
for file in bin/shoal share/man/man1/shoal.1 include/shoal/shoal.h; do
  [ -s "$prefix/$file" ] || fail "there is no $file"
done
libdir=$(dirname "$(find "$prefix" -name libshoal.a)")

# The command.
[[ "$("$prefix/bin/shoal" --version)" =~ ^shoal\ [0-9.]+$ ]] || fail "shoal --version does not say its version"
tr -d '\\' <"$prefix/share/man/man1/shoal.1" >"$work/manual"

for command in "" run compile objdump $("$prefix/bin/shoal" --help | sed '1,/^Subcommands/d' | awk '{print $1}'); do
  for word in $command $("$prefix/bin/shoal" $command --help | grep -oE '^ +[a-z]+ |--[a-z-]+' | tr -d ' '); do
    grep -qw -e "$word" "$work/manual" || fail "the manual page lacks $word (shoal $command)"
  done
done

# C++ by CMake.
for static in OFF ON; do
  cmake -S "$programs" -B "$work/cmake-$static" -DCMAKE_PREFIX_PATH="$prefix" -DShoal_USE_STATIC_LIBS=$static \
    -DCMAKE_CXX_COMPILER="$cxx" >"$work/cmake.log" && cmake --build "$work/cmake-$static" >>"$work/cmake.log" ||
    { cat "$work/cmake.log"; fail "CMake cannot use what is installed"; }
  runs "$work/cmake-$static/program"
  runs_text "$work/cmake-$static/text"
done
[[ "$(ldd "$work/cmake-ON/program")" != *libshoal* ]] || fail "Shoal_USE_STATIC_LIBS gave a shared library"
[[ "$(ldd "$work/cmake-OFF/program")" == *libshoal.so* ]] || fail "shoal::shoal is not the shared library"

# C++ by pkg-config.
export PKG_CONFIG_PATH=$libdir/pkgconfig LD_LIBRARY_PATH=$libdir
flags=$(pkg-config --cflags --libs shoal)
static_flags=$(pkg-config --static --cflags --libs shoal)
"$cxx" -std=c++20 "$programs/program.cc" $flags -o "$work/program"
runs "$work/program"
"$cxx" -std=c++20 -static "$programs/program.cc" $static_flags -o "$work/static"
runs "$work/static"
"$cxx" -std=c++20 "$programs/text.cc" $(pkg-config --cflags --libs shoal_wat) -o "$work/text"
runs_text "$work/text"
"$cxx" -std=c++20 -static "$programs/text.cc" $(pkg-config --static --cflags --libs shoal_wat) -o "$work/static_text"
runs_text "$work/static_text"

# C by pkg-config, and by dlopen.
if [ -e "$prefix/include/wasm_export.h" ]; then
  "$cc" -std=c11 -Wall -Wextra -pedantic -Werror "$programs/program.c" $flags -o "$work/c_program"
  prints 42 "$work/c_program"
  "$cc" -static "$programs/program.c" $static_flags -o "$work/c_static"
  prints 42 "$work/c_static"
fi
"$cc" "$programs/plugin.c" -ldl -o "$work/plugin"
for library in "$libdir"/libshoal*.so; do prints loaded "$work/plugin" "$library"; done

# What is exported is Shoal's, of that nothing of its inside, and all else.
for library in "$libdir"/libshoal*.so; do
  exported=$(nm -D --defined-only -C "$library" | cut -d ' ' -f 3-)
  strange=$(grep -vE '^(shoal::|shoal_|wasm_|get_package_type$|(typeinfo|typeinfo name|vtable) for shoal::)' \
    <<<"$exported" || true)
  [ -z "$strange" ] || fail "$library exports what is not Shoal's: $strange"
  inner=$(grep -E '^[^(]*shoal::(arch|base|cli|jit|runtime)::' <<<"$exported" || true)
  [ -z "$inner" ] || fail "$library exports its inside: $inner"
  public=$(nm -C --defined-only "${library%.so}.a" |
    grep -oE ' [TBDR] ([a-z_]+$|shoal::([A-Z]|[a-z_]+[[(]|detail::)).*' | cut -d ' ' -f 3-)
  forgotten=$(grep -vxFf <(echo "$exported") <<<"$public" || true)
  [ -z "$forgotten" ] || fail "$library does not export (SHOAL_API is missing): $forgotten"
done
echo "everything that is installed can be used"
