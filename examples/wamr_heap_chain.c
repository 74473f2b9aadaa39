// A host program in C, as written for WAMR: a buffer of the host's is made part of what guests
// reach, chained behind a heap that the runtime manages. One thread's guest doubles the numbers in
// the buffer, and says what it did in a block of the managed heap; the other's adds them up. What
// passes between the threads is addresses: they are the same in every instance.
#include <pthread.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "host_module.h"
#include "host_queue.h"
#include "wasm_export.h"

enum { kHeapSize = 64 * 1024, kNumbers = 1000 };

static Queue queue = QUEUE_INITIALIZER;
static wasm_shared_heap_t chain;
static uint32_t buffer[kHeapSize / sizeof(uint32_t)];

static void* double_numbers(void* unused) {
  if (!wasm_runtime_init_thread_env()) fail("thread", "not prepared");
  const Guest guest = start_guest(SHOAL_GUEST_DIR "/doubler.wasm");
  if (!wasm_runtime_attach_shared_heap(guest.instance, chain)) fail("doubler", "not attached");
  const uint64_t numbers = wasm_runtime_addr_native_to_app(guest.instance, buffer);
  uint32_t argv[2] = {(uint32_t)numbers, kNumbers};
  call_guest(&guest, "double_numbers", 2, argv);  // Gives the address of its report.
  queue_put(&queue, numbers);
  queue_put(&queue, argv[0]);
  wasm_runtime_detach_shared_heap(guest.instance);
  stop_guest(&guest);
  wasm_runtime_destroy_thread_env();
  return unused;
}

static void* add_numbers(void* unused) {
  if (!wasm_runtime_init_thread_env()) fail("thread", "not prepared");
  const Guest guest = start_guest(SHOAL_GUEST_DIR "/adder.wasm");
  if (!wasm_runtime_attach_shared_heap(guest.instance, chain)) fail("adder", "not attached");
  const uint64_t numbers = queue_take(&queue), report = queue_take(&queue);
  uint32_t argv[2] = {(uint32_t)numbers, kNumbers};
  call_guest(&guest, "add_numbers", 2, argv);
  printf("doubler: %s\n", (char*)wasm_runtime_addr_app_to_native(guest.instance, report));
  printf("adder: the sum is %u\n", argv[0]);
  wasm_runtime_shared_heap_free(guest.instance, report);

  // No access may span two heaps, though they lie side by side.
  argv[0] = (uint32_t)numbers - 2;
  argv[1] = 1;
  const wasm_function_inst_t add = wasm_runtime_lookup_function(guest.instance, "add_numbers");
  const bool done = wasm_runtime_call_wasm(guest.environment, add, 2, argv);
  printf("across both heaps: %s\n", done ? "no trap" : wasm_runtime_get_exception(guest.instance));
  wasm_runtime_detach_shared_heap(guest.instance);
  stop_guest(&guest);
  wasm_runtime_destroy_thread_env();
  return unused;
}

int main(void) {
  if (!wasm_runtime_init()) fail("runtime", "not started");
  for (uint32_t i = 0; i < kNumbers; ++i) buffer[i] = i + 1;

  SharedHeapInitArgs args;
  memset(&args, 0, sizeof(args));
  args.size = kHeapSize;
  const wasm_shared_heap_t managed = wasm_runtime_create_shared_heap(&args);
  args.pre_allocated_addr = buffer;
  const wasm_shared_heap_t over_buffer = wasm_runtime_create_shared_heap(&args);
  chain = wasm_runtime_chain_shared_heaps(managed, over_buffer);
  if (!chain) fail("heaps", "not chained");

  pthread_t threads[2];
  if (pthread_create(&threads[0], NULL, double_numbers, NULL) != 0 ||
      pthread_create(&threads[1], NULL, add_numbers, NULL) != 0) {
    fail("thread", "not created");
  }
  pthread_join(threads[0], NULL);
  pthread_join(threads[1], NULL);
  printf("host: the last number is %u\n", buffer[kNumbers - 1]);

  // Nobody has the chain attached any more: it can be taken apart.
  const bool is_apart = wasm_runtime_unchain_shared_heaps(chain, true) == over_buffer;
  printf("host: the chain is %s\n", is_apart ? "taken apart" : "still in use");
  wasm_runtime_destroy();
  return is_apart ? 0 : 1;
}
