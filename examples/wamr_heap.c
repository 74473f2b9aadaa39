// A host program in C, as written for WAMR: two threads, each with a module of its own, and a shared
// heap between them. The producer's guest allocates messages in the heap and hands them to the host;
// the host passes their addresses on through a queue of its own; the consumer's guest reads and
// frees them. No byte of a message is copied.
//
// Nothing here is Shoal's own: the program builds with `pkg-config --cflags --libs shoal` as it is.
#include <pthread.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "host_module.h"
#include "host_queue.h"
#include "wasm_export.h"

enum { kMessages = 5, kHeapSize = 64 * 1024 };

static Queue queue = QUEUE_INITIALIZER;
static wasm_shared_heap_t heap;

/// Imported by the producer as env.post. The signature "(*)" has made a native pointer of the
/// guest's address; it points into the heap, so it means the same to every thread.
static void post(wasm_exec_env_t exec_env, const char* message) {
  (void)exec_env;
  queue_put(&queue, (uint64_t)(uintptr_t)message);
}

static NativeSymbol natives[] = {EXPORT_WASM_API_WITH_SIG(post, "(*)")};

/// Each thread has to prepare itself, and to attach the heap to its instance.
static Guest start_on_thread(const char* path) {
  if (!wasm_runtime_init_thread_env()) fail("thread", "not prepared");
  const Guest guest = start_guest(path);
  if (!wasm_runtime_attach_shared_heap(guest.instance, heap)) fail(path, "heap not attached");
  return guest;
}

static void stop_on_thread(const Guest* guest) {
  wasm_runtime_detach_shared_heap(guest->instance);
  stop_guest(guest);
  wasm_runtime_destroy_thread_env();
}

static void* produce(void* unused) {
  const Guest guest = start_on_thread(SHOAL_GUEST_DIR "/producer.wasm");
  // The host allocates from the same heap as its guests.
  void* native = NULL;
  if (wasm_runtime_shared_heap_malloc(guest.instance, 32, &native) == 0) fail("host", "no room");
  strcpy(native, "hello from the host");
  queue_put(&queue, (uint64_t)(uintptr_t)native);
  uint32_t argv[1] = {kMessages};
  call_guest(&guest, "produce", 1, argv);
  queue_put(&queue, 0);
  stop_on_thread(&guest);
  return unused;
}

static void* consume(void* unused) {
  const Guest guest = start_on_thread(SHOAL_GUEST_DIR "/consumer.wasm");
  uint64_t message;
  while ((message = queue_take(&queue)) != 0) {
    // What address the message has in this instance: the same as in the other.
    void* const native = (void*)(uintptr_t)message;
    uint32_t argv[1] = {(uint32_t)wasm_runtime_addr_native_to_app(guest.instance, native)};
    call_guest(&guest, "consume", 1, argv);
  }
  stop_on_thread(&guest);
  return unused;
}

int main(void) {
  static char pool[512 * 1024];
  RuntimeInitArgs args;
  memset(&args, 0, sizeof(args));
  args.mem_alloc_type = Alloc_With_Pool;
  args.mem_alloc_option.pool.heap_buf = pool;
  args.mem_alloc_option.pool.heap_size = sizeof(pool);
  args.native_module_name = "env";
  args.native_symbols = natives;
  args.n_native_symbols = 1;
  if (!wasm_runtime_full_init(&args)) fail("runtime", "not started");

  SharedHeapInitArgs heap_args;
  memset(&heap_args, 0, sizeof(heap_args));
  heap_args.size = kHeapSize;
  heap = wasm_runtime_create_shared_heap(&heap_args);
  if (!heap) fail("heap", "not created");

  pthread_t threads[2];
  if (pthread_create(&threads[0], NULL, produce, NULL) != 0 ||
      pthread_create(&threads[1], NULL, consume, NULL) != 0) {
    fail("thread", "not created");
  }
  pthread_join(threads[0], NULL);
  pthread_join(threads[1], NULL);

  wasm_runtime_destroy();  // The heap goes with it.
  return 0;
}
