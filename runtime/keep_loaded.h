// Code that has to outlive its users.
#ifndef SHOAL_RUNTIME_KEEP_LOADED_H_
#define SHOAL_RUNTIME_KEEP_LOADED_H_

namespace shoal::runtime {

/// Keeps the shared library that contains `code` (a function) in the process for good, whatever is
/// closed by dlclose. No effect in a program itself.
void keep_loaded(const void* code);

}  // namespace shoal::runtime

#endif  // SHOAL_RUNTIME_KEEP_LOADED_H_
