// Mandelbrot set: a floating-point loop that ends by a float compare, everything in registers.
#include "kernel.h"

KERNEL uint32_t run(uint32_t n) {
  uint32_t sum = 0;
  for (uint32_t y = 0; y < n; y++) {
    double ci = 2.4 * y / n - 1.2;
    for (uint32_t x = 0; x < n; x++) {
      double cr = 3.0 * x / n - 2.1;
      double zr = 0, zi = 0, zr2 = 0, zi2 = 0;
      uint32_t steps = 0;
      while (steps < 200 && zr2 + zi2 <= 4.0) {
        zi = 2.0 * zr * zi + ci;
        zr = zr2 - zi2 + cr;
        zr2 = zr * zr;
        zi2 = zi * zi;
        steps++;
      }
      sum = mix(sum, steps);
    }
  }
  return sum;
}
