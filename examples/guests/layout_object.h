// What the three guests of the layout example have in common.
#ifndef SHOAL_EXAMPLES_GUESTS_LAYOUT_OBJECT_H_
#define SHOAL_EXAMPLES_GUESTS_LAYOUT_OBJECT_H_

typedef struct {
  int value;
  int serial;
} object;

#endif
