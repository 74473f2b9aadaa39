#include "runtime/keep_loaded.h"

#include <dlfcn.h>

namespace shoal::runtime {

void keep_loaded(const void* code) {
  Dl_info library;
  if (dladdr(code, &library) == 0 || library.dli_fname == nullptr) return;
  // Loads nothing: marks what is loaded. The handle is given up on purpose.
  (void)dlopen(library.dli_fname, RTLD_LAZY | RTLD_NOLOAD | RTLD_NODELETE);
}

}  // namespace shoal::runtime
