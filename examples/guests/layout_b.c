// Changes objects in place.
#include "layout_object.h"

static int changes;

void double_object(object *o) {
  o->value *= 2;
  ++changes;
}

int changes_so_far(void) { return changes; }
