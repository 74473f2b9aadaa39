// Reads objects. It has data and a stack of its own, as any C program has.
#include "layout_object.h"

static int reads;

static void copy(volatile object *to, const object *from) { *to = *from; }

int read_object(const object *o) {
  object on_my_stack;
  copy(&on_my_stack, o);
  ++reads;
  return on_my_stack.value;
}

int reads_so_far(void) { return reads; }
