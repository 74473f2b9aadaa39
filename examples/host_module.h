// What the examples of wasm_export.h do to run a guest: load the file, instantiate, look up, call.
#ifndef EXAMPLES_HOST_MODULE_H_
#define EXAMPLES_HOST_MODULE_H_

#include <stdio.h>
#include <stdlib.h>

#include "wasm_export.h"

/// A module, an instance of it, and the environment to call it with.
typedef struct Guest {
  wasm_module_t module;
  wasm_module_inst_t instance;
  wasm_exec_env_t environment;
} Guest;

static inline void fail(const char* what, const char* why) {
  fprintf(stderr, "%s: %s\n", what, why ? why : "failed");
  exit(1);
}

/// The whole file, to be freed with free; its size in `size`.
static inline uint8_t* read_file(const char* path, uint32_t* size) {
  FILE* const file = fopen(path, "rb");
  if (!file) fail(path, "cannot be opened");
  if (fseek(file, 0, SEEK_END) != 0) fail(path, "cannot be read");
  const long length = ftell(file);
  rewind(file);
  uint8_t* const bytes = malloc((size_t)length);
  if (!bytes || fread(bytes, 1, (size_t)length, file) != (size_t)length) {
    fail(path, "cannot be read");
  }
  fclose(file);
  *size = (uint32_t)length;
  return bytes;
}

static inline Guest start_guest(const char* path) {
  enum { kStack = 16 * 1024, kNoHostManagedHeap = 0 };
  Guest guest;
  char error[128] = "";
  uint32_t size = 0;
  uint8_t* const bytes = read_file(path, &size);
  guest.module = wasm_runtime_load(bytes, size, error, sizeof(error));
  if (!guest.module) fail(path, error);
  guest.instance =
      wasm_runtime_instantiate(guest.module, kStack, kNoHostManagedHeap, error, sizeof(error));
  if (!guest.instance) fail(path, error);
  guest.environment = wasm_runtime_create_exec_env(guest.instance, kStack);
  if (!guest.environment) fail(path, "no environment");
  free(bytes);
  return guest;
}

static inline void stop_guest(const Guest* guest) {
  wasm_runtime_destroy_exec_env(guest->environment);
  wasm_runtime_deinstantiate(guest->instance);
  wasm_runtime_unload(guest->module);
}

/// Calls a function of i32 parameters; argv[0] is its result, if it has one.
static inline void call_guest(const Guest* guest, const char* name, uint32_t argc,
                              uint32_t argv[]) {
  const wasm_function_inst_t function = wasm_runtime_lookup_function(guest->instance, name);
  if (!function) fail(name, "is not exported");
  if (!wasm_runtime_call_wasm(guest->environment, function, argc, argv)) {
    fail(name, wasm_runtime_get_exception(guest->instance));
  }
}

#endif  // EXAMPLES_HOST_MODULE_H_
