/* A C program that uses the runtime by WAMR's interface. */
#include <stdint.h>
#include <stdio.h>

#include "wasm_export.h"

/* (func (export "add") (param i32 i32) (result i32) (i32.add (local.get 0) (local.get 1))) */
static uint8_t module_bytes[] = {
    0,  'a', 's', 'm',  1,   0,    0,    0,                      /* */
    1,  7,   1,   0x60, 2,   0x7F, 0x7F, 1,    0x7F,             /* type */
    3,  2,   1,   0,                                             /* function */
    7,  7,   1,   3,    'a', 'd',  'd',  0,    0,                /* export */
    10, 9,   1,   7,    0,   0x20, 0,    0x20, 1,    0x6A, 0x0B, /* code */
};

int main(void) {
  char error[128] = "";
  uint32_t arguments[2] = {40, 2};
  wasm_module_t module;
  wasm_module_inst_t instance;
  wasm_exec_env_t environment;
  wasm_function_inst_t add;
  if (!wasm_runtime_init()) return 1;
  module = wasm_runtime_load(module_bytes, sizeof(module_bytes), error, sizeof(error));
  if (module == NULL) return fprintf(stderr, "load: %s\n", error), 1;
  instance = wasm_runtime_instantiate(module, 8192, 0, error, sizeof(error));
  if (instance == NULL) return fprintf(stderr, "instantiate: %s\n", error), 1;
  environment = wasm_runtime_create_exec_env(instance, 8192);
  add = wasm_runtime_lookup_function(instance, "add");
  if (!wasm_runtime_call_wasm(environment, add, 2, arguments)) {
    return fprintf(stderr, "call: %s\n", wasm_runtime_get_exception(instance)), 1;
  }
  printf("%u\n", arguments[0]);
  wasm_runtime_destroy_exec_env(environment);
  wasm_runtime_deinstantiate(instance);
  wasm_runtime_unload(module);
  wasm_runtime_destroy();
  return 0;
}
