// Runs one kernel as native code: KERNEL N REPETITIONS. Prints what every host of the kernel
// benchmark prints: the checksum, and the nanoseconds of each timed call (an untimed one goes
// before).
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "kernels/kernel.h"

static long long now_ns(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return t.tv_sec * 1000000000ll + t.tv_nsec;
}

int main(int argc, char** argv) {
  if (argc != 3) {
    fprintf(stderr, "usage: %s N REPETITIONS\n", argv[0]);
    return 2;
  }
  uint32_t n = (uint32_t)strtoul(argv[1], NULL, 10);
  int repetitions = atoi(argv[2]);
  uint32_t checksum = run(n);
  printf("{\"checksum\": %u, \"ns\": [", checksum);
  for (int i = 0; i < repetitions; i++) {
    long long begin = now_ns();
    uint32_t again = run(n);
    long long end = now_ns();
    if (again != checksum) {
      fprintf(stderr, "the second run's checksum differs: %u, then %u\n", checksum, again);
      return 1;
    }
    printf("%s%lld", i ? ", " : "", end - begin);
  }
  printf("]}\n");
  return 0;
}
