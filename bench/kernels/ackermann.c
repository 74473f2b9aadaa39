// Takeuchi's and Ackermann's functions: deep recursion with several arguments, hardly anything but
// calls.
#include "kernel.h"

NOINLINE static int32_t tak(int32_t x, int32_t y, int32_t z) {
  if (y >= x) return z;
  return tak(tak(x - 1, y, z), tak(y - 1, z, x), tak(z - 1, x, y));
}

NOINLINE static uint32_t ackermann(uint32_t m, uint32_t n) {
  if (m == 0) return n + 1;
  if (n == 0) return ackermann(m - 1, 1);
  return ackermann(m - 1, ackermann(m, n - 1));
}

KERNEL uint32_t run(uint32_t n) {
  uint32_t sum = 0;
  for (uint32_t i = 0; i < n; i++) {
    sum = mix(sum, (uint32_t)tak(18, 12, (int32_t)(6 - (i & 1))));
    sum = mix(sum, ackermann(2, 200 + (i & 3)));
  }
  return sum;
}
