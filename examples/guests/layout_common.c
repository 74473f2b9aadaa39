// The module that owns the heap: what the others share is allocated here.
#include "layout_object.h"

extern unsigned char __heap_base;  // made by the linker, moved by shoal::Layout
static unsigned char *next;
static int objects;

static void *allocate(unsigned long size) {
  if (next == 0) next = &__heap_base;
  unsigned char *const block = next;
  next += (size + 15) & ~15ul;
  return block;
}

object *make_object(int value) {
  object *const o = allocate(sizeof *o);
  o->value = value;
  o->serial = ++objects;
  return o;
}
