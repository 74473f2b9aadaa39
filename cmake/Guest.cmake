# WebAssembly guests from C: the examples' and the kernels. They are compiled by clang whatever compiler builds Shoal,
# so that the same C gives comparable native code too.
include_guard(GLOBAL)

find_program(SHOAL_CLANG NAMES clang clang-14 clang-15 clang-16 clang-17 clang-18 clang-19)
find_program(SHOAL_WASM_LD NAMES wasm-ld wasm-ld-14 wasm-ld-15 wasm-ld-16 wasm-ld-17 wasm-ld-18 wasm-ld-19)

# Stops the configuration, with the way out, if guests cannot be compiled. `what` needs them; `option` leaves it out.
function(shoal_require_guest_tools what option)
  if(NOT SHOAL_CLANG OR NOT SHOAL_WASM_LD)
    message(FATAL_ERROR
      "${what} compile C to WebAssembly with clang and wasm-ld, which were not found. "
      "`./dev setup` installs them (Debian: apt-get install clang lld); "
      "without them configure with -D${option}=OFF.")
  endif()
endfunction()

# shoal_guest(OUTPUT SOURCE [LINK FLAG...]): OUTPUT is a freestanding module (no libc) made from SOURCE.
function(shoal_guest output source)
  cmake_parse_arguments(guest "" "" "LINK" ${ARGN})
  get_filename_component(directory ${output} DIRECTORY)
  get_filename_component(name ${output} NAME)
  file(MAKE_DIRECTORY ${directory})
  add_custom_command(
    OUTPUT ${output}
    COMMAND ${SHOAL_CLANG} --target=wasm32 -O2 -mbulk-memory -nostdlib -Wall -Wextra
            -MD -MF ${output}.d -MT ${output} -c -o ${output}.o ${source}
    COMMAND ${SHOAL_WASM_LD} --no-entry -o ${output} ${output}.o ${guest_LINK}
    DEPENDS ${source}
    DEPFILE ${output}.d
    COMMENT "WebAssembly guest ${name}"
    VERBATIM)
endfunction()

# shoal_wasi_guest(OUTPUT SOURCE [FLAG...]): OUTPUT is made from SOURCE with wasi-libc: a program, or with the flag
# -mexec-model=reactor a library.
function(shoal_wasi_guest output source)
  get_filename_component(directory ${output} DIRECTORY)
  get_filename_component(name ${output} NAME)
  file(MAKE_DIRECTORY ${directory})
  add_custom_command(
    OUTPUT ${output}
    COMMAND ${SHOAL_CLANG} --target=wasm32-wasi --sysroot=/usr -isystem /usr/include/wasm32-wasi -O2
            -Wall -Wextra ${ARGN} -o ${output} ${source}
    DEPENDS ${source}
    COMMENT "WASI guest ${name}"
    VERBATIM)
endfunction()

# shoal_pic_guest(OUTPUT SOURCE [LINK FLAG...] [COMPILE FLAG...] [DEPENDS FILE...]): OUTPUT is a position-independent
# module made from SOURCE, which shoal::Layout can move. It imports its memory; whatever has default visibility can be exported by
# --export. clang 14 knows -fPIC for this triple only.
function(shoal_pic_guest output source)
  cmake_parse_arguments(guest "" "" "LINK;COMPILE;DEPENDS" ${ARGN})
  get_filename_component(directory ${output} DIRECTORY)
  get_filename_component(name ${output} NAME)
  file(MAKE_DIRECTORY ${directory})
  add_custom_command(
    OUTPUT ${output}
    COMMAND ${SHOAL_CLANG} --target=wasm32-unknown-emscripten -fPIC -O2 -nostdlib -Wall -Wextra ${guest_COMPILE}
            -MD -MF ${output}.d -MT ${output} -c -o ${output}.o ${source}
    COMMAND ${SHOAL_WASM_LD} --no-entry --import-memory -o ${output} ${output}.o ${guest_LINK}
    DEPENDS ${source} ${guest_DEPENDS}
    DEPFILE ${output}.d
    COMMENT "Position-independent guest ${name}"
    VERBATIM)
endfunction()

# What clang needs to be told to make native code of the CPU that Shoal is built for.
set(SHOAL_NATIVE_TARGET "" CACHE INTERNAL "")
if(CMAKE_CROSSCOMPILING)
  set(SHOAL_NATIVE_TARGET --target=${CMAKE_LIBRARY_ARCHITECTURE} CACHE INTERNAL "")
endif()

# shoal_native_object(OUTPUT SOURCE [FLAG...]): the same C as native code, by the same compiler. It computes the same:
# WebAssembly has no fused multiply-add.
function(shoal_native_object output source)
  get_filename_component(directory ${output} DIRECTORY)
  get_filename_component(name ${output} NAME)
  file(MAKE_DIRECTORY ${directory})
  add_custom_command(
    OUTPUT ${output}
    COMMAND ${SHOAL_CLANG} ${SHOAL_NATIVE_TARGET} -O2 -fno-math-errno -ffp-contract=off -fPIC -Wall -Wextra ${ARGN}
            -MD -MF ${output}.d -MT ${output} -c -o ${output} ${source}
    DEPENDS ${source}
    DEPFILE ${output}.d
    COMMENT "Native code ${name}"
    VERBATIM)
endfunction()
