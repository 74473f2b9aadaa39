// N queens by bit masks: recursion inside a loop, bit tricks, branches that depend on data.
#include "kernel.h"

NOINLINE static uint32_t place(uint32_t all, uint32_t columns, uint32_t left, uint32_t right) {
  if (columns == all) return 1;
  uint32_t solutions = 0;
  for (uint32_t free = all & ~(columns | left | right); free != 0; free &= free - 1) {
    uint32_t bit = free & -free;
    solutions += place(all, columns | bit, (left | bit) << 1, (right | bit) >> 1);
  }
  return solutions;
}

KERNEL uint32_t run(uint32_t n) { return place((1u << n) - 1, 0, 0, 0); }
