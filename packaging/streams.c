// For shared libraries that static ones, which Debian compiles for programs, are linked into: asmjit
// and wabt. They reach stdin, stdout and stderr as if those lay in the same program, which the
// linker refuses for a shared library. It is told to put variables of ours there (--wrap), which
// get their values when the library is loaded.
#include <stdio.h>

#define WRAP(stream)            \
  extern FILE* __real_##stream; \
  FILE* __wrap_##stream;        \
  __attribute__((constructor)) static void set_##stream(void) { __wrap_##stream = __real_##stream; }

#ifdef WRAP_stdin
WRAP(stdin)
#endif
#ifdef WRAP_stdout
WRAP(stdout)
#endif
#ifdef WRAP_stderr
WRAP(stderr)
#endif
