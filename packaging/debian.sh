#!/usr/bin/env bash
# A Debian package of a build that was configured with the prefix /usr: debian.sh BUILD_DIR OUTPUT_DIR
# It prints the path of the package. Everything is in one package: the command, the shared libraries, and what it takes
# to compile and link programs with them.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
build=$1 output=$2

version=$(sed -n 's/^CMAKE_PROJECT_VERSION:[^=]*=//p' "$build/CMakeCache.txt")
soversion=${version%.*}
architecture=$(dpkg --print-architecture)
maintainer='The Shoal maintainers <maintainers@shoal.invalid>'
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
tree=$work/tree
doc=$tree/usr/share/doc/shoal
umask 022

DESTDIR=$tree cmake --install "$build" >"$work/install.log" || { cat "$work/install.log" >&2; exit 1; }
mapfile -t binaries < <(find "$tree/usr/bin" "$tree"/usr/lib -type f \( -perm -u+x -o -name '*.so.*' \))
strip --strip-unneeded --remove-section=.comment --remove-section=.note "${binaries[@]}"
find "$tree/usr/lib" -name '*.a' -exec strip --strip-debug --enable-deterministic-archives {} +
find "$tree/usr/lib" -name '*.so.*' -exec chmod 644 {} +
gzip -9n "$tree"/usr/share/man/man1/*

mkdir -p "$doc" "$tree/DEBIAN"
cp "$here/copyright" "$doc/copyright"
# What is linked in, not linked with.
for part in libasmjit-dev wabt libcli11-dev; do cp "/usr/share/doc/$part/copyright" "$doc/copyright.$part"; done
gzip -9n >"$doc/changelog.gz" <<EOF
shoal ($version) unstable; urgency=medium

  * Version $version.

 -- $maintainer  $(date -R)
EOF

# What the binaries need. One of them needs another's library, which is in the same package.
mkdir "$work/debian"
printf 'Source: shoal\n\nPackage: shoal\nArchitecture: any\n' >"$work/debian/control"
printf 'libshoal %s shoal\n' "$soversion" >"$work/debian/shlibs.local"
depends=$(cd "$work" && dpkg-shlibdeps -O -xshoal "${binaries[@]/#/-e}" | sed -n 's/^shlibs:Depends=//p')

cat >"$tree/DEBIAN/control" <<EOF
Package: shoal
Version: $version
Architecture: $architecture
Section: devel
Priority: optional
Maintainer: $maintainer
Installed-Size: $(du -k -s --exclude=DEBIAN "$tree" | cut -f 1)
Depends: $depends
Suggests: g++ | clang, cmake, pkg-config, libasmjit-dev, wabt
Description: WebAssembly runtime whose instances share memory
 Shoal is a WebAssembly runtime to embed in C++ and C programs: a single-pass
 baseline compiler whose instances share memory with each other and with their
 host, with no copies and with the sandbox intact.
 .
 This package has the command shoal, which runs, compiles and disassembles
 modules, the libraries libshoal and libshoal_wat (modules in the text format),
 and headers, CMake package and pkg-config files to build programs with them.
 Static linking also takes libasmjit-dev and, for the text format, wabt.
EOF
for library in libshoal libshoal_wat; do
  echo "$library $soversion shoal (>= $soversion)"
done >"$tree/DEBIAN/shlibs"
echo 'activate-noawait ldconfig' >"$tree/DEBIAN/triggers"
(cd "$tree" && find usr -type f -print0 | LC_ALL=C sort -z | xargs -0 md5sum >DEBIAN/md5sums)

package=$output/shoal_${version}_$architecture.deb
dpkg-deb --root-owner-group --build "$tree" "$package" >/dev/null
echo "$package"
