# Builds for AArch64 on another Linux: Debian's cross compiler, the libraries in a private sysroot
# (`./dev build aarch64` makes it), and everything that is run, run by qemu.
set(CMAKE_SYSTEM_NAME Linux)
set(CMAKE_SYSTEM_PROCESSOR aarch64)
set(CMAKE_C_COMPILER aarch64-linux-gnu-gcc)
set(CMAKE_CXX_COMPILER aarch64-linux-gnu-g++)
# The C library is the cross compiler's own. qemu pays for each page that was ever mapped: with 64 GiB of addresses, the
# reservations of guarded memories use the same ones again.
set(CMAKE_CROSSCOMPILING_EMULATOR qemu-aarch64 -R 64G -L /usr/aarch64-linux-gnu)

# The sysroot has nothing but the libraries that Shoal links, so it is not the compiler's --sysroot.
set(SHOAL_AARCH64_SYSROOT ${CMAKE_CURRENT_LIST_DIR}/../build/sysroot-aarch64
    CACHE PATH "Where the arm64 packages of Debian are unpacked")
get_filename_component(sysroot ${SHOAL_AARCH64_SYSROOT} ABSOLUTE)
set(CMAKE_FIND_ROOT_PATH ${sysroot} /usr/aarch64-linux-gnu)
set(CMAKE_FIND_ROOT_PATH_MODE_PROGRAM NEVER)
set(CMAKE_FIND_ROOT_PATH_MODE_LIBRARY ONLY)
set(CMAKE_FIND_ROOT_PATH_MODE_INCLUDE ONLY)
set(CMAKE_FIND_ROOT_PATH_MODE_PACKAGE ONLY)
# For shared libraries that other libraries of the sysroot name: where to link them and where they are when run.
set(CMAKE_EXE_LINKER_FLAGS_INIT "-L${sysroot}/usr/lib/aarch64-linux-gnu \
-Wl,-rpath,${sysroot}/usr/lib/aarch64-linux-gnu -Wl,--disable-new-dtags")
