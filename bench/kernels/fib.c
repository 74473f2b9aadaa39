// Plain recursion: the cost of a call, a compare and an add.
#include "kernel.h"

NOINLINE static uint32_t fib(uint32_t n) {
  if (n < 2) return n;
  // Two real calls: the barrier stops the compiler from turning the second into a loop.
  uint32_t a = fib(n - 1);
  __asm__ volatile("" : "+r"(a));
  uint32_t b = fib(n - 2);
  __asm__ volatile("" : "+r"(b));
  return a + b;
}

KERNEL uint32_t run(uint32_t n) { return fib(n); }
