// Allocates, in one of two ways: built without a C library it imports malloc, free and snprintf from its
// host; built with wasi-libc (__wasi__) it brings them along and exports malloc and free.
#ifdef __wasi__
#include <stdio.h>
#include <stdlib.h>
#else
typedef __SIZE_TYPE__ size_t;
void* malloc(size_t size);
void free(void* block);
int snprintf(char* to, size_t size, const char* format, ...);
#endif

struct message {
  int length;
  char text[];
};

// A message for `name`, which the caller frees; null if there is no room.
__attribute__((export_name("greet"))) struct message* greet(const char* name) {
  const int length = snprintf(0, 0, "hello, %s", name);
  struct message* message = malloc(sizeof *message + (size_t)length + 1);
  if (!message) return 0;
  message->length = snprintf(message->text, (size_t)length + 1, "hello, %s", name);
  return message;
}

// Takes 1 KiB of the stack for each level.
__attribute__((export_name("dive"))) int dive(int depth) {
  volatile char frame[1024];
  frame[depth % 1024] = (char)depth;
  return depth == 0 ? frame[0] : dive(depth - 1) + frame[depth % 1024];
}
